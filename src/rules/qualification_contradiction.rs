//! QD401: an answer against the figures.

use crate::base::amount::{apart, grouped, in_percent};
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::account::{Answer, Band};
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["qualification"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "qualification-contradiction",
    code: "QD401",
    category: Category::Domain,
    level: Level::Error,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["R6"],
    docs: Docs {
        what: "The plan answers yes or no to a qualification question where the figures say the opposite: growth target against the threshold, share of wallet against the limit, ICP band.",
        why: "Three of the six questions can be computed. An answer against the figures means that either the answer is a wish or the figures are wrong; a review should not have to find out which.",
        fix: "Correct the answer, or the figure that it is held against. What cannot be computed never contradicts.",
        bad: "growth_target: 120000\n",
        good: "growth_target: 900000\n",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let Some(qualification) = &cx.plan.qualification else { return };
    for (key, question) in qualification.questions() {
        let typed = match question.map(|question| question.answer) {
            Some(Answer::Yes) => true,
            Some(Answer::No) => false,
            _ => continue,
        };
        let computed = match key {
            "growth_above_threshold" => growth(cx),
            "share_below_limit" => share(cx),
            "icp_match" => icp(cx),
            _ => None,
        };
        if let Some((_, figures)) = computed.filter(|(fact, _)| *fact != typed) {
            let (said, meant) = if typed { ("yes", "no") } else { ("no", "yes") };
            let message = format!("`{key}` is answered {said}, but {figures}");
            out.push(cx.at(&format!("/qualification/{key}/answer"), message).help(format!("answer `{meant}`, or correct the figure")));
        }
    }
}

fn growth(cx: &ScoredCx<'_>) -> Option<(bool, String)> {
    let target = cx.plan.growth_target.filter(|_| !cx.unit.file.tainted.contains("growth_target"))?;
    let least = cx.settings().policy.min_growth_value?;
    let fact = target >= least;
    let place = if fact { "reaches" } else { "is under" };
    Some((fact, format!("the growth target {} {place} the threshold of {}", grouped(&target.to_string()), grouped(&least.to_string()))))
}

/// Strictly below: the limit itself is *no* (`domain.md` §4).
fn share(cx: &ScoredCx<'_>) -> Option<(bool, String)> {
    let share = cx.ground.share_of_wallet(cx.unit.slug.as_str())?;
    let limit = cx.settings().policy.share_limit;
    let fact = share < limit;
    let place = if fact { "under" } else { "not under" };
    let [share, limit] = apart(in_percent(share), in_percent(limit), 1);
    Some((fact, format!("our share of what the account buys is {share} %, {place} the limit of {limit} %")))
}

fn icp(cx: &ScoredCx<'_>) -> Option<(bool, String)> {
    let result = cx.card.icp.as_ref().filter(|_| !cx.unit.file.tainted.contains("icp") && !cx.settings().lost.contains("icp"))?;
    let (band, value) = (result.band?, result.value?);
    // the moderate band bears either answer: it counts as a match (`domain.md` §4), and a manager who asks for more is not wrong
    if band == Band::Moderate {
        return None;
    }
    let matrix = &cx.settings().icp;
    let fact = band != Band::Low;
    let figures =
        format!("the ICP score is {value}, in the band {band} (moderate from {}, high from {})", matrix.moderate.normalize(), matrix.high.normalize());
    Some((fact, figures))
}
