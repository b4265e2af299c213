//! Several devices as one member: this installation takes the name under which another one began.

use super::connecting::{open_anew, tell_of};
use crate::session::{MEMBER, OWNER, Session};
use crate::state::events::Events;
use guildhall_engine::event::{Event, Verb};
use guildhall_engine::id::{EventId, MemberId};
use guildhall_store::Draft;
use std::collections::BTreeMap;
use wasm_bindgen_futures::spawn_local;

/// Makes this installation a member's whose events came from elsewhere. What was done here so far is theirs, too: facts are
/// never changed, so that it is written once more in their name.
pub fn adopt(session: &Session, member: MemberId) {
    let (Some(room), Some(hall)) = (session.room(), session.desk.hall()) else { return };
    let copies = {
        let events = room.events();
        copies(events.all(), room.owner(), &member)
    };
    let session = session.clone();
    spawn_local(async move {
        if let Err(failed) = hall.append_new(copies).await {
            return tell_of(&session, &failed.error);
        }
        for key in [OWNER, MEMBER] {
            if let Err(error) = hall.set_setting(key, member.as_str()).await {
                return tell_of(&session, &error);
            }
        }
        open_anew(&session).await;
    });
}

/// What one member did, as done by another. The ids follow from those of the originals, so that copying twice is copying
/// once; what takes an original back takes back its copy. Consents stay with whom they were asked of.
fn copies<'a>(events: impl Iterator<Item = &'a Event>, from: &MemberId, to: &MemberId) -> Vec<Draft> {
    let copy_of = |id: EventId| copy_of(id, to);
    let own: Vec<&Event> = events.filter(|event| event.member == *from && event.verb != Verb::Consent).collect();
    let copied: BTreeMap<String, String> =
        own.iter().map(|event| (event.id.to_string(), copy_of(event.id).to_string())).collect();
    let copy = |event: &Event| {
        let object = event.object.as_ref().map(|object| match copied.get(object.as_str()) {
            Some(copy) if event.verb == Verb::Undo => copy.as_str().into(),
            _ => object.clone(),
        });
        let owner = event.owner.as_ref().map(|owner| if owner == from { to.clone() } else { owner.clone() });
        Draft { id: copy_of(event.id), member: to.clone(), object, owner, ..Draft::from(event.clone()) }
    };
    own.into_iter().map(copy).collect()
}

fn copy_of(id: EventId, to: &MemberId) -> EventId {
    EventId::of_name(&[to.as_str(), "/", &id.to_string()].concat())
}

/// Whether what a member did was copied for another one, because both are the same.
pub fn is_former_name(events: &Events, member: &MemberId, present: &MemberId) -> bool {
    let mut theirs = events.all().filter(|event| event.member == *member && event.verb != Verb::Consent);
    theirs.next().is_some_and(|event| events.contains(copy_of(event.id, present)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use guildhall_engine::time::Moment;

    #[test]
    fn what_was_done_becomes_theirs_and_stays_undone() {
        let (a, b) = (MemberId::from("a"), MemberId::from("b"));
        let event = |n: u64, member: &MemberId, verb: Verb, object: Option<String>| {
            let draft = Draft::new(EventId::of_name(&n.to_string()), Moment(n as i64), member.clone(), verb);
            Draft { object: object.map(|object| object.as_str().into()), ..draft }.number("d".into(), n)
        };
        let view = event(1, &b, Verb::View, Some("x".into()));
        let undo = event(2, &b, Verb::Undo, Some(view.id.to_string()));
        let consent = event(3, &b, Verb::Consent, Some("visits".into()));
        let other = event(4, &a, Verb::Login, None);
        let all = [view.clone(), undo, consent, other];
        let copies = copies(all.iter(), &b, &a);
        assert_eq!(copies.len(), 2);
        assert!(copies.iter().all(|copy| copy.member == a));
        assert_eq!(copies[1].object.as_ref().map(|object| object.to_string()), Some(copies[0].id.to_string()));
        assert_ne!(copies[0].id, view.id);
        assert_eq!(super::copies(all.iter(), &b, &a), copies);
    }
}
