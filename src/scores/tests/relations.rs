//! People, freshness, pace and health at their edges.

use super::{check, check_term};

/// `id influence disposition role kdm met owner`, one person a word group; `-` leaves a field out.
fn people(rows: &[&str]) -> String {
    let mut out = if rows.is_empty() { "people: []\n".to_owned() } else { "people:\n".to_owned() };
    for row in rows {
        let parts: Vec<&str> = row.split(' ').collect();
        let [id, influence, disposition, role, power, met, owner] = parts[..] else { panic!("seven words: {row}") };
        let kdm = if power == "-" { String::new() } else { format!(", kdm: true, in_power: {power}") };
        let met = if met == "-" { String::new() } else { format!(", last_met: {met}") };
        let owner = if owner == "-" { String::new() } else { format!(", our_owner: {owner}") };
        out.push_str(&format!(
            "  - {{id: {id}, name: {id}, title: T, buying_role: {role}, influence: {influence}, disposition: {disposition}{kdm}{met}{owner}}}\n"
        ));
    }
    out
}

#[test]
fn measures_strength() {
    let check = |rows: &[&str], expected: &str| check("relationship_strength", &people(rows), expected);
    check(&[], "null @ 0");
    check(&["a 5 champion user - 2026-11-22 -"], "100.0 @ 1");
    check(&["a 5 supporter user - 2026-10-23 -"], "75.0 @ 1");
    check(&["a 5 supporter user - 2026-10-22 -"], "56.3 @ 1");
    check(&["a 5 champion user - - -", "b 5 champion user - 2026-11-22 -"], "50.0 @ 1");
    // an unknown disposition counts 0.2: the one exception to leaving unknowns out
    check(&["a 5 unknown user - 2026-11-22 -"], "20.0 @ 1");
    check_term("relationship_strength", "a", &people(&["a 5 neutral user - 2026-11-01 -"]), "0.4 | neutral, met 21 days ago | /people/0");
    // looked at from an earlier day, it lies ahead
    check_term("relationship_strength", "a", &people(&["a 5 neutral user - 2026-12-01 -"]), "0.4 | neutral, met on 1 Dec 2026 | /people/0");
}

#[test]
fn covers_the_roles_of_the_posture() {
    let all = [
        "a 5 champion economic yes - maya-chen",
        "b 4 supporter technical - - -",
        "c 3 neutral user - - -",
        "d 3 neutral sponsor - - -",
        "e 3 neutral procurement - - -",
    ];
    let check = |posture: &str, rows: &[&str], expected: &str| check("relationship_coverage", &format!("posture: {posture}\n{}", people(rows)), expected);
    check("penetrate", &all, "100.0 @ 1");
    check("grow-share", &all, "100.0 @ 1");
    check("defend", &all, "100.0 @ 1");
    check("defend", &all[..4], "83.3 @ 1");
    check("penetrate", &[], "null @ 0");
    // one supporter in power: 15 less
    check("penetrate", &[all[0], "b 4 neutral technical - - -", all[2]], "85.0 @ 1");
    check("penetrate", &[all[0], "b 4 supporter technical no - -", all[2]], "60.0 @ 1");
    // without the economic buyer at most 50, after the deductions
    check("penetrate", &["a 5 champion technical - - -", "b 4 supporter user - - -"], "50.0 @ 1");
    check("penetrate", &["a 5 champion technical - - -", "b 4 neutral user - - -"], "50.0 @ 1");
    check("penetrate", &["a 5 champion user - - -"], "35.0 @ 1");
    // whoever owns the only contact owns every contact
    check("penetrate", &["a 5 champion user - - maya-chen"], "20.0 @ 1");
    // never below 0
    check("grow-share", &["a 1 neutral coach - - maya-chen", "b 1 neutral coach - - maya-chen"], "0.0 @ 1");
    let one_owner = people(&["a 5 champion economic yes - maya-chen", "b 4 supporter technical - - maya-chen"]);
    check_term("relationship_coverage", "one owner", &format!("posture: penetrate\n{one_owner}"), "0 | Maya Chen owns every contact | /people");
}

