//! The first visit: what this is, what draws the member, and where to begin. Three steps at the top of Home, each of which
//! can be skipped, and none of which stands in the way of the page below.

mod ladder;
mod words;

use super::icon::{Icon, icon};
use super::interests::{backgrounds, interests};
use super::item_row::item_row;
use super::name_field::name_field;
use super::{does, foreign, nothing};
use crate::session::Session;
use crate::state::room::Room;
use crate::state::{FIRST_STEP, LAST_STEP};
use guildhall_engine::catalogue::Item;
use web_sys::HtmlElement;
use words::words;
use yew::prelude::*;

/// Interests to choose from at first; a screenful.
const INTERESTS: usize = 12;
/// Pieces to begin with.
const STARTERS: usize = 3;

/// The panel, while the member has neither finished nor skipped it.
pub fn onboarding(session: &Session) -> Html {
    let is_own = session.room().is_some_and(Room::is_own);
    match session.state().onboarding.filter(|_| is_own) {
        Some(step) => html! { <Panel session={session.clone()} {step} /> },
        None => nothing(),
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    session: Session,
    step: u8,
}

#[component]
fn Panel(props: &Props) -> Html {
    let Props { session, step } = props;
    let step = *step;
    let words = words(session.language());
    let title = use_node_ref();
    let shown = use_mut_ref(|| step);
    {
        let (title, shown) = (title.clone(), shown.clone());
        use_effect_with(step, move |step| {
            // At first the page begins where every page does.
            if shown.replace(*step) != *step
                && let Some(title) = title.cast::<HtmlElement>()
            {
                // A step may be shorter than the one before; the page moves only where the heading is out of sight.
                let _ = title.focus();
            }
        });
    }
    let Some(room) = session.room() else { return nothing() };
    let community = room.community.charter.file().name.get(session.tag());
    let (heading, body) = match step {
        FIRST_STEP => ((words.welcome)(community), welcome(session, room)),
        LAST_STEP => (words.begin.to_owned(), begin(session, room)),
        _ => (words.interests.to_owned(), choose(session, room)),
    };
    let formats = &session.formats;
    let progress = (words.progress)(&formats.count(usize::from(step)), &formats.count(usize::from(LAST_STEP)));
    let go = |to: Option<u8>| does(session, move |session| session.onboard(to));
    let next = (step < LAST_STEP).then(|| step + 1);
    html! {
        <section class="onboarding" aria-label={words.label} data-testid="onboarding">
            <div class="onboarding-head">
                <p class="eyebrow figures">{ progress }</p>
                <span class="onboarding-dots" aria-hidden="true">
                    { for (FIRST_STEP..=LAST_STEP).map(|dot| html! { <span key={dot} class={(dot <= step).then_some("is-done")}></span> }) }
                </span>
            </div>
            <h2 ref={title} tabindex="-1">{ heading }</h2>
            { body }
            <div class="onboarding-actions">
                <button type="button" class="button button-primary" onclick={go(next)}>
                    { if next.is_some() { words.next } else { words.done } }
                </button>
                if step > FIRST_STEP {
                    <button type="button" class="button" onclick={go(Some(step - 1))}>{ words.back }</button>
                }
                if next.is_some() {
                    <button type="button" class="button button-quiet" onclick={go(None)}>{ words.skip }</button>
                }
            </div>
        </section>
    }
}

fn welcome(session: &Session, room: &Room) -> Html {
    let (shared, words, tag) = (session.words(), words(session.language()), session.tag());
    let tiers = room.community.charter.tiers();
    let (lowest, highest) = (tiers.first(), tiers.last());
    let name =
        |tier: Option<&guildhall_engine::charter::TierRule>| tier.map_or("", |tier| tier.name.get(tag)).to_owned();
    let greeting = lowest.map(|tier| &tier.description).filter(|description| !description.is_empty());
    html! {
        <div class="onboarding-columns">
            <div>
                if let Some(greeting) = greeting {
                    <p class="onboarding-greeting" lang={foreign(greeting, tag)}>{ greeting.get(tag).to_owned() }</p>
                }
                <p>{ (words.how)(&name(lowest), &name(highest)) }</p>
                <p class="onboarding-privacy quiet">{ icon(Icon::Shield) }<span>{ shared.privacy }</span></p>
            </div>
            <div>{ name_field(session, words.name, words.name_hint, words.name_example) }</div>
        </div>
    }
}

fn choose(session: &Session, room: &Room) -> Html {
    let words = words(session.language());
    let chosen = room.taste().tags.iter().filter(|taste| taste.stated).count();
    html! {
        <>
            <p class="quiet">{ words.interests_hint }</p>
            { interests(session, room, INTERESTS, words.interests_label) }
            <p class="quiet figures" role="status">{ (words.chosen)(chosen, &session.formats.count(chosen)) }</p>
            { backgrounds(session, room) }
        </>
    }
}

fn begin(session: &Session, room: &Room) -> Html {
    let words = words(session.language());
    html! {
        <>
            <p class="quiet">{ words.begin_hint }</p>
            <div class="item-grid">{ for starters(room).into_iter().map(|item| item_row(session, room, item, nothing())) }</div>
            <h3 class="subhead">{ words.ladder }</h3>
            { ladder::ladder(session, room, words.you_are_here) }
        </>
    }
}

/// Where to begin: what the shelf puts first for this member, and then what the charter names for everyone.
fn starters(room: &Room) -> Vec<&Item> {
    let community = &room.community;
    let shelf = room.shelf();
    let picked = shelf.picks.iter().map(|pick| &pick.item);
    let mut ids: Vec<_> = picked.chain(&community.charter.file().taste.starter).collect();
    ids.truncate(STARTERS);
    ids.into_iter().filter_map(|id| community.catalogue.item(id)).collect()
}
