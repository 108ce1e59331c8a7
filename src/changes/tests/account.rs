//! The sentences about the account itself.

use super::check;

#[test]
fn the_account_stands_elsewhere() {
    check("status: draft", "status: in-review", &["status draft → in review"]);
    check("status: draft\nowner: ana", "status: draft\nowner: ben", &["owner Ana Ruiz → Ben Ode"]);
    check("owner: ana", "owner: ana\nmanager: dana", &["manager Dana Cole, none before"]);
    check("owner: ana\nexec_sponsor: dana", "owner: ana", &["executive sponsor removed, Dana Cole before"]);
    check("period: FY2027-Q1", "period: FY2027-Q2", &["period FY2027-Q1 → FY2027-Q2"]);
    check("stance: grow\ntier: A", "stance: retain\ntier: B", &["stance grow → retain", "tier A → B"]);
    check("stance: grow", "stance: retian", &["stance grow → retian"]);
    check("posture: grow-share", "posture: defend", &["posture grow share → defend"]);
    check("cadence: monthly", "cadence: annual", &["cadence monthly → annual"]);
    check("visibility: team", "visibility: all", &["visibility team → all"]);
    check("currency: USD", "currency: EUR", &["currency USD → EUR"]);
    check("title: A", "title: B", &["title *A* → *B*"]);
    check("growth_target: 800000", "growth_target: 1e6", &["growth target +25 %, $800,000 → $1,000,000"]);
    check("account: a", "account: a\ngrowth_target: 5", &["growth target $5, none before"]);
    check("account: a\ngrowth_target: 5", "account: a", &["growth target withdrawn, $5 before"]);
    check("account: a", "account: b", &["*account* changed"]);
    check("account: a", "account: a\ncolour: red", &["*colour* changed"]);
    check("people: []", "people: 7", &["*people* changed"]);
}

#[test]
fn how_the_account_was_chosen() {
    check("account: a", "account: a\nselection: {on: 2026-09-04, by: ana, rationale: b}", &["selected on 4 September by Ana Ruiz"]);
    let say = |old: &str, new: &str, expected: &str| check(&format!("selection: {{{old}}}"), &format!("selection: {{{new}}}"), &[expected]);
    say("on: 2026-09-04, by: ana", "on: 2026-11-04, by: ben", "selection renewed on 4 November by Ben Ode");
    say("on: 2026-09-04", "on: 2026-09-03", "selection: dated 4 September → 3 September");
    say("by: ana", "by: ben", "selection: by Ana Ruiz → Ben Ode");
    say("rationale: a", "rationale: b", "selection reworded");
    check("account: a\nselection: {by: ana}", "account: a", &["selection withdrawn"]);
    let waiver = |old: &str, new: &str, expected: &str| check(&format!("waiver: {{{old}}}"), &format!("waiver: {{{new}}}"), &[expected]);
    waiver("", "for: [not-qualified], by: ana, reason: r, until: 2027-03-31", "new waiver of *not-qualified* until 31 March by Ana Ruiz");
    waiver("until: 2027-03-01", "until: 2027-03-31", "waiver extended by 30 days to 31 March");
    waiver("until: 2027-03-31", "until: 2027-03-30", "waiver shortened by 1 day to 30 March");
    waiver("until: 2027-03-31", "", "waiver ended");
    waiver("by: ana, for: [a]", "by: ana, for: [a, b]", "waiver holds for *b* too");
    waiver("by: ana, for: [a, b]", "by: ana, for: [a]", "waiver no longer holds for *b*");
    waiver("by: ana", "by: ben", "waiver: by Ana Ruiz → Ben Ode");
    waiver("reason: a", "reason: b", "waiver reworded");
    let question = |old: &str, new: &str, expected: &str| check(&format!("qualification: {old}"), &format!("qualification: {new}"), &[expected]);
    question("{growth_above_threshold: {answer: unknown}}", "{growth_above_threshold: {answer: yes}}", "growth above threshold: unknown → yes");
    question("{}", "{icp_match: {answer: yes, evidence: e}}", "ICP match: unanswered → yes");
    question("{icp_match: {answer: yes, evidence: e}}", "{icp_match: {answer: yes, evidence: f}}", "ICP match: evidence reworded");
    question("{luck: {answer: yes}}", "{luck: {answer: no}}", "qualification: luck changed");
    question("{icp_match: yes}", "{icp_match: no}", "qualification: icp match changed");
    let icp = |old: &str, new: &str, expected: &str| {
        check(&format!("icp: {{scores: {{terms: 1{old}}}}}"), &format!("icp: {{scores: {{terms: 1{new}}}}}"), &[expected])
    };
    icp(", location: 1", ", location: 2", "*Location*: 1 → 2");
    icp(", location: 1", ", location: unknown", "*Location*: 1 → unknown");
    icp("", ", location: 2", "*Location*: not scored → 2");
    icp("}, confirmed: {by: ana", "}, confirmed: {by: ben", "ICP confirmation: by Ana Ruiz → Ben Ode");
    icp("", "}, confirmed: {by: ana, on: 2026-11-10, expected_band: high", "ICP confirmed by Ana Ruiz on 10 November, band high expected");
    icp("}, confirmed: {by: ana, on: 2026-10-10", "}, confirmed: {by: ana, on: 2026-11-10", "ICP confirmed again by Ana Ruiz on 10 November");
    icp("}, confirmed: {by: ana", "", "ICP no longer confirmed");
    icp("}, confirmed: {by: ana, expected_band: high", "}, confirmed: {by: ana, expected_band: low", "ICP confirmation: expected band high → low");
    icp("", "}, x: {y: 1", "ICP: x changed");
}

#[test]
fn the_companys_own_fields() {
    check("custom: {contract_end: 2026-12-31}", "custom: {contract_end: 2027-12-31}", &["custom *contract_end* 2026-12-31 → 2027-12-31"]);
    check("custom: {a: 1}", "custom: {a: 1.0, b: []}", &["custom *b* is new"]);
    check("custom: {a: 1, b: x}", "custom: {a: 1}", &["custom *b* removed, x before"]);
    check("custom: {a: 1, b: {c: 1}}", "custom: {a: 1, b: {c: 2}}", &["custom *b* changed"]);
    let long = "word ".repeat(20);
    check(&format!("custom: {{a: {long}}}"), "custom: {a: b}", &["custom *a* changed"]);
}
