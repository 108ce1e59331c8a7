//! `theme`: list, eject, check.

use crate::common::{Room, dated, tree};

#[test]
fn files_are_listed_copied_and_checked() {
    let room = Room::new();
    let land = room.example("land");
    let listed = dated(&land, ["theme", "list"]).ends(0).out;
    assert!(listed.contains("templates/plan.html\n") && listed.contains("replaced by theme/"), "{listed}");
    dated(&land, ["theme", "check"]).ends(0);
    let copied = dated(&land, ["theme", "eject", "templates/plan.html", "assets/css/print.css"]).ends(0);
    assert_eq!(copied.out, "theme/templates/plan.html\ntheme/assets/css/print.css\n");
    let ran = dated(&land, ["theme", "check"]).ends(0);
    assert!(ran.err.contains("the theme is in order"), "{}", ran.err);
    assert!(dated(&land, ["theme", "eject", "templates/plan.html"]).ends(2).err.contains("is there already"));
    assert!(dated(&land, ["theme", "eject", "templates/paln.html"]).ends(2).err.contains("did you mean `templates/plan.html`?"));
    let notes = room.read("land/theme/originals.txt");
    room.write("land/theme/originals.txt", notes.replace(" templates/plan.html", "0 templates/plan.html"));
    room.write("land/theme/tempaltes/plan.html", "x");
    let ran = dated(&land, ["theme", "check"]).ends(1);
    assert!(ran.out.contains("theme/tempaltes/plan.html: replaces nothing"), "{}", ran.out);
    room.write(
        "land/theme/originals.txt",
        notes.lines().map(|line| if line.ends_with("plan.html") { "0 templates/plan.html\n".to_owned() } else { format!("{line}\n") }).collect::<String>(),
    );
    assert!(dated(&land, ["theme", "check"]).ends(1).out.contains("the built-in file has changed since this copy was made"));
    room.write("land/theme/templates/plan.html", "{% if %}");
    assert!(dated(&land, ["theme", "check"]).ends(1).out.contains("theme/templates/plan.html:1:"));
    // what only shows when a page is made, and for one plan alone
    room.write(
        "land/theme/templates/plan.html",
        "{% extends \"base.html\" %}{% block content %}\n{% if title == \"Old Mill Clinics\" %}{{ title / 2 }}{% endif %}{% endblock %}",
    );
    let out = dated(&land, ["theme", "check"]).ends(1).out;
    assert!(out.contains("theme/templates/plan.html:2:") && out.contains("accounts/old-mill-clinics/index.html"), "{out}");
    room.write("land/theme/templates/plan.html", "{% extends \"base.html\" %}{% block content %}{{ poeple }}{% endblock %}");
    assert!(dated(&land, ["theme", "check"]).ends(1).out.contains("no page has a value `poeple`; it is empty; did you mean `people`?"));
    // files that are not read are no files of the theme, and not in order either
    room.write("land/theme/templates/plan.html", "x".repeat(5 << 20));
    assert!(dated(&land, ["theme", "check"]).ends(1).out.contains("theme/templates/plan.html: is not read: it is 5.2 MB"));
    std::fs::remove_file(land.join("theme/templates/plan.html")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", land.join("theme/templates/plan.html")).unwrap();
    assert!(dated(&land, ["theme", "check"]).ends(1).out.contains("theme/templates/plan.html: is not read: it is a symbolic link"));
    // a site is built all the same, with the built-in file and the finding
    let ran = dated(&land, ["check", "--format", "concise"]).ends(1);
    assert!(ran.out.contains("theme/templates/plan.html:1:1: error[file-refused]"), "{}", ran.out);
    dated(&land, ["build", "-q", "--out", room.at("site").to_str().unwrap()]).ends(0);
}

#[test]
fn check_and_theme_check_speak_of_the_same_files() {
    let room = Room::new();
    let land = room.example("land");
    dated(&land, ["theme", "eject", "theme.yaml"]).ends(0);
    let sound = room.read("land/theme/theme.yaml");
    dated(&land, ["check", "-q"]).ends(dated(&room.example("plain"), ["check", "-q"]).code);
    for (text, expected) in [
        (format!("{sound}bogus: 1\n"), "unknown key `bogus`"),
        ("name: x\nview: {min: 99, max: 100}\n".to_owned(), "the theme is for view versions 99 to 100"),
        ("name: {x\n".to_owned(), "config-error"),
    ] {
        room.write("land/theme/theme.yaml", &text);
        let ran = dated(&land, ["check", "--format", "concise"]).ends(1);
        let told: Vec<&str> = ran.out.lines().filter(|line| line.starts_with("theme/theme.yaml:")).collect();
        assert!(matches!(told.as_slice(), [one] if one.contains("error[config-error]") && one.contains(expected)), "{told:?}");
        let out = dated(&land, ["theme", "check"]).ends(1).out;
        assert_eq!(out.lines().filter(|line| line.starts_with("theme/theme.yaml:")).count(), 1, "{out}");
    }
    room.write("land/theme/theme.yaml", &sound);
    room.write("land/theme/theme.yaml", [&b"name: \xff\n"[..], sound.as_bytes()].concat());
    assert!(dated(&land, ["check", "--format", "concise"]).ends(1).out.contains("theme/theme.yaml:1:7: error[config-error] the file is not UTF-8"));
    room.write("land/theme/theme.yaml", &sound);
    room.write("land/theme/strings.yaml", "foo: {{\n");
    assert!(dated(&land, ["check", "--format", "concise"]).ends(1).out.contains("theme/strings.yaml:"));
    assert!(dated(&land, ["theme", "check"]).ends(1).out.contains("theme/strings.yaml:"));
    std::fs::remove_file(land.join("theme/strings.yaml")).unwrap();
    room.write("land/theme/templates/nope.html", "x");
    assert!(dated(&land, ["theme", "check"]).ends(1).out.contains("theme/templates/nope.html: replaces nothing"));
}

#[test]
fn what_is_no_template_makes_no_page() {
    let room = Room::new();
    let land = room.example("land");
    let site = room.at("site");
    let page = || room.read("site/accounts/dunmore-general/index.html");
    for (bytes, expected) in [
        (&b""[..], "the template cannot be read: it is empty"),
        (b" \n", "the template cannot be read: it is empty"),
        (b"\xff\xfe<\0", "the template cannot be read: it is not UTF-8"),
        (b"{# nothing #}", "does not begin with `<!doctype html>`"),
        (b"<!doctype html><title>x</title>{{ title }}", "has no `<main>`"),
    ] {
        room.write("land/theme/templates/plan.html", bytes);
        let ran = dated(&land, ["build", "--out", site.to_str().unwrap()]).ends(0);
        assert!(ran.err.contains(expected), "{expected}: {}", ran.err);
        assert!(page().starts_with("<!doctype html>") && page().contains("<main"), "{expected}");
        assert!(dated(&land, ["theme", "check"]).ends(1).out.contains(expected), "{expected}");
    }
    room.write("land/theme/templates/plan.html", "<!DOCTYPE html><main>{{ title }}</main>");
    dated(&land, ["build", "--out", site.to_str().unwrap()]).ends(0);
    assert!(page().starts_with("<!DOCTYPE html><main>Dunmore"), "{}", page());
}

#[test]
fn a_theme_behind_a_link_is_not_in_order_and_nothing_is_written_through_one() {
    use std::os::unix::fs::symlink;
    let room = Room::new();
    let land = room.example("land");
    dated(&land, ["theme", "eject", "templates/plan.html"]).ends(0);
    std::fs::rename(land.join("theme"), room.at("moved")).unwrap();
    symlink(room.at("moved"), land.join("theme")).unwrap();
    let out = dated(&land, ["theme", "check"]).ends(1).out;
    assert!(out.contains("theme: is not read: it is a symbolic link"), "{out}");
    let check = |link: &str| {
        std::fs::create_dir_all(room.at("outside")).unwrap();
        let before = tree(&room.at("outside"));
        let ran = dated(&land, ["theme", "eject", "theme.yaml", "templates/base.html"]).ends(2);
        assert!(ran.err.contains(&format!("`{link}` is a symbolic link, and nothing is written through one")), "{}", ran.err);
        assert!(ran.out.is_empty() && before == tree(&room.at("outside")), "{link}");
    };
    check("theme");
    std::fs::remove_file(land.join("theme")).unwrap();
    std::fs::create_dir(land.join("theme")).unwrap();
    std::fs::create_dir_all(room.at("outside")).unwrap();
    symlink(room.at("outside"), land.join("theme/templates")).unwrap();
    check("theme/templates");
    assert!(!land.join("theme/theme.yaml").exists(), "all or nothing");
    std::fs::remove_file(land.join("theme/templates")).unwrap();
    symlink(room.at("outside/notes"), land.join("theme/originals.txt")).unwrap();
    check("theme/originals.txt");
    std::fs::remove_file(land.join("theme/originals.txt")).unwrap();
    // a name that comes twice is one copy
    let ran = dated(&land, ["theme", "eject", "templates/base.html", "theme/templates/base.html"]).ends(0);
    assert_eq!(ran.out, "theme/templates/base.html\n");
    assert!(room.read("land/theme/originals.txt").contains(" templates/base.html\n"));
    std::fs::remove_dir_all(land.join("theme")).unwrap();
    room.write("land/theme", "x");
    assert!(dated(&land, ["theme", "check"]).ends(1).out.contains("theme: is a file"));
}

#[test]
fn what_no_page_may_hold_is_told_and_not_published() {
    let room = Room::new();
    let land = room.example("land");
    dated(&land, ["theme", "eject", "templates/base.html", "assets/css/tokens.css"]).ends(0);
    let (base, tokens) = (room.read("land/theme/templates/base.html"), room.read("land/theme/assets/css/tokens.css"));
    let check = |path: &str, bytes: &[u8], expected: &str, planted: &str| {
        room.write(&format!("land/theme/{path}"), bytes);
        let ran = dated(&land, ["check", "--format", "concise"]).ends(1);
        let told: Vec<&str> = ran.out.lines().filter(|line| line.starts_with(&format!("theme/{path}:"))).collect();
        assert!(matches!(told.as_slice(), [one] if one.contains("error[config-error]") && one.contains(expected)), "{expected}: {told:?}");
        let out = dated(&land, ["theme", "check"]).ends(1).out;
        assert!(out.contains(expected), "{out}");
        dated(&land, ["build", "-q"]).ends(0);
        for (file, bytes) in tree(&land.join("public")) {
            let text = String::from_utf8_lossy(&bytes);
            assert!(!(file.ends_with(".html") || file.ends_with(".css")) || !text.contains(planted), "{file} holds {planted}");
        }
        dated(&land, ["build", "-q", "--strict", "--out", room.at("strict").to_str().unwrap()]).ends(1);
        room.write("land/theme/templates/base.html", &base);
        room.write("land/theme/assets/css/tokens.css", &tokens);
    };
    let with = |more: &str| base.replace("</body>", &format!("{more}</body>")).into_bytes();
    check("templates/base.html", &with("<script>alert(1)</script>"), "it holds a script of its own", "<script>alert(1)");
    check("templates/base.html", &with("<p style=\"color:red\">hi</p>"), "it holds the attribute `style`", "<p style=");
    check("templates/base.html", &with("<p onclick=\"x()\">hi</p>"), "it holds the handler `onclick`", "<p onclick");
    check("templates/base.html", &with("<script src=\"https://cdn.example/x.js\"></script>"), "leads to `https://cdn.example/x.js`", "<script src=\"https:");
    check("assets/css/tokens.css", b"@import url(https://evil.example/x.css);", "it imports another style sheet", "@import url(https://evil");
    check("assets/css/tokens.css", &[0xff, 0xfe, 0, 1], "the file is not UTF-8", "\u{fffd}");
    dated(&land, ["theme", "check"]).ends(0);
    // what only a page shows
    room.write("land/theme/templates/base.html", with("<p {{ \"sty\" ~ \"le\" }}=\"color:red\">hi</p>"));
    let out = dated(&land, ["theme", "check"]).ends(1).out;
    assert!(out.contains("what it makes cannot be published: it holds the attribute `style`"), "{out}");
    let ran = dated(&land, ["build", "-q"]).ends(0);
    assert!(ran.err.contains("it holds the attribute `style`") && !room.read("land/public/index.html").contains("color:red"), "{}", ran.err);
}

#[test]
fn a_broken_template_is_a_finding_and_strict_publishes_nothing() {
    let room = Room::new();
    let land = room.example("land");
    dated(&land, ["check", "-q"]).ends(0);
    room.write("land/theme/templates/rule.html", "{% extends \"base.html\" %}\n{% block content %}{{ where }}");
    let ran = dated(&land, ["check", "--format", "concise"]).ends(1);
    let told: Vec<&str> = ran.out.lines().filter(|line| line.starts_with("theme/")).collect();
    assert!(matches!(told.as_slice(), [one] if one.starts_with("theme/templates/rule.html:2:") && one.contains("error[config-error]")), "{told:?}");
    dated(&land, ["build", "--strict"]).ends(1);
    assert!(!land.join("public").exists());
    dated(&land, ["build", "-q"]).ends(0);
    assert!(room.read("land/public/findings/index.html").contains("theme/templates/rule.html"));
    // what shows only when a page is made
    room.write("land/theme/templates/rule.html", "{% extends \"base.html\" %}{% block content %}{{ title / 2 }}{% endblock %}");
    let ran = dated(&land, ["build", "--strict", "--out", room.at("strict").to_str().unwrap()]).ends(1);
    assert!(ran.err.contains("theme/templates/rule.html:1:") && ran.err.contains("nothing published"), "{}", ran.err);
    assert!(!room.at("strict").exists());
}

#[test]
fn a_file_of_strings_that_is_not_used_is_told() {
    let room = Room::new();
    let land = room.example("land");
    room.write("land/theme/strings.yaml", "\"Portfolioo\": \"Y\"\n");
    let told = |land: &std::path::Path| {
        let out = dated(land, ["check", "--format", "concise"]).out;
        out.lines().filter(|line| line.starts_with("theme/strings.yaml")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(matches!(told(&land).as_slice(), [one] if one.contains("no page says `Portfolioo`")), "{:?}", told(&land));
    room.write("land/strings.yaml", "\"Portfolio\": \"TOP\"\n");
    assert!(
        matches!(told(&land).as_slice(), [one] if one.contains("the file is not used: the words of the site are those of `strings.yaml`")),
        "{:?}",
        told(&land)
    );
    assert!(dated(&land, ["theme", "check"]).ends(1).out.contains("the file is not used"));
    let listed = dated(&land, ["theme", "list"]).ends(0).out;
    assert!(listed.contains("strings.yaml  replaced by strings.yaml, and theme/strings.yaml is not used"), "{listed}");
}
