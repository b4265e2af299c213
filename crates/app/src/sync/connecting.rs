//! What the member can do about the exchange.

use super::policy;
use super::running::begin_anew;
use super::shown::{Trial, change, keep_secret, running, shown};
use crate::session::{Deed, Linked, Session};
use crate::state::consent::receipts;
use crate::state::{Action, Notice};
use guildhall_backends::{Diagnosis, Kind, diagnose};
use guildhall_browser::{HallReplica, is_online};
use guildhall_engine::event::Verb;
use guildhall_engine::id::EventId;
use guildhall_store::sync::Signal;
use guildhall_store::{AuthReason, EventStore as _, StoreError};
use guildhall_sync::{CONNECTION, Connection, LEVEL, PURPOSE, Saying, TOKEN, origin};
use wasm_bindgen_futures::spawn_local;

/// The version of the wording of the consent.
const VERSION: &str = "sync-1";

/// What the member has filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What speaks there.
    pub kind: Kind,
    /// The address.
    pub url: String,
    /// The collection, database, folder or table.
    pub place: String,
    /// Who signs in.
    pub user: String,
    /// The password or key.
    pub secret: String,
    /// To stay signed in.
    pub stays: bool,
}

impl Draft {
    /// The address as it is meant: without a scheme it is a safe one, but for this very computer.
    pub fn address(&self) -> String {
        let url = self.url.trim();
        if url.is_empty() || url.contains("://") {
            return url.to_owned();
        }
        let is_here = ["localhost", "127.0.0.1", "[::1]"].iter().any(|host| url.starts_with(host));
        [if is_here { "http" } else { "https" }, "://", url].concat()
    }

    fn connection(&self) -> Connection {
        Connection {
            kind: self.kind,
            url: self.address(),
            place: self.place.trim().to_owned(),
            user: self.user.trim().to_owned(),
            is_open: self.secret.is_empty(),
            stays: self.stays,
            is_paused: false,
        }
    }
}

/// Tries a connection without keeping it. `wording` is what the member agreed to.
pub fn test(session: &Session, draft: Draft, wording: String) {
    let session = session.clone();
    spawn_local(async move {
        try_out(&session, &draft, &wording, false).await;
    });
}

/// Tries a connection and keeps it if it works.
pub fn connect(session: &Session, draft: Draft, wording: String) {
    let session = session.clone();
    spawn_local(async move {
        if !try_out(&session, &draft, &wording, true).await {
            return;
        }
        let connection = draft.connection();
        keep_secret((!draft.secret.is_empty()).then_some(draft.secret));
        keep(&session, &connection).await;
    });
}

/// Signs in again.
pub fn sign_in(session: &Session, secret: String, stays: bool) {
    let Some(connection) = shown().connection else { return };
    let session = session.clone();
    spawn_local(async move {
        keep_secret(Some(secret));
        keep(&session, &Connection { stays, is_open: false, ..connection }).await;
    });
}

/// Stops the exchange for now, or goes on.
pub fn pause(session: &Session, is_paused: bool) {
    let Some(connection) = shown().connection else { return };
    let session = session.clone();
    spawn_local(async move {
        // What was kept stays; so does what was given in this tab.
        put(&session, CONNECTION, &Connection { is_paused, ..connection }.write()).await;
        begin(&session);
    });
}

/// Has it done now.
pub fn sync_now() {
    if let Some(running) = running() {
        running.ask(Signal::SyncNow);
    }
}

/// Has everything compared.
pub fn check_all() {
    if let Some(running) = running() {
        running.ask(Signal::CheckAll);
    }
}

/// Offers events that were set aside again.
pub fn try_again(session: &Session, ids: Vec<EventId>) {
    let Some(running) = running() else { return };
    let session = session.clone();
    spawn_local(async move {
        if let Err(error) = running.try_again(&ids).await {
            tell_of(&session, &error);
        }
    });
}

/// Ends the exchange: what is here stays here, what is there stays there.
pub fn disconnect(session: &Session, wording: String) {
    let session = session.clone();
    spawn_local(async move {
        let Some(hall) = session.desk.hall() else { return };
        let former = running();
        let hold = |hold| former.iter().for_each(|former| former.hold(hold));
        // What is about to be ended sends nothing more.
        hold(true);
        if let Err(error) = HallReplica::leave(&hall).await {
            hold(false);
            return tell_of(&session, &error);
        }
        put(&session, CONNECTION, "").await;
        put(&session, TOKEN, "").await;
        put(&session, LEVEL, "").await;
        keep_secret(None);
        if let Some(former) = former {
            former.say(&Saying::End);
        }
        session.desk.linked.take();
        change(|shown| *shown = super::Shown { beginning: shown.beginning + 1, ..Default::default() });
        session.set(Deed::about(Verb::Consent, PURPOSE).worth(0.0).saying(&receipt(&session, &wording)));
        session.tell(Action::Loaded);
    });
}

