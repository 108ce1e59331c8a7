//! A value tree against a schema, to findings: which violations count, which of them are one defect, and where each points.
//! Sentences are made in `explain`. Knows nothing of other files.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::base::amount::Amount;
use crate::base::near;
use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::code::Level;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Edit, Fix, did_you_mean};
use crate::model::account::Status;
use crate::model::plan::Plan;
use crate::parse::codes::YAML_UNSUPPORTED;
use crate::parse::node::{Kind, Node, Tree};
use crate::schema::codes::{CONFIG_ERROR, EMPTY_VALUE, REQUIRED_KEY, UNKNOWN_KEY, VALUE_FORMAT, VALUE_RANGE};
use crate::schema::compose::{Document, EffectiveSchema, Flaw, Violation, resolved};
use crate::schema::explain::{IN_FULL, Scene, allowed, explain, shown};
use crate::schema::weight::MOST;
use crate::schema::{missing, money, noun, nulls};

/// All errors of a document, sorted by place. In a territory file each of them is a `config-error`.
pub fn check(path: &SourcePath, tree: &Tree, schema: &EffectiveSchema, account: Option<&str>) -> Vec<Diagnostic> {
    let root = tree.root();
    let value = nulls::value(tree, schema.checking());
    let patience = near::Patience::default();
    let own = root.get("currency").filter(|own| own.kind() == Kind::Text).map(|own| own.text());
    let currency = own.or(schema.currency());
    let (schema, unasked) = schema.affordable(&value);
    let scene = Scene { path, tree, schema, currency, patience: &patience };
    let mut violations = Vec::new();
    for violation in schema.violations(&value) {
        settle(violation, &mut violations);
    }
    let dropped = thin(&mut violations);
    let mut findings = keys(scene, &violations);
    findings.extend(unasked.map(|at| too_much(scene, &at)));
    findings.extend((dropped > 0).then(|| many(scene, dropped)));
    findings.extend(values(scene, &violations));
    odd_numbers(scene, &mut findings);
    if matches!(schema.document, Document::Plan | Document::Territory) {
        findings.extend(money::doubtful(path, tree));
    }
    let draft = schema.document == Document::Plan && root.get("status").is_some_and(|status| status.text() == Status::Draft.as_str());
    for finding in &mut findings {
        finding.account = account.map(Into::into);
        if schema.document.is_config() {
            finding.code = &CONFIG_ERROR;
            // an amount that may be meant otherwise is a warning wherever it stands
            finding.level = if finding.level == Level::Warn { Level::Warn } else { CONFIG_ERROR.level };
        }
        if draft && finding.code == &EMPTY_VALUE && is_for_later(tree, &finding.pointer) {
            finding.level = finding.level.milder();
        }
    }
    findings.sort_by(|a, b| (a.span, a.code.code, &a.message, &a.pointer).cmp(&(b.span, b.code.code, &b.message, &b.pointer)));
    findings.dedup();
    findings
}

/// Mistakes under `custom` that are told; there may be as many as an overlay has conditions for each of its values.
const MANY: usize = 1_000;

/// Leaves out what would be too many findings under `custom`, and counts them. Elsewhere there are as many as values at most.
fn thin(violations: &mut Vec<Violation>) -> usize {
    let (mut told, mut dropped) = (BTreeSet::new(), BTreeSet::new());
    violations.retain_mut(|violation| {
        if violation.at != "/custom" && !violation.at.starts_with("/custom/") {
            return true;
        }
        let mut keep = |place: String| {
            let kept = told.contains(&place) || (told.len() < MANY && told.insert(place.clone()));
            if !kept {
                dropped.insert(place);
            }
            kept
        };
        match &mut violation.flaw {
            Flaw::Missing(key) => keep(under(&violation.at, key)),
            Flaw::Unknown(keys) => {
                keys.retain(|key| keep(under(&violation.at, key)));
                !keys.is_empty()
            }
            // of several at one value one is told
            _ => keep(violation.at.clone()),
        }
    });
    dropped.len()
}

