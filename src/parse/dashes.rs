//! The `-` of a list item, where an office program or a habit has put another sign. Works on lines; knows no parser.

/// What stands for a list's `-` in texts that went through an editor for letters, a chat or Markdown.
const SIGNS: [char; 14] = ['–', '—', '‐', '‑', '−', '•', '·', '*', '●', '◦', '▪', '‣', '∙', '⁃'];
/// Spaces that may stand behind it.
const SPACES: [char; 3] = [' ', '\t', '\u{a0}'];

/// The sign that a text begins with instead of a dash, and how many bytes it takes with the space behind it.
pub fn sign(text: &str) -> Option<(char, usize)> {
    let mut chars = text.chars();
    let sign = chars.next().filter(|c| SIGNS.contains(c))?;
    let space = chars.next().filter(|c| SPACES.contains(c))?;
    chars.next().filter(|c| !c.is_whitespace())?;
    Some((sign, sign.len_utf8() + space.len_utf8()))
}

/// What is said of such a sign.
pub fn message(sign: char) -> String {
    format!("`{sign}` stands before this item of a list, where YAML wants `-`")
}

/// What to do about it.
pub const HELP: &str = "write a hyphen and a space, `- `, before each item";

/// The text from byte `start`, where such a sign stands, up to the last line of the same list that has it, with dashes in their place. Lines that are
/// indented deeper belong to items and stay.
pub fn mended(text: &str, start: usize) -> Option<(usize, String)> {
    let (sign_here, _) = sign(text.get(start..)?)?;
    let margin = text.get(..start)?.rfind('\n').map_or(0, |end| end + 1);
    let indent = text.get(margin..start).filter(|before| before.trim().is_empty())?.len();
    let (mut out, mut end, mut written) = (String::new(), start, start);
    let mut at = margin;
    for line in text.get(margin..)?.split_inclusive('\n') {
        let content = line.trim_start_matches(' ');
        let own = line.len() - content.len();
        let place = at + own;
        at += line.len();
        if content.trim().is_empty() || content.starts_with('#') || own > indent {
            continue;
        }
        match sign(content).filter(|(other, _)| own == indent && *other == sign_here) {
            Some((_, length)) => {
                out.push_str(text.get(written..place)?);
                out.push_str("- ");
                (written, end) = (place + length, place + length);
            }
            None if own < indent || !content.starts_with("- ") => break,
            None => {}
        }
    }
    Some((end, out))
}

/// Does the key that begins an item of a list, at byte `first`, begin another one at byte `again`: on a line of its own, with another value?
pub fn begins_another(text: &str, first: usize, again: usize) -> bool {
    let line = |at: usize| {
        let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        (text.get(start..at).unwrap_or(""), text.get(at..).and_then(|rest| rest.lines().next()).unwrap_or("").trim_end())
    };
    let ((before, one), (margin, other)) = (line(first), line(again));
    before.trim() == "-" && margin.len() >= 2 && margin.bytes().all(|b| b == b' ') && one != other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_for_each_item_and_nothing_else() {
        let check = |text: &str, expected: &str| {
            let start = text.find(|c| SIGNS.contains(&c)).unwrap();
            let (end, out) = mended(text, start).unwrap();
            assert_eq!(format!("{}{out}{}", &text[..start], &text[end..]), expected);
        };
        check("l:\n  – id: a\n    b: – c\n  – id: d\nm: 1\n", "l:\n  - id: a\n    b: – c\n  - id: d\nm: 1\n");
        check("l:\n  - id: a\n  • id: d\n  - id: e\n  •\u{a0}id: f\n", "l:\n  - id: a\n  - id: d\n  - id: e\n  - id: f\n");
        check("l:\n  – one\n\n  – two\nm:\n  – three\n", "l:\n  - one\n\n  - two\nm:\n  – three\n");
        check("l:\n• a: |\n    • text\n• b: 1\n", "l:\n- a: |\n    • text\n- b: 1\n");
        assert_eq!(sign("– x"), Some(('–', 4)));
        assert_eq!(sign("**bold** text"), None);
        assert_eq!(sign("*"), None);
    }
}
