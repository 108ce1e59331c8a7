//! QD200–QD204: ids, people and circles.

use std::fmt::Write;

use quarterdeck::rules::example;

use crate::{SUPPORTERS, check, findings, messages, one};

const OBJECTIVES: &str = "objectives:
  - {id: a, text: Become the standard for theatre supplies by March 2028, kind: position, horizon: long, by: 2028-03-31, benchmark: surgical-share}
  - {id: b, text: Win Sofia Lind before the renewal of June 2027, kind: relationship, horizon: short, by: 2027-05-31}
";

/// Two sound actions, each with a few more fields.
fn actions(first: &str, second: &str) -> String {
    format!(
        "actions:\n  - {{id: x, objective: standardise-surgical, text: Agree the pilot terms with Ruth Adeyemi, owner: maya-chen, due: 2026-12-09, status: doing{first}}}\n  \
         - {{id: y, objective: win-clinical-engineering, text: Meet Sofia Lind about the scanner trial, owner: maya-chen, due: 2027-03-19, status: planned{second}}}\n"
    )
}

#[test]
fn every_reference_is_followed() {
    one(&actions(", after: [z]", ""), "dangling-reference", "after: [z]");
    one(&actions(", needs: cpo-diner", ""), "dangling-reference", "needs: cpo-diner");
    one("growth_target: 900000\nprojection_90d: [{brand: surgics, amount: 1}]\n", "dangling-reference", "surgics");
    one("projection_90d: [{brand: surgix, division: Surgery, amount: 1}]\n", "dangling-reference", "Surgery");
    one("icp: {scores: {opportunity_size: 2, company_sise: 2}}\n", "dangling-reference", "company_sise");
    one(
        "opportunities: [{id: o, name: Pilot, product: surgix-cor, amount: 1, probability: 0.5, close_by: 2027-03-01, status: open}]\n",
        "dangling-reference",
        "surgix-cor",
    );
    let person = |rest: &str| format!("people:\n{SUPPORTERS}  - {{id: p, name: P, title: T, buying_role: user, influence: 2, disposition: neutral{rest}}}\n");
    one(&person(", reports_to: q"), "dangling-reference", "reports_to: q");
    check(&person(", influences: [q, p, r]"), &["dangling-reference@", "dangling-reference@"]);
    check(&person(", reports_to: null"), &[]);
    let bad = OBJECTIVES.replace("benchmark: surgical-share", "benchmark: surgical-shar")
        + &actions("", "").replace("standardise-surgical", "a").replace("win-clinical-engineering", "b");
    one(&bad, "dangling-reference", "surgical-shar");
}

#[test]
fn levels_are_those_of_the_matrix() {
    one("icp: {scores: {opportunity_size: 7}}\n", "value-range", "opportunity_size: 7");
    assert_eq!(messages("icp: {scores: {terms: 3}}\n"), ["`terms` has no level 3 in the ideal-customer matrix | levels: 0, 1, 2, unknown"]);
}

#[test]
fn the_near_id_is_proposed() {
    let found = messages(&actions(", needs: cpo-diner", ""));
    assert_eq!(found, ["no ask of this plan has the id `cpo-diner`, so nobody is asked to unblock this action | did you mean `cpo-dinner`?"]);
    let found = messages("owner: Maya Chen\n");
    assert_eq!(found, ["`Maya Chen` is not in people.yaml, so nobody owns this plan | did you mean `maya-chen`?"]);
    let found = messages("owner: somebody-else\n");
    assert!(found.len() == 1 && found[0].contains("| people: ines-okafor, lena-fischer"), "{found:?}");
}

#[test]
fn a_faulty_item_still_counts_as_existing() {
    // the ask lacks its date: one finding, and the action that needs it is not to blame
    let asks = "asks:\n  - {id: cpo-dinner, what: Host Ruth Adeyemi and our COO in December, from: tomas-rivera, kind: access, status: open}\n";
    one(asks, "required-key", "id: cpo-dinner");
    // a wrong reference inside an item that has another mistake is found all the same
    check(&actions(", after: [z], hours: \"6\"", ""), &["dangling-reference@", "value-type@"]);
}

