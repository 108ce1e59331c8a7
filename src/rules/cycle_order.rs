//! QD806: steps that leave no time between them.

use crate::base::count::count;
use crate::base::date::Date;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::parse::node::Node;
use crate::resolve::portfolio::Portfolio;
use crate::rules::rule::{Check, Rule};
use crate::source::layout::CYCLE;

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Territory(check) };

pub static CODE: Code = Code {
    name: "cycle-order",
    code: "QD806",
    category: Category::Territory,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["D7", "D9"],
    docs: Docs {
        what: "A step in cycle.yaml lies fewer days after the one above it than its own `min_days_after_previous`.",
        why: "Homework that is due the week after the kick-off is done the night before. The days between two steps are where the thinking happens.",
        fix: "Move the step, or the ones after it too; change `min_days_after_previous` when less time really is enough.",
        bad: "\
=== cycle.yaml
period: FY2028
steps:
  - {id: team, on: 2027-05-10}
  - {id: kickoff, on: 2027-05-20, min_days_after_previous: 14}
",
        good: "\
=== cycle.yaml
period: FY2028
steps:
  - {id: team, on: 2027-05-06}
  - {id: kickoff, on: 2027-05-20, min_days_after_previous: 14}
",
    },
};

fn check(portfolio: &Portfolio, out: &mut Vec<Diagnostic>) {
    let Some(file) = portfolio.own_files.get(CYCLE) else { return };
    let mut before: Option<Node<'_>> = None;
    for step in file.tree.root().get("steps").into_iter().flat_map(Node::items) {
        let Some(on) = step.get("on").filter(|on| Date::parse(on.text()).is_some()) else { continue };
        let earlier = before.replace(on);
        let wanted = step.get("min_days_after_previous").and_then(|days| days.text().parse::<i64>().ok());
        let (Some(earlier), Some(wanted)) = (earlier, wanted) else { continue };
        let (Some(date), Some(previous)) = (Date::parse(on.text()), Date::parse(earlier.text())) else { continue };
        let days = date.days_since(previous);
        // steps in the wrong order are a mistake of the file
        if days < 0 || days >= wanted {
            continue;
        }
        let name = step.get("id").map_or("", Node::text);
        let left = count(days, "day", "days");
        let message = format!("`{name}` is on {date}, {left} after the step above it, and {wanted} are needed");
        let help = format!("move it to {} or later", previous.plus_days(wanted));
        out.push(Diagnostic::new(&CODE, &file.path, on.span(), message).pointer(on.pointer()).label(&file.path, earlier.span(), "the step above").help(help));
    }
}
