//! The public course enrolments that the accuracy is measured on: `train.txt`, `test.txt` (a line per learner: a number,
//! then items) and `kg_final.txt` (head, relation, tail; relations 1, 2 and 4 lead from a course to what it is about).

use crate::interactions::{Interactions, MILLION, Touch};
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The relations that serve as tags.
const TAGS: [u32; 3] = [1, 2, 4];

/// Reads the folder; each learner's files are joined, an item counts where it was first.
///
/// # Errors
/// When a file cannot be read, or a line holds something else than numbers; file and line are named.
pub fn read(folder: &Path, with_tags: bool) -> Result<Interactions> {
    let mut learners: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for name in ["train.txt", "test.txt"] {
        lines(&folder.join(name), |numbers| {
            if let Some((learner, items)) = numbers.split_first() {
                learners.entry(*learner).or_default().extend(items);
            }
            Ok(())
        })?;
    }
    let numbers: BTreeSet<u32> = learners.values().flatten().copied().collect();
    let number: BTreeMap<u32, u32> = numbers.iter().copied().zip(0..).collect();
    let mut tags = vec![Vec::new(); numbers.len()];
    let mut tag_numbers: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    if with_tags {
        lines(&folder.join("kg_final.txt"), |triple| {
            let [head, relation, tail] = triple else { bail!("three numbers are expected: head, relation, tail") };
            if let Some(item) = number.get(head).filter(|_| TAGS.contains(relation)) {
                let next = tag_numbers.len() as u32;
                let tag = *tag_numbers.entry((*relation, *tail)).or_insert(next);
                tags[*item as usize].push(tag);
            }
            Ok(())
        })?;
    }
    for tags in &mut tags {
        tags.sort_unstable();
        tags.dedup();
    }
    let members = learners.into_values().map(|items| {
        let mut seen = BTreeSet::new();
        let first = items.into_iter().filter(|item| seen.insert(*item));
        first.map(|item| Touch { item: number[&item], affinity: MILLION }).collect()
    });
    Ok(Interactions {
        members: members.collect(),
        items: numbers.iter().map(u32::to_string).collect(),
        tags,
        tag_count: tag_numbers.len(),
    })
}

fn lines(path: &Path, mut take: impl FnMut(&[u32]) -> Result<()>) -> Result<()> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut numbers = Vec::new();
    for (line, bytes) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let place = || format!("{}, line {}", path.display(), line + 1);
        let text = std::str::from_utf8(bytes).with_context(place)?;
        numbers.clear();
        for word in text.split_ascii_whitespace() {
            numbers.push(word.parse().with_context(|| format!("`{word}` is no number")).with_context(place)?);
        }
        if !numbers.is_empty() {
            take(&numbers).with_context(place)?;
        }
    }
    Ok(())
}
