//! Why a connection does not come about, in one word.

use crate::answer::{BAD_ANSWER, WRONG_PLACE};
use crate::{Backend, Fetch};
use guildhall_store::{AuthReason, EventStore as _, StoreError};

/// What trying a connection shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Diagnosis {
    /// It works.
    Fine {
        /// Whether there are events already; unknown where they cannot be read back.
        holds: Option<bool>,
    },
    /// This device is not connected.
    Offline,
    /// No answer came: the server is away, the address is wrong, or something lies between.
    Unreachable,
    /// The server answers, but does not allow pages of this site to read its answers (CORS).
    Blocked,
    /// Name or password are not those of a member.
    WrongCredentials,
    /// The member is known and may not do this.
    Denied,
    /// The server has no such place.
    WrongPlace,
    /// What answers is another kind of server.
    NotThisKind,
    /// Anything else; what it says is for people.
    Trouble(StoreError),
}

impl Diagnosis {
    /// Its stable, kebab-case name; programs and translations go by this.
    pub fn code(&self) -> &'static str {
        match self {
            Diagnosis::Fine { .. } => "fine",
            Diagnosis::Offline => "offline",
            Diagnosis::Unreachable => "unreachable",
            Diagnosis::Blocked => "blocked",
            Diagnosis::WrongCredentials => "wrong-credentials",
            Diagnosis::Denied => "denied",
            Diagnosis::WrongPlace => "wrong-place",
            Diagnosis::NotThisKind => "not-this-kind",
            Diagnosis::Trouble(error) => error.code(),
        }
    }
}

/// Tries a connection without changing anything: signs in, and reads one event.
///
/// `online` is what the device says about itself; it is believed only when it says no.
pub async fn diagnose<F: Fetch>(backend: &Backend<F>, online: bool) -> Diagnosis {
    if !online {
        return Diagnosis::Offline;
    }
    match attempt(backend).await {
        Ok(holds) => Diagnosis::Fine { holds },
        Err(error) => tell_apart(backend, online, error.code()).await.unwrap_or(Diagnosis::Trouble(error)),
    }
}

/// What a failure of an exchange comes from, by its code and by what the backend last met; nothing where its own code and
/// words say all there is to say.
pub async fn tell_apart<F: Fetch>(backend: &Backend<F>, online: bool, code: &str) -> Option<Diagnosis> {
    match code {
        StoreError::UNREACHABLE if !online => Some(Diagnosis::Offline),
        StoreError::UNREACHABLE if backend.is_silent() => Some(match backend.reaches().await {
            true => Diagnosis::Blocked,
            false => Diagnosis::Unreachable,
        }),
        StoreError::SIGN_IN_NEEDED => Some(Diagnosis::WrongCredentials),
        StoreError::ACCESS_DENIED => Some(Diagnosis::Denied),
        WRONG_PLACE => Some(Diagnosis::WrongPlace),
        BAD_ANSWER => Some(Diagnosis::NotThisKind),
        _ => None,
    }
}

async fn attempt<F: Fetch>(backend: &Backend<F>) -> Result<Option<bool>, StoreError> {
    backend.sign_in_only().await?;
    let page = match backend.since(None, 1).await {
        // A token that was kept may have run out.
        Err(StoreError::Auth { denied: false }) => {
            backend.authorize(AuthReason::Expired).await?;
            backend.since(None, 1).await
        }
        page => page,
    };
    match page {
        Ok(page) => Ok(Some(!page.events.is_empty())),
        Err(StoreError::Unsupported) => Ok(None),
        Err(error) => Err(error),
    }
}
