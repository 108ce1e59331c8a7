//! QD412: no meeting with somebody who decides.

use crate::base::date::AHEAD_DAYS;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::reach::Items;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["people", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "kdm-without-meeting",
    code: "QD412",
    category: Category::Domain,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["M12", "M14"],
    docs: Docs {
        what: "A key decision maker in power has no `next_meeting` within the next 90 days.",
        why: "A quarter without a conversation with those who decide is a quarter in which somebody else talks to them. The meeting is the plan; the rest is preparation.",
        fix: "Agree a day and what the meeting is about. Where the way is barred, say so in `access_barrier` and ask for help to get there.",
        bad: "\
people:
  - {id: ruth-adeyemi, name: Ruth Adeyemi, title: Chief Procurement Officer, buying_role: economic, kdm: true, in_power: yes, verified_on: 2026-11-02, influence: 5, disposition: supporter, last_met: 2026-11-02}
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
    let until = cx.today().plus_days(AHEAD_DAYS);
    let items = Items::of(cx, "people");
    for (index, person) in cx.plan.people.iter().enumerate().filter(|(_, person)| person.is_kdm_in_power()) {
        let name = &person.name;
        let (field, message) = match person.next_meeting.as_ref().map(|meeting| meeting.on) {
            None => ("next_meeting", format!("{name} decides, and no meeting with them is set for the next {AHEAD_DAYS} days")),
            Some(on) if on < cx.today() => ("next_meeting/on", format!("{name} decides, and the next meeting was set for {on}, which has passed")),
            Some(on) if on > until => ("next_meeting/on", format!("{name} decides, and the next meeting on {on} lies beyond the next {AHEAD_DAYS} days")),
            Some(_) => continue,
        };
        out.push(items.at(cx, index, field, message).help("set `next_meeting` to a day until ".to_owned() + &until.to_string() + ", with what it is about"));
    }
}
