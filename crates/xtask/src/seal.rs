//! How a file's content is named and vouched for.

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256, Sha384};

/// Hexadecimal digits of the content hash in a file name.
pub const HASH_DIGITS: usize = 16;

/// The hash of some content, as it stands in a file's name.
pub fn hash(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.get(..HASH_DIGITS).unwrap_or(&digits).to_owned()
}

/// What a browser checks a file's content against, as it stands in a page.
pub fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(content)))
}
