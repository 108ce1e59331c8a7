//! Gates, checks, levels, and the way to ready.

use rust_decimal::Decimal;

use std::sync::Arc;

use super::with;
use crate::base::date::Date;
use crate::model::past::History;
use crate::rules::example;
use crate::scores::readiness::result::ReadinessCheck;
use crate::scores::readiness::{BLOCKS, level};
use crate::source::fixture;

/// A gate: `met | measured`.
#[track_caller]
fn gate(key: &str, patch: &str, expected: &str) {
    let shown = with(patch, |analysis| {
        let gate = analysis.cards[0].readiness.gates().into_iter().find(|gate| gate.key == key);
        gate.map_or("–".to_owned(), |gate| format!("{} | {}", if gate.met { "met" } else { "unmet" }, gate.measured))
    });
    assert_eq!(shown, expected, "gate {key} after\n{patch}");
}

/// A check, `block/key`: `passed | because`.
#[track_caller]
fn check(key: &str, patch: &str, expected: &str) {
    let (block, name) = key.split_once('/').unwrap();
    assert!(BLOCKS.iter().any(|it| it.key == block && it.checks.iter().any(|check| check.key == name)), "there is no check {key}");
    let shown = with(patch, |analysis| {
        let block = analysis.cards[0].readiness.blocks().into_iter().find(|it| it.key == block);
        block.and_then(|block| block.checks.into_iter().find(|check| check.key == name)).map_or("–".to_owned(), |check| {
            let word = match (check.passed, check.waived) {
                (Some(true), _) => "yes",
                (Some(false), true) => "waived",
                (Some(false), false) => "no",
                (None, _) => "?",
            };
            format!("{word} | {}", check.because)
        })
    });
    assert_eq!(shown, expected, "check {key} after\n{patch}");
}

/// The level, the score with its confidence, and the path.
#[track_caller]
fn path(patch: &str, expected: &str) {
    let shown = with(patch, |analysis| {
        let readiness = &analysis.cards[0].readiness;
        let value = readiness.score.value.map_or("null".to_owned(), |value| format!("{value:.1}"));
        let steps = readiness.path_to_ready().iter().map(|step| format!("\n{} → {}", step.action, step.unlocks.as_str())).collect::<String>();
        format!("{} {} {value} @ {}{steps}", readiness.level.as_str(), readiness.verdict().as_str(), readiness.score.confidence.normalize())
    });
    assert_eq!(shown, expected, "readiness after\n{patch}");
}

const NO_REVIEW: &str = "=== accounts/northwind-health/reviews/2026-12-16.md\n---\nschema: quarterdeck-review/1\ntype: account-plan\ndate: 2026-06-16\nstatus: held\npurpose: [strategy]\n---\n";

/// The one action of the second objective is dropped.
const DROPPED: &str = "actions:\n  \
    - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, owner: maya-chen, due: 2026-12-09, status: doing}\n  \
    - {id: scanner-trial, objective: win-clinical-engineering, text: Set up a scanner trial with Sofia Lind in March 2027, owner: maya-chen, due: 2027-03-19, status: dropped}\n";

fn review(fields: &str) -> String {
    format!("=== accounts/northwind-health/reviews/2026-12-16.md\n---\nschema: quarterdeck-review/1\ntype: account-plan\nstatus: planned\n{fields}\n---\n")
}

#[test]
fn weighs_a_hundred() {
    assert_eq!(BLOCKS.iter().map(|block| block.weight).sum::<i64>(), 100);
}

