//! What other pages of the site can show of the member at once: kept where they find it when the member turns to them.
//!
//! It is made when this page is left, not before: what makes it is fetched while the browser has nothing else to do.

use crate::boot;
use crate::session::Session;
use crate::settings;
use guildhall_browser::chunk;
use guildhall_widget::{Sight, glance};
use std::cell::Cell;

/// What the keys begin with under which glances are kept; the address of the charter follows.
pub const GLANCES: &str = "guildhall:glance:";

/// Makes the glance of the hall that is open and keeps it.
type Keep = fn(&Session);

chunk!(showing: Keep = keep);

thread_local! {
    static CAME: Cell<Option<Keep>> = const { Cell::new(None) };
}

/// Fetches what makes a glance. Without it other pages show the one before, or make their own.
pub async fn fetch() {
    if CAME.get().is_none()
        && let Ok(keep) = showing().await
    {
        CAME.set(Some(keep));
    }
}

/// Keeps a glance, if what makes one is here.
pub fn leave_behind(session: &Session) {
    if let Some(keep) = CAME.get() {
        keep(session);
    }
}

fn keep(session: &Session) {
    let Some(room) = session.room().filter(|room| room.is_own() && !room.is_guest()) else { return };
    if session.desk.is_demo() {
        return;
    }
    let (standing, shelf) = (room.standing(), room.shelf());
    let community = &room.community;
    let sight = Sight {
        charter: &community.charter,
        catalogue: &community.catalogue,
        standing: &standing,
        shelf: Some(&shelf),
        name: Some(&session.state().profile.name),
    };
    // A glance is made of texts and numbers; nothing of it can fail to be written.
    if let Ok(text) = serde_json::to_string(&glance(&sight)) {
        settings::remember(&[GLANCES, &boot::charter_address(&community.folder)].concat(), &text);
    }
}
