//! Score and tier day by day: a picture with a cursor, and the same as a table.

use super::words::{Words, words};
use crate::session::Session;
use crate::state::room::Room;
use crate::state::{Action, History, Period};
use crate::ui::bar::thousandths;
use crate::ui::{does, nothing};
use guildhall_engine::timeline::DayScore;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// Days of each range that can be chosen besides all of them.
const RANGES: [usize; 3] = [30, 90, 365];

/// What an axis may end at, times a power of ten; halves of them are round, too.
const ROUND: [f64; 7] = [1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0];
/// The share of the width that a tier's name takes at least, as one of so many parts.
const NAME: usize = 12;

/// The section with the chart.
pub fn section(session: &Session, room: &Room) -> Html {
    let words = words(session.language());
    let points = room.history();
    html! {
        <section class="chart-section" aria-labelledby="over-time">
            if points.len() > 1 {
                <Chart session={session.clone()} {points} />
            } else {
                <h2 id="over-time">{ words.over_time }</h2>
                <p class="quiet">{ words.one_day }</p>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    session: Session,
    points: Rc<Vec<DayScore>>,
}

#[component]
fn Chart(props: &Props) -> Html {
    let Props { session, points } = props;
    let days = use_state_eq(|| Option::<usize>::None);
    // Counted from the last day, so that it stays where it is when the range changes or a day begins.
    let back = use_state_eq(|| 0_usize);
    let is_table = use_state_eq(|| false);
    let Some(room) = session.room() else { return nothing() };
    let words = words(session.language());
    let count = days.map_or(points.len(), |days| days.min(points.len()));
    let first = points.len() - count;
    let shown = points.get(first..).unwrap_or_default();
    let last = count.saturating_sub(1);
    let at = last - (*back).min(last);
    let Some(here) = shown.get(at) else { return nothing() };
    let before = (first + at).checked_sub(1).and_then(|at| points.get(at));

    let move_to = {
        let back = back.clone();
        Rc::new(move |to: usize| back.set(last - to.min(last)))
    };
    let onkeydown = {
        let move_to = move_to.clone();
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowLeft" => at.saturating_sub(1),
                "ArrowRight" => at + 1,
                "ArrowDown" => at.saturating_sub(7),
                "ArrowUp" => at + 7,
                "PageDown" => at.saturating_sub(30),
                "PageUp" => at + 30,
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            move_to(to);
        })
    };
    let point = Callback::from(move |event: PointerEvent| {
        if let Some(element) =
            event.current_target().and_then(|target| wasm_bindgen::JsCast::dyn_into::<Element>(target).ok())
        {
            let frame = element.get_bounding_client_rect();
            let share = (f64::from(event.client_x()) - frame.left()) / frame.width().max(1.0);
            move_to((share.clamp(0.0, 1.0) * count as f64) as usize);
        }
    });
    let ontoggle = {
        let is_table = is_table.clone();
        Callback::from(move |event: Event| {
            is_table.set(event.target_unchecked_into::<Element>().has_attribute("open"));
        })
    };
    let (formats, day) = (&session.formats, here.day);
    html! {
        <>
            <div class="chart-head">
                <h2 id="over-time">{ words.over_time }</h2>
                { ranges(words, &days, points.len()) }
            </div>
            <div class="chart-readout">
                <p class="chart-day">{ formats.day(day) }</p>
                <div class="chart-figures" aria-live="polite" data-testid="chart-readout">{ readout(session, room, words, here, before) }</div>
                <button type="button" class="button chart-show" onclick={does(session, move |s| show_day(s, Period::Day(day)))}>
                    { words.show_day }
                </button>
            </div>
            <div class="chart" role="slider" tabindex="0" aria-label={words.cursor} aria-valuemin="0"
                aria-valuemax={last.to_string()} aria-valuenow={at.to_string()} aria-valuetext={formats.day(day)}
                {onkeydown} onpointermove={point.clone()} onpointerdown={point} data-testid="chart">
                { picture(session, shown, at) }
                { tiers(session, room, shown, at) }
            </div>
            <p class="chart-ends figures">
                { for [shown.first(), shown.last()].into_iter().flatten().map(|end| html! { <span>{ formats.day(end.day) }</span> }) }
            </p>
            <details class="disclosure" {ontoggle}>
                <summary>{ words.as_table }</summary>
                if *is_table {
                    { table(session, room, words, points, first) }
                }
            </details>
        </>
    }
}

fn show_day(session: &Session, period: Period) {
    session.tell(Action::Look(History { period, ..History::default() }));
    if let Some(timeline) = gloo::utils::document().get_element_by_id("timeline") {
        timeline.scroll_into_view();
        crate::ui::heading::focus(wasm_bindgen::JsCast::unchecked_ref(&timeline));
    }
}

