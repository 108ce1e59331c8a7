//! Accounts by the criteria of the ideal-customer matrix: every level at a glance, and beside it what the manager expected, as a table.

use crate::base::language::{self, phrase, value_word, word};
use rust_decimal::Decimal;

use crate::audience::ranking::{CriterionRow, RankRow, RankingView};
use crate::base::amount::Amount;
use crate::base::html::{Href, Html};
use crate::base::slug::Slug;
use crate::charts::chart::{Chart, Figure, Of, count};
use crate::draw::label;
use crate::draw::number::fixed;

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "icp_heat_map",
    of: Of::Territory,
    title: "Fit by criterion",
    shows: "Per account the level of each criterion of the ideal-customer matrix, its fit, and the computed band against the expected one",
    ids: &["R11", "R13", "R14", "R15"],
};

/// Accounts in the table; the rest is counted.
const ROWS: usize = 100;

/// Shape, CSS class and word of a level.
type Look = (&'static str, &'static str, &'static str);
const HIGHEST: Look = ("●", "b l2", language::key("highest"));
const BETWEEN: Look = ("◐", "b l1", language::key("between"));
const LOWEST: Look = ("○", "b l0", language::key("lowest"));
const UNKNOWN: Look = ("–", "b unknown", language::key("unknown"));

/// One criterion: where it stands in the matrix, and its lowest and highest level.
struct Criterion<'a> {
    at: usize,
    row: &'a CriterionRow,
    ends: (i64, i64),
}

impl Criterion<'_> {
    fn level(&self, account: &RankRow) -> Option<i64> {
        account.levels.get(self.at).copied().flatten()
    }

    fn look(&self, account: &RankRow) -> Look {
        match self.level(account) {
            None => UNKNOWN,
            Some(level) if level >= self.ends.1 => HIGHEST,
            Some(level) if level <= self.ends.0 => LOWEST,
            Some(_) => BETWEEN,
        }
    }

    /// What known levels below the highest cost, by weight.
    fn lost(&self, accounts: &[&RankRow]) -> Decimal {
        let span = Decimal::from(self.ends.1.saturating_sub(self.ends.0));
        let short = |level: i64| Decimal::from(self.ends.1.saturating_sub(level.clamp(self.ends.0, self.ends.1))).checked_div(span);
        let lost: Amount = accounts.iter().filter_map(|account| short(self.level(account)?)).map(Amount).sum();
        lost.times(self.row.weight).0
    }

    fn number(&self, accounts: &[&RankRow], look: Look) -> usize {
        accounts.iter().filter(|account| self.look(account) == look).count()
    }
}

/// Accounts to grow and to acquire apart, best fit first, criteria by weight (R11–R15); `link` gives the address of an account's page.
pub fn figure(ranking: &RankingView, link: &dyn Fn(&Slug) -> Href) -> Figure {
    let accounts: Vec<&RankRow> = ranking.grow.iter().chain(&ranking.acquire).collect();
    if accounts.is_empty() || ranking.criteria.is_empty() {
        let nothing = word(if accounts.is_empty() { "No accounts to grow or acquire yet" } else { "The matrix has no criteria" });
        return Figure::empty(CHART.key, &nothing);
    }
    let mut criteria: Vec<Criterion> = ranking.criteria.iter().enumerate().map(|(at, row)| Criterion { at, row, ends: ends(row) }).collect();
    criteria.sort_by(|a, b| b.row.weight.cmp(&a.row.weight).then(a.at.cmp(&b.at)));
    let looks = [HIGHEST, BETWEEN, LOWEST, UNKNOWN].map(|look| (look, criteria.iter().map(|it| it.number(&accounts, look)).sum::<usize>()));
    let told: Vec<String> = looks.iter().map(|((_, _, name), n)| format!("{} {n}", word(name))).collect();
    let grow = ranking.grow.len().min((ROWS / 2).max(ROWS.saturating_sub(ranking.acquire.len())));
    let shown = [
        (language::key("To grow"), ranking.grow.get(..grow).unwrap_or(&[])),
        (language::key("To acquire"), ranking.acquire.get(..(ROWS - grow).min(ranking.acquire.len())).unwrap_or(&[])),
    ];
    let hidden = accounts.len() - shown.iter().map(|group| group.1.len()).sum::<usize>();
    let more = if hidden > 0 { phrase("; {} with a lower fit not shown", &[&count(hidden, "account", "accounts")]) } else { String::new() };
    let mut drawing = Html::with_capacity(60 * accounts.len().min(ROWS) * criteria.len() + 4_000);
    key(&mut drawing, &looks);
    table(&mut drawing, &criteria, &accounts, &shown, link);
    Figure {
        key: CHART.key,
        title: title(&criteria, &accounts),
        subtitle: phrase("Levels by criterion, heaviest first; right: fit, the computed band, and whether the manager expected it{more}", &[&more]),
        drawing,
        description: phrase("Levels: {}.", &[&told.join(", ")]),
        header: Vec::new(),
        rows: Vec::new(),
    }
}

/// The lowest and the highest level of a criterion.
fn ends(row: &CriterionRow) -> (i64, i64) {
    let levels = || row.levels.iter().map(|level| level.0);
    (levels().min().unwrap_or(0), levels().max().unwrap_or(0))
}

