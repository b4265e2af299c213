//! A trained model: written, read in parts, refused where it is wrong, and what it makes of a history.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(not(target_arch = "wasm32"))]

use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::charter::Charter;
use guildhall_engine::event::Event;
use guildhall_engine::id::{CommunityId, ItemId};
use guildhall_engine::ledger::Ledger;
use guildhall_engine::model::{Fault, Header, Layout, Model, Nearness, NotWritable, quantised, write};
use guildhall_engine::shelf::{ReasonKind, shelf};
use guildhall_engine::standing::standing;
use guildhall_engine::taste::{Taste, taste};
use guildhall_engine::time::Moment;
use serde_json::{Value, json};

const NOW: Moment = Moment(1_767_225_600_000);

fn charter() -> Charter {
    let document = json!({
        "guildhall": 1, "id": "readers", "name": "Readers", "offset": "+00:00",
        "tiers": [{ "id": "guest", "name": "Guest" }],
        "taste": { "relevance": 1, "adventurousness": 0 }
    });
    let (charter, findings) = Charter::parse(&document);
    charter.unwrap_or_else(|| panic!("{findings:?}"))
}

/// Items `i0` to `i{count - 1}`, every third of a tag.
fn catalogue(count: usize) -> Catalogue {
    let items: Vec<Value> = (0..count)
        .map(|at| {
            let tag = ["red", "green", "blue"].iter().cycle().nth(at);
            json!({ "id": format!("i{at}"), "kind": "article", "title": format!("Item {at}"), "tags": [tag] })
        })
        .collect();
    let page = json!({ "guildhall": 1, "community": "readers", "items": items });
    let (page, findings) = Catalogue::read_page(&page);
    let mut catalogue = Catalogue::new();
    catalogue.add(page.unwrap_or_else(|| panic!("{findings:?}")), &charter());
    catalogue
}

fn ids(count: usize) -> Vec<ItemId> {
    (0..count).map(|at| ItemId::from(format!("i{at}"))).collect()
}

fn header() -> Header {
    Header::new(community())
}

fn community() -> CommunityId {
    "readers".into()
}

/// Item n goes with n + 1 (1.0), n + 2 (0.5) and, against, with n + 3 (-0.25).
fn chain(count: usize) -> Vec<Vec<(u32, f32)>> {
    let row = |at: usize| [(1, 1.0), (2, 0.5), (3, -0.25)].map(|(step, weight)| (((at + step) % count) as u32, weight));
    (0..count).map(|at| row(at).to_vec()).collect()
}

fn whole(count: usize) -> Vec<u8> {
    write(&header(), &ids(count), &chain(count), &Layout::Whole).expect("it can be written").model
}

fn did(catalogue: &Catalogue, events: &[(&str, &str)]) -> (Ledger, Taste) {
    let event = |(at, (verb, object)): (usize, &(&str, &str))| {
        let mut value = json!({
            "id": format!("01890000-0000-7000-8000-{at:012}"), "at": "2025-12-30T12:00:00Z", "member": "ada",
            "verb": verb, "object": object, "device": "d", "n": at + 1
        });
        if *verb == "prefer" {
            value["value"] = 0.into();
        }
        Event::read(&value, "$").unwrap_or_else(|findings| panic!("{findings:?}"))
    };
    let ledger = Ledger::of("ada".into(), events.iter().enumerate().map(event));
    let taste = taste(&charter(), catalogue, &ledger, NOW);
    (ledger, taste)
}

#[test]
fn what_was_written_is_read() {
    let catalogue = catalogue(9);
    let model = Model::read(&whole(9), &community(), &catalogue).expect("it can be read");
    assert_eq!((model.known(), model.wants_ids()), (9, None));
    let row: Vec<(usize, f64)> = model.row(7).collect();
    let rounded = |weight: f64| (weight * 1000.0).round() / 1000.0;
    let row: Vec<(usize, f64)> = row.into_iter().map(|(item, weight)| (item, rounded(weight))).collect();
    assert_eq!(row, [(0, 0.504), (1, -0.252), (8, 1.0)]);
    assert!(model.wants_for(0..9).is_empty(), "all is here");
}

