//! What is fed with bytes, one function each: it panics where something does not hold, and gives a sign of what it met, so that inputs that meet
//! something new are kept and changed further.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use quarterdeck::base::date::Date;
use quarterdeck::base::path::SourcePath;
use quarterdeck::base::slug::{self, Slug};
use quarterdeck::base::span::ByteSpan;
use quarterdeck::diag::diagnostic::Diagnostic;
use quarterdeck::engine;
use quarterdeck::parse::document::{self, Document};
use quarterdeck::parse::markdown::{self, Setting};
use quarterdeck::parse::node::Node;
use quarterdeck::parse::url::{self, Address};
use quarterdeck::parse::{csv, front_matter, secrets, suppression, yaml};
use quarterdeck::schema::{compose, overlay};
use quarterdeck::serve::answer::{Ours, Page, Table, answer};
use quarterdeck::serve::head::{self, Reading};
use quarterdeck::serve::response::Response;
use quarterdeck::source::fixture;

use crate::{common, seeds};

/// Something that is fed.
pub struct Target {
    pub name: &'static str,
    /// It works on several threads, so that only the clock on the wall tells how long.
    pub threads: bool,
    pub run: fn(&[u8]) -> u64,
    /// Files to begin with, of the example territory, and texts.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// The most bytes that it is given.
    pub most: usize,
}

/// The shelf of targets. To add one: its function, its seeds, its line.
pub static ALL: &[Target] = &[
    Target { name: "front-matter", threads: false, run: front, seeds: seeds::plans, most: 64 << 10 },
    Target { name: "yaml", threads: false, run: fields, seeds: seeds::settings, most: 64 << 10 },
    Target { name: "markdown", threads: false, run: narrative, seeds: seeds::bodies, most: 64 << 10 },
    Target { name: "csv", threads: false, run: table, seeds: seeds::tables, most: 64 << 10 },
    Target { name: "slug", threads: false, run: slugs, seeds: seeds::names, most: 512 },
    Target { name: "url", threads: false, run: address, seeds: seeds::addresses, most: 2 << 10 },
    Target { name: "overlay", threads: false, run: schema, seeds: seeds::overlays, most: 16 << 10 },
    Target { name: "suppression", threads: false, run: comment, seeds: seeds::comments, most: 16 << 10 },
    Target { name: "secrets", threads: false, run: secret, seeds: seeds::leaks, most: 64 << 10 },
    Target { name: "request", threads: false, run: request, seeds: seeds::requests, most: 20 << 10 },
    Target { name: "whole", threads: true, run: whole, seeds: seeds::territories, most: 32 << 10 },
];

fn sign(of: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

fn path(name: &str) -> SourcePath {
    SourcePath::new(name).unwrap()
}

fn inside(span: ByteSpan, length: usize) {
    assert!(span.start <= span.end && span.end as usize <= length, "{span:?} in {length}");
}

fn findings_inside(findings: &[Diagnostic], length: usize) -> BTreeSet<&'static str> {
    for finding in findings {
        inside(finding.span, length);
        finding.labels.iter().for_each(|label| inside(label.span, length));
        finding.fix.iter().flat_map(|fix| &fix.edits).for_each(|edit| inside(edit.span, length));
        assert!(!finding.message.is_empty());
    }
    findings.iter().map(|finding| finding.code.name).collect()
}

fn nodes_inside(node: Node<'_>, length: usize) {
    inside(node.span(), length);
    inside(node.key_span(), length);
    node.children().for_each(|child| nodes_inside(child, length));
}

fn document(document: &Document) -> BTreeSet<&'static str> {
    let length = document.bytes.len();
    document.outline.headings.iter().for_each(|heading| inside(heading.span, length));
    document.outline.links.iter().for_each(|link| inside(link.span, length));
    document.comments.iter().for_each(|comment| inside(*comment, length));
    document.tree.iter().for_each(|tree| nodes_inside(tree.root(), length));
    assert!(document.tree.is_some() || document.front.is_none() || !document.findings.is_empty(), "what cannot be read says why");
    findings_inside(&document.findings, length)
}

