//! `check --since`, `--staged` and `--new-only`: only what a change brought.

use std::collections::BTreeSet;

use crate::common::repo::{MAYA, PLAN, Repo};
use crate::common::{Ran, dated};

const OTHER: &str = "accounts/harbour-clinics/plan.md";

/// Two plans on a branch that left `main`, each with a mistake that `main` has already.
fn two() -> Repo {
    let repo = Repo::new();
    let plan = repo.room.read(PLAN).replace("northwind-health", "harbour-clinics").replace("Northwind Health Group", "Harbour Clinics");
    repo.room.write(OTHER, plan);
    repo.edit(OTHER, &[("stance: grow", "stance: grwo")]);
    repo.edit(PLAN, &[("tier: A", "tier: Z")]);
    repo.commit("2026-10-01", MAYA);
    repo.git(&["branch", "base"]);
    repo
}

/// Rule and account of each finding.
fn found(ran: &Ran) -> BTreeSet<String> {
    let document = ran.json();
    let findings = document["findings"].as_array().unwrap().iter();
    findings.map(|it| format!("{} {}", it["rule"].as_str().unwrap(), it["account"].as_str().unwrap_or("-"))).collect()
}

fn check(repo: &Repo, arguments: &[&str]) -> Ran {
    dated(repo.path(), ["check", "--format", "json", "--select", "enum-value,required-key,broken-link,unknown-key,placeholder"].iter().chain(arguments))
}

#[track_caller]
fn reports(repo: &Repo, arguments: &[&str], expected: &[&str]) -> Ran {
    let ran = check(repo, arguments);
    assert_eq!(found(&ran), expected.iter().map(|it| (*it).to_owned()).collect(), "{arguments:?}\n{}", ran.err);
    ran.ends(i32::from(!expected.is_empty()))
}

#[test]
fn only_plans_that_differ_are_reported_and_all_are_read() {
    let repo = two();
    reports(&repo, &[], &["enum-value northwind-health", "enum-value harbour-clinics"]);
    let ran = reports(&repo, &["--since", "base"], &[]);
    assert!(ran.err.contains("0 of 2 plans affected since ") && ran.err.contains(" (base)"), "{}", ran.err);
    repo.edit(PLAN, &[("Northwind Health Group", "Northwind Health")]);
    let ran = reports(&repo, &["--since", "base"], &["enum-value northwind-health"]);
    assert!(ran.err.contains("1 of 2 plans affected since ") && ran.err.contains(": 1 changed"), "{}", ran.err);
    let ran = check(&repo, &["--since", "base", "-v"]);
    assert!(ran.err.contains("northwind-health: changed\n"), "{}", ran.err);
}

#[test]
fn what_the_branch_left_behind_does_not_count_as_its_change() {
    let repo = two();
    repo.git(&["checkout", "-q", "-b", "work"]);
    repo.git(&["checkout", "-q", "base"]);
    repo.edit(OTHER, &[("Harbour Clinics", "Harbour")]);
    repo.commit("2026-10-02", MAYA);
    repo.git(&["checkout", "-q", "work"]);
    reports(&repo, &["--since", "base"], &[]);
}

#[test]
fn how_lines_end_is_no_difference_and_a_file_that_is_new_is_one() {
    let repo = two();
    let unix = repo.room.read(PLAN);
    repo.room.write(PLAN, unix.replace('\n', "\r\n"));
    reports(&repo, &["--since", "HEAD"], &[]);
    let plan = repo.room.read(OTHER).replace("harbour-clinics", "third-account");
    repo.room.write("accounts/third-account/plan.md", plan);
    reports(&repo, &["--since", "HEAD"], &["enum-value third-account"]);
}

