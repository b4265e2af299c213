//! The engine as `tests/bench/engine.bench.mjs` measures it in a browser. Natively an empty program.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[cfg(target_arch = "wasm32")]
#[path = "../tests/support/daily.rs"]
mod daily;

#[cfg(target_arch = "wasm32")]
mod bench {
    use super::daily;
    use guildhall_engine::catalogue::Catalogue;
    use guildhall_engine::charter::Charter;
    use guildhall_engine::event::Event;
    use guildhall_engine::ledger::Ledger;
    use guildhall_engine::presets::PRESETS;
    use guildhall_engine::shelf::shelf;
    use guildhall_engine::standing::{Standing, standing};
    use guildhall_engine::taste::taste;
    use guildhall_engine::time::Moment;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// A member after five years of daily use, and a catalogue of so many items.
    #[wasm_bindgen]
    pub struct EngineBench {
        charter: Charter,
        catalogue: Catalogue,
        events: Vec<Event>,
        ledger: Ledger,
        standing: Standing,
        now: Moment,
    }

    #[wasm_bindgen]
    impl EngineBench {
        #[wasm_bindgen(constructor)]
        pub fn new(items: usize) -> EngineBench {
            let preset = PRESETS.iter().find(|preset| preset.name == "education").unwrap();
            let charter = Charter::parse_text(preset.charter).0.unwrap();
            let page = Catalogue::read_page(&daily::catalogue(charter.file().id.as_str(), items)).0.unwrap();
            let mut catalogue = Catalogue::new();
            catalogue.add(page, &charter);
            let events = daily::five_years();
            let now = events.last().unwrap().at;
            let ledger = Ledger::of("ada".into(), events.clone());
            let standing = standing(&charter, &ledger, now);
            EngineBench { charter, catalogue, events, ledger, standing, now }
        }

        /// How many events there are.
        pub fn events(&self) -> usize {
            self.events.len()
        }

        /// Applies every event to an empty ledger; answers how many counted.
        pub fn apply(&self) -> usize {
            let mut ledger = Ledger::new("ada".into());
            for event in &self.events {
                ledger.apply(event.clone());
            }
            ledger.entries().len()
        }

        /// Computes the standing; answers the score.
        pub fn standing(&self) -> f64 {
            standing(&self.charter, &self.ledger, self.now).score.total
        }

        /// Computes taste and shelf; answers how many items it has.
        pub fn shelf(&self) -> usize {
            let taste = taste(&self.charter, &self.catalogue, &self.ledger, self.now);
            shelf(&self.charter, &self.catalogue, &self.standing, &taste, None, 20).picks.len()
        }

        /// Computes the shelf of a taste already known.
        pub fn shelf_alone(&self) -> ShelfBench {
            ShelfBench { taste: taste(&self.charter, &self.catalogue, &self.ledger, self.now) }
        }

        /// Computes the shelf of a taste; answers how many items it has.
        pub fn shelf_of(&self, of: &ShelfBench) -> usize {
            shelf(&self.charter, &self.catalogue, &self.standing, &of.taste, None, 20).picks.len()
        }
    }

    /// A taste that is kept between measurements.
    #[wasm_bindgen]
    pub struct ShelfBench {
        taste: guildhall_engine::taste::Taste,
    }
}
