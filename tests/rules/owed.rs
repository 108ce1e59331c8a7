//! QD100, QD101, QD102 by stance and status, and QD400–QD409: what a plan owes.

use crate::{check, findings, messages, one};

#[test]
fn a_full_plan_owes_more() {
    for key in ["posture", "qualification", "icp", "growth_target", "opportunities"] {
        check(&format!("~{key}\n"), &["required-key@1"]);
        check(&format!("~{key}\nstatus: draft\n"), &["required-key@1 (warn)"]);
        check(&format!("{key}: null\n"), &["empty-value@"]);
        check(&format!("~{key}\nstance: retain\n"), &[]);
    }
    check("opportunities: []\n", &["empty-value@"]);
    check("opportunities: []\nstance: retain\n", &[]);
    check("qualification: {}\n", &["empty-value@"]);
    check("icp: {scores: {}}\n", &["empty-value@"]);
    check("icp: {scores: []}\n", &["value-type@"]);
    // what follows from an unreadable stance is not said
    check("stance: gorw\n~posture\n", &["enum-value@"]);
    check("~stance\n~posture\n", &["required-key@1"]);
}

#[test]
fn a_live_plan_owes_more() {
    for key in ["selection", "obstacles", "team"] {
        check(&format!("~{key}\n"), &["required-key@1"]);
        check(&format!("~{key}\nstatus: in-review\n"), &["required-key@1"]);
        check(&format!("~{key}\nstatus: draft\n"), &["required-key@1 (warn)"]);
        check(
            &format!("~{key}\nstatus: closed\noutcome: {{value_added: yes, lesson: The count convinced more than the price.}}\n"),
            &["closed-with-open-deals@"],
        );
        check(&format!("{key}: null\n"), &["empty-value@"]);
    }
    check("obstacles: []\nteam: []\n", &["empty-value@", "empty-value@"]);
    check("people: []\n", &["empty-value@"]);
    check("status: closed\n", &["required-key@1", "closed-with-open-deals@"]);
    check("status: actve\n~team\n", &["enum-value@"]);
}

#[test]
fn a_misspelt_key_is_one_finding() {
    check("~posture\nposturee: grow-share\n", &["unknown-key@"]);
    check("~obstacles\nobstacels: []\n", &["unknown-key@"]);
    check("~asks\naskss: []\n", &["unknown-key@"]);
}

#[test]
fn items_owe_what_other_fields_ask_for() {
    check("people: [{id: p, name: P, title: T, buying_role: user, influence: 2, disposition: neutral, kdm: true}]\n", &["required-key@"]);
    check("opportunities: [{id: o, name: O, amount: 1, probability: 1, close_by: 2026-11-01, status: won}]\n", &["required-key@"]);
    let review = "=== accounts/northwind-health/reviews/2026-12-16.md\n---\nschema: quarterdeck-review/1\ntype: account-plan\ndate: 2026-12-16\nstatus: planned\n\
                  purpose: [strategy, problem]\nminutes: 90\nattendees: [maya-chen, tomas-rivera]\n---\n";
    check(review, &["required-key@2026-12-16.md:1"]);
}

#[test]
fn a_part_that_does_not_count_is_warned_of_once() {
    let warned = |example: &str| {
        let found = findings(example);
        assert!(matches!(found.as_slice(), [.., one] if one.starts_with("required-key@") && one.ends_with(" (warn)")), "{example}\n{found:?}");
        found.len()
    };
    assert_eq!(warned("projection_90d: [{brand: surgix, division: Surgical}]\n"), 1);
    assert_eq!(warned("icp: {scores: {opportunity_size: 2}, confirmed: {by: tomas-rivera}}\n"), 1);
    let readings = |rest: &str| {
        format!(
            "objectives: []\nbenchmarks: [{{id: surgical-share, text: Share of theatre supplies bought from us, unit: '%', direction: up, \
             baseline: {{value: 22, on: 2026-06-30}}, target: {{value: 45, by: 2027-12-31}}, readings: [{{on: 2026-10-30{rest}}}]}}]\n"
        )
    };
    check(&readings(", value: 26"), &["missing-horizon@"]);
    assert_eq!(warned(&readings("")), 2, "beside the missing horizon");
    let review = "=== accounts/northwind-health/reviews/2026-12-16.md\n---\nschema: quarterdeck-review/1\ntype: account-plan\ndate: 2026-12-16\nstatus: planned\n\
                  purpose: [strategy]\nminutes: 90\nattendees: [maya-chen, tomas-rivera]\ndecisions: [{owner: maya-chen}]\n---\n";
    check(review, &["required-key@2026-12-16.md:9 (warn)"]);
}

