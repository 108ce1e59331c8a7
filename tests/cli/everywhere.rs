//! What holds for every command.

use std::io::Read;
use std::process::Stdio;

use crate::common::{Room, command, dated, example_territory, finish, run_in};

#[test]
fn no_territory_is_exit_2_with_the_sentence_and_what_to_run() {
    let room = Room::new();
    for arguments in
        [&["check"][..], &["build"], &["score"], &["new", "some-account"], &["check", "."], &["build", "."], &["-C", ".", "check"], &["-C", ".", "score"]]
    {
        let ran = run_in(&room.0, arguments).ends(2);
        assert_eq!(ran.out, "", "{arguments:?}");
        assert!(ran.err.contains("quarterdeck.yaml") && ran.err.contains("quarterdeck init"), "{arguments:?}: {}", ran.err);
    }
    assert!(std::fs::read_dir(&room.0).unwrap().next().is_none(), "nothing was written");
}

#[test]
fn every_command_takes_the_territory_by_its_option() {
    let room = Room::new();
    let land = room.example("land");
    let land = land.to_str().unwrap();
    for arguments in [
        &["check", "-q"][..],
        &["build", "--dry-run"],
        &["score"],
        &["review", "dunmore-general"],
        &["export", "csv", "--table", "actions"],
        &["schema", "plan"],
        &["theme", "list"],
        &["doctor"],
        &["rule", "enum-value"],
        &["roll", "--to", "FY2027-Q1", "--dry-run"],
    ] {
        dated(&room.0, arguments.iter().chain(&["-C", land])).ends(0);
        dated(&room.0, ["--territory", land].iter().chain(arguments)).ends(0);
    }
}

#[test]
fn a_path_that_is_not_there_is_exit_2() {
    let room = Room::new();
    let ran = run_in(&room.0, ["check", "nowhere"]).ends(2);
    assert!(ran.err.contains("nowhere"), "{}", ran.err);
    run_in(&room.0, ["-C", "nowhere", "check"]).ends(2);
}

