//! What the app knows, and how it changes: plain data, without yew, a browser or a clock.

mod action;
pub mod acts;
pub mod celebration;
pub mod community;
pub mod consent;
pub mod events;
mod history;
mod notice;
pub mod outcome;
pub mod preview;
pub mod profile;
pub mod report;
pub mod room;
pub mod search;
pub mod sitting;
pub mod visit;

#[cfg(test)]
mod model_tests;
#[cfg(test)]
mod tests;

use crate::language::Language;
use crate::route::Route;
use crate::settings::Looks;
pub use action::{Action, Opening};
use celebration::Celebrated;
use community::{Community, Faults};
use events::Events;
use guildhall_engine::catalogue::CatalogueFile;
use guildhall_engine::event::{Event, Verb};
use guildhall_engine::exchange::Intake;
use guildhall_engine::finding::Finding;
use guildhall_engine::id::EventId;
use guildhall_engine::time::Moment;
pub use history::{History, Period};
pub use notice::{NEW_VERSION, Notice, Toast, Word};
use outcome::Outcome;
use preview::Preview;
use profile::Profile;
use report::Report;
use room::Room;
use search::Query;
use std::rc::Rc;

/// Steps of the first visit.
pub const FIRST_STEP: u8 = 1;
/// The last of them.
pub const LAST_STEP: u8 = 3;

/// Toasts shown at once; the oldest makes room.
const TOASTS: usize = 3;

/// Everything the app knows.
#[derive(Clone)]
pub struct State {
    /// Grows with every change: two states with the same number are the same.
    revision: u64,
    /// The page that the address names.
    pub route: Route,
    /// The language of the interface.
    pub language: Language,
    /// How the member reads best.
    pub looks: Looks,
    /// What the member says of themselves.
    pub profile: Rc<Profile>,
    /// The step of the first visit that is shown; none once it is finished or skipped.
    pub onboarding: Option<u8>,
    /// How far the hall has opened.
    pub phase: Phase,
    /// What happened just now.
    pub toasts: Vec<Toast>,
    /// What the member must know until it is dealt with.
    pub notices: Vec<Notice>,
    /// Events of other tabs that came before the hall was open. The store tells of each only once.
    early: Vec<Event>,
    /// Events that could not be stored, to be tried again or exported.
    pub unsaved: Vec<Event>,
    /// How many pieces could not be read and lie aside in the store.
    pub aside: usize,
    /// The last import.
    pub import: Import,
    /// What the member looks for in the library.
    pub query: Query,
    /// What the member looks at in the timeline.
    pub history: History,
    /// The moment for which the member asks the digest, as typed; empty means now.
    pub asked_moment: String,
    /// What the member has been congratulated on.
    pub celebrated: Rc<Celebrated>,
}

/// How far the hall has opened.
#[derive(Clone)]
pub enum Phase {
    /// Documents and events are on their way.
    Opening,
    /// The documents cannot be used, and there are no earlier ones.
    Shut(Rc<Failure>),
    /// The member is in.
    Open(Room),
}

/// Why the hall could not be opened.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// A document could not be fetched.
    Unreachable {
        /// Its address.
        document: String,
    },
    /// A document cannot be used.
    Unusable(Faults),
}

/// Where an import of events stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Import {
    /// None was asked for.
    #[default]
    Idle,
    /// A file is being read.
    Reading,
    /// It was looked through; the member decides.
    Ready {
        /// What it would bring.
        preview: Rc<Preview>,
        /// The file as it was read.
        intake: Rc<Intake>,
    },
    /// It is done.
    Done {
        /// What the file held.
        preview: Rc<Preview>,
        /// What became of it.
        report: Rc<Report>,
        /// The events that took it back; none while it stands.
        back: Rc<[EventId]>,
    },
}

impl State {
    /// The app before anything has arrived.
    pub fn new(route: Route, language: Language, looks: Looks) -> State {
        State {
            revision: 0,
            route,
            language,
            looks,
            profile: Rc::default(),
            onboarding: None,
            phase: Phase::Opening,
            toasts: Vec::new(),
            notices: Vec::new(),
            early: Vec::new(),
            unsaved: Vec::new(),
            aside: 0,
            import: Import::Idle,
            query: Query::default(),
            history: History::default(),
            asked_moment: String::new(),
            celebrated: Rc::default(),
        }
    }

    /// The open hall, if it is open.
    pub fn room(&self) -> Option<&Room> {
        match &self.phase {
            Phase::Open(room) => Some(room),
            _ => None,
        }
    }

    /// The state after something happened.
    pub fn after(&self, action: Action) -> State {
        let mut state = self.clone();
        // Other tabs' words have the profile read again; an unchanged one is no reason to draw every page anew.
        if matches!(&action, Action::Introduce(profile) if *profile == *self.profile) {
            return state;
        }
        // So is that the store has kept what is shown already.
        let is_seen = match &action {
            Action::Stored(events) => events.iter().any(|event| state.unsaved.iter().any(|lost| lost.id == event.id)),
            _ => true,
        };
        state.revision += u64::from(is_seen);
        state.apply(action);
        state
    }

