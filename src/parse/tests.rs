//! Broken files and what is said about them; safe HTML.

use std::sync::Arc;

use crate::base::path::SourcePath;
use crate::base::span::LineIndex;
use crate::parse::document::{Document, markdown_file, yaml_file};
use crate::parse::markdown::{Setting, anchor, html, plain};
use crate::parse::node::Kind;
use crate::parse::outline::LinkKind;

fn path() -> SourcePath {
    SourcePath::new("accounts/northwind-health/plan.md").unwrap()
}

/// Each finding as `rule line:column message`.
fn shown(document: &Document) -> Vec<String> {
    let index = LineIndex::new(&document.bytes);
    let mut shown: Vec<_> = document
        .findings
        .iter()
        .map(|finding| {
            let place = index.position(&document.bytes, finding.span.start);
            assert!(finding.span.end as usize <= document.bytes.len() && finding.span.start <= finding.span.end, "{finding:?}");
            (place.line, place.column, format!("{} {}:{} {}", finding.code.name, place.line, place.column, finding.message))
        })
        .collect();
    shown.sort();
    shown.into_iter().map(|(_, _, text)| text).collect()
}

/// Reads `text` and expects exactly these findings: how each begins (rule and place) and what its message contains.
fn check(text: impl AsRef<[u8]>, expected: &[(&str, &str)]) {
    expect(&markdown_file(&path(), &Arc::from(text.as_ref())), expected);
}

fn expect(document: &Document, expected: &[(&str, &str)]) {
    let shown = shown(document);
    let fits = shown.len() == expected.len()
        && shown.iter().zip(expected).all(|(shown, (place, part))| shown.starts_with(&format!("{place} ")) && shown.contains(part));
    assert!(fits, "{:?}\nfound {shown:#?}\nexpected {expected:#?}", String::from_utf8_lossy(&document.bytes));
}

/// Front matter alone: line 2 is its first line.
fn fields(yaml: &str, expected: &[(&str, &str)]) {
    check(format!("---\n{yaml}---\n"), expected);
}

#[test]
fn files_that_are_no_text() {
    check(b"---\na: \xff\n---\n", &[("file-encoding 2:4", "0xFF")]);
    check(b"---\na: b\n---\nx\0y \xff\n", &[("file-encoding 4:2", "NUL")]);
    check(b"\xff\xfe-\0-\0", &[("file-encoding 1:1", "UTF-16")]);
}

#[test]
fn front_matter() {
    check("", &[("front-matter-missing 1:1", "does not begin")]);
    check("# Only text\n\nAnd a rule\n\n---\n\nmore text\n\n---\n", &[("front-matter-missing 1:1", "does not begin")]);
    check("\n\n---\na: b\n---\ntext\n", &[("front-matter-position 3:1", "blank lines")]);
    check("Draft of May\n---\na: b\n---\ntext\n", &[("front-matter-position 2:1", "text stands before")]);
    check("---\na: b\nc: d\n", &[("front-matter-unclosed 1:1", "never closed")]);
    check("---\na: b\n\n# Northwind\n\nWe meet. They buy.\n", &[("front-matter-unclosed 1:1", "never closed")]);
    check("---\na: b\n\n# Northwind\n\nWe meet.\nThey buy.\n\n---\n\nMore.\n", &[("front-matter-unclosed 1:1", "never closed")]);
    check("---\n# who\na: b\n\n# what it is about\nc: d\n\n# and the rest\n---\ntext\n", &[]);
    check("--- \na: b\n... \ntext\n", &[("front-matter-unclosed 1:1", "never closed")]);
    check("---\na: b\n...\nc: d\n---\ntext\n", &[("yaml-unsupported 4:1", "a second YAML document begins here")]);
    check("---\ra: b\r---\rtext\r", &[("front-matter-missing 1:1", "end with a carriage return alone")]);
    check("\u{feff}---\r\na: b\r\n---\r\ntext\r\n", &[]);
    check("---\n---\n", &[]);
    // fields whose first line was lost
    check("\u{feff}a: b\nc: d\n---\ntext\n", &[("front-matter-missing 1:1", "the line `---` that opens the front matter is missing")]);
    check("a: b\nc:\n  - d\n", &[("front-matter-missing 1:1", "does not begin")]);
    check("note: this is text.\nAnd more of it.\n\n---\n", &[("front-matter-missing 1:1", "does not begin")]);
    check("note: x\n---\na: b\n---\ntext\n", &[("front-matter-position 2:1", "text stands before")]);
}

