//! The digest of the standing, so that it can be compared with what another program computes from the same events.

use crate::session::Session;
use crate::state::Action;
use crate::state::room::Room;
use guildhall_engine::standing::Note;
use guildhall_engine::time::Moment;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Moment and digest; the moment can be chosen.
pub fn section(session: &Session, room: &Room) -> Html {
    let words = session.words();
    let asked = session.state().asked_moment.clone();
    let oninput = {
        let session = session.clone();
        Callback::from(move |event: InputEvent| {
            session.tell(Action::AskMoment(event.target_unchecked_into::<HtmlInputElement>().value()));
        })
    };
    let moment = if asked.trim().is_empty() { Ok(room.now) } else { Moment::parse(asked.trim()) };
    html! {
        <section class="panel" aria-labelledby="verification">
            <h2 id="verification">{ words.verification }</h2>
            <p class="quiet">{ words.verification_hint }</p>
            <dl class="facts">
                <dt>{ words.member }</dt>
                <dd data-testid="member">{ room.member().to_string() }</dd>
            </dl>
            <label class="field">
                <span>{ words.at_moment }</span>
                <input class="input figures" type="text" placeholder={room.now.to_string()} value={asked} {oninput}
                    autocomplete="off" spellcheck="false" aria-invalid={moment.is_err().to_string()} />
            </label>
            { match moment {
                Ok(moment) => digest(session, room, moment),
                Err(error) => html! { <p class="finding-error" lang="en">{ error.to_string() }</p> },
            } }
        </section>
    }
}

fn digest(session: &Session, room: &Room, moment: Moment) -> Html {
    let words = session.words();
    let standing = room.standing_at(moment);
    html! {
        <>
            <dl class="facts">
                <dt>{ words.digest }</dt>
                <dd><code class="digest" data-testid="digest">{ standing.digest() }</code></dd>
            </dl>
            if !standing.left_out.is_empty() {
                <ul class="left-out">
                    { for standing.left_out.iter().map(|Note { code, events }| html! {
                        <li key={*code}>{ (words.left_out)(code, &session.formats.count(*events as usize)) }</li>
                    }) }
                </ul>
            }
        </>
    }
}