#[test]
fn keeps_the_gates() {
    gate("schema", "", "met | no error");
    gate("schema", "tier: D\nstance: hold", "unmet | 2 errors");
    // what stance and status ask for counts too, once it is an error
    for key in ["team", "obstacles", "opportunities", "people"] {
        gate("schema", &format!("{key}: []"), "unmet | 1 error");
        gate("schema", &format!("{key}: []\nstatus: draft"), "met | no error");
    }
    gate("schema", "~selection", "unmet | 1 error");
    gate("schema", "status: closed", "unmet | 1 error");
    gate("qualification", "", "met | 5 yes, 1 no, 0 unknown");
    gate("qualification", "stance: retain", "–");
    let unsure = "qualification:\n  market_experience: {answer: yes}\n  solves_problem: {answer: unknown}\n";
    gate("qualification", unsure, "unmet | 1 yes, 0 no, 5 unknown");
    let waiver = |until: &str| format!("{unsure}waiver: {{for: [not-qualified], by: tomas-rivera, reason: Reference account, until: {until}}}");
    gate("qualification", &waiver("2026-11-22"), "met | 1 yes, 0 no, 5 unknown; waived until 2026-11-22");
    // by its code as by its name
    gate("qualification", &waiver("2026-11-22").replace("not-qualified", "QD400"), "met | 1 yes, 0 no, 5 unknown; waived until 2026-11-22");
    gate("qualification", &waiver("2026-11-21"), "unmet | 1 yes, 0 no, 5 unknown");
    gate("horizons", "objectives: []", "unmet | 0 short, 0 long");
    gate("actions", "actions: []", "unmet | 0 of 2 objectives with an action");
    gate("actions", "objectives: []\nactions: []", "unmet | 0 of 0 objectives with an action");
    // what was dropped is no work
    gate("actions", DROPPED, "unmet | 1 of 2 objectives with an action");
    gate("benchmarks", "benchmarks: []", "unmet | no benchmark");
    gate("commitment", "commitment: {statement: We will, by: [maya-chen], on: 2026-10-01}", "met | 1 person, 2026-10-01");
    gate("commitment", "commitment: {statement: We will, by: [maya-chen], on: 2026-09-30}", "unmet | 1 person, 2026-09-30");
    gate("commitment", "status: draft\ncommitment: {}", "unmet | nobody, no date, no statement");
    gate("asks", "asks: {none: The pilot is staffed and paid for.}", "met | nothing is needed");
    gate("asks", "asks: {none: don't know}", "unmet | nothing is needed, without a reason");
    gate("asks", "status: draft\nasks: []", "unmet | no ask");
    gate("asks", "status: draft\n~asks", "unmet | not answered");
    gate("purpose", "", "met | strategy and problem, 2026-12-16");
    gate("purpose", NO_REVIEW, "unmet | no account-plan review is planned");
    gate("purpose", &review("date: 2026-11-22\npurpose: [execution]"), "met | execution, 2026-11-22");
    gate("purpose", &review("date: 2026-11-21\npurpose: [execution]"), "unmet | no account-plan review is planned");
}

#[test]
fn checks_the_meeting() {
    check("purpose/minutes", "", "yes | 90 minutes of 90 for tier A");
    check("purpose/minutes", &review("date: 2026-12-16\npurpose: [strategy]\nminutes: 89"), "no | 89 minutes of 90 for tier A");
    check("purpose/minutes", "tier: B", "–");
    check("purpose/manager-attends", &review("date: 2026-12-16\npurpose: [strategy]"), "no | Tomas Rivera is not among the attendees");
    check("purpose/manager-attends", NO_REVIEW, "? | no account-plan review is planned");
    check("purpose/pre-read", "", "–");
    check("purpose/pre-read", &review("date: 2026-11-26\npurpose: [strategy]"), "no | not sent, due 2026-11-21");
    check("purpose/pre-read", &review("date: 2026-11-27\npurpose: [strategy]"), "–");
    check("purpose/pre-read", &review("date: 2026-11-26\npurpose: [strategy]\npre_read_sent_on: 2026-11-21"), "yes | sent 2026-11-21, due 2026-11-21");
    check("purpose/homework", "", "–");
    check(
        "purpose/homework",
        "homework: [{question: What did it cost in 2025?, assignee: omar-haddad, due: 2026-11-22}]",
        "no | 0 of 1 homework question done",
    );
}

