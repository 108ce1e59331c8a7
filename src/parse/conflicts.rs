//! The marks that a merge leaves where two people changed the same lines, and that somebody has committed. Knows neither YAML nor Markdown, fenced code apart.

use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::diagnostic::Diagnostic;
use crate::parse::codes::CONFLICT_MARKER;

/// More findings of one kind in one file help nobody.
const MAX_FINDINGS: usize = 20;

/// A conflict: the line that opens it, and the line that closes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub open: ByteSpan,
    pub close: ByteSpan,
}

/// Does a line begin with seven of a sign, and with nothing else than a name behind a blank?
pub fn is_mark(line: &str, sign: char) -> bool {
    let rest = line.trim_start_matches(sign);
    line.len() - rest.len() == 7 * sign.len_utf8() && (rest.trim_end().is_empty() || rest.starts_with(' '))
}

/// The conflicts of a text: a `<<<<<<<`, a `=======` and a `>>>>>>>`, each at the margin. What stands in fenced code is shown and not meant.
pub fn find(text: &str) -> Vec<Conflict> {
    let mut found = Vec::new();
    if !text.contains("<<<<<<<") {
        return found;
    }
    let (mut at, mut open, mut parted, mut fenced) = (0, None, false, false);
    for line in text.split_inclusive('\n') {
        let span = ByteSpan::new(at, at + line.trim_end().len());
        at += line.len();
        if line.starts_with("```") || line.starts_with("~~~") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        if is_mark(line, '<') {
            (open, parted) = (Some(span), false);
        } else if is_mark(line, '=') {
            parted = open.is_some();
        } else if let (true, true, Some(first)) = (is_mark(line, '>'), parted, open) {
            found.push(Conflict { open: first, close: span });
            (open, parted) = (None, false);
        }
    }
    found
}

/// One finding for each conflict, where it opens.
pub fn findings(path: &SourcePath, conflicts: &[Conflict]) -> Vec<Diagnostic> {
    let finding = |it: &Conflict| {
        let message = "a conflict of a merge was never settled here: both versions stand in the file, and the marks between them";
        let finding = Diagnostic::new(&CONFLICT_MARKER, path, it.open, message).label(path, it.close, "it ends here");
        finding.help("keep the lines that are right, and delete the three lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`")
    };
    conflicts.iter().take(MAX_FINDINGS).map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, lines: &[usize]) {
        let found: Vec<usize> = find(text).iter().map(|it| text.get(..it.open.start as usize).unwrap_or("").matches('\n').count() + 1).collect();
        assert_eq!(found, lines, "{text}");
    }

    #[test]
    fn a_conflict_has_three_marks_at_the_margin() {
        let one = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> branch\n";
        check(one, &[1]);
        check(&format!("x\n{one}y\n{one}"), &[2, 8]);
        check(&one.replace('\n', "\r\n"), &[1]);
        check("<<<<<<< HEAD\na\n||||||| base\nc\n=======\nb\n>>>>>>> branch", &[1]);
        check("<<<<<<< HEAD\na\n>>>>>>> branch\n", &[]);
        check("Title\n=======\n\n> quoted\n", &[]);
        check("  <<<<<<< HEAD\n=======\n>>>>>>> x\n", &[]);
        check("<<<<<<<< HEAD\n=======\n>>>>>>> x\n", &[]);
        check(&format!("```\n{one}```\n"), &[]);
    }
}
