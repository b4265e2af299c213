//! The time.

use guildhall_engine::time::Moment;

/// The moment by the device's clock, which may be wrong by any amount.
pub fn now() -> Moment {
    Moment(js_sys::Date::now() as i64)
}
