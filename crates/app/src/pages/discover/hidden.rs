//! What the member does not want to see, and the way to bring it back.

use super::words::words;
use crate::route::Route;
use crate::session::Session;
use crate::state::acts::Acts;
use crate::state::room::Room;
use crate::ui::link::link;
use crate::ui::{deed, does, foreign, nothing};
use guildhall_engine::id::EventId;
use yew::prelude::*;

/// The event that keeps a piece off the shelf, if one does.
fn refusal(acts: &Acts) -> Option<EventId> {
    acts.hidden().or(acts.disliked())
}

/// How many pieces the member refused.
pub fn count(room: &Room) -> usize {
    let acts = room.all_acts();
    let known = |id: &str| room.community.catalogue.place(id).is_some();
    acts.iter().filter(|(id, acts)| refusal(acts).is_some() && known(id.as_str())).count()
}

/// The refused pieces, folded away.
pub fn section(session: &Session, room: &Room) -> Html {
    let (words, tag) = (words(session.language()), session.tag());
    let acts = room.all_acts();
    let refused = acts
        .iter()
        .filter_map(|(id, acts)| Some((room.community.catalogue.item(&id.as_str().into())?, refusal(acts)?)));
    let refused: Vec<_> = refused.collect();
    if refused.is_empty() {
        return nothing();
    }
    html! {
        <details class="disclosure hidden-pieces" data-testid="hidden">
            <summary>{ (words.hidden)(&session.formats.count(refused.len())) }</summary>
            <p class="quiet">{ words.hidden_hint }</p>
            <ul>
                { for refused.into_iter().map(|(item, event)| {
                    let title = item.title.get(tag).to_owned();
                    html! {
                        <li key={item.id.as_str()} class="hidden-piece">
                            <span lang={foreign(&item.title, tag)}>{ link(session, Route::Item { id: item.id.to_string() }, "", title.clone().into()) }</span>
                            { deed(session, html! {
                                <button type="button" class="button button-quiet" aria-label={(words.bring_back_this)(&title)}
                                    onclick={does(session, move |session| session.undo(&[event]))}>{ words.bring_back }</button>
                            }) }
                        </li>
                    }
                }) }
            </ul>
        </details>
    }
}
