//! The sentences about actions, objectives, benchmarks, obstacles, asks and our own side.

use super::{check, item};

#[track_caller]
fn action(old: &str, new: &str, expected: &[&str]) {
    item("actions", "text: Train the ward leads", old, new, expected);
}

#[track_caller]
fn benchmark(old: &str, new: &str, expected: &[&str]) {
    item("benchmarks", "text: Share of wallet, unit: '%'", old, new, expected);
}

#[test]
fn actions_are_done_late_and_blocked() {
    let list = |items: &[(&str, &str)]| {
        let items: Vec<String> = items.iter().map(|(id, facts)| format!("{{id: {id}, text: Step {id}, due: 2026-11-01, {facts}}}")).collect();
        format!("actions: [{}]", items.join(", "))
    };
    let open = list(&[("a", "status: doing"), ("b", "status: planned"), ("c", "status: blocked")]);
    let done = "status: done, done_on:";
    let say = |facts: &[&str], expected: &str| {
        let mut new = [("a", "status: doing".to_owned()), ("b", "status: planned".to_owned()), ("c", "status: blocked".to_owned())];
        for (item, day) in new.iter_mut().zip(facts) {
            item.1 = format!("{done} {day}");
        }
        let new: Vec<(&str, &str)> = new.iter().map(|(id, facts)| (*id, facts.as_str())).collect();
        check(&open, &list(&new), &[expected]);
    };
    say(&["2026-11-01"], "one action done: *Step a*");
    say(&["2026-11-10"], "one action done, late by 9 days: *Step a*");
    say(&["2026-11-10", "2026-10-30"], "two actions done, one late by 9 days: *Step a*, *Step b*");
    say(&["2026-11-13", "2026-11-02", "2026-11-01"], "three actions done, two late by up to 12 days: *Step a*, *Step b*, *Step c*");
    check("account: a", "account: a\nactions: [{id: n, text: New, status: done}]", &["one action done: *New*"]);
    action("due: 2027-02-28", "due: 2027-03-12", &["*Train the ward leads* slipped 12 days to 12 March"]);
    let both = "due: 2026-12-10, status: done, done_on: 2026-12-09";
    action("due: 2026-12-01, status: doing", both, &["one action done, late by 8 days: *Train the ward leads*"]);
    action("due: 2027-02-28, slips: 0", "due: 2027-03-12, slips: 1", &["*Train the ward leads* slipped 12 days to 12 March"]);
    action("due: 2027-03-01", "due: 2027-02-28", &["*Train the ward leads* came forward 1 day to 28 February"]);
    action("slips: 1", "slips: 2", &["*Train the ward leads*: carried over 1 → 2"]);
    action("status: doing", "status: blocked", &["*Train the ward leads* blocked"]);
    action("status: blocked", "status: doing", &["*Train the ward leads* unblocked"]);
    action("status: doing", "status: dropped", &["*Train the ward leads* dropped"]);
    action("status: done, done_on: 2026-11-01", "status: doing", &["*Train the ward leads* reopened"]);
    action("status: planned", "status: doing", &["*Train the ward leads* started"]);
    action("status: doing", "status: planned", &["*Train the ward leads* set back to planned"]);
    action("status: doing", "status: later", &["*Train the ward leads*: status doing → later"]);
    action("status: done, done_on: 2026-11-01", "status: done, done_on: 2026-11-03", &["*Train the ward leads* done on 3 November, 1 November before"]);
    check("account: a", "account: a\nactions: [{id: x, text: Go, owner: ana, due: 2026-12-09, status: planned}]", &["new action *Go*: Ana Ruiz by 9 December"]);
    check(
        "account: a\nactions: [{id: x, text: Go, owner: ana, due: 2026-12-09, status: blocked}]",
        "account: a",
        &["action *Go* removed: Ana Ruiz by 9 December, blocked"],
    );
    action("owner: ana", "owner: ben", &["*Train the ward leads*: owner Ana Ruiz → Ben Ode"]);
    action("hours: 6", "hours: 8.5", &["*Train the ward leads*: hours 6 → 8.5"]);
    action("expected_value: 60000", "expected_value: 90000", &["expected value of *Train the ward leads* +50 %, $60,000 → $90,000"]);
    action("", "expected_value: 90000", &["expected value of *Train the ward leads* $90,000, none before"]);
    action("kind: revenue", "kind: customer-outcome", &["*Train the ward leads*: kind revenue → customer outcome"]);
    action("after: [y]", "after: [z]", &["*Train the ward leads* comes after *z* now", "*Train the ward leads* no longer comes after *y*"]);
    let with = |needs: &str| format!("actions: [{{id: x, text: Go{needs}}}]\nasks: [{{id: d, what: The dinner}}]\nobjectives: [{{id: o, text: Win}}]");
    check(&with(""), &with(", needs: d"), &["*Go*: needs *The dinner*, none before"]);
    check(&with(", objective: o"), &with(", objective: p"), &["*Go*: objective *Win* → *p*"]);
    check("actions: [{id: x, text: Go}]", "actions: [{id: x, text: Run}]", &["action reworded: *Go* → *Run*"]);
}

