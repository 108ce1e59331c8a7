//! QD305: a planned day that nobody at work now will see.

use crate::base::date::Date;
use crate::base::path::SourcePath;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::reach::{self, Spot};
use crate::rules::rule::{Check, PlanCx, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "distant-date",
    code: "QD305",
    category: Category::Dates,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["K9", "K10"],
    docs: Docs {
        what: "A day that something is planned for lies more than ten years after the as-of date: an action, an objective, the close of an opportunity, a target, an ask, a meeting, a review.",
        why: "Nobody plans an account so far ahead; two digits of the year have changed places. Such an action is never late, and nobody is reminded of it.",
        fix: "Correct the year.",
        bad: "\
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, owner: maya-chen, due: 2207-02-10, status: planned}
  - {id: scanner-trial, objective: win-clinical-engineering, text: Set up a scanner trial with Sofia Lind in March 2027, owner: maya-chen, due: 2027-03-19, status: planned}
",
        good: "\
actions:
  - {id: pilot-terms, objective: standardise-surgical, text: Agree consignment terms for the pilot with Ruth Adeyemi, owner: maya-chen, due: 2027-02-10, status: planned}
  - {id: scanner-trial, objective: win-clinical-engineering, text: Set up a scanner trial with Sofia Lind in March 2027, owner: maya-chen, due: 2027-03-19, status: planned}
",
    },
};

/// The longest that anybody plans for.
const YEARS: i16 = 10;

const PLAN: [&str; 8] = [
    "objectives/*/by",
    "actions/*/due",
    "opportunities/*/close_by",
    "benchmarks/*/target/by",
    "people/*/next_meeting/on",
    "asks/*/by",
    "homework/*/due",
    "waiver/until",
];

const REVIEW: [&str; 3] = ["date", "next_review", "decisions/*/by"];

/// Is a day so far away that nothing can follow from it?
pub fn is_distant(cx: &PlanCx<'_>, day: Date) -> bool {
    let last = i64::from(YEARS) * 366;
    day.days_since(cx.today()) > last
}

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if !cx.is_current() {
        return;
    }
    let reviews = cx.unit.reviews.iter().map(|review| (&review.path, review.tree(), REVIEW.as_slice()));
    let plan = std::iter::once((&cx.unit.file.path, cx.unit.file.tree(), PLAN.as_slice()));
    for (path, tree, fields) in plan.chain(reviews) {
        let Some(tree) = tree else { continue };
        for field in fields {
            reach::each(tree.root(), field, &mut |spot| out.extend(distant(cx, path, spot)));
        }
    }
}

fn distant(cx: &PlanCx<'_>, path: &SourcePath, spot: Spot<'_>) -> Option<Diagnostic> {
    let day = spot.date().filter(|day| is_distant(cx, *day))?;
    let years = i32::from(day.year()) - i32::from(cx.today().year());
    let found = spot.finding(cx, path, format!("{day} lies {years} years ahead"));
    Some(match likely(day, cx.today()) {
        Some(likely) => found.help(format!("write {likely} if the year is mistyped; today is {}", cx.today())),
        None => found.help(format!("correct the year; today is {}", cx.today())),
    })
}

/// The same day in the one year of the next ten whose digits are those of this one with two neighbours changed.
fn likely(day: Date, today: Date) -> Option<Date> {
    let digits: Vec<char> = day.year().to_string().chars().collect();
    let changed = (1..digits.len()).filter_map(|at| {
        let mut digits = digits.clone();
        digits.swap(at - 1, at);
        digits.iter().collect::<String>().parse::<i16>().ok()
    });
    let mut years: Vec<i16> = changed.filter(|year| (today.year()..=today.year() + YEARS).contains(year)).collect();
    years.dedup();
    match years.as_slice() {
        [year] => Date::new(*year, day.month(), day.day()),
        _ => None,
    }
}
