//! The customer's people: who decides, where they stand, when they were met, who looks after them.

use crate::audience::view::PersonView;
use crate::base::html::Html;
use crate::base::language::{phrase, value_word, word};
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{empty, figure, state, text};
use crate::pages::plan::section::Holds;
use crate::pages::plan::sheet::{Anchors, Sheet, id};

const COLUMNS: [Column; 6] = [
    column("name", "Name and role", Sort::Text),
    column("disposition", "Disposition", Sort::Text).with("x", ""),
    column("influence", "Influence", Sort::Number).with("secondary", "Influence"),
    column("met", "Last met", Sort::Date).with("", "Met"),
    column("next", "Next meeting", Sort::Date).with("x", "Next"),
    column("ours", "Our owner", Sort::Text).with("secondary", "Ours"),
];

/// The section.
pub fn people(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    let plan = sheet.plan;
    if plan.people.is_empty() {
        let worth = sheet.worth(&["relationship plan", "facts about key decision makers"]);
        let example = "- {id: ruth-adeyemi, name: Ruth Adeyemi, title: Chief Procurement Officer, buying_role: economic, kdm: true, in_power: yes, influence: 5, disposition: neutral}";
        empty::empty(out, "No people yet.", "Name the people who decide, who influence and who use.", worth, example);
        return Holds::Nothing;
    }
    let mut people: Vec<&PersonView> = plan.people.iter().collect();
    people.sort_by(|a, b| b.kdm.cmp(&a.kdm).then_with(|| b.influence.cmp(&a.influence)));
    match (sheet.found("stakeholder_map"), sheet.found("relationship_tree")) {
        // the tree names influence and disposition of everyone
        (Some(map), Some(tree)) => figure::around(out, map, "two noprint", |out| figure::figure(out, tree)),
        (Some(map), None) => {
            out.open("div", &[("class", "two noprint")]);
            figure::figure(out, map);
            out.open("div", &[]);
            known(out, &people);
            out.close("div").close("div");
        }
        (None, _) => known(out, &people),
    }
    let mut anchors = Anchors::new("p");
    let mut table = Table::open(out, "people-table", &word("People"), &COLUMNS, None);
    for person in people {
        let anchor = anchors.of(&person.id);
        table.row(&id(anchor.as_deref())).cell(Some(&person.name), |out| named(out, person));
        table.cell(Some(person.disposition), |out| {
            state::disposition(person.disposition).write(out);
            if let Some(target) = person.target_disposition.filter(|target| *target != person.disposition) {
                out.element("small", &[], &phrase("to be {target}", &[&value_word(target)]));
            }
        });
        table.number(&person.influence.to_string(), &phrase("{} of 5", &[&person.influence]));
        table.cell(None, |out| match (person.last_met, person.days_since_met) {
            // the day says by itself that it lies ahead
            (Some(on), Some(..0)) => sheet.here.day(out, on),
            (Some(on), Some(days)) => {
                sheet.here.day(out, on);
                out.open("small", &[]);
                if days > text::COLD_DAYS {
                    out.element("span", &[("class", "pill warn")], &text::ago(days));
                } else {
                    out.text(&text::ago(days));
                }
                out.close("small");
            }
            _ => {
                out.label("span", &[("class", if person.kdm { "pill warn" } else { "mut" })], "never");
            }
        });
        table.cell(None, |out| match &person.next_meeting {
            Some((on, about)) => {
                sheet.here.day(out, *on);
                if let Some(about) = about {
                    out.element("small", &[], about);
                }
            }
            None => {
                out.text("–");
            }
        });
        table.text(person.our_owner.as_deref().unwrap_or("–")).end_row();
    }
    table.close(false);
    Holds::Something
}

fn named(out: &mut Html, person: &PersonView) {
    out.text(&person.name);
    if person.kdm {
        out.text(" ").open("span", &[("class", "pill acc")]).word("KDM").close("span");
    }
    if person.new_since.is_some() {
        out.text(" ").label("span", &[("class", "pill acc")], "new");
    }
    let mut line = person.title.clone();
    if let Some(unit) = &person.unit {
        line.push_str(&format!(", {unit}"));
    }
    line.push_str(&format!(" · {}", value_word(person.buying_role)));
    match person.in_power {
        Some("no") => line.push_str(&word(", not in power")),
        Some("unknown") => line.push_str(&word(", power unknown")),
        _ => {}
    }
    out.element("small", &[], &line);
}

/// What was noted about each, where no tree has room for it.
fn known(out: &mut Html, people: &[&PersonView]) {
    let told = |person: &PersonView| match (&person.reports_to, note(person)) {
        (Some(boss), note) => format!("{note}{}", phrase(" Reports to {boss}.", &[&boss.name])),
        (None, note) => note,
    };
    let noted: Vec<(&PersonView, String)> = people.iter().map(|person| (*person, told(person))).filter(|(_, note)| !note.is_empty()).collect();
    if noted.is_empty() {
        return;
    }
    out.label("h3", &[], "What we know").open("dl", &[("class", "why")]);
    for (person, note) in noted {
        out.open("div", &[]).element("dt", &[], &person.name).element("dd", &[], "").element("dd", &[], note.trim()).close("div");
    }
    out.close("dl");
}

/// Evidence and barrier.
pub fn note(person: &PersonView) -> String {
    let parts =
        [person.evidence.as_deref().map(text::ended), person.access_barrier.as_deref().map(|barrier| phrase("Barrier: {barrier}", &[&text::ended(barrier)]))];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" ")
}
