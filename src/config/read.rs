//! Trees of the territory files to [`Settings`] and findings with places. What is wrong falls back to its default; what is right is used.

use std::collections::{BTreeSet, HashSet};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::base::path::SourcePath;
use crate::base::slug::Slug;
use crate::base::span::ByteSpan;
use crate::config::icp::{shipped, shipped_criterion};
use crate::config::raw;
use crate::config::references::{Ids, Known, MANY, Reader};
use crate::config::schemas;
use crate::config::settings::{BankQuestion, Criterion, Cycle, IcpMatrix, OurPerson, Settings, Step};
use crate::diag::code::Level;
use crate::diag::diagnostic::Diagnostic;
use crate::parse::node::{Kind, Node, Tree};
use crate::schema::check::{check, under};
use crate::schema::codes::CONFIG_ERROR;
use crate::schema::compose::{Document, EffectiveSchema, Flaw, compile};

/// A file that is there and could be read as YAML.
pub type Read<'a> = Option<(SourcePath, &'a Tree)>;

/// The five files of a territory, as far as they are there.
#[derive(Clone, Debug, Default)]
pub struct TerritoryFiles<'a> {
    pub territory: Read<'a>,
    pub people: Read<'a>,
    pub icp: Read<'a>,
    pub cycle: Read<'a>,
    pub questions: Read<'a>,
}

/// Reads the territory files. There are always settings; mistakes are findings.
pub fn read(files: &TerritoryFiles<'_>, known: &Known<'_>) -> (Settings, Vec<Diagnostic>) {
    let mut findings = Findings::default();
    let ids: Option<Ids<'_>> =
        files.people.as_ref().filter(|(_, tree)| named(tree)).map(|(_, tree)| tree.root().items().filter_map(|item| item.get("id")).map(Node::text).collect());
    let people = ids.as_ref();
    let territory: Option<raw::Territory> = file(&files.territory, Document::Territory, &mut findings, |reader, tree| reader.territory(tree, known, people));
    let mut settings = Settings::of(territory.unwrap_or_default());
    settings.faulty = std::mem::take(&mut findings.faulty);
    if settings.faulty.contains("brands") || files.territory.as_ref().is_some_and(|(_, tree)| lost_brand(tree, &settings)) {
        settings.lost.insert("brands");
    }
    if files.territory.is_none() {
        settings.faulty.insert(String::new());
    }
    let list: Option<Vec<raw::OurPerson>> = file(&files.people, Document::People, &mut findings, |reader, tree| reader.people(tree, people));
    settings.people = ours(list.unwrap_or_default());
    // of a list that lost somebody to a mistake nobody can say who is not on it
    let listed: HashSet<&str> = settings.people.iter().map(|person| person.id.as_str()).collect();
    settings.has_people = people.is_some_and(|ids| ids.all().iter().all(|id| listed.contains(id)));
    let matrix: Option<raw::Icp> = file(&files.icp, Document::Icp, &mut findings, |reader, tree| reader.icp(tree));
    if let Some(matrix) = matrix {
        let written = files.icp.as_ref().and_then(|(_, tree)| tree.root().get("version")).map(Node::text);
        settings.icp = icp(matrix, written);
    }
    if files.icp.as_ref().is_some_and(|(_, tree)| lost_criterion(tree, &settings)) {
        settings.lost.insert("icp");
    }
    let cycle: Option<raw::Cycle> = file(&files.cycle, Document::Cycle, &mut findings, |reader, tree| reader.cycle(tree, people));
    settings.cycle = cycle.map(|cycle| Cycle { period: cycle.period, steps: cycle.steps.into_iter().map(step).collect() });
    let questions: Option<Vec<raw::BankQuestion>> = file(&files.questions, Document::Questions, &mut findings, |reader, tree| reader.questions(tree, known));
    settings.questions = questions.map(|list| list.into_iter().map(question).collect());
    for levels in std::iter::once(&mut settings.rule_levels).chain(settings.overrides.iter_mut().map(|entry| &mut entry.rules)) {
        *levels = std::mem::take(levels).into_iter().filter_map(|(name, level)| in_force(name, level, known)).collect();
    }
    (settings, findings.listed)
}

/// A level by the name of its rule, whichever way the territory writes it; none for what is no rule, and for one that is always on.
fn in_force(name: String, level: Level, known: &Known<'_>) -> Option<(String, Level)> {
    if known.rules.is_empty() {
        return Some((name, level));
    }
    let rule = known.rule(&name)?;
    let always = level == Level::Off && known.fixed.contains(&rule);
    (!always).then(|| (rule.to_owned(), level))
}

