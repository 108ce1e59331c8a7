//! The rules over the whole territory: tables, lists, sponsors, the calendar, and sentences that two plans share.

use quarterdeck::base::date::Date;
use quarterdeck::rules::example::{self, TERRITORY};
use quarterdeck::source::fixture;

use crate::{SUPPORTERS, check, findings, messages, one, places};

/// The standard territory file with a change.
fn territory(from: &str, to: &str) -> String {
    assert!(TERRITORY.contains(from));
    format!("=== quarterdeck.yaml\n{}", TERRITORY.replace(from, to))
}

/// A list of `n` accounts of which the first is Northwind; the others are to be retained unless `rows` names them.
fn accounts(n: usize, rows: &str) -> String {
    let named = rows.lines().count();
    let others = (0..n - 1 - named).map(|i| format!("account-{i},Account {i},retain,{i}\n")).collect::<String>();
    format!("=== data/accounts.csv\naccount,name,stance,potential\nnorthwind-health,Northwind,grow,2400000\n{rows}{others}")
}

#[test]
fn tables_grow_old() {
    let as_of = |date: &str| territory("2026-11-15", date) + "=== data/revenue.csv\naccount,period,brand,division,product,amount\n";
    check(&("~projection_90d\n".to_owned() + &as_of("2026-10-08")), &[]);
    check(&("~projection_90d\n".to_owned() + &as_of("2026-10-07")), &["data-stale@quarterdeck.yaml:17"]);
    // what is not there cannot be old, and a date that cannot be read is one mistake
    check(&territory("2026-11-15", "2026-01-01"), &[]);
    check(&("~projection_90d\n".to_owned() + &as_of("2026-13-01")), &["config-error@quarterdeck.yaml:17"]);
    // without a date the last period is one
    let quota = |period: &str| format!("=== data/quota.csv\naccount,period,amount\nnorthwind-health,{period},50000\n");
    check(&quota("FY2027-Q4"), &[]);
    check(&quota("FY2027-01"), &[]);
    check(&quota("FY2026-Q4"), &["data-stale@quota.csv:1"]);
    assert!(messages(&quota("FY2026-Q4"))[0].starts_with("data/quota.csv ends with FY2026-Q4, on 2026-09-30, 53 days ago"));
    // quotas are set for the year, whatever day that was: old are those that do not go as far as today
    let set_on =
        |date: &str, period: &str| territory("revenue: {source: ERP export, as_of: 2026-11-15}", &format!("quota: {{as_of: {date}}}")) + &quota(period);
    check(&set_on("2026-09-01", "FY2027"), &[]);
    check(&set_on("2026-09-01", "FY2027-Q1"), &[]);
    check(&set_on("2026-09-01", "FY2026-Q4"), &["data-stale@quarterdeck.yaml:17"]);
    assert!(messages(&set_on("2026-09-01", "FY2026-Q4"))[0].starts_with("data/quota.csv ends with FY2026-Q4, on 2026-09-30, 53 days ago"));
    check(&set_on("2026-10-10", "FY2026-Q4"), &[]);
}

#[test]
fn the_list_of_key_accounts_is_argued_about() {
    let on = |date: &str| territory("2026-09-01", date);
    check(&on("2025-11-21"), &[]);
    check(&on("2025-11-20"), &["key-list-stale@quarterdeck.yaml:7"]);
    let never = territory("  key_list_reviewed_on: 2026-09-01\n", "");
    check(&never, &[]);
    check(&(never + &accounts(10, "")), &["key-list-stale@quarterdeck.yaml:6"]);
    check(&on("soon"), &["config-error@quarterdeck.yaml:7"]);
}

#[test]
fn sponsors_are_two() {
    check(&territory(", marketing: lena-fischer", ""), &["program-sponsor@quarterdeck.yaml:6"]);
    check(&territory("sales: ines-okafor, ", ""), &["program-sponsor@quarterdeck.yaml:6"]);
    check(&territory("sponsors: {sales: ines-okafor, marketing: lena-fischer}\n  ", ""), &["program-sponsor@quarterdeck.yaml:6"]);
    check(&territory("lena-fischer", "lena-fisher"), &["config-error@quarterdeck.yaml:6"]);
}

#[test]
fn the_share_of_planned_accounts_has_bounds() {
    check(&accounts(39, ""), &[]);
    check(&accounts(40, ""), &["key-account-share@quarterdeck.yaml:19"]);
    let most = |share: &str| territory("policy:\n", &format!("policy:\n  key_accounts: {{min_share: 0, max_share: {share}}}\n"));
    check(&(most("0.01") + &accounts(10, "")), &[]);
    check(&(most("0") + &accounts(10, "")), &["key-account-share@quarterdeck.yaml:19"]);
    assert!(messages(&accounts(40, ""))[0].starts_with("1 of 40 accounts have a plan, 2.5 %; key accounts are 5 to 20 %"));
}

