//! QD500: words that keep a place warm.

use std::collections::BTreeSet;

use crate::base::span::ByteSpan;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::parse::node::{Kind, Node};
use crate::resolve::unit::Unit;
use crate::resolve::wording;
use crate::rules::rule::{Check, PlanCx, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "placeholder",
    code: "QD500",
    category: Category::Text,
    level: Level::Error,
    milder_in_draft: true,
    clock: false,
    fixable: Fixable::No,
    ids: &["K16"],
    docs: Docs {
        what: "A text is only TBD, TODO, xxx, lorem ipsum, `[…]` or `{{…}}`, in a field or as all that stands under a heading.",
        why: "A field that is filled with nothing looks answered in every list and score. Better an honest gap than a box with a stand-in.",
        fix: "Write what you know. A field that is not required may be left out, since an unknown fact may be missing; a required one is to be filled in.",
        bad: "\
obstacles:
  - {id: two-suppliers, what: TBD, trend: emerged, impact: high}
",
        good: "\
obstacles:
  - {id: two-suppliers, what: Group policy of August 2026 asks for two suppliers per category, trend: emerged, impact: high}
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    fields(cx, &cx.unit.file, out);
    sections(cx, &cx.unit.file, out);
    for review in &cx.unit.reviews {
        fields(cx, review, out);
        sections(cx, review, out);
    }
}

/// Every text of the front matter; the company's own fields are its own business.
fn fields<T>(cx: &PlanCx<'_>, file: &Unit<T>, out: &mut Vec<Diagnostic>) {
    let Some(tree) = file.tree() else { return };
    let faulty: BTreeSet<&str> = file.findings.iter().filter(|finding| finding.level == Level::Error).map(|finding| &*finding.pointer).collect();
    for entry in tree.root().entries().filter(|entry| entry.key() != Some("custom")) {
        texts(entry, &mut |node| {
            let pointer = node.pointer();
            if prefixes(&pointer).any(|part| faulty.contains(part)) {
                return;
            }
            let message = format!("`{}` is a placeholder, so `{}` counts as empty", wording::excerpt(node.text()), field(&pointer));
            out.push(cx.in_file(&file.path, node.span(), &pointer, message).help("write what you know; a field that is not required may be left out"));
        });
    }
}

/// Visits the placeholders at and below a node.
fn texts<'a>(node: Node<'a>, visit: &mut dyn FnMut(Node<'a>)) {
    if node.kind() == Kind::Text && wording::is_placeholder(node.text()) {
        visit(node);
    }
    node.children().for_each(|child| texts(child, visit));
}

/// The pointer and those of the groups around it: what has a finding already is left alone.
fn prefixes(pointer: &str) -> impl Iterator<Item = &str> {
    let cuts = pointer.match_indices('/').filter_map(|(at, _)| pointer.get(..at)).filter(|part| !part.is_empty());
    cuts.chain(std::iter::once(pointer))
}

/// The name to show for a pointer: its last key, `by` and not `0` for an item of a list.
fn field(pointer: &str) -> &str {
    pointer.rsplit('/').find(|part| part.parse::<usize>().is_err()).unwrap_or(pointer)
}

/// Sections of one text that are told one by one; each costs time and memory in every report.
const MOST: usize = 1000;

/// What stands under each heading of the text, down to the next one, and what stands above the first.
fn sections<T>(cx: &PlanCx<'_>, file: &Unit<T>, out: &mut Vec<Diagnostic>) {
    let Some(body) = file.body else { return };
    let text = file.text();
    let mut from = body.start;
    let mut heading: Option<&str> = None;
    let before = out.len();
    let ends = file.outline.headings.iter().map(|next| (next.span.start, next.span.end, Some(next.text.as_str())));
    for (end, next, name) in ends.chain([(body.end, body.end, None)]) {
        let section = ByteSpan::new(from as usize, end as usize).slice(text);
        let found = section.trim();
        if out.len() - before == MOST {
            let message = format!("{MOST} sections of this text are placeholders; those from here on are not looked at");
            out.push(cx.in_file(&file.path, ByteSpan::new(from as usize, from as usize), "", message).help("take their headings out first"));
            break;
        }
        if wording::is_placeholder(found) {
            let start = from as usize + (section.len() - section.trim_start().len());
            let place = heading.map_or("the text".to_owned(), |heading| format!("the section *{heading}*"));
            let message = format!("`{}` is a placeholder, so {place} counts as empty", wording::excerpt(found));
            out.push(cx.in_file(&file.path, ByteSpan::new(start, start + found.len()), "", message).help("write what you know, or take the heading out"));
        }
        (from, heading) = (next, name);
    }
}