#[test]
fn objectives_slip_and_change() {
    let say = |old: &str, new: &str, expected: &str| item("objectives", "text: Win", old, new, &[expected]);
    say("by: 2027-02-28", "by: 2027-03-12", "objective *Win* slipped 12 days to 12 March");
    say("by: 2027-03-12", "by: 2027-03-02", "objective *Win* came forward 10 days to 2 March");
    say("horizon: long", "horizon: short", "objective *Win*: horizon long → short");
    say("kind: revenue", "kind: position", "objective *Win*: kind revenue → position");
    say("benchmark: a", "benchmark: b", "objective *Win*: benchmark *a* → *b*");
    say("why: a", "why: b", "objective *Win*: reason reworded");
    check("objectives: [{id: x, text: Win}]", "objectives: [{id: x, text: Win more}]", &["objective reworded: *Win* → *Win more*"]);
    check("account: a", "account: a\nobjectives: [{id: x, text: Win, by: 2027-03-12}]", &["new objective *Win* by 12 March"]);
    check("account: a\nobjectives: [{id: x, text: Win, by: 2027-03-12}]", "account: a", &["objective *Win* removed"]);
}

#[test]
fn benchmarks_are_read() {
    let target = "target: {value: 80, by: 2027-03-12}, baseline: {value: 55, on: 2026-01-31}";
    let readings = |list: &str| format!("{target}, readings: [{list}]");
    let first = "{on: 2026-08-31, value: 62}";
    benchmark(
        &readings(first),
        &readings(&format!("{first}, {{on: 2026-11-03, value: 71}}")),
        &["*Share of wallet* read 71 % on 3 November, 62 % before, target 80 %"],
    );
    let said = |count: u32, words: &str| {
        let new = readings(&format!("{{on: 2026-08-31, value: {count}}}"));
        item("benchmarks", "text: Share of wallet, unit: people", target, &new, &[words]);
    };
    said(1, "*Share of wallet* read 1 (people) on 31 August, 55 people before, target 80 people");
    said(55, "*Share of wallet* read 55 people on 31 August, as before, target 80 people");
    benchmark(target, &readings(first), &["*Share of wallet* read 62 % on 31 August, 55 % before, target 80 %"]);
    benchmark(&readings(first), &readings("{on: 2026-08-31, value: 61}"), &["*Share of wallet*: reading of 31 August corrected, 62 % → 61 %"]);
    benchmark(&readings(first), target, &["*Share of wallet*: reading of 31 August removed, 62 % before"]);
    benchmark(&readings(first), &readings("{on: 2026-08-31, value: 62, source: study}"), &["*Share of wallet*: source of the reading of 31 August changed"]);
    benchmark("target: {value: 80}", "target: {value: 85}", &["target of *Share of wallet* raised, 80 % → 85 %"]);
    benchmark("target: {value: 80}", "target: {value: 1200}", &["target of *Share of wallet* raised, 80 % → 1,200 %"]);
    benchmark("target: {value: 80}", "target: {value: 75}", &["target of *Share of wallet* lowered, 80 % → 75 %"]);
    benchmark("target: {by: 2027-02-28}", "target: {by: 2027-03-12}", &["target of *Share of wallet* slipped 12 days to 12 March"]);
    benchmark("target: {x: 1}", "target: {x: 2}", &["*Share of wallet*: target changed"]);
    benchmark("baseline: {value: 55}", "baseline: {value: 54.5}", &["baseline of *Share of wallet* changed, 55 % → 54.5 %"]);
    benchmark("baseline: {on: 2026-11-03}", "baseline: {on: 2026-11-01}", &["baseline of *Share of wallet* is of 1 November, 3 November before"]);
    benchmark("tolerance: 1", "tolerance: 2", &["*Share of wallet*: tolerance 1 → 2"]);
    benchmark("direction: up", "direction: hold", &["*Share of wallet*: direction up → hold"]);
    check(
        "benchmarks: [{id: x, text: A, unit: '%'}]",
        "benchmarks: [{id: x, text: B, unit: points}]",
        &["*B*: unit % → points", "benchmark reworded: *A* → *B*"],
    );
    check(
        "account: a",
        &format!("account: a\nbenchmarks: [{{id: x, text: A, unit: lines, {target}}}]"),
        &["new benchmark *A*: 55 lines, target 80 lines by 12 March"],
    );
    check("account: a\nbenchmarks: [{id: x, text: A}]", "account: a", &["benchmark *A* removed"]);
}

