//! QD205, QD207, QD302, QD303 and the rules from QD403 on: what a plan could do better, at the edges of its thresholds.

use quarterdeck::rules::example;

use crate::{SUPPORTERS, check, findings, messages, one};

const CLOSED: &str = "status: closed\noutcome: {value_added: yes, lesson: The count convinced more than the price.}\nopportunities: [{id: a, name: Lab, amount: 5, probability: 1, close_by: 2027-01-01, status: parked}]\n";

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
    // the standard plan's action serves this one later
    check(&last_quarter("2026-12-31"), &["action-order@"]);
    check(&last_quarter("2027-01-01"), &["horizon-date@", "action-order@"]);
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
    // the manager may sign, also alone; everybody else who is not on the team is named
    check(&commitment("tomas-rivera", "2026-10-01"), &[]);
    check(&commitment("lena-fischer", "2026-10-01"), &["commitment-signer@"]);
    check(&commitment("maya-chen, lena-fischer, ines-okafor", "2026-10-01"), &["commitment-signer@", "commitment-signer@"]);
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

#[test]
fn people_in_power_and_meetings() {
    let people = |a: &str, b: &str| {
        format!(
            "people:\n  - {{id: a, name: Ana, title: T, buying_role: economic, influence: 5, disposition: supporter, last_met: 2026-11-02{a}}}\n  \
             - {{id: b, name: Ben, title: T, buying_role: user, influence: 4, last_met: 2026-11-05, disposition: {b}}}\n"
        )
    };
    check(&people("", "champion"), &[]);
    check(&people("", "champion, in_power: unknown"), &[]);
    check(&people("", "champion, in_power: no"), &["single-threaded@"]);
    check(&people("", "neutral"), &["single-threaded@"]);
    let said = |example: &str, who: &str| assert!(messages(example)[0].starts_with(&format!("Ana is the only champion or supporter {who} among 2 people")));
    said(&people(", in_power: yes", "neutral"), "in power");
    said(&people(", in_power: unknown", "neutral"), "not known to be out of power");
    said(&people("", "champion, in_power: no"), "not known to be out of power");
    check(&(people("", "neutral") + "status: draft\n"), &[]);
    check(&(people("", "neutral") + "stance: retire\n"), &[]);
    let kdm = |rest: &str| people(&format!(", kdm: true, verified_on: 2026-11-02{rest}"), "champion");
    check(&kdm(", in_power: yes, next_meeting: {on: 2026-11-22}"), &[]);
    check(&kdm(", in_power: yes, next_meeting: {on: 2027-02-20}"), &[]);
    check(&kdm(", in_power: yes, next_meeting: {on: 2026-11-21}"), &["kdm-without-meeting@"]);
    check(&kdm(", in_power: yes, next_meeting: {on: 2027-02-21}"), &["kdm-without-meeting@"]);
    check(&kdm(", in_power: yes"), &["kdm-without-meeting@"]);
    check(&kdm(", in_power: no"), &["single-threaded@"]);
    check(&kdm(", in_power: unknown"), &["power-unverified@"]);
    let verified = |on: &str| people(&format!(", kdm: true, in_power: yes, next_meeting: {{on: 2026-12-01}}, verified_on: {on}"), "champion");
    check(&verified("2026-08-22"), &[]);
    check(&verified("2026-08-21"), &["power-unverified@"]);
}

#[test]
fn the_share_of_what_is_near_has_a_limit() {
    // two objectives, two open actions and an opportunity: with this many due the share is 0.6 or 0.8
    let plan = |objective: &str, action: &str| {
        format!(
            "objectives:\n  - {{id: a, text: Become the standard, kind: position, horizon: long, by: 2028-03-31}}\n  \
             - {{id: b, text: Win Sofia Lind, kind: relationship, horizon: short, by: {objective}}}\n\
             actions:\n  - {{id: x, objective: a, text: Agree the pilot terms with Ruth Adeyemi, owner: maya-chen, due: 2026-12-09, status: doing}}\n  \
             - {{id: y, objective: b, text: Meet Sofia Lind about the scanner trial, owner: maya-chen, due: {action}, status: planned}}\n\
             opportunities: [{{id: o, name: Pilot, amount: 240000, probability: 0.6, close_by: 2027-01-29, status: open, requalified_on: 2026-11-12, timing_confirmed_on: 2026-11-12}}]\n"
        )
    };
    check(&plan("2027-02-21", "2027-02-20"), &[]);
    one(&plan("2027-02-20", "2027-02-20"), "near-term-plan", "objectives:");
    check(&(plan("2027-02-20", "2027-02-20") + "status: draft\n"), &[]);
    let lenient = "=== quarterdeck.yaml\n".to_owned() + quarterdeck::rules::example::TERRITORY + "  near_term: {max_share: 0.8}\n";
    check(&(plan("2027-02-20", "2027-02-20") + &lenient), &[]);
    assert!(messages(&plan("2027-02-20", "2027-02-20"))[0].starts_with("4 of 5 objectives, open actions and open opportunities are due by 2027-02-20: 80 %"));
}

