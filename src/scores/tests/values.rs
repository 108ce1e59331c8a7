//! The other formulas at their edges.

use rust_decimal::Decimal;

use super::{check, check_term, with};
use crate::base::amount::Amount;
use crate::base::date::Date;
use crate::base::slug::Slug;
use crate::model::person::Person;
use crate::scores::portfolio::concentration;
use crate::scores::qualification::Warrant;
use crate::scores::relationship_strength::strength;
use crate::scores::tier::{Candidate, tiers};
use crate::scores::{execution, qualification};

#[test]
fn qualifies_by_the_counts_alone() {
    let verdict = |yes, unknown| qualification::verdict(yes, unknown, 4);
    assert_eq!(verdict(4, 0), Warrant::Warranted);
    assert_eq!(verdict(3, 1), Warrant::Undetermined);
    assert_eq!(verdict(3, 0), Warrant::NotWarranted);
    assert_eq!(verdict(0, 4), Warrant::Undetermined);
    assert_eq!(verdict(0, 3), Warrant::NotWarranted);
    let six = |answers: [&str; 6]| {
        let keys = crate::model::account::Qualification::KEYS;
        keys.iter()
            .zip(answers)
            .filter(|(_, answer)| !answer.is_empty())
            .fold("qualification:\n".to_owned(), |out, (key, answer)| format!("{out}  {key}: {{answer: {answer}}}\n"))
    };
    check("qualification", &six(["yes", "yes", "yes", "yes", "no", "no"]), "66.7 @ 1");
    // confidence 4 of 6 reaches 0.6, 3 of 6 does not
    check("qualification", &six(["yes", "yes", "yes", "no", "unknown", "unknown"]), "75.0 @ 0.67");
    check("qualification", &six(["yes", "yes", "yes", "unknown", "unknown", "unknown"]), "null @ 0.5");
    check("qualification", &six(["yes", "yes", "yes", "unknown", "", ""]), "null @ 0.5");
    // n/a is in no count
    check("qualification", &format!("stance: acquire\n{}", six(["yes", "yes", "yes", "n/a", "no", "unknown"])), "75.0 @ 0.8");
    check("qualification", "stance: retain\n~qualification", "–");
    check("qualification", "~qualification", "null @ 0");
    let counts = with(&six(["yes", "yes", "yes", "no", "unknown", ""]), |analysis| analysis.cards[0].qualification.clone().unwrap());
    assert_eq!((counts.yes, counts.no, counts.unknown, counts.not_applicable, counts.verdict), (3, 1, 2, 0, Warrant::Undetermined));
    assert_eq!(counts.would_settle, ["strategic_market", "icp_match"]);
}

#[test]
fn fits_the_ideal_customer() {
    let keys = ["opportunity_size", "company_size", "location", "market_experience", "application_experience", "strategic_market", "terms", "shipping"];
    let levels =
        |n: usize, level: &str| format!("icp: {{scores: {{{}}}}}", keys[..n].iter().map(|key| format!("{key}: {level}")).collect::<Vec<_>>().join(", "));
    check("icp_fit", &levels(8, "1"), "50.0 @ 0.62");
    check("icp_fit", &levels(7, "2"), "null @ 0.54");
    check("icp_fit", &levels(8, "0"), "0.0 @ 0.62");
    check("icp_fit", &levels(8, "unknown"), "null @ 0");
    check("icp_fit", "stance: retain\n~icp", "–");
    // a plan to grow owes it: what it has none of is unknown
    check("icp_fit", "stance: grow\n~icp", "null @ 0");
    let none = with("stance: grow\n~icp", |analysis| analysis.cards[0].icp.clone().unwrap());
    assert_eq!((none.value, none.matched, none.criteria, none.band), (None, 0, 13, None));
    let icp = with(&levels(8, "2"), |analysis| analysis.cards[0].icp.clone().unwrap());
    assert_eq!((icp.matched, icp.criteria, icp.band.map(|band| band.as_str())), (8, 13, Some("high")));
    let matrix = crate::config::settings::Settings::default().icp;
    let band = |value: i64| matrix.band(Decimal::new(value, 1)).as_str();
    assert_eq!([band(700), band(699), band(400), band(399)], ["high", "moderate", "moderate", "low"]);
}

