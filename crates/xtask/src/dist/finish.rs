//! From what Trunk leaves (bare WebAssembly, its JavaScript glue, the page) to what is deployed.
//!
//! Trunk's own ending does not fit here: it writes an inline script, which the page's security policy
//! blocks, hashes the WebAssembly before `wasm-opt` changes it, and cannot minify the glue.

use super::{PublicUrl, look, offline, page, pages, parts};
use crate::{
    place, process,
    seal::{hash, integrity},
    setup::Toolbox,
    split::{Chunks, LOADERS},
    texts,
};
use anyhow::{Context, Result, bail};
use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

/// The name Trunk and wasm-bindgen give the app's files.
pub const APP: &str = "guildhall-app";
/// The script that starts the app; bundled with the glue it imports.
const BOOT: &str = "boot.js";
/// The script that runs before anything is painted; it becomes part of the page.
const EARLY: &str = "early.js";
/// The service worker.
pub const WORKER: &str = "sw.js";
/// The style sheet that imports all others.
const STYLES: &str = "css/index.css";
/// Where a site's community lies.
const COMMUNITY: &str = "community";
/// Pages as other systems write them, with the widget in them; they speak of the sample community's pieces.
pub const SAMPLES: &str = "embed";
/// Where the item texts lie, as Markdown in the source and as JSON in the site.
const TEXTS: &str = "community/texts";
/// What browsers the bundles are written for.
const TARGET: &str = "--target=es2022,chrome120,firefox121,safari17.4";

/// One build to finish.
pub struct Build {
    /// `www/`.
    pub source: PathBuf,
    /// The community's folder, when it is not the sample in `www/community`.
    pub community: Option<PathBuf>,
    /// The folder Trunk has built into.
    pub site: PathBuf,
    /// Whether to minify, and to write every page.
    pub release: bool,
    /// Where the site will lie.
    pub public: PublicUrl,
    /// The servers that pages may reach, beside the one in the charter.
    pub connect: Vec<String>,
    /// Where esbuild is.
    pub toolbox: Toolbox,
}

impl Build {
    /// Leaves `site` as it is to be deployed.
    pub fn finish(&self) -> Result<()> {
        self.copy_assets()?;
        let texts = self.community.as_ref().map_or_else(|| self.source.join(TEXTS), |folder| folder.join("texts"));
        texts::convert_folder(&texts, &self.site.join(TEXTS))?;
        let appearance = look::read(&self.site.join(COMMUNITY));
        let chunks = if self.release { parts::cut(self)? } else { Chunks::new() };
        let wasm = self.name_by_content(&format!("{APP}_bg.wasm"))?;
        let names = page::Names {
            script: self.bundle_script(&wasm)?,
            styles: self.bundle_styles()? + &look::styles(&appearance),
            early: self.esbuild(&self.source.join(EARLY).to_string_lossy(), "js", &[])?,
            wasm,
        };
        let built = page::finish(&place::read(&self.site.join("index.html"))?, &names)?;
        let built = page::allow(&built, self.connect.iter().cloned().chain(look::server(&self.site.join(COMMUNITY))))?;
        let built =
            page::once(&built, "<html lang=\"en\"", &format!("<html lang=\"en\"{}", look::attribute(&appearance)))?;
        // 404.html answers deep links on hosts that know only files; the service worker has the same under a name of its own.
        for name in ["404.html", offline::ANY_PAGE, "index.html"] {
            place::write(&self.site.join(name), &built)?;
        }
        if self.release {
            pages::write(&self.site, &built, &self.public)?;
            parts::preload(&chunks, &self.site)?;
            offline::write(&self.site, self)?;
        } else {
            for route in static_routes()? {
                place::write(&self.site.join(format!("{route}.html")), &built)?;
            }
            offline::write_manifest(&self.site)?;
        }
        Ok(())
    }