#[test]
fn a_row_of_eight_bits_is_off_by_half_a_step_at_most() {
    let row: Vec<(u32, f32)> = (0..300).map(|at| (at, ((at * 7919) % 601) as f32 / 100.0 - 3.0)).collect();
    let (scale, steps) = quantised(&row);
    assert_eq!(scale, 3.0 / 127.0);
    let kept: std::collections::BTreeMap<u32, i8> = steps.into_iter().collect();
    for (item, weight) in row {
        let read = f32::from(kept.get(&item).copied().unwrap_or(0)) * scale;
        assert!((read - weight).abs() <= scale * 0.5001, "{item}: {read} for {weight}");
    }
}

#[test]
fn shards_are_fetched_for_what_was_touched_and_verified() {
    let catalogue = catalogue(40);
    let layout = Layout::Shards { bytes: 60, order: (0..40).rev().collect() };
    let files = write(&header(), &ids(40), &chain(40), &layout).expect("it can be written");
    assert!(files.parts.len() > 5);
    let mut model = Model::read(&files.model, &community(), &catalogue).expect("it can be read");
    assert_eq!(model.wants_ids(), None, "the catalogue begins with the model's items");
    let (_, taste) = did(&catalogue, &[("finish", "i3"), ("finish", "i30")]);
    let wanted = model.wants(&taste);
    assert_eq!(wanted.len(), 2);
    assert!(!model.has_row(3) && model.neighbours(&taste).confidence() == 0.0);
    for name in &wanted {
        let (_, bytes) = files.parts.iter().find(|(part, _)| part == name).expect("the part exists");
        let damaged: Vec<u8> = bytes.iter().enumerate().map(|(at, byte)| byte ^ u8::from(at == 9)).collect();
        assert_eq!(model.take(name, &damaged, &catalogue), Err(Fault::Damaged));
        assert_eq!(model.take(name, bytes.get(..8).unwrap_or_default(), &catalogue), Err(Fault::Damaged));
        model.take(name, bytes, &catalogue).expect("it is the part that was asked for");
    }
    assert!(model.wants(&taste).is_empty());
    assert_eq!(model.row(3).count(), 3);
    assert!(model.neighbours(&taste).sum(4) > 0.99);
    let unknown = model.take("0011223344556677.ghs", b"", &catalogue);
    assert_eq!(unknown, Err(Fault::Unknown("0011223344556677.ghs".into())));
}

#[test]
fn a_catalogue_that_changed_asks_for_the_names() {
    let layout = Layout::Shards { bytes: 500, order: (0..12).collect() };
    let files = write(&header(), &ids(12), &chain(12), &layout).expect("it can be written");
    let grown = catalogue(20);
    let model = Model::read(&files.model, &community(), &grown).expect("it can be read");
    assert_eq!((model.wants_ids(), model.known()), (None, 12), "new items at the end change nothing");
    // The first two items are gone.
    let items: Vec<Value> =
        (2..12).map(|at| json!({ "id": format!("i{at}"), "kind": "article", "title": "T" })).collect();
    let (page, _) = Catalogue::read_page(&json!({ "guildhall": 1, "community": "readers", "items": items }));
    let mut shrunk = Catalogue::new();
    shrunk.add(page.expect("a page"), &charter());
    let mut model = Model::read(&files.model, &community(), &shrunk).expect("it can be read");
    let name = model.wants_ids().expect("the names are needed");
    let (_, bytes) = files.parts.iter().find(|(part, _)| *part == name).expect("the part exists");
    model.take(&name, bytes, &shrunk).expect("they are the names");
    assert_eq!((model.wants_ids(), model.known()), (None, 10));
    for (name, bytes) in files.parts.iter().filter(|(part, _)| part.ends_with(".ghs")) {
        model.take(name, bytes, &shrunk).expect("a part");
    }
    let row: Vec<usize> = model.row(0).map(|(place, _)| place).collect();
    assert_eq!(row, [1, 2, 3], "i2 goes with i3, i4 and i5, one place earlier each of two");
}