#[test]
fn projections_may_differ_a_little() {
    let projection = |amount: u32| {
        format!(
            "projection_90d: [{{brand: surgix, division: Surgical, amount: {amount}}}]\n=== data/revenue.csv\naccount,period,brand,division,product,amount,margin\n\
             northwind-health,FY2026-Q1,surgix,Surgical,surgix-core,56000,0.4\nnorthwind-health,FY2026-Q2,surgix,Surgical,surgix-core,56000,0.4\n\
             northwind-health,FY2026-Q3,surgix,Surgical,surgix-core,56000,0.4\nnorthwind-health,FY2026-Q4,surgix,Surgical,surgix-core,56000,0.4\n"
        )
    };
    // a quarter is 56,000, the pilot adds 144,000
    for (amount, good) in [(240_000, true), (240_001, false), (160_000, true), (159_999, false)] {
        let found: Vec<String> = findings(&projection(amount)).into_iter().filter(|it| it.starts_with("projection")).collect();
        assert_eq!(found.is_empty(), good, "{amount}: {found:?}");
    }
    let found = messages(&projection(300_000));
    assert!(
        found.iter().any(|it| it
            .starts_with("the projection for Surgix in Surgical is 300,000, and history with the open opportunities of 90 days gives 200,000, 50 % apart")),
        "{found:?}"
    );
}

#[test]
fn open_statements_are_judged() {
    let obstacle = |what: &str| format!("obstacles: [{{id: o, what: {what}, trend: grown, impact: high}}]\n");
    check(&obstacle("We must move the needle with Ruth Adeyemi in March"), &["vague-statement@"]);
    check(&obstacle("Budgets are tight in March 2027 too"), &[]);
    check(&obstacle("Budgets are tight in 2027"), &["vague-statement@"]);
    check(&(obstacle("Budgets are tight") + CLOSED), &[]);
    let ask = |status: &str| format!("asks: [{{id: cpo-dinner, what: More support, from: tomas-rivera, by: 2026-12-04, kind: access, status: {status}}}]\n");
    one(&ask("open"), "vague-statement", "More support");
    check(&ask("done"), &[]);
    let own = "=== quarterdeck.yaml\n".to_owned() + quarterdeck::rules::example::TERRITORY + "  cliches: [Land-and-Expand]\n";
    let found = messages(&(obstacle("We land and expand at Northwind until March 2027") + &own));
    assert_eq!(
        found,
        [
            "the obstacle `We land and expand at Northwind until M…` says `land and expand`, which fits every account | say what happened, to whom, and how much: a figure, a name or a date"
        ]
    );
}

#[test]
fn sections_have_headings() {
    check("---\n~## Risks\n~## Strategy\n", &["heading-missing@", "heading-missing@"]);
    check("---\n~## Risks\n## RISKS\n\nThe two-supplier policy.\n", &[]);
    one("---\n~## Strategy\n## Stratgy\n\nOne theatre first.\n", "heading-missing", "## Stratgy");
    check("status: draft\n---\n~## Risks\n", &[]);
    // a heading with nothing under it is no section
    one("---\n## Risks\n", "heading-missing", "## Risks");
    one("---\n## Risks\n\n<!-- what could stop it? -->\n\n---\n", "heading-missing", "## Risks");
    one("---\n## Risks\n\n### Theirs\n\n### Ours\n", "heading-missing", "## Risks");
    check("---\n## Risks\n\n### Ours\n\nThe two-supplier policy.\n", &[]);
    check("---\n## Risks\n\n```\n<!-- two suppliers -->\n```\n", &[]);
    check("---\n## Risks\n\nSee `<!--` in the policy.\n", &[]);
    // what stands there is told already
    one("---\n## Risks\n\nTBD\n", "placeholder", "TBD");
    assert_eq!(messages("---\n## Risks\n"), ["the heading `Risks` stands there, and nothing under it | write what belongs under it"]);
    check("stance: retain\n---\n~## Risks\n", &[]);
    let own = "=== quarterdeck.yaml\n".to_owned() + quarterdeck::rules::example::TERRITORY + "  sections: [Situation, Questions]\n";
    check(&own, &["heading-missing@"]);
}

