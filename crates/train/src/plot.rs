//! The report as a picture: accuracy by size, cold starts, and the price of privacy.

use crate::evaluate::Report;
use std::fmt::Write;

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 400.0;
const PANEL: f64 = 240.0;
const TOP: f64 = 70.0;
const TALL: f64 = 250.0;

/// A panel: where it begins, its title, and what its lowest and highest value are.
struct Panel {
    left: f64,
    high: f64,
}

/// An SVG document.
pub fn draw(report: &Report) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"system-ui, sans-serif\" \
         font-size=\"12\" fill=\"#1f2328\" role=\"img\" aria-label=\"Accuracy of recommendations\">\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>\n"
    );
    let high = report.rows.iter().map(|row| row.figures.recall[1]).fold(0.1, f64::max);
    let high = (high * 10.0).ceil() / 10.0;
    let names = |name: &str| name.split(',').next().unwrap_or(name).to_owned();
    let peers: Vec<(String, Vec<f64>)> =
        report.rows.iter().map(|row| (names(&row.name), vec![row.figures.recall[1], row.figures.ndcg[1]])).collect();
    bars(&mut svg, &Panel { left: 50.0, high }, "The model and its peers", &["recall@20", "NDCG@20"], &peers);
    let cold: Vec<(String, Vec<f64>)> =
        report.cold.iter().map(|(told, values)| (told.to_string(), values.to_vec())).collect();
    let series = ["model", "with popularity", "popularity"];
    bars(&mut svg, &Panel { left: 370.0, high }, "Recall@20 by items told", &series, &cold);
    if !report.privacy.is_empty() {
        let curve: Vec<(String, Vec<f64>)> =
            report.privacy.iter().map(|(name, values)| (name.replace(' ', ""), values.to_vec())).collect();
        bars(&mut svg, &Panel { left: 690.0, high }, "The price of privacy", &["recall@20", "NDCG@20"], &curve);
    }
    svg.push_str("</svg>\n");
    svg
}

const COLOURS: [&str; 3] = ["#1d4e89", "#d1495b", "#8d99ae"];

fn bars(svg: &mut String, panel: &Panel, title: &str, series: &[&str], groups: &[(String, Vec<f64>)]) {
    let Panel { left, high } = *panel;
    let bottom = TOP + TALL;
    let height = |value: f64| value.clamp(0.0, high) / high * TALL;
    // Writing into a string does not fail.
    let _ = writeln!(svg, "<text x=\"{left}\" y=\"28\" font-size=\"15\" font-weight=\"600\">{title}</text>");
    let mut x = left;
    for (name, colour) in series.iter().zip(COLOURS) {
        let _ = writeln!(
            svg,
            "<rect x=\"{x:.0}\" y=\"41\" width=\"10\" height=\"10\" fill=\"{colour}\"/><text x=\"{:.0}\" y=\"50\">{name}</text>",
            x + 14.0
        );
        x += 30.0 + name.len() as f64 * 6.2;
    }
    for step in 0..=4 {
        let value = high * f64::from(step) / 4.0;
        let y = bottom - height(value);
        let _ = writeln!(
            svg,
            "<line x1=\"{left}\" x2=\"{:.0}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"#d0d7de\"/>\
             <text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{value:.2}</text>",
            left + PANEL,
            left - 6.0,
            y + 4.0
        );
    }
    let group = PANEL / groups.len().max(1) as f64;
    let bar = (group * 0.8 / series.len() as f64).min(34.0);
    for (at, (name, values)) in groups.iter().enumerate() {
        let middle = left + group * (at as f64 + 0.5);
        let first = middle - bar * values.len() as f64 / 2.0;
        for (index, (value, colour)) in values.iter().zip(COLOURS).enumerate() {
            let _ = writeln!(
                svg,
                "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{colour}\"><title>{name}: {value:.3}</title></rect>",
                first + bar * index as f64,
                bottom - height(*value),
                bar - 1.0,
                height(*value)
            );
        }
        let _ = writeln!(
            svg,
            "<text x=\"{middle:.1}\" y=\"{:.0}\" text-anchor=\"end\" transform=\"rotate(-30 {middle:.1} {:.0})\">{name}</text>",
            bottom + 16.0,
            bottom + 16.0
        );
    }
}
