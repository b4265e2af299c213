//! Why an exchange failed, with what can be done about it.

use crate::fault::Fault;
use guildhall_backends::{Diagnosis, tell_apart};
use guildhall_browser::is_online;
use guildhall_store::StoreError;
use guildhall_sync::{Doing, Store, Told};

/// What failed last, told apart as the app does; nothing where nothing did. Only what the caller has named has a place.
pub async fn failure(told: &Told, store: &Store, is_given: bool) -> Option<Fault> {
    let (code, message) = match &told.fault {
        _ if told.doing == Doing::Offline => (StoreError::UNREACHABLE, ""),
        fault => fault.as_ref().map(|(code, message)| (&**code, &**message))?,
    };
    let is_online = is_online() && told.doing != Doing::Offline;
    let diagnosis = tell_apart(store, is_online, code).await;
    let Some((diagnosis, (place, remedy))) = diagnosis.and_then(|found| Some((found.code(), remedy(&found)?))) else {
        return Some(Fault::new(code.to_owned(), message));
    };
    let fault = Fault::new(diagnosis, remedy);
    Some(if is_given && !place.is_empty() { fault.at(["open.backend", place].concat()) } else { fault })
}

/// The part of the options that is to blame, and what to do.
fn remedy(diagnosis: &Diagnosis) -> Option<(&'static str, &'static str)> {
    Some(match diagnosis {
        Diagnosis::Offline => ("", "this device is not connected; the events wait here until it is"),
        Diagnosis::Unreachable => {
            let remedy = "the server does not answer; check its address, whether it runs, and that the page's security policy \
                          names it in `connect-src`";
            (".url", remedy)
        }
        Diagnosis::Blocked => {
            let remedy = "the server answers, but does not allow pages of this site to read it; have it send \
                          `access-control-allow-origin` for this site";
            (".url", remedy)
        }
        Diagnosis::WrongCredentials => ("", "the server does not know this name with this password or key; check both"),
        Diagnosis::Denied => ("", "the server knows the member, who may not read and write here; ask who runs it"),
        Diagnosis::WrongPlace => (".place", "the server has no such place; make it first, or check its name"),
        Diagnosis::NotThisKind => (".kind", "what answers is another kind of server; check the kind and the address"),
        Diagnosis::Fine { .. } | Diagnosis::Trouble(_) => return None,
    })
}
