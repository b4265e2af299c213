//! Everything that can happen to the app's state.

use super::Failure;
use super::celebration::Celebrated;
use super::community::Community;
use super::history::History;
use super::notice::Notice;
use super::preview::Preview;
use super::profile::Profile;
use super::report::Report;
use super::search::{Query, Texts};
use crate::language::Language;
use crate::route::Route;
use crate::settings::Looks;
use guildhall_engine::catalogue::CatalogueFile;
use guildhall_engine::event::Event;
use guildhall_engine::exchange::Intake;
use guildhall_engine::finding::Finding;
use guildhall_engine::id::{EventId, MemberId};
use guildhall_engine::model::Nearness;
use guildhall_engine::time::Moment;
use std::rc::Rc;

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
    /// The trained model came, or a part of it; without one, it is not waited for any longer.
    Model(Option<Rc<dyn Nearness>>),
    /// The member did something; the store has not confirmed it yet.
    Did {
        /// The events, numbered [`super::events::PENDING`].
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
    Texts(Texts),
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
