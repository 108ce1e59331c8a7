//! Won and open business against the growth target, account by account, as bars in the rows of a table.

use crate::base::language::{self, phrase, word};
use std::borrow::Borrow;

use rust_decimal::Decimal;

use crate::audience::view::RowView;
use crate::base::amount::Amount;
use crate::base::html::{Href, Html};
use crate::base::slug::Slug;
use crate::charts::chart::{Chart, Figure, Of, count, every, list};
use crate::draw::label;
use crate::draw::number::{Unit, percent};
use crate::draw::scale::Linear;
use crate::draw::svg::Svg;

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "coverage_bars",
    of: Of::Territory,
    title: "Coverage of growth targets",
    shows: "Per account won, weighted open and all open business against the growth target; percent covered and the gap",
    ids: &["K5", "R17", "M17"],
};

/// Rows with a bar; the rest is one line.
const ROWS: usize = 15;

struct Line<'a> {
    row: &'a RowView,
    target: Decimal,
    won: Decimal,
    weighted: Decimal,
    open: Decimal,
    covered: Decimal,
    gap: Decimal,
}

/// Sums of several lines.
#[derive(Clone, Copy, Default)]
struct Sum {
    n: usize,
    target: Amount,
    won: Amount,
    weighted: Amount,
    open: Amount,
    covered: Amount,
}

impl Sum {
    fn of<'a>(lines: impl IntoIterator<Item = &'a Line<'a>>) -> Sum {
        lines.into_iter().fold(Sum::default(), |sum, line| Sum {
            n: sum.n + 1,
            target: sum.target.plus(Amount(line.target)),
            won: sum.won.plus(Amount(line.won)),
            weighted: sum.weighted.plus(Amount(line.weighted)),
            open: sum.open.plus(Amount(line.open)),
            covered: sum.covered.plus(Amount(line.covered)),
        })
    }

    fn share(self) -> Option<Decimal> {
        self.covered.ratio(self.target)
    }

    fn gap(self) -> Decimal {
        self.covered.minus(self.target).0
    }
}

/// The rows that have a growth target in `currency`, largest gap first; `link` gives the address of an account's page (K5, R17, M17).
/// Accounts beyond the fifteenth are summed in one line; accounts without such a target are counted beneath the title.
pub fn figure<R: Borrow<RowView>>(rows: &[R], currency: &str, link: &dyn Fn(&Slug) -> Href) -> Figure {
    // a copy is another plan's account
    let rows: Vec<&RowView> = rows.iter().map(Borrow::borrow).filter(|row| !row.copy).collect();
    let mut lines: Vec<Line> = rows.iter().filter_map(|row| line(row, currency)).collect();
    let unknown = rows.iter().filter(|row| unknown(row)).count();
    if lines.is_empty() {
        let closed = !rows.is_empty() && rows.iter().all(|row| row.is_closed());
        return Figure::empty(
            CHART.key,
            &word(match unknown {
                0 if closed => "All plans are closed: none asks for growth any more",
                0 => "No growth targets yet",
                _ => "No growth target is known",
            }),
        );
    }
    lines.sort_by(|a, b| a.gap.cmp(&b.gap).then_with(|| a.row.slug.cmp(&b.row.slug)));
    let total = Sum::of(&lines);
    let unit = Unit::of(lines.iter().flat_map(|line| [line.target, line.won, line.weighted, line.covered, line.open]));
    let (heads, rest) = lines.split_at(lines.len().min(ROWS));
    let named = outstanding(&lines);
    let out_of_sight = rows.len() - lines.len() - unknown;
    let mut subtitle = phrase("Won, weighted and all open business against each account's own growth target, {}, largest gap first", &[&unit.word(currency)]);
    if out_of_sight > 0 {
        subtitle.push_str(&phrase("; {} without a target in {currency}", &[&count(out_of_sight, "account", "accounts"), &currency]));
    }
    if unknown > 0 {
        subtitle.push_str(&phrase("; {} that cannot be read", &[&count(unknown, "account", "accounts")]));
    }
    Figure {
        key: CHART.key,
        title: title(&lines, named, total),
        subtitle,
        drawing: drawing(heads, rest, named, total, unit, link),
        description: format!("{}: {}.", whole(&lines), numbers(total.won.0, total.weighted.0, total.open.0, total.target.0, unit)),
        header: Vec::new(),
        rows: Vec::new(),
    }
}

