//! The usual suspects in a YAML text that does not parse: a tab as indentation, a quote or a bracket that is never closed. Walks the text
//! line by line with a person's eye; knows no parser.

/// A mistake that parsers notice only later, by the byte where it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspect {
    /// A tab in the white space before a line.
    Tab(usize),
    /// The opening quote.
    Quote(usize),
    /// The opening `[` or `{`.
    Bracket(usize),
}

/// The first suspect of the text.
pub fn first(text: &str) -> Option<Suspect> {
    let mut walk = Walk { text, brackets: Vec::new(), column: 0, block: None };
    let mut at = 0;
    while at < text.len() {
        match walk.line(at) {
            Ok(next) => at = next.max(at + 1),
            Err(suspect) => return Some(suspect),
        }
    }
    walk.brackets.last().map(|(bracket, _)| Suspect::Bracket(*bracket))
}

struct Walk<'a> {
    text: &'a str,
    /// Open brackets with the column of the line that opened them.
    brackets: Vec<(usize, usize)>,
    /// The column at which the content of the current line begins, behind its dashes.
    column: usize,
    /// Inside a block of text that belongs to a line of this indentation.
    block: Option<usize>,
}

fn byte(text: &str, at: usize) -> u8 {
    text.as_bytes().get(at).copied().unwrap_or(b'\n')
}

fn blank(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r')
}

impl Walk<'_> {
    /// Looks at the line that begins at `start` and gives the start of the next one to look at.
    fn line(&mut self, start: usize) -> Result<usize, Suspect> {
        let text = self.text;
        let rest = text.get(start..).unwrap_or("");
        let length = rest.find('\n').unwrap_or(rest.len());
        let (line, next) = (rest.get(..length).unwrap_or(""), start + length + 1);
        let content = line.trim_start_matches([' ', '\t']);
        if content.trim_end().is_empty() {
            return Ok(next);
        }
        let space = line.get(..line.len() - content.len()).unwrap_or("");
        let indent = space.bytes().take_while(|b| *b == b' ').count();
        if let Some(parent) = self.block {
            if indent > parent {
                return Ok(next);
            }
            self.block = None;
        }
        if content.starts_with('#') {
            return Ok(next);
        }
        if let (Some(tab), true) = (space.find('\t'), self.brackets.is_empty()) {
            return Err(Suspect::Tab(start + tab));
        }
        if let Some((bracket, column)) = self.brackets.last().copied() {
            if indent <= column && !content.starts_with([']', '}']) {
                return Err(Suspect::Bracket(bracket));
            }
        } else {
            let mut dashed = content;
            while let Some(inner) = dashed.strip_prefix("- ") {
                dashed = inner.trim_start_matches(' ');
            }
            self.column = line.len() - dashed.len();
        }
        let dash = content.starts_with("- ");
        let end = self.tokens(start + space.len(), start + length, indent, dash)?;
        // a quoted text may have led us to a later line
        Ok(end.max(next))
    }

    /// Goes through the signs of a line; a quoted text over several lines moves its end.
    fn tokens(&mut self, from: usize, end: usize, indent: usize, dash: bool) -> Result<usize, Suspect> {
        let text = self.text;
        let (mut at, mut end) = (from, end);
        let (mut value, mut keyed) = (true, false);
        while at < end {
            let sign = byte(text, at);
            let spaced = blank(byte(text, at + 1)) || at + 1 >= end;
            match sign {
                b' ' | b'\t' => {}
                b'#' if at == from || blank(byte(text, at - 1)) => break,
                b'"' | b'\'' if value => {
                    // a key that follows stands at or before the column of this one; the item after a bare list item at its dash
                    let bare = dash && !keyed;
                    let column = if bare && self.brackets.is_empty() { indent } else { self.column };
                    let close = self.closing(at, sign, column).ok_or(Suspect::Quote(at))?;
                    value = false;
                    if close >= end {
                        let rest = text.get(close..).unwrap_or("");
                        end = close + rest.find('\n').unwrap_or(rest.len());
                    }
                    at = close;
                    continue;
                }
                b'[' | b'{' if value || !self.brackets.is_empty() => {
                    self.brackets.push((at, self.column.min(indent)));
                    value = true;
                }
                b']' | b'}' if !self.brackets.is_empty() => {
                    let open = self.brackets.pop().map_or(at, |(open, _)| open);
                    if (byte(text, open) == b'[') != (sign == b']') {
                        return Err(Suspect::Bracket(open));
                    }
                    value = false;
                }
                b',' if !self.brackets.is_empty() => value = true,
                b':' if spaced => (value, keyed) = (true, true),
                b'-' | b'?' if value && spaced && self.brackets.is_empty() => {}
                b'|' | b'>' if value && self.brackets.is_empty() => {
                    self.block = Some(indent);
                    break;
                }
                _ => value = false,
            }
            at += 1;
        }
        Ok(end + 1)
    }

    /// The byte behind the closing quote, unless a line in between begins at or before `column`: then the quote was never meant to go so far.
    fn closing(&self, open: usize, quote: u8, column: usize) -> Option<usize> {
        let text = self.text;
        let mut at = open + 1;
        while at < text.len() {
            let b = byte(text, at);
            match b {
                b'\\' if quote == b'"' => at += 1,
                b'\n' => {
                    let rest = text.get(at + 1..).unwrap_or("");
                    let line = rest.lines().next().unwrap_or("");
                    let indent = line.len() - line.trim_start_matches(' ').len();
                    if !line.trim().is_empty() && indent <= column && self.brackets.is_empty() {
                        return None;
                    }
                    if !line.trim().is_empty() && self.brackets.last().is_some_and(|(_, column)| indent <= *column) {
                        return None;
                    }
                }
                _ if b == quote && quote == b'\'' && byte(text, at + 1) == b'\'' => at += 1,
                _ if b == quote => return Some(at + 1),
                _ => {}
            }
            at += 1;
        }
        None
    }
}
