//! What the terminal can show, and the one escaper for text from outside (R-33).

use std::ffi::OsString;
use std::io::IsTerminal;
use std::os::fd::AsFd;

/// The value of `--color`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

/// One output stream, asked about once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// Does a person look at it, and not a file or a program?
    pub interactive: bool,
    pub color: bool,
    /// In columns; 100 where nobody can tell.
    pub width: usize,
}

const WIDTH_UNKNOWN: usize = 100;

/// Standard output.
pub fn stdout(color: Color) -> Terminal {
    ask(&std::io::stdout(), color)
}

/// Standard error.
pub fn stderr(color: Color) -> Terminal {
    ask(&std::io::stderr(), color)
}

fn ask(stream: &(impl IsTerminal + AsFd), color: Color) -> Terminal {
    let interactive = stream.is_terminal();
    let columns = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    let measured = || rustix::termios::tcgetwinsize(stream).ok().map(|size| usize::from(size.ws_col));
    let width = columns.or_else(measured).filter(|width| *width >= 20).unwrap_or(WIDTH_UNKNOWN);
    Terminal { interactive, color: colored(color, interactive, |name| std::env::var_os(name)), width }
}

/// `--color` decides; else `NO_COLOR`, then `CLICOLOR_FORCE`, then `TERM=dumb`, then whether somebody looks.
fn colored(color: Color, interactive: bool, env: impl Fn(&str) -> Option<OsString>) -> bool {
    let set = |name: &str| env(name).is_some_and(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR") => false,
        Color::Auto if set("CLICOLOR_FORCE") && env("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        Color::Auto => interactive && env("TERM").is_none_or(|value| value != "dumb"),
    }
}

/// Text from outside, fit for one line of a terminal or a CI log: control and bidi characters are spelled out, and it cannot begin a command of the log's reader.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or("");
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_hidden(c) || (matches!(c, ':' | '#') && is_command(rest, out.trim_start().is_empty())) => {
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
    pub const PLAIN: Style = Style { bold: "", dim: "", red: "", yellow: "", green: "", blue: "", reset: "" };
    pub const COLOR: Style =
        Style { bold: "\x1b[1m", dim: "\x1b[2m", red: "\x1b[1;31m", yellow: "\x1b[1;33m", green: "\x1b[1;32m", blue: "\x1b[1;34m", reset: "\x1b[0m" };

    /// The styles for a stream with or without colour.
    pub fn new(color: bool) -> Self {
        if color { Style::COLOR } else { Style::PLAIN }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn color_is_decided_in_one_order() {
        let check = |color: Color, interactive: bool, env: &[(&str, &str)], expected: bool| {
            let look = |name: &str| env.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into());
            assert_eq!(colored(color, interactive, look), expected, "{color:?} {interactive} {env:?}");
        };
        check(Color::Auto, true, &[], true);
        check(Color::Auto, false, &[], false);
        check(Color::Always, false, &[("NO_COLOR", "1")], true);
        check(Color::Never, true, &[("CLICOLOR_FORCE", "1")], false);
        check(Color::Auto, true, &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], false);
        check(Color::Auto, true, &[("NO_COLOR", "")], true);
        check(Color::Auto, false, &[("CLICOLOR_FORCE", "1"), ("TERM", "dumb")], true);
        check(Color::Auto, false, &[("CLICOLOR_FORCE", "0")], false);
        check(Color::Auto, true, &[("TERM", "dumb")], false);
        check(Color::Auto, true, &[("TERM", "xterm")], true);
    }

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
    }

    #[test]
    fn plain_styles_are_empty() {
        assert_eq!(Style::new(false), Style::PLAIN);
        assert_eq!(Style::new(true).reset, "\x1b[0m");
    }
}
