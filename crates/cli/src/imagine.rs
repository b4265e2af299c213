//! `guildhall imagine`: events of members who do not exist, to try a community with.
//!
//! Each has two or three subjects, drawn from the tags that items of the catalogue share, and a way of going on: most things
//! they open have a subject of theirs, the popular ones more often, and often what is most like the last. It is a model of
//! readers, made up; what is learned from it says how the software works, and nothing about people.

use crate::community::{self, CATALOGUE, CHARTER};
use crate::files;
use crate::table;
use anyhow::{Context, Result, bail};
use guildhall_engine::catalogue::{Catalogue, Item};
use guildhall_engine::event::{Event, Quantity, Source, Verb};
use guildhall_engine::exchange;
use guildhall_engine::id::EventId;
use guildhall_engine::time::Moment;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// The last moment of the year that is imagined, unless another is named: 2026-01-01.
const END: &str = "2026-01-01T00:00:00Z";
const DAY: u64 = 86_400_000;
/// How much likelier an item is for each of its tags that the member has, and for each that it shares with the last one.
const SUBJECT: u64 = 40;
const GOING_ON: u64 = 25;

/// Arguments of `guildhall imagine`.
#[derive(clap::Args)]
pub struct Args {
    /// The community's folder: charter and catalogue.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// How many members.
    #[arg(long, default_value_t = 500, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    members: u32,
    /// Another number gives other members; the same gives the same.
    #[arg(long, default_value_t = 1, value_name = "S")]
    seed: u64,
    /// When the year they live in ends.
    #[arg(long, default_value = END, value_name = "MOMENT")]
    until: String,
    /// Write to this file instead of standard output. It is best kept out of the community's folder, where `standing` and
    /// `train` would count it among real events.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Writes the events, as NDJSON.
pub fn run(args: &Args, out: &mut dyn Write) -> Result<ExitCode> {
    let until = Moment::parse(&args.until)
        .ok()
        .with_context(|| format!("`{}` is not a moment; write one such as {END}", args.until))?;
    let (charter, _) = community::read_charter(&args.folder.join(CHARTER), CHARTER)?;
    let Some(charter) = charter else { bail!("the charter cannot be used; `guildhall check` tells why") };
    let mut pages = community::read_pages(&args.folder.join(CATALOGUE), CATALOGUE)?;
    let catalogue = community::gather(&charter, &mut pages);
    if catalogue.items().len() < 2 {
        bail!("the catalogue has fewer than two items; add some for members to choose from");
    }
    let mut events = Vec::new();
    for member in 0..args.members {
        live(&catalogue, until, args.seed, member, &mut events);
    }
    events.sort_by_key(|event| (event.at, event.id));
    let text = exchange::write_ndjson(events.iter());
    match &args.out {
        Some(file) => {
            files::write(file, text.as_bytes())?;
            let members = table::counted(args.members as usize, "member");
            writeln!(
                out,
                "{} of {members} who do not exist, in {}",
                table::counted(events.len(), "event"),
                file.display()
            )?;
        }
        None => out.write_all(text.as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    /// The place of one of some weights, the heavier the likelier.
    fn among(&mut self, weights: &[u64]) -> Option<usize> {
        let mut left = self.below(weights.iter().sum());
        weights.iter().position(|weight| {
            let is_it = left < *weight;
            left = left.saturating_sub(*weight);
            is_it
        })
    }
}

/// A member's year.
fn live(catalogue: &Catalogue, until: Moment, seed: u64, number: u32, events: &mut Vec<Event>) {
    let mut chance = Chance(seed.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ u64::from(number));
    // Numbers that follow each other are not to begin alike.
    chance.next();
    let member = format!("imagined-{seed}-{}", number + 1);
    let subjects = subjects(catalogue, &mut chance);
    let mut unread: Vec<usize> = (0..catalogue.items().len()).collect();
    // Few read much, most read a little.
    let most = 3 + chance.below(6) + if chance.below(4) == 0 { chance.below(24) } else { 0 };
    let begin = until.0 - i64::try_from((20 + chance.below(345)) * DAY).unwrap_or_default();
    let mut at = begin;
    let mut last: Option<usize> = None;
    let mut n = 0;
    let mut add = |verb: Verb, item: &Item, value: Option<f64>, at: i64| {
        n += 1;
        events.push(Event {
            id: EventId::of_name(&format!("{member} {n}")),
            at: Moment(at),
            member: member.as_str().into(),
            verb,
            object: Some(item.id.as_str().into()),
            owner: None,
            value: value.and_then(Quantity::new),
            note: None,
            source: Source::Import,
            device: member.as_str().into(),
            n,
        });
    };
    for _ in 0..most.min(unread.len() as u64) {
        let weights: Vec<u64> = unread.iter().map(|place| weight(catalogue, *place, &subjects, last)).collect();
        let Some(place) = chance.among(&weights).map(|chosen| unread.swap_remove(chosen)) else { break };
        at += i64::try_from(chance.below(6 * DAY)).unwrap_or_default();
        if at >= until.0 {
            break;
        }
        let item = &catalogue.items()[place];
        let fits = catalogue.tags_of(place).iter().any(|tag| subjects.contains(tag));
        add(Verb::View, item, None, at);
        if chance.below(10) < if fits { 8 } else { 3 } {
            add(Verb::Finish, item, None, at + 900_000);
            last = Some(place);
            match (chance.below(6), fits) {
                (0, true) => add(Verb::Like, item, None, at + 930_000),
                (1, _) => add(Verb::Rate, item, Some(if fits { 5.0 } else { 3.0 }), at + 960_000),
                _ => {}
            }
        }
    }
}

/// Two or three tags, the common ones oftener; the second goes with the first on some item where that can be.
fn subjects(catalogue: &Catalogue, chance: &mut Chance) -> Vec<u32> {
    let mut subjects = Vec::new();
    for _ in 0..2 + chance.below(2) {
        let related: Vec<u32> = (0..catalogue.items().len())
            .map(|place| catalogue.tags_of(place))
            .filter(|tags| subjects.is_empty() || subjects.iter().any(|known| tags.contains(known)))
            .flatten()
            .filter(|tag| !subjects.contains(*tag))
            .copied()
            .collect();
        subjects.extend(related.get(usize::try_from(chance.below(related.len() as u64)).unwrap_or_default()));
    }
    subjects
}

/// How likely an item is the next one.
fn weight(catalogue: &Catalogue, place: usize, subjects: &[u32], last: Option<usize>) -> u64 {
    let tags = catalogue.tags_of(place);
    let shared = |with: &[u32]| tags.iter().filter(|tag| with.contains(tag)).count() as u64;
    let readers = catalogue.items().get(place).map_or(0.0, |item| item.popularity).max(0.0);
    // The number of digits, so to say: what everybody reads is not all that anybody reads.
    let popular = 1 + (readers as u64 + 1).ilog2() as u64;
    popular
        + popular * SUBJECT * shared(subjects).pow(2) / 4
        + last.map_or(0, |last| GOING_ON * shared(catalogue.tags_of(last)).pow(2))
}
