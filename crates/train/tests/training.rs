//! Training on a small generated community, against the same done plainly; and what becomes of the result.

use guildhall_engine::model::{FILE, Files, Header};
use guildhall_train::count::Engine;
use guildhall_train::interactions::{Interactions, MILLION, Touch};
use guildhall_train::noise::{self, Source};
use guildhall_train::ridge::Rows;
use guildhall_train::split::{self, Chance, Holding};
use guildhall_train::train::{Chosen, Silent, Terms, USUAL, fit};
use guildhall_train::{artefact, budget, evaluate, gram::Tagging, measure, tune};
use std::fs;

const ITEMS: usize = 24;

/// Members who keep to one of three sorts of items, more or less; each sort has a tag.
fn community(members: usize) -> Interactions {
    let mut chance = Chance::new(11);
    let history = |member: usize| {
        let mut touches: Vec<Touch> = (0..ITEMS)
            .filter(|item| chance.below(100) < if item % 3 == member % 3 { 60 } else { 6 })
            .map(|item| Touch { item: item as u32, affinity: MILLION })
            .collect();
        chance.shuffle(&mut touches);
        touches
    };
    Interactions {
        items: (0..ITEMS).map(|item| format!("i{item}")).collect(),
        tags: (0..ITEMS).map(|item| vec![(item % 3) as u32]).collect(),
        tag_count: 3,
        members: (0..members).map(history).collect(),
    }
}

fn terms(budget: Option<usize>, least: u32) -> Terms<'static> {
    Terms { engine: Engine::Direct, memory: 0, least, budget, privacy: None, watch: &Silent }
}

/// Every step as the design tells it, on a whole matrix, without any thought for speed.
fn plainly(community: &Interactions, chosen: &Chosen) -> Vec<Vec<f64>> {
    let mut gram = vec![vec![0.0; ITEMS]; ITEMS];
    for touches in &community.members {
        let length = (touches.len() as f64).sqrt().powf(2.0 * chosen.length_power);
        for one in touches {
            touches.iter().for_each(|other| gram[one.item as usize][other.item as usize] += 1.0 / length);
        }
    }
    // Each item has one tag, so that items of a sort have all of their tags in common.
    for (one, row) in gram.iter_mut().enumerate() {
        row.iter_mut().skip(one % 3).step_by(3).for_each(|cell| *cell += chosen.tagging.weight);
    }
    let mean = (0..ITEMS).map(|at| gram[at][at]).sum::<f64>() / ITEMS as f64;
    let mut weights = vec![vec![0.0; ITEMS]; ITEMS];
    for target in 0..ITEMS {
        let others: Vec<usize> = (0..ITEMS).filter(|other| *other != target).collect();
        let mut system: Vec<Vec<f64>> = others
            .iter()
            .map(|row| {
                let mut line: Vec<f64> = others.iter().map(|column| gram[*row][*column]).collect();
                line.push(gram[*row][target]);
                line
            })
            .collect();
        for (at, line) in system.iter_mut().enumerate() {
            line[at] += line[at] * chosen.dropout + chosen.lambda * mean;
        }
        for (source, weight) in others.iter().zip(eliminated(system)) {
            weights[*source][target] = weight;
        }
    }
    weights
}

/// Gauss and Jordan.
fn eliminated(mut system: Vec<Vec<f64>>) -> Vec<f64> {
    let count = system.len();
    for at in 0..count {
        let pivot = system[at][at];
        system[at].iter_mut().for_each(|cell| *cell /= pivot);
        let line = system[at].clone();
        for (_, other) in system.iter_mut().enumerate().filter(|(row, _)| *row != at) {
            let factor = other[at];
            other.iter_mut().zip(&line).for_each(|(cell, cleared)| *cell -= factor * cleared);
        }
    }
    system.into_iter().map(|line| line[count]).collect()
}

