//! What the app knows, and how it changes: plain data, without yew, a browser or a clock.

pub mod acts;
pub mod celebration;
pub mod community;
pub mod consent;
pub mod events;
mod history;
pub mod outcome;
pub mod preview;
pub mod profile;
pub mod report;
pub mod room;
pub mod search;
pub mod sitting;
pub mod visit;

#[cfg(test)]
mod tests;

use crate::language::Language;
use crate::route::Route;
use crate::settings::Looks;
use celebration::Celebrated;
use community::{Community, Faults};
use events::Events;
use guildhall_engine::catalogue::CatalogueFile;
use guildhall_engine::event::{Event, Verb};
use guildhall_engine::exchange::Intake;
use guildhall_engine::finding::Finding;
use guildhall_engine::id::{EventId, MemberId, ObjectId};
use guildhall_engine::time::Moment;
pub use history::{History, Period};
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

/// A short-lived word about what happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Toast {
    /// Tells toasts apart.
    pub number: u64,
    /// What happened.
    pub word: Word,
    /// Events to take back if the member says so.
    pub undo: Vec<EventId>,
}

/// What a toast says.
#[derive(Debug, Clone, PartialEq)]
pub enum Word {
    /// The member did something, and it gave something.
    Did {
        /// What was done.
        verb: Verb,
        /// To what.
        object: Option<ObjectId>,
        /// What came of it.
        outcome: Outcome,
    },
    /// Events were written to a file.
    Exported {
        /// How many.
        events: usize,
    },
    /// Nothing was recorded, because the hall is shown as another member sees it.
    OnlyLooking,
}

/// The code of the notice that a newer version of the site lies ready.
pub const NEW_VERSION: &str = "new-version";

/// Something the member must know until it is dealt with.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// Stable name of what is the matter; the interface has plain words for the known ones.
    pub code: &'static str,
    /// The same in the words of where it arose.
    pub detail: String,
}

impl Notice {
    /// Lines of detail; what goes beyond them is only hinted at.
    const DETAILS: usize = 3;

    /// Adds another detail on a line of its own.
    fn add(&mut self, detail: &str) {
        let lines = self.detail.lines().count();
        if lines > Notice::DETAILS || self.detail.lines().any(|known| known == detail) {
            return;
        }
        let detail = if lines == Notice::DETAILS { "…" } else { detail };
        self.detail = [&self.detail, "\n", detail].concat();
    }
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

/// Everything that can happen.
pub enum Action {
    /// The hall cannot be opened.
    Shut(Failure),
    /// The documents and events are there.
    Opened(Box<Opening>),
    /// Another page of the catalogue arrived, or could not be used.
    Page {
        /// Its address.
        document: String,
        /// The page, if it can be used.
        page: Option<CatalogueFile>,
        /// What was found in it by itself.
        findings: Vec<Finding>,
        /// Whether no further one is on its way.
        is_last: bool,
    },
    /// The member did something; the store has not confirmed it yet.
    Did {
        /// The events, numbered [`events::PENDING`].
        events: Vec<Event>,
        /// The time.
        now: Moment,
        /// Whether the member did it deliberately and is answered.
        is_answered: bool,
    },
    /// The store keeps these events now.
    Stored(Vec<Event>),
    /// The store could not keep these events.
    Unsaved {
        /// The events as they are shown.
        events: Vec<Event>,
        /// Why.
        notice: Notice,
    },
    /// Events came from elsewhere: another tab, a file.
    Arrived {
        /// The events.
        events: Vec<Event>,
        /// The time.
        now: Moment,
    },
    /// An import began.
    Importing,
    /// A file was looked through.
    Previewed {
        /// What it would bring.
        preview: Rc<Preview>,
        /// The file as it was read.
        intake: Rc<Intake>,
    },
    /// The member does not want the file, or has seen what became of it.
    ImportClosed,
    /// An import ended.
    Imported {
        /// What the file held.
        preview: Rc<Preview>,
        /// What became of it.
        report: Report,
    },
    /// The last import was taken back by these events; without any it stands again.
    ImportBack(Vec<EventId>),
    /// Something would have been recorded in another member's name.
    OnlyLooking,
    /// Everything was erased; the hall opens anew.
    Erased,
    /// Events were written to a file.
    Exported(usize),
    /// The member wants to see the hall as another member, or as themselves again.
    ViewAs(MemberId),
    /// Time has passed.
    Tick(Moment),
    /// So many pieces of the member's history could not be read and lie aside.
    SetAside(usize),
    /// The member must know something.
    Notice(Notice),
    /// The member has seen a notice.
    DismissNotice(&'static str),
    /// A toast has been seen.
    DismissToast(u64),
    /// The member looks for something in the library.
    Search(Query),
    /// What the texts say, by language.
    Texts(search::Texts),
    /// The member looks at something in the timeline.
    Look(History),
    /// The member asks for the digest at a moment, as typed.
    AskMoment(String),
    /// The member has been congratulated on all of this.
    Celebrated(Celebrated),
    /// The member went to another page, in the language of its address.
    Turn(Language, Route),
    /// The member chose a language.
    Speak(Language),
    /// The member chose how they read best.
    Dress(Looks),
    /// The member said something of themselves, here or in another tab.
    Introduce(Profile),
    /// A part of the program came, or could not.
    Loaded,
    /// The member goes on with the first visit, or is done with it.
    Onboard(Option<u8>),
}

/// What the hall is opened with.
pub struct Opening {
    /// The documents.
    pub community: Community,
    /// The member this installation belongs to.
    pub owner: MemberId,
    /// The member shown.
    pub member: MemberId,
    /// What the member says of themselves.
    pub profile: Profile,
    /// The step of the first visit to show.
    pub onboarding: Option<u8>,
    /// All events on this device.
    pub events: Vec<Event>,
    /// The time.
    pub now: Moment,
    /// What the member has been congratulated on.
    pub celebrated: Celebrated,
    /// What the member must know.
    pub notices: Vec<Notice>,
    /// Whether the browser asks for privacy: then nothing is done unasked.
    pub is_reserved: bool,
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
                self.phase = Phase::Open(room);
                notices.into_iter().for_each(|notice| self.notify(notice));
            }
            Action::Page { document, page, findings, is_last } => self.turn_page(document, page, findings, is_last),
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
