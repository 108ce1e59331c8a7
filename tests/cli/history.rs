//! Git as memory: what `check`, `score` and `build` say of earlier versions, and what they do when there are none.

use std::os::unix::fs::PermissionsExt;

use crate::common::repo::{MAYA, PLAN, Repo, TOMAS};
use crate::common::{Room, command, dated, finish, same, tree};

/// A plan with a past: due dates that moved, a reformatting, a commitment that somebody else wrote down.
fn with_past() -> Repo {
    let repo = Repo::empty();
    repo.fill("");
    repo.edit(PLAN, &[("due: 2026-12-09", "due: 2026-11-04"), ("    disposition: champion\n", "    disposition: supporter\n")]);
    repo.commit("2026-06-12", MAYA);
    repo.change("2026-09-10", MAYA, &[("due: 2026-11-04", "due: 2026-11-25")]);
    repo.change("2026-09-20", MAYA, &[("    disposition: supporter\n    equity", "    disposition: champion\n    equity")]);
    repo.change("2026-10-05", TOMAS, &[("due: 2026-11-25", "due: 2026-12-09")]);
    // nothing but spelling
    repo.change(
        "2026-11-18",
        "Lena Fischer <lena.fischer@example.com>",
        &[
            ("title: Northwind Health Group", "title: 'Northwind Health Group' # renamed in 2024"),
            ("motivation: [earnings, trusted-adviser]", "motivation:\n  - earnings\n  - trusted-adviser"),
        ],
    );
    repo
}

fn explain(repo: &Repo) -> String {
    dated(repo.path(), ["score", "--explain", "northwind-health"]).ends(0).out
}

#[test]
fn freshness_counts_the_commits_that_changed_a_value() {
    let repo = Repo::new();
    assert!(explain(&repo).contains("obstacles: newest date") || explain(&repo).contains("newest date 2026-10-15"), "{}", explain(&repo));
    repo.change("2026-11-19", TOMAS, &[("impact: high", "impact: medium")]);
    assert!(explain(&repo).contains("changed on 2026-11-19 by Tomas Rivera, 3 days ago"), "{}", explain(&repo));
    // a reformatting is no change, whenever it happens
    repo.change("2026-11-21", MAYA, &[("impact: medium", "impact: \"medium\"")]);
    assert!(explain(&repo).contains("changed on 2026-11-19 by Tomas Rivera, 3 days ago"), "{}", explain(&repo));
    // what is committed after the as-of date is not known yet
    repo.change("2027-01-10", MAYA, &[("impact: \"medium\"", "impact: low")]);
    assert!(explain(&repo).contains("changed on 2026-11-19 by Tomas Rivera, 3 days ago"), "{}", explain(&repo));
}

#[test]
fn slips_are_counted_over_all_commits() {
    let repo = with_past();
    assert!(explain(&repo).contains("due dates moved 2 times, 35 days in all"), "{}", explain(&repo));
    let out = repo.at("site");
    dated(repo.path(), ["build", "-q", "--out", out.to_str().unwrap()]).ends(0);
    let page = std::fs::read_to_string(out.join("accounts/northwind-health/index.html")).unwrap();
    assert!(page.contains("moved twice, 35 days"), "the action says how often it moved");
}

#[test]
fn the_commitment_is_held_against_its_author() {
    let repo = Repo::new();
    let quiet = dated(repo.path(), ["check", "--select", "commitment-author"]).ends(0);
    assert!(!quiet.out.contains("commitment-author"), "{}", quiet.out);
    repo.change(
        "2026-10-03",
        "Lena Fischer <lena.fischer@example.com>",
        &[("by March 2028 and review this plan every quarter", "by June 2028 and review this plan every quarter")],
    );
    let found = dated(repo.path(), ["check", "--select", "commitment-author", "--format", "json"]).ends(0).json();
    let message = found["findings"][0]["message"].as_str().unwrap();
    assert!(message.starts_with("Lena Fischer committed this on 2026-10-03 (") && message.ends_with("), not Maya Chen or Tomas Rivera"), "{message}");
    // an author whom people.yaml does not know is somebody else, too
    repo.change("2026-10-04", "m <m@elsewhere.example>", &[("by June 2028 and review", "by July 2028 and review")]);
    let found = dated(repo.path(), ["check", "--select", "commitment-author", "--format", "json"]).ends(0).json();
    assert!(found["findings"][0]["message"].as_str().unwrap().starts_with("m committed this"));
}

