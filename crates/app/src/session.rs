//! What a page can ask for: the state to render, and everything a member can do.

use crate::boot;
use crate::format::Formats;
use crate::history;
use crate::language::{Language, Phrases};
use crate::route::Route;
use crate::settings;
use crate::state::celebration::Celebrated;
use crate::state::events::PENDING;
use crate::state::profile::Profile;
use crate::state::room::Room;
use crate::state::{Action, Notice, State, visit};
use gloo::events::EventListener;
use guildhall_browser::{Change, Hall, Problem, Tabs, event_id, now};
use guildhall_engine::event::{Event, Quantity, Verb};
use guildhall_engine::id::{EventId, ItemId, MemberId, ObjectId};
use guildhall_engine::time::Moment;
use guildhall_store::{Draft, StoreError};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

mod keeping;
mod member;

pub use keeping::follow_erasures;
pub use member::{ONBOARDING, PROFILE, step_word};

/// A hall computed so few milliseconds ago is shown as it is.
const FRESH_MS: i64 = 1000;
/// The setting that holds the member shown, when it is not the installation's own.
pub const MEMBER: &str = "member";
/// The setting that holds whose installation this is, when it took the name of a member of another one.
pub const OWNER: &str = "owner";
/// The setting that holds when the member was last here.
pub const SEEN: &str = "seen";
/// The setting that holds what the member has been congratulated on.
pub const CELEBRATED: &str = "celebrated";

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(self.after(action))
    }
}

/// Tells the state what happened.
pub type Tell = UseReducerDispatcher<State>;

/// What a page can ask for.
#[derive(Clone)]
pub struct Session {
    state: UseReducerHandle<State>,
    /// What is no part of the state because nothing of it is shown.
    pub desk: Rc<Desk>,
    /// Numbers and dates in the member's language.
    pub formats: Rc<Formats>,
}

/// What the app holds besides its state.
#[derive(Default)]
pub struct Desk {
    hall: RefCell<Option<Hall>>,
    /// The query of every address of this visit, such as `?community=other/`; empty for the site's own community.
    pub query: String,
    /// Whether the page about to show was asked for here, rather than by going back or loading.
    pub is_forward: Cell<bool>,
    /// The part of the page about to show that was asked for, by its `id`.
    pub goal: RefCell<Option<Box<str>>>,
    /// Whether any page has been shown yet.
    pub has_shown: Cell<bool>,
    /// Whether the index of the texts was asked for.
    pub has_asked_for_texts: Cell<bool>,
    /// When the member was last seen here.
    pub seen: Cell<Option<Moment>>,
    has_asked_to_persist: Cell<bool>,
    /// The path the site lies under, with a slash at both ends.
    base: String,
    /// Who is told of the page that is gone to.
    turned: RefCell<Option<Tell>>,
    /// What the page that is shown still has to do before another one is.
    pub before_leaving: RefCell<Option<Box<dyn FnOnce()>>>,
    /// What the member did before the store was open, and whether each is answered.
    waiting: RefCell<Vec<(Vec<Deed>, bool)>>,
    /// The line on which tabs tell each other that everything was erased.
    erasures: RefCell<Option<Tabs>>,
    /// What the hall is connected with, if it is.
    pub linked: RefCell<Option<Linked>>,
}

/// What the hall exchanges events with.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Linked {
    /// The server's name; empty until it was read.
    pub host: String,
    /// The member stays signed in.
    pub stays: bool,
    /// Whether only the level is sent there.
    pub only_level: bool,
}

impl Desk {
    /// The desk of a visit with a query, to a site under a path.
    pub fn new(query: String, base: String) -> Desk {
        Desk { query, base, ..Desk::default() }
    }

    /// Has the state follow the address, until the listener is dropped.
    pub fn follow_address(self: &Rc<Desk>, tell: Tell) -> EventListener {
        *self.turned.borrow_mut() = Some(tell);
        let desk = self.clone();
        history::on_return(move || desk.turn())
    }

    /// Shows the page that the address names now.
    fn turn(&self) {
        let (language, route) = Route::read(self.below_base(&history::path()));
        if let Some(tell) = self.turned.borrow().as_ref() {
            tell.dispatch(Action::Turn(language, route));
        }
    }