#[test]
fn what_every_plan_is_judged_by_concerns_every_plan() {
    for (path, text) in [("quarterdeck.yaml", "# a comment\n"), ("people.yaml", "# a comment\n"), ("data/accounts.csv", "account,name\n")] {
        let repo = two();
        let before = std::fs::read_to_string(repo.at(path)).unwrap_or_default();
        repo.room.write(path, format!("{before}{text}"));
        let ran = reports(&repo, &["--since", "HEAD"], &["enum-value northwind-health", "enum-value harbour-clinics"]);
        assert!(ran.err.contains("all of 2 plans affected since ") && ran.err.contains(&format!(": {path} changed")), "{}", ran.err);
    }
}

#[test]
fn a_plan_that_refers_to_what_is_gone_is_concerned() {
    let repo = two();
    let text = repo.room.read(PLAN);
    repo.room.write(PLAN, format!("{text}\nSee [them](../harbour-clinics/plan.md).\n"));
    repo.commit("2026-10-02", MAYA);
    std::fs::remove_dir_all(repo.at("accounts/harbour-clinics")).unwrap();
    let ran = reports(&repo, &["--since", "HEAD"], &["enum-value northwind-health", "broken-link northwind-health"]);
    assert!(ran.err.contains("1 of 1 plan affected since ") && ran.err.contains("1 refers to what changed, 1 removed"), "{}", ran.err);
}

#[test]
fn only_what_is_new_counts() {
    let repo = two();
    reports(&repo, &["--since", "HEAD", "--new-only"], &[]);
    // everything moves down, one mistake is new, one that was there stays
    repo.edit(PLAN, &[("title: Northwind", "# a note\nobjektives: 1\ntitle: Northwind")]);
    reports(&repo, &["--since", "HEAD", "--new-only"], &["unknown-key northwind-health"]);
    reports(&repo, &["--since", "HEAD"], &["unknown-key northwind-health", "enum-value northwind-health"]);
    // a territory file that changed and made nothing wrong brings nothing
    repo.room.write("quarterdeck.yaml", format!("{}\n# changed\n", repo.room.read("quarterdeck.yaml")));
    reports(&repo, &["--since", "HEAD", "--new-only"], &["unknown-key northwind-health"]);
    dated(repo.path(), ["check", "--new-only"]).ends(2);
}

#[test]
fn a_page_of_the_team_s_own_is_a_change_of_its_own() {
    let repo = two();
    repo.room.write("pages/quarter.md", "# The quarter\n\n[them](../accounts/nobody/plan.md)\n");
    repo.commit("2026-10-02", MAYA);
    reports(&repo, &["--since", "HEAD"], &[]);
    repo.room.write("pages/quarter.md", "# The quarter\n\n[them](../accounts/nobody/plan.md)\n\n![](figure:growth_gapp)\n");
    reports(&repo, &["--since", "HEAD"], &["broken-link -"]);
    let new = check(&repo, &["--since", "HEAD", "--new-only"]).ends(1).json();
    assert_eq!(new["findings"].as_array().unwrap().len(), 1, "{new}");
}

#[test]
fn a_commit_against_itself_brings_nothing_new() {
    let repo = two();
    let ran = dated(repo.path(), ["check", "--since", "HEAD", "--new-only", "--format", "json", "--fail-on", "info"]).ends(0);
    assert_eq!(ran.json()["findings"].as_array().unwrap().len(), 0);
    // also when everything is looked at
    repo.room.write("people.yaml", format!("{}# x\n", repo.room.read("people.yaml")));
    let ran = dated(repo.path(), ["check", "--since", "HEAD", "--new-only", "--format", "json", "--fail-on", "info"]).ends(0);
    assert_eq!(ran.json()["findings"].as_array().unwrap().len(), 0);
}