fn many(scene: Scene<'_>, dropped: usize) -> Diagnostic {
    let place = scene.tree.nearest("/custom").key_span();
    let message = match dropped {
        1 => "1 more mistake under `custom` is not listed".to_owned(),
        n => format!("{n} more mistakes under `custom` are not listed"),
    };
    Diagnostic::new(&VALUE_RANGE, scene.path, place, message).pointer("/custom")
}

/// The overlay was not asked: its conditions and what stands here are too many together.
fn too_much(scene: Scene<'_>, at: &str) -> Diagnostic {
    let owner = scene.tree.nearest(at);
    let place = if at.is_empty() { ByteSpan::default() } else { owner.key_span() };
    let message = format!("the overlay schema asks more than {MOST} things of this plan, so that only what quarterdeck itself asks was checked");
    Diagnostic::new(&VALUE_RANGE, scene.path, place, message).pointer(at).help("shorten the lists here, or let schemas/plan.schema.json ask less of each item")
}

/// Is it something that a draft may leave empty: a list, or a key that the overlay schema alone asks for?
fn is_for_later(tree: &Tree, pointer: &str) -> bool {
    let Some(key) = pointer.strip_prefix('/') else { return false };
    let list = || tree.at(pointer).is_some_and(|node| node.kind() == Kind::Seq);
    key.starts_with("custom/") || (!key.contains('/') && (!Plan::REQUIRED.contains(&key) || list()))
}

/// The known key that an `unknown-key` finding says was meant, so that rules do not also report it as missing.
pub fn meant_key(finding: &Diagnostic) -> Option<&str> {
    if finding.code != &UNKNOWN_KEY {
        return None;
    }
    finding.fix.as_ref().and_then(|fix| fix.edits.first()).map(|edit| edit.text.as_str())
}

/// The mistakes that do not follow from what reading refused: a key that a `<<` may bring in is not missing, and where an alias stands nothing is empty.
pub fn apart(mistakes: Vec<Diagnostic>, syntax: &[Diagnostic]) -> Vec<Diagnostic> {
    let refused: BTreeSet<&str> = syntax.iter().filter(|it| it.code == &YAML_UNSUPPORTED).map(|it| &*it.pointer).collect();
    let merges = |pointer: &str| pointer.rsplit_once('/').is_some_and(|(owner, _)| refused.contains(format!("{owner}/<<").as_str()));
    let follows = |it: &Diagnostic| match it.code {
        code if code == &REQUIRED_KEY => merges(&it.pointer),
        code if code == &EMPTY_VALUE => refused.contains(&*it.pointer) || merges(&it.pointer),
        _ => false,
    };
    mistakes.into_iter().filter(|it| refused.is_empty() || !follows(it)).collect()
}

/// Of alternatives, the one that was meant: those that fail on the value's own kind are dropped; of the rest the one with the fewest errors,
/// of equal ones the one that was understood most deeply; on a tie there but for one shape, none.
fn settle(violation: Violation, out: &mut Vec<Violation>) {
    let Flaw::Alternatives(branches) = &violation.flaw else { return out.push(violation) };
    let wrong_kind = |branch: &Vec<Violation>| branch.iter().any(|v| v.at == violation.at && matches!(v.flaw, Flaw::Type(_)));
    let depth = |branch: &Vec<Violation>| branch.iter().map(|v| v.at.matches('/').count()).max().unwrap_or(0);
    let mut left: Vec<&Vec<Violation>> = branches.iter().filter(|branch| !wrong_kind(branch)).collect();
    if left.is_empty() {
        let kinds: BTreeSet<String> = branches.iter().flatten().filter(|v| v.at == violation.at).flat_map(|v| types(&v.flaw)).collect();
        return out.push(Violation { flaw: Flaw::Type(kinds.into_iter().collect()), ..violation });
    }
    left.sort_by_key(|branch| (branch.len(), std::cmp::Reverse(depth(branch))));
    match left.as_slice() {
        [first, second, ..] if (first.len(), depth(first)) == (second.len(), depth(second)) => out.push(violation),
        [first, ..] => first.iter().for_each(|inner| settle(inner.clone(), out)),
        [] => {}
    }
}