#[test]
fn executes_on_time() {
    let action = |id: &str, due: &str, fields: &str| {
        format!("  - {{id: {id}, objective: standardise-surgical, text: Call Karl, owner: maya-chen, due: {due}, {fields}}}\n")
    };
    let check = |actions: &[String], expected: &str| check("execution", &format!("actions:\n{}", actions.concat()), expected);
    let on_time = || action("a", "2026-11-01", "status: done, done_on: 2026-11-01");
    check(&[on_time()], "100.0 @ 1");
    check(&[action("a", "2026-11-01", "status: done, done_on: 2026-11-02")], "50.0 @ 1");
    check(&[action("a", "2026-11-01", "status: doing")], "0.0 @ 1");
    // the as-of date itself counts, the day after does not
    check(&[action("a", "2026-11-22", "status: planned")], "0.0 @ 1");
    check(&[action("a", "2026-11-23", "status: planned")], "null @ 0");
    check(&[action("a", "2026-11-01", "status: dropped")], "null @ 0");
    check(&[on_time(), action("b", "2026-11-01", "status: blocked"), action("c", "2026-11-01", "status: done, done_on: 2026-11-05")], "50.0 @ 1");
    check_term("execution", "b", &format!("actions:\n{}{}", on_time(), action("b", "2026-11-21", "status: doing")), "0 | open, 1 day late | /actions/1");
    let median = |values: &[i64]| execution::median(values.to_vec()).map(|value| value.normalize().to_string());
    assert_eq!([median(&[]), median(&[3]), median(&[1, 2]), median(&[9, 1, 4])], [None, Some("3".into()), Some("1.5".into()), Some("4".into())]);
}

#[test]
fn attains_benchmarks() {
    // 100 days from baseline to target; 2026-11-22 is day 50
    let benchmark = |direction: &str, from: &str, to: &str, rest: &str| {
        format!(
            "benchmarks:\n  - {{id: a, text: Share of theatre, unit: pct, direction: {direction}, baseline: {{value: {from}, on: 2026-10-03}}, target: {{value: {to}, by: 2027-01-11}}, {rest}}}"
        )
    };
    let read = |value: &str| format!("readings: [{{on: 2026-11-01, value: {value}}}]");
    let check = |patch: &str, expected: &str| check("benchmark_attainment", patch, expected);
    check(&benchmark("up", "0", "100", &read("50")), "100.0 @ 1");
    check(&benchmark("up", "0", "100", &read("45")), "90.0 @ 1");
    check(&benchmark("up", "0", "100", &read("90")), "100.0 @ 1");
    check(&benchmark("up", "0", "100", &read("-5")), "0.0 @ 1");
    check(&benchmark("down", "100", "0", &read("75")), "50.0 @ 1");
    check(&benchmark("hold", "100", "100", &format!("tolerance: 2, {}", read("98"))), "100.0 @ 1");
    check(&benchmark("hold", "100", "100", &format!("tolerance: 2, {}", read("97.9"))), "0.0 @ 1");
    check(&benchmark("up", "0", "100", "readings: []"), "null @ 0");
    check(&benchmark("up", "0", "100", "readings: [{on: 2026-08-21, value: 90}]"), "null @ 0");
    // of two on one day the later in the file; one that is still to come is no reading
    check(&benchmark("up", "0", "100", "readings: [{on: 2026-11-01, value: 10}, {on: 2026-11-01, value: 50}, {on: 2026-12-01, value: 0}]"), "100.0 @ 1");
    check("benchmarks: []", "null @ 0");
    // young: the elapsed share counts as 0.05 at least
    check(&benchmark("up", "0", "100", &read("1")).replace("2026-10-03", "2026-11-22").replace("2026-11-01", "2026-11-22"), "20.0 @ 1");
    check_term("benchmark_attainment", "a", &benchmark("up", "7", "7", &read("7")), "null | baseline and target are the same | /benchmarks/0");
}

#[test]
fn covers_the_goal() {
    let patch = |target: &str, open: &str, won: &str| {
        format!(
            "growth_target: {target}\nopportunities:\n  - {{id: a, name: Open, amount: {open}, probability: 0.5, close_by: 2027-02-20, status: open}}\n  - {{id: b, name: Won, amount: {won}, probability: 1, close_by: 2026-10-05, status: won, closed_on: 2026-10-05}}"
        )
    };
    check("goal_coverage", &patch("300", "500", "100"), "100.0 @ 1");
    check("goal_coverage", &patch("300", "499", "100"), "99.8 @ 1");
    check("goal_coverage", &patch("300", "0", "100"), "0.0 @ 1");
    check("goal_coverage", &patch("300", "0", "300"), "100.0 @ 1");
    check("goal_coverage", "~growth_target", "null @ 0");
    check("goal_coverage", "stance: retain\n~growth_target", "–");
    let money = with(&patch("300", "500", "100"), |analysis| {
        let card = &analysis.cards[0];
        [card.open, card.weighted_open, card.won, card.value_at_stake_90d].map(|amount| amount.to_string())
    });
    // 90 days from 2026-11-22 are 2027-02-20
    assert_eq!(money, ["500", "250", "100", "250"]);
    let late = with(&patch("300", "500", "100").replace("2027-02-20", "2027-02-21"), |analysis| analysis.cards[0].value_at_stake_90d.to_string());
    assert_eq!(late, "0");
}

