//! The contract of [`EventStore`] as a test that every store passes.
//!
//! A store whose tests call [`run`] is one that the rest of the software may use; one that several devices share passes
//! [`sharing`](super::sharing), too. The suite panics at the first broken promise and names it.

use super::{event, event_with_note};
use crate::{Ack, Cursor, EventStore, StoreError};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use std::collections::BTreeMap;

/// Runs every check, each on its own store.
///
/// `fresh` makes an empty store. `reopen` ends a store as abruptly as it can and opens what it left; a store that lives
/// only as long as its process gives itself back.
pub async fn run<S: EventStore>(fresh: impl AsyncFn() -> S, reopen: impl AsyncFn(S) -> S) {
    an_empty_store_has_nothing(&fresh().await).await;
    what_is_appended_comes_back(&fresh().await).await;
    every_field_survives(&fresh().await).await;
    repeating_a_batch_changes_nothing(&fresh().await).await;
    a_repeated_event_in_a_batch_is_stored_once(&fresh().await).await;
    an_unsound_event_is_rejected_alone(&fresh().await).await;
    every_page_size_is_complete(&fresh().await).await;
    a_saved_cursor_goes_on_where_it_was(&fresh().await).await;
    events_appended_while_reading_are_seen(&fresh().await).await;
    a_foreign_cursor_is_refused_or_harmless(&fresh().await).await;
    a_large_batch_is_taken(&fresh().await).await;
    events_are_found_by_id_or_not_offered(&fresh().await).await;
    interleaved_appends_are_all_kept(&fresh().await).await;
    what_was_acknowledged_survives(fresh().await, &reopen).await;
}

/// Follows the cursors from one on until nothing is left; returns all events and the last cursor.
pub async fn follow<S: EventStore>(store: &S, mut cursor: Option<Cursor>, limit: u32) -> (Vec<Event>, Option<Cursor>) {
    let mut events = Vec::new();
    // More pages than events means that a chain does not end.
    for _ in 0..100_000 {
        let page = store.since(cursor.as_ref(), limit).await.expect("a chain of pages can be followed");
        assert!(page.events.len() <= limit as usize, "a page of at most {limit} has {} events", page.events.len());
        assert!(page.done || !page.events.is_empty(), "an empty page is done");
        events.extend(page.events);
        cursor = Some(page.cursor);
        if page.done {
            return (events, cursor);
        }
    }
    panic!("a chain of pages ends");
}

pub(super) async fn all<S: EventStore>(store: &S) -> BTreeMap<EventId, Event> {
    set(follow(store, None, 1000).await.0)
}

pub(super) fn set(events: impl IntoIterator<Item = Event>) -> BTreeMap<EventId, Event> {
    events.into_iter().map(|event| (event.id, event)).collect()
}

pub(super) fn events(numbers: std::ops::Range<u64>) -> Vec<Event> {
    numbers.map(event).collect()
}

pub(super) async fn append<S: EventStore>(store: &S, batch: &[Event]) -> Vec<Ack> {
    let acks = store.append(batch).await.expect("a sound batch is taken");
    assert_eq!(acks.len(), batch.len(), "one outcome for each event");
    acks
}

async fn an_empty_store_has_nothing<S: EventStore>(store: &S) {
    assert_eq!(append(store, &[]).await, [], "an empty batch has no outcomes");
    let page = store.since(None, 10).await.expect("an empty store can be read");
    assert!(page.events.is_empty() && page.done);
    let page = store.since(Some(&page.cursor), 10).await.expect("the cursor of an empty store is good");
    assert!(page.events.is_empty() && page.done);
}

async fn what_is_appended_comes_back<S: EventStore>(store: &S) {
    let batch = events(1..11);
    assert!(append(store, &batch).await.iter().all(|ack| *ack == Ack::Stored));
    assert_eq!(all(store).await, set(batch), "what was stored comes back");
}

async fn every_field_survives<S: EventStore>(store: &S) {
    let batch = [event(20), event_with_note(2, 8192), Event { note: Some("行为\u{0}\"\\é😀".into()), ..event(3) }];
    append(store, &batch).await;
    assert_eq!(all(store).await, set(batch), "no field is changed");
}

async fn repeating_a_batch_changes_nothing<S: EventStore>(store: &S) {
    append(store, &events(1..11)).await;
    let acks = append(store, &events(5..15)).await;
    let expected: Vec<Ack> = (5..15).map(|n| if n < 11 { Ack::Duplicate } else { Ack::Stored }).collect();
    assert_eq!(acks, expected, "known events are duplicates, the others are stored");
    assert_eq!(all(store).await, set(events(1..15)));
}

async fn a_repeated_event_in_a_batch_is_stored_once<S: EventStore>(store: &S) {
    assert_eq!(append(store, &[event(1), event(2), event(1)]).await, [Ack::Stored, Ack::Stored, Ack::Duplicate]);
    assert_eq!(all(store).await, set(events(1..3)));
}

async fn an_unsound_event_is_rejected_alone<S: EventStore>(store: &S) {
    let huge = event_with_note(2, store.caps().event_bytes.min(1 << 20) as usize + 1);
    let nameless = Event { member: "".into(), ..event(3) };
    let acks = append(store, &[event(1), huge, nameless, event(4)]).await;
    assert!(
        matches!(acks.as_slice(), [Ack::Stored, Ack::Rejected(_), Ack::Rejected(_), Ack::Stored]),
        "unsound events are rejected, their neighbours stored: {acks:?}"
    );
    assert_eq!(all(store).await, set([event(1), event(4)]), "nothing of a rejected event remains");
    assert_eq!(append(store, &[event(2)]).await, [Ack::Stored], "a corrected event is taken");
}

