//! What a service is told that takes levels only.

use crate::{Connection, LEVEL, Store};
use guildhall_browser::Hall;
use std::cell::Cell;

/// The level that the service is known to have.
pub struct Levels {
    /// What the remembered level belongs to.
    of: String,
    /// The level that the service was known to have when this began.
    remembered: Option<u32>,
    kept: Cell<Option<u32>>,
}

impl Levels {
    /// What is remembered of a connection.
    pub async fn read(hall: &Hall, connection: &Connection) -> Levels {
        let of = connection.name();
        let kept = hall.setting(LEVEL).await.ok().flatten();
        let remembered = kept.and_then(|kept| kept.strip_prefix(&of)?.trim().parse().ok());
        Levels { of, remembered, kept: Cell::new(remembered) }
    }

    /// Says which level the member has; 0 while it is not known.
    pub fn report(&self, level: u32, store: &Store) {
        if level > 0 {
            store.report_level(level, self.remembered);
        }
    }

    /// A level changes without an event, too, as when time goes by.
    pub async fn send(&self, hall: &Hall, store: &Store) {
        // What the service did not take is sent with the next events, or in the next round.
        let _ = store.send_level().await;
        let sent = store.level_sent();
        if let Some(level) = sent.filter(|_| sent != self.kept.get()) {
            let text = [&self.of, "\n", &level.to_string()].concat();
            if hall.set_setting(LEVEL, &text).await.is_ok() {
                self.kept.set(sent);
            }
        }
    }
}
