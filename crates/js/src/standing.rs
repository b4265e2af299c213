//! Where the member stands, and why.

use crate::HallCore;
use crate::answer::plain;
use crate::chunk::Later;
use crate::fault::Fault;
use crate::feedback::known_item;
use crate::opened::Opened;
use crate::options::Options;
use guildhall_browser::chunk;
use guildhall_engine::attributes::Attributes;
use guildhall_engine::benefit::access;
use guildhall_engine::card::Card;
use guildhall_engine::condition::Explanation;
use guildhall_engine::evidence::{Evidence, evidence};
use guildhall_engine::points::{Account, Movement, movements};
use guildhall_engine::standing::{Standing, Ways, standing, ways};
use guildhall_engine::time::Moment;
use serde::Serialize;
use std::rc::Rc;
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

/// Answers a question with a hall and the caller's options.
type Answer = fn(Rc<Opened>, JsValue) -> Result<JsValue, Fault>;

/// What tells where the member stands.
#[derive(Clone, Copy)]
pub struct Answers {
    standing: Answer,
    benefits: Answer,
    card: Answer,
    points: Answer,
}

const ANSWERS: Answers = Answers {
    standing: |opened, options| plain(&opened.stands(options, "standing")?),
    benefits: |opened, options| plain(&opened.stands(options, "benefits")?.benefits),
    card,
    points,
};

// What only draws a glance needs none of it.
chunk!(answers: Answers = ANSWERS);

/// What tells why.
type Explain = fn(Rc<Opened>, JsValue) -> Later<JsValue>;

chunk!(reasons: Explain = |opened, options| Box::pin(explain(opened, options)));

#[wasm_bindgen]
impl HallCore {
    /// Everything true about the member, now or at another moment.
    pub async fn standing(&self, options: JsValue) -> Result<JsValue, JsValue> {
        self.answer(|answers| answers.standing, options).await
    }

    /// Why: every event behind every metric and the ways on; of an item, whether it is open and what is missing.
    pub async fn explain(&self, options: JsValue) -> Result<JsValue, JsValue> {
        let opened = self.opened()?;
        let explain = reasons().await.map_err(Fault::from)?;
        Ok(explain(opened, options).await?)
    }

    /// Every benefit of the charter, with what is missing.
    pub async fn benefits(&self, options: JsValue) -> Result<JsValue, JsValue> {
        self.answer(|answers| answers.benefits, options).await
    }

    /// The points account with every movement.
    pub async fn points(&self, options: JsValue) -> Result<JsValue, JsValue> {
        self.answer(|answers| answers.points, options).await
    }

    /// What the membership card shows, and the text for its code.
    pub async fn card(&self, options: JsValue) -> Result<JsValue, JsValue> {
        self.answer(|answers| answers.card, options).await
    }
}

impl HallCore {
    async fn answer(&self, which: fn(Answers) -> Answer, options: JsValue) -> Result<JsValue, JsValue> {
        let opened = self.opened()?;
        let answers = answers().await.map_err(Fault::from)?;
        Ok(which(answers)(opened, options)?)
    }
}

impl Opened {
    fn stands(&self, options: JsValue, place: &str) -> Result<Standing, Fault> {
        let at = Options::read(options, place, &["at"], false)?.moment("at")?;
        Ok(standing(&self.charter, &self.ledger.borrow(), at.unwrap_or_else(|| self.now())))
    }
}

fn card(opened: Rc<Opened>, options: JsValue) -> Result<JsValue, Fault> {
    let standing = opened.stands(options, "card")?;
    let statement = standing.card.statement(standing.at, &standing.digest());
    plain(&ShownCard { at: standing.at, statement, card: standing.card })
}

async fn explain(opened: Rc<Opened>, options: JsValue) -> Result<JsValue, Fault> {
    let options = Options::read(options, "explain", &["at", "item"], false)?;
    let at = options.moment("at")?.unwrap_or_else(|| opened.now());
    let item = match options.get("item")? {
        Some(item) => Some(known_item(&opened, &item, "explain.item").await?),
        None => None,
    };
    let catalogue = opened.catalogue().await?;
    let ledger = opened.ledger.borrow();
    let standing = standing(&opened.charter, &ledger, at);
    if let Some(id) = item {
        let attributes = Attributes::of_standing(&opened.charter, &standing);
        let item = catalogue.item(&id);
        let found = item.map(|item| access(&opened.charter, &standing.benefits, item, &attributes));
        return plain(&found.map(|(open, requirement)| Access { open, requirement }));
    }
    let ways = ways(&opened.charter, catalogue, &ledger, &standing);
    let evidence = evidence(&opened.charter, &ledger, at);
    plain(&Reasons { standing, ways, evidence })
}

fn points(opened: Rc<Opened>, options: JsValue) -> Result<JsValue, Fault> {
    let standing = opened.stands(options, "points")?;
    let movements = movements(&opened.charter, &opened.ledger.borrow(), standing.at);
    plain(&Points { account: standing.points, movements })
}
