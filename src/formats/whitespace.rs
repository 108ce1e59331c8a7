//! `data/whitespace.csv` and `.json`: every place between an account with a plan and a product, as on the page of the whitespace (K7).

use crate::audience::project::View;
use crate::formats::cell::Cell;
use crate::formats::sheet::{Rows, Sheet, Writer};

pub static SHEET: Sheet = Sheet { key: "whitespace", csv: "data/whitespace.csv", json: "data/whitespace.json", columns: COLUMNS, rows: Rows::View(rows) };

const COLUMNS: &[&str] =
    &["account", "title", "currency", "brand", "product", "state", "sales", "proposals", "weighted", "rival", "bought_elsewhere", "not_proposed"];

/// The product is empty in the row of what an account buys of us besides the products of the territory.
fn rows(view: &View<'_>, out: &mut Writer) {
    let grid = view.whitespace();
    let products: Vec<(&str, &str)> =
        grid.brands.iter().flat_map(|(brand, products)| products.iter().map(|product| (brand.as_str(), product.as_str()))).collect();
    for row in &grid.rows {
        let head = [Cell::Text(row.slug.as_str()), Cell::Text(&row.title), Cell::Text(row.foreign.as_deref().unwrap_or(&view.frame.currency))];
        for ((brand, product), place) in products.iter().zip(&row.places) {
            let [account, title, currency] = head;
            out.row(&[
                account,
                title,
                currency,
                Cell::Text(brand),
                Cell::Text(product),
                Cell::Text(place.state.as_str()),
                Cell::amount(place.sales),
                Cell::count(place.proposals),
                Cell::amount(place.weighted),
                Cell::string(&place.rival),
                Cell::some_amount(place.room),
                Cell::amount(place.free()),
            ]);
        }
        if !row.elsewhere.is_zero() {
            let [account, title, currency] = head;
            let none = Cell::Nothing;
            out.row(&[account, title, currency, none, none, Cell::Text("other-sales"), Cell::amount(row.elsewhere), none, none, none, none, none]);
        }
    }
}
