//! A comment that accepts a finding: `# quarterdeck: ignore[rule] -- why until=2027-03-31`, in a narrative the same between `<!--` and `-->`
//! (`diagnostics.md` §5). Reads the words and tells which lines they cover; knows no rule.

use crate::base::date::Date;
use crate::base::span::{ByteSpan, LineIndex};

/// What a comment asks for, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// Names of rules, or their codes.
    pub rules: Vec<String>,
    pub reason: String,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// 1-based, both inclusive.
    pub lines: (u32, u32),
}

/// Reads the comments of one file, best in their order: what neighbours have in common is looked for once.
#[derive(Debug)]
pub struct Reader<'t> {
    text: &'t [u8],
    index: LineIndex,
    /// Lines that are passed over and the first that is not, for comments of a kind.
    passed: Option<(bool, u32, u32)>,
    /// A paragraph, or an entry with all below it: first and last line.
    block: Option<(bool, u32, u32)>,
}

impl<'t> Reader<'t> {
    pub fn new(text: &'t [u8]) -> Self {
        Reader { text, index: LineIndex::new(text), passed: None, block: None }
    }

    /// Reads a comment with its signs around it.
    ///
    /// # Errors
    /// What is wrong with its form, as a sentence without a full stop, and what to write instead.
    pub fn read(&mut self, span: ByteSpan) -> Result<Suppression, (String, String)> {
        let Words { whole_file, rules, reason, until } = words(self.text, span)?;
        let lines = if whole_file { (1, u32::MAX) } else { self.covered(span) };
        Ok(Suppression { rules, reason, until, lines })
    }
}

/// What a comment says, before the lines that it means.
struct Words {
    whole_file: bool,
    rules: Vec<String>,
    reason: String,
    until: Option<Date>,
}

fn words(text: &[u8], span: ByteSpan) -> Result<Words, (String, String)> {
    let form = "write `quarterdeck: ignore[rule-name] -- the reason until=2027-03-31`; the day may be left out".to_owned();
    let fault = |what: &str| Err((what.to_owned(), form.clone()));
    let comment = text.get(span.range()).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("");
    let words = comment.split_once("quarterdeck:").map_or("", |(_, words)| words.trim_end_matches("-->")).trim();
    let (whole_file, rest) = match (words.strip_prefix("ignore-file"), words.strip_prefix("ignore")) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        (None, None) => return fault("a comment that begins with `quarterdeck:` asks for nothing that there is"),
    };
    let Some((rules, rest)) = rest.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']')) else {
        return fault("this suppression names no rule in brackets");
    };
    let rules: Vec<String> = rules.split(',').map(str::trim).filter(|rule| !rule.is_empty()).map(str::to_owned).collect();
    if rules.is_empty() {
        return fault("this suppression names no rule in brackets");
    }
    let reason = rest.trim().strip_prefix("--").unwrap_or("").trim();
    let (reason, until) = match limited(reason) {
        Some((reason, day)) => match Date::parse(day.trim()) {
            Some(day) => (reason.trim(), Some(day)),
            None => {
                return Err((format!("`{}` is not a day, so nobody knows how long this suppression holds", day.trim()), "write until=2027-03-31".to_owned()));
            }
        },
        None => (reason, None),
    };
    if reason.is_empty() {
        return fault("this suppression gives no reason");
    }
    Ok(Words { whole_file, rules, reason: reason.to_owned(), until })
}

/// A reason and what stands behind the last `until=` in it, blanks around the sign or not.
fn limited(reason: &str) -> Option<(&str, &str)> {
    reason.rmatch_indices("until").find_map(|(at, word)| {
        let day = reason.get(at + word.len()..)?.trim_start().strip_prefix('=')?;
        Some((reason.get(..at)?, day))
    })
}

