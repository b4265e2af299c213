//! Whether the piece is finished, and when it will be.

use super::words::words;
use crate::session::Session;
use crate::ui::icon::{Icon, icon};
use crate::ui::{nothing, take_back};
use guildhall_engine::id::EventId;
use yew::prelude::*;

/// Seconds up to which a time is told in seconds.
const TOLD_IN_SECONDS: u32 = 100;

/// The line below a text: finished, about to be, or what it takes. `left` is what remains once the member has said that
/// they are at the end.
pub fn line(
    session: &Session,
    finished: Option<EventId>,
    needed: u32,
    left: Option<u32>,
    is_noticed: bool,
    say: Callback<MouseEvent>,
) -> Html {
    let (shared, words) = (session.words(), words(session.language()));
    if let Some(event) = finished {
        return html! {
            <div class="closing-row">
                <p class="fact-good">{ icon(Icon::Check) }{ shared.you_finished }</p>
                { take_back(session, event, shared.take_back) }
            </div>
        };
    }
    if !session.may_act() {
        return nothing();
    }
    let rule = if is_noticed { words.counts_by_itself } else { words.counts_when_said };
    html! {
        <div class="closing-row">
            <button type="button" class="button button-primary" onclick={say}>{ shared.mark_finished }</button>
            <p class="quiet" role="status">
                { left.map_or_else(|| rule(&time(session, needed)), |left| (words.counts_in)(&time(session, left.max(1)))) }
            </p>
        </div>
    }
}

/// A time as people tell it.
fn time(session: &Session, seconds: u32) -> String {
    let (words, formats) = (words(session.language()), &session.formats);
    if seconds <= TOLD_IN_SECONDS {
        (words.seconds)(&formats.count(seconds as usize))
    } else {
        (words.minutes)(&formats.count(seconds.div_ceil(60) as usize))
    }
}
