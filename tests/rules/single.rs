//! One defect, one finding (contract §3), on the example: what follows from a mistake is not said again, in the file or in any other.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use quarterdeck::base::date::Date;
use quarterdeck::base::path::SourcePath;
use quarterdeck::source::snapshot::{File, Snapshot};

fn example(today: &str) -> Snapshot {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("example-territory");
    quarterdeck::host::disk::read(&root, Date::parse(today).unwrap(), None).unwrap()
}

fn found(snapshot: &Snapshot) -> BTreeSet<(String, String, String)> {
    let analysis = quarterdeck::engine::check(snapshot);
    analysis.findings.iter().map(|it| (it.path.to_string(), it.code.name.to_owned(), it.message.to_string())).collect()
}

/// The file's text with the first `from` replaced.
fn changed(snapshot: &mut Snapshot, file: &str, from: &str, to: &str) {
    let path = SourcePath::new(file).unwrap();
    let Some(File::Bytes(bytes)) = snapshot.files.get(&path) else { panic!("{file}") };
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(text.contains(from), "{file} has no {from:?}");
    snapshot.files.insert(path, File::Bytes(Arc::from(text.replacen(from, to, 1).as_bytes())));
}

#[track_caller]
fn check(file: &str, from: &str, to: &str, rule: &str) {
    let mut snapshot = example("2026-11-22");
    let before = found(&snapshot);
    changed(&mut snapshot, file, from, to);
    let after = found(&snapshot);
    let new: Vec<_> = after.difference(&before).map(|(path, rule, _)| (path.as_str(), rule.as_str())).collect();
    assert_eq!(new, [(file, rule)], "{from:?} to {to:?}: {:?}", after.difference(&before).collect::<Vec<_>>());
}

const PLAN: &str = "accounts/saltmarsh-health/plan.md";
const REVIEW: &str = "accounts/kestrel-ridge-medical-center/reviews/2026-12-03.md";

#[test]
fn a_misspelt_key_is_not_also_missing() {
    for (from, to) in [
        ("\nmotivation:", "\nmotivatino:"),
        ("\nteam:", "\ntema:"),
        ("\nopportunities:", "\nopportunitise:"),
        ("\nposture:", "\npostrue:"),
        ("\npeople:", "\npoeple:"),
        ("\nasks:", "\naskes:"),
    ] {
        check(PLAN, from, to, "unknown-key");
    }
    check(REVIEW, "\nattendees:", "\nattendese:", "unknown-key");
    check("quarterdeck.yaml", "\nbrands:", "\nbransd:", "config-error");
    check("quarterdeck.yaml", "    products:", "    producst:", "config-error");
}

#[test]
fn a_bad_item_is_not_also_absent() {
    check(PLAN, "- id: marguerite-dow", "- id: zz zz", "value-format");
    check(PLAN, "- id: marguerite-dow", "- id: 12.5", "value-type");
    check(REVIEW, "attendees: [", "attendees: [12.5, ", "value-type");
    check("quarterdeck.yaml", "divisions: [", "divisions: [5, ", "config-error");
    check(PLAN, "manager: gwen-ashworth", "manager: TBD", "placeholder");
}

#[test]
fn a_whole_number_may_be_written_with_a_point() {
    for (file, from, to) in [
        ("quarterdeck.yaml", "fiscal_year_start: 10 ", "fiscal_year_start: 10.0 "),
        ("quarterdeck.yaml", "objectives_max: 4", "objectives_max: 4.0"),
        ("accounts/kestrel-ridge-medical-center/plan.md", "influence: 5", "influence: 5.0"),
        ("accounts/kestrel-ridge-medical-center/plan.md", "influence: 5", "influence: 0.5e1"),
    ] {
        let mut snapshot = example("2026-11-22");
        let cards = |snapshot: &Snapshot| format!("{:?}", quarterdeck::engine::check(snapshot).cards);
        let before = (found(&snapshot), cards(&snapshot));
        changed(&mut snapshot, file, from, to);
        assert_eq!((found(&snapshot), cards(&snapshot)), before, "{from} to {to}");
    }
}

