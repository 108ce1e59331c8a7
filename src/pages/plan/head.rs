//! The top of the account page: state, what to do with the page, the answer in one sentence, key figures.

use crate::base::amount::{Amount, grouped};
use crate::base::date::AHEAD_DAYS;
use crate::base::html::{Href, Html};
use crate::base::language::{phrase, value_word, word};
use crate::base::path::SitePath;
use crate::cards::here;
use crate::cards::kpi::{self, Kpi};
use crate::cards::{state, text};
use crate::pages;
use crate::pages::plan::sheet::Sheet;

/// Health, verdict, owner, period: one line.
pub fn status(sheet: &Sheet<'_>) -> Html {
    let mut out = Html::new();
    let (plan, row) = (sheet.plan, &sheet.plan.row);
    if !row.readable {
        state::ERROR.write_as(&mut out, &word("Cannot be read"));
        return out;
    }
    // the health score is not computed yet; an unknown that nobody can help would only be noise
    if let Some(health) = row.scores.get("health") {
        let health = state::health(*health);
        // the verdict beside it has words of its own
        health.write_as(&mut out, &phrase("Health: {}", &[&word(health.word)]));
        out.text(" · ");
    }
    // nobody prepares a plan that is over
    if row.is_closed() {
        state::NOTE.write_as(&mut out, &word("Closed"));
    } else {
        state::verdict(plan.judged.readiness.verdict).write(&mut out);
    }
    if let Some(review) = row.next_review {
        out.word(" for the review on ");
        sheet.here.day(&mut out, review);
    }
    out.text(" · ");
    sheet.here.person(&mut out, &row.owner);
    if let Some(period) = plan.period {
        out.text(" · ").text(&period.to_string());
    }
    if let Some(status) = row.status.filter(|status| !matches!(*status, "active" | "closed")) {
        out.text(" ").element("span", &[("class", if status == "draft" { "pill warn" } else { "pill" })], &text::spelled(status));
    }
    out
}

/// Buttons: edit, review pack.
pub fn acts(sheet: &Sheet<'_>) -> Html {
    let mut out = Html::new();
    let place = crate::audience::view::PlaceView { path: sheet.plan.path.clone(), line: 1 };
    if let Some(href) = sheet.here.edit(&place) {
        out.link_word(&href, &[("class", "btn"), ("data-edit", "")], "Edit plan");
    }
    if pages::has("review") && sheet.plan.row.readable {
        let target = SitePath::of_slug("accounts", &sheet.plan.row.slug, "review.html");
        out.link_word(&sheet.here.to(&target), &[("class", "btn")], "Review pack");
    }
    out.link_word(&sheet.here.to(&here::plan_calendar(&sheet.plan.row.slug)), &[("class", "btn")], "Calendar, .ics");
    out
}

/// The answer: where the plan stands, what is missing, what comes next.
pub fn lede(sheet: &Sheet<'_>) -> Html {
    let (plan, row) = (sheet.plan, &sheet.plan.row);
    let mut out = Html::new();
    let sum = |amount: Amount| Html::strong(&sheet.short(amount));
    match (row.growth_target.filter(|target| !target.is_zero()), sheet.gap()) {
        (Some(target), Some(gap)) if gap.0.is_sign_positive() && !gap.is_zero() => {
            let reached = row.won.plus(row.weighted_open).ratio(target).map(text::percent).unwrap_or_default();
            let pieces = [Html::strong(&reached), Html::plain(&sheet.short(target)), sum(gap)];
            out.sentence("Won and weighted open deals reach {share} of the {target} growth target; {gap} is missing. ", &pieces)
        }
        (Some(target), Some(_)) => out.sentence("Won and weighted open deals cover the {target} growth target. ", &[sum(target)]),
        _ if row.value_at_stake_90d.is_zero() => out.word("No open deal closes in the next 90 days. "),
        _ => out.sentence("{sum} is at stake in the next 90 days. ", &[sum(row.value_at_stake_90d)]),
    };
    match row.deals_lost {
        0 => {}
        1 => {
            out.word("One deal with a mistake in it is not counted. ");
        }
        n => {
            out.text(&phrase("{} deals with mistakes in them are not counted. ", &[&n]));
        }
    }
    if row.target_lost {
        out.word("The growth target has a mistake in it and is not known. ");
    }
    match plan.judged.readiness.path_to_ready.first() {
        _ if row.is_closed() => {
            out.word("The plan is closed.");
        }
        Some(step) if plan.judged.readiness.over().next().is_some() => {
            out.sentence("Next step: {step}", &[text::as_words(&text::sentence(&text::plainly(&step.action)))]);
        }
        Some(step) => {
            out.sentence("Next step to ready: {step}", &[text::as_words(&text::sentence(&text::plainly(&step.action)))]);
        }
        None if plan.judged.readiness.verdict == "ready" => {
            out.word("The plan is ready for its review.");
        }
        None => {
            if let Some(gap) = &row.worst_gap {
                text::message(&mut out, &text::sentence(gap));
            }
        }
    }
    out
}

