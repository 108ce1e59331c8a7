//! Every sentence, by what changed: two versions of a piece of front matter, and what is said of them.

mod account;
pub mod edits;
mod money;
mod people;
mod reviews;
mod work;

use std::sync::{Arc, LazyLock};

use crate::base::date::Date;
use crate::base::path::SourcePath;
use crate::changes::{Wording, between, moves, sections};
use crate::config::settings::{Brand, OurPerson, Product, Settings};
use crate::model::past::{Change, ChangeKind, SlipKind};
use crate::model::plan::Plan;
use crate::resolve::unit::Unit;
use crate::schema::compose::{self, EffectiveSchema};

static SCHEMA: LazyLock<EffectiveSchema> = LazyLock::new(|| compose::plan(None));

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    let person = |id: &str, name: &str| OurPerson { id: id.to_owned(), name: name.to_owned(), function: None, manager: None, emails: Vec::new() };
    let product = Product { id: "core".to_owned(), name: "Surgix Core".to_owned() };
    let brand = |id: &str, name: &str, products: Vec<Product>| Brand { id: id.to_owned(), name: name.to_owned(), divisions: Vec::new(), products };
    Settings {
        people: vec![person("ana", "Ana Ruiz"), person("ben", "Ben Ode"), person("dana", "Dana Cole")],
        brands: vec![brand("surgix", "Surgix", vec![product]), brand("vita", "Vita", Vec::new())],
        ..Settings::default()
    }
});

pub fn wording() -> Wording<'static> {
    Wording { settings: &SETTINGS, today: Date::parse("2026-11-22").unwrap() }
}

pub fn unit(text: &str) -> Unit<Plan> {
    Unit::read(&SourcePath::new("accounts/a/plan.md").unwrap(), &Arc::from(text.as_bytes()), &SCHEMA, "a")
}

fn changes(old: &str, new: &str) -> Vec<Change> {
    let (old, new) = (unit(old), unit(new));
    for version in [&old, &new] {
        assert_eq!(between(&wording(), Some(version), Some(version)), []);
        assert!(sections(Some(version), version).is_empty());
    }
    let changes = between(&wording(), Some(&old), Some(&new));
    assert!(changes.is_sorted_by_key(|change| change.rank), "{changes:?}");
    // what is touched is told, and what is told is touched
    let mut told: Vec<&str> = changes.iter().map(|change| change.section.as_str()).filter(|section| *section != "plan").collect();
    told.sort_unstable();
    told.dedup();
    let mut touched = sections(Some(&old), &new);
    touched.sort_unstable();
    if old.value.is_some() && new.value.is_some() {
        assert_eq!(told, touched);
    }
    // whoever lets the tree go hears the same
    let (mut light, mut lighter) = (old, new);
    light.let_tree_go();
    lighter.let_tree_go();
    assert_eq!(between(&wording(), Some(&light), Some(&lighter)), changes);
    changes
}

fn whole(front: &str) -> String {
    format!("---\n{front}\n---\n")
}

#[track_caller]
fn check(old: &str, new: &str, expected: &[&str]) {
    let changes = changes(&whole(old), &whole(new));
    let texts: Vec<String> = changes.iter().map(|change| change.text.replace('\u{a0}', " ")).collect();
    assert_eq!(texts, expected, "\n{old}\n→\n{new}");
}

/// One item of a list in both versions; `id: x` is added.
#[track_caller]
fn item(section: &str, both: &str, old: &str, new: &str, expected: &[&str]) {
    let list = |own: &str| {
        let parts: Vec<&str> = ["id: x", both, own].into_iter().filter(|part| !part.is_empty()).collect();
        format!("{section}: [{{{}}}]", parts.join(", "))
    };
    check(&list(old), &list(new), expected);
}

#[test]
fn plans_come_go_and_cannot_be_read() {
    let texts = |changes: Vec<Change>| changes.into_iter().map(|change| (change.rank, change.text)).collect::<Vec<_>>();
    let plan = unit(&whole("stance: grow\ntier: A\nowner: ana"));
    let broken = unit("---\nstance: [\n---\n");
    let other = unit("---\nstance: {\n---\n");
    let told = |old, new| texts(between(&wording(), old, new));
    assert_eq!(told(None, Some(&plan)), [(0, "plan is new: grow, tier A, Ana Ruiz".to_owned())]);
    assert_eq!(told(Some(&plan), None), [(0, "plan removed: grow, tier A, Ana Ruiz".to_owned())]);
    assert_eq!(told(Some(&broken), Some(&plan)), [(0, "plan could not be read before".to_owned())]);
    assert_eq!(told(Some(&plan), Some(&broken)), [(0, "plan cannot be read now".to_owned())]);
    assert_eq!(told(None, Some(&broken)), [(0, "plan is new, and cannot be read".to_owned())]);
    assert_eq!(told(Some(&broken), Some(&other)), [(0, "plan changed and still cannot be read".to_owned())]);
    assert_eq!(told(None, None), []);
}