    /// The part of a path that is relative to the site's base; nothing of a path elsewhere.
    pub fn below_base<'a>(&self, path: &'a str) -> &'a str {
        self.address(path).unwrap_or_default()
    }

    /// The address that a path below the site's base is of.
    pub fn address<'a>(&self, path: &'a str) -> Option<&'a str> {
        path.strip_prefix(self.base.as_str())
    }

    /// Goes to a page.
    pub fn go(&self, to: &Route, language: Language) {
        self.go_with(to, language, &self.query);
    }

    /// Goes to a page with a query of its own.
    pub fn go_with(&self, to: &Route, language: Language, query: &str) {
        if let Some(finish) = self.before_leaving.take() {
            finish();
        }
        self.is_forward.set(true);
        history::push(&self.url(to, language, query));
        self.turn();
    }

    /// The language of the present address.
    pub fn language(&self) -> Language {
        Route::read(self.below_base(&history::path())).0
    }

    /// Gives the page that is shown the address it has in a language.
    pub fn readdress(&self, language: Language) {
        let (present, route) = Route::read(self.below_base(&history::path()));
        // What is no page keeps its address: it is not worth another one.
        if present != language && route != Route::NotFound {
            history::replace(&self.url(&route, language, &history::query()));
        }
    }

    /// The address of a page on this site's host.
    fn url(&self, to: &Route, language: Language, query: &str) -> String {
        let question = if query.is_empty() { "" } else { "?" };
        [self.base.as_str(), &to.address(language), question, query].concat()
    }

    /// Whether what is shown is made up.
    pub fn is_demo(&self) -> bool {
        boot::is_demo(&self.query)
    }

    /// The query of the same address outside the demo.
    pub fn query_without_demo(&self) -> String {
        let parts: Vec<&str> = self.query.split('&').filter(|part| !boot::is_demo(part)).collect();
        parts.join("&")
    }

    /// Takes over the opened store.
    pub fn take(&self, hall: Hall) {
        *self.hall.borrow_mut() = Some(hall);
    }

    /// The store, once it is open.
    pub fn hall(&self) -> Option<Hall> {
        self.hall.borrow().clone()
    }
}

/// Something a member does.
#[derive(Debug, Clone, PartialEq)]
pub struct Deed {
    verb: Verb,
    object: Option<ObjectId>,
    value: Option<Quantity>,
    note: Option<Box<str>>,
}

impl Deed {
    /// Something done to nothing in particular.
    pub fn plain(verb: Verb) -> Deed {
        Deed { verb, object: None, value: None, note: None }
    }

    /// Something done to an object.
    pub fn about(verb: Verb, object: &str) -> Deed {
        Deed { object: Some(object.into()), ..Deed::plain(verb) }
    }

    /// Taking back an event.
    pub fn undo(event: EventId) -> Deed {
        Deed::about(Verb::Undo, &event.to_string())
    }

    /// The same with a value.
    pub fn worth(self, value: f64) -> Deed {
        Deed { value: Quantity::new(value), ..self }
    }

    /// The same with a text.
    pub fn saying(self, note: &str) -> Deed {
        Deed { note: Some(note.into()), ..self }
    }
}

impl PartialEq for Session {
    fn eq(&self, other: &Session) -> bool {
        self.state == other.state && Rc::ptr_eq(&self.formats, &other.formats)
    }
}

impl Session {
    /// The session of a state.
    pub fn new(state: UseReducerHandle<State>, desk: Rc<Desk>, formats: Rc<Formats>) -> Session {
        Session { state, desk, formats }
    }

    /// What the app knows.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The open hall.
    pub fn room(&self) -> Option<&Room> {
        self.state.room()
    }

    /// The address the page is for.
    pub fn route(&self) -> &Route {
        &self.state.route
    }

