//! A trained model: its files, fetched when a shelf first asks for them. Whatever fails leaves the shelf as it is without.

use crate::fetch;
use crate::opened::{Opened, Problem};
use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::model::{Model, Nearness};
use guildhall_engine::taste::Taste;
use std::collections::BTreeSet;
use std::rc::Rc;

/// How many parts are fetched for one shelf.
const PARTS: usize = 64;

/// What has come of a model.
#[derive(Default)]
pub struct Held {
    /// Where its first file lies; empty when its bytes were given.
    address: String,
    first: Option<Vec<u8>>,
    model: Option<Rc<Model>>,
    /// Files that were asked for: each is asked for once.
    asked: BTreeSet<String>,
}

impl Held {
    /// A model to be fetched.
    pub fn at(address: String) -> Held {
        Held { address, ..Held::default() }
    }

    /// A model whose first file is there.
    pub fn of(first: Vec<u8>) -> Held {
        Held { first: Some(first), ..Held::default() }
    }

    fn ask(&mut self, name: &str) -> bool {
        self.asked.insert(name.to_owned())
    }
}

impl Opened {
    /// The model as far as it is here, with what the member's taste and an item ask of it.
    pub async fn model_for(&self, catalogue: &Catalogue, taste: &Taste, item: Option<usize>) -> Option<Rc<Model>> {
        self.read_model(catalogue).await;
        let mut model = self.model.borrow().as_ref()?.model.clone()?;
        if let Some(name) = model.wants_ids() {
            model = self.extend(catalogue, model, vec![name]).await;
        }
        let mut names = model.wants_for(item.into_iter());
        names.extend(model.wants(taste));
        names.truncate(PARTS);
        Some(self.extend(catalogue, model, names).await)
    }

    async fn read_model(&self, catalogue: &Catalogue) {
        let wanted = self.model.borrow_mut().as_mut().and_then(|held| {
            let address = held.address.clone();
            (!address.is_empty() && held.ask(&address)).then_some(address)
        });
        if let Some(address) = wanted {
            match fetch::bytes(&address).await {
                Some(bytes) => self.hold(|held| held.first = Some(bytes)),
                None => self.note_model(address, "the file cannot be fetched".into()),
            }
        }
        let first = self.model.borrow_mut().as_mut().and_then(|held| held.first.take());
        if let Some(bytes) = first {
            match Model::read(&bytes, &self.charter.file().id, catalogue) {
                Ok(model) => self.hold(|held| held.model = Some(Rc::new(model))),
                Err(fault) => {
                    let address = self.model.borrow().as_ref().map(|held| held.address.clone()).unwrap_or_default();
                    self.note_model(address, fault.to_string());
                }
            }
        }
    }

    async fn extend(&self, catalogue: &Catalogue, model: Rc<Model>, names: Vec<String>) -> Rc<Model> {
        let mut grown: Option<Model> = None;
        for name in names {
            let folder = self.model.borrow_mut().as_mut().and_then(|held| {
                let is_wanted = !held.address.is_empty() && held.ask(&name);
                is_wanted.then(|| held.address.clone())
            });
            let Some(first) = folder else { continue };
            let address = fetch::beside(&first, &name);
            let Some(bytes) = fetch::bytes(&address).await else {
                self.note_model(address, "the file cannot be fetched".into());
                continue;
            };
            let target = grown.get_or_insert_with(|| (*model).clone());
            if let Err(fault) = target.take(&name, &bytes, catalogue) {
                self.note_model(address, fault.to_string());
            }
        }
        let model = grown.map_or(model, Rc::new);
        let kept = model.clone();
        self.hold(|held| held.model = Some(kept));
        model
    }

    fn hold(&self, change: impl FnOnce(&mut Held)) {
        if let Some(held) = self.model.borrow_mut().as_mut() {
            change(held);
        }
    }

    fn note_model(&self, address: String, message: String) {
        let path = (!address.is_empty()).then_some(address);
        self.note(Problem { code: "model-unusable".into(), message, path });
    }
}

/// A model as the shelf asks for it.
pub fn nearness(model: &Option<Rc<Model>>) -> Option<&dyn Nearness> {
    model.as_deref().map(|model| model as &dyn Nearness)
}
