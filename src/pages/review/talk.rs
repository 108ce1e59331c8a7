//! The sheet to hold the meeting by: the timed agenda, the questions sent in advance, and room for notes on paper (S4, S10, S11, S14).

use crate::audience::pack::SlotScore;
use crate::base::html::Html;
use crate::base::language::{phrase, word};
use crate::cards::{block, text};
use crate::pages::review::Sheet;

/// Minutes from the beginning, what, and how long.
pub fn agenda(sheet: &Sheet<'_>) -> Html {
    let mut out = Html::new();
    let pack = sheet.pack;
    block::block(&mut out, "agenda", &phrase("Agenda, {} minutes", &[&pack.minutes]), block::says(word("Most time where the plan is weakest")), |out| {
        out.open("ol", &[("class", "agenda")]);
        for slot in &pack.agenda {
            let start = format!("{}:{:02}", slot.start / 60, slot.start % 60);
            out.open("li", &[]).element("time", &[("datetime", &format!("PT{}M", slot.start))], &start).open("span", &[]).word(slot.title);
            if slot.score != SlotScore::Absent {
                out.text(" ").open("small", &[]);
                match slot.score {
                    SlotScore::Points(value) => out.text(&phrase("{} of 100", &[&text::points(value)])),
                    SlotScore::Undetermined | SlotScore::Absent => out.word("undetermined"),
                };
                // on paper the number says enough; the reason stands on the account's page
                if let Some(because) = &slot.because {
                    out.open("span", &[("class", "noprint")]).text(". ");
                    text::message(out, &text::sentence(because));
                    out.close("span");
                }
                out.close("small");
            }
            out.close("span").element("span", &[("class", "by")], &phrase("{} min", &[&slot.minutes])).close("li");
        }
        out.close("ol");
        if !pack.agenda_left_out.is_empty() {
            let left_out = pack.agenda_left_out.iter().map(|title| word(title)).collect::<Vec<_>>().join("; ");
            out.element("p", &[("class", "mut sm")], &phrase("The meeting is too short for: {}.", &[&left_out]));
        }
    });
    out
}

/// The review's own questions first, then those from the bank, each with what called for it.
pub fn questions(sheet: &Sheet<'_>) -> Html {
    let mut out = Html::new();
    block::block(&mut out, "questions", &word("Questions to send in advance"), block::says(word("Chosen by posture and by what is weak")), |out| {
        if sheet.pack.questions.is_empty() {
            out.open("p", &[]).element("code", &[], "questions.yaml").word(" has none that fit.").close("p");
            return;
        }
        out.open("ol", &[("class", "path questions")]);
        for question in &sheet.pack.questions {
            let why = match (question.category, &question.because) {
                (None, _) => word("From this review").into_owned(),
                (Some(category), Some(because)) => format!("{} · {because}", text::titled(category)),
                (Some(category), None) => text::titled(category),
            };
            out.open("li", &[]).element("span", &[], &question.text).element("p", &[], &why).close("li");
        }
        out.close("ol");
    });
    out
}

/// Lines to write on; paper only.
pub fn notes() -> Html {
    let mut out = Html::new();
    out.open("section", &[("class", "block notes"), ("id", "notes"), ("aria-labelledby", "h-notes")]).label("h2", &[("id", "h-notes")], "Notes");
    out.open("div", &[("class", "lines")]).close("div").close("section");
    out
}
