//! Media types and cacheability, by file name.

use std::path::Path;

/// A file's type as HTTP names it.
pub struct Media {
    /// The `Content-Type`.
    pub name: &'static str,
    /// Whether compressing helps.
    pub compressible: bool,
}

/// The media type of a file, by its extension.
pub fn of(file: &Path) -> Media {
    let extension = file.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let (name, compressible) = match extension {
        "html" => ("text/html; charset=utf-8", true),
        "css" => ("text/css; charset=utf-8", true),
        "js" | "mjs" => ("text/javascript; charset=utf-8", true),
        // Streaming compilation insists on exactly this type.
        "wasm" => ("application/wasm", true),
        "json" | "map" => ("application/json", true),
        "webmanifest" => ("application/manifest+json", true),
        "ndjson" => ("application/x-ndjson", true),
        "txt" | "md" => ("text/plain; charset=utf-8", true),
        "csv" => ("text/csv; charset=utf-8", true),
        "xml" => ("application/xml", true),
        "svg" => ("image/svg+xml", true),
        "png" => ("image/png", false),
        "jpg" | "jpeg" => ("image/jpeg", false),
        "webp" => ("image/webp", false),
        "avif" => ("image/avif", false),
        "ico" => ("image/x-icon", false),
        "woff2" => ("font/woff2", false),
        _ => ("application/octet-stream", false),
    };
    Media { name, compressible }
}

/// Whether the name ends in a content hash (`boot-0123456789abcdef.js`), so that it may be cached for ever.
pub fn name_holds_hash(file: &Path) -> bool {
    let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    stem.rsplit_once('-')
        .is_some_and(|(_, hash)| hash.len() == crate::seal::HASH_DIGITS && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}
