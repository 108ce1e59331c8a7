//! A translated site is translated whole: no phrase of `themes/default/strings.yaml` stands in English on a page when the file of strings has another
//! text for it. The example is built with a file in which every phrase is written with wide letters (`Ａｓｋｓ`): what is left in narrow ones was put
//! into the page without asking for its word.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use quarterdeck::base::date::Date;
use quarterdeck::base::language;
use quarterdeck::base::path::SourcePath;
use quarterdeck::engine;
use quarterdeck::source::snapshot::{File, Snapshot};

/// Attributes that people read or hear.
const READ: [&str; 5] = ["title", "aria-label", "placeholder", "alt", "data-l"];

/// Elements whose text is not translated: pages (`*`: all), the elements on the way to it, as `tag`, `.class` or `#id`, and why. An element that is
/// named need not be the parent of the next one.
const ENGLISH: &[(&str, &[&str], &str)] = &[
    ("*", &["code"], "names of files, keys and rules are the same in every language"),
    ("*", &[".narrative"], "what the team has written in Markdown"),
    ("*", &[".finding", "p:3"], "what to do about a finding is said by the terminal too"),
    ("*", &["table.terms", "td:3"], "the reasons in scores are made from values"),
    ("*", &["#scores", "summary", "~after"], "the reason that stands behind a score"),
    ("*", &["#readiness", "dl.why", "dd", "p"], "the reason of a check, and the edit that mends it"),
    ("*", &["ol.path", "li", "span:1"], "the edit that mends a check, or a question of the bank"),
    ("*", &["#gates", "td:3"], "what was measured at a gate"),
    ("*", &["#gates", "table.terms", "td:2"], "the same in a review"),
    ("*", &["#benchmarks-table", "th", "small"], "the unit of a benchmark, as its plan has it"),
    ("*", &["#custom", "dd"], "what stands in the company's own fields"),
    ("about/", &["#rules", "td:4"], "the manual of the rules"),
    ("findings/", &[".page-rule", ".lede"], "the same"),
    ("findings/", &["#places", "td:3"], "the message of a finding on the page of its rule"),
    ("findings/", &["#why", "p"], "the same"),
    ("findings/", &["#fix", "p"], "the same"),
];

fn example(strings: &str) -> Snapshot {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-territory");
    let mut snapshot = quarterdeck::host::disk::read(&root, Date::parse("2026-11-22").unwrap(), None).unwrap();
    snapshot.files.insert(SourcePath::new("strings.yaml").unwrap(), File::Bytes(strings.as_bytes().into()));
    snapshot
}

/// Every page by its address.
fn pages(snapshot: &Snapshot) -> BTreeMap<String, String> {
    let analysis = engine::check(snapshot);
    let view = engine::view(&analysis);
    let (parts, notes) = engine::parts(snapshot, &analysis);
    assert!(notes.is_empty(), "{notes:?}");
    let site = engine::site(&view, &parts);
    let html = site.artifacts.iter().filter(|artifact| artifact.path.to_string().ends_with(".html"));
    html.map(|artifact| (artifact.path.to_string(), String::from_utf8_lossy(&(artifact.bytes)()).into_owned())).collect()
}

/// The phrases of the shipped file.
fn phrases() -> Vec<String> {
    let shipped = std::fs::read_to_string("themes/default/strings.yaml").unwrap();
    let quoted = |line: &str| serde_json::Deserializer::from_str(line).into_iter::<String>().next().map(Result::unwrap);
    shipped.lines().filter(|line| line.starts_with('"')).filter_map(quoted).collect()
}

/// The phrase in wide letters, its places as they are.
fn wide(phrase: &str) -> String {
    let mut place = false;
    let widen = |c: char| {
        place = (place || c == '{') && c != '}';
        if c.is_ascii_alphabetic() && !place { char::from_u32(u32::from(c) + 0xfee0).unwrap() } else { c }
    };
    phrase.chars().map(widen).collect()
}

/// A file of strings with every phrase in wide letters.
fn widened(phrases: &[String]) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    phrases.iter().map(|phrase| format!("{}: {}\n", quoted(phrase), quoted(&wide(phrase)))).collect()
}

fn is_wide(c: char) -> bool {
    ('\u{ff21}'..='\u{ff5a}').contains(&c)
}

/// An element that is open, with what it is found by.
#[derive(Debug)]
struct Open {
    tag: String,
    id: String,
    classes: Vec<String>,
    /// Which of its parent's elements it is, from 1.
    nth: usize,
    elements: usize,
}

impl Open {
    fn is(&self, wanted: &str) -> bool {
        let (wanted, nth) = wanted.split_once(':').map_or((wanted, None), |(wanted, nth)| (wanted, nth.parse::<usize>().ok()));
        let names = || self.classes.iter().map(String::as_str);
        let named = match wanted.split_once(['.', '#']) {
            Some((tag, name)) => (tag.is_empty() || tag == self.tag) && if wanted.contains('#') { self.id == name } else { names().any(|it| it == name) },
            None => wanted == self.tag,
        };
        named && nth.is_none_or(|nth| nth == self.nth)
    }
}

