//! Blanks that end a line of the front matter, and a last line that does not end. Nobody sees either, and both make two versions differ where nothing changed.

use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Edit, Fix};
use crate::parse::codes::TRAILING_BLANKS;
use crate::parse::node::{Node, Tree};

/// One finding for all lines of the front matter that end in blanks. A value over several lines keeps its own: there they may be text.
pub fn trailing(path: &SourcePath, bytes: &[u8], front: ByteSpan, tree: &Tree) -> Option<Diagnostic> {
    let mut texts = Vec::new();
    long_texts(tree.root(), bytes, &mut texts);
    let mut spans = Vec::new();
    let mut start = front.start as usize;
    for line in bytes.get(front.range())?.split_inclusive(|byte| *byte == b'\n') {
        let content = line.strip_suffix(b"\n").unwrap_or(line);
        let content = content.strip_suffix(b"\r").unwrap_or(content);
        let kept = content.len() - content.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if kept < content.len() {
            let span = ByteSpan::new(start + kept, start + content.len());
            // texts stand in their order, and none within another
            let before = texts.partition_point(|text: &ByteSpan| text.end <= span.start);
            if texts.get(before).is_none_or(|text| text.start > span.start) {
                spans.push(span);
            }
        }
        start += line.len();
    }
    let first = *spans.first()?;
    let message = match spans.len() {
        1 => "a line of the front matter ends in blanks".to_owned(),
        n => format!("{n} lines of the front matter end in blanks"),
    };
    Some(Diagnostic::new(&TRAILING_BLANKS, path, first, message).help("take them out").fix(fix(path, "take the blanks out", &spans, "")))
}

/// A finding when the last line of a file does not end.
pub fn unended(path: &SourcePath, bytes: &[u8]) -> Option<Diagnostic> {
    let ended = bytes.is_empty() || bytes.ends_with(b"\n") || bytes.ends_with(b"\r");
    let end = ByteSpan::new(bytes.len(), bytes.len());
    let finding = || Diagnostic::new(&TRAILING_BLANKS, path, end, "the last line of the file does not end").help("end it with a line break");
    (!ended).then(|| finding().fix(fix(path, "end the last line", &[end], "\n")))
}

fn fix(path: &SourcePath, title: &str, spans: &[ByteSpan], text: &str) -> Fix {
    let edits = spans.iter().map(|span| Edit { path: path.clone(), span: *span, text: text.to_owned() }).collect();
    Fix { title: title.to_owned(), safe: true, room: None, edits }
}

/// The places of values that take more than one line.
fn long_texts(node: Node<'_>, bytes: &[u8], found: &mut Vec<ByteSpan>) {
    let mut leaf = true;
    for child in node.children() {
        leaf = false;
        long_texts(child, bytes, found);
    }
    // a block of text is known without the blanks that end it, which belong to it too
    let header = matches!(bytes.get(node.span().start as usize), Some(b'|' | b'>'));
    if leaf && (header || bytes.get(node.span().range()).is_some_and(|text| text.contains(&b'\n'))) {
        let end = node.span().end as usize;
        let behind = bytes.get(end..).filter(|_| header).unwrap_or_default();
        let blank = behind.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        found.push(ByteSpan::new(node.span().start as usize, end + blank));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::document::markdown_file;

    /// A file after the fixes of its trailing blanks.
    fn mended(text: &str) -> String {
        let path = SourcePath::new("accounts/a/plan.md").unwrap();
        let document = markdown_file(&path, &text.as_bytes().into());
        let mut edits: Vec<Edit> =
            document.findings.iter().filter(|it| it.code.name == TRAILING_BLANKS.name).filter_map(|it| it.fix.clone()).flat_map(|fix| fix.edits).collect();
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
        edits.iter().fold(text.to_owned(), |mut text, edit| {
            text.replace_range(edit.span.range(), &edit.text);
            text
        })
    }

    #[test]
    fn blanks_go_where_they_are_no_text() {
        let check = |text: &str, expected: &str| assert_eq!(mended(text), expected, "{text:?}");
        check("---\na: b  \nc:\t\n- d \n---\nx  \n", "---\na: b\nc:\n- d\n---\nx  \n");
        check("---\r\na: b \r\n---\r\n", "---\r\na: b\r\n---\r\n");
        check("---\na: |  \n  one  \n  two\n  \nb: 'x  \n  y'  \nc: d \n---\n", "---\na: |  \n  one  \n  two\n  \nb: 'x  \n  y'\nc: d\n---\n");
        check("---\na: b  # c \n \n---\n", "---\na: b  # c\n\n---\n");
        check("---\na: b\n---\ntext", "---\na: b\n---\ntext\n");
        check("---\na: b\n---", "---\na: b\n---\n");
        check("---\na: b\n---\n", "---\na: b\n---\n");
    }
}