#[test]
fn obstacles_rivals_and_swot() {
    let say = |old: &str, new: &str, expected: &str| item("obstacles", "what: Tender freeze", old, new, &[expected]);
    say("trend: steady", "trend: grown", "*Tender freeze* grown, steady before");
    say("impact: medium", "impact: high", "*Tender freeze*: impact medium → high");
    say("", "support_needed: Legal", "*Tender freeze* needs support: *Legal*");
    say("support_needed: Legal", "", "*Tender freeze* needs no support any more");
    say("support_needed: Legal", "support_needed: Law", "*Tender freeze*: support needed reworded");
    say("owner: ana", "owner: ben", "*Tender freeze*: owner Ana Ruiz → Ben Ode");
    say("since: 2026-11-01", "since: 2026-11-02", "*Tender freeze*: since 1 November → 2 November");
    check("obstacles: [{id: x, what: A}]", "obstacles: [{id: x, what: B}]", &["obstacle reworded: *A* → *B*"]);
    check("obstacles: []", "obstacles: [{id: x, what: A, impact: high}]", &["new obstacle *A*, impact high"]);
    check("obstacles: [{id: x, what: A, impact: high}]", "obstacles: []", &["obstacle *A* is gone"]);
    let rival = |old: &str, new: &str, expected: &str| {
        check(&format!("competition: [{{name: Halden{old}}}]"), &format!("competition: [{{name: Halden{new}}}]"), &[expected])
    };
    rival(", strength: 3", ", strength: 4", "*Halden*: strength 3 → 4");
    rival(", where: North", ", where: South", "*Halden*: place North → South");
    rival(", weakness: a", ", weakness: b", "*Halden*: weakness reworded");
    rival("", ", our_counter: b", "*Halden*: our counter added");
    check("competition: []", "competition: [{name: Halden, where: North}]", &["*Halden* competes now: North"]);
    check("competition: [{name: Halden}]", "competition: []", &["*Halden* no longer competes"]);
    check("competition: [{name: A}, {name: B}]", "competition: [{name: B}, {name: A}]", &["*competition* in another order"]);
    check("swot: {threats: [a]}", "swot: {threats: [a, b, c]}", &["two threats are new"]);
    check("swot: {opportunities: [a]}", "swot: {strengths: [b]}", &["one strength is new", "one opportunity is gone"]);
    check("swot: {threats: [a, b]}", "swot: {threats: [b, a]}", &["SWOT: threats changed"]);
}