/// The split of a file, and the file as a plan.
fn front(bytes: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(bytes);
    let split = front_matter::split(&path("accounts/a/plan.md"), &text);
    // whoever looks for secrets knows all fields as fields, and all text as text
    let extent = front_matter::extent(text.as_bytes());
    assert!(split.front.is_none_or(|front| front.end as usize <= extent.fields_end), "{extent:?} {split:?}");
    assert!(split.body.is_none_or(|body| body.start as usize >= extent.text_begin), "{extent:?} {split:?}");
    let codes = findings_inside(&split.findings, text.len());
    let spans = [split.front, split.body];
    spans.iter().flatten().for_each(|span| {
        inside(*span, text.len());
        assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize));
    });
    if let (Some(front), Some(body)) = (split.front, split.body) {
        assert!(front.end <= body.start, "{front:?} before {body:?}");
    }
    let read = document::markdown_file(&path("accounts/a/plan.md"), &bytes.into());
    assert_eq!(read.bytes.len(), bytes.len(), "every place stays");
    sign((spans.map(|span| span.is_some()), codes, document(&read)))
}

fn longest_key(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::Object(map) => map.iter().map(|(key, value)| key.len().max(longest_key(value))).max().unwrap_or(0),
        serde_json::Value::Array(items) => items.iter().map(longest_key).max().unwrap_or(0),
        _ => 0,
    }
}

/// A file of the territory; its value, written as JSON, is read as the same value.
fn fields(bytes: &[u8]) -> u64 {
    let read = document::yaml_file(&path("people.yaml"), &bytes.into());
    let codes = document(&read);
    if let (Some(tree), true) = (&read.tree, read.findings.is_empty()) {
        let value = tree.root().to_json();
        let written: Arc<[u8]> = serde_json::to_string(&value).unwrap().into_bytes().into();
        let (again, findings) = yaml::read(&path("people.yaml"), &written, ByteSpan::new(0, written.len()), yaml::TERRITORY);
        let serious: Vec<_> = findings.iter().filter(|finding| finding.code.name != "comment-in-value").collect();
        match again {
            Some(again) => assert_eq!(again.root().to_json(), value, "{}", String::from_utf8_lossy(&written)),
            // a key on one line has at most 1,024 characters in YAML, in JSON as many as one likes
            None if longest_key(&value) > 1000 => {}
            None => panic!("not read again: {serious:?} in {}", String::from_utf8_lossy(&written)),
        }
    }
    sign((codes, read.tree.map(|tree| tree.root().children().count().min(8))))
}

/// Markdown: harmless, balanced, within its budget, and the same when made again.
fn narrative(bytes: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(bytes);
    let make = || markdown::html(&text, Setting::default(), &mut |_, _| None);
    let html = make();
    assert_eq!(html, make(), "the same again");
    assert!(html.len() <= text.len() * 20 + (1 << 20), "{} bytes from {}", html.len(), text.len());
    common::scan::scan(&BTreeMap::from([("body.html".to_owned(), html.clone().into_bytes())]));
    balanced(&html);
    let outline = markdown::outline(&text, 0);
    outline.headings.iter().for_each(|heading| inside(heading.span, text.len()));
    outline.links.iter().for_each(|link| inside(link.span, text.len()));
    outline.raw_html.iter().for_each(|raw| inside(raw.span, text.len()));
    let tags: BTreeSet<String> = common::scan::tags(&html).into_iter().map(|(name, _)| name).collect();
    sign((tags, outline.links.len().min(3), outline.raw_html.len().min(3), outline.comments.len().min(2)))
}

/// The same without its proofs, which take longer than the reading.
pub fn markdown_alone(bytes: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(bytes);
    let html = markdown::html(&text, Setting::default(), &mut |_, _| None);
    sign((html.len(), markdown::outline(&text, 0).links.len(), markdown::plain(&text).len()))
}

