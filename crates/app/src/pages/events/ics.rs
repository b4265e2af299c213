//! Activities as a calendar file (iCalendar, RFC 5545): pure, so that it is tested without a browser.

use guildhall_engine::catalogue::Activity;
use guildhall_engine::time::Moment;

/// The most bytes of a line, its end not counted.
const LINE: usize = 75;

/// What a file is made for.
pub struct Context<'a> {
    /// The community's identifier, which makes those of its activities unique.
    pub community: &'a str,
    /// The community's name, for people.
    pub name: &'a str,
    /// The language to write in.
    pub language: &'a str,
    /// Where the page of events is, without a fragment.
    pub page: &'a str,
    /// When the file is made.
    pub now: Moment,
}

/// A calendar file of activities.
pub fn calendar(context: &Context<'_>, activities: &[&Activity]) -> String {
    let mut file = String::new();
    let mut put = |name: &str, value: &str| line(&mut file, name, value);
    put("BEGIN", "VCALENDAR");
    put("VERSION", "2.0");
    put("PRODID", "-//Guildhall//Guildhall//EN");
    put("CALSCALE", "GREGORIAN");
    put("METHOD", "PUBLISH");
    put("X-WR-CALNAME", &text(context.name));
    for activity in activities {
        let id = activity.id.as_str();
        put("BEGIN", "VEVENT");
        put("UID", &text(&[id, "@", context.community, ".guildhall"].concat()));
        put("DTSTAMP", &utc(context.now));
        put("DTSTART", &utc(activity.starts));
        if let Some(ends) = activity.ends {
            put("DTEND", &utc(ends));
        }
        put("SUMMARY", &text(activity.title.get(context.language)));
        for (name, of) in [("DESCRIPTION", &activity.summary), ("LOCATION", &activity.place)] {
            if !of.is_empty() {
                put(name, &text(of.get(context.language)));
            }
        }
        put("URL", &[context.page, "#", id].concat());
        put("END", "VEVENT");
    }
    put("END", "VCALENDAR");
    file
}

/// A moment as `20260925T113000Z`.
fn utc(moment: Moment) -> String {
    let written = moment.to_string();
    let seconds = written.split(['.', 'Z']).next().unwrap_or_default();
    let mut compact: String = seconds.chars().filter(|c| !matches!(c, '-' | ':')).collect();
    compact.push('Z');
    compact
}

/// A text with what has a meaning in the format escaped, and without what may not stand in it.
fn text(plain: &str) -> String {
    let mut escaped = String::new();
    for sign in plain.chars() {
        match sign {
            '\\' | ';' | ',' => escaped.extend(['\\', sign]),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push('\t'),
            sign if sign.is_control() => {}
            sign => escaped.push(sign),
        }
    }
    escaped
}

/// Writes a line, folded where it is too long: never within a character, and each further line begins with a blank.
fn line(file: &mut String, name: &str, value: &str) {
    let mut length = 0;
    for sign in name.chars().chain([':']).chain(value.chars()) {
        if length + sign.len_utf8() > LINE {
            file.push_str("\r\n ");
            length = 1;
        }
        file.push(sign);
        length += sign.len_utf8();
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use guildhall_engine::text::Text;

    fn activity(title: &str, summary: &str) -> Activity {
        let page = serde_json::json!({
            "guildhall": 1, "community": "hall",
            "activities": [{
                "id": "evening", "title": title, "summary": summary, "place": "Upstairs; left, then right",
                "starts": "2026-09-25T19:30:00+08:00", "ends": "2026-09-25T21:30:00.500+08:00"
            }]
        });
        guildhall_engine::catalogue::Catalogue::read_page(&page).0.unwrap().activities.remove(0)
    }

    fn file(activities: &[&Activity]) -> String {
        let context = Context {
            community: "hall",
            name: "Hall, the",
            language: "en",
            page: "https://hall.example/events",
            now: Moment::parse("2026-09-01T00:00:00Z").unwrap(),
        };
        calendar(&context, activities)
    }

    #[test]
    fn an_activity_becomes_an_event_in_utc() {
        let expected = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Guildhall//Guildhall//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            "X-WR-CALNAME:Hall\\, the",
            "BEGIN:VEVENT",
            "UID:evening@hall.guildhall",
            "DTSTAMP:20260901T000000Z",
            "DTSTART:20260925T113000Z",
            "DTEND:20260925T133000Z",
            "SUMMARY:Moon\\, river\\; a back\\\\slash",
            "DESCRIPTION:One\\nTwo",
            "LOCATION:Upstairs\\; left\\, then right",
            "URL:https://hall.example/events#evening",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ];
        assert_eq!(file(&[&activity("Moon, river; a back\\slash", "One\r\nTwo\u{7}")]), expected.join("\r\n"));
    }

    #[test]
    fn long_lines_are_folded_at_75_octets_and_read_back_whole() {
        for summary in ["月".repeat(200), "a".repeat(300), ["x", &"é,".repeat(150)].concat(), "👏🏽".repeat(40)] {
            let file = file(&[&activity("T", &summary)]);
            assert!(file.split("\r\n").all(|line| line.len() <= LINE), "{file}");
            let whole = file.replace("\r\n ", "");
            let found = whole.split("\r\n").find_map(|line| line.strip_prefix("DESCRIPTION:")).unwrap();
            assert_eq!(found.replace("\\,", ","), summary);
        }
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let mut bare = activity("T", "");
        bare.ends = None;
        bare.place = Text::default();
        let file = file(&[&bare, &bare]);
        assert_eq!(file.matches("BEGIN:VEVENT").count(), 2);
        for absent in ["DTEND", "DESCRIPTION", "LOCATION"] {
            assert!(!file.contains(absent), "{absent}");
        }
        assert_eq!(
            super::calendar(&Context { community: "c", name: "", language: "en", page: "", now: Moment(0) }, &[])
                .matches("\r\n")
                .count(),
            7
        );
    }
}
