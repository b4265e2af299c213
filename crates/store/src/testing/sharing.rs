//! The contract of [`EventStore`] for a store that several devices share, as a test.
//!
//! This is where stores lose events: a cursor made of a counter or of a clock overlooks what was begun before and ended
//! after it was read. The suite panics at the first broken promise and names it.

use super::conformance::{all, append, both, events, follow, set};
use super::{event, event_with_note};
use crate::{Ack, Cursor, EventStore, StoreError};
use guildhall_engine::event::Event;
use std::collections::BTreeMap;

/// Runs every check; `clients` makes as many clients of one empty collection, a new one each time.
pub async fn run<S: EventStore>(clients: impl AsyncFn(usize) -> Vec<S>) {
    what_one_client_appends_the_others_read(&clients(3).await).await;
    an_event_of_two_clients_is_stored_once(&clients(2).await).await;
    the_first_event_under_an_id_stays(&clients(2).await).await;
    writers_at_once_lose_nothing(&clients(4).await).await;
    a_reader_among_writers_overlooks_nothing(&clients(4).await).await;
    every_cursor_on_the_way_leads_on(&clients(2).await).await;
    done_means_done(&clients(2).await).await;
    a_batch_over_the_limit_is_taken_or_refused_as_too_large(&clients(1).await).await;
    notes_of_every_script_and_the_largest_size_survive(&clients(2).await).await;
}

/// The client that does something in a round.
fn one<S>(clients: &[S], at: usize) -> &S {
    clients.get(at % clients.len().max(1)).expect("the factory makes the clients that it is asked for")
}

async fn what_one_client_appends_the_others_read<S: EventStore>(clients: &[S]) {
    for at in 0..clients.len() {
        let start = at as u64 * 10;
        append(one(clients, at), &events(start..start + 10)).await;
    }
    let expected = set(events(0..clients.len() as u64 * 10));
    for client in clients {
        assert_eq!(all(client).await, expected, "every client reads what all of them appended");
    }
}

async fn an_event_of_two_clients_is_stored_once<S: EventStore>(clients: &[S]) {
    append(one(clients, 0), &events(0..20)).await;
    let acks = append(one(clients, 1), &events(10..30)).await;
    let expected: Vec<Ack> = (10..30).map(|n| if n < 20 { Ack::Duplicate } else { Ack::Stored }).collect();
    assert_eq!(acks, expected, "what another client stored is a duplicate");
    let (seen, _) = follow(one(clients, 0), None, 1000).await;
    assert_eq!(set(seen), set(events(0..30)));
    let (left, right) = (events(30..90), events(30..90));
    let (a, b) = both(one(clients, 0).append(&left), one(clients, 1).append(&right)).await;
    let acks = [a.expect("a batch is taken"), b.expect("the same batch is taken")].concat();
    assert!(acks.iter().all(Ack::is_durable), "the same batch at the same time is no failure");
    assert_eq!(all(one(clients, 0)).await, set(events(0..90)));
}

async fn the_first_event_under_an_id_stays<S: EventStore>(clients: &[S]) {
    let (first, second) = (event(2), Event { object: Some("another".into()), n: 9, ..event(2) });
    append(one(clients, 0), std::slice::from_ref(&first)).await;
    let acks = append(one(clients, 1), &[event(1), second, event(3)]).await;
    assert_eq!(acks, [Ack::Stored, Ack::Duplicate, Ack::Stored], "an id that is taken is a duplicate");
    for client in clients {
        assert_eq!(all(client).await, set([event(1), first.clone(), event(3)]), "the first event under an id stays");
    }
}

/// What one writer does: batches one after the other, the last one twice, as after a lost answer.
async fn write<S: EventStore>(client: &S, start: u64) {
    for batch in 0..6 {
        let from = start + batch * 25;
        append(client, &events(from..from + 25)).await;
    }
    append(client, &events(start + 125..start + 150)).await;
}

async fn writers_at_once_lose_nothing<S: EventStore>(clients: &[S]) {
    let writers = both(
        both(write(one(clients, 0), 0), write(one(clients, 1), 1000)),
        both(write(one(clients, 2), 2000), write(one(clients, 3), 3000)),
    );
    writers.await;
    let expected = set([0, 1000, 2000, 3000].into_iter().flat_map(|start| events(start..start + 150)));
    for client in clients {
        assert_eq!(all(client).await, expected, "what was written at the same time is all there");
    }
}