#[test]
fn usage_errors_are_exit_2_and_help_is_a_result() {
    let folder = example_territory();
    for wrong in [
        &["chek"][..],
        &["check", "--no-such"],
        &["check", "--fail-on", "sometimes"],
        &["check", "--max-warnings", "many"],
        &["check", "--format", "json=one", "--format", "sarif=one"],
        &["build", "--max-warnings", "0", "--out", "/nowhere/at/all"],
        &["score", "--format", "xml"],
        &["--threads", "0", "check"],
        &[],
    ] {
        let ran = run_in(&folder, wrong).ends(2);
        assert!(ran.out.is_empty() && !ran.err.is_empty(), "{wrong:?}");
    }
    for right in [&["--help"][..], &["--version"], &["check", "--help"], &["build", "--help"]] {
        let ran = run_in(&folder, right).ends(0);
        assert!(!ran.out.is_empty() && ran.err.is_empty(), "{right:?}");
    }
    assert_eq!(run_in(&folder, ["--version"]).out, format!("quarterdeck {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_day_that_is_none_is_exit_2() {
    let folder = example_territory();
    for day in ["2026-02-30", "tomorrow", "22.11.2026", ""] {
        let ran = run_in(&folder, ["check", "--as-of", day]).ends(2);
        assert!(ran.err.contains(day) && ran.out.is_empty(), "{}", ran.err);
    }
    let mut wrong = command();
    wrong.current_dir(&folder).arg("check").env("SOURCE_DATE_EPOCH", "soon");
    finish(wrong).ends(2);
}

#[test]
fn the_day_comes_from_as_of_then_from_source_date_epoch() {
    let folder = example_territory();
    let day = |as_of: Option<&str>| {
        let mut check = command();
        // 2026-11-20T12:00:00Z
        check.current_dir(&folder).args(["check", "--format", "json", "-q"]).env("SOURCE_DATE_EPOCH", "1795176000");
        if let Some(day) = as_of {
            check.args(["--as-of", day]);
        }
        finish(check).json()["as_of"].as_str().unwrap().to_owned()
    };
    assert_eq!(day(None), "2026-11-20");
    assert_eq!(day(Some("2026-11-22")), "2026-11-22");
}

#[test]
fn there_is_no_colour_in_a_pipe_unless_asked_for() {
    let folder = example_territory();
    for arguments in [
        &["check"][..],
        &["score"],
        &["score", "--explain"],
        &["rule"],
        &["rule", "enum-value"],
        &["schema"],
        &["--help"],
        &["nonsense"],
        &["build", "--dry-run"],
    ] {
        let ran = dated(&folder, arguments);
        assert!(!ran.out.contains('\x1b') && !ran.err.contains('\x1b'), "{arguments:?}");
    }
    let ran = dated(&folder, ["check", "--color", "always"]);
    assert!(ran.out.contains('\x1b'));
    let ran = dated(&folder, ["check", "--color", "always", "--format", "json"]);
    assert!(!ran.out.contains('\x1b'), "a machine's format carries no colour");
    for (name, value, colour) in [("CLICOLOR_FORCE", "1", true), ("NO_COLOR", "1", false)] {
        let mut check = command();
        check.current_dir(&folder).args(["--as-of", "2026-11-22", "check"]).env(name, value);
        assert_eq!(finish(check).out.contains('\x1b'), colour, "{name}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = example_territory();
    for arguments in [&["check", "--format", "json"][..], &["score", "--format", "json"], &["schema"], &["rule"], &["score", "--explain"], &["--help"]] {
        let mut child = command().current_dir(&folder).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        let ended = child.wait().unwrap();
        assert!(!said.contains("panicked") && !said.contains("roken pipe"), "{arguments:?}: {said}");
        assert!(matches!(ended.code(), Some(0 | 1)), "{arguments:?}: {ended}");
    }
}

#[test]
fn what_a_name_says_never_reaches_the_terminal_raw() {
    let room = Room::new();
    room.write("land/quarterdeck.yaml", "schema: quarterdeck-territory/1\nname: \"L\\u001b[31mand\\u202e\"\ncurrency: USD\nfiscal_year_start: 10\n");
    room.write("land/accounts/a\x1b[2J/plan.md", "no front matter");
    room.write(
        "land/accounts/b/plan.md",
        "---\nschema: quarterdeck/1\naccount: b\ntitle: \"\\u001b]0;x\\u0007 \\u202e\"\nstance: \"re\\u001b[31mtain\\n::error::gotcha\"\n---\n",
    );
    for arguments in [&["check"][..], &["check", "--format", "concise"], &["score"], &["score", "--explain"], &["build"]] {
        let ran = dated(&room.at("land"), arguments);
        for text in [&ran.out, &ran.err] {
            let raw: Vec<char> = text.chars().filter(|c| (c.is_control() && *c != '\n') || matches!(c, '\u{202e}' | '\u{200b}')).collect();
            assert!(raw.is_empty(), "{arguments:?} prints {raw:?}:\n{text}");
            assert!(!text.lines().any(|line| line.starts_with("::") || line.starts_with("##")), "{arguments:?}:\n{text}");
        }
        assert_ne!(ran.code, -1);
    }
}

#[test]
fn the_territory_is_found_from_inside_and_by_name() {
    let room = Room::new();
    let land = room.example("land");
    let count = |folder: &std::path::Path, arguments: &[&str]| {
        let mut all = vec!["check", "--format", "json", "-q"];
        all.extend(arguments);
        dated(folder, all).ends(0).json()["counts"].clone()
    };
    let all = count(&land, &[]);
    assert_eq!(count(&land.join("accounts"), &[]), all);
    assert_eq!(count(&room.0, &["-C", "land"]), all);
    assert_eq!(count(&room.0, &["land"]), all);
    let one = count(&room.0, &["land/accounts/fairhaven-womens-hospital/plan.md"]);
    assert!(one["warn"].as_u64().unwrap() < all["warn"].as_u64().unwrap() && one["warn"] != 0, "{one} of {all}");
    assert_eq!(one["plans"], all["plans"]);
}

#[test]
fn a_moment_that_is_empty_is_not_set() {
    let mut run = crate::common::command();
    run.current_dir(crate::common::example_territory()).env("SOURCE_DATE_EPOCH", "").args(["check", "-q", "--format", "json"]);
    let report = crate::common::finish(run).json();
    assert!(report["as_of"].as_str().is_some_and(|day| day.len() == 10), "{}", report["as_of"]);
}

#[test]
fn help_that_cannot_be_written_is_exit_2() {
    for arguments in [["--help"], ["--version"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ended = crate::common::command().args(arguments).stdout(full).output().unwrap();
        assert_eq!(ended.status.code(), Some(2), "{arguments:?}: {}", String::from_utf8_lossy(&ended.stderr));
    }
}