    /// Copies whatever in `www/` is not built: the community, schemas, icons, pictures. A community of one's own takes the
    /// place of the sample, its icons that of ours.
    fn copy_assets(&self) -> Result<()> {
        for file in place::files(&self.source, &[])? {
            let name = file.strip_prefix(&self.source)?;
            let is_built = name == Path::new("index.html")
                || [BOOT, EARLY, WORKER].iter().any(|script| name == Path::new(script))
                || name.starts_with("css");
            // The picture that stands for the site has the sample's name in it, and the sample pages name its pieces.
            let is_the_sample_s =
                name.starts_with(COMMUNITY) || name.starts_with(SAMPLES) || name == Path::new(pages::PICTURE);
            let is_replaced = self.community.is_some() && is_the_sample_s;
            if !is_built && !is_replaced && !is_text(name) {
                place::write(&self.site.join(name), fs::read(&file)?)?;
            }
        }
        let Some(community) = &self.community else { return Ok(()) };
        for file in place::files(community, &[])? {
            let name = file.strip_prefix(community)?;
            // Events are members' own; a site is for everyone to read.
            let is_private = name.extension() == Some(OsStr::new("ndjson")) || name.starts_with(".");
            let target = if name.starts_with("icons") { name.to_owned() } else { Path::new(COMMUNITY).join(name) };
            if !is_private && !is_text(&target) {
                place::write(&self.site.join(target), fs::read(&file)?)?;
            }
        }
        Ok(())
    }

    /// Bundles `boot.js` with the glue and its snippets, pointing at the WebAssembly's new name.
    fn bundle_script(&self, wasm: &str) -> Result<page::Sealed> {
        fs::copy(self.source.join(BOOT), self.site.join(BOOT)).with_context(|| format!("cannot copy `www/{BOOT}`"))?;
        let release: &[&str] = if self.release { &["--define:GUILDHALL_RELEASE=true"] } else { &[] };
        let bundle = self.esbuild(BOOT, "js", &[&["--format=esm"], release].concat())?;
        let bound = format!("{APP}_bg.wasm");
        if !bundle.contains(&bound) {
            bail!("the bundle of `www/{BOOT}` names no `{bound}`; does it still import `./{APP}.js`?");
        }
        let bundle = bundle.replace(&bound, wasm);
        for leftover in [BOOT.to_owned(), format!("{APP}.js")] {
            fs::remove_file(self.site.join(leftover))?;
        }
        let loaders = self.site.join(LOADERS);
        if loaders.is_file() {
            fs::remove_file(loaders)?;
        }
        let snippets = self.site.join("snippets");
        if snippets.is_dir() {
            fs::remove_dir_all(snippets)?;
        }
        self.seal("boot", "js", bundle.as_bytes())
    }

    fn bundle_styles(&self) -> Result<String> {
        self.esbuild(&self.source.join(STYLES).to_string_lossy(), "css", &["--external:*.woff2"])
    }

    /// Bundles a file and what it imports.
    pub fn esbuild(&self, entry: &str, kind: &str, options: &[&str]) -> Result<String> {
        let output = self.site.join(format!(".bundle.{kind}"));
        let mut esbuild = self.toolbox.command("esbuild");
        esbuild
            .current_dir(&self.site)
            .args([entry, "--bundle", "--charset=utf8", "--log-level=warning", TARGET])
            .args(options)
            .arg(format!("--outfile={}", output.display()));
        if self.release {
            esbuild.args(["--minify", "--legal-comments=none"]);
        }
        process::capture(&mut esbuild)?;
        let bundle = place::read(&output)?;
        fs::remove_file(output)?;
        Ok(bundle)
    }

    /// Writes `content` under a name that holds its hash.
    fn seal(&self, stem: &str, extension: &str, content: &[u8]) -> Result<page::Sealed> {
        let name = format!("{stem}-{}.{extension}", hash(content));
        place::write(&self.site.join(&name), content)?;
        Ok(page::Sealed { name, integrity: integrity(content) })
    }

    /// Renames a file of the site so that its name holds its content's hash.
    fn name_by_content(&self, file: &str) -> Result<String> {
        let path = self.site.join(file);
        let content =
            fs::read(&path).with_context(|| format!("Trunk left no `{file}`; has the app's binary another name?"))?;
        let name = format!("{APP}-{}.wasm", hash(&content));
        fs::rename(path, self.site.join(&name))?;
        Ok(name)
    }
}

/// Whether a file is an item's text as it is written; in the site it lies as JSON.
fn is_text(name: &Path) -> bool {
    name.starts_with(TEXTS) && name.extension() == Some(OsStr::new("md"))
}

/// The app's routes without parameters; each gets a page file, so that it is answered with 200.
fn static_routes() -> Result<Vec<String>> {
    let file = place::root().join("crates/app/src/route.rs");
    if !file.is_file() {
        return Ok(Vec::new());
    }
    Ok(page::static_routes(&place::read(&file)?))
}
