//! Where the days of a year lie in a calendar: a column for each week, a row for each day of the week. Pure.

use guildhall_engine::presence::PresentDay;
use guildhall_engine::time::Day;

/// Weeks shown.
pub const WEEKS: i32 = 53;
/// Side of a day's square, in the drawing's units.
pub const SQUARE: i32 = 11;
/// From one day to the next, in the drawing's units.
pub const STEP: i32 = 14;
/// Room for the months above the days, in the drawing's units.
pub const HEAD: i32 = 20;
/// Columns that the name of a month takes.
const NAME: i32 = 3;

/// A year of days that ends today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    /// The first day shown, which begins a week.
    pub first: Day,
    /// The last day shown.
    pub today: Day,
}

impl Grid {
    /// The year that ends with a day that lies `day_of_week` days behind the first of its week.
    pub fn ending(today: Day, day_of_week: i32) -> Grid {
        Grid { first: today.plus(-day_of_week - 7 * (WEEKS - 1)), today }
    }

    /// Days shown.
    pub fn len(self) -> i32 {
        self.today.since(self.first) + 1
    }

    /// Column and row of a day.
    pub fn place(self, day: Day) -> (i32, i32) {
        let number = day.since(self.first);
        (number.div_euclid(7), number.rem_euclid(7))
    }

    /// The day nearest to a point of the drawing.
    pub fn at(self, x: f64, y: f64) -> Day {
        let column = ((x / f64::from(STEP)) as i32).clamp(0, WEEKS - 1);
        let row = (((y - f64::from(HEAD)) / f64::from(STEP)) as i32).clamp(0, 6);
        self.within(self.first.plus(column * 7 + row))
    }

    /// A day, moved into the year if need be.
    pub fn within(self, day: Day) -> Day {
        day.clamp(self.first, self.today)
    }

    /// The months, each with the column in which it begins; those without room for their name are left out.
    pub fn months(self) -> Vec<(i32, Day)> {
        let mut months: Vec<(i32, Day)> = Vec::new();
        for column in 0..=WEEKS - NAME {
            let end = self.first.plus(column * 7 + 6);
            let (_, month, of_month) = end.civil();
            let is_first = of_month <= 7 && end <= self.today;
            let has_room = months.last().is_none_or(|(last, _)| column - last >= NAME);
            if (is_first && has_room) || (column == 0 && of_month <= 14) {
                months.push((column, end));
            }
            debug_assert!((1..=12).contains(&month));
        }
        months
    }

    /// The squares of all days of a level, 0 for days without anything, as one outline.
    pub fn squares(self, days: &[PresentDay], level: usize) -> String {
        let mut outline = String::new();
        let mut present = days.iter().peekable();
        for number in 0..self.len() {
            let day = self.first.plus(number);
            while present.next_if(|other| other.day < day).is_some() {}
            let found = present.peek().filter(|other| other.day == day).map_or(0, |other| other.level);
            if found == level {
                let (column, row) = self.place(day);
                let (x, y) = ((column * STEP).to_string(), (HEAD + row * STEP).to_string());
                outline.push_str(&["M", &x, " ", &y, "h11v11h-11z"].concat());
            }
        }
        outline
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    /// 1 December 2026 is a Tuesday: the second day of a week that begins on Monday, the third of one from Sunday.
    const TUESDAY: &str = "2026-12-01";

    #[test]
    fn a_year_ends_today_and_begins_with_a_week() {
        let monday = Grid::ending(day(TUESDAY), 1);
        assert_eq!((monday.first, monday.len()), (day("2025-12-01"), 366));
        let sunday = Grid::ending(day(TUESDAY), 2);
        assert_eq!((sunday.first, sunday.len()), (day("2025-11-30"), 367));
        for grid in [monday, sunday] {
            for number in 0..grid.len() {
                let day = grid.first.plus(number);
                let (column, row) = grid.place(day);
                assert!((0..WEEKS).contains(&column) && (0..7).contains(&row));
                let middle = |place: i32| f64::from(place * STEP + SQUARE / 2);
                assert_eq!(grid.at(middle(column), middle(row) + f64::from(HEAD)), day);
            }
        }
    }

    #[test]
    fn points_outside_lead_to_the_nearest_day() {
        let grid = Grid::ending(day(TUESDAY), 1);
        assert_eq!(grid.at(-50.0, -50.0), grid.first);
        assert_eq!(grid.at(9999.0, 9999.0), grid.today);
        assert_eq!(grid.within(grid.today.plus(3)), grid.today);
    }

    #[test]
    fn months_are_named_where_they_begin_and_never_overlap() {
        let months = Grid::ending(day(TUESDAY), 1).months();
        let named: Vec<_> = months.iter().map(|(_, day)| day.civil().1).collect();
        assert_eq!(named, [12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        assert!(months.windows(2).all(|pair| pair[1].0 - pair[0].0 >= NAME));
        // In the first days of a month its name would stick out behind today.
        assert!(months.iter().all(|(column, _)| column + NAME <= WEEKS));
    }

    #[test]
    fn every_day_is_drawn_once_in_its_level() {
        let grid = Grid::ending(day(TUESDAY), 1);
        let present =
            |text: &str, level: usize| PresentDay { day: day(text), deeds: 1, level, streak: true, done: Vec::new() };
        let days = [present("2020-01-01", 4), present("2026-11-30", 4), present(TUESDAY, 2)];
        let count = |level| grid.squares(&days, level).matches('M').count();
        assert_eq!([0, 1, 2, 3, 4].map(count), [364, 0, 1, 0, 1]);
        assert_eq!(grid.squares(&days, 2), "M728 34h11v11h-11z");
    }
}
