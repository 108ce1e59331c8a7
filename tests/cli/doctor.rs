//! What the program says of itself and of where it stands.

use serde_json::Value;

use crate::common::repo::{PLAN, Repo};
use crate::common::{Room, TODAY, command, dated, finish, run_in};

fn doctor(repo: &Repo, arguments: &[&str]) -> Value {
    dated(repo.path(), ["doctor", "--format", "json"].iter().chain(arguments)).ends(0).json()
}

fn advice(found: &Value) -> Vec<&str> {
    found["advice"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect()
}

#[test]
fn a_territory_in_order_has_no_advice() {
    let repo = Repo::new();
    let found = doctor(&repo, &[]);
    assert_eq!(advice(&found), Vec::<&str>::new());
    assert_eq!(found["schema"], "quarterdeck-doctor/1");
    assert_eq!((&found["program"]["version"], &found["program"]["xlsx"]), (&env!("CARGO_PKG_VERSION").into(), &cfg!(feature = "xlsx").into()));
    assert_eq!((&found["day"]["as_of"], &found["day"]["from"]), (&TODAY.into(), &"--as-of".into()));
    assert_eq!((&found["territory"]["found"], &found["territory"]["plans"]), (&"the working directory".into(), &1.into()));
    assert_eq!((&found["git"]["history"], &found["git"]["commits"], &found["git"]["since"]), (&true.into(), &1.into(), &"2026-09-04".into()));
    assert_eq!(found["config"]["files"], serde_json::json!(["quarterdeck.yaml", "people.yaml"]));
    assert_eq!((&found["site"]["may_be_published"], &found["site"]["files"]), (&true.into(), &Value::Null));
    let text = dated(repo.path(), ["doctor"]).ends(0).out;
    for line in
        ["program", "  version                 0.1.0", "  as of                   2026-11-22", "  commits                 1", "  folders with own levels 0"]
    {
        assert!(text.lines().any(|it| it == line), "{line}: {text}");
    }
    assert!(text.lines().filter(|line| line.starts_with("  ")).all(|line| line.as_bytes()[25] == b' ' && line.as_bytes()[26] != b' '), "one column: {text}");
    // as `check` names the levels
    assert_eq!(found["territory"]["findings"].as_object().unwrap().keys().collect::<Vec<_>>(), ["errors", "warnings", "notes"]);
}

#[test]
fn findings_are_counted_as_check_counts_them() {
    let repo = Repo::new();
    repo.edit(PLAN, &[("visibility: team", "visibility: teem")]);
    let counts = |found: &Value| {
        let of = |part: &str, key: &str| found["territory"][part][key].as_u64().unwrap();
        (of("findings", "errors"), of("findings", "warnings"), of("accepted", "baselined"))
    };
    let (errors, warnings, baselined) = counts(&doctor(&repo, &[]));
    assert_eq!((errors, baselined), (1, 0));
    dated(repo.path(), ["baseline", "create", "--reason", "known"]).ends(0);
    assert_eq!(counts(&doctor(&repo, &[])), (0, 0, 1 + warnings));
    assert!(dated(repo.path(), ["check"]).ends(0).out.contains(&format!("{} in the baseline", 1 + warnings)));
    // an entry that nothing needs any more is a warning there and here
    repo.edit(PLAN, &[("visibility: teem", "visibility: team")]);
    assert_eq!(counts(&doctor(&repo, &[])), (0, 1, warnings));
}

#[test]
fn where_the_time_went_is_told_to_whoever_asks() {
    let repo = Repo::new();
    let told = dated(repo.path(), ["doctor", "-v"]).ends(0);
    assert!(["plans", "judged", "total"].iter().all(|stage| told.err.contains(&format!("{stage} "))), "{}", told.err);
    assert!(!dated(repo.path(), ["doctor"]).ends(0).err.contains("total"));
}

#[test]
fn how_the_territory_and_the_day_were_found() {
    let repo = Repo::new();
    let inside = repo.at("accounts/northwind-health");
    let found = dated(&inside, ["doctor", "--format", "json"]).ends(0).json();
    assert_eq!(found["territory"]["found"], "the nearest folder above the working directory with a quarterdeck.yaml");
    let room = Room::new();
    let mut named = command();
    named.current_dir(&room.0).args(["doctor", "--format", "json", "-C"]).arg(repo.path()).env("SOURCE_DATE_EPOCH", "1795305600").env("GITLAB_CI", "true");
    let found = finish(named).ends(0).json();
    assert_eq!((&found["territory"]["found"], &found["day"]["from"]), (&"named with -C".into(), &"SOURCE_DATE_EPOCH".into()));
    assert_eq!(found["program"]["ci"], "GitLab CI");
    // what is known without a territory is told, and then why there is no more
    let ran = run_in(&room.0, ["doctor"]).ends(2);
    assert!(ran.out.starts_with("program\n") && ran.err.contains("quarterdeck init"), "{}{}", ran.out, ran.err);
}

#[test]
fn a_shallow_clone_is_told_with_the_setting() {
    let repo = Repo::new();
    repo.commit("2026-10-01", crate::common::repo::MAYA);
    repo.git(&["clone", "-q", "--depth=1", &format!("file://{}", repo.path().display()), "shallow"]);
    let found = dated(&repo.at("shallow"), ["doctor", "--format", "json"]).ends(0).json();
    assert_eq!((&found["git"]["history"], &found["git"]["shallow"]), (&false.into(), &true.into()));
    assert!(advice(&found)[0].contains("fetch-depth: 0") && advice(&found)[0].contains("GIT_DEPTH: 0"), "{found}");
    let found = dated(&repo.at("shallow"), ["--no-history", "doctor", "--format", "json"]).ends(0).json();
    assert_eq!((advice(&found), &found["git"]["reason"]), (vec![], &"--no-history".into()));
}

#[test]
fn what_lies_where_the_site_goes() {
    let repo = Repo::new();
    dated(repo.path(), ["build", "-q"]).ends(0);
    let found = doctor(&repo, &[]);
    assert!(found["site"]["files"].as_u64().unwrap() > 20 && found["site"]["sealed"] == true, "{found}");
    repo.room.write(".quarterdeck-staging-public-7/.quarterdeck-site", "");
    let found = doctor(&repo, &[]);
    assert_eq!(found["site"]["stages_beside"], serde_json::json!([".quarterdeck-staging-public-7"]));
    assert!(advice(&found)[0].contains("the next build removes"), "{found}");
    dated(repo.path(), ["build", "-q"]).ends(0);
    assert_eq!(advice(&doctor(&repo, &[])), Vec::<&str>::new());
    let found = doctor(&repo, &["--out", "accounts"]);
    assert_eq!(found["site"]["may_be_published"], false);
    assert!(advice(&found)[0].contains("choose another folder"), "{found}");
}

#[test]
fn what_is_wrong_with_files_in_force_is_told() {
    let repo = Repo::new();
    repo.room.write("theme/templates/plan.html", "mine");
    repo.room.write("theme/tempaltes/plan.html", "mine");
    repo.edit("quarterdeck.yaml", &[("name:", "nmae: x\nname:")]);
    repo.room.write("quarterdeck.yaml", repo.room.read("quarterdeck.yaml") + "rules: {enum-value: warn}\n");
    repo.edit(PLAN, &[("tier: A", "tier: Z")]);
    let found = doctor(&repo, &[]);
    assert_eq!(found["theme"]["replaced"], serde_json::json!(["templates/plan.html"]));
    let advice = advice(&found);
    assert!(advice.iter().any(|it| it.contains("1 mistake in the territory's own files, the first in quarterdeck.yaml:")), "{advice:?}");
    assert!(advice.iter().any(|it| it.starts_with("theme/tempaltes/plan.html: replaces nothing")), "{advice:?}");
    assert_eq!(found["config"]["levels"], serde_json::json!(["enum-value warn"]));
}
