use serde_json::Value;

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
        let rows = check(csv, &files[sheet.json], sheet.key);
        assert!(rows > 0 || sheet.key == "findings", "{}", sheet.key);
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
    let theirs = serde_json::to_value(reports::scores::json(&analysis, &|_| true)).unwrap();
    assert_eq!(ours, theirs);
}

#[test]
fn an_empty_territory_has_all_files() {
    let snapshot = fixture::snapshot("=== quarterdeck.yaml\nschema: quarterdeck/1\nname: Nowhere\n", crate::today());
    let files = crate::files(&snapshot);
    for sheet in SHEETS {
        assert_eq!(check(&files[sheet.csv], &files[sheet.json], sheet.key).min(1), usize::from(sheet.key == "findings" && files[sheet.csv].len() > 100));
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
