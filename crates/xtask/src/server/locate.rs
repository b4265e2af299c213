//! From the path in a request to a file of the site.

use std::path::{Path, PathBuf};

/// What a path leads to.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// A file of the site.
    File(PathBuf),
    /// The same place under its proper path.
    Redirect(String),
    /// No file; the host shows its page for that.
    Nothing,
}

/// Finds what `path` (percent-encoded, without query) means for the site in `folder` under `base`.
///
/// As on GitHub Pages: `library` is answered by `library.html`, a folder by its `index.html`.
pub fn locate(folder: &Path, base: &str, path: &str) -> Found {
    if path == base.trim_end_matches('/') && path != base {
        return Found::Redirect(base.to_owned());
    }
    let Some(path_in_site) = path.strip_prefix(base) else {
        return Found::Nothing;
    };
    let Some(decoded) = decode(path_in_site) else {
        return Found::Nothing;
    };
    let escapes = |part: &str| part == ".." || part.contains(['\\', '\0', ':']);
    if decoded.starts_with('/') || decoded.split('/').any(escapes) {
        return Found::Nothing;
    }
    let exact = folder.join(&decoded);
    if decoded.is_empty() || decoded.ends_with('/') {
        return existing(exact.join("index.html"));
    }
    if exact.is_file() {
        return Found::File(exact);
    }
    let page = folder.join(format!("{decoded}.html"));
    if page.is_file() {
        return Found::File(page);
    }
    if exact.join("index.html").is_file() {
        return Found::Redirect(format!("{path}/"));
    }
    Found::Nothing
}

fn existing(file: PathBuf) -> Found {
    if file.is_file() { Found::File(file) } else { Found::Nothing }
}

/// Percent-decoding; nothing if the result is not UTF-8 or an escape is cut short.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn site(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("guildhall-locate-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("community")).unwrap();
        fs::create_dir_all(folder.join("docs")).unwrap();
        for file in ["index.html", "404.html", "library.html", "docs/index.html", "community/读.json"] {
            fs::write(folder.join(file), file).unwrap();
        }
        folder
    }

    #[test]
    fn finds_files_pages_and_folders_below_the_base() {
        let folder = site("finds");
        let file = |name: &str| Found::File(folder.join(name));
        for base in ["/", "/repo/"] {
            let at = |path: &str| locate(&folder, base, &format!("{base}{path}"));
            assert_eq!(at(""), file("index.html"));
            assert_eq!(at("library"), file("library.html"));
            assert_eq!(at("community/%E8%AF%BB.json"), file("community/读.json"));
            assert_eq!(at("docs"), Found::Redirect(format!("{base}docs/")));
            assert_eq!(at("docs/"), file("docs/index.html"));
            assert_eq!(at("library/walden"), Found::Nothing);
        }
        assert_eq!(locate(&folder, "/repo/", "/repo"), Found::Redirect("/repo/".into()));
        assert_eq!(locate(&folder, "/repo/", "/index.html"), Found::Nothing);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn never_leaves_the_folder() {
        let folder = site("leaves");
        let inner = folder.join("docs");
        for path in ["/../index.html", "/%2e%2e/index.html", "/..%2findex.html", "//etc/passwd", "/%00", "/%e", "/%ff"]
        {
            assert_eq!(locate(&inner, "/", path), Found::Nothing, "{path}");
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