    fn apply(&mut self, action: Action) {
        match action {
            Action::Shut(failure) => self.phase = Phase::Shut(Rc::new(failure)),
            Action::Opened(opening) => {
                let Opening {
                    community,
                    owner,
                    member,
                    profile,
                    onboarding,
                    events,
                    now,
                    celebrated,
                    notices,
                    is_reserved,
                } = *opening;
                self.profile = Rc::new(profile);
                self.celebrated = Rc::new(celebrated);
                // Who was quicker than the store stays where they are.
                let ahead = self.onboarding.filter(|step| onboarding.is_some_and(|kept| kept < *step));
                self.onboarding = ahead.or(onboarding);
                let events = events.into_iter().chain(std::mem::take(&mut self.early));
                let room = Room::new(Rc::new(community), Events::of(member, events), owner, now).reserved(is_reserved);
                let room = room.awaiting_model();
                self.phase = Phase::Open(room);
                notices.into_iter().for_each(|notice| self.notify(notice));
            }
            Action::Page { document, page, findings, is_last } => self.turn_page(document, page, findings, is_last),
            Action::Model(model) => {
                if let Phase::Open(room) = &mut self.phase {
                    room.set_model(model);
                }
            }
            Action::Did { events, now, is_answered } => self.record(events, now, is_answered),
            Action::Stored(events) => {
                self.unsaved.retain(|unsaved| !events.iter().any(|event| event.id == unsaved.id));
                if let Phase::Open(room) = &mut self.phase {
                    room.confirm(events);
                }
            }
            Action::Unsaved { events, notice } => {
                self.unsaved.retain(|unsaved| !events.iter().any(|event| event.id == unsaved.id));
                self.unsaved.extend(events);
                self.notify(notice);
            }
            Action::Arrived { events, now } => match &mut self.phase {
                Phase::Opening => self.early.extend(events),
                Phase::Shut(_) => {}
                Phase::Open(room) if room.is_guest() => self.early.extend(events),
                Phase::Open(room) => {
                    room.take(events, now);
                }
            },
            Action::Importing => self.import = Import::Reading,
            Action::Previewed { preview, intake } => self.import = Import::Ready { preview, intake },
            Action::ImportClosed => self.import = Import::Idle,
            Action::Imported { preview, report } => {
                self.import = Import::Done { preview, report: Rc::new(report), back: Rc::default() };
            }
            Action::ImportBack(events) => {
                if let Import::Done { back, .. } = &mut self.import {
                    *back = events.into();
                }
            }
            Action::OnlyLooking => self.toast(Word::OnlyLooking, Vec::new()),
            Action::Erased => {
                *self = State { revision: self.revision, ..State::new(self.route.clone(), self.language, self.looks) };
                self.notify(Notice { code: "erased-afresh", detail: String::new() });
            }
            Action::Exported(events) => self.toast(Word::Exported { events }, Vec::new()),
            Action::ViewAs(member) => {
                if let Phase::Open(room) = &self.phase {
                    self.phase = Phase::Open(room.seen_by(member));
                }
                self.toasts.clear();
                self.import = Import::Idle;
            }
            Action::Tick(now) => {
                if let Phase::Open(room) = &mut self.phase {
                    room.set_now(now);
                }
            }
            Action::SetAside(pieces) => self.aside = pieces,
            Action::Notice(notice) => self.notify(notice),
            Action::DismissNotice(code) => self.notices.retain(|notice| notice.code != code),
            Action::DismissToast(number) => self.toasts.retain(|toast| toast.number != number),
            Action::Search(query) => self.query = query,
            Action::Texts(texts) => {
                if let Phase::Open(room) = &mut self.phase {
                    room.set_texts(texts);
                }
            }
            Action::Look(history) => self.history = history,
            Action::AskMoment(moment) => self.asked_moment = moment,
            Action::Celebrated(celebrated) => self.celebrated = Rc::new(celebrated),
            Action::Turn(language, route) => {
                // What is no page is in no language.
                if route != Route::NotFound {
                    self.language = language;
                }
                self.route = route;
            }
            Action::Speak(language) => self.language = language,
            Action::Dress(looks) => self.looks = looks,
            Action::Introduce(profile) => self.profile = Rc::new(profile),
            Action::Loaded => {}
            Action::Onboard(step) => self.onboarding = step,
        }
    }

    fn turn_page(&mut self, document: String, page: Option<CatalogueFile>, mut findings: Vec<Finding>, is_last: bool) {
        let Phase::Open(room) = &mut self.phase else { return };
        let mut community = Community::clone(&room.community);
        if let Some(page) = page {
            findings.extend(community.add(page));
        }
        community.note(&document, findings);
        if is_last {
            community.is_growing = false;
            // Only now is it known which items there are.
            let missing = community.catalogue.check_references(&community.charter);
            community.note("charter.json", missing);
        }
        room.set_community(community);
    }

    fn record(&mut self, events: Vec<Event>, now: Moment, is_answered: bool) {
        let Phase::Open(room) = &mut self.phase else { return };
        let before = room.standing();
        let first = events.iter().find(|event| event.verb != Verb::Undo).or(events.first());
        let said = first.map(|event| (event.verb.clone(), event.object.clone()));
        let undo = events.iter().map(|event| event.id).collect();
        room.take(events, now);
        let outcome = Outcome::between(&before, room);
        if let Some((verb, object)) = said.filter(|_| is_answered || outcome.is_news()) {
            self.toast(Word::Did { verb, object, outcome }, if is_answered { undo } else { Vec::new() });
        }
    }

    fn toast(&mut self, word: Word, undo: Vec<EventId>) {
        if self.toasts.len() >= TOASTS {
            self.toasts.remove(0);
        }
        self.toasts.push(Toast { number: self.revision, word, undo });
    }

    /// Adds a notice, or what it tells beyond the one of its kind that is there.
    fn notify(&mut self, notice: Notice) {
        match self.notices.iter_mut().find(|known| known.code == notice.code) {
            Some(known) => known.add(&notice.detail),
            None => self.notices.push(notice),
        }
    }
}

impl PartialEq for State {
    fn eq(&self, other: &State) -> bool {
        self.revision == other.revision
    }
}
