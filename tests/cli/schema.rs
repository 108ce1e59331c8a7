//! `schema`.

use crate::common::{Room, example_territory, run_in};

#[test]
fn every_document_is_a_json_schema() {
    for name in ["plan", "review", "territory", "people", "icp", "cycle"] {
        let schema = run_in(&example_territory(), ["schema", name]).ends(0).json();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
        assert!(schema["$id"].is_string() || schema["title"].is_string(), "{name}");
    }
    run_in(&example_territory(), ["schema", "plans"]).ends(2);
}

#[test]
fn outside_a_territory_the_core_schema_is_printed() {
    let room = Room::new();
    let ran = run_in(&room.0, ["schema"]);
    assert!(ran.code == 0 && ran.json()["$id"].is_string() || ran.code == 2 && ran.err.contains("quarterdeck init"), "{}", ran.err);
}

#[test]
fn the_overlay_of_the_territory_is_in_it() {
    let room = Room::new();
    let land = room.example("land");
    let with = run_in(&land, ["schema", "plan"]).ends(0).out;
    std::fs::remove_dir_all(land.join("schemas")).unwrap();
    let without = run_in(&land, ["schema", "plan"]).ends(0).out;
    assert_ne!(with, without);
}
