use super::*;
use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::charter::Charter;
use guildhall_engine::id::ItemId;
use guildhall_engine::search::TextIndexWriter;
use serde_json::json;

/// A catalogue of which the member may open everything but `secret`, and has finished `pin`.
struct Hall {
    catalogue: Catalogue,
    index: Index,
    texts: Texts,
}

fn hall() -> Hall {
    let charter = json!({"guildhall": 1, "id": "hall", "name": "Hall", "languages": ["en", "zh-CN"], "tiers": [{"id": "guest", "name": "Guest"}]});
    let charter = Charter::parse(&charter).0.unwrap();
    let page = json!({
        "guildhall": 1, "community": "hall",
        "tags": {"poetry": {"en": "Poetry", "zh": "诗歌"}, "nature": {"en": "Nature", "zh": "自然"}},
        "items": [
            {"id": "walden", "title": {"en": "Walden", "zh": "瓦尔登湖"}, "tags": ["nature"], "published": "2025-01-01", "minutes": 9, "author": "Zoë Ångström"},
            {"id": "odes", "title": {"en": "Odes", "zh": "诗经"}, "tags": ["poetry", "nature"], "published": "2025-03-01", "minutes": 30, "kind": "guide", "price": 3},
            {"id": "pin", "title": "The Pin", "summary": "A walled garden.", "published": "2025-02-01", "languages": ["en"], "popularity": 9},
            {"id": "secret", "title": "Underwalden", "minutes": 70, "price": 0, "popularity": 2}
        ]
    });
    let mut catalogue = Catalogue::new();
    assert_eq!(catalogue.add(Catalogue::read_page(&page).0.unwrap(), &charter), []);
    let mut index = Index::default();
    index.extend(&catalogue, &charter);
    let (mut english, mut chinese) = (TextIndexWriter::default(), TextIndexWriter::default());
    english.add("walden".into(), "I went to the woods because I wished to live deliberately.");
    english.add("gone".into(), "The woods of an item that is gone.");
    chinese.add("odes".into(), "关关雎鸠，在河之洲。The woods.");
    let read = |writer: TextIndexWriter| TextIndex::read(&writer.write());
    Hall { catalogue, index, texts: [("en".into(), read(english)), ("zh".into(), read(chinese))].into() }
}

impl Hall {
    fn find(&self, query: &Query) -> Found {
        let place = |id: &ItemId| self.catalogue.place(id.as_str());
        let places: Vec<Vec<Option<usize>>> =
            self.texts.iter().map(|(_, text)| text.items().iter().map(place).collect()).collect();
        let library = Library {
            catalogue: &self.catalogue,
            index: &self.index,
            texts: &self.texts,
            text_places: &places,
            preferred: Some(1),
            open: &[true, true, true, false],
            finished: &[false, false, true, false],
        };
        query.find(&library, || [3, 1, 2, 0].into())
    }

    fn ids(&self, query: &Query) -> String {
        let found = self.find(query);
        let ids = found.hits.iter().map(|hit| self.catalogue.items()[hit.place].id.to_string());
        ids.collect::<Vec<_>>().join(" ")
    }
}

fn asking(text: &str) -> Query {
    Query { text: text.into(), ..Query::default() }
}

#[test]
fn every_word_must_occur_somewhere_in_any_language_and_titles_come_first() {
    let hall = hall();
    for (text, ids) in [
        ("", "odes pin walden secret"),
        ("  WAL  ", "walden secret pin"),
        ("瓦尔", "walden"),
        ("自然", "odes walden"),
        ("nature 诗", "odes"),
        ("zoe angstrom", "walden"),
        ("ｗａｌｄｅｎ", "walden secret"),
        ("woods", "odes walden"),
        ("deliberately walden", "walden"),
        ("雎鸠", "odes"),
        ("之河", ""),
        ("nothing", ""),
    ] {
        assert_eq!(hall.ids(&asking(text)), ids, "{text}");
    }
}