#[test]
fn accounts_that_deserve_a_plan_are_named() {
    check(&accounts(10, "pine-valley,Pine Valley,grow,250000\n"), &["plan-missing@accounts.csv:3"]);
    assert!(messages(&accounts(10, "pine-valley,Pine Valley,grow,250000\n"))[0].ends_with("begin with `quarterdeck new pine-valley`"));
    // too small a potential, another stance, no room under the share
    check(&accounts(10, "pine-valley,Pine Valley,grow,249999\n"), &[]);
    check(&accounts(10, "pine-valley,Pine Valley,reactivate,900000\n"), &[]);
    check(&accounts(9, "pine-valley,Pine Valley,grow,900000\n"), &[]);
    let many: String = (0..30).map(|i| format!("big-{i:02},Big {i},acquire,{}\n", 900_000 - i)).collect();
    let lenient = territory("policy:\n", "policy:\n  key_accounts: {min_share: 0, max_share: 0.5}\n");
    let found = messages(&(lenient + &accounts(62, &many)));
    assert_eq!(found.len(), 10, "{found:#?}");
    assert!(found[0].starts_with("`big-00` is to acquire, its potential of 900,000 is number 2 by size of 62 accounts, and it has no plan"), "{found:#?}");
    assert!(found[9].ends_with("| 20 more accounts without a plan lie in the same range"), "{found:#?}");
}

#[test]
fn calendars_leave_time() {
    let cycle = |kickoff: &str, days: u32| {
        format!(
            "=== cycle.yaml\nperiod: FY2028\nsteps:\n  - {{id: team, on: 2027-03-20}}\n  - {{id: kickoff, on: {kickoff}, min_days_after_previous: {days}}}\n"
        )
    };
    check(&cycle("2027-04-01", 12), &[]);
    check(&cycle("2027-06-30", 12), &[]);
    check(&cycle("2027-03-31", 11), &["cycle-start@cycle.yaml:4 (info)"]);
    check(&cycle("2027-07-01", 12), &["cycle-start@cycle.yaml:4"]);
    check(&cycle("2027-04-01", 13), &["cycle-order@cycle.yaml:4"]);
    // steps in the wrong order are one mistake
    check(&cycle("2027-03-19", 13), &["config-error@cycle.yaml:4"]);
    check(&cycle("2027-04-01", 12).replace("period: FY2028\n", ""), &["config-error@cycle.yaml:1"]);
}

#[test]
fn the_profile_has_two_sides() {
    let icp = |rest: &str| format!("=== icp.yaml\nversion: 1\n{rest}");
    check(&icp(""), &["icp-one-sided@icp.yaml:1"]);
    check(&icp("why_they_value_us: TBD\n"), &["icp-one-sided@icp.yaml:2"]);
    check(&icp("why_they_value_us: Fewer stock-outs, in their own figures\n"), &[]);
}

#[test]
fn shared_sentences_are_named_once() {
    let example = quarterdeck::rules::find("repeated-text").unwrap().code.docs.bad;
    assert_eq!(
        messages(example),
        [
            "`Group policy of August 2026 asks for tw…` stands word for word in the plan of Northwind Health Group | say what is particular to this account, or link to the plan that says it"
        ]
    );
    // signs and capitals make no other sentence, another figure does; steps may be the same
    check(&example.replace("Group policy of August 2026", "GROUP policy – of August 2026 –"), &["repeated-text@plan.md:19"]);
    check(&example.replace("500000", "400000"), &[]);
    check(
        &example.replace("500000", "400000").replace("Invite Alma Reyes to the depot in December", "Agree consignment terms for the pilot with Ruth Adeyemi"),
        &[],
    );
    check(
        &("status: closed\noutcome: {value_added: yes, lesson: The count convinced more than the price.}\n".to_owned() + example),
        &["closed-with-open-deals@"],
    );
}

#[test]
fn growth_needs_its_threshold() {
    check(&territory("min_growth_value: 250000", "pass: 4"), &["config-error@quarterdeck.yaml:19"]);
    check(&("stance: retain\n".to_owned() + &territory("min_growth_value: 250000", "pass: 4")), &[]);
    check(&territory("min_growth_value: 250000", "min_growth_value: much"), &["config-error@quarterdeck.yaml:19"]);
}

