//! QD506: two names that look the same and are written with different letters.

use std::collections::{HashMap, HashSet};

use crate::base::looks::{looks, number};
use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::resolve::plan_unit::PlanUnit;
use crate::resolve::portfolio::Portfolio;
use crate::rules::rule::{Check, Rule};
use crate::source::layout::Table;

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Territory(check) };

pub static CODE: Code = Code {
    name: "look-alike-name",
    code: "QD506",
    category: Category::Text,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["M3"],
    docs: Docs {
        what: "Two names of accounts look the same to a reader, and one of them has letters of another alphabet: a Cyrillic `е` for a Latin `e`, for example. Titles of plans and names in data/accounts.csv are compared.",
        why: "What reviewers see is not what is there: a search finds one and not the other, and a plan can pass for that of another account.",
        fix: "Write the name with the letters of one alphabet, best by typing it anew.",
        bad: "\
title: Northwind H\u{435}alth Group
=== data/accounts.csv
account,name,stance,potential
northwind-health,Northwind Health Group,grow,2400000
",
        good: "\
title: Northwind Health Group
=== data/accounts.csv
account,name,stance,potential
northwind-health,Northwind Health Group,grow,2400000
",
    },
};

/// One name, and where it stands.
struct Name<'p> {
    text: &'p str,
    account: &'p str,
    stands: Stands<'p>,
}

enum Stands<'p> {
    /// As the title of a plan, whose place is asked for when there is something to say: it may have to be read again for it.
    Plan(&'p PlanUnit),
    Row(&'p SourcePath, ByteSpan),
}

impl Name<'_> {
    fn number(&self) -> u64 {
        number(self.text)
    }

    fn place(&self) -> (&SourcePath, ByteSpan) {
        match &self.stands {
            Stands::Plan(unit) => (&unit.file.path, unit.file.at("/title")),
            Stands::Row(path, span) => (*path, *span),
        }
    }
}

/// Names are held together by what they look like; two that are both of ASCII are not the same by accident.
fn check(portfolio: &Portfolio, out: &mut Vec<Diagnostic>) {
    let titles = portfolio.plans.iter().filter_map(|unit| {
        let text = portfolio.plan(unit).title.as_deref()?;
        Some(Name { text, account: unit.slug.as_str(), stands: Stands::Plan(unit) })
    });
    let titles: Vec<Name<'_>> = titles.collect();
    let Some(table) = SourcePath::new(Table::Accounts.path()) else { return };
    let listed = portfolio.listed_names();
    // what is written in ASCII alone looks like something else only beside what is not
    let odd_titles = titles.iter().filter(|name| !name.text.is_ascii()).map(|name| name.number());
    let numbers: HashSet<u64> = odd_titles.chain(listed.odd()).collect();
    if numbers.is_empty() {
        return;
    }
    let rows = portfolio.accounts.iter().zip(listed.looks()).filter(|(_, number)| numbers.contains(number)).filter_map(|((slug, data), _)| {
        let row = data.row.as_ref()?;
        let text = row.name.as_deref()?;
        Some(Name { text, account: slug.as_str(), stands: Stands::Row(&table, row.span) })
    });
    let names: Vec<Name<'_>> = titles.into_iter().filter(|name| numbers.contains(&name.number())).chain(rows).collect();
    let mut alike: HashMap<String, Vec<&Name<'_>>> = HashMap::new();
    for name in &names {
        alike.entry(looks(name.text)).or_default().push(name);
    }
    for name in names.iter().filter(|name| !name.text.is_ascii()) {
        let others = alike.get(&looks(name.text)).map_or(&[][..], Vec::as_slice);
        // of two odd ones the later is told
        let other = others.iter().find(|other| other.text.is_ascii()).or_else(|| others.first());
        let Some(other) = other.filter(|other| other.text.to_lowercase() != name.text.to_lowercase()) else { continue };
        let strange: Vec<String> = strange(name.text, other.text);
        let message =
            format!("`{}` looks like `{}`, the name of {}, and is written with other letters: {}", name.text, other.text, other.account, strange.join(", "));
        let ((path, span), (other_path, other_span)) = (name.place(), other.place());
        let finding = Diagnostic::new(&CODE, path, span, message).label(other_path, other_span, "the name that it looks like");
        let finding = match name.stands {
            Stands::Plan(_) => finding.pointer("/title").account(name.account),
            Stands::Row(..) => finding,
        };
        out.push(finding.help("type the name anew, with the letters of one alphabet"));
    }
}

/// The letters of a name that the other one does not have, with their numbers; three of them at most.
fn strange(text: &str, other: &str) -> Vec<String> {
    let mut seen: Vec<char> = Vec::new();
    for c in text.chars().filter(|c| !c.is_ascii() && !other.contains(*c)) {
        if !seen.contains(&c) && seen.len() < 3 {
            seen.push(c);
        }
    }
    seen.iter().map(|c| format!("`{c}` (U+{:04X})", *c as u32)).collect()
}
