//! `init`.

use crate::common::{Room, dated, run_in, tree};

#[test]
fn the_new_territory_checks_clean_and_builds() {
    let room = Room::new();
    let ran = dated(&room.0, ["init", "land"]).ends(0);
    assert!(ran.out.contains("next: quarterdeck"), "{}", ran.out);
    let land = room.at("land");
    assert_eq!(std::fs::read_dir(land.join("accounts")).unwrap().count(), 2, "two filled plans");
    let ran = dated(&land, ["check"]).ends(0);
    assert!(ran.out.contains("2 plans"), "{}", ran.out);
    dated(&land, ["build", "--strict", "--fail-on", "warn"]).ends(0);
}

#[test]
fn on_any_day_the_examples_have_no_error() {
    let room = Room::new();
    for day in ["2026-01-01", "2026-03-31", "2027-12-31", "2028-02-29"] {
        let name = format!("land-{day}");
        run_in(&room.0, ["init", &name, "--as-of", day]).ends(0);
        let ran = run_in(&room.at(&name), ["check", "--fail-on", "warn", "--as-of", day]);
        assert_eq!(ran.code, 0, "{day}: {}", ran.out);
    }
}

#[test]
fn nothing_is_ever_overwritten() {
    let room = Room::new();
    dated(&room.0, ["init", "land"]).ends(0);
    let before = tree(&room.0);
    let ran = dated(&room.0, ["init", "land"]).ends(2);
    assert!(ran.err.contains("territory already"), "{}", ran.err);
    assert!(before == tree(&room.0));
    room.write("other/people.yaml", "mine");
    let ran = dated(&room.0, ["init", "other"]).ends(2);
    assert!(ran.err.contains("`other/people.yaml` exists already; nothing was written"), "{}", ran.err);
    assert_eq!(tree(&room.at("other")).into_iter().collect::<Vec<_>>(), [("people.yaml".to_owned(), b"mine".to_vec())]);
    // a file in the place of a folder
    room.write("blocked/data", "mine");
    dated(&room.0, ["init", "blocked"]).ends(2);
    assert_eq!(tree(&room.at("blocked")).into_keys().collect::<Vec<_>>(), ["data"]);
    room.write("file", "x");
    dated(&room.0, ["init", "file"]).ends(2);
}

#[test]
fn a_folder_with_odd_letters_will_do() {
    let room = Room::new();
    for name in ["with space", "ümlaut #1 100%", "-dash"] {
        dated(&room.0, ["init", "--", name]).ends(0);
        dated(&room.at(name), ["check"]).ends(0);
        dated(&room.at(name), ["build"]).ends(0);
    }
}

#[test]
fn a_fresh_repository_keeps_its_readme() {
    let room = Room::new();
    room.write("land/README.md", "# Ours\n");
    room.write("land/.gitignore", "*.tmp\n");
    let ran = dated(&room.0, ["init", "land"]).ends(0);
    assert!(ran.err.contains("`README.md` was there already and stays as it is"), "{}", ran.err);
    assert_eq!((room.read("land/README.md"), room.read("land/.gitignore")), ("# Ours\n".to_owned(), "*.tmp\n".to_owned()));
    dated(&room.at("land"), ["check"]).ends(0);
}

#[test]
fn the_next_command_can_be_pasted() {
    let room = Room::new();
    let ran = dated(&room.0, ["init", "i sp ä"]).ends(0);
    assert_eq!(ran.out, "next: quarterdeck build 'i sp ä'\n");
    let shell = std::process::Command::new("sh")
        .current_dir(&room.0)
        .arg("-c")
        .arg(ran.out.trim_start_matches("next: quarterdeck build").replacen(" ", "cd ", 1))
        .status();
    assert!(shell.unwrap().success());
    std::fs::create_dir(room.at("no plans")).unwrap();
    assert!(dated(&room.0, ["build", "no plans"]).ends(2).err.contains("`quarterdeck init 'no plans'`"));
}
