//! Times of the engine, natively: one event applied, a standing after five years of daily use, a shelf over 10,000
//! items.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use divan::Bencher;
use guildhall_engine::catalogue::{Catalogue, CatalogueFile};
use guildhall_engine::charter::Charter;
use guildhall_engine::event::Event;
use guildhall_engine::evidence::evidence;
use guildhall_engine::ledger::Ledger;
use guildhall_engine::presets::PRESETS;
use guildhall_engine::shelf::shelf;
use guildhall_engine::standing::standing;
use guildhall_engine::taste::taste;
use guildhall_engine::time::Moment;
use guildhall_engine::timeline::history;

#[path = "../tests/support/daily.rs"]
mod daily;

fn main() {
    divan::main();
}

fn charter() -> Charter {
    let preset = PRESETS.iter().find(|preset| preset.name == "education").unwrap_or(&PRESETS[0]);
    Charter::parse_text(preset.charter).0.expect("presets are sound")
}

fn catalogue(charter: &Charter, items: usize) -> Catalogue {
    let page = daily::catalogue(charter.file().id.as_str(), items);
    let (page, findings): (Option<CatalogueFile>, _) = Catalogue::read_page(&page);
    let mut catalogue = Catalogue::new();
    catalogue.add(page.unwrap_or_else(|| panic!("{findings:?}")), charter);
    catalogue
}

fn events() -> Vec<Event> {
    daily::five_years()
}

fn now() -> Moment {
    events().last().expect("there are events").at
}

/// 20,000 events, one after the other.
#[divan::bench(sample_count = 20)]
fn apply_20_000_events(bencher: Bencher<'_, '_>) {
    let events = events();
    bencher.counter(divan::counter::ItemsCount::new(events.len())).with_inputs(|| events.clone()).bench_values(
        |events| {
            let mut ledger = Ledger::new("ada".into());
            for event in events {
                ledger.apply(event);
            }
            ledger
        },
    );
}

#[divan::bench(sample_count = 100)]
fn standing_after_five_years(bencher: Bencher<'_, '_>) {
    let (charter, ledger, now) = (charter(), Ledger::of("ada".into(), events()), now());
    bencher.bench(|| standing(&charter, &ledger, now));
}

#[divan::bench(sample_count = 100)]
fn history_after_five_years(bencher: Bencher<'_, '_>) {
    let (charter, ledger, now) = (charter(), Ledger::of("ada".into(), events()), now());
    bencher.bench(|| history(&charter, &ledger, now));
}

#[divan::bench(sample_count = 100)]
fn evidence_after_five_years(bencher: Bencher<'_, '_>) {
    let (charter, ledger, now) = (charter(), Ledger::of("ada".into(), events()), now());
    bencher.bench(|| evidence(&charter, &ledger, now));
}

#[divan::bench(sample_count = 100)]
fn taste_after_five_years(bencher: Bencher<'_, '_>) {
    let (charter, ledger, now) = (charter(), Ledger::of("ada".into(), events()), now());
    let catalogue = catalogue(&charter, 10_000);
    bencher.bench(|| taste(&charter, &catalogue, &ledger, now));
}

#[divan::bench(sample_count = 100)]
fn shelf_over_10_000_items(bencher: Bencher<'_, '_>) {
    let (charter, ledger, now) = (charter(), Ledger::of("ada".into(), events()), now());
    let catalogue = catalogue(&charter, 10_000);
    let standing = standing(&charter, &ledger, now);
    let taste = taste(&charter, &catalogue, &ledger, now);
    bencher.bench(|| shelf(&charter, &catalogue, &standing, &taste, None, 20));
}
