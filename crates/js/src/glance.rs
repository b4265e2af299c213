//! What a page can show and decide without the engine at hand: the glance and single conditions. A chunk of the program.

use crate::HallCore;
use crate::answer::plain;
use crate::chunk::Later;
use crate::fault::Fault;
use crate::opened::Opened;
use crate::options::{Options, json};
use crate::shelf::recommending;
use guildhall_browser::chunk;
use guildhall_engine::attributes::{Attributes, Use};
use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::condition::{Condition, Explanation};
use guildhall_engine::standing::standing;
use guildhall_widget::{Lists, Sight, glance};
use serde::Serialize;
use serde_json::Value;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// The setting of the store in which the app keeps what the member says of themselves.
const PROFILE: &str = "profile";
/// The most recommendations of a glance.
const MOST: usize = 24;

/// What a condition comes to.
#[derive(Serialize)]
struct Verdict {
    /// Whether it holds.
    holds: bool,
    /// What is missing, a line each.
    missing: Lists,
    /// What each part of it came to.
    explanation: Explanation,
}

/// What makes glances and judges.
#[derive(Clone, Copy)]
pub struct Showing {
    glance: fn(Rc<Opened>, JsValue) -> Later<JsValue>,
    judge: fn(Rc<Opened>, JsValue) -> Result<JsValue, Fault>,
}

const SHOWING: Showing = Showing { glance: |opened, options| Box::pin(show(opened, options)), judge };

chunk!(showing: Showing = SHOWING);

#[wasm_bindgen]
impl HallCore {
    /// Everything that can be shown of the member without computing anything, with so many recommendations.
    pub async fn glance(&self, options: JsValue) -> Result<JsValue, JsValue> {
        let opened = self.opened()?;
        let showing = showing().await.map_err(Fault::from)?;
        Ok((showing.glance)(opened, options).await?)
    }

    /// Whether a condition holds for the member now, and why.
    pub async fn judge(&self, condition: JsValue) -> Result<JsValue, JsValue> {
        let opened = self.opened()?;
        let showing = showing().await.map_err(Fault::from)?;
        Ok((showing.judge)(opened, condition)?)
    }
}

async fn show(opened: Rc<Opened>, options: JsValue) -> Result<JsValue, Fault> {
    let options = Options::read(options, "glance", &["shelf"], false)?;
    let count = match options.number("shelf")? {
        Some(0.0) | None => 0,
        Some(_) => options.count("shelf", MOST)?.min(MOST),
    };
    let (shelf, standing) = if count == 0 {
        (None, standing(&opened.charter, &opened.ledger.borrow(), opened.now()))
    } else {
        let recommending = recommending().await?;
        let (shelf, standing) = (recommending.filled)(opened.clone(), count).await?;
        (Some(shelf), standing)
    };
    let profile = opened.hall.setting(PROFILE).await.ok().flatten();
    let profile = profile.and_then(|text| guildhall_engine::json::parse(&text).ok()).unwrap_or_default();
    let name = profile.get("name").and_then(Value::as_str);
    // Only a few sentences name something of the content; what is not read yet goes by its identifier.
    let unread = Catalogue::new();
    let (charter, catalogue) = (&opened.charter, opened.read.get().unwrap_or(&unread));
    plain(&glance(&Sight { charter, catalogue, standing: &standing, shelf: shelf.as_ref(), name }))
}

fn judge(opened: Rc<Opened>, condition: JsValue) -> Result<JsValue, Fault> {
    const PLACE: &str = "judge.condition";
    let text = match condition.as_string() {
        Some(text) => text,
        None => json(&condition, PLACE)?,
    };
    let failed = |message: String| Fault::new("bad-condition", message).at(PLACE);
    let value = guildhall_engine::document::json(&text).map_err(|finding| failed(finding.message))?;
    let (condition, problems) = Condition::parse(&value);
    if let Some(problem) = problems.first() {
        return Err(failed(problem.message.clone()).at([PLACE, &problem.path].concat()));
    }
    let names = opened.charter.names();
    if let Some(error) = condition.fields().into_iter().find_map(|field| names.check(field, Use::Benefit).err()) {
        return Err(failed(error));
    }
    let standing = standing(&opened.charter, &opened.ledger.borrow(), opened.now());
    let explanation = condition.explain(&Attributes::of_standing(&opened.charter, &standing));
    let unread = Catalogue::new();
    let (charter, catalogue) = (&opened.charter, opened.read.get().unwrap_or(&unread));
    let sight = Sight { charter, catalogue, standing: &standing, shelf: None, name: None };
    plain(&Verdict { holds: explanation.holds(), missing: sight.missing(&explanation), explanation })
}