fn ranges(words: &Words, chosen: &UseStateHandle<Option<usize>>, days: usize) -> Html {
    // A range that is longer than the history shows the same as all of it.
    let offered: Vec<usize> = RANGES.into_iter().filter(|range| *range < days).collect();
    if offered.is_empty() {
        return nothing();
    }
    let choices = offered.into_iter().map(Some).chain([None]);
    html! {
        <div class="chips" role="group" aria-label={words.range}>
            { for choices.map(|range| {
                let name = match range {
                    Some(30) => words.month,
                    Some(90) => words.quarter,
                    Some(_) => words.year,
                    None => words.all_time,
                };
                let (is_chosen, chosen) = (**chosen == range, chosen.clone());
                html! {
                    <button key={name} type="button" class="chip" aria-pressed={is_chosen.to_string()} onclick={move |_| chosen.set(range)}>
                        { name }
                    </button>
                }
            }) }
        </div>
    }
}

fn readout(session: &Session, room: &Room, words: &Words, here: &DayScore, before: Option<&DayScore>) -> Html {
    let (formats, shared) = (&session.formats, session.words());
    let change = here.score() - before.map_or(0.0, DayScore::score);
    let changed =
        if change == 0.0 { words.no_change.to_owned() } else { (words.since_day_before)(&formats.signed(change)) };
    html! {
        <>
            <dl>
                <div><dt>{ shared.score }</dt><dd class="figures chart-score">{ formats.number(here.score()) }</dd></div>
                <div class="chart-key"><dt>{ shared.activity_side }</dt><dd class="figures">{ formats.number(here.activity) }</dd></div>
                <div class="chart-key chart-key-second"><dt>{ shared.contribution_side }</dt><dd class="figures">{ formats.number(here.contribution) }</dd></div>
                <div><dt>{ shared.tier }</dt><dd>{ tier(session, room, here.rank) }</dd></div>
            </dl>
            if before.is_some() {
                <p class="fine-print figures">{ changed }</p>
            }
        </>
    }
}

fn tier(session: &Session, room: &Room, rank: usize) -> String {
    room.community.charter.tiers().get(rank).map_or("", |tier| tier.name.get(session.tag())).to_owned()
}

/// The smallest round number that is not below a number: its first digits are one of [`ROUND`].
fn ceiling(number: f64) -> f64 {
    let mut unit = 1.0;
    loop {
        for step in ROUND {
            if unit * step >= number || unit > 1e12 {
                return unit * step;
            }
        }
        unit *= 10.0;
    }
}

/// A share in per cent with two decimals, as an attribute of SVG.
fn percent(part: usize, whole: usize) -> String {
    let hundredths = part * 10_000 / whole.max(1);
    let rest = hundredths % 100;
    [(hundredths / 100).to_string().as_str(), if rest < 10 { ".0" } else { "." }, &rest.to_string(), "%"].concat()
}

/// How far below the top a value lies, in thousandths.
fn depth(value: f64, top: f64) -> u32 {
    1000 - thousandths(value / top)
}

fn picture(session: &Session, shown: &[DayScore], at: usize) -> Html {
    let highest = shown.iter().fold(1.0_f64, |highest, point| highest.max(point.score()));
    let top = ceiling(highest);
    let count = shown.len();
    let frame = ["0 0 ", &count.to_string(), " 1000"].concat();
    let here = shown.get(at).map_or(0.0, DayScore::score);
    let x = percent(at * 2 + 1, count * 2);
    let y = percent(depth(here, top) as usize, 1000);
    html! {
        <svg class="chart-plot" aria-hidden="true" focusable="false">
            <svg class="chart-lines" viewBox={frame} preserveAspectRatio="none" width="100%" height="100%">
                <path class="chart-activity" d={area(shown, |point| depth(point.activity, top), |_| 1000)} />
                <path class="chart-contribution" d={area(shown, |point| depth(point.score(), top), |point| depth(point.activity, top))} />
                <path class="chart-total" d={steps(shown, |point| depth(point.score(), top))} vector-effect="non-scaling-stroke" />
            </svg>
            { for [0_u32, 500, 1000].map(|down| {
                let y = percent(down as usize, 1000);
                let value = top * f64::from(1000 - down) / 1000.0;
                html! {
                    <g key={down} class="chart-tick">
                        <line x1="0" x2="100%" y1={y.clone()} y2={y.clone()} />
                        if down < 1000 { <text x="0" {y} dy="1.2em">{ session.formats.number(value) }</text> }
                    </g>
                }
            }) }
            <line class="chart-cursor" x1={x.clone()} x2={x.clone()} y1="0" y2="100%" />
            <circle class="chart-dot" cx={x} cy={y} r="5" />
        </svg>
    }
}

/// The line of steps over the days; a step for each day on which the height changes.
fn steps(shown: &[DayScore], height: impl Fn(&DayScore) -> u32) -> String {
    let mut path = String::new();
    let mut last = None;
    for (day, point) in shown.iter().enumerate() {
        let height = height(point);
        if last != Some(height) {
            let day = day.to_string();
            let to = height.to_string();
            path.push_str(&if last.is_none() { ["M0 ", &to].concat() } else { ["H", &day, "V", &to].concat() });
            last = Some(height);
        }
    }
    path.push_str(&["H", &shown.len().to_string()].concat());
    path
}

