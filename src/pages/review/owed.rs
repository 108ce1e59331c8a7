//! What is asked for and what became of it, what the last review decided, and which deals need a review of their own (S5, S8, M28).

use crate::audience::history::HistoryView;
use crate::base::html::Html;
use crate::base::language::{phrase, value_word, word};
use crate::base::path::SitePath;
use crate::base::slug::Slug;
use crate::cards::glance::{line, none};
use crate::cards::narrative::{Site, Text, narrative};
use crate::cards::{block, changes, state, text};
use crate::pages::review::{Sheet, column};
use crate::parse::markdown::Setting;

/// Open asks by their day, then those that were answered (M28).
pub fn asks(sheet: &Sheet<'_>) -> Html {
    let today = sheet.here.frame.as_of;
    let plan = &sheet.pack.plan;
    column("asks", &word("Asks"), &word("What is needed by when, then what became of the others"), |out| {
        for it in sheet.pack.asks.iter().filter_map(|at| plan.asks.get(*at)) {
            let much = |out: &mut Html| match it.status {
                "open" if it.by < today => text::pill(out, "bad", &word("overdue")),
                "open" => sheet.here.day(out, it.by),
                status => state::ask(status, None).write(out),
            };
            line(out, |out| sheet.item(out, "k", "asks", &it.id, &it.what), much, &phrase("{}, asked of {}", &[&value_word(it.kind), &it.from]));
        }
        match &plan.no_asks {
            Some(reason) => line(out, |out| text::say(out, &word("Nothing asked for")), |_| {}, reason),
            None if plan.asks.is_empty() => none(out, &word("Nobody has said what is needed.")),
            None => {}
        }
    })
}

/// What the last review decided, and whether it is carried out (S5).
pub fn decisions(sheet: &Sheet<'_>) -> Html {
    let Some(last) = &sheet.pack.last else {
        return column("decisions", &word("Decisions"), &word("Of the last review"), |out| none(out, &word("No review was held yet.")));
    };
    column("decisions", &word("Decisions"), &phrase("Of the review on {}", &[&last.date.long()]), |out| {
        for it in &last.decisions {
            let much = |out: &mut Html| match (it.status, it.overdue_days) {
                (_, Some(days)) => text::pill(out, "bad", &phrase("{days} d overdue", &[&days])),
                ("open", None) => match it.by {
                    Some(by) => sheet.here.day(out, by),
                    None => state::ask("open", None).write(out),
                },
                (status, None) => state::action(status, false).write(out),
            };
            line(out, block::says(&it.what), much, it.owner.as_deref().unwrap_or(""));
        }
        if last.decisions.is_empty() {
            none(out, &word("Nothing was decided."));
        }
    })
}

/// What was written down of the last review; nothing where nobody wrote anything.
pub fn record(sheet: &Sheet<'_>, published: &dyn Fn(&Slug) -> bool) -> Html {
    let mut out = Html::new();
    let Some(last) = sheet.pack.last.as_ref().filter(|last| !last.text.trim().is_empty()) else { return out };
    let plan = &sheet.pack.plan;
    let attachment = |slug: &Slug, name: &str| {
        let file = plan.attachments.iter().find(|file| *slug == plan.row.slug && file.name == name)?;
        Some((SitePath::of_attachment(slug, &file.stem, file.ext), file.image))
    };
    let site = Site { plan: published, attachment: &attachment };
    let text = Text { path: &last.place.path, text: &last.text, setting: Setting { shift: 1, drop_title: None }, class: "narrative" };
    let title = phrase("Written of the review on {}", &[&last.date.long()]);
    // the pack is two sheets of paper
    out.open("div", &[("class", "noprint")]);
    block::block(&mut out, "record", &title, |out| sheet.here.near_place(out, &last.place), |out| narrative(out, sheet.here, &text, &site, &mut |_| None));
    out.close("div");
    out
}

/// Deals too large to be judged in passing (S8).
pub fn to_schedule(sheet: &Sheet<'_>) -> Html {
    column("deals", &word("Deals to review apart"), &word("This meeting keeps to the long view"), |out| {
        for it in sheet.pack.to_schedule.iter().filter_map(|at| sheet.pack.plan.opportunities.get(*at)) {
            let note = phrase("closes {}, {} at {}", &[&it.close_by.long(), &sheet.short(it.amount), &text::percent(it.probability)]);
            line(out, |out| sheet.item(out, "o", "opportunities", &it.id, &it.name), |out| text::say(out, &sheet.short(it.weighted)), &note);
        }
        if sheet.pack.to_schedule.is_empty() {
            none(out, &word("No deal asks for a review of its own."));
        }
    })
}

/// Changes that are said on a sheet of paper.
const CHANGES: usize = 3;

/// What changed in the plan since the last review (S5). Left out when nobody asked for the history.
pub fn changes(sheet: &Sheet<'_>) -> Html {
    let mut out = Html::new();
    let history = &sheet.here.frame.history;
    let since = sheet.pack.plan.history.as_ref().and_then(|past| past.since_review.as_ref());
    let sub = match (history, since) {
        (HistoryView::NotRead, _) => return out,
        (_, Some((on, _))) => phrase("Since the review on {}", &[&on.long()]),
        _ => word("Since the last review").into_owned(),
    };
    block::block(&mut out, "changes", &word("What changed"), block::says(&sub), |out| match since {
        Some((_, list)) if list.is_empty() => {
            out.label("p", &[("class", "mut")], "Nothing changed in the plan.");
        }
        Some((_, list)) => changes::list(out, list, CHANGES, &sheet.here.to(&SitePath::fixed("changes/index.html"))),
        None if matches!(history, HistoryView::Known { .. }) => {
            out.label("p", &[("class", "mut")], "No review was held since the plan was first committed.");
        }
        None => changes::unknown(out, history),
    });
    out
}
