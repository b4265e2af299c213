//! Pieces that more than one page uses.

pub mod avatar;
pub mod bar;
pub mod choice;
pub mod cover;
pub mod crest;
pub mod findings;
pub mod heading;
pub mod icon;
pub mod interests;
pub mod item_actions;
pub mod item_row;
pub mod link;
pub mod marked;
pub mod name_field;
pub mod notices;
pub mod onboarding;
pub mod placeholder;
pub mod requirement;
pub mod ring;
pub mod shell;
pub mod step;
pub mod toasts;
pub mod told;
pub mod word;

use crate::session::Session;
use guildhall_engine::id::EventId;
use guildhall_engine::text::Text;
use yew::prelude::*;

/// What a component renders when there is nothing to show: an empty text, because a component without any node loses its
/// place between its neighbours.
pub fn nothing() -> Html {
    html! { {""} }
}

/// A callback that does something with the session.
pub fn does<E: 'static>(session: &Session, act: impl Fn(&Session) + 'static) -> Callback<E> {
    let session = session.clone();
    Callback::from(move |_| act(&session))
}

/// What can be pressed to record or take back something; nothing in another member's hall, which is only looked at.
pub fn deed(session: &Session, button: Html) -> Html {
    if session.may_act() { button } else { nothing() }
}

/// A button that takes an event back.
pub fn take_back(session: &Session, event: EventId, text: &'static str) -> Html {
    let onclick = does(session, move |session| session.undo(&[event]));
    deed(session, html! { <button type="button" class="button button-quiet" {onclick}>{ text }</button> })
}

/// A button that shows more of a long list, `page` at a time; nothing when no more is left.
pub fn more(session: &Session, rest: usize, page: usize, show: impl Fn(&Session) + 'static) -> Html {
    if rest == 0 {
        return nothing();
    }
    let text = (session.words().show_more)(&session.formats.count(rest.min(page)));
    html! { <p class="more"><button type="button" class="button" onclick={does(session, show)}>{ text }</button></p> }
}

/// The language of the version of a text that is shown, when it is not the interface's.
pub fn foreign(text: &Text, tag: &str) -> Option<AttrValue> {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let mut languages = text.languages();
    let first = languages.next()?;
    let speaks = std::iter::once(first).chain(languages).any(|language| primary(language) == primary(tag));
    (!speaks).then(|| AttrValue::from(first.to_owned()))
}
