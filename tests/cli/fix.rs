//! `check --fix`, `--fix --unsafe` and `--diff`.

use std::process::{Command, Stdio};

use crate::common::repo::{MAYA, PLAN, Repo};
use crate::common::{Ran, Room, dated, same, tree};

const REVIEW: &str = "accounts/northwind-health/reviews/2026-12-16.md";

fn check(repo: &Repo, arguments: &[&str]) -> Ran {
    dated(repo.path(), ["--no-history", "check"].iter().chain(arguments))
}

#[test]
fn mends_what_takes_no_guess_and_reports_the_rest() {
    let repo = Repo::new();
    let right = repo.room.read(PLAN);
    repo.edit(PLAN, &[("tier: A\n", "tier: a  # as of June\n"), ("on: 2026-09-04", "on: 2026-9-4"), ("visibility: team", "visibility: teem")]);
    let ran = check(&repo, &["--fix", "--format", "concise"]).ends(1);
    assert!(ran.err.starts_with("mended 2 findings in 1 file\n"), "{}", ran.err);
    assert!(ran.out.contains("enum-value") && ran.out.contains("1 error"), "{}", ran.out);
    let expected = right.replace("tier: A\n", "tier: A  # as of June\n").replace("visibility: team", "visibility: teem");
    assert_eq!(repo.room.read(PLAN), expected);
    let again = check(&repo, &["--fix"]).ends(1);
    assert!(again.err.starts_with("nothing to mend\n"), "{}", again.err);
    check(&repo, &["--fix", "--unsafe", "--quiet"]).ends(0);
    assert_eq!(repo.room.read(PLAN), right.replace("tier: A\n", "tier: A  # as of June\n"));
}

#[test]
fn a_comment_that_accepts_nothing_goes_and_what_is_accepted_stays() {
    let repo = Repo::new();
    let right = repo.room.read(PLAN);
    let kept = "tier: a # quarterdeck: ignore[enum-value] -- the new tiers come in January";
    repo.edit(PLAN, &[("tier: A", kept), ("cadence: quarterly", "cadence: quarterly # quarterdeck: ignore[enum-value] -- once needed")]);
    check(&repo, &["--fix"]).ends(0);
    assert_eq!(repo.room.read(PLAN), right.replace("tier: A", kept));
}

#[test]
fn a_diff_is_what_would_be_written_and_writes_nothing() {
    let repo = Repo::new();
    repo.edit(PLAN, &[("tier: A", "tier: a"), ("text: Share", "text: Share\t"), ("growth_target: 900000", "growth_target: '900000'")]);
    repo.edit(REVIEW, &[("date: 2026-12-16", "date: 2026/12/16")]);
    let wrong = repo.room.read(PLAN);
    repo.room.write(PLAN, wrong.trim_end());
    let before = tree(repo.path());
    let ran = check(&repo, &["--diff"]).ends(1);
    assert!(ran.err.starts_with("4 findings in 2 files would be mended; nothing was written\n"), "{}", ran.err);
    assert!(ran.err.contains("1 plan as of 2026-11-22: 3 errors"), "what lies on the disk is as wrong as before: {}", ran.err);
    check(&repo, &["--fix", "--diff"]).ends(1);
    same("after --diff", &tree(repo.path()), &before);
    assert!(ran.out.starts_with("--- a/accounts/northwind-health/plan.md\n+++ b/accounts/northwind-health/plan.md\n@@ -"), "{}", ran.out);
    assert!(check(&repo, &["--diff", "--unsafe", "--quiet"]).ends(1).err.is_empty());

    check(&repo, &["--fix"]).ends(0);
    let fixed = tree(repo.path());
    repo.room.write(PLAN, wrong.trim_end());
    repo.edit(REVIEW, &[("date: 2026-12-16", "date: 2026/12/16")]);
    let patch = repo.room.write("change.patch", &ran.out);
    repo.git(&["apply", "change.patch"]);
    std::fs::remove_file(patch).unwrap();
    same("after git apply", &only_plans(&tree(repo.path())), &only_plans(&fixed));
}