/// Five key figures.
pub fn kpi(sheet: &Sheet<'_>) -> Html {
    let (plan, row) = (sheet.plan, &sheet.plan.row);
    let target = row.growth_target;
    let reached = row.won.plus(row.weighted_open);
    let of_target = target.and_then(|target| reached.ratio(target)).map(|share| phrase("{} of target", &[&text::percent(share)]));
    let mut figures = vec![
        Kpi::text(
            "Growth target",
            &target.map_or("–".to_owned(), |target| sheet.short(target)),
            // the plan's, whatever its period is
            String::new(),
        ),
        Kpi::text("Won + weighted open", &sheet.short(reached), of_target.unwrap_or_else(|| phrase("{} won", &[&sheet.short(row.won)]))),
    ];
    figures.push(match sheet.gap() {
        Some(gap) if gap.0.is_sign_negative() => {
            Kpi::text("Gap", &word("none"), phrase("{} over target", &[&sheet.short(crate::base::amount::Amount(-gap.0))]))
        }
        Some(gap) => Kpi::text("Gap", &sheet.short(gap), phrase("{} open, unweighted", &[&sheet.short(row.open)])),
        None => Kpi::text("Open", &sheet.short(row.open), word("unweighted")),
    });
    let soon = sheet.today().plus_days(AHEAD_DAYS);
    let left_out = if row.deals_lost > 0 { phrase(", {} left out", &[&row.deals_lost]) } else { String::new() };
    let closing = plan.opportunities.iter().filter(|it| it.status == "open" && it.close_by <= soon).count();
    figures.push(Kpi::text(
        "At stake, 90 days",
        &sheet.short(row.value_at_stake_90d),
        format!("{}{}", phrase("{} closing", &[&text::plural(closing, "deal", "deals")]), left_out),
    ));
    let score = plan.judged.readiness.score.value.map(text::score);
    let mut value = Html::new();
    value.text(&grouped(score.as_deref().unwrap_or("–")));
    if score.is_some() {
        value.element("span", &[("class", "mut sm")], " / 100");
    }
    let unmet = plan.judged.readiness.gates.iter().filter(|gate| !gate.met).count();
    let note = if unmet > 0 {
        phrase("{}, {} unmet", &[&value_word(plan.judged.readiness.level), &text::plural(unmet, "gate", "gates")])
    } else {
        phrase("{}, all gates met", &[&value_word(plan.judged.readiness.level)])
    };
    // inside of the folded reasons, so that they open where no script runs
    let why = plan.judged.readiness.why().map(|anchor| Href::anchor(&anchor));
    figures.push(Kpi { label: "Readiness", value, note, score: Some(("readiness", score.unwrap_or_default())), why });
    let mut out = Html::new();
    kpi::kpi(&mut out, &figures);
    out
}
