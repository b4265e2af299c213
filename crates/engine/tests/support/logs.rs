//! Random logs from a seed: the same natively and in a browser, without a source of chance.

use guildhall_engine::charter::Charter;
use guildhall_engine::event::{Event, Quantity, Source, Verb};
use guildhall_engine::id::{DeviceId, EventId, MemberId, ObjectId};
use guildhall_engine::ledger::Ledger;
use guildhall_engine::standing::{Standing, standing};
use guildhall_engine::time::Moment;
use serde_json::{Value, json};

/// SplitMix64 (Steele, Lea and Flood 2014).
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len() as u64) as usize]
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at as u64 + 1) as usize);
        }
    }
}

/// 2026-01-01T00:00:00Z.
pub const START: i64 = 1_767_225_600_000;
/// The moment the standings are computed for: some events lie later.
pub const NOW: Moment = Moment(START + 200 * 86_400_000 + 12_345_678);

/// A charter with every form of metric, every kind of condition and every clock of the tiers.
pub fn charter() -> Charter {
    let document = json!({
        "guildhall": 1, "id": "random", "name": "Random", "offset": "-03:30",
        "facts": {"topics": 7},
        "metrics": {
            "views": {"count": ["view"], "dailyCap": 3},
            "views30": {"count": ["view"], "window": "30d"},
            "objects": {"distinct": "object", "of": ["view", "finish"]},
            "objects14": {"distinct": "object", "of": ["view", "finish"], "window": "14d"},
            "fans": {"distinct": "member", "of": ["like"], "from": "received", "window": "60d"},
            "spent": {"sum": "value", "of": ["purchase"], "minus": ["refund"], "dailyCap": 50},
            "spent90": {"sum": "value", "of": ["purchase"], "minus": ["refund"], "window": "90d", "cap": 200},
            "days": {"days": ["login", "view"]},
            "days21": {"days": ["login", "view"], "window": "21d"},
            "run": {"streak": ["view", "finish", "comment"]},
            "perDay": {"count": ["comment", "like"], "per": "day", "others": true},
            "perDay10": {"count": ["comment"], "per": "day", "window": "10d"},
            "share": {"distinct": "object", "of": ["comment"], "percentOf": "topics"},
            "special": {"count": ["view"], "objects": ["item-1", "item-2"]}
        },
        "score": {
            "activity": [{"metric": "views", "weight": 1.1}, {"metric": "days", "weight": 0.7}, {"metric": "perDay", "weight": 3.3}],
            "contribution": [{"metric": "fans", "weight": 4}, {"metric": "share", "weight": 0.01}, {"metric": "spent90", "weight": 0.05}]
        },
        "tiers": [
            {"id": "t0", "name": "0"},
            {"id": "t1", "name": "1", "when": {"score": {"$gte": 5}}, "graceDays": 3},
            {"id": "t2", "name": "2", "when": {"$or": [{"score": {"$gt": 15}, "views30": {"$gte": 2}}, {"planActive": true, "objects14": {"$gte": 1}}]}, "keep": {"score": {"$gte": 12}}, "minStayDays": 10},
            {"id": "t3", "name": "3", "when": {"score": {"$gte": 25}, "days21": {"$gte": 2}, "run": {"$lt": 30}, "joinedDays": {"$gte": 20}}, "keep": {"days21": {"$gte": 1}}, "graceDays": 5, "minStayDays": 7}
        ],
        "benefits": [
            {"id": "b1", "kind": "label", "name": "b1", "from": "t1", "unlock": {"special": {"$gte": 1}}},
            {"id": "b2", "kind": "discount", "percent": 12.5, "name": "b2", "tiers": ["t2"], "unlock": {"points": {"$gte": 10}, "badges": "walker"}}
        ],
        "plans": [{"id": "p1", "name": "p1", "price": 9.99, "period": "30d"}, {"id": "p2", "name": "p2", "price": 20, "period": "7d"}],
        "points": {
            "earn": [{"on": ["view"], "points": 2, "dailyCap": 5}, {"on": ["finish"], "points": 10, "once": true}, {"on": ["purchase"], "perValue": 0.5}, {"on": ["like"], "points": 1, "from": "received"}],
            "expireDays": 45,
            "rewards": [{"id": "r1", "name": "r1", "cost": 15, "when": {"tierRank": {"$gte": 1}}}]
        },
        "badges": [{"id": "walker", "name": "walker", "when": {"run": {"$gte": 3}}}, {"id": "rich", "name": "rich", "when": {"spent": {"$gt": 60.5}}}]
    });
    let (charter, findings) = Charter::parse(&document);
    charter.unwrap_or_else(|| panic!("{findings:#?}"))
}

