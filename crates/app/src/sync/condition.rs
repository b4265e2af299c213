//! How the exchange stands, in one word.

use guildhall_sync::{Connection, Doing, Told};

/// Everything in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// Nothing is exchanged.
    Off,
    /// Nothing is exchanged for now.
    Paused,
    /// It is not known yet how it stands.
    Starting,
    /// Somebody has to sign in.
    NeedsSignIn,
    /// There is no connection.
    Offline,
    /// Something fails, and is tried again.
    Trouble,
    /// Events go or come.
    Busy,
    /// Events wait for their turn.
    Waiting(u64),
    /// All is alike, but for events that could not be exchanged.
    Aside(usize),
    /// All is alike.
    Synced,
}

impl Condition {
    /// What the connection, the last word and the number of events set aside come to.
    pub fn of(connection: Option<&Connection>, told: Option<&Told>, is_locked_out: bool, aside: usize) -> Condition {
        let Some(connection) = connection else { return Condition::Off };
        if connection.is_paused {
            return Condition::Paused;
        }
        let Some(told) = told else {
            return if is_locked_out { Condition::NeedsSignIn } else { Condition::Starting };
        };
        match told.doing {
            Doing::NeedsSignIn => Condition::NeedsSignIn,
            Doing::Offline => Condition::Offline,
            // Once is nothing: a connection comes and goes.
            Doing::Waiting if told.attempts > 1 || told.last_success.is_none() => Condition::Trouble,
            _ if told.fault.is_some() && told.attempts > 1 => Condition::Trouble,
            // A look for news is nobody's concern.
            Doing::Pushing | Doing::Pulling | Doing::Checking if told.pending > 0 || told.last_success.is_none() => {
                Condition::Busy
            }
            _ if told.pending > 0 => Condition::Waiting(told.pending),
            _ if aside > 0 => Condition::Aside(aside),
            _ if told.last_success.is_none() => Condition::Starting,
            _ => Condition::Synced,
        }
    }

    /// A word for style sheets and tests.
    pub fn word(self) -> &'static str {
        match self {
            Condition::Off => "off",
            Condition::Paused => "paused",
            Condition::Starting => "starting",
            Condition::NeedsSignIn => "sign-in",
            Condition::Offline => "offline",
            Condition::Trouble => "trouble",
            Condition::Busy => "busy",
            Condition::Waiting(_) => "waiting",
            Condition::Aside(_) => "aside",
            Condition::Synced => "synced",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guildhall_backends::Kind;
    use guildhall_engine::time::Moment;

    #[test]
    fn one_word_says_it_all() {
        let connection = |is_paused| Connection {
            kind: Kind::Rest,
            url: "https://a".into(),
            place: String::new(),
            user: String::new(),
            is_open: true,
            stays: false,
            is_paused,
        };
        let told = Told { last_success: Some(Moment(1)), ..Told::default() };
        let of = |told: Told, aside| Condition::of(Some(&connection(false)), Some(&told), false, aside);
        assert_eq!(Condition::of(None, Some(&told), false, 0), Condition::Off);
        assert_eq!(Condition::of(Some(&connection(true)), Some(&told), false, 0), Condition::Paused);
        assert_eq!(Condition::of(Some(&connection(false)), None, true, 0), Condition::NeedsSignIn);
        assert_eq!(of(told.clone(), 0), Condition::Synced);
        assert_eq!(of(told.clone(), 2), Condition::Aside(2));
        assert_eq!(of(Told { pending: 4, ..told.clone() }, 2), Condition::Waiting(4));
        let looking = Told { doing: Doing::Pulling, ..told.clone() };
        assert_eq!(of(looking.clone(), 0), Condition::Synced, "a look for news is nothing to show");
        assert_eq!(of(Told { pending: 1, ..looking }, 0), Condition::Busy);
        assert_eq!(of(Told { doing: Doing::Waiting, attempts: 3, ..told }, 0), Condition::Trouble);
    }
}
