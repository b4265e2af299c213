//! Erasing everything, once the community's name has been typed.

use super::words::words;
use crate::session::Session;
use crate::state::room::Room;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The form; only the owner of the device may erase, not whoever looks at another member's hall.
pub fn content(session: &Session, room: &Room) -> Html {
    let name = room.community.charter.file().name.get(session.tag()).to_owned();
    html! { <Erasing session={session.clone()} name={name} /> }
}

#[derive(Properties, PartialEq)]
struct Props {
    session: Session,
    /// What is to be typed.
    name: AttrValue,
}

#[component]
fn Erasing(props: &Props) -> Html {
    let Props { session, name } = props;
    let words = words(session.language());
    let typed = use_state_eq(String::new);
    let is_refused = use_state_eq(|| false);
    let oninput = {
        let (typed, is_refused) = (typed.clone(), is_refused.clone());
        Callback::from(move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<HtmlInputElement>().value());
            is_refused.set(false);
        })
    };
    let onsubmit = {
        let (session, name, typed, is_refused) = (session.clone(), name.clone(), typed.clone(), is_refused.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if typed.trim().to_lowercase() == name.to_lowercase() {
                session.erase();
            } else {
                is_refused.set(true);
            }
        })
    };
    html! {
        <form class="erase" {onsubmit} data-testid="erase">
            <p>{ words.erase_what }</p>
            <label class="field narrow">
                <span>{ (words.erase_confirm)(name) }</span>
                <input class="input" type="text" value={(*typed).clone()} {oninput} autocomplete="off" spellcheck="false"
                    aria-invalid={is_refused.to_string()} aria-describedby="erase-refused" />
            </label>
            <p id="erase-refused" class="finding-error" role="status">{ if *is_refused { (words.erase_refused)(name) } else { String::new() } }</p>
            <div><button type="submit" class="button button-danger">{ words.erase_button }</button></div>
        </form>
    }
}