    /// The words of the member's language.
    pub fn words(&self) -> &'static Phrases {
        self.state.language.phrases()
    }

    /// The member's language.
    pub fn language(&self) -> Language {
        self.state.language
    }

    /// The member's language as a tag.
    pub fn tag(&self) -> &'static str {
        self.state.language.tag()
    }

    /// Tells the state what happened.
    pub fn tell(&self, action: Action) {
        self.state.dispatch(action);
    }

    /// The way to tell it later.
    pub fn teller(&self) -> Tell {
        self.state.dispatcher()
    }

    /// Records what the member did, and answers with what came of it.
    pub fn record(&self, deeds: Vec<Deed>) {
        self.write(deeds, true);
        if !self.desk.has_asked_to_persist.replace(true) {
            spawn_local(async {
                guildhall_browser::persist().await;
            });
        }
    }

    /// Records a setting; what it changes is answer enough.
    pub fn set(&self, deed: Deed) {
        self.write(vec![deed], false);
    }

    /// Takes events back.
    pub fn undo(&self, events: &[EventId]) {
        self.record(events.iter().rev().map(|event| Deed::undo(*event)).collect());
    }

    /// Notes that an item was opened: once a day, only for the installation's own member, and only if they agree.
    pub fn look_at(&self, item: &ItemId) {
        let Some(room) = self.room().filter(|room| room.observes()) else { return };
        let offset = room.community.charter.file().offset;
        if room.acts(item).viewed.map(|at| at.day(offset)) != Some(now().day(offset)) {
            self.write(vec![Deed::about(Verb::View, item.as_str())], false);
        }
    }

    /// The member is here: reads what other tabs wrote, moves time on, and notes a visit if it is one.
    pub fn arrive(&self) {
        // Who has just opened the hall sees it as it is.
        if self.room().is_none_or(|room| (now().0 - room.now.0).abs() >= FRESH_MS) {
            self.tell(Action::Tick(now()));
        }
        self.catch_up();
        let Some(room) = self.room().filter(|room| room.observes()) else { return };
        let offset = room.community.charter.file().offset;
        if visit::is_new(room.events().ledger(), self.desk.seen.get(), now(), offset) {
            self.write(vec![Deed::plain(Verb::Login)], false);
        }
        self.desk.seen.set(Some(now()));
    }

    /// Records what the member did while the store was still opening.
    pub fn catch_up_with_member(&self) {
        for (deeds, is_answered) in self.desk.waiting.take() {
            self.write(deeds, is_answered);
        }
        if !self.desk.is_demo() {
            settings::remember_visit();
        }
    }

    /// The member leaves, at least for a while.
    pub fn leave(&self) {
        let Some(hall) = self.desk.hall() else { return };
        self.desk.seen.set(Some(now()));
        spawn_local(async move {
            // Without it the next visit is told from the last event instead.
            let _ = hall.set_setting(SEEN, &now().to_string()).await;
        });
    }

    /// Remembers that the member has been congratulated on everything they have; answers all of it.
    pub fn celebrate(&self) -> Option<Celebrated> {
        let (room, hall) = (self.room().filter(|room| room.is_own())?, self.desk.hall()?);
        let celebrated = self.state.celebrated.and_all_of(&room.standing());
        let text = celebrated.to_text();
        spawn_local(async move {
            // Where it cannot be kept the member is congratulated again.
            let _ = hall.set_setting(CELEBRATED, &text).await;
        });
        Some(celebrated)
    }

    /// Reads what other tabs wrote.
    pub fn catch_up(&self) {
        if let Some(hall) = self.desk.hall() {
            catch_up(hall, self.state.dispatcher());
        }
    }

    /// Tries again to store what could not be stored.
    pub fn retry(&self) {
        let Some(hall) = self.desk.hall() else { return };
        let (pending, numbered): (Vec<Event>, Vec<Event>) =
            self.state.unsaved.iter().cloned().partition(|event| event.n == PENDING);
        let tell = self.state.dispatcher();
        tell.dispatch(Action::DismissNotice("unsaved"));
        spawn_local(async move {
            keep(&hall, &tell, pending).await;
            if !numbered.is_empty() {
                match hall.append(&numbered).await {
                    Ok(_) => tell.dispatch(Action::Stored(numbered)),
                    Err(error) => tell.dispatch(unsaved(numbered, &error)),
                }
            }
        });
    }

    /// Shows the hall as another member, or as the installation's own again.
    pub fn view_as(&self, member: MemberId) {
        if let Some(hall) = self.desk.hall() {
            let member = member.to_string();
            spawn_local(async move {
                // Where it cannot be kept, the next visit begins as the own member.
                let _ = hall.set_setting(MEMBER, &member).await;
            });
        }
        self.tell(Action::ViewAs(member));
    }

    /// Chooses a language.
    pub fn speak(&self, language: Language) {
        settings::remember_language(language);
        self.desk.readdress(language);
        self.tell(Action::Speak(language));
    }

    /// Shows the deeds at once and stores them; until they are stored they count as pending.
    fn write(&self, deeds: Vec<Deed>, is_answered: bool) {
        let Some(room) = self.room() else { return };
        let Some(hall) = self.desk.hall().filter(|_| !room.is_guest()) else {
            return self.desk.waiting.borrow_mut().push((deeds, is_answered));
        };
        if !room.is_own() {
            // Whose hall is only looked at, in their name nothing is written.
            return self.tell(Action::OnlyLooking);
        }
        let now = now();
        let member = room.member();
        let event = |deed: Deed| {
            let Deed { verb, object, value, note } = deed;
            let draft = Draft { object, value, note, ..Draft::new(event_id(), now, member.clone(), verb) };
            draft.number(hall.device().clone(), PENDING)
        };
        let events: Vec<Event> = deeds.into_iter().map(event).collect();
        let tell = self.state.dispatcher();
        tell.dispatch(Action::Did { events: events.clone(), now, is_answered });
        spawn_local(async move { keep(&hall, &tell, events).await });
    }
}