#[test]
fn counts_access_beside_percents() {
    let check = |rows: &[&str], expected: &str| check("kdm_access", &people(rows), expected);
    check(&["a 5 champion economic yes 2026-10-01 -"], "100.0 @ 1");
    check(&["a 5 champion economic yes 2026-09-30 -"], "0.0 @ 1");
    check(&["a 5 champion economic yes 2026-11-22 -", "b 4 neutral user yes - -"], "50.0 @ 1");
    // out of power counts for nothing; of unknown power is unknown
    check(&["a 5 champion economic yes 2026-11-22 -", "b 4 neutral user no - -"], "100.0 @ 1");
    check(&["a 5 champion economic yes 2026-11-22 -", "b 4 neutral user unknown 2026-11-22 -"], "null @ 0.5");
    check(&["a 5 champion economic - 2026-11-22 -"], "null @ 0");
}

#[test]
fn keeps_pace_with_the_quota() {
    // FY2027-Q1 runs from 1 October to 31 December 2026: 92 days; 15 November, which the data hold, is day 46
    let files = |revenue: &str, quota: &str, as_of: &str| {
        let territory = crate::rules::example::TERRITORY.replace("data:\n  revenue: {source: ERP export, as_of: 2026-11-15}\n", "");
        assert!(territory.contains("fiscal_year_start: 10") && !territory.contains("data:"));
        let data = if as_of.is_empty() { String::new() } else { format!("data: {{revenue: {{as_of: {as_of}}}}}\n") };
        let rows = |rows: &str, tail: &str| rows.split_whitespace().fold(String::new(), |out, row| out + "northwind-health," + &row.replace('=', tail) + "\n");
        format!(
            "=== quarterdeck.yaml\n{territory}{data}=== data/revenue.csv\naccount,period,brand,division,product,amount,margin\n{}=== data/quota.csv\naccount,period,amount\n{}",
            rows(revenue, ",surgix,Surgical,surgix-core,").lines().fold(String::new(), |out, line| out + line + ",0.3\n"),
            rows(quota, ",")
        )
    };
    let check = |revenue: &str, quota: &str, as_of: &str, expected: &str| check("revenue_vs_quota", &files(revenue, quota, as_of), expected);
    check("FY2027-Q1=450", "FY2027-Q1=900", "2026-11-15", "100.0 @ 1");
    check("FY2027-Q1=225", "FY2027-Q1=900", "2026-11-15", "50.0 @ 1");
    check("FY2027-Q1=900", "FY2027-Q1=900", "2026-11-15", "100.0 @ 1");
    // without a date of the data the end of its last period, or today where that is earlier: day 52
    check("FY2027-Q1=260", "FY2027-Q1=920", "", "50.0 @ 1");
    // months add up to their quarter; a yearly quota says nothing about one
    check("FY2027-01=225", "FY2027-01=300 FY2027-02=300 FY2027-03=300", "2026-11-15", "50.0 @ 1");
    check("FY2027-Q1=225", "FY2027=920", "2026-11-15", "null @ 0");
    // the file ends before the period
    check("FY2026-Q4=450", "FY2027-Q1=900", "2026-11-15", "null @ 0");
    check("FY2027-Q1=450", "FY2027-Q1=920", "2026-09-30", "null @ 0");
    super::check("revenue_vs_quota", "", "–");
    // and why there is none
    let why = |revenue: &str, quota: &str, as_of: &str, expected: &str| {
        check_term("revenue_vs_quota", "revenue to date", &files(revenue, quota, as_of), &format!("null | {expected} | /period"));
    };
    why("FY2027-Q1=450", "FY2027-Q1=0", "2026-11-15", "the quota for FY2027-Q1 is 0");
    why("FY2027-Q1=450", "FY2027-Q1=920", "2026-09-30", "FY2027-Q1 has not begun by 2026-09-30, where the revenue data end");
    // a period of which a part has no quota has none: what is not known is not zero
    why("FY2027-01=225", "FY2027-01=460 FY2027-03=460", "2026-11-15", "no quota for FY2027-02, a part of FY2027-Q1");
    let yearly = |quota: &str, expected: &str| {
        let plan = crate::rules::example::plan("period: FY2027");
        let files = format!("{}=== accounts/northwind-health/plan.md\n{plan}", files("FY2027-Q1=230", quota, "2026-11-15"));
        check_term("revenue_vs_quota", "revenue to date", &files, expected);
    };
    yearly("FY2027-Q1=920", "null | no quota for FY2027-Q2, FY2027-Q3 and FY2027-Q4, parts of FY2027 | /period");
    yearly("FY2027-Q1=920 FY2027-Q2=920 FY2027-Q4=920", "null | no quota for FY2027-Q3, a part of FY2027 | /period");
    // 46 of 365 days
    yearly(
        "FY2027-Q1=365 FY2027-Q2=1000 FY2027-07=700 FY2027-08=700 FY2027-09=700 FY2027-Q4=185",
        "0.5 | 230 sold, 460 asked for of a quota of 3,650 | /period",
    );
    yearly("FY2027=3650", "0.5 | 230 sold, 460 asked for of a quota of 3,650 | /period");
}

