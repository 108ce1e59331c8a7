use serde_json::Value;

use quarterdeck::cards::files::DATA;
use quarterdeck::formats::cell::unguarded;
use quarterdeck::formats::{SHEETS, scores};
use quarterdeck::{engine, reports, source::fixture};

/// What a JSON value is in a CSV cell.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// RFC 4180, by somebody else than the writer.
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, quoted) {
            ('"', true) if chars.peek() == Some(&'"') => field.extend(chars.next()),
            ('"', _) => quoted = !quoted,
            (',', false) => row.push(std::mem::take(&mut field)),
            ('\r', false) => {
                assert_eq!(chars.next(), Some('\n'));
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            (c, _) => field.push(c),
        }
    }
    assert!(!quoted && field.is_empty() && row.is_empty());
    rows
}

fn check(csv: &[u8], json: &[u8], key: &str) -> usize {
    let json: Value = serde_json::from_slice(json).unwrap();
    assert_eq!(json["schema"], "quarterdeck-data/1");
    let rows = json[key].as_array().unwrap();
    let records = records(std::str::from_utf8(csv).unwrap());
    assert_eq!(records.len(), rows.len() + 1, "{key}");
    let mut records = records.into_iter();
    let header = records.next().unwrap();
    let mut count = 0;
    for (record, row) in records.zip(rows) {
        assert_eq!(record.len(), header.len());
        let names: Vec<&String> = row.as_object().unwrap().keys().collect();
        assert_eq!(names, header.iter().collect::<Vec<_>>());
        for (name, text) in header.iter().zip(&record) {
            assert_eq!(unguarded(text), cell(&row[name]), "{key}, row {count}, {name}");
        }
        count += 1;
    }
    count
}

#[test]
fn csv_and_json_hold_the_same() {
    let files = crate::files(&crate::example());
    for sheet in SHEETS {
        let csv = &files[sheet.csv];
        assert!(csv.ends_with(b"\r\n"), "{}", sheet.csv);
        let rows = check(csv, &files[sheet.json], &sheet.list());
        // what changed wants history, which is not read here, and no plan of the example is closed
        assert!(rows > 0 || ["findings", "changes", "results-projections", "results-lessons"].contains(&sheet.key), "{}", sheet.key);
    }
    // the example shows a place of each kind
    let grid = std::str::from_utf8(&files["data/whitespace.csv"]).unwrap();
    for state in ["buying", "proposed", "rival", "lapsed", "open"] {
        assert!(grid.contains(&format!(",{state},")), "{state}");
    }
    let build: Value = serde_json::from_slice(&files["build.json"]).unwrap();
    assert_eq!(build["counts"]["artifacts"], files.len());
    assert_eq!(build["counts"]["pages"], files.keys().filter(|path| path.ends_with(".html")).count());
}

