//! Benefits the member has, each with the way to use it.

use super::words::words;
use crate::route::Route;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::icon::{Icon, icon};
use crate::ui::link::{anchor, link, outside};
use crate::ui::{foreign, nothing};
use guildhall_engine::charter::{BenefitKind, BenefitRule};
use guildhall_engine::standing::Standing;
use yew::prelude::*;

/// Items named by a benefit that are listed; the library has the others.
const ITEMS: usize = 4;

/// Everything that is unlocked.
pub fn section(session: &Session, room: &Room, standing: &Standing) -> Html {
    if standing.benefits.is_empty() {
        return nothing();
    }
    let (shared, words) = (session.words(), words(session.language()));
    let held = standing.benefits.iter().filter(|benefit| benefit.unlocked);
    let held: Vec<&BenefitRule> = held.filter_map(|benefit| room.community.benefit(&benefit.id)).collect();
    let count = (shared.unlocked_count)(&session.formats.count(held.len()));
    html! {
        <section class="section" aria-labelledby="yours" data-testid="benefits-held">
            <div class="section-head">
                <h2 id="yours">{ words.yours }</h2>
                <span class="quiet">{ count }</span>
            </div>
            if held.is_empty() {
                <p class="quiet">{ shared.no_benefits_yet }</p>
            } else {
                <ul class="held">{ for held.iter().map(|rule| one(session, room, rule)) }</ul>
            }
        </section>
    }
}

fn one(session: &Session, room: &Room, rule: &BenefitRule) -> Html {
    let (shared, tag) = (session.words(), session.tag());
    html! {
        <li key={rule.id.as_str()} class="held-one" data-benefit={rule.id.to_string()}>
            <p class="eyebrow">{ icon(Icon::Check) }{ (shared.benefit_kind)(rule.kind) }</p>
            <h3 class="held-name" lang={foreign(&rule.name, tag)}>{ rule.name.get(tag).to_owned() }</h3>
            <p class="quiet" lang={foreign(&rule.description, tag)}>{ rule.description.get(tag).to_owned() }</p>
            <div class="held-use">
                { usage(session, room, rule) }
                if let Some(href) = &rule.link {
                    <p>{ outside(href, "button", shared.use_benefit) }</p>
                }
            </div>
        </li>
    }
}

/// How the benefit is used, with the page where that is.
fn usage(session: &Session, room: &Room, rule: &BenefitRule) -> Html {
    let words = words(session.language());
    let at = |text: &'static str, to: Route, name: &'static str| {
        html! {
            <p><span class="quiet">{ text }</span>{ " " }{ link(session, to, "", name.into()) }</p>
        }
    };
    match rule.kind {
        BenefitKind::Label => at(words.shown_on_card, Route::Card, words.see_card),
        BenefitKind::Priority => at(words.head_start, Route::Events, words.see_events),
        BenefitKind::Discount => html! {
            <>
                { covered(session, room, rule) }
                { at(words.taken_off, Route::Library, words.to_shop) }
            </>
        },
        BenefitKind::Content => html! {
            <>
                { covered(session, room, rule) }
                { items(session, room, rule) }
            </>
        },
        // With a link of its own the benefit says where to turn to.
        BenefitKind::Service if rule.link.is_some() => nothing(),
        BenefitKind::Service => at(words.ask_for_it, Route::Card, words.show_card),
    }
}

/// The topics a benefit covers, when it does not cover everything.
fn covered(session: &Session, room: &Room, rule: &BenefitRule) -> Html {
    if rule.tags.is_empty() {
        return nothing();
    }
    let names = rule.tags.iter().map(|tag| room.community.catalogue.tag_name(tag, session.tag()));
    let names: Vec<&str> = names.collect();
    html! { <p class="quiet">{ (words(session.language()).covers)(&names.join(session.words().comma)) }</p> }
}

/// The pieces a benefit names.
fn items(session: &Session, room: &Room, rule: &BenefitRule) -> Html {
    let items: Vec<_> = rule.items.iter().filter_map(|id| room.community.catalogue.item(id)).collect();
    if items.is_empty() {
        return nothing();
    }
    let tag = session.tag();
    html! {
        <>
            <p class="quiet">{ words(session.language()).opens }</p>
            <ul class="held-items">
                { for items.iter().take(ITEMS).map(|item| {
                    let to = Route::Item { id: item.id.to_string() };
                    let title = item.title.get(tag).to_owned();
                    html! { <li key={item.id.as_str()}>{ anchor(session, to, "", false, foreign(&item.title, tag), title.into()) }</li> }
                }) }
                if items.len() > ITEMS {
                    <li class="quiet">{ ["+", &session.formats.count(items.len() - ITEMS)].concat() }</li>
                }
            </ul>
        </>
    }
}
