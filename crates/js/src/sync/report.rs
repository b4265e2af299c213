//! What came of an exchange.

use guildhall_engine::id::{DeviceId, EventId};
use guildhall_engine::time::Moment;
use guildhall_store::sync::Aside;
use guildhall_sync::Told;
use serde::Serialize;

/// What came of an exchange.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SyncReport {
    /// Events that the server took.
    pub sent: u64,
    /// Events that are new here.
    pub received: usize,
    /// Events that still wait for being sent.
    pub pending: u64,
    /// Events that cannot be exchanged; they stay on this device.
    pub set_aside: Vec<SetAside>,
    /// Numbers of events that the server has not: set aside elsewhere, not yet sent, or lost.
    pub holes: Vec<Missing>,
    /// When both were last seen to be alike.
    pub last_success: Option<Moment>,
    /// What is wrong, if anything is: the code that the error of `sync()` has.
    pub diagnosis: Option<String>,
}

/// An event that cannot be exchanged.
#[derive(Serialize)]
pub struct SetAside {
    /// Which one.
    pub id: EventId,
    /// Stable, kebab-case name of the reason.
    pub reason: String,
    /// What is wrong, for people.
    pub message: String,
    /// The server gave it and it cannot be kept here; otherwise the server does not take it.
    pub foreign: bool,
    /// When it was set aside.
    pub at: Moment,
}

/// Events of a device that were not found, by their numbers.
#[derive(Serialize)]
pub struct Missing {
    /// The device that numbered them.
    pub device: DeviceId,
    /// The first one.
    pub first: u64,
    /// The last one.
    pub last: u64,
}

impl SyncReport {
    /// What can be told of how it stands.
    pub fn of(told: &Told, sent: u64, received: usize, aside: &[Aside], diagnosis: Option<String>) -> SyncReport {
        let set_aside = aside.iter().map(|aside| SetAside {
            id: aside.id,
            reason: aside.code.to_string(),
            message: aside.message.to_string(),
            foreign: aside.foreign,
            at: aside.at,
        });
        let missing = |hole: &guildhall_store::sync::Hole| Missing {
            device: hole.device.clone(),
            first: hole.first,
            last: hole.last,
        };
        SyncReport {
            sent,
            received,
            pending: told.pending,
            set_aside: set_aside.collect(),
            holes: told.holes.iter().map(missing).collect(),
            last_success: told.last_success,
            diagnosis,
        }
    }
}