fn only_plans(tree: &std::collections::BTreeMap<String, Vec<u8>>) -> std::collections::BTreeMap<String, Vec<u8>> {
    tree.iter().filter(|(name, _)| !name.starts_with(".git/")).map(|(name, bytes)| (name.clone(), bytes.clone())).collect()
}

#[test]
fn only_what_is_reported_is_mended() {
    let repo = Repo::new();
    repo.change("2026-10-02", MAYA, &[("tier: A", "tier: a"), ("cadence: quarterly", "cadence: Quarterly")]);
    let wrong = repo.room.read(PLAN);
    check(&repo, &["--fix", "--since", "HEAD"]).ends(0);
    assert_eq!(repo.room.read(PLAN), wrong, "nothing differs from HEAD");
    check(&repo, &["--fix", "accounts/northwind-health/reviews"]).ends(0);
    assert_eq!(repo.room.read(PLAN), wrong);
    check(&repo, &["--fix", "--ignore", "enum-value"]).ends(0);
    assert_eq!(repo.room.read(PLAN), wrong);
    repo.edit(PLAN, &[("on: 2026-09-04", "on: 2026-9-4")]);
    check(&repo, &["--fix", "--since", "HEAD", "--new-only"]).ends(0);
    assert_eq!(repo.room.read(PLAN), wrong, "what is new is mended, what was there before stays");
    check(&repo, &["--fix", "accounts"]).ends(0);
    assert_eq!(repo.room.read(PLAN), wrong.replace("tier: a", "tier: A").replace("Quarterly", "quarterly"));
}

#[test]
fn options_that_contradict_each_other_are_refused() {
    let repo = Repo::new();
    repo.edit(PLAN, &[("tier: A", "tier: a")]);
    let wrong = repo.room.read(PLAN);
    let ran = check(&repo, &["--fix", "--staged"]).ends(2);
    assert!(ran.err.contains("--fix with --staged would mend files that differ from what is staged"), "{}", ran.err);
    let ran = check(&repo, &["--unsafe"]).ends(2);
    assert!(ran.err.contains("--unsafe goes with --fix or --diff"), "{}", ran.err);
    check(&repo, &["--diff", "--format", "json"]).ends(2);
    assert_eq!(repo.room.read(PLAN), wrong);
}

#[test]
fn what_is_staged_can_be_shown_mended() {
    let repo = Repo::new();
    repo.edit(PLAN, &[("tier: A", "tier: a")]);
    repo.git(&["add", "-A"]);
    repo.edit(PLAN, &[("tier: a", "tier: b")]);
    // nothing is written, so what is staged still holds the mistake
    let ran = check(&repo, &["--diff", "--staged"]).ends(1);
    assert!(ran.out.contains("-tier: a\n+tier: A\n"), "{}", ran.out);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_and_a_file_that_cannot_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let repo = Repo::new();
    let elsewhere = Room::new();
    let outside = elsewhere.write("plan.md", repo.room.read(PLAN).replace("tier: A", "tier: a"));
    std::fs::remove_file(repo.at(PLAN)).unwrap();
    std::os::unix::fs::symlink(&outside, repo.at(PLAN)).unwrap();
    let before = elsewhere.read("plan.md");
    check(&repo, &["--fix", "--unsafe"]).ends(1);
    assert_eq!(elsewhere.read("plan.md"), before);

    let repo = Repo::new();
    repo.edit(PLAN, &[("tier: A", "tier: a")]);
    let folder = repo.at("accounts/northwind-health");
    let mode = |mode| std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(mode)).unwrap();
    mode(0o555);
    let writable = std::fs::write(folder.join("probe"), "").is_ok();
    let ran = check(&repo, &["--fix", "--format", "json"]);
    mode(0o755);
    // whoever may write everywhere is not stopped by the mode of a folder
    if !writable {
        assert!(ran.err.contains("could not be written"), "{}", ran.err);
        let findings = ran.json();
        assert_eq!(findings["counts"]["error"].as_u64(), Some(1), "what was not written is still reported");
        ran.ends(2);
        assert!(repo.room.read(PLAN).contains("tier: a"));
    }
}

