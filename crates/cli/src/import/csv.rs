//! Tables with a heading, one event a row.

use super::Common;
use super::batch::Batch;
use crate::table::counted;
use anyhow::{Context, Result, bail};
use csv::ByteRecord;
use guildhall_engine::event::Event;
use guildhall_engine::finding::closest;
use guildhall_engine::id::EventId;
use guildhall_engine::time::{Day, Moment, Offset};
use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;

const DEVICE: &str = "csv";
/// The fields of an event, in the order in which tables are written.
pub const FIELDS: [&str; 11] =
    ["id", "at", "member", "verb", "object", "owner", "value", "note", "source", "device", "n"];

/// Arguments of `guildhall import csv`.
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: Common,
    /// Which column holds a field, such as `at=timestamp,member=user id`; other fields are looked for by their own names.
    #[arg(long, value_name = "FIELD=COLUMN,...", value_delimiter = ',')]
    map: Vec<String>,
    /// What separates the cells; by default a comma, semicolon or tab, whichever the heading has.
    #[arg(long, value_name = "CHARACTER")]
    delimiter: Option<char>,
    /// The offset from UTC of times that do not name theirs.
    #[arg(long, value_name = "OFFSET", value_parser = Offset::parse, default_value = "+00:00", allow_hyphen_values = true)]
    offset: Offset,
}

/// Reads a table. A row without an id gets one that follows from its cells, so that the same row is the same event.
pub(super) fn read(args: &Args, bytes: &[u8]) -> Result<Batch> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let delimiter = delimiter(args.delimiter, bytes)?;
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes);
    let heading = reader.headers().context("the heading cannot be read")?.clone();
    if reader.position().byte() == bytes.len() as u64 && is_open(bytes, delimiter) {
        bail!("a quote in the heading is not closed before the end of the file; close the quote");
    }
    let heading: Vec<&str> = heading.iter().map(str::trim).collect();
    if heading.iter().all(|name| name.is_empty()) {
        bail!("the table is empty; its first row names the columns, such as {}", FIELDS.join(","));
    }
    let columns = columns(&heading, &args.map)?;
    let mut batch = Batch::new("row");
    let ignored: Vec<&str> = heading
        .iter()
        .enumerate()
        .filter(|(at, _)| !columns.values().any(|c| c == at))
        .map(|(_, name)| *name)
        .collect();
    if !ignored.is_empty() {
        batch.notes.push(format!("columns not used: {}", ignored.join(", ")));
    }
    let mut row = ByteRecord::new();
    loop {
        let line = reader.position().line();
        match reader.read_byte_record(&mut row) {
            Ok(false) => return Ok(batch),
            Ok(true) => {}
            Err(error) => {
                batch.read += 1;
                batch.refuse(format!("line {line}"), error.to_string());
                continue;
            }
        }
        batch.read += 1;
        let start = row.position().and_then(|start| usize::try_from(start.byte()).ok());
        let rest = start.and_then(|start| bytes.get(start..)).unwrap_or_default();
        // The reader places a row before the line ends that it skips, such as the second half of `\r\n`.
        let skipped =
            rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
        let place = format!("line {}", row.position().map_or(line, csv::Position::line) + skipped as u64);
        // The reader takes an open quote for closed by the end of the file, and every row up to there for its text.
        if reader.position().byte() == bytes.len() as u64 && is_open(rest, delimiter) {
            let lines = rest.trim_ascii().split(|byte| *byte == b'\n').count();
            let taken = match lines {
                1 => String::new(),
                _ => format!(" and takes in the rest of the file, {}", counted(lines - 1, "further line")),
            };
            batch.refuse(place, format!("a quote is not closed{taken}; close the quote"));
            continue;
        }
        match event(&row, heading.len(), &columns, args.offset) {
            Ok(document) => match Event::read(&document, &place) {
                Ok(event) => batch.take(&place, event),
                Err(findings) => batch.refuse_for(&place, &findings),
            },
            Err(why) => batch.refuse(place, why),
        }
    }
}

/// Whether a quote of the last record is still open at its end: then a line after it would belong to it.
fn is_open(record: &[u8], delimiter: u8) -> bool {
    let longer = [record, b"\n."].concat();
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(&*longer);
    reader.byte_records().count() == 1
}

fn delimiter(given: Option<char>, bytes: &[u8]) -> Result<u8> {
    if let Some(given) = given {
        return u8::try_from(given).ok().filter(u8::is_ascii).context("the delimiter must be an ASCII character");
    }
    let heading = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| heading.iter().filter(|byte| **byte == delimiter).count();
    Ok([b',', b';', b'\t'].into_iter().rev().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b','))
}

