//! `roll`.

use std::path::Path;

use crate::common::repo::{MAYA, PLAN, Repo};
use crate::common::{Room, dated, same, tree};

const KESTREL: &str = "accounts/kestrel-ridge-medical-center/plan.md";

/// The errors of `check`, without their places.
fn errors(land: &Path) -> Vec<String> {
    let report = dated(land, ["check", "--format", "json"]).json();
    let findings = report["findings"].as_array().unwrap().iter();
    findings.filter(|finding| finding["severity"] == "error").map(|finding| format!("{} {} {}", finding["path"], finding["rule"], finding["message"])).collect()
}

#[test]
fn every_live_plan_rolls_and_check_has_no_new_error() {
    let room = Room::new();
    let land = room.example("land");
    let before = tree(&land);
    let was = errors(&land);
    let ran = dated(&land, ["roll", "--to", "FY2027-Q2"]).ends(0);
    assert!(ran.err.contains("7 plans rolled into FY2027-Q2") && ran.err.contains("next: quarterdeck check"), "{}", ran.err);
    assert!(ran.out.contains("carried   gateway-bench (slipped once), lease-model (slipped once), brooks-rounds"), "{}", ran.out);
    assert!(ran.out.contains("taken out fleet-survey (done), pilot-unit (done)"), "{}", ran.out);
    assert!(ran.out.contains("lake-orrin-regional  stays in FY2027, a period of another length"), "{}", ran.out);
    let plan = room.read(&format!("land/{KESTREL}"));
    assert!(
        plan.contains("period: FY2027-Q2\n") && plan.contains("    due: 2026-12-03\n    slips: 1\n") && !plan.contains("pilot-unit\n    objective"),
        "{plan}"
    );
    assert_eq!(errors(&land), was);
    let mut after = tree(&land);
    // no commit has them as they were, so they are kept
    assert!(ran.err.contains("not committed, so they lie as they were in `.quarterdeck/before-FY2027-Q2`"), "{}", ran.err);
    let copies: Vec<(String, Vec<u8>)> = after.extract_if(.., |path, _| path.starts_with(".quarterdeck/")).collect();
    let copy = copies.iter().find(|(path, _)| path == ".quarterdeck/before-FY2027-Q2/kestrel-ridge-medical-center.md").unwrap();
    assert_eq!(copy.1, before[KESTREL]);
    // nothing but plans has changed, and no other file has come
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (path, bytes) in &before {
        let rolled = *bytes != after[path];
        assert!(!rolled || path.ends_with("/plan.md"), "{path}");
        for comment in String::from_utf8_lossy(bytes).lines().filter(|line| rolled && line.trim_start().starts_with('#')) {
            assert!(String::from_utf8_lossy(&after[path]).contains(comment), "{path} lost {comment}");
        }
    }
    // and again: nothing
    let ran = dated(&land, ["roll", "--to", "FY2027-Q2"]).ends(0);
    assert!(ran.out.contains("is in FY2027-Q2 already") && ran.err.contains("nothing to roll"), "{}{}", ran.out, ran.err);
    let mut again = tree(&land);
    again.retain(|path, _| !path.starts_with(".quarterdeck/"));
    same("a second time", &after, &again);
}

#[test]
fn what_is_committed_is_not_copied() {
    let check = |committed: bool, words: &str| {
        let repo = Repo::new();
        repo.edit(PLAN, &[("    status: doing\n    after", "    status: done\n    done_on: 2026-11-18\n    after")]);
        if committed {
            repo.commit("2026-11-19", MAYA);
        }
        let before = repo.room.read(PLAN);
        let ran = dated(repo.path(), ["roll", "--to", "FY2027-Q2"]).ends(0);
        assert!(ran.out.contains("taken out ") && ran.err.contains(words), "{}{}", ran.out, ran.err);
        let copy = repo.at(".quarterdeck/before-FY2027-Q2/northwind-health.md");
        assert_eq!(std::fs::read_to_string(copy).ok(), (!committed).then_some(before));
    };
    check(true, "; what was taken out stays in Git\n");
    check(false, "; 1 plan was not committed, so it lies as it was in `.quarterdeck/before-FY2027-Q2`\n");
}

#[test]
fn what_stays_in_git_is_said_of_what_was_taken_out_alone() {
    let repo = Repo::empty();
    repo.fill("");
    dated(repo.path(), ["roll", "--to", "FY2027-Q2"]).ends(0);
    let ran = dated(repo.path(), ["roll", "--to", "FY2027-Q3"]).ends(0);
    assert!(!ran.out.contains("taken out ") && ran.err.starts_with("1 plan rolled into FY2027-Q3\nnext: "), "{}{}", ran.out, ran.err);
}

