//! The posts of a dump, row by row: dumps are larger than memory, and one broken row must not spoil the others.

use super::post::{self, Post};
use crate::import::batch::Batch;
use crate::progress;
use anyhow::{Context, Result};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Reads every post; rows that cannot be used are refused with the line they begin in.
pub(super) fn read(path: &Path, batch: &mut Batch) -> Result<Vec<Post>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let length = file.metadata().map_or(0, |metadata| metadata.len());
    let bar = progress::bytes(length, "reading posts");
    let posts = read_from(BufReader::new(bar.wrap_read(file)), batch)
        .with_context(|| format!("cannot read {}", path.display()))?;
    bar.finish_and_clear();
    Ok(posts)
}

/// Reads every post of an open dump.
pub(super) fn read_from(mut input: impl BufRead, batch: &mut Batch) -> std::io::Result<Vec<Post>> {
    let mut rows = Rows { posts: Vec::new(), batch, open: Vec::new(), begins: 0 };
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        rows.line(&line, number);
    }
    rows.end();
    Ok(rows.posts)
}

/// Rows are put together from lines. A row usually is a line, but may go on over several.
struct Rows<'b> {
    posts: Vec<Post>,
    batch: &'b mut Batch,
    /// The lines of a row that has not ended.
    open: Vec<u8>,
    begins: usize,
}

impl Rows<'_> {
    fn line(&mut self, line: &[u8], number: usize) {
        let begins = line.trim_ascii_start().starts_with(b"<row") || (self.open.is_empty() && contains(line, b"<row"));
        if begins {
            // A row that has not ended when the next one begins is broken, and is refused by itself.
            self.end();
            self.begins = number;
        } else if self.open.is_empty() {
            return;
        }
        self.open.extend_from_slice(line);
        let text = self.open.trim_ascii_end();
        if [b"/>".as_slice(), b"</row>", b"</posts>"].iter().any(|end| text.ends_with(end)) {
            self.end();
        }
    }

    fn end(&mut self) {
        if self.open.is_empty() {
            return;
        }
        let row = std::mem::take(&mut self.open);
        let place = format!("line {}", self.begins);
        let Ok(text) = std::str::from_utf8(&row) else {
            self.batch.read += 1;
            return self.batch.refuse(place, "not UTF-8");
        };
        // A file in one line begins with the declaration and the list's own tag.
        let text = text.find("<row").and_then(|at| text.get(at..)).unwrap_or(text);
        for post in post::read(text.trim_end().trim_end_matches("</posts>")) {
            self.batch.read += 1;
            match post {
                Ok(post) => self.posts.push(post),
                Err(why) => self.batch.refuse(place.clone(), why),
            }
        }
    }
}

fn contains(line: &[u8], part: &[u8]) -> bool {
    line.windows(part.len()).any(|window| window == part)
}
