//! Rust source with comments and string contents blanked out, so that a search finds code only.

/// What to look at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Code alone: comments and the contents of strings become blanks.
    Code,
    /// Code and strings: comments become blanks.
    CodeAndStrings,
}

/// The lines of `source` with their numbers (from 1), up to the file's unit tests.
pub fn lines(source: &str, keep: Keep) -> Vec<(usize, String)> {
    let blanked = blank(source, keep);
    let tests = blanked.find("#[cfg(test)]").unwrap_or(blanked.len());
    let library = blanked.get(..tests).unwrap_or(&blanked);
    library.lines().enumerate().map(|(at, line)| (at + 1, line.to_owned())).collect()
}

/// The same text with what is not kept replaced by blanks; line breaks stay where they are.
fn blank(source: &str, keep: Keep) -> String {
    let chars: Vec<char> = source.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let mut text = String::with_capacity(source.len());
    let mut i = 0;
    while i < chars.len() {
        let end = match (at(i), at(i + 1)) {
            ('/', '/') => Some((line_end(&chars, i), false)),
            ('/', '*') => Some((comment_end(&chars, i), false)),
            ('r', '"' | '#') if !is_name(at(i.wrapping_sub(1))) => raw_string_end(&chars, i).map(|end| (end, true)),
            ('"', _) => Some((string_end(&chars, i), true)),
            // A character literal, not a lifetime.
            ('\'', '\\') => Some((char_end(&chars, i), true)),
            ('\'', _) if at(i + 2) == '\'' => Some((i + 3, true)),
            _ => None,
        };
        match end {
            None => {
                text.push(at(i));
                i += 1;
            }
            Some((end, is_string)) => {
                let kept = is_string && keep == Keep::CodeAndStrings;
                let end = end.min(chars.len());
                text.extend((i..end).map(at).map(|c| if kept || c == '\n' { c } else { ' ' }));
                i = end;
            }
        }
    }
    text
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn find(chars: &[char], from: usize, wanted: impl Fn(&[char]) -> bool) -> Option<usize> {
    (from..chars.len()).find(|&i| chars.get(i..).is_some_and(&wanted))
}

fn line_end(chars: &[char], start: usize) -> usize {
    find(chars, start, |rest| rest.starts_with(&['\n'])).unwrap_or(chars.len())
}

/// Block comments nest.
fn comment_end(chars: &[char], start: usize) -> usize {
    let mut depth = 0usize;
    let mut i = start;
    while let Some(rest) = chars.get(i..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(&['/', '*']) {
            depth += 1;
            i += 2;
        } else if rest.starts_with(&['*', '/']) {
            depth -= 1;
            i += 2;
            if depth == 0 {
                return i;
            }
        } else {
            i += 1;
        }
    }
    chars.len()
}

fn string_end(chars: &[char], start: usize) -> usize {
    quoted_end(chars, start, '"')
}

fn char_end(chars: &[char], start: usize) -> usize {
    quoted_end(chars, start, '\'')
}

fn quoted_end(chars: &[char], start: usize, quote: char) -> usize {
    let mut i = start + 1;
    while let Some(&c) = chars.get(i) {
        match c {
            '\\' => i += 2,
            c if c == quote => return i + 1,
            _ => i += 1,
        }
    }
    chars.len()
}

/// The end of `r"..."` or `r#"..."#`; nothing if it is a raw identifier.
fn raw_string_end(chars: &[char], start: usize) -> Option<usize> {
    let hashes = chars.get(start + 1..)?.iter().take_while(|c| **c == '#').count();
    let open = start + 1 + hashes;
    if chars.get(open) != Some(&'"') {
        return None;
    }
    let mut close = vec!['"'];
    close.extend(std::iter::repeat_n('#', hashes));
    Some(find(chars, open + 1, |rest| rest.starts_with(&close)).map_or(chars.len(), |i| i + close.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_is_left() {
        let source = "a(\"b\\\"c\") // d\n/* e /* f */ g */ h('i', '\\'', &'j k) r#\"l\"m\"# r#n\n#[cfg(test)]\nmod o;";
        let code = lines(source, Keep::Code)
            .into_iter()
            .map(|(_, line)| line.split_whitespace().collect::<Vec<_>>().join(" "));
        assert_eq!(code.collect::<Vec<_>>(), ["a( )", "h( , , &'j k) r#n"]);
        let kept = lines("f(\"https://x\") // https://y\n", Keep::CodeAndStrings);
        assert_eq!(kept, [(1, format!("f(\"https://x\"){}", " ".repeat(13)))]);
    }
}
