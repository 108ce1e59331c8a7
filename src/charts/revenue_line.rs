//! Revenue over eight fiscal quarters, per brand and division, with the plan's own projection and the one that history gives.

use crate::base::language::{key, phrase, word};
use rust_decimal::Decimal;

use crate::audience::view::RevenueSeries;
use crate::base::amount::Amount;
use crate::base::date::{FiscalPeriod, PeriodPart};
use crate::charts::chart::{Chart, Figure, Of, described};
use crate::draw::label;
use crate::draw::number::{percent, short, symbol};

mod panel;

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "revenue_line",
    of: Of::Account,
    title: "Revenue and projection",
    shows: "Eight fiscal quarters per brand and division, the plan's 90-day projection and the one computed from history and open deals",
    ids: &["M4", "M22", "M23"],
};

/// Quarters shown.
const QUARTERS: i32 = 8;
/// Panels of full height; more series stand in compact lines under a total.
const PANELS: usize = 4;

/// One series, made ready: a value or nothing per shown quarter.
struct Line {
    name: String,
    values: Vec<Option<Decimal>>,
    typed: Option<Decimal>,
    computed: Option<Decimal>,
}

impl Line {
    /// The sum of the four quarters that end `back` quarters before the last one, when all are known.
    fn year(&self, back: usize) -> Option<Decimal> {
        let end = self.values.len().checked_sub(back)?;
        let four = self.values.get(end.checked_sub(4)?..end)?;
        four.iter().try_fold(Amount::ZERO, |sum, value| Some(sum.plus(Amount((*value)?)))).map(|sum| sum.0)
    }

    /// Growth of the last four quarters over the four before.
    fn growth(&self) -> Option<Decimal> {
        let before = self.year(4).filter(|before| *before > Decimal::ZERO)?;
        Amount(self.year(0)?).minus(Amount(before)).ratio(Amount(before))
    }

    fn last(&self) -> Option<Decimal> {
        self.values.last().copied().flatten()
    }

    /// How far the two projections lie apart, against the larger one; `None` unless that is a tenth or more.
    fn apart(&self) -> Option<Decimal> {
        let (typed, computed) = self.typed.zip(self.computed)?;
        let apart = Amount(typed).minus(Amount(computed)).0.abs();
        Amount(apart).ratio(Amount(typed.abs().max(computed.abs()))).filter(|share| *share >= Decimal::new(1, 1)).map(|_| apart)
    }
}

/// All series of a plan in one figure, the largest first (M22, M23). `ids` makes the ids of the drawing unique on its page.
pub fn figure(series: &[RevenueSeries], currency: &str, ids: &str) -> Figure {
    let quarters = quarters(series);
    let mut lines: Vec<Line> = series.iter().map(|series| line(series, &quarters)).collect();
    if quarters.is_empty() || lines.is_empty() {
        return Figure::empty(CHART.key, &word("No revenue yet"));
    }
    lines.sort_by(|a, b| b.year(0).or(b.last()).cmp(&a.year(0).or(a.last())).then_with(|| a.name.cmp(&b.name)));
    let total = (lines.len() > 1).then(|| total(&lines));
    let title = title(&lines, total.as_ref());
    let compact = lines.len() > PANELS;
    let scales = if lines.len() > 1 { word(", same quarters, each on its own scale from zero") } else { "".into() };
    let projected = lines.iter().any(|line| line.typed.is_some() || line.computed.is_some());
    let mark = match (projected, lines.len() > 1 && !compact) {
        (true, true) => word("; dashed: next 90 days, square by the plan, diamond as computed"),
        (true, false) => word("; dashed: next 90 days"),
        (false, _) => "".into(),
    };
    let description = describe(&lines, total.as_ref(), &quarters);
    Figure {
        key: CHART.key,
        subtitle: phrase("Revenue per fiscal quarter, {}{scales}{mark}", &[&symbol(currency), &scales, &mark]),
        drawing: panel::draw(&lines, total.as_ref().filter(|_| compact), &quarters, ids, &title, &description),
        title,
        description,
        header: header(&lines, total.as_ref(), &quarters),
        rows: rows(&lines, total.as_ref(), &quarters),
    }
}

/// The last eight quarters for which any series has a value.
fn quarters(series: &[RevenueSeries]) -> Vec<FiscalPeriod> {
    let all = || series.iter().flat_map(|series| &series.quarters).map(|quarter| quarter.0).filter(|quarter| matches!(quarter.part, PeriodPart::Quarter(_)));
    let (Some(first), Some(last)) = (all().min(), all().max()) else { return Vec::new() };
    (0..QUARTERS).rev().map(|back| last.plus_quarters(-back)).filter(|quarter| *quarter >= first).collect()
}

fn line(series: &RevenueSeries, quarters: &[FiscalPeriod]) -> Line {
    let name = match (series.brand.trim(), series.division.trim()) {
        ("", "") => word("All revenue").into_owned(),
        (brand, "") => brand.to_owned(),
        ("", division) => division.to_owned(),
        (brand, division) => format!("{brand} {division}"),
    };
    let values = quarters.iter().map(|quarter| series.quarters.iter().find(|(at, _)| at == quarter).map(|(_, value)| value.0)).collect();
    Line { name, values, typed: series.typed.map(|typed| typed.0), computed: series.computed.map(|computed| computed.0) }
}

