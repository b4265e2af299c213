use super::acts::Stance;
use super::celebration::{Celebrated, News};
use super::events::{PENDING, subject};
use super::*;
use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::charter::Charter;
use guildhall_engine::event::{Quantity, Source};
use guildhall_engine::exchange::read_events;
use guildhall_engine::id::{DeviceId, MemberId};
use guildhall_engine::shelf::Shelf;
use guildhall_engine::time::Offset;
use guildhall_store::Ack;
use serde_json::json;

const NOON: i64 = 1_767_240_000_000; // 2026-01-01T04:00:00Z, noon at the hall

fn community() -> Community {
    let charter = json!({
        "guildhall": 1, "id": "hall", "name": "Hall", "offset": "+08:00",
        "metrics": {"reads": {"distinct": "object", "of": ["finish"]}},
        "score": {"activity": [{"metric": "reads", "weight": 10}]},
        "tiers": [{"id": "guest", "name": "Guest"}, {"id": "reader", "name": "Reader", "when": {"score": {"$gte": 20}}}],
        "benefits": [{"id": "lamp", "kind": "label", "name": "Lamp", "from": "reader"}],
        "points": {"earn": [{"on": ["finish"], "points": 3}]},
        "badges": [{"id": "first", "name": "First", "when": {"reads": {"$gte": 1}}}]
    });
    let mut community = Community::new("community/".into(), Charter::parse(&charter).0.unwrap());
    let catalogue = json!({
        "guildhall": 1, "community": "hall",
        "tags": {"poetry": {"en": "Poetry", "zh": "诗歌"}, "nature": {"en": "Nature", "zh": "自然"}},
        "items": [
            {"id": "walden", "title": {"en": "Walden", "zh": "瓦尔登湖"}, "tags": ["nature"], "published": "2025-01-01", "minutes": 9},
            {"id": "odes", "title": {"en": "Odes", "zh": "诗经"}, "tags": ["poetry", "nature"], "published": "2025-03-01", "minutes": 4, "kind": "guide"},
            {"id": "pin", "title": "The Pin", "published": "2025-02-01"}
        ]
    });
    assert_eq!(community.add(Catalogue::read_page(&catalogue).0.unwrap()), []);
    community
}

fn event(id: u8, verb: Verb, object: &str) -> Event {
    Event {
        id: EventId([id; 16]),
        at: Moment(NOON + i64::from(id) * 1000),
        member: "ada".into(),
        verb,
        object: Some(object.into()),
        owner: None,
        value: None,
        note: None,
        source: Source::Member,
        device: DeviceId::from("d"),
        n: PENDING,
    }
}

fn undo(id: u8, target: u8) -> Event {
    event(id, Verb::Undo, &EventId([target; 16]).to_string())
}

fn opening_state() -> State {
    State::new(Route::Home, Language::English, Looks::default())
}

fn opened(events: Vec<Event>) -> Action {
    let (owner, now) = (MemberId::from("ada"), Moment(NOON + 1_000_000));
    let opening = Opening {
        community: community(),
        member: owner.clone(),
        owner,
        profile: Profile::default(),
        onboarding: None,
        events,
        now,
        celebrated: Celebrated::default(),
        notices: Vec::new(),
        is_reserved: false,
    };
    Action::Opened(Box::new(opening))
}

fn open_with(events: Vec<Event>) -> State {
    opening_state().after(opened(events))
}

fn did(state: &State, events: Vec<Event>) -> State {
    state.after(Action::Did { events, now: Moment(NOON + 2_000_000), is_answered: true })
}

fn room(state: &State) -> &Room {
    state.room().unwrap()
}

fn items(shelf: &Shelf) -> Vec<&str> {
    shelf.picks.iter().map(|pick| pick.item.as_str()).collect()
}

#[test]
fn what_the_member_does_changes_score_points_tier_and_benefits_at_once() {
    let state = did(&open_with(vec![]), vec![event(1, Verb::Finish, "walden")]);
    let standing = room(&state).standing();
    assert_eq!((standing.score.total, standing.points.balance, standing.tier.id.as_str()), (10.0, 3, "guest"));
    let state = did(&state, vec![event(2, Verb::Finish, "odes")]);
    assert_eq!(room(&state).standing().tier.id.as_str(), "reader");
    let Word::Did { outcome, .. } = &state.toasts.last().unwrap().word else { panic!("another word") };
    let expected = Outcome {
        score: 10.0,
        points: 3.0,
        tier: Some("reader".into()),
        unlocked: vec!["lamp".into()],
        badges: vec![],
    };
    assert_eq!(*outcome, expected);
}

#[test]
fn taking_back_restores_and_redoing_restores_that() {
    let state = did(&open_with(vec![]), vec![event(1, Verb::Finish, "walden")]);
    let undone = did(&state, vec![undo(2, 1)]);
    assert_eq!(room(&undone).standing().score.total, 0.0);
    assert_eq!(room(&undone).acts(&"walden".into()).finished, None);
    let redone = did(&undone, vec![undo(3, 2)]);
    assert_eq!(room(&redone).standing().score.total, 10.0);
}

