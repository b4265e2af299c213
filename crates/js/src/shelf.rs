//! Recommendations: a chunk of the program, with the reader of models.

use crate::HallCore;
use crate::answer::plain;
use crate::chunk::Later;
use crate::fault::Fault;
use crate::feedback::known_item;
use crate::model::nearness;
use crate::opened::Opened;
use crate::options::Options;
use guildhall_browser::chunk;
use guildhall_engine::shelf::{Shelf, related, shelf};
use guildhall_engine::standing::{Standing, standing};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// Items on a shelf, unless another number is wanted.
const SHELF: usize = 12;
/// Items that go with one, unless another number is wanted.
const RELATED: usize = 6;

/// What recommends.
#[derive(Clone, Copy)]
pub struct Recommending {
    shelf: fn(Rc<Opened>, JsValue) -> Later<JsValue>,
    related: fn(Rc<Opened>, JsValue, JsValue) -> Later<JsValue>,
    /// A shelf of so many, with the standing it was made for.
    pub filled: fn(Rc<Opened>, usize) -> Later<(Shelf, Standing)>,
}

const RECOMMENDING: Recommending = Recommending {
    shelf: |opened, options| Box::pin(answer_shelf(opened, options)),
    related: |opened, item, options| Box::pin(answer_related(opened, item, options)),
    filled: |opened, count| Box::pin(fill(opened, count)),
};

chunk!(recommending: Recommending = RECOMMENDING);

#[wasm_bindgen]
impl HallCore {
    /// What the member might like next, with the reasons.
    pub async fn shelf(&self, options: JsValue) -> Result<JsValue, JsValue> {
        let opened = self.opened()?;
        let recommending = recommending().await.map_err(Fault::from)?;
        Ok((recommending.shelf)(opened, options).await?)
    }

    /// Items that go with one, the closest first.
    pub async fn related(&self, item: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
        let opened = self.opened()?;
        let recommending = recommending().await.map_err(Fault::from)?;
        Ok((recommending.related)(opened, item, options).await?)
    }
}

async fn answer_shelf(opened: Rc<Opened>, options: JsValue) -> Result<JsValue, Fault> {
    let count = Options::read(options, "shelf", &["count"], false)?.count("count", SHELF)?;
    plain(&fill(opened, count).await?.0)
}

async fn fill(opened: Rc<Opened>, count: usize) -> Result<(Shelf, Standing), Fault> {
    let catalogue = opened.catalogue().await?;
    let model = opened.model_for(catalogue, &opened.taste(catalogue), None).await;
    // After the wait: what was recorded meanwhile counts.
    let taste = opened.taste(catalogue);
    let standing = standing(&opened.charter, &opened.ledger.borrow(), opened.now());
    let shelf = shelf(&opened.charter, catalogue, &standing, &taste, nearness(&model), count);
    Ok((shelf, standing))
}

async fn answer_related(opened: Rc<Opened>, item: JsValue, options: JsValue) -> Result<JsValue, Fault> {
    let item = known_item(&opened, &item, "related.item").await?;
    let catalogue = opened.catalogue().await?;
    let count = Options::read(options, "related", &["count"], false)?.count("count", RELATED)?;
    let model = opened.model_for(catalogue, &opened.taste(catalogue), catalogue.place(item.as_str())).await;
    plain(&related(catalogue, &opened.taste(catalogue), nearness(&model), &item, count))
}
