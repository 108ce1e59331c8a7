//! What stands under the headings of a narrative. Knows no heading by its name.

use std::collections::HashMap;

use crate::base::span::ByteSpan;
use crate::parse::outline::{Heading, Outline};
use crate::resolve::unit::Unit;
use crate::resolve::wording::{is_placeholder, says_something};

/// What a section says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Written,
    /// Placeholders alone (`placeholder` says so).
    StandIn,
    /// Its heading, headings below it, and comments at most.
    Bare,
}

/// What a heading and the name of a section are held against each other by.
pub fn name(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The positions of the headings of each name, in order.
pub fn by_name(headings: &[Heading]) -> HashMap<String, Vec<usize>> {
    let mut found: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, heading) in headings.iter().enumerate() {
        found.entry(name(&heading.text)).or_default().push(index);
    }
    found
}

/// What the section under a heading says, down to the next heading of its level or a higher one.
pub fn section<T>(file: &Unit<T>, index: usize) -> Section {
    let Outline { headings, comments, .. } = &file.outline;
    let Some(level) = headings.get(index).map(|heading| heading.level) else { return Section::Bare };
    let end = file.body.map_or(0, |body| body.end);
    let ends = headings.iter().skip(index + 1).map(|next| (next.span.start, next.level)).chain([(end, 0)]);
    let mut said = Section::Bare;
    for (heading, (end, next)) in headings.iter().skip(index).zip(ends) {
        let part = ByteSpan::new(heading.span.end as usize, end as usize);
        if is_placeholder(part.slice(file.text())) {
            said = Section::StandIn;
        } else if says_something(&shown(file.text(), part, comments)) {
            return Section::Written;
        }
        if next <= level {
            break;
        }
    }
    said
}

/// The letters and digits of a part and what is around them, without comments; nothing where there are none: a line across the page is no word.
fn shown(text: &str, part: ByteSpan, comments: &[ByteSpan]) -> String {
    let mut out = String::new();
    let mut from = part.start;
    let first = comments.partition_point(|comment| comment.start < part.start);
    for comment in comments.iter().skip(first).take_while(|comment| comment.start < part.end).filter(|comment| comment.end <= part.end) {
        out.push_str(ByteSpan { start: from, end: comment.start }.slice(text));
        from = comment.end;
    }
    out.push_str(ByteSpan { start: from, end: part.end }.slice(text));
    if out.chars().any(char::is_alphanumeric) { out } else { String::new() }
}