/// Does an entry of a list have an id that is none of these?
fn lost<'a>(items: impl IntoIterator<Item = Node<'a>>, kept: impl Fn(&str) -> bool) -> bool {
    items.into_iter().any(|item| item.get("id").is_none_or(|id| !kept(id.text())))
}

fn lost_brand(tree: &Tree, settings: &Settings) -> bool {
    let brands = || tree.root().get("brands").into_iter().flat_map(Node::items);
    let products = brands().filter_map(|brand| brand.get("products")).flat_map(Node::items);
    let known: HashSet<&str> = settings.brands.iter().map(|brand| brand.id.as_str()).collect();
    let sold: HashSet<&str> = settings.brands.iter().flat_map(|brand| &brand.products).map(|product| product.id.as_str()).collect();
    lost(brands(), |id| known.contains(id)) || lost(products, |id| sold.contains(id))
}

fn lost_criterion(tree: &Tree, settings: &Settings) -> bool {
    let criteria = tree.root().get("criteria");
    let known: HashSet<&str> = settings.icp.criteria.iter().map(|criterion| criterion.id.as_str()).collect();
    criteria.is_some_and(|list| list.items().next().is_none() || lost(list.items(), |id| known.contains(id)))
}

/// Does the list of people name everybody in it? One whose id is no id is somebody whom others mean by another.
fn named(tree: &Tree) -> bool {
    let (root, id) = (tree.root(), |item: Node<'_>| item.get("id").is_some_and(|id| id.kind() == Kind::Text && Slug::new(id.text()).is_ok()));
    root.kind() == Kind::Seq && root.items().next().is_some() && root.items().all(id)
}

/// The top-level key that a mistake lies in, and the one that it was probably meant to be.
fn faulty(finding: &Diagnostic) -> Vec<String> {
    let key = finding.pointer.split('/').nth(1).unwrap_or("").to_owned();
    let meant = finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.text.clone());
    std::iter::once(key)
        .chain(meant.filter(|_| finding.pointer.matches('/').count() == 1))
        .filter(|key| !key.is_empty())
        .chain(
            // what is wrong with the whole, a key that is missing apart
            (finding.pointer.is_empty()).then(String::new),
        )
        .collect()
}

/// What is right in a bank of questions that is no territory's: the built-in one.
pub fn questions(path: &SourcePath, tree: &Tree) -> Vec<BankQuestion> {
    let source = Some((path.clone(), tree));
    let list: Option<Vec<raw::BankQuestion>> = file(&source, Document::Questions, &mut Findings::default(), |_, _| {});
    list.unwrap_or_default().into_iter().map(question).collect()
}

/// What is wrong in the files.
#[derive(Debug, Default)]
struct Findings {
    listed: Vec<Diagnostic>,
    /// The top-level keys that hold a mistake, listed or not.
    faulty: BTreeSet<String>,
}

impl Findings {
    /// Those of one file: the first by their places, and how many there are besides.
    fn add(&mut self, path: &SourcePath, mut found: Vec<Diagnostic>, uncounted: usize) {
        found.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
        self.faulty.extend(found.iter().flat_map(faulty));
        let dropped = found.len().saturating_sub(MANY) + uncounted;
        found.truncate(MANY);
        if dropped > 0 {
            let message = format!("{dropped} more mistakes in this file are not listed");
            found.push(Diagnostic::new(&CONFIG_ERROR, path, ByteSpan::default(), message));
        }
        self.listed.extend(found);
    }
}

/// Checks one file and decodes what is right in it.
fn file<T: DeserializeOwned>(source: &Read<'_>, document: Document, findings: &mut Findings, references: impl FnOnce(&mut Reader<'_>, &Tree)) -> Option<T> {
    let (path, tree) = source.as_ref()?;
    let schema = compile(document, schemas::schema(document)?);
    let mut found = check(path, tree, &schema, None);
    let mut reader = Reader::new(path, tree, &found);
    references(&mut reader, tree);
    // a value that is wrong by itself has been named already
    let mut named: HashSet<ByteSpan> = found.iter().map(|finding| finding.span).collect();
    found.extend(reader.findings.into_iter().filter(|finding| named.insert(finding.span)));
    findings.faulty.extend(reader.dropped_under);
    let value = serde_json::from_value(sound(tree, &schema));
    // what the schema accepts and the type does not: never without a word
    if let Err(error) = &value {
        let message = format!("`{path}` cannot be used as it stands, so the defaults are: {error}");
        found.push(Diagnostic::new(&CONFIG_ERROR, path, tree.root().owner_span(), message).help("write whole numbers without a point or an exponent"));
    }
    findings.add(path, found, reader.dropped);
    value.ok()
}