#[test]
fn what_follows_from_an_empty_list_is_not_said() {
    check("objectives: []\n", &["missing-horizon@"]);
    check("benchmarks: []\n", &["benchmark-missing@"]);
    check("asks: []\n", &["asks-missing@"]);
    check("~asks\n", &["asks-missing@1"]);
    check("~objectives\n", &["required-key@1"]);
    check("~benchmarks\n", &["required-key@1"]);
    // a closed plan owes these lists too
    let closed = |list: &str| {
        format!(
            "{list}: []\nstatus: closed\noutcome: {{value_added: yes, lesson: The count convinced more than the price.}}\n\
             opportunities: [{{id: a, name: Lab, amount: 5, probability: 1, close_by: 2027-01-01, status: parked}}]\n"
        )
    };
    check(&closed("objectives"), &["empty-value@"]);
    check(&closed("benchmarks"), &["empty-value@"]);
}

#[test]
fn a_stand_in_is_one_finding() {
    let serves = actions("", "").replace("objective: standardise-surgical", "objective: TBD");
    one(&serves, "placeholder", "TBD");
    // what serves nothing because it was dropped may stand in for nothing
    check(&serves.replace("status: doing", "status: dropped"), &["objective-without-action@", "placeholder@"]);
    one("commitment: {statement: We will reach 45 % by 2028., by: [TBD, maya-chen], on: 2026-10-02}\n", "placeholder", "TBD");
}

#[test]
fn the_word_null_names_nobody() {
    let person = |id: &str| {
        format!("people:\n{SUPPORTERS}  - {{id: {id}, name: P, title: T, buying_role: user, influence: 2, disposition: neutral, reports_to: null}}\n")
    };
    check(&person("null"), &["empty-value@"]);
    check(&actions(", after: [null]", "").replace("id: x,", "id: null,"), &["empty-value@", "empty-value@"]);
    one("commitment: {statement: null, by: [maya-chen], on: 2026-10-02}\n", "commitment-missing", "null");
}

#[test]
fn ids_are_unique_in_their_list() {
    let both = "team: [{person: priya-nair, function: operations}]\nasks:\n  - {id: cpo-dinner, what: Host Ruth Adeyemi and our COO in December, from: tomas-rivera, by: 2026-12-04, kind: access, status: open}\n  \
                - {id: cpo-dinner, what: Fund the pilot of 2027 with 20000, from: ines-okafor, by: 2026-12-18, kind: money, status: open}\n";
    one(both, "duplicate-id", "Fund the pilot of");
    // the same id in two lists is no clash
    check(&both.replace("cpo-dinner, what: Fund", "scanner-trial, what: Fund"), &[]);
    let three = both.to_owned()
        + "  - {id: cpo-dinner, what: Decide on the two-supplier policy by December, from: ines-okafor, by: 2026-12-18, kind: decision, status: open}\n";
    check(&three, &["duplicate-id@", "duplicate-id@"]);
}

#[test]
fn everybody_of_ours_is_known() {
    for patch in [
        "manager: nobody",
        "selection: {on: 2026-09-04, by: nobody, rationale: Second-largest network in the region.}",
        "waiver: {for: [stale-review], by: nobody, reason: Merger until March 2027., until: 2027-03-31}",
        "team: [{person: nobody, function: operations}]",
        "homework: [{question: What did it cost in 2025?, assignee: nobody, due: 2026-12-01}]",
        "commitment: {statement: We will reach 45 % by 2028., by: [maya-chen, nobody], on: 2026-10-02}",
        "obstacles: [{id: o, what: Two suppliers per category since August 2026, trend: emerged, impact: high, owner: nobody}]",
    ] {
        one(&format!("{patch}\n"), "unknown-person", "nobody");
    }
    let review = "=== accounts/northwind-health/reviews/2026-12-16.md\n---\nschema: quarterdeck-review/1\ntype: account-plan\ndate: 2026-12-16\nstatus: planned\npurpose: [strategy]\n\
                  attendees: [maya-chen, nobody]\ndecisions: [{what: Try one theatre, owner: no-one}]\n---\n";
    check(review, &["unknown-person@2026-12-16.md:7", "unknown-person@2026-12-16.md:8"]);
    // a stand-in is a placeholder, not an unknown person
    one("exec_sponsor: TBD\n", "placeholder", "TBD");
    // a person of the customer may not own our action
    check(&actions("", "").replace("owner: maya-chen, due: 2026", "owner: ruth-adeyemi, due: 2026"), &["unknown-person@"]);
}

