//! Who keeps to the rhythm, who was there, and what comes next.

use super::with;
use crate::rules::example;

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
fn page_and_rule_name_the_same_fire_drills() {
    let check = |patch: &str, expected: Option<(usize, usize, bool)>| {
        with(patch, |view| {
            let row = &view.cycle().progress[0];
            assert_eq!(row.rush.as_ref().map(|rush| (rush.last, rush.edits, rush.fire_drill)), expected);
            let found = view.findings().any(|finding| finding.code.name == "fire-drill");
            assert_eq!(found, expected.is_some_and(|(_, _, drill)| drill));
        });
    };
    let docs = &crate::rules::fire_drill::CODE.docs;
    check(docs.bad, Some((3, 3, true)));
    check(docs.good, Some((1, 3, false)));
    check("", None);
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
    let said = with(closed, |view| view.findings().map(|finding| format!("{}: {}", finding.code.name, finding.message())).collect::<Vec<_>>());
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