#[test]
fn parents_are_accounts() {
    let list = |parent: &str| format!("=== data/accounts.csv\naccount,name,stance,parent\nnorthwind-health,Northwind,grow,{parent}\n");
    check(&list("northwind-health"), &["data-error@accounts.csv:2"]);
    check(&list("northwind-group"), &["data-error@accounts.csv:2"]);
    check(&(list("northwind-group") + "northwind-group,Group,retain,\n"), &[]);
}

#[test]
fn a_quarter_that_no_account_has_is_missing_and_not_zero() {
    let sold = |quarters: &[&str]| {
        let row = |quarter: &&str| {
            format!("northwind-health,{quarter},surgix,Surgical,surgix-core,21000,0.4\nelm-park,{quarter},surgix,Surgical,surgix-core,9000,0.4\n")
        };
        let rows: String = quarters.iter().map(row).collect();
        "=== data/accounts.csv\naccount,name,stance\nnorthwind-health,Northwind,grow\nelm-park,Elm Park,retain\n".to_owned()
            + &format!("=== data/revenue.csv\naccount,period,brand,division,product,amount,margin\n{rows}")
    };
    let all = ["FY2026-Q1", "FY2026-Q2", "FY2026-Q3", "FY2026-Q4", "FY2027-Q1"];
    let found = messages(&sold(&all));
    // with a quarter less, nothing is compared with a mean that counts it as zero
    let without = messages(&sold(&[all[0], all[1], all[2], all[4]]));
    let is_of_projection = |text: &&String| text.contains("projection");
    assert_eq!((found.iter().filter(is_of_projection).count(), without.iter().filter(is_of_projection).count()), (1, 0), "{found:?} {without:?}");
    assert!(without.iter().any(|text| text.starts_with("no account has a row of FY2026-Q4, though several")), "{without:?}");
    // months have their quarters; one account alone may have bought nothing
    check(&sold(&["FY2025-Q4", "FY2026-01", "FY2026-04", "FY2026-09", "FY2026-Q4", "FY2027-Q1"]), &["projection-differs@44"]);
}

#[test]
fn a_header_that_does_not_fit_its_rows_is_told_once() {
    let quota = |text: &str| format!("=== data/quota.csv\n{text}");
    let rows = "northwind-health,FY2027-Q1,50000\nnorthwind-health,FY2027-Q2,50000\n";
    // in the middle, at the end and in front
    for header in ["account,note,period,amount", "account,period,amount,note", "note,account,period,amount"] {
        check(&quota(&format!("{header}\n{rows}")), &["data-error@quota.csv:1"]);
        assert_eq!(
            messages(&quota(&format!("{header}\n{rows}"))),
            ["no row has a cell for the column `note` | take it out of the header; the columns are account,period,amount"]
        );
    }
    // a column of their own is not read, and a row without its cell is too short
    check(&quota("account,note,period,amount\nnorthwind-health,x,FY2027-Q1,50000\n"), &["data-error@quota.csv:1 (warn)"]);
    check(
        &quota("account,period,amount,note\nnorthwind-health,FY2027-Q1,50000,x\nnorthwind-health,FY2027-Q2,50000\n"),
        &["data-error@quota.csv:1 (warn)", "data-error@quota.csv:3"],
    );
    check(&quota("account,note,period,amount\n"), &["data-error@quota.csv:1 (warn)"]);
    // another separator is one mistake
    check(&quota("account;period;amount\nnorthwind-health;FY2027-Q1;50000\n"), &["data-error@quota.csv:1"]);
    // a column that is known is not renamed to another one
    assert_eq!(messages(&quota("account,period\nnorthwind-health,FY2027-Q1\n")), ["the column `amount` is missing | the columns are account,period,amount"]);
    assert!(messages(&quota("account,period,amuont\nnorthwind-health,FY2027-Q1,5\n"))[0].ends_with("rename the column `amuont` to `amount`"));
    // the misspelt one is pointed at, each once
    let places = |text: &str| places(&quota(text));
    assert_eq!(places("account,period,amuont\nnorthwind-health,FY2027-Q1,5\n"), ["quota.csv:1:16"]);
    assert_eq!(places("acount,perod,x\n"), ["quota.csv:1:1", "quota.csv:1:1", "quota.csv:1:8"]);
    // so is one that the table can do without
    let row = "northwind-health,Northwind,grow,x\n";
    assert_eq!(
        messages(&format!("=== data/accounts.csv\naccount,name,stance,segmnet\n{row}")),
        ["the column `segmnet` is not read | rename the column `segmnet` to `segment`"]
    );
}