#[test]
fn circles_are_shown_whole() {
    let found = messages(&actions(", after: [y]", ", after: [x]"));
    assert!(found.len() == 1 && found[0].starts_with("`x` → `y` → `x`: these 2 actions wait for each other"), "{found:?}");
    let found = messages(&actions(", after: [x]", ""));
    assert!(found.len() == 1 && found[0].starts_with("`x` → `x`: the action waits for itself"), "{found:?}");
    check(&actions("", ", after: [x]"), &[]);
}

/// A plan with `n` objectives, each served by one action that comes after the one before.
fn long(n: usize, first_after: &str) -> String {
    let (mut objectives, mut actions) = ("objectives:\n".to_owned(), "actions:\n".to_owned());
    for i in 0..n {
        let (horizon, by) = if i % 2 == 0 { ("short", "2027-08-31") } else { ("long", "2028-03-31") };
        writeln!(objectives, "  - {{id: o{i}, text: Win unit {i} by March 2028, kind: relationship, horizon: {horizon}, by: {by}}}").unwrap();
        let after = if i == 0 { first_after.to_owned() } else { format!("a{}", i - 1) };
        writeln!(actions, "  - {{id: a{i}, objective: o{i}, text: Meet the buyers of unit {i} in March, owner: maya-chen, due: 2027-03-19, status: planned, after: [{after}]}}")
            .unwrap();
    }
    // so many objectives are a warning of their own
    let territory = example::TERRITORY;
    format!("{objectives}{actions}=== quarterdeck.yaml\n{territory}  objectives_max: 5\nrules: {{too-many-objectives: off}}\n")
}

#[test]
fn the_longest_lists_stay_quick() {
    // R-14 allows 20,000 nodes, keys included: about five hundred objectives with their actions
    let n = 500;
    let began = std::time::Instant::now();
    check(&long(n, "").replace("after: []", ""), &[]);
    check(&long(n, &format!("a{}", n - 1)), &["action-cycle@"]);
    // nothing resolves: a finding for each, and still no guessing without end
    let wrong = long(n, "").replace("objective: o", "objective: x").replace("after: []", "");
    assert_eq!(findings(&wrong).len(), n);
    let seconds = began.elapsed().as_secs();
    assert!(seconds < 30, "{seconds} s");
}

#[test]
fn what_follows_from_a_mistake_is_not_said() {
    // an objective without an id may be the one that the actions name
    check(&OBJECTIVES.replace("id: b, ", ""), &["required-key@"]);
    // of a list of people with a mistake nobody can say who is missing
    check(&format!("owner: new-rep\n=== people.yaml\n{}- {{id: new-rep}}\n", example::PEOPLE), &["config-error@"]);
    check("asks: {nothing: ok}\n", &["unknown-key@"]);
    one("waiver: {for: [not-qualifed, QD401], by: tomas-rivera, reason: Merger until March 2027., until: 2027-03-31}\n", "enum-value", "not-qualifed");
}

#[test]
fn a_waiver_names_what_a_waiver_lifts() {
    let waiver = |rules: &str, until: &str| format!("waiver: {{for: [{rules}], by: tomas-rivera, reason: Merger until March 2027., until: {until}}}\n");
    // by its code, too; what readiness alone goes by, and what is late
    check(&waiver("not-qualified, QD417, score-regression, stale-review, data-stale", "2027-03-31"), &[]);
    one(&waiver("not-qualified, missing-horizon", "2027-03-31"), "unused-suppression", "missing-horizon");
    let said = messages(&waiver("missing-horizon", "2027-03-31"));
    assert!(said[0].starts_with("no waiver lifts `missing-horizon`, so its findings stay | mend what it reports, or accept it with a comment: a waiver lifts `not-qualified`, `icp-low-band`, `score-regression`, and excuses `stale-review`"), "{said:?}");
    // of one that has run out, and of a closed plan, nothing follows
    check(&waiver("missing-horizon", "2026-11-21"), &["expired-suppression@"]);
    check(
        &format!(
            "{}status: closed\noutcome: {{value_added: yes, lesson: The count convinced more than the price.}}\nopportunities: [{{id: a, name: Lab, amount: 5, probability: 1, close_by: 2027-01-01, status: parked}}]\n",
            waiver("missing-horizon", "2027-03-31")
        ),
        &[],
    );
}
