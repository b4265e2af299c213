//! All members of a community beside each other.

use super::{Args, Format};
use crate::table::{self, Side, number};
use anyhow::Result;
use guildhall_engine::charter::Charter;
use guildhall_engine::standing::Standing;
use guildhall_engine::time::Moment;
use serde_json::{Value, json};
use std::cmp::Ordering;
use std::io::Write;

/// What members are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Key {
    /// The whole score.
    Score,
    /// Taking part.
    Activity,
    /// Giving to others.
    Contribution,
    /// The balance of points.
    Points,
    /// The present run of active days.
    Streak,
    /// The day of joining, the earliest first.
    Joined,
    /// The member's id.
    Member,
}

/// Members with the same value stand in the order of their ids.
fn order(key: Key, a: &Standing, b: &Standing) -> Ordering {
    let order = match key {
        Key::Score => b.score.total.total_cmp(&a.score.total),
        Key::Activity => b.score.activity.total.total_cmp(&a.score.activity.total),
        Key::Contribution => b.score.contribution.total.total_cmp(&a.score.contribution.total),
        Key::Points => b.points.balance.cmp(&a.points.balance),
        Key::Streak => b.streak.current.cmp(&a.streak.current),
        // Who never acted joined last.
        Key::Joined => a.joined.is_none().cmp(&b.joined.is_none()).then(a.joined.cmp(&b.joined)),
        Key::Member => Ordering::Equal,
    };
    order.then_with(|| a.member.cmp(&b.member))
}

/// Prints the ranking.
pub(super) fn print(
    out: &mut dyn Write,
    charter: &Charter,
    mut standings: Vec<Standing>,
    now: Moment,
    args: &Args,
) -> Result<()> {
    standings.sort_by(|a, b| order(args.sort, a, b));
    let members = standings.len();
    let shown = args.limit.unwrap_or(members).min(members);
    standings.truncate(shown);
    match args.format {
        Format::Table => {
            rows(out, charter, &standings, args)?;
            let of = if shown < members { format!("{} of ", table::count(shown)) } else { String::new() };
            writeln!(
                out,
                "\n{of}{} of {} at {now}",
                table::counted(members, "member"),
                charter.file().name.get(&args.language)
            )?;
            Ok(())
        }
        Format::Json => {
            let list: Vec<Value> =
                standings.iter().enumerate().map(|(at, standing)| row(at + 1, standing, args.digest)).collect();
            let document =
                json!({"community": charter.file().id.as_str(), "at": now.to_string(), "of": members, "members": list});
            Ok(writeln!(out, "{}", serde_json::to_string_pretty(&document)?)?)
        }
        Format::Csv => {
            let mut writer = csv::Writer::from_writer(out);
            let mut heading =
                vec!["rank", "member", "tier", "score", "activity", "contribution", "points", "joined", "streak"];
            heading.extend(args.digest.then_some("digest"));
            writer.write_record(&heading)?;
            for (at, standing) in standings.iter().enumerate() {
                let row = row(at + 1, standing, args.digest);
                let cell = |key: &&str| match &row[*key] {
                    Value::String(text) => text.clone(),
                    Value::Null => String::new(),
                    other => other.to_string(),
                };
                writer.write_record(heading.iter().map(cell))?;
            }
            Ok(writer.flush()?)
        }
    }
}

fn row(rank: usize, standing: &Standing, digest: bool) -> Value {
    let mut row = json!({
        "rank": rank,
        "member": standing.member.as_str(),
        "tier": standing.tier.id.as_str(),
        "score": plain(standing.score.total),
        "activity": plain(standing.score.activity.total),
        "contribution": plain(standing.score.contribution.total),
        "points": standing.points.balance,
        "joined": standing.joined,
        "streak": standing.streak.current,
    });
    if digest {
        row["digest"] = standing.digest().into();
    }
    row
}

/// A number as people write it: `2460`, not `2460.0`.
fn plain(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 1e15 { (number as i64).into() } else { number.into() }
}

fn rows(out: &mut dyn Write, charter: &Charter, standings: &[Standing], args: &Args) -> Result<()> {
    const HEADING: [(&str, Side); 9] = [
        ("rank", Side::Right),
        ("member", Side::Left),
        ("tier", Side::Left),
        ("score", Side::Right),
        ("activity", Side::Right),
        ("contribution", Side::Right),
        ("points", Side::Right),
        ("joined", Side::Left),
        ("streak", Side::Right),
    ];
    let cells = |(at, standing): (usize, &Standing)| {
        let tier = charter.tiers().get(standing.tier.rank).map_or("", |tier| tier.name.get(&args.language));
        [
            table::count(at + 1),
            standing.member.to_string(),
            tier.to_owned(),
            number(standing.score.total),
            number(standing.score.activity.total),
            number(standing.score.contribution.total),
            number(standing.points.balance as f64),
            standing.joined.map_or_else(|| "-".to_owned(), |day| day.to_string()),
            standing.streak.current.to_string(),
        ]
    };
    let rows: Vec<[String; 9]> = standings.iter().enumerate().map(cells).collect();
    if !args.digest {
        return table::write(out, HEADING, &rows);
    }
    let [a, b, c, d, e, f, g, h, i] = HEADING;
    let rows: Vec<[String; 10]> = rows
        .into_iter()
        .zip(standings)
        .map(|([a, b, c, d, e, f, g, h, i], standing)| [a, b, c, d, e, f, g, h, i, standing.digest()])
        .collect();
    table::write(out, [a, b, c, d, e, f, g, h, i, ("digest", Side::Left)], &rows)
}
