//! The top of the readiness report: the answer, the verdicts in numbers, the reviews to come.

use crate::base::language::{key, phrase, word};
use std::collections::BTreeMap;

use crate::audience::project::View;
use crate::audience::view::RowView;
use crate::base::html::Html;
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::cards::{block, state, text};
use crate::charts::chart::list;

/// So many reviews to come are listed.
const REVIEWS: usize = 8;

/// As of when.
pub fn status(view: &View<'_>, here: &Here<'_>) -> Html {
    let mut out = Html::new();
    out.text(&phrase("As of {} · {}", &[&view.frame.as_of.weekday_and_year(), &view.frame.quarter]));
    if let Some(review) = view.reviews_soon().next() {
        out.word(" · next review ").text(&review.on.weekday()).text(", ").link(&here.event(&review), &[], review.title);
        match review.on.days_since(view.frame.as_of) {
            0 => out.word(", today"),
            1 => out.word(", one day left"),
            days => out.text(&phrase(", {days} days left", &[&days])),
        };
    }
    out
}

/// Buttons: findings and scores as data.
pub fn acts(here: &Here<'_>) -> Html {
    let mut out = Html::new();
    for (title, path) in [(key("Findings, CSV"), "data/findings.csv"), (key("Scores, JSON"), "data/scores.json")] {
        out.link_word(&here.to(&SitePath::fixed(path)), &[("class", "btn")], title);
    }
    out
}

/// "4 of 12 plans are ready, 3 with gaps. 5 unmet gates and 12 failed checks in 8 plans stand in the way, 9 of them with Maya Chen."
pub fn lede(view: &View<'_>) -> Html {
    let mut out = Html::new();
    let totals = &view.totals;
    let gaps = || Html::strong(&text::number(totals.ready_with_gaps));
    let some = |ready: usize, plans: usize| {
        let (some, plans) = (text::number(ready), text::number(plans));
        Html::strong(&if ready == 0 { phrase("None of {plans}", &[&plans]) } else { phrase("{ready} of {plans}", &[&some, &plans]) })
    };
    match (totals.ready, totals.plans, totals.ready_with_gaps) {
        (1, 1, _) => out.label("b", &[], "The one plan is ready").text(". "),
        (_, 1, 0) => out.label("b", &[], "The one plan is not ready").text(". "),
        (_, 1, _) => out.label("b", &[], "The one plan is ready with gaps").text(". "),
        (ready, plans, _) if ready == plans => out.element("b", &[], &phrase("All {} ready", &[&text::plural(plans, "plan is", "plans are")])).text(". "),
        (ready, plans, 0) if ready < 2 => out.sentence("{some of n} plans is ready. ", &[some(ready, plans)]),
        (ready, plans, 0) => out.sentence("{some of n} plans are ready. ", &[some(ready, plans)]),
        (ready, plans, _) if ready < 2 => out.sentence("{some of n} plans is ready, {n} with gaps. ", &[some(ready, plans), gaps()]),
        (ready, plans, _) => out.sentence("{some of n} plans are ready, {n} with gaps. ", &[some(ready, plans), gaps()]),
    };
    // verdicts come from gates and checks; a warning alone keeps no plan from being ready
    let checks = |row: &RowView| row.blocks.iter().map(|block| block.failed).sum::<usize>();
    let gates = |row: &RowView| if row.readable { row.gates_unmet.len() } else { 1 };
    let held: Vec<&RowView> = view.current().into_iter().filter(|row| checks(row) + gates(row) > 0).collect();
    let (failed, unmet) = (held.iter().map(|row| checks(row)).sum::<usize>(), held.iter().map(|row| gates(row)).sum::<usize>());
    if held.is_empty() {
        out.word("No unmet gate and no failed check stands in the way.");
        return out;
    }
    let mut counts = Vec::new();
    if unmet > 0 {
        counts.push(text::plural(unmet, "unmet gate", "unmet gates"));
    }
    if failed > 0 {
        counts.push(text::plural(failed, "failed check", "failed checks"));
    }
    let counts = Html::strong(&list(&counts));
    let places = Html::plain(&text::plural(held.len(), "plan", "plans"));
    match failed + unmet {
        1 => out.sentence("{findings} in {plans} stands in the way", &[counts, places]),
        _ => out.sentence("{findings} in {plans} stand in the way", &[counts, places]),
    };
    if let Some((owner, count)) = busiest(held.iter().map(|row| (row.owner.name.as_str(), checks(row) + gates(row)))) {
        out.text(&phrase(", {count} of them with {owner}", &[&text::number(count), &owner]));
    }
    out.text(".");
    match held.iter().filter(|row| row.nothing_left).count() {
        0 => {}
        1 => {
            out.sentence(" {n} plan has nothing left to mend: what it missed can no longer be made good.", &[Html::strong("1")]);
        }
        n => {
            out.sentence(" {n} plans have nothing left to mend: what they missed can no longer be made good.", &[Html::strong(&text::number(n))]);
        }
    }
    out
}

