//! Why an operation on a store failed as a whole.

use std::time::Duration;

/// Why a store could not do what it was asked; nothing of the operation may be assumed to have happened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// It may work later: the network, a busy server, a lost connection.
    #[error("the store cannot be reached at the moment; it will be tried again")]
    Retryable {
        /// How long the store asked to be left alone, when it said so.
        after: Option<Duration>,
    },
    /// The store does not know who is asking, or does not let them.
    #[error("{}", if *denied { "the store refuses access; sign in with an account that has it" } else { "sign in again to go on" })]
    Auth {
        /// Signing in again would not help.
        denied: bool,
    },
    /// The batch is too large for one operation; send it in parts.
    #[error("the batch is too large for the store; send it in smaller parts")]
    TooLarge {
        /// The number of events the store would take, when it said so.
        hint: Option<u32>,
    },
    /// The store no longer understands the cursor; begin again without one.
    #[error("the place in the store's sequence is no longer valid; reading begins again")]
    CursorLost,
    /// Trying again cannot help.
    #[error("{message}")]
    Permanent {
        /// Stable, kebab-case name of the reason; programs match on this.
        code: &'static str,
        /// What is wrong and what to do about it, for people.
        message: Box<str>,
    },
    /// The store does not offer the operation.
    #[error("the store does not offer this operation")]
    Unsupported,
}

impl StoreError {
    /// A failure that trying again cannot mend.
    pub fn permanent(code: &'static str, message: impl Into<Box<str>>) -> StoreError {
        StoreError::Permanent { code, message: message.into() }
    }

    /// The code of [`Retryable`](StoreError::Retryable).
    pub const UNREACHABLE: &str = "store-unreachable";
    /// The code of [`Auth`](StoreError::Auth), where somebody may be let in.
    pub const SIGN_IN_NEEDED: &str = "sign-in-needed";
    /// The code of [`Auth`](StoreError::Auth), where the member is known and may not.
    pub const ACCESS_DENIED: &str = "access-denied";

    /// The stable, kebab-case name of the failure; programs match on this, never on the text.
    pub fn code(&self) -> &'static str {
        match self {
            StoreError::Retryable { .. } => StoreError::UNREACHABLE,
            StoreError::Auth { denied: true } => StoreError::ACCESS_DENIED,
            StoreError::Auth { denied: false } => StoreError::SIGN_IN_NEEDED,
            StoreError::TooLarge { .. } => "batch-too-large",
            StoreError::CursorLost => "cursor-lost",
            StoreError::Permanent { code, .. } => code,
            StoreError::Unsupported => "unsupported",
        }
    }
}