fn types(flaw: &Flaw) -> Vec<String> {
    match flaw {
        Flaw::Type(kinds) => kinds.clone(),
        _ => Vec::new(),
    }
}

/// Missing and unknown keys; a misspelt key takes the missing one that it was meant to be with it.
fn keys(scene: Scene<'_>, violations: &[Violation]) -> Vec<Diagnostic> {
    let mut missing: BTreeMap<&str, Vec<(&str, &Violation)>> = BTreeMap::new();
    let mut unknown: BTreeMap<(&str, &str), &Violation> = BTreeMap::new();
    for violation in violations {
        match &violation.flaw {
            Flaw::Missing(key) => {
                let keys = missing.entry(&violation.at).or_default();
                if !keys.iter().any(|(known, _)| known == key) {
                    keys.push((key, violation));
                }
            }
            Flaw::Unknown(keys) => unknown.extend(keys.iter().map(|key| ((violation.at.as_str(), key.as_str()), violation))),
            _ => {}
        }
    }
    let mut findings = Vec::new();
    let mut owner: Option<Owner<'_>> = None;
    for ((at, key), violation) in unknown {
        let owner = match owner.take() {
            Some(same) if same.at == at => owner.insert(same),
            _ => owner.insert(Owner::new(scene, at)),
        };
        let (finding, meant) = unknown_key(scene, owner, key, scene.schema.holder(violation));
        if let (Some(meant), Some(keys)) = (meant, missing.get_mut(at)) {
            keys.retain(|(key, _)| *key != meant);
        }
        findings.push(finding);
    }
    for (at, keys) in missing {
        findings.extend(keys.into_iter().map(|(key, violation)| missing_key(scene, at, key, violation)));
    }
    findings
}

/// A group with unknown keys, its own keys looked up once: there may be thousands of either.
struct Owner<'a> {
    at: &'a str,
    node: Node<'a>,
    keys: BTreeMap<&'a str, Node<'a>>,
}

impl<'a> Owner<'a> {
    fn new(scene: Scene<'a>, at: &'a str) -> Self {
        let node = scene.tree.nearest(at);
        let mut keys = BTreeMap::new();
        for entry in node.entries() {
            keys.entry(entry.key().unwrap_or("")).or_insert(entry);
        }
        Owner { at, node, keys }
    }
}

fn unknown_key(scene: Scene<'_>, owner: &Owner<'_>, key: &str, holder: &Value) -> (Diagnostic, Option<String>) {
    let at = owner.at;
    let span = owner.keys.get(key).map_or_else(|| owner.node.owner_span(), |node| node.key_span());
    // a list that there is no time for is not even made
    let n_known = holder.get("properties").and_then(Value::as_object).map_or(0, Map::len);
    let in_time = n_known <= IN_FULL || scene.patience.takes(n_known);
    let known: Vec<&str> = keys_of(holder).filter(|_| in_time).collect();
    let absent: Vec<&str> = known.iter().copied().filter(|name| !owner.keys.contains_key(name)).collect();
    let meant = near::nearest(key, &absent).or_else(|| near::nearest(key, &known)).or(match (known.as_slice(), owner.keys.len()) {
        // one key where one key belongs
        ([only], 1) => Some(*only),
        _ => None,
    });
    let text: String = key.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let found = Diagnostic::new(&UNKNOWN_KEY, scene.path, span, format!("unknown key `{text}`")).pointer(under(at, key));
    let found = match meant {
        // a key that stands there already would then stand twice
        Some(name) if !absent.contains(&name) => found.help(did_you_mean(name)),
        Some(name) => {
            let edit = Edit { path: scene.path.clone(), span, text: name.to_owned() };
            let fix = Fix { title: format!("rename to `{name}`"), safe: name.eq_ignore_ascii_case(key), room: None, edits: vec![edit] };
            found.help(did_you_mean(name)).fix(fix)
        }
        None if known.contains(&"custom") => found.help("fields of your own go under `custom`"),
        None => found.help("take it out, or write one of the keys that are known here"),
    };
    let found = match known.is_empty() {
        true if n_known > 0 => found.note(format!("known keys: {n_known}; `quarterdeck schema` prints them")),
        true => found,
        false => found.note(allowed("known keys", key, &known)),
    };
    (found, meant.map(str::to_owned))
}