#[test]
fn checks_the_money() {
    check("money/tier", "", "yes | declared A, computed A");
    check("money/tier", "tier: B", "no | declared B, computed A");
    check("money/tier", "tier: B\nwaiver: {for: [QD416], by: tomas-rivera, reason: New market, until: 2026-11-22}", "waived | declared B, computed A");
    check("money/tier", "tier: B\nwaiver: {for: [tier-mismatch], by: tomas-rivera, reason: New market, until: 2026-11-22}", "waived | declared B, computed A");
    check("money/tier", "status: draft", "–");
    let one = |date: &str| {
        format!("opportunities:\n  - {{id: a, name: Pilot, amount: 1, probability: 0.5, close_by: 2027-01-29, status: open, requalified_on: {date}}}")
    };
    check("money/amounts", &one("2026-10-01"), "yes | amount re-qualified in FY2027-Q1 for 1 of 1 open opportunity");
    check("money/amounts", &one("2026-09-30"), "no | amount re-qualified in FY2027-Q1 for 0 of 1 open opportunity");
    check("money/timing", &one("2026-10-01"), "no | timing confirmed in FY2027-Q1 for 0 of 1 open opportunity");
    let timed = |close: &str| one("2026-10-01, timing_confirmed_on: 2026-10-01").replace("2027-01-29", close);
    check("money/timing", &timed("2026-11-22"), "yes | timing confirmed in FY2027-Q1 for 1 of 1 open opportunity");
    check("money/timing", &timed("2026-11-21"), "no | timing confirmed in FY2027-Q1 for 0 of 1 open opportunity");
    check("money/timing", "opportunities: []", "no | no open opportunity");
    check("money/timing", "stance: retain\nopportunities: []", "–");
    check("money/quota", "", "–");
    check("money/quota", "=== data/quota.csv\naccount,period,amount\nnorthwind-health,FY2027-Q1,100\n", "yes | quota for FY2027-Q1");
    check("money/quota", "=== data/quota.csv\naccount,period,amount\nnorthwind-health,FY2027-03,100\n", "yes | quota for FY2027-Q1");
    check("money/quota", "=== data/quota.csv\naccount,period,amount\nnorthwind-health,FY2027-Q2,100\n", "no | no quota for FY2027-Q1");
    // an account to acquire is asked for nothing before the quarter in which its quota begins
    let acquire = |rows: &str| format!("stance: acquire\nposture: penetrate\n=== data/quota.csv\naccount,period,amount\n{rows}");
    check("money/quota", &acquire("northwind-health,FY2027-Q2,100\n"), "yes | none is set for FY2027-Q1: the quota begins with FY2027-Q2");
    check("money/quota", &acquire("northwind-health,FY2026-Q4,100\n"), "no | no quota for FY2027-Q1");
    check("money/quota", &acquire("northwind-health,FY2026-Q4,100\nnorthwind-health,FY2027-Q2,100\n"), "no | no quota for FY2027-Q1");
    check("money/quota", &acquire(""), "no | no quota for FY2027-Q1");
    let row = "=== data/revenue.csv\naccount,period,brand,division,product,amount,margin\nnorthwind-health,FY2026-Q4,surgix,Surgical,surgix-core,80,0.3\n";
    check("revenue/history", "", "–");
    check("revenue/history", row, "no | 1 of the last 4 fiscal quarters in revenue.csv");
    // a quarter that the table covers, and in which it has no row of a customer, is one without sales
    let rows = |quarters: &str| {
        let row = |it: &str| {
            let (account, period) = it.split_once(' ').unwrap();
            format!("{account},{period},surgix,Surgical,surgix-core,80,0.3\n")
        };
        format!("=== data/revenue.csv\naccount,period,brand,division,product,amount,margin\n{}", quarters.split(", ").map(row).collect::<String>())
            + "=== data/accounts.csv\naccount,name,stance\nnorthwind-health,Northwind,grow\nelm-park,Elm Park,retain\n"
    };
    let year = "elm-park FY2026-Q1, elm-park FY2026-Q2, elm-park FY2026-Q3, elm-park FY2026-Q4";
    let dormant = rows(&format!("northwind-health FY2025-Q2, {year}"));
    check("revenue/history", &dormant, "yes | 4 of the last 4 fiscal quarters in revenue.csv, nothing sold in 4");
    check("revenue/split", &dormant, "–");
    check("revenue/history", &rows(&format!("northwind-health FY2026-Q3, {year}")), "yes | 4 of the last 4 fiscal quarters in revenue.csv, nothing sold in 3");
    let short = rows("northwind-health FY2025-Q2, elm-park FY2026-Q1, elm-park FY2026-Q3");
    check("revenue/history", &short, "yes | 4 of the last 4 fiscal quarters in revenue.csv, nothing sold in 4");
    let undated = crate::rules::example::TERRITORY.replace("data:\n  revenue: {source: ERP export, as_of: 2026-11-15}\n", "");
    let short = format!("{short}=== quarterdeck.yaml\n{undated}");
    check("revenue/history", &short, "no | 3 of the last 4 fiscal quarters in revenue.csv, nothing sold in 3");
    // of an account that the table never names nobody knows whether nothing was sold or nothing was exported
    check("revenue/history", &rows(year), "no | 0 of the last 4 fiscal quarters in revenue.csv");
    check("revenue/split", row, "yes | 1 of 1 revenue row with brand and division");
    check("revenue/projection", row, "yes | projection for 1 of 1 brand sold");
    check("revenue/projection-error", row, "? | needs the plan's history");
    // the last day of FY2026-Q4 is 53 days before the as-of date
    check("revenue/data-date", &format!("{row}=== quarterdeck.yaml\n{undated}"), "no | revenue as of 2026-09-30, at most 45 days old");
}

