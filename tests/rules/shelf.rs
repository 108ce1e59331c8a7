//! The list of rules and its pages.

use std::collections::BTreeSet;
use std::path::Path;

use quarterdeck::base::date::Date;
use quarterdeck::engine;
use quarterdeck::rules::rule::Needs;
use quarterdeck::rules::{self, example, page};
use quarterdeck::source::fixture;

/// The names of `contract.md` §3 that this version has.
const PROMISED: &str = "file-encoding front-matter-missing front-matter-unclosed yaml-syntax yaml-duplicate-key yaml-unsupported required-key value-type \
    empty-value enum-value unknown-key date-value value-range value-format dangling-reference duplicate-id unknown-person account-folder date-order \
    future-date placeholder commitment-missing objective-without-action missing-horizon benchmark-missing not-qualified qualification-contradiction \
    action-cycle overdue-action asks-missing broken-link raw-html unsafe-url hidden-characters config-error data-error path-collision secret-found \
    stale-review kdm-without-meeting single-threaded near-term-plan revenue-only-objectives vague-statement tier-mismatch unused-suppression \
    score-regression";

#[test]
fn names_and_codes_are_unique_sorted_and_documented() {
    let codes: Vec<&str> = rules::ALL.iter().map(|rule| rule.code.code).collect();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
    let names: BTreeSet<&str> = rules::ALL.iter().map(|rule| rule.code.name).collect();
    assert_eq!(names.len(), codes.len());
    for rule in rules::ALL {
        let docs = rule.code.docs;
        assert!(![docs.what, docs.why, docs.fix].contains(&""), "{} is not documented", rule.code.name);
        assert!(rule.code.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.code.name);
    }
    for name in PROMISED.split_whitespace() {
        assert!(names.contains(name), "{name} is promised in contract.md");
    }
}

#[test]
fn pages_are_what_the_code_prints() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let pages = rules::ALL.iter().map(|rule| (format!("{}.md", rule.code.name), page::markdown(rule)));
    let all: Vec<(String, String)> = pages.chain([("README.md".to_owned(), page::index())]).collect();
    if std::env::var_os("UPDATE").is_some() {
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        all.iter().for_each(|(name, text)| std::fs::write(folder.join(name), text).unwrap());
    }
    for (name, text) in &all {
        assert_eq!(std::fs::read_to_string(folder.join(name)).ok().as_ref(), Some(text), "docs/rules/{name} is old: run the test with UPDATE=1");
    }
    let files = std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(files, all.len(), "docs/rules holds pages of rules that are gone");
}

/// Whoever forgets a rule in this list has the baseline call its entries unused where there is no history.
#[test]
fn rules_that_need_a_history_are_listed() {
    let fires = |text: &str, name: &str| {
        let snapshot = fixture::snapshot(text, Date::parse(example::TODAY).unwrap());
        engine::check(&snapshot).findings.iter().any(|finding| finding.code.name == name)
    };
    let mut silent = Vec::new();
    for rule in rules::ALL.iter().filter(|rule| rule.code.docs.bad.contains("=== .history")) {
        let (before, after) = rule.code.docs.bad.split_once("=== .history\n").unwrap();
        let rest = after.find("=== ").map_or("", |at| &after[at..]);
        let name = rule.code.name;
        if fires(&example::territory(rule.code.docs.bad), name) && !fires(&example::territory(&format!("{before}{rest}")), name) {
            silent.push(name);
        }
    }
    silent.sort_unstable();
    let mut listed: Vec<&str> = rules::ALL.iter().filter(|rule| rule.needs(Needs::History)).map(|rule| rule.code.name).collect();
    listed.sort_unstable();
    assert_eq!(silent, listed);
}

#[test]
fn the_list_has_a_line_for_each() {
    assert_eq!(page::list().lines().count(), rules::ALL.len());
    assert!(rules::find("QD404").is_some_and(|rule| rule.code.name == "missing-horizon"));
    assert!(rules::find("missing-horizon").is_some());
}
