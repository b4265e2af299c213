//! Item texts: Markdown becomes a small JSON tree that the app turns into elements through an allow-list.
//!
//! Parsing here keeps a Markdown parser and an HTML sanitiser out of the browser. The tree:
//!
//! - a text is an array of blocks: `{"h":2,"t":[inline]}`, `{"p":[inline]}`, `{"quote":[block]}`,
//!   `{"ul":[[block]]}`, `{"ol":[[block]]}` (with `"start"` unless 1), `{"pre":"code"}`, `{"hr":true}`, and at the end
//!   `{"notes":[[block]]}`, the footnotes in the order in which the text first refers to them;
//! - inline is a string, `{"em":[inline]}`, `{"strong":[inline]}`, `{"code":"x"}`,
//!   `{"a":"href","t":[inline]}`, `{"note":1}` (a reference to the first footnote; the second time with `"again"`) or `{"br":true}`.

use crate::place;
use anyhow::Result;
use guildhall_engine::search::{TextIndexWriter, plain};
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// A text, and what could not be kept of it.
pub struct Text {
    /// The array of blocks.
    pub blocks: Value,
    /// What was dropped, with its line (from 1).
    pub dropped: Vec<(usize, String)>,
}

/// Converts Markdown (CommonMark with footnotes).
pub fn convert(markdown: &str) -> Text {
    let mut writer = Writer { open: vec![Frame::new(Kind::Blocks)], ..Writer::default() };
    let events: Vec<_> = Parser::new_ext(markdown, Options::ENABLE_FOOTNOTES).into_offset_iter().collect();
    for (at, (event, range)) in events.iter().enumerate() {
        let line = 1 + markdown.get(..range.start).unwrap_or_default().matches('\n').count();
        if matches!(event, Event::SoftBreak) {
            let before = at.checked_sub(1).and_then(|at| events.get(at));
            let after = events.get(at + 1);
            writer.line_break(before.map(|(event, _)| event), after.map(|(event, _)| event));
        } else {
            writer.event(event.clone(), line);
        }
    }
    let mut root = writer.open.pop().map(Frame::into_children).unwrap_or_default();
    root.extend(writer.take_notes());
    Text { blocks: Value::Array(root), dropped: writer.dropped }
}

/// Converts every text below `source` into a file of the same name below `target`, and writes for each language (the
/// folders of `source`) an index of what its texts say; returns how many texts there are.
///
/// What a text loses is printed with its file and line.
pub fn convert_folder(source: &Path, target: &Path) -> Result<usize> {
    let texts = place::files(source, &["md"])?;
    let mut indices: BTreeMap<PathBuf, TextIndexWriter> = BTreeMap::new();
    for file in &texts {
        let text = convert(&place::read(file)?);
        for (line, what) in &text.dropped {
            println!("warning {}:{line}: dropped {what}", place::shown(file));
        }
        let name = file.strip_prefix(source)?;
        place::write(&target.join(name).with_extension("json"), text.blocks.to_string())?;
        if let (Some(language), Some(item)) = (name.parent(), name.file_stem().and_then(|stem| stem.to_str())) {
            indices.entry(language.to_owned()).or_default().add(item.into(), &plain(&text.blocks));
        }
    }
    for (language, index) in indices {
        place::write(&target.join(language).join("index.txt"), index.write())?;
    }
    Ok(texts.len())
}

/// What an open frame becomes when it closes.
enum Kind {
    /// A container of blocks that is no block itself: the text, an item.
    Blocks,
    Quote,
    List(Option<u64>),
    Heading(u8),
    Paragraph,
    Code,
    Emphasis,
    Strong,
    Link(String),
    Note(String, usize),
    /// Inline content whose wrapper is dropped: a refused link, a picture's alternative text.
    Bare,
}

struct Frame {
    kind: Kind,
    children: Vec<Value>,
    /// The paragraph a tight list item's inline content goes into, while it is being written.
    loose: Vec<Value>,
}

impl Frame {
    fn new(kind: Kind) -> Self {
        Self { kind, children: Vec::new(), loose: Vec::new() }
    }

    fn push_block(&mut self, block: Value) {
        self.close_loose();
        self.children.push(block);
    }

    fn push_inline(&mut self, inline: Value) {
        let row = match self.kind {
            Kind::Blocks | Kind::Quote | Kind::Note(..) => &mut self.loose,
            _ => &mut self.children,
        };
        match (row.last_mut(), inline) {
            (Some(Value::String(before)), Value::String(more)) => before.push_str(&more),
            (_, inline) => row.push(inline),
        }
    }

    fn close_loose(&mut self) {
        if !self.loose.is_empty() {
            let paragraph = json!({ "p": std::mem::take(&mut self.loose) });
            self.children.push(paragraph);
        }
    }

    fn into_children(mut self) -> Vec<Value> {
        self.close_loose();
        self.children
    }
}