#[test]
fn a_column_that_stands_twice_is_told() {
    let quota = |text: &str| format!("=== data/quota.csv\n{text}");
    let text = quota("account,period,amount,note,amount\nnorthwind-health,FY2020-Q1,5,x,6\nnobody,FY2020-Q1,x,x,x\n");
    assert_eq!(places(&text), ["quota.csv:1:28"]);
    assert!(messages(&text)[0].starts_with("the column `amount` stands twice, so the table is not read | take one of the two out"), "{:?}", messages(&text));
    // one that is not read may
    check(&quota("account,note,period,amount,note\nnorthwind-health,x,FY2027-Q4,5,x\n"), &["data-error@quota.csv:1 (warn)", "data-error@quota.csv:1 (warn)"]);
}

#[test]
fn an_account_without_a_name_is_called_by_its_id() {
    let list = |name: &str, stance: &str| format!("=== data/accounts.csv\naccount,name,stance\nnorthwind-health,{name},{stance}\n");
    check(&list("Northwind", "grow"), &[]);
    for name in ["", "  "] {
        check(&list(name, "grow"), &["data-error@accounts.csv:2 (warn)"]);
        assert_eq!(places(&list(name, "grow")), ["accounts.csv:2:18"]);
    }
    // the row counts, also where something else in it is wrong
    check(&list("", "gorw"), &["data-error@accounts.csv:2 (warn)", "data-error@accounts.csv:2"]);
    let quota = "=== data/quota.csv\naccount,period,amount\nnorthwind-health,FY2027-Q1,50000\n";
    assert!(!findings(&(list("", "grow") + quota)).iter().any(|it| it.contains("quota")));
}

#[test]
fn a_table_of_wrong_rows_is_soon_told() {
    let mut rows = String::from("=== data/quota.csv\naccount,period,amount\n");
    (0..20_000).for_each(|i| rows += &format!("account-of-the-north-west-{i:05},FY2027-Q4,5\n"));
    let list: String = (0..1_900).map(|i| format!("account-of-the-north-east-{i:05},Account {i},retain,{i}\n")).collect();
    let start = std::time::Instant::now();
    let found = findings(&(accounts(2, "") + &list + &rows));
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    assert_eq!(found.iter().filter(|it| it.starts_with("data-error@quota.csv")).count(), 201);
}

#[test]
fn an_item_of_a_list_file_has_its_name() {
    let people = "=== people.yaml\n- {id: maya-chen, function: sales}\n- {name: Tomas, function: sales}\n";
    let said = messages(people);
    assert!(said.iter().any(|it| it.starts_with("`name` is missing in person `maya-chen`")), "{said:#?}");
    assert!(said.iter().any(|it| it.starts_with("`id` is missing in person 2")), "{said:#?}");
}

#[test]
fn a_name_that_systems_keep_is_no_folder() {
    for name in ["con", "nul", "com1", "lpt9"] {
        check(&format!("=== accounts/{name}/plan.md\n---\nschema: quarterdeck/1\naccount: {name}\n---\n"), &["path-collision@plan.md:1"]);
    }
}

#[test]
fn truth_is_read_as_yaml_writes_it() {
    for yes in ["true", "True", "TRUE"] {
        let text = format!("=== quarterdeck.yaml\n{TERRITORY}site: {{rooted_404: {yes}}}\n");
        assert!(messages(&text).iter().any(|it| it.starts_with("`rooted_404` has no `base_url`")), "{yes}: {:?}", messages(&text));
    }
    check(&format!("=== quarterdeck.yaml\n{TERRITORY}site: {{rooted_404: False}}\n"), &[]);
}

#[test]
fn dots_before_the_end_of_front_matter_are_told() {
    let plan = "=== accounts/other/plan.md\n---\nschema: quarterdeck/1\naccount: other\n...\n---\n";
    let found = findings(plan);
    assert!(found.contains(&"yaml-unsupported@plan.md:4".to_owned()), "{found:?}");
}

#[test]
fn without_a_list_of_accounts_none_is_unknown() {
    let quota = "=== data/quota.csv\naccount,period,amount\nnobody-knows,FY2027-Q1,50000\n";
    check(quota, &[]);
    check(&(quota.to_owned() + &accounts(10, "")), &["data-error@quota.csv:2"]);
}