/// The file's value without what is wrong in it.
fn sound(tree: &Tree, schema: &EffectiveSchema) -> Value {
    let list = schema.checking().get("type").is_some_and(|kind| kind == "array");
    let empty = || if list { Value::Array(Vec::new()) } else { Value::Object(Map::new()) };
    let mut value = match tree.root().kind() {
        Kind::Null => empty(),
        _ => tree.root().to_json_without_nulls(),
    };
    for _ in 0..16 {
        let mut wrong: Vec<String> = Vec::new();
        for violation in schema.violations(&value) {
            match violation.flaw {
                Flaw::Missing(_) if violation.at.is_empty() => {}
                Flaw::Unknown(keys) => wrong.extend(keys.iter().map(|key| under(&violation.at, key))),
                _ => wrong.push(violation.at),
            }
        }
        if wrong.is_empty() {
            break;
        }
        for pointer in wrong {
            if let Some(part) = value.pointer_mut(&pointer) {
                *part = Value::Null;
            }
        }
        if value.is_null() {
            return empty();
        }
        sweep(&mut value);
    }
    value
}

/// Takes nulls out of lists and maps.
fn sweep(value: &mut Value) {
    match value {
        Value::Array(list) => {
            list.retain(|item| !item.is_null());
            list.iter_mut().for_each(sweep);
        }
        Value::Object(map) => {
            map.retain(|_, item| !item.is_null());
            map.values_mut().for_each(sweep);
        }
        _ => {}
    }
}

/// Of two people with one id the first stays.
fn ours(list: Vec<raw::OurPerson>) -> Vec<OurPerson> {
    let mut people: Vec<OurPerson> = Vec::with_capacity(list.len());
    let mut seen: HashSet<String> = HashSet::with_capacity(list.len());
    for raw in list {
        if seen.insert(raw.id.clone()) {
            people.push(OurPerson { id: raw.id, name: raw.name, function: raw.function, manager: raw.manager, emails: raw.emails });
        }
    }
    people
}

/// `written` is the version as it stands in the file: as a number `1.10` would be `1.1`.
fn icp(raw: raw::Icp, written: Option<&str>) -> IcpMatrix {
    let default = shipped();
    let bands = raw.bands.unwrap_or_default();
    let (mut high, mut moderate) = (bands.high.map_or(default.high, |it| it.0), bands.moderate.map_or(default.moderate, |it| it.0));
    if moderate > high {
        (high, moderate) = (default.high, default.moderate);
    }
    let mut criteria: Vec<Criterion> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    for raw in raw.criteria.unwrap_or_default() {
        if seen.insert(raw.id.clone()) {
            criteria.push(criterion(raw));
        }
    }
    IcpMatrix {
        version: match raw.version {
            Some(raw::Version::Number(number)) => written.map_or_else(|| number.to_string(), str::to_owned),
            Some(raw::Version::Text(text)) => text,
            None => default.version,
        },
        about: raw.about,
        why_they_value_us: raw.why_they_value_us,
        criteria: if criteria.is_empty() { default.criteria } else { criteria },
        high,
        moderate,
        is_default: false,
    }
}

fn criterion(raw: raw::Criterion) -> Criterion {
    let known = shipped_criterion(&raw.id);
    let mut levels: Vec<(i64, String)> = raw.levels.into_iter().map(|level| (level.value, level.meaning.unwrap_or_default())).collect();
    levels.sort_by_key(|level| level.0);
    levels.dedup_by_key(|level| level.0);
    if levels.is_empty() {
        let plain = || (0..=2).map(|value| (value, String::new())).collect();
        levels = known.as_ref().map_or_else(plain, |known| known.levels.clone());
    }
    let label = raw.label.or_else(|| known.map(|known| known.label)).unwrap_or_else(|| raw.id.replace(['_', '-'], " "));
    Criterion { id: raw.id, label, weight: raw.weight.map_or(rust_decimal::Decimal::ONE, |it| it.0), levels }
}

fn step(raw: raw::Step) -> Step {
    Step { id: raw.id, on: raw.on, owner: raw.owner, min_days_after_previous: raw.min_days_after_previous.unwrap_or(0) }
}

fn question(raw: raw::BankQuestion) -> BankQuestion {
    BankQuestion { id: raw.id, text: raw.text, category: raw.category, postures: raw.postures, when: raw.when }
}

/// A mistake in a territory file is always `config-error`, its cause in the message (`plan-format.md` §4).
pub fn as_config_error(mut finding: Diagnostic) -> Diagnostic {
    // a secret is no mistake of the file's form, and keeps its name and level
    if finding.code.name == crate::parse::codes::SECRET_FOUND.name {
        return finding;
    }
    finding.code = &crate::schema::codes::CONFIG_ERROR;
    finding.level = finding.code.level;
    finding
}
