//! What the member does with what is kept: files in and out, consent, and the end of it all.

use super::{Deed, Session, Tell, keep, unsaved};
use crate::state::consent::{Purpose, receipts};
use crate::state::events::for_export;
use crate::state::preview::Preview;
use crate::state::report::Report;
use crate::state::{Action, Import, Notice};
use crate::{boot, file, settings};
use gloo::timers::future::TimeoutFuture;
use guildhall_browser::{SetAside, Tabs, event_id, now};
use guildhall_engine::event::{Event, Source, Verb};
use guildhall_engine::exchange::{Intake, read_events, write_ndjson};
use guildhall_engine::id::EventId;
use guildhall_store::{Ack, Draft};
use serde_json::{Map, Value, json};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// What the names of settings begin with that hold the community's own pages, which say nothing about the member.
const PAGES: &str = "page:";
/// What the names of settings end with that would let somebody in.
const SECRET: &str = "-token";

impl Session {
    /// Answers a question of consent, with the wording as receipt.
    pub fn answer(&self, purpose: Purpose, agreed: bool) {
        let answer = Deed::about(Verb::Consent, purpose.id()).worth(f64::from(u8::from(agreed)));
        self.set(answer.saying(&purpose.receipt(self.language())));
    }

    /// Looks a file of events through, and takes it in at once when it brings nothing that is not here.
    pub fn import(&self, chosen: web_sys::File) {
        let session = self.clone();
        self.tell(Action::Importing);
        spawn_local(async move {
            let bytes = file::read(&chosen).await;
            // Lets the page say that it is busy before a long file is read in one go.
            TimeoutFuture::new(30).await;
            let intake = Rc::new(read_events(&bytes.unwrap_or_default()));
            let Some(room) = session.room() else { return };
            let preview = Rc::new(Preview::of(chosen.name(), &intake, &room.community, &room.events()));
            if preview.new == 0 {
                session.store(preview, intake);
            } else {
                session.tell(Action::Previewed { preview, intake });
            }
        });
    }

    /// Takes in the file that was looked through.
    pub fn take_in(&self) {
        if let Import::Ready { preview, intake } = &self.state().import {
            self.tell(Action::Importing);
            self.store(preview.clone(), intake.clone());
        }
    }

    fn store(&self, preview: Rc<Preview>, intake: Rc<Intake>) {
        let (Some(room), Some(hall)) = (self.room(), self.desk.hall()) else { return };
        let member = room.member();
        let tell = self.state.dispatcher();
        spawn_local(async move {
            TimeoutFuture::new(30).await;
            let answer = hall.append(&intake.events).await;
            let acks = answer.as_deref().ok();
            let report = Report::of(preview.file.clone(), &intake, acks, &member);
            let rejected = |at: usize| acks.is_some_and(|acks| matches!(acks.get(at), Some(Ack::Rejected(_))));
            let taken = intake.events.iter().enumerate().filter(|(at, _)| !rejected(*at));
            let taken: Vec<Event> = taken.map(|(_, event)| event.clone()).collect();
            tell.dispatch(Action::Arrived { events: taken.clone(), now: now() });
            if let Err(error) = &answer {
                tell.dispatch(unsaved(taken, error));
            }
            tell.dispatch(Action::Imported { preview, report });
        });
    }

    /// Takes the last import back as a whole, or takes that back.
    pub fn turn_import(&self) {
        let Import::Done { report, back, .. } = &self.state().import else { return };
        let (Some(room), Some(hall)) = (self.room(), self.desk.hall()) else { return };
        let targets = if back.is_empty() { &report.taken } else { back };
        let now = now();
        let undo = |target: &Event| {
            // In the name of whoever acted, so that it concerns the same ledgers; an import may take back anything.
            let draft = Draft::new(event_id(), now, target.member.clone(), Verb::Undo);
            let object = Some(target.id.to_string().as_str().into());
            let draft = Draft { object, owner: target.owner.clone(), source: Source::Import, ..draft };
            draft.number(hall.device().clone(), super::PENDING)
        };
        let undos: Vec<Event> = {
            let events = room.events();
            targets.iter().filter_map(|id| events.event(*id)).map(undo).collect()
        };
        let ids: Vec<EventId> = undos.iter().map(|event| event.id).collect();
        let is_taken_back = back.is_empty();
        let tell = self.state.dispatcher();
        tell.dispatch(Action::Did { events: undos.clone(), now, is_answered: false });
        tell.dispatch(Action::ImportBack(if is_taken_back { ids } else { Vec::new() }));
        spawn_local(async move { keep(&hall, &tell, undos).await });
    }

    /// Saves events as a file: everything on this device, or what concerns the member.
    pub fn export(&self, everything: bool) {
        let Some(room) = self.room() else { return };
        let events = room.events();
        let ledger = events.ledger();
        let chosen: Vec<Event> =
            events.all().filter(|event| everything || ledger.concerns(event)).map(for_export).collect();
        if file::save(&self.file_name(".ndjson"), "application/x-ndjson", &write_ndjson(&chosen)) {
            self.tell(Action::Exported(chosen.len()));
        }
    }

