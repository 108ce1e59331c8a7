//! A finished figure on a page: its sentence, the drawing, and the numbers to open. Does not know what is drawn.

use crate::base::html::Html;
use crate::base::language::value_word;
use crate::charts::chart::Figure;

/// The whole `<figure>`.
pub fn figure(out: &mut Html, figure: &Figure) {
    begin(out, figure, "fig");
    if !figure.rows.is_empty() {
        out.open("details", &[("class", "numbers")]).label("summary", &[], "Show as table");
        // the table in it has the name
        out.open("div", &[("class", "scroll"), ("tabindex", "0")]);
        // its sentence is the figure's own name, and stands right above
        let name = crate::charts::ALL.iter().find(|chart| chart.key == figure.key).map_or(figure.title.as_str(), |chart| chart.title);
        out.open("table", &[("aria-label", &value_word(name))]).open("thead", &[]).open("tr", &[]);
        // all columns but the first are numbers: the style says so once
        for head in &figure.header {
            out.element("th", &[("scope", "col")], head);
        }
        out.close("tr").close("thead").open("tbody", &[]);
        for row in &figure.rows {
            out.open("tr", &[]);
            for (index, cell) in row.iter().enumerate() {
                if index == 0 {
                    out.element("th", &[("scope", "row")], cell);
                } else {
                    out.element("td", &[], cell);
                }
            }
            out.close("tr");
        }
        out.close("tbody").close("table").close("div").close("details");
    }
    out.close("figure");
}

/// A figure around the table that has its numbers: one of the page, or a figure that is a table already. None is written twice.
pub fn around(out: &mut Html, figure: &Figure, class: &str, numbers: impl FnOnce(&mut Html)) {
    begin(out, figure, &format!("fig {class}"));
    numbers(out);
    out.close("figure");
}

/// The sentence and the drawing.
fn begin(out: &mut Html, figure: &Figure, class: &str) {
    out.open("figure", &[("class", class), ("data-chart", figure.key)]).open("figcaption", &[]);
    out.element("strong", &[("class", "title")], &figure.title);
    if !figure.subtitle.is_empty() {
        out.element("span", &[("class", "sub")], &figure.subtitle);
    }
    out.close("figcaption").push(&figure.drawing);
}
