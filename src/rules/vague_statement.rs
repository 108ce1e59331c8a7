//! QD501: words that fit every account.

use crate::base::count::count;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::resolve::vague::{Judge, Kind, Vague};
use crate::resolve::wording::excerpt;
use crate::rules::reach::Items;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "vague-statement",
    code: "QD501",
    category: Category::Text,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["M27", "K10"],
    docs: Docs {
        what: "An obstacle, an open ask or an open action is a cliché, has fewer than six words, or has no number, name or date; or it is an action without a verb.",
        why: "A diagnosis that fits every account invites a discussion about words. What can be checked, a figure, a name, a day, gets help instead.",
        fix: "Say what happened, to whom, how much and by when. Phrases of your own house can be added under `policy.cliches`.",
        bad: "\
obstacles:
  - {id: budgets, what: The market is difficult and budgets are tight everywhere, trend: grown, impact: high}
",
        good: "\
obstacles:
  - {id: budgets, what: Ruth Adeyemi may not sign orders above 50000 before the budget of July 2027, trend: grown, impact: high}
",
    },
};

/// The list, its field, what an item is called, and its kind.
const PLACES: [(&str, &str, &str, Kind); 3] =
    [("obstacles", "what", "obstacle", Kind::Obstacle), ("asks", "what", "ask", Kind::Ask), ("actions", "text", "action", Kind::Action)];

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if !cx.is_current() {
        return;
    }
    let judge = Judge::new(cx.ground, cx.unit);
    let plan = cx.plan;
    let obstacles: Vec<(usize, &str)> = plan.obstacles.iter().map(|it| it.what.as_str()).enumerate().collect();
    let asks = plan.asks().iter().enumerate();
    let asks = asks.filter(|(_, it)| it.is_open()).map(|(index, it)| (index, it.what.as_str())).collect();
    let actions = plan.actions.iter().enumerate().filter(|(_, it)| it.is_open()).map(|(index, it)| (index, it.text.as_str())).collect();
    for ((section, field, word, kind), statements) in PLACES.into_iter().zip([obstacles, asks, actions]) {
        let found = |(index, text)| judge.judge(text, kind).map(|vague| (index, text, vague));
        let mut statements = statements.into_iter().filter_map(found).peekable();
        if statements.peek().is_none() || cx.unit.file.tainted.contains(section) {
            continue;
        }
        let items = Items::of(cx, section);
        for (index, text, vague) in statements {
            let text = excerpt(text);
            let (message, help) = match vague {
                Vague::Cliche(phrase) => (
                    format!("the {word} `{text}` says `{phrase}`, which fits every account"),
                    "say what happened, to whom, and how much: a figure, a name or a date",
                ),
                Vague::Short(n) => {
                    let words = count(n, "word", "words");
                    (format!("the {word} `{text}` has {words}, too few to say what is meant"), "say who, what and how much, in six words or more")
                }
                Vague::Bare => (format!("the {word} `{text}` has no number, no name and no date, so nobody can check it"), "add a figure, a name or a date"),
                Vague::Idle => {
                    (format!("the {word} `{text}` has no verb, so nobody can tell what is to be done"), "begin with what is to be done: send, agree, show")
                }
            };
            out.push(items.at(cx, index, field, message).help(help));
        }
    }
}
