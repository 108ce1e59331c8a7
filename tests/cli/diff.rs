//! `diff`: two revisions in account words.

use crate::common::dated;
use crate::common::repo::{MAYA, PLAN, Repo, TOMAS};

const REFILL: &str = "      - {on: 2026-11-15, value: 29, source: ordering portal}\n";

/// A repository whose newest commit changed the plan so.
fn changed(replacements: &[(&str, &str)]) -> Repo {
    let repo = Repo::new();
    repo.change("2026-11-20", MAYA, replacements);
    repo
}

#[track_caller]
fn check(replacements: &[(&str, &str)], expected: &[&str]) {
    let repo = changed(replacements);
    let ran = dated(repo.path(), ["diff", "HEAD~1", "HEAD", "--format", "json"]).ends(0).json();
    let said: Vec<&str> =
        ran["accounts"].as_array().unwrap().iter().flat_map(|it| it["changes"].as_array().unwrap()).map(|it| it["text"].as_str().unwrap()).collect();
    assert_eq!(said, expected);
    // the working tree is that commit
    let ran = dated(repo.path(), ["diff", "HEAD~1", "--format", "json"]).ends(0).json();
    assert_eq!(ran["accounts"].as_array().unwrap().iter().map(|it| it["changes"].as_array().unwrap().len()).sum::<usize>(), expected.len());
}

#[test]
fn changes_are_told_in_account_words() {
    check(&[("close_by: 2027-01-29", "close_by: 2027-03-12")], &["close of *Theatre supply pilot, north campus* slipped 42 days to 12 March"]);
    check(&[("amount: 210000, basis", "amount: 172200, basis")], &["90-day projection −18 %, $210,000 → $172,200"]);
    check(
        &[("    status: doing\n    after", "    status: done\n    done_on: 2026-12-18\n    after")],
        &["one action done, late by 9 days: *Agree consignment terms for the pilot with Ruth Adeyemi*"],
    );
    check(&[("  by: [maya-chen, tomas-rivera]\n  on: 2026-10-02", "  by: [maya-chen, tomas-rivera]\n  on: 2026-11-20")], &["commitment renewed"]);
    check(
        &[("status: active", "status: in-review"), (REFILL, "")],
        &["status active → in review", "*Share of theatre supplies bought from us*: reading of 15 November removed, 29 % before"],
    );
}

#[test]
fn nothing_is_nothing() {
    let repo = changed(&[("tier: A", "tier: B")]);
    for arguments in [["diff", "HEAD", "HEAD"], ["diff", "HEAD~1", "HEAD~1"]] {
        let ran = dated(repo.path(), arguments).ends(0);
        assert!(ran.out.ends_with("nothing changed\n") && ran.out.lines().count() == 2, "{}", ran.out);
    }
    let ran = dated(repo.path(), ["diff", "HEAD"]).ends(0);
    assert!(ran.out.ends_with("nothing changed\n"), "{}", ran.out);
    // the same values in another spelling
    repo.change(
        "2026-11-21",
        TOMAS,
        &[
            ("title: Northwind Health Group", "title: \"Northwind Health Group\"  # the group"),
            ("tier: B\nposture: grow-share", "posture: 'grow-share'\ntier: B"),
        ],
    );
    let ran = dated(repo.path(), ["diff", "HEAD~1", "HEAD"]).ends(0);
    assert!(ran.out.ends_with("nothing changed\n"), "{}", ran.out);
}

#[test]
fn scores_move_by_their_terms() {
    let repo = changed(&[(REFILL, "")]);
    let ran = dated(repo.path(), ["diff", "HEAD~1", "HEAD"]).ends(0);
    assert!(ran.out.contains("benchmark_attainment"), "{}", ran.out);
    let json = dated(repo.path(), ["diff", "HEAD~1", "HEAD", "--format", "json"]).ends(0).json();
    assert_eq!(json["schema"], "quarterdeck-diff/1");
    assert_eq!(json["as_of"], "2026-11-22");
    assert_eq!(json["head"]["commit"].as_str().unwrap().len(), 40);
    let account = &json["accounts"][0];
    assert_eq!(account["account"], "northwind-health");
    let scores = account["scores"].as_array().unwrap();
    for score in scores {
        let terms = score["terms"].as_array().unwrap();
        assert!(!terms.is_empty() && terms.iter().all(|term| term["path"].is_string() && term["line"].as_u64().unwrap() > 0), "{score}");
        if let (Some(before), Some(after)) = (score["before"].as_f64(), score["after"].as_f64()) {
            let sum: f64 = terms.iter().map(|term| term["after"].as_f64().unwrap_or(0.0) - term["before"].as_f64().unwrap_or(0.0)).sum();
            assert!((sum - (after - before)).abs() < 0.05, "the terms of {} add up to {sum:.1}", score["key"]);
        }
    }
}

