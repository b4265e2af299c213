//! Plain text out of web pages and addresses.

/// The text of an HTML fragment in one line, cut at a word before `longest` characters.
pub(super) fn plain(html: &str, longest: usize) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(rest.get(..at).unwrap_or(""));
        let tag = rest.get(at..).unwrap_or("");
        let Some(end) = tag.find('>') else {
            // A lone `<` is not a tag.
            rest = tag;
            break;
        };
        // Blocks end words, emphasis does not: `<b>un</b>likely` is one word.
        let name: String =
            tag.chars().skip(1).skip_while(|c| *c == '/').take_while(char::is_ascii_alphanumeric).collect();
        if !matches!(name.as_str(), "a" | "b" | "i" | "em" | "strong" | "code" | "sub" | "sup" | "kbd" | "s" | "del") {
            text.push(' ');
        }
        rest = tag.get(end + 1..).unwrap_or("");
    }
    text.push_str(rest);
    cut(&decode(&text), longest)
}

/// Words separated by single spaces, cut at a word and marked with an ellipsis.
fn cut(text: &str, longest: usize) -> String {
    let mut short = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let more = word.chars().count() + usize::from(!short.is_empty());
        if length + more > longest {
            if short.is_empty() {
                short.extend(word.chars().take(longest));
            }
            short.push('…');
            return short;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
        length += more;
    }
    short
}

/// Character references replaced: the five of XML, the space, and those by number.
fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or(""));
        let reference = rest.get(at + 1..).unwrap_or("");
        let decoded = reference.find(';').and_then(|end| Some((character(reference.get(..end)?)?, end)));
        rest = match decoded {
            Some((character, end)) => {
                out.push(character);
                reference.get(end + 1..).unwrap_or("")
            }
            None => {
                out.push('&');
                reference
            }
        };
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control() || c.is_whitespace())
        }
    }
}

/// An address with its percent-encoding undone; bytes that are not UTF-8 stay encoded.
pub(super) fn percent_decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digit = |at: usize| after.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_one_line_of_text() {
        let cases = [
            ("<p>What are <b>citra</b> hops?</p>\n\n<p>Why &amp; how&#39;s?</p>", "What are citra hops? Why & how's?"),
            ("5 < 6 & 7 &bogus; &#xe9;", "5 < 6 & 7 &bogus; é"),
            ("<ul><li>one</li><li>two</li></ul>", "one two"),
            ("", ""),
        ];
        for (html, text) in cases {
            assert_eq!(plain(html, 200), text);
        }
        assert_eq!(plain("<p>one two three</p>", 8), "one two…");
        assert_eq!(plain("abcdefghij", 4), "abcd…");
    }

    #[test]
    fn percent_encoding_is_undone_where_it_is_utf8() {
        assert_eq!(percent_decoded("/%E8%AF%BB/a%20b%2"), "/读/a b%2");
        assert_eq!(percent_decoded("/%FF"), "/%FF");
    }
}