#[track_caller]
fn narrative(old: &str, new: &str, expected: &[&str]) {
    let texts: Vec<String> = changes(&format!("---\na: 1\n---\n{old}"), &format!("---\na: 1\n---\n{new}")).into_iter().map(|change| change.text).collect();
    assert_eq!(texts, expected, "{old:?} {new:?}");
}

#[test]
fn the_narrative_by_heading() {
    narrative("## Situation\n\nA b c.\n", "## Situation\n\nA b\nd.\n", &["narrative reworded under *Situation*"]);
    narrative("## Situation\n\nA b c.\n", "\n## Situation\r\n\r\nA\r\n  b c.", &[]);
    narrative("# A\n\n## Risks\n\nx\n", "# A\n", &["section *Risks* removed"]);
    narrative("# A\n", "# A\n\n## Risks\n\nx\n", &["new section *Risks*"]);
    narrative("Hello\n\n# A\n", "Hello you\n\n# A\n", &["narrative reworded at the beginning"]);
    narrative("", "Hello\n", &["narrative reworded at the beginning"]);
    narrative("Hello\n", "", &["narrative reworded at the beginning"]);
    narrative("## A\n\nx\n\n## B\n\ny\n", "## B\n\ny\n\n## A\n\nx\n", &["sections of the narrative in another order"]);
    narrative("## A\n\nx\n\n## A\n\ny\n", "## A\n\nx\n\n## A\n\nz\n", &["narrative reworded under *A*"]);
    narrative("A\n===\n\nx\n", "# A\n\nx\n", &[]);
}

#[test]
fn a_reformatting_says_nothing() {
    check("people: [{id: a, name: A}, {id: b, name: B}]", "people:\n  # theirs\n  - name: \"B\"\n    id: b\n  - {id: 'a', name: A}\n", &[]);
    check("growth_target: 120000\ntitle: A b", "title: >\n  A\n  b\ngrowth_target: 1.2e5", &[]);
    check("asks: []\nteam:\nmanager: null", "obstacles: []\ncommitment: {}", &[]);
    check("custom: {a: 0x10, b: 1.0}", "custom: {b: 1, a: 16}", &[]);
}

#[test]
fn changes_come_by_what_matters() {
    let old = "tier: A\npeople: [{id: k, name: Karl, disposition: champion, kdm: true}, {id: r, name: Ruth, title: A}]\nopportunities: [{id: o, name: Pilot, amount: 100, close_by: 2027-01-30}]\nactions: [{id: a, text: Go, due: 2026-12-01}]";
    let new = "tier: B\npeople: [{id: r, name: Ruth, title: B, evidence: c}]\nopportunities: [{id: o, name: Pilot, amount: 90, close_by: 2027-03-12}]\nactions: [{id: a, text: Go, due: 2026-12-02}]";
    check(
        old,
        new,
        &[
            "tier A → B",
            "champion Karl left",
            "*Pilot* −10 %, $100 → $90",
            "close of *Pilot* slipped 41 days to 12 March",
            "*Go* slipped 1 day to 2 December",
            "Ruth: title A → B",
            "Ruth: evidence added",
        ],
    );
    let slipped = changes(&whole(old), &whole(new)).into_iter().find(|change| change.id == "a").unwrap();
    assert_eq!((slipped.section.as_str(), slipped.kind), ("actions", ChangeKind::Slipped));
}

#[test]
fn sections_and_moves_of_two_versions() {
    let first = unit("---\ntier: A\nasks: []\nmanager: ~\n---\n# T\n");
    assert_eq!(sections(None, &first), ["tier", "asks", "narrative"]);
    let second = unit("---\nowner: ana\ntier: A\n---\n#  T\n");
    assert_eq!(sections(Some(&first), &second), ["owner"]);
    assert_eq!(sections(Some(&second), &first), ["owner"]);
    let plan = |due: &str, close: &str| {
        let action = format!("{{id: a, objective: o, text: Go, owner: ana, due: {due}, status: doing}}");
        let deal = format!("{{id: d, name: D, amount: 1, probability: 0.5, close_by: {close}, status: open}}");
        unit(&whole(&format!("actions: [{action}]\nopportunities: [{deal}]"))).value.unwrap()
    };
    let (old, new) = (plan("2026-12-01", "2027-01-30"), plan("2026-12-13", "2027-03-12"));
    let day = |text: &str| Date::parse(text).unwrap();
    let [close, due] = [["2027-01-30", "2027-03-12"], ["2026-12-01", "2026-12-13"]].map(|days| days.map(day));
    assert_eq!(moves(&old, &new), [(SlipKind::Close, "d".to_owned(), close[0], close[1]), (SlipKind::ActionDue, "a".to_owned(), due[0], due[1])]);
    assert_eq!(moves(&new, &old), [(SlipKind::Close, "d".to_owned(), close[1], close[0]), (SlipKind::ActionDue, "a".to_owned(), due[1], due[0])]);
    assert_eq!(moves(&new, &new), []);
}
