//! Why a plan cannot be read, in one sentence.

use crate::audience::project::View;
use crate::audience::view::RowView;
use crate::base::language::phrase;
use crate::cards::text;
use crate::diag::code::Level;

/// The message of its first error.
pub fn reason(view: &View<'_>, row: &RowView) -> String {
    let first = view.findings_of(&row.slug).into_iter().find(|finding| finding.level == Level::Error);
    match (&first, &row.worst_gap) {
        (Some(finding), _) => phrase("{} Line {}.", &[&text::sentence(finding.message()), &finding.place.line]),
        (None, Some(gap)) => text::sentence(gap),
        (None, None) => String::new(),
    }
}
