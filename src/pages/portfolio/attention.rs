//! The accounts that need somebody, and how far the plans are. Ranks; does not judge.

use crate::base::language::{phrase, word};
use rust_decimal::Decimal;

use crate::audience::narrow::Scope;
use crate::audience::project::View;
use crate::audience::view::RowView;
use crate::base::amount::Amount;
use crate::base::html::Html;
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::cards::{block, state, text};
use crate::pages::portfolio::unreadable;

/// So many accounts are named.
const NAMED: usize = 5;
/// So many of them may be plans that cannot be read: their value is unknown, and others matter too.
const UNREADABLE: usize = 2;
/// So many plans stand in the small list.
const MARKS: usize = 12;

/// What is open in a plan: findings, unmet gates, actions past due.
fn problems(row: &RowView) -> usize {
    row.errors + row.warnings + row.gates_unmet.len() + row.overdue_actions
}

/// The first plans that cannot be read, then by value at stake × open problems; the other unreadable ones come last. A plan that misses gates counts with
/// no less than the average value of a plan of the territory: the worst plan may have nothing at stake just because it is so bad.
fn ranked<'v>(scope: &Scope<'v, '_>) -> Vec<&'v RowView> {
    let all = &scope.view.totals;
    let average = Amount(all.value_at_stake_90d.0.checked_div(Decimal::from(all.plans)).unwrap_or_default());
    let at_stake = |row: &RowView| if row.gates_unmet.is_empty() { row.value_at_stake_90d } else { row.value_at_stake_90d.max(average) };
    let weight = |row: &RowView| at_stake(row).plus(Amount::whole(1)).times(Decimal::from(problems(row)));
    let current = scope.rows.iter().copied().filter(|row| !row.is_closed() && problems(row) > 0);
    let mut rows: Vec<(&RowView, Amount)> = current.map(|row| (row, weight(row))).collect();
    rows.sort_by(|(a, a_weight), (b, b_weight)| a.readable.cmp(&b.readable).then(b_weight.cmp(a_weight)).then_with(|| a.slug.cmp(&b.slug)));
    let mut rows: Vec<&RowView> = rows.into_iter().map(|(row, _)| row).collect();
    let unreadable = rows.iter().take_while(|row| !row.readable).count();
    if let Some(rest) = rows.get_mut(UNREADABLE.min(unreadable)..) {
        rest.rotate_left(unreadable.saturating_sub(UNREADABLE));
    }
    rows
}

/// Why an account stands in the list, in one or two sentences.
fn reason(view: &View<'_>, row: &RowView) -> String {
    if !row.readable {
        return phrase("The plan cannot be read. {}", &[&unreadable::reason(view, row)]);
    }
    let mut parts = Vec::new();
    if let Some(gap) = &row.worst_gap {
        parts.push(text::sentence(&text::plainly(gap)));
    }
    let (errors, late) = (row.errors, row.overdue_actions);
    let heavy = [(errors, text::plural(errors, "error", "errors")), (late, text::plural(late, "action overdue", "actions overdue"))];
    let mut also: Vec<String> = heavy.into_iter().filter(|(count, _)| *count > 0).map(|(_, said)| said).collect();
    match row.gates_unmet.as_slice() {
        [] => {}
        [gate] => also.push(phrase("gate not met: {}", &[&word(gate).to_lowercase()])),
        gates => also.push(text::plural(gates.len(), "gate not met", "gates not met")),
    }
    if also.is_empty() && row.warnings > 0 {
        also.push(text::plural(row.warnings, "warning", "warnings"));
    }
    if !also.is_empty() {
        parts.push(text::sentence(&also.join(", ")));
    }
    parts.join(" ")
}

/// At most five accounts.
pub fn attention(scope: &Scope<'_, '_>, here: &Here<'_>) -> Html {
    let mut out = Html::new();
    let (view, rows) = (scope.view, ranked(scope));
    block::block(
        &mut out,
        "attention",
        &word("Needs attention"),
        block::says(word("Ranked by value at stake × open problems; a plan that misses gates counts with the average value at least")),
        |out| {
            if rows.is_empty() {
                out.open("div", &[("class", "empty")]).open("p", &[]).label("strong", &[], "Nothing to clear").word(" as of ");
                text::date(out, view.frame.as_of);
                out.text(".").close("p").close("div");
                return;
            }
            out.open("ol", &[("class", "attention")]);
            for row in rows.iter().take(NAMED) {
                out.open("li", &[]);
                // the verdict, as in the list of readiness on the same page: a plan may be healthy and still miss a gate
                let verdict = state::verdict(row.verdict);
                let (mark, said) =
                    if row.readable { (verdict, phrase("Readiness: {}", &[&word(verdict.word)])) } else { (state::ERROR, word("Cannot be read").into_owned()) };
                mark.write_narrow(out, &said);
                out.open("h3", &[]).link(&here.account(&row.slug), &[], &row.title).close("h3").open("span", &[("class", "r")]);
                if row.readable && row.value_at_stake_90d.0 > Decimal::ZERO {
                    out.text(&text::money_short(row.value_at_stake_90d, &row.currency)).word(" in 90 days");
                }
                out.close("span").open("p", &[]);
                text::words(out, &reason(view, row));
                out.close("p").close("li");
            }
            out.close("ol");
            if rows.len() > NAMED {
                let findings = here.to(&SitePath::fixed("readiness/index.html"));
                out.open("p", &[("class", "sm")]).link(&findings, &[], &phrase("{} more with something to clear", &[&(rows.len() - NAMED)])).close("p");
            }
        },
    );
    out
}

/// "4 of 12 plans are ready", worst first.
pub fn ready(view: &View<'_>, here: &Here<'_>) -> Html {
    let rows = view.neediest();
    if rows.is_empty() {
        return Html::new();
    }
    let title = match (view.totals.ready, rows.len()) {
        (1, 1) => word("The one plan is ready").into_owned(),
        (0, 1) => word("The one plan is not ready").into_owned(),
        (ready, all) if ready == all => phrase("All {} ready", &[&text::plural(all, "plan is", "plans are")]),
        (0, all) => phrase("None of {all} plans is ready", &[&text::number(all)]),
        (1, all) => phrase("1 of {all} plans is ready", &[&text::number(all)]),
        (ready, all) => phrase("{ready} of {all} plans are ready", &[&text::number(ready), &text::number(all)]),
    };
    let report = here.to(&SitePath::fixed("readiness/index.html"));
    let mut out = Html::new();
    // three columns hold names of this length, two hold longer ones
    let crowded = rows.iter().take(MARKS).any(|row| row.title.chars().count() > 14);
    let hidden = rows.len().saturating_sub(MARKS);
    let sub = |out: &mut Html| {
        out.word(if hidden > 0 { "The weakest twelve · " } else { "Weakest first · " }).link_word(&report, &[], "open the readiness report");
    };
    block::block(&mut out, "ready", &title, sub, |out| {
        out.open("ul", &[("class", if crowded { "marks pair" } else { "marks" })]);
        for row in rows.iter().take(MARKS) {
            out.open("li", &[]);
            let mark = if row.readable { state::verdict(row.verdict) } else { state::ERROR.says("Cannot be read") };
            mark.write_narrow(out, &word(mark.word));
            out.link(&here.account(&row.slug), &[], &row.title);
            let readiness = row.score("readiness");
            let score = readiness.map(text::score);
            let attributes = [("class", "num"), ("data-score", "readiness"), ("data-value", score.as_deref().unwrap_or(""))];
            out.element("span", &attributes, &text::in_column(readiness)).close("li");
        }
        out.close("ul");
    });
    out
}
