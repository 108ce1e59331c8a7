//! The search index in parts, so that a query fetches little however many plans there are: all words in shards of the alphabet, what hits say in groups
//! of a few plans, and what few queries need in parts of their own: the words of names, for who mistypes one, and the facets.
//! Every part is `name=JSON`: fetched and parsed over HTTP, loaded as a script from a disk.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::audience::project::View;
use crate::audience::search::{Entry, INDEX, Kind};
use crate::audience::view::RowView;
use crate::base::fold::{closed_up, fold, words};
use crate::base::language::word;
use crate::base::narrow::narrow;
use crate::base::packed::Like;
use crate::base::path::SitePath;
use crate::formats::artifact::Artifact;
use crate::formats::format::{Extra, Format};
use crate::pages::NAV;

pub static FORMAT: Format = Format { key: "search-index", late: Some("assets/search"), artifacts };

/// Plans whose hits stand in one part.
const GROUP: usize = 8;
/// What a shard holds, about, before the places are written as differences; compressed it is a fifth. The script reads at most 24 for a query.
const SHARD_BYTES: usize = 30_000;
/// Words of names that forgive a mistake in their first letters: those of most places, so that the part stays small.
const FORGIVING: usize = 8_000;
/// Groups that one thread takes at a time, and how many such blocks wait to be merged.
const AT_ONCE: usize = 16;
const BLOCKS: usize = 4;
/// An entry goes by its number times this, plus its kind, or for one that is no hit of its own the number after all kinds: hits are put in order before anything is loaded of them.
const KINDS: usize = 16;
/// A word in more entries tells little; the plans that come first in the list keep it.
const MOST: usize = 400;
/// Words that every text has.
const STOP: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have", "in", "is", "it", "its", "no", "not", "of", "on",
    "or", "our", "that", "the", "their", "them", "they", "this", "to", "us", "was", "we", "were", "which", "who", "will", "with",
];

/// The position of a plan, and an entry of it: eight bytes, since ten thousand plans have some millions.
type Place = (u32, u32);

/// Word to the entries that hold it, in the order of the list.
type Postings = BTreeMap<String, Vec<Place>>;

fn artifacts<'a>(view: &'a View<'a>, _: &Extra<'a>) -> Vec<Artifact<'a>> {
    if view.rows.is_empty() && view.pages.is_empty() {
        return Vec::new();
    }
    let mut parts = Parts::default();
    let (mut names, mut others) = (Postings::new(), Postings::new());
    let mut groups: Vec<String> = Vec::new();
    let starts: Vec<usize> = (0..count(view)).step_by(GROUP * AT_ONCE).collect();
    // what a block found is small; its entries go before the next ones come
    for starts in starts.chunks(BLOCKS) {
        let blocks: Vec<Block> = starts.par_iter().map(|start| block(view, *start)).collect();
        for block in blocks {
            merge(&mut names, block.names);
            merge(&mut others, block.others);
            groups.extend(block.groups.into_iter().map(|bytes| parts.add("g", bytes)));
        }
    }
    let forgiving = parts.add("n", part(&json!(forgiving(&names))));
    let words = joined(names, others);
    let words: Vec<_> = words.iter().collect();
    let shards: Vec<(&str, String)> =
        shards(&words).into_iter().map(|shard| (shard.first().map_or("", |(word, _)| word.as_str()), parts.add("t", part(&tokens(shard))))).collect();
    let facets: BTreeMap<&str, String> = facets(view).into_iter().map(|(name, value)| (name, parts.add("f", part(&value)))).collect();
    let manifest = json!({
        "names": forgiving,
        "shards": shards,
        "groups": groups,
        "group": GROUP,
        "kinds": Kind::ALL.map(Kind::title),
        "facets": facets,
        "stop": STOP,
        "most": MOST,
    });
    let mut artifacts = parts.artifacts;
    artifacts.push(Artifact::ready(SitePath::fixed(INDEX), part(&manifest)));
    artifacts
}

/// Plans in the order of the list, then the pages of the team's own, then those of the navigation.
fn count(view: &View<'_>) -> usize {
    view.rows.len() + view.pages.len() + NAV.len()
}

fn entries_of(view: &View<'_>, at: usize) -> Vec<Entry> {
    match (at.checked_sub(view.rows.len()), in_nav(view, at)) {
        (_, Some((_, title, path))) => named(title, path),
        (Some(page), None) => view.page_entries(page),
        (None, None) => view.search_entries(at),
    }
}

/// Key, title and address of the page of the navigation behind a position.
fn in_nav(view: &View<'_>, at: usize) -> Option<(&'static str, &'static str, &'static str)> {
    let (key, title, path, ..) = NAV.get(at.checked_sub(view.rows.len() + view.pages.len())?)?;
    Some((key, title, path))
}

