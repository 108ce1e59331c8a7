//! Data tables that sort, filter and become cards on a phone: roles, labels and sort keys are put in here, so that no page forgets them.

use std::borrow::Cow;

use crate::base::date::Date;
use crate::base::html::Html;
use crate::base::language::word;
use crate::cards::text;

/// What a column holds, and so how it is aligned and sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Not sortable.
    None,
    Text,
    /// Right-aligned; cells need `data-value`.
    Number,
    /// ISO dates.
    Date,
}

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Names the column in the address.
    pub key: &'static str,
    pub title: &'static str,
    pub sort: Sort,
    /// CSS classes of its cells besides `num`: `secondary`, `noprint`, `nw`, `wide`, `x`.
    pub class: &'static str,
    /// The label of its cells on a phone; empty where the value speaks for itself.
    pub label: &'static str,
}

/// What a cell of the totals says of the rows that a filter leaves.
#[derive(Clone, Copy, Debug)]
pub enum Total<'t> {
    /// The sum of the numbers above it, as a whole number.
    Sum,
    /// The sum of the amounts above it in the main currency, in units of so much.
    Money(&'t str),
    /// The same with its sign in front.
    Signed(&'t str),
    /// How many rows there are, in this sentence with `{n}` and `{m}`.
    Rows(&'t str),
    /// How many rows have this `data-readiness`, in this sentence with `{n}`.
    Ready(&'t str, &'t str),
}

/// A column without label and class.
pub const fn column(key: &'static str, title: &'static str, sort: Sort) -> Column {
    Column { key, title, sort, class: "", label: "" }
}

impl Column {
    /// The same column with CSS classes and a label for phones.
    pub const fn with(self, class: &'static str, label: &'static str) -> Column {
        Column { class, label, ..self }
    }

    /// Of a heading only what its width depends on.
    fn head_classes(&self) -> String {
        let mut classes = Vec::new();
        if self.sort == Sort::Number {
            classes.push("num");
        }
        classes.extend(self.class.split(' ').filter(|class| matches!(*class, "secondary" | "noprint")));
        classes.join(" ")
    }
}

/// The first text of a cell that is not hidden from readers, as it is written.
fn lead(mut html: &str) -> &str {
    let mut hidden = false;
    while let Some((text, rest)) = html.split_once('<') {
        if !text.trim().is_empty() && !hidden {
            return text.trim();
        }
        let (tag, rest) = rest.split_once('>').unwrap_or((rest, ""));
        hidden = tag.contains("aria-hidden=\"true\"");
        html = rest;
    }
    html.trim()
}

/// A text as the writer escapes it.
fn html_text(text: &str) -> String {
    let mut out = Html::new();
    out.text(text.trim());
    out.into_string()
}

/// A table being written. The first cell of a row is its heading.
pub struct Table<'a> {
    out: &'a mut Html,
    columns: &'a [Column],
    at: usize,
    /// Is there a row in this body yet?
    begun: bool,
}

impl<'a> Table<'a> {
    /// Begins a table; `sorted` names the column in whose order the rows are, and whether it is descending.
    pub fn open(out: &'a mut Html, id: &str, label: &str, columns: &'a [Column], sorted: Option<(&str, bool)>) -> Table<'a> {
        let sortable = columns.iter().any(|column| column.sort != Sort::None);
        Table::begin(out, id, label, columns, sorted, if sortable { "data cards sortable" } else { "data cards" })
    }

    /// Begins a table whose first column is a date: on a phone it stays at the left of its entry.
    pub fn dated(out: &'a mut Html, id: &str, label: &str, columns: &'a [Column]) -> Table<'a> {
        Table::begin(out, id, label, columns, None, "data cards dated")
    }

    fn begin(out: &'a mut Html, id: &str, label: &str, columns: &'a [Column], sorted: Option<(&str, bool)>, class: &str) -> Table<'a> {
        out.open("table", &[("class", class), ("id", id), ("role", "table"), ("aria-label", label)]);
        out.open("thead", &[("role", "rowgroup")]).open("tr", &[("role", "row")]);
        for column in columns {
            let classes = column.head_classes();
            let mut attributes = vec![("role", "columnheader"), ("scope", "col")];
            if !classes.is_empty() {
                attributes.push(("class", &classes));
            }
            let sort = match column.sort {
                Sort::None => "",
                Sort::Text => "text",
                Sort::Number => "num",
                Sort::Date => "date",
            };
            if !sort.is_empty() {
                attributes.extend([("data-sort", sort), ("data-col", column.key)]);
            }
            if let Some((_, descending)) = sorted.filter(|(key, _)| *key == column.key) {
                attributes.push(("aria-sort", if descending { "descending" } else { "ascending" }));
            }
            out.label("th", &attributes, column.title);
        }
        out.close("tr").close("thead").open("tbody", &[("role", "rowgroup")]);
        Table { out, columns, at: 0, begun: false }
    }

    /// A heading across all columns, for the rows below it, which sort among themselves: its title, and quietly how many they are.
    pub fn group(&mut self, id: &str, title: &str, note: &str) -> &mut Self {
        if std::mem::replace(&mut self.begun, true) {
            self.out.close("tbody").open("tbody", &[("role", "rowgroup")]);
        }
        let columns = self.columns.len().to_string();
        self.out.open("tr", &[("role", "row"), ("class", "group"), ("id", id)]);
        self.out.open("th", &[("role", "rowheader"), ("scope", "rowgroup"), ("colspan", &columns)]).text(title);
        self.out.open("span", &[("class", "mut")]).text(" ").text(note).close("span").close("th").close("tr");
        self
    }

    /// Begins a row.
    pub fn row(&mut self, attributes: &[(&'static str, &str)]) -> &mut Self {
        let mut all = vec![("role", "row")];
        all.extend_from_slice(attributes);
        self.out.open("tr", &all);
        self.at = 0;
        self.begun = true;
        self
    }

    /// Ends a row.
    pub fn end_row(&mut self) -> &mut Self {
        self.out.close("tr");
        self
    }

    /// The next cell; `value` is its sort key where the text is not.
    pub fn cell(&mut self, value: Option<&str>, write: impl FnOnce(&mut Html)) -> &mut Self {
        self.put([("", ""); 2], value, write)
    }

    /// The next cell, which shows the score `key`.
    pub fn scored(&mut self, key: &str, value: Option<&str>, write: impl FnOnce(&mut Html)) -> &mut Self {
        self.put([("data-score", key), ("", "")], Some(value.unwrap_or("")), write)
    }

    /// The next cell of the totals, and how the script counts it anew while a filter is on.
    pub fn total(&mut self, how: Total<'_>, shown: &str) -> &mut Self {
        let counted = match how {
            Total::Sum => [("data-sum", ""), ("", "")],
            Total::Money(unit) => [("data-sum", unit), ("", "")],
            Total::Signed(unit) => [("data-sum", unit), ("data-sign", "exceptZero")],
            Total::Rows(words) => [("data-sum", "rows"), ("data-text", words)],
            Total::Ready(verdict, words) => [("data-sum", verdict), ("data-text", words)],
        };
        self.put(counted, None, |out| {
            out.text(shown);
        })
    }

    /// The next cell with two attributes of its own; those without a name are left out.
    fn put(&mut self, own: [(&'static str, &str); 2], value: Option<&str>, write: impl FnOnce(&mut Html)) -> &mut Self {
        let heading = self.at == 0;
        let column = self.columns.get(self.at);
        let (class, label) = column.map_or(("", Cow::Borrowed("")), |column| (column.class, word(column.label)));
        let numbers = column.is_some_and(|column| column.sort == Sort::Number);
        let joined;
        let classes = match (numbers, class) {
            (false, class) => class,
            (true, "") => "num",
            (true, class) => {
                joined = format!("num {class}");
                &joined
            }
        };
        let mut content = Html::new();
        write(&mut content);
        // the script sorts by what a cell says first; only another key is written out, and one that some locale would write otherwise
        let scored = own.iter().any(|(name, _)| *name == "data-score");
        let value = value.filter(|value| scored || value.contains('.') || lead(content.as_str()) != html_text(value));
        let attributes = [
            ("role", if heading { "rowheader" } else { "cell" }),
            (if heading { "scope" } else { "" }, "row"),
            (if classes.is_empty() { "" } else { "class" }, classes),
            (if label.is_empty() { "" } else { "data-l" }, &label),
            own[0],
            own[1],
            (if value.is_some() { "data-value" } else { "" }, value.unwrap_or("")),
        ];
        let tag = if heading { "th" } else { "td" };
        self.out.open(tag, &attributes).push(&content).close(tag);
        self.at += 1;
        self
    }

    /// A cell of text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.cell(None, |out| {
            out.text(text);
        })
    }

    /// A number with its sort key.
    pub fn number(&mut self, value: &str, shown: &str) -> &mut Self {
        self.cell(Some(value), |out| {
            out.text(shown);
        })
    }

    /// A day as readers see it near `today`, with itself as the sort key.
    pub fn day(&mut self, date: Date, today: Date) -> &mut Self {
        self.number(&date.to_string(), &text::day_near(date, today))
    }

    /// The end of the rows and the beginning of the totals.
    pub fn totals(&mut self) -> &mut Self {
        self.out.close("tbody").open("tfoot", &[("role", "rowgroup")]);
        self
    }

    /// Ends the table; `totals` says whether [`Table::totals`] was called.
    pub fn close(self, totals: bool) {
        self.out.close(if totals { "tfoot" } else { "tbody" }).close("table");
    }
}
