use super::*;
use crate::split::Chance;
use std::collections::BTreeMap;

/// Members with tastes: each keeps to every third item, more or less.
fn community(members: usize, items: usize) -> Interactions {
    let mut chance = Chance::new(7);
    let history = |member: usize| {
        let mut touches = Vec::new();
        for item in 0..items {
            let likely = if item % 3 == member % 3 { 40 } else { 5 };
            if chance.below(100) < likely {
                touches.push(Touch { item: item as u32, affinity: 1 + chance.below(12 * MILLION as usize) as i64 });
            }
        }
        chance.shuffle(&mut touches);
        touches
    };
    Interactions {
        items: (0..items).map(|item| format!("i{item}")).collect(),
        tags: vec![Vec::new(); items],
        tag_count: 0,
        members: (0..members).map(history).collect(),
    }
}

/// Every pair of every member, one after the other.
fn plainly(community: &Interactions, counting: &Counting) -> Counted {
    let mut items = vec![0; community.items.len()];
    let mut pairs: BTreeMap<(u32, u32), (i64, u32)> = BTreeMap::new();
    for touches in &community.members {
        let weights = weighed(touches, counting);
        for (one, weight) in &weights {
            items[*one as usize] += weight * weight;
            for (other, second) in weights.iter().filter(|(other, _)| other > one) {
                let pair = pairs.entry((*one, *other)).or_default();
                *pair = (pair.0 + weight * second, pair.1 + 1);
            }
        }
    }
    let kept = pairs.into_iter().filter(|(_, (sum, members))| *members >= counting.least && *sum > 0);
    Counted { items, pairs: kept.map(|((one, other), (sum, _))| (one, other, sum)).collect() }
}

fn countings() -> impl Iterator<Item = Counting> {
    [(false, 0.0, 1), (false, 0.5, 5), (true, 0.25, 2), (true, 1.0, 3)]
        .into_iter()
        .map(|(graded, length_power, least)| Counting { graded, length_power, least })
}

#[test]
fn counting_by_hand_is_counting_every_pair() {
    let community = community(60, 40);
    for counting in countings() {
        let counted = count(&community, &counting, Engine::Direct, 0).expect("it counts");
        assert_eq!(counted, plainly(&community, &counting), "{counting:?}");
        assert!(!counted.pairs.is_empty());
    }
}

#[cfg(feature = "sql")]
#[test]
fn sql_counts_the_same_bytes() {
    // More items than the cap, so that it decides.
    for community in [community(60, 40), community(12, 900)] {
        for counting in countings() {
            let direct = count(&community, &counting, Engine::Direct, 0).expect("it counts");
            let sql = count(&community, &counting, Engine::Sql, 1 << 28).expect("SQL counts");
            assert_eq!(sql.bytes(), direct.bytes(), "{counting:?}");
        }
    }
}

#[cfg(feature = "sql")]
#[test]
fn too_little_memory_is_an_error_with_its_remedy() {
    let counting = Counting { graded: false, length_power: 0.5, least: 1 };
    let error = count(&community(400, 300), &counting, Engine::Sql, 10_000).expect_err("it is too little");
    assert!(format!("{error:#}").contains("--memory"), "{error:#}");
}

#[test]
fn of_a_member_the_strongest_items_count() {
    let touches: Vec<Touch> = (0..100_000).map(|at| Touch { item: at, affinity: i64::from(at % 1_000) + 1 }).collect();
    let kept = capped(&touches);
    assert_eq!(kept.len(), MOST_ITEMS);
    assert_eq!((kept[0].item, kept[0].affinity, kept[199].affinity), (999, 1_000, 999));
    assert!(capped(&[]).is_empty() && weighed(&[], &countings().next().expect("one")).is_empty());
}

#[test]
fn a_scheduler_is_named_as_ballista_names_it_or_shorter() {
    for (text, url, loopback) in [
        ("http://10.0.0.1:7", "http://10.0.0.1:7", false),
        ("df://localhost:50051/", "http://localhost:50051", true),
        ("cluster.example", "http://cluster.example:50050", false),
        ("127.0.0.1:9", "http://127.0.0.1:9", true),
        ("http://[::1]:9", "http://[::1]:9", true),
        ("[fe80::1]", "http://[fe80::1]:50050", false),
    ] {
        let address: Address = text.parse().expect(text);
        assert_eq!((address.to_string().as_str(), address.is_loopback()), (url, loopback), "{text}");
    }
    for text in ["", "https://host", "ftp://host", "http://", "host:port", "host:0", "host:70000", "a/b", "a b"] {
        assert!(text.parse::<Address>().is_err(), "{text}");
    }
}

#[test]
fn a_cluster_elsewhere_needs_a_folder_that_it_sees() {
    let remote = |scheduler: &str, shared: Option<&str>| Remote {
        scheduler: scheduler.parse().expect("an address"),
        shared: shared.map(Into::into),
        wait: std::time::Duration::from_secs(1),
    };
    assert_eq!(remote("localhost", None).folder().expect("the system's own"), std::env::temp_dir());
    for (remote, word) in [(remote("10.0.0.1", None), "--shared"), (remote("10.0.0.1", Some("no/such")), "no folder")] {
        let error = remote.folder().expect_err("it cannot work").to_string();
        assert!(error.contains(word), "{error}");
    }
    assert!(remote("10.0.0.1", Some(".")).folder().expect("a folder").is_absolute());
}
