//! The month as a calendar.

use super::goal::reveal;
use super::words::words;
use crate::route::Route;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::icon::{Icon, icon};
use crate::ui::link::address;
use crate::ui::nothing;
use guildhall_engine::catalogue::Activity;
use guildhall_engine::time::Day;
use yew::prelude::*;

/// A month, beginning with the one of the next event.
pub fn month(session: &Session) -> Html {
    html! { <Month session={session.clone()} /> }
}

#[derive(Properties, PartialEq)]
struct Props {
    session: Session,
}

#[component]
fn Month(props: &Props) -> Html {
    let session = &props.session;
    let turned = use_state(|| 0i32);
    let Some(room) = session.room() else { return nothing() };
    let (words, formats) = (words(session.language()), &session.formats);
    let offset = room.community.charter.file().offset;
    let mut days: Vec<(Day, &Activity)> =
        room.community.catalogue.activities().iter().map(|activity| (activity.starts.day(offset), activity)).collect();
    days.sort_unstable_by_key(|(day, activity)| (*day, activity.starts));
    let today = room.today();
    let next = days.iter().map(|(day, _)| *day).find(|day| *day >= today).unwrap_or(today);
    let (first, last) = (days.first().map_or(today, |(day, _)| *day), days.last().map_or(today, |(day, _)| *day));
    let (first, last) = (number(first.min(today)), number(last.max(today)));
    let shown = (number(next) + *turned).clamp(first, last);
    let begin = start(shown);
    // The page that the build wrote does not know where anybody lives.
    let ahead = if room.is_guest() { (begin.0 + 3).rem_euclid(7) } else { formats.day_of_week(begin) };
    let sheet = begin.plus(-ahead);
    let weeks = (start(shown + 1).since(sheet) + 6) / 7;
    let turn = |by: i32, label: &'static str, to: i32| {
        let (turned, base) = (turned.clone(), number(next));
        let onclick = Callback::from(move |_: MouseEvent| turned.set(shown + by - base));
        html! {
            <button type="button" class={classes!("button", "button-bare", (by < 0).then_some("is-back"))} aria-label={label} disabled={shown == to} {onclick}>
                { icon(Icon::Onward) }
            </button>
        }
    };
    html! {
        <section class="month" aria-label={words.calendar} data-testid="month">
            <div class="month-head">
                { turn(-1, words.earlier_month, first) }
                <h2 id="month" aria-live="polite">{ formats.month(begin) }</h2>
                { turn(1, words.later_month, last) }
            </div>
            <table class="month-days" aria-labelledby="month">
                <thead>
                    <tr>{ for (0..7).map(|row| html! { <th key={row} scope="col">{ formats.weekday_short(sheet.plus(row)) }</th> }) }</tr>
                </thead>
                <tbody>
                    { for (0..weeks).map(|week| html! {
                        <tr key={week}>
                            { for (0..7).map(|at| {
                                let day = sheet.plus(week * 7 + at);
                                cell(session, room, day, number(day) == shown, &days)
                            }) }
                        </tr>
                    }) }
                </tbody>
            </table>
        </section>
    }
}

fn cell(session: &Session, room: &Room, day: Day, is_within: bool, days: &[(Day, &Activity)]) -> Html {
    if !is_within {
        return html! { <td key={day.0} /> };
    }
    let text = session.formats.count(usize::from(day.civil().2));
    let is_today = (day == room.today()).then_some("is-today");
    let on: Vec<&Activity> = days.iter().filter(|(of, _)| *of == day).map(|(_, activity)| *activity).collect();
    let Some(first) = on.first() else {
        return html! { <td key={day.0} class={classes!(is_today)}><span class="month-day">{ text }</span></td> };
    };
    let titles: Vec<&str> = on.iter().map(|activity| activity.title.get(session.tag())).collect();
    let label = (words(session.language()).on_day)(&session.formats.weekday(day), &titles.join(session.words().comma));
    let is_booked = on.iter().any(|activity| room.acts(&activity.id).booked.is_some()).then_some("is-booked");
    let is_past = on.iter().all(|activity| activity.starts < room.now).then_some("is-past");
    let href = [&address(session, &Route::Events, session.language()), "#", first.id.as_str()].concat();
    let id = first.id.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        if !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key()) {
            event.prevent_default();
            reveal(id.as_str());
        }
    });
    html! {
        <td key={day.0} class={classes!("has-event", is_today, is_booked, is_past)}>
            <a class="month-day" {href} {onclick} aria-label={label.clone()} title={label}>{ text }</a>
        </td>
    }
}

/// Months are counted from the year 0.
fn number(day: Day) -> i32 {
    let (year, month, _) = day.civil();
    year * 12 + i32::from(month) - 1
}

fn start(number: i32) -> Day {
    let month = u8::try_from(number.rem_euclid(12) + 1).unwrap_or(1);
    Day::from_civil(number.div_euclid(12), month, 1).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_follow_each_other_over_the_year() {
        for text in ["2026-01-31", "2026-12-01", "2027-02-28"] {
            let day = Day::parse(text).unwrap();
            let start = start(number(day));
            assert_eq!((start.civil().0, start.civil().1, start.civil().2), (day.civil().0, day.civil().1, 1));
        }
        assert_eq!(number(Day::parse("2027-01-01").unwrap()) - number(Day::parse("2026-12-31").unwrap()), 1);
    }
}
