//! The deals, by weighted value: what, how much, how likely, when, and whether somebody looked again.

use crate::base::language::{phrase, value_word, word};
use rust_decimal::Decimal;

use crate::audience::view::OpportunityView;
use crate::base::amount::Amount;
use crate::base::html::Html;
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{empty, state, text};
use crate::pages::plan::section::Holds;
use crate::pages::plan::sheet::{Anchors, Sheet, id};

const COLUMNS: [Column; 7] = [
    column("deal", "Opportunity", Sort::Text),
    column("status", "Status", Sort::Text).with("x", ""),
    column("amount", "Amount", Sort::Number).with("secondary", "Amount"),
    column("chance", "Chance", Sort::Number).with("", "Chance"),
    column("weighted", "Weighted", Sort::Number).with("x", "Weighted"),
    column("close", "Closes", Sort::Date).with("nw", "Closes"),
    column("checked", "Requalified", Sort::Date).with("nw x secondary", "Requalified"),
];

/// The section.
pub fn opportunities(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    let plan = sheet.plan;
    if plan.opportunities.is_empty() && plan.row.stance == Some("retire") {
        empty::empty(out, "No opportunities.", "A plan to retire an account has none to win.", None, "");
        return Holds::Nothing;
    }
    if plan.opportunities.is_empty() {
        let example = "- {id: theatre-pilot, name: Theatre supply pilot, amount: 240000, probability: 0.6, close_by: 2027-01-29, status: open}";
        empty::empty(out, "No opportunities yet.", "Name the deals that this plan is to win.", sheet.worth(&["opportunities"]), example);
        return Holds::Nothing;
    }
    let mut deals: Vec<&OpportunityView> = plan.opportunities.iter().collect();
    deals.sort_by(|a, b| (a.status != "open").cmp(&(b.status != "open")).then_with(|| b.weighted.cmp(&a.weighted)));
    let mut anchors = Anchors::new("o");
    let mut table = Table::open(out, "opportunities-table", &word("Opportunities"), &COLUMNS, None);
    for deal in &deals {
        let anchor = anchors.of(&deal.id);
        table.row(&id(anchor.as_deref())).cell(None, |out| named(out, deal));
        table.cell(Some(deal.status), |out| state::opportunity(deal.status).write(out));
        table.number(&deal.amount.to_string(), &text::money(deal.amount));
        table.number(&text::plain(deal.probability, 4), &text::percent(deal.probability));
        let weighted = if deal.status == "open" { deal.weighted } else { Amount::ZERO };
        table.number(&weighted.to_string(), &if deal.status == "open" { text::money(deal.weighted) } else { "–".to_owned() });
        table.cell(None, |out| match deal.closed_on {
            Some(on) => sheet.here.day(out, on),
            None => {
                sheet.here.day(out, deal.close_by);
                if deal.status == "open" && deal.close_by < sheet.today() {
                    out.text(" ").label("span", &[("class", "pill bad")], "passed");
                }
                if let Some(slipped) = &deal.slipped {
                    out.element("small", &[("class", "slip")], slipped);
                }
            }
        });
        table.cell(None, |out| match deal.requalified_on.max(deal.timing_confirmed_on) {
            Some(on) => sheet.here.day(out, on),
            None => {
                out.text("–");
            }
        });
        table.end_row();
    }
    let open: Vec<_> = deals.iter().filter(|deal| deal.status == "open").collect();
    let amount: Amount = open.iter().map(|deal| deal.amount).sum();
    let weighted: Amount = open.iter().map(|deal| deal.weighted).sum();
    table.totals().row(&[]).text(&phrase("{} open", &[&open.len()])).text("");
    table.number(&amount.to_string(), &text::money(amount)).text("").number(&weighted.to_string(), &text::money(weighted)).text("").text("").end_row();
    table.close(true);
    Holds::Something
}

/// The name, and beneath it where it comes from and who is in the way.
fn named(out: &mut Html, deal: &OpportunityView) {
    out.text(&deal.name);
    if deal.needs_review {
        out.text(" ").label("span", &[("class", "pill acc")], "own review");
    }
    let mut notes: Vec<String> = deal.product.iter().chain(&deal.unit).cloned().collect();
    notes.extend(deal.origin.filter(|origin| *origin != "planned").map(|origin| value_word(origin).into_owned()));
    notes.extend(deal.incumbent.as_ref().map(|rival| phrase("held by {rival}", &[&rival])));
    if deal.probability >= Decimal::ONE && deal.status == "open" {
        notes.push(word("certain, but not won").into_owned());
    }
    if !notes.is_empty() {
        out.element("small", &[], &notes.join(" · "));
    }
}
