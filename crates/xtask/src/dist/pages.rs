//! Every page as a file: written by the app itself, and put into the built page with title, description and links to the
//! same page in other languages.

use super::{PublicUrl, page};
use crate::{place, process};
use anyhow::{Context, Result};
use serde_json::Value;
use std::{path::Path, time::SystemTime};

/// The picture that stands for the site where it is linked to.
pub const PICTURE: &str = "icons/social.png";

/// Writes a file for every page in every language, and what search engines read, around the built `html`.
pub fn write(site: &Path, html: &str, public: &PublicUrl) -> Result<()> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).context("the clock stands before 1970")?;
    let mut app = process::cargo();
    app.args(["run", "--quiet", "--package", "guildhall-app", "--bin", "prerender", "--"]);
    let written = process::capture(app.arg(site).arg(now.as_millis().to_string()))?;
    let pages: Vec<Value> = serde_json::from_str(&written).context("the app wrote no pages")?;
    let has_picture = site.join(PICTURE).is_file();
    for page in &pages {
        let file = match text(page, "address") {
            "" => "index.html".to_owned(),
            folder if folder.ends_with('/') => format!("{folder}index.html"),
            address => format!("{address}.html"),
        };
        place::write(&site.join(file), compose(html, page, public, has_picture)?)?;
    }
    if let Some(sitemap) = sitemap(&pages, public) {
        place::write(&site.join("sitemap.xml"), sitemap)?;
    }
    let sitemap = public.address("sitemap.xml").map(|at| format!("Sitemap: {at}\n")).unwrap_or_default();
    place::write(&site.join("robots.txt"), format!("User-agent: *\nAllow: /\n{sitemap}"))
}

fn compose(html: &str, written: &Value, public: &PublicUrl, has_picture: bool) -> Result<String> {
    let (title, description) = (page::escape(text(written, "title")), page::escape(text(written, "description")));
    let (tag, address) = (text(written, "tag"), text(written, "address"));
    let site = title.rsplit(" · ").next().unwrap_or(&title).to_owned();
    let html = page::once(html, "<html lang=\"en\"", &format!("<html lang=\"{tag}\""))?;
    let mut head = format!("<title>{title}</title>\n<meta property=\"og:type\" content=\"website\">\n");
    for (property, content) in [("title", &title), ("site_name", &site), ("description", &description)] {
        head += &format!("<meta property=\"og:{property}\" content=\"{content}\">\n");
    }
    head += &format!("<meta property=\"og:locale\" content=\"{}\">\n", locale(tag));
    if let (Some(here), Some(picture)) = (public.address(address), public.address(PICTURE)) {
        head += &format!("<meta property=\"og:url\" content=\"{here}\">\n");
        // A picture of another community would be worse than none.
        let card = if has_picture { "summary_large_image" } else { "summary" };
        head += &format!("<meta name=\"twitter:card\" content=\"{card}\">\n");
        if has_picture {
            head += &format!("<meta property=\"og:image\" content=\"{picture}\">\n");
            head += "<meta property=\"og:image:width\" content=\"1200\">\n<meta property=\"og:image:height\" content=\"630\">\n";
            head += &format!("<meta property=\"og:image:alt\" content=\"{site}\">\n");
        }
        head += &format!("<link rel=\"canonical\" href=\"{here}\">\n");
        for (tag, version) in versions(written) {
            let version = public.address(version).unwrap_or_default();
            head += &format!("<link rel=\"alternate\" hreflang=\"{tag}\" href=\"{version}\">\n");
        }
    }
    let html = page::once(&html, "<title>Guildhall</title>\n", &head)?;
    let (before, rest) =
        html.split_once("<meta name=\"description\" content=\"").context("the page has no description")?;
    let (_, after) = rest.split_once('"').context("the page's description does not end")?;
    let html = format!("{before}<meta name=\"description\" content=\"{description}\"{after}");
    let attributes: Vec<(&str, &str)> =
        list(written, "attributes").map(|pair| (text(pair, "name"), text(pair, "value"))).collect();
    page::fill(&html, &attributes, text(written, "html"))
}