#[test]
fn a_tier_is_argued_about_by_what_decides_it() {
    // the only plan is first by value; without anybody who stands by us it is no A all the same
    let met = |day: &str| format!("people:\n{SUPPORTERS}").replace("2026-11-02", day).replace("2026-11-05", day);
    check(&met("2026-11-02"), &[]);
    let weak = messages(&met("2026-07-02"));
    assert_eq!(
        weak,
        [
            "the tier is declared A and computed B: by the 144,000 at stake in the next 90 days it would be an A, but its relationship strength of 21.9 is under 50 | \
          settle it: write `tier: B`, or win and meet those who decide: amounts and dates would not change it"
        ]
    );
    let value = messages("tier: B\n");
    assert!(value[0].ends_with("| settle it: write `tier: A`, or correct the amounts, probabilities and dates that the value comes from"), "{value:?}");
    let low = messages(&format!("tier: C\n{}", met("2026-07-02")));
    assert!(low[0].starts_with("the tier is declared C and computed B: by the 144,000 at stake"), "{low:?}");
    // first of those who all have nothing at stake
    let nothing = messages(
        "tier: B\nopportunities:\n  - {id: far, name: Far away, origin: expand, amount: 5000, probability: 0.5, close_by: 2028-02-01, status: open}\n",
    );
    assert!(nothing.iter().all(|text| !text.starts_with("the tier is declared")), "{nothing:?}");
}

#[test]
fn a_projection_counts_what_was_not_bought_yet() {
    let row = |account: &str, division: &str, product: &str| {
        (1..=4).map(|quarter| format!("{account},FY2026-Q{quarter},surgix,{division},{product},66000,0.4\n")).collect::<String>()
    };
    let table = |rows: &str| {
        format!(
            "=== data/accounts.csv\naccount,name,stance\nnorthwind-health,Northwind,grow\n{}\
             === data/revenue.csv\naccount,period,brand,division,product,amount,margin\n{rows}",
            (0..9).map(|at| format!("elm-park-{at},Elm Park {at},retain\n")).collect::<String>()
        )
    };
    let scans = row("northwind-health", "Surgical", "surgix-scan");
    // the deal's unit is a division of the brand
    check(&table(&scans), &[]);
    let site = |rows: &str| {
        "opportunities: [{id: o, name: Theatre pilot, product: surgix-core, unit: North campus, amount: 240000, probability: 0.6, close_by: 2027-01-29, status: open, requalified_on: 2026-11-12, timing_confirmed_on: 2026-11-12}]\n".to_owned() + &table(rows)
    };
    // it is not; others buy the product in one division
    check(&site(&format!("{scans}{}", row("elm-park-0", "Surgical", "surgix-core"))), &[]);
    let elsewhere = format!("{scans}{}", row("elm-park-0", "Diagnostics", "surgix-core"));
    one(&site(&elsewhere), "projection-differs", "division: Surgical");
    // nobody bought it, or in several divisions: nothing can be told, and nothing is
    check(&site(&scans), &[]);
    check(&site(&format!("{elsewhere}{}", row("elm-park-1", "Surgical", "surgix-core"))), &[]);
    // where there is one division it is known
    let one_division = site(&scans) + &territory("divisions: [Surgical, Diagnostics]", "divisions: [Surgical]");
    check(&one_division, &[]);
    one(&(one_division.replace("probability: 0.6", "probability: 0.1")), "projection-differs", "division: Surgical");
}

#[test]
fn a_tier_is_not_judged_beside_opportunities_that_could_not_be_read() {
    check("tier: B\n", &["tier-mismatch@11"]);
    let other = |amount: &str| {
        format!(
            "=== accounts/other/plan.md\n---\nschema: quarterdeck/1\naccount: other\nstatus: draft\nowner: maya-chen\nperiod: FY2027-Q1\nstance: retain\ntier: C\nobjectives: []\nactions: []\nbenchmarks: []\npeople: []\ncommitment: {{}}\nopportunities:\n  - {{id: lab, name: Laboratory supplies, amount: {amount}, probability: 0.5, close_by: 2027-01-29, status: open}}\n---\n"
        )
    };
    let said = |amount: &str| findings(&format!("tier: B\n{}", other(amount)));
    assert!(said("5").iter().any(|it| it.starts_with("tier-mismatch@")), "{:?}", said("5"));
    assert!(!said("$5").iter().any(|it| it.starts_with("tier-mismatch@")), "{:?}", said("$5"));
}

#[test]
fn a_plan_of_empty_lists_is_a_draft_or_an_error() {
    for key in ["objectives", "actions", "benchmarks", "people"] {
        let active = findings(&format!("{key}: []\n"));
        let draft = findings(&format!("{key}: []\nstatus: draft\n"));
        assert!(active.iter().any(|it| !it.ends_with(')')), "{key}: {active:?}");
        assert!(!draft.is_empty() && draft.iter().all(|it| it.ends_with("(warn)") || it.starts_with("no-") || it.starts_with("single-")), "{key}: {draft:?}");
    }
}