fn missing_key(scene: Scene<'_>, at: &str, key: &str, violation: &Violation) -> Diagnostic {
    let owner = scene.tree.nearest(at);
    let holder = scene.schema.holder(violation);
    let there = owner.get(key);
    let pointer = under(at, key);
    let (level, so) = match missing::uncounted(at, key).filter(|_| !scene.schema.document.is_config()) {
        Some(so) => (Level::Warn, so),
        None => (Level::Error, ""),
    };
    // a condition's `then` names the key alone; its description stands beside the condition
    let property = scene.schema.property(holder, key).filter(|property| property.get("not").is_none()).or_else(|| {
        let outer = violation.keyword.rsplit_once("/allOf/").and_then(|(outer, _)| scene.schema.checking().pointer(outer))?;
        scene.schema.property(outer, key)
    });
    if let Some(node) = there.filter(|node| node.kind() == Kind::Null) {
        let span = if node.span().start == node.span().end { node.key_span() } else { node.span() };
        let found = Diagnostic::new(&EMPTY_VALUE, scene.path, span, format!("`{key}` is empty{so}")).pointer(pointer).level(level);
        return found.help(
            // the key is there already
            match wanted(scene, key, property).replacen("add ", "write ", 1) {
                bare if bare == format!("write `{key}:`") => format!("write a value behind `{key}:`"),
                wanted => wanted,
            },
        );
    }
    let span = if at.is_empty() { ByteSpan::default() } else { owner.owner_span() };
    let message = format!("`{key}` is missing{}{so}", whereabouts(scene, owner, at));
    let found = Diagnostic::new(&REQUIRED_KEY, scene.path, span, message).pointer(pointer).level(level);
    let found = match property.and_then(|property| property.get("x-message")).and_then(Value::as_str) {
        Some(message) => found.help(message.to_owned()),
        None => found.help(wanted(scene, key, property)),
    };
    if scene.schema.document.is_config() {
        return found;
    }
    let outer = violation.keyword.rsplit_once("/allOf/").and_then(|(outer, _)| scene.schema.checking().pointer(outer));
    let order: Vec<&str> = keys_of(outer.unwrap_or(holder)).collect();
    let property = property.map(|property| resolved(scene.schema.checking(), property));
    match missing::room(scene.path, scene.tree.source(), owner, &order, key, property) {
        Some(fix) => found.fix(fix),
        None => found,
    }
}

/// The keys that a schema names, in its order.
fn keys_of(holder: &Value) -> impl Iterator<Item = &str> {
    holder.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::keys).map(String::as_str)
}

