//! The chunks of the app's program, as the site needs to know them.

use super::finish::{APP, Build};
use crate::{
    place,
    split::{Chunks, Program},
};
use anyhow::Result;
use std::path::Path;

/// The chunk of the page most visits begin with.
pub const FIRST: &str = "home";
/// Which files each chunk needs, for whoever wants them before the program asks: the service worker, the measurements.
pub const MANIFEST: &str = "parts.json";
/// Where the page starts the program.
const SCRIPT: &str = "<script type=\"module\"";

/// Replaces what Trunk left of the program in the site by its parts.
pub fn cut(build: &Build) -> Result<Chunks> {
    let program = Program {
        toolbox: &build.toolbox,
        compiled: APP,
        name: APP,
        folder: &build.site,
        first: Some(FIRST),
        // Pages preload them, and what is preloaded is not checked.
        is_sealed: false,
    };
    let chunks = program.cut()?;
    place::write(&build.site.join(MANIFEST), serde_json::to_string(&chunks)?)?;
    Ok(chunks)
}

/// Has each page of the site name the parts it will need. A page's file has its chunk's name.
pub fn preload(chunks: &Chunks, site: &Path) -> Result<()> {
    for page in place::files(site, &["html"])? {
        let stem = page.file_stem().unwrap_or_default().to_string_lossy().replace('-', "_");
        let chunk = if stem == "index" { FIRST } else { stem.as_str() };
        if let Some(files) = chunks.get(chunk) {
            place::write(&page, with_preloads(&place::read(&page)?, files))?;
        }
    }
    Ok(())
}

fn with_preloads(html: &str, files: &[String]) -> String {
    let link = |file: &String| {
        format!("<link data-later href=\"{file}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n")
    };
    let links: String = files.iter().map(link).collect();
    // Beside the program's own, after everything that is seen first.
    html.replacen(SCRIPT, &format!("{links}{SCRIPT}"), 1)
}
