//! Searching: words as they are compared, where they stand in a text, and an index of what texts say.
//!
//! Case, accents and width do not matter: `Cafe` finds `café` and `ｃａｆé`. Scripts that set no space between words
//! (Chinese, Japanese) are indexed by pairs of characters.

mod index;

pub use index::{TextIndex, TextIndexWriter};

use serde_json::Value;
use std::ops::Range;

/// Base letters of U+00C0 to U+017F, in order; `*` where there is none, or more than one.
const LATIN: &str = "aaaaaa*ceeeeiiiidnooooo*ouuuuy**aaaaaa*ceeeeiiiidnooooo*ouuuuy*yaaaaaaccccccccddddeeeeeeeeeegggggggg\
hhhhiiiiiiiiii**jjkkkllllllllllnnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
/// Base letters of U+01CD to U+01DC, which pinyin needs beside them.
const PINYIN: &str = "aaiioouuuuuuuuuu";
/// Base letters of U+1E00 to U+1EFF.
const LATIN_MORE: &str = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssss\
ssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy*sss**aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooo\
oooooooooouuuuuuuuuuuuuuyyyyyyyy******";

/// What a text says, without its form: the strings of the tree that texts are kept as, blocks on lines of their own.
pub fn plain(tree: &Value) -> String {
    let mut text = String::new();
    collect(tree, 0, &mut text);
    text
}

/// The deepest nesting that is read, so that no file can exhaust the stack.
const DEEPEST: usize = 24;

fn collect(tree: &Value, depth: usize, text: &mut String) {
    match tree {
        Value::String(part) => text.push_str(part),
        Value::Array(parts) if depth < DEEPEST => parts.iter().for_each(|part| collect(part, depth + 1, text)),
        Value::Object(map) if depth < DEEPEST => {
            // The address of a link is not what it says.
            for (_, part) in map.iter().filter(|(key, part)| *key != "a" || !part.is_string()) {
                collect(part, depth + 1, text);
            }
            let is_inline = ["em", "strong", "code", "a", "note"].iter().any(|key| map.contains_key(*key));
            if !is_inline && !text.ends_with('\n') {
                text.push('\n');
            }
        }
        _ => {}
    }
}

/// A text as it is compared.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_char(c, &mut |c| folded.push(c)));
    folded
}

fn fold_char(c: char, put: &mut dyn FnMut(char)) {
    let letter = |table: &str, from: u32| {
        let at = (c as u32).checked_sub(from)? as usize;
        table.as_bytes().get(at).copied().filter(|letter| *letter != b'*').map(char::from)
    };
    match c {
        'A'..='Z' => put(c.to_ascii_lowercase()),
        '\0'..='\u{7f}' => put(c),
        // Accents that stand after their letter, and joiners nobody sees.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{ad}' | '\u{feff}' => {}
        'Æ' | 'æ' => "ae".chars().for_each(put),
        'Œ' | 'œ' => "oe".chars().for_each(put),
        'ß' | 'ẞ' => "ss".chars().for_each(put),
        'Þ' | 'þ' => "th".chars().for_each(put),
        '‘' | '’' | 'ʼ' => put('\''),
        '“' | '”' => put('"'),
        '‐' | '‑' | '–' => put('-'),
        '\u{3000}' | '\u{a0}' => put(' '),
        // Full-width forms of ASCII.
        '\u{ff01}'..='\u{ff5e}' => {
            put(char::from_u32(c as u32 - 0xfee0).map_or(c, |narrow| narrow.to_ascii_lowercase()));
        }
        '\u{c0}'..='\u{1ef9}' => {
            let plain = match c {
                '\u{c0}'..='\u{17f}' => letter(LATIN, 0xc0),
                '\u{1cd}'..='\u{1dc}' => letter(PINYIN, 0x1cd),
                '\u{1e00}'.. => letter(LATIN_MORE, 0x1e00),
                _ => None,
            };
            match plain {
                Some(letter) => put(letter),
                None => c.to_lowercase().for_each(put),
            }
        }
        _ if is_wide(c) => put(c),
        _ => c.to_lowercase().for_each(put),
    }
}

/// Characters of scripts that set no space between words.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The words of a query, folded, each once; all of them must occur.
pub fn words(query: &str) -> Vec<Box<str>> {
    let mut words: Vec<Box<str>> = Vec::new();
    for word in fold(query).split_whitespace() {
        if !words.iter().any(|known| **known == *word) {
            words.push(word.into());
        }
    }
    words
}

/// Where words stand in a text: ranges of its bytes, in order, none of which touch.
pub fn places(text: &str, words: &[Box<str>]) -> Vec<Range<usize>> {
    let mut folded = String::with_capacity(text.len());
    // For each byte of the folded text, the character of the text that it comes from.
    let mut origin: Vec<usize> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        fold_char(c, &mut |c| {
            folded.push(c);
            origin.resize(folded.len(), at);
        });
    }
    let mut marked = vec![false; folded.len()];
    for word in words.iter().filter(|word| !word.is_empty()) {
        for (at, found) in folded.match_indices(&**word) {
            if let Some(marks) = marked.get_mut(at..at + found.len()) {
                marks.fill(true);
            }
        }
    }
    let mut places: Vec<Range<usize>> = Vec::new();
    for (from, _) in origin.iter().zip(&marked).filter(|(_, marked)| **marked) {
        let end = from + text.get(*from..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        match places.last_mut() {
            Some(last) if last.end >= *from => last.end = last.end.max(end),
            _ => places.push(*from..end),
        }
    }
    places
}