/// Is there nothing to say of the row's target because of a mistake?
fn unknown(row: &RowView) -> bool {
    !row.readable || row.target_lost
}

fn line<'a>(row: &'a RowView, currency: &str) -> Option<Line<'a>> {
    // a closed plan asks for nothing any more, here as in the sums above
    let target = row.growth_target.filter(|target| target.0 > Decimal::ZERO && row.currency == currency && !row.is_closed())?;
    let covered = row.won.plus(row.weighted_open);
    let gap = covered.minus(target).0;
    Some(Line { row, target: target.0, won: row.won.0, weighted: row.weighted_open.0, open: row.open.0, covered: covered.0, gap })
}

/// How many of the first lines hold more than half of all that is missing, when they are few: at most three and less than half of the accounts.
fn outstanding(lines: &[Line]) -> usize {
    let missing: Amount = lines.iter().filter(|line| line.gap < Decimal::ZERO).map(|line| Amount(-line.gap)).sum();
    let short = lines.iter().filter(|line| line.gap < Decimal::ZERO).count();
    let mut held = Amount::ZERO;
    for (index, line) in lines.iter().take(3).enumerate() {
        held = held.plus(Amount(-line.gap.min(Decimal::ZERO)));
        let more_than_half = held.ratio(missing).is_some_and(|share| share > Decimal::new(5, 1));
        if more_than_half && (index + 1) * 2 < lines.len() && index + 1 < short {
            return index + 1;
        }
    }
    0
}

fn title(lines: &[Line], named: usize, total: Sum) -> String {
    let missing: Amount = lines.iter().map(|line| Amount(-line.gap.min(Decimal::ZERO))).sum();
    if let [only] = lines {
        let share = percent(Amount(only.covered).ratio(Amount(only.target)).unwrap_or_default());
        return phrase("{} covers {share} of its growth target", &[&label::name(&only.row.title), &share]);
    }
    if missing.is_zero() {
        return phrase("{} cover their growth targets", &[&every(lines.len(), "accounts")]);
    }
    let held: Amount = lines.iter().take(named).map(|line| Amount(-line.gap)).sum();
    match held.ratio(missing) {
        Some(share) if named > 0 => {
            let names: Vec<String> = lines.iter().take(named).map(|line| label::name(&line.row.title).into_owned()).collect();
            phrase("{} {} {} of what accounts miss of their own targets", &[&list(&names), &word(if named == 1 { "holds" } else { "hold" }), &percent(share)])
        }
        _ => phrase("Won and weighted open business covers {} of the accounts' own targets", &[&percent(total.share().unwrap_or_default())]),
    }
}

/// What the totals are about.
fn whole(lines: &[Line]) -> String {
    match lines {
        [only] => only.row.title.clone(),
        lines => phrase("{} accounts", &[&lines.len()]),
    }
}

/// The numbers of a line in words.
fn numbers(won: Decimal, weighted: Decimal, open: Decimal, target: Decimal, unit: Unit) -> String {
    phrase("won {}, weighted open {}, all open {}, target {}", &[&unit.show(won), &unit.show(weighted), &unit.show(open), &unit.show(target)])
}

