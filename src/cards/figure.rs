//! A finished figure on a page: its sentence, the drawing, and the numbers to open. Does not know what is drawn.

use crate::base::html::Html;
use crate::charts::chart::Figure;

/// The whole `<figure>`.
pub fn figure(out: &mut Html, figure: &Figure) {
    out.open("figure", &[("class", "fig"), ("data-chart", figure.key)]).open("figcaption", &[]);
    out.element("strong", &[("class", "title")], &figure.title);
    if !figure.subtitle.is_empty() {
        out.element("span", &[("class", "sub")], &figure.subtitle);
    }
    out.close("figcaption").push(&figure.drawing);
    if !figure.rows.is_empty() {
        out.open("details", &[("class", "numbers")]).label("summary", &[], "Show as table");
        out.open("div", &[("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", &figure.title)]);
        out.open("table", &[]).open("thead", &[]).open("tr", &[]);
        for (index, head) in figure.header.iter().enumerate() {
            out.element("th", if index == 0 { &[("scope", "col")] } else { &[("scope", "col"), ("class", "num")] }, head);
        }
        out.close("tr").close("thead").open("tbody", &[]);
        for row in &figure.rows {
            out.open("tr", &[]);
            for (index, cell) in row.iter().enumerate() {
                if index == 0 {
                    out.element("th", &[("scope", "row")], cell);
                } else {
                    out.element("td", &[("class", "num")], cell);
                }
            }
            out.close("tr");
        }
        out.close("tbody").close("table").close("div").close("details");
    }
    out.close("figure");
}
