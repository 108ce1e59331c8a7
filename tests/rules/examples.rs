//! Each bad example fires its rule and only it; each good one fires nothing.

use quarterdeck::diag::code::Category;
use quarterdeck::rules;
use quarterdeck::rules::rule::Rule;

use crate::{check, findings, messages};

/// Rules whose example needs what this version does not read yet: the overlay schema.
const WAITING: [&str; 1] = ["no-alternative-fits"];

#[test]
fn the_standard_plan_fires_nothing() {
    check("", &[]);
}

#[test]
fn bad_examples_fire_their_rule_alone() {
    for rule in rules::ALL.iter().filter(|rule| !rule.code.docs.bad.is_empty() && !WAITING.contains(&rule.code.name)) {
        let bad = rule.code.docs.bad;
        let found = findings(bad);
        let own = |finding: &String| finding.split('@').next() == Some(rule.code.name);
        assert!(!found.is_empty() && found.iter().all(own), "{}: {found:#?} {:#?}\n{bad}", rule.code.name, messages(bad));
    }
}

#[test]
fn good_examples_fire_nothing() {
    for rule in rules::ALL {
        let good = rule.code.docs.good;
        let found = findings(good);
        assert!(found.is_empty(), "{}: {found:#?} {:#?}\n{good}", rule.code.name, messages(good));
    }
}

/// The same list stands in the schema and in the manual.
#[test]
fn a_waiver_lifts_the_findings_that_the_manual_names() {
    let waived = |rule: &Rule| {
        let waiver = format!("waiver: {{for: [{}], by: tomas-rivera, reason: The merger is decided in March., until: 2027-03-31}}\n", rule.code.name);
        findings(&format!("{waiver}{}", rule.code.docs.bad))
    };
    let own = |finding: &String, rule: &Rule| finding.split('@').next() == Some(rule.code.name);
    let read = rules::ALL.iter().filter(|rule| matches!(rule.code.category, Category::Domain | Category::Freshness) && !rule.code.docs.bad.contains("waiver:"));
    let lifted: Vec<&str> = read.filter(|rule| !waived(rule).iter().any(|finding| own(finding, rule))).map(|rule| rule.code.name).collect();
    assert_eq!(lifted, ["not-qualified", "icp-low-band"]);
    let docs = rules::find("expired-suppression").unwrap().code.docs.fix;
    lifted.iter().for_each(|name| assert!(docs.contains(&format!("`{name}`")), "{name}: {docs}"));
}
