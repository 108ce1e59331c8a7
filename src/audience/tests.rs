//! What the pages of the territory say, on the standard territory after a patch.

mod money;

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
fn a_plan_keeps_to_the_rhythm_or_not() {
    let check = |patch: &str, expected: &str| {
        let shown = with(patch, |view| {
            let rows = &view.accountability().plans;
            rows.first().map_or("–".to_owned(), |row| match row.owed {
                Some((what, due)) => format!("{} {what} {due} {}", row.state, row.days_late),
                None => row.state.to_owned(),
            })
        });
        assert_eq!(shown, expected, "{patch}");
    };
    check("", "compliant");
    check("status: draft", "–");
    check("status: closed\noutcome: {value_added: yes, lesson: Ask the users before the buyers}", "–");
    // the review of 16 September and a month: due on 17 October
    check("cadence: monthly", "escalated review 2026-10-17 36");
    let held =
        |date: &str| format!("cadence: monthly\n=== accounts/northwind-health/reviews/2026-09-16.md\n{}", example::HELD_REVIEW.replace("2026-09-16", date));
    check(&held("2026-10-22"), "compliant");
    check(&held("2026-10-21"), "due review 2026-11-21 1");
    check(&held("2026-10-09"), "due review 2026-11-09 13");
    check(&held("2026-10-08"), "warned review 2026-11-08 14");
    check(&held("2026-09-22"), "escalated review 2026-10-23 30");
    let waiver = "waiver: {for: [stale-review], by: tomas-rivera, reason: Parental leave, until: 2026-11-22}\ncadence: monthly";
    check(waiver, "waived review 2026-10-17 0");
    // by its code as by its name
    check(&waiver.replace("stale-review", "QD701"), "waived review 2026-10-17 0");
    check(&waiver.replace("stale-review", "qd701"), "waived review 2026-10-17 0");
    check(&waiver.replace("11-22", "11-21"), "escalated review 2026-10-17 36");
    check("period: FY2026-Q4", "escalated period 2026-10-01 52");
    check("commitment: {statement: We will make Northwind standardise on us, by: [maya-chen], on: 2026-09-30}", "escalated commitment 2026-10-01 52");
    check("commitment: {}", "escalated commitment 2026-10-01 52");
    check("commitment: {on: soon}", "compliant");
    // one that cannot be read may be the review that is owed
    check(&held("2026-09-22").replace("status: held", "status: heldd"), "compliant");
}

