//! What holds for every plan, however it was changed: nothing panics, findings have places, and what is accepted is understood.

use std::sync::Arc;

use proptest::prelude::*;
use quarterdeck::base::date::Date;
use quarterdeck::base::path::SourcePath;
use quarterdeck::base::slug::{self, Slug};
use quarterdeck::diag::code::Level;
use quarterdeck::engine;
use quarterdeck::parse::document::markdown_file;
use quarterdeck::parse::markdown;
use quarterdeck::source::snapshot::{File, Snapshot};

const PLAN: &str = "accounts/kestrel-ridge-medical-center/plan.md";

/// The territory files of the example and one of its plans.
fn snapshot(plan: &[u8]) -> Snapshot {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("example-territory");
    let mut snapshot = Snapshot { files: Default::default(), today: Date::parse("2026-11-22").unwrap(), history: Default::default() };
    for name in ["quarterdeck.yaml", "people.yaml", "icp.yaml", "cycle.yaml", "questions.yaml", "schemas/plan.schema.json"] {
        let bytes: Arc<[u8]> = std::fs::read(root.join(name)).unwrap().into();
        snapshot.files.insert(SourcePath::new(name).unwrap(), File::Bytes(bytes));
    }
    // the rows of the account, and a few others
    for name in ["data/accounts.csv", "data/quota.csv", "data/revenue.csv", "data/wallet.csv"] {
        let text = std::fs::read_to_string(root.join(name)).unwrap();
        let rows = text.lines().enumerate().filter(|(at, line)| *at < 4 || line.starts_with("kestrel-ridge-medical-center"));
        let few = rows.map(|(_, line)| format!("{line}\n")).collect::<String>();
        snapshot.files.insert(SourcePath::new(name).unwrap(), File::Bytes(few.into_bytes().into()));
    }
    // what the plan links to
    let near = root.join("accounts/kestrel-ridge-medical-center");
    for entry in std::fs::read_dir(near).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
        let name = format!("accounts/kestrel-ridge-medical-center/{}", entry.file_name().to_string_lossy());
        snapshot.files.insert(SourcePath::new(&name).unwrap(), File::Present);
    }
    snapshot.files.insert(SourcePath::new(PLAN).unwrap(), File::Bytes(plan.into()));
    snapshot
}

fn example() -> String {
    std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("example-territory").join(PLAN)).unwrap()
}

