//! What a reader can look for: every account with its people, objectives, obstacles, asks, headings and text, each with the anchor that it leads to.

use crate::audience::project::View;
use crate::base::language::key;
use crate::draw::label::shorten;
use crate::parse::markdown;
use crate::parse::outline::Heading;

/// Where the list of the index's parts stands.
pub const INDEX: &str = "assets/search/index.js";

/// What kind of thing a hit is, in the order in which kinds matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Account,
    Owner,
    Person,
    Opportunity,
    Objective,
    Action,
    Benchmark,
    Obstacle,
    Ask,
    Heading,
    Text,
    /// A page of the team's own.
    Page,
}

impl Kind {
    pub const ALL: [Kind; 12] = [
        Kind::Account,
        Kind::Owner,
        Kind::Person,
        Kind::Opportunity,
        Kind::Objective,
        Kind::Action,
        Kind::Benchmark,
        Kind::Obstacle,
        Kind::Ask,
        Kind::Heading,
        Kind::Text,
        Kind::Page,
    ];

    /// For readers, in the singular.
    pub fn title(self) -> &'static str {
        match self {
            Kind::Account => key("Account"),
            Kind::Owner => key("Owner"),
            Kind::Person => key("Person"),
            Kind::Opportunity => key("Opportunity"),
            Kind::Objective => key("Objective"),
            Kind::Action => key("Action"),
            Kind::Benchmark => key("Benchmark"),
            Kind::Obstacle => key("Obstacle"),
            Kind::Ask => key("Ask"),
            Kind::Heading => key("Heading"),
            Kind::Text => key("Text"),
            Kind::Page => key("Page"),
        }
    }

    /// Is it a name, which forgives a typing mistake in its first letters too?
    pub fn is_name(self) -> bool {
        self <= Kind::Person || self == Kind::Page
    }
}

/// One thing that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub kind: Kind,
    /// An owner whom a plan before this one has named: here the name finds the plan with other words, and is no hit of its own.
    pub again: bool,
    /// On the account's page, empty for its top; with a slash the address of another page.
    pub anchor: String,
    /// What stands in the list of hits; of a text the section that it stands in.
    pub label: String,
    /// What is looked through besides the label; of a text all of it, and the list of hits quotes from it.
    pub words: String,
}

/// Entries of one plan; no plan that people read has so many.
pub(in crate::audience) const MOST: usize = 4_000;
/// A label in a list of hits; the page has the rest.
const LABEL: usize = 96;

impl View<'_> {
    /// All that can be found in the plan behind a row of `rows`.
    pub fn search_entries(&self, row: usize) -> Vec<Entry> {
        let (Some((unit, _)), Some(view)) = (self.unit_and_card(row), self.rows.get(row)) else { return Vec::new() };
        let plan = self.analysis.portfolio.plan(unit);
        let mut entries = Vec::new();
        let facts = [view.slug.as_str(), view.segment.as_deref().unwrap_or(""), view.region.as_deref().unwrap_or("")];
        entries.push(Entry { kind: Kind::Account, again: false, anchor: String::new(), label: shown(&view.title), words: facts.join(" ") });
        if !view.owner.name.is_empty() {
            // the owner's own page, where there is one
            let page = crate::base::slug::Slug::new(&view.owner.id)
                .ok()
                .filter(|owner| self.frame.owners.contains(owner))
                .map(|owner| format!("owners/{owner}/index.html"));
            let again = page.is_some() && self.rows_of(&view.owner.id).first().is_some_and(|first| *first as usize != row);
            let label = shown(&view.owner.name);
            entries.push(Entry { kind: Kind::Owner, again, anchor: page.unwrap_or_default(), label, words: view.owner.id.clone() });
        }
        let mut add = |kind: Kind, anchor: String, label: &str, words: String| {
            entries.push(Entry { kind, again: false, anchor, label: shown(label), words });
        };
        let rest = |text: &str| if text.chars().count() > LABEL { text.to_owned() } else { String::new() };
        for it in &plan.people {
            add(Kind::Person, format!("p-{}", it.id), &it.name, format!("{} {} {}", it.title, it.unit.as_deref().unwrap_or(""), it.id));
        }
        for it in &plan.opportunities {
            let product = it.product.as_deref().map_or("", |id| self.analysis.portfolio.settings.product_name(id));
            add(Kind::Opportunity, format!("o-{}", it.id), &it.name, format!("{} {product} {}", it.id, it.incumbent.as_deref().unwrap_or("")));
        }
        for it in &plan.objectives {
            add(Kind::Objective, format!("g-{}", it.id), &it.text, format!("{} {}", rest(&it.text), it.why.as_deref().unwrap_or("")));
        }
        for it in &plan.actions {
            add(Kind::Action, format!("a-{}", it.id), &it.text, format!("{} {}", rest(&it.text), self.analysis.portfolio.person_name(&it.owner)));
        }
        for it in &plan.benchmarks {
            add(Kind::Benchmark, format!("b-{}", it.id), &it.text, rest(&it.text));
        }
        for it in &plan.obstacles {
            add(Kind::Obstacle, format!("i-{}", it.id), &it.what, format!("{} {}", rest(&it.what), it.support_needed.as_deref().unwrap_or("")));
        }
        for it in plan.asks() {
            add(Kind::Ask, format!("k-{}", it.id), &it.what, format!("{} {}", rest(&it.what), self.analysis.portfolio.person_name(&it.from)));
        }
        let body = unit.file.body.map_or(0, |body| body.start as usize);
        // the heading is the plan's own title, which two plans may have
        let title = self.analysis.portfolio.ground.title(unit);
        narrative(unit.file.body_text(), body, &unit.file.outline.headings, title, &mut add);
        entries.truncate(MOST);
        entries
    }
}

