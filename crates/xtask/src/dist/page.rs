//! The page as text: putting the built files' names in, and refusing what the security policy would block.

use anyhow::{Result, bail};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

/// Where the script that runs before anything is painted goes.
const EARLY: &str = "<script src=\"early.js\"></script>";
/// Where the styles go.
const STYLES: &str = "<link rel=\"stylesheet\" href=\"css/index.css\">";
/// The element the app lives in, before anything is in it.
const ROOT: &str = "<div id=\"hall\"><div class=\"starting\" aria-hidden=\"true\"></div></div>";

/// A file whose name and integrity are known.
pub struct Sealed {
    /// The name in the site, with its hash.
    pub name: String,
    /// The value of an `integrity` attribute.
    pub integrity: String,
}

/// What the page loads.
pub struct Names {
    /// The bundled script.
    pub script: Sealed,
    /// The bundled styles, themselves.
    pub styles: String,
    /// The script that runs before anything is painted, itself.
    pub early: String,
    /// The WebAssembly. Without integrity: that would hold compilation until the last byte; its name,
    /// inside the sealed script, is its hash.
    pub wasm: String,
}

/// The finished page. Styles and the early script stand in it, because a file of their own would cost every first visit
/// another way to the host and back before anything is painted; the security policy admits both by their hash.
pub fn finish(html: &str, names: &Names) -> Result<String> {
    let html = without_trunk_links(html);
    let script = format!("src=\"{}\" integrity=\"{}\"", names.script.name, names.script.integrity);
    let html = once(&html, "src=\"boot.js\"", &script)?;
    let html = once(&html, "href=\"guildhall-app_bg.wasm\"", &format!("href=\"{}\"", names.wasm))?;
    refuse_inline(&html.replace(EARLY, ""))?;
    let (early, styles) = (names.early.trim(), names.styles.trim());
    let html = once(&html, "script-src 'self'", &format!("script-src 'self' {}", source(early)))?;
    let html = once(&html, "style-src 'self'", &format!("style-src {}", source(styles)))?;
    let html = once(&html, STYLES, &format!("<style>{styles}</style>"))?;
    once(&html, EARLY, &format!("<script>{early}</script>"))
}

/// What the security policy calls the content of an inline script or style.
fn source(content: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(content)))
}

/// The page with something in its root element.
pub fn fill(html: &str, attributes: &[(&str, &str)], content: &str) -> Result<String> {
    refuse_inline(content)?;
    let attributes: String = attributes.iter().map(|(name, value)| format!(" {name}=\"{}\"", escape(value))).collect();
    once(html, ROOT, &format!("<div id=\"hall\"{attributes}>{content}</div>"))
}

/// The page whose security policy allows these servers beside its own.
pub fn allow(html: &str, servers: impl Iterator<Item = String>) -> Result<String> {
    let mut servers: Vec<String> = servers.collect();
    servers.sort();
    servers.dedup();
    let allowed: String = servers.iter().map(|server| format!(" {server}")).collect();
    once(html, "connect-src 'self'", &format!("connect-src 'self'{allowed}"))
}

/// Scheme and host of a web address; nothing of what has no sound ones.
pub fn origin(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let is_host = |c: char| c.is_ascii_alphanumeric() || ".-:[]*".contains(c);
    let is_sound = ["http", "https"].contains(&scheme) && !host.is_empty() && host.chars().all(is_host);
    if is_sound { url.get(..scheme.len() + 3 + host.len()) } else { None }
}

/// Text as it may stand in an attribute or an element.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The paths of the `#[at("/path")]` attributes that take no parameter, without the leading slash.
pub fn static_routes(source: &str) -> Vec<String> {
    source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .filter_map(|line| line.split_once("#[at(\"/")?.1.split_once("\")]"))
        .map(|(path, _)| path.to_owned())
        .filter(|path| !path.is_empty() && path != "404" && !path.contains([':', '*']))
        .collect()
}

/// The page with its base at `public_url`.
pub fn rebase(html: &str, public_url: &str) -> Result<String> {
    let Some((before, rest)) = html.split_once("<base href=\"") else {
        bail!("the page has no `<base href>`; every relative address needs it");
    };
    let Some((_, after)) = rest.split_once('"') else {
        bail!("the page's `<base href>` does not end");
    };
    Ok(format!("{before}<base href=\"{public_url}\"{after}"))
}