/// The owner of the most, when that is more than a third of several.
fn busiest<'v>(found: impl Iterator<Item = (&'v str, usize)>) -> Option<(&'v str, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = 0;
    for (owner, count) in found.filter(|(owner, _)| !owner.is_empty()) {
        *counts.entry(owner).or_default() += count;
        all += count;
    }
    let owners = counts.len();
    let (owner, count) = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)))?;
    (owners > 1 && count > 2 && count * 3 > all).then_some((owner, count))
}

/// How many plans have which verdict.
pub fn verdicts(view: &View<'_>, here: &Here<'_>) -> Html {
    let totals = &view.totals;
    let mut out = Html::new();
    let unreadable = view.current().iter().filter(|row| !row.readable).count();
    block::block(&mut out, "verdicts", &word("Verdicts"), block::says(word("Plans by what can be done with them")), |out| {
        out.open("table", &[]).open("thead", &[("class", "vh")]).open("tr", &[]).label("th", &[("scope", "col")], "Verdict");
        out.label("th", &[("scope", "col"), ("class", "num")], "Plans").close("tr").close("thead").open("tbody", &[]);
        let mut line = |mark: state::State, says: &'static str, count: usize| {
            out.open("tr", &[]).open("th", &[("scope", "row")]);
            mark.write(out);
            out.label("small", &[], says).close("th").element("td", &[("class", "num")], &count.to_string()).close("tr");
        };
        line(state::READY, key("all gates met, nothing open"), totals.ready);
        line(state::READY_WITH_GAPS, key("all gates met, some checks open"), totals.ready_with_gaps);
        line(state::PREPARE_FIRST, key("a gate is not met, or the score is low"), totals.prepare_first.saturating_sub(unreadable));
        if unreadable > 0 {
            line(state::ERROR.says("Cannot be read"), key("its page says where and why"), unreadable);
        }
        out.close("tbody").close("table");
        let about = SitePath::fixed("about/index.html");
        out.open("p", &[("class", "sm")])
            .link_word(&crate::base::html::Href::to_anchor(here.page, &about, "readiness"), &[], "What a verdict asks for")
            .close("p");
    });
    out
}

/// The reviews to come, with the verdict on their plans.
pub fn reviews(view: &View<'_>, here: &Here<'_>) -> Html {
    let mut out = Html::new();
    let reviews: Vec<_> = view.reviews_soon().collect();
    block::block(&mut out, "reviews", &word("Reviews to come"), block::says(word("Planned in the next three months")), |out| {
        if reviews.is_empty() {
            out.open("div", &[("class", "empty")]).open("p", &[]).label("strong", &[], "No review planned.");
            out.word(" Add a file in ").element("code", &[], "reviews/").text(".").close("p").close("div");
            return;
        }
        out.open("ol", &[("class", "timeline")]);
        for event in reviews.iter().take(REVIEWS) {
            out.open("li", &[]);
            here.day(out, event.on);
            out.open("span", &[]).link(&here.event(event), &[], event.title);
            // a review of one deal says nothing of the plan's (S3)
            if let Some(deal) = event.of_deal {
                out.text(" ").open("small", &[]).word(deal).close("small");
            }
            out.close("span").open("span", &[("class", "by")]);
            if let Some(verdict) = event.verdict {
                state::verdict(verdict).write(out);
            }
            out.close("span").close("li");
        }
        out.close("ol");
        if reviews.len() > REVIEWS {
            out.element("p", &[("class", "mut sm")], &phrase("and {} more", &[&(reviews.len() - REVIEWS)]));
        }
    });
    out
}
