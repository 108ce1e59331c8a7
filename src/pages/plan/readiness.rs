//! Where we stand: the verdict, the gates with what was measured, the path to ready, and why the score is what it is.

use crate::base::language::{phrase, value_word, word};

use crate::audience::judged::{CheckView, block_anchor};
use crate::base::html::Html;
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{path, state, text};
use crate::pages::plan::section::Holds;
use crate::pages::plan::sheet::Sheet;

const GATES: [Column; 4] = [
    column("gate", "Gate", Sort::None),
    column("met", "Met", Sort::None).with("x", ""),
    column("measured", "Measured", Sort::None).with("wide", ""),
    column("required", "Required", Sort::None).with("secondary", ""),
];

/// The section.
pub fn readiness(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    let ready = &sheet.plan.judged.readiness;
    let unmet = ready.gates.iter().filter(|gate| !gate.met).count();
    out.open("p", &[]);
    state::verdict(ready.verdict).write(out);
    out.word(", level ").element("b", &[], &value_word(ready.level)).text(": ");
    match ready.score.value {
        Some(value) => out.text(&phrase("{} of 100 points, ", &[&text::points(value)])),
        None => out.word("the score is undetermined, "),
    };
    out.text(&if unmet == 0 {
        word("all gates met.").into_owned()
    } else {
        phrase("{} of {} not met.", &[&unmet, &text::plural(ready.gates.len(), "gate", "gates")])
    });
    out.close("p");
    if !ready.path_to_ready.is_empty() || ready.over().next().is_some() {
        out.label("h3", &[], "Path to ready");
        path::path(out, &sheet.here, ready);
    }
    gates(sheet, out);
    out.open("details", &[("id", "s-readiness")]).open("summary", &[]);
    match ready.score.value {
        Some(value) => out.text(&phrase("Why {}?", &[&text::points(value)])),
        None => out.word("Why undetermined?"),
    };
    out.close("summary");
    blocks(sheet, out);
    out.close("details");
    Holds::Something
}

fn gates(sheet: &Sheet<'_>, out: &mut Html) {
    let gates = &sheet.plan.judged.readiness.gates;
    if gates.is_empty() {
        return;
    }
    let all_met = gates.iter().all(|gate| gate.met);
    if all_met {
        out.open("details", &[]).element("summary", &[], &phrase("All {} met", &[&text::plural(gates.len(), "gate", "gates")]));
    } else {
        out.label("h3", &[], "Gates");
    }
    // what a gate asks for matters where it is not met
    let columns = if all_met { GATES.split_last().map_or(&GATES[..], |(_, first)| first) } else { &GATES[..] };
    let mut table = Table::open(out, "gates", &word("Gates"), columns, None);
    for gate in gates {
        table.row(&[("id", &format!("gate-{}", gate.key))]).text(&word(gate.title));
        table.cell(None, |out| state::passed(Some(gate.met)).write(out));
        table.cell(None, |out| {
            text::message(out, &gate.measured);
            out.text(" ");
            sheet.here.near_place(out, &gate.place);
        });
        if !all_met {
            table.text(&word(gate.required));
        }
        table.end_row();
    }
    table.close(false);
    if all_met {
        out.close("details");
    }
}

/// Every block with its points, those that cost most first: what is missing in full, what passed in one line.
fn blocks(sheet: &Sheet<'_>, out: &mut Html) {
    let ready = &sheet.plan.judged.readiness;
    out.open("dl", &[("class", "why")]);
    for block in ready.by_cost() {
        out.open("div", &[("id", &block_anchor(block.key))]).label("dt", &[], block.title).open("dd", &[("class", "num")]);
        let found = ready.term(block);
        match found.and_then(|term| Some((term.points?, term.lost?))) {
            Some((points, lost)) => out.text(&phrase("{} of {}", &[&text::points(points), &text::points(points.saturating_add(lost))])),
            None => out.word("unknown"),
        };
        out.close("dd").open("dd", &[]);
        let mut passed = Vec::new();
        for check in &block.checks {
            if check.passed == Some(true) && !check.waived {
                passed.push(word(check.title));
            } else {
                missing(sheet, out, check);
            }
        }
        if !passed.is_empty() {
            state::MET.write(out);
            out.text(": ").text(&passed.join(", ")).text(" ");
            if let Some(term) = found {
                sheet.here.near_place(out, &term.place);
            }
        }
        out.close("dd").close("div");
    }
    out.close("dl");
}

/// A check that did not pass: why, and what to do.
fn missing(sheet: &Sheet<'_>, out: &mut Html, check: &CheckView) {
    let mark = if check.waived { state::MET.says("Waived") } else { state::passed(check.passed) };
    out.open("p", &[]);
    mark.write(out);
    out.text(": ").word(check.title).text("; ");
    text::message(out, &text::ended(&check.because));
    if check.passed == Some(false) && !check.remedy.is_empty() {
        out.text(" ");
        text::message(out, &text::sentence(&check.remedy));
    }
    out.text(" ");
    sheet.here.near_place(out, &check.place);
    out.close("p");
}
