//! What the territory sells, for look-ups in the tables (M23).

use std::collections::{HashMap, HashSet};

use crate::config::settings::Settings;
use crate::diag::fix::did_you_mean;
use crate::resolve::data::table::{Fields, TableFile};

/// Names of a list that are written out in a help.
const LISTED: usize = 20;

/// The territory's brands; empty where nobody can say what is none of them.
#[derive(Default)]
pub(super) struct Catalogue<'s> {
    /// Divisions and products by brand.
    brands: HashMap<&'s str, (HashSet<&'s str>, HashSet<&'s str>)>,
    products: HashSet<&'s str>,
}

impl<'s> Catalogue<'s> {
    pub(super) fn new(settings: &'s Settings) -> Self {
        if settings.lost.contains("brands") {
            return Catalogue::default();
        }
        let brands = settings.brands.iter().map(|brand| {
            let products = brand.products.iter().map(|product| product.id.as_str()).collect();
            (brand.id.as_str(), (brand.divisions.iter().map(String::as_str).collect(), products))
        });
        let products = settings.brands.iter().flat_map(|brand| brand.products.iter().map(|product| product.id.as_str())).collect();
        Catalogue { brands: brands.collect(), products }
    }

    /// Brand, division and product of a revenue row.
    pub(super) fn check(&self, file: &mut TableFile, fields: &Fields<'_, '_>) {
        if self.brands.is_empty() {
            return;
        }
        let brand = fields.text("brand");
        let Some((divisions, products)) = self.brands.get(brand) else {
            unknown(file, fields, "brand", "", self.brands.keys());
            return;
        };
        if !divisions.is_empty() && !divisions.contains(fields.text("division")) {
            unknown(file, fields, "division", brand, divisions.iter());
        }
        if !products.is_empty() && !products.contains(fields.text("product")) {
            unknown(file, fields, "product", brand, products.iter());
        }
    }

    /// The product of a row that names no brand.
    pub(super) fn check_product(&self, file: &mut TableFile, fields: &Fields<'_, '_>) {
        if !self.products.is_empty() && !self.products.contains(fields.text("product")) {
            unknown(file, fields, "product", "", self.products.iter());
        }
    }
}

/// `group` is the brand whose names they are.
fn unknown<'n>(file: &mut TableFile, fields: &Fields<'_, '_>, column: &'static str, group: &str, known: impl Iterator<Item = &'n &'n str>) {
    let text = fields.text(column);
    file.say(fields.span(column), |guesses| {
        let mut known: Vec<&str> = known.copied().collect();
        known.sort_unstable();
        // a blank is in no id, so that no two lists have one name
        let near = guesses.near(&format!("{column} {group}"), text, known.len(), || known.iter().copied());
        let help = near.map_or_else(|| format!("quarterdeck.yaml names {}", listed(&known)), did_you_mean);
        (format!("unknown {column} `{text}`"), Some(help))
    });
}

/// The first names of a long list, and how many follow.
fn listed(names: &[&str]) -> String {
    match names.split_at_checked(LISTED) {
        Some((first, rest)) if !rest.is_empty() => format!("{} and {} more", first.join(", "), rest.len()),
        _ => names.join(", "),
    }
}
