//! What was measured, as tables.

use crate::findings::{FAINT, STRONG};
use crate::table::{self, Side};
use anyhow::Result;
use guildhall_train::evaluate::Report;
use guildhall_train::memory;
use guildhall_train::split::Split;
use std::io::Write;

/// Prints the tables.
pub fn print(out: &mut dyn Write, report: &Report, split: &Split) -> Result<()> {
    writeln!(
        out,
        "{} and {} to learn from, {}; {} held back for choices, {} for measuring",
        table::counted(report.members, "member"),
        table::counted(report.interactions, "interaction"),
        table::counted(report.items, "item"),
        table::count(split.validation.len()),
        table::count(split.test.len()),
    )?;
    writeln!(out, "{FAINT}chosen in {:.1} s: {}{FAINT:#}\n", report.choosing, report.chosen)?;
    let share = |value: f64| format!("{value:.4}");
    let rows: Vec<[String; 12]> = report
        .rows
        .iter()
        .map(|row| {
            let figures = &row.figures;
            [
                row.name.clone(),
                row.bytes.map_or(String::new(), |bytes| table::number((bytes as f64 / 1000.0).round())),
                row.seconds.map_or(String::new(), |seconds| format!("{seconds:.1}")),
                share(figures.recall[0]),
                share(figures.recall[1]),
                share(figures.recall[2]),
                share(figures.ndcg[0]),
                share(figures.ndcg[1]),
                share(figures.map[1]),
                format!("{:.3}", figures.coverage),
                format!("{:.3}", figures.gini),
                format!("{:.3}", figures.diversity),
            ]
        })
        .collect();
    let heading = [
        ("method", Side::Left),
        ("kB", Side::Right),
        ("s", Side::Right),
        ("R@10", Side::Right),
        ("R@20", Side::Right),
        ("R@50", Side::Right),
        ("N@10", Side::Right),
        ("N@20", Side::Right),
        ("MAP@20", Side::Right),
        ("coverage", Side::Right),
        ("Gini", Side::Right),
        ("diversity", Side::Right),
    ];
    table::write(out, heading, &rows)?;
    let [recall, ndcg] = report.quantisation;
    writeln!(out, "\n8 bits cost {recall:.5} of recall@20 and {ndcg:.5} of NDCG@20\n")?;
    let cold: Vec<[String; 4]> = report
        .cold
        .iter()
        .map(|(told, [model, joined, popular])| [told.to_string(), share(*model), share(*joined), share(*popular)])
        .collect();
    writeln!(out, "{STRONG}Cold starts, recall@20{STRONG:#}")?;
    let sides = [Side::Right; 4];
    let names = ["items told", "model", "with popularity", "popularity"];
    table::write(out, std::array::from_fn(|at| (names[at], sides[at])), &cold)?;
    if !report.privacy.is_empty() {
        let curve: Vec<[String; 3]> =
            report.privacy.iter().map(|(name, [recall, ndcg])| [name.clone(), share(*recall), share(*ndcg)]).collect();
        writeln!(out, "\n{STRONG}The price of privacy{STRONG:#}")?;
        table::write(out, [("asked", Side::Left), ("R@20", Side::Right), ("N@20", Side::Right)], &curve)?;
    }
    if let Some(peak) = memory::peak() {
        writeln!(out, "\nmemory: {} MB at most", table::number((peak as f64 / 1e6).round()))?;
    }
    Ok(())
}