/// The versions of a page by tag, and the one for readers of any other language.
fn versions(page: &Value) -> Vec<(&str, &str)> {
    let mut versions: Vec<(&str, &str)> =
        list(page, "versions").map(|version| (text(version, "tag"), text(version, "address"))).collect();
    versions.extend(versions.first().map(|(_, address)| ("x-default", *address)));
    versions
}

fn sitemap(pages: &[Value], public: &PublicUrl) -> Option<String> {
    public.origin.as_ref()?;
    let mut xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
        xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
            .to_owned();
    for page in pages {
        xml += &format!("<url><loc>{}</loc>", public.address(text(page, "address"))?);
        for (tag, address) in versions(page) {
            let at = public.address(address)?;
            xml += &format!("<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{at}\"/>");
        }
        xml += "</url>\n";
    }
    Some(xml + "</urlset>\n")
}

fn locale(tag: &str) -> &'static str {
    if tag.starts_with("zh") { "zh_CN" } else { "en_US" }
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const PAGE: &str = "<html lang=\"en\"><title>Guildhall</title>\n<meta name=\"description\" content=\"x\">\
        <div id=\"hall\"><div class=\"starting\" aria-hidden=\"true\"></div></div>";

    fn written() -> Value {
        json!({
            "address": "zh/library", "tag": "zh-Hans", "title": "书库 · 灯下", "description": "全部 <内容>", "html": "<h1>书库</h1>",
            "versions": [{"tag": "en", "address": "library"}, {"tag": "zh-Hans", "address": "zh/library"}],
            "attributes": [{"name": "data-seal", "value": "1"}],
        })
    }

    #[test]
    fn a_page_tells_its_language_title_and_versions() {
        let public = PublicUrl { origin: Some("https://name.example".into()), path: "/hall/".into() };
        let html = compose(PAGE, &written(), &public, true).unwrap();
        for part in [
            "<html lang=\"zh-Hans\">",
            "<title>书库 · 灯下</title>",
            "content=\"全部 &lt;内容&gt;\"",
            "<link rel=\"canonical\" href=\"https://name.example/hall/zh/library\">",
            "<meta property=\"og:image\" content=\"https://name.example/hall/icons/social.png\">",
            "content=\"summary_large_image\"",
            "hreflang=\"en\" href=\"https://name.example/hall/library\"",
            "hreflang=\"x-default\" href=\"https://name.example/hall/library\"",
            "<div id=\"hall\" data-seal=\"1\"><h1>书库</h1></div>",
        ] {
            assert!(html.contains(part), "{part} is missing from {html}");
        }
    }

    #[test]
    fn a_community_without_a_picture_claims_none() {
        let public = PublicUrl { origin: Some("https://name.example".into()), path: "/".into() };
        let html = compose(PAGE, &written(), &public, false).unwrap();
        assert!(html.contains("twitter:card\" content=\"summary\"") && !html.contains("og:image"), "{html}");
    }

    #[test]
    fn without_a_host_nothing_claims_to_be_an_address() {
        let public = PublicUrl { origin: None, path: "/".into() };
        let html = compose(PAGE, &written(), &public, true).unwrap();
        assert!(!html.contains("canonical") && !html.contains("hreflang"), "{html}");
        assert!(sitemap(&[written()], &public).is_none());
    }

    #[test]
    fn the_sitemap_names_every_page_and_its_versions() {
        let public = PublicUrl { origin: Some("https://name.example".into()), path: "/".into() };
        let xml = sitemap(&[written()], &public).unwrap();
        assert!(xml.contains("<loc>https://name.example/zh/library</loc>"), "{xml}");
        assert_eq!(xml.matches("hreflang").count(), 3);
    }
}
