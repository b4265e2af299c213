//! What lets a member in.

use crate::{Account, Request};
use std::cell::RefCell;

/// The value of the `authorization` header, once there is one.
#[derive(Default)]
pub struct Pass(RefCell<Option<Box<str>>>);

impl Pass {
    /// Name and password with every request; nothing where both are empty.
    pub fn basic(account: &Account) -> Pass {
        let pass = Pass::default();
        if !(account.user.is_empty() && account.secret.is_empty()) {
            let pair = [&account.user, ":", &account.secret].concat();
            pass.set(["Basic ", &base64(pair.as_bytes())].concat());
        }
        pass
    }

    /// A key that stands where a password is asked for, when nobody signs in by name.
    pub fn key(account: &Account) -> Pass {
        let pass = Pass::default();
        if account.user.is_empty() && !account.secret.is_empty() {
            pass.bearer(&account.secret);
        }
        pass
    }

    /// A key alone, or a name and a password.
    pub fn key_or_basic(account: &Account) -> Pass {
        if account.user.is_empty() { Pass::key(account) } else { Pass::basic(account) }
    }

    /// From now on with a token.
    pub fn bearer(&self, token: &str) {
        self.set(["Bearer ", token].concat());
    }

    /// From now on with this.
    pub fn set(&self, value: impl Into<Box<str>>) {
        self.0.replace(Some(value.into()));
    }

    /// The header's value.
    pub fn get(&self) -> Option<Box<str>> {
        self.0.borrow().clone()
    }

    /// Whether there is one.
    pub fn is_there(&self) -> bool {
        self.0.borrow().is_some()
    }

    /// A request that shows it.
    pub fn show(&self, request: Request) -> Request {
        match self.get() {
            Some(value) => request.header("authorization", String::from(value)),
            None => request,
        }
    }
}

impl std::fmt::Debug for Pass {
    /// Without the value, which does not belong into any log.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Pass").field(&self.is_there()).finish()
    }
}

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let digit = DIGITS.get((bits >> (18 - 6 * place) & 63) as usize).filter(|_| place <= three.len());
            text.push(digit.map_or('=', |digit| char::from(*digit)));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        for (text, expected) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"), ("ada:é", "YWRhOsOp")]
        {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }

    #[test]
    fn nobody_shows_nothing_and_no_secret_is_printed() {
        assert!(!Pass::basic(&Account::default()).is_there());
        assert!(!Pass::key(&Account { user: "ada".into(), secret: "word".into() }).is_there());
        let pass = Pass::key(&Account { user: String::new(), secret: "word".into() });
        assert_eq!(pass.get().as_deref(), Some("Bearer word"));
        assert_eq!(format!("{pass:?}"), "Pass(true)");
    }
}