#[test]
fn training_is_the_plain_regression_when_every_item_takes_part() {
    // So many that every pair occurs, and no item is left out of another's regression.
    let community = community(900);
    for (weight, dropout, power) in [(0.0, 0.0, 0.5), (2.0, 0.3, 0.25)] {
        let tagging = Tagging { weight, power: 0.5 };
        let chosen = Chosen { tagging, dropout, length_power: power, lambda: 0.3, ..USUAL };
        let rows = fit(&community, &chosen, &terms(None, 1)).expect("it trains");
        let plain = plainly(&community, &chosen);
        let mut compared = 0;
        for (source, row) in rows.iter().enumerate() {
            for (target, weight) in row {
                let exact = plain[source][*target as usize];
                assert!((f64::from(*weight) - exact).abs() < 2e-4, "{source} {target}: {weight} {exact}");
                compared += 1;
            }
        }
        assert!(compared == ITEMS * (ITEMS - 1), "{compared}");
    }
}

#[test]
fn training_twice_gives_the_same_bytes_in_any_order_of_members() {
    let community = community(80);
    let mut turned = community.clone();
    turned.members.reverse();
    let [one, other] =
        [&community, &turned].map(|community| fit(community, &USUAL, &terms(Some(400), 2)).expect("it trains"));
    assert_eq!(one, other);
}

#[test]
fn the_budget_is_kept_and_what_matters_stays() {
    let community = community(150);
    let all = fit(&community, &USUAL, &terms(None, 1)).expect("it trains");
    for bytes in [0, 200, 600] {
        let rows = fit(&community, &USUAL, &terms(Some(bytes), 1)).expect("it trains");
        assert!(budget::size(&rows) <= bytes + ITEMS && budget::size(&all) > bytes, "{}", budget::size(&rows));
    }
    let few = fit(&community, &USUAL, &terms(Some(300), 1)).expect("it trains");
    let same_sort = few
        .iter()
        .enumerate()
        .flat_map(|(source, row)| row.iter().map(move |(target, _)| source % 3 == *target as usize % 3));
    let kept: Vec<bool> = same_sort.collect();
    assert!(kept.iter().filter(|same| **same).count() * 10 > kept.len() * 8, "items of a sort go together");
}

#[test]
fn no_weight_joins_a_pair_of_too_few_members() {
    let community = community(40);
    let chosen = Chosen { tagging: Tagging { weight: 0.0, power: 0.5 }, ..USUAL };
    let rows = fit(&community, &chosen, &terms(None, 6)).expect("it trains");
    let both = |one: u32, other: u32| {
        let has = |touches: &[Touch], item: u32| touches.iter().any(|touch| touch.item == item);
        community.members.iter().filter(|touches| has(touches, one) && has(touches, other)).count()
    };
    let mut weights = 0;
    for (source, row) in rows.iter().enumerate() {
        for (target, _) in row {
            assert!(both(source as u32, *target) >= 6, "{source} {target}");
            weights += 1;
        }
    }
    assert!(weights > 20);
}

#[test]
fn a_model_is_better_than_popularity_and_the_report_says_so() {
    let community = community(600);
    let split = split::split(&community, &Holding { validation: 60, test: 120, ..split::PROTOCOL });
    let questions = evaluate::Questions {
        budget: None,
        engine: Engine::Direct,
        memory: 0,
        least: 2,
        tags: true,
        peers: true,
        privacy: true,
        seed: 1,
        watch: &Silent,
    };
    let report = evaluate::evaluate(&split, &questions).expect("it measures");
    let of = |name: &str| report.rows.iter().find(|row| row.name.starts_with(name)).map(|row| row.figures.ndcg[0]);
    let (model, popular, dense) = (of("guildhall"), of("popularity"), of("dense"));
    assert!(model > popular.map(|figure| figure + 0.1) && dense.is_some(), "{model:?} {popular:?} {dense:?}");
    assert_eq!((report.cold.len(), report.privacy.len()), (4, 8));
    assert!(guildhall_train::plot::draw(&report).ends_with("</svg>\n"));
}

