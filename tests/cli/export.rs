//! `export`: the same bytes as the site's file.

use crate::common::repo::Repo;
use crate::common::{Room, dated};

#[test]
fn tables_are_those_of_the_site() {
    let room = Room::new();
    let land = room.example("land");
    let site = room.at("site");
    dated(&land, ["build", "-q", "--out", site.to_str().unwrap()]).ends(0);
    for table in ["accounts", "people", "findings", "whitespace", "calendar", "cycle-progress", "changes", "icp-ranking", "growth-moves"] {
        for format in ["csv", "json"] {
            let ran = dated(&land, ["export", format, "--table", table]).ends(0);
            assert!(ran.out == std::fs::read_to_string(site.join(format!("data/{table}.{format}"))).unwrap(), "{table}.{format}");
        }
    }
    assert!(dated(&land, ["export", "ics"]).ends(0).out == std::fs::read_to_string(site.join("calendar.ics")).unwrap());
    let file = room.at("people.csv");
    let ran = dated(&land, ["export", "csv", "--table", "people", "--out", file.to_str().unwrap()]).ends(0);
    assert!(ran.out.is_empty() && std::fs::read_to_string(&file).unwrap().contains("Imani Brooks"));
    let err = dated(&land, ["export", "csv", "--table", "poeple"]).ends(2).err;
    assert!(err.contains("did you mean `people`?") && err.contains(", whitespace, changes, cycle-steps, "), "{err}");
    assert!(dated(&land, ["export", "atom"]).ends(2).err.contains("base_url"));
}

#[test]
fn the_feed_stands_alone() {
    let repo = Repo::new();
    repo.edit("quarterdeck.yaml", &[("currency: USD", "currency: USD\nbase_url: https://plans.example.com/n")]);
    assert!(dated(repo.path(), ["export", "atom"]).ends(0).out.starts_with("<?xml"));
}
