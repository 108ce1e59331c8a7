//! QD601: a section that the plan lacks, or that is a heading alone.

use std::collections::HashSet;

use crate::base::near::nearest;
use crate::base::span::ByteSpan;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Edit, Fix};
use crate::model::plan::Plan;
use crate::parse::codes::CONFLICT_MARKER;
use crate::parse::outline::Heading;
use crate::resolve::sections::{self, Section};
use crate::resolve::unit::Unit;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["stance", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "heading-missing",
    code: "QD601",
    category: Category::Link,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Sometimes,
    ids: &["R19", "S9"],
    docs: Docs {
        what: "The text of an active plan to acquire or grow an account lacks a heading of `policy.sections`, has it on another level than the second, `## `, or has nothing under it.",
        why: "One structure lets a leader read twenty plans without finding the way anew. A missing section is mostly one that nobody has thought about yet.",
        fix: "Write the section under its heading. When the company works with other headings, change `policy.sections`.",
        bad: "\
---
~## Risks
",
        good: "\
---
## Risks

The two-supplier policy of August 2026 may cap our share at half of each category.
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    let file = &cx.unit.file;
    // of a text that was not read nobody can say what is missing
    let read = file.outline.tangle.is_none();
    let Some(body) = file.body.filter(|_| read && cx.plan.is_live() && cx.plan.is_full()) else { return };
    let wanted: Vec<&str> = cx.settings().policy.sections.iter().map(|section| section.trim()).filter(|section| !section.is_empty()).collect();
    let headings = &file.outline.headings;
    // the line between two versions makes a heading of what stands above it
    let settled = !file.findings.iter().any(|finding| finding.code == &CONFLICT_MARKER);
    let named = sections::by_name(headings);
    let of = |section: &str| named.get(&sections::name(section)).into_iter().flatten().filter_map(|index| Some((*index, headings.get(*index)?)));
    let on_its_level = |section: &str| of(section).find(|(_, heading)| heading.level == LEVEL).map(|(_, heading)| heading);
    // a heading that is another section's own is no misspelt one
    let names: HashSet<String> = wanted.iter().map(|section| sections::name(section)).collect();
    let free: Vec<&Heading> = headings.iter().filter(|heading| !names.contains(&sections::name(&heading.text))).take(MOST_GUESSED).collect();
    let mut guesses = MOST_GUESSED;
    // from the last section on, so that each knows which heading it would stand above
    let mut below: Option<&Heading> = None;
    let mut found = Vec::new();
    for (index, section) in wanted.iter().enumerate().rev() {
        let here = on_its_level(section);
        let next = below;
        below = here.or(below);
        if let Some(heading) = here {
            let mut all = of(section).filter(|(_, heading)| heading.level == LEVEL);
            if settled && all.all(|(index, _)| sections::section(file, index) == Section::Bare) {
                let message = format!("the heading `{}` stands there, and nothing under it", heading.text);
                found.push(cx.place(heading.span, "", message).help("write what belongs under it"));
            }
            continue;
        }
        if let Some((_, heading)) = of(section).next() {
            found.push(on_level(cx, heading));
            continue;
        }
        let message = format!("there is no heading `{section}`, which a plan to acquire or grow an account has");
        let texts = || free.iter().map(|heading| heading.text.as_str());
        let near = guesses.checked_sub(1).and_then(|left| {
            guesses = left;
            nearest(section, texts().collect::<Vec<_>>().iter().copied())
        });
        found.push(match near.and_then(|near| free.iter().find(|heading| heading.text == near)) {
            Some(heading) => cx.place(heading.span, "", message).help(format!("was `{}` meant? rename it", heading.text)),
            None => {
                let start = ByteSpan::new(body.start as usize, body.start as usize);
                cx.place(start, "", message).help(format!("write the section under `## {section}`")).fix(room(file, body, section, index, next))
            }
        });
    }
    out.extend(found.into_iter().rev());
}

/// Headings that a missing one may have been meant to be, and missing ones of which that is asked. Who has more works with other sections.
const MOST_GUESSED: usize = 100;

/// Room for a section above the first of those that come later, else at the end. Not safe: what is to stand there nobody knows, and a heading alone
/// is no section.
fn room(file: &Unit<Plan>, body: ByteSpan, section: &str, index: usize, next: Option<&Heading>) -> Fix {
    let text = file.text();
    let (at, text) = match next {
        Some(next) => {
            let above = text.get(..next.span.start as usize).unwrap_or_default();
            (above.rfind('\n').map_or(0, |end| end + 1), format!("## {section}\n\n"))
        }
        None => (body.end as usize, format!("{}\n## {section}\n", if body.slice(text).ends_with('\n') { "" } else { "\n" })),
    };
    let edits = vec![Edit { path: file.path.clone(), span: ByteSpan::new(at, at), text }];
    Fix { title: format!("make room for the section `{section}`"), safe: false, room: Some(index), edits }
}

/// The level of a plan's sections (`plan-format.md`, *Narrative*).
const LEVEL: u8 = 2;

/// A section's heading on another level: the fix writes its signs anew, where it has any.
fn on_level(cx: &ScoredCx<'_>, heading: &Heading) -> Diagnostic {
    let message = format!("the heading `{}` is of level {}, and sections are of level {LEVEL}", heading.text, heading.level);
    let finding = cx.place(heading.span, "", message).help(format!("write `## {}`", heading.text));
    let file = &cx.unit.file;
    let signs = heading.span.slice(file.text()).chars().take_while(|c| *c == '#').count();
    if signs != usize::from(heading.level) {
        return finding;
    }
    let start = heading.span.start as usize;
    let edits = vec![Edit { path: file.path.clone(), span: ByteSpan::new(start, start + signs), text: "##".to_owned() }];
    finding.fix(Fix { title: "make it a heading of level 2".to_owned(), safe: true, room: None, edits })
}
