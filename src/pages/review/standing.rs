//! As, Bs and the money first (M16–M20), then revenue, people and issues (M21–M27). Every line leads to its place on the account's page.

use crate::base::html::Html;
use crate::base::language::{key, phrase, word};
use crate::cards::glance::{line, none};
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{block, empty, state, text};
use crate::pages::review::{Sheet, column as lines};

const COLUMNS: [Column; 5] = [
    column("name", "Closes within 90 days", Sort::None),
    column("closes", "Closes", Sort::None).with("nw x", ""),
    column("amount", "Amount", Sort::Number).with("", "Amount"),
    column("probability", "Probability", Sort::Number).with("x", "Probability"),
    column("weighted", "Weighted", Sort::Number).with("", "Weighted"),
];

/// So many deals, people and issues are shown; the account's page has all.
const LINES: usize = 5;

/// Tier, value at stake, quota pace, and the deals that make it.
pub fn money(sheet: &Sheet<'_>) -> Html {
    let mut out = Html::new();
    let (pack, row) = (sheet.pack, &sheet.pack.plan.row);
    let says = |out: &mut Html| {
        match (row.tier, row.computed_tier) {
            (Some(tier), Some(computed)) if tier == computed => text::say(out, &phrase("Tier {tier}, and computed the same", &[&tier])),
            (Some(tier), Some(computed)) => state::WARNING.write_as(out, &phrase("Tier {tier}, but computed {computed}", &[&tier, &computed])),
            (Some(tier), None) => text::say(out, &phrase("Tier {tier}", &[&tier])),
            (None, _) => text::say(out, &word("No tier")),
        }
        if let Some(pace) = &pack.pace {
            let elapsed = text::percent(pace.elapsed);
            out.text(&phrase(
                " · {} of the quota of {} sold by {day}, {elapsed} of the time gone",
                &[&text::percent(pace.actual.ratio(pace.quota).unwrap_or_default()), &pace.period, &pace.until.long(), &elapsed],
            ));
        }
    };
    block::block(&mut out, "money", &word("As, Bs and the money"), says, |out| {
        empty::left_out(out, row.deals_lost);
        if pack.closing.is_empty() {
            out.open("p", &[]).word("No open deal closes in 90 days.").close("p");
            return;
        }
        let mut table = Table::open(out, "closing", &word("Open deals that close within 90 days"), &COLUMNS, None);
        for it in pack.closing.iter().take(LINES).filter_map(|at| pack.plan.opportunities.get(*at)) {
            table.row(&[]);
            table.cell(None, |out| sheet.item(out, "o", "opportunities", &it.id, &it.name));
            table.cell(None, |out| {
                if it.close_by < sheet.here.frame.as_of {
                    out.label("span", &[("class", "pill bad")], "overdue").text(" ");
                }
                sheet.here.day(out, it.close_by);
            });
            table.number(&it.amount.to_string(), &text::money(it.amount));
            table.number(&it.probability.to_string(), &text::percent(it.probability));
            table.number(&it.weighted.to_string(), &text::money(it.weighted));
            table.end_row();
        }
        table.close(false);
        if pack.closing.len() > LINES {
            out.element("p", &[("class", "mut sm")], &phrase("and {} more closing", &[&(pack.closing.len() - LINES)]));
        }
    });
    out
}

fn more(out: &mut Html, all: usize, what: &'static str) {
    if all > LINES {
        none(out, &phrase("and {} more {what}", &[&(all - LINES), &word(what)]));
    }
}

/// Four quarters, what came before, and both projections (M22, M23).
pub fn revenue(sheet: &Sheet<'_>) -> Html {
    lines("revenue", &word("Revenue"), &word("Four quarters by brand and division, and the next 90 days"), |out| {
        for it in &sheet.pack.revenue {
            let change = it.last_four.minus(it.before).ratio(it.before).map(|share| match share.is_sign_negative() {
                true => phrase("down {}", &[&text::percent(-share)]),
                false => phrase("up {}", &[&text::percent(share)]),
            });
            let change = change.map_or_else(|| word("four quarters").into_owned(), |change| phrase("four quarters, {change}", &[&change]));
            let ahead = match (it.typed, it.computed) {
                (Some(typed), None) if !it.unplaced.is_empty() => phrase("; next 90 days {}, computed unknown", &[&sheet.short(typed)]),
                (Some(typed), Some(computed)) => phrase("; next 90 days {}, computed {}", &[&sheet.short(typed), &sheet.short(computed)]),
                (Some(typed), None) => phrase("; next 90 days {}", &[&sheet.short(typed)]),
                (None, Some(computed)) => phrase("; next 90 days not projected, computed {}", &[&sheet.short(computed)]),
                (None, None) => String::new(),
            };
            line(out, |out| text::say(out, &it.name), |out| text::say(out, &sheet.of_tables(it.last_four)), &format!("{change}{ahead}"));
        }
        if sheet.pack.revenue.is_empty() {
            none(out, &word("No revenue and no projection is known."));
        }
    })
}

/// Key decision makers: where they stand, when they were met, what comes next (M9–M14).
pub fn people(sheet: &Sheet<'_>) -> Html {
    let today = sheet.here.frame.as_of;
    lines("people", &word("Key decision makers"), &word("Where they stand, when we last met, what comes next"), |out| {
        for it in sheet.pack.deciders.iter().take(LINES).filter_map(|at| sheet.pack.plan.people.get(*at)) {
            let next = match &it.next_meeting {
                Some((on, _)) if *on < today => phrase("meeting was set for {}", &[&on.long()]),
                Some((on, about)) => about.as_ref().map_or_else(|| phrase("next {}", &[&on.long()]), |about| phrase("next {}: {about}", &[&on.long(), &about])),
                None => word("no meeting set").into_owned(),
            };
            let power = match it.in_power {
                Some("no") => word(", no longer in power"),
                Some("yes") => "".into(),
                _ => word(", in power unknown"),
            };
            line(
                out,
                |out| {
                    sheet.item(out, "p", "people", &it.id, &it.name);
                    out.text(" ");
                    state::disposition(it.disposition).write(out);
                },
                |out| match it.last_met.zip(it.days_since_met) {
                    Some((on, days)) if days <= text::COLD_DAYS => text::say(out, &text::met(on, days)),
                    Some((on, days)) => text::pill(out, "warn", &text::met(on, days)),
                    None => text::pill(out, "warn", &word("never met")),
                },
                &format!("{}{power}; {next}", it.title),
            );
        }
        empty::left_out(out, sheet.pack.plan.lost.get("people").copied().unwrap_or_default());
        if sheet.pack.deciders.is_empty() {
            none(out, &word("No key decision maker is named."));
        }
        more(out, sheet.pack.deciders.len(), key("key decision makers"));
    })
}

/// Obstacles that emerged or grew, and the support that they need (M8, M26).
pub fn issues(sheet: &Sheet<'_>) -> Html {
    lines("issues", &word("Strategic issues"), &word("What emerged or grew first"), |out| {
        for it in sheet.pack.issues.iter().take(LINES).filter_map(|at| sheet.pack.plan.obstacles.get(*at)) {
            let support = it
                .support_needed
                .as_deref()
                .map_or_else(|| word("Support needed: not stated").into_owned(), |support| phrase("Support needed: {support}", &[&support]));
            line(out, |out| sheet.item(out, "i", "obstacles", &it.id, &it.what), |out| state::trend(it.trend).write(out), &support);
        }
        if sheet.pack.issues.is_empty() {
            none(out, &word("No obstacle is named."));
        }
        more(out, sheet.pack.issues.len(), key("obstacles"));
    })
}
