//! A baseline over the standard plan: what it accepts, what is said of its lines, and how it is written.

use std::sync::Arc;

use proptest::prelude::*;

use super::Baseline;
use super::change::{Decision, lines_of, text};
use super::matching::Standing;
use crate::analysis::Analysis;
use crate::base::date::Date;
use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::diagnostic::Diagnostic;
use crate::engine;
use crate::rules::example;
use crate::source::fixture;
use crate::source::snapshot::Snapshot;

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn snapshot(patch: &str) -> Snapshot {
    fixture::snapshot(&example::territory(patch), day(example::TODAY))
}

fn baseline(json: &str) -> Baseline {
    Baseline::read(&SourcePath::new("quarterdeck-baseline.json").unwrap(), &Arc::from(json.as_bytes()))
}

/// An entry for the standard plan.
fn entry(rule: &str, at: &str, more: &str) -> String {
    format!(r#"{{"rule": "{rule}", "path": "accounts/northwind-health/plan.md", "at": "{at}", "added": "2026-10-01"{more}}}"#)
}

fn made(analysis: &Analysis<'_>) -> String {
    text(&lines_of(&analysis.findings, &Decision { today: day(example::TODAY), reason: None, until: None }))
}

/// What counts over a patched plan with these entries, findings of the plan before those of the baseline, as `rule@line`.
fn counted(patch: &str, json: &str) -> Vec<String> {
    let snapshot = snapshot(patch);
    let analysis = engine::check(&snapshot);
    let baseline = baseline(json);
    let matched = baseline.matched(&analysis.findings, &analysis.portfolio);
    let open = analysis.findings.iter().enumerate().filter(|(number, _)| matched.accepting(*number).is_none()).map(|(_, finding)| finding.code.name.to_owned());
    let said = baseline.complaints(&matched, &analysis.portfolio);
    open.chain(said.iter().map(|it| format!("{}@{}", it.code.name, it.start.line))).collect()
}

#[track_caller]
fn says(patch: &str, entries: &[String], expected: &[&str]) {
    let json = format!("[\n{}\n]\n", entries.join(",\n"));
    assert_eq!(counted(patch, &json), expected, "{json}");
}

#[test]
fn an_entry_accepts_its_finding_and_nothing_else() {
    let tier = entry("enum-value", "/tier", "");
    says("tier: Z\n", std::slice::from_ref(&tier), &[]);
    says("tier: Z\n", &[entry("QD103", "/tier", "")], &[]);
    says("tier: Z\nstance: grwo\n", std::slice::from_ref(&tier), &["enum-value"]);
    says("tier: Z\n", &[entry("enum-value", "/stance", "")], &["enum-value", "unused-baseline-entry@2"]);
    says("", &[tier.clone(), tier.clone()], &["unused-baseline-entry@2", "unused-baseline-entry@3"]);
    says("tier: Z\n", &[tier.clone(), tier], &["unused-baseline-entry@3"]);
}

#[test]
fn where_the_value_is_what_is_wrong_the_message_tells_findings_apart() {
    let sponsor = "exec_sponsor: nobody\n";
    assert_eq!(counted(sponsor, "[]"), ["unknown-person"]);
    let snapshot = snapshot(sponsor);
    let written = made(&engine::check(&snapshot));
    assert!(written.contains(r#""at": "/exec_sponsor", "message": "`nobody`"#), "{written}");
    assert_eq!(counted(sponsor, &written), Vec::<String>::new());
    // another name is another mistake
    assert_eq!(counted(&sponsor.replace("nobody", "somebody"), &written), ["unknown-person", "unused-baseline-entry@2"]);
    // by hand it may be left out
    says(sponsor, &[entry("unknown-person", "/exec_sponsor", "")], &[]);
}

#[test]
fn what_nobody_sees_is_spelt_out() {
    let sponsor = "exec_sponsor: \"no\u{200b}bo\u{e0041}dy \\u2028 \\x07 \u{1f600}\"\n";
    let snapshot = snapshot(sponsor);
    let written = made(&engine::check(&snapshot));
    assert!(written.contains("nobody \\\\u{2028}") && written.chars().all(|c| c == '\n' || !crate::parse::hidden::is_hidden(c)), "{written}");
    let left = counted(sponsor, &written);
    assert_eq!(left, Vec::<String>::new(), "{written}");
}

#[test]
fn a_last_day_is_enforced() {
    let until = |day: &str| entry("enum-value", "/tier", &format!(r#", "reason": "the new tiers come", "until": "{day}""#));
    says("tier: Z\n", &[until("2026-11-22")], &[]);
    says("tier: Z\n", &[until("2026-11-21")], &["enum-value", "expired-suppression@2"]);
    says("", &[until("2026-11-21")], &["unused-baseline-entry@2"]);
    // of two for one finding the one that lasts is used
    says("tier: Z\n", &[until("2026-11-21"), until("2027-01-31")], &["unused-baseline-entry@2"]);
}

#[test]
fn a_rule_that_was_silent_leaves_its_entries_alone() {
    let mismatch = entry("tier-mismatch", "/tier", "");
    says("", std::slice::from_ref(&mismatch), &["unused-baseline-entry@2"]);
    says("tier: Z\n", std::slice::from_ref(&mismatch), &["enum-value"]);
    says("tier: {\n", &[mismatch], &["yaml-syntax"]);
    // no earlier version is known here
    says("", &[entry("review-without-action", "/actions", "")], &[]);
}

#[test]
fn a_file_that_says_what_it_cannot_say_is_told_with_its_place_and_the_rest_is_used() {
    let wrong = |json: &str, expected: &[&str]| assert_eq!(counted("tier: Z\n", json), expected, "{json}");
    let tier = entry("enum-value", "/tier", "");
    wrong(&format!("[\n{tier},\n"), &["enum-value", "config-error@3"]);
    wrong("", &["enum-value", "config-error@1"]);
    wrong("- rule: enum-value\n", &["enum-value", "config-error@1"]);
    wrong("{\"entries\": []}", &["enum-value", "config-error@1"]);
    wrong(&format!("[\n{tier},\n{}\n]", entry("enum-valu", "/tier", "")), &["config-error@3"]);
    wrong(&format!("[\n{tier},\n{}\n]", entry("yaml-syntax", "", "")), &["config-error@3"]);
    wrong(&format!("[\n{tier},\n{}\n]", entry("unused-suppression", "", "")), &["config-error@3"]);
    wrong(&format!("[\n{{\"rule\": \"enum-value\"}},\n{tier}\n]"), &["config-error@2", "config-error@2"]);
    wrong(&format!("[\n{},\n{tier}\n]", entry("enum-value", "/tier", ", \"untill\": \"2027-01-01\"")), &["config-error@2"]);
    wrong(&format!("[\n{},\n{tier}\n]", entry("enum-value", "/tier", ", \"until\": \"2027-02-30\"")), &["config-error@2"]);
    // what JSON allows and people seldom write
    wrong(&format!("\u{feff}[\r\n\t{}]", tier.replace("/tier", "\\/ti\\u0065r")), &[]);
}

#[test]
fn the_fix_takes_the_line_out() {
    let check = |n: usize, gone: usize, expected: &[usize]| {
        let line = |number: &usize| entry("enum-value", &format!("/{number}"), "");
        let of = |numbers: &[usize]| match numbers {
            [] => "[\n]\n".to_owned(),
            _ => format!("[\n  {}\n]\n", numbers.iter().map(line).collect::<Vec<_>>().join(",\n  ")),
        };
        let all = of(&(0..n).collect::<Vec<_>>());
        let snapshot = snapshot("");
        let analysis = engine::check(&snapshot);
        let baseline = baseline(&all);
        let matched = baseline.matched(&analysis.findings, &analysis.portfolio);
        let complaints = baseline.complaints(&matched, &analysis.portfolio);
        let fix = complaints[gone].fix.clone().unwrap();
        let mut after = all.clone();
        after.replace_range(fix.edits[0].span.range(), &fix.edits[0].text);
        assert!(fix.safe);
        assert_eq!(after, of(expected));
    };
    check(1, 0, &[]);
    check(3, 0, &[1, 2]);
    check(3, 1, &[0, 2]);
    check(3, 2, &[0, 1]);
}

#[test]
fn it_only_shrinks_where_it_was_asked_to() {
    let snapshot = snapshot("tier: Z\n");
    let analysis = engine::check(&snapshot);
    let other = entry("enum-value", "/stance", "").replace("northwind-health", "gone");
    let before = baseline(&format!("[{}, {}, {other}]", entry("enum-value", "/tier", ""), entry("enum-value", "/stance", "")));
    let matched = before.matched(&analysis.findings, &analysis.portfolio);
    assert_eq!(matched.standing, [Standing::Matches, Standing::Unused, Standing::Unused]);
    let left = |concerns: &dyn Fn(&str) -> bool| {
        let (lines, gone) = before.kept(&matched, concerns);
        (lines.len(), gone)
    };
    assert_eq!(left(&|_| false), (3, 0));
    assert_eq!(left(&|path| path.contains("northwind")), (2, 1));
    assert_eq!(left(&|_| true), (1, 2));
    let (kept, _) = before.kept(&matched, |_| true);
    let after = baseline(&text(&kept));
    assert_eq!(after.growth(Some(&before)), None);
    assert_eq!(before.growth(Some(&after)).as_deref(), Some("the baseline grew by 2 entries"));
    assert_eq!(after.growth(None).as_deref(), Some("the baseline grew by 1 entry"));
}

/// Top-level entries of the plan that turn a rule on, in any number.
const MISTAKES: [&str; 6] = ["tier: Z\n", "stance: grwo\n", "status: actve\n", "growth_target: [1]\n", "currency: dollars\n", "cadence: yearly\n"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_was_created_accepts_all_and_survives_edits_above(picked in prop::collection::vec(0..MISTAKES.len(), 1..4), above in 0..4usize, turned in any::<bool>()) {
        let mut patch: Vec<&str> = picked.iter().map(|number| MISTAKES[*number]).collect();
        patch.sort_unstable();
        patch.dedup();
        let first = snapshot(&patch.concat());
        let analysis = engine::check(&first);
        let written = made(&analysis);
        let taken = analysis.findings.iter().filter(|finding| super::takes(finding)).count();
        prop_assert!(taken >= patch.len());
        prop_assert_eq!(written.lines().count(), taken + 2);
        let mut lines: Vec<&str> = written.lines().map(|line| line.trim_end_matches(',')).collect();
        lines.pop();
        prop_assert!(lines.split_off(1).is_sorted());
        // reading it and writing it again gives the same bytes
        let read = baseline(&written);
        let lines: Vec<_> = read.entries.iter().map(|entry| entry.line.clone()).collect();
        prop_assert_eq!(&text(&lines), &written);
        // lines above, and keys in another order
        let path = SourcePath::new(example::PLAN_PATH).unwrap();
        let mut plan = example::plan(&patch.concat()).replacen("---\n", &format!("---\n{}", "# a note\n".repeat(above)), 1);
        if turned {
            let moved: String = plan.split_inclusive('\n').filter(|line| MISTAKES.contains(line)).collect();
            let rest: String = plan.split_inclusive('\n').filter(|line| !MISTAKES.contains(line)).collect();
            plan = rest.replacen("---\n", &format!("---\n{moved}"), 1);
        }
        let mut second = first.clone();
        second.files.insert(path, crate::source::snapshot::File::Bytes(plan.into_bytes().into()));
        let analysis = engine::check(&second);
        let matched = read.matched(&analysis.findings, &analysis.portfolio);
        prop_assert!(matched.standing.iter().all(|standing| *standing == Standing::Matches), "{:?}", matched.standing);
        prop_assert!(analysis.findings.iter().enumerate().all(|(number, finding)| !super::takes(finding) || matched.accepting(number).is_some()));
        prop_assert!(read.complaints(&matched, &analysis.portfolio).is_empty());
    }
}

/// Paths of an account, of a table, of a file of the territory, and one with what nobody sees.
const PATHS: [&str; 4] = ["accounts/northwind-health/plan.md", "data/revenue.csv", "people.yaml", "accounts/a\u{1b}\u{202e} \"b\"/plan.md"];

proptest! {
    #[test]
    fn whatever_is_written_is_read_back_and_holds(
        found in prop::collection::vec((0..crate::rules::ALL.len(), 0..PATHS.len(), "(/[^/]{0,9}){0,3}", "(/[a-z]\\[[a-z]{1,5}\\])?", "[a-z].{0,20}", 0..9usize, any::<bool>()), 0..20),
        reason in prop::option::of("[a-z][^A-Z]{0,20}"),
    ) {
        let found: Vec<Diagnostic> = found.into_iter().map(|(rule, path, pointer, identity, message, at, of_account)| {
            let path = SourcePath::new(PATHS[path]).unwrap();
            let mut finding = Diagnostic::new(crate::rules::ALL[rule].code, &path, ByteSpan::new(at, at + 1), message).pointer(pointer);
            finding.identity = identity.into();
            finding.account = of_account.then(|| "northwind-health".into());
            finding
        }).collect();
        let lines = lines_of(&found, &Decision { today: day(example::TODAY), reason, until: None });
        let written = text(&lines);
        let read = baseline(&written);
        prop_assert!(read.mistakes.is_empty(), "{:?}\n{}", read.mistakes, written);
        prop_assert_eq!(read.entries.len(), lines.len());
        prop_assert_eq!(&text(&read.entries.iter().map(|entry| entry.line.clone()).collect::<Vec<_>>()), &written);
        let snapshot = snapshot("");
        let matched = read.matched(&found, &engine::check(&snapshot).portfolio);
        prop_assert!(found.iter().enumerate().all(|(number, finding)| super::takes(finding) == matched.accepting(number).is_some()));
    }
}

#[test]
fn a_secret_in_a_reason_is_shown_nowhere() {
    let json = "[\n{\"rule\": \"stale-review\", \"path\": \"accounts/x/plan.md\", \"reason\": \"see the portal, password: swordfish-77\"}\n]\n";
    let read = baseline(json);
    assert!(!String::from_utf8_lossy(&read.bytes).contains("swordfish"), "what an excerpt is cut from");
    assert_eq!(read.bytes.len(), json.len(), "every place stays");
    assert!(!format!("{:?}{:?}", read.entries, read.mistakes).contains("swordfish"));
    assert!(read.mistakes.iter().any(|it| it.message.contains("seems to be a password")), "{:?}", read.mistakes);
    // a file that is no JSON is shown too
    assert!(!String::from_utf8_lossy(&baseline(&json.replace(']', "")).bytes).contains("swordfish"));
}