#[test]
fn scores_are_those_of_the_command() {
    let snapshot = crate::example();
    let analysis = engine::check(&snapshot);
    let ours: Value = serde_json::from_slice(&scores::bytes(&crate::view(&analysis))).unwrap();
    let written = |shows: &dyn Fn(&str) -> bool| {
        let mut text = Vec::new();
        reports::scores::write(&analysis, shows, &mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        // written plan by plan, and yet laid out as one document
        assert_eq!(text, serde_json::to_string_pretty(&value).unwrap() + "\n");
        value
    };
    assert_eq!(ours, written(&|_| true));
    assert_eq!(ours["plans"][1], written(&|slug| ours["plans"][1]["account"] == slug)["plans"][0]);
    assert_eq!(written(&|_| false)["plans"], Value::Array(Vec::new()));
}

#[test]
fn an_empty_territory_has_all_files() {
    let snapshot = fixture::snapshot("=== quarterdeck.yaml\nschema: quarterdeck/1\nname: Nowhere\n", crate::today());
    let files = crate::files(&snapshot);
    for sheet in SHEETS {
        let rows = check(&files[sheet.csv], &files[sheet.json], &sheet.list());
        // the matrix, the questions and the months are there without a plan
        let own = ["icp-criteria", "icp-questions", "growth-closing"].contains(&sheet.key) || (sheet.key == "findings" && files[sheet.csv].len() > 100);
        assert_eq!(rows > 0, own, "{}", sheet.key);
    }
    let scores: Value = serde_json::from_slice(&files["data/scores.json"]).unwrap();
    assert_eq!(scores["plans"], Value::Array(Vec::new()));
    let index = String::from_utf8(files["index.html"].clone()).unwrap();
    assert!(index.contains("No plans yet") && index.contains("quarterdeck new ACCOUNT"));
    crate::links::check(&files);
}

#[test]
fn formulas_are_text() {
    let plan = "---\nschema: quarterdeck/1\naccount: acme\ntitle: '=HYPERLINK(\"http://example.com\")'\n---\n";
    let text = format!("=== quarterdeck.yaml\nschema: quarterdeck/1\nname: Nowhere\n=== accounts/acme/plan.md\n{plan}");
    let files = crate::files(&fixture::snapshot(&text, crate::today()));
    let csv = String::from_utf8(files["data/accounts.csv"].clone()).unwrap();
    assert!(csv.contains("acme,\"'=HYPERLINK(\"\"http://example.com\"\")\","), "{csv}");
}

/// Every list has its files behind a link of the page that shows it, and all are named on the page about the site.
#[test]
fn every_file_is_linked_where_it_belongs() {
    let files = crate::files(&crate::example());
    let listed: Vec<_> = DATA.iter().map(|(name, csv, json)| (*name, *csv, *json)).collect();
    let made: Vec<_> = SHEETS.iter().map(|sheet| (sheet.key, sheet.csv, sheet.json)).collect();
    assert_eq!(listed, made);
    let pages: Vec<(&String, &str)> =
        files.iter().filter(|(path, _)| path.ends_with(".html")).map(|(path, bytes)| (path, std::str::from_utf8(bytes).unwrap())).collect();
    for (name, csv, json) in listed {
        let at: Vec<_> = pages.iter().filter(|(_, html)| [csv, json].iter().all(|path| html.contains(&format!("href=\"../{path}\"")))).collect();
        let own = at.iter().any(|(path, _)| *path != "about/index.html");
        // these four stand on the pages of accounts, where the page about the site links to them; the others have nothing to show here
        let bare = ["opportunities", "benchmarks", "people", "accounts", "changes", "results-projections", "results-lessons"].contains(&name);
        assert!(
            at.iter().any(|(path, _)| *path == "about/index.html") && (own || bare),
            "{name}: {at:?}",
            at = at.iter().map(|(path, _)| path).collect::<Vec<_>>()
        );
    }
}

/// Text that a spreadsheet would run is made inert in every file, and reading back gives the text.
#[test]
fn no_file_holds_a_formula() {
    let bad = "=1+1";
    let mut snapshot = crate::example();
    for (path, file) in &mut snapshot.files {
        let quarterdeck::source::snapshot::File::Bytes(bytes) = file else { continue };
        let plan = path.as_str().ends_with("plan.md");
        if plan || path.as_str() == "quarterdeck.yaml" || path.as_str() == "people.yaml" || path.as_str() == "icp.yaml" {
            let text = std::str::from_utf8(bytes).unwrap();
            let spoilt: Vec<String> = text.split('\n').map(|line| spoilt(line, bad)).collect();
            *bytes = spoilt.join("\n").into_bytes().into();
        }
    }
    let files = crate::files(&snapshot);
    let mut met = 0;
    for sheet in SHEETS {
        check(&files[sheet.csv], &files[sheet.json], &sheet.list());
        for record in records(std::str::from_utf8(&files[sheet.csv]).unwrap()) {
            for field in record {
                let field = field.as_str();
                let number = field.parse::<f64>().is_ok();
                assert!(number || !field.starts_with(['=', '+', '-', '@', '|', '%', '\t', '\r']), "{}: {field}", sheet.key);
                met += usize::from(unguarded(field) != field);
            }
        }
    }
    assert!(met > 100, "{met}");
}

/// The line with `bad` in front of the text that people wrote: titles, names, words.
fn spoilt(line: &str, bad: &str) -> String {
    for key in ["title: ", "name: ", "text: ", "what: ", "label: ", "lesson: ", "source: ", "incumbent: ", "about: "] {
        if let Some(at) = line.find(key).filter(|at| *at == 0 || line.as_bytes()[at - 1].is_ascii_whitespace() || line.as_bytes()[at - 1] == b'{') {
            let value = &line[at + key.len()..];
            if value.starts_with(char::is_uppercase) {
                let end = value.find([',', '}']).unwrap_or(value.len());
                return format!("{}\"{bad}{}\"{}", &line[..at + key.len()], value[..end].replace('"', "'"), &value[end..]);
            }
        }
    }
    line.to_owned()
}
