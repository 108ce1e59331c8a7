//! The line above a table: a box for words, choices, and the data files. Works with the script of the theme; without it, only the links show.

use crate::base::language::word;
use std::collections::BTreeSet;

use crate::base::html::Html;
use crate::base::path::SitePath;
use crate::cards::here::Here;

/// A choice by one attribute of the rows.
pub struct Choice {
    /// The `data-` attribute of the rows, without `data-`.
    pub name: &'static str,
    pub label: &'static str,
    /// What stands there when nothing is chosen.
    pub all: &'static str,
    /// Value and text, in order.
    pub options: Vec<(String, String)>,
}

impl Choice {
    /// A choice of the values that occur, by their text.
    pub fn of<'v>(name: &'static str, label: &'static str, all: &'static str, values: impl Iterator<Item = (&'v str, String)>) -> Choice {
        // by both, as two values may have one word in another language
        let found: BTreeSet<(String, &str)> = values.filter(|(value, _)| !value.is_empty()).map(|(value, text)| (text, value)).collect();
        Choice { name, label, all, options: found.into_iter().map(|(text, value)| (value.to_owned(), text)).collect() }
    }
}

/// The form for the table `table`; `hint` says what can be typed. A choice of one thing only is left out.
pub fn filter(out: &mut Html, here: &Here<'_>, table: &str, hint: &'static str, choices: &[Choice], files: &[(&'static str, SitePath)]) {
    out.open("form", &[("class", "tools"), ("data-filter-for", table), ("hidden", "")]);
    out.open("label", &[]).word("Filter ").open("input", &[("type", "search"), ("name", "q"), ("placeholder", &word(hint))]).close("label");
    for choice in choices.iter().filter(|choice| choice.options.len() > 1) {
        out.open("label", &[]).word(choice.label).text(" ").open("select", &[("name", choice.name)]);
        out.label("option", &[("value", "")], choice.all);
        for (value, text) in &choice.options {
            out.element("option", &[("value", value)], text);
        }
        out.close("select").close("label");
    }
    out.open("button", &[("class", "btn"), ("type", "reset"), ("hidden", "")]).word("Clear").close("button");
    out.element("output", &[("aria-live", "polite")], "");
    for (title, path) in files {
        out.link_word(&here.to(path), &[("class", "btn")], title);
    }
    out.close("form");
}