#[test]
fn lines_that_were_meant_to_be_fences() {
    // a separator between sections is one finding, however many there are
    let parted = "---\na: b\n---\nlist:\n  - x: 1\nc: d\n---\ntext\n";
    check(parted, &[("yaml-unsupported 3:1", "more fields follow")]);
    check("---\na: b\n---\nc: d\n---\ne:\n- f\n---\n# Text\n", &[("yaml-unsupported 3:1", "more fields follow")]);
    check("---\na: b\n---\n\nc: d\ne: f\ng:\n  h: i\n---\n", &[("yaml-unsupported 3:1", "more fields follow")]);
    let fix = |text: &str| {
        let document = markdown_file(&path(), &Arc::from(text.as_bytes()));
        let fix = document.findings.first().and_then(|finding| finding.fix.clone()).unwrap();
        let mut text = text.to_owned();
        fix.edits.iter().rev().for_each(|edit| text.replace_range(edit.span.range(), &edit.text));
        (text, fix.safe)
    };
    assert_eq!(fix("a: b\nc: d\n---\ntext\n"), ("---\na: b\nc: d\n---\ntext\n".to_owned(), true));
    assert_eq!(fix(parted), ("---\na: b\nlist:\n  - x: 1\nc: d\n---\ntext\n".to_owned(), false));
    // text with a rule in it is text
    check("---\na: b\n---\nStatus: green\n---\n\nWe meet.\n", &[]);
    check("---\na: b\n---\n\nstatus: green\n\n---\n\nWe meet.\n", &[]);
    check("---\na: b\n---\nstatus: green\nand more of it\n---\nWe meet.\n", &[]);
    check("---\na: b\n---\n## Situation\n\nowner: x\n\n---\n", &[]);
    for line in ["----", "-- -", "--", "—", "–––"] {
        let file = format!("{line}\na: b\nc:\n  - d\n---\ntext\n");
        check(&file, &[("front-matter-missing 1:1", "does not open the front matter")]);
        assert_eq!(fix(&file), ("---\na: b\nc:\n  - d\n---\ntext\n".to_owned(), true));
        let file = format!("---\na: b\nc:\n  - d\n{line}\n\n# Northwind\n\nWe meet.\n");
        check(&file, &[("front-matter-unclosed 5:1", "does not close the front matter")]);
        assert_eq!(fix(&file).0, "---\na: b\nc:\n  - d\n---\n\n# Northwind\n\nWe meet.\n");
    }
    check("----\n\nOnly text.\n\n---\n", &[("front-matter-missing 1:1", "does not begin")]);
}

#[test]
fn lists_without_their_dashes() {
    let fixed = |yaml: &str, safe: bool, expected: &str| {
        let text = format!("---\n{yaml}---\n");
        let document = markdown_file(&path(), &Arc::from(text.as_bytes()));
        let [finding] = document.findings.as_slice() else { panic!("{:?}", shown(&document)) };
        assert_eq!(finding.code.name, "yaml-syntax");
        let fix = finding.fix.clone().unwrap_or_else(|| panic!("{yaml}: {}", finding.message));
        let mut mended = text.clone();
        fix.edits.iter().rev().for_each(|edit| mended.replace_range(edit.span.range(), &edit.text));
        assert_eq!((mended, fix.safe), (format!("---\n{expected}---\n"), safe));
    };
    let item = |sign: &str, id: &str| format!("  {sign} id: {id}\n    text: t\n");
    let right = format!("l:\n{}{}{}m: 1\n", item("-", "a"), item("-", "b"), item("-", "c"));
    for sign in ["–", "—", "•", "·", "*", "−", "‑"] {
        fixed(&format!("l:\n{}{}{}m: 1\n", item(sign, "a"), item(sign, "b"), item(sign, "c")), true, &right);
        fixed(&format!("l:\n{}{}{}m: 1\n", item("-", "a"), item(sign, "b"), item(sign, "c")), true, &right);
        fixed(&format!("l:\n  - {{id: a}}\n  {sign} {{id: b}}\n"), true, "l:\n  - {id: a}\n  - {id: b}\n");
        fixed(&format!("l:\n  {sign} id: a\n"), true, "l:\n  - id: a\n");
        fixed(&format!("l:\n  {sign} id: a\n  {sign} id: b\n"), true, "l:\n  - id: a\n  - id: b\n");
    }
    fields("l:\n  - id: a\n  • id: b\n", &[("yaml-syntax 4:3", "`•` stands before this item of a list, where YAML wants `-`")]);
    // an item that begins with its first key and without a dash, each once
    fixed(&format!("l:\n{}{}m: 1\n", item("-", "a"), item(" ", "b")), false, &format!("l:\n{}{}m: 1\n", item("-", "a"), item("-", "b")));
    fields(
        &format!("l:\n{}{}{}", item("-", "a"), item(" ", "b"), item(" ", "c")),
        &[("yaml-syntax 5:5", "a dash is missing"), ("yaml-syntax 7:5", "a dash is missing")],
    );
    // the same line twice is the same key twice, and so is another key of the item
    fields("l:\n  - id: a\n    id: a\n", &[("yaml-duplicate-key 4:5", "a second time")]);
    fields("l:\n  - id: a\n    text: t\n    text: u\n", &[("yaml-duplicate-key 5:5", "a second time")]);
    fields("l:\n  - {id: a, id: b}\n", &[("yaml-duplicate-key 3:13", "a second time")]);
    fields("id: a\nid: b\n", &[("yaml-duplicate-key 3:1", "a second time")]);
    // the cause is said, however much was said before it was found
    let many = "a: 1\n".repeat(60);
    fields(&format!("{many}l:\n{}{}", item("-", "a"), item(" ", "b")), &[("yaml-syntax 65:5", "a dash is missing")]);
}