#[test]
fn checks_people() {
    let person = |fields: &str| format!("people:\n  - {{id: a, name: A B, title: C, buying_role: economic, influence: 5, kdm: true, {fields}}}");
    check(
        "people/verified",
        &person("in_power: yes, verified_on: 2026-08-22, disposition: neutral"),
        "yes | 1 of 1 key decision maker verified since 2026-08-22",
    );
    check(
        "people/verified",
        &person("in_power: yes, verified_on: 2026-08-21, disposition: neutral"),
        "no | 0 of 1 key decision maker verified since 2026-08-22",
    );
    check(
        "people/verified",
        &person("in_power: unknown, verified_on: 2026-11-01, disposition: neutral"),
        "no | 0 of 1 key decision maker verified since 2026-08-22",
    );
    check("people/verified", "people: []", "no | no key decision maker is named");
    check("people/met", &person("in_power: yes, last_met: 2026-10-01, disposition: neutral"), "yes | 1 of 1 key decision maker in power met in FY2027-Q1");
    check("people/met", &person("in_power: yes, last_met: 2026-09-30, disposition: neutral"), "no | 0 of 1 key decision maker in power met in FY2027-Q1");
    check("people/met", &person("in_power: unknown, disposition: neutral"), "? | nobody is known to be in power");
    check("people/disposition", &person("in_power: yes, disposition: unknown"), "no | 0 of 1 key decision maker with a known disposition");
    let meeting = |on: &str| person(&format!("in_power: yes, disposition: neutral, next_meeting: {{on: {on}}}"));
    check("people/meetings", &meeting("2027-02-20"), "yes | 1 of 1 key decision maker in power with a meeting within 90 days");
    check("people/meetings", &meeting("2027-02-21"), "no | 0 of 1 key decision maker in power with a meeting within 90 days");
    check("people/meetings", &meeting("2026-11-21"), "no | 0 of 1 key decision maker in power with a meeting within 90 days");
    check("people/new-people", &person("in_power: yes, disposition: neutral, first_seen: 2026-10-01"), "yes | 1 person first seen in FY2027-Q1");
    check("people/new-people", &person("in_power: yes, disposition: neutral, first_seen: 2025-10-01"), "yes | nobody new in FY2027-Q1");
    check("people/new-people", "", "? | needs the plan's history");
    check("people/threads", "", "yes | 2 champions or supporters in power, 2 are wanted");
    check("people/threads", &person("in_power: yes, disposition: champion"), "no | 1 champion or supporter in power, 2 are wanted");
}

