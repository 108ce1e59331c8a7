//! What happens on a day: reviews, meetings, actions, asks, closing deals and the steps of the cycle, in one list (K2, D9, M14, M17). Writes no calendar.

use crate::base::language::key;
use std::borrow::Cow;

use crate::analysis::Analysis;
use crate::audience::project::View;
use crate::audience::work::anchor;
use crate::base::date::Date;
use crate::base::slug::{Slug, proposal};
use crate::model::plan::Plan;
use crate::model::review::{ReviewStatus, ReviewType};

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
    /// Of a review that is planned.
    pub verdict: Option<&'static str>,
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

impl<'a> View<'a> {
    /// What happens from the as-of date on.
    pub fn coming(&self) -> &[EventView<'a>] {
        let from = self.events.partition_point(|event| event.on < self.frame.as_of);
        self.events.get(from..).unwrap_or_default()
    }

    /// Reviews, meetings, asks and actions of the next three months.
    pub fn soon(&self) -> impl Iterator<Item = &EventView<'a>> {
        self.events.iter().filter(|event| self.is_soon(event))
    }

    pub(in crate::audience) fn is_soon(&self, event: &EventView<'_>) -> bool {
        let today = self.frame.as_of;
        event.on >= today && today.plus_days(SOON) >= event.on && KINDS.iter().take(4).any(|kind| *kind == event.kind)
    }

    /// What makes the names of this territory's events its own.
    pub fn territory_slug(&self) -> String {
        proposal(&self.frame.territory).unwrap_or_else(|| "territory".to_owned())
    }
}

pub(in crate::audience) fn events<'a>(analysis: &'a Analysis<'_>, order: &[usize]) -> Vec<EventView<'a>> {
    let portfolio = &analysis.portfolio;
    let today = portfolio.today;
    let near = |date: Date| date >= today.plus_days(-BEHIND) && today.plus_days(AHEAD) >= date;
    let mut events = Vec::new();
    for index in order {
        let (Some(unit), Some(card)) = (portfolio.plans.get(*index), analysis.cards.get(*index)) else { continue };
        let plan: &Plan = portfolio.plan(unit);
        let title = portfolio.title(unit);
        let mut push = |on, kind, id: &'a str, what: Cow<'a, str>, who: &'a str, verdict| {
            let who_name = portfolio.person_name(who);
            events.push(EventView { on, kind, id, what, who: who_name, who_id: who, slug: Some(&unit.slug), title, readable: unit.readable(), verdict });
        };
        let owner = plan.owner.as_deref().unwrap_or("");
        for (review, file) in unit.held_and_planned().filter(|(review, _)| near(review.date)) {
            let planned = review.status == ReviewStatus::Planned;
            if planned || review.date < today {
                let what = if review.kind == ReviewType::AccountPlan { key("Account plan review") } else { key("Opportunity review") };
                let id = file.path.name().strip_suffix(".md").unwrap_or_else(|| file.path.name());
                push(review.date, "review", id, what.into(), owner, planned.then(|| card.readiness.verdict().as_str()));
            }
        }
        for person in &plan.people {
            if let Some(meeting) = person.next_meeting.as_ref().filter(|meeting| near(meeting.on)) {
                let what = match &meeting.about {
                    Some(about) => format!("{}: {about}", person.name).into(),
                    None => format!("Meeting with {}", person.name).into(),
                };
                push(meeting.on, "meeting", &person.id, what, person.our_owner.as_deref().unwrap_or(owner), None);
            }
        }
        for action in plan.actions.iter().filter(|action| action.is_open() && near(action.due)) {
            push(action.due, "action", &action.id, action.text.as_str().into(), &action.owner, None);
        }
        for ask in plan.asks.as_ref().map_or(&[][..], |asks| asks.list()).iter().filter(|ask| ask.is_open() && near(ask.by)) {
            push(ask.by, "ask", &ask.id, ask.what.as_str().into(), &ask.from, None);
        }
        for deal in plan.opportunities.iter().filter(|deal| deal.is_open() && near(deal.close_by)) {
            push(deal.close_by, "close", &deal.id, deal.name.as_str().into(), owner, None);
        }
    }
    for step in portfolio.settings.cycle.iter().flat_map(|cycle| &cycle.steps).filter(|step| near(step.on)) {
        let (id, who) = (step.id.as_str(), step.owner.as_deref().unwrap_or(""));
        let what = super::cycle::title(id).into();
        events.push(EventView {
            on: step.on,
            kind: "cycle",
            id,
            what,
            who: portfolio.person_name(who),
            who_id: who,
            slug: None,
            title: "",
            readable: true,
            verdict: None,
        });
    }
    let rank = |kind: &str| KINDS.iter().position(|it| *it == kind);
    events.sort_by(|a, b| (a.on, rank(a.kind), a.slug, a.id).cmp(&(b.on, rank(b.kind), b.slug, b.id)));
    events
}
