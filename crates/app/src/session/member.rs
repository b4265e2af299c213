//! What the member says of themselves and how they want the hall: kept beside the events of one community, not among them.

use super::Session;
use crate::settings::Looks;
use crate::state::profile::Profile;
use crate::state::room::Room;
use crate::state::{Action, Notice};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// The setting that holds what the member says of themselves.
pub const PROFILE: &str = "profile";
/// The setting that holds the step of the first visit.
pub const ONBOARDING: &str = "onboarding";

impl Session {
    /// Chooses how the member reads best.
    pub fn dress(&self, looks: Looks) {
        looks.remember();
        self.tell(Action::Dress(looks));
    }

    /// Whether anything can be recorded: only in the hall of the installation's own member. In another's there are no buttons.
    pub fn may_act(&self) -> bool {
        self.room().is_none_or(Room::is_own)
    }

    /// What the member shown says of themselves; nothing is known of any but the installation's own.
    pub fn profile(&self) -> Rc<Profile> {
        if self.may_act() { self.state().profile.clone() } else { Rc::default() }
    }

    /// Takes what the member says of themselves. It is kept in this community's settings on this device and nowhere else.
    pub fn introduce(&self, profile: Profile) {
        self.keep_setting(PROFILE, profile.write());
        self.tell(Action::Introduce(profile));
    }

    /// Goes to a step of the first visit; none ends it for good.
    pub fn onboard(&self, step: Option<u8>) {
        self.keep_setting(ONBOARDING, step_word(step).to_owned());
        self.tell(Action::Onboard(step));
    }

    fn keep_setting(&self, key: &'static str, value: String) {
        let Some(hall) = self.desk.hall() else { return };
        let tell = self.state.dispatcher();
        spawn_local(async move {
            if let Err(error) = hall.set_setting(key, &value).await {
                tell.dispatch(Action::Notice(Notice { code: error.code(), detail: error.to_string() }));
            }
        });
    }
}

/// How a step is kept.
pub fn step_word(step: Option<u8>) -> &'static str {
    match step {
        Some(1) => "1",
        Some(2) => "2",
        Some(_) => "3",
        None => "done",
    }
}
