//! Events as a file: a line that says how many there are, and a line for each.

use crate::answer::{self, bad};
use guildhall_engine::event::Event;
use guildhall_engine::json;
use guildhall_store::StoreError;

/// The beginning of every file, before the number of its events.
const HEAD: &str = "{\"events\":";

/// The text of a file.
pub(super) fn text(events: &[&Event]) -> String {
    let mut text = [HEAD, &events.len().to_string(), "}\n"].concat();
    events.iter().for_each(|event| text.extend([&event.to_json_text(), "\n"]));
    text
}

/// The events of a file; `None` when it is not whole.
pub(super) fn events(text: &str) -> Result<Option<Vec<Event>>, StoreError> {
    let (head, lines) = text.split_once('\n').unwrap_or((text, ""));
    if !head.starts_with(HEAD) && !HEAD.starts_with(head) {
        return Err(bad("a file in the folder holds no events"));
    }
    let Some(number) = head.strip_prefix(HEAD).and_then(|rest| rest.strip_suffix('}')?.parse::<usize>().ok()) else {
        return Ok(None);
    };
    let lines: Vec<&str> = lines.split_inclusive('\n').filter(|line| line.ends_with('\n')).collect();
    let values: Vec<_> = lines.into_iter().map_while(|line| json::parse(line).ok()).collect();
    Ok((values.len() >= number).then(|| answer::events(&values)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use guildhall_store::testing::event;

    #[test]
    fn a_file_counts_as_soon_as_it_is_whole() {
        let (a, b) = (event(1), Event { note: Some("a\n\u{2028}b".into()), ..event(2) });
        let whole = text(&[&a, &b]);
        assert_eq!(events(&whole), Ok(Some(vec![a, b])));
        for at in (0..whole.len()).filter(|at| whole.is_char_boundary(*at)) {
            assert_eq!(events(&whole[..at]), Ok(None), "cut off at {at}");
        }
        for foreign in ["<html>", "hello\n", "{\"a\":1}\n"] {
            assert_eq!(events(foreign).map_err(|error| error.code()), Err(answer::BAD_ANSWER), "{foreign}");
        }
    }
}
