//! Rivals with our counter to each, and strengths, weaknesses, opportunities and threats.

use crate::base::html::Html;
use crate::base::language::{phrase, word};
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{empty, state};
use crate::pages::plan::section::Holds;
use crate::pages::plan::sheet::Sheet;

const RIVALS: [Column; 4] = [
    column("rival", "Rival", Sort::Text),
    column("strength", "Strength", Sort::Number).with("x", "Strength"),
    column("weakness", "Weakness", Sort::Text).with("wide", "Weak in"),
    column("counter", "Our counter", Sort::Text).with("wide", "Counter"),
];

/// The section.
pub fn competition(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    let plan = sheet.plan;
    let swot = plan.swot.iter().any(|(_, items)| !items.is_empty());
    if plan.rivals.is_empty() && !swot {
        let example = "- {name: Halden Medical, where: Surgical, strength: 4, weakness: Slow consignment, our_counter: Refill in 48 hours}";
        empty::empty(out, "No rivals yet.", "Who else is in there, and what we do about it.", sheet.worth(&["competition or SWOT"]), example);
        return Holds::Nothing;
    }
    if !plan.rivals.is_empty() {
        let mut table = Table::open(out, "rivals-table", &word("Rivals"), &RIVALS, None);
        for rival in &plan.rivals {
            table.row(&[]).cell(Some(&rival.name), |out| {
                out.text(&rival.name);
                if let Some(place) = &rival.place {
                    out.element("small", &[], place);
                }
            });
            match rival.strength {
                Some(strength) => table.number(&strength.to_string(), &phrase("{strength} of 5", &[&strength])),
                None => table.text("–"),
            };
            table.text(rival.weakness.as_deref().unwrap_or("–")).cell(None, |out| match &rival.our_counter {
                Some(counter) => {
                    out.text(counter);
                }
                None => state::UNKNOWN.write_as(out, &word("Not written")),
            });
            table.end_row();
        }
        table.close(false);
    }
    if swot {
        out.open("div", &[("class", "two"), ("id", "swot")]);
        for (heading, items) in &plan.swot {
            out.open("div", &[]).label("h3", &[], heading).open("ul", &[]);
            for item in items {
                out.element("li", &[], item);
            }
            if items.is_empty() {
                out.label("li", &[("class", "mut")], "none named");
            }
            out.close("ul").close("div");
        }
        out.close("div");
    }
    Holds::Something
}