#[test]
fn what_is_no_model_of_this_community_is_refused() {
    let catalogue = catalogue(5);
    let file = whole(5);
    let read = |bytes: &[u8]| Model::read(bytes, &community(), &catalogue);
    assert_eq!(read(b"<!doctype html>"), Err(Fault::NotAModel));
    assert_eq!(read(b""), Err(Fault::NotAModel));
    let other = Model::read(&file, &"others".into(), &catalogue);
    assert_eq!(other, Err(Fault::OtherCommunity("readers".into())));
    let mut newer = file.clone();
    newer.get_mut(4).into_iter().for_each(|version| *version = 9);
    assert_eq!(read(&newer), Err(Fault::Newer(9)));
    for length in 4..file.len() {
        assert!(read(file.get(..length).unwrap_or_default()).is_err(), "{length} of {} bytes", file.len());
    }
    for at in 0..file.len() {
        let damaged: Vec<u8> =
            file.iter().enumerate().map(|(place, byte)| byte ^ (u8::from(place == at) * 4)).collect();
        assert!(read(&damaged).is_err(), "byte {at}");
    }
}

#[test]
fn a_model_that_cannot_be_right_is_not_written() {
    let two = ids(2);
    let write = |rows: &[Vec<(u32, f32)>]| write(&header(), &two, rows, &Layout::Whole);
    assert_eq!(write(&[vec![]]), Err(NotWritable::Uneven { ids: 2, rows: 1 }));
    assert_eq!(write(&[vec![(2, 1.0)], vec![]]), Err(NotWritable::Items("i0".into())));
    assert_eq!(write(&[vec![], vec![(0, 1.0), (0, 1.0)]]), Err(NotWritable::Items("i1".into())));
    assert_eq!(write(&[vec![], vec![(0, f32::NAN)]]), Err(NotWritable::NotANumber("i1".into())));
    let layout = Layout::Shards { bytes: 10, order: vec![0, 0] };
    assert_eq!(guildhall_engine::model::write(&header(), &two, &[vec![], vec![]], &layout), Err(NotWritable::Order));
}

#[test]
fn the_reasons_name_the_items_and_add_up() {
    for count in [9, 1500] {
        let (charter, catalogue) = (charter(), catalogue(count));
        let model = Model::read(&whole(count), &community(), &catalogue).expect("it can be read");
        let (ledger, taste) = did(&catalogue, &[("finish", "i0"), ("finish", "i1"), ("like", "i2")]);
        let standing = standing(&charter, &ledger, NOW);
        let shelf = shelf(&charter, &catalogue, &standing, &taste, Some(&model), 5);
        let pick = shelf.picks.iter().find(|pick| pick.item.as_str() == "i3").expect("i3 goes with all three");
        let of = |id: &str| {
            let wanted = ReasonKind::Neighbour(id.into());
            pick.reasons.iter().find(|reason| reason.kind == wanted).map(|reason| reason.contribution)
        };
        assert!(of("i2") > of("i1") && of("i1") > Some(0.0) && of("i0") < Some(0.0), "{pick:?}");
        for pick in &shelf.picks {
            assert_eq!(pick.score, pick.reasons.iter().fold(0.0, |sum, reason| sum + reason.contribution));
        }
        let without = guildhall_engine::shelf::shelf(&charter, &catalogue, &standing, &taste, None, 5);
        assert_ne!(without.picks, shelf.picks);
    }
}

#[test]
fn a_hidden_item_and_what_goes_with_it_fall_at_once() {
    let (charter, catalogue) = (charter(), catalogue(9));
    let model = Model::read(&whole(9), &community(), &catalogue).expect("it can be read");
    let shelf_after = |events: &[(&str, &str)]| {
        let (ledger, taste) = did(&catalogue, events);
        shelf(&charter, &catalogue, &standing(&charter, &ledger, NOW), &taste, Some(&model), 9).picks
    };
    let before = shelf_after(&[("finish", "i0"), ("finish", "i3")]);
    let after = shelf_after(&[("finish", "i0"), ("finish", "i3"), ("hide", "i4")]);
    let score = |picks: &[guildhall_engine::shelf::Pick], id: &str| {
        picks.iter().find(|pick| pick.item.as_str() == id).map(|pick| pick.score)
    };
    assert!(score(&before, "i4").is_some() && score(&after, "i4").is_none());
    assert!(score(&after, "i5") < score(&before, "i5"), "i5 goes with i4: {before:?} {after:?}");
    let off = shelf_after(&[("finish", "i0"), ("prefer", "personalisation")]);
    assert!(off.iter().flat_map(|pick| &pick.reasons).all(|reason| !matches!(reason.kind, ReasonKind::Neighbour(_))));
}