/// The sum of all lines: a value or projection only where every line has one, or growth would come from what is missing.
fn total(lines: &[Line]) -> Line {
    let n = lines.first().map_or(0, |line| line.values.len());
    let values =
        (0..n).map(|at| lines.iter().try_fold(Amount::ZERO, |sum, line| Some(sum.plus(Amount(line.values.get(at).copied().flatten()?)))).map(|sum| sum.0));
    let sum = |of: fn(&Line) -> Option<Decimal>| lines.iter().try_fold(Amount::ZERO, |sum, line| Some(sum.plus(Amount(of(line)?)))).map(|sum| sum.0);
    Line { name: word("All revenue").into_owned(), values: values.collect(), typed: sum(|line| line.typed), computed: sum(|line| line.computed) }
}

fn movement(line: &Line) -> Option<String> {
    let growth = line.growth()?;
    let hundredth = Decimal::new(15, 3);
    Some(match growth {
        growth if growth >= hundredth => phrase("grew {} in a year", &[&percent(growth)]),
        growth if growth <= -hundredth => phrase("fell {} in a year", &[&percent(-growth)]),
        _ => word("was flat over a year").into_owned(),
    })
}

fn title(lines: &[Line], total: Option<&Line>) -> String {
    // the line whose two projections lie farthest apart, else the whole
    let told = lines.iter().filter_map(|line| Some((line.apart()?, line))).reduce(|best, next| if next.0 > best.0 { next } else { best });
    let subject = match (told, total, lines.first()) {
        (Some((_, line)), _, _) => line,
        (None, Some(total), _) => total,
        (None, None, Some(line)) => line,
        (None, None, None) => return word("No revenue yet").into_owned(),
    };
    let projection = match (subject.typed, subject.computed) {
        (Some(typed), Some(computed)) if told.is_some() => {
            Some(phrase("the plan projects {}, history and open deals come to {}", &[&short(typed), &short(computed)]))
        }
        (Some(typed), Some(_)) => Some(phrase("the plan and what is computed agree on about {} for 90 days", &[&short(typed)])),
        (Some(typed), None) => Some(phrase("the plan projects {} for 90 days", &[&short(typed)])),
        (None, Some(computed)) => Some(phrase("history and open deals come to {} in 90 days", &[&short(computed)])),
        (None, None) => None,
    };
    let name = label::name(&subject.name);
    match (movement(subject), projection, subject.last()) {
        (Some(moved), Some(projection), _) => format!("{name} {moved}; {projection}"),
        (Some(moved), None, _) => format!("{name} {moved}"),
        (None, Some(projection), Some(last)) => phrase("{name} stands at {} a quarter; {projection}", &[&name, &short(last), &projection]),
        (None, Some(projection), None) => format!("{name}: {projection}"),
        (None, None, Some(last)) => phrase("{name} stands at {} a quarter", &[&name, &short(last)]),
        (None, None, None) => word("Revenue by quarter").into_owned(),
    }
}

fn describe(lines: &[Line], total: Option<&Line>, quarters: &[FiscalPeriod]) -> String {
    let last = quarters.last().map_or_else(String::new, FiscalPeriod::to_string);
    let sentence = |line: &Line| {
        let mut parts = Vec::new();
        if let Some(value) = line.last() {
            parts.push(phrase("{} in {last}", &[&short(value), &last]));
        }
        if let Some(growth) = line.growth() {
            parts.push(phrase("change in a year {}", &[&percent(growth)]));
        }
        if let Some(typed) = line.typed {
            parts.push(phrase("the plan projects {}", &[&short(typed)]));
        }
        if let Some(computed) = line.computed {
            parts.push(phrase("computed {}", &[&short(computed)]));
        }
        (!parts.is_empty()).then(|| format!("{}: {}.", line.name, parts.join(", ")))
    };
    described(total.into_iter().chain(lines).filter_map(sentence))
}

/// What the table holds besides the quarters.
type Measure = (&'static str, fn(&Line) -> Option<String>);

const MEASURES: [Measure; 5] = [
    (key("Last four quarters"), |line| line.year(0).map(short)),
    (key("Four before"), |line| line.year(4).map(short)),
    (key("Change in a year"), |line| line.growth().map(percent)),
    (key("Next 90 days, plan"), |line| line.typed.map(short)),
    (key("Next 90 days, computed"), |line| line.computed.map(short)),
];

/// Few series stand beside each other, many under each other.
fn upright(lines: &[Line]) -> bool {
    lines.len() <= PANELS
}

fn header(lines: &[Line], total: Option<&Line>, quarters: &[FiscalPeriod]) -> Vec<String> {
    if upright(lines) {
        return std::iter::once(word("Quarter").into_owned()).chain(lines.iter().chain(total).map(|line| line.name.clone())).collect();
    }
    let measures = MEASURES.iter().map(|(name, _)| word(name).into_owned());
    std::iter::once(word("Brand and division").into_owned()).chain(quarters.iter().map(FiscalPeriod::to_string)).chain(measures).collect()
}

fn rows(lines: &[Line], total: Option<&Line>, quarters: &[FiscalPeriod]) -> Vec<Vec<String>> {
    let blank = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
    let quarter = |line: &Line, at: usize| blank(line.values.get(at).copied().flatten().map(short));
    let all = || lines.iter().chain(total);
    if upright(lines) {
        let by_quarter = quarters.iter().enumerate().map(|(at, name)| std::iter::once(name.to_string()).chain(all().map(|line| quarter(line, at))).collect());
        let measures = MEASURES.iter().map(|(name, of)| std::iter::once(word(name).into_owned()).chain(all().map(|line| blank(of(line)))).collect());
        return by_quarter.chain(measures).collect();
    }
    all()
        .map(|line| {
            let values = (0..quarters.len()).map(|at| quarter(line, at));
            std::iter::once(line.name.clone()).chain(values).chain(MEASURES.iter().map(|(_, of)| blank(of(line)))).collect()
        })
        .collect()
}
