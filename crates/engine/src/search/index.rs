//! An index of texts: for each term the items whose text has it. Written once where texts are converted, read in the
//! browser as one piece.

use super::{fold, is_wide};
use crate::id::ItemId;
use std::collections::BTreeMap;

/// The longest term; what is longer is no word that anybody looks for.
const LONGEST: usize = 40;
/// Digits of the numbers in a file.
const BASE: u32 = 36;

/// Collects the terms of texts.
#[derive(Debug, Clone, Default)]
pub struct TextIndexWriter {
    items: Vec<ItemId>,
    terms: BTreeMap<String, Vec<u32>>,
}

impl TextIndexWriter {
    /// Adds an item's text.
    pub fn add(&mut self, item: ItemId, text: &str) {
        let number = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        self.items.push(item);
        for term in terms(&fold(text), true) {
            let items = self.terms.entry(term).or_default();
            if items.last() != Some(&number) {
                items.push(number);
            }
        }
    }

    /// The index as a file: a line with the items, separated by tabs, then the terms in order, each with the items that
    /// have it: their distances, in base 36, separated by commas.
    pub fn write(&self) -> String {
        let ids: Vec<&str> = self.items.iter().map(ItemId::as_str).collect();
        let mut file = ids.join("\t");
        for (term, items) in &self.terms {
            file.push('\n');
            file.push_str(term);
            let (mut before, mut mark) = (0, ' ');
            for item in items {
                file.push(mark);
                put(&mut file, item - before);
                (before, mark) = (*item, ',');
            }
        }
        file
    }
}

fn put(file: &mut String, number: u32) {
    if number >= BASE {
        put(file, number / BASE);
    }
    file.extend(char::from_digit(number % BASE, BASE));
}

/// The terms of a folded text: words of letters and digits, and pairs of characters where no space stands between words.
/// In an index the last character of such a run stands for itself too, so that every character can be found alone.
fn terms(text: &str, is_index: bool) -> Vec<String> {
    let mut terms = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_run = |c: char| if is_wide(first) { is_wide(c) } else { c.is_alphanumeric() && !is_wide(c) };
        let end = rest.find(|c| !is_run(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end.max(first.len_utf8()));
        rest = after;
        if end == 0 {
            continue;
        }
        if !is_wide(first) {
            if run.len() <= LONGEST {
                terms.push(run.to_owned());
            }
            continue;
        }
        let is_single = run.chars().nth(1).is_none();
        terms.extend(run.chars().zip(run.chars().skip(1)).map(|(a, b)| String::from_iter([a, b])));
        if is_index || is_single {
            terms.extend(run.chars().last().map(String::from));
        }
    }
    terms
}

/// The index of the texts in one language.
#[derive(Debug, Clone, Default)]
pub struct TextIndex {
    items: Vec<ItemId>,
    file: Box<str>,
    /// Where each line with a term begins.
    lines: Vec<u32>,
}

impl TextIndex {
    /// Reads a file. Lines that are none are found by nobody.
    pub fn read(file: &str) -> TextIndex {
        let items = file.lines().next().unwrap_or_default().split('\t').filter(|id| !id.is_empty());
        let items = items.map(ItemId::from).collect();
        let lines = file.match_indices('\n').filter_map(|(at, _)| u32::try_from(at + 1).ok()).collect();
        TextIndex { items, file: file.into(), lines }
    }

    /// The items whose texts are indexed.
    pub fn items(&self) -> &[ItemId] {
        &self.items
    }

    /// Whether each item's text has a folded word. Every part of it must occur: the last one as the beginning of a term,
    /// because a word that is being typed is not at its end.
    pub fn find(&self, word: &str) -> Vec<bool> {
        let parts = terms(word, false);
        let mut all = vec![!parts.is_empty(); self.items.len()];
        for (at, part) in parts.iter().enumerate() {
            let found = self.having(part, at + 1 == parts.len());
            all.iter_mut().zip(found).for_each(|(all, found)| *all &= found);
        }
        all
    }

    fn line(&self, at: u32) -> &str {
        self.file.get(at as usize..).and_then(|rest| rest.lines().next()).unwrap_or_default()
    }

    fn having(&self, term: &str, is_beginning: bool) -> Vec<bool> {
        let mut found = vec![false; self.items.len()];
        let word = |line: &u32| self.line(*line).split(' ').next().unwrap_or_default();
        let from = self.lines.partition_point(|line| word(line) < term);
        for line in self.lines.get(from..).unwrap_or_default() {
            let fits = if is_beginning { word(line).starts_with(term) } else { word(line) == term };
            if !fits {
                break;
            }
            let mut item = 0usize;
            let distances = self.line(*line).split(' ').nth(1).unwrap_or_default().split(',');
            for distance in distances.filter_map(|digits| usize::from_str_radix(digits, BASE).ok()) {
                item = item.saturating_add(distance);
                if let Some(found) = found.get_mut(item) {
                    *found = true;
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> TextIndex {
        let mut writer = TextIndexWriter::default();
        writer.add("walden".into(), "I went to the Woods; I wished to live deliberately. One’s own café, 1854.");
        writer.add("odes".into(), "关关雎鸠，在河之洲。Woodland songs.");
        (0..50).for_each(|n| writer.add(ItemId::from(format!("filler-{n}").as_str()), "filler"));
        writer.add("last".into(), "woods 河");
        TextIndex::read(&writer.write())
    }

    #[test]
    fn words_are_found_by_their_beginning_and_chinese_by_any_part() {
        let index = index();
        let found = |word: &str| {
            let all = index.find(&fold(word));
            let found = index.items().iter().zip(all).filter(|(_, found)| *found);
            found.map(|(id, _)| id.to_string()).collect::<Vec<_>>().join(" ")
        };
        for (word, items) in [
            ("wood", "walden odes last"),
            ("WOODS", "walden last"),
            ("oods", ""),
            ("CAFÉ", "walden"),
            ("one's", "walden"),
            ("河", "odes last"),
            ("河之洲", "odes"),
            ("之河", ""),
            ("洲", "odes"),
            ("雎鸠", "odes"),
            ("1854", "walden"),
            ("—", ""),
            ("filler", &(0..50).map(|n| format!("filler-{n}")).collect::<Vec<_>>().join(" ")),
        ] {
            assert_eq!(found(word), items, "{word}");
        }
    }

    #[test]
    fn a_file_that_is_none_finds_nothing_and_does_no_harm() {
        for file in ["", "\n", "a\tb\nword zz,9999999999999999999999,-1\nword", "\u{feff}<!doctype html>"] {
            let index = TextIndex::read(file);
            assert!(index.find("word").iter().all(|found| !found), "{file}");
        }
    }
}