impl Reader<'_> {
    /// At the end of a line: that line. On a line of its own: the entry, item or paragraph that begins below it.
    fn covered(&mut self, span: ByteSpan) -> (u32, u32) {
        let (text, index) = (self.text, &self.index);
        let own = index.line(span.start);
        let last = index.line(span.end.saturating_sub(1));
        let line = |number: u32| text.get(index.line_range(text, number)).unwrap_or(&[]);
        let before = text.get(index.line_range(text, own).start..span.start as usize).unwrap_or(&[]);
        if !before.trim_ascii().is_empty() {
            return (own, last);
        }
        let count = u32::try_from(index.lines()).unwrap_or(u32::MAX);
        let blank = |number: u32| line(number).trim_ascii().is_empty();
        let yaml = text.get(span.start as usize) == Some(&b'#');
        let passed = |number: u32| blank(number) || (yaml && line(number).trim_ascii_start().starts_with(b"#"));
        let first = match self.passed {
            Some((kind, from, first)) if kind == yaml && (from..=first).contains(&(last + 1)) => first,
            _ => (last + 1..=count).find(|number| !passed(*number)).unwrap_or(count + 1),
        };
        self.passed = Some((yaml, last + 1, first));
        if first > count {
            return (own, last);
        }
        // what begins in the middle of a paragraph ends with it
        if let Some((kind, from, end)) = self.block
            && kind == yaml
            && (from == first || (!yaml && (from..=end).contains(&first)))
        {
            return (own, end);
        }
        let end = if yaml {
            let indent = |number: u32| line(number).iter().take_while(|byte| **byte == b' ').count();
            let item = |number: u32| line(number).trim_ascii_start().starts_with(b"- ") || line(number).trim_ascii() == b"-";
            // the items of a list may stand as far left as the key that owns them
            let below = |number: u32| blank(number) || indent(number) > indent(first) || (indent(number) == indent(first) && item(number) && !item(first));
            (first + 1..=count).take_while(|number| below(*number)).last().unwrap_or(first)
        } else {
            (first..=count).take_while(|number| !blank(*number)).last().unwrap_or(first)
        };
        self.block = Some((yaml, first, end));
        (own, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_may_stand_apart_from_its_sign() {
        let check = |text: &str, reason: &str, day: Option<&str>| {
            let read = first(&format!("# quarterdeck: ignore[stale-review] -- {text}\nowner: x\n")).unwrap();
            assert_eq!((read.reason.as_str(), read.until.map(|day| day.to_string()).as_deref()), (reason, day), "{text}");
        };
        check("why until=2026-11-21", "why", Some("2026-11-21"));
        check("why until = 2026-11-21", "why", Some("2026-11-21"));
        check("why until =2026-11-21", "why", Some("2026-11-21"));
        check("we wait until spring until= 2026-11-21", "we wait until spring", Some("2026-11-21"));
        check("we wait until spring", "we wait until spring", None);
        assert!(first("# quarterdeck: ignore[stale-review] -- why until = soon\nowner: x\n").is_err());
    }

    /// The first comment for us in a text.
    fn first(text: &str) -> Result<Suppression, (String, String)> {
        let at = text.find("quarterdeck:").unwrap();
        let start = text[..at].rfind(['#', '<']).unwrap();
        let rest = &text[start..];
        let end = if rest.starts_with('#') { rest.find('\n').unwrap_or(rest.len()) } else { rest.find("-->").unwrap() + 3 };
        Reader::new(text.as_bytes()).read(ByteSpan::new(start, start + end))
    }

    #[test]
    fn the_words_of_a_comment() {
        let check = |comment: &str, expected: Result<(&[&str], &str, Option<&str>), &str>| {
            let found = first(comment);
            let said =
                found.as_ref().map(|it| (it.rules.iter().map(String::as_str).collect::<Vec<_>>(), it.reason.as_str(), it.until.map(|day| day.to_string())));
            match expected {
                Ok((rules, reason, until)) => {
                    assert_eq!(said, Ok((rules.to_vec(), reason, until.map(str::to_owned))).map_err(|()| unreachable!()), "{comment}")
                }
                Err(what) => assert!(found.as_ref().is_err_and(|(message, _)| message.contains(what)), "{comment}: {found:?}"),
            }
        };
        check("# quarterdeck: ignore[enum-value] -- migrated in Q3 until=2026-09-30", Ok((&["enum-value"], "migrated in Q3", Some("2026-09-30"))));
        check("#quarterdeck:ignore[a, QD103]--because", Ok((&["a", "QD103"], "because", None)));
        check("<!-- quarterdeck: ignore[raw-html] -- shown as it is -->", Ok((&["raw-html"], "shown as it is", None)));
        check("# quarterdeck: ignore-file[stale-review] -- merger", Ok((&["stale-review"], "merger", None)));
        check("# quarterdeck: ignore -- because", Err("names no rule"));
        check("# quarterdeck: ignore[] -- because", Err("names no rule"));
        check("# quarterdeck: ignore[a]", Err("gives no reason"));
        check("# quarterdeck: ignore[a] -- until=2026-09-30", Err("gives no reason"));
        check("# quarterdeck: ignore[a] -- x until=soon", Err("`soon` is not a day"));
        check("# quarterdeck: hello", Err("asks for nothing"));
    }

    #[test]
    fn neighbours_are_read_as_if_they_were_alone() {
        let comment = "# quarterdeck: ignore[x] -- y";
        let text = format!("{comment}\n{comment}\na:\n  {comment}\n  b: 1\n  c: 2\nd: 3 {comment}\n");
        let mut reader = Reader::new(text.as_bytes());
        let lines = text.match_indices('#').map(|(at, _)| reader.read(ByteSpan::new(at, at + comment.len())).unwrap().lines);
        assert_eq!(lines.collect::<Vec<_>>(), [(1, 6), (2, 6), (4, 5), (7, 7)]);
        let comment = "<!-- quarterdeck: ignore[x] -- y -->";
        let text = format!("{comment}\n{comment}\none\n\n{comment}\n\ntwo\nthree\n");
        let mut reader = Reader::new(text.as_bytes());
        let lines = text.match_indices('<').map(|(at, _)| reader.read(ByteSpan::new(at, at + comment.len())).unwrap().lines);
        assert_eq!(lines.collect::<Vec<_>>(), [(1, 3), (2, 3), (5, 8)]);
    }

    #[test]
    fn the_lines_it_covers() {
        let check = |text: &str, expected: (u32, u32)| assert_eq!(first(text).map(|it| it.lines), Ok(expected), "{text}");
        check("a: 1\nb: 2 # quarterdeck: ignore[x] -- y\nc: 3\n", (2, 2));
        check("a: 1\n# quarterdeck: ignore[x] -- y\nb:\n  c: 1\n\n  d: 2\ne: 3\n", (2, 6));
        check("# quarterdeck: ignore[x] -- y\n# more\nb:\n- c: 1\n- d: 2\ne: 3\n", (1, 5));
        check("b:\n  # quarterdeck: ignore[x] -- y\n  - c: 1\n    z: 2\n  - d: 2\n", (2, 4));
        check("# quarterdeck: ignore-file[x] -- y\na: 1\n", (1, u32::MAX));
        check("text <!-- quarterdeck: ignore[x] -- y --> more\nnext\n", (1, 1));
        check("<!-- quarterdeck: ignore[x] -- y -->\n\none\ntwo\n\nthree\n", (1, 4));
        check("a: 1\n# quarterdeck: ignore[x] -- y\n", (2, 2));
        check("a: 1\r\n# quarterdeck: ignore[x] -- y\r\nb: 2\r\nc: 3\r\n", (2, 3));
    }
}
