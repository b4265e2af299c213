//! From a JSON path to the line and column where it stands.

use guildhall_engine::document::key_step;
use guildhall_engine::finding::Finding;
use std::collections::BTreeMap;
use std::ops::Range;

/// A stretch of one line of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The line, from 1.
    pub line: usize,
    /// The first character, from 1.
    pub column: usize,
    /// How many characters; at least 1.
    pub length: usize,
}

/// Where every key and value of a JSON text stands.
pub struct Index<'t> {
    text: &'t str,
    /// The first byte of every line.
    lines: Vec<usize>,
    /// By JSON path, in bytes of the text.
    nodes: BTreeMap<String, Node>,
}

struct Node {
    /// With its quotes; none for elements of arrays and the root.
    key: Option<Range<usize>>,
    value: Range<usize>,
    is_container: bool,
}

/// Kinds of findings that are about a key rather than about the value it has.
const ABOUT_KEYS: [&str; 7] =
    ["unknown-key", "unknown-attribute", "unknown-operator", "useless-key", "reserved-name", "built-in-verb", "bad-id"];

impl<'t> Index<'t> {
    /// Reads a JSON text as far as it is well formed; any other text has no places but its lines.
    pub fn of(text: &'t str) -> Index<'t> {
        let mut scanner = Scanner { bytes: text.as_bytes(), at: 0, path: "$".into(), nodes: BTreeMap::new() };
        if text.starts_with('\u{feff}') {
            scanner.at = '\u{feff}'.len_utf8();
        }
        // Malformed text is reported with its line and column; what came before it is found all the same.
        let _ = scanner.value(None, 0);
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Index { text, lines, nodes: scanner.nodes }
    }

    /// A line of the text, from 1, without its end.
    pub fn line(&self, number: usize) -> Option<&'t str> {
        let start = *self.lines.get(number.checked_sub(1)?)?;
        let end = self.lines.get(number).map_or(self.text.len(), |next| next - 1);
        Some(self.text.get(start..end)?.trim_end_matches('\r'))
    }

    /// Where a finding is to be shown; none when it is about the text as a whole.
    pub fn spot(&self, finding: &Finding) -> Option<Spot> {
        if let Some(rest) = finding.path.strip_prefix("line ") {
            return self.in_line(rest, finding);
        }
        let range = self.range(&finding.path, ABOUT_KEYS.contains(&finding.code))?;
        Some(self.spot_of(range))
    }

    /// `12.verb`, a field of the event in a line; `12, column 18`, a place in broken JSON.
    fn in_line(&self, rest: &str, finding: &Finding) -> Option<Spot> {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, field) = rest.split_at(digits);
        let line: usize = number.parse().ok()?;
        let text = self.line(line)?;
        if let Some(column) = field.strip_prefix(", column ") {
            let byte = column.parse::<usize>().ok()?.saturating_sub(1).min(text.len());
            let before = (0..=byte).rev().find_map(|at| text.get(..at)).unwrap_or("");
            return Some(Spot { line, column: before.chars().count() + 1, length: 1 });
        }
        let inner = Index::of(text);
        let range = inner.range(&format!("${field}"), ABOUT_KEYS.contains(&finding.code)).unwrap_or(0..text.len());
        Some(Spot { line, ..inner.spot_of(range) })
    }

    fn range(&self, path: &str, about_key: bool) -> Option<Range<usize>> {
        if let Some(node) = self.nodes.get(path) {
            return Some(node.shown(about_key));
        }
        // The path of a condition's attribute leaves out the groups around it: look for the key further down.
        let steps = path.rmatch_indices(['.', '[']).map(|(at, _)| path.split_at(at));
        let (parent, rest, node) =
            steps.into_iter().find_map(|(head, tail)| Some((head, tail, self.nodes.get(head)?)))?;
        let deeper = self.nodes.range(parent.to_owned()..).take_while(|(known, _)| known.starts_with(parent));
        let found = deeper.into_iter().find(|(known, _)| known.len() > parent.len() && known.ends_with(rest));
        Some(found.map_or_else(|| node.shown(true), |(_, deeper)| deeper.shown(about_key)))
    }

    fn spot_of(&self, range: Range<usize>) -> Spot {
        let line = self.lines.partition_point(|start| *start <= range.start);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.text.get(start..range.start).unwrap_or("");
        let shown = self.text.get(range).and_then(|text| text.lines().next()).unwrap_or("");
        Spot {
            line,
            column: before.trim_start_matches('\u{feff}').chars().count() + 1,
            length: shown.chars().count().max(1),
        }
    }
}

impl Node {
    /// The part to mark: an object or array is shown by its key, or by its opening bracket.
    fn shown(&self, about_key: bool) -> Range<usize> {
        match &self.key {
            Some(key) if about_key || self.is_container => key.clone(),
            None if self.is_container => self.value.start..self.value.start + 1,
            _ => self.value.clone(),
        }
    }
}

