//! The first visit: what this is, and where to begin.

use super::words::words;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::foreign;
use yew::prelude::*;

/// The community in its own words, how the hall works, and the first pieces of the shelf.
pub fn section(session: &Session, room: &Room) -> Html {
    let (words, tag) = (words(session.language()), session.tag());
    let file = room.community.charter.file();
    html! {
        <section class="welcome" aria-labelledby="welcome" data-testid="welcome">
            <div class="welcome-words">
                <h2 id="welcome">{ (words.welcome)(file.name.get(tag)) }</h2>
                <p class="standfirst" lang={foreign(&file.description, tag)}>{ file.description.get(tag).to_owned() }</p>
            </div>
            <ol class="welcome-steps" aria-label={words.how_it_works}>
                { for [words.step_do, words.step_score, words.step_open].iter().map(|step| html! {
                    <li key={*step} class="step"><span>{ *step }</span></li>
                }) }
            </ol>
            <div class="welcome-picks" data-testid="picks">
                <h3>{ words.begin_with_these }</h3>
                { super::shelf(session, room, |item| item.price.is_none()) }
            </div>
        </section>
    }
}
