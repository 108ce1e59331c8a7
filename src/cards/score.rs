//! A score with its reasons: value, confidence, and each term with its points, why, and the line it comes from.

use crate::base::language::{phrase, value_word, word};
use std::borrow::Cow;
use std::cmp::Reverse;

use rust_decimal::Decimal;

use crate::audience::judged::{ScoreView, TermView};
use crate::base::html::Html;
use crate::cards::here::Here;
use crate::cards::text;

/// So many terms are shown at most; `data/scores.json` has all.
const TERMS: usize = 12;

/// The value in an element that tests and scripts can find; `undetermined` where there is none.
pub fn value(out: &mut Html, tag: &'static str, class: &str, score: &ScoreView) {
    let data = score.value.map(text::score).unwrap_or_default();
    let shown = score.value.map_or_else(|| "–".to_owned(), text::points);
    out.open(tag, &[("class", class), ("data-score", score.key), ("data-value", &data)]);
    out.text(&shown);
    out.close(tag);
}

/// One line to open: title, value, question; inside, the formula and the terms.
pub fn score(out: &mut Html, here: &Here<'_>, score: &ScoreView) {
    out.open("details", &[("id", &format!("s-{}", score.key))]).open("summary", &[]).word(score.title).text(" ");
    value(out, "b", "num", score);
    if let Some(beside) = &score.beside {
        out.text(" · ");
        text::english(out, |out| text::say(out, beside));
    }
    out.close("summary");
    if score.confidence < Decimal::ONE {
        out.open("p", &[("class", "sub")]).text(&text::percent(score.confidence)).word(" of its weight is known.").close("p");
    }
    terms(out, here, score);
    out.close("details");
}

/// What costs points or is not known as a table, worst first; what has all its points in one line.
pub fn terms(out: &mut Html, here: &Here<'_>, score: &ScoreView) {
    let whole = |term: &TermView| term.points.is_some() && term.lost.unwrap_or_default().is_zero();
    let (full, mut short): (Vec<&TermView>, Vec<&TermView>) = score.terms.iter().partition(|term| whole(term));
    short.sort_by_key(|term| Reverse(term.lost.unwrap_or_default()));
    if !short.is_empty() {
        out.open("table", &[("class", "terms")]).open("thead", &[]).open("tr", &[]);
        out.label("th", &[("scope", "col")], "Part").label("th", &[("scope", "col"), ("class", "num")], "Points");
        out.label("th", &[("scope", "col")], "Why").close("tr").close("thead").open("tbody", &[]);
    }
    for term in short.iter().take(TERMS) {
        out.open("tr", &[]).element("th", &[("scope", "row")], &part(score, &term.label)).open("td", &[("class", "num")]);
        match term.points {
            // points that are taken whatever the weights
            Some(points) if points.is_sign_negative() => out.text(&text::points(points)),
            Some(points) => out.text(&text::points(points)).word(" of ").text(&text::points(points.saturating_add(term.lost.unwrap_or_default()))),
            None => out.word("unknown"),
        };
        out.close("td").open("td", &[]);
        text::message(out, &term.because);
        out.text(" ");
        here.near_place(out, &term.place);
        out.close("td").close("tr");
    }
    if !short.is_empty() {
        out.close("tbody").close("table");
    }
    if short.len() <= TERMS && full.is_empty() && !score.terms.is_empty() {
        return;
    }
    out.open("p", &[("class", "mut sm")]);
    if short.len() > TERMS {
        out.text(&phrase("{} more cost less. ", &[&(short.len() - TERMS)]));
    }
    if score.terms.is_empty() {
        out.word("No terms apply.");
    } else if !full.is_empty() {
        out.text(&match (full.len(), short.is_empty()) {
            (n, true) => phrase("{n} of {n} parts have all their points.", &[&n]),
            (1, false) => word("The other part has all its points.").into_owned(),
            (n, false) => phrase("The other {n} parts have all their points.", &[&n]),
        });
    }
    out.close("p");
}

/// Scores whose parts are called as people called what they measure: by the id of an action, the name of a person.
const OWN_NAMES: [&str; 5] = ["benchmark_attainment", "relationship_strength", "kdm_access", "execution", "icp_fit"];

/// The name of a part in the language of the page.
fn part<'l>(score: &ScoreView, label: &'l str) -> Cow<'l, str> {
    match label.strip_suffix(", not known") {
        _ if OWN_NAMES.contains(&score.key) => Cow::Borrowed(label),
        Some(block) => Cow::Owned(phrase("{part}, not known", &[&value_word(block)])),
        None => value_word(label),
    }
}
