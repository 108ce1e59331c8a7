//! `build`.

use std::os::unix::fs::PermissionsExt;

use crate::common::{Room, TODAY, dated, run_in, tree};

#[test]
fn a_site_goes_to_public_and_the_second_one_replaces_it() {
    let room = Room::new();
    let land = room.example("land");
    let ran = dated(&land, ["build"]).ends(0);
    assert_eq!(ran.out, "", "talk goes to standard error");
    assert!(ran.err.contains("12 plans") && ran.err.contains(TODAY) && ran.err.contains("nothing left out"), "{}", ran.err);
    let first = tree(&land.join("public"));
    assert!(
        first.contains_key("index.html") && first.contains_key(".quarterdeck-site") && first.contains_key("accounts/dunmore-general/index.html"),
        "{:?}",
        first.keys()
    );
    std::fs::remove_dir_all(land.join("accounts/dunmore-general")).unwrap();
    dated(&land, ["build", "-q"]).ends(0);
    let second = tree(&land.join("public"));
    assert!(!second.contains_key("accounts/dunmore-general/index.html"), "nothing of a removed plan survives");
    let left: Vec<_> =
        std::fs::read_dir(&land).unwrap().map(|entry| entry.unwrap().file_name()).filter(|name| name.to_string_lossy().contains("public")).collect();
    assert_eq!(left, ["public"], "no stray folders");
}

#[test]
fn errors_do_not_stop_the_site_and_strict_does() {
    let room = Room::new();
    let land = room.example("land");
    room.write("land/accounts/old-mill-clinics/plan.md", "no front matter\n");
    dated(&land, ["build", "--strict"]).ends(1);
    assert!(!land.join("public").exists(), "strict publishes nothing");
    dated(&land, ["build", "--strict", "--fail-on", "never"]).ends(0);
    dated(&land, ["build"]).ends(0);
    let page = room.read("land/public/accounts/old-mill-clinics/index.html");
    assert!(page.contains("front matter"), "the page says why it cannot be read");
    // strict with findings leaves the old site as it is
    let before = tree(&land.join("public"));
    room.write("land/accounts/dunmore-general/plan.md", "broken too\n");
    dated(&land, ["build", "--strict"]).ends(1);
    assert!(before == tree(&land.join("public")));
}

#[test]
fn settings_that_cannot_be_read_leave_the_site_as_it_was() {
    let room = Room::new();
    let land = room.example("land");
    dated(&land, ["build"]).ends(0);
    let before = tree(&land.join("public"));
    let settings = room.read("land/quarterdeck.yaml");
    room.write("land/quarterdeck.yaml", settings.replace("currency: USD", "currency: \"USD"));
    let ran = dated(&land, ["build"]).ends(2);
    assert!(ran.err.contains("nothing was published") && ran.err.contains("quarterdeck.yaml:") && ran.err.contains("never closed"), "{}", ran.err);
    assert!(before == tree(&land.join("public")));
    let scores = dated(&land, ["score", "--format", "json"]).ends(0);
    assert!(scores.err.contains("rests on the defaults"), "{}", scores.err);
    dated(&land, ["check"]).ends(1);
    // a setting that is wrong stands on its page, and the rest is built
    room.write("land/quarterdeck.yaml", settings.replace("currency: USD", "currency: 5"));
    dated(&land, ["build"]).ends(0);
}

#[test]
fn a_folder_that_is_not_a_site_is_never_touched() {
    let room = Room::new();
    let land = room.example("land");
    room.write("mine/thesis.txt", "years of work");
    for out in ["mine", "land", ".", "land/accounts", "mine/thesis.txt"] {
        let before = tree(&room.0);
        let ran = dated(&room.0, ["build", "land", "--out", out]).ends(2);
        assert!(!ran.err.is_empty());
        assert!(before == tree(&room.0), "{out} was touched");
    }
    std::fs::create_dir(room.at("empty")).unwrap();
    dated(&room.0, ["build", "land", "--out", "empty"]).ends(0);
    dated(&room.0, ["build", "land", "--out", "empty"]).ends(0);
    dated(&room.0, ["build", "land", "--out", "new/deep/er"]).ends(0);
    assert!(room.at("new/deep/er/index.html").exists());
    assert!(!land.join("public").exists());
}

#[test]
fn a_link_at_out_is_not_followed() {
    let room = Room::new();
    room.example("land");
    room.write("elsewhere/keep.txt", "keep");
    std::os::unix::fs::symlink(room.at("elsewhere"), room.at("out")).unwrap();
    dated(&room.0, ["build", "land", "--out", "out"]).ends(2);
    assert_eq!(tree(&room.at("elsewhere")).len(), 1);
}

