//! The card's front: whose it is, and what it is worth.

use super::face::{Facts, MARGIN, Type, WIDTH, face, foil, strands, text};
use super::finish::{Finish, hex};
use super::fit::{Fitted, fit, wrap};
use super::pattern::{Seed, rosette};
use super::words::Words;
use yew::prelude::*;

const ID: &str = "card-front";
/// The rosette's middle and radius.
const MIDDLE: (u32, u32) = (644, 250);
const RADIUS: f64 = 2150.0;

/// The front.
pub fn front(words: &Words, facts: &Facts, finish: &Finish, alternative: String) -> Html {
    let (serif, sans) = (facts.serif(), facts.sans());
    let (ink, soft) = (hex(finish.ink), hex(finish.soft));
    let set = |x, y, family, weight, fill: &str| Type {
        x,
        y,
        family,
        weight,
        fill: fill.to_owned(),
        spacing: "0",
        is_end: false,
    };
    let end = |x, y, family, weight, fill: &str| Type { is_end: true, ..set(x, y, family, weight, fill) };
    let tier = fit(&facts.tier, 84, 46, 470);
    // A tier's name in two lines sits a little higher.
    let tier_base = if tier.lines.len() > 1 { 236 } else { 276 };
    let labels_base = tier_base + u32::try_from(tier.lines.len()).unwrap_or(1) * tier.size * 110 / 100 - tier.size / 2;
    let centre = (f64::from(MIDDLE.0) * 10.0, f64::from(MIDDLE.1) * 10.0);
    let pattern = rosette(&mut Seed::of(&facts.number), centre, RADIUS);
    let mark = Fitted { size: if facts.mark.chars().count() > 1 { 84 } else { 112 }, lines: vec![facts.mark.clone()] };
    let dates = [(words.valid_until, &facts.until), (words.member_since, &facts.since)];
    let dates: Vec<(&str, &String)> = dates.iter().filter_map(|(name, day)| Some((*name, day.as_ref()?))).collect();
    let one_line = |words: &str, size| Fitted { size, lines: vec![words.to_owned()] };
    let content = html! {
        <>
            { strands(&pattern, finish.line, "9") }
            <text x={MIDDLE.0.to_string()} y={(MIDDLE.1 + mark.size * 35 / 100).to_string()} font-family={serif} font-size={mark.size.to_string()}
                font-weight="600" fill={foil(ID, finish)} text-anchor="middle" aria-hidden="true">{ facts.mark.clone() }</text>
            { text(&set(MARGIN, 98, serif, "600", &ink), &fit(&facts.community, 36, 24, 480), 115) }
            { text(&end(WIDTH - MARGIN, 94, sans, "400", &soft), &one_line(words.membership_card, 22), 100) }
            { text(&set(MARGIN, tier_base, serif, "600", &foil(ID, finish)), &tier, 110) }
            { text(&set(MARGIN, labels_base, sans, "400", &soft), &labels(&facts.labels), 130) }
            if !facts.name.is_empty() {
                { text(&set(MARGIN, 424, serif, "600", &ink), &one_or_smaller(&facts.name), 115) }
            }
            { text(&Type { spacing: "3", ..set(MARGIN, 484, sans, "400", &ink) }, &one_line(&facts.number, 32), 100) }
            { for dates.iter().enumerate().map(|(at, (name, day))| {
                let x = WIDTH - MARGIN - u32::try_from(at).unwrap_or(0) * 200;
                html! {
                    <>
                        { text(&end(x, 450, sans, "400", &soft), &one_line(name, 20), 100) }
                        { text(&end(x, 484, sans, "600", &ink), &fit(day, 24, 18, 190), 100) }
                    </>
                }
            }) }
        </>
    };
    face(ID, facts, finish, alternative, content)
}

/// A name in one line as long as that can be read; longer ones end with an ellipsis.
fn one_or_smaller(name: &str) -> Fitted {
    let mut fitted = fit(name, 40, 24, 420);
    if fitted.lines.len() > 1 {
        fitted.lines = wrap(name, fitted.size, 420, 1);
    }
    fitted
}

/// Labels side by side if they fit, else one below the other; what is more than two lines stands in the list beside the
/// card.
fn labels(labels: &[String]) -> Fitted {
    const WIDTH: u32 = 400;
    let joined = fit(&labels.join(" · "), 23, 20, WIDTH);
    if joined.lines.len() < 2 {
        return joined;
    }
    let each = labels.iter().flat_map(|label| wrap(label, 20, WIDTH, 1));
    Fitted { size: 20, lines: each.take(2).collect() }
}
