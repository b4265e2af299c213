//! Every preset is sound, speaks English and Chinese, and moves at the pace its notes claim.
//!
//! The paces are data: `tests/presets/<preset>.json` says what a typical member does in a week, on which day such a
//! member reaches each tier, and what the first year earns in points.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::charter::{BenefitKind, Charter};
use guildhall_engine::event::{Event, Quantity, Source, Verb};
use guildhall_engine::id::{EventId, ItemId, MemberId, TierId};
use guildhall_engine::ledger::Ledger;
use guildhall_engine::standing::{Standing, standing};
use guildhall_engine::time::Moment;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Communities to start from; the other presets write down a rulebook that exists elsewhere.
const FIELDS: [&str; 6] = ["education", "technology", "lifestyle", "culture", "company-training", "consulting"];
const MS_PER_DAY: i64 = 86_400_000;

fn document(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn charter_file(name: &str) -> Value {
    document(&format!("presets/{name}/charter.json"))
}

fn catalogue_file(name: &str) -> Value {
    document(&format!("presets/{name}/catalogue.json"))
}

fn charter(name: &str) -> Charter {
    let (charter, findings) = Charter::parse(&charter_file(name));
    assert!(findings.is_empty(), "{name}/charter.json: {findings:#?}");
    charter.unwrap()
}

fn catalogue(name: &str, charter: &Charter) -> Catalogue {
    let (page, mut findings) = Catalogue::read_page(&catalogue_file(name));
    let mut catalogue = Catalogue::new();
    findings.extend(page.map(|page| catalogue.add(page, charter)).unwrap_or_default());
    findings.extend(catalogue.check_references(charter));
    assert!(findings.is_empty(), "{name}/catalogue.json: {findings:#?}");
    catalogue
}

/// Calls `visit` with the path and the key of every value in a document, and the value.
fn each_entry<'v>(value: &'v Value, path: &str, visit: &mut impl FnMut(&str, &str, &'v Value)) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                visit(path, key, value);
                each_entry(value, &format!("{path}.{key}"), visit);
            }
        }
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| each_entry(value, &format!("{path}[{index}]"), visit));
        }
        _ => {}
    }
}