fn drawing(heads: &[Line], rest: &[Line], named: usize, total: Sum, unit: Unit, link: &dyn Fn(&Slug) -> Href) -> Html {
    let scale = Linear::from_zero(heads.iter().flat_map(|line| [line.target, line.covered, Amount(line.won).plus(Amount(line.open)).0]), 0, 10_000);
    let mut out = Html::with_capacity(900 * heads.len() + 1200);
    key(&mut out);
    out.open("table", &[("class", "bars"), ("aria-label", &word(CHART.title))]).open("thead", &[("class", "vh")]).open("tr", &[]);
    for head in [language::key("Account"), language::key("Won, weighted, all open, target")] {
        out.label("th", &[("scope", "col")], head);
    }
    out.label("th", &[("scope", "col"), ("class", "num secondary")], "Covered").label("th", &[("scope", "col"), ("class", "num")], "Own gap");
    out.close("tr").close("thead").open("tbody", &[]);
    for (index, line) in heads.iter().enumerate() {
        out.open("tr", &[("data-account", line.row.slug.as_str())]).open("th", &[("scope", "row")]);
        out.link(&link(&line.row.slug), &[], &line.row.title).close("th").open("td", &[("class", "w")]);
        out.push(&bar(line, &scale));
        out.element("span", &[("class", "vh")], &numbers(line.won, line.weighted, line.open, line.target, unit)).close("td");
        let share = Amount(line.covered).ratio(Amount(line.target));
        ending(&mut out, share, line.gap, unit, index < named);
    }
    if !rest.is_empty() {
        let sum = Sum::of(rest);
        out.open("tr", &[]).element("th", &[("scope", "row")], &phrase("{} more", &[&sum.n]));
        out.element("td", &[("class", "w mut")], &numbers(sum.won.0, sum.weighted.0, sum.open.0, sum.target.0, unit));
        ending(&mut out, sum.share(), sum.gap(), unit, false);
    }
    out.close("tbody");
    if total.n > 1 {
        out.open("tfoot", &[]).open("tr", &[]).element("th", &[("scope", "row")], &count(total.n, "account", "accounts")).open("td", &[("class", "w")]);
        out.element("span", &[("class", "vh")], &numbers(total.won.0, total.weighted.0, total.open.0, total.target.0, unit)).close("td");
        ending(&mut out, total.share(), total.gap(), unit, false);
        out.close("tfoot");
    }
    out.close("table");
    out
}

/// The two cells at the right edge.
fn ending(out: &mut Html, share: Option<Decimal>, gap: Decimal, unit: Unit, marked: bool) {
    out.element("td", &[("class", "num secondary")], &share.map_or_else(|| "–".to_owned(), percent));
    out.open("td", &[("class", "num")]);
    let gap = unit.show_signed(gap);
    if marked {
        out.element("b", &[("class", "neg")], &gap);
    } else {
        out.text(&gap);
    }
    out.close("td").close("tr");
}

fn bar(line: &Line, scale: &Linear) -> Html {
    let mut svg = Svg::bar();
    let zero = scale.at(Decimal::ZERO);
    let won = scale.at(line.won).max(zero);
    let covered = scale.at(line.covered).max(won);
    let all = scale.at(Amount(line.won).plus(Amount(line.open)).0).max(covered);
    svg.rect("f3", covered, 40, all - covered, 80);
    svg.rect("f1", zero, 20, won - zero, 120);
    svg.rect("f2", won, 20, covered - won, 120);
    svg.rect("ft", (scale.at(line.target) - 30).clamp(0, 9_940), 0, 60, 160);
    svg.finish()
}

fn key(out: &mut Html) {
    out.open("ul", &[("class", "key")]);
    for (class, width, says) in [
        ("f1", "14", language::key("Won")),
        ("f2", "14", language::key("Weighted open")),
        ("f3", "14", language::key("All open")),
        ("ft", "2", language::key("Target")),
    ] {
        out.open("li", &[]).open("svg", &[("aria-hidden", "true"), ("viewBox", "0 0 14 10")]);
        let x = if width == "2" { "6" } else { "0" };
        out.shape("rect", &[("class", class), ("x", x), ("width", width), ("height", "10")]).close("svg").word(says).close("li");
    }
    out.close("ul");
}
