//! `export`: the same bytes as the site's file.

use crate::common::repo::Repo;
use crate::common::{Room, dated, same, tree};

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
    let nowhere = room.at("no/such/x.csv");
    let err = dated(&land, ["export", "csv", "--table", "people", "--out", nowhere.to_str().unwrap()]).ends(2).err;
    assert!(err.contains("x.csv` could not be written: there is no folder `") && !err.contains("os error"), "{err}");
    let err = dated(&land, ["export", "csv", "--table", "people", "--out", room.0.to_str().unwrap()]).ends(2).err;
    assert!(err.contains("could not be written: is a directory"), "{err}");
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

#[cfg(not(feature = "xlsx"))]
#[test]
fn a_workbook_wants_the_feature() {
    let room = Room::new();
    let land = room.example("land");
    assert!(dated(&land, ["export", "xlsx", "--out", "x.xlsx"]).ends(2).err.contains("invalid value 'xlsx'"));
    assert!(!dated(&land, ["export", "--help"]).ends(0).out.contains("xlsx"));
}

/// Every table as a sheet of its own, read back by another program: `python3` with nothing but its library.
#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_holds_the_tables_of_the_site() {
    let room = Room::new();
    let land = room.example("land");
    let plan = "land/accounts/old-mill-clinics/plan.md";
    let text = room.read(plan).replace("name: Joanne Whitlow", "name: '=HYPERLINK(\"http://example.com\")'");
    room.write(plan, text);
    let (site, file, again) = (room.at("site"), room.at("book.xlsx"), room.at("again.xlsx"));
    dated(&land, ["build", "-q", "--out", site.to_str().unwrap()]).ends(0);
    dated(&land, ["export", "xlsx", "--out", file.to_str().unwrap()]).ends(0);
    dated(&land, ["export", "xlsx", "--out", again.to_str().unwrap()]).ends(0);
    assert!(std::fs::read(&file).unwrap() == std::fs::read(&again).unwrap(), "the same input gives other bytes");
    assert!(dated(&land, ["export", "json", "--table", "people"]).ends(0).out.contains("=HYPERLINK"));
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/workbook.py");
    let ran = std::process::Command::new("python3").arg(script).args([&file, &site]).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert!(String::from_utf8_lossy(&ran.stdout).starts_with("30 sheets, "), "{}", String::from_utf8_lossy(&ran.stdout));
    assert!(dated(&land, ["export", "xlsx"]).ends(2).err.contains("--out FILE"));
    assert!(dated(&land, ["export", "xlsx", "--table", "poeple", "--out", "x.xlsx"]).ends(2).err.contains("did you mean `people`?"));
}

#[test]
fn no_file_of_the_territory_is_written_over() {
    let room = Room::new();
    let land = room.example("land");
    let before = tree(&land);
    let refused = |arguments: &[&str], named: &str| {
        let ran = dated(&land, arguments).ends(2);
        assert!(ran.err.contains(&format!("`{named}` belongs to the territory and would be lost; name another file")), "{arguments:?}: {}", ran.err);
        same(&format!("{arguments:?}"), &before, &tree(&land));
    };
    refused(&["export", "csv", "--out", "data/accounts.csv"], "data/accounts.csv");
    refused(&["export", "json", "--out", "accounts/dunmore-general/new.json"], "accounts/dunmore-general/new.json");
    refused(&["export", "csv", "--out", "accounts/../people.yaml"], "people.yaml");
    refused(&["check", "--format", "json=quarterdeck.yaml"], "quarterdeck.yaml");
    std::os::unix::fs::symlink(land.join("icp.yaml"), room.at("link")).unwrap();
    refused(&["check", "--format", "json=../link"], "icp.yaml");
    dated(&land, ["export", "csv", "--out", "accounts.csv"]).ends(0);
}
