//! QD601: a section that the plan lacks, or that is a heading alone.

use std::collections::{HashMap, HashSet};

use crate::base::near::nearest;
use crate::base::span::ByteSpan;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Edit, Fix};
use crate::model::plan::Plan;
use crate::parse::codes::CONFLICT_MARKER;
use crate::parse::hidden;
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
        what: "The text of an active plan to acquire or grow an account lacks a heading of `policy.sections`, has it on another level than the second, `## `, without a blank behind the signs or with a no-break space in it, or has nothing under it.",
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
    let unspaced = unspaced(file.text(), body);
    let alike: HashMap<String, &Heading> = free.iter().filter_map(|heading| Some((seen(heading)?, *heading))).collect();
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
        let name = sections::name(section);
        if let Some(span) = unspaced.get(&name) {
            found.push(without_blank(cx, *span));
            continue;
        }
        if let Some(heading) = alike.get(&name) {
            found.extend(looks_like(cx, heading, section));
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

/// Lines like `##Strategy` by the name behind their signs: text to Markdown, which wants a blank there, and headings to whoever wrote them.
fn unspaced(text: &str, body: ByteSpan) -> HashMap<String, ByteSpan> {
    let mut found = HashMap::new();
    let mut start = body.start as usize;
    for line in body.slice(text).split_inclusive('\n') {
        let (at, name) = (start, line.trim_start_matches('#'));
        start += line.len();
        if name.len() < line.len() && !name.starts_with([' ', '\t']) {
            found.entry(sections::name(name)).or_insert(ByteSpan::new(at, at + line.trim_end().len()));
        }
    }
    found
}

fn without_blank(cx: &ScoredCx<'_>, span: ByteSpan) -> Diagnostic {
    let line = span.slice(cx.unit.file.text());
    let right = format!("## {}", line.trim_start_matches('#').trim());
    let edits = vec![Edit { path: cx.unit.file.path.clone(), span, text: right.clone() }];
    let fix = Fix { title: format!("write `{right}`"), safe: true, room: None, edits };
    cx.place(span, "", format!("`{line}` is no heading: a blank is missing behind the signs")).help(format!("write `{right}`")).fix(fix)
}

/// The name of a heading as people see it, where it is another one to a program.
fn seen(heading: &Heading) -> Option<String> {
    let plain = heading.text.replace(hidden::is_firm_blank, " ");
    let seen = hidden::taken_out(&plain).unwrap_or(plain);
    (seen != heading.text).then(|| sections::name(&seen))
}

/// A heading that looks like the section's. Of no-break spaces it is said here; of characters that nobody sees `hidden-characters` says it.
fn looks_like(cx: &ScoredCx<'_>, heading: &Heading, section: &str) -> Option<Diagnostic> {
    let file = &cx.unit.file;
    let firm = heading.span.slice(file.text()).char_indices().filter(|(_, c)| hidden::is_firm_blank(*c));
    let places: Vec<(ByteSpan, char)> = firm.map(|(at, c)| (ByteSpan::new(at, at + c.len_utf8()).shifted(heading.span.start as usize), c)).collect();
    let (_, c) = places.first()?;
    let message = format!("there is {} (U+{:04X}) in the heading `{section}`, so that it is another one", hidden::name(*c), *c as u32);
    let edits = places.iter().map(|(span, _)| Edit { path: file.path.clone(), span: *span, text: " ".to_owned() }).collect();
    let fix = Fix { title: format!("write `{section}` with plain blanks"), safe: true, room: None, edits };
    Some(cx.place(heading.span, "", message).help(format!("write `{section}` with a plain blank")).fix(fix))
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
