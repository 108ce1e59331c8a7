//! Who reports to whom among the customer's people, with influence and disposition: over whom a friend could carry us up, and over whom not.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::audience::view::PersonView;
use crate::base::html::Html;
use crate::base::language::{phrase, value_word, word};
use crate::charts::chart::{Chart, Figure, Of, count};
use crate::draw::label;

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "relationship_tree",
    of: Of::Account,
    title: "Who reports to whom",
    shows: "The people of an account by reporting line, with influence and disposition",
    ids: &["K8", "M9", "M24"],
};

/// From here on a step further down is not set further in.
const DEEPEST: usize = 5;

/// One person in the order of the tree.
struct Line<'a> {
    person: &'a PersonView,
    depth: usize,
    /// The person above whom this one stands; `None` for those who stand at the top.
    boss: Option<usize>,
    circle: bool,
}

/// All people by reporting line, the most influential first (M9, M24). Who reports to nobody, or to nobody who is named, stands at the top; so does everyone in
/// a circle, which is a finding of its own. `note` is what is known of a person, in a sentence.
pub fn figure(people: &[PersonView], note: &dyn Fn(&PersonView) -> String) -> Figure {
    let above = above(people);
    if people.is_empty() || above.iter().all(|place| matches!(place, Above::Nobody)) {
        return Figure::empty(CHART.key, &word("No reporting line is known"));
    }
    let lines = lines(people, &above);
    Figure {
        key: CHART.key,
        title: title(&lines, people),
        subtitle: word("Each person under the one they report to; influence of 5").into_owned(),
        drawing: draw(&lines, note),
        description: String::new(),
        header: Vec::new(),
        rows: Vec::new(),
    }
}

/// Where a person hangs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above {
    /// Position among the people.
    Person(usize),
    Nobody,
    Circle,
}

fn above(people: &[PersonView]) -> Vec<Above> {
    let mut position: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, person) in people.iter().enumerate() {
        position.entry(&person.id).or_insert(index);
    }
    let boss = |index: usize| people.get(index).and_then(|person| position.get(person.reports_to.as_ref()?.id.as_str())).copied();
    let circles = |index: usize| {
        let mut here = boss(index);
        // whoever is met again after so many steps is not on the way to the top
        for _ in 0..people.len() {
            match here {
                Some(other) if other == index => return true,
                Some(other) => here = boss(other),
                None => return false,
            }
        }
        false
    };
    let place = |index: usize| match boss(index) {
        _ if circles(index) => Above::Circle,
        Some(boss) => Above::Person(boss),
        None => Above::Nobody,
    };
    (0..people.len()).map(place).collect()
}

/// Everyone once: each before those below, those of one boss by influence.
fn lines<'a>(people: &'a [PersonView], above: &[Above]) -> Vec<Line<'a>> {
    let mut below: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (index, place) in above.iter().enumerate() {
        let boss = if let Above::Person(boss) = place { Some(*boss) } else { None };
        below.entry(boss).or_default().push(index);
    }
    for list in below.values_mut() {
        let rank = |index: &usize| people.get(*index).map(|it| (std::cmp::Reverse(it.influence), std::cmp::Reverse(it.kdm), &it.name, *index));
        list.sort_by(|a, b| rank(a).cmp(&rank(b)));
    }
    let mut lines: Vec<Line<'a>> = Vec::with_capacity(people.len());
    let mut open: Vec<(usize, usize, Option<usize>)> = below.get(&None).into_iter().flatten().rev().map(|index| (*index, 0, None)).collect();
    while let Some((index, depth, boss)) = open.pop() {
        let Some(person) = people.get(index) else { continue };
        lines.push(Line { person, depth, boss, circle: above.get(index) == Some(&Above::Circle) });
        open.extend(below.get(&Some(index)).into_iter().flatten().rev().map(|next| (*next, depth + 1, Some(index))));
    }
    lines
}

fn ours(person: &PersonView) -> bool {
    matches!(person.disposition, "champion" | "supporter")
}

