//! The year as a calendar: a drawing with a cursor for keyboard, pointer and touch, and the same as a table.

use super::grid::{Grid, HEAD, SQUARE, STEP, WEEKS};
use super::words::words;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::{nothing, word};
use guildhall_engine::presence::{LEVELS, PresentDay};
use guildhall_engine::time::Day;
use web_sys::{Element, HtmlDetailsElement};
use yew::prelude::*;

/// The last year, up to today.
pub fn year(session: &Session) -> Html {
    html! { <Year session={session.clone()} /> }
}

#[derive(Properties, PartialEq)]
struct Props {
    session: Session,
}

#[component]
fn Year(props: &Props) -> Html {
    let session = &props.session;
    let scroller = use_node_ref();
    let drawing = use_node_ref();
    let chosen = use_state(|| None::<Day>);
    let is_open = use_state(|| false);
    {
        let scroller = scroller.clone();
        // Where the year does not fit, its newest end shows.
        use_effect_with((), move |()| {
            if let Some(scroller) = scroller.cast::<Element>() {
                scroller.set_scroll_left(scroller.scroll_width());
            }
        });
    }
    let Some(room) = session.room() else { return nothing() };
    let (words, formats) = (words(session.language()), &session.formats);
    let today = room.today();
    let grid = Grid::ending(today, formats.day_of_week(today));
    let days = room.presence(grid.first);
    let day = grid.within((*chosen).unwrap_or(today));
    let found = days.iter().find(|present| present.day == day);
    let text = readout(session, room, day, found);
    let onkeydown = {
        let (chosen, scroller) = (chosen.clone(), scroller.clone());
        Callback::from(move |event: KeyboardEvent| {
            let moved = match event.key().as_str() {
                "ArrowLeft" => day.plus(-7),
                "ArrowRight" => day.plus(7),
                "ArrowUp" => day.plus(-1),
                "ArrowDown" => day.plus(1),
                "PageUp" => day.plus(-28),
                "PageDown" => day.plus(28),
                "Home" => grid.first,
                "End" => grid.today,
                _ => return,
            };
            event.prevent_default();
            let day = grid.within(moved);
            chosen.set(Some(day));
            if let Some(scroller) = scroller.cast::<Element>() {
                let middle = scroller.scroll_width() * grid.place(day).0 / WEEKS - scroller.client_width() / 2;
                scroller.set_scroll_left(middle);
            }
        })
    };
    let onpointer = {
        let (chosen, drawing) = (chosen.clone(), drawing.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(drawing) = drawing.cast::<Element>() else { return };
            let frame = drawing.get_bounding_client_rect();
            let scale = f64::from(WEEKS * STEP) / frame.width().max(1.0);
            let x = (f64::from(event.client_x()) - frame.left()) * scale;
            let y = (f64::from(event.client_y()) - frame.top()) * scale;
            chosen.set(Some(grid.at(x, y)));
        })
    };
    let ontoggle = {
        let is_open = is_open.clone();
        Callback::from(move |event: Event| is_open.set(event.target_unchecked_into::<HtmlDetailsElement>().open()))
    };
    html! {
        <div class="year">
            <div class="year-frame">
                <div class="year-weekdays" aria-hidden="true">
                    { for (0..7).map(|row| html! {
                        <span key={row}>{ if row % 2 == 0 { formats.weekday_short(grid.first.plus(row)) } else { String::new() } }</span>
                    }) }
                </div>
                <div class="year-scroller" ref={scroller}>
                    <div class="year-days" role="slider" tabindex="0" aria-label={words.year} aria-valuemin="0"
                        aria-valuemax={(grid.len() - 1).to_string()} aria-valuenow={day.since(grid.first).to_string()}
                        aria-valuetext={text.clone()} data-day={day.to_string()} {onkeydown}>
                        { draw(session, grid, &days, chosen.map(|_| day), drawing, onpointer) }
                    </div>
                </div>
            </div>
            <p class="year-readout" data-testid="year-readout">
                { if chosen.is_some() { text } else { sum(session, &days) } }
            </p>
            <div class="year-foot">
                <p class="year-legend" aria-hidden="true">
                    { words.less }
                    <svg viewBox="0 0 67 11" class="year-key" focusable="false">
                        { for (0..=LEVELS.len()).map(|level| html! {
                            <rect key={level} class={class(level)} x={(level as i32 * STEP).to_string()} width="11" height="11" rx="2">
                                <title>{ (words.level)(level) }</title>
                            </rect>
                        }) }
                    </svg>
                    { words.more }
                </p>
                <p class="year-hint">{ words.year_hint }</p>
            </div>
            <details class="disclosure" {ontoggle}>
                <summary>{ words.as_table }</summary>
                { if *is_open { table(session, room, &days) } else { nothing() } }
            </details>
        </div>
    }
}

