//! Open pages reload themselves after a rebuild: an ordinary script asks whether the site has changed.

use std::{
    fs,
    path::Path,
    thread,
    time::{Duration, Instant, UNIX_EPOCH},
};

/// Where the script asks; answered when the site has changed, or after half a minute.
pub const CHANGES: &str = "-/changes";
/// Where the script lies.
pub const SCRIPT_NAME: &str = "-/reload.js";

/// Asks again and again, each time with the build it knows; a new build reloads the page.
pub const SCRIPT: &str = "\
const base = new URL('.', import.meta.url);
for (let known = ''; ; ) {
  const answer = await fetch(new URL(`changes?${known}`, base)).catch(() => null);
  if (answer?.ok) {
    const build = await answer.text();
    if (known && build && build !== known) location.reload();
    known = build || known;
  } else {
    await new Promise((later) => setTimeout(later, 1000));
  }
}
";

const ASK_AGAIN_AFTER: Duration = Duration::from_secs(30);
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// Returns the site's present build as soon as it differs from the one named in the query of `url`.
pub fn wait_for_change(folder: &Path, url: &str) -> String {
    let known = url.split_once('?').map_or("", |(_, query)| query);
    let started = Instant::now();
    loop {
        let build = build(folder);
        if (!build.is_empty() && build != known) || started.elapsed() > ASK_AGAIN_AFTER {
            return build;
        }
        thread::sleep(LOOK_EVERY);
    }
}

/// The page with the script in its head.
pub fn with_script(page: &[u8]) -> Vec<u8> {
    let tag = format!("<script type=\"module\" src=\"{SCRIPT_NAME}\"></script></head>");
    String::from_utf8_lossy(page).replacen("</head>", &tag, 1).into_bytes()
}

/// A name for the build in `folder`: when its first page was written; empty while there is none.
fn build(folder: &Path) -> String {
    fs::metadata(folder.join("index.html"))
        .and_then(|data| data.modified())
        .ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
        .map(|age| age.as_nanos().to_string())
        .unwrap_or_default()
}
