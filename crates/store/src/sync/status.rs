//! What can be said about the sync.

use super::numbers::Hole;
use super::syncer::{Access, Awaiting, Keeping, Syncer, Then};
use crate::StoreError;
use guildhall_engine::time::Moment;

/// What the sync is doing, or what it waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The member has not agreed that events leave the device.
    NoConsent,
    /// The store does not let the member in; nothing goes on before somebody signs in, and nothing is lost.
    NeedsSignIn,
    /// The device is not connected.
    Offline,
    /// Events are being sent.
    Pushing,
    /// Events are being read.
    Pulling,
    /// Everything is being read again.
    Checking,
    /// Something failed, and is tried again at the status's `next`.
    Waiting,
    /// Nothing to do before the status's `next`.
    Resting,
}

/// Everything true about the sync at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// What it is doing.
    pub state: State,
    /// Events in the outbox, as far as known.
    pub pending: u64,
    /// Events sent since the sync was made.
    pub sent: u64,
    /// Events received since the sync was made, with those known before.
    pub received: u64,
    /// When outbox and store were last seen to be alike.
    pub last_success: Option<Moment>,
    /// The last failure that was not followed by success.
    pub fault: Option<Fault>,
    /// What reading everything did not find: events set aside elsewhere, not yet sent, or lost.
    pub holes: Vec<Hole>,
    /// Failures in a row.
    pub attempts: u32,
    /// When it goes on by itself.
    pub next: Option<Moment>,
}

/// A failure as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Stable, kebab-case name; programs and translations go by this.
    pub code: Box<str>,
    /// What happened, for people.
    pub message: Box<str>,
    /// What can be done about it, for people.
    pub remedy: &'static str,
    /// When.
    pub at: Moment,
}

impl Fault {
    pub(super) fn of(error: &StoreError, at: Moment) -> Fault {
        Fault::new(error.code(), &error.to_string(), at)
    }

    pub(super) fn new(code: &str, message: &str, at: Moment) -> Fault {
        Fault { code: code.into(), message: message.into(), remedy: remedy(code), at }
    }
}

/// What can be done about a failure, by its code.
fn remedy(code: &str) -> &'static str {
    match code {
        "store-unreachable" => {
            "nothing need be done; if it lasts, check the connection, the address, and whether the server allows this site"
        }
        "access-denied" => "sign in with an account that may read and write here, or ask who runs the server",
        "sign-in-needed" => "sign in again",
        "batch-too-large" | "event-too-large" => {
            "raise the server's limit for the size of a request, or shorten the note"
        }
        "cursor-lost" | "record-unreadable" => "nothing need be done; everything is read again",
        "bad-answer" => "check the address; what answers there does not speak as a store does",
        "storage-full" => "free some space on this device",
        "unsupported" => "choose a store that takes events",
        _ => "check the store's address and settings; the events wait here until it takes them",
    }
}

impl Syncer {
    /// Everything that can be said at a moment.
    pub fn status(&self) -> Status {
        let closed = if let Access::Closed(fault) = &self.access { Some(fault) } else { None };
        let rests = [&self.net, &self.push.rest, &self.pull.rest];
        let latest = rests.iter().filter_map(|rest| rest.fault.as_ref()).max_by_key(|fault| fault.at);
        let working = match &self.keeping {
            Some(Keeping { then: Then::Push | Then::Queued, .. }) => State::Pushing,
            Some(Keeping { then: Then::ScanRead | Then::ScanDone, .. }) => State::Checking,
            Some(_) => State::Pulling,
            None => match self.awaiting {
                Awaiting::Load | Awaiting::Append => State::Pushing,
                _ if self.pull.scan.is_some() => State::Checking,
                Awaiting::Nothing if rests.iter().any(|rest| rest.timer.is_some()) => State::Waiting,
                Awaiting::Nothing if self.record.not_before.is_some() => State::Waiting,
                Awaiting::Nothing => State::Resting,
                _ => State::Pulling,
            },
        };
        let state = match () {
            () if !self.consent => State::NoConsent,
            () if closed.is_some() => State::NeedsSignIn,
            () if !self.online => State::Offline,
            () if self.next.is_some() && self.net.timer.is_some() => State::Waiting,
            () => working,
        };
        Status {
            state,
            pending: self.waiting(),
            sent: self.sent,
            received: self.received,
            last_success: self.record.last_success,
            fault: closed.or(latest).cloned(),
            holes: self.record.unfilled.clone(),
            attempts: rests.iter().map(|rest| rest.attempts).max().unwrap_or(0),
            next: self.next,
        }
    }
}
