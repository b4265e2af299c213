//! Measuring a model as the browser would use it: trained on some members, written as a file, read again, and asked for the
//! others.

use crate::artefact;
use crate::count::{Counting, Engine, count};
use crate::interactions::Touch;
use crate::measure::{Figures, measure, shortened};
use crate::noise::Source;
use crate::peers::{self, add_up};
use crate::ridge::Rows;
use crate::split::{Held, Split};
use crate::train::{Chosen, Terms, Watch, fit};
use crate::tune::{blend, shares, tune};
use anyhow::Result;
use guildhall_engine::model::{Header, quantised};
use serde::Serialize;
use std::time::Instant;

/// Told items of the table of cold starts.
pub const COLD: [usize; 4] = [1, 3, 5, 10];
/// The fewest members of a pair, and the privacies, of the curve.
const LEAST: [u32; 4] = [1, 2, 5, 10];
const EPSILONS: [f64; 4] = [16.0, 8.0, 4.0, 2.0];
/// What dense EASE adds to the diagonal; the best by validation is taken.
const LAMBDAS: [f64; 3] = [100.0, 300.0, 900.0];

/// What is to be measured.
pub struct Questions<'a> {
    /// The bytes that rows may take.
    pub budget: Option<usize>,
    /// What counts pairs, and the memory for it.
    pub engine: Engine<'a>,
    /// The bytes that the SQL engine may take.
    pub memory: usize,
    /// The fewest members behind a pair.
    pub least: u32,
    /// Whether tags take part.
    pub tags: bool,
    /// Whether the peers are measured too.
    pub peers: bool,
    /// Whether the curve of privacy is measured.
    pub privacy: bool,
    /// The seed of noise.
    pub seed: u64,
    /// Who waits.
    pub watch: &'a dyn Watch,
}

/// One way to recommend, measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// What it is.
    pub name: String,
    /// The bytes it takes, where it takes any.
    pub bytes: Option<usize>,
    /// Seconds to count and solve.
    pub seconds: Option<f64>,
    /// How good it is.
    pub figures: Figures,
}

/// All that was measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Members the training saw.
    pub members: usize,
    /// Items of the catalogue.
    pub items: usize,
    /// Pairs of a member and an item that the training saw.
    pub interactions: usize,
    /// What was chosen.
    pub chosen: serde_json::Value,
    /// Seconds it took to choose.
    pub choosing: f64,
    /// The model and its peers.
    pub rows: Vec<Row>,
    /// What 8 bits cost: recall and NDCG at 20 of exact weights less those of the file.
    pub quantisation: [f64; 2],
    /// Told items, and recall at 20 of the model, of the model joined with popularity, and of popularity.
    pub cold: Vec<(usize, [f64; 3])>,
    /// The curve of privacy: what was asked, recall and NDCG at 20.
    pub privacy: Vec<(String, [f64; 2])>,
}

/// Measures.
///
/// # Errors
/// When counting needs more memory, or the model cannot be written or read.
pub fn evaluate(split: &Split, questions: &Questions<'_>) -> Result<Report> {
    let training = &split.training;
    training.check()?;
    let start = Instant::now();
    let chosen = tune(training, &split.validation, questions.least, questions.tags, questions.watch)?;
    let choosing = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let rows = fit(training, &chosen, &terms(questions, questions.least, None))?;
    let seconds = start.elapsed().as_secs_f64();
    let mut header = Header::new("measured".into());
    header.training = chosen.to_json();
    let files = artefact::files(&header, &training.items, &rows)?;
    let bytes = files.model.len() + files.parts.iter().map(|(_, part)| part.len()).sum::<usize>();
    let written = written(&rows);
    let ask = |rows: &Rows, held: &[Held]| measure(training, held, &scorer(rows, &chosen));
    let (exact, figures) = (ask(&rows, &split.test), ask(&written, &split.test));
    let mut report = Report {
        members: training.members.len(),
        items: training.items.len(),
        interactions: training.len(),
        chosen: chosen.to_json(),
        choosing,
        quantisation: [exact.recall[1] - figures.recall[1], exact.ndcg[1] - figures.ndcg[1]],
        rows: vec![Row { name: "guildhall".into(), bytes: Some(bytes), seconds: Some(seconds), figures }],
        cold: Vec::new(),
        privacy: Vec::new(),
    };
    let popularity = shares(training);
    for told in COLD {
        let held = shortened(&split.test, told);
        let blended = |told: &[Touch], scores: &mut [f64]| {
            scorer(&written, &chosen)(told, scores);
            blend(scores, &popularity, told.len(), chosen.history);
        };
        let popular = |_: &[Touch], scores: &mut [f64]| scores.copy_from_slice(&popularity);
        let alone = ask(&written, &held);
        let [joined, popular] =
            [measure(training, &held, &blended), measure(training, &held, &popular)].map(|figures| figures.recall[1]);
        report.cold.push((told, [alone.recall[1], joined, popular]));
    }
    if questions.peers {
        report.rows.extend(peers(split, questions)?);
    }
    if questions.privacy {
        report.privacy = privacy(split, &chosen, questions)?;
    }
    Ok(report)
}