/// What is most often unknown, when that is a third of the accounts; else what costs the most fit. Then the calibration.
fn title(criteria: &[Criterion], accounts: &[&RankRow]) -> String {
    let n = accounts.len();
    let of = |number: usize| if n == 1 { word("the one account").into_owned() } else { phrase("{number} of {n} accounts", &[&number, &n]) };
    let unknown = criteria.iter().rev().map(|it| (it.number(accounts, UNKNOWN), it)).max_by_key(|(number, _)| *number);
    let costly = criteria.iter().rev().map(|it| (it.lost(accounts), it)).max_by_key(|(lost, _)| *lost);
    let head = match (unknown, costly) {
        (Some((number, it)), _) if number * 3 >= n => phrase("“{}” is not known of {}", &[&label::name(&it.row.label), &of(number)]),
        (_, Some((lost, it))) if lost > Decimal::ZERO => match it.number(accounts, HIGHEST) {
            0 => phrase("“{}” costs the most fit: no account is at its highest level", &[&label::name(&it.row.label)]),
            1 => phrase("“{}” costs the most fit: 1 of {n} accounts is at its highest level", &[&label::name(&it.row.label), &n]),
            high => phrase("“{}” costs the most fit: {high} of {n} accounts are at its highest level", &[&label::name(&it.row.label), &high, &n]),
        },
        _ => word("Every known level is the highest of its criterion").into_owned(),
    };
    let compared = accounts.iter().filter(|row| row.band.is_some() && row.expected.is_some()).count();
    let agree = accounts.iter().filter(|row| row.band.is_some() && row.band == row.expected).count();
    match (compared, agree) {
        (0, _) => head,
        (1, 0) => phrase("{head}; the manager expected another band", &[&head]),
        (1, _) => phrase("{head}; the manager expected the band", &[&head]),
        (compared, agree) if compared == agree => phrase("{head}; managers expected all {compared} bands", &[&head, &compared]),
        (compared, agree) => phrase("{head}; managers expected {agree} of {compared} bands", &[&head, &agree, &compared]),
    }
}

fn key(out: &mut Html, looks: &[(Look, usize)]) {
    out.open("ul", &[("class", "key")]);
    for ((glyph, _, name), n) in looks {
        out.open("li", &[]).element("span", &[("class", "g"), ("aria-hidden", "true")], glyph).text(&format!(" {} {n}", word(name))).close("li");
    }
    out.close("ul");
}

fn table(out: &mut Html, criteria: &[Criterion], accounts: &[&RankRow], groups: &[(&'static str, &[RankRow])], link: &dyn Fn(&Slug) -> Href) {
    out.open("div", &[("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", &word("Accounts by criteria of the ideal customer"))]);
    out.open("table", &[("class", "matrix heat"), ("aria-label", &word(CHART.title))]).open("thead", &[]).open("tr", &[]).label(
        "th",
        &[("scope", "col")],
        "Account",
    );
    for criterion in criteria {
        out.open("th", &[("scope", "col"), ("class", "b")]).element("span", &[], &label::shorten(&criterion.row.label, 40)).close("th");
    }
    out.label("th", &[("scope", "col"), ("class", "num")], "Fit").label("th", &[("scope", "col")], "Band");
    out.label("th", &[("scope", "col")], "Expected").close("tr").close("thead");
    let columns = (criteria.len() + 4).to_string();
    for (name, rows) in groups.iter().filter(|group| !group.1.is_empty()) {
        out.open("tbody", &[]).open("tr", &[("class", "group")]);
        out.label("th", &[("scope", "rowgroup"), ("colspan", &columns)], name).close("tr");
        for row in *rows {
            line(out, row, criteria, link);
        }
        out.close("tbody");
    }
    out.open("tfoot", &[]);
    for (name, look) in [(language::key("At the highest level"), HIGHEST), (language::key("Unknown"), UNKNOWN)] {
        out.open("tr", &[]).label("th", &[("scope", "row")], name);
        for criterion in criteria {
            out.element("td", &[("class", "b")], &criterion.number(accounts, look).to_string());
        }
        out.element("td", &[("colspan", "3")], "").close("tr");
    }
    out.close("tfoot").close("table").close("div");
}

fn line(out: &mut Html, row: &RankRow, criteria: &[Criterion], link: &dyn Fn(&Slug) -> Href) {
    out.open("tr", &[("data-account", row.slug.as_str())]).open("th", &[("scope", "row")]).link(&link(&row.slug), &[], &row.title).close("th");
    for criterion in criteria {
        let (glyph, class, name) = criterion.look(row);
        let level = criterion.level(row).map_or_else(|| word(name).into_owned(), |level| level.to_string());
        out.open("td", &[("class", class)]).element("span", &[("aria-hidden", "true")], glyph).element("span", &[("class", "vh")], &level).close("td");
    }
    match row.value {
        Some(value) => {
            let exact = value.normalize().to_string();
            out.element("td", &[("class", "num"), ("data-score", "icp_fit"), ("data-value", &exact)], &fixed(value, 0));
        }
        None => {
            out.element("td", &[("class", "num")], "–");
        }
    }
    out.element("td", &[], &value_word(row.band.unwrap_or("–"))).open("td", &[]);
    let (class, glyph) = match (row.expected, row.band) {
        (None, _) => ("st unknown", "–"),
        (expected, band) if expected == band => ("st ok", "✓"),
        _ => ("st watch", "≠"),
    };
    out.open("span", &[("class", class)]).element("span", &[("class", "g"), ("aria-hidden", "true")], glyph);
    out.text(&row.expected.map_or_else(|| if row.band.is_some() { word("not confirmed") } else { word("no result") }, value_word))
        .close("span")
        .close("td")
        .close("tr");
}
