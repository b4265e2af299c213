//! Runs the files of `tests/cases/conditions`, and checks what must hold for every condition and document.
//!
//! To add a case, add a line to one of the files, or a file: no Rust is needed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use guildhall_engine::condition::{Condition, Document, JsonDocument, MAX_DEPTH};
use proptest::prelude::*;
use serde_json::{Value, json};

/// The cases of every file in a folder below `tests/cases/conditions`, each with its file's name.
fn cases(folder: &str) -> Vec<(String, Vec<Value>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/conditions").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    let cases: Vec<_> = files
        .iter()
        .flat_map(|path| {
            let text = fs::read_to_string(path).unwrap();
            let file: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let cases = file["cases"].as_array().expect("a file has `cases`").clone();
            cases.into_iter().map(move |case| {
                let case = case.as_array().expect("a case is an array").clone();
                (format!("{name}: {}", case[0].as_str().unwrap()), case)
            })
        })
        .collect();
    assert!(!cases.is_empty(), "no cases in {}", folder.display());
    cases
}

/// Fails with all the failures at once.
fn assert_none(failures: &[String]) {
    assert!(failures.is_empty(), "{} cases failed:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn conditions_hold_as_the_cases_say() {
    let failures: Vec<String> = cases("")
        .into_iter()
        .filter_map(|(name, case)| {
            let document = JsonDocument { root: &case[2], groups: case.get(4).and_then(Value::as_object) };
            let (condition, _) = Condition::parse(&case[1]);
            let holds = condition.holds(&document);
            let explained = condition.explain(&document).holds();
            (json!(holds) != case[3] || holds != explained).then(|| {
                format!(
                    "{name}: expected {}, holds {holds}, explained {explained}\n  {} on {}",
                    case[3], case[1], case[2]
                )
            })
        })
        .collect();
    assert_none(&failures);
}

#[test]
fn problems_are_named_as_the_cases_say() {
    let failures: Vec<String> = cases("problems")
        .into_iter()
        .filter_map(|(name, case)| {
            let (_, problems) = Condition::parse(&case[1]);
            let expected = case[2].as_array().unwrap();
            let as_expected = problems.len() == expected.len()
                && problems.iter().zip(expected).all(|(problem, expected)| {
                    expected[0] == problem.code
                        && expected[1] == problem.path
                        && problem.remedy.contains(expected[2].as_str().unwrap())
                        && !problem.message.is_empty()
                });
            (!as_expected).then(|| format!("{name}: {problems:#?}"))
        })
        .collect();
    assert_none(&failures);
}

#[test]
fn explanations_tell_progress_and_what_is_missing() {
    let failures: Vec<String> = cases("explanations")
        .into_iter()
        .filter_map(|(name, case)| {
            let (condition, _) = Condition::parse(&case[1]);
            let explanation = condition.explain(&JsonDocument::new(&case[2]));
            let found = if case[3].get("kind").is_some() {
                serde_json::to_value(&explanation).unwrap()
            } else {
                let missing: Vec<Value> = explanation
                    .missing()
                    .iter()
                    .map(|leaf| json!([leaf.field, leaf.op, leaf.negated, leaf.measure.map(|measure| measure.missing)]))
                    .collect();
                json!({"holds": explanation.holds(), "progress": explanation.progress(), "missing": missing})
            };
            (as_floats(&found) != as_floats(&case[3])).then(|| format!("{name}: expected {}, found {found}", case[3]))
        })
        .collect();
    assert_none(&failures);
}

/// The same JSON with every number a float, because 1 and 1.0 mean the same.
fn as_floats(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(items) => items.iter().map(as_floats).collect(),
        Value::Object(entries) => entries.iter().map(|(key, value)| (key.clone(), as_floats(value))).collect(),
        other => other.clone(),
    }
}

