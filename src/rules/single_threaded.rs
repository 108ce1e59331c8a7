//! QD411: an account that hangs on one person.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::account::Stance;
use crate::model::person::{InPower, Person};
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["people", "stance", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "single-threaded",
    code: "QD411",
    category: Category::Domain,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["M9", "M10", "M14", "K8"],
    docs: Docs {
        what: "An active plan has fewer champions and supporters in power than `policy.supporters_min` (2). A plan to retire an account needs none.",
        why: "People move, fall ill and lose votes. When all goodwill sits with one of them, the account changes hands on the day on which they do.",
        fix: "Choose the next person to win, with a `target_disposition`, a meeting and an action; or correct the dispositions when they are out of date.",
        bad: "\
people:
  - {id: ruth-adeyemi, name: Ruth Adeyemi, title: Chief Procurement Officer, buying_role: economic, influence: 5, disposition: champion, last_met: 2026-11-02}
  - {id: karl-brandt, name: Karl Brandt, title: Head of Theatre Operations, buying_role: user, influence: 4, disposition: neutral, last_met: 2026-11-05}
",
        good: "\
people:
  - {id: ruth-adeyemi, name: Ruth Adeyemi, title: Chief Procurement Officer, buying_role: economic, influence: 5, disposition: champion, last_met: 2026-11-02}
  - {id: karl-brandt, name: Karl Brandt, title: Head of Theatre Operations, buying_role: user, influence: 4, disposition: supporter, last_met: 2026-11-05}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let people = &cx.plan.people;
    if !cx.plan.is_live() || people.is_empty() || cx.plan.stance == Some(Stance::Retire) {
        return;
    }
    // where nobody has said that a person is out of power, they count, and are not said to be in power
    let counted: Vec<&Person> = people.iter().filter(|it| it.supports_in_power()).collect();
    let names: Vec<&str> = counted.iter().map(|it| it.name.as_str()).collect();
    let known = counted.iter().all(|it| it.in_power == Some(InPower::Yes));
    let power = if known { "in power" } else { "not known to be out of power" };
    let wanted = cx.settings().policy.supporters_min;
    if names.len() >= wanted {
        return;
    }
    let message = match names.as_slice() {
        [] => format!("none of {} people is a champion or supporter in power, and {wanted} are wanted", people.len()),
        [one] => format!("{one} is the only champion or supporter {power} among {} people, and {wanted} are wanted", people.len()),
        many => format!("{} are the only champions and supporters {power}, and {wanted} are wanted", many.join(", ")),
    };
    out.push(cx.at_key("/people", message).help("choose whom to win next: `target_disposition`, a `next_meeting` and an action"));
}