fn terms<'a>(questions: &'a Questions<'a>, least: u32, privacy: Option<(f64, Source)>) -> Terms<'a> {
    let Questions { engine, memory, budget, watch, .. } = *questions;
    Terms { engine, memory, least, budget, privacy, watch }
}

fn scorer<'a>(rows: &'a Rows, chosen: &'a Chosen) -> impl Fn(&[Touch], &mut [f64]) + Sync + 'a {
    move |told, scores| add_up(rows, told, chosen.recent, chosen.recent_weight, chosen.graded, scores)
}

/// The weights as they are in the file, in 8 bits.
pub fn written(rows: &Rows) -> Rows {
    let row = |row: &Vec<(u32, f32)>| {
        let (scale, steps) = quantised(row);
        steps.into_iter().map(|(item, weight)| (item, f32::from(weight) * scale)).collect()
    };
    rows.iter().map(row).collect()
}

fn peers(split: &Split, questions: &Questions<'_>) -> Result<Vec<Row>> {
    let training = &split.training;
    questions.watch.begin("measuring peers", 3);
    let mut rows = Vec::new();
    let popularity = shares(training);
    let popular = |_: &[Touch], scores: &mut [f64]| scores.copy_from_slice(&popularity);
    let figures = measure(training, &split.test, &popular);
    rows.push(Row { name: "popularity".into(), bytes: None, seconds: None, figures });
    questions.watch.step();
    let plain = |rows: &Rows, held: &[Held]| {
        measure(training, held, &|told: &[Touch], scores: &mut [f64]| add_up(rows, told, 0, 1.0, false, scores))
    };
    let start = Instant::now();
    let near = peers::nearest_neighbours(training);
    let seconds = Some(start.elapsed().as_secs_f64());
    let figures = plain(&near, &split.test);
    let bytes = Some(near.iter().map(|row| row.len() * 8).sum());
    rows.push(Row { name: "item-kNN, TF-IDF cosine, 100".into(), bytes, seconds, figures });
    questions.watch.step();
    let counting = Counting { graded: false, length_power: 0.0, least: 1 };
    let counted = count(training, &counting, Engine::Direct, 0)?;
    let mut best: Option<(f64, Row)> = None;
    for lambda in LAMBDAS {
        let start = Instant::now();
        let Some(dense) = peers::ease(&counted, lambda) else { break };
        let seconds = Some(start.elapsed().as_secs_f64());
        let worth = plain(&dense, &split.validation).worth();
        if best.as_ref().is_none_or(|(best, _)| worth > *best) {
            let figures = plain(&dense, &split.test);
            let bytes = Some(training.items.len() * training.items.len() * 4);
            best = Some((worth, Row { name: format!("dense EASE, λ {lambda}"), bytes, seconds, figures }));
        }
    }
    questions.watch.step();
    rows.extend(best.map(|(_, row)| row));
    Ok(rows)
}

fn privacy(split: &Split, chosen: &Chosen, questions: &Questions<'_>) -> Result<Vec<(String, [f64; 2])>> {
    let mut curve = Vec::new();
    let mut ask = |name: String, terms: &Terms<'_>, chosen: &Chosen| -> Result<()> {
        let rows = written(&fit(&split.training, chosen, terms)?);
        let figures = measure(&split.training, &split.test, &scorer(&rows, chosen));
        curve.push((name, [figures.recall[1], figures.ndcg[1]]));
        Ok(())
    };
    for least in LEAST {
        ask(format!("k = {least}"), &terms(questions, least, None), chosen)?;
    }
    for epsilon in EPSILONS {
        let privacy = Some((epsilon, Source::Seed(questions.seed)));
        ask(format!("ε = {epsilon}"), &terms(questions, 1, privacy), &crate::train::private(chosen))?;
    }
    Ok(curve)
}
