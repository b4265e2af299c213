//! What lies on this device, with live figures.

use super::words::{Words, words};
use crate::boot;
use crate::glance::GLANCES;
use crate::session::Session;
use crate::settings;
use crate::state::room::Room;
use guildhall_browser::{Usage, cached_files, usage};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Figures and the table of everything that is kept.
pub fn content(session: &Session, room: &Room) -> Html {
    let words = words(session.language());
    let events = room.events();
    let (count, first) = events.all().fold((0_usize, None), |(count, first), event| {
        let first = first.map_or(event.at, |first: guildhall_engine::time::Moment| first.min(event.at));
        (count + 1, Some(first))
    });
    let offset = room.community.charter.file().offset;
    let since = first.map(|first| session.formats.day(first.day(offset)));
    html! { <Kept session={session.clone()} {count} since={since.map(AttrValue::from)} {words} /> }
}

/// What the browser says of its storage.
#[derive(Clone, PartialEq, Default)]
struct Found {
    usage: Option<Usage>,
    /// Settings of the database, the community's own pages left out.
    settings: usize,
    /// Pages of the catalogue kept for a visit without a network.
    pages: usize,
    is_kept: bool,
    /// What the browser remembers for every community, charters and glances left out.
    remembered: usize,
    /// Copies of charters.
    charters: usize,
    /// What other pages of the site can show of the member.
    glances: usize,
    /// Files kept for a visit without a network; none when there are none.
    cached: Option<usize>,
}

#[derive(Properties)]
struct Props {
    session: Session,
    count: usize,
    since: Option<AttrValue>,
    words: &'static Words,
}

impl PartialEq for Props {
    fn eq(&self, other: &Props) -> bool {
        self.session == other.session && self.count == other.count && self.since == other.since
    }
}

#[component(Kept)]
fn kept(props: &Props) -> Html {
    let Props { session, count, since, words } = props;
    let found = use_state_eq(|| Found { is_kept: true, ..Found::default() });
    {
        let (found, hall) = (found.clone(), session.desk.hall());
        use_effect_with(session.clone(), move |_| {
            spawn_local(async move {
                let Some(hall) = hall else { return };
                // What cannot be counted is shown as nothing.
                let keys = hall.settings().await.unwrap_or_default();
                let pages = keys.iter().filter(|(key, _)| key.starts_with("page:")).count();
                let is_kept = hall.is_kept();
                let remembered = settings::all_remembered();
                let charters = remembered.iter().filter(|(key, _)| key.starts_with(boot::CHARTERS)).count();
                let glances = remembered.iter().filter(|(key, _)| key.starts_with(GLANCES)).count();
                let remembered = remembered.len() - charters - glances;
                let (usage, cached, settings) = (usage().await, cached_files().await, keys.len() - pages);
                found.set(Found { usage, settings, pages, is_kept, remembered, charters, glances, cached });
            });
        });
    }
    let formats = &session.formats;
    let place = if found.is_kept { words.in_database } else { words.in_memory };
    let rows = [
        (words.events, formats.count(*count), place, words.events_why, words.events_delete),
        (words.settings, formats.count(found.settings), place, words.settings_why, words.with_all),
        (words.looks, formats.count(found.remembered), words.in_storage, words.looks_why, words.with_all),
        (
            words.documents,
            formats.count(found.pages + found.charters),
            words.in_both,
            words.documents_why,
            words.with_all,
        ),
    ];
    let glances = (found.glances > 0)
        .then(|| (words.glances, formats.count(found.glances), words.in_storage, words.glances_why, words.with_all));
    let rows = rows.into_iter().chain(glances).chain(
        found
            .cached
            .map(|files| (words.files, formats.count(files), words.in_cache, words.files_why, words.files_delete)),
    );
    let labels = [words.what, words.how_many, words.where_to, words.why, words.how_to_delete];
    html! {
        <>
            <dl class="figures-row">
                <div><dt>{ words.events }</dt><dd class="figures" data-testid="kept-events">{ formats.count(*count) }</dd></div>
                <div><dt>{ words.since }</dt><dd class="figures">{ since.clone().unwrap_or_else(|| "–".into()) }</dd></div>
                <div>
                    <dt>{ words.space }</dt>
                    <dd class="figures" data-testid="kept-bytes">{ found.usage.map_or_else(|| "–".to_owned(), |usage| bytes(session, words, usage.used)) }</dd>
                </div>
            </dl>
            { durability(words, &found) }
            <table class="table stacked" role="table">
                <thead role="rowgroup">
                    <tr role="row">{ for labels.map(|label| html! { <th key={label} scope="col" role="columnheader">{ label }</th> }) }</tr>
                </thead>
                <tbody role="rowgroup">
                    { for rows.map(|(what, count, place, why, delete)| html! {
                        <tr key={what} role="row">
                            <th scope="row" role="rowheader">{ what }</th>
                            { cell(labels[1], count) }{ cell(labels[2], place.to_owned()) }{ cell(labels[3], why.to_owned()) }{ cell(labels[4], delete.to_owned()) }
                        </tr>
                    }) }
                </tbody>
            </table>
        </>
    }
}

/// A cell that says which column it belongs to where the columns stand below each other.
fn cell(label: &'static str, text: String) -> Html {
    html! { <td role="cell" data-label={label}>{ text }</td> }
}

/// Whether the browser may delete the data by itself.
fn durability(words: &Words, found: &Found) -> Html {
    // Until the browser has answered, what holds for every site without its leave.
    let is_persisted = found.usage.as_ref().is_some_and(|usage| usage.persisted);
    html! { <p class="fine-print">{ if is_persisted { words.persisted } else { words.not_persisted } }</p> }
}

/// Bytes in the largest unit that leaves a number above one.
fn bytes(session: &Session, words: &Words, bytes: f64) -> String {
    let (number, unit) = if bytes >= 1e6 {
        (bytes / 1e6, 2)
    } else if bytes >= 1e3 {
        (bytes / 1e3, 1)
    } else {
        (bytes, 0)
    };
    [&session.formats.number(number), " ", words.units[unit]].concat()
}