#[test]
fn conflicts_of_a_merge() {
    let conflict = |one: &str, other: &str| format!("<<<<<<< HEAD\n{one}=======\n{other}>>>>>>> branch\n");
    fields(&(conflict("a: 1\n", "a: 2\n") + "b: [\n"), &[("conflict-marker 2:1", "never settled")]);
    fields(&(conflict("a: 1\n", "a: 2\n") + &conflict("b: 1\n", "b: 2\n")), &[("conflict-marker 2:1", ""), ("conflict-marker 7:1", "")]);
    check(format!("---\na: b\n---\n\n{}", conflict("We meet.\n", "They buy <b>.\n")), &[("conflict-marker 5:1", "never settled"), ("raw-html 8:10", "")]);
    check("---\na: 1\n<<<<<<< HEAD\nb: 1\n---\nOne.\n=======\n---\nTwo.\n>>>>>>> branch\n", &[("conflict-marker 3:1", "")]);
    let territory = Arc::from(conflict("a: 1\n", "a: 2\n").as_bytes());
    expect(&yaml_file(&path(), &territory), &[("conflict-marker 1:1", "never settled")]);
}

#[test]
fn yaml_that_cannot_be_read() {
    let check = fields;
    // quotes
    check("title: \"slug\nstatus: active\nwhy: \"It protects 886,600\"\nz: 1\n", &[("yaml-syntax 2:8", "opened with `\"` here is never closed")]);
    check("title: \"slug\nstatus: active\nz: 1\n", &[("yaml-syntax 2:8", "never closed")]);
    check("title: 'slug\nstatus: don't\nz: 1\n", &[("yaml-syntax 2:8", "opened with `'`")]);
    check("a: 1\nl:\n  - {id: x, what: \"open, b: c}\n  - {id: y, what: \"closed\"}\n", &[("yaml-syntax 4:19", "never closed")]);
    check("l:\n  - \"one\n  - \"two\"\n", &[("yaml-syntax 3:5", "never closed")]);
    check("l:\n  - id: \"one\n    text: \"two\"\n", &[("yaml-syntax 3:9", "never closed")]);
    check("a: \"x", &[("front-matter-unclosed 1:1", "")]);
    check("title: \"Foo\" bar\n", &[("yaml-syntax 2:14", "goes on after its closing quote")]);
    check("title: 'O'Brien'\n", &[("yaml-syntax 2:11", "goes on after its closing quote")]);
    check("a: \"fine\n  over two lines\"\ntitle: \"C:\\path\"\n", &[("yaml-syntax 4:11", "`\\p` means nothing")]);
    // tabs
    check("sel:\n  on: 2026-08-23\n\tby: x\nz: 1\n", &[("yaml-syntax 4:1", "tab")]);
    check("sel:\n\ton: 1\nz: 1\n", &[("yaml-syntax 3:1", "tab")]);
    check("text: |\n  a\n  \tb: tab in a text\nsel:\n  y: 1\n  \tx: 1\n", &[("yaml-syntax 7:3", "tab")]);
    // colons
    check("a: 1\nstatus:active\nz: 1\n", &[("yaml-syntax 3:1", "a space is missing after the colon in `status:active`")]);
    check("status:active\nz: 1\n", &[("yaml-syntax 2:1", "a space is missing")]);
    check("a: 1\nstatus:active\n", &[("yaml-syntax 3:1", "a space is missing")]);
    check("text: Phase 2: expand\nz: 1\n", &[("yaml-syntax 2:7", "the text of `text` contains `: `")]);
    check("l:\n  - text: Phase 2: expand\n    z: 1\n", &[("yaml-syntax 3:11", "the text of `text` contains `: `")]);
    check("a: {x: y: z}\n", &[("yaml-syntax 2:9", "contains `: `")]);
    check("a: 1\nowner maya\nb: 2\n", &[("yaml-syntax 3:1", "`owner maya` is not a key")]);
    check("a: 1\nowner maya\n", &[("yaml-syntax 3:1", "`owner maya` is not a key")]);
    // values that need quotes
    check("t: @foo\n", &[("yaml-syntax 2:4", "cannot begin with `@`")]);
    check("t: `foo`\n", &[("yaml-syntax 2:4", "cannot begin with ```")]);
    check("t: %foo\n", &[("yaml-syntax 2:4", "cannot begin with `%`")]);
    check("t: & co\n", &[("yaml-syntax 2:4", "cannot begin with `&`")]);
    check("t: *important* thing\n", &[("yaml-syntax 2:4", "cannot begin with `*`")]);
    check("t: - x\n", &[("yaml-syntax 2:4", "cannot begin with `-`")]);
    check("t: ] x\n", &[("yaml-syntax 2:4", "cannot begin with `]`")]);
    check("t: |x\n", &[("yaml-syntax 2:4", "open a block of text")]);
    check("t: [see docs] for more\n", &[("yaml-syntax 2:4", "cannot begin with `[`")]);
    check("t: {{x}} y\n", &[("yaml-syntax 2:4", "cannot begin with `{`")]);
    check("@x: y\n", &[("yaml-syntax 2:1", "begin with `@`")]);
    check("a:\u{a0}1\nb: 2\n", &[("yaml-syntax 2:3", "no-break space")]);
    check("l:\n  -id: x\n   name: y\n", &[("yaml-syntax 3:3", "missing after the dash")]);
    // brackets
    check("t: [slug\nstatus: active\nz: 1\n", &[("yaml-syntax 2:4", "`[` here is never closed")]);
    check("t: {a: b, c: d\nstatus: active\nz: 1\n", &[("yaml-syntax 2:4", "`{` here is never closed")]);
    check("a: [1, 2}\n", &[("yaml-syntax 2:4", "never closed with `]`")]);
    check("a: [1, 2]]\n", &[("yaml-syntax 2:10", "no open bracket")]);
    // indentation
    check("a:\n  b: 1\n c: 2\n", &[("yaml-syntax 4:2", "not indented like")]);
    check("a: 1\n  b: 2\n", &[("yaml-syntax 3:3", "as if it belonged to the line above")]);
    check("a:\n  - x: 1\n   y: 2\n", &[("yaml-syntax 4:4", "not indented like")]);
    check("asks: none: we have all we need\n", &[("yaml-syntax 2:7", "two keys stand on one line here")]);
    check("a: 1\n- b\n", &[("yaml-syntax 3:1", "a list item stands here")]);
    check("a:\n  - b\n- c\n", &[("yaml-syntax 4:1", "not indented like")]);
    check("a: \u{1}x\n", &[("yaml-syntax 2:4", "U+0001")]);
}

