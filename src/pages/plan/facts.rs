//! The facts about an account, beside the plan. Leaves out what is not known, except what somebody must name.

use crate::audience::view::{PlaceView, SelectionView, WaiverView};
use crate::base::html::Html;
use crate::base::language::{phrase, value_word, word};
use crate::cards::{state, text};
use crate::pages::plan::sheet::Sheet;

/// The aside.
pub fn facts(sheet: &Sheet<'_>) -> Html {
    let (plan, row) = (sheet.plan, &sheet.plan.row);
    let mut out = Html::with_capacity(2048);
    out.open("aside", &[("class", "facts"), ("aria-label", &word("Account facts"))]).label("h2", &[], "Account facts").open("dl", &[]);
    fact(&mut out, "Owner", |out| sheet.here.person(out, &row.owner));
    if let Some(manager) = &plan.manager {
        fact(&mut out, "Manager", |out| sheet.here.person(out, manager));
    }
    match &plan.exec_sponsor {
        Some(sponsor) => said(&mut out, "Executive sponsor", sponsor),
        None => fact(&mut out, "Executive sponsor", |out| state::UNKNOWN.write_as(out, &word("Not named"))),
    }
    if let Some(stance) = row.stance {
        let posture = plan.posture.map(|posture| format!(", {}", text::spelled(posture))).unwrap_or_default();
        said(&mut out, "Stance", &format!("{}{posture}", text::titled(stance)));
    }
    if let Some(tier) = row.tier {
        let computed =
            row.computed_tier.filter(|computed| *computed != tier).map(|computed| phrase(" (computed {computed})", &[&computed])).unwrap_or_default();
        said(&mut out, "Tier", &format!("{tier}{computed}"));
    }
    if let Some(segment) = &row.segment {
        let region = plan.region.as_ref().map(|region| format!(", {region}")).unwrap_or_default();
        fact(&mut out, "Segment", |out| {
            sheet.here.segment(out, segment);
            out.text(&region);
        });
    }
    if let Some(potential) = plan.potential {
        said(&mut out, "Potential", &sheet.of_tables(potential));
    }
    if let Some(share) = plan.share_of_wallet {
        said(&mut out, "Share of wallet", &text::percent(share));
    }
    fact(&mut out, "Next review", |out| match row.next_review {
        Some(date) => text::date(out, date),
        None => state::UNKNOWN.write_as(out, &word("None planned")),
    });
    if let Some(date) = row.last_review {
        fact(&mut out, "Last review", |out| {
            text::date(out, date);
            out.text(&format!(", {}", text::ago(sheet.today().days_since(date))));
        });
    }
    said(&mut out, "Cadence", &text::titled(plan.cadence));
    if plan.visibility != "team" && !plan.visibility.is_empty() {
        said(&mut out, "Meant for", &text::spelled(plan.visibility));
    }
    if let Some(SelectionView { on, by, why }) = &plan.selection {
        fact_as(&mut out, "noprint", "Selected", |out| {
            text::date(out, *on);
            out.text(&phrase(" by {by}", &[&by])).element("p", &[("class", "mut sm")], why);
        });
    }
    if let Some(WaiverView { rules, by, reason, until, in_force }) = &plan.waiver {
        fact(&mut out, "Waiver", |out| {
            let class = if *in_force { "pill warn" } else { "pill" };
            out.label("span", &[("class", class)], if *in_force { "In force until" } else { "Ran out on" }).text(" ");
            text::date(out, *until);
            out.open("p", &[("class", "mut sm")]);
            for rule in rules {
                out.element("code", &[], rule).text(" ");
            }
            out.text(&format!("{reason} ({by})")).close("p");
        });
    }
    if let Some((added, lesson)) = &plan.outcome {
        fact(&mut out, "Outcome", |out| {
            out.text(&phrase("Value added: {added}", &[&value_word(added)])).element("p", &[("class", "mut sm")], lesson);
        });
    }
    fact_as(&mut out, "noprint", "Plan file", |out| sheet.here.place(out, &PlaceView { path: plan.path.clone(), line: 0 }));
    out.close("dl").close("aside");
    out
}

fn fact(out: &mut Html, name: &'static str, write: impl FnOnce(&mut Html)) {
    fact_as(out, "", name, write);
}

fn fact_as(out: &mut Html, class: &str, name: &'static str, write: impl FnOnce(&mut Html)) {
    let attributes: &[_] = &[("class", class)];
    out.open("div", if class.is_empty() { &[] } else { attributes }).label("dt", &[], name).open("dd", &[]);
    write(out);
    out.close("dd").close("div");
}

fn said(out: &mut Html, name: &'static str, value: &str) {
    if !value.is_empty() {
        fact(out, name, |out| {
            out.text(value);
        });
    }
}
