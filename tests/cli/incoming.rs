//! `check --stdin --stdin-path P`.

use std::io::Write;
use std::process::Stdio;

use crate::common::{Ran, Room, TODAY, command};

/// Runs `check` in a folder with a text on standard input.
fn check(room: &Room, text: &[u8], arguments: &[&str]) -> Ran {
    let mut command = command();
    command.current_dir(room.at("land")).args(["--as-of", TODAY, "--no-history", "check"]).args(arguments);
    if !arguments.contains(&"--diff") {
        command.args(["--format", "concise"]);
    }
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // a run that refuses its arguments reads nothing
    let _ = child.stdin.take().unwrap().write_all(text);
    let output = child.wait_with_output().unwrap();
    let said = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: said(output.stdout), err: said(output.stderr) }
}

const PLAN: &str = "accounts/old-mill-clinics/plan.md";

#[test]
fn a_text_stands_in_for_a_file_and_only_that_file_is_reported() {
    let room = Room::new();
    room.example("land");
    room.write("land/accounts/dunmore-general/plan.md", "no front matter\n");
    let right = room.read(&format!("land/{PLAN}"));
    let wrong = right.replacen("\nstance: ", "\nstance: x", 1);
    for (text, path, code, says) in [
        (right.as_str(), PLAN, 0, ""),
        (&wrong, PLAN, 1, "error[enum-value]"),
        (&wrong, "./accounts/../accounts/old-mill-clinics/plan.md", 1, "error[enum-value]"),
        (&right, "accounts/not-there-yet/plan.md", 1, "error[account-folder]"),
        ("nothing\n", "accounts/old-mill-clinics/reviews/2027-01-01.md", 1, "error[front-matter-missing]"),
        ("- {id: Bad Id, name: x}\n", "people.yaml", 1, "error[config-error]"),
    ] {
        let ran = check(&room, text.as_bytes(), &["--stdin", "--stdin-path", path]).ends(code);
        let (findings, summary) = ran.out.trim_end().rsplit_once('\n').unwrap_or(("", ran.out.trim_end()));
        let place = path.trim_start_matches("./").replace("accounts/../", "");
        assert!(findings.lines().all(|line| line.starts_with(&place)), "{path}: {}", ran.out);
        assert!(ran.out.contains(says), "{path}: {}", ran.out);
        assert!(summary.contains(" of 1"), "{path}: {summary}");
    }
    assert_eq!(room.read(&format!("land/{PLAN}")), right, "nothing is written");
    let whole = room.at("land").join(PLAN);
    check(&room, wrong.as_bytes(), &["--stdin", "--stdin-path", whole.to_str().unwrap()]).ends(1);
    let large = vec![b'x'; (2 << 20) + 1];
    let ran = check(&room, &large, &["--stdin", "--stdin-path", PLAN]).ends(1);
    assert!(ran.out.contains("is over 2 MiB; plan and review files may have at most 2 MiB"), "{}", ran.out);
}

#[test]
fn what_it_cannot_mean_ends_with_2() {
    let room = Room::new();
    room.example("land");
    room.write("elsewhere.md", "x\n");
    for (arguments, says) in [
        (&["--stdin"][..], "--stdin-path"),
        (&["--stdin-path", PLAN], "--stdin"),
        (&["--stdin", "--stdin-path", PLAN, "accounts"], "cannot be used with"),
        (&["--stdin", "--stdin-path", PLAN, "--staged"], "cannot be used with"),
        (&["--stdin", "--stdin-path", PLAN, "--fix"], "--fix has no file to write with --stdin"),
        (&["--stdin", "--stdin-path", "../elsewhere.md"], "lies outside the territory"),
        (&["--stdin", "--stdin-path", "README.md"], "is not a plan, a review or a territory file"),
        (&["--stdin", "--stdin-path", "data/accounts.csv"], "is not a plan, a review or a territory file"),
        (&["--stdin", "--stdin-path", "accounts/old-mill-clinics/note.pdf"], "is not a plan, a review or a territory file"),
        (&["--stdin", "--stdin-path", "accounts"], "is not a plan, a review or a territory file"),
        (&["--stdin", "--stdin-path", "."], "is not a plan, a review or a territory file"),
    ] {
        let arguments: Vec<&str> =
            if arguments.contains(&"../elsewhere.md") { ["-C", "."].iter().chain(arguments).copied().collect() } else { arguments.to_vec() };
        let ran = check(&room, b"", &arguments).ends(2);
        assert!(ran.err.contains(says), "{arguments:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{arguments:?}");
    }
}

#[test]
fn what_would_be_mended_in_a_text_is_shown_and_nothing_is_written() {
    let room = Room::new();
    room.example("land");
    let right = room.read(&format!("land/{PLAN}"));
    let stance = right.lines().find(|line| line.starts_with("stance: ")).unwrap().to_owned();
    let shouted = stance.to_uppercase().replace("STANCE", "stance");
    let wrong = right.replacen(&stance, &shouted, 1);
    let ran = check(&room, wrong.as_bytes(), &["--stdin", "--stdin-path", PLAN, "--diff"]).ends(1);
    assert!(ran.out.contains(&format!("-{shouted}")) && ran.out.contains(&format!("+{stance}")), "{}", ran.out);
    let ran = check(&room, right.as_bytes(), &["--stdin", "--stdin-path", PLAN, "--diff"]).ends(0);
    assert!(!ran.out.contains("\n+"), "{}", ran.out);
    assert_eq!(room.read(&format!("land/{PLAN}")), right);
}