#[test]
fn checks_issues_and_work() {
    check("issues/obstacles", "obstacles: []", "no | 0 obstacles named, 0 emerged or grown");
    check(
        "issues/support",
        "obstacles:\n  - {id: a, what: Budget freeze, trend: grown, impact: high}",
        "no | support stated for 0 of 1 obstacle that emerged or grew",
    );
    check("issues/support", "obstacles:\n  - {id: a, what: Budget freeze, trend: steady, impact: high}", "–");
    check("issues/specific", "", "yes | 1 of 1 obstacle specific");
    check("issues/specific", "obstacles:\n  - {id: a, what: Budget freeze, trend: grown, impact: high}", "no | 0 of 1 obstacle specific");
    check("issues/specific", "obstacles: []", "–");
    // 2027-02-20 is the last near day; seven of ten are not too many
    let objectives = |near: usize, far: usize| {
        let one = |(index, by): (usize, &str)| format!("  - {{id: o{index}, text: Sell more, kind: position, horizon: long, by: {by}}}\n");
        let all = std::iter::repeat_n("2027-02-20", near).chain(std::iter::repeat_n("2027-02-21", far));
        format!("objectives:\n{}actions: []\nopportunities: []", all.enumerate().map(one).collect::<String>())
    };
    check("strategy/long-view", &objectives(7, 3), "yes | 7 of 10 due by 2027-02-20: 70 % of at most 70 %");
    check("strategy/long-view", &objectives(3, 1), "no | 3 of 4 due by 2027-02-20: 75 % of at most 70 %");
    check("strategy/long-view", &objectives(0, 0).replace("objectives:\n", "objectives: []\n"), "–");
    check("strategy/sections", "", "yes | 6 of 6 sections written");
    check("strategy/sections", "---\n## Risks\n## Strategy\n\nTBD\n", "no | 4 of 6 sections written");
    check(
        "strategy/sections",
        "---\n~## Situation\n~## Customer goals and needs\n~## Strategy\n~## Relationship plan\n~## Growth plan\n~## Risks\n## strategy\n\nOne theatre first.\n",
        "no | 1 of 6 sections written",
    );
    check("strategy/sections", "stance: retain\nposture: defend\ncompetition: []", "no | no rival named");
    check(
        "strategy/not-only-revenue",
        "objectives:\n  - {id: standardise-surgical, text: Sell, kind: revenue, horizon: long, by: 2028-03-31}",
        "no | 0 of 1 objective beyond revenue",
    );
    let action = |fields: &str| format!("actions:\n  - {{id: a, objective: standardise-surgical, text: Call Karl, owner: maya-chen, {fields}}}");
    check("execution/actions-done", &action("due: 2026-11-01, status: doing"), "no | 0 of 1 due action done");
    check("execution/actions-done", &action("due: 2026-12-01, status: doing"), "–");
    check("execution/blocked", &action("due: 2026-12-01, status: blocked"), "no | 1 of 1 blocked action without an ask");
    check("execution/blocked", &action("due: 2026-12-01, status: blocked, needs: cpo-dinner"), "yes | 0 of 1 blocked action without an ask");
    check("execution/slips", "", "? | needs the plan's history");
    let benchmark = |value: &str| {
        format!(
            "benchmarks:\n  - {{id: share-of-a, text: Share, unit: pct, direction: up, baseline: {{value: 0, on: 2026-10-03}}, target: {{value: 100, by: 2027-01-11}}, readings: [{{on: 2026-11-01, value: {value}}}]}}\n"
        )
    };
    // half of the time is gone: 0.9 of the pace is 45
    check("benchmarks/on-track", &format!("{}obstacles: []", benchmark("45")), "yes | 1 of 1 measured on track");
    check(
        "benchmarks/on-track",
        &format!("{}obstacles: []", benchmark("44")),
        "no | 0 of 1 measured on track; no obstacle names `share-of-a`, and none emerged or grew",
    );
    check("benchmarks/on-track", &benchmark("44"), "yes | 0 of 1 measured on track; the obstacle `single-source-policy` emerged or grew");
    // who names it explains it, whatever the trend
    let obstacle = |what: &str| format!("{}obstacles:\n  - {{id: doors, what: \"{what}\", trend: steady, impact: low}}\n", benchmark("44"));
    check("benchmarks/on-track", &obstacle("Four doors hold back share-of-a"), "yes | 0 of 1 measured on track; the obstacle `doors` explains it");
    check(
        "benchmarks/on-track",
        &obstacle("Four doors hold back share-of-a-half"),
        "no | 0 of 1 measured on track; no obstacle names `share-of-a`, and none emerged or grew",
    );
    check("preparation/evidence", "", "yes | evidence for 6 of 9 judgements");
    check("preparation/placeholders", "", "yes | no placeholder");
    check("preparation/placeholders", "title: TBD", "no | 1 placeholder");
    check("preparation/placeholders", "---\n## Situation\n\nTODO\n", "no | 1 placeholder");
    check("preparation/two-days", "", "? | needs the plan's history");
    check("asks/complete", "", "yes | 1 of 1 ask has what, from, by and kind");
    check("asks/resolved", "", "–");
    check(
        "asks/resolved",
        "asks:\n  - {id: cpo-dinner, what: Host the COO, from: tomas-rivera, by: 2026-11-21, kind: access, status: open}",
        "no | 0 of 1 ask whose day has passed answered",
    );
    // one that is due today is not late yet
    let decided = |by: &str| {
        format!(
            "=== accounts/northwind-health/reviews/2026-09-16.md\n---\nschema: quarterdeck-review/1\ntype: account-plan\ndate: 2026-09-16\nstatus: held\n\
                 purpose: [strategy]\ndecisions: [{{what: Offer consignment, owner: maya-chen{by}}}]\n---\n"
        )
    };
    check("since-review/decisions", &decided(", by: 2026-11-22"), "–");
    check("since-review/decisions", &decided(", by: 2026-11-21"), "no | 0 of 1 decision of 2026-09-16 carried out");
    check("since-review/decisions", &decided(""), "no | 0 of 1 decision of 2026-09-16 carried out");
    check("since-review/decisions", "", "yes | 1 of 1 decision of 2026-09-16 carried out");
    check("since-review/changed", "", "? | needs the plan's history");
}