#[test]
fn asks_are_asked_and_answered() {
    check(
        "asks: []",
        "asks: [{id: x, what: An introduction, from: dana, by: 2026-12-03, kind: access, status: open}]",
        &["asks Dana Cole for access by 3 December: *An introduction*"],
    );
    check("asks: []", "asks: [{id: x, what: It, from: dana, kind: decision, status: granted}]", &["asked Dana Cole for a decision: *It*, granted"]);
    let say = |old: &str, new: &str, expected: &str| item("asks", "what: The dinner", old, new, &[expected]);
    say("status: open", "status: granted", "ask *The dinner* granted");
    say("status: open", "status: refused", "ask *The dinner* refused");
    say("status: granted", "status: done", "ask *The dinner* done");
    say("status: refused", "status: open", "ask *The dinner* reopened");
    say("by: 2026-12-03", "by: 2026-12-08", "ask *The dinner* slipped 5 days to 8 December");
    say("from: dana", "from: ana", "ask *The dinner* goes to Ana Ruiz now, Dana Cole before");
    say("kind: money", "kind: price", "ask *The dinner*: kind money → price");
    check("asks: [{id: x, what: A}]", "asks: [{id: x, what: B}]", &["ask reworded: *A* → *B*"]);
    check("asks: [{id: x, what: A, status: open}]", "asks: []", &["ask *A* withdrawn"]);
    check("asks: [{id: x, what: A, status: done}]", "asks: []", &["ask *A* removed"]);
    check("asks: [{id: x, what: A, status: open}]", "asks: {none: the pilot runs}", &["nothing is asked any more: the pilot runs"]);
    check("asks: []", "asks: {none: the pilot runs}", &["nothing is asked: the pilot runs"]);
    check("asks: {none: a}", "asks: {none: b}", &["nothing is asked, and the reason is another: b"]);
    check("asks: {none: a}", "asks: []", &["no longer said that nothing is asked"]);
}

#[test]
fn our_side_commits_and_works() {
    check("commitment: {}", "commitment: {statement: We will, by: [ana], on: 2026-11-01}", &["commitment made"]);
    check("commitment: {statement: We will}", "commitment: {}", &["commitment withdrawn"]);
    let say = |old: &str, new: &str, expected: &[&str]| {
        check(&format!("commitment: {{statement: We will{old}}}"), &format!("commitment: {{statement: We will{new}}}"), expected)
    };
    say(", on: 2026-10-01", ", on: 2026-11-01", &["commitment renewed"]);
    say(", on: 2026-11-03", ", on: 2026-11-01", &["commitment dated 3 November → 1 November"]);
    say("", " too", &["commitment reworded"]);
    say(", by: [ana]", ", by: [ben]", &["Ben Ode signed", "Ana Ruiz no longer signs"]);
    say("", ", x: 1", &["commitment: x changed"]);
    let team = |old: &str, new: &str, expected: &str| check(&format!("team: [{old}]"), &format!("team: [{new}]"), &[expected]);
    team("", "{person: ana, function: sales, role: lead}", "Ana Ruiz joined the team: lead");
    team("", "{person: ana, function: sales}", "Ana Ruiz joined the team: sales");
    team("{person: ana}", "", "Ana Ruiz left the team");
    team("{person: ana, function: sales}", "{person: ana, function: legal}", "Ana Ruiz: function sales → legal");
    team("{person: ana, role: lead}", "{person: ana, role: all}", "Ana Ruiz: role lead → all");
    team("{person: ana}, {person: ben}", "{person: ben}, {person: ana}", "*team* in another order");
    let work = |old: &str, new: &str, expected: &str| {
        check(&format!("homework: [{{question: Why?{old}}}]"), &format!("homework: [{{question: Why?{new}}}]"), &[expected])
    };
    work("", ", done_on: 2026-11-01, answer: So", "homework *Why?* done");
    work(", done_on: 2026-11-01", "", "homework *Why?* reopened");
    work("", ", answer: So", "homework *Why?* answered");
    work(", answer: So", ", answer: Thus", "homework *Why?*: answer reworded");
    work(", due: 2026-12-01", ", due: 2026-12-04", "homework *Why?* slipped 3 days to 4 December");
    work(", assignee: ana", ", assignee: ben", "homework *Why?*: assignee Ana Ruiz → Ben Ode");
    check("homework: []", "homework: [{question: Why?, assignee: ana, due: 2026-12-01}]", &["new homework for Ana Ruiz by 1 December: *Why?*"]);
    check("homework: [{question: Why?}]", "homework: []", &["homework *Why?* removed"]);
    check("motivation: [earnings]", "motivation: [earnings, trusted-adviser]", &["motivation earnings → earnings, trusted adviser"]);
    check("account: a", "account: a\noutcome: {value_added: yes, lesson: b}", &["outcome written: value added yes"]);
    check(
        "outcome: {value_added: unknown, lesson: a}",
        "outcome: {value_added: yes, lesson: b}",
        &["outcome: value added unknown → yes", "outcome: lesson reworded"],
    );
    check("account: a\noutcome: {lesson: a}", "account: a", &["outcome removed"]);
}