#[test]
fn a_word_finds_the_same_however_it_was_typed() {
    let (typed, hall) = (hall(), hall());
    for text in [
        "w", "wa", "wal", "wald", "walde", "walden", "alden", "walden o", "walden", "wal", "w", "n", "na", "瓦", "瓦尔",
    ] {
        let fresh = self::hall();
        assert_eq!(typed.find(&asking(text)), fresh.find(&asking(text)), "{text}");
    }
    assert_eq!(hall.ids(&asking("w")), hall.ids(&asking(" W ")));
}

#[test]
fn what_only_the_text_has_is_told_with_its_language() {
    let hall = hall();
    let texts = |text: &str| hall.find(&asking(text)).hits.iter().map(|hit| hit.in_text).collect::<Vec<_>>();
    assert_eq!(texts("walden"), [None, None]);
    assert_eq!(texts("woods"), [Some(1), Some(0)]);
    assert_eq!(texts("walden woods"), [Some(0)]);
}

#[test]
fn orders_are_by_what_they_say() {
    let hall = hall();
    let ordered = |sort| hall.ids(&Query { sort: Some(sort), ..Query::default() });
    assert_eq!(ordered(Sort::Newest), "odes pin walden secret");
    assert_eq!(ordered(Sort::Best), "odes pin walden secret");
    assert_eq!(ordered(Sort::Popular), "pin secret walden odes");
    assert_eq!(ordered(Sort::Title), "secret odes pin walden");
    assert_eq!(ordered(Sort::Shortest), "walden odes secret pin");
}

#[test]
fn facets_narrow_together_and_count_what_each_choice_would_find() {
    let hall = hall();
    let with = |facet, value: &str| Query::default().with(facet, Some(value.into()));
    for (facet, value, ids) in [
        (Facet::Kind, "guide", "odes"),
        (Facet::Length, "short", "walden"),
        (Facet::Length, "medium", "odes"),
        (Facet::Length, "long", "secret"),
        (Facet::Price, "priced", "odes secret"),
        (Facet::Access, "locked", "secret"),
        (Facet::Reading, "finished", "pin"),
        (Facet::Language, "zh", "odes walden secret"),
        (Facet::Kind, "no such kind", ""),
    ] {
        assert_eq!(hall.ids(&with(facet, value)), ids, "{facet:?} {value}");
    }
    let priced = with(Facet::Price, "priced").with(Facet::Access, Some("open".into()));
    assert_eq!(hall.ids(&priced), "odes");
    let counts = |facet: Facet| {
        let found = hall.find(&priced);
        let counts =
            found.facets[facet as usize].iter().map(|(value, count)| [value, ":", &count.to_string()].concat());
        counts.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(counts(Facet::Kind), "article:0 guide:1");
    assert_eq!(counts(Facet::Price), "included:2 priced:1");
    assert_eq!(counts(Facet::Access), "open:1 locked:1");
    let tagged = Query { tags: vec!["nature".into()], ..Query::default() };
    assert_eq!(hall.ids(&tagged), "odes walden");
    assert_eq!(hall.find(&tagged).tags.get("poetry"), Some(&1));
}

#[test]
fn an_address_leads_to_what_was_looked_for() {
    let query = Query { tags: vec!["nature".into(), "诗".into()], sort: Some(Sort::Title), ..asking("one & 二") };
    let query = query.with(Facet::Price, Some("priced".into())).with(Facet::Language, Some("zh".into()));
    let address = query.to_address();
    assert_eq!(address, "q=one%20%26%20%E4%BA%8C&tag=nature&tag=%E8%AF%97&price=priced&in=zh&sort=title");
    assert_eq!(Query::of_address(&["?community=other/&", &address].concat()), query);
    assert_eq!(Query::default().to_address(), "");
    for address in ["", "?", "?&&=&q", "?q=&sort=&kind=", "?sort=sideways&unknown=x"] {
        assert_eq!(Query::of_address(address), Query::default(), "{address}");
    }
    assert_eq!(Query::of_address(&["q=", &"书".repeat(500)].concat()).text.chars().count(), 66);
}
