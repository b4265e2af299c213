//! What a member can say about an item: like it, ask for less, hide it.

use super::icon::{Icon, icon};
use super::{does, nothing};
use crate::session::{Deed, Session};
use crate::state::acts::Acts;
use guildhall_engine::catalogue::Item;
use guildhall_engine::event::Verb;
use guildhall_engine::id::EventId;
use yew::prelude::*;

/// The buttons for an item that is offered: for, against, never.
pub fn opinions(session: &Session, item: &Item, acts: &Acts) -> Html {
    if !session.may_act() {
        return nothing();
    }
    let words = session.words();
    html! {
        <div class="opinions" role="group" aria-label={words.your_opinion}>
            { toggle(session, item, Verb::Like, acts.liked(), acts, Icon::Heart, words.like) }
            { toggle(session, item, Verb::Dislike, acts.disliked(), acts, Icon::Less, words.less_like_this) }
            { toggle(session, item, Verb::Hide, acts.hidden(), acts, Icon::Hide, words.hide) }
        </div>
    }
}

/// A button that says something about an item, or takes it back; what was said to the contrary is taken back first.
fn toggle(
    session: &Session,
    item: &Item,
    verb: Verb,
    said: Option<EventId>,
    acts: &Acts,
    drawing: Icon,
    name: &'static str,
) -> Html {
    let id = item.id.clone();
    let contrary = [acts.liked(), acts.disliked(), acts.hidden()].into_iter().flatten().next();
    let onclick = does(session, move |session| match said {
        Some(event) => session.undo(&[event]),
        None => {
            let taken_back = contrary.map(Deed::undo);
            session.record(taken_back.into_iter().chain([Deed::about(verb.clone(), id.as_str())]).collect());
        }
    });
    html! {
        <button type="button" class="button button-quiet" aria-pressed={said.is_some().to_string()} title={name} {onclick}>
            { icon(drawing) }<span class="opinion">{ name }</span>
        </button>
    }
}
