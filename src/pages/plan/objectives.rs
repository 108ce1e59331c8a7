//! What the plan wants, the steps to it, and the measure that proves it: the chain, and the benchmarks as a table.

use crate::base::language::{key, phrase, value_word, word};
use std::collections::BTreeMap;

use crate::audience::view::{ActionView, BenchmarkView, ObjectiveView, PlanView};
use crate::base::html::{Href, Html};
use crate::cards::here::{self, Here};
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{empty, figure, state, text};
use crate::charts::chart::Figure;
use crate::charts::work_chain;
use crate::pages::plan::section::Holds;
use crate::pages::plan::sheet::{Anchors, Sheet, id};

const BENCHMARKS: [Column; 6] = [
    column("benchmark", "Benchmark", Sort::Text),
    column("state", "State", Sort::Text).with("x", ""),
    column("baseline", "Baseline", Sort::Number).with("secondary", "From"),
    column("latest", "Latest", Sort::Number).with("", "Now"),
    column("pace", "Pace asks", Sort::Number).with("x", "Pace"),
    column("target", "Target", Sort::Number).with("", "Target"),
];

/// Objective, actions, benchmark: one row each.
pub fn objectives(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    let plan = sheet.plan;
    if plan.objectives.is_empty() && plan.actions.is_empty() {
        let worth = sheet.worth(&["short objectives", "long objectives", "actions"]);
        let belongs = key("Say what is to be reached, short and long term, and who does what by when.");
        let example = "- {id: standardise-surgical, text: Become the standard for theatre supplies, kind: position, horizon: long, by: 2028-03-31}";
        empty::empty(out, "No objectives yet.", belongs, worth, example);
        return Holds::Nothing;
    }
    let chain = chain(plan, sheet.here);
    match sheet.found("action_timeline") {
        // what is drawn over time stands in the chain, word by word
        Some(timeline) => figure::around(out, timeline, "over", |out| figure::figure(out, &chain)),
        None => figure::figure(out, &chain),
    }
    Holds::Something
}

/// The chain of a plan, on any page; on the plan's own page its parts are the anchors of objectives and actions.
pub fn chain(plan: &PlanView, here: Here<'_>) -> Figure {
    let needs = plan.asks.iter().map(|ask| (ask.id.as_str(), ask.what.as_str())).collect();
    let mut parts = Parts { here, plan, needs, goals: Anchors::new("g"), steps: Anchors::new("a") };
    work_chain::figure(&plan.objectives, &plan.actions, &plan.benchmarks, &mut parts)
}

/// How the parts of the chain are written.
struct Parts<'a> {
    here: Here<'a>,
    plan: &'a PlanView,
    needs: BTreeMap<&'a str, &'a str>,
    goals: Anchors<'a>,
    steps: Anchors<'a>,
}

impl Parts<'_> {
    /// Is this the plan's own page?
    fn own(&self) -> bool {
        *self.here.page == here::account(&self.plan.row.slug)
    }

    fn link(&self, anchor: &str) -> Href {
        self.here.account_at(&self.plan.row.slug, anchor)
    }
}

