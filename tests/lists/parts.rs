use quarterdeck::source::fixture;

#[test]
fn long_lists_go_on_in_parts() {
    let mut text = "=== quarterdeck.yaml\nschema: quarterdeck/1\nname: Many\n".to_owned();
    for number in 0..501 {
        text.push_str(&format!(
            "=== accounts/a-{number}/plan.md\n---\nschema: quarterdeck/1\naccount: a-{number}\ntitle: Account {number}\nnonsense: 1\n---\n"
        ));
    }
    let files = crate::files(&fixture::snapshot(&text, crate::today()));
    let rows = |path: &str| String::from_utf8(files[path].clone()).unwrap().matches(" id=\"a-").count();
    assert_eq!((rows("index.html"), rows("page-2.html")), (500, 1));
    assert!(!files.contains_key("page-3.html"));
    let places = |path: &str| String::from_utf8(files[path].clone()).unwrap().matches("data-rule=\"unknown-key\"").count();
    assert_eq!((places("findings/unknown-key.html"), places("findings/unknown-key-page-2.html")), (500, 1));
    let accounts = String::from_utf8(files["data/accounts.csv"].clone()).unwrap();
    assert_eq!(accounts.lines().count(), 502);
    // totals stand on the first part
    assert!(String::from_utf8(files["index.html"].clone()).unwrap().contains("<tfoot role=\"rowgroup\">"));
    assert!(!String::from_utf8(files["page-2.html"].clone()).unwrap().contains("<tfoot role=\"rowgroup\">"));
    crate::links::check(&files);
}

#[test]
fn actions_of_one_person_go_on_in_parts() {
    let mut text =
        "=== quarterdeck.yaml\nschema: quarterdeck-territory/1\nname: Many\n=== people.yaml\n- {id: maya-chen, name: Maya Chen, function: sales}\n".to_owned();
    text.push_str("=== accounts/a/plan.md\n---\nschema: quarterdeck/1\naccount: a\ntitle: A\nstatus: active\nowner: maya-chen\nactions:\n");
    for number in 0..501 {
        text.push_str(&format!("  - {{id: x-{number}, objective: o, text: Call, owner: maya-chen, due: 2026-12-01, status: planned}}\n"));
    }
    text.push_str("---\n");
    let files = crate::files(&fixture::snapshot(&text, crate::today()));
    let check = |folder: &str, row: &str| {
        let rows = |path: String| String::from_utf8(files[&path].clone()).unwrap().matches(row).count();
        assert_eq!((rows(format!("{folder}/index.html")), rows(format!("{folder}/page-2.html"))), (500, 1), "{folder}");
        assert!(!files.contains_key(&format!("{folder}/page-3.html")), "{folder}");
    };
    check("actions", " data-status=\"planned\"");
    check("owners/maya-chen", " data-status=\"planned\"");
    check("calendar", "datetime=\"2026-12-01\"");
    let calendar = String::from_utf8(files["owners/maya-chen/calendar.ics"].clone()).unwrap();
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 501);
    crate::links::check(&files);
}

#[test]
fn a_page_of_nothing_says_what_belongs_there() {
    let files = crate::files(&fixture::snapshot("=== quarterdeck.yaml\nschema: quarterdeck-territory/1\nname: None\n", crate::today()));
    let check = |path: &str, words: &str| assert!(String::from_utf8(files[path].clone()).unwrap().contains(words), "{path}: {words}");
    check("actions/index.html", "No open actions.");
    check("actions/index.html", "due: 2026-12-04, status: planned}");
    check("calendar/index.html", "Nothing is dated.");
    check("calendar.ics", "BEGIN:VTIMEZONE");
    assert!(!files.keys().any(|path| path.starts_with("owners/") || path.starts_with("segments/")));
    crate::links::check(&files);
}