/// A label as a list of hits shows it.
pub(in crate::audience) fn shown(label: &str) -> String {
    shorten(label, LABEL).into_owned()
}

/// Bytes of one section that are searched: some sixty pages. Reading takes a hundred times the memory of a text, and the page is being read at the same time.
const SEARCHED: usize = 256 << 10;

/// As many whole lines of a section as are searched, or of a single line as many characters.
fn beginning(text: &str) -> &str {
    // a character has four bytes at most
    let Some(most) = (SEARCHED..SEARCHED + 4).find_map(|end| text.get(..end)).filter(|_| text.len() > SEARCHED) else { return text };
    most.rsplit_once('\n').map_or(most, |(lines, _)| lines)
}

/// A text in one entry; a longer one has several, so that what a hit quotes from holds the word that was sought.
const PIECE: usize = 800;

/// A text cut between words into pieces of at most so many bytes, or of one long word each.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text.trim();
    while rest.len() > PIECE {
        let within = rest.char_indices().take_while(|(at, _)| *at < PIECE).filter(|(_, c)| c.is_whitespace()).last();
        let Some(at) = within.map(|(at, _)| at).or_else(|| rest.find(char::is_whitespace)) else { break };
        let (piece, more) = rest.split_at(at);
        pieces.push(piece.trim_end());
        rest = more.trim_start();
    }
    pieces.extend((!rest.is_empty()).then_some(rest));
    pieces
}

/// Each heading, and the text under it; their places are counted from `offset` bytes before the text.
pub(in crate::audience) fn narrative(body: &str, offset: usize, headings: &[Heading], title: &str, add: &mut dyn FnMut(Kind, String, &str, String)) {
    let place = |byte: u32| (byte as usize).saturating_sub(offset);
    let ends = headings.iter().skip(1).map(|next| place(next.span.start)).chain([body.len()]);
    for (heading, end) in headings.iter().zip(ends) {
        let text = body.get(place(heading.span.end)..end).unwrap_or("");
        let said = markdown::plain(beginning(text));
        // the title of the page is no section of it
        let anchor = if heading.text == title { "narrative".to_owned() } else { format!("u-{}", heading.anchor) };
        if heading.text != title {
            add(Kind::Heading, anchor.clone(), &heading.text, String::new());
        }
        for piece in pieces(&said) {
            add(Kind::Text, anchor.clone(), &heading.text, piece.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert!(pieces(" ").is_empty());
        assert_eq!(pieces(" a b "), ["a b"]);
        let word = "x".repeat(PIECE * 2);
        assert_eq!(pieces(&format!("{word} y")), [word.as_str(), "y"]);
        assert_eq!(pieces(&format!("a {word}")), ["a", word.as_str()]);
        let long = "six \u{1f600} ".repeat(PIECE);
        let cut = pieces(&long);
        assert!(cut.len() > 9 && cut.iter().all(|piece| piece.len() <= PIECE));
        assert_eq!(cut.join(" "), long.trim());
    }

    #[test]
    fn of_a_section_without_end_the_beginning_is_searched() {
        let check = |text: &str, length: usize| assert_eq!(beginning(text).len(), length);
        check("", 0);
        check(&"x".repeat(SEARCHED), SEARCHED);
        check(&"x".repeat(SEARCHED + 1), SEARCHED);
        check(&format!("x{}", "\u{1f600}".repeat(SEARCHED / 4)), SEARCHED + 1);
        check(&"seven!\n".repeat(SEARCHED), SEARCHED / 7 * 7 - 1);
    }
}