/// ` in action ⟨id⟩`, ` in ⟨key⟩`; nothing at the top.
fn whereabouts(scene: Scene<'_>, owner: Node<'_>, at: &str) -> String {
    // a file that is one list has its name: a person of people.yaml
    let file = scene.path.name().split('.').next().unwrap_or("");
    let whole = at.split('/').nth(1).is_some_and(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    let parts: Vec<&str> = whole.then_some(file).into_iter().chain(at.split('/').skip(1)).collect();
    match parts.as_slice() {
        [] => String::new(),
        [.., list, position] if position.bytes().all(|b| b.is_ascii_digit()) => {
            let what = noun::of_item(list);
            match owner.get("id").filter(|id| matches!(id.kind(), Kind::Text | Kind::Int)) {
                Some(id) => format!(" in {what} `{}`", shown(id)),
                None => format!(" in {what} {}", position.parse::<usize>().map_or(0, |n| n.saturating_add(1))),
            }
        }
        [.., key] => format!(" in `{}`", crate::schema::explain::unescaped(key)),
    }
}

/// What to write for a missing key.
fn wanted(scene: Scene<'_>, key: &str, property: Option<&Value>) -> String {
    let Some(property) = property.map(|property| resolved(scene.schema.checking(), property)) else { return format!("add `{key}:`") };
    let words = crate::schema::core::texts(property.get("enum"));
    if !words.is_empty() {
        return format!("add `{key}:` with one of {}", words.join(", "));
    }
    if let Some(word) = property.get("const").and_then(Value::as_str) {
        return format!("add `{key}: {word}`");
    }
    match (property.get("format").and_then(Value::as_str), property.get("type").and_then(Value::as_str)) {
        (Some("date"), _) => format!("add `{key}:` with a date, YYYY-MM-DD"),
        (Some("fiscal-period"), _) => format!("add `{key}:` with a fiscal period, for example FY2027-Q1"),
        (_, Some("array")) => format!("add `{key}:` with a list of {}", noun::of_items(key)),
        (_, Some(kind @ ("number" | "integer"))) => format!("add `{key}:` with {}", noun::of_type(kind)),
        _ => format!("add `{key}:`"),
    }
}

/// One finding per value: of several violations the one that explains the others.
fn values(scene: Scene<'_>, violations: &[Violation]) -> Vec<Diagnostic> {
    let mut worst: BTreeMap<&str, &Violation> = BTreeMap::new();
    for violation in violations.iter().filter(|v| !matches!(v.flaw, Flaw::Missing(_) | Flaw::Unknown(_))) {
        let kept = worst.entry(&violation.at).or_insert(violation);
        if weight(&violation.flaw) < weight(&kept.flaw) {
            *kept = violation;
        }
    }
    worst.into_values().map(|violation| explain(scene, violation)).collect()
}

fn weight(flaw: &Flaw) -> u8 {
    match flaw {
        Flaw::Type(_) => 0,
        Flaw::Choice(_) | Flaw::Constant(_) => 1,
        Flaw::Format(_) => 2,
        Flaw::Pattern(_) => 3,
        Flaw::Length | Flaw::Count => 4,
        Flaw::Range => 5,
        Flaw::Repeats => 6,
        Flaw::Alternatives(_) => 7,
        Flaw::Missing(_) | Flaw::Unknown(_) | Flaw::Refused => 8,
    }
}

/// Numbers that JSON can hold and exact decimals cannot: not decimal, not finite, too large or too fine.
fn odd_numbers(scene: Scene<'_>, findings: &mut Vec<Diagnostic>) {
    let mut stack = vec![scene.tree.root()];
    let mut odd = Vec::new();
    while let Some(node) = stack.pop() {
        stack.extend(node.children().filter(|child| !(child.key() == Some("custom") && child.parent().is_some_and(|p| p.parent().is_none()))));
        if matches!(node.kind(), Kind::Int | Kind::Float) && Amount::parse(node.text()).is_none() {
            odd.push(node);
        }
    }
    for node in odd {
        let pointer = node.pointer();
        if findings.iter().any(|finding| !finding.pointer.is_empty() && (*pointer == *finding.pointer || pointer.starts_with(&format!("{}/", finding.pointer))))
        {
            continue;
        }
        let text = shown(node);
        let finding = if text.starts_with("0x") || text.starts_with("0o") {
            let found = Diagnostic::new(&VALUE_FORMAT, scene.path, node.span(), format!("`{text}` is not a decimal number"));
            found.help(format!("write {}", node.to_json_without_nulls()))
        } else {
            Diagnostic::new(&VALUE_RANGE, scene.path, node.span(), format!("`{text}` is more than can be counted exactly"))
                .help("write a finite number of at most 28 digits")
        };
        findings.push(finding.pointer(pointer));
    }
}

/// The pointer of a key under a pointer.
pub fn under(at: &str, key: &str) -> String {
    format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"))
}
