//! The sentences about opportunities and the projection.

use super::{check, item};

#[track_caller]
fn deal(old: &str, new: &str, expected: &[&str]) {
    item("opportunities", "name: Theatre pilot", old, new, expected);
}

#[test]
fn deals_are_won_lost_and_late() {
    let came = |facts: &str, expected: &str| check("opportunities: []", &format!("opportunities: [{{id: x, name: Theatre pilot, {facts}}}]"), &[expected]);
    came("amount: 120000, close_by: 2027-03-12, status: open", "*Theatre pilot* is new: $120,000, to close by 12 March");
    came("amount: 120000, close_by: 2027-03-12, status: won", "*Theatre pilot* is new: won, $120,000");
    check(
        "opportunities: [{id: x, name: Theatre pilot, amount: 120000, close_by: 2027-03-12, status: open}]",
        "opportunities: []",
        &["*Theatre pilot* removed: $120,000, was to close by 12 March"],
    );
    deal("close_by: 2027-01-30", "close_by: 2027-03-12", &["close of *Theatre pilot* slipped 41 days to 12 March"]);
    deal("close_by: 2027-03-12", "close_by: 2027-03-02", &["close of *Theatre pilot* came forward 10 days to 2 March"]);
    deal("close_by: 2027-01-30", "close_by: soon", &["close of *Theatre pilot* has another day"]);
    deal("close_by: 2027-01-30", "", &["close of *Theatre pilot* has no day any more, 30 January before"]);
    deal("", "close_by: 2027-01-30", &["close of *Theatre pilot* is set to 30 January"]);
    deal("close_by: 2027-12-01", "close_by: 2028-03-12", &["close of *Theatre pilot* slipped 102 days to 12 March 2028"]);
    deal(
        "amount: 120000, status: open, probability: 0.6",
        "amount: 120000, status: won, probability: 1.0, closed_on: 2026-11-20",
        &["*Theatre pilot* won, $120,000"],
    );
    deal("amount: 120000, status: open", "amount: 120000, status: lost", &["*Theatre pilot* lost, $120,000"]);
    deal("amount: 120000, status: open", "amount: 120000, status: parked", &["*Theatre pilot* parked, $120,000"]);
    deal("amount: 120000, status: parked", "amount: 120000, status: open", &["*Theatre pilot* reopened, $120,000"]);
    deal("status: won, closed_on: 2026-11-01", "status: won, closed_on: 2026-11-03", &["*Theatre pilot* closed on 3 November, 1 November before"]);
    deal("status: won", "status: won, closed_on: 2026-11-03", &["*Theatre pilot*: closed on 3 November, none before"]);
    deal("amount: 120000", "amount: 96_000", &["*Theatre pilot*: amount changed"]);
    deal("amount: 120000", "amount: 96000", &["*Theatre pilot* −20 %, $120,000 → $96,000"]);
    deal("amount: 100000", "amount: 100001", &["*Theatre pilot* $100,000 → $100,001"]);
    deal("amount: 0", "amount: 5000.5", &["*Theatre pilot* $0 → $5,000.5"]);
    deal("probability: 0.4", "probability: 0.6", &["chance of *Theatre pilot* 40 % → 60 %"]);
    deal("", "blocked_by: [location, legal_ok]", &["*Theatre pilot* blocked by *Location*", "*Theatre pilot* blocked by *legal ok*"]);
    deal("blocked_by: [location]", "", &["*Theatre pilot* no longer blocked by *Location*"]);
    deal("", "needs_review: true", &["*Theatre pilot* needs a review of its own"]);
    deal("needs_review: true", "needs_review: false", &["*Theatre pilot* needs no review of its own any more"]);
    deal("", "requalified_on: 2026-11-12", &["*Theatre pilot* requalified on 12 November"]);
    deal("requalified_on: 2026-11-12", "", &["*Theatre pilot* no longer requalified"]);
    deal("timing_confirmed_on: 2026-10-12", "timing_confirmed_on: 2026-11-12", &["timing of *Theatre pilot* confirmed on 12 November"]);
    deal("product: core", "product: other", &["*Theatre pilot*: product *Surgix Core* → *other*"]);
    deal("unit: North", "unit: South", &["*Theatre pilot*: unit North → South"]);
    deal("", "origin: reactive", &["*Theatre pilot*: origin reactive, none before"]);
    deal("incumbent: Halden", "incumbent: Pell", &["*Theatre pilot*: incumbent Halden → Pell"]);
    check("opportunities: [{id: x, name: A}]", "opportunities: [{id: x, name: 'The *B* deal'}]", &["*A* is called *The B deal* now"]);
    check(
        "currency: CHF\nopportunities: [{id: x, name: A, amount: 2}]",
        "currency: CHF\nopportunities: [{id: x, name: A, amount: 3}]",
        &["*A* +50 %, CHF 2 → CHF 3"],
    );
}

#[test]
fn projections_move_as_a_sum() {
    let of = |a: i64, b: i64| format!("projection_90d: [{{brand: surgix, amount: {a}}}, {{brand: vita, division: Ward, amount: {b}}}]");
    check(&of(100_000, 44_000), &of(74_000, 44_000), &["90-day projection −18 %, $144,000 → $118,000"]);
    check(&of(100, 50), &of(50, 100), &["90-day projection of *Surgix* −50 %, $100 → $50", "90-day projection of *Vita* in Ward +100 %, $50 → $100"]);
    check("account: a", &format!("account: a\n{}", of(1, 2)), &["90-day projection $3, none before"]);
    check(&format!("account: a\n{}", of(1, 2)), "account: a", &["90-day projection withdrawn, $3 before"]);
    check(
        "projection_90d: [{brand: surgix, amount: 5}]",
        "projection_90d: [{brand: vita, amount: 5}]",
        &["90-day projection of *Vita* is new, $5", "90-day projection of *Surgix* is gone, $5 before"],
    );
    check(
        "projection_90d: [{brand: surgix, amount: 5, basis: a}]",
        "projection_90d: [{brand: surgix, amount: 5, basis: b}]",
        &["90-day projection of *Surgix*: basis reworded"],
    );
    check(
        "projection_90d: [{brand: surgix, amount: 5}, {brand: vita, amount: 5}]",
        "projection_90d: [{brand: vita, amount: 5}, {brand: surgix, amount: 5}]",
        &["*projection_90d* in another order"],
    );
}
