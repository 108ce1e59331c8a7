//! Characters that nobody sees: bidi controls, zero-width characters, tag characters and control codes. Knows characters only.

use crate::base::span::ByteSpan;

/// The hidden characters of a text, each with its place.
pub fn find(text: &str) -> Vec<(ByteSpan, char)> {
    // nearly every text has none: look at the bytes that they can begin with before looking at characters
    if !text.bytes().any(|b| (b < 0x20 && !matches!(b, b'\n' | b'\r' | b'\t')) || matches!(b, 0x7F | 0xC2 | 0xD8 | 0xE1 | 0xE2 | 0xEF | 0xF3)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if is_hidden(c) && !is_in_place(before, c) {
            found.push((ByteSpan::new(at, at + c.len_utf8()), c));
        } else {
            before = c;
        }
    }
    found
}

/// Is it a blank that looks like any other, and is none to YAML? Office programs write it.
pub fn is_firm_blank(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

/// The no-break spaces that a key or a value begins or ends with, whichever quotes are around it.
pub fn around(text: &str) -> Vec<(ByteSpan, char)> {
    let inner = text.trim_matches(['"', '\'']);
    let start = inner.as_ptr() as usize - text.as_ptr() as usize;
    let blank = |c: char| c == ' ' || is_firm_blank(c);
    let from = inner.len() - inner.trim_start_matches(blank).len();
    let to = inner.trim_end_matches(blank).len();
    let edge = |at: usize| at < from || at >= to;
    let firm = inner.char_indices().filter(|(at, c)| is_firm_blank(*c) && edge(*at));
    firm.map(|(at, c)| (ByteSpan::new(start + at, start + at + c.len_utf8()), c)).collect()
}

/// A key or a value without what is hidden in it and the no-break spaces around it; `None` where there is nothing of either.
pub fn taken_out(text: &str) -> Option<String> {
    if text.is_ascii() && !text.bytes().any(|b| b.is_ascii_control()) {
        return None;
    }
    let spans = find(text);
    let mut out = text.to_owned();
    spans.iter().rev().for_each(|(span, _)| out.replace_range(span.range(), ""));
    if out.starts_with(is_firm_blank) || out.ends_with(is_firm_blank) {
        out = out.trim_matches(|c| c == ' ' || is_firm_blank(c)).to_owned();
    }
    (out != text).then_some(out)
}

/// Is it invisible, or does it turn the direction of writing?
pub fn is_hidden(c: char) -> bool {
    match c {
        ' '..='~' => false,
        '\n' | '\r' | '\t' | '\u{85}' => false,
        '\u{00}'..='\u{1F}' | '\u{7F}'..='\u{9F}' => true,
        '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => true,
        '\u{E0000}'..='\u{E007F}' => true,
        _ => is_bidi(c),
    }
}

/// Does it turn the direction of writing?
pub fn is_bidi(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A joiner inside an emoji or a script that needs it, and the tags of a flag.
fn is_in_place(before: char, c: char) -> bool {
    match c {
        '\u{200D}' => matches!(before, '\u{600}'..='\u{10FF}' | '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}'),
        '\u{200C}' => matches!(before, '\u{600}'..='\u{10FF}'),
        '\u{E0020}'..='\u{E007F}' => matches!(before, '\u{1F3F4}' | '\u{E0020}'..='\u{E007E}'),
        _ => false,
    }
}

/// What it is called in a message.
pub fn name(c: char) -> &'static str {
    match c {
        '\u{AD}' => "a soft hyphen",
        '\u{E0000}'..='\u{E007F}' => "a tag character",
        '\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => "a zero-width character",
        _ if is_firm_blank(c) => "a no-break space",
        _ if is_bidi(c) => "a character that turns the direction of writing",
        _ => "a control character",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_break_spaces_count_at_the_edges() {
        let check = |text: &str, places: &[u32], seen: Option<&str>| {
            assert_eq!(around(text).iter().map(|(span, _)| span.start).collect::<Vec<_>>(), places, "{text:?}");
            assert_eq!(taken_out(text).as_deref(), seen, "{text:?}");
        };
        check("grow\u{a0}", &[4], Some("grow"));
        check("\u{202f} 12 \u{a0}", &[0, 7], Some("12"));
        check("240\u{a0}000", &[], None);
        check("co\u{ad}op \u{a0}", &[7], Some("coop"));
        check("grün", &[], None);
    }

    #[test]
    fn finds_what_nobody_sees() {
        let check = |text: &str, places: &[u32]| assert_eq!(find(text).iter().map(|(span, _)| span.start).collect::<Vec<_>>(), places, "{text:?}");
        check("plain – “text” with ümläuts, 你好, €", &[]);
        check("a\u{200b}b", &[1]);
        check("\u{202e}abc\u{202c}", &[0, 6]);
        check("👩\u{200d}💻 and 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}", &[]);
        check("می\u{200c}خواهم", &[]);
        check("x\u{e0041}\u{e0042}", &[1, 5]);
        check("a\u{1b}[31m", &[1]);
        check("co\u{ad}op", &[2]);
    }
}