#[test]
fn yaml_that_plans_do_not_use() {
    let check = fields;
    check("a: 1\nb: 2\na: 3\n", &[("yaml-duplicate-key 4:1", "`a` stands here a second time")]);
    check("l:\n  - {id: x, \"id\": y}\n", &[("yaml-duplicate-key 3:13", "`id`")]);
    check("x: &a foo\n", &[("yaml-unsupported 2:4", "`&a` is a YAML anchor")]);
    check("x: &a foo\ny: *a\n", &[("yaml-unsupported 2:4", "anchor"), ("yaml-unsupported 3:4", "`*a` is a YAML alias")]);
    check("y: *a\n", &[("yaml-unsupported 2:4", "alias")]);
    check("t: !foo bar\n", &[("yaml-unsupported 2:4", "`!foo` is a YAML tag")]);
    check("t: ! bar\n", &[("yaml-unsupported 2:4", "tag")]);
    check("t: !!str 12\n", &[("yaml-unsupported 2:4", "tag")]);
    check("t: !e!x y\n", &[("yaml-unsupported 2:4", "tag")]);
    check("b: {x: 1}\n<<: {y: *z}\nc: 1\n", &[("yaml-unsupported 3:1", "`<<`")]);
    check("? [a]\n: b\nc: 1\n", &[("yaml-unsupported 2:3", "key is a list")]);
    check("title: {{name}}\n", &[("yaml-unsupported 2:8", "`{{ }}`")]);
    check(": x\n", &[("yaml-unsupported 2:1", "no key")]);
    check(&format!("a: {}1{}\n", "[".repeat(16), "]".repeat(16)), &[("yaml-unsupported 2:19", "deeper than 16")]);
    check(&format!("a: {}1{}\n", "[".repeat(15), "]".repeat(15)), &[]);
    check(&format!("a: {}\n", "[".repeat(4000)), &[("yaml-unsupported 2:21", "deeper than 16")]);
    check(&format!("a: [{}]\n", "1,".repeat(20_000)), &[("yaml-unsupported 2:39999", "more than 20000")]);
    check(&format!("a: {}\n", "x".repeat(256 * 1024)), &[("yaml-unsupported 2:1", "256 KiB")]);
    expect(&yaml_file(&path(), &Arc::from("a: 1\n---\nb: 2\n".as_bytes())), &[("yaml-unsupported 2:1", "second YAML document")]);
    expect(&yaml_file(&path(), &Arc::from("%YAML 1.2\n---\nb: 2\n".as_bytes())), &[("yaml-unsupported 1:1", "directive")]);
    expect(&yaml_file(&path(), &Arc::from("---\nb: 2\n".as_bytes())), &[]);
}

#[test]
fn an_alias_bomb_is_refused_at_once() {
    let mut bomb = String::from("a0: &a0 [x, x]\n");
    for n in 1..40 {
        bomb += &format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 10].join(", "));
    }
    let document = markdown_file(&path(), &Arc::from(format!("---\n{bomb}---\n").as_bytes()));
    assert!(document.findings.iter().all(|finding| finding.code.name == "yaml-unsupported") && document.findings.len() <= 50);
    assert!(document.tree.unwrap().len() < 1000);
}

#[test]
fn comments_in_values() {
    let check = fields;
    check("title: Win #1 lot\n", &[("comment-in-value 2:12", "the value is only `Win`")]);
    check("title: Win # the first lot\nhours: 12 #3\nx: C#\nurl: a#b\ny: \"q\" #1\n", &[]);
}

