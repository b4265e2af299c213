//! Addresses of servers.

use guildhall_store::StoreError;

/// The code of an address that cannot be one.
pub const BAD_ADDRESS: &str = "bad-address";

/// Refuses what cannot be the address of a server before anything is sent there.
///
/// # Errors
/// [`BAD_ADDRESS`], with what to enter instead.
pub fn check(url: &str) -> Result<(), StoreError> {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    let rest = ["https://", "http://"].iter().find(|scheme| lower.starts_with(**scheme));
    let rest = rest.and_then(|scheme| url.get(scheme.len()..)).unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let fault = if host.is_empty() || host.starts_with(':') {
        "the address has no server in it; enter one such as `https://hall.example.org`"
    } else if url.chars().any(|c| c.is_whitespace() || c.is_control()) {
        "the address has a space in it; remove it"
    } else if host.contains('@') {
        "the address has a name or password in it; enter them in their own fields"
    } else if rest.contains(['?', '#']) {
        "the address has a `?` or `#` in it; enter only what stands before"
    } else {
        return Ok(());
    };
    Err(StoreError::permanent(BAD_ADDRESS, fault))
}

/// A text as one part of an address: everything but unreserved characters (RFC 3986, section 2.3) is encoded.
pub fn part(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |value: u8| char::from(DIGITS.get(usize::from(value)).copied().unwrap_or_default());
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    encoded
}

/// An address further down, by the names of a path; without one it is the same address.
pub fn below(base: &str, path: &str) -> String {
    let mut address = base.to_owned();
    path.split('/').filter(|name| !name.is_empty()).for_each(|name| address.extend(["/", &part(name)]));
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_server_and_nothing_else() {
        for url in ["https://a.org", "http://127.0.0.1:8090/hall", "HTTPS://a.org/", "http://[::1]:5984"] {
            assert_eq!(check(url), Ok(()), "{url}");
        }
        for url in
            ["", "a.org", "ftp://a.org", "https://", "https:///x", "https://:80", "https://a b.org", "会员https://"]
        {
            assert_eq!(check(url).map_err(|error| error.code()), Err(BAD_ADDRESS), "{url}");
        }
        for url in ["https://ada:word@a.org", "https://a.org?x=1", "https://a.org/#/sync"] {
            assert_eq!(check(url).map_err(|error| error.code()), Err(BAD_ADDRESS), "{url}");
        }
    }

    #[test]
    fn parts_are_encoded() {
        assert_eq!(part("a-b_c.d~9"), "a-b_c.d~9");
        assert_eq!(part("a/b +会"), "a%2Fb%20%2B%E4%BC%9A");
        assert_eq!(below("https://a.org/x", "a b/c"), "https://a.org/x/a%20b/c");
        assert_eq!(below("https://a.org/x", ""), "https://a.org/x");
    }
}
