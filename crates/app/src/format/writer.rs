//! What turns a number or a date into text: the browser's `Intl`; on a page written without a browser, a small reading of
//! the same choices.

use std::collections::BTreeMap;

#[cfg(target_arch = "wasm32")]
pub use browser::{Writer, first_weekday, language_name, offset_here, order};
#[cfg(not(target_arch = "wasm32"))]
pub use native::{Writer, first_weekday, language_name, offset_here, order};

/// What is chosen for an option of `Intl`.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// One of the option's words.
    Word(&'static str),
    /// A number of digits.
    Digits(u8),
    /// A currency (ISO 4217).
    Currency(Box<str>),
}

/// The place of each text among the sorted ones.
fn places(sorted: impl Iterator<Item = String>, texts: &[&str]) -> Vec<u32> {
    let mut places = BTreeMap::new();
    for (place, text) in (0u32..).zip(sorted) {
        places.entry(text).or_insert(place);
    }
    texts.iter().map(|text| places.get(*text).copied().unwrap_or(u32::MAX)).collect()
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use super::Choice;
    use crate::language::Language;
    use crate::settings;
    use js_sys::{Array, Date, Function, Intl, Object, Reflect};
    use std::cell::OnceCell;
    use wasm_bindgen::{JsCast as _, JsValue};

    /// A formatter of the browser, made when it first has something to write: each takes the browser a while.
    pub struct Writer {
        language: Language,
        choices: Box<[(&'static str, Choice)]>,
        is_date: bool,
        made: OnceCell<Function>,
    }

    impl PartialEq for Writer {
        fn eq(&self, other: &Writer) -> bool {
            self.language == other.language && self.choices == other.choices && self.is_date == other.is_date
        }
    }

    impl Writer {
        /// Writes numbers.
        pub fn number(language: Language, choices: &[(&'static str, Choice)]) -> Writer {
            Writer { language, choices: choices.into(), is_date: false, made: OnceCell::new() }
        }

        /// Writes dates, given in milliseconds.
        pub fn date(language: Language, choices: &[(&'static str, Choice)]) -> Writer {
            Writer { language, choices: choices.into(), is_date: true, made: OnceCell::new() }
        }

        /// The text.
        pub fn write(&self, number: f64) -> String {
            let text = self.made.get_or_init(|| self.make()).call1(&JsValue::UNDEFINED, &number.into());
            text.ok().and_then(|text| text.as_string()).unwrap_or_default()
        }

        fn make(&self) -> Function {
            let (locales, options) = (locales(self.language), object(&self.choices));
            if !self.is_date {
                return Intl::NumberFormat::new(&locales, &options).format();
            }
            set(&options, "timeZone", &"UTC".into());
            Intl::DateTimeFormat::new(&locales, &options).format()
        }
    }

    /// The place of each text in the order of a language; equal texts have the same. Only the browser knows that Chinese
    /// ones are ordered by their sound, and it orders many faster than it is asked about pairs.
    pub fn order(language: Language, texts: &[&str]) -> Vec<u32> {
        let sorted = Array::new();
        texts.iter().for_each(|text| {
            sorted.push(&JsValue::from_str(text));
        });
        let collator = Intl::Collator::new(&Array::of1(&language.tag().into()), &Object::new());
        // Every array has `sort`; without it the texts stay as they came.
        let sort = Reflect::get(&sorted, &"sort".into()).ok().and_then(|sort| sort.dyn_into::<Function>().ok());
        let _ = sort.map(|sort| sort.call1(&sorted, &collator.compare()));
        super::places(sorted.iter().filter_map(|text| text.as_string()), texts)
    }

    /// What a language is called in another, by its tag.
    pub fn language_name(language: Language, tag: &str) -> String {
        let options = object(&[("type", Choice::Word("language"))]);
        let names = Intl::DisplayNames::new(&locales(language), &options);
        // Called by name: it throws at what is no tag, and catalogues can have anything there.
        let of = Reflect::get(&names, &"of".into()).ok().and_then(|of| of.dyn_into::<Function>().ok());
        let name = of.and_then(|of| of.call1(&names, &tag.into()).ok());
        name.and_then(|name| name.as_string()).unwrap_or_else(|| tag.to_owned())
    }

    /// The offset from UTC where the member is, at a moment; both in milliseconds.
    pub fn offset_here(moment: f64) -> Option<f64> {
        Some(-Date::new(&moment.into()).get_timezone_offset() * 60_000.0)
    }

    /// The first day of a week where the member lives, 1 for Monday; `None` where the browser does not know.
    pub fn first_weekday(language: Language) -> Option<i32> {
        let get = |of: &JsValue, key: &str| Reflect::get(of, &key.into()).ok();
        let make: Function = get(&get(&js_sys::global(), "Intl")?, "Locale")?.dyn_into().ok()?;
        let locale = Reflect::construct(&make, &locales(language)).ok()?;
        // A method by now, a property in older browsers.
        let week = match get(&locale, "getWeekInfo")?.dyn_into::<Function>() {
            Ok(ask) => ask.call0(&locale).ok()?,
            Err(_) => get(&locale, "weekInfo")?,
        };
        get(&week, "firstDay")?.as_f64().map(|day| day as i32)
    }

    fn locales(language: Language) -> Array {
        Array::of1(&JsValue::from_str(&settings::locale(language)))
    }

    fn object(choices: &[(&'static str, Choice)]) -> Object {
        let object = Object::new();
        for (key, choice) in choices {
            let value = match choice {
                Choice::Word(word) => (*word).into(),
                Choice::Digits(digits) => (*digits).into(),
                Choice::Currency(code) => code.as_ref().into(),
            };
            set(&object, key, &value);
        }
        object
    }

    fn set(object: &Object, key: &str, value: &JsValue) {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(object, &key.into(), value);
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use super::Choice;
    use crate::language::Language;
    use guildhall_engine::time::Day;

    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    const WEEKDAYS: [(&str, &str); 7] = [
        ("Monday", "一"),
        ("Tuesday", "二"),
        ("Wednesday", "三"),
        ("Thursday", "四"),
        ("Friday", "五"),
        ("Saturday", "六"),
        ("Sunday", "日"),
    ];

    /// Reads the choices that the app makes as `Intl` does for `en-US` and `zh-Hans`. A browser that takes over the page
    /// writes them anew.
    #[derive(PartialEq)]
    pub struct Writer {
        language: Language,
        choices: Vec<(&'static str, Choice)>,
        is_date: bool,
    }

    impl Writer {
        /// Writes numbers.
        pub fn number(language: Language, choices: &[(&'static str, Choice)]) -> Writer {
            Writer { language, choices: choices.to_vec(), is_date: false }
        }

        /// Writes dates, given in milliseconds.
        pub fn date(language: Language, choices: &[(&'static str, Choice)]) -> Writer {
            Writer { language, choices: choices.to_vec(), is_date: true }
        }

        /// The text.
        pub fn write(&self, number: f64) -> String {
            if self.is_date { self.moment(number) } else { self.figure(number) }
        }

        fn choice(&self, key: &str) -> Option<&Choice> {
            self.choices.iter().find(|(name, _)| *name == key).map(|(_, choice)| choice)
        }

        fn word(&self, key: &str) -> Option<&'static str> {
            match self.choice(key) {
                Some(Choice::Word(word)) => Some(word),
                _ => None,
            }
        }

        fn figure(&self, number: f64) -> String {
            let style = self.word("style");
            let most = match self.choice("maximumFractionDigits") {
                Some(Choice::Digits(digits)) => usize::from(*digits),
                _ if style == Some("currency") => 2,
                _ => 3,
            };
            let shown = if style == Some("percent") { number * 100.0 } else { number };
            let text = format!("{:.most$}", shown.abs());
            let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
            let fraction = match (style, fraction.trim_end_matches('0')) {
                (_, "") => "",
                (Some("currency"), _) => fraction,
                (_, trimmed) => trimmed,
            };
            let point = if fraction.is_empty() { "" } else { "." };
            let is_zero = shown.abs() < 0.5 / 10f64.powi(i32::try_from(most).unwrap_or(3));
            let sign = match (shown < 0.0 && !is_zero, self.word("signDisplay")) {
                (true, _) => "-",
                (false, Some("exceptZero")) if !is_zero => "+",
                _ => "",
            };
            let symbol = match self.choice("currency") {
                Some(Choice::Currency(code)) => currency(code, self.language),
                _ => String::new(),
            };
            let unit = if style == Some("percent") { "%" } else { "" };
            [sign, &symbol, &grouped(whole), point, fraction, unit].concat()
        }

        fn moment(&self, ms: f64) -> String {
            let minutes = (ms / 60_000.0).floor() as i64;
            let day = Day(i32::try_from(minutes.div_euclid(1440)).unwrap_or_default());
            let text = day.to_string();
            let mut parts = text.split('-').map(|part| part.parse::<usize>().unwrap_or(1));
            let (year, month, date) = (parts.next(), parts.next().unwrap_or(1), parts.next().unwrap_or(1));
            let year = self.word("year").and(year).map(|year| year.to_string());
            let date = self.word("day").map(|_| date.to_string());
            let weekday = usize::try_from((i64::from(day.0) + 3).rem_euclid(7)).unwrap_or_default();
            let (english_weekday, chinese_weekday) = WEEKDAYS.get(weekday).copied().unwrap_or_default();
            let clock = self.word("hour").map(|_| {
                let (hour, minute) = (minutes.rem_euclid(1440) / 60, minutes.rem_euclid(60));
                (hour, minute)
            });
            match self.language {
                Language::Chinese => {
                    let year = year.map(|year| year + "年").unwrap_or_default();
                    let month = self.word("month").map(|_| format!("{month}月")).unwrap_or_default();
                    let date = date.map(|date| date + "日").unwrap_or_default();
                    let weekday = match self.word("weekday") {
                        Some("long") => ["星期", chinese_weekday].concat(),
                        Some("short") => ["周", chinese_weekday].concat(),
                        Some(_) => chinese_weekday.to_owned(),
                        None => String::new(),
                    };
                    let clock = clock.map(|(hour, minute)| format!("{hour:02}:{minute:02}")).unwrap_or_default();
                    [year, month, date, weekday, clock].concat()
                }
                Language::English => {
                    let cut = |name: &str, style: Option<&str>| match style {
                        Some("long") => name.to_owned(),
                        Some("short") => name.chars().take(3).collect(),
                        Some(_) => name.chars().take(1).collect(),
                        None => String::new(),
                    };
                    let month = cut(MONTHS.get(month - 1).copied().unwrap_or_default(), self.word("month"));
                    let weekday = cut(english_weekday, self.word("weekday"));
                    let clock = clock.map(|(hour, minute)| {
                        let half = if hour < 12 { "AM" } else { "PM" };
                        format!("{:02}:{minute:02} {half}", (hour + 11) % 12 + 1)
                    });
                    let dated = [month, date.unwrap_or_default()].join(" ").trim().to_owned();
                    // A month without a day takes its year as it is.
                    let year = year.unwrap_or_default();
                    let (dated, year) = if self.word("day").is_some() {
                        (dated, year)
                    } else {
                        ([dated, year].join(" "), String::new())
                    };
                    let parts = [weekday, dated.trim().to_owned(), year, clock.unwrap_or_default()];
                    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                    parts.join(", ")
                }
            }
        }
    }

    /// The place of each text in the order of their characters.
    pub fn order(_language: Language, texts: &[&str]) -> Vec<u32> {
        let mut sorted: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        sorted.sort();
        super::places(sorted.into_iter(), texts)
    }

    /// The tag of a language; names come with the browser.
    pub fn language_name(_language: Language, tag: &str) -> String {
        tag.to_owned()
    }

    /// Nobody is anywhere yet.
    pub fn offset_here(_moment: f64) -> Option<f64> {
        None
    }

    /// See [`offset_here`].
    pub fn first_weekday(_language: Language) -> Option<i32> {
        None
    }

    fn grouped(digits: &str) -> String {
        let mut text = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        text
    }

    fn currency(code: &str, language: Language) -> String {
        match (code, language) {
            ("USD", Language::English) => "$".into(),
            ("USD", Language::Chinese) => "US$".into(),
            ("CNY", Language::English) => "CN¥".into(),
            ("CNY", Language::Chinese) => "¥".into(),
            ("EUR", _) => "€".into(),
            ("GBP", _) => "£".into(),
            (other, _) => [other, "\u{a0}"].concat(),
        }
    }

    #[cfg(test)]
    mod tests {
        use super::super::Choice::{Currency, Digits, Word};
        use super::*;

        #[test]
        fn numbers_are_written_as_intl_writes_them() {
            let one = [("maximumFractionDigits", Digits(1))];
            let number = Writer::number(Language::English, &one);
            assert_eq!(number.write(1_234_567.25), "1,234,567.2");
            assert_eq!(number.write(-12.0), "-12");
            let share =
                Writer::number(Language::English, &[("style", Word("percent")), ("maximumFractionDigits", Digits(0))]);
            assert_eq!(share.write(0.236), "24%");
            let price = [("style", Word("currency")), ("currency", Currency("CNY".into()))];
            assert_eq!(Writer::number(Language::English, &price).write(1365.5), "CN¥1,365.50");
            assert_eq!(Writer::number(Language::Chinese, &price).write(38.0), "¥38");
        }

        #[test]
        fn dates_are_written_as_intl_writes_them() {
            let moment = 1_773_446_400_000.0 + 19.5 * 3_600_000.0; // 14 March 2026, 19:30
            let day = [("year", Word("numeric")), ("month", Word("short")), ("day", Word("numeric"))];
            assert_eq!(Writer::date(Language::English, &day).write(moment), "Mar 14, 2026");
            assert_eq!(Writer::date(Language::Chinese, &day).write(moment), "2026年3月14日");
            let weekday = [("weekday", Word("long")), ("month", Word("long")), ("day", Word("numeric"))];
            assert_eq!(Writer::date(Language::English, &weekday).write(moment), "Saturday, March 14");
            let month = [("year", Word("numeric")), ("month", Word("long"))];
            assert_eq!(Writer::date(Language::English, &month).write(moment), "March 2026");
            assert_eq!(Writer::date(Language::Chinese, &month).write(moment), "2026年3月");
            assert_eq!(Writer::date(Language::Chinese, &weekday).write(moment), "3月14日星期六");
            let time = [("hour", Word("2-digit")), ("minute", Word("2-digit"))];
            assert_eq!(Writer::date(Language::English, &time).write(moment), "07:30 PM");
            assert_eq!(Writer::date(Language::Chinese, &time).write(moment), "19:30");
        }
    }
}
