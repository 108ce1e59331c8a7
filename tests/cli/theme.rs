//! `theme`: list, eject, check.

use crate::common::{Room, dated};

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