#[test]
fn a_share_of_wallet_is_between_nothing_and_all() {
    let share = |amount: &str| {
        let wallet = "=== data/wallet.csv\naccount,product,total_purchases\nnorthwind-health,surgix-core,100\n";
        let sales =
            format!("=== data/revenue.csv\naccount,period,brand,division,product,amount\nnorthwind-health,FY2026-Q4,surgix,Surgical,surgix-core,{amount}\n");
        let snapshot = fixture::snapshot(&example::territory(&(sales + wallet)), Date::parse(example::TODAY).unwrap());
        quarterdeck::engine::check(&snapshot).portfolio.share_of_wallet("northwind-health").map(|share| share.to_string())
    };
    assert_eq!(share("42").as_deref(), Some("0.42"));
    assert_eq!(share("0").as_deref(), Some("0"));
    // more came back than was sold; more was sold than is bought
    assert_eq!(share("-42"), None);
    assert_eq!(share("142"), None);
}

#[test]
fn a_time_stands_in_a_table_once() {
    let quota = |rows: &str| format!("=== data/quota.csv\naccount,period,amount\n{rows}");
    let revenue = |rows: &str| "~projection_90d\n=== data/revenue.csv\naccount,period,brand,division,product,amount\n".to_owned() + rows;
    let row = |period: &str, product: &str| format!("northwind-health,{period},surgix,Surgical,{product},5000\n");
    let quarter = "northwind-health,FY2027-Q4,118000\n";
    check(&quota(&format!("{quarter}northwind-health,FY2027-10,40000\nnorthwind-health,FY2027-Q3,1\n")), &["data-error@quota.csv:3"]);
    check(&quota(&format!("northwind-health,FY2027-11,40000\nnorthwind-health,FY2027-12,40000\n{quarter}")), &["data-error@quota.csv:4"]);
    check(&quota(&format!("{quarter}northwind-health,FY2027,40000\n")), &["data-error@quota.csv:3"]);
    check(&quota(&format!("{quarter}northwind-health,FY2027-09,40000\nnorthwind-health,FY2026-12,40000\n")), &[]);
    assert_eq!(
        messages(&quota(&format!("{quarter}northwind-health,FY2027-10,40000\n"))),
        [
            "row 3 is of FY2027-10 and row 2 of FY2027-Q4: the one lies in the other, so the sum counts it twice | keep FY2027-Q4 or FY2027-10; for an account and what it bought, a time stands in the table once"
        ]
    );
    check(&revenue(&(row("FY2027-Q1", "surgix-core") + &row("FY2027-01", "surgix-core"))), &["data-error@revenue.csv:3"]);
    // something else was sold
    check(&revenue(&(row("FY2027-Q1", "surgix-core") + &row("FY2027-01", "surgix-scan"))), &[]);
}

#[test]
fn sales_are_of_quarters_or_months_and_only_they_can_be_negative() {
    let revenue = |period: &str, amount: &str| {
        format!(
            "~projection_90d\n=== data/revenue.csv\naccount,period,brand,division,product,amount\nnorthwind-health,{period},surgix,Surgical,surgix-core,{amount}\n"
        )
    };
    let quota = |period: &str, amount: &str| format!("=== data/quota.csv\naccount,period,amount\nnorthwind-health,{period},{amount}\n");
    assert_eq!(
        messages(&revenue("FY2026", "5000")),
        ["`FY2026` is a whole year, and sales are counted by quarter or month | write a row for each quarter, FY2026-Q1 to FY2026-Q4, or for each month"]
    );
    check(&revenue("FY2027-Q1", "-5000"), &[]);
    check(&quota("FY2027", "5000"), &[]);
    check(&quota("FY2027-Q1", "0"), &[]);
    assert_eq!(messages(&quota("FY2027-Q1", "-5")), ["`amount` is -5, less than nothing | write the amount without the minus, or correct it"]);
    check("=== data/wallet.csv\naccount,product,total_purchases\nnorthwind-health,surgix-core,-100\n", &["data-error@wallet.csv:2"]);
}

