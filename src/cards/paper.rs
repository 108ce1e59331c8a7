//! What a printed page leaves to the site, said where it ends, so that nobody takes the sheets for the whole.

use crate::base::html::Html;
use crate::base::language::phrase;

/// One line, on paper alone; none where nothing is left out.
pub fn left_off(out: &mut Html, what: &[String]) {
    if !what.is_empty() {
        out.element("p", &[("class", "paper")], &phrase("On the site alone: {}.", &[&what.join(", ")]));
    }
}