/// Checks, scores and renders; returns whether the plan is accepted.
fn whole(plan: &[u8]) -> bool {
    let snapshot = snapshot(plan);
    let analysis = engine::check(&snapshot);
    for finding in analysis.findings.iter().filter(|finding| finding.path.as_str() == PLAN) {
        let (start, end) = (finding.span.start as usize, finding.span.end as usize);
        assert!(start <= end && end <= plan.len(), "{}: {start}..{end} of {}", finding.code.name, plan.len());
        assert!(finding.start.line >= 1 && finding.start.column >= 1 && !finding.message.is_empty());
        for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
            assert!(edit.span.start <= edit.span.end && edit.span.end as usize <= plan.len());
        }
    }
    if std::env::var_os("SHOW").is_some() {
        analysis.findings.iter().filter(|finding| finding.level == Level::Error).for_each(|finding| eprintln!("{}: {}", finding.path, finding.message));
    }
    let view = engine::view(&analysis);
    let (parts, _) = engine::parts(&snapshot, &analysis);
    let pages = engine::site(&view, &parts)
        .artifacts
        .into_iter()
        .filter(|artifact| artifact.path.as_str().starts_with("accounts/") || artifact.path.as_str() == "index.html");
    let made =
        pages.filter(|artifact| artifact.path.as_str().ends_with(".html")).map(|artifact| assert!(!(artifact.bytes)().is_empty(), "{}", artifact.path)).count();
    assert!(made >= 2, "the plan and the portfolio have a page each");
    let unit = &analysis.portfolio.plans[0];
    let sound = !analysis.findings.iter().any(|finding| finding.level == Level::Error && finding.path.as_str() == PLAN);
    assert!(!sound || unit.file.value.is_some(), "accepted and not understood");
    assert!(!sound || unit.readable(), "accepted and not readable");
    sound
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(64)) })]

    #[test]
    fn a_damaged_plan_is_told_and_survived(damages in prop::collection::vec((any::<prop::sample::Index>(), 0usize..40, "[-a-z0-9:#&*!|>%@'\"?,{}\\[\\] \n\t\u{feff}\u{202e}ä~<]{0,12}"), 1..4)) {
        let mut plan = example().into_bytes();
        for (at, length, text) in damages {
            let at = at.index(plan.len());
            let end = (at + length).min(plan.len());
            plan.splice(at..end, text.into_bytes());
        }
        whole(&plan);
    }

    #[test]
    fn lines_that_moved_are_told_and_survived(from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(), count in 1usize..6) {
        let text = example();
        let mut lines: Vec<&str> = text.lines().collect();
        let from = from.index(lines.len());
        let moved: Vec<&str> = lines.drain(from..(from + count).min(lines.len())).collect();
        let to = to.index(lines.len());
        lines.splice(to..to, moved);
        whole(lines.join("\n").as_bytes());
    }

    #[test]
    fn values_that_changed_their_kind_are_told_and_survived(line in any::<prop::sample::Index>(), value in prop::sample::select(vec!["7", "-1", "1e99", "~", "\"\"", "[]", "{}", "[[]]", "{a: {b: c}}", "true", "2026-02-30", "99999999999999999999999999", ".nan", "0.1", "''", "- x", "|", "\"\\u0000\""])) {
        let text = example();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let at = line.index(lines.len());
        if let Some((key, _)) = lines[at].clone().split_once(": ") {
            lines[at] = format!("{key}: {value}");
        }
        whole(lines.join("\n").as_bytes());
    }

    #[test]
    fn a_value_means_to_us_what_it_means_to_another_reader(key in "[a-z]{1,8}", value in "[ -~]{0,24}") {
        let text = format!("---\n{key}: {value}\n---\n");
        let bytes: Arc<[u8]> = text.as_bytes().into();
        let document = markdown_file(&SourcePath::new(PLAN).unwrap(), &bytes);
        let theirs = serde_yaml::from_str::<serde_json::Value>(&format!("{key}: {value}\n"));
        if let (Some(tree), true, Ok(theirs)) = (&document.tree, document.findings.is_empty(), theirs) {
            let ours = tree.root().to_json();
            // leading zeros and infinities are the documented differences, see src/parse
            let exempt = value.trim().trim_start_matches(['+', '-']).starts_with('0') || [".inf", ".nan", ".Inf", ".NaN"].iter().any(|word| value.contains(word));
            prop_assert!(exempt || ours == theirs, "{text:?}: {ours} and {theirs}");
        }
    }

    #[test]
    fn proposals_are_slugs_and_slugs_stay(text in "\\PC{0,80}") {
        if let Some(near) = slug::proposal(&text) {
            let made = Slug::new(&near);
            prop_assert!(made.is_ok_and(|made| made.as_str() == near.as_str()), "{near}");
        }
        if let Ok(made) = Slug::new(&text) {
            prop_assert!(made.as_str() == text && !text.is_empty() && text.len() <= 64);
            prop_assert!(text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        }
    }
}

/// Pieces of Markdown as people write it, titles of links that are never closed and long rules among them.
fn ordinary() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[A-Za-z ,.'\"()*_`~&<>|:-]{1,200}\n",
        Just("A [contract](<ours and theirs.pdf> \"the first\none\") of *two*.\n".to_owned()),
        Just("![x](a.png 'never closed\n".to_owned()),
        Just("| a | b |\n|---|--:|\n| [c](d \"e\") | f |\n\n".to_owned()),
        Just(format!("{}\n", "- ".repeat(60))),
        Just(format!("```\n{}-> b\n```\n", " ".repeat(120))),
        (0_usize..12).prop_map(|deep| format!("{}> - [^1]: [a]\n", "  ".repeat(deep))),
        (0_usize..12).prop_map(|deep| format!("{}- {deep}. point\n", "    ".repeat(deep))),
        (1_usize..12).prop_map(|deep| format!("{}quoted\n", "> ".repeat(deep))),
        Just("\n[a]: b \"c\"\n\n".to_owned()),
        Just("\n".to_owned()),
    ];
    prop::collection::vec(piece, 1..400).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_ordinary_text_is_tangled(text in ordinary()) {
        prop_assert_eq!(markdown::outline(&text, 0).tangle, None);
    }
}

/// Every text of the example and of our own documents is read as Markdown, once and a hundred times.
#[test]
fn no_text_of_ours_is_tangled() {
    fn below(folder: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                below(&path, found);
            } else if path.extension().is_some_and(|end| end == "md") {
                found.push(path);
            }
        }
    }
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![root.join("README.md"), root.join("ARCHITECTURE.md"), root.join("CHANGELOG.md"), root.join("CONTRIBUTING.md")];
    ["example-territory", "docs"].iter().for_each(|folder| below(&root.join(folder), &mut files));
    assert!(files.len() > 100, "{} files", files.len());
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        // the manual shows what is tangled
        if file.ends_with("docs/rules/tangled-text.md") {
            continue;
        }
        assert_eq!(markdown::outline(&text, 0).tangle, None, "{}", file.display());
        assert_eq!(markdown::outline(&text.repeat(100), 0).tangle, None, "{}", file.display());
    }
}

#[test]
fn the_example_is_accepted() {
    assert!(whole(example().as_bytes()));
}