/// The boss who could be reached through most friends, else the friend with most to win over, else who stands above most.
fn title(lines: &[Line<'_>], people: &[PersonView]) -> String {
    let reports = |boss: usize| lines.iter().filter(move |line| line.boss == Some(boss)).map(|line| line.person);
    let bosses = || people.iter().enumerate().filter(|(index, _)| reports(*index).next().is_some());
    let most = |wanted: &dyn Fn(&PersonView) -> bool, counted: &dyn Fn(&PersonView) -> bool| {
        let found = bosses().filter(|(_, boss)| wanted(boss)).map(|(index, boss)| (reports(index).filter(|it| counted(it)).count(), boss));
        found.filter(|(n, _)| *n > 0).reduce(|best, next| if (next.0, next.1.influence) > (best.0, best.1.influence) { next } else { best })
    };
    let stands = |person: &PersonView| {
        if person.disposition == "unknown" { word("whose stance is unknown").into_owned() } else { phrase("who is {stance}", &[&stance(person)]) }
    };
    if let Some((n, boss)) = most(&|boss| !ours(boss), &ours) {
        let (name, stands) = (label::name(&boss.name), stands(boss));
        return match n {
            1 => phrase("1 person on our side reports to {name}, {stands}", &[&name, &stands]),
            n => phrase("{n} people on our side report to {name}, {stands}", &[&n, &name, &stands]),
        };
    }
    if let Some((n, boss)) = most(&ours, &|person| !ours(person)) {
        let (name, stance) = (label::name(&boss.name), stance(boss));
        return match n {
            1 => phrase("{name}, {stance}, stands above 1 person who is not on our side yet", &[&name, &stance]),
            n => phrase("{name}, {stance}, stands above {n} people who are not on our side yet", &[&name, &stance, &n]),
        };
    }
    match most(&|_| true, &|_| true) {
        Some((n, boss)) => phrase("{name} stands above {people}", &[&label::name(&boss.name), &count(n, "person", "people")]),
        None => word("People report to each other in a circle").into_owned(),
    }
}

/// `a champion`, `neutral`.
fn stance(person: &PersonView) -> Cow<'static, str> {
    word(match person.disposition {
        "champion" => "a champion",
        "supporter" => "a supporter",
        "neutral" => "neutral",
        "opponent" => "an opponent",
        _ => "of unknown stance",
    })
}

fn draw(lines: &[Line<'_>], note: &dyn Fn(&PersonView) -> String) -> Html {
    let mut out = Html::with_capacity(lines.len() * 300);
    out.open("table", &[("class", "tree"), ("aria-label", &word(CHART.title))]).open("thead", &[]).open("tr", &[]).label("th", &[("scope", "col")], "Name");
    out.label("th", &[("scope", "col"), ("class", "num")], "Influence").label("th", &[("scope", "col")], "Disposition");
    out.close("tr").close("thead").open("tbody", &[]);
    for Line { person, depth, circle, .. } in lines {
        let (class, glyph) = match person.disposition {
            "champion" | "supporter" => ("st on", "●"),
            "neutral" => ("st watch", "◐"),
            "opponent" => ("st risk", "▲"),
            _ => ("st unknown", "–"),
        };
        let level = format!("l{}", (*depth).min(DEEPEST));
        let class_of_level = [("scope", "row"), ("class", level.as_str())];
        out.open("tr", &[]).open("th", class_of_level.get(..if *depth == 0 { 1 } else { 2 }).unwrap_or(&class_of_level)).text(&person.name);
        if person.kdm {
            out.text(" ").open("span", &[("class", "pill acc")]).word("KDM").close("span");
        }
        if *circle {
            out.text(" ").label("span", &[("class", "pill warn")], "in a circle");
        }
        let said = note(person);
        if !said.is_empty() {
            out.element("small", &[], &said);
        }
        out.close("th").element("td", &[("class", "num")], &person.influence.to_string()).open("td", &[]).open("span", &[("class", class)]);
        out.element("span", &[("class", "g"), ("aria-hidden", "true")], glyph).text(&value_word(person.disposition)).close("span").close("td").close("tr");
    }
    out.close("tbody").close("table");
    out
}