/// The column of each field.
fn columns(heading: &[&str], map: &[String]) -> Result<BTreeMap<&'static str, usize>> {
    let find = |name: &str| heading.iter().position(|column| column.eq_ignore_ascii_case(name.trim()));
    let mut columns: BTreeMap<&'static str, usize> =
        FIELDS.iter().filter_map(|field| Some((*field, find(field)?))).collect();
    for pair in map {
        let Some((field, column)) = pair.split_once('=') else { bail!("`--map {pair}` is not FIELD=COLUMN") };
        let Some(field) = FIELDS.iter().find(|known| **known == field.trim()) else {
            bail!("`--map {pair}`: an event has no field `{field}`; it has {}", FIELDS.join(", "));
        };
        let Some(at) = find(column) else {
            bail!("`--map {pair}`: there is no column `{column}`; there are {}", heading.join(", "))
        };
        columns.insert(field, at);
    }
    for field in ["at", "member", "verb"] {
        if !columns.contains_key(field) {
            let meant = closest(field, heading.iter().copied()).unwrap_or("its column");
            bail!(
                "there is no column `{field}`; the heading has {}. Name it with `--map {field}={meant}`",
                heading.join(", ")
            );
        }
    }
    Ok(columns)
}

/// A row as the JSON of an event.
fn event(
    row: &ByteRecord,
    width: usize,
    columns: &BTreeMap<&'static str, usize>,
    offset: Offset,
) -> Result<Value, String> {
    if row.len() != width {
        return Err(format!("{} cells, the heading has {width}", row.len()));
    }
    let mut fields = Map::new();
    let mut name = String::from("csv");
    for field in FIELDS {
        let Some(cell) = columns.get(field).and_then(|at| row.get(*at)) else { continue };
        let cell = std::str::from_utf8(cell).map_err(|_| format!("`{field}` is not UTF-8"))?;
        // A note is kept as it was written; white space around anything else comes from the table.
        let cell = if field == "note" { cell } else { cell.trim() };
        if cell.is_empty() {
            continue;
        }
        let value = match field {
            "at" => moment(cell, offset).map_or_else(|| cell.into(), |at| at.to_string().into()),
            "value" => cell.parse().ok().and_then(Number::from_f64).map_or_else(|| cell.into(), Value::Number),
            "n" => cell.parse::<u64>().map_or_else(|_| cell.into(), Value::from),
            _ => Value::from(cell),
        };
        name.push_str(&format!("\n{field}={}", value.to_string().trim_matches('"')));
        fields.insert(field.to_owned(), value);
    }
    fields.entry("id").or_insert_with(|| EventId::of_name(&name).to_string().into());
    fields.entry("source").or_insert_with(|| "import".into());
    fields.entry("device").or_insert_with(|| DEVICE.into());
    Ok(Value::Object(fields))
}

/// A time as tables have it: RFC 3339, with or without a zone; a date; seconds or milliseconds since 1970.
fn moment(text: &str, offset: Offset) -> Option<Moment> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() >= 9 {
        let number: i64 = text.parse().ok()?;
        return Some(Moment(if text.len() <= 11 { number.checked_mul(1000)? } else { number }))
            .filter(|at| at.in_range());
    }
    if let Ok(day) = Day::parse(text) {
        return Some(day.start(offset)).filter(|at| at.in_range());
    }
    let names_zone = text.ends_with(['Z', 'z']) || text.get(10..).is_some_and(|time| time.contains(['+', '-']));
    if names_zone { Moment::parse(text).ok() } else { Moment::parse(&format!("{text}{offset}")).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_understood_in_the_forms_of_tables() {
        let east = Offset::parse("+08:00").unwrap();
        let cases = [
            ("2026-03-14T09:26:53Z", "2026-03-14T09:26:53Z"),
            ("2026-03-14 09:26", "2026-03-14T01:26:00Z"),
            ("2026-03-14 09:26:53-03:00", "2026-03-14T12:26:53Z"),
            ("2026-03-14", "2026-03-13T16:00:00Z"),
            ("1773480413", "2026-03-14T09:26:53Z"),
            ("1773480413589", "2026-03-14T09:26:53.589Z"),
        ];
        for (text, moment_) in cases {
            assert_eq!(moment(text, east).map(|at| at.to_string()).as_deref(), Some(moment_), "{text}");
        }
        assert_eq!(moment("14.3.2026", east), None);
    }

    #[test]
    fn only_a_quote_that_opens_a_cell_can_be_left_open() {
        for open in ["a,\"b", "a,\"b\nc,d\n", "a,\"b\"\"", "\"", "a,\"b\r\nc,\r\n"] {
            assert!(is_open(open.as_bytes(), b','), "{open}");
        }
        for closed in ["a,b", "a,\"b\"", "a,\"b\nc\"\r\n", "a,\"b\"\"\"", "a,5\" pipe\n", "\r\na,b\r\n\r\n"] {
            assert!(!is_open(closed.as_bytes(), b','), "{closed}");
        }
    }
}
