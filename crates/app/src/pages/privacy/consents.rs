//! What the member agreed to, with receipts, and the interests the shelf holds.

use super::words::words;
use crate::route::Route;
use crate::session::{Deed, Session};
use crate::state::consent::{Purpose, Receipt, answer, receipts};
use crate::state::room::Room;
use crate::sync::PURPOSE;
use crate::ui::icon::{Icon, icon};
use crate::ui::link::link;
use crate::ui::{does, nothing};
use guildhall_engine::event::Verb;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Every purpose with its switch, and the answers given so far.
pub fn content(session: &Session, room: &Room) -> Html {
    let words = words(session.language());
    let given = receipts(room.events().ledger());
    html! {
        <>
            { for Purpose::ALL.map(|purpose| question(session, room, purpose)) }
            <div class="consent">
                <h3>{ words.sending }</h3>
                { sending(session) }
            </div>
            if !given.is_empty() {
                <details class="disclosure">
                    <summary>{ (words.receipts)(&session.formats.count(given.len())) }</summary>
                    { table(session, room, &given) }
                </details>
            }
        </>
    }
}

/// Whether anything leaves the device, and for where.
fn sending(session: &Session) -> Html {
    let words = words(session.language());
    let linked = session.desk.linked.borrow().clone();
    let only_level = linked.as_ref().is_some_and(|linked| linked.only_level);
    let to = if only_level { words.sending_level } else { words.sending_to };
    html! {
        <>
            if let Some(linked) = &linked {
                <p data-testid="sending">{ to(&linked.host) }{ " " }{ if linked.stays { words.sending_stays } else { "" } }</p>
            } else {
                <p data-testid="sending">{ words.sending_none }</p>
            }
            <p>{ link(session, Route::Sync, "more-link", session.words().sync_page.into()) }</p>
        </>
    }
}

fn question(session: &Session, room: &Room, purpose: Purpose) -> Html {
    let words = words(session.language());
    let agrees = room.agrees(purpose);
    let offset = room.community.charter.file().offset;
    let state = match answer(room.events().ledger(), purpose) {
        Some((true, at)) => (words.agreed_on)(&session.formats.day(at.day(offset))),
        Some((false, at)) => (words.refused_on)(&session.formats.day(at.day(offset))),
        None if room.is_reserved() => words.off_by_signal.to_owned(),
        None => words.on_unasked.to_owned(),
    };
    let onchange = {
        let session = session.clone();
        Callback::from(move |event: Event| {
            session.answer(purpose, event.target_unchecked_into::<HtmlInputElement>().checked());
        })
    };
    html! {
        <div key={purpose.id()} class="consent" data-purpose={purpose.id()}>
            <label class="switch">
                <input type="checkbox" role="switch" checked={agrees} disabled={!room.is_own()} {onchange} />
                <span class="consent-name">{ (words.purpose)(purpose) }</span>
            </label>
            <p class="consent-wording">{ purpose.wording(session.language()) }</p>
            <p class="fine-print">{ state }</p>
        </div>
    }
}

fn table(session: &Session, room: &Room, given: &[Receipt]) -> Html {
    let (words, formats) = (words(session.language()), &session.formats);
    let offset = room.community.charter.file().offset;
    let name = |id: &str| {
        let known = Purpose::ALL.into_iter().find(|purpose| purpose.id() == id);
        let unknown = || if id == PURPOSE { words.sending.to_owned() } else { id.to_owned() };
        known.map_or_else(unknown, |purpose| (words.purpose)(purpose).to_owned())
    };
    html! {
        <ol class="receipts" data-testid="receipts">
            { for given.iter().map(|receipt| html! {
                <li key={receipt.event.to_string()} class="receipt">
                    <p>
                        <strong>{ if receipt.agreed { words.agreed } else { words.refused } }</strong>
                        { " · " }{ name(&receipt.purpose) }
                    </p>
                    <p class="fine-print figures">
                        <time datetime={receipt.at.to_string()}>{ formats.day(receipt.at.day(offset)) }{ " " }{ formats.time(receipt.at) }</time>
                        if !receipt.version.is_empty() { { " · " }<code>{ receipt.version.to_string() }</code> }
                    </p>
                    if !receipt.wording.is_empty() { <p class="receipt-wording">{ receipt.wording.to_string() }</p> }
                </li>
            }) }
        </ol>
    }
}

/// The interests, each to delete.
pub fn interests(session: &Session, room: &Room) -> Html {
    let (shared, words) = (session.words(), words(session.language()));
    let taste = room.taste();
    let tag = session.tag();
    html! {
        <>
            if !taste.personalised {
                <p>{ words.interests_off }</p>
            } else if taste.tags.is_empty() {
                <p>{ words.no_interests }</p>
            } else {
                <ul class="interest-chips">
                    { for taste.tags.iter().map(|interest| {
                        let name = room.community.catalogue.tag_name(&interest.tag, tag).to_owned();
                        let id = interest.tag.clone();
                        html! {
                            <li key={id.to_string()} class="interest-chip">
                                <span>{ &name }</span>
                                if room.is_own() {
                                    <button type="button" class="button button-bare" aria-label={(shared.delete_interest)(&name)}
                                        onclick={does(session, move |s| s.set(Deed::about(Verb::Interest, id.as_str()).worth(0.0)))}>
                                        { icon(Icon::Close) }
                                    </button>
                                } else { { nothing() } }
                            </li>
                        }
                    }) }
                </ul>
            }
            <p class="more-link">{ link(session, Route::Discover, "", words.to_discover.into()) }</p>
        </>
    }
}
