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
    let ran = dated(&land, ["export", "csv", "--table", "people", "--out", "-"]).ends(0);
    assert!(ran.out.contains("Imani Brooks") && !land.join("-").exists(), "a hyphen is standard output");
    let nowhere = room.at("no/such/x.csv");
    let err = dated(&land, ["export", "csv", "--table", "people", "--out", nowhere.to_str().unwrap()]).ends(2).err;
    assert!(err.contains("x.csv` could not be written: there is no folder `") && !err.contains("os error"), "{err}");
    let err = dated(&land, ["export", "csv", "--table", "people", "--out", room.0.to_str().unwrap()]).ends(2).err;
    assert!(err.contains("could not be written: is a directory"), "{err}");
    let err = dated(&land, ["export", "csv", "--table", "poeple"]).ends(2).err;
    assert!(err.contains("did you mean `people`?") && err.contains(", whitespace, changes, cycle-steps, "), "{err}");
    room.write("land/quarterdeck.yaml", room.read("land/quarterdeck.yaml").replace("base_url:", "# base_url:"));
    assert!(dated(&land, ["export", "atom"]).ends(2).err.contains("base_url"));
}

#[test]
fn the_feed_stands_alone() {
    let repo = Repo::new();
    repo.edit("quarterdeck.yaml", &[("currency: USD", "currency: USD\nbase_url: https://plans.example.com/n")]);
    assert!(dated(repo.path(), ["export", "atom"]).ends(0).out.starts_with("<?xml"));
    // without history there is nothing to tell, which is said
    let feed = dated(repo.path(), ["export", "atom", "--no-history"]).ends(0).out;
    let document = roxmltree::Document::parse(&feed).unwrap();
    let text = |name: &str| document.root_element().children().find(|it| it.has_tag_name(("http://www.w3.org/2005/Atom", name))).and_then(|it| it.text());
    assert_eq!((text("updated"), text("entry")), (Some("2026-11-22T00:00:00Z"), None), "{feed}");
    assert!(text("subtitle").unwrap().contains("not known"), "{feed}");
}

/// The rows of a table as maps.
fn table(land: &std::path::Path, key: &str) -> Vec<serde_json::Value> {
    let json = dated(land, ["export", "json", "--table", key]).ends(0).json();
    json[key.replace('-', "_")].as_array().unwrap().clone()
}

#[test]
fn persons_are_joined_by_their_ids() {
    let room = Room::new();
    let land = room.example("land");
    let people: Vec<String> =
        room.read("land/people.yaml").lines().filter_map(|line| Some(line.split_once("id: ")?.1.split([',', '}', ' ']).next()?.to_owned())).collect();
    assert!(people.len() > 5, "{people:?}");
    for (key, name, id) in [
        ("actions", "owner", "owner_id"),
        ("findings", "owner", "owner_id"),
        ("asks", "from", "from_id"),
        ("people", "our_owner", "our_owner_id"),
        ("cycle-steps", "owner_name", "owner"),
        ("icp-ranking", "confirmed_by", "confirmed_by_id"),
    ] {
        let rows = table(&land, key);
        let named: Vec<_> = rows.iter().filter(|row| !row[name].is_null()).collect();
        assert!(!named.is_empty(), "{key}");
        for row in named {
            assert!(row[id].as_str().is_some_and(|id| people.iter().any(|known| known == id)), "{key}: {row}");
        }
    }
    for row in table(&land, "accountability-over-quota") {
        assert!(row["account"].is_string(), "{row}");
    }
    let csv = dated(&land, ["export", "csv", "--table", "results-projections"]).ends(0).out;
    assert!(csv.starts_with("owner_name,") && csv.lines().next().unwrap().ends_with(",owner"), "{csv}");
}

#[test]
fn money_says_its_currency_and_is_not_ranked_across() {
    let room = Room::new();
    let land = room.example("land");
    let plan = "land/accounts/penrose-childrens-hospital/plan.md";
    let text = room.read(plan);
    room.write(plan, text.replacen("\nstatus:", "\ncurrency: EUR\nstatus:", 1));
    dated(&land, ["build", "-q"]).ends(0);
    let page = room.read("land/public/growth/index.html");
    let row = page.split("<tr").find(|row| row.contains("data-account=\"penrose-childrens-hospital\"") && row.contains("420")).unwrap();
    assert!(row.contains("data-value=\"420000\"") && row.contains("€420"), "{row}");
    assert!(page.contains("Amounts in another currency come last: they are not compared with the others."));
    let icp = room.read("land/public/icp/index.html");
    assert!(icp.contains("€884"), "the potential is in the currency of the plan");
    for key in ["growth-moves", "actions", "icp-ranking"] {
        for row in table(&land, key) {
            let expected = if row["account"] == "penrose-childrens-hospital" { "EUR" } else { "USD" };
            assert_eq!(row["currency"], expected, "{key}: {row}");
        }
    }
    let mut last = std::collections::BTreeMap::new();
    for row in table(&land, "growth-moves").iter().filter(|row| row["worth"].is_number()) {
        let before = last.insert(row["move"].to_string(), row["currency"].to_string());
        assert!(before.as_deref() != Some("\"EUR\"") || row["currency"] == "EUR", "ranked behind the others: {row}");
    }
    let scores = dated(&land, ["score", "--format", "json"]).ends(0).json();
    let of = |account: &str| scores["plans"].as_array().unwrap().iter().find(|plan| plan["account"] == account).unwrap()["currency"].clone();
    assert_eq!((of("penrose-childrens-hospital"), of("dunmore-general")), ("EUR".into(), "USD".into()));
    assert_eq!(scores["portfolio"]["currency"], "USD");
    let csv = dated(&land, ["score", "--format", "csv"]).ends(0).out;
    assert!(csv.lines().next().unwrap().ends_with(",currency") && csv.lines().any(|line| line.ends_with(",EUR")), "{csv}");
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

#[test]
fn what_the_command_line_alone_gets_wrong_is_said_before_anything_is_read() {
    // there is no territory here, which would be told first by whoever reads one
    let room = Room::new();
    for (arguments, said) in [
        (&["export", "csv", "--table", "acounts"][..], "there is no table `acounts`; did you mean `accounts`?"),
        (&["export", "json", "--table", "nothing-like-it"], "there is no table `nothing-like-it`; tables: accounts"),
        #[cfg(feature = "xlsx")]
        (&["export", "xlsx"], "a workbook is no text; say where it goes with --out FILE"),
    ] {
        let ran = dated(&room.0, arguments).ends(2);
        assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
    }
}