#[derive(Default)]
struct Writer {
    open: Vec<Frame>,
    dropped: Vec<(usize, String)>,
    /// The labels of footnotes in the order in which the text refers to them.
    labels: Vec<String>,
    /// What the footnotes say, by label, with the line each begins on.
    notes: BTreeMap<String, (usize, Vec<Value>)>,
}

impl Writer {
    fn event(&mut self, event: Event<'_>, line: usize) {
        match event {
            Event::Start(tag) => self.start(tag, line),
            Event::End(_) => self.end(),
            Event::Text(text) => self.inline(json!(&*text)),
            Event::Code(code) => self.inline(json!({ "code": &*code })),
            Event::HardBreak => self.inline(json!({ "br": true })),
            Event::FootnoteReference(label) => self.refer(&label),
            Event::Rule => self.block(json!({ "hr": true })),
            Event::Html(html) | Event::InlineHtml(html) => {
                self.drop(line, format!("raw HTML `{}`; write Markdown instead", html.trim()));
            }
            other => self.drop(line, format!("`{other:?}`, which texts do not have")),
        }
    }

    fn start(&mut self, tag: Tag<'_>, line: usize) {
        let kind = match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { level, .. } => Kind::Heading(level as u8),
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(_) => Kind::Code,
            Tag::List(start) => Kind::List(start),
            Tag::Item => Kind::Blocks,
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            Tag::Link { dest_url, .. } if is_allowed(&dest_url) => Kind::Link(dest_url.to_string()),
            Tag::Link { dest_url, .. } => {
                self.drop(line, format!("the link `{dest_url}`; use a relative, https, http or mailto address"));
                Kind::Bare
            }
            Tag::Image { dest_url, .. } => {
                self.drop(line, format!("the picture `{dest_url}`; texts have no pictures"));
                Kind::Bare
            }
            Tag::FootnoteDefinition(label) => Kind::Note(label.to_string(), line),
            // Raw HTML comes as events of its own, which are dropped one by one.
            _ => Kind::Bare,
        };
        self.open.push(Frame::new(kind));
    }

    fn end(&mut self) {
        let Some(mut frame) = self.open.pop() else { return };
        match std::mem::replace(&mut frame.kind, Kind::Bare) {
            Kind::Blocks => {
                frame.kind = Kind::Blocks;
                self.block(Value::Array(frame.into_children()));
            }
            Kind::Quote => {
                let blocks = frame.into_children();
                self.block(json!({ "quote": blocks }));
            }
            Kind::List(start) => {
                let items = frame.into_children();
                self.block(match start {
                    None => json!({ "ul": items }),
                    Some(1) => json!({ "ol": items }),
                    Some(start) => json!({ "ol": items, "start": start }),
                });
            }
            Kind::Heading(level) => self.block(json!({ "h": level, "t": frame.children })),
            Kind::Paragraph => {
                if !frame.children.is_empty() {
                    self.block(json!({ "p": frame.children }));
                }
            }
            Kind::Code => {
                let code: String = frame.children.iter().filter_map(Value::as_str).collect();
                self.block(json!({ "pre": code.trim_end_matches('\n') }));
            }
            Kind::Emphasis => self.inline(json!({ "em": frame.children })),
            Kind::Strong => self.inline(json!({ "strong": frame.children })),
            Kind::Link(href) => self.inline(json!({ "a": href, "t": frame.children })),
            Kind::Note(label, line) => {
                frame.kind = Kind::Blocks;
                self.notes.insert(label, (line, frame.into_children()));
            }
            Kind::Bare => frame.children.into_iter().for_each(|child| self.inline(child)),
        }
    }

    fn refer(&mut self, label: &str) {
        match self.labels.iter().position(|known| known == label) {
            Some(at) => self.inline(json!({ "note": at + 1, "again": true })),
            None => {
                self.labels.push(label.to_owned());
                self.inline(json!({ "note": self.labels.len() }));
            }
        }
    }

    /// The footnotes as a block. A reference without its footnote is no reference: it stands in the text as it is written.
    fn take_notes(&mut self) -> Option<Value> {
        let mut notes = std::mem::take(&mut self.notes);
        let said = std::mem::take(&mut self.labels);
        let said: Vec<Value> =
            said.iter().filter_map(|label| notes.remove(label)).map(|(_, blocks)| json!(blocks)).collect();
        for (label, (line, _)) in notes {
            self.drop(line, format!("the footnote `[^{label}]`, to which nothing refers"));
        }
        (!said.is_empty()).then(|| json!({ "notes": said }))
    }

    /// A line break in the source is a space, except between two Chinese characters.
    fn line_break(&mut self, before: Option<&Event<'_>>, after: Option<&Event<'_>>) {
        let ends_wide = matches!(before, Some(Event::Text(t)) if t.chars().last().is_some_and(is_wide));
        let starts_wide = matches!(after, Some(Event::Text(t)) if t.chars().next().is_some_and(is_wide));
        if !(ends_wide && starts_wide) {
            self.inline(json!(" "));
        }
    }

    fn block(&mut self, block: Value) {
        if let Some(frame) = self.open.last_mut() {
            frame.push_block(block);
        }
    }

    fn inline(&mut self, inline: Value) {
        if let Some(frame) = self.open.last_mut() {
            frame.push_inline(inline);
        }
    }

    fn drop(&mut self, line: usize, what: String) {
        self.dropped.push((line, what));
    }
}

