//! QD704: somebody who may not decide any more.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::person::InPower;
use crate::rules::reach::Items;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["cadence", "people", "status", "tier"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "power-unverified",
    code: "QD704",
    category: Category::Freshness,
    level: Level::Info,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["M9"],
    docs: Docs {
        what: "It is not known whether a key decision maker of an active plan is in power, or it was last verified longer ago than the plan's cadence.",
        why: "Chairs move quietly. A quarter spent on somebody who no longer decides is found out at the end, by the answer that comes from somebody else.",
        fix: "Ask a coach or look at the latest organisation chart, and set `in_power` and `verified_on`.",
        bad: "\
people:
  - {id: ruth-adeyemi, name: Ruth Adeyemi, title: Chief Procurement Officer, buying_role: economic, kdm: true, in_power: yes, verified_on: 2026-07-01, influence: 5, disposition: supporter, last_met: 2026-11-02, next_meeting: {on: 2026-12-09, about: Consignment terms}}
  - {id: karl-brandt, name: Karl Brandt, title: Head of Theatre Operations, buying_role: user, influence: 4, disposition: champion, last_met: 2026-11-05}
",
        good: "\
people:
  - {id: ruth-adeyemi, name: Ruth Adeyemi, title: Chief Procurement Officer, buying_role: economic, kdm: true, in_power: yes, verified_on: 2026-11-02, influence: 5, disposition: supporter, last_met: 2026-11-02, next_meeting: {on: 2026-12-09, about: Consignment terms}}
  - {id: karl-brandt, name: Karl Brandt, title: Head of Theatre Operations, buying_role: user, influence: 4, disposition: champion, last_met: 2026-11-05}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if !cx.plan.is_live() {
        return;
    }
    let cadence = cx.ground.cadence(cx.plan);
    let items = Items::of(cx, "people");
    for (index, person) in cx.plan.people.iter().enumerate().filter(|(_, person)| person.kdm) {
        let name = &person.name;
        let (field, message) = match (person.in_power, person.verified_on) {
            (Some(InPower::Unknown), _) => ("in_power", format!("nobody knows whether {name} is in power")),
            (Some(InPower::Yes), None) => ("in_power", format!("{name} is said to be in power, and `verified_on` does not say since when we know")),
            (Some(InPower::Yes), Some(on)) => {
                let days = cx.today().days_since(on);
                if days <= cadence.days() {
                    continue;
                }
                ("verified_on", format!("that {name} is in power was verified {days} days ago, and the cadence is {cadence} ({} days)", cadence.days()))
            }
            _ => continue,
        };
        out.push(items.at(cx, index, field, message).help("ask a coach, and set `in_power` and `verified_on`"));
    }
}
