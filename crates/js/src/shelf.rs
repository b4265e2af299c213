//! Recommendations.

use crate::HallCore;
use crate::answer::plain;
use crate::feedback::known_item;
use crate::model::nearness;
use crate::options::Options;
use guildhall_engine::shelf::{related, shelf};
use guildhall_engine::standing::standing;
use wasm_bindgen::prelude::*;

/// Items on a shelf, unless another number is wanted.
const SHELF: usize = 12;
/// Items that go with one, unless another number is wanted.
const RELATED: usize = 6;

#[wasm_bindgen]
impl HallCore {
    /// What the member might like next, with the reasons.
    pub async fn shelf(&self, options: JsValue) -> Result<JsValue, JsValue> {
        let opened = self.opened()?;
        let count = Options::read(options, "shelf", &["count"], false)?.count("count", SHELF)?;
        let model = opened.model_for(&opened.taste(), None).await;
        // After the wait: what was recorded meanwhile counts.
        let taste = opened.taste();
        let standing = standing(&opened.charter, &opened.ledger.borrow(), opened.now());
        Ok(plain(&shelf(&opened.charter, &opened.catalogue, &standing, &taste, nearness(&model), count))?)
    }

    /// Items that go with one, the closest first.
    pub async fn related(&self, item: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
        let opened = self.opened()?;
        let item = known_item(&opened, &item, "related.item")?;
        let count = Options::read(options, "related", &["count"], false)?.count("count", RELATED)?;
        let model = opened.model_for(&opened.taste(), opened.catalogue.place(item.as_str())).await;
        Ok(plain(&related(&opened.catalogue, &opened.taste(), nearness(&model), &item, count))?)
    }
}