#[test]
fn sales_that_nobody_has_exported_yet_are_not_zero() {
    // the table ends in the first quarter of FY2027, and is of 15 November
    let sales = |today: &str| {
        let snapshot = example(today);
        let analysis = quarterdeck::engine::check(&snapshot);
        let portfolio = &analysis.portfolio;
        portfolio.plans.iter().map(|unit| portfolio.sales_of_last_year(unit.slug.as_str())).collect::<Vec<_>>()
    };
    assert_eq!(sales("2026-12-31"), sales("2027-01-01"));
    assert_eq!(sales("2026-12-31"), sales("2027-09-30"));
    assert!(sales("2027-10-01").iter().all(Option::is_none), "a year later nobody knows");
}

#[test]
fn an_account_without_a_plan_is_the_same_finding_whatever_becomes_of_the_others() {
    let identities = |snapshot: &Snapshot| {
        let analysis = quarterdeck::engine::check(snapshot);
        let missing: Vec<_> = analysis.findings.iter().filter(|it| it.code.name == "plan-missing").cloned().collect();
        quarterdeck::diag::reported::fingerprints(&missing).into_iter().collect::<BTreeSet<String>>()
    };
    let mut snapshot = example("2026-11-22");
    let before = identities(&snapshot);
    assert!(!before.is_empty());
    let path = SourcePath::new("data/accounts.csv").unwrap();
    let Some(File::Bytes(bytes)) = snapshot.files.get(&path) else { panic!("no accounts") };
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let columns: Vec<&str> = text.lines().next().unwrap().split(',').collect();
    let row: Vec<&str> = columns
        .iter()
        .map(|column| match *column {
            "account" => "zebra-clinic",
            "name" => "Zebra Clinic",
            "potential" => "1",
            _ => "",
        })
        .collect();
    snapshot.files.insert(path, File::Bytes(Arc::from(format!("{}\n{}\n", text.trim_end(), row.join(",")).as_bytes())));
    let after = identities(&snapshot);
    assert!(before.is_subset(&after), "{before:?} {after:?}");
}

/// A plan's folder copied beside it: one finding, at the copy, without a fix; and no sum of the territory counts it.
#[test]
fn a_copy_of_a_plan_is_one_finding_and_counts_nowhere() {
    let mut snapshot = example("2026-11-22");
    let before = found(&snapshot);
    let sums = |snapshot: &Snapshot| {
        let analysis = quarterdeck::engine::check(snapshot);
        let view = quarterdeck::engine::view(&analysis);
        let (totals, growth) = (view.totals.clone(), view.growth().clone());
        let closing: Vec<String> = growth.closing.months.iter().map(|(month, sum)| format!("{month} {}", sum.amount)).collect();
        (totals.won, totals.weighted_open, totals.gap, totals.value_at_stake_90d, totals.planned_target, view.results().won, closing)
    };
    let counted = sums(&snapshot);
    let copied = |snapshot: &mut Snapshot, folder: &str| {
        let folder = format!("accounts/{folder}/");
        let files = snapshot.files.iter();
        let copies = files.filter_map(|(path, file)| Some((SourcePath::new(&path.as_str().replacen("accounts/saltmarsh-health/", &folder, 1))?, file.clone())));
        let copies: Vec<(SourcePath, File)> = copies.filter(|(path, _)| path.as_str().starts_with(&folder)).collect();
        snapshot.files.extend(copies);
    };
    // in the folder of an account that buys, too: its sales are no history of these projections
    let mut elsewhere = snapshot.clone();
    copied(&mut elsewhere, "berrow-care-network");
    let there: Vec<_> = found(&elsewhere).into_iter().filter(|(path, ..)| path.contains("/berrow-care-network/")).map(|(_, rule, _)| rule).collect();
    assert_eq!(there, ["account-folder"]);
    copied(&mut snapshot, "saltmarsh-health-q2");
    let new: Vec<_> = found(&snapshot).difference(&before).cloned().collect();
    let [(path, rule, message)] = new.as_slice() else { panic!("{new:#?}") };
    assert_eq!((path.as_str(), rule.as_str()), ("accounts/saltmarsh-health-q2/plan.md", "account-folder"));
    assert!(message.starts_with("accounts/saltmarsh-health/plan.md is already the plan of `saltmarsh-health`"), "{message}");
    let analysis = quarterdeck::engine::check(&snapshot);
    assert!(analysis.findings.iter().filter(|it| it.code.name == "account-folder").all(|it| it.fix.is_none() && !it.labels.is_empty()));
    assert_eq!(sums(&snapshot), counted);
    // one whose account has no other plan can still be mended
    check(PLAN, "account: saltmarsh-health", "account: saltmarsh", "account-folder");
}