impl work_chain::Cells for Parts<'_> {
    fn goal(&mut self, out: &mut Html, objective: &ObjectiveView) {
        let own = self.own();
        let anchor = self.plan.objectives.iter().find(|it| it.id == objective.id).and_then(|it| self.goals.of(&it.id)).filter(|_| own);
        let term = match objective.horizon {
            "short" => phrase("Short term, {kind}", &[&text::spelled(objective.kind)]),
            _ => phrase("Long term, {kind}", &[&text::spelled(objective.kind)]),
        };
        out.element("small", &[], &term);
        out.element("strong", &id(anchor.as_deref()), &objective.text).open("small", &[]).word("by ");
        self.here.day(out, objective.by);
        if let Some(why) = &objective.why {
            out.text(". ").text(why);
        }
        out.close("small");
    }

    fn step(&mut self, out: &mut Html, action: &ActionView) {
        let own = self.own();
        let anchor = self.plan.actions.iter().find(|it| it.id == action.id).and_then(|it| self.steps.of(&it.id)).filter(|_| own);
        out.open("li", &id(anchor.as_deref()));
        state::action(action.status, action.overdue_days.is_some()).write(out);
        out.text(" ").text(&action.text).text(" ").open("span", &[("class", "mut sm")]).text("· ").text(&action.owner).text(" · ");
        match action.done_on.filter(|_| !action.open) {
            Some(on) => {
                out.word("done ");
                self.here.day(out, on);
            }
            None => self.here.day(out, action.due),
        }
        if let Some(hours) = action.hours {
            out.text(&phrase(" · {hours} h", &[&hours]));
        }
        if let Some(value) = action.expected_value {
            let currency = if self.plan.row.currency.is_empty() { &self.here.frame.currency } else { &self.plan.row.currency };
            out.text(" · ").text(&text::money_short(value, currency));
        }
        if !action.after.is_empty() {
            let text = |id: &String| self.plan.actions.iter().find(|it| it.id == *id).map_or_else(|| id.clone(), |it| format!("“{}”", it.text));
            out.word(" · after ").text(&action.after.iter().map(text).collect::<Vec<_>>().join(", "));
        }
        if action.slips > 0 {
            out.text(&phrase(" · carried over {}", &[&text::plural(usize::try_from(action.slips).unwrap_or(0), "time", "times")]));
        }
        if let Some(slipped) = &action.slipped {
            out.text(" · ").element("span", &[("class", "slip")], slipped);
        }
        out.close("span");
        if let Some(days) = action.overdue_days {
            out.text(" ").element("span", &[("class", "pill bad")], &phrase("{} overdue", &[&text::plural(usize::try_from(days).unwrap_or(0), "day", "days")]));
        }
        if let Some(need) = action.needs.as_deref().filter(|_| action.open) {
            out.text(" ").open("span", &[("class", "mut sm")]).word("· needs ");
            out.link(&self.link(&format!("k-{need}")), &[], self.needs.get(need).copied().unwrap_or(need)).close("span");
        }
        out.close("li");
    }

    fn proof(&mut self, out: &mut Html, proof: &BenchmarkView) {
        out.open("p", &[]).link(&self.link(&format!("b-{}", proof.id)), &[], &proof.text).close("p");
        state::mark(proof.mark).write_as(out, &proof.state);
    }
}

/// The measures: baseline, latest, what pace asks for, target.
pub fn benchmarks(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    let plan = sheet.plan;
    if plan.benchmarks.is_empty() {
        let example = "- {id: surgical-share, text: Share of theatre supplies, unit: '%', direction: up, baseline: {value: 22, on: 2026-06-30}, target: {value: 45, by: 2027-12-31}}";
        empty::empty(out, "No benchmarks yet.", "A number that proves progress before the money does.", sheet.worth(&["benchmarks"]), example);
        return Holds::Nothing;
    }
    match sheet.found("benchmark_lines").or_else(|| sheet.found("benchmark_bullets")) {
        Some(drawn) => figure::around(out, drawn, "over", |out| measures(sheet, out)),
        None => measures(sheet, out),
    }
    Holds::Something
}

/// All that the figure above it draws, to the last reading.
fn measures(sheet: &Sheet<'_>, out: &mut Html) {
    let mut anchors = Anchors::new("b");
    let mut table = Table::open(out, "benchmarks-table", &word("Benchmarks"), &BENCHMARKS, None);
    for it in &sheet.plan.benchmarks {
        let anchor = anchors.of(&it.id);
        table.row(&id(anchor.as_deref())).cell(Some(&it.text), |out| {
            out.text(&it.text).element("small", &[], &described(it));
        });
        table.cell(Some(&it.state), |out| state::mark(it.mark).write_as(out, &it.state));
        let dated = |out: &mut Html, value: crate::base::amount::Amount, on| {
            out.text(&text::money(value)).open("small", &[]);
            sheet.here.day(out, on);
            out.close("small");
        };
        table.cell(Some(&it.baseline.1.to_string()), |out| dated(out, it.baseline.1, it.baseline.0));
        match it.readings.last() {
            Some((on, value, _)) => table.cell(Some(&value.to_string()), |out| {
                dated(out, *value, *on);
                for (on, value, _) in it.readings.iter().rev().skip(1) {
                    out.open("small", &[]).text(&text::money(*value)).text(", ");
                    sheet.here.day(out, *on);
                    out.close("small");
                }
            }),
            None => table.text("–"),
        };
        match it.pace {
            Some(pace) => table.number(&pace.to_string(), &text::money(pace)),
            None => table.text("–"),
        };
        table.cell(Some(&it.target.1.to_string()), |out| dated(out, it.target.1, it.target.0)).end_row();
    }
    table.close(false);
}

/// Unit, direction and source of the latest reading.
fn described(it: &BenchmarkView) -> String {
    let mut line = it.unit.clone();
    if it.direction == "hold" {
        line.push_str(&word(", hold"));
        if let Some(tolerance) = it.tolerance {
            line.push_str(&phrase(" within {tolerance}", &[&tolerance]));
        }
    } else {
        line.push_str(&format!(", {}", value_word(it.direction)));
    }
    if let Some((.., Some(source))) = it.readings.last() {
        line.push_str(&format!(" · {source}"));
    }
    line
}