#[test]
fn what_begins_with_an_ampersand_is_text_or_an_anchor() {
    let fixed = |yaml: &str, expected: Option<&str>| {
        let text = format!("---\n{yaml}\n---\n");
        let document = markdown_file(&path(), &Arc::from(text.as_bytes()));
        let fix = document.findings.first().unwrap().fix.clone();
        let mended = fix.map(|fix| {
            let mut text = text.clone();
            fix.edits.iter().rev().for_each(|edit| text.replace_range(edit.span.range(), &edit.text));
            text
        });
        assert_eq!(mended, expected.map(|yaml| format!("---\n{yaml}\n---\n")), "{yaml}");
    };
    fixed("text: &Win the contract  # soon", Some("text: \"&Win the contract\"  # soon"));
    fixed("why: &why They buy", Some("why: They buy"));
    fixed("title: &Bellwether", Some("title: \"&Bellwether\""));
    fixed("a: {text: &Win it, b: 1}", Some("a: {text: \"&Win it\", b: 1}"));
    fixed("text: &Win the\n  contract", None);
    fixed("stance: &s grow", Some("stance: grow"));
    fixed("amount: &a 12", Some("amount: 12"));
    fixed("title: &t \"Win it\"", Some("title: \"Win it\""));
    fixed("list: &l\n  - a", Some("list:\n  - a"));
}

#[test]
fn a_first_key_that_stands_too_far_right() {
    let fixed = |yaml: &str, place: &str, expected: &str| {
        fields(yaml, &[(place, "stands further right than the keys below it")]);
        let text = format!("---\n{yaml}---\n");
        let document = markdown_file(&path(), &Arc::from(text.as_bytes()));
        let fix = document.findings[0].fix.clone().unwrap();
        let mut mended = text;
        fix.edits.iter().for_each(|edit| mended.replace_range(edit.span.range(), &edit.text));
        assert_eq!((mended, fix.safe), (format!("---\n{expected}---\n"), true));
    };
    fixed("  schema: quarterdeck/1\naccount: x\ntitle: X\n", "yaml-syntax 2:3", "schema: quarterdeck/1\naccount: x\ntitle: X\n");
    fixed("\n# ours\n  a: 1\r\n\n  b:\r\n    - c\r\nd: 2\r\n", "yaml-syntax 4:3", "\n# ours\na: 1\r\n\nb:\r\n  - c\r\nd: 2\r\n");
    fixed("   a: 1\n b: 2\n c: 3\n", "yaml-syntax 2:4", " a: 1\n b: 2\n c: 3\n");
    // where more is wrong than that, nothing is mended
    let check = |yaml: &str, said: &str| {
        fields(yaml, &[("yaml-syntax", said)]);
        assert!(
            markdown_file(&path(), &Arc::from(format!("---\n{yaml}---\n").as_bytes())).findings.iter().all(|it| it.fix.as_ref().is_none_or(|fix| !fix.safe))
        );
    };
    check("  a: 1\nb: 2\n   c: 3\n", "`a` stands further right");
    check("  a: 1\nb: \"2\n", "`a` stands further right");
    check("  a: [1\nb: 2\n", "never closed");
    check("  - a\nb: 2\n", "");
}

#[test]
fn hidden_characters() {
    let check = fields;
    check("id: north\u{200b}wind\n", &[("hidden-characters 2:10", "a zero-width character (U+200B) in `id`")]);
    check("ti\u{ad}tle: x\n", &[("hidden-characters 2:3", "soft hyphen (U+00AD) in this key")]);
    check("a: \"x\\u202ey\"\n", &[("hidden-characters 2:4", "turns the direction")]);
    check("stance: grow\u{a0}\n", &[("hidden-characters 2:13", "a no-break space (U+00A0) in `stance`")]);
    check("amount: 240\u{a0}000\nwhy: \u{e4} b\u{a0}c\n", &[]);
    // what is read is what people see, at its place in the file
    let seen = |yaml: &str, expected: &[(&str, Kind, &str)]| {
        let document = markdown_file(&path(), &Arc::from(format!("---\n{yaml}\n---\n").as_bytes()));
        let tree = document.tree.as_ref().unwrap();
        let found: Vec<_> = tree.root().entries().map(|entry| (entry.key().unwrap(), entry.kind(), entry.text())).collect();
        assert_eq!(found, expected, "{yaml:?}");
        let again = crate::parse::document::fields_again(&path(), &document.bytes).unwrap();
        assert_eq!(again.root().to_json(), tree.root().to_json(), "{yaml:?}");
        assert!(document.findings.iter().all(|it| tree.at(&it.pointer).is_some()), "{yaml:?}");
    };
    seen("amount: 12\u{a0}\nti\u{ad}tle: \"no\u{200b}rth\"", &[("amount", Kind::Int, "12"), ("title", Kind::Text, "north")]);
    seen("a: x\na\u{200b}: y", &[("a", Kind::Text, "x"), ("a\u{200b}", Kind::Text, "y")]);
    let document = markdown_file(&path(), &Arc::from("---\nwhy: They\u{200b} buy\n---\nOne\u{202e} two\u{202c}\n".as_bytes()));
    assert_eq!(shown(&document).len(), 2);
    assert!(document.findings.iter().all(|finding| finding.level == crate::diag::code::Level::Warn && finding.fix.is_some()));
}