#[test]
fn hidden_items_leave_the_shelf_and_come_back() {
    let state = open_with(vec![]);
    assert!(items(&room(&state).shelf()).contains(&"pin"));
    let hidden = did(&state, vec![event(1, Verb::Hide, "pin")]);
    assert!(!items(&room(&hidden).shelf()).contains(&"pin"));
    let back = did(&hidden, vec![undo(2, 1)]);
    assert!(items(&room(&back).shelf()).contains(&"pin"));
}

#[test]
fn the_last_word_on_an_item_counts() {
    let state = open_with(vec![event(1, Verb::Like, "odes"), event(2, Verb::Dislike, "odes")]);
    assert_eq!(room(&state).acts(&"odes".into()).stance, Some(Stance::Dislikes(EventId([2; 16]))));
    let mut rated = event(3, Verb::Rate, "odes");
    rated.value = Quantity::new(4.0);
    let state = did(&state, vec![rated, event(4, Verb::Purchase, "odes"), event(5, Verb::Refund, "odes")]);
    let acts = room(&state).acts(&"odes".into());
    assert_eq!((acts.rating, acts.bought), (Some((EventId([3; 16]), 4.0)), None));
}

#[test]
fn a_confirmed_event_replaces_the_pending_one() {
    let pending = event(1, Verb::Finish, "walden");
    let state = did(&open_with(vec![]), vec![pending.clone()]);
    let confirmed = Event { n: 7, ..pending };
    let state = state.after(Action::Stored(vec![confirmed.clone()]));
    let room = room(&state);
    assert_eq!(room.events().all().cloned().collect::<Vec<_>>(), [confirmed]);
    assert_eq!(room.standing().score.total, 10.0);
}

#[test]
fn what_could_not_be_stored_is_kept_until_it_is() {
    let pending = event(1, Verb::Finish, "walden");
    let state = did(&open_with(vec![]), vec![pending.clone()]);
    let notice = || Notice { code: "unsaved", detail: "full".into() };
    let failed = state.after(Action::Unsaved { events: vec![pending.clone()], notice: notice() });
    let failed = failed.after(Action::Unsaved { events: vec![pending.clone()], notice: notice() });
    assert_eq!((failed.unsaved.len(), failed.notices.len()), (1, 1));
    assert_eq!(room(&failed).standing().score.total, 10.0);
    let stored = failed.after(Action::Stored(vec![Event { n: 1, ..pending }]));
    assert!(stored.unsaved.is_empty());
}

#[test]
fn several_problems_of_one_kind_are_one_notice_with_the_first_details() {
    let damaged = |place: &str| Action::Notice(Notice { code: "chunk-damaged", detail: place.into() });
    let told = |places: &[&str]| {
        let state = places.iter().fold(open_with(vec![]), |state, place| state.after(damaged(place)));
        let [notice] = state.notices.as_slice() else { panic!("{:?}", state.notices) };
        notice.detail.clone()
    };
    assert_eq!(told(&["tail:1", "tail:1"]), "tail:1");
    assert_eq!(told(&["tail:1", "tail:2", "tail:3"]), "tail:1\ntail:2\ntail:3");
    assert_eq!(told(&["tail:1", "tail:2", "tail:3", "tail:4", "tail:5"]), "tail:1\ntail:2\ntail:3\n…");
}

#[test]
fn events_of_another_tab_arrive_once_and_in_any_order() {
    let (first, second) = (event(1, Verb::Finish, "walden"), event(2, Verb::Finish, "odes"));
    let arrive = |state: &State, events: &[&Event]| {
        let events = events.iter().map(|event| (*event).clone()).collect();
        state.after(Action::Arrived { events, now: Moment(NOON + 2_000_000) })
    };
    let state = arrive(&arrive(&open_with(vec![]), &[&second]), &[&first, &second, &first]);
    assert_eq!(room(&state).standing().score.total, 20.0);
    assert!(state.toasts.is_empty());
}

#[test]
fn events_of_another_tab_that_come_before_the_hall_is_open_count_once_it_is() {
    let arrived = |events| Action::Arrived { events, now: Moment(NOON + 500_000) };
    let state = opening_state().after(arrived(vec![event(2, Verb::Finish, "odes")])).after(arrived(vec![event(
        3,
        Verb::Finish,
        "pin",
    )]));
    assert!(state.room().is_none());
    let state = state.after(opened(vec![event(1, Verb::Finish, "walden")]));
    assert_eq!(room(&state).standing().score.total, 30.0);
    assert_eq!(room(&state).events().all().count(), 3);
    assert!(state.toasts.is_empty());
}