#[test]
fn money_of_german_style_is_not_a_thousandth() {
    let quota = |amounts: &[&str]| {
        let rows: String = amounts.iter().enumerate().map(|(at, amount)| format!("northwind-health,FY{}-Q4,{amount}\n", 2027 + at)).collect();
        format!("=== data/quota.csv\naccount,period,amount\n{rows}")
    };
    let not =
        |text: &str, help: &str| assert_eq!(messages(&quota(&[&format!("\"{text}\"")])), [format!("`{text}` is not a number | write a plain number{help}")]);
    not("118.000,50", ": 118000.50");
    not("1.250.000", ": 1250000");
    not("118,000", ": 118000");
    not("0,5M", ": 500000");
    not("$250K", ": 250000");
    not("1.4 mln", ": 1400000");
    not("200 thd", ", for example 250000");
    not("about 50000", ", for example 250000");
    assert_eq!(messages(&quota(&["€ 50k"])), ["`€ 50k` is not a number | the tables count in USD: write the amount in USD, with digits alone"]);
    let row = |row: &str| format!("=== data/quota.csv\naccount,period,amount\n{row}\n");
    assert_eq!(
        messages(&row("northwind-health;FY2027-Q4;50000")),
        ["the cells of row 2 are separated by `;`, not by commas | write commas between its cells, and quote a text that contains one"]
    );
    assert_eq!(messages(&row("northwind-health,FY2027-Q4,50,000")), ["row 2 has 4 cells, but the header has 3 | quote a text that contains a comma"]);
    assert_eq!(messages(&row("northwind-health,FY2027-Q4")), ["row 2 has 2 cells, but the header has 3 | write a comma for each cell that is empty"]);
    check(&quota(&["118.000"]), &["data-error@quota.csv:2 (warn)"]);
    assert_eq!(
        messages(&quota(&["50000", "118.000", "84.500"])),
        [
            "`118.000` is read as 118, and may have been meant as 118000; 1 amount is written below it in the same way | write 118000 without a point between thousands, or 118 if that is meant"
        ]
    );
    // a column with three decimals in all its cells means them
    check(&quota(&["118.000", "84000.000"]), &[]);
    check(&quota(&["118000.50", "118.5", "0.125"]), &[]);
}

#[test]
fn money_with_three_digits_behind_a_point_is_looked_at() {
    let projected = |amount: &str| format!("projection_90d: [{{brand: surgix, division: Surgical, amount: {amount}}}]\n");
    check(&projected("640.000"), &["value-format@43 (warn)"]);
    assert_eq!(
        messages(&projected("640.000")),
        ["`640.000` is read as 640, and may have been meant as 640000 | write 640000 without a point between thousands, or 640 if that is meant"]
    );
    assert_eq!(
        messages(&projected("\"640.000\"")),
        ["`\"640.000\"` is text, but `amount` is a number | without quotes, write 640000, or 640 if that is meant"]
    );
    // what follows from such an amount is not said
    check("growth_target: 900.000\n", &["value-format@42 (warn)"]);
    let deal = "opportunities: [{id: o, name: Pilot, amount: 240.000, probability: 0.6, close_by: 2027-01-29, status: open, requalified_on: 2026-09-12}]\n";
    check(deal, &["value-format@45 (warn)"]);
    check(&projected("1640.125"), &[]);
    check(&projected("640.50"), &[]);
    check("custom: {amount: 640.000}\n", &[]);
    // in the territory's own file, too
    let target = |amount: &str| territory("6500000", amount);
    check(&target("640.000"), &["config-error@quarterdeck.yaml:8 (warn)"]);
    assert_eq!(messages(&target("640.000")), messages(&projected("640.000")));
    check(&target("640000"), &[]);
    let least = territory("min_growth_value: 250000", "min_growth_value: 250.000");
    assert!(messages(&least)[0].starts_with("`250.000` is read as 250, and may have been meant as 250000"));
    // a share is no money
    check(&territory("min_growth_value: 250000", "min_growth_value: 250000, share_limit: 0.850"), &[]);
}

#[test]
fn a_percent_sign_is_a_hundredth_of_a_share_alone() {
    let benchmark = |target: &str, reading: &str| {
        format!(
            "benchmarks: [{{id: surgical-share, text: Share, unit: '%', direction: up, baseline: {{value: 22, on: 2026-06-30}}, target: {{value: {target}, by: 2027-12-31}}, readings: [{{on: 2026-11-15, value: {reading}}}]}}]\n"
        )
    };
    let said = |text: &str, what: &str, number: &str| format!("`{text}` is not {what}: write a plain number | write {number}");
    assert_eq!(messages(&benchmark("60 %", "37%")), [said("60 %", "a number", "60"), said("37%", "a number", "37")]);
    assert_eq!(messages(&benchmark("'62,5 %'", "37")), [said("62,5 %", "a number", "62.5")]);
    let deal = "opportunities: [{id: o, name: Pilot, amount: 240000, probability: 60 %, close_by: 2027-01-29, status: open, requalified_on: 2026-11-12, timing_confirmed_on: 2026-11-12}]\n";
    assert_eq!(messages(deal), [said("60 %", "a number from 0 to 1", "0.6")]);
}

