//! Quarters in a row in which a plan was kept, against the growth of its sales: both side by side, and no cause claimed.

use crate::base::language::{phrase, word};
use rust_decimal::Decimal;

use crate::audience::history::StreakView;
use crate::base::amount::half;
use crate::charts::chart::{Chart, Figure, Of, count, every, heading};
use crate::draw::number::percent;

mod plot;

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "streak_growth",
    of: Of::Territory,
    title: "Plans kept in a row, and growth",
    shows: "Per plan the quarters in a row in which it was kept against the growth of sales in a year, without a causal claim",
    ids: &["D16"],
};

/// The longest streak with a column of its own; longer ones stand in it too.
const LONGEST: usize = 8;
/// From here on a plan counts as kept for long.
const LONG: usize = 4;
/// Plans drawn one by one; more are drawn as median and quartiles.
const DOTS: usize = 60;

/// The plans of one streak, growth ascending.
struct Column<'a> {
    streak: usize,
    plans: Vec<&'a StreakView>,
}

/// What is said of many growths.
struct Spread {
    lowest: Decimal,
    quarter: Decimal,
    median: Decimal,
    three_quarters: Decimal,
    highest: Decimal,
}

/// All plans with two years of sales (D16). `ids` makes the ids of the drawing unique on its page.
pub fn figure(streaks: &[StreakView], ids: &str) -> Figure {
    if streaks.is_empty() {
        return Figure::empty(CHART.key, &word("No plan has two years of sales and a quarter that ended since its first commit"));
    }
    let columns = columns(streaks);
    let title = title(streaks);
    let description = describe(&columns);
    let one_by_one = streaks.len() <= DOTS;
    let marks = word(if one_by_one { "; a dot is a plan, a line the median" } else { "; bar: the middle half of the plans, line: their median" });
    let beyond = if one_by_one && streaks.iter().any(|plan| plan.growth.abs() > plot::EDGE) { word("; triangle: beyond ±200\u{a0}%") } else { "".into() };
    Figure {
        key: CHART.key,
        subtitle: phrase(
            "Quarters in a row in which a plan was kept, against the growth of sales in the last four quarters{marks}{beyond}. No cause is claimed",
            &[&marks, &beyond],
        ),
        drawing: plot::draw(&columns, one_by_one, ids, &title, &description),
        title,
        description,
        header: ["Quarters in a row", "Plans", "Lowest growth", "Median", "Highest"].map(heading).to_vec(),
        rows: columns.iter().filter_map(|column| Some(row(column.name(), column.plans.len(), &spread(&column.plans)?))).chain(whole(streaks)).collect(),
    }
}

impl Column<'_> {
    fn name(&self) -> String {
        if self.streak < LONGEST { self.streak.to_string() } else { phrase("{LONGEST} or more", &[&LONGEST]) }
    }
}

/// One for each streak, empty ones too.
fn columns(streaks: &[StreakView]) -> Vec<Column<'_>> {
    (0..=LONGEST).map(|streak| Column { streak, plans: sorted(streaks.iter().filter(|plan| plan.streak.min(LONGEST) == streak)) }).collect()
}

fn sorted<'a>(plans: impl Iterator<Item = &'a StreakView>) -> Vec<&'a StreakView> {
    let mut plans: Vec<&StreakView> = plans.collect();
    plans.sort_by(|a, b| (a.growth, &a.slug).cmp(&(b.growth, &b.slug)));
    plans
}

/// Of plans in ascending order; `None` without plans.
fn spread(plans: &[&StreakView]) -> Option<Spread> {
    let n = plans.len();
    let median = median(plans)?;
    let half = |half: Option<&[&StreakView]>| half.and_then(self::median).unwrap_or(median);
    Some(Spread {
        lowest: plans.first()?.growth,
        quarter: half(plans.get(..n / 2)),
        median,
        three_quarters: half(plans.get(n.div_ceil(2)..)),
        highest: plans.last()?.growth,
    })
}

fn median(plans: &[&StreakView]) -> Option<Decimal> {
    let at = |index: usize| plans.get(index).map(|plan| plan.growth);
    let middle = plans.len() / 2;
    if plans.len() % 2 == 1 {
        return at(middle);
    }
    let (low, high) = at(middle.checked_sub(1)?).zip(at(middle))?;
    Some(half(low).saturating_add(half(high)))
}

/// `+12 %`, `−3 %`, `0 %`.
fn signed(growth: Decimal) -> String {
    let text = percent(growth);
    if text.starts_with(|c: char| c.is_ascii_digit() && c != '0') { format!("+{text}") } else { text }
}

fn title(streaks: &[StreakView]) -> String {
    let long = sorted(streaks.iter().filter(|plan| plan.streak >= LONG));
    let others = sorted(streaks.iter().filter(|plan| plan.streak < LONG));
    let plans = |plans: &[&StreakView]| count(plans.len(), "plan", "plans");
    let growth = |plans: &[&StreakView]| median(plans).map_or_else(String::new, signed);
    match (long.as_slice(), others.as_slice()) {
        ([only], []) | ([], [only]) => match only.streak {
            0 => phrase("The one plan was not kept in the last quarter: sales {}", &[&signed(only.growth)]),
            1 => phrase("The one plan was kept for 1 quarter: sales {}", &[&signed(only.growth)]),
            n => phrase("The one plan was kept {n} quarters in a row: sales {}", &[&n, &signed(only.growth)]),
        },
        (long, []) => phrase("{} were kept {LONG} quarters or longer: sales {} in the median", &[&every(long.len(), "plans"), &LONG, &growth(long)]),
        ([], others) => phrase("No plan was kept {LONG} quarters or longer: sales {} in the median ({})", &[&LONG, &growth(others), &plans(others)]),
        (long, others) => phrase(
            "Plans kept {LONG} quarters or longer: sales {} in the median ({}); others {} ({})",
            &[&LONG, &growth(long), &plans(long), &growth(others), &plans(others)],
        ),
    }
}

fn describe(columns: &[Column]) -> String {
    let sentences: Vec<String> = columns
        .iter()
        .filter_map(|column| {
            let spread = spread(&column.plans)?;
            let quarters = word(if column.streak == 1 { "quarter" } else { "quarters" });
            Some(phrase(
                "Kept {} {quarters}: {}, median {}.",
                &[&column.name(), &quarters, &count(column.plans.len(), "plan", "plans"), &signed(spread.median)],
            ))
        })
        .collect();
    sentences.join(" ")
}

fn row(name: String, plans: usize, spread: &Spread) -> Vec<String> {
    vec![name, plans.to_string(), signed(spread.lowest), signed(spread.median), signed(spread.highest)]
}

/// The last row: all plans, when there is more than one.
fn whole(streaks: &[StreakView]) -> Option<Vec<String>> {
    let plans = sorted(streaks.iter());
    (plans.len() > 1).then(|| spread(&plans).map(|spread| row(word("All").into_owned(), plans.len(), &spread))).flatten()
}
