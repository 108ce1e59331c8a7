//! One plan as its sections see it: the view, the frame, figures, and findings with their anchors. Knows no section.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::audience::judged::ScoreView;
use crate::audience::view::{FindingView, PlanView};
use crate::base::amount::{Amount, in_percent, sum};
use crate::base::date::Date;
use crate::base::html::Html;
use crate::base::slug::Slug;
use crate::cards::here::Here;
use crate::cards::{figure, text};
use crate::charts::chart::Figure;

/// What every section is written from.
pub struct Sheet<'a> {
    pub plan: &'a PlanView,
    pub here: Here<'a>,
    figures: Vec<Figure>,
    /// Has a plan a page for this audience?
    published: &'a dyn Fn(&Slug) -> bool,
    /// Anchor of each finding, in their order.
    anchors: Vec<String>,
}

impl<'a> Sheet<'a> {
    pub fn new(plan: &'a PlanView, here: Here<'a>, figures: Vec<Figure>, published: &'a dyn Fn(&Slug) -> bool) -> Self {
        let mut counts: BTreeMap<(&str, u32), usize> = BTreeMap::new();
        let anchor = |finding: &'a FindingView| {
            let (name, line) = (finding.code.name, finding.place.line);
            let count = counts.entry((name, line)).or_default();
            *count += 1;
            if *count == 1 { format!("f-{name}-{line}") } else { format!("f-{name}-{line}-{count}") }
        };
        let anchors = plan.findings.iter().map(anchor).collect();
        Sheet { plan, here, figures, published, anchors }
    }

    /// The as-of date.
    pub fn today(&self) -> Date {
        self.here.frame.as_of
    }

    /// Is there a page of that plan?
    pub fn is_published(&self, slug: &Slug) -> bool {
        (self.published)(slug)
    }

    /// A score by its key.
    pub fn score(&self, key: &str) -> Option<&'a ScoreView> {
        self.plan.judged.scores.iter().find(|score| score.key == key)
    }

    /// What parts are worth in completeness, in points of 100.
    pub fn worth(&self, labels: &[&str]) -> Option<Decimal> {
        let terms = &self.score("completeness")?.terms;
        let all = sum(terms.iter().map(|term| term.weight));
        let these = sum(terms.iter().filter(|term| labels.contains(&term.label.as_str())).map(|term| term.weight));
        in_percent(these).checked_div(all)
    }

    /// Findings that the filter takes, each with its anchor.
    pub fn findings<'s>(&'s self, takes: impl Fn(&str) -> bool + 's) -> impl Iterator<Item = (&'a FindingView, &'s str)> {
        self.plan.findings.iter().zip(&self.anchors).filter(move |(finding, _)| takes(finding.section())).map(|(finding, anchor)| (finding, anchor.as_str()))
    }

    /// Is there a figure of that key?
    pub fn has_figure(&self, key: &str) -> bool {
        self.found(key).is_some()
    }

    /// The figure of that key, if there is one.
    pub fn found(&self, key: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.key == key)
    }

    /// Places a figure, if there is one of that key.
    pub fn figure(&self, out: &mut Html, key: &str) {
        if let Some(found) = self.found(key) {
            figure::figure(out, found);
        }
    }

    /// An amount for a headline, in the plan's own currency.
    pub fn short(&self, amount: Amount) -> String {
        text::money_short(amount, self.currency())
    }

    /// An amount of the data tables for a headline: they name no currency, so they are in the territory's.
    pub fn of_tables(&self, amount: Amount) -> String {
        text::money_short(amount, &self.here.frame.currency)
    }

    /// Is the plan in another currency than the data tables?
    pub fn is_foreign(&self) -> bool {
        self.currency() != self.here.frame.currency
    }

    pub fn currency(&self) -> &'a str {
        if self.plan.row.currency.is_empty() { &self.here.frame.currency } else { &self.plan.row.currency }
    }

    /// What the growth target still lacks: target less won less weighted open.
    pub fn gap(&self) -> Option<Amount> {
        let row = &self.plan.row;
        row.growth_target.map(|target| target.minus(row.won).minus(row.weighted_open))
    }
}

/// An item's anchor, `o-⟨id⟩` and the like: only for ids that can be one, and only the first time.
pub struct Anchors<'a> {
    prefix: &'static str,
    seen: BTreeSet<&'a str>,
}

impl<'a> Anchors<'a> {
    pub fn new(prefix: &'static str) -> Self {
        Anchors { prefix, seen: BTreeSet::new() }
    }

    /// The anchor for the next item of that id.
    pub fn of(&mut self, id: &'a str) -> Option<String> {
        (Slug::new(id).is_ok() && self.seen.insert(id)).then(|| format!("{}-{id}", self.prefix))
    }
}

/// The attribute list for an element that may have an anchor.
pub fn id(anchor: Option<&str>) -> Vec<(&'static str, &str)> {
    anchor.map(|anchor| ("id", anchor)).into_iter().collect()
}
