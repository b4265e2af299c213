//! Reading what JavaScript passes in: options objects and their fields, each checked with its place.

use crate::fault::Fault;
use guildhall_engine::finding::closest;
use guildhall_engine::time::Moment;
use js_sys::{Array, ArrayBuffer, Date, JSON, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

/// An options object on its way in.
pub struct Options {
    value: JsValue,
    /// What it is called in faults, such as `record`.
    place: String,
}

impl Options {
    /// Takes an object with none but known keys; nothing is as good as an empty one unless it is `needed`.
    pub fn read(value: JsValue, place: &str, known: &[&str], needed: bool) -> Result<Options, Fault> {
        let place = place.to_owned();
        if is_nothing(&value) && !needed {
            return Ok(Options { value: Object::new().into(), place });
        }
        if !value.is_object() || Array::is_array(&value) || value.is_function() {
            return Err(wrong_type(&place, "an object", &value));
        }
        // An exotic object may throw at being looked at.
        let keys = Reflect::own_keys(&value)
            .map_err(|_| Fault::new("bad-option", "the options cannot be read").at(place.as_str()))?;
        for key in keys.iter().filter_map(|key| key.as_string()) {
            if !known.contains(&key.as_str()) {
                let meant = closest(&key, known.iter().copied());
                let meant = meant.map(|word| ["; did you mean `", word, "`?"].concat()).unwrap_or_default();
                let key = shown(&key);
                let message = ["there is no option `", &key, "`", &meant].concat();
                return Err(Fault::new("unknown-option", message).at([&place, ".", &key].concat()));
            }
        }
        Ok(Options { value, place })
    }

    /// The place of a field.
    pub fn place(&self, key: &str) -> String {
        [&self.place, ".", key].concat()
    }

    /// A field, unless it is absent.
    pub fn get(&self, key: &str) -> Result<Option<JsValue>, Fault> {
        let value = Reflect::get(&self.value, &key.into())
            .map_err(|_| Fault::new("bad-option", "the option cannot be read").at(self.place(key)))?;
        Ok((!is_nothing(&value)).then_some(value))
    }

    /// A text.
    pub fn text(&self, key: &str) -> Result<Option<String>, Fault> {
        self.get(key)?.map(|value| text(&value, &self.place(key))).transpose()
    }

    /// An address, as a text or as the platform has it.
    pub fn address(&self, key: &str) -> Result<Option<String>, Fault> {
        let value = self.get(key)?;
        value.map(|value| href(&value).map_or_else(|| text(&value, &self.place(key)), Ok)).transpose()
    }

    /// A switch, which is off unless said otherwise.
    pub fn flag(&self, key: &str) -> Result<bool, Fault> {
        let Some(value) = self.get(key)? else { return Ok(false) };
        value.as_bool().ok_or_else(|| wrong_type(&self.place(key), "`true` or `false`", &value))
    }

    /// A finite number.
    pub fn number(&self, key: &str) -> Result<Option<f64>, Fault> {
        let Some(value) = self.get(key)? else { return Ok(None) };
        match value.as_f64() {
            Some(number) if number.is_finite() => Ok(Some(number)),
            Some(_) => Err(Fault::new("bad-number", "the number must be finite").at(self.place(key))),
            None => Err(wrong_type(&self.place(key), "a number", &value)),
        }
    }

    /// A count from 1 to 1000, or the usual one.
    pub fn count(&self, key: &str, usual: usize) -> Result<usize, Fault> {
        match self.number(key)? {
            None => Ok(usual),
            Some(number) if (1.0..=1000.0).contains(&number) && number.fract() == 0.0 => Ok(number as usize),
            Some(_) => Err(Fault::new("bad-number", "a whole number from 1 to 1000 is wanted").at(self.place(key))),
        }
    }

    /// A moment.
    pub fn moment(&self, key: &str) -> Result<Option<Moment>, Fault> {
        self.get(key)?.map(|value| moment(&value, &self.place(key))).transpose()
    }
}

/// A moment, from a date, milliseconds since 1970, or an ISO 8601 text.
pub fn moment(value: &JsValue, place: &str) -> Result<Moment, Fault> {
    let milliseconds = match value.dyn_ref::<Date>() {
        Some(date) => Some(date.get_time()),
        None => value.as_f64(),
    };
    let moment = match (milliseconds, value.as_string()) {
        // The conversion is saturating, and NaN is refused before.
        (Some(number), _) => (!number.is_nan()).then_some(Moment(number as i64)),
        (None, Some(text)) => Moment::parse(&text).ok(),
        (None, None) => return Err(wrong_type(place, "a date, a number of milliseconds or an ISO 8601 text", value)),
    };
    moment.filter(|moment| moment.in_range()).ok_or_else(|| {
        Fault::new("bad-time", "this is no moment between the years 1970 and 9999; write it as `2026-03-14T09:26:53Z`")
            .at(place)
    })
}

/// A text.
pub fn text(value: &JsValue, place: &str) -> Result<String, Fault> {
    value.as_string().ok_or_else(|| wrong_type(place, "a text", value))
}

/// The text of an address as the platform has it.
pub fn href(value: &JsValue) -> Option<String> {
    value.dyn_ref::<Url>().map(Url::href)
}

/// Bytes of an array buffer or a view of one; none of one that was handed to somebody else, which would throw.
pub fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    let length = match (value.dyn_ref::<ArrayBuffer>(), value.dyn_ref::<Uint8Array>()) {
        (Some(buffer), _) => buffer.byte_length(),
        (None, Some(view)) => view.length(),
        (None, None) => return None,
    };
    Some(if length == 0 { Vec::new() } else { Uint8Array::new(value).to_vec() })
}

/// An object as the JSON text it stands for.
pub fn json(value: &JsValue, place: &str) -> Result<String, Fault> {
    let text = JSON::stringify(value).ok().and_then(|text| text.as_string());
    text.ok_or_else(|| Fault::new("wrong-type", "the object cannot be written as JSON").at(place))
}

/// A value of another type than is wanted.
pub fn wrong_type(place: &str, wanted: &str, value: &JsValue) -> Fault {
    let found = if value.is_null() {
        "null".to_owned()
    } else if Array::is_array(value) {
        "an array".to_owned()
    } else {
        value.js_typeof().as_string().unwrap_or_default()
    };
    Fault::new("wrong-type", [wanted, " is wanted, not ", &found].concat()).at(place)
}

/// The beginning of a text of any length.
pub fn shown(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(60).collect()
}

fn is_nothing(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}

#[wasm_bindgen]
extern "C" {
    /// An address as the platform has it.
    #[wasm_bindgen(js_name = URL)]
    type Url;
    #[wasm_bindgen(method, getter)]
    fn href(this: &Url) -> String;
}
