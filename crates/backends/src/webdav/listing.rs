//! What a WebDAV server says is in a folder (RFC 4918, sections 9.1 and 13): a multistatus, of which only names matter here.

use crate::answer::bad;
use guildhall_store::StoreError;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The question for a listing.
pub(super) const QUESTION: &str = "<propfind xmlns=\"DAV:\"><prop><resourcetype/></prop></propfind>";

/// The names of clients' folders in a listing. Every other name is somebody else's.
pub(super) fn names(text: &str) -> Result<BTreeSet<Rc<str>>, StoreError> {
    match text.trim_end().ends_with("multistatus>") {
        true => Ok(text.split('<').filter_map(address).filter(|name| is_ours(name)).map(Rc::from).collect()),
        false if text.contains("multistatus") => Err(StoreError::Retryable { after: None }),
        false => Err(bad("the server lists no folder")),
    }
}

/// The last name in an address that a listing gives, if that is what an element is.
fn address(element: &str) -> Option<&str> {
    let (tag, text) = element.split_once('>')?;
    let tag = tag.split_whitespace().next()?;
    let is_address = !tag.starts_with('/') && tag.rsplit(':').next() == Some("href");
    text.trim().trim_end_matches('/').rsplit('/').next().filter(|_| is_address)
}

fn is_ours(name: &str) -> bool {
    name.len() >= 12 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::BAD_ANSWER;

    #[test]
    fn folders_are_found_whatever_the_prefix() {
        let text = "<d:multistatus xmlns:d='DAV:'><d:response><d:href>/dav/g/</d:href></d:response>\
            <href xml:lang='en'>\n http://a.org/dav/g/0123456789ab-2/ </href><D:href>/dav/g/0123456789AB/</D:href>\
            <D:href>/dav/g/ba9876543210</D:href><D:hrefs>/000000000000</D:hrefs></d:multistatus>\n";
        let found = names(text).unwrap();
        assert_eq!(found.iter().map(|name| &**name).collect::<Vec<_>>(), ["0123456789ab-2", "ba9876543210"]);
    }

    #[test]
    fn half_a_listing_is_no_listing() {
        let half = "<d:multistatus xmlns:d='DAV:'><d:response><d:href>/dav/g/ba98765";
        assert_eq!(names(half), Err(StoreError::Retryable { after: None }));
        assert_eq!(names("<html>").map_err(|error| error.code()), Err(BAD_ANSWER));
    }
}
