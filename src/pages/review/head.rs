//! The top of the pack: verdict, what to do with the page, the answer in one sentence, key figures.

use crate::base::amount::grouped;
use crate::base::html::{Href, Html};
use crate::base::language::{phrase, value_word, value_words, word};
use crate::cards::here;
use crate::cards::kpi::{self, Kpi};
use crate::cards::{state, text};
use crate::pages::review::Sheet;

/// Verdict, owner, manager, period, tier and posture: one line.
pub fn status(sheet: &Sheet<'_>) -> Html {
    let mut out = Html::new();
    let plan = &sheet.pack.plan;
    state::verdict(plan.judged.readiness.verdict).write(&mut out);
    out.text(" · ");
    sheet.here.person(&mut out, &plan.row.owner);
    if let Some(manager) = &plan.manager {
        out.word(", reviewed by ");
        sheet.here.person(&mut out, manager);
    }
    if let Some(period) = plan.period {
        out.text(" · ").text(&period.to_string());
    }
    let words = [plan.row.tier.map(|tier| phrase("tier {tier}", &[&tier])), plan.row.stance.map(text::spelled), plan.posture.map(text::spelled)];
    let words: Vec<String> = words.into_iter().flatten().collect();
    if !words.is_empty() {
        out.text(" · ").text(&words.join(", "));
    }
    out
}

/// Buttons: back to the account, edit the review.
pub fn acts(sheet: &Sheet<'_>) -> Html {
    let mut out = Html::new();
    if let Some(href) = sheet.pack.meeting.as_ref().and_then(|meeting| sheet.here.edit(&meeting.place)) {
        out.link_word(&href, &[("class", "btn"), ("data-edit", "")], "Edit review");
    }
    out.link_word(&sheet.here.account(&sheet.pack.plan.row.slug), &[("class", "btn")], "Account plan");
    out
}

/// The answer: ready or not, what stands in the way, the first step (S6).
pub fn lede(sheet: &Sheet<'_>) -> Html {
    let mut out = Html::new();
    let ready = &sheet.pack.plan.judged.readiness;
    out.label("b", &[], state::verdict(ready.verdict).word).text(": ");
    let unmet: Vec<_> = ready.gates.iter().filter(|gate| !gate.met).map(|gate| word(gate.title)).collect();
    let open = ready.blocks.iter().map(|block| block.failed()).sum::<usize>();
    match (unmet.len(), open) {
        (0, 0) => out.word("all gates are met and no check is open. "),
        (0, n) => out.text(&phrase("all gates are met, {} open. ", &[&text::plural(n, "check is", "checks are")])),
        (1, _) => out.word("one gate is not met, ").text(unmet.first().map_or("", |title| title)).text(". "),
        (n, _) => out.text(&phrase("{n} of {} gates are not met. ", &[&n, &ready.gates.len()])),
    };
    match ready.path_to_ready.first() {
        Some(step) => out.word("First: ").push(&text::as_words(&text::sentence(&text::plainly(&step.action)))),
        None if ready.over().next().is_some() => out.word("Nothing of it can be mended any more. Talk about the strategy, not about the plan."),
        None => out.word("Talk about the strategy, not about the plan."),
    };
    out
}

/// Five key figures.
pub fn kpi(sheet: &Sheet<'_>) -> Html {
    let (pack, ready) = (sheet.pack, &sheet.pack.plan.judged.readiness);
    let mut figures = vec![match &pack.meeting {
        Some(meeting) => Kpi::text("Review", &meeting.date.short().replace('\u{a0}', " "), text::ago(-meeting.days_until)),
        None => Kpi::text("Review", "–", word("none planned")),
    }];
    let purpose = match &pack.meeting {
        None => word("as usual here").into_owned(),
        Some(meeting) if meeting.purpose.is_empty() => word("no purpose stated").into_owned(),
        Some(meeting) => value_words(&meeting.purpose),
    };
    figures.push(Kpi::text("Length", &phrase("{} min", &[&pack.minutes]), purpose));
    let stake = sheet.short(pack.plan.row.value_at_stake_90d);
    figures.push(Kpi::text("At stake, 90 days", &stake, phrase("{} closing", &[&text::plural(pack.closing.len(), "deal", "deals")])));
    figures.push(match &pack.pace {
        Some(pace) => {
            Kpi::text("Quota pace", &text::percent(pace.ratio), phrase("{} of {} sold", &[&sheet.of_tables(pace.actual), &sheet.of_tables(pace.quota)]))
        }
        None => Kpi::text("Quota pace", "–", word("no quota or revenue known")),
    });
    let score = ready.score.value.map(text::score);
    let mut value = Html::new();
    value.text(&grouped(score.as_deref().unwrap_or("–")));
    if score.is_some() {
        value.element("span", &[("class", "mut sm")], " / 100");
    }
    let met = ready.gates.iter().filter(|gate| gate.met).count();
    let note = phrase("{}, {met} of {} met", &[&value_word(ready.level), &met, &text::plural(ready.gates.len(), "gate", "gates")]);
    let account = here::account(&pack.plan.row.slug);
    let why = ready.why().map(|anchor| Href::to_anchor(sheet.here.page, &account, &anchor));
    figures.push(Kpi { label: "Readiness", value, note, score: Some(("readiness", score.unwrap_or_default())), why });
    let mut out = Html::new();
    kpi::kpi(&mut out, &figures);
    out
}
