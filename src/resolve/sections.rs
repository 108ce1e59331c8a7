//! What stands under the headings of a narrative. Knows no heading by its name.

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

/// Do a heading and the name of a section say the same?
pub fn is_called(heading: &Heading, section: &str) -> bool {
    heading.text.trim().to_lowercase() == section.trim().to_lowercase()
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
    for comment in comments.iter().filter(|comment| part.start <= comment.start && comment.end <= part.end) {
        out.push_str(ByteSpan { start: from, end: comment.start }.slice(text));
        from = comment.end;
    }
    out.push_str(ByteSpan { start: from, end: part.end }.slice(text));
    if out.chars().any(char::is_alphanumeric) { out } else { String::new() }
}