/// A page of the navigation, found by its name; that of actions by what people look for there too.
fn named(title: &'static str, path: &'static str) -> Vec<Entry> {
    let words = if path.starts_with("actions/") { "overdue late" } else { "" };
    vec![Entry { kind: Kind::Page, again: false, anchor: format!("./{path}"), label: word(title).into_owned(), words: words.to_owned() }]
}

/// Files named after their content.
#[derive(Default)]
struct Parts<'a> {
    artifacts: Vec<Artifact<'a>>,
    known: std::collections::BTreeSet<String>,
    /// The first part of each kind, which the others are like.
    like: BTreeMap<&'static str, Like>,
}

impl Parts<'_> {
    /// The part's name below the manifest's folder.
    fn add(&mut self, kind: &'static str, bytes: Vec<u8>) -> String {
        let hash = blake3::hash(&bytes).to_hex();
        let name = format!("{kind}-{}", hash.get(..12).unwrap_or(""));
        // two groups may hold the same
        if self.known.insert(name.clone())
            && let Ok(slug) = crate::base::slug::Slug::new(&name)
        {
            let like = self.like.entry(kind).or_insert_with(|| bytes.as_slice().into());
            self.artifacts.push(Artifact::waiting(SitePath::of_name("assets/search", &slug, "js"), &bytes, like));
        }
        name
    }
}

/// `</` cannot end a script element that holds it, and the two line separators are no line ends in older scripts.
fn part(value: &Value) -> Vec<u8> {
    let text = value.to_string().replace("</", "<\\/").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    [b"qdSearchPart=", text.as_bytes(), b"\n"].concat()
}

/// What some plans in a row give.
struct Block {
    /// Words of names.
    names: Postings,
    others: Postings,
    /// Each group as a part.
    groups: Vec<Vec<u8>>,
}

fn block(view: &View<'_>, start: usize) -> Block {
    let mut block = Block { names: Postings::new(), others: Postings::new(), groups: Vec::new() };
    let end = (start + GROUP * AT_ONCE).min(count(view));
    for first in (start..end).step_by(GROUP) {
        let entries: Vec<Vec<Entry>> = (first..(first + GROUP).min(end)).map(|at| entries_of(view, at)).collect();
        for (plan, entries) in entries.iter().enumerate() {
            for (number, entry) in entries.iter().enumerate() {
                let kind = if entry.again { Kind::ALL.len() } else { kind(entry.kind) };
                let at = (narrow(first + plan), narrow(number * KINDS + kind));
                let label = if entry.kind.is_name() { &mut block.names } else { &mut block.others };
                // a section is found by its heading
                if entry.kind != Kind::Text {
                    note(label, &entry.label, at);
                }
                note(&mut block.others, &entry.words, at);
            }
        }
        block.groups.push(part(&group(view, first, &entries)));
    }
    block
}

/// Enters the words of a text.
fn note(postings: &mut Postings, text: &str, at: Place) {
    for word in words(&closed_up(&fold(text))).filter(|word| !STOP.contains(word)) {
        match postings.get_mut(word) {
            Some(list) if list.len() >= MOST || list.last() == Some(&at) => {}
            Some(list) => list.push(at),
            None => drop(postings.insert(word.to_owned(), vec![at])),
        }
    }
}

/// Plans that come later in the list stand behind the others.
fn merge(all: &mut Postings, block: Postings) {
    for (word, list) in block {
        let known = all.entry(word).or_default();
        let room = MOST.saturating_sub(known.len());
        known.extend(list.into_iter().take(room));
    }
}

/// The words of names with most places, in alphabetical order and one text.
fn forgiving(names: &Postings) -> String {
    let mut words: Vec<_> = names.iter().filter(|(word, _)| word.chars().nth(3).is_some()).collect();
    words.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(b.0)));
    words.truncate(FORGIVING);
    let mut words: Vec<&str> = words.into_iter().map(|(word, _)| word.as_str()).collect();
    words.sort_unstable();
    words.join(" ")
}

/// Both together, each word with its places in the order of the list. A name keeps its places however many others the word has.
fn joined(names: Postings, mut others: Postings) -> Postings {
    for (word, list) in names {
        let known = others.entry(word).or_default();
        known.extend(list);
        known.sort_unstable();
        known.dedup();
    }
    others
}

/// Word to a flat list of plan, entry, plan, entry; a plan is written as its distance from the one before it, which is shorter.
fn tokens(postings: &[(&String, &Vec<Place>)]) -> Value {
    let flat = |list: &[Place]| {
        let before = std::iter::once(0).chain(list.iter().map(|(plan, _)| *plan));
        list.iter().zip(before).flat_map(|((plan, entry), before)| [plan.saturating_sub(before), *entry]).collect::<Vec<_>>()
    };
    Value::Object(postings.iter().map(|(word, list)| ((*word).clone(), json!(flat(list)))).collect())
}

