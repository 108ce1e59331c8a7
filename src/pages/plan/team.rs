//! Our people for this account, and the questions that they took home.

use crate::base::html::Html;
use crate::base::language::{value_word, word};
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{empty, state};
use crate::pages::plan::section::Holds;
use crate::pages::plan::sheet::Sheet;

const HOMEWORK: [Column; 4] = [
    column("question", "Homework", Sort::Text),
    column("state", "State", Sort::Text).with("x", ""),
    column("assignee", "Who", Sort::Text),
    column("due", "Due", Sort::Date).with("x", "Due"),
];

/// The section.
pub fn team(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    let (plan, today) = (sheet.plan, sheet.today());
    if plan.team.is_empty() && plan.homework.is_empty() {
        empty::empty(
            out,
            "No team yet.",
            "Name who works on this account, with function and role.",
            None,
            "- {person: maya-chen, function: sales, role: lead}",
        );
        return Holds::Nothing;
    }
    if !plan.team.is_empty() {
        out.open("ul", &[("class", "marks bare")]);
        for (name, function, role) in &plan.team {
            out.open("li", &[]).open("span", &[]).text(name);
            if let Some(role) = role {
                out.text(" ").element("span", &[("class", "mut")], role);
            }
            out.close("span").element("span", &[("class", "mut")], &value_word(function)).close("li");
        }
        out.close("ul");
    }
    if !plan.homework.is_empty() {
        let mut table = Table::open(out, "homework", &word("Homework"), &HOMEWORK, None);
        for crate::audience::view::HomeworkView { question, assignee, due, done_on: done, answer } in &plan.homework {
            table.row(&[]).cell(Some(question), |out| {
                out.text(question);
                if let Some(answer) = answer {
                    out.element("small", &[], answer);
                }
            });
            table.cell(None, |out| match done {
                Some(_) => state::MET.write_as(out, &word("done")),
                None if *due < today => state::UNMET.write_as(out, &word("overdue")),
                None => state::NOTE.write_as(out, &word("open")),
            });
            table.text(assignee).cell(None, |out| sheet.here.day(out, done.unwrap_or(*due))).end_row();
        }
        table.close(false);
    }
    Holds::Something
}