#[test]
fn what_is_staged_is_checked_and_not_what_lies_there() {
    let repo = two();
    repo.edit(PLAN, &[("tier: Z", "tier: A")]);
    repo.git(&["add", PLAN]);
    repo.edit(PLAN, &[("stance: grow", "stance: shrink")]);
    reports(&repo, &["--staged"], &[]);
    reports(&repo, &["--since", "HEAD"], &["enum-value northwind-health"]);
    repo.git(&["add", PLAN]);
    reports(&repo, &["--staged"], &["enum-value northwind-health"]);
    let ran = reports(&repo, &["--staged", "--new-only"], &["enum-value northwind-health"]);
    assert!(ran.json()["findings"][0]["message"].as_str().unwrap().contains("shrink"));
}

#[test]
fn a_revision_that_is_not_there_is_exit_2_and_never_an_empty_success() {
    let repo = two();
    let refused = |arguments: &[&str], words: &[&str]| {
        let ran = check(&repo, arguments).ends(2);
        assert!(ran.out.is_empty() && words.iter().all(|word| ran.err.contains(word)), "{arguments:?}: {}", ran.err);
    };
    refused(&["--since", "nowhere"], &["there is no revision `nowhere`", "fetch-depth: 0"]);
    refused(&["--since", "--upload-pack=touch x"], &["there is no revision"]);
    repo.git(&["clone", "-q", "--depth=1", &format!("file://{}", repo.path().display()), "shallow"]);
    let ran = dated(&repo.at("shallow"), ["check", "--since", "HEAD"]).ends(2);
    assert!(ran.out.is_empty() && ran.err.contains("shallow clone") && ran.err.contains("fetch-depth: 0"), "{}", ran.err);
    repo.git(&["checkout", "-q", "--orphan", "alone"]);
    repo.commit("2026-10-03", MAYA);
    refused(&["--since", "base"], &["`base` and HEAD share no commit", "fetch-depth: 0"]);
    let room = crate::common::Room::new();
    dated(&room.example("land"), ["check", "--since", "HEAD"]).ends(2);
}

#[test]
fn a_comment_tells_scores_before_and_after_and_what_changed() {
    let repo = two();
    repo.edit(PLAN, &[("tier: Z", "tier: C"), ("growth_target: 900000", "growth_target: 950000")]);
    let ran = dated(repo.path(), ["check", "--since", "base", "--new-only", "--format", "markdown"]).ends(0);
    assert!(ran.out.starts_with("<!-- quarterdeck-report -->\n## Check\n\n**Passes.** "), "{}", ran.out);
    assert!(ran.out.lines().any(|line| line.starts_with("| Northwind Health Group |") && line.contains(" → ")), "{}", ran.out);
    assert!(ran.out.contains("\n## base (") && ran.out.contains(" → this change\n"), "{}", ran.out);
    assert!(ran.out.contains("950"), "{}", ran.out);
}

#[test]
fn what_a_plan_had_before_it_moved_is_not_new() {
    let repo = two();
    repo.git(&["mv", "accounts/northwind-health", "accounts/northwind"]);
    let moved = PLAN.replace("northwind-health", "northwind");
    repo.edit(&moved, &[("account: northwind-health", "account: northwind")]);
    reports(&repo, &["--since", "base"], &["enum-value northwind"]);
    reports(&repo, &["--since", "base", "--new-only"], &[]);
    repo.edit(&moved, &[("status: active", "status: actve")]);
    reports(&repo, &["--since", "base", "--new-only"], &["enum-value northwind"]);
}

