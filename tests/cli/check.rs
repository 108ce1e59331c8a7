//! `check`.

use serde_json::Value;

use crate::common::{Room, TODAY, dated, example_territory, run_in};

/// The example with one mistake in each of two plans.
fn broken(room: &Room) -> std::path::PathBuf {
    let land = room.example("land");
    room.write("land/accounts/dunmore-general/plan.md", room.read("land/accounts/dunmore-general/plan.md").replacen("\nstance: ", "\nstance: x", 1));
    room.write("land/accounts/old-mill-clinics/plan.md", "no front matter\n");
    land
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_example_has_no_error_and_ends_with_0() {
    let ran = dated(&example_territory(), ["check"]).ends(0);
    assert!(ran.out.contains("12 plans"), "{}", ran.out);
    assert!(ran.out.contains(TODAY), "the report prints its day");
    assert_eq!(ran.err, "");
}

#[test]
fn a_plan_that_cannot_be_read_brings_no_finding_in_another() {
    let room = Room::new();
    let land = room.example("land");
    let of_others = |land: &std::path::Path| {
        let report = dated(land, ["check", "--format", "json", "--fail-on", "never"]).ends(0).json();
        let found = report["findings"].as_array().unwrap().iter().filter(|it| it["account"] != "northwind-health" && it["rule"] != "broken-link").cloned();
        found.collect::<Vec<_>>()
    };
    let before = of_others(&land);
    for (path, text) in crate::common::tree(&land).iter().filter(|(path, _)| path.ends_with("/plan.md")) {
        let broken = String::from_utf8(text.clone()).unwrap().replacen("\nstance:", "\n\tstance:", 1);
        room.write(&format!("land/{path}"), broken);
        let after = of_others(&land).into_iter().filter(|it| it["path"] != path.as_str()).collect::<Vec<_>>();
        let new: Vec<_> = after.iter().filter(|it| !before.iter().any(|old| old["message"] == it["message"] && old["path"] == it["path"])).collect();
        assert!(new.is_empty(), "{path} cannot be read, and so {new:#?}");
        room.write(&format!("land/{path}"), text);
    }
}

#[test]
fn findings_end_with_1_and_the_gate_moves_the_bar() {
    let room = Room::new();
    let land = broken(&room);
    for (arguments, code) in [
        (&[][..], 1),
        (&["--fail-on", "never"], 0),
        (&["--fail-on", "warn"], 1),
        (&["--ignore", "enum-value,front-matter-missing"], 0),
        (&["--ignore", "enum-value"], 1),
        (&["--select", "overdue-action"], 0),
        (&["--select", "overdue-action", "--fail-on", "warn"], 1),
        (&["--select", "enum-value"], 1),
        (&["--select", "QD103"], 1),
        (&["--level", "enum-value=off,front-matter-missing=info"], 0),
        (&["--level", "enum-value=warn", "--level", "front-matter-missing=warn"], 0),
        (&["--select", "overdue-action", "--level", "overdue-action=error"], 1),
        (&["--select", "overdue-action", "--max-warnings", "0"], 1),
        (&["--select", "overdue-action", "--max-warnings", "99"], 0),
    ] {
        dated(&land, ["check"].iter().chain(arguments)).ends(code);
    }
}

#[test]
fn a_rule_that_there_is_not_is_exit_2_with_the_nearest() {
    for option in [["--select", "enum-valu"], ["--ignore", "enum-valu"], ["--level", "enum-valu=warn"]] {
        let ran = dated(&example_territory(), ["check"].iter().chain(&option)).ends(2);
        assert!(ran.err.contains("enum-valu") && ran.err.contains("did you mean `enum-value`?"), "{}", ran.err);
        assert_eq!(ran.out, "");
    }
    for level in ["enum-value", "enum-value=loud", "=warn"] {
        dated(&example_territory(), ["check", "--level", level]).ends(2);
    }
    // what cannot be read is not passed over, here as little as in quarterdeck.yaml
    for rule in ["yaml-syntax", "front-matter-missing", "QD010", "config-error"] {
        let ran = dated(&example_territory(), ["check", "--level", &format!("{rule}=off")]).ends(2);
        assert!(ran.err.contains("cannot be switched off"), "{}", ran.err);
    }
    dated(&example_territory(), ["check", "--level", "yaml-syntax=warn"]).ends(0);
    let ran = dated(&example_territory(), ["check", "--format", "jsn"]).ends(2);
    assert!(ran.err.contains("did you mean `json`?"), "{}", ran.err);
}

#[test]
fn json_has_the_shape_of_the_contract() {
    let room = Room::new();
    let report = dated(&broken(&room), ["check", "--format", "json"]).ends(1).json();
    assert_eq!(keys(&report), ["schema", "tool", "as_of", "territory", "counts", "findings"]);
    assert_eq!((&report["schema"], &report["as_of"]), (&Value::from("quarterdeck-report/1"), &Value::from(TODAY)));
    assert_eq!(report["tool"]["name"], "quarterdeck");
    assert_eq!(report["tool"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(keys(&report["counts"]), ["plans", "error", "warn", "info", "suppressed", "baselined"]);
    let findings = report["findings"].as_array().unwrap();
    for severity in ["error", "warn", "info"] {
        let found = findings.iter().filter(|finding| finding["severity"] == severity).count();
        assert_eq!(report["counts"][severity], found, "{severity}");
    }
    for finding in findings {
        for key in ["rule", "code", "category", "severity", "path", "start", "end", "pointer", "message", "labels", "fingerprint", "state"] {
            assert!(finding.get(key).is_some(), "no {key} in {finding}");
        }
        assert_eq!(keys(&finding["start"]), ["line", "column", "byte"]);
        assert_eq!(keys(&finding["end"]), ["line", "column", "byte"]);
        let at = |place: &str, key: &str| finding[place][key].as_u64().unwrap();
        assert!(at("start", "line") >= 1 && at("start", "column") >= 1 && at("start", "byte") <= at("end", "byte"), "{finding}");
        assert_eq!(finding["state"], "open");
        let code = finding["code"].as_str().unwrap();
        assert!(code.len() == 5 && code.starts_with("QD") && code[2..].bytes().all(|b| b.is_ascii_digit()), "{code}");
        let path = finding["path"].as_str().unwrap();
        assert!(!path.starts_with('/') && !path.contains('\\') && !path.contains(".."), "{path}");
    }
    let wrong = findings.iter().find(|finding| finding["rule"] == "enum-value").unwrap();
    assert_eq!((&wrong["path"], &wrong["account"]), (&Value::from("accounts/dunmore-general/plan.md"), &Value::from("dunmore-general")));
    assert_eq!(wrong["pointer"], "/stance");
    assert!(wrong["help"].is_string());
    let text = room.read("land/accounts/dunmore-general/plan.md");
    let (from, to) = (wrong["start"]["byte"].as_u64().unwrap() as usize, wrong["end"]["byte"].as_u64().unwrap() as usize);
    assert!(text[from..to].starts_with('x') && text[..from].ends_with("\nstance: "), "{}", &text[from..to]);
    assert_eq!(wrong["start"]["line"], text[..from].lines().count() as u64, "lines count from 1");
}

#[test]
fn a_fix_carries_its_edits() {
    let room = Room::new();
    let land = room.example("land");
    let plan = "land/accounts/dunmore-general/plan.md";
    room.write(plan, room.read(plan).replacen("\ntitle: ", "\ntitel: ", 1));
    let report = dated(&land, ["check", "--format", "json"]).ends(1).json();
    let errors: Vec<&Value> = report["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] == "error").collect();
    assert_eq!(errors.len(), 1, "a misspelt key is not also a missing one: {errors:?}");
    let fix = &errors[0]["fix"];
    assert_eq!(keys(fix), ["title", "safe", "edits"]);
    let edit = &fix["edits"][0];
    assert_eq!(keys(edit), ["path", "start", "end", "text"]);
    let mut text = room.read(plan);
    text.replace_range(edit["start"].as_u64().unwrap() as usize..edit["end"].as_u64().unwrap() as usize, edit["text"].as_str().unwrap());
    room.write(plan, text);
    dated(&land, ["check"]).ends(0);
}

#[test]
fn the_order_is_total() {
    let room = Room::new();
    let land = room.generated("land", &["60", "--defects", "0.5"]);
    let report = dated(&land, ["check", "--format", "json", "-q"]).ends(1).json();
    let place = |finding: &Value| {
        let text = |key: &str| finding[key].as_str().unwrap().to_owned();
        let at = |key: &str| finding["start"][key].as_u64().unwrap();
        (text("path"), at("line"), at("column"), text("code"), text("message"))
    };
    let places: Vec<_> = report["findings"].as_array().unwrap().iter().map(place).collect();
    assert!(places.len() > 30);
    for two in places.windows(2) {
        assert!(two[0] < two[1], "{:?} before {:?}", two[0], two[1]);
    }
}

#[test]
fn an_address_of_a_person_is_no_broken_link() {
    let room = Room::new();
    dated(&room.0, ["init", "land", "-q"]).ends(0);
    let plan = room.read("land/accounts/bellwether-foods/plan.md")
        + "\nWrite to <maya@example.com> or [Tomas](mailto:tomas@example.com), not [here](maya@example.com).\n";
    room.write("land/accounts/bellwether-foods/plan.md", plan);
    let report = dated(&room.at("land"), ["check", "--format", "json", "-q"]).ends(1).json();
    let messages: Vec<&str> = report["findings"].as_array().unwrap().iter().map(|finding| finding["message"].as_str().unwrap()).collect();
    assert_eq!(messages, ["there is no file `accounts/bellwether-foods/maya@example.com`"], "only what is written as a file");
}

#[test]
fn ndjson_is_one_finding_a_line() {
    let room = Room::new();
    let land = broken(&room);
    let report = dated(&land, ["check", "--format", "json", "-q"]).ends(1).json();
    let lines = dated(&land, ["check", "--format", "ndjson", "-q"]).ends(1).out;
    let parsed: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Value::from(parsed), report["findings"]);
}

#[test]
fn formats_go_to_files_beside_the_one_on_the_screen() {
    let room = Room::new();
    let land = broken(&room);
    let file = room.at("report.json");
    let ran =
        dated(&land, ["check".to_owned(), "--format".to_owned(), "concise".to_owned(), "--format".to_owned(), format!("json={}", file.display())]).ends(1);
    assert!(ran.out.contains("accounts/dunmore-general/plan.md:"), "{}", ran.out);
    let report: Value = serde_json::from_str(&room.read("report.json")).unwrap();
    assert_eq!(report["schema"], "quarterdeck-report/1");
    let ran = dated(&land, ["check", "--format", "json", "--format", "concise"]).ends(2);
    assert!(ran.out.is_empty());
    // a file that cannot be written
    dated(&land, ["check", "--format", "json=/nowhere/at/all.json"]).ends(2);
}

#[test]
fn full_shows_place_source_and_help() {
    let room = Room::new();
    let ran = dated(&broken(&room), ["check", "--select", "enum-value"]).ends(1);
    for text in ["error[enum-value]", "accounts/dunmore-general/plan.md:", "stance: x", "^", "quarterdeck rule enum-value"] {
        assert!(ran.out.contains(text), "no `{text}` in:\n{}", ran.out);
    }
}

#[test]
fn max_diagnostics_hides_and_does_not_forgive() {
    let room = Room::new();
    let land = broken(&room);
    let ran = dated(&land, ["check", "--format", "concise", "--max-diagnostics", "1"]).ends(1);
    assert_eq!(ran.out.lines().filter(|line| line.contains("plan.md:")).count(), 1, "{}", ran.out);
    dated(&land, ["check", "--format", "concise", "--max-diagnostics", "0"]).ends(1);
    let report = dated(&land, ["check", "--format", "json", "--max-diagnostics", "1"]).ends(1).json();
    assert!(report["findings"].as_array().unwrap().len() > 1, "a machine gets all");
}

#[test]
fn paths_narrow_what_is_reported_and_outside_is_exit_2() {
    let room = Room::new();
    let land = broken(&room);
    dated(&land, ["check", "accounts/saltmarsh-health"]).ends(0);
    dated(&land, ["check", "accounts/dunmore-general"]).ends(1);
    dated(&land, ["check", "accounts/saltmarsh-health", "accounts/old-mill-clinics/plan.md"]).ends(1);
    room.write("outside.md", "x");
    dated(&land, ["check", "accounts/saltmarsh-health", "../outside.md"]).ends(2);
}

#[test]
fn mistakes_in_territory_files_are_findings_and_plans_are_still_checked() {
    let room = Room::new();
    let land = broken(&room);
    for (file, text) in [
        ("quarterdeck.yaml", "schema: quarterdeck-territory/1\nname: [\n"),
        ("people.yaml", "people: 7\n"),
        ("icp.yaml", "a: *b\n"),
        ("cycle.yaml", "steps: [{id: x, on: soon}]\n"),
    ] {
        let before = room.read(&format!("land/{file}"));
        room.write(&format!("land/{file}"), text);
        let report = dated(&land, ["check", "--format", "json", "-q"]).ends(1).json();
        let findings = report["findings"].as_array().unwrap();
        let own: Vec<&Value> = findings.iter().filter(|finding| finding["path"] == file).collect();
        assert!(!own.is_empty() && own.iter().all(|finding| finding["rule"] == "config-error"), "{file}: {own:?}");
        assert!(findings.iter().any(|finding| finding["rule"] == "front-matter-missing"), "{file}: plans are still checked");
        room.write(&format!("land/{file}"), before);
    }
    std::fs::remove_file(land.join("quarterdeck.yaml")).unwrap();
    std::fs::create_dir(land.join("quarterdeck.yaml")).unwrap();
    run_in(&room.0, ["-C", "land", "check"]).ends(2);
}

#[test]
fn a_code_host_never_reads_an_unknown_format() {
    // formats of the contract that are not there yet must not be taken for another one
    for format in ["sarif", "github", "gitlab", "junit", "rdjson", "markdown"] {
        let ran = dated(&example_territory(), ["check", "--format", format]);
        assert!(ran.code == 0 && !ran.out.is_empty() || ran.code == 2 && ran.out.is_empty(), "{format}: {}", ran.code);
    }
}

#[test]
fn a_run_says_which_part_of_the_territory_it_looked_at() {
    let room = Room::new();
    let land = broken(&room);
    room.example("other");
    for (paths, code, says) in [
        (&["accounts/granite-coast-rehab"][..], 0, "1 of 12 plans as of"),
        (&["accounts/dunmore-general", "accounts/granite-coast-rehab/plan.md"], 1, "2 of 12 plans as of"),
        (&["quarterdeck.yaml"], 0, "0 of 12 plans as of"),
        (&["accounts"], 1, "\n12 plans as of"),
        (&["."], 1, "\n12 plans as of"),
    ] {
        let ran = dated(&land, ["--no-history", "check", "--format", "concise"].iter().chain(paths)).ends(code);
        assert!(format!("\n{}", ran.out).contains(says), "{paths:?}: {}", ran.out);
    }
    let report = dated(&land, ["check", "--no-history", "--format", "json", "accounts/granite-coast-rehab"]).ends(0).json();
    assert_eq!(report["counts"]["plans"], 12, "the plans of the territory");
    for paths in [["land", "other"], ["other", "land"], ["land", "other/accounts/dunmore-general"], ["land/accounts", "other"]] {
        let ran = dated(&room.0, ["check", "--no-history"].iter().chain(&paths)).ends(2);
        assert!(ran.err.contains("lies outside the territory"), "{paths:?}: {}", ran.err);
    }
}

#[test]
fn weights_of_parts_that_there_are_not_are_mistakes() {
    let room = Room::new();
    let land = room.example("land");
    let settings = room.read("land/quarterdeck.yaml");
    assert!(!settings.contains("\nscores:"));
    let said = |scores: &str| {
        room.write("land/quarterdeck.yaml", format!("{settings}\nscores: {scores}\n"));
        let report = dated(&land, ["check", "--select", "config-error", "--format", "json"]).json();
        let findings = report["findings"].as_array().unwrap().iter();
        findings.map(|finding| finding["message"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(said("{freshness: {people: 3}, relationship_coverage: {economic: 3, defend: {sponsor: 0}}}"), Vec::<String>::new());
    assert_eq!(said("{freshness: {nope: 3}}"), ["the score `freshness` has no part `nope`"]);
    assert_eq!(said("{relationship_coverage: {attack: {user: 1}}}"), ["the score `relationship_coverage` has no row `attack`"]);
    assert_eq!(said("{execution: {late: 3}}"), ["the parts of the score `execution` follow from the plan and have no weights"]);
}

#[test]
fn a_theme_that_there_is_not_is_named() {
    let room = Room::new();
    let land = room.example("land");
    let settings = room.read("land/quarterdeck.yaml");
    let told = |theme: &str| {
        room.write("land/quarterdeck.yaml", settings.replacen("site:\n", &format!("site:\n  theme: {theme}\n"), 1));
        dated(&land, ["check", "--format", "concise"]).out.lines().find(|line| line.contains("theme `")).map(str::to_owned).unwrap_or_default()
    };
    assert!(told("fancy").contains("config-error] there is no theme `fancy` (write `default`"), "{}", told("fancy"));
    assert!(told("defualt").contains("did you mean `default`?"), "{}", told("defualt"));
    assert_eq!(told("default"), "");
    room.write("land/theme/theme.yaml", "name: harbour\nview: {min: 1, max: 1}\n");
    assert_eq!(told("harbour"), "");
}

#[test]
fn a_path_that_is_no_part_of_the_territory_is_told_in_our_words() {
    let room = Room::new();
    let land = room.example("land");
    room.example("other");
    let outside = dated(&room.0, ["check", "land", "other"]).ends(2).err;
    let absent = dated(&room.0, ["check", "-C", "land", "accounts/x"]).ends(2).err;
    let bare = dated(&land, ["check", "accounts/x"]).ends(2).err;
    assert!(outside.trim_end().ends_with(&format!("error: `other` lies outside the territory `{}`", land.canonicalize().unwrap().display())), "{outside}");
    assert_eq!(absent, "error: there is no file or folder `accounts/x`\n");
    assert_eq!(absent, bare);
    // with -C a path may begin in the territory, where it seems to lead
    let [from_here, from_there] = ["land/accounts/old-mill-clinics", "accounts/old-mill-clinics"].map(|path| dated(&room.0, ["check", "-C", "land", path]).out);
    assert_eq!(from_here, from_there);
    assert!(from_here.starts_with("1 of 12 plans"), "{from_here}");
    // beside -C too, whoever takes a folder or an account
    for command in ["check", "build", "score", "review"] {
        let outside = dated(&room.0, ["-C", "land", command, "other/accounts/granite-coast-rehab", "--no-history"]).ends(2).err;
        assert!(outside.contains("`other/accounts/granite-coast-rehab` lies outside the territory `") && outside.contains("land`"), "{command}: {outside}");
    }
    let absent = dated(&room.0, ["-C", "land", "build", "nowhere", "--no-history"]).ends(2).err;
    assert!(absent.contains("there is no file or folder `nowhere`") && !land.join("public").exists(), "{absent}");
    let twice = dated(&room.0, ["-C", "land", "init", "third"]).ends(2).err;
    assert!(twice.contains("-C names `land` and the folder is `third`") && !room.0.join("third").exists(), "{twice}");
}

#[test]
fn people_read_what_programs_are_given() {
    let room = Room::new();
    let land = broken(&room);
    let full = dated(&land, ["check", "--format", "full"]).ends(1).out;
    let ran = dated(&land, ["check", "--format", "json"]).ends(1);
    assert!(
        ran.json()["findings"].is_array() && ran.err.contains(full.lines().next().unwrap()) && ran.err.contains(full.lines().last().unwrap()),
        "{}",
        ran.err
    );
    assert_eq!(dated(&land, ["check", "--format", "json", "-q"]).ends(1).err, "");
    let most = dated(&land, ["check", "--format", "json", "--max-diagnostics", "1"]).ends(1);
    assert_eq!(most.err.matches("┌─").count(), 1, "{}", most.err);
}

#[test]
fn a_suppression_with_blanks_around_its_day_ends_on_it() {
    let room = Room::new();
    let land = room.example("land");
    let plan = "land/accounts/dunmore-general/plan.md";
    room.write(plan, room.read(plan).replacen("\ntier: ", "\n# quarterdeck: ignore[stale-review] -- why until = 2026-11-21\ntier: ", 1));
    let out = dated(&land, ["check", "--format", "concise", "accounts/dunmore-general"]).out;
    assert!(out.contains("error[expired-suppression]"), "{out}");
}