/// Every element that is opened is closed, in order.
fn balanced(html: &str) {
    const EMPTY: [&str; 5] = ["br", "hr", "img", "input", "wbr"];
    let mut open: Vec<&str> = Vec::new();
    for part in html.split('<').skip(1) {
        let (tag, _) = part.split_once('>').unwrap_or_else(|| panic!("a tag that does not end: <{part}"));
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "closed"),
            None => {
                let name = tag.split([' ', '/']).next().unwrap();
                if !EMPTY.contains(&name) && !tag.starts_with("!--") && !tag.ends_with('/') {
                    open.push(name);
                }
            }
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "never closed");
}

/// A table: cells lie where they are, and read the same when every one is quoted.
fn table(bytes: &[u8]) -> u64 {
    let rows: Vec<_> = csv::Reader::new(bytes).collect();
    let mut faults = BTreeSet::new();
    let mut written = String::new();
    let mut good = Vec::new();
    for row in rows {
        match row {
            Ok(row) => {
                let mut end = 0;
                for cell in &row.cells {
                    inside(cell.span, bytes.len());
                    assert!(cell.span.start >= end, "cells in their order");
                    end = cell.span.end;
                }
                let cells: Vec<String> = row.cells.iter().map(|cell| format!("\"{}\"", cell.text.replace('"', "\"\""))).collect();
                written.push_str(&(cells.join(",") + "\n"));
                good.push(row.cells.iter().map(|cell| cell.text.to_string()).collect::<Vec<_>>());
            }
            Err(fault) => {
                inside(fault.span, bytes.len());
                faults.insert(fault.kind.message());
            }
        }
    }
    let again: Vec<Vec<String>> =
        csv::Reader::new(written.as_bytes()).map(|row| row.unwrap().cells.iter().map(|cell| cell.text.to_string()).collect()).collect();
    assert_eq!(again, good);
    sign((faults, good.len().min(4), good.first().map(|row| row.len().min(6))))
}

/// A name: what is taken is an address part on every system, and a proposal is taken.
fn slugs(bytes: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(bytes);
    let taken = Slug::new(&text);
    if let Ok(slug) = &taken {
        assert!((1..=64).contains(&slug.as_str().len()) && slug.as_str().bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')), "{slug:?}");
        assert_eq!(slug.as_str(), text);
    }
    let proposal = slug::proposal(&text);
    if let Some(near) = &proposal {
        assert!(Slug::new(near).is_ok(), "{text:?} gives {near:?}");
    }
    sign((taken.err(), proposal.is_some()))
}

/// A link's target: what may be followed begins as it says, whatever is hidden in it.
fn address(bytes: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(bytes);
    let found = url::address(&text);
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c.is_control()).to_lowercase();
    // as a browser: tabs and line ends are taken out, blanks before it too
    let read: String = trimmed.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let scheme = read.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| {
        !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+.-".contains(&b)) && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
    });
    match &found {
        Address::Web { host } => {
            assert!(matches!(scheme, Some("http" | "https")) && !host.is_empty() && !host.contains(['/', '\\', '@', ' ', '<']), "{text:?}: {host:?}")
        }
        Address::Mail => assert_eq!(scheme, Some("mailto"), "{text:?}"),
        Address::Figure(_) => assert_eq!(scheme, Some("figure"), "{text:?}"),
        Address::Relative(_) => assert!(scheme.is_none() && !read.starts_with("//"), "{text:?} has the scheme {scheme:?}"),
        Address::Unsafe => {}
    }
    sign((std::mem::discriminant(&found), scheme.map(|scheme| scheme.len().min(8)), text.contains('%'), text.contains('@')))
}

/// What a table answers when only one page is there.
struct OnePage;

impl Table for OnePage {
    fn page(&self, key: &str) -> Page {
        if key == "index.html" { Page::Made(b"<html><head></head></html>".as_slice().into()) } else { Page::Missing }
    }