    /// Saves everything this device keeps about the member as one JSON document, which can be imported again.
    pub fn export_document(&self) {
        let (Some(room), Some(hall)) = (self.room(), self.desk.hall()) else { return };
        let events: Vec<Value> = room.events().all().map(|event| for_export(event).to_json()).collect();
        let consent = receipts(room.events().ledger()).into_iter().map(|receipt| {
            json!({
                "event": receipt.event.to_string(), "at": receipt.at.to_string(), "purpose": receipt.purpose,
                "agreed": receipt.agreed, "version": receipt.version, "wording": receipt.wording
            })
        });
        let consents: Vec<Value> = consent.collect();
        let (owner, community) = (room.owner().to_string(), room.community.charter.file().id.to_string());
        let (name, count, session) = (self.file_name(".json"), events.len(), self.clone());
        spawn_local(async move {
            let kept = match hall.settings().await {
                Ok(kept) => kept,
                Err(error) => {
                    return session.tell(Action::Notice(Notice { code: error.code(), detail: error.to_string() }));
                }
            };
            let mut document = Map::new();
            document.insert("community".into(), community.into());
            document.insert("member".into(), owner.into());
            document.insert("exported".into(), now().to_string().into());
            document.insert("consents".into(), consents.into());
            document.insert(
                "settings".into(),
                texts(kept.into_iter().filter(|(key, _)| !key.starts_with(PAGES) && !key.ends_with(SECRET))),
            );
            let remembered = settings::all_remembered().into_iter();
            document.insert("browser".into(), texts(remembered.filter(|(key, _)| !key.starts_with(boot::CHARTERS))));
            document.insert("events".into(), events.into());
            if file::save(&name, "application/json", &Value::Object(document).to_string()) {
                session.tell(Action::Exported(count));
            }
        });
    }

    /// Saves the bytes that could not be read, as a JSON document with the place and the bytes (base64) of each piece.
    pub fn save_aside(&self) {
        let (Some(room), Some(hall)) = (self.room(), self.desk.hall()) else { return };
        let community = room.community.charter.file().id.clone();
        let name = self.file_name("-set-aside.json");
        let tell = self.state.dispatcher();
        spawn_local(async move {
            match hall.set_aside().await {
                Ok(pieces) => {
                    let piece = |piece: &SetAside| json!({"name": piece.name, "base64": file::base64(&piece.bytes)});
                    let pieces: Vec<Value> = pieces.iter().map(piece).collect();
                    let document = json!({"community": community, "setAside": pieces});
                    file::save(&name, "application/json", &document.to_string());
                }
                Err(error) => tell.dispatch(Action::Notice(Notice { code: error.code(), detail: error.to_string() })),
            }
        });
    }

    fn file_name(&self, ending: &str) -> String {
        self.room().map_or_else(String::new, |room| {
            let community = room.community.charter.file().id.as_str();
            ["guildhall-", community, "-", &room.today().to_string(), ending].concat()
        })
    }

    /// Erases everything of this community from this device and opens the hall anew, here and in every other tab.
    pub fn erase(&self) {
        let (Some(room), Some(hall)) = (self.room(), self.desk.hall()) else { return };
        let folder = room.community.folder.clone();
        let session = self.clone();
        spawn_local(async move {
            // What is about to be erased is not sent any more.
            let linked = session.desk.linked.take();
            session.tell(Action::Loaded);
            match hall.erase().await {
                Ok(()) => {
                    // Of a made-up member there is nothing elsewhere.
                    if !session.desk.is_demo() {
                        forget(&folder);
                    }
                    if let Some(line) = &*session.desk.erasures.borrow() {
                        line.tell();
                    }
                    session.begin_anew();
                }
                Err(error) => {
                    session.desk.linked.replace(linked);
                    session.tell(Action::Notice(Notice { code: error.code(), detail: error.to_string() }));
                }
            }
        });
    }

    fn begin_anew(&self) {
        begin_anew(&self.desk, self.state.dispatcher());
    }
}

/// Forgets what the browser remembers outside the database; copies of other communities' rules stay.
fn forget(folder: &str) {
    let own = boot::charter_key(folder);
    let keys = settings::all_remembered().into_iter().map(|(key, _)| key);
    keys.filter(|key| *key == own || !key.starts_with(boot::CHARTERS)).for_each(|key| settings::forget(&key));
}

fn begin_anew(desk: &Rc<super::Desk>, tell: Tell) {
    desk.seen.set(None);
    desk.linked.take();
    tell.dispatch(Action::Erased);
    spawn_local(boot::open(desk.clone(), tell, None));
}

/// Has this tab begin anew when another one has erased everything.
pub fn follow_erasures(desk: &Rc<super::Desk>, tell: Tell, community: &str) {
    let line = ["guildhall:erased:", community].concat();
    let weak = Rc::downgrade(desk);
    let heard = move || {
        if let Some(desk) = weak.upgrade() {
            begin_anew(&desk, tell.clone());
        }
    };
    let tabs = Tabs::join(&line, Rc::new(heard));
    *desk.erasures.borrow_mut() = Some(tabs);
}

fn texts(pairs: impl Iterator<Item = (String, String)>) -> Value {
    let mut map = Map::new();
    pairs.for_each(|(key, value)| {
        map.insert(key, value.into());
    });
    Value::Object(map)
}