#[test]
fn the_site_tells_what_changed() {
    let repo = with_past();
    repo.edit("quarterdeck.yaml", &[("currency: USD", "currency: USD\nbase_url: https://plans.example.com/n")]);
    repo.commit("2026-11-20", MAYA);
    let out = repo.at("site");
    dated(repo.path(), ["build", "-q", "--out", out.to_str().unwrap()]).ends(0);
    let read = |path: &str| std::fs::read_to_string(out.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let commit = repo.git(&["rev-parse", "HEAD"])[..7].to_owned();
    let build: serde_json::Value = serde_json::from_str(&read("build.json")).unwrap();
    assert_eq!(build["commit"], commit.as_str());
    assert!(read("index.html").contains(&format!("commit <code>{commit}</code>")));
    let changes = read("changes/index.html");
    assert!(changes.contains("supporter → champion") && changes.contains("slipped 14 days to 9 December"), "{changes}");
    let plan = read("accounts/northwind-health/index.html");
    assert!(plan.contains("id=\"history\"") && plan.contains("supporter → champion"));
    assert!(read("accounts/northwind-health/review.html").contains("supporter → champion"));
}

/// What two people did since a review stands in one entry, which says so, and under nobody's name: a later commit brings it up to date and makes no second one.
#[test]
fn an_entry_of_the_feed_gives_nobody_what_another_did() {
    let repo = with_past();
    repo.edit("quarterdeck.yaml", &[("currency: USD", "currency: USD\nbase_url: https://plans.example.com/n")]);
    repo.commit("2026-10-06", MAYA);
    let check = |updated: &str| {
        let feed = dated(repo.path(), ["export", "atom"]).ends(0).out;
        let entries: Vec<&str> = feed.split("<entry>").skip(1).collect();
        let entry = entries.iter().find(|entry| entry.contains("/northwind-health/")).unwrap_or_else(|| panic!("{feed}"));
        let holds = |part: &str| assert!(entry.contains(part), "{part} in {entry}");
        holds("<id>https://plans.example.com/n/accounts/northwind-health/index.html#since-2026-09-16</id>");
        holds("<title>Northwind Health Group: changes since the review of 2026-09-16</title>");
        holds(&format!("<updated>{updated}T00:00:00Z</updated>"));
        holds("supporter → champion");
        assert!(!feed.contains("Tomas Rivera</name>") && !feed.contains("Maya Chen</name>"), "{feed}");
        assert_eq!(feed.split("<entry>").next().unwrap().matches("<author>").count(), 1, "RFC 4287 wants an author: {feed}");
        entries.len()
    };
    let before = check("2026-10-05");
    repo.change("2026-11-19", TOMAS, &[("impact: high", "impact: medium")]);
    assert_eq!(check("2026-11-19"), before);
}

/// The footer of the portfolio, what `build.json` says of the commit, and the last line but one of the build.
fn said_of_the_commit(repo: &Repo) -> (String, serde_json::Value, String) {
    let out = repo.room.at("../site").with_file_name(format!("{}-site", repo.path().file_name().unwrap().to_str().unwrap()));
    let ran = dated(repo.path(), ["build", "--out", out.to_str().unwrap()]).ends(0);
    let page = std::fs::read_to_string(out.join("index.html")).unwrap();
    let build: serde_json::Value = serde_json::from_slice(&std::fs::read(out.join("build.json")).unwrap()).unwrap();
    let _ = std::fs::remove_dir_all(&out);
    let footer = page.split("<footer").nth(1).unwrap().split("</span>").next().unwrap();
    (footer.split("<span>").nth(1).unwrap().to_owned(), build["dirty"].clone(), ran.err.lines().next().unwrap_or_default().to_owned())
}

#[test]
fn p12_a_site_of_files_that_are_not_committed_says_so() {
    let check = |repo: &Repo, dirty: bool, why: &str| {
        let (footer, flag, summary) = said_of_the_commit(repo);
        let commit = repo.git(&["rev-parse", "HEAD"])[..7].to_owned();
        let with = if dirty { " with changes that are not committed" } else { "" };
        assert_eq!(footer, format!("As of 22 Nov 2026, commit <code>{commit}</code>{with}"), "{why}");
        assert_eq!(flag, dirty, "{why}");
        assert!(summary.contains(&format!(", commit {commit}{with}, ")), "{why}: {summary}");
    };
    let repo = Repo::new();
    check(&repo, false, "as committed");
    repo.edit(PLAN, &[("title: Northwind Health Group", "title: Northwind Health")]);
    check(&repo, true, "an edit");
    repo.git(&["add", "-A"]);
    check(&repo, true, "an edit that is staged");
    repo.commit("2026-11-20", MAYA);
    check(&repo, false, "an edit that is committed");
    repo.room.write("pages/new.md", "# New\n");
    check(&repo, true, "a file that git does not know");
    std::fs::remove_file(repo.at("pages/new.md")).unwrap();
    repo.room.write("notes.txt", "not of the territory\n");
    check(&repo, false, "a file that is not read");
    std::fs::remove_file(repo.at("accounts/northwind-health/reviews/2026-09-16.md")).unwrap();
    check(&repo, true, "a file that is gone");
    // a site that stands says the same
    repo.git(&["checkout", "-q", "."]);
    repo.edit(PLAN, &[("title: Northwind Health", "title: Northwind")]);
    let build = || dated(repo.path(), ["build"]).ends(0).err;
    assert!(build().contains("with changes that are not committed"));
    let again = build();
    assert!(again.contains("nothing changed") && again.contains("with changes that are not committed"), "{again}");
    repo.git(&["checkout", "-q", "."]);
    assert!(!build().contains("not committed"));
    let without = dated(repo.path(), ["build", "--no-history", "--out", repo.at("other").to_str().unwrap()]).ends(0);
    assert!(!without.err.contains("commit"), "{}", without.err);
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(repo.at("other/build.json")).unwrap()).unwrap();
    assert!(json["dirty"].is_null() && json["commit"].is_null());
}