/// Stores pending events and tells what became of them.
async fn keep(hall: &Hall, tell: &Tell, events: Vec<Event>) {
    if events.is_empty() {
        return;
    }
    match hall.append_new(events.iter().cloned().map(Draft::from).collect()).await {
        Ok(stored) => tell.dispatch(Action::Stored(stored)),
        Err(failed) => tell.dispatch(unsaved(events, &failed.error)),
    }
}

fn unsaved(events: Vec<Event>, error: &StoreError) -> Action {
    Action::Unsaved { events, notice: Notice { code: "unsaved", detail: error.to_string() } }
}

/// What the member is told of a problem of the store.
pub fn notice_of(problem: &Problem) -> Notice {
    Notice { code: problem.code(), detail: problem.to_string() }
}

/// Reads what other tabs wrote, and tells what of it could not be read.
fn catch_up(hall: Hall, tell: Tell) {
    spawn_local(async move {
        if let Ok(kept) = hall.setting(PROFILE).await {
            tell.dispatch(Action::Introduce(kept.map(|kept| Profile::read(&kept)).unwrap_or_default()));
        }
        // What cannot be read now is read the next time.
        let Ok(loaded) = hall.newer().await else { return };
        if !loaded.events.is_empty() {
            tell.dispatch(Action::Arrived { events: loaded.events, now: now() });
        }
        if !loaded.problems.is_empty() {
            loaded.problems.iter().for_each(|problem| tell.dispatch(Action::Notice(notice_of(problem))));
            count_aside(hall, tell);
        }
    });
}

/// Has the state follow what happens to the store without this tab's doing.
pub fn follow(hall: &Hall, tell: Tell) {
    let watched = hall.clone();
    hall.watch(move |change| match change {
        Change::Newer => catch_up(watched.clone(), tell.clone()),
        Change::Ended(ending) => {
            tell.dispatch(Action::Notice(Notice { code: ending.code(), detail: ending.to_string() }));
        }
        Change::Problem(problem) => {
            tell.dispatch(Action::Notice(notice_of(&problem)));
            count_aside(watched.clone(), tell.clone());
        }
    });
}

/// Tells how many pieces were set aside because they could not be read, now or on an earlier visit.
pub fn count_aside(hall: Hall, tell: Tell) {
    spawn_local(async move {
        // Where they cannot be counted they cannot be saved either.
        let pieces = hall.set_aside().await.map_or(0, |pieces| pieces.len());
        if pieces > 0 {
            tell.dispatch(Action::SetAside(pieces));
        }
    });
}