/// The texts in a value that stand for themselves, at any depth.
fn words(value: &Value) -> Vec<&str> {
    match value {
        Value::String(word) => vec![word],
        Value::Array(list) => list.iter().flat_map(words).collect(),
        Value::Object(map) => map.values().flat_map(words).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn every_preset_is_without_findings() {
    let folders = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("presets")).unwrap();
    let names: BTreeSet<String> = folders.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(FIELDS.iter().all(|field| names.contains(*field)), "{names:?}");
    for name in &names {
        let charter = charter(name);
        assert!(!catalogue(name, &charter).items().is_empty(), "{name} has nothing to read");
    }
}

#[test]
fn every_name_and_text_exists_in_english_and_chinese() {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for name in FIELDS {
        for file in [charter_file(name), catalogue_file(name)] {
            each_entry(&file, name, &mut |path, key, value| {
                // Published works keep the title they have.
                let is_text = matches!(key, "name" | "title" | "label" | "description" | "summary" | "place")
                    && !path.ends_with(".work");
                if !is_text && !path.ends_with(".tags") {
                    return;
                }
                let english = value["en"].as_str().unwrap_or_default();
                let chinese = value["zh"].as_str().unwrap_or_default();
                assert!(!english.is_empty() && !english.contains(is_han), "{path}.{key} has no English");
                assert!(chinese.contains(is_han), "{path}.{key} has no Chinese");
            });
            // A name that is missing altogether would not be found above.
            let needs = ["name", "title", "label", "description", "summary", "place"];
            let lists = ["tiers", "benefits", "plans", "rewards", "badges", "items", "activities"];
            each_entry(&file, name, &mut |path, key, value| {
                let entries = value.as_array().filter(|_| lists.contains(&key) && !path.contains(".benefits["));
                for entry in entries.into_iter().flatten().filter(|entry| entry.is_object()) {
                    let texts = needs.iter().filter(|need| entry.get(**need).is_some()).count();
                    assert!(texts >= 2, "{path}.{key}: {} lacks a name or a description", entry["id"]);
                }
            });
        }
        let charter = charter_file(name);
        let unnamed = charter["metrics"].as_object().unwrap().iter().find(|(_, metric)| metric["label"].is_null());
        assert!(unnamed.is_none(), "{name}: {unnamed:?}");
    }
}

/// Conditions compare texts with the charter's own identifiers, and a slip there is a condition that never holds.
#[test]
fn every_identifier_that_is_asked_for_exists() {
    for name in FIELDS {
        let charter = charter(name);
        let catalogue = catalogue(name, &charter);
        let file = charter.file();
        let tags: BTreeSet<&str> = catalogue.tags().keys().map(|tag| tag.as_str()).collect();
        let exists = |kind: &str, id: &str| match kind {
            "tier" => charter.rank(&id.into()).is_some(),
            "plan" => charter.plan(&id.into()).is_some() || file.groups.contains_key(id),
            "badges" => file.badges.iter().any(|badge| badge.id.as_str() == id),
            "interests" | "tags" => tags.contains(id),
            "objects" => catalogue.item(&ItemId::from(id)).is_some() || catalogue.activity(&id.into()).is_some(),
            _ => true,
        };
        for document in [charter_file(name), catalogue_file(name)] {
            each_entry(&document, name, &mut |path, key, value| {
                if path == name {
                    return;
                }
                for id in words(value) {
                    assert!(exists(key, id), "{path}.{key}: there is no `{id}`");
                }
            });
        }
        for (group, plans) in &file.groups {
            let strange = plans.iter().flat_map(words).find(|plan| charter.plan(&(*plan).into()).is_none());
            assert_eq!(strange, None, "{name}: group `{group}` names a plan that does not exist");
        }
    }
}

#[test]
fn the_presets_show_every_metric_form_and_every_benefit_kind() {
    let mut shown = BTreeSet::new();
    for name in FIELDS {
        let charter = charter(name);
        let file = charter.file();
        let kinds: BTreeSet<_> = file.benefits.iter().map(|benefit| benefit.kind).collect();
        assert_eq!(kinds.len(), BenefitKind::ALL.len(), "{name} shows {kinds:?} only");
        let document = charter_file(name);
        for metric in document["metrics"].as_object().unwrap().values() {
            let keys =
                metric.as_object().unwrap().iter().filter(|(key, _)| !matches!(key.as_str(), "label" | "$comment"));
            shown.extend(keys.map(|(key, value)| match key.as_str() {
                "distinct" => format!("distinct {}", value.as_str().unwrap()),
                key => key.to_owned(),
            }));
        }
        let mut note = |_: &str, key: &str, _: &Value| {
            if matches!(key, "once" | "perValue" | "expireDays" | "keep" | "graceDays" | "minStayDays")
                || (key.starts_with('$') && key != "$comment")
            {
                shown.insert(key.to_owned());
            }
        };
        each_entry(&document, name, &mut note);
        each_entry(&catalogue_file(name), name, &mut note);
    }
    let wanted = [
        "count",
        "distinct object",
        "distinct member",
        "sum",
        "minus",
        "days",
        "streak",
        "objects",
        "per",
        "window",
        "cap",
        "dailyCap",
        "others",
        "from",
        "percentOf",
        "once",
        "perValue",
        "expireDays",
        "keep",
        "graceDays",
        "minStayDays",
        "$or",
        "$not",
        "$in",
        "$nin",
        "$ne",
        "$inGroup",
        "$all",
        "$gte",
        "$gt",
        "$lte",
        "$lt",
    ];
    let missing: Vec<_> = wanted.into_iter().filter(|form| !shown.contains(*form)).collect();
    assert!(missing.is_empty(), "no preset shows {missing:?}");
}

#[test]
fn a_newcomer_is_shown_a_way_to_the_second_tier() {
    for name in FIELDS {
        let standing = lead(&charter(name), &[], 1);
        let next = standing.next.unwrap_or_else(|| panic!("{name} has one tier only"));
        let path = next.path.unwrap_or_else(|| panic!("{name}: no way to `{}`", next.id));
        assert!(!path.steps.is_empty() && path.minutes > 0.0, "{name}: {path:?}");
    }
}

#[test]
fn typical_members_reach_the_tiers_on_the_days_the_notes_say() {
    let mut surprises = Vec::new();
    for name in FIELDS {
        let charter = charter(name);
        let file = document(&format!("tests/presets/{name}.json"));
        let mut reached: BTreeSet<TierId> = charter.tiers().iter().take(1).map(|lowest| lowest.id.clone()).collect();
        for life in file["members"].as_array().unwrap() {
            let habits: Vec<Habit> = life["habits"].as_array().unwrap().iter().map(Habit::read).collect();
            let end = lead(&charter, &habits, life["days"].as_i64().unwrap());
            let who = format!("{name}, {}", life["who"].as_str().unwrap());
            assert!(end.left_out.is_empty(), "{who}: {:?}", end.left_out);
            let changes = end.tier.history.iter().skip(1);
            let tiers: Vec<Value> =
                changes.map(|change| json!([change.to.as_str(), change.day.since(end.joined.unwrap())])).collect();
            let year = lead(&charter, &habits, 365);
            let found = json!({"tiers": tiers, "scoreAfterAYear": year.score.total.round(), "pointsInTheFirstYear": year.points.earned});
            for (key, found) in found.as_object().unwrap().iter().filter(|(key, found)| life[*key] != **found) {
                surprises.push(format!("{who}: {key} is {found}, not {}", life[key]));
            }
            reached.extend(end.tier.history.into_iter().map(|change| change.to));
        }
        let never = charter.tiers().iter().filter(|tier| !reached.contains(&tier.id));
        surprises.extend(never.map(|tier| format!("{name}: nobody reaches `{}`", tier.id)));
    }
    assert!(surprises.is_empty(), "{surprises:#?}");
}

/// Something a member does, or others do with the member's work, at a steady pace or on certain days.
struct Habit {
    verb: Verb,
    weekly: f64,
    days: Vec<i64>,
    /// The first day and the last one.
    span: (i64, i64),
    value: Option<Quantity>,
    /// The objects in turn; without any, each time another one.
    objects: Vec<String>,
    /// How many others act in turn on the member's work; 0 when the member acts.
    by: usize,
}

impl Habit {
    fn read(value: &Value) -> Habit {
        let list = |key: &str| value[key].as_array().cloned().unwrap_or_default();
        Habit {
            verb: Verb::parse(value["verb"].as_str().unwrap()).unwrap(),
            weekly: value["weekly"].as_f64().unwrap_or(0.0),
            days: list("days").iter().map(|day| day.as_i64().unwrap()).collect(),
            span: (value["from"].as_i64().unwrap_or(0), value["until"].as_i64().unwrap_or(i64::MAX)),
            value: value["value"].as_f64().and_then(Quantity::new),
            objects: list("objects").iter().map(|object| object.as_str().unwrap().to_owned()).collect(),
            by: usize::try_from(value["by"].as_u64().unwrap_or(0)).unwrap(),
        }
    }

    /// How often it happens on a day.
    fn times(&self, day: i64) -> usize {
        let (from, until) = self.span;
        let so_far = |days: i64| ((days - from) as f64 * self.weekly / 7.0 + 1e-9).floor() as i64;
        let paced = if (from..=until).contains(&day) { so_far(day + 1) - so_far(day) } else { 0 };
        usize::try_from(paced).unwrap() + self.days.iter().filter(|at| **at == day).count()
    }
}

/// The standing of a member who joins on the first day and then follows the habits, at the end of the last day.
fn lead(charter: &Charter, habits: &[Habit], days: i64) -> Standing {
    let start = Moment::parse("2026-01-05T12:00:00Z").unwrap();
    let member = MemberId::from("ada");
    let mut ledger = Ledger::new(member.clone());
    let mut record = |day: i64, name: String, event: Event| {
        let at = Moment(start.0 + day * MS_PER_DAY + 1000 * i64::try_from(event.n).unwrap());
        let event = Event { id: EventId::of_name(&name), at, ..event };
        assert!(event.check("$").is_empty(), "{:?}", event.check("$"));
        ledger.apply(event);
    };
    let blank = Event {
        id: EventId::of_name(""),
        at: start,
        member: member.clone(),
        verb: Verb::Login,
        object: None,
        owner: None,
        value: None,
        note: None,
        source: Source::Server,
        device: "records".into(),
        n: 0,
    };
    record(0, "joining".into(), blank.clone());
    for (index, habit) in habits.iter().enumerate() {
        let mut done = 0;
        for day in 0..days {
            for _ in 0..habit.times(day) {
                done += 1;
                let object = match habit.objects.len() {
                    0 => format!("{}-{index}-{done}", habit.verb),
                    count => habit.objects[(done - 1) % count].clone(),
                };
                let (actor, owner) = match habit.by {
                    0 => (member.clone(), None),
                    others => (MemberId::from(format!("other-{}", done % others)), Some(member.clone())),
                };
                let event = Event {
                    member: actor,
                    owner,
                    verb: habit.verb.clone(),
                    object: Some(object.as_str().into()),
                    value: habit.value,
                    n: u64::try_from(index + 1).unwrap(),
                    ..blank.clone()
                };
                record(day, format!("{index}/{done}"), event);
            }
        }
    }
    standing(charter, &ledger, Moment(start.0 + (days - 1) * MS_PER_DAY + MS_PER_DAY / 6))
}
