//! The fix for a plan without front matter: the skeleton that `new` writes, before the text that is there. It knows the account alone, since a stance, a
//! tier or an owner that nobody gave would pass for an answer.

use crate::base::span::ByteSpan;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Edit, Fix};
use crate::parse::codes::FRONT_MATTER_MISSING;
use crate::parse::front_matter;
use crate::resolve::portfolio::Portfolio;
use crate::scaffold::skeleton::{self, Start};
use crate::schema::compose::EffectiveSchema;
use crate::source::layout::{self, Role};

/// Gives the findings of plans without front matter their fix. Reviews and pages have none: what a meeting was for cannot be told from its file.
pub fn offer(portfolio: &Portfolio, schema: &EffectiveSchema, found: &mut [Diagnostic]) {
    for finding in found.iter_mut().filter(|finding| finding.code == &FRONT_MATTER_MISSING && finding.fix.is_none()) {
        let Role::Plan { folder } = layout::role(&finding.path) else { continue };
        let Some(unit) = portfolio.find(&folder) else { continue };
        let title = portfolio.data(&folder).row.as_ref().and_then(|row| row.name.as_deref());
        let start = Start { account: &unit.slug, title, stance: None, tier: None, owner: None, manager: None, period: None };
        let text = unit.file.text();
        // fields without the lines around them are a plan already, and a second one before them would hide it
        if front_matter::begins_with_fields(text) {
            continue;
        }
        let begin = text.len() - text.trim_start_matches('\u{feff}').len();
        let skeleton = match text.get(begin..).unwrap_or("") {
            blank if blank.trim().is_empty() => skeleton::plan(&start, &portfolio.settings, schema),
            body if body.starts_with(['\n', '\r']) => skeleton::front(&start, &portfolio.settings, schema),
            _ => skeleton::front(&start, &portfolio.settings, schema) + "\n",
        };
        let edit = Edit { path: finding.path.clone(), span: ByteSpan::new(begin, begin), text: skeleton };
        finding.fix = Some(Box::new(Fix { title: "begin it with the skeleton of a plan".to_owned(), safe: false, room: Some(0), edits: vec![edit] }));
    }
}