/// Replaces what must be there exactly once.
pub fn once(html: &str, from: &str, to: &str) -> Result<String> {
    if html.matches(from).count() != 1 {
        bail!("`www/index.html` must hold `{from}` exactly once; the build puts the real name there");
    }
    Ok(html.replace(from, to))
}

/// Trunk leaves its own links in the page when it injects no script.
fn without_trunk_links(html: &str) -> String {
    html.lines().filter(|line| !line.contains("<link data-trunk")).map(|line| format!("{line}\n")).collect()
}

fn refuse_inline(html: &str) -> Result<()> {
    let scripts = html.match_indices("<script").filter_map(|(at, _)| html.get(at..)?.split('>').next());
    if let Some(tag) = scripts.into_iter().find(|tag| !tag.contains(" src=")) {
        bail!(
            "`{tag}>` is an inline script, which the security policy blocks; put it into `www/boot.js` or `www/early.js`"
        );
    }
    if html.contains("<style") || html.contains(" style=") {
        bail!("the page holds inline styles, which the security policy blocks; put them into `www/css/`");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_allowed_once_each() {
        let html = "connect-src 'self'; worker-src 'self'";
        let servers = ["https://b.example", "https://a.example", "https://b.example"].map(str::to_owned);
        let allowed = allow(html, servers.into_iter()).unwrap();
        assert_eq!(allowed, "connect-src 'self' https://a.example https://b.example; worker-src 'self'");
        assert_eq!(allow(html, std::iter::empty()).unwrap(), html);
        assert_eq!(origin("https://a.example/x?y"), Some("https://a.example"));
        assert_eq!(origin("javascript://a"), None);
    }

    fn names() -> Names {
        let sealed = |name: &str| Sealed { name: name.into(), integrity: "sha384-x".into() };
        let early = "early()".into();
        Names { script: sealed("boot-1.js"), styles: "a{}\n".into(), early, wasm: "app-3.wasm".into() }
    }

    const PAGE: &str = "<head script-src 'self'; style-src 'self'>\n<script src=\"early.js\"></script>\n<link data-trunk rel=\"rust\" href=\"x\" data-trunk-id=\"0\">\n\
        <link rel=\"stylesheet\" href=\"css/index.css\">\n<link rel=\"preload\" href=\"guildhall-app_bg.wasm\">\n\
        <script type=\"module\" src=\"boot.js\"></script>\n</head>\n";

    #[test]
    fn the_built_names_replace_the_written_ones() {
        assert_eq!(
            finish(PAGE, &names()).unwrap(),
            "<head script-src 'self' 'sha256-G2Y/0fpEoq/QMzbid/byF0KE5sX9e6ar19Om2+xoMnU='; \
             style-src 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='>\n<script>early()</script>\n\
             <style>a{}</style>\n\
             <link rel=\"preload\" href=\"app-3.wasm\">\n\
             <script type=\"module\" src=\"boot-1.js\" integrity=\"sha384-x\"></script>\n</head>\n"
        );
    }

    #[test]
    fn a_page_the_policy_would_block_is_refused() {
        for inline in ["<script>1</script>", "<style>a{}</style>", "<p style=\"x\">"] {
            let error = finish(&PAGE.replace("</head>", inline), &names()).unwrap_err().to_string();
            assert!(error.contains("policy blocks"), "{error}");
        }
        assert!(finish("<head></head>", &names()).is_err());
    }

    #[test]
    fn a_page_is_filled_and_keeps_to_the_policy() {
        let page = format!("<body>{ROOT}</body>");
        let filled = fill(&page, &[("data-x", "a\"b")], "<h1>1</h1>").unwrap();
        assert_eq!(filled, "<body><div id=\"hall\" data-x=\"a&quot;b\"><h1>1</h1></div></body>");
        assert!(fill(&page, &[], "<p style=\"x\">").is_err());
        assert!(fill("<body>", &[], "").is_err());
    }

    #[test]
    fn the_base_names_the_path() {
        let page = "<head><base href=\"/\"><a href=\"x\">";
        assert_eq!(rebase(page, "/hall/").unwrap(), "<head><base href=\"/hall/\"><a href=\"x\">");
        assert!(rebase("<head>", "/hall/").is_err());
    }

    #[test]
    fn only_routes_without_parameters_are_static() {
        let source =
            "#[at(\"/\")]\nHome,\n    #[at(\"/library\")]\n#[at(\"/library/:id\")]\n#[not_found]\n#[at(\"/404\")]\n";
        assert_eq!(static_routes(source), ["library"]);
    }
}