/// A key may be long, or far from its value: both its text and its place stay its own.
#[test]
fn keys_near_and_far() {
    let long = "k".repeat(300);
    let comment = format!("# {}\n", "x".repeat(70_000));
    let yaml = format!("near: 1\n{long}: 2\nfar:\n{comment}  in: 3\n? asked\n: 4\nlist:\n{comment}- of: [5]\n");
    let text = format!("---\n{yaml}---\n");
    let tree = markdown_file(&path(), &Arc::from(text.as_bytes())).tree.unwrap();
    for (pointer, key, kind) in [
        ("/near", "near", Kind::Int),
        (&*format!("/{long}"), &*long, Kind::Int),
        ("/far", "far", Kind::Map),
        ("/far/in", "in", Kind::Int),
        ("/asked", "asked", Kind::Int),
        ("/list", "list", Kind::Seq),
        ("/list/0/of", "of", Kind::Seq),
    ] {
        let node = tree.at(pointer).unwrap();
        assert_eq!((node.key(), node.kind(), node.key_span().slice(&text)), (Some(key), kind, key), "{pointer}");
    }
}

#[test]
fn html_and_links_in_the_text() {
    let check = |body: &str, expected: &[(&str, &str)]| check(format!("---\na: b\n---\n{body}"), expected);
    check("One<br>two **<b>x</b>**\n", &[("raw-html 4:4", "`<br>`"), ("raw-html 4:14", "`<b>`")]);
    check("<!-- note -->\n\nx <!-- y --> z\n", &[]);
    check("<div>\nx\n</div>\n", &[("raw-html 4:1", "`<div>`")]);
    check("<!-- never\n\ntext\n", &[("raw-html 4:1", "never closed")]);
    check("`<b>` and \\<b>\n\n    <b>\n", &[]);
    check("[a](https://x.example) [b](../c/plan.md#d) <mailto:a@b.example> <a@b.example> [e](#f)\n", &[]);
    check("See [a *b*](javascript:alert(1) \"t\").\n", &[("unsafe-url 4:13", "`javascript:alert(1)`")]);
    check("![x](data:image/png;base64,AA==)\n", &[("unsafe-url 4:6", "data:")]);
    check("[a][r] [r] [b](<java\tscript:x>)\n\n[r]: vbscript:x\n", &[("unsafe-url 4:17", "java"), ("unsafe-url 6:6", "vbscript")]);
    check("[x](JaVa&#x0A;Script:alert(1)) <javascript:x>\n", &[("unsafe-url 4:5", ""), ("unsafe-url 4:33", "")]);
}

#[test]
fn the_outline_knows_headings_and_targets() {
    let document =
        markdown_file(&path(), &Arc::from("---\na: b\n---\n# One `two`\n\n## Risks ##\n\n## Risks\n\n[x](../y/plan.md#z \"t\") ![i](a%20b.png)\n".as_bytes()));
    let headings: Vec<_> = document.outline.headings.iter().map(|h| (h.level, h.anchor.as_str(), document.slice(h.span))).collect();
    assert_eq!(headings, [(1, "one-two", "# One `two`"), (2, "risks", "## Risks ##"), (2, "risks-1", "## Risks")]);
    let links: Vec<_> = document.outline.links.iter().map(|l| (l.kind, l.target.as_str(), document.slice(l.span))).collect();
    assert_eq!(links, [(LinkKind::Link, "../y/plan.md#z", "../y/plan.md#z"), (LinkKind::Image, "a b.png", "a%20b.png")]);
}

#[test]
fn comments_for_us_are_kept() {
    let document =
        markdown_file(&path(), &Arc::from("---\na: b # quarterdeck: ignore[x] -- y\n# other\n---\n<!-- quarterdeck: ignore[z] -- y -->\n".as_bytes()));
    let comments: Vec<_> = document.comments.iter().map(|span| document.slice(*span)).collect();
    assert_eq!(comments, ["# quarterdeck: ignore[x] -- y", "<!-- quarterdeck: ignore[z] -- y -->"]);
}

#[test]
fn anchors_are_unique() {
    let mut seen = std::collections::BTreeMap::new();
    let anchors: Vec<_> = ["Risks", "Risks 2", "Risks", "Risks", "Was ist: das?", "__proto__", "", ""].iter().map(|text| anchor(text, &mut seen)).collect();
    assert_eq!(anchors, ["risks", "risks-2", "risks-1", "risks-3", "was-ist-das", "__proto__", "", "-1"]);
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    let text = "---\na: b\nl:\n  - {x: 1, y: \"q\"}\nt: |\n  one\n  two\n\nf: plain\n  more\n---\n# T\n";
    let value = |text: &str| markdown_file(&path(), &Arc::from(text.as_bytes())).tree.unwrap().root().to_json();
    let plain = value(text);
    assert_eq!(value(&text.replace('\n', "\r\n")), plain);
    assert_eq!(value(&format!("\u{feff}{text}")), plain);
    assert_eq!(value(&format!("\u{feff}{}", text.replace('\n', "\r\n"))), plain);
}

