//! Shelves with a trained model as `tests/bench/shelf/shelf.bench.mjs` measures them in a browser. Natively an empty program.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[cfg(target_arch = "wasm32")]
#[path = "../tests/support/daily.rs"]
#[allow(dead_code)]
mod daily;

#[cfg(target_arch = "wasm32")]
mod bench {
    use super::daily;
    use guildhall_engine::catalogue::Catalogue;
    use guildhall_engine::charter::Charter;
    use guildhall_engine::event::{Event, Source, Verb};
    use guildhall_engine::id::{EventId, ItemId};
    use guildhall_engine::ledger::Ledger;
    use guildhall_engine::model::{Header, Layout, Model, write};
    use guildhall_engine::shelf::shelf;
    use guildhall_engine::standing::{Standing, standing};
    use guildhall_engine::taste::{Taste, taste};
    use guildhall_engine::time::Moment;
    use serde_json::json;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Items that go with one.
    const ROW: usize = 50;
    const NOW: Moment = Moment(1_767_225_600_000);

    /// A catalogue of so many items, a model of it, and a member who finished some.
    #[wasm_bindgen]
    pub struct ShelfBench {
        charter: Charter,
        catalogue: Catalogue,
        model: Model,
        standing: Standing,
        taste: Taste,
        ledger: Ledger,
        history: Vec<usize>,
    }

    #[wasm_bindgen]
    impl ShelfBench {
        #[wasm_bindgen(constructor)]
        pub fn new(items: usize, history: usize) -> ShelfBench {
            let charter = json!({
                "guildhall": 1, "id": "bench", "name": "Bench", "offset": "+00:00",
                "tiers": [{ "id": "member", "name": "Member" }]
            });
            let charter = Charter::parse(&charter).0.unwrap();
            let page = Catalogue::read_page(&daily::catalogue("bench", items)).0.unwrap();
            let mut catalogue = Catalogue::new();
            catalogue.add(page, &charter);
            let ids: Vec<ItemId> = catalogue.items().iter().map(|item| item.id.clone()).collect();
            let rows: Vec<Vec<(u32, f32)>> = (0..items).map(|item| row(item, items)).collect();
            let header = Header::new("bench".into());
            let files = write(&header, &ids, &rows, &Layout::Whole).unwrap();
            let model = Model::read(&files.model, &"bench".into(), &catalogue).unwrap();
            // A step without a common divisor with the number of items visits all of them.
            let history: Vec<usize> = (0..history).map(|at| at * 7919 % items).collect();
            let events = history.iter().enumerate().map(|(at, item)| Event {
                id: EventId::of_name(&at.to_string()),
                at: Moment(NOW.0 - 1000 - at as i64),
                member: "ada".into(),
                verb: Verb::Finish,
                object: Some(format!("item-{item}").as_str().into()),
                owner: None,
                value: None,
                note: None,
                source: Source::Member,
                device: "d".into(),
                n: at as u64 + 1,
            });
            let ledger = Ledger::of("ada".into(), events);
            let standing = standing(&charter, &ledger, NOW);
            let taste = taste(&charter, &catalogue, &ledger, NOW);
            ShelfBench { charter, catalogue, model, standing, taste, ledger, history }
        }

        /// Computes a shelf of 20; answers how many it has.
        pub fn shelf(&self) -> usize {
            shelf(&self.charter, &self.catalogue, &self.standing, &self.taste, Some(&self.model), 20).picks.len()
        }

        /// Computes taste and shelf, as after every act of the member.
        pub fn taste_and_shelf(&self) -> usize {
            let taste = taste(&self.charter, &self.catalogue, &self.ledger, NOW);
            shelf(&self.charter, &self.catalogue, &self.standing, &taste, Some(&self.model), 20).picks.len()
        }

        /// The picks, by their places in the catalogue.
        pub fn picks(&self) -> Vec<u32> {
            let shelf = shelf(&self.charter, &self.catalogue, &self.standing, &self.taste, Some(&self.model), 20);
            shelf.picks.iter().map(|pick| self.catalogue.place(pick.item.as_str()).unwrap() as u32).collect()
        }

        /// The history, as places in the catalogue, the latest last.
        pub fn history(&self) -> Vec<u32> {
            self.history.iter().rev().map(|place| *place as u32).collect()
        }

        /// The items of all rows, and their weights: so many for each item.
        pub fn row_items(&self) -> Vec<u32> {
            self.rows().map(|(item, _)| item as u32).collect()
        }

        pub fn row_weights(&self) -> Vec<f64> {
            self.rows().map(|(_, weight)| weight).collect()
        }

        fn rows(&self) -> impl Iterator<Item = (usize, f64)> {
            (0..self.catalogue.items().len()).flat_map(|place| self.model.row(place))
        }

        /// The tags of all items, five for each, by their numbers.
        pub fn tags(&self) -> Vec<u32> {
            (0..self.catalogue.items().len()).flat_map(|place| self.catalogue.tags_of(place).to_vec()).collect()
        }

        /// Where each item's tags begin in that list, and at last its end.
        pub fn tag_starts(&self) -> Vec<u32> {
            let mut at = 0;
            let ends = (0..self.catalogue.items().len()).map(|place| {
                at += self.catalogue.tags_of(place).len() as u32;
                at
            });
            std::iter::once(0).chain(ends).collect()
        }

        /// The weights of the taste, by the tags' numbers.
        pub fn direction(&self) -> Vec<f64> {
            let count = self.catalogue.tag_count() as u32;
            let tag = |number| self.catalogue.tag_of_number(number);
            let weight = |number| self.taste.tags.iter().find(|known| Some(&known.tag) == tag(number));
            (0..count).map(|number| weight(number).map_or(0.0, |known| known.weight)).collect()
        }

        /// Each item's popularity as the catalogue says it.
        pub fn popularity(&self) -> Vec<f64> {
            self.catalogue.items().iter().map(|item| item.popularity).collect()
        }

        /// Each item's age in days.
        pub fn ages(&self) -> Vec<f64> {
            let today = NOW.day(self.charter.file().offset);
            let items = self.catalogue.items().iter();
            items.map(|item| item.published.map_or(f64::INFINITY, |day| f64::from(today.since(day).max(0)))).collect()
        }
    }

    /// What goes with an item: neighbours near and far, the nearest the strongest.
    fn row(item: usize, items: usize) -> Vec<(u32, f32)> {
        let mut row: Vec<(u32, f32)> = Vec::with_capacity(ROW);
        for step in 1..=ROW {
            let other = if step % 2 == 0 { item + step } else { item + step * step * 131 } % items;
            if other != item && row.iter().all(|(known, _)| *known as usize != other) {
                row.push((other as u32, 1.0 / step as f32));
            }
        }
        row
    }
}