fn review(name: &str, fields: &str) -> String {
    format!("=== accounts/northwind-health/reviews/{name}.md\n---\nschema: quarterdeck-review/1\ntype: account-plan\npurpose: [strategy]\n{fields}\n---\n")
}

#[test]
fn reviews_get_their_time_their_manager_and_their_questions() {
    let planned = |fields: &str| review("2026-12-16", &format!("date: 2026-12-16\nstatus: planned\n{fields}"));
    let full = "minutes: 90\nattendees: [maya-chen, tomas-rivera]";
    check(&planned(full), &[]);
    check(&planned("attendees: [maya-chen, tomas-rivera]"), &[]);
    check(&planned("minutes: 89\nattendees: [tomas-rivera]"), &["review-too-short@2026-12-16.md:7"]);
    check(&("tier: B\n".to_owned() + &planned("minutes: 60\nattendees: [tomas-rivera]")), &["tier-mismatch@11"]);
    check(&planned("minutes: 90\nattendees: [maya-chen]"), &["manager-absent@2026-12-16.md:8"]);
    check(&planned(&format!("{full}\npre_read_sent_on: 2026-12-11")), &[]);
    check(&planned(&format!("{full}\npre_read_sent_on: 2026-12-12")), &["pre-read-late@2026-12-16.md:9"]);
    let soon = |date: &str| review("2026-12-16", &format!("date: {date}\nstatus: planned\n{full}"));
    check(&soon("2026-11-27"), &[]);
    check(&soon("2026-11-26"), &["pre-read-late@2026-12-16.md:5"]);
    // a review of an opportunity is another meeting, one that has passed is asked for and no more
    check(&planned("minutes: 30\nattendees: [maya-chen]").replace("type: account-plan", "type: opportunity"), &[]);
    check(&soon("2026-11-20").replace("minutes: 90", "minutes: 30"), &["overdue-review@2026-12-16.md:5"]);
}

#[test]
fn plans_are_looked_at_in_their_rhythm() {
    let held = |date: &str| review("2026-09-16", &format!("date: {date}\nstatus: held\nminutes: 90\nattendees: [maya-chen, tomas-rivera]"));
    check(&held("2026-08-22"), &[]);
    check(&held("2026-08-21"), &["stale-review@13"]);
    check(&("cadence: annual\n".to_owned() + &held("2025-11-21")), &[]);
    check(&held("2026-08-22").replace("type: account-plan", "type: opportunity"), &["stale-review@13"]);
    check(&("status: draft\n".to_owned() + &held("2025-08-21")), &[]);
    let found = messages(&held("2026-11-20").replace("status: held", "status: planned"));
    assert!(found.len() == 1 && found[0].starts_with("the review was planned for 2026-11-20, 2 days ago"), "{found:?}");
    let found = messages(&held("2026-08-20").replace("status: held", "status: planned"));
    assert_eq!(found[0], "the plan was never reviewed; its cadence is quarterly | hold the one that is planned for 2026-12-16, sooner if you can");
    // where nobody asks for a review whose day has passed, what is missed is said here
    let off = |level: &str| {
        held("2026-11-20").replace("status: held", "status: planned")
            + &format!("=== quarterdeck.yaml\n{}rules: {{overdue-review: {level}}}\n", example::TERRITORY)
    };
    check(&off("info"), &["overdue-review@2026-09-16.md:5 (info)"]);
    check(&off("off"), &["stale-review@13"]);
}