#[test]
fn what_others_did_lies_apart_until_the_hall_is_seen_as_them() {
    let foreign = Event { member: "bob".into(), ..event(1, Verb::Finish, "walden") };
    let state = open_with(vec![foreign, event(2, Verb::Finish, "odes")]);
    assert_eq!(room(&state).standing().score.total, 10.0);
    assert!(room(&state).is_own() && room(&state).events().has_others());
    let as_bob = state.after(Action::ViewAs("bob".into()));
    assert_eq!(room(&as_bob).acts(&"walden".into()).finished, Some(EventId([1; 16])));
    assert!(!room(&as_bob).is_own());
    let back = as_bob.after(Action::ViewAs("ada".into()));
    assert_eq!(room(&back).standing(), room(&state).standing());
}

#[test]
fn an_import_accounts_for_every_line() {
    let line = |id: u8| Event { n: 3, ..event(id, Verb::Finish, "walden") }.to_json().to_string();
    let file = [line(1), line(2), line(2), "nonsense".into(), line(3), String::new()].join("\n");
    let intake = read_events(file.as_bytes());
    let rejection = guildhall_store::Rejection { code: "too-old", message: "too old".into() };
    let acks = [Ack::Stored, Ack::Duplicate, Ack::Rejected(rejection)];
    let report = Report::of("file".into(), &intake, Some(&acks), &"bob".into());
    let Report { stored, known, repeated, refused, rejected, .. } = report;
    assert_eq!((stored, known, repeated, refused, rejected), (1, 1, 1, 1, 1));
    assert_eq!(report.lines, stored + known + repeated + refused + rejected);
    assert_eq!(report.findings.last().map(|finding| finding.code), Some("too-old"));
    assert_eq!(report.subject, Some("ada".into()));
    let unsaved = Report::of("file".into(), &intake, None, &"ada".into());
    assert!(unsaved.is_unsaved && unsaved.subject.is_none());
    assert_eq!(unsaved.lines, unsaved.stored + unsaved.repeated + unsaved.refused);
}

#[test]
fn a_file_is_about_the_one_member_whom_all_events_concern() {
    let own = event(1, Verb::Finish, "walden");
    let received = Event { member: "bob".into(), owner: Some("ada".into()), ..event(2, Verb::Like, "post") };
    let foreign = Event { member: "eve".into(), ..event(3, Verb::Finish, "odes") };
    assert_eq!(subject(&[own.clone(), received.clone()]), Some("ada".into()));
    assert_eq!(subject(std::slice::from_ref(&received)), None, "about two members alike");
    assert_eq!(subject(&[own, received, foreign]), None);
    assert_eq!(subject(&[]), None);
}

#[test]
fn each_thing_reached_is_celebrated_once() {
    let state = did(&open_with(vec![]), vec![event(1, Verb::Finish, "walden"), event(2, Verb::Finish, "odes")]);
    let news = state.celebrated.news(&room(&state).standing());
    let expected = News { tier: Some("reader".into()), benefits: vec!["lamp".into()], badges: vec!["first".into()] };
    assert_eq!(news, expected);
    let all = state.celebrated.and_all_of(&room(&state).standing());
    assert_eq!(Celebrated::parse(&all.to_text()), all);
    let state = state.after(Action::Celebrated(all));
    assert!(state.celebrated.news(&room(&state).standing()).is_empty());
    // What is lost and won again is no news.
    let state = did(&did(&state, vec![undo(3, 1)]), vec![undo(4, 3)]);
    assert_eq!(room(&state).standing().tier.id.as_str(), "reader");
    assert!(state.celebrated.news(&room(&state).standing()).is_empty());
}

#[test]
fn a_visit_is_new_on_a_new_day_or_after_an_absence() {
    let minutes = |minutes: i64| Moment(NOON + minutes * 60_000);
    let offset = Offset::parse("+08:00").unwrap();
    let is_new = |events: &[(Verb, i64)], seen: Option<i64>, now: i64| {
        let events =
            events.iter().zip(1..).map(|((verb, at), id)| Event { at: minutes(*at), ..event(id, verb.clone(), "x") });
        let events = Events::of("ada".into(), events);
        visit::is_new(events.ledger(), seen.map(minutes), minutes(now), offset)
    };
    assert!(is_new(&[], None, 0), "the first of all");
    assert!(!is_new(&[(Verb::Login, 0)], None, 29));
    assert!(is_new(&[(Verb::Login, 0)], None, 30), "half an hour away");
    assert!(!is_new(&[(Verb::Login, 0)], Some(20), 45), "seen in between");
    assert!(!is_new(&[(Verb::Login, 0), (Verb::View, 20)], None, 45), "active in between");
    assert!(is_new(&[(Verb::Login, 0)], Some(12 * 60 - 1), 12 * 60), "midnight at the hall");
    assert!(is_new(&[(Verb::View, 0)], None, 1), "never came in");
    assert!(!is_new(&[(Verb::Login, 0), (Verb::View, 500)], Some(500), 5), "a clock that was ahead");
}
