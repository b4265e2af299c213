//! Numbers, dates and money as the member's language writes them, by the browser's own tables.

use crate::language::Language;
use crate::settings;
use guildhall_engine::text::Money;
use guildhall_engine::time::{Day, Moment, Offset};
use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

const MS_PER_DAY: f64 = 86_400_000.0;

/// Writers for one language, currency and offset.
#[derive(PartialEq)]
pub struct Formats {
    number: Function,
    signed: Function,
    percent: Function,
    money: Function,
    day: Function,
    weekday: Function,
    time: Function,
    offset_ms: f64,
}

impl Formats {
    /// Writers for a language; the offset is the community's, so that days are its days.
    pub fn new(language: Language, currency: &str, offset: Offset) -> Formats {
        let locale = settings::locale(language);
        let locales = Array::of1(&JsValue::from_str(&locale));
        let number = |options: &[(&str, JsValue)]| Intl::NumberFormat::new(&locales, &object(options)).format();
        // The moments are shifted to the community's offset first, because not every browser knows offsets as zones.
        let date = |options: &[(&str, JsValue)]| {
            let options = object(options);
            set(&options, "timeZone", &"UTC".into());
            Intl::DateTimeFormat::new(&locales, &options).format()
        };
        Formats {
            number: number(&[("maximumFractionDigits", 1.into())]),
            signed: number(&[("maximumFractionDigits", 1.into()), ("signDisplay", "exceptZero".into())]),
            percent: number(&[("style", "percent".into()), ("maximumFractionDigits", 0.into())]),
            money: number(&[
                ("style", "currency".into()),
                ("currency", currency.into()),
                ("trailingZeroDisplay", "stripIfInteger".into()),
            ]),
            day: date(&[("year", "numeric".into()), ("month", "short".into()), ("day", "numeric".into())]),
            weekday: date(&[("weekday", "long".into()), ("month", "long".into()), ("day", "numeric".into())]),
            time: date(&[("hour", "2-digit".into()), ("minute", "2-digit".into())]),
            offset_ms: f64::from(offset.minutes()) * 60_000.0,
        }
    }

    /// A number with at most one decimal.
    pub fn number(&self, number: f64) -> String {
        write(&self.number, number)
    }

    /// A whole number.
    pub fn count(&self, count: usize) -> String {
        self.number(count as f64)
    }

    /// A difference, with its sign.
    pub fn signed(&self, number: f64) -> String {
        write(&self.signed, number)
    }

    /// A share, 0 to 1, as per cent.
    pub fn percent(&self, share: f64) -> String {
        write(&self.percent, share)
    }

    /// An amount in the community's currency.
    pub fn money(&self, money: Money) -> String {
        write(&self.money, money.units())
    }

    /// A date, such as 14 Mar 2026.
    pub fn day(&self, day: Day) -> String {
        write(&self.day, f64::from(day.0) * MS_PER_DAY)
    }

    /// A date near today, such as Saturday 14 March.
    pub fn weekday(&self, day: Day) -> String {
        write(&self.weekday, f64::from(day.0) * MS_PER_DAY)
    }

    /// The time of day.
    pub fn time(&self, moment: Moment) -> String {
        write(&self.time, moment.0 as f64 + self.offset_ms)
    }
}

fn object(options: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    options.iter().for_each(|(key, value)| set(&object, key, value));
    object
}

fn set(object: &Object, key: &str, value: &JsValue) {
    // Setting a property of a plain object cannot fail.
    let _ = Reflect::set(object, &key.into(), value);
}

fn write(format: &Function, number: f64) -> String {
    format.call1(&JsValue::UNDEFINED, &number.into()).ok().and_then(|text| text.as_string()).unwrap_or_default()
}
