//! Where the member stands, and why.

use crate::HallCore;
use crate::answer::plain;
use crate::fault::Fault;
use crate::feedback::known_item;
use crate::options::Options;
use guildhall_engine::attributes::Attributes;
use guildhall_engine::benefit::{BenefitStanding, access};
use guildhall_engine::card::Card;
use guildhall_engine::condition::Explanation;
use guildhall_engine::evidence::{Evidence, evidence};
use guildhall_engine::points::{Account, Movement, movements};
use guildhall_engine::standing::{Standing, Ways, standing, ways};
use guildhall_engine::time::Moment;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Why the member stands where they do.
#[derive(Serialize)]
struct Reasons {
    /// The standing that is explained.
    standing: Standing,
    /// The cheapest ways on, with what the catalogue has.
    ways: Ways,
    /// The events behind each metric.
    evidence: Vec<Evidence>,
}

/// Whether the member may open an item, and why.
#[derive(Serialize)]
struct Access {
    open: bool,
    requirement: Explanation,
}

/// The points account with every movement.
#[derive(Serialize)]
struct Points {
    #[serde(flatten)]
    account: Account,
    movements: Vec<Movement>,
}

/// The card and what its code says.
#[derive(Serialize)]
struct ShownCard {
    #[serde(flatten)]
    card: Card,
    at: Moment,
    statement: String,
}

#[wasm_bindgen]
impl HallCore {
    /// Everything true about the member, now or at another moment.
    pub async fn standing(&self, options: JsValue) -> Result<JsValue, JsValue> {
        Ok(plain(&self.stands(options, "standing")?)?)
    }

    /// Why: every event behind every metric and the ways on; of an item, whether it is open and what is missing.
    pub async fn explain(&self, options: JsValue) -> Result<JsValue, JsValue> {
        let opened = self.opened()?;
        let options = Options::read(options, "explain", &["at", "item"], false)?;
        let at = options.moment("at")?.unwrap_or_else(|| opened.now());
        let ledger = opened.ledger.borrow();
        let standing = standing(&opened.charter, &ledger, at);
        if let Some(item) = options.get("item")? {
            let id = known_item(&opened, &item, "explain.item")?;
            let attributes = Attributes::of_standing(&opened.charter, &standing);
            let item = opened.catalogue.item(&id);
            let found = item.map(|item| access(&opened.charter, &standing.benefits, item, &attributes));
            return Ok(plain(&found.map(|(open, requirement)| Access { open, requirement }))?);
        }
        let ways = ways(&opened.charter, &opened.catalogue, &ledger, &standing);
        let evidence = evidence(&opened.charter, &ledger, at);
        Ok(plain(&Reasons { standing, ways, evidence })?)
    }

    /// Every benefit of the charter, with what is missing.
    pub async fn benefits(&self, options: JsValue) -> Result<JsValue, JsValue> {
        let benefits: Vec<BenefitStanding> = self.stands(options, "benefits")?.benefits;
        Ok(plain(&benefits)?)
    }

    /// The points account with every movement.
    pub async fn points(&self, options: JsValue) -> Result<JsValue, JsValue> {
        let opened = self.opened()?;
        let standing = self.stands(options, "points")?;
        let movements = movements(&opened.charter, &opened.ledger.borrow(), standing.at);
        Ok(plain(&Points { account: standing.points, movements })?)
    }

    /// What the membership card shows, and the text for its code.
    pub async fn card(&self, options: JsValue) -> Result<JsValue, JsValue> {
        let standing = self.stands(options, "card")?;
        let statement = standing.card.statement(standing.at, &standing.digest());
        Ok(plain(&ShownCard { at: standing.at, statement, card: standing.card })?)
    }
}

impl HallCore {
    fn stands(&self, options: JsValue, place: &str) -> Result<Standing, Fault> {
        let opened = self.opened()?;
        let at = Options::read(options, place, &["at"], false)?.moment("at")?;
        let ledger = opened.ledger.borrow();
        Ok(standing(&opened.charter, &ledger, at.unwrap_or_else(|| opened.now())))
    }
}