#[test]
fn nodes_lie_where_their_text_is() {
    let document = markdown_file(&path(), &Arc::from("\u{feff}---\na: \"b c\"\nl:\n  - {x: 1}\nt: |\n  one\n\ne:\nm:\n  n: o\n---\n".as_bytes()));
    let tree = document.tree.clone().unwrap();
    let at = |pointer: &str| document.slice(tree.at(pointer).unwrap().span());
    assert_eq!([at("/a"), at("/l/0"), at("/l"), at("/t"), at("/e"), at("/m")], ["\"b c\"", "{x: 1}", "- {x: 1}", "|\n  one", "", "n: o"]);
    assert_eq!(document.slice(tree.at("/t").unwrap().key_span()), "t");
    let quoted: Vec<_> = tree.root().children().map(|node| node.quoted()).collect();
    assert_eq!(quoted, [true, false, true, false, false]);
}

fn page(text: &str) -> String {
    html(text, Setting { shift: 1, drop_title: Some("Acme") }, &mut |target, kind| match (target, kind) {
        ("../b/plan.md#risks", LinkKind::Link) => Some("../b/index.html#u-risks".to_owned()),
        ("a b.png", LinkKind::Image) => Some("a-b.png".to_owned()),
        _ => None,
    })
}

#[test]
fn text_becomes_html() {
    let check = |text: &str, expected: &str| assert_eq!(page(text).trim_end(), expected, "{text}");
    check(
        "# Acme\n\n## Situation\n\n###### Deep\n\n## Situation\n",
        "<h3 id=\"u-situation\">Situation</h3>\n<h6 id=\"u-deep\">Deep</h6>\n<h3 id=\"u-situation-1\">Situation</h3>",
    );
    check("# Other\n\n# Acme", "<h2 id=\"u-other\">Other</h2>\n<h2 id=\"u-acme\">Acme</h2>");
    check(
        "[b](../b/plan.md#risks) [c](c.md) ![i](a%20b.png) ![j](j.png)",
        "<p><a href=\"../b/index.html#u-risks\">b</a> c <img src=\"a-b.png\" alt=\"i\" loading=\"lazy\"> j</p>",
    );
    check(
        "[x](https://e.example/?a=1&b=\"2\" \"title\") <https://e.example>",
        "<p><a href=\"https://e.example/?a=1&amp;b=&quot;2&quot;\" rel=\"noopener noreferrer\">x</a> <span class=\"host\">e.example</span> \
         <a href=\"https://e.example\" rel=\"noopener noreferrer\">https://e.example</a></p>",
    );
    check(
        "![logo](https://e.example/l.png)",
        "<p><a href=\"https://e.example/l.png\" rel=\"noopener noreferrer\">logo</a> <span class=\"host\">e.example</span></p>",
    );
    check(
        "- [x] a\n- [ ] b\n- c",
        "<ul>\n<li class=\"task\"><span class=\"st ok\">✓ done</span> a</li>\n<li class=\"task\"><span class=\"st unknown\">– open</span> b</li>\n<li>c</li>\n</ul>",
    );
    check(
        "|a|b|c|\n|-|-:|:-:|\n|1|2|3|",
        "<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"al-r\">b</th><th scope=\"col\" class=\"al-c\">c</th></tr></thead>\n<tbody>\n<tr><td>1</td><td class=\"al-r\">2</td><td class=\"al-c\">3</td></tr>\n</tbody></table></div>",
    );
    check(
        "a[^n] ~~b~~ **c**\\\nd\n\n[^n]: note",
        "<p>a<sup><a href=\"#u-fn:1\" id=\"u-fnref:1\">1</a></sup> <del>b</del> <strong>c</strong><br>\nd</p>\n<ol class=\"notes\">\n<li id=\"u-fn:1\" value=\"1\"><p>note</p>\n<a href=\"#u-fnref:1\" aria-label=\"back to the text\">↩</a></li>\n</ol>",
    );
    check("x <!-- gone --> <b class=q>y</b>\n\n<!-- gone\ntoo --> rest <i>", "<p>x  &lt;b class=q&gt;y&lt;/b&gt;</p>\n<p class=\"raw\">rest &lt;i&gt;</p>");
    check("```js\" onload=\"x\n<a>\n```", "<pre><code>&lt;a&gt;\n</code></pre>");
    check("a\u{202e}b", "<p><bdi>a\u{202e}b</bdi></p>");
    check("[s](#strategy)", "<p><a href=\"#u-strategy\">s</a></p>");
}