/// Signs in and reads one event; answers whether that worked. The receipt of the consent is written before anything leaves.
/// Only who is `connecting` is registered at a service that takes whoever comes.
async fn try_out(session: &Session, draft: &Draft, wording: &str, connecting: bool) -> bool {
    let connection = draft.connection();
    let tell = |trial: Trial| {
        change(|shown| shown.trial = trial);
        session.tell(Action::Loaded);
    };
    let store = match connection.store(&draft.secret, None) {
        Ok(store) => store,
        Err(error) => {
            tell(Trial::Failed { code: error.code(), message: error.to_string() });
            return false;
        }
    };
    if let Some(missing) = forbidden(&connection.url) {
        tell(Trial::Policy(missing));
        return false;
    }
    tell(Trial::Running);
    let note = receipt(session, wording);
    let is_agreed = session.room().is_some_and(|room| {
        let given = receipts(room.events().ledger());
        let last = given.iter().find(|receipt| &*receipt.purpose == PURPOSE);
        last.is_some_and(|receipt| receipt.agreed && &*receipt.wording == wording)
    });
    if !is_agreed {
        session.set(Deed::about(Verb::Consent, PURPOSE).worth(1.0).saying(&note));
    }
    let mut diagnosis = diagnose(&store, is_online()).await;
    let is_new = connecting && draft.kind == Kind::Article && diagnosis == Diagnosis::WrongCredentials;
    if is_new && store.authorize(AuthReason::First).await.is_ok() {
        diagnosis = Diagnosis::Fine { holds: None };
    }
    match diagnosis {
        Diagnosis::Fine { holds } => {
            tell(Trial::Fine { holds });
            true
        }
        diagnosis => {
            let message = match &diagnosis {
                Diagnosis::Trouble(error) => error.to_string(),
                _ => String::new(),
            };
            tell(Trial::Failed { code: diagnosis.code(), message });
            false
        }
    }
}

fn receipt(session: &Session, wording: &str) -> String {
    [VERSION, "/", session.tag(), "\n", wording].concat()
}

/// The origin that the site's security policy would have to name, if it does not.
fn forbidden(url: &str) -> Option<String> {
    let document = gloo::utils::document();
    let policy = document.query_selector("meta[http-equiv=Content-Security-Policy]").ok().flatten();
    let policy = policy.and_then(|meta| meta.get_attribute("content")).unwrap_or_default();
    let own = gloo::utils::window().location().origin().unwrap_or_default();
    if policy::allows(&policy, url, &own) { None } else { origin(url).map(str::to_owned) }
}

/// Keeps a connection and begins with it, here and in the other tabs.
async fn keep(session: &Session, connection: &Connection) {
    if !connection.stays {
        put(session, TOKEN, "").await;
    }
    put(session, CONNECTION, &connection.write()).await;
    session.desk.linked.replace(Some(Linked {
        host: connection.host().to_owned(),
        stays: connection.stays,
        only_level: connection.kind == Kind::Article,
    }));
    begin(session);
}

fn begin(session: &Session) {
    if let Some(running) = running() {
        running.say(&Saying::Anew);
    }
    change(|shown| {
        *shown =
            super::Shown { beginning: shown.beginning + 1, connection: shown.connection.take(), ..Default::default() }
    });
    session.tell(Action::Loaded);
}

/// Opens the hall again, here and in the other tabs.
pub async fn open_anew(session: &Session) {
    if let Some(running) = running() {
        running.say(&Saying::Anew);
    }
    begin_anew(session.desk.clone(), session.teller()).await;
}

pub(super) async fn put(session: &Session, key: &str, value: &str) {
    let Some(hall) = session.desk.hall() else { return };
    if let Err(error) = hall.set_setting(key, value).await {
        tell_of(session, &error);
    }
}

pub(super) fn tell_of(session: &Session, error: &StoreError) {
    session.tell(Action::Notice(Notice { code: error.code(), detail: error.to_string() }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_a_scheme_is_a_safe_one() {
        let draft = |url: &str| Draft {
            kind: Kind::Rest,
            url: url.into(),
            place: String::new(),
            user: String::new(),
            secret: String::new(),
            stays: false,
        };
        assert_eq!(draft(" sync.example/x ").address(), "https://sync.example/x");
        assert_eq!(draft("127.0.0.1:8090").address(), "http://127.0.0.1:8090");
        assert_eq!(draft("http://a.example").address(), "http://a.example");
        assert_eq!(draft("").address(), "");
    }
}