#[test]
fn what_was_looked_at_lies_in_the_past() {
    let as_of =
        |date: &str| "~projection_90d\n".to_owned() + &territory("2026-11-15", date) + "=== data/revenue.csv\naccount,period,brand,division,product,amount\n";
    check(&as_of("2036-11-11"), &["data-stale@quarterdeck.yaml:17"]);
    assert!(messages(&as_of("2026-11-23"))[0].starts_with("`as_of` 2026-11-23 of data/revenue.csv lies 1 day in the future"));
    check(&as_of("2026-11-22"), &[]);
    check(&territory("2026-09-01", "2036-09-01"), &["key-list-stale@quarterdeck.yaml:7"]);
    let wallet = |date: &str| {
        format!("=== data/wallet.csv\naccount,product,total_purchases,source,as_of,confidence\nnorthwind-health,surgix-core,900000,study,{date},0.8\n")
    };
    check(&wallet("2036-06-30"), &["data-stale@wallet.csv:2"]);
    check(&wallet("2026-06-30"), &[]);
}

#[test]
fn money_is_not_less_than_nothing_and_stands_once() {
    let deal = "opportunities: [{id: o, name: Pilot, amount: -310000, probability: 0.6, close_by: 2027-01-29, status: open, requalified_on: 2026-11-12, timing_confirmed_on: 2026-11-12}]\n";
    assert_eq!(messages(deal), ["`-310000` is less than 0 | write the amount without a minus"]);
    check("growth_target: -5\n", &["value-range@42"]);
    let twice = "projection_90d:\n  - {brand: surgix, division: Surgical, amount: 100000}\n  - {brand: surgix, division: Diagnostics, amount: 100000}\n  - {brand: surgix, division: Surgical, amount: 110000}\n";
    check(twice, &["duplicate-id@46 (warn)"]);
    assert!(messages(twice)[0].starts_with("`surgix` in Surgical has a projection already, so both are added up"));
    // and what the two come to is no finding of its own
    let quarters: String = (1..5).map(|q| format!("northwind-health,FY2026-Q{q},surgix,Surgical,surgix-core,66000,0.4\n")).collect();
    check(&format!("{twice}=== data/revenue.csv\naccount,period,brand,division,product,amount,margin\n{quarters}"), &["duplicate-id@46 (warn)"]);
}

#[test]
fn a_table_that_nobody_can_read_is_told_once() {
    let quota = |rows: &str| format!("=== data/quota.csv\naccount,period,amount\nnorthwind-health,FY2027-Q4,5\n{rows}");
    assert_eq!(messages(&quota("Total,,5\n")), ["`Total` is a sum of the rows above, not an account | take the row out: sums are worked out from the others"]);
    check(
        &quota("<<<<<<< HEAD\nnorthwind-health,FY2027-Q3,6\n=======\nnorthwind-health,FY2027-Q3,7\n>>>>>>> north\nnorthwind-health,FY2027-Q2,x\n"),
        &["data-error@quota.csv:3", "data-error@quota.csv:8"],
    );
    let mut snapshot = fixture::snapshot(&example::territory(&quota("")), Date::parse(example::TODAY).unwrap());
    let wide: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain("account,period,amount\nnorthwind-health,FY2027-Q1,5\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let path = quarterdeck::base::path::SourcePath::new("data/quota.csv").unwrap();
    snapshot.files.insert(path, quarterdeck::source::snapshot::File::Bytes(wide.into()));
    let found: Vec<String> = quarterdeck::engine::check(&snapshot).findings.iter().map(|it| it.message.to_string()).collect();
    assert_eq!(found, ["this table is saved as UTF-16, not as UTF-8"]);
}

#[test]
fn files_with_nearly_the_right_name_are_named() {
    let people = format!("=== people.yml\n{}", example::PEOPLE);
    check(&people, &["stray-file@people.yml:1"]);
    assert_eq!(messages(&people), ["`people.yml` is not read: the territory has `people.yaml` | take one of the two away"]);
    let quota = "account,period,amount\nnorthwind-health,FY2027-Q4,5\n";
    assert_eq!(
        messages(&format!("=== data/Quota.csv\n{quota}")),
        ["`data/Quota.csv` is not read: the file is called `data/quota.csv` | rename it to `data/quota.csv`"]
    );
    assert_eq!(
        messages(&format!("=== data/sales.csv\n{quota}")),
        [
            "`data/sales.csv` is not read: there is no table of that name | the tables are accounts.csv, revenue.csv, quota.csv, wallet.csv; keep others outside of data/"
        ]
    );
}