/// A log of up to 120 events of a member and those around, with duplicates, undos and strangers.
pub fn log(chance: &mut Chance) -> Vec<Event> {
    let verbs = [
        "login",
        "view",
        "view",
        "view",
        "finish",
        "like",
        "dislike",
        "hide",
        "rate",
        "comment",
        "post",
        "answer",
        "accepted",
        "purchase",
        "refund",
        "attend",
        "check-in",
        "share",
        "refer",
        "plan-start",
        "plan-end",
        "points-grant",
        "points-spend",
        "tier-lock",
        "consent",
        "undo",
        "interest",
        "prefer",
        "unheard-of",
    ];
    let members = ["ada", "ada", "ada", "ada", "bob", "cyd"];
    let count = 1 + chance.below(120);
    let mut events: Vec<Event> = Vec::new();
    for n in 0..count {
        let verb = Verb::parse(chance.pick::<&str>(&verbs)).unwrap();
        let at = Moment(START + chance.below(230 * 86_400) as i64 * 1000);
        let object = match verb {
            Verb::Undo if !events.is_empty() => Some(chance.pick(&events).id.to_string()),
            Verb::Undo => Some(EventId::of_name("nothing").to_string()),
            Verb::PlanStart => Some((*chance.pick(&["p1", "p2", "p3"])).to_owned()),
            Verb::TierLock => [None, Some("t1"), Some("t3"), Some("t9")][chance.below(4) as usize].map(str::to_owned),
            Verb::PointsSpend => Some((*chance.pick(&["r1", "something"])).to_owned()),
            _ => Some(format!("item-{}", chance.below(9))),
        };
        let value = match verb {
            Verb::Rate => Some(1.0 + chance.below(5) as f64),
            Verb::Consent | Verb::Interest | Verb::Prefer => Some(chance.below(2) as f64),
            Verb::PointsGrant | Verb::PointsSpend => Some(1.0 + chance.below(30) as f64),
            Verb::Purchase | Verb::Refund | Verb::View => Some(chance.below(10_000) as f64 / 97.0),
            _ => None,
        };
        events.push(Event {
            id: EventId::v7((START as u64) + chance.below(1 << 30), [(); 10].map(|()| chance.next() as u8)),
            at,
            member: MemberId::from(*chance.pick::<&str>(&members)),
            verb,
            object: object.map(ObjectId::from),
            owner: [None, None, Some("ada"), Some("bob")][chance.below(4) as usize].map(MemberId::from),
            value: value.and_then(Quantity::new),
            note: None,
            source: *chance.pick(&Source::ALL),
            device: DeviceId::from("d"),
            n,
        });
        if chance.below(10) == 0 {
            let again = chance.pick(&events).clone();
            events.push(again);
        }
        if chance.below(25) == 0 {
            // Another event under a known id.
            let mut twin = chance.pick(&events).clone();
            twin.at = Moment(twin.at.0 + 86_400_000);
            events.push(twin);
        }
    }
    events
}

pub fn standing_of(charter: &Charter, events: Vec<Event>) -> Standing {
    standing(charter, &Ledger::of("ada".into(), events), NOW)
}

/// One digest over the standings of many random logs.
pub fn digest_of_logs(first_seed: u64, count: u64) -> String {
    let charter = charter();
    let digests: Vec<Value> = (first_seed..first_seed + count)
        .map(|seed| standing_of(&charter, log(&mut Chance(seed))).digest().into())
        .collect();
    guildhall_engine::digest::digest(&digests).unwrap()
}
