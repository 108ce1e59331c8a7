//! What holds for every text: nothing panics, places stay inside, and our value is that of another reader.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::parse::csv;
use crate::parse::document::{Document, markdown_file, yaml_file};
use crate::parse::markdown::{Setting, html};
use crate::parse::node::Node;
use crate::parse::yaml;

fn path() -> SourcePath {
    SourcePath::new("people.yaml").unwrap()
}

fn inside(span: ByteSpan, length: usize) {
    assert!(span.start <= span.end && span.end as usize <= length, "{span:?} in {length}");
}

fn nodes_inside(node: Node<'_>, length: usize) {
    inside(node.span(), length);
    inside(node.key_span(), length);
    node.children().for_each(|child| {
        let (outer, inner) = (node.span(), child.span());
        assert!(outer.start <= inner.start && inner.end <= outer.end, "{outer:?} around {inner:?}");
        nodes_inside(child, length);
    });
}

fn sound(document: &Document) {
    let length = document.bytes.len();
    for finding in &document.findings {
        inside(finding.span, length);
        finding.labels.iter().for_each(|label| inside(label.span, length));
        finding.fix.iter().flat_map(|fix| &fix.edits).for_each(|edit| inside(edit.span, length));
    }
    document.outline.headings.iter().for_each(|heading| inside(heading.span, length));
    document.outline.links.iter().for_each(|link| inside(link.span, length));
    document.outline.raw_html.iter().for_each(|html| inside(html.span, length));
    document.comments.iter().for_each(|comment| inside(*comment, length));
    if let Some(tree) = &document.tree {
        nodes_inside(tree.root(), length);
    }
}

fn all(text: &[u8]) {
    let bytes: Arc<[u8]> = Arc::from(text);
    sound(&yaml_file(&path(), &bytes));
    let document = markdown_file(&path(), &bytes);
    sound(&document);
    html(document.body_text(), Setting::default(), &mut |_, _| None);
    csv::Reader::new(text).for_each(|row| match row {
        Ok(row) => row.cells.iter().for_each(|cell| inside(cell.span, text.len())),
        Err(fault) => inside(fault.span, text.len()),
    });
}

/// The same value with `4.0` as the whole number that it is.
fn whole(value: Value) -> Value {
    match value {
        Value::Number(n) => match n.as_f64().filter(|f| n.is_f64() && f.fract() == 0.0 && f.abs() <= 2f64.powi(53)) {
            Some(f) => json!(f as i64),
            None => Value::Number(n),
        },
        Value::Array(list) => list.into_iter().map(whole).collect(),
        Value::Object(map) => map.into_iter().map(|(key, value)| (key, whole(value))).collect(),
        other => other,
    }
}

/// Our value and the other reader's.
fn agree(text: &str) {
    let bytes: Arc<[u8]> = Arc::from(text.as_bytes());
    let (tree, findings) = yaml::read(&path(), &bytes, ByteSpan::new(0, bytes.len()), yaml::TERRITORY);
    let theirs: Result<Value, _> = serde_yaml::from_str(text);
    match (tree, findings.is_empty(), theirs) {
        (Some(tree), true, Ok(theirs)) => assert_eq!(tree.root().to_json(), whole(theirs), "{text}"),
        (Some(_), true, Err(error)) => panic!("only we accept {text:?}: {error}"),
        _ => {}
    }
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1_000_000i64..1_000_000).prop_map(|n| json!(n as f64 / 64.0)),
        "[ -~]{0,20}".prop_map(Value::from),
        "[a-z:#&*!|>%@`'\"\\-?,{}\\[\\] \nä€😀\t]{0,12}".prop_map(Value::from),
        prop::sample::select(vec!["yes", "no", "~", "null", "true", "017", "0x1F", "1e3", "2026-11-22", "12:30", "1_000", ".inf", "", " x ", "=", "<<"])
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[a-z][a-z0-9_-]{0,8}", inner, 0..5).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        all(&bytes);
    }

    #[test]
    fn texts_never_panic(text in "[-a-c:#&*!|>%@`'\"?,{}\\[\\] \n\r\t\u{feff}\u{200b}ä😀~<(/)^=\\\\.]{0,120}") {
        all(text.as_bytes());
        all(format!("---\n{text}\n---\n{text}").as_bytes());
    }

    #[test]
    fn we_read_what_is_written(value in value()) {
        let text = serde_yaml::to_string(&value).unwrap();
        let bytes: Arc<[u8]> = Arc::from(text.as_bytes());
        let (tree, findings) = yaml::read(&path(), &bytes, ByteSpan::new(0, bytes.len()), yaml::TERRITORY);
        prop_assert!(findings.is_empty(), "{text}\n{findings:?}");
        prop_assert_eq!(tree.unwrap().root().to_json(), whole(serde_yaml::from_str::<Value>(&text).unwrap()), "{}", text);
    }

    #[test]
    fn we_agree_on_whatever_both_accept(lines in prop::collection::vec("( {0,4})(- )?([a-c]: )?([a-z0-9.#'\"\\[\\]{},: -]{0,10}|\\|[+-]?|>)", 0..6)) {
        let text = format!("z: 1\n{}\n", lines.join("\n"));
        // to us a number, as YAML 1.2 has it, to them a text: see below
        let leads_with_zero = |word: &str| word.len() > 1 && word.starts_with('0') && word.bytes().all(|b| b.is_ascii_digit());
        prop_assume!(!text.split(|c: char| !c.is_ascii_alphanumeric()).any(leads_with_zero));
        agree(&text);
    }
}

/// Leading zeros, infinities and empty keys apart, see below.
#[test]
fn tricky_texts_mean_the_same_to_both() {
    for text in [
        "a: yes\nb: no\nc: on\nd: y\n",
        "a: 2026-11-22\nb: 12:30\nc: 1_000\nd: 0o17\ne: 0x1F\nf: 1e3\ng: .5\nh: -0\n",
        "a: True\nb: FALSE\nc: Null\nd: ~\ne:\n",
        "a: |\n  one\n   two\n\n  three\n\nb: >\n  one\n  two\n\n  three\nc: |-\n  x\nd: |+\n  x\n\n",
        "a: 'it''s'\nb: \"tab\\tq\\\"\\u00e4\\n\"\nc: 'two\n  lines'\nd: \"two\n\n  lines\"\n",
        "- a\n-\n- - b\n  - c\n- d: e\n  f: g\n",
        "a:\n- b\n- c\nd: {e: [f, g], h: i,}\n",
        "a: b c\n  d\ne: f#g\nh: http://x\n",
        "\"a b\": 1\n'c': 2\n? d\n: 3\n",
        "a: [\n  1,\n  2\n]\nb: {\n  c: d\n}\n",
        "# only a comment\n",
        "",
        "---\na: 1\n",
        "just text\n",
        "12\n",
        "a: 9223372036854775807\nb: -9223372036854775808\nc: 1.0\n",
        "a: \"\"\nb: ''\nc: \"#x\" # y\n",
        "a: - \n",
        "a: -1\nb: -x\nc: --\n",
        "a:   b   \nc:\td\n",
        "Ä: ö\n😀: 1\n",
    ] {
        agree(text);
    }
    // The documented differences: the core schema says whole number, the other reader says text; JSON has no infinity.
    let value = |text: &str| {
        let bytes: Arc<[u8]> = Arc::from(text.as_bytes());
        yaml::read(&path(), &bytes, ByteSpan::new(0, bytes.len()), yaml::TERRITORY).0.unwrap().root().to_json()
    };
    assert_eq!(value("a: 017\nb: .inf\n"), json!({"a": 17, "b": ".inf"}));
}
