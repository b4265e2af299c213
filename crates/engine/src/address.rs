//! Addresses in documents: files of the community, pages of the web, and what may stand in a link.

use std::fmt;

/// The path of a file within the community's folder, such as `pictures/walden.webp`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePath(Box<str>);

impl FilePath {
    /// Reads a path; it neither leads out of the folder nor to another place on the web.
    pub fn parse(text: &str) -> Option<FilePath> {
        let strange = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '\\' | ':' | '?' | '#');
        let is_step = |part: &str| !matches!(part, "" | "." | "..");
        (!text.contains(strange) && text.split('/').all(is_step)).then(|| FilePath(text.into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The place in a [`WebAddress`] where an item's identifier goes.
const ITEM: &str = "{item}";

/// A page of the web (`https` or `http`), or a pattern of pages with `{item}` in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress(Box<str>);

impl WebAddress {
    /// Reads an address.
    pub fn parse(text: &str) -> Option<WebAddress> {
        let (scheme, rest) = text.split_once("://")?;
        let is_web = ["https", "http"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
        let has_host = !rest.is_empty() && !rest.starts_with(['/', '?', '#']);
        (is_web && has_host && is_harmless(text)).then(|| WebAddress(text.into()))
    }

    /// Whether the address is another one for each item.
    pub fn names_item(&self) -> bool {
        self.0.contains(ITEM)
    }

    /// The address for an item, whose identifier stands percent-encoded in the place of `{item}`.
    pub fn for_item(&self, id: &str) -> String {
        self.0.replace(ITEM, &encode(id))
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text as it stands in the query of an address.
pub fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            let digits = [byte >> 4, byte & 15].map(|digit| char::from_digit(u32::from(digit), 16));
            encoded.extend(digits.into_iter().flatten().map(|digit| digit.to_ascii_uppercase()));
        }
    }
    encoded
}

/// The text that stands in the query of an address; what is not encoded as it should be stays as it is.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digit = |at: usize| after.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        let byte = match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => u8::try_from(high << 4 | low).ok(),
            _ => None,
        };
        bytes.push(byte.unwrap_or(if *first == b'+' { b' ' } else { *first }));
        rest = after.get(if byte.is_some() { 2 } else { 0 }..).unwrap_or_default();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether an address may stand in a link: relative ones, and web and mail addresses.
pub fn is_harmless(href: &str) -> bool {
    // Browsers pass over control characters and blanks, which is how a scheme is smuggled in.
    if href.starts_with("//") || href.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
        return false;
    }
    match href.split(['/', '?', '#']).next().unwrap_or_default().split_once(':') {
        None => true,
        Some((scheme, _)) => ["http", "https", "mailto"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_addresses_become_links() {
        for href in ["a/b", "/library/x", "#top", "?q=a:b", "mailto:a@b.c", "HTTPS:x"] {
            assert!(is_harmless(href), "{href}");
        }
        for href in
            ["javascript:alert(1)", "JaVaScRiPt:x", "//elsewhere", "data:text/html,x", "java\tscript:x", "\\\\host"]
        {
            assert!(!is_harmless(href), "{href}");
        }
    }

    #[test]
    fn a_file_lies_within_the_folder() {
        for path in ["walden.webp", "pictures/瓦尔登湖.jpg", "a/b/c.svg"] {
            assert_eq!(FilePath::parse(path).unwrap().as_str(), path);
        }
        for path in
            ["", "/a.png", "../a.png", "a/../b.png", "./a.png", "a//b.png", "https://x/a.png", "a.png?x", "a b", "a\\b"]
        {
            assert_eq!(FilePath::parse(path), None, "{path}");
        }
    }

    #[test]
    fn what_is_encoded_is_decoded() {
        for text in ["", "a b&c=d", "瓦尔登湖", "100 % +1", "naïve?#"] {
            assert_eq!(decode(&encode(text)), text);
        }
        assert_eq!(decode("a+b%20c%2"), "a b c%2");
        assert_eq!(decode("%FF%zz%"), "\u{fffd}%zz%");
    }

    #[test]
    fn a_page_of_the_web_may_name_the_item() {
        let shop = WebAddress::parse("https://shop.example/buy?what={item}").unwrap();
        assert!(shop.names_item());
        assert_eq!(shop.for_item("a b/书"), "https://shop.example/buy?what=a%20b%2F%E4%B9%A6");
        for address in
            ["shop.example", "//shop.example", "javascript://x", "ftp://x", "https://", "https:///x", "https://a b"]
        {
            assert_eq!(WebAddress::parse(address), None, "{address}");
        }
    }
}