/// A passage of about `length` characters around the first place where as many of the words as possible stand close
/// together; none when none of them occurs. An ellipsis stands where the text goes on.
pub fn excerpt(text: &str, words: &[Box<str>], length: usize) -> Option<String> {
    let found = places(text, words);
    let reach = length * 2;
    let near = |at: &&Range<usize>| found.iter().filter(|other| other.start.abs_diff(at.start) <= reach).count();
    let best = found.iter().fold(None, |best: Option<&Range<usize>>, place| match best {
        Some(best) if near(&best) >= near(&place) => Some(best),
        _ => Some(place),
    })?;
    let before = text.get(..best.start)?.char_indices().rev().take(length / 3).last().map_or(best.start, |(at, _)| at);
    let after = text.get(before..)?.char_indices().nth(length).map_or(text.len(), |(at, _)| before + at);
    // A word of Latin letters is not cut in two; a Chinese sentence can be cut anywhere.
    let cut = |c: char| c.is_whitespace() || is_wide(c) || (c as u32) > 0x3000;
    let start = match text.get(before..best.start)?.char_indices().find(|(_, c)| before == 0 || cut(*c)) {
        Some((at, c)) if before > 0 && c.is_whitespace() => before + at + c.len_utf8(),
        Some((at, _)) => before + at,
        None => best.start,
    };
    let end = if after == text.len() {
        after
    } else {
        let rest = text.get(best.end.min(after)..after)?;
        let last = rest.char_indices().rev().find(|(_, c)| cut(*c));
        let whole = |c: char| if c.is_whitespace() { 0 } else { c.len_utf8() };
        last.map_or(after, |(at, c)| best.end.min(after) + at + whole(c))
    };
    let end = end.max(best.end);
    let middle = text.get(start..end)?.trim();
    let (first, last) = (if start > 0 { "…" } else { "" }, if end < text.len() { "…" } else { "" });
    Some([first, middle, last].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_width_do_not_matter() {
        for (text, folded) in [
            ("Café Crème", "cafe creme"),
            ("ŽIŽEK, Łódź, Ångström", "zizek, lodz, angstrom"),
            ("Straße, Œuvre, Ærø", "strasse, oeuvre, aero"),
            ("Nguyễn Huệ", "nguyen hue"),
            ("lǚxíng, nǎr", "luxing, nar"),
            ("e\u{301}te\u{301}", "ete"),
            ("ＷＡＬＤＥＮ　１８５４", "walden 1854"),
            ("One’s Own — “it”", "one's own — \"it\""),
            ("瓦尔登湖", "瓦尔登湖"),
            ("ΑΒΓ Я", "αβγ я"),
            ("×÷", "×÷"),
        ] {
            assert_eq!(fold(text), folded);
        }
        assert_eq!((LATIN.len(), PINYIN.len(), LATIN_MORE.len()), (0xc0, 0x10, 0x100));
    }

    #[test]
    fn what_a_text_says_is_read_from_its_tree() {
        let tree = serde_json::json!([
            {"h": 2, "t": ["A ", {"em": ["b"]}]},
            {"p": ["one", {"br": true}, "two ", {"a": "https://x.example/", "t": ["there"]}]},
            {"ul": [[{"p": ["c"]}], [{"p": ["d"]}]]},
            {"pre": "e"}, {"hr": true}
        ]);
        assert_eq!(plain(&tree), "A b\none\ntwo there\nc\nd\ne\n");
        let deep = (0..500).fold(Value::from("x"), |tree, _| Value::Array(vec![tree]));
        assert_eq!(plain(&deep), "");
    }

    #[test]
    fn the_places_of_words_are_places_of_the_text_as_it_is_written() {
        let marked = |text: &str, query: &str| {
            let found = places(text, &words(query));
            found.into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(marked("Le Café de la Crème", "creme CAFE"), ["Café", "Crème"]);
        assert_eq!(marked("Straße", "ss"), ["ß"]);
        assert_eq!(marked("慢读《瓦尔登湖》", "瓦尔 登湖"), ["瓦尔登湖"]);
        assert_eq!(marked("aaa", "aa"), ["aa"]);
        assert_eq!(marked("ne\u{301}e", "nee"), ["ne", "e"]);
        assert_eq!(marked("Walden", ""), [""; 0]);
    }

    #[test]
    fn an_excerpt_keeps_words_whole_and_says_where_it_was_cut() {
        let text = "He went to the woods because he wished to live deliberately, to front only the essential facts.";
        assert_eq!(excerpt(text, &words("deliberately"), 36).unwrap(), "…to live deliberately, to front…");
        assert_eq!(excerpt(text, &words("he went"), 20).unwrap(), "He went to the…");
        assert_eq!(excerpt(text, &words("facts"), 30).unwrap(), "…facts.");
        assert_eq!(excerpt(text, &words("walden"), 30), None);
        assert_eq!(excerpt("我步入丛林，因为我希望活得从容", &words("丛林"), 9).unwrap(), "我步入丛林，因为我…");
        assert_eq!(excerpt("x", &words("x"), 0).unwrap(), "x");
    }
}