#[test]
fn a_draft_may_be_empty() {
    let draft =
        "status: draft\nobjectives: []\nactions: []\nbenchmarks: []\npeople: []\ncommitment: {}\nasks: []\nteam: []\nobstacles: []\nopportunities: []\n";
    let found = findings(draft);
    assert!(found.len() == 9 && found.iter().all(|finding| finding.ends_with("(warn)")), "{found:#?}");
    let bare = "~selection\n~obstacles\n~asks\n~team\n~posture\n~qualification\n~icp\n~growth_target\n~opportunities\n~benchmarks\nbenchmarks: []\n~commitment\ncommitment: {}\nstatus: draft\n";
    assert!(findings(bare).iter().all(|finding| finding.ends_with("(warn)")), "{:#?}", findings(bare));
    // in an active plan the same lists are errors, each with one finding
    let active = draft.replace("draft", "active");
    assert_eq!(findings(&active).len(), 9, "{:#?}", findings(&active));
    assert!(findings(&active).iter().all(|finding| !finding.contains('(')));
}

#[test]
fn not_applicable_is_an_answer_to_one_question_of_one_stance() {
    let all = |share: &str, market: &str| {
        format!(
            "qualification:\n  market_experience: {{answer: yes}}\n  solves_problem: {{answer: yes}}\n  growth_above_threshold: {{answer: yes}}\n  \
             share_below_limit: {{answer: {share}}}\n  strategic_market: {{answer: {market}}}\n  icp_match: {{answer: yes}}\n"
        )
    };
    check(&(all("n/a", "no") + "stance: acquire\nposture: penetrate\n"), &[]);
    one(&all("n/a", "no"), "value-type", "share_below_limit");
    one(&(all("n/a", "n/a") + "stance: acquire\nposture: penetrate\n"), "value-type", "strategic_market");
    check(&(all("n/a", "no") + "stance: gorw\n"), &["enum-value@"]);
}

#[test]
fn plans_are_earned() {
    let answers = |a: &str, b: &str| {
        format!(
            "qualification:\n  market_experience: {{answer: yes}}\n  solves_problem: {{answer: {a}}}\n  growth_above_threshold: {{answer: yes}}\n  \
             share_below_limit: {{answer: no}}\n  strategic_market: {{answer: {b}}}\n  icp_match: {{answer: yes}}\n"
        )
    };
    one(&answers("no", "no"), "not-qualified", "qualification:");
    one(&answers("unknown", "no"), "not-qualified", "qualification:");
    check(&answers("yes", "no"), &[]);
    check(&(answers("no", "no") + "status: draft\n"), &[]);
    check(&(answers("no", "no") + "stance: retain\n"), &[]);
    let waiver = |until: &str| {
        answers("no", "no") + &format!("waiver: {{for: [not-qualified], by: tomas-rivera, reason: Reference account of 2026., until: {until}}}\n")
    };
    check(&waiver("2026-11-22"), &[]);
    // past its day the finding returns, and the waiver is one itself
    check(&waiver("2026-11-21"), &["not-qualified@", "expired-suppression@"]);
    assert_eq!(
        messages(&answers("unknown", "no")),
        [
            "3 yes of 6 questions, 2 no, 1 unknown: an active plan needs 4 yes, so nobody can say yet whether the account warrants it | find out `solves_problem`; that would settle it"
        ]
    );
}

