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

/// The rows of a table of a page, by the table's id; none where the page has no such table.
fn rows(files: &std::collections::BTreeMap<String, Vec<u8>>, path: &str, table: &str) -> usize {
    let html = String::from_utf8(files[path].clone()).unwrap();
    let from = html.find(&format!("id=\"{table}\"")).map_or("", |at| &html[at..]);
    let body = from.split("</table>").next().unwrap().split_once("<tbody").map_or("", |(_, body)| body);
    body.matches("<tr").count()
}

#[test]
fn every_list_of_the_site_goes_on_in_parts() {
    let mut text = "=== quarterdeck.yaml\nschema: quarterdeck-territory/1\nname: Many\ncurrency: USD\nfiscal_year_start: 10\n\
        policy: {qualification: {min_growth_value: 1}}\n=== people.yaml\n"
        .to_owned();
    (0..501).for_each(|number| text.push_str(&format!("- {{id: rep-{number}, name: Rep {number}, function: sales}}\n")));
    for (number, stance) in (0..1002).map(|number| (number, if number < 501 { "grow" } else { "acquire" })) {
        let rep = number % 501;
        text.push_str(&format!(
            "=== accounts/a-{number}/plan.md\n---\nschema: quarterdeck/1\naccount: a-{number}\ntitle: Account {number}\nstatus: active\nowner: rep-{rep}\n\
             period: FY2027-Q1\nstance: {stance}\ntier: B\nicp: {{scores: {{opportunity_size: 2}}}}\n"
        ));
        if number < 501 {
            text.push_str(&format!(
                "opportunities:\n  - {{id: o, name: Deal, amount: 5, probability: 1, close_by: 2026-11-01, status: won, closed_on: 2026-11-01}}\n\
                 benchmarks:\n  - {{id: b, text: Share, unit: '%', direction: up, baseline: {{value: 1, on: 2026-06-30}}, \
                 target: {{value: 5, by: 2027-06-30}}, readings: [{{on: 2026-11-01, value: 6}}]}}\n\
                 actions:\n  - {{id: x, objective: o, text: Call them, owner: rep-{rep}, due: 2026-12-01, status: planned}}\n\
                 asks:\n  - {{id: k, what: A dinner, from: rep-{rep}, by: 2026-12-01, kind: access, status: open}}\n"
            ));
        }
        text.push_str("---\n");
    }
    for number in 0..501 {
        text.push_str(&format!(
            "=== accounts/z-{number}/plan.md\n---\nschema: quarterdeck/1\naccount: z-{number}\ntitle: Closed {number}\nstatus: closed\nowner: rep-{number}\n\
             period: FY2026-Q4\nstance: retain\ntier: C\noutcome: {{value_added: yes, lesson: Ask earlier.}}\n---\n"
        ));
    }
    text.push_str("=== .history\n2026-10-02 a-0 actions by Maya Chen <maya.chen@example.com>\n");
    let files = crate::files(&fixture::snapshot(&text, crate::today()));
    for (folder, table, all) in [
        ("cycle", "progress-table", 1002),
        ("accountability", "compliance", 1002),
        ("accountability", "people-kept", 501),
        ("results", "met-table", 501),
        ("results", "wins-table", 501),
        ("results", "lessons-table", 501),
        ("icp", "rank-grow", 501),
        ("icp", "rank-acquire", 501),
        ("actions", "loads", 501),
        ("asks", "asked", 501),
    ] {
        let first = rows(&files, &format!("{folder}/index.html"), table);
        let second = rows(&files, &format!("{folder}/page-2.html"), table);
        let third = if files.contains_key(&format!("{folder}/page-3.html")) { rows(&files, &format!("{folder}/page-3.html"), table) } else { 0 };
        assert_eq!((first, second, first + second + third), (500, 500.min(all - 500), all), "{table} of {folder}/");
    }
    let data: serde_json::Value = serde_json::from_slice(&files["data/findings.json"]).unwrap();
    let all = data["findings"].as_array().or(data.as_array()).unwrap().len();
    let parts: Vec<&String> = files.keys().filter(|path| *path == "findings/index.html" || path.starts_with("findings/page-")).collect();
    assert_eq!(parts.iter().map(|path| rows(&files, path, "findings")).sum::<usize>(), all, "{parts:?}");
    let quiet: usize = files
        .iter()
        .filter(|(path, _)| path.starts_with("changes/"))
        .map(|(_, page)| {
            String::from_utf8(page.clone())
                .unwrap()
                .split("id=\"no-review\"")
                .nth(1)
                .map_or(0, |rest| rest.split("</section>").next().unwrap().matches("href=\"../accounts/").count())
        })
        .sum();
    assert_eq!(quiet, 1503, "{quiet} plans without a review are named");
    // a title over a part says of which plans it is; the first sentence is of all
    let says = |path: &str, words: &str| assert!(String::from_utf8(files[path].clone()).unwrap().contains(words), "{path}: {words}");
    says("readiness/index.html", "<b>None of 1,002</b> plans is ready");
    says("readiness/index.html", "Plans 1–500 of 1,002: none is ready");
    says("readiness/page-3.html", "Plans 1,001–1,002 of 1,002: none is ready");
    // no list is longer than a part, and one as long as a part leads on or back
    for (path, page) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8(page.clone()).unwrap();
        for table in html.split("<table").skip(1).map(|rest| rest.split("</table>").next().unwrap()) {
            let bodies = table.split("<tbody").skip(1).map(|rest| rest.split("</tbody>").next().unwrap());
            let rows: usize = bodies.map(|body| body.matches("<tr").count() - body.matches("class=\"group\"").count()).sum();
            assert!(rows <= 500, "{path}: a table of {rows} rows");
            let goes_on = ["rel=\"next\"", "rel=\"prev\"", "more up to", "The first 500"].iter().any(|way| html.contains(way));
            assert!(rows < 500 || goes_on, "{path} ends after {rows} rows");
        }
    }
    crate::links::check(&files);
}
