//! Numbers, dates and money as the member's language writes them, by the browser's own tables.

mod writer;

use crate::language::Language;
use guildhall_engine::text::Money;
use guildhall_engine::time::{Day, Moment, Offset};
use std::cell::OnceCell;
use writer::{Choice, Choice::Digits, Choice::Word, Writer};
pub use writer::{language_name, order};

const MS_PER_DAY: f64 = 86_400_000.0;

/// Writers for one language, currency and offset.
#[derive(PartialEq)]
pub struct Formats {
    number: Writer,
    signed: Writer,
    percent: Writer,
    money: Writer,
    day: Writer,
    weekday: Writer,
    time: Writer,
    offset_ms: f64,
    language: Language,
    calendar: OnceCell<Calendar>,
}

/// Writers for calendars, made when the first one is shown.
#[derive(PartialEq)]
struct Calendar {
    month: Writer,
    month_short: Writer,
    weekday_short: Writer,
    clock: Writer,
    /// The first day of a week: 1 is Monday, 7 Sunday.
    first_weekday: i32,
}

impl Formats {
    /// Writers for a language; the offset is the community's, so that days are its days.
    pub fn new(language: Language, currency: &str, offset: Offset) -> Formats {
        let number = |choices: &[(&'static str, Choice)]| Writer::number(language, choices);
        // The moments are shifted to the community's offset first, because not every browser knows offsets as zones.
        let date = |choices: &[(&'static str, Choice)]| Writer::date(language, choices);
        Formats {
            number: number(&[("maximumFractionDigits", Digits(1))]),
            signed: number(&[("maximumFractionDigits", Digits(1)), ("signDisplay", Word("exceptZero"))]),
            percent: number(&[("style", Word("percent")), ("maximumFractionDigits", Digits(0))]),
            money: number(&[
                ("style", Word("currency")),
                ("currency", Choice::Currency(currency.into())),
                ("trailingZeroDisplay", Word("stripIfInteger")),
            ]),
            day: date(&[("year", Word("numeric")), ("month", Word("short")), ("day", Word("numeric"))]),
            weekday: date(&[("weekday", Word("long")), ("month", Word("long")), ("day", Word("numeric"))]),
            time: date(&[("hour", Word("2-digit")), ("minute", Word("2-digit"))]),
            offset_ms: f64::from(offset.minutes()) * 60_000.0,
            language,
            calendar: OnceCell::new(),
        }
    }

    /// A number with at most one decimal.
    pub fn number(&self, number: f64) -> String {
        self.number.write(number)
    }

    /// A whole number.
    pub fn count(&self, count: usize) -> String {
        self.number(count as f64)
    }

    /// A difference, with its sign.
    pub fn signed(&self, number: f64) -> String {
        self.signed.write(number)
    }

    /// A share, 0 to 1, as per cent.
    pub fn percent(&self, share: f64) -> String {
        self.percent.write(share)
    }

    /// An amount in the community's currency.
    pub fn money(&self, money: Money) -> String {
        self.money.write(money.units())
    }

    /// A date, such as 14 Mar 2026.
    pub fn day(&self, day: Day) -> String {
        self.day.write(f64::from(day.0) * MS_PER_DAY)
    }

    /// A date near today, such as Saturday 14 March.
    pub fn weekday(&self, day: Day) -> String {
        self.weekday.write(f64::from(day.0) * MS_PER_DAY)
    }

    /// The time of day.
    pub fn time(&self, moment: Moment) -> String {
        self.time.write(moment.0 as f64 + self.offset_ms)
    }

    /// A month, such as March 2026.
    pub fn month(&self, day: Day) -> String {
        self.calendar().month.write(f64::from(day.0) * MS_PER_DAY)
    }

    /// A month in short, such as Mar.
    pub fn month_short(&self, day: Day) -> String {
        self.calendar().month_short.write(f64::from(day.0) * MS_PER_DAY)
    }

    /// A day of the week in short, such as Sat.
    pub fn weekday_short(&self, day: Day) -> String {
        self.calendar().weekday_short.write(f64::from(day.0) * MS_PER_DAY)
    }

    /// Days by which a day lies behind the first day of its week, as weeks go where the member lives.
    pub fn day_of_week(&self, day: Day) -> i32 {
        // The first day of all was a Thursday, the fourth from Monday.
        (day.0 + 4 - self.calendar().first_weekday).rem_euclid(7)
    }

    /// Day and time where the member is, when that is not the community's time.
    pub fn local(&self, moment: Moment) -> Option<String> {
        let here = writer::offset_here(moment.0 as f64)?;
        (here != self.offset_ms).then(|| self.calendar().clock.write(moment.0 as f64 + here))
    }

    fn calendar(&self) -> &Calendar {
        self.calendar.get_or_init(|| {
            let date = |choices: &[(&'static str, Choice)]| Writer::date(self.language, choices);
            Calendar {
                month: date(&[("year", Word("numeric")), ("month", Word("long"))]),
                month_short: date(&[("month", Word("short"))]),
                weekday_short: date(&[("weekday", Word("short"))]),
                clock: date(&[
                    ("weekday", Word("short")),
                    ("month", Word("short")),
                    ("day", Word("numeric")),
                    ("hour", Word("2-digit")),
                    ("minute", Word("2-digit")),
                ]),
                first_weekday: writer::first_weekday(self.language).unwrap_or(1),
            }
        })
    }
}
