//! Any figure of the shelf by its key: about the whole territory, or about one account. What cannot be shown says why.

use crate::audience::history::HistoryView;
use crate::audience::project::View;
use crate::base::html::Html;
use crate::base::language::phrase;
use crate::base::slug::Slug;
use crate::cards::changes;
use crate::cards::figure;
use crate::cards::here::Here;
use crate::charts::chart::{Figure, Of};
use crate::charts::{
    closing_money, concentration, coverage_bars, cycle_timeline, function_coverage, growth_gap, icp_heat_map, keys, portfolio_matrix, readiness_trend,
    streak_growth, value_hours, whitespace_grid,
};
use crate::pages::{plan, readiness};
use crate::parse::figure::{self as reference, Known, MOST};

/// What is drawn from earlier versions alone.
const PAST: [&str; 4] = ["readiness_trend", "streak_growth", "score_trend", "freshness_strip"];

/// The figures of one page, in the order in which it shows them.
pub struct Figures<'v, 'a> {
    view: &'v View<'a>,
    here: Here<'v>,
    shown: usize,
}

impl<'v, 'a> Figures<'v, 'a> {
    pub fn new(view: &'v View<'a>, here: Here<'v>) -> Self {
        Figures { view, here, shown: 0 }
    }

    /// The figure that stands behind `figure:`, or a note that says why there is none.
    pub fn place(&mut self, target: &str) -> Html {
        let mut out = Html::new();
        self.shown += 1;
        let plans: Vec<&str> = self.view.rows.iter().map(|row| row.slug.as_str()).collect();
        let (territory, account) = (keys(Of::Territory), keys(Of::Account));
        let ids = format!("f{}", self.shown);
        let read = reference::read(target, &Known { territory: &territory, account: &account, plans: &plans });
        let of_past = read.as_ref().is_ok_and(|named| PAST.contains(&named.key));
        let made = match read {
            _ if self.shown > MOST => Err(phrase("A page shows {MOST} figures at most.", &[&MOST])),
            Ok(named) => match named.account {
                Some(slug) => self.of_account(named.key, slug, &ids),
                None => self.of_territory(named.key, &ids),
            }
            .ok_or_else(|| phrase("There is nothing to draw for `{target}`.", &[&target])),
            Err(wrong) => Err(crate::cards::text::sentence(&wrong.message)),
        };
        match made {
            Ok(made) if !made.drawing.is_empty() => figure::figure(&mut out, &made),
            // it would have said that nothing happened yet, and nobody knows
            _ if of_past && !matches!(self.view.frame.history, HistoryView::Known { .. }) => changes::unknown(&mut out, &self.view.frame.history),
            // an empty figure says in its title what is missing
            Ok(empty) => note(&mut out, &format!("{}.", empty.title)),
            Err(why) => note(&mut out, &why),
        }
        out
    }

    fn of_account(&self, key: &str, slug: &str, ids: &str) -> Option<Figure> {
        let slug = Slug::new(slug).ok()?;
        let row = self.view.rows.iter().position(|row| row.slug == slug)?;
        let plan = self.view.plan(row)?;
        plan::figure(&plan, self.here, key, ids)
    }

    fn of_territory(&self, key: &str, ids: &str) -> Option<Figure> {
        let (view, here) = (self.view, self.here);
        let currency = &view.frame.currency;
        let link = |slug: &Slug| here.account(slug);
        Some(match key {
            "coverage_bars" => coverage_bars::figure(&view.rows, currency, &link),
            "growth_gap" => growth_gap::figure(&view.totals, currency, ids),
            "closing_money" => closing_money::figure(&view.growth().closing, currency, ids),
            "portfolio_matrix" => portfolio_matrix::figure(&view.rows, currency, ids),
            "concentration" => concentration::figure(&view.sales(), view.totals.hhi, view.totals.concentrated_from, ids),
            "readiness_matrix" => readiness::worst(view, &here),
            "readiness_trend" => readiness_trend::figure(&view.levels_trend(), ids),
            "value_hours" => value_hours::figure(&view.growth().efforts, view.growth().efforts_unknown, currency, ids),
            "function_coverage" => function_coverage::figure(&view.accountability().functions, view.accountability().live),
            "streak_growth" => streak_growth::figure(&view.streaks(), ids),
            "whitespace_grid" => {
                let grid = view.whitespace();
                let rows = crate::cards::pager::range(1, grid.rows.len());
                whitespace_grid::figure(grid, rows, currency, &link)
            }
            "icp_heat_map" => icp_heat_map::figure(view.ranking(), &|slug| here.account_at(slug, "qualification")),
            "cycle_timeline" => cycle_timeline::figure(&view.cycle().steps, view.frame.as_of, ids),
            _ => return None,
        })
    }
}

fn note(out: &mut Html, words: &str) {
    out.open("div", &[("class", "empty")]).open("p", &[]).label("strong", &[], "No figure here.").text(" ");
    crate::cards::text::words(out, words);
    out.close("p").close("div");
}
