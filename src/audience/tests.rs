//! What the pages of the territory say, on the standard territory after a patch.

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
    check(&waiver.replace("11-22", "11-21"), "escalated review 2026-10-17 36");
    check("period: FY2026-Q4", "escalated period 2026-10-01 52");
    check("commitment: {statement: We will make Northwind standardise on us, by: [maya-chen], on: 2026-09-30}", "escalated commitment 2026-10-01 52");
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
    let won = |date: &str| format!("opportunities: [{{id: a, name: Lab, amount: 5, probability: 1, close_by: {date}, status: won, closed_on: {date}}}]");
    assert_eq!(with(&won("2026-10-01"), |view| view.results().won.to_string()), "5");
    assert_eq!(with(&won("2026-09-30"), |view| view.results().won.to_string()), "0", "of the last fiscal year");
}

#[test]
fn page_pack_and_score_know_one_pace() {
    let tables = |revenue: &str| {
        format!(
            "=== data/revenue.csv\naccount,period,brand,division,product,amount,margin\nnorthwind-health,{revenue},surgix,Surgical,surgix-core,225,0.3\n=== data/quota.csv\naccount,period,amount\nnorthwind-health,FY2027-Q1,920\n"
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
        let found: Vec<&str> = view.findings.iter().filter(|finding| finding.code.name == "plan-missing").map(|finding| finding.message()).collect();
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
            let found = view.findings.iter().any(|finding| finding.code.name == "fire-drill");
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
        with(patch, |view| view.thresholds.iter().find(|it| it.key == key).map(|it| (it.value.clone(), it.default)).unwrap_or_default())
    };
    let with_territory = |more: &str| format!("=== quarterdeck.yaml\n{}{more}", example::TERRITORY);
    // a row of weights that nobody touched is the default that stands beside it
    with("", |view| {
        let rows: Vec<_> = view.thresholds.iter().filter(|it| it.key.starts_with("scores.health.")).collect();
        assert_eq!(rows.len(), 6);
        assert!(rows.iter().all(|it| it.value == it.default), "{rows:?}");
    });
    let heavier = with_territory("scores: {health: {defend: {execution: 30}}}\n");
    assert_eq!(shown(&heavier, "scores.health.defend"), ("30 20 30 15 15 5".to_owned(), "30 20 15 15 15 5"));
    assert_eq!(shown("", "compliance.escalate_after_days"), ("30".to_owned(), "30"));
    assert_eq!(shown("", "tiers.cadence.C"), ("annual".to_owned(), "annual"));
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
    let accounts = "\n=== data/accounts.csv\naccount,name,segment,region,stance,potential,parent\nnorthwind-health,Northwind,R&D,,grow,900,\nbirch,Birch,R D,,acquire,700,\nelm,Elm,日本,,retain,300,\noak,Oak,r-d,,grow,800,\nash,Ash,R&D,,grow,90,\n";
    let patch =
        format!("{}{}{accounts}", another("birch", "owner: maya-chen -> owner: tomas-rivera"), another("elm", "owner: maya-chen -> owner: nobody-known"));
    with(&patch, |view| {
        let slugs = |scope: &crate::audience::narrow::Scope<'_, '_>| scope.rows.iter().map(|row| row.slug.to_string()).collect::<Vec<_>>();
        let slug = |text: &str| crate::base::slug::Slug::new(text).unwrap();
        assert_eq!(view.rows.len(), 3);
        let owners: Vec<&str> = view.frame.owners.iter().map(|id| id.as_str()).collect();
        assert_eq!(owners, ["maya-chen", "tomas-rivera"], "somebody whom people.yaml does not know has no page");
        assert_eq!(slugs(&view.of_owner(&slug("tomas-rivera"))), ["birch"]);
        // two names of one address share the page, and one that is no address has none
        let segments: Vec<(&str, &str)> = view.frame.segments.iter().map(|(name, slug)| (name.as_str(), slug.as_str())).collect();
        assert_eq!(segments, [("R D", "r-d"), ("R&D", "r-d"), ("r-d", "r-d")]);
        let segment = view.of_segment(&slug("r-d"));
        assert_eq!(slugs(&segment), ["birch", "northwind-health"]);
        assert_eq!(segment.unplanned.iter().map(|it| it.account).collect::<Vec<_>>(), ["oak", "ash"], "by potential");
        let sum = |scope: &crate::audience::narrow::Scope<'_, '_>| (scope.totals.plans, scope.totals.open_actions, scope.totals.open);
        let (whole, one) = (sum(&view.whole()), sum(&view.of_owner(&slug("maya-chen"))));
        assert_eq!((whole.0, whole.1), (3 * one.0, 3 * one.1));
        assert_eq!(whole.2, one.2.times(3.into()));
        assert_eq!(segment.actions().len(), 2 * one.1);
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
