//! QD300: dates that cannot follow each other so.

use crate::base::count::count;
use crate::base::date::Date;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::reach;
use crate::rules::rule::{Check, PlanCx, Rule};

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Sound(check) };

pub static CODE: Code = Code {
    name: "date-order",
    code: "QD300",
    category: Category::Dates,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["K11", "M11", "S4", "D9"],
    docs: Docs {
        what: "Two dates stand in an order that cannot be: a benchmark's target before its baseline, a person met before they were first seen, a pre-read sent after its review.",
        why: "Pace, freshness and preparation are measured between these dates. In the wrong order one of them is a typing mistake, mostly the year.",
        fix: "Correct the date that is wrong; the finding points at the one that is more often mistyped.",
        bad: "\
benchmarks:
  - {id: surgical-share, text: Share of theatre supplies bought from us, unit: '%', direction: up, baseline: {value: 22, on: 2026-06-30}, target: {value: 45, by: 2025-12-31}, readings: [{on: 2026-11-15, value: 29}]}
",
        good: "\
benchmarks:
  - {id: surgical-share, text: Share of theatre supplies bought from us, unit: '%', direction: up, baseline: {value: 22, on: 2026-06-30}, target: {value: 45, by: 2027-12-31}, readings: [{on: 2026-11-15, value: 29}]}
",
    },
};

/// Two fields of which the second may not lie before the first; the finding points at `at`.
struct Order {
    item: &'static str,
    earlier: &'static str,
    later: &'static str,
    at: &'static str,
    /// Those of them that tell of the past; in a review only when it was held.
    past: &'static [&'static str],
    so: &'static str,
}

const PLAN: [Order; 2] = [
    Order {
        item: "benchmarks/*",
        earlier: "baseline/on",
        later: "target/by",
        at: "target/by",
        past: &["baseline/on"],
        so: "the target would have to be met before the measuring began",
    },
    Order {
        item: "people/*",
        earlier: "first_seen",
        later: "last_met",
        at: "first_seen",
        past: &["first_seen", "last_met"],
        so: "somebody met the person before they were first seen",
    },
];

const REVIEW: [Order; 2] = [
    Order { item: "", earlier: "pre_read_sent_on", later: "date", at: "pre_read_sent_on", past: &["date"], so: "the questions would arrive after the meeting" },
    Order { item: "", earlier: "date", later: "next_review", at: "next_review", past: &["date"], so: "the next review would lie before this one" },
];

fn check(cx: &PlanCx<'_>, out: &mut Vec<Diagnostic>) {
    let reviews = cx.unit.reviews.iter().map(|review| (&review.path, review.tree(), REVIEW.as_slice()));
    let plan = std::iter::once((&cx.unit.file.path, cx.unit.file.tree(), PLAN.as_slice()));
    for (path, tree, orders) in plan.chain(reviews) {
        let Some(tree) = tree else { continue };
        for order in orders {
            // a day of the past that lies ahead has its finding, and the order follows from it
            let ahead =
                |spot: &reach::Spot<'_>| order.past.iter().any(|field| reach::down(spot.node, field).and_then(reach::date).is_some_and(|day| day > cx.today()));
            let planned = order.item.is_empty() && tree.root().get("status").is_none_or(|status| status.text() != "held");
            reach::each(tree.root(), order.item, &mut |spot| {
                if !planned && ahead(&spot) {
                    return;
                }
                let date = |field: &str| reach::down(spot.node, field).and_then(reach::date);
                if let (Some(earlier), Some(later)) = (date(order.earlier), date(order.later))
                    && later < earlier
                {
                    out.push(spot.inside(cx, path, order.at, message(order, earlier, later)));
                }
            });
        }
    }
}

/// "`target.by` 2025-12-31 lies before `baseline.on` 2026-06-30: …", beginning with the field that the finding points at.
fn message(order: &Order, earlier: Date, later: Date) -> String {
    let dotted = |field: &str| field.replace('/', ".");
    let days = count(earlier.days_since(later), "day", "days");
    if order.at == order.later {
        format!("`{}` {later} lies {days} before `{}` {earlier}: {}", dotted(order.later), dotted(order.earlier), order.so)
    } else {
        format!("`{}` {earlier} lies {days} after `{}` {later}: {}", dotted(order.earlier), dotted(order.later), order.so)
    }
}