#[test]
fn an_hour_has_a_return_when_all_is_known() {
    let action =
        |id: &str, fields: &str| format!("  - {{id: {id}, objective: standardise-surgical, text: Call Karl, owner: maya-chen, due: 2026-12-01, {fields}}}\n");
    let revenue = |margin: &str| {
        format!(
            "=== data/revenue.csv\naccount,period,brand,division,product,amount,margin\nnorthwind-health,FY2026-Q4,surgix,Surgical,surgix-core,1000,{margin}\n"
        )
    };
    let check = |actions: &[String], margin: &str, expected: Option<(&str, &str)>| {
        let shown = with(&format!("actions:\n{}{}", actions.concat(), revenue(margin)), |view| {
            let growth = view.growth();
            assert_eq!(growth.time.len() + growth.time_unknown, usize::from(!actions.is_empty()));
            growth.time.first().map(|row| (row.margin.to_string(), row.per_hour.unwrap_or_default().to_string()))
        });
        assert_eq!(shown.as_ref().map(|(a, b)| (a.as_str(), b.as_str())), expected);
    };
    let open = action("a", "status: doing, hours: 10, expected_value: 8000");
    check(std::slice::from_ref(&open), "0.25", Some(("2000", "200")));
    check(std::slice::from_ref(&open), "", None);
    check(&[open.clone(), action("b", "status: planned, hours: 4")], "0.25", None);
    check(&[open.clone(), action("b", "status: planned, hours: 30, expected_value: 0")], "0.25", Some(("2000", "50")));
    // what is done costs no time any more
    check(&[open, action("b", "status: done, done_on: 2026-11-02, hours: 90").replace("12-01", "11-05")], "0.25", Some(("2000", "200")));
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
fn page_pack_and_score_know_one_pace() {
    let tables = |revenue: &str| {
        format!(
            "=== data/revenue.csv\naccount,period,brand,division,product,amount,margin\nnorthwind-health,{revenue},surgix,Surgical,surgix-core,225,0.3\n=== data/quota.csv\naccount,period,amount\nnorthwind-health,FY2027-Q1,900\n"
        )
    };
    let check = |patch: &str, expected: Option<&str>| {
        let (pack, score) = with(patch, |view| {
            let pace = view.pack(0, None).and_then(|pack| pack.pace).map(|pace| (pace.ratio * rust_decimal::Decimal::ONE_HUNDRED).normalize().to_string());
            (pace, view.rows[0].scores.get("revenue_vs_quota").copied().flatten().map(|value| value.normalize().to_string()))
        });
        assert_eq!((pack.as_deref(), score.as_deref()), (expected, expected), "{patch}");
    };
    check(&tables("FY2027-Q1"), Some("50"));
    // the table ends before the period: not known, and not nothing
    check(&tables("FY2026-Q4"), None);
}

#[test]
fn page_and_rule_propose_the_same_accounts() {
    // ten accounts, two of them key accounts by size; one has a plan
    let accounts = "=== data/accounts.csv\naccount,name,segment,region,stance,potential,parent\nnorthwind-health,Northwind,,,grow,2400000,\npine,Pine,,,acquire,900000,\noak,Oak,,,acquire,800000,\n";
    let rest: String = (0..7).map(|n| format!("small-{n},Small,,,retain,{n},\n")).collect();
    with(&format!("{accounts}{rest}"), |view| {
        let cycle = view.cycle();
        let named: Vec<&str> = cycle.additions.iter().map(|item| item.account.as_str()).collect();
        let found: Vec<&str> = view.findings().iter().filter(|finding| finding.code.name == "plan-missing").map(|finding| finding.message()).collect();
        assert_eq!((named, found.len()), (vec!["Pine"], 1));
        assert!(found[0].starts_with("`pine` is to acquire"), "{found:?}");
        assert_eq!(cycle.share.map(|key| (key.accounts, key.plans)), Some((10, 1)));
    });
}

#[test]
fn page_and_rule_name_the_same_fire_drills() {
    let check = |patch: &str, expected: Option<(usize, usize, bool)>| {
        with(patch, |view| {
            let row = &view.cycle().progress[0];
            assert_eq!(row.rush.as_ref().map(|rush| (rush.last, rush.edits, rush.fire_drill)), expected);
            let found = view.findings().iter().any(|finding| finding.code.name == "fire-drill");
            assert_eq!(found, expected.is_some_and(|(_, _, drill)| drill));
        });
    };
    let docs = &crate::rules::fire_drill::CODE.docs;
    check(docs.bad, Some((3, 3, true)));
    check(docs.good, Some((1, 3, false)));
    check("", None);
}

#[test]
fn asks_are_counted_as_they_are_listed() {
    with("", |view| {
        let (counts, all) = (view.ask_counts(), view.asks(0..usize::MAX));
        assert_eq!(all.len(), 0, "a range beyond the list is nothing");
        let all = view.asks(0..counts.all);
        assert_eq!((all.len(), all.iter().filter(|ask| ask.open).count()), (counts.all, counts.open));
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
        assert_eq!(slugs(&view.of_segment(&slug("segment-fb52b4"))), ["elm"]);
        let segment = view.of_segment(&slug("r-d-f7b96c"));
        assert_eq!(slugs(&segment), ["northwind-health"]);
        assert_eq!(segment.unplanned.iter().map(|it| it.account).collect::<Vec<_>>(), ["oak", "ash"], "by potential");
        let sum = |scope: &crate::audience::narrow::Scope<'_, '_>| (scope.totals.plans, scope.totals.open_actions, scope.totals.open);
        let (whole, one) = (sum(&view.whole()), sum(&view.of_owner(&slug("maya-chen"))));
        assert_eq!((whole.0, whole.1), (3 * one.0, 3 * one.1));
        assert_eq!(whole.2, one.2.times(3.into()));
        assert_eq!(segment.actions().len(), one.1);
    });
}

#[test]
fn a_place_is_bought_proposed_lapsed_held_or_open() {
    let check = |revenue: &str, deals: &str, expected: &str| {
        let rows = if revenue.is_empty() { String::new() } else { format!("northwind-health,{revenue},surgix,Surgical,surgix-core,225,0.3\n") };
        let patch = format!("opportunities: [{deals}]\n=== data/revenue.csv\naccount,period,brand,division,product,amount,margin\n{rows}");
        let shown = with(&patch, |view| {
            let grid = view.whitespace();
            let at = grid.brands.iter().flat_map(|(_, products)| products).position(|product| product.starts_with("Surgix Core"));
            let place = at.and_then(|at| grid.rows.first()?.places.get(at));
            place.map_or("–".to_owned(), |it| format!("{:?} {} {} {}", it.state, it.sales, it.weighted, it.rival.as_deref().unwrap_or("nobody")))
        });
        assert_eq!(shown, expected, "{revenue} {deals}");
    };
    let deal = |status: &str, incumbent: &str| {
        format!("{{id: a, name: Lab, product: surgix-core, amount: 8, probability: 0.5, close_by: 2027-01-01, status: {status}, incumbent: {incumbent}}}")
    };
    check("", "", "Open 0 0 nobody");
    check("FY2026-Q4", "", "Buying 225 0 nobody");
    check("FY2025-Q1", "", "Lapsed 0 0 nobody");
    check("", &deal("open", "Medora"), "Proposed 0 4 Medora");
    check("FY2026-Q4", &deal("open", "Medora"), "Buying 225 4 Medora");
    check("", &deal("lost, closed_on: 2026-10-02", "Medora"), "Rival 0 0 Medora");
    check("FY2025-Q1", &deal("lost, closed_on: 2026-10-02", "Medora"), "Rival 0 0 Medora");
}

#[test]
fn deals_stand_in_the_month_in_which_they_close() {
    let check = |close_by: &str, expected: &str| {
        let shown = with(&format!("opportunities: [{{id: a, name: Lab, amount: 8, probability: 0.5, close_by: {close_by}, status: open}}]"), |view| {
            let closing = &view.growth().closing;
            assert_eq!(closing.months.len(), 12);
            let month = closing.months.iter().find(|(_, sum)| sum.count > 0).map(|(month, sum)| format!("{month} {} {}", sum.amount, sum.weighted));
            month.unwrap_or_else(|| format!("overdue {}, later {}", closing.overdue.count, closing.later.count))
        });
        assert_eq!(shown, expected, "{close_by}");
    };
    check("2026-11-21", "overdue 1, later 0");
    check("2026-11-22", "2026-11-01 8 4");
    check("2027-10-31", "2027-10-01 8 4");
    check("2027-11-01", "overdue 0, later 1");
}

#[test]
fn whoever_came_to_a_review_counts_and_nobody_owes_one_from_before() {
    let held = |date: &str, attendees: &str| {
        format!(
            "\n=== accounts/northwind-health/reviews/{date}-b.md\n---\nschema: quarterdeck-review/1\ntype: account-plan\ndate: {date}\nstatus: held\npurpose: [strategy]\nattendees: [{attendees}]\n---\n"
        )
    };
    let check = |patch: &str, person: &str, expected: (usize, usize)| {
        let shown = with(patch, |view| {
            let row = view.accountability().people.iter().find(|row| row.person.id == person);
            row.map(|row| (row.reviews.kept, row.reviews.of)).unwrap_or_default()
        });
        assert_eq!(shown, expected, "{person} after {patch}");
    };
    let team = "team: [{person: maya-chen, function: sales}, {person: omar-haddad, function: operations}]";
    // selected on 2026-09-04; the standard review is of 2026-09-16
    let review = |date: &str, who: &str| format!("{team}{}", held(date, who));
    check(team, "omar-haddad", (0, 1));
    check(&review("2026-09-04", "maya-chen"), "omar-haddad", (0, 2));
    check(&review("2026-09-03", "maya-chen"), "omar-haddad", (0, 1));
    check(&review("2026-09-03", "maya-chen, omar-haddad"), "omar-haddad", (1, 2));
    // an opportunity review is owed by nobody (S3)
    check(&review("2026-09-20", "maya-chen").replace("account-plan", "opportunity"), "omar-haddad", (0, 1));
    check(&review("2026-09-20", "omar-haddad").replace("account-plan", "opportunity"), "omar-haddad", (1, 2));
    // on nobody's team, and there all the same; once, however often the list names them
    check(&review("2026-09-20", "lena-fischer, lena-fischer"), "lena-fischer", (1, 1));
    // the team was changed after the review: who was on it then is not known
    let changed = |days: &[&str]| {
        let lines: String = days.iter().map(|day| format!("{day} northwind-health team by Maya Chen <maya.chen@example.com>\n")).collect();
        format!("{team}\n=== .history\n{lines}")
    };
    check(&changed(&["2026-09-05"]), "omar-haddad", (0, 1));
    check(&changed(&["2026-09-20"]), "omar-haddad", (0, 1));
    check(&changed(&["2026-09-05", "2026-09-16"]), "omar-haddad", (0, 1));
    check(&changed(&["2026-09-05", "2026-09-17"]), "omar-haddad", (0, 0));
}

#[test]
fn all_wins_meet_the_growth_target_and_those_of_the_year_are_told_apart() {
    let won = |date: &str| format!("opportunities: [{{id: a, name: Lab, amount: 5, probability: 1, close_by: {date}, status: won, closed_on: {date}}}]");
    let check = |patch: &str, expected: &str| {
        let of_the_year = with(patch, |view| (view.growth().totals.won_this_year.to_string(), view.results().won.to_string()));
        assert_eq!(of_the_year, (expected.to_owned(), expected.to_owned()), "{patch}");
        // neither target names a year
        let all = with(patch, |view| [view.totals.won, view.growth().totals.won, view.rows[0].won, view.totals.planned_covered].map(|it| it.to_string()));
        assert_eq!(all, ["5"; 4].map(str::to_owned));
    };
    check(&won("2026-10-01"), "5");
    check(&won("2026-09-30"), "0");
}

#[test]
fn over_quota_compares_what_has_both() {
    let check = |revenue: &str, quota: &str, as_of: &str, expected: &str| {
        let territory = example::TERRITORY.replace("as_of: 2026-11-15", &format!("as_of: {as_of}"));
        let revenue: String =
            revenue.split_whitespace().map(|row| format!("northwind-health,{},0.3\n", row.replace('=', ",surgix,Surgical,surgix-core,"))).collect();
        let quota: String = quota.split_whitespace().map(|row| format!("northwind-health,{}\n", row.replace('=', ","))).collect();
        let files = format!(
            "cadence: monthly\n=== quarterdeck.yaml\n{territory}=== data/revenue.csv\naccount,period,brand,division,product,amount,margin\n{revenue}=== data/quota.csv\naccount,period,amount\n{quota}"
        );
        let shown = with(&files, |view| {
            let it = view.accountability();
            let named = |periods: &[crate::base::date::FiscalPeriod]| periods.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            let row = |row: &crate::audience::accountability::OverQuotaRow| {
                let it = &row.compared;
                format!("{} of {} in {}; without {}", it.sold, it.quota, named(&it.periods), named(&it.unknown))
            };
            it.over_quota.first().map_or_else(|| format!("none, {} unknown", it.over_unknown), row)
        });
        assert_eq!(shown, expected, "{revenue}{quota}");
    };
    let year = "FY2026-Q1=100 FY2026-Q2=100 FY2026-Q3=100 FY2026-Q4=90";
    // four quarters of sales, and one of quota: that one alone
    check(year, "FY2026-Q4=100", "2026-11-15", "none, 0 unknown");
    check(year, "FY2026-Q4=90", "2026-11-15", "90 of 90 in FY2026-Q4; without FY2026-Q1 FY2026-Q2 FY2026-Q3");
    check(year, "FY2026-Q4=110 FY2026-Q3=70", "2026-11-15", "190 of 180 in FY2026-Q3 FY2026-Q4; without FY2026-Q1 FY2026-Q2");
    check(year, "FY2026=390", "2026-11-15", "390 of 390 in FY2026; without ");
    // a quarter without a row that the table covers sold nothing; one that it does not cover is not known
    check("FY2026-Q1=100 FY2026-Q2=100", "FY2026-Q2=60 FY2026-Q3=50", "2026-11-15", "none, 0 unknown");
    check("FY2026-Q1=100 FY2026-Q2=100", "FY2026-Q2=60 FY2026-Q3=50", "2026-06-29", "100 of 60 in FY2026-Q2; without FY2026-Q1 FY2026-Q3 FY2026-Q4");
    // months add up; a quarter's sales say nothing of one month
    check("FY2026-10=30 FY2026-11=30 FY2026-12=30", "FY2026-Q4=80", "2026-11-15", "90 of 80 in FY2026-Q4; without FY2026-Q1 FY2026-Q2 FY2026-Q3");
    check("FY2026-Q4=400", "FY2026-10=80", "2026-11-15", "none, 1 unknown");
    check(year, "FY2027-Q1=80", "2026-11-15", "none, 1 unknown");
}

#[test]
fn a_closed_plan_is_prepared_and_met_for_no_more() {
    let seen = |patch: &str| {
        with(patch, |view| {
            let row = &view.rows[0];
            let coming: Vec<&str> = view.coming().iter().map(|moment| moment.kind()).collect();
            let kinds: std::collections::BTreeSet<&str> = coming.into_iter().filter(|kind| *kind != "cycle").collect();
            let totals = &view.totals;
            format!(
                "{} of {}, next review {}, {} open actions, target {}, {} coming, {} at stake",
                view.current().len(),
                totals.plans,
                row.next_review.map_or("none".to_owned(), |day| day.to_string()),
                totals.open_actions,
                totals.planned_target,
                kinds.len(),
                totals.value_at_stake_90d
            )
        })
    };
    assert_eq!(seen(""), "1 of 1, next review 2026-12-16, 2 open actions, target 900000, 5 coming, 144000 at stake");
    // the money stands until somebody decides the deals, and a finding asks for that
    let closed = "status: closed\noutcome: {value_added: no, lesson: Ask the users before the buyers}";
    assert_eq!(seen(closed), "0 of 0, next review none, 0 open actions, target 0, 0 coming, 144000 at stake");
    let said = with(closed, |view| view.findings().iter().map(|finding| format!("{}: {}", finding.code.name, finding.message())).collect::<Vec<_>>());
    assert!(said.iter().any(|it| it.starts_with("closed-with-open-deals: the plan is closed, and ")), "{said:?}");
}

#[test]
fn a_deal_whose_review_is_planned_is_not_to_schedule() {
    let check = |file: &str, fields: &str, expected: usize| {
        let patch = format!(
            "opportunities: [{{id: north-campus-pilot, name: Theatre supply pilot, unit: North Campus, amount: 5, probability: 1, close_by: 2027-01-01, status: open, needs_review: true}}]\n=== accounts/northwind-health/reviews/{file}.md\n---\nschema: quarterdeck-review/1\n{fields}\n---\n"
        );
        assert_eq!(with(&patch, |view| view.pack(0, None).map(|pack| pack.to_schedule.len())), Some(expected), "{file} {fields}");
    };
    let planned = "type: opportunity\ndate: 2026-12-10\nstatus: planned\npurpose: [strategy]";
    check("2026-12-10-north-campus", planned, 0);
    check("2026-12-10-north-campus-pilot-terms", planned, 0);
    check("2026-12-10-north", planned, 0);
    check("2026-12-10-campus-c", planned, 1);
    check("2026-12-10", planned, 1);
    check("deal", &format!("{planned}\nproblem_statement: How do we win the Theatre Supply Pilot?"), 0);
    check("2026-11-10-north-campus", &planned.replace("12-10", "11-10"), 1);
    check("2026-12-10-north-campus", &planned.replace("opportunity", "account-plan"), 1);
}

#[test]
fn a_proposed_review_is_on_a_working_day_with_people_who_exist() {
    let proposed = |patch: &str| {
        let none = "\n=== accounts/northwind-health/reviews/2026-12-16.md\n---\nschema: quarterdeck-review/1\ntype: opportunity\ndate: 2026-06-16\nstatus: held\npurpose: [strategy]\n---\n";
        with(&format!("{patch}{none}"), |view| {
            let proposal = view.pack(0, None).and_then(|pack| pack.proposal).unwrap();
            let attendees = proposal.text.lines().find(|line| line.starts_with("attendees")).unwrap_or_default().to_owned();
            (proposal.path.rsplit('/').next().unwrap_or_default().to_owned(), attendees)
        })
    };
    // 92 days after 16 September, a Wednesday: 17 December, a Thursday
    assert_eq!(proposed("").0, "2026-12-17.md");
    // 366 days after it: 17 September 2027, a Friday
    assert_eq!(proposed("cadence: annual").0, "2027-09-17.md");
    // a month after it is past; in twelve days it is Friday, 4 December
    assert_eq!(proposed("cadence: monthly").0, "2026-12-04.md");
    let sunday = "=== accounts/northwind-health/reviews/2026-09-16.md\n";
    let held = |day: &str| format!("\n{sunday}{}", example::HELD_REVIEW.replace("2026-09-16", day));
    assert_eq!(proposed(&held("2026-09-18")).0, "2026-12-18.md", "not on Saturday the nineteenth");
    assert_eq!(proposed("owner: TBD").1, "attendees: [tomas-rivera, ines-okafor]");
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