    fn generation(&self) -> u64 {
        1
    }
}

/// The bytes of a connection to the preview: one reading of a head, no body, and no page for anybody but us.
fn request(bytes: &[u8]) -> u64 {
    let ours = Ours { port: 4747, token: "0123456789abcdef".to_owned() };
    let given = |response: &Option<(Response, usize)>| response.as_ref().map(|(response, length)| (response.status.code, *length, response.close));
    let answered = answer(bytes, &ours, &OnePage);
    match head::read(bytes) {
        Reading::More => assert!(answered.is_none() && bytes.len() < head::MAX_HEAD && !bytes.windows(4).any(|four| four == b"\r\n\r\n")),
        Reading::Refused(status) => assert!(status.code >= 400 && given(&answered).is_some_and(|(code, _, close)| code == status.code && close)),
        Reading::Whole(head) => {
            assert!(bytes.get(..head.length).is_some_and(|read| read.ends_with(b"\r\n\r\n")));
            assert!(head.values("transfer-encoding").next().is_none() && head.values("content-length").all(|length| length.iter().all(|digit| *digit == b'0')));
            assert!(!head.target.contains(['\r', '\n', ' ']) && !head.method.is_empty());
            let hosts: Vec<&[u8]> = head.values("host").collect();
            let host = hosts.first().map(|host| host.to_ascii_lowercase()).unwrap_or_default();
            let named = hosts.len() == 1 && [b"localhost:4747".as_slice(), b"127.0.0.1:4747", b"[::1]:4747"].contains(&host.as_slice());
            let read = matches!(head.method, "GET" | "HEAD");
            let code = given(&answered).map(|(code, _, _)| code);
            assert!(code.is_some_and(|code| code != 200 || (named && read)), "{code:?} to {head:?}");
            // what comes after a request changes nothing about it
            let alone = answer(bytes.get(..head.length).unwrap_or_default(), &ours, &OnePage);
            assert_eq!(alone.map(|(response, _)| response.status.code), code);
        }
    }
    if let Some((response, _)) = &answered {
        let head = response.head().to_ascii_lowercase();
        assert!(!head.contains("access-control-") && head.contains("content-security-policy: default-src 'none'"), "{head}");
    }
    sign(given(&answered).map(|(code, _, close)| (code, close)))
}

/// A schema of the company's own: read, joined with ours, and asked about a plan.
fn schema(bytes: &[u8]) -> u64 {
    let read = document::yaml_file(&path("schemas/plan.schema.json"), &bytes.into());
    let mut codes = document(&read);
    if let Some(tree) = &read.tree {
        let (value, mistakes) = overlay::read(&path("schemas/plan.schema.json"), tree);
        codes.extend(findings_inside(&mistakes, bytes.len()));
        let words: BTreeSet<String> = mistakes.iter().map(|it| it.message.split('`').step_by(2).collect()).collect();
        if let Some(value) = value {
            let schema = compose::plan(Some(&value));
            let plan = serde_json::json!({"account": "a", "title": 7, "objectives": [{"id": "x"}], "custom": {"a": [1, "b", null]}});
            let violations = schema.violations(&plan).len();
            return sign((codes, words, violations.min(40)));
        }
        return sign((codes, words));
    }
    sign(codes)
}

