//! Where we stand: the verdict, the gates with what was measured, the path to ready, and why the score is what it is.

use crate::base::html::Html;
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{score, state, text};
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
    let ready = &sheet.plan.readiness;
    let unmet = ready.gates.iter().filter(|gate| !gate.met).count();
    out.open("p", &[]);
    state::verdict(ready.verdict).write(out);
    out.text(", level ").element("b", &[], ready.level).text(": ");
    match ready.score.value {
        Some(value) => out.text(&format!("{} of 100 points, ", text::points(value))),
        None => out.text("the score is undetermined, "),
    };
    out.text(&if unmet == 0 { "all gates met.".to_owned() } else { format!("{} of {} not met.", unmet, text::plural(ready.gates.len(), "gate", "gates")) });
    out.close("p");
    path(sheet, out);
    gates(sheet, out);
    out.open("details", &[("id", "s-readiness")]).open("summary", &[]);
    match ready.score.value {
        Some(value) => out.text(&format!("Why {}?", text::points(value))),
        None => out.text("Why undetermined?"),
    };
    out.close("summary").open("p", &[("class", "sub")]).text(ready.score.question).text(" ").element("code", &[], ready.score.formula).close("p");
    score::terms(out, &sheet.here, &ready.score);
    blocks(sheet, out);
    out.close("details");
    Holds::Something
}

fn path(sheet: &Sheet<'_>, out: &mut Html) {
    let steps = &sheet.plan.readiness.path_to_ready;
    if steps.is_empty() {
        return;
    }
    out.element("h3", &[], "Path to ready").open("ol", &[("class", "path")]);
    for step in steps {
        out.open("li", &[]).open("span", &[]);
        text::words(out, &text::sentence(&step.action));
        out.close("span").open("span", &[("class", "gain")]);
        if !step.unlocks.is_empty() {
            out.text("unlocks ").text(step.unlocks);
        }
        out.close("span").open("p", &[]);
        sheet.here.near_place(out, &step.place);
        out.close("p").close("li");
    }
    out.close("ol");
}

fn gates(sheet: &Sheet<'_>, out: &mut Html) {
    let gates = &sheet.plan.readiness.gates;
    if gates.is_empty() {
        return;
    }
    out.element("h3", &[], "Gates");
    let mut table = Table::open(out, "gates", "Gates", &GATES, None);
    for gate in gates {
        table.row(&[("id", &format!("g-{}", gate.key))]).text(gate.title);
        table.cell(None, |out| state::passed(Some(gate.met)).write(out));
        table.cell(None, |out| {
            text::words(out, &gate.measured);
            out.text(" ");
            sheet.here.near_place(out, &gate.place);
        });
        table.text(gate.required).end_row();
    }
    table.close(false);
}

/// Every check by block: what failed first, what passed in one line.
fn blocks(sheet: &Sheet<'_>, out: &mut Html) {
    for block in &sheet.plan.readiness.blocks {
        out.open("h3", &[("id", &format!("r-{}", block.key))]).text(block.title).text(" ");
        let of = block.checks.len() - block.unknown();
        out.element("span", &[("class", "mut sm")], &format!("{} of {} checks, weight {}", block.passed(), of, text::points(block.weight))).close("h3");
        out.open("ul", &[("class", "timeline")]);
        for check in &block.checks {
            out.open("li", &[]);
            let mark = if check.waived { state::MET.says("Waived") } else { state::passed(check.passed) };
            mark.write(out);
            out.open("span", &[]).text(check.title).text(": ");
            text::words(out, &check.because);
            if check.passed != Some(true) && !check.remedy.is_empty() {
                out.text(" ").open("span", &[("class", "mut")]);
                text::words(out, &text::sentence(&check.remedy));
                out.close("span");
            }
            out.close("span").open("span", &[("class", "by")]);
            sheet.here.near_place(out, &check.place);
            out.close("span").close("li");
        }
        out.close("ul");
    }
}