#[test]
fn what_is_not_known_since_a_review_is_not_told_as_nothing() {
    let repo = Repo::empty();
    repo.fill("");
    repo.edit("quarterdeck.yaml", &[("currency: USD", "currency: USD\nbase_url: https://plans.example.com/n")]);
    // the review was held before anything was committed
    repo.commit("2026-10-01", MAYA);
    repo.change("2026-11-01", MAYA, &[("impact: high", "impact: medium")]);
    let out = repo.at("site");
    dated(repo.path(), ["build", "-q", "--out", out.to_str().unwrap()]).ends(0);
    let read = |path: &str| std::fs::read_to_string(out.join(path)).unwrap();
    let feed = read("feed.atom");
    assert!(!feed.contains("Nothing changed"), "{feed}");
    assert!(feed.contains("What changed since the review of 2026-09-16 is not known: no version of that day was committed."), "{feed}");
    let changes = read("changes/index.html");
    assert!(!changes.contains("Nothing changed") && !changes.contains("0 of 1"), "{changes}");
    assert!(changes.contains("Of no plan is it known what changed since its last review"), "{changes}");
    // the last column; others hold commas
    let cell = |csv: &str| -> String {
        let mut lines = csv.lines();
        assert!(lines.next().unwrap().ends_with(",changes_since_review"), "{csv}");
        lines.next().unwrap().rsplit(',').next().unwrap().to_owned()
    };
    assert_eq!(cell(&read("data/accounts.csv")), "");
    // nothing, where it is known to be nothing
    let known = Repo::new();
    known.edit("quarterdeck.yaml", &[("currency: USD", "currency: USD\nbase_url: https://plans.example.com/n")]);
    known.commit("2026-09-05", MAYA);
    assert!(dated(known.path(), ["export", "atom"]).ends(0).out.contains("Nothing changed since the last review."));
    assert_eq!(cell(&dated(known.path(), ["export", "csv"]).ends(0).out), "0");
}