/// Every finding, as rule, level and file, that a change of one territory file brings; the same committed, staged and not yet either.
#[track_caller]
fn brings(path: &str, (old, new): (&str, &str), expected: &[&str]) {
    let repo = two();
    let held = format!(
        "[\n  {{\"rule\": \"enum-value\", \"path\": \"{OTHER}\", \"at\": \"/stance\", \"added\": \"2026-09-01\"}},\n  {{\"rule\": \"unknown-key\", \"path\": \"{OTHER}\", \"at\": \"/gone\", \"added\": \"2026-09-01\"}}\n]\n"
    );
    repo.room.write("quarterdeck-baseline.json", held);
    repo.commit("2026-10-02", MAYA);
    let says = |arguments: &[&str], expected: &[&str]| {
        let ran = dated(repo.path(), ["check", "--new-only", "--format", "json"].iter().chain(arguments));
        let document = ran.json();
        let word = |it: &serde_json::Value, key: &str| it[key].as_str().unwrap().to_owned();
        let findings = document["findings"].as_array().unwrap().iter();
        let found: BTreeSet<String> =
            findings.filter(|it| it["severity"] != "info").map(|it| format!("{} {} {}", word(it, "rule"), word(it, "severity"), word(it, "path"))).collect();
        assert_eq!(found, expected.iter().map(|it| (*it).to_owned()).collect(), "{arguments:?} {path}: {old} -> {new}\n{}", ran.err);
        assert_eq!(ran.err.contains("nothing new to clear"), document["findings"].as_array().unwrap().is_empty(), "{}", ran.err);
    };
    says(&["--since", "HEAD"], &[]);
    let text = repo.room.read(path);
    assert!(text.contains(old), "{path} has no `{old}`");
    repo.room.write(path, text.replacen(old, new, 1));
    says(&["--since", "HEAD"], expected);
    repo.git(&["add", "-A"]);
    says(&["--staged"], expected);
    repo.commit("2026-10-03", MAYA);
    says(&["--since", "HEAD~1"], expected);
    // the next change finds it there, and is told so
    repo.edit(PLAN, &[("Northwind Health Group", "Northwind Health")]);
    let ran = dated(repo.path(), ["check", "--new-only", "--since", "HEAD"]).ends(0);
    assert!(ran.out.contains("nothing new to clear"), "{}", ran.out);
    let broken = expected.iter().filter(|it| it.ends_with(path) && it.contains(" error ")).count();
    assert_eq!(ran.out.contains(&format!("; {path} had {broken} error")), broken > 0, "{}", ran.out);
}

#[test]
fn what_a_territory_file_makes_wrong_is_new() {
    brings("quarterdeck.yaml", ("currency: USD", "currency: usd"), &["config-error error quarterdeck.yaml"]);
    brings("people.yaml", ("function: finance", "function: law"), &["config-error error people.yaml"]);
    brings("people.yaml", ("- {id: omar-haddad", "- bad: [\n- {id: omar-haddad"), &["config-error error people.yaml"]);
    // who left and still owns something
    let unknown = [format!("unknown-person error {PLAN}"), format!("unknown-person error {OTHER}")];
    brings("people.yaml", ("- {id: omar-haddad", "- {id: omar-smith"), &unknown.each_ref().map(String::as_str));
}

#[test]
fn a_level_that_is_raised_is_new_and_one_that_is_lowered_is_not() {
    for (before, after, code) in [("warn", "error", 1), ("error", "warn", 0), ("off", "error", 1), ("error", "error", 0)] {
        let repo = two();
        let settings = repo.room.read("quarterdeck.yaml");
        let level = |level: &str| repo.room.write("quarterdeck.yaml", format!("{settings}rules: {{enum-value: {level}}}\n"));
        level(before);
        repo.commit("2026-10-02", MAYA);
        level(after);
        let expected = ["enum-value northwind-health", "enum-value harbour-clinics"];
        reports(&repo, &["--since", "HEAD", "--new-only"], if code == 1 { &expected } else { &[] }).ends(code);
    }
}

#[test]
fn an_exception_that_ends_is_new() {
    let back = format!("enum-value error {OTHER}");
    let until = "\"added\": \"2026-09-01\", \"until\": \"2026-11-21\"";
    let expected = [back.as_str(), "expired-suppression error quarterdeck-baseline.json"];
    brings("quarterdeck-baseline.json", ("\"added\": \"2026-09-01\"", until), &expected);
    brings("quarterdeck-baseline.json", ("\"at\": \"/stance\"", "\"at\": \"/status\""), &[&back, "unused-baseline-entry warn quarterdeck-baseline.json"]);
}