/// Comments that accept findings: the lines that they cover are there.
fn comment(bytes: &[u8]) -> u64 {
    let read = document::markdown_file(&path("accounts/a/plan.md"), &bytes.into());
    let mut reader = suppression::Reader::new(&read.bytes);
    let found: BTreeSet<String> = read
        .comments
        .iter()
        .enumerate()
        .map(|(number, span)| {
            let said = reader.read(*span);
            // what neighbours have in common changes nothing
            assert!(number > 40 || said == suppression::Reader::new(&read.bytes).read(*span), "{said:?}");
            said
        })
        .map(|said| match said {
            Ok(comment) => {
                assert!(comment.lines.0 >= 1 && comment.lines.0 <= comment.lines.1 && !comment.rules.is_empty() && !comment.reason.is_empty(), "{comment:?}");
                format!("{} {}", comment.until.is_some(), comment.lines.1 == u32::MAX)
            }
            Err((fault, help)) => {
                assert!(!help.is_empty());
                fault.split('`').step_by(2).collect()
            }
        })
        .collect();
    // at any place at all
    let at = bytes.first().map_or(0, |byte| usize::from(*byte)).min(bytes.len());
    let _ = suppression::Reader::new(bytes).read(ByteSpan::new(at, bytes.len()));
    sign((found, document(&read)))
}

/// Secrets: in order and apart, and what is masked keeps its length, its blanks and its characters.
fn secret(bytes: &[u8]) -> u64 {
    let mut kinds = BTreeSet::new();
    for name in ["accounts/a/plan.md", "people.yaml", "data/revenue.csv"] {
        let found = secrets::find(&path(name), bytes);
        let mut end = 0;
        for secret in &found {
            inside(secret.span, bytes.len());
            assert!(secret.span.start >= end && secret.span.start < secret.span.end, "{found:?}");
            end = secret.span.end;
        }
        let masked = secrets::masked(bytes, &found);
        assert_eq!(masked.len(), bytes.len());
        if std::str::from_utf8(bytes).is_ok() {
            assert!(std::str::from_utf8(&masked).is_ok(), "whole characters are masked");
        }
        for secret in &found {
            let (before, after) = (&bytes[secret.span.range()], &masked[secret.span.range()]);
            assert!(before.iter().zip(after).all(|(before, after)| if before.is_ascii_whitespace() { before == after } else { *after == b'x' }));
        }
        kinds.extend(found.iter().map(|secret| secret.what));
    }
    sign(kinds)
}

/// End to end: a small territory is checked and projected, and every file of its site is made, harmless and readable by others.
fn whole(bytes: &[u8]) -> u64 {
    let snapshot = fixture::snapshot(&String::from_utf8_lossy(bytes), Date::parse("2026-11-22").unwrap());
    let analysis = engine::check(&snapshot);
    for finding in &analysis.findings {
        let length = analysis.source(&finding.path).map_or(0, <[u8]>::len);
        findings_inside(std::slice::from_ref(finding), length.max(finding.span.end as usize * usize::from(length == 0)));
        assert!(finding.start.line >= 1 && finding.start.column >= 1);
    }
    let view = engine::view(&analysis);
    let (parts, _) = engine::parts(&snapshot, &analysis);
    let site = engine::site(&view, &parts);
    assert_eq!(site.collisions(), []);
    let files: BTreeMap<String, Vec<u8>> = site.artifacts.iter().map(|artifact| (artifact.path.as_str().to_owned(), (artifact.bytes)())).collect();
    common::scan::scan(&files);
    for (name, bytes) in &files {
        let text = || std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        match name.rsplit_once('.').map(|(_, end)| end) {
            Some("json" | "sarif") => drop(serde_json::from_slice::<serde_json::Value>(bytes).unwrap_or_else(|error| panic!("{name}: {error}"))),
            Some("atom") => drop(roxmltree::Document::parse(text()).unwrap_or_else(|error| panic!("{name}: {error}"))),
            Some("csv") => csv::Reader::new(bytes).for_each(|row| drop(row.unwrap_or_else(|fault| panic!("{name}: {fault:?}")))),
            Some("ics") => assert!(text().split_inclusive('\n').all(|line| line.ends_with("\r\n") && line.len() <= 77), "{name}"),
            Some("html") => assert!(text().ends_with("</html>\n") && !text().contains('\0'), "{name}"),
            _ => {}
        }
    }
    assert_eq!(parts.faults(), Vec::<String>::new());
    sign(analysis.findings.iter().map(|finding| finding.code.name).collect::<BTreeSet<_>>())
}