#[test]
fn figures_are_those_worked_out_by_hand() {
    let community = community(3);
    let told = vec![Touch { item: 9, affinity: MILLION }];
    let held = [split::Held { told, wanted: vec![2, 5] }];
    // Scores fall with the number: item 0 first; 2 stands third, 5 sixth.
    let scorer = |_: &[Touch], scores: &mut [f64]| {
        scores.iter_mut().enumerate().for_each(|(item, score)| *score = -(item as f64));
    };
    let figures = measure::measure(&community, &held, &scorer);
    let gain = 1.0 / 4f64.log2() + 1.0 / 7f64.log2();
    let ideal = 1.0 / 2f64.log2() + 1.0 / 3f64.log2();
    assert!((figures.ndcg[0] - gain / ideal).abs() < 1e-12 && figures.recall[0] == 1.0);
    assert!((figures.map[0] - (1.0 / 3.0 + 2.0 / 6.0) / 2.0).abs() < 1e-12);
    assert!((figures.coverage - 20.0 / 24.0).abs() < 1e-12);
}

#[test]
fn noise_is_as_much_as_the_mechanism_asks_for_and_repeats_only_with_a_seed() {
    // For epsilon 1 and delta 1e-5 the analytic mechanism needs 3.73, where the classical one needs 4.84.
    assert!((noise::deviation(1.0, 1e-5) - 3.730632).abs() < 1e-3, "{}", noise::deviation(1.0, 1e-5));
    let community = community(200);
    let with = |source: Source| {
        let terms = Terms { privacy: Some((4.0, source)), ..terms(None, 1) };
        fit(&community, &USUAL, &terms).expect("it trains")
    };
    let rows: [Rows; 3] = [with(Source::Seed(1)), with(Source::Seed(1)), with(Source::System)];
    assert!(rows[0] == rows[1] && rows[0] != rows[2]);
}

#[test]
fn choosing_repeats_and_few_members_get_what_is_usual() {
    let community = community(500);
    let split = split::split(&community, &split::PROTOCOL);
    let choose = || tune::tune(&split.training, &split.validation, 2, true, &Silent).expect("it chooses");
    assert_eq!(choose(), choose());
    let few = tune::tune(&split.training, &split.validation[..3], 2, true, &Silent).expect("it chooses");
    assert_eq!(few, USUAL);
}

#[test]
fn a_split_holds_members_back_whole() {
    let community = community(100);
    let split = split::split(&community, &split::PROTOCOL);
    assert_eq!(split.training.members.len() + split.validation.len() + split.test.len(), 100);
    for held in split.validation.iter().chain(&split.test) {
        assert!(!held.wanted.is_empty() && held.told.len() >= 4 * held.wanted.len());
        assert!(held.told.iter().all(|touch| !held.wanted.contains(&touch.item)));
    }
}

#[test]
fn a_model_replaces_a_model_and_nothing_else() {
    let folder = std::env::temp_dir().join(format!("guildhall-train-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    let out = folder.join("model");
    let community = community(50);
    let rows = fit(&community, &USUAL, &terms(None, 1)).expect("it trains");
    let files = artefact::files(&Header::new("readers".into()), &community.items, &rows).expect("it is written");
    artefact::publish(&out, &files).expect("a new folder");
    artefact::publish(&out, &files).expect("a model that is there is replaced");
    assert_eq!(fs::read(out.join(FILE)).expect("the file is there"), files.model);
    fs::write(out.join("thesis.txt"), "mine").expect("a file");
    let other = Files { model: Vec::new(), parts: Vec::new() };
    let error = artefact::publish(&out, &other).expect_err("somebody's work is there");
    assert!(error.to_string().contains("thesis.txt"), "{error}");
    assert_eq!(fs::read(out.join(FILE)).expect("the file is there"), files.model);
    assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 1, "nothing is left beside it");
    fs::remove_dir_all(&folder).expect("it can be removed");
}

#[test]
fn what_nothing_can_be_learned_from_is_said() {
    let nobody = community(0);
    let one = community(1);
    let empty = Interactions::default();
    for (community, words) in [(nobody, "nobody"), (one, "only one member"), (empty, "no items")] {
        let error = community.check().expect_err("it is too little").to_string();
        assert!(error.contains(words), "{error}");
    }
}
