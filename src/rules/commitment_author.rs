//! QD422: a commitment that somebody else wrote down.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::rules::rule::{Check, Needs, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["commitment", "status"], check: Check::Knowing(Needs::History, check) };

pub static CODE: Code = Code {
    name: "commitment-author",
    code: "QD422",
    category: Category::Domain,
    level: Level::Info,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["K12"],
    docs: Docs {
        what: "The commit that made the commitment as it stands was authored by nobody who commits in it, going by the addresses under `emails` in people.yaml. \
               Silent without history, and where none of them has an address there.",
        why: "Who signs for others signs for nobody. The commit is the signature: it should come from one of those who promise.",
        fix: "Let one of the people under `by` commit the change themselves, or add the address they use to people.yaml.",
        bad: "\
=== .history
2026-10-02 northwind-health commitment by Lena Fischer <lena.fischer@example.com>
2026-10-06 northwind-health actions by Maya Chen <maya.chen@example.com>
",
        good: "\
=== .history
2026-10-02 northwind-health commitment by Maya Chen <maya.chen@example.com>
2026-10-06 northwind-health actions by Lena Fischer <lena.fischer@example.com>
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let past = cx.ground.history.plan(cx.unit.slug.as_str());
    let (Some(touch), Some(commitment)) = (past.and_then(|past| past.commitment.as_ref()), &cx.plan.commitment) else { return };
    let addresses = || commitment.by.iter().filter_map(|id| cx.settings().person(id)).flat_map(|person| &person.emails);
    let is_author = |address: &String| address.eq_ignore_ascii_case(&touch.email);
    if !cx.is_current() || addresses().next().is_none() || addresses().any(is_author) {
        return;
    }
    let names: Vec<&str> = commitment.by.iter().map(|id| cx.ground.person_name(id)).collect();
    let commit: String = touch.commit.chars().take(7).collect();
    let message = format!("{} committed this on {} ({commit}), not {}", touch.author, touch.day, names.join(" or "));
    out.push(cx.at_key("/commitment", message).help("let one of them commit it, or add the address they use to people.yaml"));
}
