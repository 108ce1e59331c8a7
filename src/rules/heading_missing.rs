//! QD601: a section that the plan lacks.

use crate::base::near::nearest;
use crate::base::span::ByteSpan;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Edit, Fix};
use crate::parse::outline::Heading;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["stance", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "heading-missing",
    code: "QD601",
    category: Category::Link,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Safe,
    ids: &["R19", "S9"],
    docs: Docs {
        what: "The text of an active plan to acquire or grow an account lacks a heading of `policy.sections`, or has it on another level than the second, `## `.",
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
    let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
    let wanted = cx.settings().policy.sections.iter().filter(|section| !section.trim().is_empty());
    for section in wanted {
        let own = || file.outline.headings.iter().filter(|heading| same(&heading.text, section));
        if own().any(|heading| heading.level == LEVEL) {
            continue;
        }
        if let Some(heading) = own().next() {
            out.push(on_level(cx, heading));
            continue;
        }
        // a heading that is another section's own is no misspelt one
        let free = file.outline.headings.iter().filter(|heading| !cx.settings().policy.sections.iter().any(|other| same(other, &heading.text)));
        let texts: Vec<&str> = free.clone().map(|heading| heading.text.as_str()).collect();
        let message = format!("there is no heading `{section}`, which a plan to acquire or grow an account has");
        let near = nearest(section, texts.iter().copied()).and_then(|near| free.clone().find(|heading| heading.text == near));
        out.push(match near {
            Some(heading) => cx.place(heading.span, "", message).help(format!("was `{}` meant? rename it", heading.text)),
            None => {
                let end = ByteSpan::new(body.end as usize, body.end as usize);
                let gap = if body.slice(file.text()).ends_with('\n') { "" } else { "\n" };
                let edits = vec![Edit { path: file.path.clone(), span: end, text: format!("{gap}\n## {section}\n") }];
                let start = ByteSpan::new(body.start as usize, body.start as usize);
                let finding = cx.place(start, "", message).help(format!("write the section under `## {section}`"));
                finding.fix(Fix { title: format!("add the heading `{section}`"), safe: true, room: None, edits })
            }
        });
    }
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
