//! The quarter at a glance: money, people, issues and asks (M19–M28). A summary: every line leads to its section.

use crate::base::amount::Amount;
use crate::base::date::AHEAD_DAYS;
use crate::base::html::{Href, Html};
use crate::base::language::{key, phrase, value_word, word};
use crate::cards::glance::{self, line, none};
use crate::cards::{state, text};
use crate::pages::plan::section::Holds;
use crate::pages::plan::sheet::Sheet;

/// So many lines a column shows at most.
const LINES: usize = 4;
/// And so many asks, beneath two obstacles.
const ASKS: usize = 3;

/// Three columns.
pub fn quarter(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    out.open("p", &[("class", "sub")]).text(&sheet.here.frame.quarter.to_string()).word(": what moves between today and the next 90 days.").close("p");
    out.open("div", &[("class", "grid three")]);
    money(sheet, out);
    people(sheet, out);
    issues(sheet, out);
    out.close("div");
    Holds::Something
}

fn more(out: &mut Html, all: usize, shown: usize, anchor: &str, what: &'static str) {
    if all > shown {
        out.open("p", &[("class", "sm")]).link(&Href::anchor(anchor), &[], &phrase("{} more {what}", &[&(all - shown), &word(what)])).close("p");
    }
}

/// How many entries of a section hold a mistake, and so do not stand here.
fn lost(sheet: &Sheet<'_>, out: &mut Html, section: &str) {
    match sheet.plan.lost.get(section).copied().unwrap_or_default() {
        0 => {}
        1 => none(out, &word("One with a mistake in it is left out.")),
        n => none(out, &phrase("{} with mistakes in them are left out.", &[&n])),
    }
}

fn money(sheet: &Sheet<'_>, out: &mut Html) {
    let (plan, today) = (sheet.plan, sheet.today());
    glance::open(out, "", &word("Money"));
    let quarter = sheet.here.frame.quarter;
    if let Some((_, quota)) = plan.quota.iter().find(|(period, _)| *period == quarter) {
        line(
            out,
            |out| {
                out.word("Quota");
            },
            |out| {
                out.text(&sheet.of_tables(*quota));
            },
            &quarter.to_string(),
        );
    }
    let typed: Vec<_> = plan.revenue.iter().filter_map(|series| series.typed).collect();
    if !typed.is_empty() {
        // a sum with an unknown part is unknown
        let computed: Option<Amount> = plan.revenue.iter().map(|series| series.computed).sum();
        let computed = computed.map_or_else(|| word("computed unknown").into_owned(), |computed| phrase("computed {}", &[&sheet.short(computed)]));
        // what is computed is of all of them
        let note = match plan.revenue.len() {
            all if all == typed.len() => computed,
            all => phrase("for {} of {all} brands and divisions; {computed}", &[&typed.len(), &all, &computed]),
        };
        line(
            out,
            |out| {
                out.word("Projection, 90 days");
            },
            |out| {
                out.text(&sheet.short(typed.iter().copied().sum()));
            },
            &note,
        );
    }
    let soon = today.plus_days(AHEAD_DAYS);
    let mut closing: Vec<_> = plan.opportunities.iter().filter(|it| it.status == "open" && it.close_by <= soon).collect();
    closing.sort_by(|a, b| b.weighted.cmp(&a.weighted).then_with(|| a.close_by.cmp(&b.close_by)));
    for it in closing.iter().take(LINES) {
        let day = it.close_by.long();
        let due = if it.close_by < today { phrase("should have closed {day}", &[&day]) } else { phrase("closes {day}", &[&day]) };
        line(
            out,
            |out| {
                out.link(&Href::anchor(&format!("o-{}", it.id)), &[], &it.name);
            },
            |out| {
                out.text(&sheet.short(it.weighted));
            },
            &due,
        );
    }
    if closing.is_empty() {
        none(out, &word("No open deal closes in 90 days."));
    }
    lost(sheet, out, "opportunities");
    out.close("dl");
    more(out, closing.len(), LINES, "opportunities", key("closing"));
    out.close("div");
}

fn people(sheet: &Sheet<'_>, out: &mut Html) {
    glance::open(out, "", &word("People"));
    let mut deciders: Vec<_> = sheet.plan.people.iter().filter(|it| it.kdm).collect();
    deciders.sort_by(|a, b| b.influence.cmp(&a.influence).then_with(|| a.id.cmp(&b.id)));
    for it in deciders.iter().take(LINES) {
        let note = match &it.next_meeting {
            Some((on, _)) => phrase("{}, next {}", &[&value_word(it.disposition), &on.long()]),
            None => phrase("{}, no meeting set", &[&value_word(it.disposition)]),
        };
        line(
            out,
            |out| {
                out.link(&Href::anchor(&format!("p-{}", it.id)), &[], &it.name);
            },
            |out| match it.last_met.zip(it.days_since_met) {
                Some((on, days)) if days <= text::COLD_DAYS => {
                    out.text(&text::met(on, days));
                }
                Some((on, days)) => {
                    out.element("span", &[("class", "pill warn")], &text::met(on, days));
                }
                None => {
                    out.label("span", &[("class", "pill warn")], "never met");
                }
            },
            &note,
        );
    }
    if deciders.is_empty() {
        none(out, &word("No key decision maker is named."));
    }
    lost(sheet, out, "people");
    out.close("dl");
    more(out, deciders.len(), LINES, "people", key("key decision makers"));
    out.close("div");
}

fn issues(sheet: &Sheet<'_>, out: &mut Html) {
    let (plan, today) = (sheet.plan, sheet.today());
    // on paper both tables follow on the next sheet
    glance::open(out, "noprint", &word("Issues and asks"));
    for it in plan.obstacles.iter().filter(|it| matches!(it.trend, "emerged" | "grown")).take(2) {
        line(
            out,
            |out| {
                out.link(&Href::anchor(&format!("i-{}", it.id)), &[], &it.what);
            },
            |out| state::trend(it.trend).write(out),
            "",
        );
    }
    let open: Vec<_> = plan.asks.iter().filter(|it| it.status == "open").collect();
    for it in open.iter().take(ASKS) {
        line(
            out,
            |out| {
                out.link(&Href::anchor(&format!("k-{}", it.id)), &[], &it.what);
            },
            |out| {
                if it.by < today {
                    out.label("span", &[("class", "pill bad")], "overdue");
                } else {
                    sheet.here.day(out, it.by);
                }
            },
            &phrase("asked of {}", &[&it.from]),
        );
    }
    if let Some(reason) = &plan.no_asks {
        line(
            out,
            |out| {
                out.word("Nothing asked for");
            },
            |_| {},
            reason,
        );
    } else if plan.lost.get("asks").is_some_and(|lost| *lost > 0) {
        lost(sheet, out, "asks");
    } else if plan.asks.is_empty() {
        none(out, &word("Nobody has said what is needed."));
    } else if open.is_empty() {
        none(out, &word("No open ask."));
    }
    let overdue = plan.actions.iter().filter(|it| it.overdue_days.is_some()).count();
    if overdue > 0 {
        line(
            out,
            |out| {
                out.link_word(&Href::anchor("objectives"), &[], "Actions");
            },
            |out| {
                out.element("span", &[("class", "pill bad")], &phrase("{overdue} overdue", &[&overdue]));
            },
            "",
        );
    }
    out.close("dl");
    more(out, open.len(), ASKS, "asks", key("asks"));
    out.close("div");
}