fn draw(
    session: &Session,
    grid: Grid,
    days: &[PresentDay],
    cursor: Option<Day>,
    drawing: NodeRef,
    onpointer: Callback<PointerEvent>,
) -> Html {
    let view_box = ["0 0 ", &(WEEKS * STEP).to_string(), " ", &(HEAD + 7 * STEP).to_string()].concat();
    html! {
        <svg class="year-drawing" viewBox={view_box} aria-hidden="true" focusable="false" ref={drawing}
            onpointermove={onpointer.clone()} onpointerdown={onpointer}>
            { for grid.months().into_iter().map(|(column, day)| html! {
                <text key={column} class="year-month" x={(column * STEP).to_string()} y="11">{ session.formats.month_short(day) }</text>
            }) }
            { for (0..=LEVELS.len()).map(|level| html! {
                <path key={level} class={class(level)} d={grid.squares(days, level)} />
            }) }
            { match cursor {
                Some(day) => {
                    let (column, row) = grid.place(day);
                    let (x, y) = ((column * STEP - 1).to_string(), (HEAD + row * STEP - 1).to_string());
                    let side = (SQUARE + 2).to_string();
                    html! { <rect class="year-cursor" {x} {y} width={side.clone()} height={side} rx="3" /> }
                }
                None => nothing(),
            } }
        </svg>
    }
}

fn class(level: usize) -> &'static str {
    ["year-0", "year-1", "year-2", "year-3", "year-4"].get(level).copied().unwrap_or("year-4")
}

/// How many days the member was here.
fn sum(session: &Session, days: &[PresentDay]) -> String {
    let count = u32::try_from(days.len()).unwrap_or(u32::MAX);
    (words(session.language()).year_sum)(count, &session.formats.count(days.len()))
}

/// A day and what was done on it.
fn readout(session: &Session, room: &Room, day: Day, found: Option<&PresentDay>) -> String {
    let done = match found {
        Some(present) => deeds(session, room, present),
        None => words(session.language()).nothing_done.to_owned(),
    };
    [&session.formats.weekday(day), " · ", &done].concat()
}

fn deeds(session: &Session, room: &Room, present: &PresentDay) -> String {
    let (shared, formats) = (session.words(), &session.formats);
    let mut parts: Vec<String> = Vec::new();
    for (verb, times) in &present.done {
        let name = word::verb(session, &room.community, verb);
        parts.push(if *times > 1 { (shared.times)(&name, &formats.count(*times as usize)) } else { name });
    }
    let done = parts.join(shared.comma);
    if present.streak { [&done, " · ", words(session.language()).counts_for_streak].concat() } else { done }
}

/// Every day on which the member was here, the newest first.
fn table(session: &Session, room: &Room, days: &[PresentDay]) -> Html {
    let words = words(session.language());
    html! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{ words.day }</th>
                    <th scope="col">{ words.what_was_done }</th>
                </tr>
            </thead>
            <tbody>
                { for days.iter().rev().map(|present| html! {
                    <tr key={present.day.0}>
                        <th scope="row">{ session.formats.day(present.day) }</th>
                        <td>{ deeds(session, room, present) }</td>
                    </tr>
                }) }
            </tbody>
        </table>
    }
}
