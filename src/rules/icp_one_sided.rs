//! QD808: an ideal customer who has no reason to want us.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::parse::node::Kind;
use crate::resolve::portfolio::Portfolio;
use crate::resolve::wording::says_something;
use crate::rules::rule::{Check, Rule};
use crate::source::layout::ICP;

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Territory(check) };

pub static CODE: Code = Code {
    name: "icp-one-sided",
    code: "QD808",
    category: Category::Territory,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["R10"],
    docs: Docs {
        what: "icp.yaml does not say under `why_they_value_us` why such a customer values us.",
        why: "A profile works in both directions. Customers whom we want and who have no reason to want us make long lists and few orders.",
        fix: "Ask three customers who fit why they stay, and write down what they say.",
        bad: "\
=== icp.yaml
version: 1
about: Hospital groups with several theatres and one purchasing office
",
        good: "\
=== icp.yaml
version: 1
about: Hospital groups with several theatres and one purchasing office
why_they_value_us: Fewer stock-outs and less counting, shown in their own figures
",
    },
};

fn check(portfolio: &Portfolio, out: &mut Vec<Diagnostic>) {
    let Some(file) = portfolio.own_files.get(ICP) else { return };
    let pointer = "/why_they_value_us";
    let given = file.tree.at(pointer).filter(|node| node.kind() != Kind::Null);
    // another kind of value is a mistake of the file, and has its finding
    if given.is_some_and(|node| node.kind() != Kind::Text || says_something(node.text())) {
        return;
    }
    let message = "the profile says whom we want, and `why_they_value_us` does not say why they want us";
    let finding = Diagnostic::new(&CODE, &file.path, file.tree.key_of(pointer), message).pointer(pointer);
    out.push(finding.help("ask three customers who fit why they stay, and write `why_they_value_us`"));
}
