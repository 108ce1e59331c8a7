//! `score`.

use serde_json::Value;

use crate::common::{Room, TODAY, dated, example_territory};

const KEYS: &str = "completeness qualification icp_fit relationship_strength relationship_coverage kdm_access execution benchmark_attainment \
    revenue_vs_quota goal_coverage freshness long_view specificity health readiness";

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn json_has_the_shape_of_the_contract() {
    let scores = dated(&example_territory(), ["score", "--format", "json"]).ends(0).json();
    assert_eq!(keys(&scores), ["schema", "as_of", "plans", "portfolio"]);
    assert_eq!((&scores["schema"], &scores["as_of"]), (&Value::from("quarterdeck-scores/1"), &Value::from(TODAY)));
    for key in ["growth_target", "won", "weighted_open", "gap", "concentration"] {
        assert!(scores["portfolio"].get(key).is_some(), "{key}");
    }
    assert!(["hhi", "top5_share"].iter().all(|key| keys(&scores["portfolio"]["concentration"]).contains(key)));
    let plans = scores["plans"].as_array().unwrap();
    assert_eq!(plans.len(), 12);
    let known: Vec<&str> = KEYS.split_whitespace().collect();
    for plan in plans {
        for key in ["account", "title", "stance", "tier", "computed_tier", "qualification", "icp", "scores", "readiness", "value_at_stake_90d"] {
            assert!(plan.get(key).is_some(), "{key} of {}", plan["account"]);
        }
        assert_eq!(keys(&plan["qualification"]), ["yes", "no", "unknown", "not_applicable", "verdict"]);
        assert!(["warranted", "not-warranted", "undetermined"].contains(&plan["qualification"]["verdict"].as_str().unwrap()));
        assert_eq!(keys(&plan["icp"]), ["value", "matched", "criteria", "confidence", "band"]);
        assert!(["verdict", "level", "score", "gates", "path_to_ready"].iter().all(|key| keys(&plan["readiness"]).contains(key)));
        assert!(["ready", "ready-with-gaps", "prepare-first"].contains(&plan["readiness"]["verdict"].as_str().unwrap()));
        assert!(["basic", "bronze", "silver", "gold"].contains(&plan["readiness"]["level"].as_str().unwrap()));
        for gate in plan["readiness"]["gates"].as_array().unwrap() {
            assert!(
                gate["key"].is_string()
                    && gate["met"].is_boolean()
                    && gate["measured"].is_string()
                    && gate["required"].is_string()
                    && gate.get("line").is_some(),
                "{gate}"
            );
        }
        let order: Vec<&str> = plan["scores"].as_array().unwrap().iter().map(|score| score["key"].as_str().unwrap()).collect();
        assert_eq!(order, known, "one order for all plans");
        for score in plan["scores"].as_array().unwrap() {
            assert!(known.contains(&score["key"].as_str().unwrap()), "{}", score["key"]);
            if let Some(value) = score["value"].as_f64() {
                assert!((0.0..=100.0).contains(&value), "{score}");
                assert!((value * 10.0 - (value * 10.0).round()).abs() < 1e-6, "one decimal: {value}");
            }
            assert!(score["confidence"].as_f64().is_some_and(|confidence| (0.0..=1.0).contains(&confidence)), "{score}");
            for term in score["terms"].as_array().unwrap() {
                for key in ["label", "weight", "share", "points", "because", "path", "line", "pointer"] {
                    assert!(term.get(key).is_some(), "{key} in {term}");
                }
            }
        }
    }
}

#[test]
fn the_terms_add_up() {
    let scores = dated(&example_territory(), ["score", "--format", "json"]).ends(0).json();
    for plan in scores["plans"].as_array().unwrap() {
        for score in plan["scores"].as_array().unwrap() {
            let (Some(value), Some(terms)) = (score["value"].as_f64(), score["terms"].as_array()) else { continue };
            let points: f64 = terms.iter().filter_map(|term| term["points"].as_f64()).sum();
            assert!((points - value).abs() < 0.05 * (terms.len() as f64 + 2.0), "{} {}: {points} against {value}", plan["account"], score["key"]);
        }
    }
}

