//! QD203: a name that our side does not know.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::guess::Guess;
use crate::rules::reach;
use crate::rules::rule::{Check, PlanCx, Rule};

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Sound(check) };

pub static CODE: Code = Code {
    name: "unknown-person",
    code: "QD203",
    category: Category::Reference,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Unsafe,
    ids: &["K10", "K12", "D11", "M25"],
    docs: Docs {
        what: "A field names somebody of our side who is not in people.yaml. Without that file nobody is unknown.",
        why: "An action, an ask or a commitment of a person whom nobody knows is nobody's: it appears on no one's list and is asked about in no review.",
        fix: "Write the person's id from people.yaml, or add the person there.",
        bad: "exec_sponsor: ines-okafr\n",
        good: "exec_sponsor: ines-okafor\n",
    },
};

/// Every field of a plan that names one of ours, and what it means when the name is unknown.
const PLAN: [(&str, &str); 13] = [
    ("owner", "nobody owns this plan"),
    ("manager", "nobody answers for this plan"),
    ("exec_sponsor", "the plan has no sponsor"),
    ("selection/by", "nobody stands behind the selection"),
    ("waiver/by", "nobody stands behind the waiver"),
    ("icp/confirmed/by", "nobody confirmed the ICP result"),
    ("people/*/our_owner", "nobody of ours owns the relationship"),
    ("actions/*/owner", "nobody owns the action"),
    ("obstacles/*/owner", "nobody owns the obstacle"),
    ("asks/*/from", "nobody is asked"),
    ("team/*/person", "the team has a gap here"),
    ("homework/*/assignee", "nobody does the homework"),
    ("commitment/by/*", "the name commits nobody"),
];

/// The same for a review.
const REVIEW: [(&str, &str); 2] = [("attendees/*", "nobody of that name attends"), ("decisions/*/owner", "nobody carries out the decision")];

fn check(cx: &PlanCx<'_>, out: &mut Vec<Diagnostic>) {
    if !cx.settings().has_people {
        return;
    }
    let ours = &cx.ground.our_people;
    let mut guess: Option<Guess<'_>> = None;
    let reviews = cx.unit.reviews.iter().map(|review| (&review.path, review.tree(), REVIEW.as_slice()));
    let plan = std::iter::once((&cx.unit.file.path, cx.unit.file.tree(), PLAN.as_slice()));
    for (path, tree, fields) in plan.chain(reviews) {
        let Some(tree) = tree else { continue };
        for (field, so) in fields {
            reach::each(tree.root(), field, &mut |spot| {
                if let Some(id) = spot.named().filter(|id| !ours.contains_key(*id)) {
                    let finding = spot.finding(cx, path, format!("`{id}` is not in people.yaml, so {so}"));
                    let guess = guess.get_or_insert_with(|| Guess::new(ours.keys().map(String::as_str)));
                    out.push(guess.help(finding, id, "people"));
                }
            });
        }
    }
}