#[test]
fn no_author_writes_markup() {
    let vectors = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JAVASCRIPT:alert(1))",
        "[x](java&Tab;script:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](\\javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](//evil.example)",
        "[x](https://a.example/\" onclick=\"alert(1))",
        "[x](<https://a.example/\" onclick=\"alert(1)>)",
        "[x](https://a.example 'x\" onclick=\"alert(1)')",
        "![x\" onerror=\"alert(1)](a%20b.png)",
        "![![x](javascript:1)\" onerror=\"alert(1)](https://a.example)",
        "![x](javascript:alert(1))",
        "[![x](https://a.example/i.png)](https://b.example)",
        "<javascript:alert(1)>",
        "[a]: javascript:alert(1)\n[a]",
        "# <img src=x onerror=alert(1)> x\" onclick=\"y",
        "## location\n\n## __proto__",
        "[^\" onclick=\"x]: y\n\nz[^\" onclick=\"x]",
        "|<b onclick=x>|\n|-|\n|<script>|",
        "<!-- --><script>alert(1)</script>",
        "<!--> <script>alert(1)</script> -->",
        "<style>*{}</style>",
        "x <a href=\"javascript:1\">y</a>",
        "<?php x ?> <![CDATA[<script>]]>",
        "- [x] <input autofocus onfocus=alert(1)>",
        "{#id .class onclick=x}",
        "# T {#evil .cls onclick=x}",
        "```\"><script>\nx\n```",
        "&lt;script&gt; &#60;script&#62;",
    ];
    let allowed = ["p", "h2", "h3", "a", "span", "img", "ul", "li", "ol", "sup", "table", "thead", "tbody", "tr", "th", "td", "pre", "code", "em", "strong"];
    for vector in vectors {
        // what stands around a table is ours
        let page = page(vector).replace("<div class=\"scroll\" tabindex=\"0\"><table>", "<table>").replace("</table></div>", "</table>");
        for tag in page.split('<').skip(1) {
            let tag = tag.split('>').next().unwrap();
            let name = tag.trim_start_matches('/').split(' ').next().unwrap();
            assert!(allowed.contains(&name), "{vector}: <{tag}> in {page}");
            let bare: String = tag.split('"').step_by(2).collect();
            for word in ["onclick", "onerror", "onload", "onfocus", "style", "name="] {
                assert!(!bare.contains(word), "{vector}: <{tag}> in {page}");
            }
            for attribute in ["href=\"", "src=\""] {
                if let Some((_, value)) = tag.split_once(attribute) {
                    assert!(["https://", "#u-", "a-b.png"].iter().any(|start| value.starts_with(start)), "{vector}: {value}");
                }
            }
            if let Some((_, id)) = tag.split_once(" id=\"") {
                assert!(id.starts_with("u-"), "{vector}: {id}");
            }
        }
    }
}

#[test]
fn the_output_stays_within_its_budget() {
    for text in ["> ".repeat(60_000), "- ".repeat(60_000), "[a][b]".repeat(20_000) + "\n\n[b]: https://e.example/" + &"x".repeat(20_000), "|".repeat(100_000)] {
        let page = html(&text, Setting::default(), &mut |_, _| None);
        assert!(page.len() <= 20 * text.len() + 2 * 1024 * 1024, "{} from {}", page.len(), text.len());
    }
}

#[test]
fn a_tangled_text_stands_as_it_is_written() {
    let body = format!("# A <b>\n\n{} *one*\ntwo<!-- a secret -->\n  \n[x](javascript:y)\n", ">".repeat(101));
    let document = markdown_file(&path(), &Arc::from(format!("---\na: b\n---\n{body}").as_bytes()));
    expect(&document, &[("tangled-text 6:1", "this line lies in more than 100 quotes or lists, so the text is not read as Markdown")]);
    assert_eq!(document.outline.headings, []);
    let signs = "&gt;".repeat(101);
    let expected = format!("<p># A &lt;b&gt;</p>\n<p>{signs} *one*\ntwo</p>\n<p>[x](javascript:y)</p>\n");
    assert_eq!(html(&body, Setting::default(), &mut |_, _| None), expected);
    assert_eq!(plain(&body), format!("# A <b> {} *one* two [x](javascript:y)", ">".repeat(101)));

    let body = format!("## Risks\n\nSee [the list](prices.pdf \"of June\n{}", "`a` and `b`\n".repeat(5000));
    let document = markdown_file(&path(), &Arc::from(format!("---\na: b\n---\n{body}").as_bytes()));
    expect(&document, &[("tangled-text 6:14", "the title of this link goes on for so many lines that the text is not read as Markdown")]);
}

#[test]
fn every_example_in_the_manual_is_true() {
    for code in crate::parse::codes::ALL {
        let read = |example: &str| {
            let text = match example.split_once('\n') {
                Some((heading, file)) if heading.starts_with("=== ") => file.to_owned(),
                Some(("---", body)) => format!("---\na: b\n---\n{body}"),
                _ => format!("---\n{example}---\n"),
            };
            let document = markdown_file(&path(), &Arc::from(text.as_bytes()));
            document.findings.iter().map(|finding| finding.code.name).collect::<Vec<_>>()
        };
        assert_eq!(read(code.docs.bad), [code.name]);
        assert_eq!(read(code.docs.good), [""; 0], "{}", code.name);
    }
}