/// Working the plan at the table is what a review is for, in whichever commit it is written down (S5).
#[test]
fn what_is_written_on_the_day_of_the_review_answers_it() {
    let answered = |day: &str| {
        let repo = Repo::new();
        repo.change(day, MAYA, &[("due: 2026-12-09", "due: 2026-12-10")]);
        let without = dated(repo.path(), ["check", "--select", "review-without-action", "--format", "json"]).ends(0).json();
        let out = repo.at("site");
        dated(repo.path(), ["build", "-q", "--out", out.to_str().unwrap()]).ends(0);
        let changes = std::fs::read_to_string(out.join("changes/index.html")).unwrap();
        let terms = explain(&repo);
        // the rule, the check and the page say the same
        assert_eq!(without["findings"].as_array().unwrap().is_empty(), !terms.contains("not: plan changed after the review"), "{day}\n{terms}");
        assert_eq!(changes.contains("slipped 1 day"), !terms.contains("not: plan changed after the review"), "{day}\n{changes}");
        !terms.contains("plan changed after the review")
    };
    assert!(!answered("2026-09-15"));
    assert!(answered("2026-09-16"));
    assert!(answered("2026-09-17"));
    // of a plan that is as old as its review nobody knows what it was before
    let repo = Repo::empty();
    repo.fill("");
    repo.commit("2026-09-16", MAYA);
    assert!(explain(&repo).contains("not known: plan changed after the review"), "{}", explain(&repo));
}

#[test]
fn without_the_whole_story_there_is_one_warning_and_the_same_exit_code() {
    let repo = with_past();
    repo.git(&["clone", "-q", "--depth=1", &format!("file://{}", repo.path().display()), "shallow"]);
    let room = Room::new();
    let alone = room.example("alone");
    let unborn = Repo::empty();
    unborn.fill("");
    let cases = [
        (repo.at("shallow"), "this is a shallow clone", "git fetch --unshallow"),
        (alone, "lies in no Git repository", "git init"),
        (unborn.path().to_owned(), "has no commit yet", "git commit"),
    ];
    for (territory, reason, way_out) in cases {
        for arguments in [vec!["check"], vec!["score"], vec!["build", "--dry-run"]] {
            let without = dated(&territory, arguments.iter().copied().chain(["--no-history"]));
            assert!(!without.err.contains("history"), "{}", without.err);
            let ran = dated(&territory, arguments.iter().copied()).ends(without.code);
            assert_eq!(ran.err.matches("warning: no history: ").count(), 1, "{}", ran.err);
            assert!(ran.err.contains(reason) && ran.err.contains(way_out), "{}", ran.err);
        }
        assert!(!dated(&territory, ["check", "-q"]).err.contains("no history"));
        assert!(!territory.join(".quarterdeck").exists());
    }
    let explained = dated(&repo.at("shallow"), ["score", "--explain", "northwind-health"]).ends(0).out;
    assert!(explained.contains("newest date 2026-") && !explained.contains("changed on"), "{explained}");
}

#[test]
fn no_history_starts_no_git() {
    let repo = with_past();
    let trap = repo.room.write("bin/git", "#!/bin/sh\ntouch \"$HOME/started\"\nexit 1\n");
    std::fs::set_permissions(&trap, std::fs::Permissions::from_mode(0o755)).unwrap();
    let run = |folder: &std::path::Path, arguments: &[&str]| {
        let mut command = command();
        command.current_dir(folder).args(["--as-of", "2026-11-22"]).args(arguments).env("PATH", trap.parent().unwrap()).env("HOME", repo.path());
        finish(command)
    };
    run(repo.path(), &["check", "--no-history"]).ends(0);
    run(repo.path(), &["build", "--dry-run", "--no-history"]).ends(0);
    assert!(!repo.at("started").exists());
    // and no git of the repository is started either
    let ran = run(repo.path(), &["check"]).ends(0);
    assert!(ran.err.contains("the program `git` was not found"), "{}", ran.err);
    assert!(!repo.at("started").exists());
}

