//! The meeting and whether it can be held: purpose and logistics, gates with their measured values, the path to ready (S2–S6, S10, S13).

use crate::audience::pack::{MeetingView, ProposalView};
use crate::base::html::Html;
use crate::base::language::{key, phrase, value_word, value_words, word};
use crate::cards::{block, path as steps, state, text};
use crate::pages::review::Sheet;

/// Purpose and logistics; where no review is planned, the file to write.
pub fn meeting(sheet: &Sheet<'_>) -> Html {
    let mut out = Html::new();
    match (&sheet.pack.meeting, &sheet.pack.proposal) {
        (Some(meeting), _) => {
            block::block(&mut out, "meeting", &word("The meeting"), |out| sheet.here.near_place(out, &meeting.place), |out| logistics(sheet, meeting, out))
        }
        (None, Some(proposal)) => {
            block::block(&mut out, "meeting", &word("No review is planned"), block::says(word("A review without a date is not prepared")), |out| {
                propose(proposal, out)
            });
        }
        (None, None) => {}
    }
    out
}

fn propose(proposal: &ProposalView, out: &mut Html) {
    out.open("div", &[("class", "empty")]).open("p", &[]).word("Write ").element("code", &[], &proposal.path).word(" and set its day and purpose:").close("p");
    out.open("pre", &[("tabindex", "0"), ("role", "region"), ("aria-label", &word("A review to copy"))]).text(&proposal.text).close("pre").close("div");
}

fn logistics(sheet: &Sheet<'_>, meeting: &MeetingView, out: &mut Html) {
    out.open("dl", &[("class", "why told")]);
    row(out, "Date", |out| {
        text::date(out, meeting.date);
        out.text(", ").text(&text::ago(-meeting.days_until));
    });
    row(out, "Purpose", |out| match meeting.purpose.as_slice() {
        [] => state::WARNING.write_as(out, &word("not stated")),
        words => text::say(out, &value_words(words)),
    });
    if let Some(problem) = &meeting.problem {
        row(out, "Problem", |out| text::say(out, problem));
    }
    row(out, "Length", |out| {
        out.text(&phrase("{} minutes", &[&sheet.pack.minutes]));
        match meeting.minutes_short_of {
            Some(usual) => {
                out.text(" ");
                state::WARNING.write_as(out, &phrase("tier A gets {usual}", &[&usual]));
            }
            None if !meeting.minutes_stated => text::say(out, &word(", as usual here")),
            None => {}
        }
    });
    row(out, "Attendees", |out| {
        let names: Vec<String> = meeting
            .attendees
            .iter()
            .map(|it| match it.role {
                Some(role) => format!("{} ({})", it.name, value_word(role)),
                None => it.name.clone(),
            })
            .collect();
        out.text(if names.is_empty() { word("nobody named").into_owned() } else { names.join(", ") }.as_str());
    });
    row(out, "Manager", |out| {
        match (&sheet.pack.plan.manager, meeting.manager_attends) {
            (None, _) => state::UNKNOWN.write_as(out, &word("not known")),
            (Some(manager), Some(false)) => {
                out.text(&manager.name).text(" ");
                state::WARNING.write_as(out, &word("not invited"));
            }
            (Some(manager), _) => text::say(out, &phrase("{}, attends", &[&manager.name])),
        };
    });
    row(out, "Pre-read", |out| {
        match meeting.pre_read_sent {
            Some(sent) => {
                let late = sent > meeting.pre_read_due;
                if late {
                    state::WARNING.write_as(out, &word("sent late"))
                } else {
                    state::MET.write_as(out, &word("sent"))
                }
                out.text(", ");
                sheet.here.day(out, sent);
            }
            None if meeting.pre_read_due < sheet.here.frame.as_of => state::WARNING.write_as(out, &word("not sent")),
            None => text::say(out, &word("not sent yet")),
        }
        out.word("; due ");
        sheet.here.day(out, meeting.pre_read_due);
    });
    out.close("dl");
}

fn row(out: &mut Html, label: &'static str, write: impl FnOnce(&mut Html)) {
    out.open("div", &[]).label("dt", &[], label).open("dd", &[]);
    write(out);
    out.close("dd").close("div");
}

/// Every gate with what was measured; what it asks for where it is not met.
pub fn gates(sheet: &Sheet<'_>) -> Html {
    let mut out = Html::new();
    let gates = &sheet.pack.plan.judged.readiness.gates;
    let met = gates.iter().filter(|gate| gate.met).count();
    let title = match gates.len() {
        n if n == met => phrase("All {} met", &[&text::plural(n, "gate", "gates")]),
        n => phrase("{met} of {} met", &[&met, &text::plural(n, "gate", "gates")]),
    };
    block::block(&mut out, "gates", &title, block::says(word("Without them the plan is prepared first, whatever its score")), |out| {
        out.open("table", &[("class", "terms")]).open("thead", &[("class", "vh")]).open("tr", &[]);
        for head in [key("Gate"), key("Measured"), key("State")] {
            out.label("th", &[("scope", "col")], head);
        }
        out.close("tr").close("thead").open("tbody", &[]);
        for gate in gates {
            out.open("tr", &[("id", &format!("gate-{}", gate.key))]).label("th", &[("scope", "row")], gate.title).open("td", &[]);
            text::message(out, &gate.measured);
            out.text(" ").open("span", &[("class", "mut sm")]);
            if !gate.met {
                out.word("wanted: ").word(gate.required).text(" ");
            }
            sheet.here.near_place(out, &gate.place);
            out.close("span").close("td").open("td", &[("class", "nw")]);
            state::passed(Some(gate.met)).write(out);
            out.close("td").close("tr");
        }
        out.close("tbody").close("table");
    });
    out
}

/// The shortest way to ready with its lines.
pub fn path(sheet: &Sheet<'_>) -> Html {
    let mut out = Html::new();
    let ready = &sheet.pack.plan.judged.readiness;
    let over = ready.over().next().is_some();
    let title = match ready.path_to_ready.len() {
        0 if over => word("Nothing can be mended before the review"),
        0 => word("Nothing stands in the way"),
        _ if over => word("What can still be mended"),
        1 => word("One step to ready"),
        _ => word("The shortest way to ready"),
    };
    let says = if ready.path_to_ready.is_empty() { word("Found by scoring again") } else { word("Edits found by scoring again, the heaviest first") };
    block::block(&mut out, "path", &title, block::says(says), |out| {
        if ready.path_to_ready.is_empty() && !over {
            out.open("p", &[]);
            state::verdict(ready.verdict).write(out);
            out.word(": every gate is met and every check that applies has passed.").close("p");
        }
        if !ready.path_to_ready.is_empty() {
            steps::steps(out, &sheet.here, ready);
        }
        steps::over_in_short(out, ready);
    });
    out
}
