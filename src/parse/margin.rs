//! The first key of a text that stands further right than the keys below it: parsers notice that only at the key that stands right. Knows no parser.

use crate::base::span::ByteSpan;
use crate::parse::suspects::{self, Suspect};
use crate::parse::syntax::Cause;

/// Why a text cannot be read on from byte `at`, where the first lines of all stand further right than that one.
pub fn further_right(text: &str, at: usize) -> Option<Cause> {
    let is_said = |line: &str| !line.trim_start().is_empty() && !line.trim_start().starts_with('#');
    let (start, first) = lines(text).find(|(_, line)| is_said(line))?;
    let wide = margin(first);
    let (end, below) = lines(text).find(|(_, line)| is_said(line) && margin(line) < wide)?;
    let key = first.split_once(':').map(|(key, _)| key.trim()).filter(|key| !key.starts_with(['-', '"', '\'']))?;
    // of a line below that is no key something else is wrong
    if !(end..end + below.len()).contains(&at) || !below.contains(':') || below.trim_start().starts_with('-') {
        return None;
    }
    // what is opened there and never closed is the reason
    if matches!(suspects::first(text), Some(Suspect::Tab(it) | Suspect::Quote(it) | Suspect::Bracket(it)) if it < end) {
        return None;
    }
    let blanks = wide - margin(below);
    let block = ByteSpan::new(start, end);
    let taken: String = block.slice(text).split_inclusive('\n').map(|line| line.get(blanks.min(margin(line))..).unwrap_or(line)).collect();
    let message = format!("`{key}` stands further right than the keys below it");
    Some(Cause {
        span: ByteSpan::new(start + wide, start + wide + key.len()),
        message,
        help: "begin all keys that belong together at the same column: those of the plan itself at the margin".to_owned(),
        fix: Some(("take the blanks before it out", block, taken)),
        safe: true,
    })
}

/// The lines with their places.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |next, line| {
        let start = *next;
        *next += line.len();
        Some((start, line.trim_end_matches(['\n', '\r'])))
    })
}

fn margin(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}