#[test]
fn a_change_of_policy_is_told_with_its_effect() {
    let repo = Repo::new();
    repo.edit("quarterdeck.yaml", &[("qualification: {min_growth_value: 250000}", "qualification: {min_growth_value: 250000, pass: 6}")]);
    let ran = dated(repo.path(), ["diff", "HEAD"]).ends(0);
    assert!(ran.out.contains("pass mark not set → 6"), "{}", ran.out);
    assert!(ran.out.contains("by that alone 1 plan is judged otherwise:"), "{}", ran.out);
    assert!(ran.out.contains("qualification warranted → not-warranted"), "{}", ran.out);
    let markdown = dated(repo.path(), ["diff", "HEAD", "--format", "markdown"]).ends(0).out;
    assert!(markdown.contains("### Policy\n\n- pass mark not set → 6\n"), "{markdown}");
}

#[test]
fn plans_come_go_and_move() {
    let repo = Repo::new();
    std::fs::create_dir_all(repo.at("accounts/northwind-group")).unwrap();
    std::fs::rename(repo.at(PLAN), repo.at("accounts/northwind-group/plan.md")).unwrap();
    repo.edit("accounts/northwind-group/plan.md", &[("account: northwind-health", "account: northwind-group"), ("tier: A", "tier: B")]);
    let ran = dated(repo.path(), ["diff", "HEAD"]).ends(0);
    assert!(ran.out.contains("folder northwind-health → northwind-group") && ran.out.contains("tier A → B"), "{}", ran.out);
    std::fs::remove_file(repo.at("accounts/northwind-group/plan.md")).unwrap();
    let ran = dated(repo.path(), ["diff", "HEAD"]).ends(0);
    assert!(ran.out.contains("plan removed: grow, tier A, Maya Chen"), "{}", ran.out);
    let ran = dated(repo.path(), ["diff", "HEAD", "HEAD"]).ends(0);
    assert!(ran.out.ends_with("nothing changed\n"));
}

#[test]
fn without_a_revision_it_says_what_to_do() {
    let repo = Repo::new();
    for words in ["nope", "--upload-pack=x", "-1", "HEAD:people.yaml"] {
        let ran = dated(repo.path(), ["diff", words]).ends(2);
        assert!(ran.err.contains("there is no revision `") && ran.out.is_empty(), "{}", ran.err);
    }
    let other = crate::common::Room::new();
    let territory = other.example("t");
    let ran = dated(&territory, ["diff", "HEAD"]).ends(2);
    assert!(ran.err.contains("lies in no Git repository"), "{}", ran.err);
    repo.change("2026-11-20", MAYA, &[("tier: A", "tier: B")]);
    repo.git(&["clone", "-q", "--depth=1", &format!("file://{}", repo.path().display()), "shallow"]);
    let ran = dated(&repo.at("shallow"), ["diff", "HEAD~1"]).ends(2);
    assert!(ran.err.contains("shallow clone") && ran.err.contains("git fetch --unshallow"), "{}", ran.err);
}

#[test]
fn a_plan_that_moves_takes_its_reviews_along() {
    let repo = Repo::new();
    let review = "accounts/northwind-health/reviews/2026-09-01.md";
    let held =
        "---\nschema: quarterdeck-review/1\naccount: northwind-health\nkind: account-plan\ndate: 2026-09-01\nstatus: held\nattendees: [maya-chen]\n---\n";
    repo.room.write(review, held);
    repo.commit("2026-11-19", MAYA);
    repo.git(&["mv", "accounts/northwind-health", "accounts/northwind"]);
    for path in [PLAN, review] {
        repo.edit(&path.replace("northwind-health", "northwind"), &[("account: northwind-health", "account: northwind")]);
    }
    repo.commit("2026-11-20", MAYA);
    let ran = dated(repo.path(), ["diff", "HEAD~1", "HEAD", "--format", "json"]).ends(0).json();
    let said: Vec<&str> =
        ran["accounts"].as_array().unwrap().iter().flat_map(|it| it["changes"].as_array().unwrap()).map(|it| it["text"].as_str().unwrap()).collect();
    assert_eq!(said, ["folder northwind-health → northwind"]);
}

/// What commits tell counts on both sides, so that the head has the score that `score` and the site give it.
#[test]
fn the_head_is_judged_as_score_judges_it() {
    let repo = changed(&[("tier: A", "tier: B")]);
    let readiness = |arguments: &[&str]| -> serde_json::Value {
        let ran = dated(repo.path(), [&["diff", "HEAD~1", "--format", "json"], arguments].concat()).ends(0).json();
        let scores = ran["accounts"][0]["scores"].as_array().unwrap().clone();
        scores.into_iter().find(|score| score["key"] == "readiness").map_or(serde_json::Value::Null, |score| score["after"].clone())
    };
    let scored = dated(repo.path(), ["score", "--format", "json"]).ends(0).json();
    assert_eq!(readiness(&[]), scored["plans"][0]["readiness"]["score"]);
    assert_ne!(readiness(&["--no-history"]), readiness(&[]));
    let ran = dated(repo.path(), ["diff", "HEAD~1", "--no-history"]).ends(0);
    assert!(ran.out.contains("judged without history"), "{}", ran.out);
    let ran = dated(repo.path(), ["diff", "HEAD~1"]).ends(0);
    assert!(!ran.out.contains("without history"), "{}", ran.out);
}