#[test]
fn figures_contradict_answers() {
    assert_eq!(
        messages("growth_target: 120000\n"),
        ["`growth_above_threshold` is answered yes, but the growth target 120,000 is under the threshold of 250,000 | answer `no`, or correct the figure"]
    );
    check("growth_target: 250000\n", &[]);
    let low = "icp: {scores: {opportunity_size: 0, company_size: 0, location: 0, market_experience: 0, application_experience: 0, strategic_market: 0, terms: 0, shipping: 0, quality: 1}, confirmed: {by: tomas-rivera, on: 2026-10-05}}\n";
    one(low, "qualification-contradiction", "icp_match");
    // with most criteria unknown the band is unknown, and nothing contradicts
    check("icp: {scores: {opportunity_size: 0}, confirmed: {by: tomas-rivera, on: 2026-10-05}}\n", &[]);
    let wallet = |total: u32| {
        format!(
            "~projection_90d\n=== data/revenue.csv\naccount,period,brand,division,product,amount,margin\nnorthwind-health,FY2026-Q1,surgix,Surgical,surgix-core,70000,0.4\n\
             northwind-health,FY2026-Q2,surgix,Surgical,surgix-core,70000,0.4\nnorthwind-health,FY2026-Q3,surgix,Surgical,surgix-core,70000,0.4\n\
             northwind-health,FY2026-Q4,surgix,Surgical,surgix-core,70000,0.4\n=== data/wallet.csv\naccount,product,total_purchases,source,as_of,confidence\n\
             northwind-health,surgix-core,{total},study,2026-09-30,0.8\n"
        )
    };
    check(&wallet(400_000), &["qualification-contradiction@"]);
    check(&wallet(400_001), &[]);
}

#[test]
fn commitments_are_whole() {
    one("commitment: {}\n", "commitment-missing", "commitment:");
    assert!(findings("commitment: {}\nstatus: draft\n").iter().all(|finding| finding.starts_with("commitment-missing@") && finding.ends_with("(warn)")));
    assert_eq!(
        messages("commitment: {statement: We will reach 45 % by 2028.}\n"),
        ["the commitment has nobody who commits and no date, so it binds nobody | add `by`, `on`"]
    );
    one("commitment: {statement: \"\", by: [maya-chen], on: 2026-10-02}\n", "commitment-missing", "commitment:");
    one("commitment: {statement: TBD, by: [], on: 2026-10-02}\n", "placeholder", "TBD");
    check("~commitment\n", &["required-key@1"]);
    check("commitment: null\n", &["empty-value@"]);
}

#[test]
fn horizons_actions_relationships() {
    let objectives = |a: &str, b: &str| {
        format!(
            "objectives:\n  - {{id: standardise-surgical, text: Become the standard by March 2028, kind: position, horizon: {a}, by: 2028-03-31}}\n  \
             - {{id: win-clinical-engineering, text: Win Sofia Lind by June 2027, kind: relationship, horizon: {b}, by: 2027-05-31}}\n"
        )
    };
    check(&objectives("long", "short"), &[]);
    one(&objectives("short", "short").replace("2028-03-31", "2027-09-30"), "missing-horizon", "objectives:");
    one(&objectives("long", "long"), "missing-horizon", "objectives:");
    check(&(objectives("long", "long") + "status: draft\n"), &["missing-horizon@"]);
    check(&objectives("long", "shrt"), &["enum-value@"]);
    check("actions: []\n", &["objective-without-action@", "objective-without-action@"]);
    // nobody works on what was dropped; what is done was worked on
    let second = |status: &str| {
        format!(
            "actions:\n  - {{id: x, objective: standardise-surgical, text: Agree the pilot terms with Ruth Adeyemi, kind: relationship, owner: maya-chen, due: 2026-12-09, status: doing}}\n  \
             - {{id: y, objective: win-clinical-engineering, text: Meet Sofia Lind about the scanner trial, owner: maya-chen, due: 2026-11-19, status: {status}}}\n"
        )
    };
    one(&second("dropped"), "objective-without-action", "id: win-clinical-engineering");
    assert!(messages(&second("dropped"))[0].starts_with("what was to serve the objective `win-clinical-engineering` was dropped, so nobody is working on it"));
    check(&second("done, done_on: 2026-11-19"), &[]);
}