/// The area between two heights: along the upper edge, and back along the lower one.
fn area(shown: &[DayScore], upper: impl Fn(&DayScore) -> u32, lower: impl Fn(&DayScore) -> u32) -> String {
    let mut path = steps(shown, upper);
    let mut last = None;
    for (day, point) in shown.iter().enumerate().rev() {
        let height = lower(point);
        if last != Some(height) {
            let end = (day + 1).to_string();
            path.push_str(&["H", &end, "V", &height.to_string()].concat());
            last = Some(height);
        }
    }
    path.push_str("H0Z");
    path
}

/// The tiers as a flight of stairs, with their names where there is room.
fn tiers(session: &Session, room: &Room, shown: &[DayScore], at: usize) -> Html {
    let (count, ranks) = (shown.len(), room.community.charter.tiers().len());
    let mut from = 0;
    let stretches = shown.chunk_by(|a, b| a.rank == b.rank).map(|stretch| {
        let begin = from;
        from += stretch.len();
        (begin, stretch.len(), stretch.first().map_or(0, |point| point.rank))
    });
    let x = percent(at * 2 + 1, count * 2);
    html! {
        <svg class="chart-tiers" aria-hidden="true" focusable="false">
            { for stretches.map(|(begin, days, rank)| {
                let (x, width) = (percent(begin, count), percent(days, count));
                let y = percent(ranks.saturating_sub(rank + 1), ranks);
                html! {
                    <svg key={begin} {x} {width} height="100%">
                        <rect class="chart-tier" y={y.clone()} width="100%" height="100%" />
                        <line class="chart-tier-edge" x1="0" x2="100%" y1={y.clone()} y2={y} />
                        if days * NAME >= count {
                            <text x="0.4em" y="100%" dy="-0.5em">{ tier(session, room, rank) }</text>
                        }
                    </svg>
                }
            }) }
            <line class="chart-cursor" x1={x.clone()} x2={x} y1="0" y2="100%" />
        </svg>
    }
}

/// The days on which something changed, the newest first.
fn table(session: &Session, room: &Room, words: &Words, points: &[DayScore], first: usize) -> Html {
    let (formats, shared) = (&session.formats, session.words());
    let same =
        |a: &DayScore, b: &DayScore| a.activity == b.activity && a.contribution == b.contribution && a.rank == b.rank;
    let rows = (first..points.len()).rev().filter_map(|at| {
        let (point, before) = (points.get(at)?, at.checked_sub(1).and_then(|at| points.get(at)));
        (at == first || !before.is_some_and(|before| same(before, point))).then_some(point)
    });
    html! {
        <>
            <p class="fine-print">{ words.table_hint }</p>
            <div class="chart-table" tabindex="0" role="region" aria-label={words.as_table}>
                <table class="table" data-testid="chart-table">
                    <thead>
                        <tr>
                            <th scope="col">{ words.day }</th>
                            <th scope="col" class="number">{ shared.activity_side }</th>
                            <th scope="col" class="number">{ shared.contribution_side }</th>
                            <th scope="col" class="number">{ shared.score }</th>
                            <th scope="col" class="chart-table-tier">{ shared.tier }</th>
                        </tr>
                    </thead>
                    <tbody>
                        { for rows.map(|point| html! {
                            <tr key={point.day.0}>
                                <th scope="row">{ formats.day(point.day) }</th>
                                <td class="number">{ formats.number(point.activity) }</td>
                                <td class="number">{ formats.number(point.contribution) }</td>
                                <td class="number">{ formats.number(point.score()) }</td>
                                <td class="chart-table-tier">{ tier(session, room, point.rank) }</td>
                            </tr>
                        }) }
                    </tbody>
                </table>
            </div>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guildhall_engine::time::Day;

    fn point(day: i32, activity: f64, contribution: f64) -> DayScore {
        DayScore { day: Day(day), activity, contribution, rank: 0 }
    }

    #[test]
    fn an_axis_ends_at_a_round_number() {
        let found = [0.0, 1.0, 1.1, 4.0, 5.0, 51.0, 999.0, 1e15].map(ceiling);
        assert_eq!(found, [1.0, 1.0, 1.5, 4.0, 6.0, 60.0, 1000.0, 1e13]);
    }

    #[test]
    fn a_day_without_a_change_adds_no_step() {
        let days = [point(0, 5.0, 0.0), point(1, 5.0, 0.0), point(2, 10.0, 0.0)];
        assert_eq!(steps(&days, |point| depth(point.score(), 10.0)), "M0 500H2V0H3");
        assert_eq!(area(&days, |point| depth(point.score(), 10.0), |_| 1000), "M0 500H2V0H3H3V1000H0Z");
    }

    #[test]
    fn shares_have_two_decimals() {
        assert_eq!(
            [percent(1, 3), percent(1, 1000), percent(2, 2), percent(1, 0)],
            ["33.33%", "0.10%", "100.00%", "100.00%"]
        );
    }
}
