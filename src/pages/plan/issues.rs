//! What stands in the way, by trend, and what is asked of others.

use crate::base::html::Html;
use crate::base::language::{key, phrase, value_word, word};
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{empty, state, text};
use crate::pages::plan::section::Holds;
use crate::pages::plan::sheet::{Anchors, Sheet, id};

const OBSTACLES: [Column; 4] = [
    column("obstacle", "Obstacle", Sort::Text),
    column("trend", "Trend", Sort::Text).with("x", ""),
    column("impact", "Impact", Sort::Text).with("", "Impact"),
    column("support", "Support needed", Sort::Text).with("wide", "Needs"),
];

const ASKS: [Column; 5] = [
    column("ask", "Ask", Sort::Text),
    column("status", "Status", Sort::Text).with("x", ""),
    column("from", "Of whom", Sort::Text).with("", "Of"),
    column("kind", "Kind", Sort::Text).with("secondary", ""),
    column("by", "By", Sort::Date).with("x", "By"),
];

/// The obstacles.
pub fn obstacles(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    let plan = sheet.plan;
    if plan.obstacles.is_empty() {
        let belongs = key("What grew or emerged, how hard it hits, and which support is needed.");
        let example = "- {id: single-source-policy, what: Policy of August 2026 asks for two suppliers per category, trend: emerged, impact: high}";
        empty::empty(out, "No obstacles yet.", belongs, sheet.worth(&["obstacles"]), example);
        return Holds::Nothing;
    }
    let mut anchors = Anchors::new("i");
    let mut table = Table::open(out, "obstacles-table", &word("Obstacles"), &OBSTACLES, None);
    for it in &plan.obstacles {
        let anchor = anchors.of(&it.id);
        table.row(&id(anchor.as_deref())).cell(Some(&it.what), |out| {
            out.text(&it.what);
            let since = it.since.map(|since| phrase("since {}", &[&since.long()]));
            let notes: Vec<String> = since.into_iter().chain(it.owner.clone()).collect();
            if !notes.is_empty() {
                out.element("small", &[], &notes.join(" · "));
            }
        });
        table.cell(Some(it.trend), |out| state::trend(it.trend).write(out)).text(&value_word(it.impact));
        table.cell(None, |out| match &it.support_needed {
            Some(needed) => {
                out.text(needed);
            }
            None => {
                out.label("span", &[("class", "mut")], "not stated");
            }
        });
        table.end_row();
    }
    table.close(false);
    Holds::Something
}

/// The asks.
pub fn asks(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    let plan = sheet.plan;
    if let Some(reason) = &plan.no_asks {
        out.open("p", &[]).label("b", &[], "Nothing is asked for: ").text(reason).close("p");
        return Holds::Something;
    }
    if plan.asks.is_empty() {
        let belongs = key("What you need from your manager and the organisation, of whom and by when; nothing needed is an answer too.");
        empty::empty(
            out,
            "No asks yet.",
            belongs,
            sheet.worth(&["asks"]),
            "- {id: cpo-dinner, what: Host Ruth Adeyemi and our COO, from: tomas-rivera, by: 2026-12-04, kind: access, status: open}",
        );
        return Holds::Nothing;
    }
    let mut anchors = Anchors::new("k");
    let mut table = Table::open(out, "asks-table", &word("Asks"), &ASKS, None);
    for it in &plan.asks {
        let anchor = anchors.of(&it.id);
        let days = it.by.days_since(sheet.today());
        table.row(&id(anchor.as_deref())).text(&it.what).cell(Some(it.status), |out| state::ask(it.status, Some(days)).write(out));
        table.text(&it.from).text(&value_word(it.kind)).cell(None, |out| {
            sheet.here.day(out, it.by);
            if it.status == "open" && it.by < sheet.today() {
                let late = text::plural(usize::try_from(sheet.today().days_since(it.by)).unwrap_or(0), "day", "days");
                out.text(" ").element("span", &[("class", "pill bad")], &phrase("{late} late", &[&late]));
            }
        });
        table.end_row();
    }
    table.close(false);
    Holds::Something
}
