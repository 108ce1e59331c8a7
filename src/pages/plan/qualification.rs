//! Does the account deserve a plan: the six questions with their evidence, and the ideal-customer profile.

use crate::audience::judged::{AnswerView, IcpView, QualificationView};
use crate::base::amount::grouped;
use crate::base::html::Html;
use crate::base::language::{key, phrase, value_word, word};
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{empty, state, text};
use crate::pages::plan::section::Holds;
use crate::pages::plan::sheet::Sheet;

const QUESTIONS: [Column; 3] = [
    column("question", "Question", Sort::None),
    column("answer", "Answer", Sort::None).with("x", ""),
    column("evidence", "Evidence", Sort::None).with("wide", ""),
];

/// The section.
pub fn qualification(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    let plan = sheet.plan;
    if plan.judged.qualification.is_none() && plan.judged.icp.is_none() {
        if !matches!(plan.row.stance, Some("acquire" | "grow")) {
            return Holds::NotEvenThat;
        }
        let belongs = key("Six questions decide whether the account deserves a plan; four must be answered with yes.");
        empty::empty(out, "Not qualified yet.", belongs, None, "qualification: {market_experience: {answer: yes, evidence: Four hospital groups since 2021.}}");
        return Holds::Nothing;
    }
    if let Some(view) = &plan.judged.qualification {
        questions(sheet, out, view);
    }
    if let Some(icp) = &plan.judged.icp {
        profile(out, icp);
    }
    Holds::Something
}

fn questions(sheet: &Sheet<'_>, out: &mut Html, view: &QualificationView) {
    out.open("p", &[]);
    state::qualification(view.verdict).write(out);
    out.text(&phrase(": {} yes, {} no, {} unknown; {} yes are needed.", &[&view.yes, &view.no, &view.unknown, &view.pass]));
    if !view.would_settle.is_empty() {
        let questions: Vec<String> = view.would_settle.iter().map(|asks| format!("“{}”", word(asks))).collect();
        out.word(" An answer to ").text(&questions.join(&word(" or "))).word(" would settle it.");
    }
    out.close("p");
    let mut table = Table::open(out, "questions", &word("Six questions"), &QUESTIONS, None);
    for AnswerView { key, asks, answer, evidence, place } in &view.questions {
        table.row(&[("id", &format!("q-{key}"))]).text(&word(asks)).cell(None, |out| match answer {
            Some("yes") => state::MET.write_as(out, &word("yes")),
            Some("no") => state::UNMET.write_as(out, &word("no")),
            Some("n/a") => state::UNKNOWN.write_as(out, &word("not applicable")),
            _ => state::UNKNOWN.write_as(out, &word("unknown")),
        });
        table.cell(None, |out| {
            if let Some(evidence) = evidence {
                out.text(evidence).text(" ");
            } else if answer.is_some() {
                out.label("span", &[("class", "mut")], "no evidence given").text(" ");
            }
            sheet.here.near_place(out, place);
        });
        table.end_row();
    }
    table.close(false);
}

fn profile(out: &mut Html, icp: &IcpView) {
    out.open("p", &[("id", "icp")]).label("b", &[], "Ideal-customer profile: ");
    match (icp.value, icp.band) {
        (Some(value), Some(band)) => {
            let value = text::score(value);
            out.element("span", &[("data-score", "icp_fit"), ("data-value", &value)], &grouped(&value)).text(&phrase(" of 100, {band}", &[&value_word(band)]));
        }
        _ => {
            state::UNKNOWN.write_as(out, &word("undetermined"));
        }
    }
    out.text(&phrase("; {} of {} criteria at their highest level, {} of the weight known", &[&icp.matched, &icp.criteria, &text::percent(icp.confidence)]));
    if let Some(expected) = icp.expected_band.filter(|expected| Some(*expected) != icp.band) {
        out.text(&phrase("; {expected} was expected", &[&value_word(expected)]));
    }
    out.text(".").close("p");
}