#[test]
fn a_generated_territory_is_mended_once() {
    let room = Room::new();
    let territory = room.generated("t", &["40", "--jobs", "1", "--defects", "1"]);
    let quick = |arguments: &[&str]| dated(&territory, ["--no-history", "--quiet", "check", "--max-diagnostics", "1"].iter().chain(arguments));
    let errors = |ran: Ran| ran.json()["counts"]["error"].as_u64().unwrap();
    let at_first = errors(quick(&["--format", "json"]));
    let after_safe = errors(quick(&["--fix", "--format", "json"]));
    let after_guesses = errors(quick(&["--fix", "--unsafe", "--format", "json"]));
    assert!(after_guesses < after_safe && after_safe <= at_first, "{at_first}, {after_safe}, {after_guesses}");
    let before = tree(&territory);
    let ran = dated(&territory, ["--no-history", "check", "--fix", "--unsafe"]);
    assert!(ran.err.starts_with("nothing to mend\n"), "{}", ran.err);
    same("mended twice", &tree(&territory), &before);
}

#[test]
fn a_run_piped_into_a_reader_that_went_away_ends() {
    let repo = Repo::new();
    repo.edit(PLAN, &[("tier: A", "tier: a")]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_quarterdeck"));
    command.current_dir(repo.path()).args(["--as-of", "2026-11-22", "--no-history", "check", "--diff"]);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(1), "the mistake is still there");
}

#[test]
fn blanks_that_nobody_sees_go_and_the_last_line_ends() {
    let repo = Repo::new();
    let clean = repo.room.read(PLAN);
    repo.edit(PLAN, &[("tier: A\n", "tier: A  \n"), ("stance: grow\n", "stance: grow\t\n")]);
    let text = repo.room.read(PLAN);
    repo.room.write(PLAN, text.trim_end());
    let ran = dated(repo.path(), ["--no-history", "check", "--format", "concise"]).ends(0);
    assert_eq!(ran.out.matches("info[trailing-blanks]").count(), 2, "{}", ran.out);
    dated(repo.path(), ["--no-history", "check", "--fix"]).ends(0);
    assert_eq!(repo.room.read(PLAN), clean);
    let again = dated(repo.path(), ["--no-history", "check", "--fix"]).ends(0);
    assert!(again.err.contains("nothing to mend"), "{}", again.err);
}

#[test]
fn a_tab_at_the_margin_becomes_the_indentation_of_the_lines_around_it() {
    let repo = Repo::new();
    let right = repo.room.read(PLAN);
    let lines: Vec<&str> = right.lines().collect();
    // a key of an item, two in a row, and one at the margin of a section
    let deep = lines.iter().position(|line| line.starts_with("    name: ")).unwrap();
    let shallow = lines.iter().rposition(|line| line.starts_with("  ") && !line.starts_with("   ") && !line.starts_with("  -")).unwrap();
    let wrong: Vec<String> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| if at == deep || at == deep + 1 || at == shallow { format!("\t{}", line.trim_start()) } else { (*line).to_owned() })
        .collect();
    repo.room.write(PLAN, wrong.join("\n") + "\n");
    check(&repo, &["--fix"]).ends(1);
    check(&repo, &["--fix", "--unsafe"]).ends(0);
    assert_eq!(repo.room.read(PLAN), right);
}

#[test]
fn the_edits_of_a_report_have_the_line_ends_of_the_file() {
    let room = Room::new();
    let land = room.example("land");
    let plan = "land/accounts/kestrel-ridge-medical-center/plan.md";
    let text = room.read(plan);
    let heading = text.lines().find(|line| line.starts_with("## ")).unwrap();
    room.write(plan, text.replacen(heading, "", 1).replace('\n', "\r\n"));
    let ran = dated(&land, ["check", "--format", "json", "-q", "--select", "heading-missing"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let edits = report["findings"].as_array().unwrap().iter().filter_map(|it| it["fix"]["edits"].as_array()).flatten();
    let texts: Vec<&str> = edits.filter_map(|edit| edit["text"].as_str()).filter(|text| text.contains('\n')).collect();
    assert!(!texts.is_empty(), "{}", ran.out);
    assert!(texts.iter().all(|text| text.matches('\n').count() == text.matches("\r\n").count()), "{texts:?}");
}
