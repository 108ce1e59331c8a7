//! What stands where nothing is yet: what belongs here, what it is worth, one line to copy.

use rust_decimal::Decimal;

use crate::base::html::Html;
use crate::base::language::{phrase, word};
use crate::cards::text;

/// What begins the first plan of a territory: where there is none, nobody can tell its owner, nor the stance of an account that is not in the list.
pub const NEW_PLAN: &str = "quarterdeck new ACCOUNT --owner ID --stance STANCE";

/// An empty state; `worth` is its weight in completeness.
pub fn empty(out: &mut Html, nothing: &'static str, belongs: &'static str, worth: Option<Decimal>, example: &str) {
    out.open("div", &[("class", "empty")]).open("p", &[]).label("strong", &[], nothing).text(" ");
    text::words(out, &word(belongs));
    if let Some(worth) = worth.filter(|worth| !worth.is_zero()) {
        out.phrase(" Worth {points} points of completeness.", &[&text::points(worth)]);
    }
    out.close("p");
    if !example.is_empty() {
        out.open("p", &[]).element("code", &[], example).close("p");
    }
    out.close("div");
}

/// How many entries of a section hold a mistake and stand neither in it nor in what is counted.
pub fn left_out(out: &mut Html, lost: usize) {
    match lost {
        0 => {}
        1 => {
            out.label("p", &[("class", "damaged")], "One entry with a mistake in it is left out, and not counted.");
        }
        n => {
            out.element("p", &[("class", "damaged")], &phrase("{} entries with mistakes in them are left out, and not counted.", &[&n]));
        }
    }
}
