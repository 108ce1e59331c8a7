//! What the pages of the territory say, on the standard territory after a patch.

mod money;
mod rhythm;

use crate::audience::project::{View, project};
use crate::base::date::Date;
use crate::rules::example;
use crate::source::fixture;

fn with<T>(patch: &str, look: impl FnOnce(&View<'_>) -> T) -> T {
    let snapshot = fixture::snapshot(&example::territory(patch), Date::parse(example::TODAY).unwrap());
    let analysis = crate::engine::check(&snapshot);
    look(&project(&analysis, &[]))
}

#[test]
fn the_four_moves_have_names() {
    let accounts = "=== data/accounts.csv\naccount,name,segment,region,stance,potential,parent\nnorthwind-health,Northwind,,,grow,900,\nbirch,Birch,,,acquire,700,\nelm,Elm,,,retain,300,\noak,Oak,,,grow,800,\nash,Ash,,,retire,990,\n";
    let named = |patch: &str| {
        with(&format!("{patch}\n{accounts}"), |view| {
            view.growth()
                .moves
                .each_ref()
                .map(|found| format!("{}: {}", found.key, found.items.iter().map(|item| item.account.as_str()).collect::<Vec<_>>().join(", ")))
        })
    };
    let levels = "icp: {scores: {location: 1, terms: 2, shipping: 0}}\nopportunities: [{id: a, name: Lab, amount: 5, probability: 1, close_by: 2027-01-01, status: open, blocked_by: [terms]}]";
    assert_eq!(named(levels), ["qualify: Birch", "score: Oak, Elm", "build: Northwind Health Group", "negotiate: Northwind Health Group"]);
    // the next level below a match, however far below it is in a matrix of the territory's own
    let own = |score: i64| {
        let matrix = "=== icp.yaml\ncriteria:\n  - {id: terms, label: Terms, levels: [{value: 0}, {value: 5}, {value: 10}]}";
        named(&format!("icp: {{scores: {{terms: {score}}}}}\nopportunities: []\n{matrix}"))[3].clone()
    };
    assert_eq!([own(10), own(5), own(0)], ["negotiate: ", "negotiate: Northwind Health Group", "negotiate: "]);
    let unscored = "icp: {scores: {location: unknown}}\nopportunities: []";
    assert_eq!(named(unscored), ["qualify: Birch", "score: Northwind Health Group, Oak, Elm", "build: ", "negotiate: "]);
}

#[test]
fn results_need_a_reading_at_the_target() {
    let check = |direction: &str, from: &str, to: &str, reading: &str, expected: usize| {
        let patch = format!(
            "benchmarks:\n  - {{id: a, text: Share, unit: pct, direction: {direction}, baseline: {{value: {from}, on: 2026-01-01}}, target: {{value: {to}, by: 2027-01-01}}, readings: [{{on: 2026-11-01, value: {reading}}}]}}"
        );
        assert_eq!(with(&patch, |view| view.results().met.len()), expected, "{patch}");
    };
    check("up", "0", "10", "10", 1);
    check("up", "0", "10", "9.9", 0);
    check("down", "10", "4", "4", 1);
    check("down", "10", "4", "5", 0);
    check("hold", "10", "10", "10", 0);
    check("up", "10", "10", "10", 0);
    // of this fiscal year, since 1 October, and by the reading that reached it
    let read = |readings: &str, expected: &str| {
        let patch = format!(
            "benchmarks:\n  - {{id: a, text: Share, unit: pct, direction: up, baseline: {{value: 0, on: 2026-01-01}}, target: {{value: 10, by: 2027-01-01}}, readings: [{readings}]}}"
        );
        let shown = with(&patch, |view| view.results().met.iter().map(|row| format!("{} {}", row.on, row.reading)).collect::<Vec<_>>().join(", "));
        assert_eq!(shown, expected, "{readings}");
    };
    read("{on: 2026-09-30, value: 10}", "");
    read("{on: 2026-10-01, value: 10}", "2026-10-01 10");
    read("{on: 2026-09-30, value: 10}, {on: 2026-11-01, value: 12}", "");
    read("{on: 2026-10-20, value: 10}, {on: 2026-11-01, value: 12}", "2026-10-20 10");
    read("{on: 2026-09-01, value: 10}, {on: 2026-10-01, value: 8}, {on: 2026-11-01, value: 11}", "2026-11-01 11");
    let won = |date: &str| format!("opportunities: [{{id: a, name: Lab, amount: 5, probability: 1, close_by: {date}, status: won, closed_on: {date}}}]");
    assert_eq!(with(&won("2026-10-01"), |view| view.results().won.to_string()), "5");
    assert_eq!(with(&won("2026-09-30"), |view| view.results().won.to_string()), "0", "of the last fiscal year");
}

#[test]
fn page_and_rule_propose_the_same_accounts() {
    // ten accounts, two of them key accounts by size; one has a plan
    let accounts = "=== data/accounts.csv\naccount,name,segment,region,stance,potential,parent\nnorthwind-health,Northwind,,,grow,2400000,\npine,Pine,,,acquire,900000,\noak,Oak,,,acquire,800000,\n";
    let rest: String = (0..7).map(|n| format!("small-{n},Small,,,retain,{n},\n")).collect();
    with(&format!("{accounts}{rest}"), |view| {
        let cycle = view.cycle();
        let named: Vec<&str> = cycle.additions.iter().map(|item| item.account.as_str()).collect();
        let found: Vec<String> = view.findings().filter(|finding| finding.code.name == "plan-missing").map(|finding| finding.message().to_owned()).collect();
        assert_eq!((named, found.len()), (vec!["Pine"], 1));
        assert!(found[0].starts_with("`pine` is to acquire"), "{found:?}");
        assert_eq!(cycle.share.map(|key| (key.accounts, key.plans)), Some((10, 1)));
    });
}

#[test]
fn asks_are_counted_as_they_are_listed() {
    with("", |view| {
        let (counts, all) = (view.ask_counts(), view.asks(0..usize::MAX));
        assert_eq!(all.len(), 0, "a range beyond the list is nothing");
        let all = view.asks(0..counts.all);
        assert_eq!((all.len(), all.iter().filter(|ask| ask.open).count()), (counts.all, counts.open));
        assert_eq!(counts.people.iter().map(|it| view.open_asks(view.asks_of(&it.person.id))).sum::<usize>(), counts.open);
        assert_eq!(all.iter().filter(|ask| ask.overdue_days.is_some()).count(), counts.overdue);
        let people: usize = counts.people.iter().map(|it| it.open + it.answered).sum();
        assert!(people == counts.all && people > 0);
    });
}

#[test]
fn thresholds_in_force_are_listed_with_their_defaults() {
    let shown = |patch: &str, key: &str| {
        with(patch, |view| view.thresholds.iter().find(|it| it.key == key).map(|it| format!("{} | {}", it.value, it.default)).unwrap_or_default())
    };
    let with_territory = |more: &str| format!("=== quarterdeck.yaml\n{}{more}", example::TERRITORY);
    // a row of weights that nobody touched is the default that stands beside it
    with("", |view| {
        let rows: Vec<_> = view.thresholds.iter().filter(|it| it.key.starts_with("scores.")).collect();
        assert_eq!(rows.len(), 10);
        assert!(rows.iter().all(|it| it.value == it.default), "{rows:?}");
    });
    let heavier = with_territory("scores: {health: {defend: {execution: 30}}}\n");
    assert_eq!(shown(&heavier, "scores.health.defend"), "30 20 30 15 15 5 | 30 20 15 15 15 5");
    assert_eq!(shown("", "compliance.escalate_after_days"), "30 | 30");
    assert_eq!(shown("", "tiers.cadence.C"), "annual | annual");
    let set = with_territory(
        "scores: {completeness: {actions: 20}, readiness: {purpose: 5}, freshness: {people: 2}, relationship_coverage: {defend: {sponsor: 3}}}\n",
    );
    assert_eq!(shown(&set, "scores.completeness"), "10 10 5 5 20 15 10 10 8 4 4 4 | 10 10 5 5 15 15 10 10 8 4 4 4");
    assert_eq!(shown(&set, "scores.readiness"), "5 10 8 16 10 8 10 8 6 10 4 | 10 10 8 16 10 8 10 8 6 10 4");
    assert_eq!(shown(&set, "scores.freshness"), "2 1 1 1 1 1 | 1 1 1 1 1 1");
    assert_eq!(shown(&set, "scores.relationship_coverage.defend"), "1 1 1 1 3 1 | 1 1 1 1 1 1");
    let policy = |more: &str| format!("=== quarterdeck.yaml\n{}", example::TERRITORY.replacen("policy:\n", &format!("policy:\n  {more}\n"), 1));
    assert_eq!(shown(&policy("fire_drill_days: 9"), "fire_drill_days"), "9 | 5");
    assert_eq!(shown(&policy("gate: {tolerance: 2, floors: {B: 55}}"), "gate.tolerance"), "2 | 0.5");
    assert_eq!(shown(&policy("gate: {tolerance: 2, floors: {B: 55}}"), "gate.floors.B"), "55 | 60");
    assert_eq!(shown(&policy("cliches: [low-hanging fruit]"), "cliches"), "low-hanging fruit | not set");
    assert_eq!(shown(&policy("sections: [Situation, Risks]"), "sections").split(" | ").next(), Some("Situation, Risks"));
    assert_eq!(shown(&policy("compliance: {escalate_to: tomas-rivera}"), "compliance.escalate_to"), "tomas-rivera | not set");
}

/// A row that cannot be read is a row all the same: the page, the rule and `build.json` count one list.
#[test]
fn an_account_with_a_mistake_in_its_row_is_an_account() {
    let accounts = |potential: &str| {
        format!(
            "=== data/accounts.csv\naccount,name,segment,region,stance,potential,parent\nnorthwind-health,Northwind,,,grow,900,\nelm,Elm,,,retain,{potential},\n"
        )
    };
    let check = |potential: &str| {
        let counted = with(&accounts(potential), |view| (view.totals.accounts, crate::scores::key_accounts::key_accounts(&view.analysis.portfolio).accounts));
        assert_eq!(counted, (Some(2), 2), "{potential}");
    };
    check("300");
    check("abc");
}

/// A second plan, of another owner and with other words where it says so.
fn another(slug: &str, patch: &str) -> String {
    let plan = example::plan("").replace("account: northwind-health", &format!("account: {slug}"));
    let plan = patch.split(" -> ").collect::<Vec<_>>().chunks(2).fold(plan, |plan, pair| plan.replace(pair[0], pair[1]));
    format!("\n=== accounts/{slug}/plan.md\n{plan}\n")
}

#[test]
fn actions_stand_by_when_they_are_due() {
    let action = |id: &str, owner: &str, due: &str, more: &str| {
        format!("  - {{id: {id}, objective: standardise-surgical, text: Call Karl, owner: {owner}, due: {due}, status: planned{more}}}\n")
    };
    // today is 22 November 2026
    let all = [
        action("later", "maya-chen", "2026-12-23", ", hours: 4, expected_value: 100"),
        action("month", "maya-chen", "2026-12-22", ""),
        action("month-first", "tomas-rivera", "2026-11-30", ""),
        action("week", "maya-chen", "2026-11-29", ", hours: 2"),
        action("today", "maya-chen", "2026-11-22", ""),
        action("late", "maya-chen", "2026-11-21", ", slips: 2"),
        action("nobody", "no-one", "2026-01-01", ""),
        action("done", "maya-chen", "2026-11-01", ", done_on: 2026-11-01").replace("planned", "done"),
    ];
    with(&format!("actions:\n{}", all.concat()), |view| {
        let shown = |spots: &[crate::audience::work::Spot]| {
            spots.iter().filter_map(|spot| view.action(*spot)).map(|it| format!("{:?} {} {}", it.when, it.anchor, it.days)).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(
            shown(view.open_actions()),
            "Overdue a-late -1, Week a-today 0, Week a-week 7, Month a-month-first 8, Month a-month 30, Later a-later 31, Nobody a-nobody -325"
        );
        assert_eq!(shown(view.open_actions_of("tomas-rivera")), "Month a-month-first 8");
        let counts = |spots: &[crate::audience::work::Spot]| crate::audience::work::Due::ALL.map(|due| view.due_then(spots, due));
        assert_eq!((counts(view.open_actions()), counts(view.open_actions_of("tomas-rivera"))), ([1, 2, 2, 1, 1], [0, 0, 1, 0, 0]));
        assert_eq!(view.accounts_of_open_actions(), 1);
        let loads: Vec<String> = view
            .loads()
            .iter()
            .map(|it| {
                format!(
                    "{} {} {}/{} {:?} {:?}",
                    it.owner.id,
                    it.known,
                    it.overdue,
                    it.open,
                    it.hours.map(|it| it.to_string()),
                    it.value.map(|it| it.to_string())
                )
            })
            .collect();
        assert_eq!(
            loads,
            ["maya-chen true 1/5 Some(\"6\") Some(\"100\")", "no-one false 1/1 None None", "tomas-rivera true 0/1 None None"],
            "most late first, then most open"
        );
    });
    with("status: closed\noutcome: {value_added: yes, lesson: Ask}", |view| assert!(view.open_actions().is_empty()));
    with("actions: []", |view| assert!(view.open_actions().is_empty() && view.loads().is_empty()));
}

#[test]
fn a_scope_holds_its_plans_and_no_others() {
    let accounts = "\n=== data/accounts.csv\naccount,name,segment,region,stance,potential,parent\nnorthwind-health,Northwind,R&D,,grow,900,\nbirch,Birch,R D,,acquire,700,\nelm,Elm,日本,,retain,300,\noak,Oak,r&d,,grow,800,\nash,Ash,R&D,,grow,90,\n";
    let patch =
        format!("{}{}{accounts}", another("birch", "owner: maya-chen -> owner: tomas-rivera"), another("elm", "owner: maya-chen -> owner: nobody-known"));
    with(&patch, |view| {
        let slugs = |scope: &crate::audience::narrow::Scope<'_, '_>| scope.rows.iter().map(|row| row.slug.to_string()).collect::<Vec<_>>();
        let slug = |text: &str| crate::base::slug::Slug::new(text).unwrap();
        assert_eq!(view.rows.len(), 3);
        let owners: Vec<&str> = view.frame.owners.iter().map(|id| id.as_str()).collect();
        assert_eq!(owners, ["maya-chen", "tomas-rivera"], "somebody whom people.yaml does not know has no page");
        assert_eq!(slugs(&view.of_owner(&slug("tomas-rivera"))), ["birch"]);
        // each has a page, whatever letters it is written in and whatever other names come to the same ones
        let segments: Vec<(&str, &str)> = view.frame.segments.iter().map(|(name, slug)| (name.as_str(), slug.as_str())).collect();
        assert_eq!(segments, [("R D", "r-d"), ("R&D", "r-d-f7b96c"), ("r&d", "r-d-f7b96c"), ("日本", "segment-fb52b4")]);
        let of_segment = |text: &str| view.segments().iter().find(|segment| segment.slug == slug(text)).unwrap();
        assert_eq!(slugs(&view.of_segment(of_segment("segment-fb52b4"))), ["elm"]);
        let named = of_segment("r-d-f7b96c");
        assert_eq!(named.names, ["R&D", "r&d"]);
        let segment = view.of_segment(named);
        assert_eq!(slugs(&segment), ["northwind-health"]);
        assert_eq!(segment.unplanned.iter().map(|it| it.account).collect::<Vec<_>>(), ["oak", "ash"], "by potential");
        let sum = |scope: &crate::audience::narrow::Scope<'_, '_>| (scope.totals.plans, scope.totals.open_actions, scope.totals.open);
        let (whole, one) = (sum(&view.whole()), sum(&view.of_owner(&slug("maya-chen"))));
        assert_eq!((whole.0, whole.1), (3 * one.0, 3 * one.1));
        assert_eq!(whole.2, one.2.times(3.into()));
        assert_eq!(named.actions.len(), one.1);
        assert!(named.actions.iter().chain(&named.asks).all(|spot| view.account_of(*spot).is_some_and(|slug| slug.as_str() == "northwind-health")));
        let (all, asked): (usize, usize) = (view.segments().iter().map(|it| it.actions.len()).sum(), view.segments().iter().map(|it| it.asks.len()).sum());
        assert_eq!((all, asked), (view.open_actions().len(), view.ask_counts().all));
        let soon: usize = view.segments().iter().map(|it| view.of_segment(it).soon().count()).sum();
        assert_eq!(soon, view.whole().soon().count(), "the example's cycle is no matter of a segment, and is not soon");
    });
}

#[test]
fn only_a_result_can_be_confirmed() {
    let unconfirmed = |patch: &str| with(patch, |view| view.ranking().unconfirmed);
    assert_eq!(unconfirmed("icp: {scores: {location: unknown}}"), 0);
    let all: String = with("", |view| view.ranking().criteria.iter().map(|it| format!("{}: 1, ", it.id)).collect());
    assert_eq!(unconfirmed(&format!("icp: {{scores: {{{all}}}}}")), 1);
    assert_eq!(unconfirmed(&format!("icp: {{scores: {{{all}}}, confirmed: {{by: tomas-rivera, on: 2026-09-10, expected_band: high}}}}")), 0);
}

#[test]
fn rows_and_what_was_said_outlive_a_commit() {
    let team =
        "=== accounts/other/plan.md\n---\nschema: quarterdeck/1\naccount: other\nstatus: draft\nowner: maya-chen\nperiod: FY2027-Q1\nstance: retain\ntier: C\n";
    let objective = "objectives:\n  - {id: a, text: Bring the four clinics to one weekly order by 2028, kind: position, horizon: long, by: 2028-03-31}\n";
    let territory = |history: &str| example::territory(&format!("{objective}{team}{objective}---\n=== .history\n{history}"));
    let commits = [
        "2026-09-05 northwind-health team by Maya Chen <maya.chen@example.com>\n",
        "2026-11-20 northwind-health team by Maya Chen <maya.chen@example.com>\n",
        "2026-11-20 other people by Maya Chen <maya.chen@example.com>\n",
    ];
    let mut memory = crate::engine::Memory::default();
    for history in commits {
        let snapshot = fixture::snapshot(&territory(history), Date::parse(example::TODAY).unwrap());
        let (warm, cold) = (crate::engine::check_again(&snapshot, &mut memory, &mut |_| {}), crate::engine::check(&snapshot));
        assert_eq!(format!("{:?}", warm.findings), format!("{:?}", cold.findings));
        assert!(cold.findings.iter().any(|finding| finding.code.name == "repeated-text"), "{:?}", cold.findings);
        let (warm, cold) = (crate::engine::view_again(&warm, &mut memory), project(&cold, &[]));
        assert_eq!(format!("{:?}", warm.rows), format!("{:?}", cold.rows));
    }
}

#[test]
fn lists_of_findings_hold_each_of_them_once() {
    let patch = format!("period: 2027\nowner: nobody-known{}", another("birch", "owner: maya-chen -> owner: mia-chen"));
    with(&patch, |view| {
        let all = view.diagnostics().len();
        let worst: Vec<_> = view.worst_findings(0..all).iter().map(|it| (std::cmp::Reverse(it.level), it.place.path.clone(), it.place.line)).collect();
        assert!(worst.len() == all && worst.is_sorted(), "{worst:?}");
        let rules: Vec<&str> = view.finding_rules().iter().map(|code| code.name).collect();
        assert_eq!(rules.iter().map(|name| view.found_by(name)).sum::<usize>(), all);
        assert!(rules.len() > 1 && rules.iter().all(|name| view.findings_by(name, 0..view.found_by(name)).iter().all(|it| it.code.name == *name)));
        let (plans, outside) = view.finding_places();
        let slugs: std::collections::BTreeSet<_> = view.findings().filter_map(|it| it.slug).collect();
        assert_eq!((plans, outside), (slugs.len(), view.findings().filter(|it| it.slug.is_none()).count()));
    });
}

#[test]
fn accounts_of_one_name_are_told_apart() {
    let accounts = "=== data/accounts.csv\naccount,name,segment,region,stance,potential,parent\nnorthwind-health,Northwind,,,grow,900,\nbirch,Birch,,,acquire,700,\nbirch-2,BIRCH ,,,retain,300,\n";
    let other = |title: &str| {
        let plan =
            "=== accounts/other/plan.md\n---\nschema: quarterdeck/1\naccount: other\nstatus: draft\nowner: maya-chen\nperiod: FY2027-Q1\nstance: retain\n";
        format!("{plan}title: {title}\n---\n{accounts}")
    };
    let check = |title: &str, expected: [&str; 4]| {
        with(&other(title), |view| {
            let planned = view.rows.iter().map(|row| row.title.clone());
            let mut names: Vec<String> = planned.chain(view.unplanned.iter().map(|it| it.name.to_owned())).collect();
            names.sort();
            assert_eq!(names, expected, "{title}");
            // what is found, and what is said of it
            let row = view.rows.iter().position(|row| row.slug.as_str() == "other").unwrap();
            assert_eq!(view.search_entries(row)[0].label, view.rows[row].title);
            assert!(view.findings().any(|finding| *finding.account_title == *view.rows[row].title));
        });
    };
    check("Oak", ["BIRCH (birch-2)", "Birch (birch)", "Northwind Health Group", "Oak"]);
    check("northwind  health GROUP", ["BIRCH (birch-2)", "Birch (birch)", "Northwind Health Group (northwind-health)", "northwind  health GROUP (other)"]);
    check("birch", ["BIRCH (birch-2)", "Birch (birch)", "Northwind Health Group", "birch (other)"]);
    // the account list's name of an account that its plan calls otherwise is shown nowhere
    check("Northwind", ["BIRCH (birch-2)", "Birch (birch)", "Northwind", "Northwind Health Group"]);
}

#[test]
fn a_new_namesake_is_seen_by_a_run_with_a_memory() {
    let objective = "objectives:\n  - {id: a, text: Bring the four clinics to one weekly order by 2028, kind: position, horizon: long, by: 2028-03-31}\n";
    let plan = |slug: &str, title: &str| {
        format!(
            "=== accounts/{slug}/plan.md\n---\nschema: quarterdeck/1\naccount: {slug}\ntitle: {title}\nstatus: draft\nowner: maya-chen\nperiod: FY2027-Q1\nstance: retain\n{objective}---\n"
        )
    };
    let mut memory = crate::engine::Memory::default();
    for third in ["Oak", "Elm", "ELM", "Oak"] {
        let territory = example::territory(&format!("{}{}{}", plan("a-elm", "Elm"), plan("b-oak", "Ash"), plan("c-third", third)));
        let snapshot = fixture::snapshot(&territory, Date::parse(example::TODAY).unwrap());
        let (warm, cold) = (crate::engine::check_again(&snapshot, &mut memory, &mut |_| {}), crate::engine::check(&snapshot));
        assert!(cold.findings.iter().any(|finding| finding.message.contains("in the plan of Elm")), "{:?}", cold.findings);
        assert!(warm.findings == cold.findings);
        let (warm, cold) = (crate::engine::view_again(&warm, &mut memory), project(&cold, &[]));
        assert_eq!(format!("{:?}", warm.rows), format!("{:?}", cold.rows));
    }
}
