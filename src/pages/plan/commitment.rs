//! What was promised, by whom and when; and the reviews, held and planned, with their decisions.

use std::borrow::Cow;

use crate::audience::view::{ReviewDecision, ReviewView};
use crate::base::html::Html;
use crate::base::language::{key, phrase, value_word, value_words, word};
use crate::cards::{empty, state, text};
use crate::pages::plan::section::Holds;
use crate::pages::plan::sheet::Sheet;

/// The commitment as a quotation.
pub fn commitment(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    let found = sheet.plan.commitment.as_ref().filter(|it| it.statement.is_some() || !it.by.is_empty());
    let Some(commitment) = found else {
        let example = "commitment: {statement: We will review this plan every quarter and …, by: [maya-chen], on: 2026-10-02}";
        empty::empty(
            out,
            "No commitment yet.",
            "One sentence that names what will be true, who stands for it, and since when.",
            sheet.worth(&["commitment"]),
            example,
        );
        return Holds::Nothing;
    };
    out.open("blockquote", &[("class", "commitment")]);
    out.element("p", &[], commitment.statement.as_deref().unwrap_or(&word("No statement is written.")));
    out.open("footer", &[]).text(&if commitment.by.is_empty() { word("Nobody has signed").into_owned() } else { commitment.by.join(", ") });
    if let Some(on) = commitment.on {
        out.text(", ");
        text::date(out, on);
    }
    out.close("footer").close("blockquote");
    Holds::Something
}

/// The reviews, latest first.
pub fn reviews(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    let reviews = &sheet.plan.reviews;
    if reviews.is_empty() {
        let belongs = key("Add a file to reviews/ beside the plan; date, type and purpose are enough to begin with.");
        empty::empty(
            out,
            "No review planned.",
            belongs,
            None,
            "{schema: quarterdeck-review/1, type: account-plan, date: 2026-12-16, status: planned, purpose: [strategy]}",
        );
        return Holds::Nothing;
    }
    for review in reviews {
        one(sheet, out, review);
    }
    Holds::Something
}

fn one(sheet: &Sheet<'_>, out: &mut Html, review: &ReviewView) {
    out.open("h3", &[]);
    text::date(out, review.date);
    out.text(&format!(", {} ", text::spelled(review.kind)));
    if review.held {
        state::MET.write_as(out, &word("held"));
    } else if review.date < sheet.today() {
        state::WARNING.write_as(out, &word("planned, date has passed"));
    } else {
        state::NOTE.write_as(out, &word("planned"));
    }
    out.close("h3").open("p", &[("class", "sub")]);
    let mut parts = Vec::new();
    if !review.purpose.is_empty() {
        parts.push(phrase("Purpose: {}", &[&value_words(&review.purpose)]));
    }
    parts.extend(review.minutes.map(|minutes| phrase("{minutes} minutes", &[&minutes])));
    if !review.attendees.is_empty() {
        parts.push(review.attendees.join(", "));
    }
    out.text(&parts.join(" · ")).text(" ");
    sheet.here.near_place(out, &review.place);
    out.close("p");
    if let Some(problem) = &review.problem_statement {
        out.open("p", &[]).label("b", &[], "Problem: ").text(problem).close("p");
    }
    for (name, items) in [(key("Working"), &review.working), (key("Not working"), &review.not_working), (key("Help"), &review.help)] {
        if !items.is_empty() {
            out.open("p", &[]).element("b", &[], &format!("{}: ", word(name))).text(&items.join("; ")).close("p");
        }
    }
    if !review.decisions.is_empty() {
        out.open("ul", &[("class", "timeline")]);
        for ReviewDecision { what, owner, by, status } in &review.decisions {
            out.open("li", &[]).open("span", &[]);
            match by {
                Some(by) => sheet.here.day(out, *by),
                None => {
                    out.text("–");
                }
            }
            out.close("span").element("span", &[], what);
            let by: Vec<Cow<'_, str>> = owner.as_deref().map(Cow::Borrowed).into_iter().chain(status.map(value_word)).collect();
            out.element("span", &[("class", "by")], &by.join(" · ")).close("li");
        }
        out.close("ul");
    }
}
