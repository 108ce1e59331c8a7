//! QD205, QD207, QD302, QD303 and the rules from QD403 on: what a plan could do better, at the edges of its thresholds.

use crate::{SUPPORTERS, check, findings, messages, one};

const CLOSED: &str = "status: closed\noutcome: {value_added: yes, lesson: The count convinced more than the price.}\n";

#[test]
fn a_closed_plan_owes_nothing() {
    for example in [
        "tier: C\n",
        "motivation: []\n",
        "posture: defend\ncompetition: []\n",
        "team: [{person: maya-chen, function: sales}]\n",
        "icp: {scores: {opportunity_size: 2, company_size: 1, location: 2, market_experience: 2, application_experience: 2, terms: 1, shipping: 2, quality: 2}}\n",
    ] {
        check(&format!("{example}{CLOSED}"), &[]);
        check(&format!("{example}status: draft\n"), &[]);
        assert_eq!(findings(example).len(), 1, "{example}");
    }
}

#[test]
fn reporting_lines_end_at_the_top() {
    let person =
        |id: &str, above: &str| format!("  - {{id: {id}, name: {id}, title: T, buying_role: user, influence: 2, disposition: neutral, reports_to: {above}}}\n");
    let people = |list: &[(&str, &str)]| format!("people:\n{SUPPORTERS}{}", list.iter().map(|(id, above)| person(id, above)).collect::<String>());
    check(&people(&[("a", "b"), ("b", "ruth-adeyemi")]), &[]);
    let found = messages(&people(&[("a", "b"), ("b", "a")]));
    assert!(found.len() == 1 && found[0].starts_with("`a` → `b` → `a`: these 2 people"), "{found:?}");
    one(&people(&[("a", "a")]), "reports-to-cycle", "reports_to: a");
    // who hangs below a circle is not to blame
    one(&people(&[("c", "a"), ("a", "b"), ("b", "a")]), "reports-to-cycle", "id: a");
}

#[test]
fn the_list_and_the_plan_agree() {
    let list = |rows: &str| format!("=== data/accounts.csv\naccount,name,stance\npine-valley,Pine Valley,retain\nelm-park,Elm Park,retain\n{rows}");
    check(&list("northwind-health,Northwind,grow\n"), &[]);
    check(&list("northwind-health,Northwind,retain\n"), &["stance-mismatch@10"]);
    check(&list(""), &["stance-mismatch@3"]);
    // what is wrong with the row is said once
    check(&list("northwind-health,Northwind,gorw\n"), &["data-error@accounts.csv:4"]);
    check(&format!("{CLOSED}{}", list("northwind-health,Northwind,retain\n")), &[]);
}

#[test]
fn horizons_end_on_their_side() {
    let objectives = |long: &str, short: &str| {
        format!(
            "objectives:\n  - {{id: standardise-surgical, text: Become the standard, kind: position, horizon: long, by: {long}}}\n  \
             - {{id: win-clinical-engineering, text: Win Sofia Lind, kind: relationship, horizon: short, by: {short}}}\n"
        )
    };
    check(&objectives("2027-01-01", "2027-09-30"), &[]);
    one(&objectives("2026-12-31", "2027-09-30"), "horizon-date", "horizon: long");
    one(&objectives("2027-01-01", "2027-10-01"), "horizon-date", "horizon: short");
    let last_quarter = |short: &str| objectives("2028-06-30", short) + "period: FY2026-Q4\nstatus: draft\n";
    check(&last_quarter("2026-12-31"), &[]);
    one(&last_quarter("2027-01-01"), "horizon-date", "horizon: short");
    check(&(objectives("2027-01-01", "2027-09-30") + "period: FY2027\n"), &[]);
    assert_eq!(
        messages(&objectives("2028-03-31", "2027-10-01")),
        [
            "the short objective `win-clinical-engineering` is due on 2027-10-01, and what is short for FY2027-Q1 ends by 2027-09-30 | set an earlier `by`, or write `horizon: long`"
        ]
    );
}

#[test]
fn targets_lie_where_the_figure_should_go() {
    let benchmark = |direction: &str, base: &str, target: &str| {
        format!(
            "benchmarks: [{{id: surgical-share, text: Share, unit: '%', direction: {direction}, baseline: {{value: {base}, on: 2026-06-30}}, target: {{value: {target}, by: 2027-12-31}}, tolerance: 2, readings: [{{on: 2026-11-15, value: 29}}]}}]\n"
        )
    };
    for (direction, base, target, good) in [
        ("up", "22", "22.1", true),
        ("up", "22", "22", false),
        ("up", "22", "21", false),
        ("down", "22", "21.9", true),
        ("down", "22", "22", false),
        ("hold", "22", "24", true),
        ("hold", "22", "19.9", false),
    ] {
        let expected: &[&str] = if good { &[] } else { &["benchmark-direction@"] };
        check(&benchmark(direction, base, target), expected);
    }
    assert_eq!(
        messages(&benchmark("down", "22", "45")),
        ["`surgical-share` is to go down, but its target 45 is over its baseline 22 | write `direction: up`, or correct the target"]
    );
}

#[test]
fn commitments_are_of_this_year_and_of_the_team() {
    let commitment = |by: &str, on: &str| format!("commitment: {{statement: We will reach 45 % by 2028., by: [{by}], on: {on}}}\n");
    check(&commitment("priya-nair", "2026-10-01"), &[]);
    check(&commitment("tomas-rivera", "2026-10-01"), &["commitment-signer@"]);
    check(&commitment("maya-chen", "2026-09-30"), &["commitment-signer@"]);
    check(&(commitment("maya-chen", "2026-09-30") + "status: draft\n"), &[]);
    assert_eq!(
        messages(&commitment("maya-chen", "2026-09-30")),
        [
            "the commitment is of 2026-09-30, in FY2026, and was not renewed in FY2027 | read it again with those who signed, change what no longer holds, and date it anew"
        ]
    );
}

#[test]
fn tiers_and_objectives_have_limits() {
    assert_eq!(
        messages("tier: B\n"),
        [
            "the tier is declared B and computed A: 144,000 at stake in the next 90 days, with a relationship strength of 74.6 | settle it: write `tier: A`, or correct the amounts, probabilities and dates that the value comes from"
        ]
    );
    // another currency cannot be ranked
    check("tier: B\ncurrency: EUR\n", &[]);
    let lowest = "=== quarterdeck.yaml\n".to_owned() + quarterdeck::rules::example::TERRITORY;
    check(&format!("{lowest}  objectives_max: 2\n"), &[]);
    check(&format!("{lowest}  objectives_max: 1\n"), &["too-many-objectives@"]);
}

#[test]
fn a_waiver_covers_a_low_band() {
    let example = quarterdeck::rules::find("icp-low-band").unwrap().code.docs.bad;
    let waiver =
        |rule: &str, until: &str| format!("{example}waiver: {{for: [{rule}], by: tomas-rivera, reason: Reference account of 2026., until: {until}}}\n");
    check(&waiver("QD417", "2026-11-22"), &[]);
    check(&waiver("not-qualified", "2026-11-22"), &[]);
    check(&waiver("stale-review", "2026-11-22"), &["icp-low-band@"]);
    check(&format!("{example}stance: retain\n"), &[]);
}
