//! Moments, days and offsets: the calendar arithmetic of the engine, without a clock and without time zones.

use crate::text_form::text_form;
use std::fmt;

const MS_PER_MINUTE: i64 = 60_000;
const MS_PER_DAY: i64 = 86_400_000;

/// A point in time: milliseconds since 1970-01-01T00:00:00Z. As text: RFC 3339.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Moment(pub i64);

impl Moment {
    /// The earliest moment the engine accepts, 1970-01-01T00:00:00Z.
    pub const MIN: Moment = Moment(0);
    /// The latest moment the engine accepts, 9999-12-31T23:59:59.999Z.
    pub const MAX: Moment = Moment(253_402_300_799_999);

    /// The day this moment belongs to at a charter's offset.
    pub fn day(self, offset: Offset) -> Day {
        let local = self.0.saturating_add(i64::from(offset.minutes()) * MS_PER_MINUTE);
        Day(i32::try_from(local.div_euclid(MS_PER_DAY)).unwrap_or(i32::MAX))
    }

    /// Whether the moment lies in the range the engine accepts (years 1970 to 9999).
    pub fn in_range(self) -> bool {
        self >= Moment::MIN && self <= Moment::MAX
    }

    /// Reads RFC 3339 (`2026-03-14T09:26:53.589+08:00`), or a bare date as its first instant in UTC.
    ///
    /// # Errors
    /// When the text is not such a date or names a day that does not exist.
    pub fn parse(text: &str) -> Result<Moment, BadTime> {
        parse_moment(text).filter(|moment| moment.in_range()).ok_or(BadTime)
    }
}

/// A text that is not a date, time or offset the engine accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date or time such as `2026-03-14T09:26:53Z` between 1970 and 9999")]
pub struct BadTime;

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = Day(i32::try_from(self.0.div_euclid(MS_PER_DAY)).unwrap_or(i32::MAX));
        let ms = self.0.rem_euclid(MS_PER_DAY);
        let (h, m, s, ms) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000);
        write!(f, "{day}T{h:02}:{m:02}:{s:02}")?;
        if ms != 0 {
            write!(f, ".{ms:03}")?;
        }
        f.write_str("Z")
    }
}

/// A calendar day at the charter's offset: days since 1970-01-01. As text: `2026-03-14`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Day(pub i32);

impl Day {
    /// The day a number of days later (or earlier, when negative).
    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// Whole days from `earlier` to this day; negative when `earlier` is later.
    pub fn since(self, earlier: Day) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// The first instant of the day at an offset.
    pub fn start(self, offset: Offset) -> Moment {
        Moment(i64::from(self.0) * MS_PER_DAY - i64::from(offset.minutes()) * MS_PER_MINUTE)
    }

    /// Reads `2026-03-14`.
    ///
    /// # Errors
    /// When the text is not such a date or names a day that does not exist.
    pub fn parse(text: &str) -> Result<Day, BadTime> {
        parse_date(text.as_bytes()).filter(|(_, rest)| rest.is_empty()).map(|(day, _)| day).ok_or(BadTime)
    }