#[test]
fn climbs_the_levels() {
    let seventy = Decimal::from(70);
    let at = |met, value: Option<i64>, failing| level(met, value.map(|value| Decimal::new(value, 1)), failing, seventy).as_str();
    assert_eq!(at(false, Some(1000), false), "basic");
    assert_eq!(at(true, Some(699), false), "bronze");
    assert_eq!(at(true, None, false), "bronze");
    assert_eq!(at(true, Some(700), true), "silver");
    assert_eq!(at(true, Some(700), false), "gold");
}

#[test]
fn finds_the_way() {
    // 81 of 92 applicable points are known; the tier is a third of its block
    path("", "gold ready 100.0 @ 0.88");
    path("tier: B", "silver ready-with-gaps 95.9 @ 0.88\nSettle the tier: declared B, computed A → gold");
    // a waiver earns no points, and holds nothing up
    path("tier: B\nwaiver: {for: [tier-mismatch], by: tomas-rivera, reason: New market, until: 2027-11-22}", "gold ready 95.9 @ 0.88");
    // one edit mends the gate and the two checks behind it
    let agreed = |day: &str| NO_REVIEW.replace("date: 2026-06-16\n", &format!("date: 2026-10-16\nnext_review: {day}\n"));
    let with = |file: &str| format!("basic prepare-first 94.5 @ 0.79\nPlan the next account-plan review under `reviews/{file}`, with its purpose → gold");
    path(&agreed("2026-12-09"), &with("2026-12-09.md"));
    // a day that is gone, and one whose file is there
    path(&agreed("2026-11-21"), &with(""));
    path(&agreed("2026-12-16"), &with(""));
    path(NO_REVIEW, "basic prepare-first 94.7 @ 0.82\nPlan the next account-plan review under `reviews/`, with its purpose → gold");
    path(
        &format!("people: []\ncommitment: {{statement: We will, by: [maya-chen], on: 2026-09-30}}\n{NO_REVIEW}"),
        "\
        basic prepare-first 70.0 @ 0.84\n\
        Correct the error: `people` is empty, and every plan needs it: there is nobody on the customer's side to win → basic\n\
        Renew the commitment: its date lies outside FY2027 → basic\n\
        Plan the next account-plan review under `reviews/`, with its purpose → silver\n\
        Name the key decision makers (`kdm: true`) with `in_power`, `verified_on`, `disposition`, `last_met` and `next_meeting` → silver\n\
        Settle the tier: declared A, computed B, for a relationship strength under 50 → silver",
    );
}

