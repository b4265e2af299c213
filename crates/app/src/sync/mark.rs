//! The mark in the header of a hall that is connected; while it is there, events are exchanged.

use super::condition::Condition;
use super::running::Running;
use super::shown::{running, shown};
use crate::pages::sync_words;
use crate::route::Route;
use crate::session::Session;
use crate::ui::link::anchor;
use yew::prelude::*;

/// The mark.
pub fn mark(session: &Session) -> Html {
    html! { <Mark session={session.clone()} /> }
}

#[derive(Properties, PartialEq)]
struct Props {
    session: Session,
}

#[component]
fn Mark(props: &Props) -> Html {
    let session = &props.session;
    let shown = shown();
    let community = session.room().map(|room| room.community.charter.file().id.to_string());
    {
        let session = session.clone();
        use_effect_with((shown.beginning, community), move |(_, community)| {
            let running = community
                .clone()
                .and_then(|community| Running::begin(session.desk.clone(), session.teller(), &community));
            move || drop(running)
        });
    }
    let events = session.room().map_or(0, |room| room.events().ledger().entries().len());
    let level = session.room().map_or(0, |room| room.standing().tier.rank as u32 + 1);
    use_effect_with((events, level), move |_| {
        if let Some(running) = running() {
            running.gather(level);
        }
    });
    let condition = shown.condition();
    if condition == Condition::Off {
        return html! { {""} };
    }
    let words = sync_words(session.language());
    let text = (words.mark)(condition, &session.formats);
    let class = match condition {
        Condition::Synced | Condition::Busy | Condition::Starting => "sync-mark",
        Condition::Paused | Condition::Offline | Condition::Waiting(_) => "sync-mark sync-mark-still",
        Condition::NeedsSignIn | Condition::Trouble | Condition::Off | Condition::Aside(_) => {
            "sync-mark sync-mark-amiss"
        }
    };
    // Not colour alone: each state has a sign of its own.
    let sign = match condition {
        Condition::Synced => "M8.5 13.5l2.5 2.5l4.5-4.5",
        Condition::Busy | Condition::Starting => "M12 17v-5.5M9.5 13.5l2.5-2.5l2.5 2.5",
        Condition::Waiting(_) => "M9 14h.5M12 14h.5M15 14h.5",
        Condition::Paused => "M10.5 12v4.5M13.5 12v4.5",
        Condition::Offline => "M5 4l14.5 16.5",
        Condition::NeedsSignIn | Condition::Trouble | Condition::Off | Condition::Aside(_) => "M12 10.5v3.5M12 16.5v.3",
    };
    let content = html! {
        <>
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                <path d="M7 19a4.5 4.5 0 0 1-.6-8.95a6 6 0 0 1 11.4 1.15A3.95 3.95 0 0 1 17.3 19z" /><path d={sign} />
            </svg>
            <span class="visually-hidden">{ &text }</span>
        </>
    };
    html! {
        <span class="sync-place" data-testid="sync-mark" data-state={condition.word()} title={text.clone()}>
            { anchor(session, Route::Sync, class, session.state().route == Route::Sync, None, content) }
        </span>
    }
}