async fn a_reader_among_writers_overlooks_nothing<S: EventStore>(clients: &[S]) {
    let reader = one(clients, 0);
    let mut seen = BTreeMap::new();
    let mut cursor: Option<Cursor> = None;
    let writers = both(write(one(clients, 1), 1000), both(write(one(clients, 2), 2000), write(one(clients, 3), 3000)));
    // A page after each step of the writers, as long as they write; what was begun must not be overlooked.
    let reading = async {
        for _ in 0..60 {
            let page = reader.since(cursor.as_ref(), 7).await.expect("a store that is written to can be read");
            seen.extend(set(page.events));
            cursor = Some(page.cursor);
        }
    };
    both(writers, reading).await;
    // An append after the cursor must not hide one before it.
    append(one(clients, 1), &[event(9000)]).await;
    let (rest, _) = follow(reader, cursor, 50).await;
    seen.extend(set(rest));
    let mut expected = set([1000, 2000, 3000].into_iter().flat_map(|start| events(start..start + 150)));
    expected.insert(event(9000).id, event(9000));
    let missed: Vec<u64> = expected.values().filter(|event| !seen.contains_key(&event.id)).map(|e| e.n).collect();
    assert!(missed.is_empty(), "a reader among writers overlooked {} events: {missed:?}", missed.len());
    assert_eq!(seen, expected);
}

async fn every_cursor_on_the_way_leads_on<S: EventStore>(clients: &[S]) {
    append(one(clients, 0), &events(0..60)).await;
    let mut before = BTreeMap::new();
    let mut cursor = None;
    let mut places = Vec::new();
    loop {
        let page = one(clients, 1).since(cursor.as_ref(), 13).await.expect("a chain of pages can be followed");
        before.extend(set(page.events));
        let kept = page.cursor.as_str().to_owned();
        places.push((kept.clone(), before.clone()));
        cursor = Some(Cursor::new(kept));
        if page.done {
            break;
        }
    }
    append(one(clients, 0), &events(60..90)).await;
    for (place, mut seen) in places {
        let (rest, _) = follow(one(clients, 1), Some(Cursor::new(place.clone())), 11).await;
        seen.extend(set(rest));
        assert_eq!(seen, set(events(0..90)), "the cursor `{place}` leads to all that comes after it");
    }
}

async fn done_means_done<S: EventStore>(clients: &[S]) {
    append(one(clients, 0), &events(0..30)).await;
    for limit in [1, 10, 15, 29, 30, 31] {
        let (seen, cursor) = follow(one(clients, 1), None, limit).await;
        assert_eq!(set(seen).len(), 30, "no page of {limit} is done before the last event");
        let page = one(clients, 1).since(cursor.as_ref(), limit).await.expect("the last cursor is good");
        assert!(page.done, "behind a done page is nothing new");
        append(one(clients, 0), &[event(0)]).await;
    }
}

async fn a_batch_over_the_limit_is_taken_or_refused_as_too_large<S: EventStore>(clients: &[S]) {
    let client = one(clients, 0);
    let most = client.caps().batch_events;
    if most > 5000 {
        return;
    }
    let batch = events(0..u64::from(most) + 1);
    match client.append(&batch).await {
        Ok(acks) => assert!(acks.len() == batch.len() && acks.iter().all(Ack::is_durable)),
        Err(StoreError::TooLarge { hint }) => assert!(hint.is_none_or(|hint| hint >= 1 && hint <= most)),
        Err(error) => panic!("a batch over the limit is `batch-too-large`, not {error:?}"),
    }
    for half in batch.chunks(most.max(1) as usize) {
        let acks = client.append(half).await.expect("a batch within the limit is taken");
        assert!(acks.iter().all(Ack::is_durable));
    }
    assert_eq!(all(client).await, set(batch));
}

async fn notes_of_every_script_and_the_largest_size_survive<S: EventStore>(clients: &[S]) {
    let note = |n: u64, text: String| Event { note: Some(text.into()), ..event(n) };
    let mut batch = vec![
        note(1, "😀".repeat(2048)),
        note(2, "会".repeat(2730)),
        note(3, "\u{202e}שלום e\u{301} é \u{feff}\u{2028}".into()),
        note(4, "{\"a\":\"\\u0000\"}\r\n\t<b>&amp;'%00'; --".into()),
        note(5, String::new()),
        note(6, " \n".into()),
    ];
    batch.extend((10..60).map(|n| event_with_note(n, 8192)));
    let size = one(clients, 0).caps().batch_events.clamp(1, 10) as usize;
    for part in batch.chunks(size) {
        let mut parts = vec![part];
        // As the sync does it: what is too large is sent by halves.
        while let Some(part) = parts.pop() {
            match one(clients, 0).append(part).await {
                Ok(acks) => assert!(acks.iter().all(Ack::is_durable), "the largest sound note is taken: {acks:?}"),
                Err(StoreError::TooLarge { .. }) if part.len() > 1 => {
                    let (first, second) = part.split_at(part.len() / 2);
                    parts.extend([second, first]);
                }
                Err(error) => panic!("the largest sound note is taken, not answered with {error:?}"),
            }
        }
    }
    let seen = set(follow(one(clients, 1), None, 20).await.0);
    for event in batch {
        assert_eq!(seen.get(&event.id), Some(&event), "a note comes back as it was, to the byte");
    }
}
