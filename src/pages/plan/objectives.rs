//! What the plan wants, the steps to it, and the measure that proves it: the chain, and the benchmarks as a table.

use crate::base::language::{phrase, word};
use std::collections::BTreeMap;

use crate::audience::view::{ActionView, BenchmarkView, ObjectiveView};
use crate::base::html::{Href, Html};
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{empty, state, text};
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

/// Objective, actions, benchmark: one line each.
pub fn objectives(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    let plan = sheet.plan;
    if plan.objectives.is_empty() && plan.actions.is_empty() {
        let worth = sheet.worth(&["short objectives", "long objectives", "actions"]);
        let belongs = "Say what is to be reached, short and long term, and who does what by when.";
        let example = "- {id: standardise-surgical, text: Become the standard for theatre supplies, kind: position, horizon: long, by: 2028-03-31}";
        empty::empty(out, "No objectives yet.", belongs, worth, example);
        return Holds::Nothing;
    }
    let needs: BTreeMap<&str, &str> = plan.asks.iter().map(|ask| (ask.id.as_str(), ask.what.as_str())).collect();
    let (mut goals, mut steps) = (Anchors::new("g"), Anchors::new("a"));
    let mut served = vec![false; plan.actions.len()];
    for objective in &plan.objectives {
        let actions: Vec<&ActionView> = objective.actions.iter().filter_map(|index| plan.actions.get(*index)).collect();
        for index in &objective.actions {
            if let Some(slot) = served.get_mut(*index) {
                *slot = true;
            }
        }
        out.open("div", &[("class", "chain")]);
        goal(sheet, out, objective, goals.of(&objective.id).as_deref());
        out.open("div", &[]).label("p", &[("class", "k")], if actions.len() == 1 { "Action" } else { "Actions" });
        list(sheet, out, &actions, &needs, &mut steps);
        out.close("div").open("div", &[]).label("p", &[("class", "k")], "Benchmark");
        let proof = objective.benchmark.as_deref().and_then(|id| plan.benchmarks.iter().find(|it| it.id == id));
        match proof {
            Some(proof) => {
                out.open("p", &[]).link(&Href::anchor(&format!("b-{}", proof.id)), &[], &proof.text).close("p").open("p", &[]);
                state::mark(proof.mark).write_as(out, &proof.state);
                out.close("p");
            }
            None => {
                out.label("p", &[("class", "mut")], "none named");
            }
        }
        out.close("div").close("div");
    }
    let loose: Vec<&ActionView> = plan.actions.iter().zip(&served).filter(|(_, served)| !**served).map(|(action, _)| action).collect();
    if !loose.is_empty() {
        out.label("h3", &[], "Actions that serve no objective").open("div", &[("class", "chain")]).open("div", &[]).close("div").open("div", &[]);
        list(sheet, out, &loose, &needs, &mut steps);
        out.close("div").open("div", &[]).close("div").close("div");
    }
    Holds::Something
}

fn goal(sheet: &Sheet<'_>, out: &mut Html, objective: &ObjectiveView, anchor: Option<&str>) {
    out.open("div", &id(anchor)).element("p", &[("class", "k")], &phrase("{} term, {}", &[&text::titled(objective.horizon), &text::spelled(objective.kind)]));
    out.element("h3", &[], &objective.text).open("p", &[("class", "sm mut")]).word("by ");
    sheet.here.day(out, objective.by);
    if let Some(why) = &objective.why {
        out.text(". ").text(why);
    }
    out.close("p").close("div");
}

fn list<'a>(sheet: &Sheet<'_>, out: &mut Html, actions: &[&'a ActionView], needs: &BTreeMap<&str, &str>, anchors: &mut Anchors<'a>) {
    if actions.is_empty() {
        out.label("p", &[("class", "mut")], "No action yet.");
        return;
    }
    out.open("ol", &[]);
    for action in actions {
        let anchor = anchors.of(&action.id);
        out.open("li", &id(anchor.as_deref()));
        state::action(action.status).write(out);
        out.text(" ").text(&action.text).text(" ").open("span", &[("class", "sm mut")]).text("· ").text(&action.owner).text(" · ");
        match action.done_on.filter(|_| !action.open) {
            Some(on) => {
                out.word("done ");
                sheet.here.day(out, on);
            }
            None => sheet.here.day(out, action.due),
        }
        if let Some(hours) = action.hours {
            out.text(&format!(" · {hours} h"));
        }
        if let Some(value) = action.expected_value {
            out.text(" · ").text(&sheet.short(value));
        }
        if !action.after.is_empty() {
            out.word(" · after ").text(&action.after.join(", "));
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
            out.text(" ").open("span", &[("class", "sm mut")]).word("· needs ");
            out.link(&Href::anchor(&format!("k-{need}")), &[], needs.get(need).copied().unwrap_or(need)).close("span");
        }
        out.close("li");
    }
    out.close("ol");
}

/// The measures: baseline, latest, what pace asks for, target.
pub fn benchmarks(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    let plan = sheet.plan;
    if plan.benchmarks.is_empty() {
        let example = "- {id: surgical-share, text: Share of theatre supplies, unit: '%', direction: up, baseline: {value: 22, on: 2026-06-30}, target: {value: 45, by: 2027-12-31}}";
        empty::empty(out, "No benchmarks yet.", "A number that proves progress before the money does.", sheet.worth(&["benchmarks"]), example);
        return Holds::Nothing;
    }
    // on paper the table says the same
    out.open("div", &[("class", "noprint")]);
    sheet.figure(out, "benchmark_bullets");
    out.close("div");
    let mut anchors = Anchors::new("b");
    let mut table = Table::open(out, "benchmarks-table", &word("Benchmarks"), &BENCHMARKS, None);
    for it in &plan.benchmarks {
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
            Some((on, value, _)) => table.cell(Some(&value.to_string()), |out| dated(out, *value, *on)),
            None => table.text("–"),
        };
        match it.pace {
            Some(pace) => table.number(&pace.to_string(), &text::money(pace)),
            None => table.text("–"),
        };
        table.cell(Some(&it.target.1.to_string()), |out| dated(out, it.target.1, it.target.0)).end_row();
    }
    table.close(false);
    Holds::Something
}

/// Unit, direction and source of the latest reading.
fn described(it: &BenchmarkView) -> String {
    let mut line = it.unit.clone();
    if it.direction == "hold" {
        line.push_str(", hold");
        if let Some(tolerance) = it.tolerance {
            line.push_str(&phrase(" within {tolerance}", &[&tolerance]));
        }
    } else {
        line.push_str(&format!(", {}", it.direction));
    }
    if let Some((.., Some(source))) = it.readings.last() {
        line.push_str(&format!(" · {source}"));
    }
    line
}
