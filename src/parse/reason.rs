//! `none:` with its reason on the line of the key that holds it: `asks: none: we have all we need`, as people say it.

use crate::parse::syntax::quoted;

/// The group that was meant, `{none: "the reason"}`, for a text that begins with `none:`.
pub fn in_braces(text: &str) -> Option<String> {
    let reason = text.strip_prefix("none:")?.trim().trim_matches('"').trim();
    (!reason.is_empty()).then(|| format!("{{none: {}}}", quoted(reason)))
}