#[test]
fn why_no_copy_could_be_made_is_said_as_it_is() {
    let done = ("    status: doing\n    after", "    status: done\n    done_on: 2026-11-18\n    after");
    let check = |committed: bool, path: Option<&str>, words: &[&str]| {
        let repo = Repo::new();
        repo.edit(PLAN, &[done]);
        if committed {
            repo.commit("2026-11-19", MAYA);
        }
        // a file stands where the copies would lie
        repo.room.write(".quarterdeck", "");
        let before = repo.room.read(PLAN);
        let mut command = crate::common::command();
        command.current_dir(repo.path()).args(["roll", "--to", "FY2027-Q2", "--as-of", crate::common::TODAY]);
        path.map(|path| command.env("PATH", path));
        let ran = crate::common::finish(command).ends(2);
        assert!(words.iter().all(|it| ran.err.contains(it)) && ran.err.contains("nothing was changed: the folder `.quarterdeck`"), "{}", ran.err);
        assert_eq!(repo.room.read(PLAN), before);
    };
    check(false, None, &["plan.md` is not committed as it is, and it could not be copied"]);
    check(true, Some("/nonexistent"), &["git cannot say whether `", "is committed (the program `git` was not found), and it could not be copied"]);
}

#[test]
fn a_dry_run_writes_nothing_and_says_the_same() {
    let room = Room::new();
    let land = room.example("land");
    let before = tree(&land);
    let dry = dated(&land, ["roll", "--to", "FY2027-Q2", "kestrel-ridge-medical-center", "--dry-run"]).ends(0);
    same("a dry run", &before, &tree(&land));
    assert!(dry.err.contains("nothing was written"), "{}", dry.err);
    let ran = dated(&land, ["roll", "--to", "FY2027-Q2", "accounts/kestrel-ridge-medical-center"]).ends(0);
    assert_eq!(dry.out.replace("would go from", "from"), ran.out);
    let changed: Vec<String> = tree(&land).into_iter().filter(|(path, bytes)| before.get(path).is_some_and(|it| it != bytes)).map(|(path, _)| path).collect();
    assert_eq!(changed, [KESTREL]);
}

#[test]
fn what_is_no_later_period_is_refused_and_nothing_is_written() {
    let room = Room::new();
    let land = room.example("land");
    let before = tree(&land);
    for (arguments, words) in [
        (&["roll", "--to", "FY2026-Q4"][..], "FY2026-Q4 is not later than FY2027-Q1"),
        (&["roll", "--to", "Q2"], "`Q2` is not a fiscal period"),
        (&["roll", "--to", "FY2027-Q5"], "`FY2027-Q5` is not a fiscal period"),
        (&["roll", "--to", "FY2027-Q2", "kestrel-rdge-medical-center"], "did you mean `kestrel-ridge-medical-center`?"),
        (&["roll", "--to", "FY2027-Q2", "lake-orrin-regional"], "a period of another length"),
        (&["roll"], "--to"),
    ] {
        let ran = dated(&land, arguments).ends(2);
        assert!(ran.err.contains(words), "{arguments:?}: {}", ran.err);
    }
    same("refused", &before, &tree(&land));
}

#[test]
fn a_plan_that_cannot_be_read_is_named_and_the_others_roll() {
    let room = Room::new();
    let land = room.example("land");
    room.write("land/accounts/dunmore-general/plan.md", "---\nperiod: FY2027-Q1\nstatus: [\n---\n");
    let saltmarsh = room.read("land/accounts/saltmarsh-health/plan.md");
    room.write("land/accounts/saltmarsh-health/plan.md", saltmarsh.replace("status: active", "status: draft"));
    let ran = dated(&land, ["roll", "--to", "FY2027-Q2"]).ends(2);
    assert!(ran.err.contains("`dunmore-general` was left alone: its plan cannot be read"), "{}", ran.err);
    assert!(ran.err.contains("5 plans rolled"), "{}", ran.err);
    assert_eq!(room.read("land/accounts/dunmore-general/plan.md"), "---\nperiod: FY2027-Q1\nstatus: [\n---\n");
    assert!(!ran.out.contains("saltmarsh"), "a draft rolls when it is named");
    dated(&land, ["roll", "--to", "FY2027-Q2", "saltmarsh-health"]).ends(0);
    assert!(room.read("land/accounts/saltmarsh-health/plan.md").contains("period: FY2027-Q2"));
    let years = dated(&land, ["roll", "--to", "FY2028", "lake-orrin-regional", "old-mill-clinics"]).ends(0);
    assert!(years.out.contains("from FY2027 to FY2028"), "{}", years.out);
}

#[cfg(unix)]
#[test]
fn the_mode_of_a_file_stays_and_nothing_lies_about() {
    use std::os::unix::fs::PermissionsExt;
    let room = Room::new();
    let land = room.example("land");
    let plan = land.join(KESTREL);
    std::fs::set_permissions(&plan, std::fs::Permissions::from_mode(0o640)).unwrap();
    dated(&land, ["roll", "--to", "FY2027-Q3", "kestrel-ridge-medical-center"]).ends(0);
    assert_eq!(std::fs::metadata(&plan).unwrap().permissions().mode() & 0o777, 0o640);
    let names = std::fs::read_dir(plan.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(names.into_iter().all(|name| !name.starts_with('.')));
}

#[test]
fn the_example_of_init_rolls_too() {
    let room = Room::new();
    dated(&room.0, ["init", "plans"]).ends(0);
    let land = room.at("plans");
    let was = errors(&land);
    let ran = dated(&land, ["roll", "--to", "FY2027-Q1"]).ends(0);
    assert!(ran.err.contains("2 plans rolled"), "{}{}", ran.out, ran.err);
    assert_eq!(errors(&land), was);
}
