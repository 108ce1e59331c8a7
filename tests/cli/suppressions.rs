//! Comments in plans that accept findings.

use crate::common::repo::{PLAN, Repo};
use crate::common::{Ran, dated};

/// State and rule of each finding, with its reason where a report tells it.
fn states(ran: &Ran) -> Vec<String> {
    let document = ran.json();
    document["findings"].as_array().unwrap().iter().map(|it| format!("{} {}", it["state"].as_str().unwrap(), it["rule"].as_str().unwrap())).collect()
}

fn check(repo: &Repo, arguments: &[&str]) -> Ran {
    dated(repo.path(), ["--no-history", "check", "--format", "json"].iter().chain(arguments))
}

#[track_caller]
fn says(edits: &[(&str, &str)], arguments: &[&str], expected: &[&str], code: i32) -> Repo {
    let repo = Repo::new();
    repo.edit(PLAN, edits);
    let ran = check(&repo, arguments);
    assert_eq!(states(&ran), expected, "{}\n{}", ran.out, ran.err);
    ran.ends(code);
    repo
}

#[test]
fn a_reason_and_a_rule_accept_a_finding() {
    let repo = says(&[("tier: A", "tier: Z # quarterdeck: ignore[enum-value] -- the new tiers come in January")], &[], &["suppressed enum-value"], 0);
    let ran = dated(repo.path(), ["--no-history", "check"]).ends(0);
    assert!(ran.out.contains("nothing to clear, 1 suppressed"), "{}", ran.out);
    assert!(!ran.out.contains("enum-value"), "{}", ran.out);
    let counts = check(&repo, &[]).json()["counts"].clone();
    assert_eq!((counts["error"].as_u64(), counts["suppressed"].as_u64()), (Some(0), Some(1)));
    let sarif = dated(repo.path(), ["--no-history", "check", "--format", "sarif"]).ends(0).json();
    let suppression = &sarif["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!((suppression["kind"].as_str(), suppression["justification"].as_str()), (Some("inSource"), Some("the new tiers come in January")));
    let junit = dated(repo.path(), ["--no-history", "check", "--format", "junit"]).ends(0).out;
    assert!(junit.contains("<skipped message=\"the new tiers come in January\">"), "{junit}");
    for format in ["github", "gitlab", "rdjson", "markdown", "concise"] {
        assert!(!dated(repo.path(), ["--no-history", "check", "--format", format]).ends(0).out.contains("enum-value"), "{format}");
    }
    let all = check(&repo, &["--no-suppressions"]).ends(1);
    assert_eq!(states(&all), ["open enum-value"]);
}

#[test]
fn it_covers_the_entry_below_it_and_nothing_else() {
    let edit = ("tier: A", "# quarterdeck: ignore[enum-value] -- the new tiers come in January\ntier: Z");
    says(&[edit], &[], &["suppressed enum-value"], 0);
    says(&[edit, ("stance: grow", "stance: grwo")], &["--select", "enum-value"], &["open enum-value", "suppressed enum-value"], 1);
    let whole = ("schema: quarterdeck/1", "# quarterdeck: ignore-file[enum-value] -- imported, mended in January\nschema: quarterdeck/1");
    says(&[whole, ("tier: A", "tier: Z"), ("stance: grow", "stance: grwo")], &["--select", "enum-value"], &["suppressed enum-value"; 2], 0);
}

#[test]
fn a_day_that_has_passed_brings_the_finding_back() {
    let until = |day: &str| format!("tier: Z # quarterdeck: ignore[enum-value] -- the new tiers come until={day}");
    says(&[("tier: A", &until("2026-11-22"))], &[], &["suppressed enum-value"], 0);
    says(&[("tier: A", &until("2026-11-21"))], &[], &["open enum-value", "open expired-suppression"], 1);
}

#[test]
fn one_that_accepts_nothing_is_told_with_its_fix() {
    let repo = says(&[("tier: A", "tier: A # quarterdeck: ignore[enum-value] -- once needed")], &[], &["open unused-suppression"], 0);
    let fix = check(&repo, &[]).json()["findings"][0]["fix"].clone();
    assert_eq!((fix["safe"].as_bool(), fix["edits"][0]["text"].as_str()), (Some(true), Some("")));
    let text = repo.room.read(PLAN);
    let edit = &fix["edits"][0];
    let (start, end) = (edit["start"].as_u64().unwrap() as usize, edit["end"].as_u64().unwrap() as usize);
    assert_eq!(&text[start..end], " # quarterdeck: ignore[enum-value] -- once needed");
    assert_eq!(states(&check(&repo, &["--no-suppressions"]).ends(0)), Vec::<String>::new());
}

#[test]
fn one_without_a_form_accepts_nothing() {
    for comment in
        ["ignore[enum-value]", "ignore -- because", "ignore[enum-valu] -- because", "ignore[enum-value] -- because until=soon", "accept[enum-value] -- x"]
    {
        let edit = format!("tier: Z # quarterdeck: {comment}");
        says(&[("tier: A", &edit)], &[], &["open enum-value", "open suppression-form"], 1);
    }
    let ran =
        dated(says(&[("tier: A", "tier: A # quarterdeck: ignore[enum-valu] -- x")], &[], &["open suppression-form"], 1).path(), ["--no-history", "check"])
            .ends(1);
    assert!(ran.out.contains("there is no rule `enum-valu`") && ran.out.contains("did you mean `enum-value`?"), "{}", ran.out);
}

#[test]
fn syntax_and_the_rules_about_comments_cannot_be_accepted() {
    for rule in ["yaml-duplicate-key", "QD901", "suppression-form", "score-regression"] {
        let edit = format!("# quarterdeck: ignore[{rule}] -- because\ntier: A");
        says(&[("tier: A", &edit)], &[], &["open suppression-form"], 1);
    }
}

#[test]
fn a_narrative_is_told_the_same_way() {
    let repo = Repo::new();
    let text = repo.room.read(PLAN);
    repo.room.write(PLAN, format!("{text}\n<!-- quarterdeck: ignore[broken-link] -- the drawing comes in December -->\n\nSee the [drawing](drawing.pdf).\n"));
    assert_eq!(states(&check(&repo, &[]).ends(0)), ["suppressed broken-link"]);
}

#[test]
fn what_is_accepted_is_not_new() {
    let repo = Repo::new();
    repo.edit(PLAN, &[("tier: A", "tier: Z # quarterdeck: ignore[enum-value] -- the new tiers come in January")]);
    repo.commit("2026-10-02", crate::common::repo::MAYA);
    repo.edit(PLAN, &[(" # quarterdeck: ignore[enum-value] -- the new tiers come in January", "")]);
    let ran = check(&repo, &["--since", "HEAD", "--new-only"]).ends(0);
    assert_eq!(states(&ran), Vec::<String>::new(), "it was there before; only the reason is gone");
    assert_eq!(states(&check(&repo, &["--since", "HEAD"]).ends(1)), ["open enum-value"]);
}

#[test]
fn more_comments_than_anybody_reads_are_told_once() {
    let repo = Repo::new();
    let text = repo.room.read(PLAN);
    repo.room.write(PLAN, text + &"\n<!-- quarterdeck: ignore[raw-html] -- none here -->\n".repeat(2001));
    let ran = dated(repo.path(), ["--no-history", "check", "--format", "concise", "--select", "suppression-form"]).ends(1);
    assert!(ran.out.contains("more than 2000 comments") && ran.out.matches("suppression-form").count() == 1, "{}", ran.out);
}
