//! What the terminal can show.

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

pub use crate::base::console::{Style, escape};

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
}
