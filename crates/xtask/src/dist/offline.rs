//! What makes the site an app of its own that works without a network: its manifest and its service worker.

use super::finish::{Build, WORKER};
use super::parts::MANIFEST;
use crate::place;
use crate::seal::hash;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::{fs, path::Path};

/// The page that knows every address; without a network it stands for all others.
pub const ANY_PAGE: &str = "app.html";
/// Files of the site that no page of the app needs: schemas, sample sites, and what describes the site to others.
const NOT_KEPT: [&str; 5] = ["schema/", "embed/", "robots.txt", "sitemap.xml", MANIFEST];
/// What is read only once a member asks for it, and the first file of a trained model, by its ending.
const LATER: [&str; 2] = ["community/texts/", "icons/"];
const MODEL: &str = ".ghm";
/// The other files of a model: of those a member needs few.
const PARTS: [&str; 2] = [".ghs", ".ghi"];

/// Writes manifest and service worker of a finished site.
pub fn write(site: &Path, build: &Build) -> Result<()> {
    write_manifest(site)?;
    let mut files: Vec<(String, String)> = Vec::new();
    for file in place::files(site, &[])? {
        let name = file.strip_prefix(site)?.to_string_lossy().replace('\\', "/");
        let is_other_page = name.ends_with(".html") && name != ANY_PAGE;
        let is_part = PARTS.iter().any(|ending| name.ends_with(ending));
        if !is_other_page && !is_part && !NOT_KEPT.iter().any(|prefix| name.starts_with(prefix)) {
            files.push((name, hash(&fs::read(&file)?)));
        }
    }
    let listed: Vec<String> = files.iter().map(|(name, hash)| [name.as_str(), " ", hash].concat()).collect();
    let (rest, shell): (Vec<&str>, Vec<&str>) = files
        .iter()
        .map(|(name, _)| name.as_str())
        .partition(|name| name.ends_with(MODEL) || LATER.iter().any(|prefix| name.starts_with(prefix)));
    let list = json!({ "version": hash(listed.join("\n").as_bytes()), "shell": shell, "rest": rest });
    let source = build.source.join(WORKER);
    let worker =
        build.esbuild(&source.to_string_lossy(), "js", &["--format=iife", &format!("--define:SITE={list}")])?;
    place::write(&site.join(WORKER), worker)
}

/// Writes the manifest, in the community's name.
pub fn write_manifest(site: &Path) -> Result<()> {
    let path = site.join("community/charter.json");
    let charter: Value = if path.is_file() {
        serde_json::from_str(&place::read(&path)?).with_context(|| format!("`{}` is no JSON", place::shown(&path)))?
    } else {
        Value::Null
    };
    let manifest = manifest(&charter);
    place::write(&site.join("manifest.webmanifest"), format!("{manifest:#}\n"))
}

fn manifest(charter: &Value) -> Value {
    let language = charter.pointer("/languages/0").and_then(Value::as_str).unwrap_or("en");
    let name = text(charter.get("name"), language).unwrap_or("Guildhall");
    let icon = |size: u16, purpose: &str| json!({ "src": format!("icons/icon-{size}.png"), "sizes": format!("{size}x{size}"), "type": "image/png", "purpose": purpose });
    json!({
        "name": name,
        "short_name": name.chars().take(12).collect::<String>().trim(),
        "description": text(charter.get("description"), language).unwrap_or_default(),
        "lang": language,
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#fdfbf6",
        "theme_color": "#fdfbf6",
        "icons": [
            { "src": "icons/icon.svg", "sizes": "any", "type": "image/svg+xml" },
            icon(192, "any"), icon(512, "any"), icon(512, "maskable"),
        ],
    })
}

/// A text of the charter: plain, or by language.
fn text<'a>(value: Option<&'a Value>, language: &str) -> Option<&'a str> {
    let value = value?;
    let versions = value.as_object();
    let primary = language.split('-').next().unwrap_or(language);
    let version = versions.and_then(|versions| versions.get(language).or_else(|| versions.get(primary)));
    value.as_str().or_else(|| version.or_else(|| versions?.values().next())?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_carries_the_community_s_name() {
        let charter =
            json!({ "name": { "en": "Lamplight Reading Room", "zh": "灯下读书会" }, "languages": ["zh-Hans", "en"] });
        let manifest = manifest(&charter);
        assert_eq!(manifest["name"], "灯下读书会");
        assert_eq!(super::manifest(&Value::Null)["name"], "Guildhall");
        assert_eq!(super::manifest(&json!({ "name": "Plain" }))["name"], "Plain");
    }
}