#[test]
fn dry_run_writes_nothing_and_says_what_would_change() {
    let room = Room::new();
    let land = room.example("land");
    let ran = dated(&land, ["build", "--dry-run"]).ends(0);
    assert!(ran.out.lines().any(|line| line == "+ index.html"), "{}", ran.out);
    assert!(!land.join("public").exists());
    dated(&land, ["build"]).ends(0);
    let ran = dated(&land, ["build", "--dry-run"]).ends(0);
    assert_eq!(ran.out, "", "nothing changed: {}", ran.err);
    std::fs::remove_dir_all(land.join("accounts/old-mill-clinics")).unwrap();
    let before = tree(&land);
    let ran = dated(&land, ["build", "--dry-run"]).ends(0);
    assert!(ran.out.contains("- accounts/old-mill-clinics/index.html\n") && ran.out.contains("~ index.html\n"), "{}", ran.out);
    assert!(before == tree(&land));
}

#[test]
fn a_territory_without_a_plan_is_a_site_that_says_so() {
    let room = Room::new();
    room.write("land/quarterdeck.yaml", "schema: quarterdeck-territory/1\nname: Empty Quarter\ncurrency: USD\nfiscal_year_start: 10\n");
    dated(&room.at("land"), ["check"]).ends(0);
    dated(&room.at("land"), ["build"]).ends(0);
    let page = room.read("land/public/index.html");
    assert!(page.contains("No plans yet") && page.contains("quarterdeck new"), "it names the command");
}

#[test]
fn modes_do_not_depend_on_the_umask() {
    let room = Room::new();
    let land = room.example("land");
    let mut shell = std::process::Command::new("sh");
    shell.arg("-c").arg("umask 077; exec \"$0\" build -q --as-of 2026-11-22").arg(env!("CARGO_BIN_EXE_quarterdeck")).current_dir(&land);
    assert!(shell.status().unwrap().success());
    for (path, mode) in [("public", 0o755), ("public/accounts", 0o755), ("public/index.html", 0o644), ("public/data/accounts.csv", 0o644)] {
        assert_eq!(land.join(path).metadata().unwrap().permissions().mode() & 0o777, mode, "{path}");
    }
}

#[test]
fn what_is_left_out_is_told_with_its_reason() {
    let room = Room::new();
    let land = room.example("land");
    room.write("land/accounts/Not A Slug/plan.md", room.read("land/accounts/old-mill-clinics/plan.md"));
    let ran = dated(&land, ["build"]).ends(0);
    assert!(ran.err.contains("1 left out") && ran.err.contains("accounts/Not A Slug/plan.md"), "{}", ran.err);
    let info: serde_json::Value = serde_json::from_str(&room.read("land/public/build.json")).unwrap();
    assert!(info.to_string().contains("accounts/Not A Slug/plan.md"), "{info}");
    assert_eq!(tree(&land.join("public")).keys().filter(|name| name.starts_with("accounts/") && name.ends_with("/index.html")).count(), 12);
    let report = dated(&land, ["check", "--format", "json", "-q"]).ends(1).json();
    let all = report["findings"].as_array().unwrap();
    let found: Vec<_> = all.iter().filter(|finding| finding["path"] == "accounts/Not A Slug/plan.md").collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["rule"], "path-collision");
    assert!(found[0]["help"].as_str().unwrap().contains("not-a-slug"), "a proposal");
}

#[test]
fn quiet_says_nothing() {
    let room = Room::new();
    let land = room.example("land");
    let ran = dated(&land, ["build", "-q"]).ends(0);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""));
    let ran = run_in(&land, ["build", "-v", "--as-of", TODAY]).ends(0);
    assert!(ran.err.contains("total"), "{}", ran.err);
}