#[test]
fn measures_relationships() {
    let today = Date::parse("2026-11-22").unwrap();
    let person = |influence: i64, disposition: &str, days: i64| -> Person {
        serde_json::from_value(serde_json::json!({
            "id": "a", "name": "A", "title": "T", "buying_role": "user", "influence": influence, "disposition": disposition, "last_met": today.plus_days(-days),
        }))
        .unwrap()
    };
    let check = |people: &[Person], expected: Option<&str>| assert_eq!(strength(people, today).map(|value| format!("{value:.1}")).as_deref(), expected);
    check(&[], None);
    for (days, expected) in [(0, "100.0"), (30, "100.0"), (31, "75.0"), (60, "75.0"), (61, "50.0"), (90, "50.0"), (91, "25.0"), (180, "25.0"), (181, "0.0")] {
        check(&[person(5, "champion", days)], Some(expected));
    }
    for (disposition, expected) in [("supporter", "75.0"), ("neutral", "40.0"), ("unknown", "20.0"), ("opponent", "0.0")] {
        check(&[person(3, disposition, 0)], Some(expected));
    }
    check(&[person(5, "champion", 0), person(3, "opponent", 0)], Some("62.5"));
    check(&[Person { last_met: None, ..person(5, "champion", 0) }], Some("0.0"));
}

#[test]
fn computes_tiers() {
    let check = |strengths: &[Option<i64>], expected: &str| {
        let candidate = |(index, strength): (usize, &Option<i64>)| Candidate {
            index,
            slug: Slug::new(&format!("plan-{index:02}")).unwrap(),
            value_at_stake: Amount::ZERO,
            strength: strength.map(Decimal::from),
        };
        let mut ranked = tiers(strengths.iter().enumerate().map(candidate).collect());
        ranked.sort();
        assert_eq!(ranked.iter().map(|(_, computed)| computed.tier.as_str()).collect::<String>(), expected);
    };
    let alone = |strength: i64| {
        let one = Candidate { index: 0, slug: Slug::new("a").unwrap(), value_at_stake: Amount::ZERO, strength: Some(Decimal::from(strength)) };
        tiers(vec![one]).into_iter().map(|(_, computed)| format!("{} {}", computed.tier.as_str(), computed.by_value.as_str())).collect::<String>()
    };
    assert_eq!((alone(50), alone(49)), ("A A".to_owned(), "B A".to_owned()));
    check(&[], "");
    check(&[Some(50)], "A");
    check(&[Some(49)], "B");
    check(&[None], "B");
    check(&[Some(50); 2], "AC");
    check(&[Some(50); 5], "ABBCC");
    check(&[Some(50); 6], "AABCCC");
    check(&[Some(50); 10], "AABBBCCCCC");
    let draft = with("status: draft", |analysis| analysis.cards[0].computed_tier);
    assert_eq!(draft, None);
    let foreign = with("currency: EUR", |analysis| {
        (analysis.cards[0].computed_tier, crate::scores::portfolio::figures(&analysis.portfolio, &analysis.cards).weighted_open)
    });
    assert_eq!(foreign, (None, Amount::ZERO));
}

#[test]
fn measures_concentration() {
    let check = |sales: &[i64], expected: Option<(&str, &str, &str, usize)>| {
        let it = concentration(sales.iter().map(|n| Amount::whole(*n)).collect());
        let shown =
            it.map(|it| (it.hhi.normalize().to_string(), it.top1_share.normalize().to_string(), it.top5_share.normalize().to_string(), it.accounts_for_80));
        assert_eq!(shown.as_ref().map(|(a, b, c, n)| (a.as_str(), b.as_str(), c.as_str(), *n)), expected);
    };
    check(&[], None);
    check(&[0, -5], None);
    check(&[100], Some(("10000", "1", "1", 1)));
    check(&[80, 20], Some(("6800", "0.8", "1", 1)));
    check(&[79, 21, -50], Some(("6682", "0.79", "1", 2)));
    check(&[10; 10], Some(("1000", "0.1", "0.5", 8)));
}

#[test]
fn sums_the_portfolio() {
    let figures = with("", |analysis| crate::scores::portfolio::figures(&analysis.portfolio, &analysis.cards));
    assert_eq!(figures.gap, Some(Amount::whole(6_500_000 - 354_000)));
    assert!(with("", |analysis| crate::scores::portfolio::spread(&analysis.portfolio)).is_none());
    let other = "=== data/revenue.csv\naccount,period,brand,division,product,amount,margin\nnorthwind-health,FY2026-Q4,surgix,Surgical,surgix-core,80,0.3\nother,FY2026-Q1,surgix,Surgical,surgix-core,20,0.3\nother,FY2025-Q4,surgix,Surgical,surgix-core,900,0.3\n=== data/accounts.csv\naccount,name,segment,region,stance,potential,parent\nnorthwind-health,N,,,grow,,\nother,O,,,retain,,\n";
    let concentration = with(other, |analysis| crate::scores::portfolio::spread(&analysis.portfolio).unwrap());
    assert_eq!(concentration.hhi, Decimal::from(6800));
}