async fn every_page_size_is_complete<S: EventStore>(store: &S) {
    // Small batches and one large one: a store may keep them in different ways.
    for start in (0..300).step_by(7) {
        append(store, &events(start..(start + 7).min(300))).await;
    }
    append(store, &events(300..900)).await;
    append(store, &events(900..905)).await;
    for limit in [1, 7, 250, 251, 10_000] {
        let (seen, _) = follow(store, None, limit).await;
        assert_eq!(set(seen).len(), 905, "pages of {limit} are complete");
    }
}

async fn a_saved_cursor_goes_on_where_it_was<S: EventStore>(store: &S) {
    append(store, &events(0..40)).await;
    let (first, cursor) = follow(store, None, 9).await;
    let saved = cursor.expect("a chain has a last cursor").as_str().to_owned();
    append(store, &events(40..60)).await;
    append(store, &events(60..400)).await;
    let (second, _) = follow(store, Some(Cursor::new(saved)), 9).await;
    let mut seen = set(first);
    seen.extend(set(second));
    assert_eq!(seen, set(events(0..400)), "two chains joined by a saved cursor are complete");
}

async fn events_appended_while_reading_are_seen<S: EventStore>(store: &S) {
    append(store, &events(0..100)).await;
    let mut seen = BTreeMap::new();
    let mut cursor = None;
    for round in 0..400 {
        if round < 60 {
            append(store, &events(100 + round * 10..110 + round * 10)).await;
        }
        let page = store.since(cursor.as_ref(), 17).await.expect("a growing store can be read");
        seen.extend(set(page.events));
        cursor = Some(page.cursor);
        if page.done && round >= 60 {
            break;
        }
    }
    assert_eq!(seen.len(), 700, "nothing appended while reading is missed");
}

async fn a_foreign_cursor_is_refused_or_harmless<S: EventStore>(store: &S) {
    append(store, &events(0..5)).await;
    for text in ["", "nonsense", "-1", "99999999999999999999999999", "1.5"] {
        match store.since(Some(&Cursor::new(text)), 10).await {
            Ok(_) | Err(StoreError::CursorLost) => {}
            Err(error) => panic!("a foreign cursor is answered with `cursor-lost`, not with {error:?}"),
        }
    }
    assert_eq!(all(store).await.len(), 5);
}

async fn a_large_batch_is_taken<S: EventStore>(store: &S) {
    let size = store.caps().batch_events.min(2000);
    append(store, &events(0..size.into())).await;
    assert_eq!(all(store).await.len(), size as usize, "a batch of the largest size is kept whole");
}

async fn events_are_found_by_id_or_not_offered<S: EventStore>(store: &S) {
    append(store, &events(0..30)).await;
    match store.get(&[event(3).id, event(29).id, event(77).id]).await {
        Ok(found) => assert_eq!(set(found), set([event(3), event(29)])),
        Err(error) => assert_eq!(error, StoreError::Unsupported),
    }
}

async fn interleaved_appends_are_all_kept<S: EventStore>(store: &S) {
    let (left, right) = (events(0..300), events(250..560));
    let (a, b) = both(store.append(&left), store.append(&right)).await;
    let acks = [a.expect("the first batch is taken"), b.expect("the second batch is taken")].concat();
    assert!(acks.iter().all(Ack::is_durable));
    assert_eq!(all(store).await, set(events(0..560)));
}

async fn what_was_acknowledged_survives<S: EventStore>(mut store: S, reopen: &impl AsyncFn(S) -> S) {
    let mut cursor = None;
    let mut seen = BTreeMap::new();
    for round in 0..6u64 {
        let start = round * 120;
        append(&store, &events(start..start + 3)).await;
        append(&store, &events(start + 3..start + 120)).await;
        store = reopen(store).await;
        assert_eq!(all(&store).await.len() as u64, start + 120, "a reopened store has every acknowledged event");
        let (events, next) = follow(&store, cursor, 50).await;
        seen.extend(set(events));
        cursor = next;
        assert_eq!(append(&store, &[event(start)]).await, [Ack::Duplicate], "a reopened store knows its events");
    }
    assert_eq!(seen, set(events(0..720)), "cursors stay good when the store is reopened");
}

/// Runs two futures at once, without a runtime.
pub(super) async fn both<A, B>(a: impl Future<Output = A>, b: impl Future<Output = B>) -> (A, B) {
    use std::task::Poll;
    let (mut a, mut b) = (std::pin::pin!(a), std::pin::pin!(b));
    let (mut first, mut second) = (None, None);
    std::future::poll_fn(move |context| {
        if first.is_none()
            && let Poll::Ready(done) = a.as_mut().poll(context)
        {
            first = Some(done);
        }
        if second.is_none()
            && let Poll::Ready(done) = b.as_mut().poll(context)
        {
            second = Some(done);
        }
        match (first.take(), second.take()) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            (a, b) => {
                (first, second) = (a, b);
                Poll::Pending
            }
        }
    })
    .await
}