#[test]
fn the_links_of_every_page_lead_somewhere() {
    let room = Room::new();
    let land = room.example("land");
    dated(&land, ["build", "-q"]).ends(0);
    let site = tree(&land.join("public"));
    let mut broken = Vec::new();
    for (name, bytes) in site.iter().filter(|(name, _)| name.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        for part in html.split([' ', '\n']).filter_map(|part| part.strip_prefix("href=\"").or_else(|| part.strip_prefix("src=\""))) {
            let link = part.split('"').next().unwrap();
            if link.starts_with("http") || link.starts_with("mailto:") {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { name.clone() } else { resolve(name, file) };
            match site.get(&target) {
                None => broken.push(format!("{name}: {link}")),
                Some(page) if !anchor.is_empty() && !String::from_utf8_lossy(page).contains(&format!("id=\"{anchor}\"")) => {
                    broken.push(format!("{name}: {link} (anchor)"))
                }
                Some(_) => {}
            }
        }
    }
    broken.dedup();
    assert!(broken.is_empty(), "{} broken links:\n{}", broken.len(), broken.iter().take(30).cloned().collect::<Vec<_>>().join("\n"));
}

/// A relative address against the page it stands on.
fn resolve(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn a_site_that_is_up_to_date_is_left_alone_and_any_change_is_seen() {
    let room = Room::new();
    let land = room.example("land");
    let built = |says: &str| {
        let ran = dated(&land, ["build"]).ends(0);
        assert_eq!(ran.err.contains("nothing changed"), says == "nothing changed", "{says}: {}", ran.err);
        assert!(ran.err.contains("12 plans"), "{}", ran.err);
        tree(&land.join("public"))
    };
    let first = built("first");
    assert!(first == built("nothing changed"));
    // the site itself was touched
    room.write("land/public/accounts/old-mill-clinics/index.html", "somebody's edit");
    assert!(first == built("edited"));
    std::fs::remove_file(land.join("public/data/scores.json")).unwrap();
    assert!(first == built("removed"));
    // a file of somebody's own stays, and makes no other site of it
    room.write("land/public/archive/2026-Q4.pdf", "the pack of the review");
    for words in [&["build"][..], &["build", "--as-of", "2026-11-21"], &["build"]] {
        let ran =
            crate::common::run_in(&land, words.iter().copied().chain(if words.len() == 1 { &["--as-of", TODAY][..] } else { &[] }.iter().copied())).ends(0);
        assert!(ran.err.contains("2 files and folders in it that quarterdeck did not publish stay there"), "{}", ran.err);
        assert_eq!(room.read("land/public/archive/2026-Q4.pdf"), "the pack of the review");
    }
    assert!(!dated(&land, ["build", "--dry-run", "--as-of", "2026-11-21"]).ends(0).out.contains("archive"));
    std::fs::remove_dir_all(land.join("public/archive")).unwrap();
    assert!(first == built("nothing changed"));
    std::fs::set_permissions(land.join("public/index.html"), std::fs::Permissions::from_mode(0o600)).unwrap();
    assert!(first == built("mode"));
    room.write("land/public/.quarterdeck-site", "This folder is published by quarterdeck.\n");
    assert!(first == built("marker"));
    assert!(first == built("nothing changed"));
    // what it is made from was touched
    let plan = room.read("land/accounts/old-mill-clinics/plan.md");
    room.write("land/accounts/old-mill-clinics/plan.md", plan.replace("title: Old Mill", "title: Older Mill"));
    assert!(first != built("a plan"));
    room.write("land/accounts/old-mill-clinics/plan.md", &plan);
    assert!(first == built("and back"));
    let later = crate::common::run_in(&land, ["build", "--as-of", "2026-11-23"]).ends(0);
    assert!(!later.err.contains("nothing changed"), "{}", later.err);
    // --strict judges as it would after building
    dated(&land, ["build", "-q"]).ends(0);
    dated(&land, ["build", "--strict", "--fail-on", "warn"]).ends(1);
}

#[test]
fn a_file_that_is_not_published_is_named_with_the_reason_and_its_link_is_text() {
    let room = Room::new();
    let land = room.example("land");
    let folder = "land/accounts/dunmore-general";
    for name in ["floor plan.pdf", "x.svg", "A.pdf", "a.pdf", "attachments/b.pdf"] {
        room.write(&format!("{folder}/{name}"), "%PDF-1.7\n");
    }
    let plan = room.read(&format!("{folder}/plan.md"));
    let links = "\nSee [one](<floor plan.pdf>), [two](x.svg), ![three](x.svg), [four](a.pdf), [five](A.pdf), [six](attachments/b.pdf).\n";
    room.write(&format!("{folder}/plan.md"), plan + links);
    let ran = dated(&land, ["build"]).ends(0);
    assert!(ran.err.contains(", 4 left out: "), "{}", ran.err);
    let build: serde_json::Value = serde_json::from_str(&room.read("land/public/build.json")).unwrap();
    let left: Vec<(&str, &str)> =
        build["left_out"].as_array().unwrap().iter().map(|file| (file["path"].as_str().unwrap(), file["reason"].as_str().unwrap())).collect();
    assert_eq!(
        left,
        [
            ("accounts/dunmore-general/A.pdf", "another file has the same name but for letter case or accents"),
            ("accounts/dunmore-general/attachments/b.pdf", "only files directly beside the plan are published"),
            ("accounts/dunmore-general/floor plan.pdf", "its file name has characters other than a-z, 0-9 and hyphen"),
            ("accounts/dunmore-general/x.svg", "a file of the type `svg` can carry scripts"),
        ]
    );
    let page = room.read("land/public/accounts/dunmore-general/index.html");
    let text = &page[page.find("See one,").expect("a link to nothing is text")..];
    assert!(text.starts_with("See one, two, "), "{}", &text[..200]);
    let paragraph = &text[..text.find("</p>").unwrap()];
    assert_eq!(paragraph.matches("<a ").count(), 1, "{paragraph}");
    assert!(paragraph.contains("<a href=\"a.pdf\">four</a>") && !paragraph.contains("<img"), "{paragraph}");
    let site = tree(&land.join("public"));
    assert!(
        site.contains_key("accounts/dunmore-general/a.pdf")
            && !site.keys().any(|name| name.contains("A.pdf") || name.contains("svg") && name.contains("accounts/"))
    );
}
