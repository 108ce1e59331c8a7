//! Each bad example fires its rule and only it; each good one fires nothing.

use quarterdeck::rules;

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