#[test]
fn the_memo_changes_nothing_but_the_time() {
    let repo = with_past();
    let site = |name: &str| {
        let out = repo.at(name);
        dated(repo.path(), ["build", "-q", "--out", out.to_str().unwrap()]).ends(0);
        tree(&out)
    };
    let first = site("one");
    let memo = repo.at(".quarterdeck");
    assert_eq!(std::fs::metadata(&memo).unwrap().permissions().mode() & 0o777, 0o700);
    assert!(memo.join("facts-00").exists() || std::fs::read_dir(&memo).unwrap().count() > 1);
    assert_eq!(repo.git(&["status", "--porcelain", "--", ".quarterdeck"]), "");
    same("warm", &first, &site("two"));
    // damaged, foreign and missing memos are none
    for entry in std::fs::read_dir(&memo).unwrap().map(Result::unwrap).filter(|entry| entry.file_name() != ".gitignore") {
        let mut bytes = std::fs::read(entry.path()).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        std::fs::write(entry.path(), bytes).unwrap();
    }
    same("damaged", &first, &site("three"));
    std::fs::remove_dir_all(&memo).unwrap();
    std::fs::create_dir(&memo).unwrap();
    std::fs::set_permissions(&memo, std::fs::Permissions::from_mode(0o755)).unwrap();
    same("a folder that others may enter", &first, &site("four"));
    assert_eq!(std::fs::read_dir(&memo).unwrap().count(), 0);
    std::fs::remove_dir_all(&memo).unwrap();
    same("cold", &first, &site("five"));
}

#[test]
fn scores_of_another_day() {
    let repo = with_past();
    let score = |arguments: &[&str]| dated_or_not(&repo, arguments).ends(0).json();
    let then = score(&["score", "--at", "HEAD~4", "--format", "json"]);
    assert_eq!(then["as_of"], "2026-06-12");
    assert_eq!(then["plans"][0]["account"], "northwind-health");
    let then = score(&["score", "--at", "HEAD~4", "--format", "json", "--as-of", "2026-11-22"]);
    assert_eq!(then["as_of"], "2026-11-22");
    let now = score(&["score", "--at", "HEAD", "--format", "json", "--as-of", "2026-11-22"]);
    assert_eq!(now, score(&["score", "--format", "json", "--as-of", "2026-11-22"]));
    dated_or_not(&repo, &["score", "--at", "nope"]).ends(2);
}

fn dated_or_not(repo: &Repo, arguments: &[&str]) -> crate::common::Ran {
    let mut command = command();
    command.current_dir(repo.path()).args(arguments);
    finish(command)
}

#[test]
fn a_plan_keeps_its_past_when_it_moves_or_comes_back() {
    let repo = with_past();
    repo.git(&["mv", "accounts/northwind-health", "accounts/northwind-group"]);
    repo.edit("accounts/northwind-group/plan.md", &[("account: northwind-health", "account: northwind-group")]);
    // before somebody commits the move, staged or not, it is told by what the plan says
    let scores = || dated(repo.path(), ["score", "--format", "json"]).ends(0).json()["plans"][0]["scores"].clone();
    let staged = scores();
    repo.git(&["reset", "-q"]);
    assert_eq!(scores(), staged);
    repo.room.write("accounts/third-account/plan.md", "---\naccount: third-account\n---\n");
    assert_eq!(scores(), staged, "a new plan is nobody's past");
    std::fs::remove_dir_all(repo.at("accounts/third-account")).unwrap();
    repo.commit("2026-11-19", MAYA);
    assert_eq!(scores(), staged);
    let moved = dated(repo.path(), ["score", "--explain", "northwind-group"]).ends(0).out;
    assert!(moved.contains("due dates moved 2 times, 35 days in all"), "{moved}");

    let repo = with_past();
    let plan = repo.room.read(PLAN);
    std::fs::remove_file(repo.at(PLAN)).unwrap();
    repo.commit("2026-11-19", MAYA);
    repo.room.write(PLAN, plan);
    repo.commit("2026-11-20", TOMAS);
    let back = explain(&repo);
    assert!(back.contains("due dates moved 2 times, 35 days in all"), "{back}");
    assert!(!back.contains("2026-11-20"), "coming back is no change of any section: {back}");
}