/// Relative addresses, and the three schemes a text may link to.
fn is_allowed(href: &str) -> bool {
    // Browsers ignore control characters and leading blanks, which is how a scheme is smuggled in.
    if href.starts_with("//") || href.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
        return false;
    }
    let before_path = href.split(['/', '?', '#']).next().unwrap_or_default();
    match before_path.split_once(':') {
        None => true,
        Some((scheme, _)) => ["http", "https", "mailto"].iter().any(|s| scheme.eq_ignore_ascii_case(s)),
    }
}

/// Characters of scripts that set no space between words: Chinese and Japanese, with their punctuation.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(markdown: &str, expected: Value) {
        let text = convert(markdown);
        assert_eq!(text.blocks, expected, "{markdown:?}");
        assert_eq!(text.dropped, [], "{markdown:?}");
    }

    #[test]
    fn every_construct_has_its_form() {
        blocks("## A *b*\n", json!([{"h": 2, "t": ["A ", {"em": ["b"]}]}]));
        blocks("a **b** `c`  \nd", json!([{"p": ["a ", {"strong": ["b"]}, " ", {"code": "c"}, {"br": true}, "d"]}]));
        blocks("> a\n>\n> b", json!([{"quote": [{"p": ["a"]}, {"p": ["b"]}]}]));
        blocks("- a\n- b\n  - c", json!([{"ul": [[{"p": ["a"]}], [{"p": ["b"]}, {"ul": [[{"p": ["c"]}]]}]]}]));
        blocks("1. a\n\n2. b", json!([{"ol": [[{"p": ["a"]}], [{"p": ["b"]}]]}]));
        blocks("3. a", json!([{"ol": [[{"p": ["a"]}]], "start": 3}]));
        blocks("---", json!([{"hr": true}]));
        blocks("```\na\n b\n```", json!([{"pre": "a\n b"}]));
        blocks(
            "[a](/b) [c](mailto:d@e.f)",
            json!([{"p": [{"a": "/b", "t": ["a"]}, " ", {"a": "mailto:d@e.f", "t": ["c"]}]}]),
        );
        blocks("a &amp; b &lt;i&gt;", json!([{"p": ["a & b <i>"]}]));
    }

    #[test]
    fn a_line_break_is_a_space_except_between_chinese_characters() {
        blocks("one\ntwo", json!([{"p": ["one two"]}]));
        blocks("读书，\n慢慢读", json!([{"p": ["读书，慢慢读"]}]));
        blocks("读\nWalden", json!([{"p": ["读 Walden"]}]));
    }

    #[test]
    fn footnotes_are_numbered_as_the_text_refers_to_them() {
        blocks(
            "a[^z] b[^y] c[^z]\n\n[^y]: Why.\n[^z]: *Zed*.",
            json!([
                {"p": ["a", {"note": 1}, " b", {"note": 2}, " c", {"note": 1, "again": true}]},
                {"notes": [[{"p": [{"em": ["Zed"]}, "."]}], [{"p": ["Why."]}]]},
            ]),
        );
        blocks("a[^gone]", json!([{"p": ["a[^gone]"]}]));
        let text = convert("a\n\n[^x]: Nobody asks.");
        assert_eq!(text.blocks, json!([{"p": ["a"]}]));
        assert_eq!(text.dropped, [(3, "the footnote `[^x]`, to which nothing refers".to_owned())]);
    }

    #[test]
    fn what_the_app_would_not_show_is_dropped_and_named() {
        let dropped = |markdown: &str, expected: Value, line: usize| {
            let text = convert(markdown);
            assert_eq!(text.blocks, expected, "{markdown:?}");
            assert_eq!(text.dropped.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [line], "{markdown:?}");
        };
        dropped("a\n\n<script>alert(1)</script>", json!([{"p": ["a"]}]), 3);
        dropped("a\n<br> b", json!([{"p": ["a  b"]}]), 2);
        dropped("![alt](x.png)", json!([{"p": ["alt"]}]), 1);
        for href in [
            "javascript:alert(1)",
            "JaVaScript:x",
            "data:text/html,x",
            "//evil.example",
            "<java\tscript:x>",
            "vbscript:x",
        ] {
            dropped(&format!("[a]({href})"), json!([{"p": ["a"]}]), 1);
        }
    }
}