#[test]
fn figures_opportunities_and_periods_are_of_now() {
    let reading = |base: &str, target: &str, read: &str| {
        format!(
            "benchmarks: [{{id: surgical-share, text: Share, unit: '%', direction: up, baseline: {{value: 22, on: {base}}}, target: {{value: 45, by: {target}}}, readings: [{read}]}}]\n"
        )
    };
    check(&reading("2026-02-01", "2027-12-31", "{on: 2026-08-22, value: 25}"), &[]);
    check(&reading("2026-02-01", "2027-12-31", "{on: 2026-08-21, value: 25}"), &["benchmark-unread@"]);
    check(&reading("2026-02-01", "2027-12-31", ""), &["benchmark-unread@"]);
    check(&reading("2026-08-22", "2027-12-31", ""), &[]);
    check(&reading("2026-02-01", "2026-07-31", "{on: 2026-07-31, value: 46}"), &[]);
    // met before its day, which has passed: nothing is left to be read; missed, or with its day still to come, there is
    check(&reading("2026-02-01", "2026-07-31", "{on: 2026-07-21, value: 45}"), &[]);
    check(&reading("2026-02-01", "2026-07-31", "{on: 2026-07-21, value: 44}"), &["benchmark-unread@"]);
    check(&reading("2026-02-01", "2026-11-22", "{on: 2026-07-21, value: 45}"), &["benchmark-unread@"]);
    let opportunity = |asked: &str, timed: &str| {
        format!(
            "opportunities: [{{id: o, name: Pilot, amount: 240000, probability: 0.6, close_by: 2027-01-29, status: open, requalified_on: {asked}, timing_confirmed_on: {timed}}}]\n"
        )
    };
    check(&opportunity("2026-10-01", "2026-10-01"), &[]);
    check(&opportunity("2026-09-30", "2026-10-01"), &["opportunity-stale@"]);
    check(&opportunity("2026-10-01", "null"), &["opportunity-stale@"]);
    check(&opportunity("2026-09-30", "2026-09-30"), &["opportunity-stale@"]);
    check(&opportunity("2026-09-30", "2026-09-30").replace("status: open", "status: parked"), &[]);
    // one whose day has passed is past all asking, in a draft too
    let closing = |day: &str| opportunity("2026-09-30", "2026-11-12").replace("2027-01-29", day);
    let passed = closing("2024-11-21");
    one(&passed, "opportunity-stale", "id: o");
    one(&(passed.clone() + "status: draft\n"), "opportunity-stale", "id: o");
    assert_eq!(
        messages(&passed),
        ["`o` should have closed on 2024-11-21, 731 days ago, and is still open | close it as won or lost with `closed_on`, or move `close_by`"]
    );
    check(&closing("2026-11-22").replace("2026-09-30", "2026-11-12"), &[]);
    check(&passed.replace("status: open", "status: lost, closed_on: 2025-01-10"), &[]);
    check("period: FY2026-Q4\n", &["period-behind@9"]);
    check("period: FY2026\n", &["period-behind@9"]);
    check("period: FY2027-01\n", &["period-behind@9"]);
    check("period: FY2027-02\n", &[]);
    check("period: FY2027\n", &[]);
    check("period: FY2026-Q4\nstatus: draft\n", &["horizon-date@"]);
}

#[test]
fn blocked_actions_wait_for_an_answer() {
    let blocked = |ask: &str| {
        format!(
            "actions:\n  - {{id: x, objective: standardise-surgical, text: Agree the pilot terms with Ruth Adeyemi, kind: relationship, owner: maya-chen, due: 2026-12-09, status: blocked, needs: cpo-dinner}}\n  \
             - {{id: y, objective: win-clinical-engineering, text: Meet Sofia Lind about the scanner trial, owner: maya-chen, due: 2027-03-19, status: planned}}\n\
             asks:\n  - {{id: cpo-dinner, what: Host Ruth Adeyemi and our COO in December, from: tomas-rivera, by: 2026-12-04, kind: access, status: {ask}}}\n"
        )
    };
    check(&blocked("open"), &[]);
    for (status, said) in [
        (
            "granted",
            "`x` is blocked, and the ask `cpo-dinner` that would free it is granted | go on with the action, or say under `needs` what it waits for now",
        ),
        ("done", "`x` is blocked, and the ask `cpo-dinner` that would free it is done | go on with the action, or say under `needs` what it waits for now"),
        (
            "refused",
            "`x` is blocked, and the ask `cpo-dinner` that would free it was refused | find another way, and name the ask for it under `needs`, or drop the action",
        ),
    ] {
        one(&blocked(status), "blocked-without-ask", "id: x");
        assert_eq!(messages(&blocked(status)), [said]);
    }
    check(&format!("{}{CLOSED}", blocked("granted")), &[]);
}

#[test]
fn a_review_to_come_may_be_a_fire_drill_too() {
    let planned = review("2026-12-16", "date: 2026-11-25\nstatus: planned\nminutes: 90\nattendees: [maya-chen, tomas-rivera]\npre_read_sent_on: 2026-11-16");
    let edited = |days: &[&str]| {
        let commit = |day: &&str| format!("{day} northwind-health actions, asks by Maya Chen <maya.chen@example.com>\n");
        format!("{planned}=== .history\n{}", days.iter().map(commit).collect::<String>())
    };
    check(&edited(&["2026-10-19", "2026-11-20", "2026-11-05", "2026-11-21"]), &[]);
    let late = edited(&["2026-10-19", "2026-11-20", "2026-11-21", "2026-11-22"]);
    check(&late, &["fire-drill@1"]);
    assert_eq!(
        messages(&late),
        ["3 of 4 commits lie in the last 5 days before the review of 2026-11-25, which is still to come | \
          move it to 2026-11-28 or later, and leave the plan time to be thought through"]
    );
}