/// Words in alphabetical order, cut into shards of one size; a shard goes by its first word.
fn shards<'p>(postings: &'p [(&'p String, &'p Vec<Place>)]) -> Vec<&'p [(&'p String, &'p Vec<Place>)]> {
    let mut shards = Vec::new();
    let (mut rest, mut bytes, mut count) = (postings, 0, 0);
    for (word, list) in postings {
        bytes += word.len() + 4 + 8 * list.len();
        count += 1;
        if bytes >= SHARD_BYTES {
            let (shard, behind) = rest.split_at_checked(count).unwrap_or((rest, &[]));
            shards.push(shard);
            (rest, bytes, count) = (behind, 0, 0);
        }
    }
    if !rest.is_empty() {
        shards.push(rest);
    }
    shards
}

fn kind(kind: Kind) -> usize {
    Kind::ALL.iter().position(|known| *known == kind).unwrap_or(0)
}

/// What the hits of a few plans say: address, title, and for each entry anchor and label, and the text that a hit quotes from.
fn group(view: &View<'_>, first: usize, entries: &[Vec<Entry>]) -> Value {
    let plan = |(number, entries): (usize, &Vec<Entry>)| {
        let at = first + number;
        let page = || at.checked_sub(view.rows.len()).and_then(|page| view.pages.get(page)).map(|page| (&page.slug, &page.title));
        let of_plan = view.rows.get(at).map(|row| (&row.slug, &row.title)).or_else(page).map(|(slug, title)| (slug.as_str(), Cow::Borrowed(title.as_str())));
        let (slug, title) = of_plan.or_else(|| in_nav(view, at).map(|(key, title, _)| (key, word(title))))?;
        let entries: Vec<Value> = entries
            .iter()
            .map(|it| match it.kind {
                Kind::Text => json!([it.anchor, it.label, it.words]),
                _ => json!([it.anchor, it.label]),
            })
            .collect();
        Some(json!([slug, title, entries]))
    };
    Value::Array(entries.iter().enumerate().filter_map(plan).collect())
}

/// For each facet its values, and for each plan the number of its value.
fn facets(view: &View<'_>) -> [(&'static str, Value); 4] {
    let facet = |of: &dyn Fn(&RowView) -> String| {
        let all: Vec<String> = view.rows.iter().map(|row| of(row)).collect();
        let mut values: Vec<&String> = all.iter().collect();
        values.sort_unstable();
        values.dedup();
        let plans = all.iter().map(|value| json!(values.binary_search(&value).unwrap_or(0)));
        // other pages have none of these
        let plans: Vec<Value> = plans.chain((view.rows.len()..count(view)).map(|_| json!(-1))).collect();
        json!({"values": values, "plans": plans})
    };
    [
        ("owner", facet(&|row| row.owner.name.clone())),
        ("stance", facet(&|row| row.stance.unwrap_or("").to_owned())),
        ("tier", facet(&|row| row.tier.unwrap_or("").to_owned())),
        ("verdict", facet(&|row| row.verdict.to_owned())),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_hold_every_word_once_and_in_order() {
        let check = |words: usize, hits: usize, expected: usize| {
            let postings: Postings = (0..words).map(|n| (format!("w{n:05}"), vec![(0, 0); hits])).collect();
            let postings: Vec<_> = postings.iter().collect();
            let found = shards(&postings);
            assert_eq!(found.len(), expected, "{words} words with {hits} hits");
            let all: Vec<&String> = found.iter().flat_map(|shard| shard.iter().map(|(word, _)| *word)).collect();
            assert!(all.is_sorted() && all.len() == words);
        };
        check(0, 0, 0);
        check(1, 1, 1);
        check(3, 5_000, 3);
        check(10_000, 1, 6);
    }

    #[test]
    fn words_are_kept_with_all_their_places_and_written_as_distances() {
        let postings = |of: &[(&str, &[Place])]| of.iter().map(|(word, list)| ((*word).to_owned(), list.to_vec())).collect::<Postings>();
        let names = postings(&[("okafor", &[(2, 1), (7, 0)]), ("ruth", &[(2, 1)])]);
        assert_eq!(forgiving(&names), "okafor ruth");
        assert_eq!(forgiving(&postings(&[("al", &[(0, 0)])])), "", "short words forgive nothing");
        let all = joined(names, postings(&[("okafor", &[(2, 1), (2, 17), (5, 3)])]));
        let all: Vec<_> = all.iter().collect();
        assert_eq!(tokens(&all), json!({"okafor": [2, 1, 0, 17, 3, 3, 2, 0], "ruth": [2, 1]}));
    }

    #[test]
    fn a_part_is_a_script_and_json_and_ends_no_element() {
        let bytes = part(&json!({"a": "</script>\u{2028}"}));
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text, "qdSearchPart={\"a\":\"<\\/script>\\u2028\"}\n");
        let json: Value = serde_json::from_str(text.trim_start_matches("qdSearchPart=")).unwrap();
        assert_eq!(json["a"], "</script>\u{2028}");
    }
}
