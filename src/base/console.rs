//! Text for people at a terminal: a few styles, and the one escaper for text from outside (R-33).

/// Text from outside, fit for one line of a terminal or a CI log: control and bidi characters are spelled out, and it cannot begin a command of the log's reader.
pub fn escape(text: &str) -> String {
    spelled_out(text, true)
}

/// The same for text that something of ours stands before on its line: there `##` is no command, but the heading that it is.
pub fn escape_behind(text: &str) -> String {
    spelled_out(text, false)
}

fn spelled_out(text: &str, begins: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or("");
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_hidden(c) || (matches!(c, ':' | '#') && is_command(rest, begins && out.trim_start().is_empty())) => {
                out.extend(c.escape_unicode());
            }
            c => out.push(c),
        }
    }
    out
}

/// C0, DEL and C1; marks, embeddings and isolates of direction; invisible spaces; line separators; tag characters. Joiners stay: some scripts are written with them.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// GitHub reads `::` after any blanks at a line's start and `##[` anywhere, Azure `##vso[`.
fn is_command(rest: &str, first: bool) -> bool {
    (first && (rest.starts_with("::") || rest.starts_with("##"))) || rest.starts_with("##[") || rest.starts_with("##vso[")
}

/// A few styles; without colour all of them are empty, so that messages are written once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    pub bold: &'static str,
    pub dim: &'static str,
    pub red: &'static str,
    pub yellow: &'static str,
    pub green: &'static str,
    pub blue: &'static str,
    pub reset: &'static str,
}

impl Style {
    /// No escape codes at all.
    pub const PLAIN: Style = Style { bold: "", dim: "", red: "", yellow: "", green: "", blue: "", reset: "" };
    /// The codes of a terminal with colours.
    pub const COLOR: Style =
        Style { bold: "\x1b[1m", dim: "\x1b[2m", red: "\x1b[1;31m", yellow: "\x1b[1;33m", green: "\x1b[1;32m", blue: "\x1b[1;34m", reset: "\x1b[0m" };

    /// The styles for a stream with or without colour.
    pub fn new(color: bool) -> Self {
        if color { Style::COLOR } else { Style::PLAIN }
    }
}

/// A path as a shell takes it: in quotes where it would read it otherwise.
pub fn pasted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "_-./:@%+=,".contains(c);
    // a program would take it for an option
    let path = if path.starts_with('-') { format!("./{path}") } else { path.to_owned() };
    if !path.is_empty() && path.chars().all(plain) { path } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_outside_stays_text() {
        let check = |text: &str, expected: &str| assert_eq!(escape(text), expected, "{text:?}");
        check("Überlingen & Söhne", "Überlingen & Söhne");
        check("a\nb\r\tc", "a\\nb\\r\\tc");
        check("\x1b[31mred\x7f\u{9b}", "\\u{1b}[31mred\\u{7f}\\u{9b}");
        check("a\u{202e}b\u{2066}c\u{feff}", "a\\u{202e}b\\u{2066}c\\u{feff}");
        check("::error::x", "\\u{3a}:error::x");
        check("  ::error::x", "  \\u{3a}:error::x");
        check("\n::error::x", "\\n::error::x");
        check("a::b", "a::b");
        check("## heading", "\\u{23}# heading");
        check("x ## y", "x ## y");
        check("x ##[error]y ##vso[z]", "x \\u{23}#[error]y \\u{23}#vso[z]");
        check("###[error]", "\\u{23}\\u{23}#[error]");
        check("👩\u{200d}🔬", "👩\u{200d}🔬");
        let behind = |text: &str, expected: &str| assert_eq!(escape_behind(text), expected, "{text:?}");
        behind("## heading", "## heading");
        behind("::error::x", "::error::x");
        behind("##[error] \x1b", "\\u{23}#[error] \\u{1b}");
    }

    #[test]
    fn a_path_can_be_pasted() {
        let check = |path: &str, expected: &str| assert_eq!(pasted(path), expected, "{path:?}");
        check("plans/north-east_2", "plans/north-east_2");
        check("i sp ä", "'i sp ä'");
        check("küste", "küste");
        check("it's", r"'it'\''s'");
        check("$HOME;x", "'$HOME;x'");
        check("-q", "./-q");
        check("- q", "'./- q'");
        check("", "''");
    }

    #[test]
    fn plain_styles_are_empty() {
        assert_eq!(Style::new(false), Style::PLAIN);
        assert_eq!(Style::new(true).reset, "\x1b[0m");
    }
}