#[test]
fn nesting_is_bounded() {
    let nested = |levels: usize| (0..levels).fold(json!(1), |inner, _| json!({ "a": inner }));
    let (condition, problems) = Condition::parse(&nested(MAX_DEPTH));
    assert_eq!(problems, []);
    assert_eq!(serde_json::to_value(&condition).unwrap(), nested(MAX_DEPTH));

    let (condition, problems) = Condition::parse(&nested(MAX_DEPTH + 1));
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["condition-too-deep"]);
    assert!(!condition.holds(&JsonDocument::new(&nested(MAX_DEPTH + 1))));
}

#[test]
fn a_bottomless_value_does_not_exhaust_the_stack() {
    let bottomless = (0..200_000).fold(json!([]), |inner, _| Value::Array(vec![inner]));
    let document = JsonDocument::new(&bottomless);
    let (condition, problems) = Condition::parse(&bottomless);
    assert_eq!(problems.len(), 1);
    assert!(!condition.holds(&document));
    for (test, expected) in [(json!({"$lt": 1}), true), (json!([[]]), false), (json!(""), true)] {
        assert_eq!(Condition::parse(&json!({ "0": test })).0.holds(&document), expected, "{test}");
    }
    // Dropping it would recurse as deep as it is: the business of whoever makes such a value.
    std::mem::forget(bottomless);
}

#[test]
fn fields_are_those_of_the_document_each_once() {
    let (condition, _) = Condition::parse(&json!({
        "score": {"$gte": 1},
        "$or": [{"works.count": 1}, {"$not": {"plan": "gold"}}, {"works": {"$elemMatch": {"kind": "essay"}}}],
        "$nor": [{"score": 5}],
    }));
    assert_eq!(condition.fields(), ["score", "works.count", "plan", "works"]);
}

#[test]
fn only_an_empty_condition_asks_for_nothing() {
    assert!(Condition::always().is_always());
    for (value, expected) in [
        (json!({}), true),
        (json!({"$and": [{}, {"$and": []}]}), true),
        (json!({"a": {"$exists": false}}), false),
        (json!({"$not": {}}), false),
        (json!(null), false),
    ] {
        assert_eq!(Condition::parse(&value).0.is_always(), expected, "{value}");
    }
}

#[test]
fn a_condition_serializes_to_its_source() {
    let source = json!({"z": {"$gte": 1.5, "$lt": 2}, "a": ["x"], "$or": [{"views": {"$gtt": 5}}]});
    let (mut condition, _) = Condition::parse(&source);
    let unbound = condition.clone();
    condition.bind(&|_| Some(7));
    assert_eq!(serde_json::to_string(&condition).unwrap(), source.to_string());
    assert_eq!(condition, unbound);
}

/// Attributes in slots, as a walk over the days keeps them, beside the same as JSON.
struct Slots {
    numbers: Vec<f64>,
    json: Value,
}

const SLOTS: [&str; 3] = ["score", "views", "works.count"];

fn slot_of(name: &str) -> Option<u16> {
    SLOTS.iter().position(|known| *known == name).and_then(|position| u16::try_from(position).ok())
}

impl Document for Slots {
    fn number(&self, slot: u16) -> Option<f64> {
        self.numbers.get(usize::from(slot)).copied()
    }

    fn value(&self, path: &[Box<str>]) -> Option<Cow<'_, Value>> {
        assert_eq!(slot_of(&path.join(".")), None, "a bound attribute is asked for by its slot alone");
        JsonDocument::new(&self.json).value(path).map(|value| Cow::Owned(value.into_owned()))
    }

    fn group(&self, _name: &str) -> Option<&[Value]> {
        None
    }
}

/// Quarters, so that comparisons often tie.
fn number() -> impl Strategy<Value = f64> {
    (-8i32..40).prop_map(|quarters| f64::from(quarters) / 4.0)
}