#[test]
fn weighs_parts_as_the_territory_says() {
    let weighed = |weights: &str| format!("=== quarterdeck.yaml\n{}scores: {{{weights}}}\n", crate::rules::example::TERRITORY);
    let rows = people(&["a 5 champion economic yes 2026-11-22 maya-chen", "b 4 supporter user - - tomas-rivera"]);
    let check = |key: &str, weights: &str, plan: &str, expected: &str| {
        check(key, &format!("{}=== accounts/northwind-health/plan.md\n{plan}", weighed(weights)), expected);
    };
    // two of four roles are filled, champion and economic by one person
    let plan = crate::rules::example::plan(&format!("posture: penetrate\n{rows}"));
    check("relationship_coverage", "relationship_coverage: {}", &plan, "75.0 @ 1");
    check("relationship_coverage", "relationship_coverage: {technical: 5}", &plan, "37.5 @ 1");
    check("relationship_coverage", "relationship_coverage: {penetrate: {technical: 0}}", &plan, "100.0 @ 1");
    check("relationship_coverage", "relationship_coverage: {defend: {technical: 0}}", &plan, "75.0 @ 1");
}

#[test]
fn fades_with_age() {
    let share = |age: i64| super::super::freshness::share(age, 92).round_dp(3).normalize().to_string();
    assert_eq!([share(0), share(92), share(93), share(184), share(276), share(400)], ["1", "1", "0.995", "0.5", "0", "0"]);
    check_term(
        "freshness",
        "people",
        &people(&["a 5 champion user - 2026-05-22 -"]),
        "0.5 | newest date 2026-05-22, 184 days ago; the cadence is 92 | /people",
    );
    check_term("freshness", "people", &people(&["a 5 champion user - - -"]), "null | no date | /people");
}

#[test]
fn weighs_health_by_posture() {
    let row = |patch: &str| {
        super::with(patch, |analysis| {
            let score = analysis.cards[0].score("health").unwrap();
            score.terms.iter().map(|term| term.weight.normalize().to_string()).collect::<Vec<_>>().join(" ")
        })
    };
    assert_eq!(row("posture: penetrate"), "20 25 20 10 10 15");
    assert_eq!(row("posture: grow-share"), "15 15 20 25 10 15");
    assert_eq!(row("posture: defend"), "30 20 15 15 15 5");
    assert_eq!(row("~posture"), "15 15 20 25 10 15");
    assert_eq!(row("stance: acquire\n~posture"), "20 25 20 10 10 15");
    assert_eq!(row("stance: retain"), "30 20 15 20 15");
    assert_eq!(row("stance: reactivate"), "20 25 25 10 20");
    assert_eq!(row("stance: retire"), "10 10 40 20 20");
    for row in ["penetrate", "grow-share", "defend", "retain", "reactivate", "retire"] {
        assert_eq!(super::super::health::weights(row).iter().sum::<i64>(), 100, "{row}");
    }
    // a part that is undetermined gives its weight to the others
    check_term("health", "Relationship strength", "people: []", "null | Relationship strength is undetermined | /people");
}

#[test]
fn statements_add_up() {
    for patch in [
        "",
        "posture: defend",
        "people: []",
        &people(&["a 1 neutral coach - - -"]),
        &people(&["a 5 champion technical - - -", "b 2 supporter user - 2026-06-01 -"]),
    ] {
        super::with(patch, |analysis| {
            let card = &analysis.cards[0];
            for score in card.scores.iter().chain([&card.readiness.score]) {
                let Some(value) = score.value else { continue };
                let sum: rust_decimal::Decimal = score.statement().into_iter().flatten().map(|points| points.given).sum();
                assert_eq!(sum, value, "{} after {patch}", score.key);
            }
        });
    }
}
