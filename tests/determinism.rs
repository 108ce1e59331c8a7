//! The same files and the same day give the same bytes, whoever runs it, where, when and with how many threads.

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use common::{Room, TODAY, command, copy, dated, finish, same, tree};

type Tree = BTreeMap<String, Vec<u8>>;

/// The whole site and all reports.
fn everything(land: &Path, out: &Path, prepare: impl Fn(&mut Command)) -> Tree {
    let run = |arguments: &[&str], code: i32| {
        let mut command = command();
        command.current_dir(land).args(["--as-of", TODAY]).args(arguments);
        prepare(&mut command);
        finish(command).ends(code).out.into_bytes()
    };
    run(&["build", "-q", "--out", out.to_str().unwrap()], 0);
    let mut all = tree(out);
    for report in quarterdeck::reports::ALL {
        all.insert(format!("check {}", report.key), run(&["check", "--format", report.key, "--fail-on", "never"], 0));
    }
    all.insert("score".to_owned(), run(&["score", "--explain"], 0));
    all.insert("score json".to_owned(), run(&["score", "--format", "json"], 0));
    all
}

/// A territory with findings of many kinds.
fn land(room: &Room, name: &str) -> std::path::PathBuf {
    let land = room.generated(name, &["60", "--defects", "0.4"]);
    std::fs::remove_file(land.join("expected-defects.json")).unwrap();
    land
}

#[test]
fn threads_zone_language_home_and_umask_do_not_matter() {
    let room = Room::new();
    let land = land(&room, "land");
    let first = everything(&land, &room.at("first"), |command| {
        command.args(["--threads", "1"]).env("TZ", "UTC").env("LANG", "C");
    });
    assert!(first.len() > 60);
    let variants: [(&str, &[(&str, &str)]); 4] = [
        ("again", &[]),
        ("zone", &[("TZ", "Pacific/Kiritimati")]),
        ("language", &[("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("LANGUAGE", "tr")]),
        ("home", &[("HOME", "/nowhere"), ("XDG_CONFIG_HOME", "/nowhere"), ("USER", "somebody"), ("COLUMNS", "40")]),
    ];
    for (name, variables) in variants {
        let other = everything(&land, &room.at(name), |command| {
            command.args(["--threads", "2"]).envs(variables.iter().copied());
        });
        same(name, &first, &other);
    }
    // over the old site, and under another umask
    let mut shell = Command::new("sh");
    shell.current_dir(&land).arg("-c").arg("umask 000; exec \"$0\" build -q --as-of \"$1\" --out \"$2\"");
    shell.args([env!("CARGO_BIN_EXE_quarterdeck"), TODAY]).arg(room.at("first"));
    assert!(shell.status().unwrap().success());
    let site: Tree = first.into_iter().filter(|(name, _)| !name.starts_with("check ") && !name.starts_with("score")).collect();
    same("rebuilt", &site, &tree(&room.at("first")));
}

#[test]
fn the_place_and_the_order_of_files_do_not_matter() {
    let room = Room::new();
    let one = land(&room, "one");
    let two = room.at("another place/with ümlaut");
    // the same files, created the other way round
    let mut files: Vec<(String, Vec<u8>)> = tree(&one).into_iter().collect();
    files.reverse();
    for (name, bytes) in files {
        room.write(&format!("another place/with ümlaut/{name}"), bytes);
    }
    let first = everything(&one, &room.at("site one"), |_| {});
    same("moved", &first, &everything(&two, &room.at("site two"), |_| {}));
    for (name, bytes) in &first {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(room.0.to_str().unwrap()), "{name} names a folder of this machine");
    }
}

/// Every text file of a territory, changed.
fn rewritten(room: &Room, from: &Path, to: &str, change: impl Fn(&str, Vec<u8>) -> Vec<u8>) -> std::path::PathBuf {
    for (name, bytes) in tree(from) {
        let text = [".md", ".yaml", ".csv", ".json"].iter().any(|ending| name.ends_with(ending));
        let bytes = if text { change(&name, bytes) } else { bytes };
        room.write(&format!("{to}/{name}"), bytes);
    }
    room.at(to)
}

/// A site without what names bytes of the sources: the fingerprints of files and the places that count bytes.
fn pages(land: &Path, out: &Path) -> Tree {
    dated(land, ["build", "-q", "--out", out.to_str().unwrap()]).ends(0);
    tree(out).into_iter().filter(|(name, _)| !name.ends_with("findings.json") && name != ".quarterdeck-site").collect()
}

#[test]
fn line_ends_and_byte_order_marks_do_not_matter() {
    let room = Room::new();
    let plain = room.example("plain");
    let crlf = rewritten(&room, &plain, "crlf", |_, bytes| String::from_utf8(bytes).unwrap().replace('\n', "\r\n").into_bytes());
    let bom = rewritten(&room, &plain, "bom", |_, bytes| [b"\xef\xbb\xbf".to_vec(), bytes].concat());
    let expected = pages(&plain, &room.at("site plain"));
    same("CRLF", &expected, &pages(&crlf, &room.at("site crlf")));
    same("BOM", &expected, &pages(&bom, &room.at("site bom")));
    // findings stand at the same lines and columns
    let places = |land: &Path| {
        let report = dated(land, ["check", "--format", "json", "-q"]).ends(0).json();
        let place =
            |finding: &serde_json::Value| format!("{} {}:{} {}", finding["path"], finding["start"]["line"], finding["start"]["column"], finding["message"]);
        report["findings"].as_array().unwrap().iter().map(place).collect::<Vec<_>>()
    };
    let expected = places(&plain);
    assert!(!expected.is_empty());
    assert_eq!(expected, places(&crlf));
    assert_eq!(expected, places(&bom));
}

#[test]
fn a_broken_plan_says_the_same_with_either_line_end() {
    let room = Room::new();
    let plain = land(&room, "plain");
    let crlf = rewritten(&room, &plain, "crlf", |_, bytes| String::from_utf8(bytes).unwrap().replace('\n', "\r\n").into_bytes());
    same("CRLF", &pages(&plain, &room.at("one")), &pages(&crlf, &room.at("two")));
}

#[test]
fn the_day_is_the_only_clock() {
    let room = Room::new();
    let land = room.example("land");
    let built = |day: &str, out: &str| {
        let mut build = command();
        build.current_dir(&land).args(["build", "-q", "--as-of", day, "--out", room.at(out).to_str().unwrap()]);
        finish(build).ends(0);
        tree(&room.at(out))
    };
    let first = built(TODAY, "one");
    // files of another age
    let aged = room.at("aged");
    copy(&land, &aged);
    let touched = Command::new("find").arg(&aged).args(["-type", "f", "-exec", "touch", "-d", "2001-02-03", "{}", "+"]).status().unwrap();
    assert!(touched.success());
    same("older files", &first, &pages_of(&aged, &room.at("two")));
    assert!(first != built("2027-06-01", "three"), "another day is another site");
}

fn pages_of(land: &Path, out: &Path) -> Tree {
    dated(land, ["build", "-q", "--out", out.to_str().unwrap()]).ends(0);
    tree(out)
}
