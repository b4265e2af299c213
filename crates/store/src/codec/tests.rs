use super::*;
use crate::testing::{event, event_with_note};
use proptest::prelude::*;

fn chunk_of(events: &[Event]) -> Vec<u8> {
    let mut body = Vec::new();
    for event in events {
        encode(event, &mut body).unwrap();
    }
    seal(&body)
}

fn read(chunk: &[u8]) -> Result<Vec<Event>, Damage> {
    let mut events = Vec::new();
    decode(chunk, &mut events)?;
    Ok(events)
}

#[test]
fn the_format_is_the_documented_one() {
    assert_eq!(seal(b"123456789"), [&[1, 0x26, 0x39, 0xF4, 0xCB], b"123456789".as_slice()].concat());
    assert_eq!(read(&seal(b"")), Ok(Vec::new()));
}

#[test]
fn a_chunk_is_the_join_of_its_rows() {
    let (a, b) = (event(1), event(2));
    let rows = [chunk_of(std::slice::from_ref(&a)), chunk_of(std::slice::from_ref(&b))];
    let joined: Vec<u8> = rows.iter().flat_map(|row| unseal(row).unwrap().to_vec()).collect();
    assert_eq!(seal(&joined), chunk_of(&[a, b]));
}

#[test]
fn every_flipped_bit_and_every_cut_is_noticed() {
    let chunk = chunk_of(&[event(1), event(2)]);
    for at in 0..chunk.len() {
        for bit in 0..8 {
            let mut damaged = chunk.clone();
            damaged[at] ^= 1 << bit;
            assert!(read(&damaged).is_err(), "bit {bit} of byte {at}");
        }
        assert_eq!(read(&chunk[..at]), Err(Damage::Checksum), "cut at {at}");
    }
}

#[test]
fn a_newer_chunk_is_told_from_a_damaged_one() {
    let mut chunk = chunk_of(&[event(1)]);
    chunk[0] = 2;
    assert_eq!(read(&chunk), Err(Damage::Future(2)));
    assert_eq!(Damage::Future(2).to_string(), "the chunk has version 2, this software reads version 1; update it");
}

#[test]
fn a_malformed_body_leaves_the_events_read_before() {
    let mut body = Vec::new();
    encode(&event(1), &mut body).unwrap();
    body.push(7);
    let mut events = vec![event(9)];
    assert_eq!(decode(&seal(&body), &mut events), Err(Damage::Malformed));
    assert_eq!(events, [event(9)]);
}

#[test]
fn chunks_are_cut_by_number_and_by_size() {
    let short: Vec<Event> = (0..600).map(event).collect();
    let long: Vec<Event> = (0..20).map(|n| event_with_note(n, 8000)).collect();
    for (events, sizes) in [(short, vec![250, 250, 100]), (long, vec![7, 7, 6])] {
        let mut sealer = Sealer::new();
        for event in &events {
            let mut encoded = Vec::new();
            encode(event, &mut encoded).unwrap();
            sealer.push(&encoded);
        }
        let chunks = sealer.finish();
        let parts: Vec<Vec<Event>> = chunks.iter().map(|chunk| read(chunk).unwrap()).collect();
        assert!(chunks.iter().all(|chunk| chunk.len() <= CHUNK_BYTES));
        assert_eq!(parts.iter().map(Vec::len).collect::<Vec<_>>(), sizes);
        assert_eq!(parts.concat(), events);
    }
    assert!(Sealer::new().finish().is_empty());
}

#[test]
fn an_unsound_event_leaves_the_body_alone() {
    let mut body = vec![1, 2, 3];
    let rejection = encode(&event_with_note(1, 20_000), &mut body).unwrap_err();
    assert_eq!((rejection.code, body.as_slice()), ("note-too-long", [1, 2, 3].as_slice()));
}

proptest! {
    #[test]
    fn no_bytes_make_the_decoder_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let mut events = Vec::new();
        // With a true checksum the body reaches the decoder; without it, it must not.
        prop_assert_eq!(decode(&seal(&bytes), &mut events).is_err(), events.is_empty() && !bytes.is_empty());
        prop_assert!(decode(&bytes, &mut events).is_err() || bytes.len() == HEADER);
    }
}
