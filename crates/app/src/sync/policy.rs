//! Whether the page's own security policy lets it speak to a server.

use guildhall_sync::origin;

/// Whether a policy lets pages of `own` origin connect to an address. What cannot be understood is taken to allow it:
/// then the browser decides.
pub fn allows(policy: &str, url: &str, own: &str) -> bool {
    let Some(wanted) = origin(url) else { return true };
    let directive = |name: &str| {
        policy.split(';').find_map(|part| {
            let mut words = part.split_ascii_whitespace();
            (words.next() == Some(name)).then(|| words.collect::<Vec<_>>())
        })
    };
    let Some(sources) = directive("connect-src").or_else(|| directive("default-src")) else { return true };
    sources.into_iter().any(|source| match source {
        "*" => true,
        "'self'" => wanted.eq_ignore_ascii_case(own),
        "https:" | "http:" => wanted.starts_with(source),
        source => admits(source.split_once("://").map_or(source, |_| origin(source).unwrap_or(source)), wanted),
    })
}

/// Whether a source such as `https://a.example`, `https://*.a.example` or `http://127.0.0.1:*` is the origin.
fn admits(source: &str, wanted: &str) -> bool {
    let (Some((scheme, host)), Some((wanted_scheme, wanted_host))) =
        (source.split_once("://"), wanted.split_once("://"))
    else {
        return false;
    };
    let port = |host: &'_ str| host.rsplit_once(':').map(|(_, port)| port.to_owned());
    let bare = |host: &'_ str| host.rsplit_once(':').map_or(host, |(host, _)| host).to_ascii_lowercase();
    let fits_port = port(host).is_some_and(|port| port == "*") || port(host) == port(wanted_host);
    let fits_host = match bare(host).strip_prefix("*.") {
        Some(parent) => bare(wanted_host).ends_with(&[".", parent].concat()),
        None => bare(host) == bare(wanted_host),
    };
    scheme.eq_ignore_ascii_case(wanted_scheme) && fits_port && fits_host
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_read_as_browsers_read_it() {
        let own = "https://hall.example";
        let cases = [
            ("connect-src 'self'", "https://hall.example/api", true),
            ("connect-src 'self'", "https://sync.example", false),
            ("connect-src 'self' https://sync.example", "https://sync.example/x", true),
            ("connect-src 'self' https://sync.example", "https://sync.example:8443/x", false),
            ("connect-src 'self' https://sync.example", "http://sync.example", false),
            ("connect-src https://*.example", "https://a.example", true),
            ("connect-src http://127.0.0.1:* http://localhost:*", "http://127.0.0.1:8090/", true),
            ("connect-src http://127.0.0.1:*", "http://127.0.0.2:8090/", false),
            ("connect-src https:", "https://any.where", true),
            ("default-src 'none'; script-src 'self'", "https://any.where", false),
            ("script-src 'self'", "https://any.where", true),
            ("", "https://any.where", true),
        ];
        for (policy, url, expected) in cases {
            assert_eq!(allows(policy, url, own), expected, "{policy} {url}");
        }
    }
}
