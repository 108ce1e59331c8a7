//! What counts as a valid item of each of the twelve parts.

fn check(label: &str, patch: &str, expected: &str) {
    super::check_term("completeness", label, patch, expected);
}

#[test]
fn weighs_the_share_of_valid_items() {
    super::check("completeness", "", "100.0 @ 1");
    // of 90 applicable points 15 for the actions and 5 + 5 for the objectives that nobody serves
    super::check("completeness", "actions: []", "72.2 @ 1");
    super::check("completeness", "status: draft\nobstacles: []\nasks: []", "100.0 @ 1");
    super::check(
        "completeness",
        "=== quarterdeck.yaml\nschema: quarterdeck-territory/1\nname: N\ncurrency: USD\nfiscal_year_start: 10\npolicy: {qualification: {min_growth_value: 1}}\nscores: {completeness: {actions: 925}}\n=== accounts/northwind-health/plan.md\n---\nschema: quarterdeck/1\naccount: northwind-health\nstatus: draft\nowner: a\nperiod: FY2027-Q1\nstance: retain\ntier: C\npeople: []\nobjectives: []\nbenchmarks: []\ncommitment: {}\nactions: []\n---\n",
        "0.0 @ 1",
    );
}

#[test]
fn counts_opportunities() {
    let one = |fields: &str| format!("opportunities:\n  - {{id: a, name: Pilot, amount: 1, probability: 0.5, close_by: 2027-01-29, {fields}}}");
    let have = "name, amount, probability, close date and a timing confirmed in FY2027-Q1";
    check("opportunities", &one("status: open, timing_confirmed_on: 2026-10-01"), &format!("1 | 1 of 1 open opportunity has {have} | /opportunities"));
    check("opportunities", &one("status: open, timing_confirmed_on: 2026-09-30"), &format!("0 | 0 of 1 open opportunity has {have} | /opportunities/0"));
    check("opportunities", &one("status: open"), &format!("0 | 0 of 1 open opportunity has {have} | /opportunities/0"));
    check("opportunities", &one("status: won, closed_on: 2026-11-01"), "0 | no open opportunity | /opportunities");
    check("opportunities", "opportunities: []", "0 | no open opportunity | /opportunities");
    check("opportunities", "stance: retain\nopportunities: []", "–");
}

#[test]
fn counts_the_relationship_plan() {
    let person = |fields: &str| format!("people:\n  - {{id: a, name: A B, title: C, buying_role: economic, influence: 5, disposition: neutral, {fields}}}");
    let have = "a target disposition and a next meeting";
    check(
        "relationship plan",
        &person("kdm: true, in_power: yes, target_disposition: champion, next_meeting: {on: 2026-12-01}"),
        &format!("1 | 1 of 1 key decision maker has {have} | /people"),
    );
    check(
        "relationship plan",
        &person("kdm: true, in_power: yes, target_disposition: champion"),
        &format!("0 | 0 of 1 key decision maker has {have} | /people/0"),
    );
    let unknown = person("kdm: true, in_power: yes, target_disposition: unknown, next_meeting: {on: 2026-12-01}");
    check("relationship plan", &unknown, &format!("0 | 0 of 1 key decision maker has {have} | /people/0"));
    check("relationship plan", &person("kdm: false"), "0 | no key decision maker | /people");
    let work = "objectives:\n  - {id: a, text: Win the north campus, kind: revenue, horizon: long, by: 2028-03-31}\nactions:\n  - {id: b, objective: a, text: Call, owner: maya-chen, due: 2026-12-09, status: doing}";
    check("relationship plan", work, &format!("0.5 | 1 of 1 key decision maker has {have}; no objective or action of kind relationship | /people"));
}

#[test]
fn counts_objectives_and_actions() {
    let have = "text, date and an action that serves it";
    check(
        "short objectives",
        "actions:\n  - {id: b, objective: standardise-surgical, text: Call, owner: maya-chen, due: 2026-12-09, status: doing}",
        &format!("0 | 0 of 1 short objective has {have} | /objectives/1"),
    );
    // a dropped action serves nothing
    check(
        "short objectives",
        "actions:\n  - {id: b, objective: win-clinical-engineering, text: Call, owner: maya-chen, due: 2026-12-09, status: dropped}",
        &format!("0 | 0 of 1 short objective has {have} | /objectives/1"),
    );
    check("long objectives", "objectives: []", "0 | no long objective | /objectives");
    let action = |id: &str, fields: &str| format!("  - {{id: {id}, objective: standardise-surgical, status: doing, {fields}}}\n");
    let five = [
        action("a", "text: Call Karl, owner: maya-chen, due: 2026-12-09"),
        action("b", "text: TBD, owner: maya-chen, due: 2026-12-09"),
        action("c", "text: Call Karl, owner: nobody, due: 2026-12-09"),
        action("d", "text: Call Karl, owner: maya-chen, due: 2026-12-09"),
        action("e", "text: Call Karl, owner: maya-chen, due: 2026-12-09"),
    ]
    .concat();
    check("actions", &format!("actions:\n{five}"), "0.6 | 3 of 5 actions have owner, date and objective | /actions/1");
    // an action without `due` does not decode and is counted all the same
    let unsound = [action("a", "text: Call, owner: maya-chen"), action("b", "text: Call, owner: maya-chen, due: 2026-12-09")].concat();
    check("actions", &format!("actions:\n{unsound}"), "0.5 | 1 of 2 actions has owner, date and objective | /actions/0");
    check("actions", "actions: []", "0 | no action | /actions");
}

