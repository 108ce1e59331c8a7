//! The lines of its file around a finding. Knows no page.

use std::cmp::Ordering;

use crate::analysis::Analysis;
use crate::audience::view::{ExcerptView, FindingView};
use crate::base::path::SourcePath;
use crate::diag::diagnostic::Diagnostic;

/// The finding with its source line, the line before and the line after.
pub(in crate::audience) fn with_excerpt(analysis: &Analysis<'_>, finding: &FindingView) -> FindingView {
    let mut finding = finding.clone();
    let Some(path) = SourcePath::new(&finding.place.path) else { return finding };
    let Some(bytes) = analysis.source(&path) else { return finding };
    let line = finding.place.line;
    // the findings are in the order of their places, so that looking one up does not mean looking through all
    let place = |it: &Diagnostic| it.path.as_str().cmp(path.as_str()).then(it.start.line.cmp(&line)).then(it.start.column.cmp(&finding.column));
    let first_here = analysis.findings.partition_point(|it| place(it) == Ordering::Less);
    let mut here = analysis.findings.iter().skip(first_here).take_while(|it| place(it) == Ordering::Equal);
    let source = here.find(|it| it.message == finding.message);
    // from its byte on it is a step to the lines around it; without one they are counted from the top, which many findings in a long file would feel
    let known = source.and_then(|it| bytes.get(..it.span.start as usize));
    let from = match known {
        Some(before) => {
            let mut ends = memchr::memrchr_iter(b'\n', before);
            let own = ends.next().map_or(0, |end| end + 1);
            if line > 1 { ends.next().map_or(0, |end| end + 1) } else { own }
        }
        None => bytes.split_inclusive(|b| *b == b'\n').take(line.saturating_sub(2) as usize).map(<[u8]>::len).sum(),
    };
    let around = bytes.get(from..).unwrap_or_default();
    let text: Vec<&[u8]> = around.split(|b| *b == b'\n').take(if line > 1 { 3 } else { 2 }).collect();
    let first = line.saturating_sub(1).max(1);
    let lines: Vec<(u32, String)> = text
        .iter()
        .enumerate()
        .map(|(index, raw)| (first + index as u32, String::from_utf8_lossy(raw).trim_end_matches('\r').chars().take(240).collect()))
        .collect();
    let width = lines.iter().find(|(number, _)| *number == line).map_or(0, |(_, text)| text.chars().count() as u32);
    let to = source.filter(|it| it.end.line == line).map_or(width + 1, |it| it.end.column);
    finding.excerpt = Some(ExcerptView { lines, caret_line: line, caret_from: finding.column.min(width + 1), caret_to: to.max(finding.column + 1) });
    finding
}