/// The standard plan and its reviews, edited on these days.
fn edited(days: &[&str]) -> String {
    days.iter().fold("=== .history\n".to_owned(), |all, day| all + &format!("{day} northwind-health actions by Maya Chen <maya.chen@example.com>\n"))
}

/// What no edit mends any more is no step, and no step promises a level that it keeps out of reach.
#[test]
fn offers_no_step_for_days_that_are_gone() {
    let rushed = edited(&["2026-09-14", "2026-09-15", "2026-09-16"]);
    path(&rushed, "silver ready-with-gaps 98.3 @ 0.98");
    path(&format!("tier: B\n{rushed}"), "silver ready-with-gaps 94.6 @ 0.98\nSettle the tier: declared B, computed A → silver");
    let over = |patch: &str| {
        let mut snapshot = fixture::snapshot(&example::territory(patch), Date::parse(example::TODAY).unwrap());
        if let History::Known(past) = &mut snapshot.history {
            for plan in Arc::make_mut(past).plans.values_mut() {
                plan.after_review = Some(Vec::new());
            }
        }
        let of = |check: &ReadinessCheck<'_>| format!("{}: {}", check.key, check.remedy);
        crate::engine::check(&snapshot).cards[0].readiness.over().iter().map(of).collect::<Vec<_>>().join("; ")
    };
    let next = "It cannot be mended any more; the next review decides";
    assert_eq!(over(&rushed), format!("no-rush: {next}; changed: {next}"));
    let waiver = "waiver: {for: [review-without-action], by: tomas-rivera, reason: Plant closed, until: 2027-11-22}\n";
    assert_eq!(over(&format!("{waiver}{rushed}")), format!("no-rush: {next}"));
}

/// The days before a review that is still to come are looked at before it, when there is something to be done about them.
#[test]
fn sees_a_rush_before_the_review() {
    let soon = |days: &[&str]| {
        review("date: 2026-11-25\npurpose: [strategy]\nminutes: 90\nattendees: [maya-chen, tomas-rivera]\npre_read_sent_on: 2026-11-18") + &edited(days)
    };
    let late = ["2026-11-19", "2026-11-20", "2026-11-20", "2026-11-21"];
    check("preparation/no-rush", &soon(&late), "no | 3 of 4 commits in the last 5 days before 2026-11-25");
    let moved = "Move the review of 2026-11-25 to 2026-11-27 or later, and leave the plan time to be thought through";
    path(&soon(&late), &format!("silver ready-with-gaps 98.3 @ 0.98\n{moved} → gold"));
    check("preparation/no-rush", &soon(&["2026-10-19", "2026-11-20", "2026-11-21", "2026-11-05"]), "yes | 2 of 4 commits in the last 5 days before 2026-11-25");
    // too few to say anything
    check("preparation/no-rush", &soon(&["2026-11-20", "2026-11-21"]), "yes | 2 of 2 commits in the last 5 days before 2026-11-25");
    // a review that is further off leaves time
    check("preparation/no-rush", &edited(&late), "yes | 0 of 0 commits in the last 5 days before 2026-09-16");
}

