//! What happens on a day: reviews, meetings, actions, asks, closing deals and the steps of the cycle, in one list (K2, D9, M14, M17). Writes no calendar.

use crate::base::language::key;
use std::borrow::Cow;

use crate::audience::project::View;
use crate::audience::work::anchor;
use crate::base::date::Date;
use crate::base::narrow::narrow;
use crate::base::path::SourcePath;
use crate::base::slug::{Slug, proposal};
use crate::model::account::Status;
use crate::model::plan::Plan;
use crate::model::review::{ReviewStatus, ReviewType};
use crate::resolve::portfolio::Portfolio;

/// How far the list looks back and ahead, in days.
const BEHIND: i64 = 31;
const AHEAD: i64 = 366;
/// How far ahead what is soon lies.
const SOON: i64 = 92;
/// Kinds in the order in which those of one day stand; the first four need somebody to come or to answer.
const KINDS: [&str; 6] = ["review", "meeting", "ask", "action", "close", "cycle"];

/// Something that happens on a day.
#[derive(Clone, Debug)]
pub struct EventView<'a> {
    pub on: Date,
    /// `review`, `meeting`, `ask`, `action`, `close`, `cycle`.
    pub kind: &'static str,
    /// The id of the item in its plan; of a review the name of its file.
    pub id: &'a str,
    pub what: Cow<'a, str>,
    pub who: &'a str,
    pub who_id: &'a str,
    /// The account; none for a step of the cycle.
    pub slug: Option<&'a Slug>,
    pub title: &'a str,
    /// Has its page the sections of a plan? That of a plan that cannot be read has not.
    pub readable: bool,
    /// Of an account-plan review that is planned: how ready the plan is.
    pub verdict: Option<&'static str>,
    /// What a review is called that is of one opportunity, not of the plan (S3).
    pub of_deal: Option<&'static str>,
}

impl EventView<'_> {
    /// What the day is, in a word or two.
    pub fn word(&self) -> &'static str {
        match self.kind {
            "action" => key("action due"),
            "ask" => key("answer due"),
            "close" => key("deal closes"),
            "cycle" => key("planning cycle"),
            other => other,
        }
    }

    /// The anchor on the account's page, for a step on the page of the cycle.
    pub fn anchor(&self) -> String {
        match self.kind {
            "meeting" => anchor("p", self.id, "people"),
            "action" => anchor("a", self.id, "objectives"),
            "ask" => anchor("k", self.id, "asks"),
            "close" => anchor("o", self.id, "opportunities"),
            "cycle" => format!("step-{}", self.id),
            _ if !self.readable => "main".to_owned(),
            _ => "reviews".to_owned(),
        }
    }
}

/// An event without what is shown of it: a list of ten thousand plans has some hundred thousand.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    pub on: Date,
    /// A position in [`KINDS`].
    rank: u8,
    /// The position of its plan, and of the item in its list there; a step of the cycle has no plan.
    plan: u32,
    item: u32,
}

impl Moment {
    pub(in crate::audience) fn plan(&self) -> usize {
        self.plan as usize
    }

    /// One of [`EventView::kind`].
    pub fn kind(&self) -> &'static str {
        KINDS.get(usize::from(self.rank)).copied().unwrap_or_default()
    }
}