    /// Year, month (1 to 12) and day of the month (1 to 31) in the proleptic Gregorian calendar.
    pub fn civil(self) -> (i32, u8, u8) {
        // Days are counted from 0000-03-01, so that the leap day is the last of its year.
        let shifted = i64::from(self.0) + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (i32::try_from(year).unwrap_or(i32::MAX), u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1))
    }

    /// The day of a civil date; `None` when there is no such day.
    pub fn from_civil(year: i32, month: u8, day: u8) -> Option<Day> {
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let y = i64::from(year) - i64::from(month <= 2);
        let era = y.div_euclid(400);
        let year_of_era = y.rem_euclid(400);
        let from_march = (i64::from(month) + 9) % 12;
        let of_year = (153 * from_march + 2) / 5 + i64::from(day) - 1;
        let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
        let found = Day(i32::try_from(era * 146_097 + of_era - 719_468).ok()?);
        (found.civil() == (year, month, day)).then_some(found)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// Days of moments that mostly come in order: the day of the last one is remembered.
#[derive(Debug, Clone)]
pub(crate) struct Calendar {
    offset: Offset,
    day: Day,
    start: i64,
}

impl Calendar {
    pub(crate) fn new(offset: Offset) -> Calendar {
        let day = Day::default();
        Calendar { offset, day, start: day.start(offset).0 }
    }

    /// The day of a moment.
    pub(crate) fn day(&mut self, at: Moment) -> Day {
        if !(self.start..self.start.saturating_add(MS_PER_DAY)).contains(&at.0) {
            self.day = at.day(self.offset);
            self.start = self.day.start(self.offset).0;
        }
        self.day
    }
}

/// The fixed distance from UTC at which a community's days begin, in minutes, -18 h to +18 h. As text: `+08:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Offset(i16);

impl Offset {
    /// Minutes east of UTC.
    pub fn minutes(self) -> i16 {
        self.0
    }

    /// Reads `+08:00`, `-03:30` or `Z`.
    ///
    /// # Errors
    /// When the text has another form or lies outside ±18:00.
    pub fn parse(text: &str) -> Result<Offset, BadTime> {
        parse_offset(text.as_bytes()).ok_or(BadTime)
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { '-' } else { '+' };
        let minutes = self.0.unsigned_abs();
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

text_form!(Day, |text: &str| Day::parse(text), binary i32: |day: &Day| day.0, |n| Some(Day(n)));
text_form!(Moment, |text: &str| Moment::parse(text), binary i64: |moment: &Moment| moment.0, |n| Some(Moment(n)));
text_form!(Offset, |text: &str| Offset::parse(text), binary i16: |offset: &Offset| offset.0, |n: i16| (n.unsigned_abs() <= 1080).then_some(Offset(n)));

/// Takes exactly `width` decimal digits off the front.
fn digits(bytes: &[u8], width: usize) -> Option<(i32, &[u8])> {
    let (head, rest) = bytes.split_at_checked(width)?;
    let mut number = 0i32;
    for byte in head {
        number = number.checked_mul(10)?.checked_add(i32::from(byte.is_ascii_digit().then(|| byte - b'0')?))?;
    }
    Some((number, rest))
}

fn literal(bytes: &[u8], wanted: u8) -> Option<&[u8]> {
    let (first, rest) = bytes.split_first()?;
    (*first == wanted).then_some(rest)
}

fn parse_date(bytes: &[u8]) -> Option<(Day, &[u8])> {
    let (year, rest) = digits(bytes, 4)?;
    let (month, rest) = digits(literal(rest, b'-')?, 2)?;
    let (day, rest) = digits(literal(rest, b'-')?, 2)?;
    let day = Day::from_civil(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
    Some((day, rest))
}

fn parse_moment(text: &str) -> Option<Moment> {
    let (day, rest) = parse_date(text.as_bytes())?;
    let midnight = i64::from(day.0) * MS_PER_DAY;
    let Some((separator, rest)) = rest.split_first() else { return Some(Moment(midnight)) };
    if !matches!(separator, b'T' | b't' | b' ') {
        return None;
    }
    let (hour, rest) = digits(rest, 2)?;
    let (minute, rest) = digits(literal(rest, b':')?, 2)?;
    let (second, rest) = match literal(rest, b':') {
        Some(rest) => digits(rest, 2)?,
        None => (0, rest),
    };
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (milliseconds, rest) = match literal(rest, b'.') {
        Some(fraction) => fraction_ms(fraction)?,
        None => (0, rest),
    };
    // Dumps of old services omit the zone; such times are UTC by convention.
    let offset = if rest.is_empty() { Offset(0) } else { parse_offset(rest)? };
    // A leap second is the last second of its minute: days keep 86,400 seconds.
    let seconds = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second.min(59));
    Some(Moment(midnight + seconds * 1000 + milliseconds - i64::from(offset.0) * MS_PER_MINUTE))
}

/// Fraction of a second, cut to milliseconds.
fn fraction_ms(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let length = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (head, rest) = bytes.split_at_checked(length)?;
    if head.is_empty() {
        return None;
    }
    let ms = head.iter().chain(b"00").take(3).fold(0i64, |sum, byte| sum * 10 + i64::from(byte - b'0'));
    Some((ms, rest))
}

fn parse_offset(bytes: &[u8]) -> Option<Offset> {
    if matches!(bytes, b"Z" | b"z") {
        return Some(Offset(0));
    }
    let (sign, rest) = bytes.split_first()?;
    let sign = match sign {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, rest) = digits(rest, 2)?;
    let (minutes, rest) = digits(literal(rest, b':').unwrap_or(rest), 2)?;
    let total = hours * 60 + minutes;
    (rest.is_empty() && minutes < 60 && total <= 1080).then_some(())?;
    Some(Offset(i16::try_from(sign * total).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_survive_the_round_trip() {
        for text in ["1970-01-01T00:00:00Z", "2024-02-29T23:59:59.001Z", "9999-12-31T23:59:59.999Z"] {
            assert_eq!(Moment::parse(text).map(|m| m.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn offsets_and_fractions_are_understood() {
        assert_eq!(Moment::parse("1970-01-01T08:00:00.1234+08:00"), Ok(Moment(123)));
        assert_eq!(Moment::parse("2014-01-21T20:26:05.383"), Moment::parse("2014-01-21T20:26:05.383Z"));
        assert_eq!(Moment::parse("1970-01-02"), Ok(Moment(MS_PER_DAY)));
        assert_eq!(Offset::parse("-03:30").map(|o| o.to_string()).as_deref(), Ok("-03:30"));
    }

    #[test]
    fn impossible_dates_are_refused() {
        for text in [
            "2023-02-29",
            "2024-13-01",
            "2024-00-10",
            "24-01-01",
            "2024-01-01T25:00Z",
            "2024-01-01Tx",
            "",
            "2024-01-01T00:00:00+19:00",
            "1969-12-31",
            "２０２４-01-01",
        ] {
            assert!(Moment::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_offset_decides_the_day() {
        let offset = Offset(480);
        let late = Moment::parse("2026-03-14T16:00:00Z").unwrap_or_default();
        assert_eq!(late.day(offset).to_string(), "2026-03-15");
        assert_eq!(late.day(offset).start(offset), late);
        assert_eq!(Moment(late.0 - 1).day(offset).to_string(), "2026-03-14");
    }

    #[test]
    fn every_day_of_eight_centuries_round_trips() {
        for n in -20_000..280_000 {
            let day = Day(n);
            let (y, m, d) = day.civil();
            assert_eq!(Day::from_civil(y, m, d), Some(day));
        }
    }
}
