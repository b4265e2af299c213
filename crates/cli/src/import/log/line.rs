//! One line of the Combined Log Format.

use guildhall_engine::time::Moment;

/// A request. Also the older Common Log Format is read, which does not name the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line<'l> {
    pub host: &'l str,
    /// Who signed in; `-` for nobody.
    pub user: &'l str,
    pub at: Moment,
    pub method: &'l str,
    /// The address with its query.
    pub target: &'l str,
    pub status: u16,
    pub agent: Option<&'l str>,
}

impl<'l> Line<'l> {
    /// The address without its query and, if it is a full address, without the server.
    pub(super) fn path(&self) -> &'l str {
        let target = self.target.split(['?', '#']).next().unwrap_or("");
        match target.split_once("://") {
            Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"),
            None => target,
        }
    }
}

/// Reads a line: `host identity user [time] "method target protocol" status bytes "referrer" "agent"`.
pub(super) fn parse(line: &str) -> Result<Line<'_>, String> {
    let (host, rest) = word(line.trim()).ok_or("no host")?;
    let (_, rest) = word(rest).ok_or("no identity")?;
    // A user's name may contain spaces; the time begins with the first bracket.
    let (user, rest) = rest.split_once(" [").ok_or("no time in brackets")?;
    let (time, rest) = rest.split_once(']').ok_or("the time does not end")?;
    let at = moment(time).ok_or_else(|| format!("`{time}` is not a time such as `10/Oct/2000:13:55:36 -0700`"))?;
    let (request, rest) = quoted(rest).ok_or("no request in quotes")?;
    let mut request = request.split_whitespace();
    let (method, target) = match (request.next(), request.next()) {
        (Some(method), Some(target)) => (method, target),
        _ => return Err("the request names no address".into()),
    };
    let (status, rest) = word(rest).ok_or("no status")?;
    let status = status.parse().map_err(|_| format!("`{status}` is not a status"))?;
    let (_, rest) = word(rest).ok_or("no size")?;
    let agent = quoted(rest).and_then(|(_, rest)| quoted(rest)).map(|(agent, _)| agent);
    Ok(Line { host, user: user.trim(), at, method, target, status, agent })
}

/// The next word and what follows it.
fn word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let (word, rest) = text.split_at(text.find(' ').unwrap_or(text.len()));
    (!word.is_empty()).then_some((word, rest))
}

/// The next text in quotes, without them, and what follows it; a quote after a backslash does not end it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start().strip_prefix('"')?;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' if !escaped => return Some((text.get(..at)?, text.get(at + 1..)?)),
            c => escaped = c == '\\' && !escaped,
        }
    }
    None
}

/// `10/Oct/2000:13:55:36 -0700`.
fn moment(text: &str) -> Option<Moment> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (date, rest) = text.split_once(':')?;
    let (time, zone) = rest.split_once(' ')?;
    let mut parts = date.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let month = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))? + 1;
    Moment::parse(&format!("{year}-{month:02}-{day}T{time}{zone}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read() {
        let text = r#"203.0.113.9 - ada l. [10/Oct/2000:13:55:36 -0700] "GET /read/walden?p=2 HTTP/1.0" 200 2326 "https://a.example/\"x" "Mozilla/4.08 [en]""#;
        let line = parse(text).unwrap();
        assert_eq!(
            (line.host, line.user, line.method, line.path(), line.status),
            ("203.0.113.9", "ada l.", "GET", "/read/walden", 200)
        );
        assert_eq!((line.at.to_string().as_str(), line.agent), ("2000-10-10T20:55:36Z", Some("Mozilla/4.08 [en]")));
        let common = parse("::1 - - [10/Oct/2000:13:55:36 -0700] \"GET http://a.example HTTP/1.0\" 200 -").unwrap();
        assert_eq!((common.agent, common.path()), (None, "/"));
    }

    #[test]
    fn a_broken_line_says_what_is_missing() {
        for (text, why) in [
            ("nonsense", "no identity"),
            ("a - - 10/Oct/2000", "no time in brackets"),
            (
                "a - - [10/Okt/2000:13:55:36 -0700] \"GET /\" 200 1",
                "`10/Okt/2000:13:55:36 -0700` is not a time such as `10/Oct/2000:13:55:36 -0700`",
            ),
            ("a - - [10/Oct/2000:13:55:36 -0700] \"\" 400 0", "the request names no address"),
            ("a - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" two 0", "`two` is not a status"),
        ] {
            assert_eq!(parse(text), Err(why.to_owned()), "{text}");
        }
    }
}
