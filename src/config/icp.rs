//! The ideal-customer matrix that quarterdeck ships: thirteen criteria, three levels each (R11). Knows nothing of accounts.

use rust_decimal::Decimal;

use crate::config::settings::{Criterion, IcpMatrix};

/// Id, label, and what an account at level 0, 1 and 2 looks like.
const CRITERIA: [(&str, &str, [&str; 3]); 13] = [
    (
        "opportunity_size",
        "Dollar opportunity",
        ["Below the growth that is worth a plan", "About the growth that is worth a plan", "Well above the growth that is worth a plan"],
    ),
    (
        "company_size",
        "Company size (sales and employees)",
        ["Too small or too large for how we work", "At the edge of the size that we serve well", "The size that we serve best"],
    ),
    ("location", "Location", ["Out of reach of our people and deliveries", "Within reach at extra cost", "Where our people and deliveries already are"]),
    (
        "market_experience",
        "Market experience",
        ["A market that is new to us", "One or two customers in this market", "Several customers and references in this market"],
    ),
    (
        "application_experience",
        "Experience with their application challenges",
        ["We have not solved such a problem", "We have solved a similar problem", "We have solved this problem, with evidence"],
    ),
    (
        "strategic_market",
        "Market targeted for strategic growth",
        ["Not a market that leaders want to grow in", "A market under observation", "A market that leaders have named for growth"],
    ),
    ("terms", "Terms required", ["Terms that we cannot accept", "Terms that need an exception", "Our usual terms"]),
    (
        "shipping",
        "Shipping requirements",
        ["Requirements that we cannot meet", "Requirements that cost us extra", "Requirements that we meet as a matter of course"],
    ),
    ("quality", "Quality requirements", ["Below or beyond what we make", "Met with extra inspection or certification", "Exactly what our quality is for"]),
    (
        "cultural_fit",
        "Cultural fit",
        ["Buys on price alone, keeps suppliers at a distance", "Open to working together, not used to it", "Works with suppliers as partners"],
    ),
    ("confirmed_budget", "Confirmed budget", ["No budget", "Budget likely, not confirmed", "Budget confirmed by the person who holds it"]),
    ("channel_model", "Channel model", ["Buys through channels that we do not serve", "Mixed channels", "Buys the way we sell"]),
    (
        "service",
        "Service requirement",
        ["Needs service that we do not offer", "Needs service at the edge of what we offer", "Needs the service that we are known for"],
    ),
];

/// The matrix in force when there is no `icp.yaml`.
pub fn shipped() -> IcpMatrix {
    IcpMatrix {
        version: "1".to_owned(),
        about: None,
        why_they_value_us: None,
        criteria: CRITERIA.iter().map(|(id, label, meanings)| criterion(id, label, meanings)).collect(),
        high: Decimal::from(70),
        moderate: Decimal::from(40),
        is_default: true,
    }
}

fn criterion(id: &str, label: &str, meanings: &[&str; 3]) -> Criterion {
    let levels = (0..).zip(meanings).map(|(value, meaning)| (value, (*meaning).to_owned())).collect();
    Criterion { id: id.to_owned(), label: label.to_owned(), weight: Decimal::ONE, levels }
}

/// The shipped label and levels of a criterion, for a matrix that names it without them.
pub fn shipped_criterion(id: &str) -> Option<Criterion> {
    CRITERIA.iter().find(|(known, ..)| *known == id).map(|(id, label, meanings)| criterion(id, label, meanings))
}