/// What stands in a section with a mistake is not all read: none of its checks passes, and one edit mends them all.
#[test]
fn gives_no_tick_to_a_mistake() {
    let people = "people:\n- {id: ada-lin, name: Ada Lin, title: COO, kdm: maybe}\n";
    for key in ["people/verified", "people/met", "people/threads"] {
        check(key, people, "no | `people` holds a mistake");
    }
    let deals = "opportunities:\n- {id: a, name: A, amount: 100, probability: high, close_by: 2026-12-01, status: open}\n";
    check("money/amounts", deals, "no | `opportunities` holds a mistake");
    // deals rank a plan
    check("money/tier", deals, "? | declared A; `opportunities` holds a mistake");
    check("asks/complete", deals, "yes | 1 of 1 ask has what, from, by and kind");
    let step = |patch: &str| with(patch, |analysis| analysis.cards[0].readiness.path_to_ready().iter().map(|step| step.action.to_string()).collect::<Vec<_>>());
    assert_eq!(step(&format!("{people}{deals}")), ["Correct the 5 errors, beginning with: `high` is text, but `probability` is a number"]);
    gate("asks", "asks: [{id: a}]", "unmet | no ask; `asks` holds a mistake");
}

/// Carrying a step out lets its check pass.
#[test]
fn names_steps_that_work() {
    let soon = |sent: &str| review(&format!("date: 2026-11-25\npurpose: [strategy]\nminutes: 90\nattendees: [maya-chen, tomas-rivera]{sent}"));
    let step = |patch: &str| with(patch, |analysis| analysis.cards[0].readiness.path_to_ready().first().map(|step| step.action.to_string()));
    let late = "Send the pre-read questions, set `pre_read_sent_on`, and move the review to 2026-11-27 or later";
    assert_eq!(step(&soon("")).as_deref(), Some(late));
    assert_eq!(step(&soon("\npre_read_sent_on: 2026-11-22")).as_deref(), Some("Move the review to 2026-11-27 or later: the questions went out on 2026-11-22"));
    let moved = review("date: 2026-11-27\npurpose: [strategy]\nminutes: 90\nattendees: [maya-chen, tomas-rivera]\npre_read_sent_on: 2026-11-22");
    assert_eq!(step(&moved), None);
}

#[test]
fn says_little_of_what_cannot_be_read() {
    let (scores, gates, path) = with("=== accounts/northwind-health/plan.md\n---\na: [\n---\n", |analysis| {
        let card = &analysis.cards[0];
        (
            card.scores.len(),
            card.readiness.gates().iter().filter(|gate| gate.met).count(),
            card.readiness.path_to_ready().first().map(|step| step.action.to_string()),
        )
    });
    assert_eq!((scores, gates), (0, 1));
    assert!(path.is_some_and(|step| step.starts_with("Correct the error")));
}

#[test]
fn takes_weights_from_the_territory() {
    let weights = |text: &str| format!("tier: B\n=== quarterdeck.yaml\n{}scores: {{readiness: {text}}}\n", crate::rules::example::TERRITORY);
    // without the block of the tier nothing fails
    path(&weights("{money: 0}"), "gold ready 100.0 @ 0.87");
    let huge = with(&weights("{money: 79228162514264337593543950335, people: 79228162514264337593543950335}"), |analysis| analysis.cards.len());
    assert_eq!(huge, 1);
}