fn plain(html: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .into_iter()
        .fold(html.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Calls `found` with every text and every attribute that is read, and with the elements around it.
fn walk(html: &str, mut found: impl FnMut(&[Open], &str)) {
    const VOID: [&str; 8] = ["br", "col", "hr", "img", "input", "link", "meta", "wbr"];
    let mut open: Vec<Open> = Vec::new();
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        found(&open, &plain(text));
        // no `>` stands in an attribute: the writer escapes it
        let (tag, after) = after.split_once('>').unwrap();
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let at = open.iter().rposition(|it| it.tag == name).unwrap_or_else(|| panic!("</{name}> ends nothing"));
            open.truncate(at);
            continue;
        }
        if tag.starts_with('!') {
            continue;
        }
        let name = tag.split([' ', '/', '\n']).next().unwrap().to_owned();
        let value = |key: &str| tag.split_once(&format!(" {key}=\"")).and_then(|(_, value)| value.split_once('"')).map_or("", |(value, _)| value);
        let nth = open.last_mut().map_or(1, |parent| {
            parent.elements += 1;
            parent.elements
        });
        let classes = value("class").split(' ').map(str::to_owned).collect();
        open.push(Open { id: value("id").to_owned(), tag: name.clone(), classes, nth, elements: 0 });
        READ.iter().for_each(|key| found(&open, &plain(value(key))));
        if name == "script" || name == "style" {
            rest = rest.split_once(&format!("</{name}>")).unwrap().1;
        }
        if VOID.contains(&name.as_str()) || tag.ends_with('/') || name == "script" || name == "style" {
            open.pop();
        }
    }
}

/// The place among those where nothing is translated that this stands at.
fn stays_english(page: &str, open: &[Open], text: &str) -> Option<usize> {
    ENGLISH.iter().position(|(pages, way, _)| {
        let mut rest = open;
        (*pages == "*" || page.starts_with(pages))
            && way.iter().all(|wanted| match *wanted {
                // behind the name and the value of the score
                "~after" => text.starts_with(" · "),
                wanted => rest.iter().position(|it| it.is(wanted)).inspect(|at| rest = &rest[at + 1..]).is_some(),
            })
    })
}

/// The pieces of a text between wide letters and between points: each stood there by itself.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_wide).flat_map(|part| part.split(" · ")).map(|part| language::core(part).1)
}

#[test]
fn no_phrase_of_the_strings_stands_untranslated() {
    let phrases = phrases();
    let strings = widened(&phrases);
    // tiers are letters, and stay the same
    let known: BTreeSet<&str> = phrases.iter().map(String::as_str).filter(|phrase| phrase.chars().filter(|c| c.is_alphabetic()).count() > 1).collect();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut excused = BTreeSet::new();
    for (page, html) in pages(&example(&strings)) {
        walk(&html, |open, text| {
            let unsaid: Vec<&str> = pieces(text).filter(|piece| known.contains(piece)).collect();
            if unsaid.is_empty() {
                return;
            }
            match stays_english(&page, open, text) {
                Some(place) => {
                    excused.insert(place);
                }
                None => {
                    let near = open.iter().rev().take(4).rev().map(|it| format!("{}#{}.{}", it.tag, it.id, it.classes.join(".")));
                    found.entry(unsaid.join(" | ")).or_default().insert(format!("{page}: {}", near.collect::<Vec<_>>().join(" > ")));
                }
            }
        });
    }
    let lines = found.iter().map(|(phrase, places)| format!("{phrase:?} at {} places, as {}\n", places.len(), places.iter().next().unwrap()));
    assert!(found.is_empty(), "these phrases are in the strings, and stand in English:\n{}", lines.collect::<String>());
    let idle: Vec<_> = (0..ENGLISH.len()).filter(|at| !excused.contains(at)).map(|at| ENGLISH[at]).collect();
    assert!(idle.is_empty(), "nothing of the example needs these places: {idle:#?}");
}

/// What filters compare, and so what stands in an address: the values of choices, and the attributes of rows that have those names.
fn compared(html: &str) -> BTreeSet<String> {
    let values = |start: &str| html.split(start).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect::<Vec<_>>();
    let rows = values("<select name=\"").into_iter().flat_map(|name| values(&format!(" data-{name}=\"")));
    values("<option value=\"").into_iter().chain(rows).collect()
}

#[test]
fn filters_in_addresses_work_in_every_language() {
    let (english, other) = (pages(&example("")), pages(&example(&widened(&phrases()))));
    assert!(compared(&english["actions/index.html"]).contains("doing") && compared(&english["index.html"]).contains("grow"));
    for (page, html) in &english {
        assert_eq!(compared(html), compared(&other[page]), "{page}");
    }
}

#[test]
fn a_phrase_that_is_not_translated_is_seen() {
    let mut seen = Vec::new();
    let html = "<p id=\"x\" class=\"a b\" title=\"Asks\">Ａｓｋｓ Actions<br><i>open &amp; shut</i> <td>1</td><td>2</td></p>";
    walk(html, |open, text| {
        let at = open.last().is_some_and(|it| it.is("td:4"));
        seen.extend(pieces(text).filter(|piece| !piece.is_empty()).map(|piece| (piece.to_owned(), at)));
    });
    let seen: Vec<(&str, bool)> = seen.iter().map(|(piece, at)| (piece.as_str(), *at)).collect();
    assert_eq!(seen, [("Asks", false), ("Actions", false), ("open & shut", false), ("1", false), ("2", true)]);
    assert_eq!(wide("Of {n} {}s"), "Ｏｆ {n} {}ｓ");
}