#[test]
fn silence_is_no_ask() {
    for asks in [
        "[]",
        "{none: \"\"}",
        "{none: Nothing.}",
        "{none: don’t know}",
        "[{id: a, what: Don't know, from: tomas-rivera, by: 2026-12-04, kind: access, status: open}]",
    ] {
        let example = format!(
            "asks: {asks}\nactions:\n  - {{id: x, objective: standardise-surgical, text: Agree the pilot terms with Ruth Adeyemi, owner: maya-chen, due: 2026-12-09, status: doing}}\n  - {{id: y, objective: win-clinical-engineering, text: Meet Sofia Lind about the scanner trial, owner: maya-chen, due: 2027-03-19, status: planned}}\n"
        );
        one(&example, "asks-missing", "asks:");
    }
    check("~asks\nstatus: draft\n", &["asks-missing@1 (warn)"]);
    check("~asks\nstatus: closed\noutcome: {value_added: yes, lesson: The count convinced more than the price.}\n", &["closed-with-open-deals@"]);
}

#[test]
fn what_is_over_says_so_in_its_status() {
    let action = |rest: &str| {
        format!(
            "actions:\n  - {{id: a, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, kind: relationship, owner: maya-chen, due: 2026-12-09, {rest}}}\n  - {{id: b, objective: win-clinical-engineering, text: Set up a four-week scanner trial with Sofia Lind, owner: maya-chen, due: 2027-03-19, status: planned}}\n"
        )
    };
    for status in ["planned", "doing", "dropped"] {
        one(&action(&format!("status: {status}, done_on: 2026-11-20")), "status-mismatch", "id: a");
    }
    check(&action("status: done, done_on: 2026-11-20"), &[]);
    check(&action("status: doing, done_on: null"), &[]);
    // one mistake, one finding
    check(&action("status: doing, done_on: 2027-11-20"), &["future-date@"]);
    check(&action("status: doing, done_on: ''"), &["empty-value@"]);
    assert_eq!(
        messages(&action("status: doing, done_on: 2026-11-20")),
        ["`done_on` is given, but the action `a` is doing | write `status: done`, or take `done_on` out"]
    );
    let deal = |rest: &str| {
        format!(
            "opportunities:\n  - {{id: o, name: Lab, amount: 240000, probability: 0.6, close_by: 2027-01-29, requalified_on: 2026-11-12, timing_confirmed_on: 2026-11-12, {rest}}}\n"
        )
    };
    for status in ["open", "parked"] {
        let found = messages(&deal(&format!("status: {status}, closed_on: 2026-11-01")));
        let expected = format!("`closed_on` is given, but the opportunity `o` is {status} | write `status: won` or `status: lost`, or take `closed_on` out");
        assert!(found.contains(&expected), "{found:#?}");
    }
    check("outcome: {value_added: yes, lesson: The count convinced more than the price.}\n", &["status-mismatch@"]);
    check("status: draft\noutcome: {value_added: yes, lesson: The count convinced more than the price.}\n", &["status-mismatch@"]);
}

#[test]
fn an_empty_text_is_empty_wherever_it_stands() {
    for field in ["manager: ''", "exec_sponsor: ' '", "title: \"\"", "swot: {strengths: ['']}", "competition:\n  - {name: Halden Medical, where: ''}"] {
        let found = findings(&format!("{field}\n"));
        assert!(found.len() == 1 && found[0].starts_with("empty-value@"), "{field}: {found:?}");
    }
    let ask = "asks:\n  - {id: cpo-dinner, what: Host Ruth Adeyemi and our COO on 9 December 2026, from: tomas-rivera, by: '', kind: access, status: open}\n";
    let found = findings(ask);
    assert!(found.iter().any(|it| it.starts_with("empty-value@")), "{found:?}");
    // null means absent where a field may be missing, and nothing where it may not
    check("manager: null\n", &[]);
    check("selection: {on: null, by: tomas-rivera, rationale: Two divisions buy nothing from us yet.}\n", &["empty-value@"]);
    check("commitment: {statement: We will standardise theatres by March 2028., by: [maya-chen], on: null}\n", &["commitment-missing@"]);
    check("custom: {note: ''}\n", &[]);
}