impl View<'_> {
    /// What happens from a month before the as-of date to a year after it, by date; worked out when the first page asks.
    pub fn moments(&self) -> &[Moment] {
        self.moments.get_or_init(|| moments(&self.analysis.portfolio))
    }

    /// What happens from the as-of date on.
    pub fn coming(&self) -> &[Moment] {
        let moments = self.moments();
        let from = moments.partition_point(|moment| moment.on < self.frame.as_of);
        moments.get(from..).unwrap_or_default()
    }

    /// The reviews of the next three months.
    pub fn reviews_soon(&self) -> impl Iterator<Item = EventView<'_>> {
        self.moments().iter().filter(|moment| moment.kind() == "review" && self.is_soon(moment)).filter_map(|moment| self.event(moment))
    }

    pub(in crate::audience) fn is_soon(&self, moment: &Moment) -> bool {
        let today = self.frame.as_of;
        moment.on >= today && today.plus_days(SOON) >= moment.on && moment.rank < 4
    }

    /// The account of an event; none for a step of the cycle.
    pub fn account_of_moment(&self, moment: &Moment) -> Option<&Slug> {
        self.analysis.portfolio.plans.get(moment.plan as usize).map(|unit| &unit.slug)
    }

    /// What is shown of an event.
    pub fn event(&self, moment: &Moment) -> Option<EventView<'_>> {
        let portfolio = &self.analysis.portfolio;
        let kind = moment.kind();
        let item = moment.item as usize;
        let at = moment.plan as usize;
        let Some((unit, card)) = portfolio.plans.get(at).zip(self.analysis.cards.get(at)) else {
            let step = portfolio.settings.cycle.as_ref()?.steps.get(item)?;
            let (id, who_id) = (step.id.as_str(), step.owner.as_deref().unwrap_or(""));
            let (what, who) = (super::cycle::title(id).into(), portfolio.person_name(who_id));
            return Some(EventView { on: moment.on, kind, id, what, who, who_id, slug: None, title: "", readable: true, verdict: None, of_deal: None });
        };
        let plan: &Plan = portfolio.plan(unit);
        let owner = plan.owner.as_deref().unwrap_or("");
        let (mut verdict, mut of_deal) = (None, None);
        let (id, what, who_id): (&str, Cow<'_, str>, &str) = match kind {
            "review" => {
                let (review, file) = unit.held_and_planned().nth(item)?;
                let of_plan = review.kind == ReviewType::AccountPlan;
                // the verdict is on the plan, which is no matter of a meeting on one deal
                verdict = (review.status == ReviewStatus::Planned && of_plan).then(|| card.readiness.verdict().as_str());
                of_deal = (!of_plan).then_some(key("Opportunity review"));
                (name(&file.path), of_deal.unwrap_or(key("Account plan review")).into(), owner)
            }
            "meeting" => {
                let person = plan.people.get(item)?;
                let what = match &person.next_meeting.as_ref()?.about {
                    Some(about) => format!("{}: {about}", person.name),
                    None => format!("Meeting with {}", person.name),
                };
                (&person.id, what.into(), person.our_owner.as_deref().unwrap_or(owner))
            }
            "ask" => {
                let ask = plan.asks().get(item)?;
                (&ask.id, ask.what.as_str().into(), &ask.from)
            }
            "action" => {
                let action = plan.actions.get(item)?;
                (&action.id, action.text.as_str().into(), &action.owner)
            }
            _ => {
                let deal = plan.opportunities.get(item)?;
                (&deal.id, deal.name.as_str().into(), owner)
            }
        };
        let (who, title) = (portfolio.person_name(who_id), portfolio.title(unit));
        Some(EventView { on: moment.on, kind, id, what, who, who_id, slug: Some(&unit.slug), title, readable: unit.readable(), verdict, of_deal })
    }

    /// What makes the names of this territory's events its own.
    pub fn territory_slug(&self) -> String {
        proposal(&self.frame.territory).unwrap_or_else(|| "territory".to_owned())
    }
}

fn moments(portfolio: &Portfolio) -> Vec<Moment> {
    let today = portfolio.today;
    let near = |date: Date| date >= today.plus_days(-BEHIND) && today.plus_days(AHEAD) >= date;
    // those of one day and one kind by account, then by id
    let mut dated: Vec<(Date, u8, u32, &str, u32)> = Vec::new();
    for (index, unit) in portfolio.plans.iter().enumerate() {
        let plan: &Plan = portfolio.plan(unit);
        let closed = plan.status == Some(Status::Closed);
        let mut push = |kind: &str, on: Date, id, item: usize| {
            if near(on) {
                dated.push((on, rank(kind), narrow(index), id, narrow(item)));
            }
        };
        for (item, (review, file)) in unit.held_and_planned().enumerate() {
            if (review.status == ReviewStatus::Planned && !closed) || review.date < today {
                push("review", review.date, name(&file.path), item);
            }
        }
        // nothing of a closed plan is to come (R18)
        if closed {
            continue;
        }
        for (item, person) in plan.people.iter().enumerate() {
            if let Some(meeting) = &person.next_meeting {
                push("meeting", meeting.on, &person.id, item);
            }
        }
        for (item, action) in plan.actions.iter().enumerate().filter(|(_, action)| action.is_open()) {
            push("action", action.due, &action.id, item);
        }
        for (item, ask) in plan.asks().iter().enumerate().filter(|(_, ask)| ask.is_open()) {
            push("ask", ask.by, &ask.id, item);
        }
        for (item, deal) in plan.opportunities.iter().enumerate().filter(|(_, deal)| deal.is_open()) {
            push("close", deal.close_by, &deal.id, item);
        }
    }
    for (item, step) in portfolio.settings.cycle.iter().flat_map(|cycle| &cycle.steps).enumerate().filter(|(_, step)| near(step.on)) {
        dated.push((step.on, rank("cycle"), u32::MAX, step.id.as_str(), narrow(item)));
    }
    dated.sort();
    dated.into_iter().map(|(on, rank, plan, _, item)| Moment { on, rank, plan, item }).collect()
}

/// A review by its file.
fn name(path: &SourcePath) -> &str {
    path.name().strip_suffix(".md").unwrap_or_else(|| path.name())
}

/// Where events of a kind stand among those of one day.
fn rank(kind: &str) -> u8 {
    KINDS.iter().position(|it| *it == kind).unwrap_or_default() as u8
}
