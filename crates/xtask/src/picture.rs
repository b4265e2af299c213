//! `cargo xtask picture`: the picture that stands for a community where somebody links to it, in its name and colours.

use crate::{
    dist::PICTURE,
    place, process,
    setup::{Need, Toolbox},
};
use anyhow::{Context, Result, bail};
use guildhall_engine::charter::{Charter, CharterFile, appearance};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What `picture` can be told.
#[derive(clap::Args)]
pub struct Options {
    /// The community's folder; the picture lies in its `icons/` afterwards. Without it, that of the sample community.
    #[arg(long)]
    community: Option<PathBuf>,
}

/// Sides of the picture, in pixels: what every network shows whole.
const SIZE: &str = "1200,630";

/// Draws it in Chromium.
pub fn run(options: &Options) -> Result<()> {
    let www = place::root().join("www");
    let sample = www.join("community");
    let (community, folder) = options.community.as_deref().map_or((sample.as_path(), www.as_path()), |own| (own, own));
    let charter = community.join("charter.json");
    let Some(charter) = Charter::parse_text(&place::read(&charter)?).0 else {
        bail!("`{}` cannot be used; `guildhall check` says why", place::shown(&charter));
    };
    let scratch = place::target().join("picture");
    place::write(&scratch.join("picture.html"), page(charter.file(), community)?)?;
    let drawn = scratch.join("picture.png");
    let toolbox = Toolbox::ready(&[Need::Browser])?;
    let browser = toolbox.browser()?;
    let mut chromium = Command::new(&browser.chromium);
    chromium.args(browser.arguments()?).args(["--headless", "--hide-scrollbars", "--force-device-scale-factor=1"]);
    chromium.arg(format!("--user-data-dir={}", scratch.join("profile").display()));
    chromium.arg(format!("--window-size={SIZE}")).arg(format!("--screenshot={}", drawn.display()));
    process::capture(chromium.arg(format!("file://{}", scratch.join("picture.html").display())))?;
    let target = folder.join(PICTURE);
    let picture = fs::read(&drawn).context("Chromium drew no picture")?;
    place::write(&target, picture)?;
    println!("The picture is in {}.", place::shown(&target));
    Ok(())
}

/// The picture as a page: mark, name in the community's languages, and what it is.
fn page(file: &CharterFile, community: &Path) -> Result<String> {
    let (accent, wash, on) = match file.appearance.shades() {
        Some((light, _)) => (light.ink.hex(), light.wash.hex(), light.on_ink.hex()),
        None => ("#6d4700".into(), "#f8ead0".into(), "#ffffff".into()),
    };
    let paper = appearance::LIGHT.paper.hex();
    let mark = match (file.appearance.picture(), file.appearance.letters()) {
        (Some(path), _) => {
            let at = community.join(path).canonicalize().with_context(|| format!("there is no mark `{path}`"))?;
            format!("<img src=\"file://{}\" alt=\"\">", escaped(&at.display().to_string()))
        }
        (None, letters) => {
            escaped(&letters.map_or_else(|| file.name.get("en").chars().take(1).collect(), str::to_owned))
        }
    };
    let in_each = |text: &guildhall_engine::text::Text, class: &str| {
        let mut lines: Vec<(&str, &str)> = Vec::new();
        for tag in file.languages.iter().map(AsRef::as_ref).chain(["en"]) {
            let line = text.get(tag);
            if !line.is_empty() && !lines.iter().any(|(_, known)| *known == line) && lines.len() < 2 {
                lines.push((tag, line));
            }
        }
        let line = |(tag, line): (&str, &str)| format!("<p class=\"{class}\" lang=\"{tag}\">{}</p>", escaped(line));
        lines.into_iter().map(line).collect::<String>()
    };
    let (names, about) = (in_each(&file.name, "name"), in_each(&file.description, "about"));
    Ok(format!(
        r#"<!doctype html><html lang="en"><meta charset="utf-8"><style>
* {{ box-sizing: border-box; margin: 0 }}
body {{ width: 1200px; height: 630px; padding: 84px 96px 84px 88px; display: grid; grid-template-columns: auto 1fr; gap: 64px;
  align-items: center; overflow: hidden; background: {paper}; color: #1e1b16; border-left: 20px solid {accent};
  font-family: Charter, "Noto Serif", "DejaVu Serif", "Noto Serif CJK SC", serif }}
.mark {{ display: grid; place-items: center; width: 232px; height: 232px; border-radius: 44px; background: {accent}; color: {on};
  font-size: 132px; font-weight: 600; line-height: 1; overflow: hidden; box-shadow: 0 0 0 20px {wash} }}
.mark img {{ width: 100%; height: 100%; object-fit: contain; background: {paper} }}
.name {{ font-size: 68px; font-weight: 600; line-height: 1.15; letter-spacing: -.01em; text-wrap: balance; overflow-wrap: anywhere }}
.name ~ .name {{ margin-top: 10px; font-size: 46px; font-weight: 400; letter-spacing: .04em; color: {accent} }}
hr {{ width: 96px; height: 4px; margin: 32px 0; border: 0; background: {accent} }}
.about {{ font-size: 29px; line-height: 1.45; color: #4f483c; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3;
  overflow: hidden }}
.about ~ .about {{ margin-top: 14px; font-size: 26px }}
</style><div class="mark">{mark}</div><div>{names}<hr>{about}</div></html>"#
    ))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_the_communitys_and_takes_no_markup_from_it() {
        let charter = r##"{"guildhall": 1, "id": "c", "name": {"en": "Reading <b>Room</b>", "zh": "读书会"}, "languages": ["en", "zh"],
            "offset": "+08:00", "metrics": {}, "score": {}, "tiers": [{"id": "a", "name": "A"}],
            "appearance": {"accent": "#2f6d5b", "mark": "读"}}"##;
        let charter = Charter::parse_text(charter).0.unwrap();
        let page = page(charter.file(), Path::new(".")).unwrap();
        for part in ["Reading &lt;b>Room&lt;/b>", "读书会", "<div class=\"mark\">读</div>"] {
            assert!(page.contains(part), "{part} is missing from {page}");
        }
        let accent = charter.file().appearance.shades().unwrap().0.ink.hex();
        assert!(page.contains(&format!("background: {accent}")), "{page}");
    }
}
