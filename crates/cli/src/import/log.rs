//! Access logs of web servers in the Combined Log Format: a view for each page, a login for each visit.

mod line;

use super::Common;
use super::batch::{Batch, event};
use super::known::Known;
use super::text::percent_decoded;
use anyhow::Result;
use guildhall_engine::digest::{hex, sha256};
use guildhall_engine::event::{Event, Verb};
use guildhall_engine::id::EventId;
use guildhall_engine::time::Moment;
use line::Line;
use std::collections::BTreeMap;
use std::path::PathBuf;

const DEVICE: &str = "log";
/// How long a member must have been away for the next page to begin a new visit, in milliseconds.
const PAUSE: i64 = 30 * 60 * 1000;
/// Words in the names of programs that are not people.
const BOTS: [&str; 17] = [
    "bot", "crawl", "spider", "slurp", "curl", "wget", "python", "java/", "go-http", "okhttp", "libwww", "headless",
    "monitor", "uptime", "preview", "fetch", "scan",
];
/// Endings of what pages are made of.
const PARTS: [&str; 24] = [
    "css",
    "js",
    "mjs",
    "map",
    "json",
    "xml",
    "txt",
    "png",
    "jpg",
    "jpeg",
    "gif",
    "webp",
    "avif",
    "svg",
    "ico",
    "woff",
    "woff2",
    "ttf",
    "otf",
    "wasm",
    "mp4",
    "webm",
    "webmanifest",
    "rss",
];

/// Arguments of `guildhall import log`.
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: Common,
    /// The catalogue whose items are looked for in addresses; by default the folder's.
    #[arg(long, value_name = "FILE")]
    catalogue: Option<PathBuf>,
    /// Take visitors who did not sign in for members, under a pseudonym made from their address and the salt.
    #[arg(long, requires = "salt")]
    by_ip: bool,
    /// A secret that pseudonyms are made with; with the same salt the same address gets the same pseudonym.
    #[arg(long, value_name = "TEXT")]
    salt: Option<String>,
}

/// Reads a log.
pub(super) fn read(args: &Args, bytes: &[u8]) -> Result<Batch> {
    let known = Known::of(&args.common, args.catalogue.as_deref())?;
    let salt = args.salt.as_deref().filter(|_| args.by_ip);
    Ok(take(bytes, &known, salt))
}

fn take(bytes: &[u8], known: &Known, salt: Option<&str>) -> Batch {
    let mut batch = Batch::new("line");
    let mut visits: BTreeMap<String, Vec<Moment>> = BTreeMap::new();
    for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        batch.read += 1;
        let place = format!("line {}", number + 1);
        let line = std::str::from_utf8(line).map_err(|_| "not UTF-8".to_owned()).and_then(line::parse);
        let line = match line {
            Ok(line) => line,
            Err(why) => {
                batch.refuse(place, why);
                continue;
            }
        };
        if let Some(reason) = not_a_reader(&line) {
            batch.leave_out(reason);
            continue;
        }
        let Some(member) = member(&line, salt) else {
            batch.leave_out("by visitors who did not sign in (`--by-ip` takes them under a pseudonym)");
            continue;
        };
        let path = percent_decoded(line.path());
        let object = known.item(&path).map_or(path.clone(), str::to_owned);
        let id = EventId::of_name(&format!("log\nview\n{}\n{member}\n{path}", line.at));
        visits.entry(member.clone()).or_default().push(line.at);
        batch.take(&place, Event { object: Some(object.into()), ..event(DEVICE, id, line.at, &member, Verb::View) });
    }
    for (member, times) in visits {
        logins(&mut batch, &member, times);
    }
    batch
}

/// A login for the first page after each pause.
fn logins(batch: &mut Batch, member: &str, mut times: Vec<Moment>) {
    times.sort();
    let mut last: Option<Moment> = None;
    for at in times {
        if last.is_none_or(|last| at.0 - last.0 > PAUSE) {
            let id = EventId::of_name(&format!("log\nlogin\n{at}\n{member}"));
            batch.take("visit", event(DEVICE, id, at, member, Verb::Login));
        }
        last = Some(at);
    }
}

fn not_a_reader(line: &Line<'_>) -> Option<&'static str> {
    let agent = line.agent.unwrap_or("").to_lowercase();
    let ending =
        line.path().rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending.to_lowercase());
    if line.agent.is_some() && (agent.is_empty() || agent == "-" || BOTS.iter().any(|word| agent.contains(word))) {
        Some("by bots and programs")
    } else if line.method != "GET" {
        Some("that do not ask for a page (POST, HEAD, ...)")
    } else if !matches!(line.status, 200..=299 | 304) {
        Some("that got no page (redirections and errors)")
    } else if ending.is_some_and(|ending| PARTS.contains(&ending.as_str())) {
        Some("for parts of pages (styles, scripts, pictures)")
    } else {
        None
    }
}

fn member(line: &Line<'_>, salt: Option<&str>) -> Option<String> {
    if line.user != "-" && !line.user.is_empty() {
        return Some(line.user.to_owned());
    }
    let pseudonym = hex(&sha256(format!("{}\n{}", salt?, line.host).as_bytes()));
    Some(format!("visitor-{}", pseudonym.get(..16).unwrap_or(&pseudonym)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64)";

    fn log(lines: &[(&str, &str, &str, &str)]) -> String {
        let line = |(user, time, request, agent): &(&str, &str, &str, &str)| {
            format!("192.0.2.1 - {user} [14/Mar/2026:{time} +0000] \"{request}\" 200 5 \"-\" \"{agent}\"\n")
        };
        lines.iter().map(line).collect()
    }

    fn verbs(batch: &Batch) -> Vec<(String, String)> {
        let mut events: Vec<&Event> = batch.events.iter().collect();
        events.sort_by(|a, b| (a.at, a.verb.as_str()).cmp(&(b.at, b.verb.as_str())));
        events.iter().map(|e| (e.verb.to_string(), e.member.to_string())).collect()
    }

    #[test]
    fn a_visit_is_a_login_and_ends_with_a_pause() {
        let text = log(&[
            ("ada", "09:00:00", "GET /a HTTP/1.1", AGENT),
            ("ada", "09:30:00", "GET /b HTTP/1.1", AGENT),
            ("ada", "10:00:01", "GET /c HTTP/1.1", AGENT),
        ]);
        let batch = take(text.as_bytes(), &Known::default(), None);
        let words: Vec<String> = verbs(&batch).into_iter().map(|(verb, _)| verb).collect();
        assert_eq!(words, ["login", "view", "view", "login", "view"]);
    }

    #[test]
    fn bots_parts_and_strangers_are_counted() {
        let text = log(&[
            ("ada", "09:00:00", "GET /a HTTP/1.1", "Googlebot/2.1"),
            ("ada", "09:00:00", "GET /a.css?v=1 HTTP/1.1", AGENT),
            ("ada", "09:00:00", "POST /a HTTP/1.1", AGENT),
            ("-", "09:00:00", "GET /a HTTP/1.1", AGENT),
        ]);
        let batch = take(text.as_bytes(), &Known::default(), None);
        assert_eq!((batch.events.len(), batch.left_out.values().sum::<usize>(), batch.left_out.len()), (0, 4, 4));
        let named = take(text.as_bytes(), &Known::default(), Some("salt"));
        let other = take(text.as_bytes(), &Known::default(), Some("other salt"));
        assert!(verbs(&named)[0].1.starts_with("visitor-") && verbs(&named) != verbs(&other));
    }
}
