//! `guildhall train` and `guildhall evaluate`, from events to a model that the community's check accepts.

mod support;

use support::{folder, guildhall};

#[cfg(not(feature = "train"))]
#[test]
fn without_the_feature_the_commands_say_how_to_get_them() {
    let place = folder();
    for command in ["train", "evaluate"] {
        let refused = guildhall(place.path(), &[command, "."]).expect(2);
        assert!(refused.err.contains("--features train"), "{}", refused.err);
    }
}

#[cfg(feature = "train")]
mod with_the_feature {
    use super::support::{read, write};
    use super::*;
    use std::fs;
    use std::path::Path;

    /// A community of a preset, whose charter names a model, with events of made-up members.
    fn community(place: &Path) {
        guildhall(place, &["init", "--preset", "education"]).expect(0);
        let charter = read(place, "charter.json");
        let mut document: serde_json::Value = serde_json::from_str(&charter).unwrap();
        document["taste"]["model"] = "model/model.ghm".into();
        write(place, "charter.json", &document.to_string());
        guildhall(place, &["imagine", ".", "--members", "300", "--out", "events.ndjson"]).expect(0);
    }

    #[test]
    fn a_model_is_trained_checked_and_the_same_by_both_ways_of_counting() {
        let place = folder();
        let place = place.path();
        community(place);
        let usual = ["train", ".", "--at", "2026-01-01", "--usual", "--out"];
        let said = guildhall(place, &[&usual[..], &["model"]].concat()).expect(0).out;
        assert!(said.contains("300 members"), "{said}");
        guildhall(place, &["check", ".", "--strict"]).expect(0);
        guildhall(place, &[&usual[..], &["other", "--engine", "direct"]].concat()).expect(0);
        let bytes = |folder: &str| fs::read(place.join(folder).join("model.ghm")).unwrap();
        assert_eq!(bytes("model"), bytes("other"));
        // A folder with something else in it stays as it is.
        write(place, "other/notes.txt", "mine");
        let refused = guildhall(place, &[&usual[..], &["other"]].concat()).expect(2);
        assert!(refused.err.contains("notes.txt"), "{}", refused.err);
        assert_eq!(read(place, "other/notes.txt"), "mine");
    }

    #[test]
    fn bad_events_are_told_and_the_rest_is_learned_from() {
        let place = folder();
        let place = place.path();
        community(place);
        let good = fs::read(place.join("events.ndjson")).unwrap();
        let unknown = r#"{"id":"01890a5d-ac96-774b-bcce-b302099a8057","at":"2025-12-14T09:26:53Z","member":"ada","verb":"finish","object":"no-such-item","source":"import","device":"d","n":1}"#;
        let mut bad = good.clone();
        // Every event twice, a line that is not UTF-8, one that is cut short, and one of an unknown item.
        bad.extend(&good);
        bad.extend(b"\xff\xfe{}\n{\"id\": 3\n");
        bad.extend(unknown.as_bytes());
        fs::write(place.join("events.ndjson"), bad).unwrap();
        let said = guildhall(place, &["train", ".", "--at", "2026-01-01", "--usual", "--out", "model"]).expect(0);
        assert!(said.err.contains("line") && said.err.contains("no-such-item"), "{}", said.err);
        fs::write(place.join("events.ndjson"), &good).unwrap();
        guildhall(place, &["train", ".", "--at", "2026-01-01", "--usual", "--out", "clean"]).expect(0);
        let bytes = |folder: &str| fs::read(place.join(folder).join("model.ghm")).unwrap();
        assert_eq!(bytes("model"), bytes("clean"), "what cannot be used changes nothing");
    }

    #[test]
    fn what_nothing_can_be_learned_from_is_refused_with_the_reason() {
        let place = folder();
        let place = place.path();
        community(place);
        let train = |out: &str| guildhall(place, &["train", ".", "--usual", "--out", out]).expect(2).err;
        fs::write(place.join("events.ndjson"), "").unwrap();
        assert!(train("model").contains("nobody did anything"), "{}", train("model"));
        guildhall(place, &["imagine", ".", "--members", "1", "--out", "events.ndjson"]).expect(0);
        assert!(train("model").contains("only one member"), "{}", train("model"));
        fs::remove_file(place.join("events.ndjson")).unwrap();
        assert!(train("model").contains("there are no event files"), "{}", train("model"));
        assert!(!place.join("model").exists(), "nothing half made is left");
    }

    #[cfg(not(feature = "cluster"))]
    #[test]
    fn without_its_feature_a_cluster_is_refused_and_the_way_to_it_said() {
        let place = folder();
        let refused = ["train", ".", "--out", "model", "--engine", "ballista", "--scheduler", "http://127.0.0.1:50050"];
        let refused = guildhall(place.path(), &refused).expect(2);
        assert!(refused.err.contains("--features cluster"), "{}", refused.err);
    }

    #[test]
    fn an_evaluation_compares_with_simpler_methods() {
        let place = folder();
        let place = place.path();
        community(place);
        guildhall(place, &["imagine", ".", "--members", "1500", "--out", "events.ndjson"]).expect(0);
        let said = guildhall(place, &["evaluate", ".", "--at", "2026-01-01"]).expect(0).out;
        for word in ["guildhall", "popular", "R@20", "N@20"] {
            assert!(said.to_lowercase().contains(&word.to_lowercase()), "{word} is missing:\n{said}");
        }
    }
}