#[test]
fn one_account_or_all_and_always_exit_0() {
    let room = Room::new();
    let land = room.example("land");
    room.write("land/accounts/old-mill-clinics/plan.md", "broken\n");
    let all = dated(&land, ["score"]).ends(0);
    assert!(all.out.contains("dunmore-general") && all.out.contains(TODAY), "{}", all.out);
    let one = dated(&land, ["score", "dunmore-general"]).ends(0);
    assert!(one.out.contains("dunmore-general") && !one.out.contains("saltmarsh-health"), "{}", one.out);
    let by_path = dated(&room.0, ["score", "land/accounts/dunmore-general"]).ends(0);
    assert_eq!(by_path.out, one.out);
    assert_eq!(dated(&room.0, ["score", "land"]).ends(0).out, all.out);
    let ran = dated(&land, ["score", "dunmore-generl"]).ends(2);
    assert!(ran.err.contains("did you mean `dunmore-general`?"), "{}", ran.err);
    dated(&land, ["score", "old-mill-clinics", "--explain"]).ends(0);
}

#[test]
fn explain_names_the_line_of_every_term() {
    let ran = dated(&example_territory(), ["score", "kestrel-ridge-medical-center", "--explain"]).ends(0);
    assert!(ran.out.contains("accounts/kestrel-ridge-medical-center/plan.md:"), "{}", ran.out);
}

#[test]
fn csv_has_one_line_a_plan_and_one_column_a_score() {
    let ran = dated(&example_territory(), ["score", "--format", "csv", "saltmarsh-health", "dunmore-general"]).ends(0);
    let mut reader = csv::Reader::from_reader(ran.out.trim_start_matches('\u{feff}').as_bytes());
    let head = reader.headers().unwrap().clone();
    assert!(KEYS.split_whitespace().all(|key| head.iter().any(|column| column == key)), "{head:?}");
    let accounts: Vec<String> = reader.records().map(|row| row.unwrap()[0].to_owned()).collect();
    assert_eq!(accounts, ["dunmore-general", "saltmarsh-health"]);
}

#[test]
fn an_account_goes_by_its_name_its_folder_or_a_file_in_it() {
    let room = Room::new();
    let land = room.example("land");
    let one = dated(&land, ["score", "saltmarsh-health"]).ends(0).out;
    let all = dated(&land, ["score"]).ends(0).out;
    let (folder, reviews) = (land.join("accounts/saltmarsh-health"), land.join("accounts/saltmarsh-health/reviews"));
    assert_eq!(dated(&land, ["score", "accounts/saltmarsh-health/plan.md"]).ends(0).out, one);
    assert_eq!(dated(&room.0, ["score", "-C", "land", "accounts/saltmarsh-health/plan.md"]).ends(0).out, one);
    for inside in [&folder, &reviews] {
        assert_eq!(dated(inside, ["score", "."]).ends(0).out, one, "{}", inside.display());
    }
    for order in [["saltmarsh-health", "land"], ["land", "saltmarsh-health"]] {
        assert_eq!(dated(&room.0, ["score", order[0], order[1]]).ends(0).out, one, "{order:?}");
    }
    assert_eq!(dated(&land, ["score", "accounts"]).ends(0).out, all);
    assert_eq!(dated(&land, ["score", "."]).ends(0).out, all);
    assert!(dated(&land, ["score", "data"]).ends(2).err.contains("there is no plan for `data`"));
    let pack = dated(&land, ["review", "saltmarsh-health"]).ends(0).out;
    assert_eq!(dated(&land, ["review", "accounts/saltmarsh-health/plan.md"]).ends(0).out, pack);
    assert!(dated(&land, ["review", "."]).ends(2).err.contains("name the account"));
}

#[test]
fn terms_are_not_dropped_in_silence() {
    let ran = dated(&example_territory(), ["score", "--explain", "--format", "csv"]).ends(2);
    assert!(ran.out.is_empty() && ran.err.contains("--explain has no form as csv"), "{}", ran.err);
}