/// Whole numbers are written without a fraction.
fn number_json(number: f64) -> Value {
    if number == number.trunc() { json!(number as i64) } else { json!(number) }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        number().prop_map(number_json),
        any::<f64>().prop_map(Value::from),
        "[a-c0-9.$(v+-]{0,4}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key(), inner), 0..4).prop_map(|entries| entries.into_iter().collect()),
        ]
    })
}

fn key() -> impl Strategy<Value = String> {
    let operators = "$eq $ne $lt $lte $gt $gte $in $nin $ini $nini $exists $type $not $size $elemMatch $all $alli $regex \
                     $regexi $notRegex $notRegexi $veq $vne $vlt $vlte $vgt $vgte $inGroup $notInGroup $and $or $nor $x";
    let attributes = "score views works works.count plan tags tags.0 tags.length a.b";
    let words = |words: &'static str| prop::sample::select(words.split_whitespace().collect::<Vec<_>>());
    prop_oneof![words(operators), words(attributes)].prop_map(str::to_owned)
}

/// Conditions over the bound attributes and one that is not.
fn numeric_condition() -> impl Strategy<Value = Value> {
    let operator = prop::sample::select(vec!["$eq", "$ne", "$lt", "$lte", "$gt", "$gte", "$in", "$vgte", "$type"]);
    let test = prop_oneof![
        4 => prop::collection::vec((operator, number()), 1..3).prop_map(|tests| {
            let test = |(operator, wanted): (&str, f64)| {
                let wanted = number_json(wanted);
                let wanted = match operator {
                    "$in" => json!([wanted]),
                    "$type" => json!("number"),
                    _ => wanted,
                };
                (operator.to_owned(), wanted)
            };
            tests.into_iter().map(test).collect::<Value>()
        }),
        1 => number().prop_map(number_json),
        1 => number().prop_map(|wanted| json!(wanted.to_string())),
    ];
    let name = prop::sample::select(vec!["score", "views", "works.count", "plan"]);
    let field = (name, test).prop_map(|(name, test)| json!({ name: test }));
    field.prop_recursive(3, 12, 3, |inner| {
        let combining = prop::sample::select(vec!["$and", "$or", "$nor"]);
        prop_oneof![
            (combining, prop::collection::vec(inner.clone(), 0..3)).prop_map(|(key, parts)| json!({ key: parts })),
            inner.prop_map(|part| json!({ "$not": part })),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bound_numbers_mean_the_same_as_json(source in numeric_condition(), numbers in prop::collection::vec(number(), 3)) {
        let json = json!({
            "score": number_json(numbers[0]),
            "views": number_json(numbers[1]),
            "works": {"count": number_json(numbers[2])},
            "plan": "gold",
        });
        let (mut condition, problems) = Condition::parse(&source);
        prop_assert_eq!(problems, vec![]);
        let plain = JsonDocument::new(&json);
        let (holds, explanation) = (condition.holds(&plain), condition.explain(&plain));
        condition.bind(&slot_of);
        let slots = Slots { numbers, json: json.clone() };
        prop_assert_eq!(condition.holds(&slots), holds);
        prop_assert_eq!(condition.explain(&slots), explanation);
    }

    #[test]
    fn any_json_is_a_condition_whose_explanation_agrees(
        source in prop_oneof![
            any_json(),
            (key(), key(), any_json()).prop_map(|(outer, inner, value)| json!({ outer: { inner: value } })),
        ],
        document in any_json(),
    ) {
        let (condition, _) = Condition::parse(&source);
        let document = JsonDocument::new(&document);
        let explanation = condition.explain(&document);
        prop_assert_eq!(explanation.holds(), condition.holds(&document));
        prop_assert_eq!(explanation.progress() == 1.0, explanation.holds());
        prop_assert!((0.0..=1.0).contains(&explanation.progress()));
        prop_assert!(explanation.missing().iter().all(|leaf| !leaf.holds));
        prop_assert!(serde_json::to_string(&explanation).is_ok());
        prop_assert_eq!(Condition::parse(&serde_json::to_value(&condition).unwrap()).0, condition);
    }
}
