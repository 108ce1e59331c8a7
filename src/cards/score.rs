//! A score with its reasons: value, confidence, and each term with its points, why, and the line it comes from.

use rust_decimal::Decimal;

use crate::audience::view::{ScoreView, TermView};
use crate::base::html::Html;
use crate::cards::here::Here;
use crate::cards::text;

/// So many terms are shown at most; `data/scores.json` has all.
const TERMS: usize = 20;

/// The value in an element that tests and scripts can find; `undetermined` where there is none.
pub fn value(out: &mut Html, tag: &'static str, class: &str, score: &ScoreView) {
    let data = score.value.map(text::points).unwrap_or_default();
    out.open(tag, &[("class", class), ("data-score", score.key), ("data-value", &data)]);
    out.text(if score.value.is_some() { &data } else { "–" });
    out.close(tag);
}

/// One line to open: title, value, question; inside, the formula and the terms.
pub fn score(out: &mut Html, here: &Here<'_>, score: &ScoreView) {
    out.open("details", &[("id", &format!("s-{}", score.key))]).open("summary", &[]).text(score.title).text(" ");
    value(out, "b", "num", score);
    if let Some(beside) = &score.beside {
        out.text(" · ").text(beside);
    }
    out.close("summary").open("p", &[("class", "sub")]).text(score.question);
    if score.confidence < Decimal::ONE {
        out.text(" ").text(&text::percent(score.confidence)).text(" of its weight is known.");
    }
    out.close("p");
    terms(out, here, score);
    out.close("details");
}

/// The terms as a table, those that cost most first.
pub fn terms(out: &mut Html, here: &Here<'_>, score: &ScoreView) {
    if score.terms.is_empty() {
        out.element("p", &[("class", "mut sm")], "No terms apply.");
        return;
    }
    let mut terms: Vec<&TermView> = score.terms.iter().collect();
    terms.sort_by(|a, b| b.lost.unwrap_or_default().cmp(&a.lost.unwrap_or_default()));
    out.open("table", &[("class", "terms")]).open("thead", &[]).open("tr", &[]);
    out.element("th", &[("scope", "col")], "Part").element("th", &[("scope", "col"), ("class", "num")], "Points");
    out.element("th", &[("scope", "col")], "Why").close("tr").close("thead").open("tbody", &[]);
    let more = terms.len().saturating_sub(TERMS);
    for term in terms.into_iter().take(TERMS) {
        out.open("tr", &[]).element("th", &[("scope", "row")], &term.label).open("td", &[("class", "num")]);
        match term.points {
            Some(points) => out.text(&text::points(points)).text(" of ").text(&text::points(points + term.lost.unwrap_or_default())),
            None => out.text("unknown"),
        };
        out.close("td").open("td", &[]);
        text::words(out, &term.because);
        out.text(" ");
        here.near_place(out, &term.place);
        out.close("td").close("tr");
    }
    out.close("tbody").close("table");
    if more > 0 {
        out.element("p", &[("class", "mut sm")], &format!("{more} more cost less or nothing."));
    }
}
