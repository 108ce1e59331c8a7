//! How many plans miss each gate, with the names of the first.

use crate::audience::project::View;
use crate::audience::view::{PlanView, RowView};
use crate::base::html::Html;
use crate::base::language::{key, phrase, word};
use crate::cards::{block, state, text};
use crate::charts::chart::list;
use crate::draw::label;

/// So many plans are named at a gate.
const NAMED: usize = 2;

/// One line a gate; `example` is any plan that can be read, for what the gates ask for.
pub fn gates(view: &View<'_>, example: Option<&PlanView>) -> Html {
    let mut out = Html::new();
    let Some(example) = example else { return out };
    let rows = view.current();
    let kinds = &example.judged.readiness.gates;
    // gates that do not apply to the example stand at the end
    let mut lines: Vec<(&'static str, &'static str)> = kinds.iter().map(|gate| (gate.title, gate.required)).collect();
    for title in rows.iter().flat_map(|row| &row.gates_unmet) {
        if !lines.iter().any(|(known, _)| known == title) {
            lines.push((title, ""));
        }
    }
    // of a plan that cannot be read nothing is known but that
    let sound = kinds.iter().find(|gate| gate.key == "schema").map_or("", |gate| gate.title);
    let missing =
        |title: &str| -> Vec<&RowView> { rows.iter().copied().filter(|row| (row.readable || title == sound) && row.gates_unmet.contains(&title)).collect() };
    let through = rows.iter().filter(|row| row.readable && row.gates_unmet.is_empty()).count();
    let title = match through {
        n if n == rows.len() => word("Every plan meets all gates").into_owned(),
        0 => word("No plan meets all gates").into_owned(),
        n => phrase("{n} of {} plans meet all gates", &[&n, &rows.len()]),
    };
    block::block(&mut out, "gates", &title, block::says(word("Without them a plan is prepared first, whatever its score")), |out| {
        out.open("table", &[]).open("thead", &[("class", "vh")]).open("tr", &[]);
        for (head, class) in [(key("Gate"), ""), (key("Missed by"), "num"), (key("State"), "")] {
            out.label("th", if class.is_empty() { &[("scope", "col")] } else { &[("scope", "col"), ("class", "num")] }, head);
        }
        out.close("tr").close("thead").open("tbody", &[]);
        for (title, required) in lines {
            let missed = missing(title);
            out.open("tr", &[]).open("th", &[("scope", "row")]).word(title);
            let says = if missed.is_empty() { word(required).into_owned() } else { names(&missed) };
            if !says.is_empty() {
                out.element("small", &[], &says);
            }
            out.close("th").open("td", &[("class", "num nw")]);
            if !missed.is_empty() {
                out.text(&text::plural(missed.len(), "plan", "plans"));
            }
            out.close("td").open("td", &[("class", "nw")]);
            state::passed(Some(missed.is_empty())).write(out);
            out.close("td").close("tr");
        }
        out.close("tbody").close("table");
    });
    out
}

fn names(rows: &[&RowView]) -> String {
    let mut names: Vec<String> = rows.iter().take(NAMED).map(|row| label::name(&row.title).into_owned()).collect();
    if rows.len() > NAMED {
        names.push(phrase("{} more", &[&(rows.len() - NAMED)]));
    }
    list(&names)
}
