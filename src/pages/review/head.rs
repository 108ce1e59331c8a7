//! The top of the pack: verdict, what to do with the page, the answer in one sentence, key figures.

use crate::base::html::Html;
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
        out.text(", reviewed by ");
        sheet.here.person(&mut out, manager);
    }
    if let Some(period) = plan.period {
        out.text(" · ").text(&period.to_string());
    }
    let words = [plan.row.tier.map(|tier| format!("tier {tier}")), plan.row.stance.map(text::spelled), plan.posture.map(text::spelled)];
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
        out.link(&href, &[("class", "btn"), ("data-edit", "")], "Edit review");
    }
    out.link(&sheet.here.account(&sheet.pack.plan.row.slug), &[("class", "btn")], "Account plan");
    out
}

/// The answer: ready or not, what stands in the way, the first step (S6).
pub fn lede(sheet: &Sheet<'_>) -> Html {
    let mut out = Html::new();
    let ready = &sheet.pack.plan.judged.readiness;
    out.element("b", &[], state::verdict(ready.verdict).word).text(": ");
    let unmet: Vec<&str> = ready.gates.iter().filter(|gate| !gate.met).map(|gate| gate.title).collect();
    let open = ready.blocks.iter().map(|block| block.failed()).sum::<usize>();
    match (unmet.len(), open) {
        (0, 0) => out.text("all gates are met and no check is open. "),
        (0, n) => out.text(&format!("all gates are met, {} open. ", text::plural(n, "check is", "checks are"))),
        (1, _) => out.text("one gate is not met, ").text(unmet.first().copied().unwrap_or_default()).text(". "),
        (n, _) => out.text(&format!("{n} of {} gates are not met. ", ready.gates.len())),
    };
    match ready.path_to_ready.first() {
        Some(step) => out.text("First: ").text(&text::sentence(&step.action.replace('`', ""))),
        None => out.text("Talk about the strategy, not about the plan."),
    };
    out
}

/// Five key figures.
pub fn kpi(sheet: &Sheet<'_>) -> Html {
    let (pack, ready) = (sheet.pack, &sheet.pack.plan.judged.readiness);
    let mut figures = vec![match &pack.meeting {
        Some(meeting) => Kpi::text("Review", &meeting.date.short().replace('\u{a0}', " "), text::ago(-meeting.days_until)),
        None => Kpi::text("Review", "–", "none planned"),
    }];
    let purpose = match &pack.meeting {
        None => "as usual here".to_owned(),
        Some(meeting) if meeting.purpose.is_empty() => "no purpose stated".to_owned(),
        Some(meeting) => meeting.purpose.join(", "),
    };
    figures.push(Kpi::text("Length", &format!("{} min", pack.minutes), purpose));
    let stake = sheet.short(pack.plan.row.value_at_stake_90d);
    figures.push(Kpi::text("At stake, 90 days", &stake, format!("{} closing", text::plural(pack.closing.len(), "deal", "deals"))));
    figures.push(match &pack.pace {
        Some(pace) => Kpi::text("Quota pace", &text::percent(pace.ratio), format!("{} of {} sold", sheet.short(pace.actual), sheet.short(pace.quota))),
        None => Kpi::text("Quota pace", "–", "no quota or revenue known"),
    });
    let score = ready.score.value.map(text::points);
    let mut value = Html::new();
    value.text(score.as_deref().unwrap_or("–"));
    if score.is_some() {
        value.element("span", &[("class", "mut sm")], " / 100");
    }
    let met = ready.gates.iter().filter(|gate| gate.met).count();
    let note = format!("{}, {met} of {} met", ready.level, text::plural(ready.gates.len(), "gate", "gates"));
    figures.push(Kpi { label: "Readiness", value, note, score: Some(("readiness", score.unwrap_or_default())) });
    let mut out = Html::new();
    kpi::kpi(&mut out, &figures);
    out
}