/// Walks over a JSON text and notes where things stand; it checks no more than it needs.
struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
    path: String,
    nodes: BTreeMap<String, Node>,
}

/// As deep as the reader of documents goes.
const DEEPEST: usize = 128;

impl Scanner<'_> {
    fn value(&mut self, key: Option<Range<usize>>, depth: usize) -> Option<()> {
        self.blank();
        let (start, first) = (self.at, self.peek()?);
        let is_container = matches!(first, b'{' | b'[');
        let end = if is_container { start + 1 } else { self.scalar(first)? };
        // Entered before its parts, so that they are found even if the text breaks off.
        self.nodes.insert(self.path.clone(), Node { key, value: start..end, is_container });
        if is_container {
            if depth > DEEPEST {
                return None;
            }
            self.at = start + 1;
            self.parts(first == b'{', depth)?;
            if let Some(node) = self.nodes.get_mut(&self.path) {
                node.value.end = self.at;
            }
        } else {
            self.at = end;
        }
        Some(())
    }

    fn parts(&mut self, is_object: bool, depth: usize) -> Option<()> {
        let length = self.path.len();
        for index in 0.. {
            self.blank();
            if matches!(self.peek()?, b'}' | b']') {
                self.at += 1;
                return Some(());
            }
            if index > 0 {
                self.take(b',')?;
                self.blank();
            }
            let mut key = None;
            if is_object {
                let range = self.at..self.string_end()?;
                let text: String = serde_json::from_slice(self.bytes.get(range.clone())?).ok()?;
                self.path.push_str(&key_step(&text));
                self.at = range.end;
                key = Some(range);
                self.blank();
                self.take(b':')?;
            } else {
                self.path.push_str(&format!("[{index}]"));
            }
            let read = self.value(key, depth + 1);
            self.path.truncate(length);
            read?;
        }
        None
    }

    fn scalar(&self, first: u8) -> Option<usize> {
        if first == b'"' {
            return self.string_end();
        }
        let rest = self.bytes.get(self.at..)?;
        let length =
            rest.iter().take_while(|byte| !matches!(byte, b',' | b']' | b'}') && !byte.is_ascii_whitespace()).count();
        (length > 0).then_some(self.at + length)
    }

    fn string_end(&self) -> Option<usize> {
        let mut rest = self.bytes.iter().enumerate().skip(self.at);
        rest.next().filter(|(_, quote)| **quote == b'"')?;
        while let Some((at, byte)) = rest.next() {
            match byte {
                b'\\' => drop(rest.next()),
                b'"' => return Some(at + 1),
                _ => {}
            }
        }
        None
    }

    fn blank(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn take(&mut self, wanted: u8) -> Option<()> {
        (self.peek()? == wanted).then(|| self.at += 1)
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  \"score\": {\"activity\": [{\"metric\": \"logns\"}]},\n  \"会 员\": [1, \"é\"],\n  \"when\": {\"$or\": [{\"views\": {\"$gtt\": 5}}]}\n}";

    fn spot(code: &'static str, path: &str) -> Option<(usize, usize, usize)> {
        let finding = Finding::error(code, path, "", "");
        Index::of(TEXT).spot(&finding).map(|spot| (spot.line, spot.column, spot.length))
    }

    #[test]
    fn a_path_is_found_in_the_text() {
        assert_eq!(spot("unknown-metric", "$.score.activity[0].metric"), Some((2, 37, 7)));
        assert_eq!(spot("wrong-type", "$[\"会 员\"][1]"), Some((3, 14, 3)));
        assert_eq!(spot("wrong-type", "$[\"会 员\"]"), Some((3, 3, 5)));
        assert_eq!(spot("unknown-operator", "$.when.$or[0].views.$gtt"), Some((4, 31, 6)));
    }

    #[test]
    fn a_path_that_leaves_out_groups_is_found_below_them() {
        assert_eq!(spot("unknown-attribute", "$.when.views"), Some((4, 21, 7)));
    }

    #[test]
    fn what_is_missing_is_shown_at_what_it_is_missing_from() {
        assert_eq!(spot("key-missing", "$.score.contribution"), Some((2, 3, 7)));
        assert_eq!(spot("key-missing", "$"), Some((1, 1, 1)));
    }

    #[test]
    fn lines_and_columns_are_taken_as_they_are() {
        assert_eq!(spot("not-json", "line 3, column 5"), Some((3, 4, 1)));
        assert_eq!(spot("not-json", "line 9, column 5"), None);
    }

    #[test]
    fn a_broken_text_still_has_places() {
        let index = Index::of("{\"a\": 1, \"b\": ");
        let finding = Finding::error("wrong-type", "$.a", "", "");
        assert_eq!(index.spot(&finding), Some(Spot { line: 1, column: 7, length: 1 }));
    }
}