#[test]
fn counts_benchmarks() {
    let read = |on: &str| {
        format!(
            "benchmarks:\n  - {{id: a, text: Share, unit: pct, direction: up, baseline: {{value: 1, on: 2026-01-01}}, target: {{value: 2, by: 2027-12-31}}, readings: [{on}]}}"
        )
    };
    let have = "baseline, target, unit and a reading since 2026-08-22";
    check("benchmarks", &read("{on: 2026-08-22, value: 1}"), &format!("1 | 1 of 1 benchmark has {have} | /benchmarks"));
    check("benchmarks", &read("{on: 2026-08-21, value: 1}"), &format!("0 | 0 of 1 benchmark has {have} | /benchmarks/0"));
    check("benchmarks", &read("{on: 2026-11-23, value: 1}"), &format!("0 | 0 of 1 benchmark has {have} | /benchmarks/0"));
    check("benchmarks", &read(""), &format!("0 | 0 of 1 benchmark has {have} | /benchmarks/0"));
    check("benchmarks", "benchmarks: []", "0 | no benchmark | /benchmarks");
}

#[test]
fn counts_thirds_of_the_commitment() {
    check(
        "commitment",
        "commitment: {statement: We will, by: [maya-chen], on: 2026-10-01}",
        "1 | has a statement, known people and a date in FY2027 | /commitment",
    );
    check(
        "commitment",
        "commitment: {statement: We will, by: [maya-chen], on: 2026-09-30}",
        "0.6667 | has a statement and known people, lacks a date in FY2027 | /commitment/on",
    );
    check(
        "commitment",
        "commitment: {statement: TBD, by: [nobody], on: 2026-10-01}",
        "0.3333 | has a date in FY2027, lacks a statement and known people | /commitment/statement",
    );
    check("commitment", "status: draft\ncommitment: {}", "0 | lacks a statement, known people and a date in FY2027 | /commitment/statement");
}

#[test]
fn counts_revenue_and_projection() {
    let data = |rows: &str| format!("=== data/revenue.csv\naccount,period,brand,division,product,amount,margin\n{rows}");
    let row = |account: &str, period: &str| format!("{account},{period},surgix,Surgical,surgix-core,100,0.3\n");
    check("revenue history and projection", "", "–");
    let four = ["FY2026-Q1", "FY2026-Q2", "FY2026-Q3", "FY2026-Q4"].map(|period| row("northwind-health", period)).concat();
    let says = |n: usize, p: usize, brands: &str| format!("{n} of the last 4 fiscal quarters in revenue.csv; 90-day projection for {p} of {brands}");
    check("revenue history and projection", &data(&four), &format!("1 | {} | /projection_90d", says(4, 1, "1 brand sold")));
    check("revenue history and projection", &format!("~projection_90d\n{}", data(&four)), &format!("0.5 | {} | /projection_90d", says(4, 0, "1 brand sold")));
    // the running quarter is no history
    check("revenue history and projection", &data(&row("northwind-health", "FY2027-Q1")), &format!("0 | {} | /projection_90d", says(0, 0, "0 brands sold")));
    check("revenue history and projection", &data(&row("northwind-health", "FY2026-Q4")), &format!("0.625 | {} | /projection_90d", says(1, 1, "1 brand sold")));
    check("revenue history and projection", &format!("stance: acquire\n{}", data(&row("other", "FY2026-Q4"))), "–");
}

#[test]
fn counts_what_is_known_of_decision_makers() {
    let person = |fields: &str| format!("people:\n  - {{id: a, name: A B, title: C, buying_role: economic, influence: 5, kdm: true, {fields}}}");
    let label = "facts about key decision makers";
    check(label, &person("in_power: unknown, disposition: neutral, last_met: 2026-11-01"), "0.5 | 1 key decision maker: 2 of 4 facts known | /people/0");
    check(
        label,
        &person("in_power: no, verified_on: 2025-01-01, disposition: opponent, last_met: 2025-01-01"),
        "1 | 1 key decision maker: 4 of 4 facts known | /people",
    );
    check(label, "people: []", "0 | no key decision maker | /people");
}

#[test]
fn counts_obstacles_asks_and_rivals() {
    check(
        "obstacles",
        "obstacles:\n  - {id: a, what: Budget freeze until March, trend: grown, impact: high}",
        "0 | 0 of 1 obstacle has a specific text and the support that is needed | /obstacles/0",
    );
    let obstacles = "obstacles:\n  - {id: a, what: Budget is tight, trend: grown, impact: high, support_needed: A talk with finance}\n  - {id: b, what: The ward budget is frozen until 31 March 2027, trend: grown, impact: high, support_needed: A talk with finance}";
    check("obstacles", obstacles, "0.5 | 1 of 2 obstacles has a specific text and the support that is needed | /obstacles/0");
    check("obstacles", "obstacles: []", "0 | no obstacle | /obstacles");
    check("asks", "asks: {none: The pilot is staffed and paid for.}", "1 | nothing is needed, with the reason | /asks");
    check("asks", "asks: {none: nothing}", "0 | nothing is needed, without a reason | /asks");
    check("asks", "asks: []", "0 | no ask, and no word that nothing is needed | /asks");
    check("asks", "status: draft\nasks: []", "–");
    check("competition or SWOT", "competition: [{name: Halden}]", "0 | no rival with our counter; 0 of 4 SWOT lists filled | /competition");
    check(
        "competition or SWOT",
        "competition: []\nswot: {strengths: [a], weaknesses: [b], opportunities: [c], threats: [d]}",
        "1 | no rival with our counter; 4 of 4 SWOT lists filled | /competition",
    );
    check(
        "competition or SWOT",
        "competition: []\nswot: {strengths: [a], weaknesses: [b], opportunities: [c], threats: [TBD]}",
        "0 | no rival with our counter; 3 of 4 SWOT lists filled | /swot",
    );
    check("competition or SWOT", "stance: retain", "–");
}