#[test]
fn merges_and_days_out_of_order() {
    let repo = Repo::new();
    repo.git(&["checkout", "-q", "-b", "side"]);
    repo.change("2026-11-16", TOMAS, &[("due: 2026-12-09", "due: 2026-12-16")]);
    repo.git(&["checkout", "-q", "main"]);
    repo.change("2026-11-02", MAYA, &[("due: 2026-12-09", "due: 2026-12-12")]);
    repo.git(&["merge", "-q", "-s", "ours", "--no-commit", "side"]);
    repo.edit(PLAN, &[("due: 2026-12-12", "due: 2026-12-18")]);
    repo.commit("2026-10-30", MAYA);
    // one move on each side, and one in the merge that took neither
    let explained = explain(&repo);
    assert!(explained.contains("due dates moved 3 times, 9 days in all"), "{explained}");
    // what a merge takes from one side is what was promised, and the other side's day is none
    let repo = Repo::new();
    repo.git(&["checkout", "-q", "-b", "side"]);
    repo.change("2026-11-16", TOMAS, &[("due: 2026-12-09", "due: 2026-12-16"), ("impact: high", "impact: medium")]);
    repo.git(&["checkout", "-q", "main"]);
    repo.change("2026-11-02", MAYA, &[("due: 2026-12-09", "due: 2026-12-12")]);
    repo.git(&["merge", "-q", "-s", "ours", "--no-commit", "side"]);
    repo.edit(PLAN, &[("impact: high", "impact: medium")]);
    repo.commit("2026-11-17", MAYA);
    let explained = explain(&repo);
    assert!(explained.contains("due dates moved 1 time, 3 days in all"), "{explained}");
}

#[test]
fn a_move_that_was_taken_back_is_none() {
    let repo = Repo::new();
    let said = || explain(&repo).lines().find(|line| line.contains("due dates moved")).map(str::to_owned).unwrap_or_default();
    repo.change("2026-10-01", MAYA, &[("due: 2026-12-09", "due: 2062-12-09")]);
    repo.change("2026-10-01", MAYA, &[("due: 2062-12-09", "due: 2026-12-09")]);
    assert_eq!(said(), "", "a typo that was mended");
    repo.change("2026-10-05", MAYA, &[("due: 2026-12-09", "due: 2026-12-18")]);
    repo.change("2026-10-06", MAYA, &[("due: 2026-12-18", "due: 2026-12-09")]);
    repo.change("2026-10-07", TOMAS, &[("due: 2026-12-09", "due: 2026-12-18")]);
    assert!(said().contains("due dates moved 1 time, 9 days in all"), "{}", said());
}

#[test]
fn a_hostile_repository_is_read_and_nothing_of_it_is_run_or_printed_raw() {
    let repo = with_past();
    let trap = repo.room.write("trap.sh", format!("#!/bin/sh\ntouch '{}'\n", repo.at("SPRUNG").display()));
    std::fs::set_permissions(&trap, std::fs::Permissions::from_mode(0o755)).unwrap();
    for key in ["core.fsmonitor", "core.pager", "diff.external", "diff.x.textconv", "filter.x.clean", "filter.x.smudge", "gpg.program", "core.sshCommand"] {
        repo.git(&["config", key, trap.to_str().unwrap()]);
    }
    repo.git(&["config", "log.showSignature", "true"]);
    repo.git(&["config", "core.hooksPath", "."]);
    repo.room.write(".gitattributes", "*.md diff=x filter=x\n");
    repo.room.write("accounts/bare/HEAD", "ref: refs/heads/main\n");
    repo.room.write("accounts/bare/config", format!("[core]\n\tbare = true\n\tfsmonitor = {}\n", trap.display()));
    let author = "::error::\u{1b}[31mEvil --upload-pack=x <e@example.com>";
    repo.git(&["config", "filter.x.clean", "cat"]);
    repo.change("2026-10-06", author, &[("by March 2028 and review this plan", "by May 2028 and review this plan")]);
    repo.git(&["config", "filter.x.clean", trap.to_str().unwrap()]);
    let _ = std::fs::remove_file(repo.at("SPRUNG"));
    for arguments in
        [vec!["check"], vec!["check", "--format", "concise"], vec!["score", "--explain", "northwind-health"], vec!["diff", "HEAD~2"], vec!["build"]]
    {
        let ran = dated(repo.path(), arguments.iter().copied()).ends(0);
        for text in [&ran.out, &ran.err] {
            assert!(!text.contains('\u{1b}') && !text.lines().any(|line| line.starts_with("::")), "{text}");
        }
    }
    assert!(!repo.at("SPRUNG").exists(), "something was run");
    let ran = dated(repo.path(), ["check", "--select", "commitment-author"]).ends(0);
    assert!(ran.out.contains("Evil --upload-pack=x committed this"), "{}", ran.out);
}
