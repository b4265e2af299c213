//! What became of one event of a batch.

/// The outcome for one event of an appended batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ack {
    /// Durable now; some chain of `since` returns it.
    Stored,
    /// Was durable before; nothing changed.
    Duplicate,
    /// Will never be taken as it is; to be set aside and shown, not sent again.
    Rejected(Rejection),
}

impl Ack {
    /// Whether the event is durable.
    pub fn is_durable(&self) -> bool {
        matches!(self, Ack::Stored | Ack::Duplicate)
    }
}

/// Why a store refused one event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Rejection {
    /// Stable, kebab-case name of the reason; programs match on this.
    pub code: &'static str,
    /// What is wrong, for people.
    pub message: Box<str>,
}
