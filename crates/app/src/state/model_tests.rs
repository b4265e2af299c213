use super::community::Community;
use super::events::{Events, PENDING};
use super::room::Room;
use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::charter::Charter;
use guildhall_engine::event::{Event, Source};
use guildhall_engine::id::{EventId, ItemId};
use guildhall_engine::model::{Header, Layout, Model, Nearness, write};
use guildhall_engine::shelf::ReasonKind;
use guildhall_engine::time::Moment;
use guildhall_engine::verb::Verb;
use serde_json::json;
use std::rc::Rc;

/// A hall with a model, of whose catalogue one page of two has come.
fn community(pages: usize) -> Community {
    let charter = json!({
        "guildhall": 1, "id": "hall", "name": "Hall", "offset": "+08:00",
        "tiers": [{"id": "guest", "name": "Guest"}],
        "taste": {"model": "model.ghm", "relevance": 1, "adventurousness": 0}
    });
    let mut community = Community::new("community/".into(), Charter::parse(&charter).0.unwrap());
    for page in 0..pages {
        let items: Vec<_> = (0..5).map(|at| json!({"id": format!("i{}", page * 5 + at), "title": "Piece"})).collect();
        let page = json!({"guildhall": 1, "community": "hall", "items": items});
        assert_eq!(community.add(Catalogue::read_page(&page).0.unwrap()), []);
    }
    community.is_growing = pages < 2;
    community
}

/// A model by which every item goes with the one before.
fn model(community: &Community) -> Rc<dyn Nearness> {
    let ids: Vec<ItemId> = (0..10).map(|at| ItemId::from(format!("i{at}"))).collect();
    let rows: Vec<_> = (0..10u32).map(|at| vec![((at + 9) % 10, 1.0)]).collect();
    let bytes = write(&Header::new("hall".into()), &ids, &rows, &Layout::Whole).unwrap().model;
    Rc::new(Model::read(&bytes, &"hall".into(), &community.catalogue).unwrap())
}

fn finished(id: u8, object: &str) -> Event {
    Event {
        id: EventId([id; 16]),
        at: Moment(1_767_240_000_000),
        member: "ada".into(),
        verb: Verb::Finish,
        object: Some(object.into()),
        owner: None,
        value: None,
        note: None,
        source: Source::Member,
        device: "d".into(),
        n: PENDING,
    }
}

fn room(community: Community, owner: &str, events: Vec<Event>) -> Room {
    let events = Events::of(owner.into(), events);
    Room::new(Rc::new(community), events, owner.into(), Moment(1_767_240_001_000)).awaiting_model()
}

/// Whether the shelf has what the model alone knows.
fn knows(room: &Room, item: &str) -> bool {
    let shelf = room.shelf();
    let pick = shelf.picks.iter().find(|pick| pick.item.as_str() == item).unwrap();
    pick.reasons.iter().any(|reason| matches!(reason.kind, ReasonKind::Neighbour(_)))
}

#[test]
fn a_shelf_waits_for_the_model_though_the_members_items_come_on_the_last_page() {
    let mut room = room(community(1), "ada", vec![finished(1, "i9")]);
    assert!(!room.shelf_is_ready());
    room.set_community(community(2));
    assert!(!room.shelf_is_ready());
    let model = model(&room.community);
    room.set_model(Some(model));
    assert!(room.shelf_is_ready() && knows(&room, "i8"));
}

#[test]
fn a_shelf_does_not_wait_where_the_model_can_say_nothing() {
    let mut newcomers = room(community(1), "ada", vec![]);
    newcomers.set_community(community(2));
    assert!(newcomers.shelf_is_ready());
    let mut strangers = room(community(1), "ada", vec![finished(1, "elsewhere")]);
    strangers.set_community(community(2));
    assert!(strangers.shelf_is_ready());
}

#[test]
fn what_was_shown_without_a_late_model_stays_until_the_member_does_something() {
    let mut room = room(community(2), "ada", vec![finished(1, "i9")]);
    assert!(!room.related_is_ready());
    room.set_model(None);
    assert!(room.related_is_ready());
    let (shelf, related) = (room.shelf(), room.related(&"i5".into(), 3));
    assert!(!knows(&room, "i8"));
    let model = model(&room.community);
    room.set_model(Some(model));
    assert!(room.has_model());
    assert_eq!(room.shelf(), shelf);
    assert_eq!(room.related(&"i5".into(), 3), related);
    room.take(vec![finished(2, "i7")], Moment(1_767_240_002_000));
    assert!(knows(&room, "i8"));
    assert_ne!(room.related(&"i5".into(), 3), related);
}

#[test]
fn who_only_looks_in_waits_for_no_model() {
    let room = room(community(2), super::room::GUEST, vec![]);
    assert!(room.related_is_ready() && room.shelf_is_ready());
}
