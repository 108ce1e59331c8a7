//! The full analysis narrowed to what one audience may see: the only function that builds a [`View`].

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rust_decimal::Decimal;

use crate::analysis::Analysis;
use crate::audience::backlinks::backlinks;
use crate::audience::before::{Before, Listed};
use crate::audience::events::Moment;
use crate::audience::excerpt::with_excerpt;
use crate::audience::judged::Judged;
use crate::audience::kept::Kept;
use crate::audience::own_page::OwnPageView;
use crate::audience::pack::ReviewPack;
use crate::audience::view::{
    AttachmentView, DataNote, FindingView, Frame, LeftOutView, Named, PlaceView, PlanView, RowView, RuleView, ScoreKind, ThresholdView, TotalsView,
    UnplannedView,
};
use crate::audience::work::Work;
use crate::audience::{history, judging, narrow, own_page, packing, plan_view, rows, thresholds};
use crate::base::amount::in_percent;
use crate::base::date::Date;
use crate::base::path::SourcePath;
use crate::base::rooted::Root;
use crate::base::slug::Slug;
use crate::diag::code::Code;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::findings::Counts;
use crate::resolve::plan_unit::PlanUnit;
use crate::resolve::portfolio::Portfolio;
use crate::scores::card::Scorecard;
use crate::scores::portfolio::Figures;
use crate::source::layout;

/// What an audience may see. Lists are ready made; a whole plan is made when somebody asks for it.
pub struct View<'a> {
    pub(in crate::audience) analysis: &'a Analysis<'a>,
    /// Position in the analysis of each row.
    pub(in crate::audience) order: Vec<usize>,
    /// Where in the analysis the findings of each plan stand, in the order of the plans.
    said_of: Vec<Vec<Range<usize>>>,
    /// Which plans link to which, worked out when the first plan asks.
    backlinks: OnceLock<BTreeMap<Slug, Vec<(Slug, String)>>>,
    /// The row of each plan, in the order of the plans.
    row_of: Vec<usize>,
    /// Who has what to do, worked out when the first page asks.
    pub(in crate::audience) work: OnceLock<Work>,
    pub(in crate::audience) kept: Kept,
    pub frame: Frame,
    pub totals: TotalsView,
    /// Plans, by value at stake, then by slug (M17).
    pub rows: Vec<Arc<RowView>>,
    /// Accounts without a plan, by potential.
    pub unplanned: Vec<UnplannedView<'a>>,
    /// Worked out when the first page asks.
    pub(in crate::audience) moments: OnceLock<Vec<Moment>>,
    /// The scores of a plan, readiness apart.
    pub scores: Vec<ScoreKind>,
    pub rules: Vec<RuleView>,
    pub thresholds: Vec<ThresholdView>,
    /// The readiness from which a plan is ready with gaps.
    pub ready_at: Decimal,
    pub left_out: Vec<LeftOutView>,
    /// Pages of the team's own, as they are listed.
    pub pages: Vec<OwnPageView>,
}

/// The view of the team: everything. `rules` are the codes of the shelf, for the page of rules in force.
pub fn project<'a>(analysis: &'a Analysis<'a>, rules: &[&'static Code]) -> View<'a> {
    project_again(analysis, rules, &mut Before::default())
}

/// The same, with what the view before has left; leaves the same to the next. What comes out does not depend on it.
pub fn project_again<'a>(analysis: &'a Analysis<'a>, rules: &[&'static Code], before: &mut Before) -> View<'a> {
    let portfolio = &analysis.portfolio;
    let settings = &portfolio.settings;
    let before = before.on(&portfolio.ground);
    let said_of = said_of(portfolio, &analysis.findings);
    let rows = || rows::rows(analysis, &said_of, &before.rows);
    let sums = || {
        let listed = before.listed.clone().unwrap_or_else(|| Arc::new(Listed::of(portfolio)));
        let mut unplanned = listed.unplanned(portfolio);
        for it in &mut unplanned {
            it.name = portfolio.names.apart(it.account).unwrap_or(it.name);
        }
        (crate::scores::portfolio::figures(portfolio, &analysis.cards), listed, unplanned, by_value_at_stake(analysis), Counts::of(&analysis.findings))
    };
    let (kept, (figures, listed, unplanned, order, counts)) = rayon::join(rows, sums);
    let rows: Vec<Arc<RowView>> = order.iter().filter_map(|plan| kept.get(*plan)).map(|kept| kept.row.clone()).collect();
    before.rows = kept;
    before.listed = Some(listed.clone());
    let totals = totals(analysis, &rows, &figures, &listed, counts);
    let pages = own_page::pages(portfolio);
    View {
        frame: frame(analysis, &rows, &listed, &pages),
        pages,
        totals,
        unplanned,
        moments: OnceLock::new(),
        work: OnceLock::new(),
        kept: Kept::default(),
        scores: crate::scores::ALL
            .iter()
            .map(|score| ScoreKind { key: score.key, title: score.title, question: score.question, formula: score.formula })
            .collect(),
        rules: rules.iter().map(|code| RuleView { code, level: settings.rule_levels.get(code.name).copied().unwrap_or(code.level) }).collect(),
        thresholds: thresholds::thresholds(settings),
        ready_at: settings.policy.ready_at,
        left_out: portfolio.left_out.iter().map(|file| LeftOutView { path: file.path.to_string(), reason: file.reason.clone() }).collect(),
        backlinks: OnceLock::new(),
        row_of: row_of(&order),
        analysis,
        order,
        said_of,
        rows,
    }
}

/// The positions of the plans, by value at stake, then by slug (M17).
fn by_value_at_stake(analysis: &Analysis<'_>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..analysis.portfolio.plans.len()).collect();
    order.sort_by_cached_key(|index| Reverse(analysis.cards.get(*index).map(|card| card.value_at_stake_90d)));
    order
}

/// The row of each plan.
fn row_of(order: &[usize]) -> Vec<usize> {
    let mut rows = vec![0; order.len()];
    for (row, plan) in order.iter().enumerate() {
        if let Some(place) = rows.get_mut(*plan) {
            *place = row;
        }
    }
    rows
}

/// Where the findings of each plan stand.
fn said_of(portfolio: &Portfolio, findings: &[Diagnostic]) -> Vec<Vec<Range<usize>>> {
    let mut said_of = vec![Vec::new(); portfolio.plans.len()];
    // those of one plan mostly stand together, and behind them those of the next
    let (mut start, mut next) = (0, 0);
    for together in findings.chunk_by(|a, b| a.account == b.account) {
        let here = start..start + together.len();
        start = here.end;
        let Some(account) = together.first().and_then(|finding| finding.account.as_deref()) else { continue };
        let is_next = portfolio.plans.get(next).is_some_and(|unit| unit.slug.as_str() == account);
        let Some(plan) = is_next.then_some(next).or_else(|| portfolio.index.get(account).copied()) else { continue };
        next = plan + 1;
        if let Some(said) = said_of.get_mut(plan) {
            said.push(here);
        }
    }
    said_of
}

impl View<'_> {
    /// The plan behind a row of `rows`, with its scores.
    pub(in crate::audience) fn unit_and_card(&self, row: usize) -> Option<(&PlanUnit, &Scorecard)> {
        let index = *self.order.get(row)?;
        Some((self.analysis.portfolio.plans.get(index)?, self.analysis.cards.get(index)?))
    }

    /// What the scores say of the plan behind a row of `rows`.
    pub fn judged(&self, row: usize) -> Option<Arc<Judged>> {
        let index = *self.order.get(row)?;
        let (unit, card) = (self.analysis.portfolio.plans.get(index)?, self.analysis.cards.get(index)?);
        Some(self.kept.judged.get_or(row, || judging::judged(self.analysis, unit, card)))
    }

    /// The same plan for tables, which show nothing of its scores: a good half of the work.
    pub fn unjudged(&self, row: usize) -> Option<PlanView> {
        let unit = self.analysis.portfolio.plans.get(*self.order.get(row)?)?;
        Some(plan_view::plan(self.analysis, unit, (**self.rows.get(row)?).clone(), Arc::default()))
    }

    /// The whole plan behind a row of `rows`.
    pub fn plan(&self, row: usize) -> Option<PlanView> {
        let unit = self.analysis.portfolio.plans.get(*self.order.get(row)?)?;
        let mut view = plan_view::plan(self.analysis, unit, (**self.rows.get(row)?).clone(), self.judged(row)?);
        view.findings = self.findings_of(&unit.slug).iter().map(|finding| with_excerpt(self.analysis, finding)).collect();
        view.history = self.plan_history(row);
        view.backlinks = self.backlinks.get_or_init(|| backlinks(self.analysis)).get(&unit.slug).cloned().unwrap_or_default();
        let neighbour = |at: Option<usize>| at.and_then(|at| self.rows.get(at)).map(|row| (row.slug.clone(), row.title.clone()));
        view.previous = neighbour(row.checked_sub(1));
        view.next = neighbour(row.checked_add(1));
        Some(view)
    }

    /// The review pack of the plan behind a row of `rows`: for the review of `date`, without one for the next that is planned (S1–S14).
    /// `None` for a plan that cannot be read.
    pub fn pack(&self, row: usize, date: Option<Date>) -> Option<ReviewPack> {
        let unit = self.analysis.portfolio.plans.get(*self.order.get(row)?)?;
        let mut plan = plan_view::plan(self.analysis, unit, (**self.rows.get(row)?).clone(), self.judged(row)?);
        plan.history = self.plan_history(row);
        unit.readable().then(|| packing::pack(self.analysis, unit, plan, date))
    }

    /// The days of the account-plan reviews that are planned for the plan behind a row of `rows`.
    pub fn planned_reviews(&self, row: usize) -> Vec<Date> {
        let unit = self.order.get(row).and_then(|index| self.analysis.portfolio.plans.get(*index));
        unit.map(|unit| packing::planned(unit)).unwrap_or_default()
    }

    /// The rows of plans that may be reviewed again: all but the closed ones.
    pub fn current(&self) -> Vec<&RowView> {
        self.rows.iter().map(Arc::as_ref).filter(|row| !row.is_closed()).collect()
    }

    /// The position of a plan in `rows`.
    fn row_of(&self, slug: &Slug) -> Option<usize> {
        self.analysis.portfolio.index.get(slug).and_then(|plan| self.row_of.get(*plan)).copied()
    }

    /// The row of a plan, by its position in the portfolio.
    pub(in crate::audience) fn row_of_plan(&self, plan: usize) -> Option<usize> {
        self.row_of.get(plan).copied()
    }

    /// Has the account a page that this audience may see?
    pub fn is_published(&self, slug: &Slug) -> bool {
        self.row_of(slug).is_some()
    }

    /// Who owns the plan of an account.
    pub fn owner_of(&self, slug: &Slug) -> Option<&Named> {
        self.row_of(slug).and_then(|index| self.rows.get(index)).map(|row| &row.owner)
    }

    /// All findings, in total order, made plan by plan: of ten thousand plans there are never all of them at once.
    pub fn findings(&self) -> impl Iterator<Item = FindingView> {
        let together = self.analysis.findings.chunk_by(|a, b| a.account == b.account);
        together.flat_map(|together| findings_together(self.analysis, together))
    }

    /// The plan with a page that a finding belongs to.
    pub fn plan_of(&self, finding: &Diagnostic) -> Option<&Slug> {
        Some(&self.analysis.portfolio.find(finding.account.as_deref()?)?.slug)
    }

    /// The finding at a place of the list.
    pub(in crate::audience) fn finding_at(&self, at: usize) -> Option<FindingView> {
        self.analysis.findings.get(at).and_then(|finding| findings_together(self.analysis, std::slice::from_ref(finding)).pop())
    }

    /// The findings of one plan.
    pub fn findings_of(&self, slug: &Slug) -> Vec<FindingView> {
        let said = self.analysis.portfolio.index.get(slug).and_then(|plan| self.said_of.get(*plan));
        let together = said.into_iter().flatten().filter_map(|range| self.analysis.findings.get(range.clone()));
        together.flat_map(|together| findings_together(self.analysis, together)).collect()
    }

    /// All findings that this audience may see, with everything that programs want to know of them.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.analysis.findings
    }

    /// A finding with the source lines around it.
    pub fn with_excerpt(&self, finding: &FindingView) -> FindingView {
        with_excerpt(self.analysis, finding)
    }

    /// The accounts with a file beside the plan that is published as it is.
    pub fn with_attachments(&self) -> BTreeSet<&str> {
        let files = self.analysis.portfolio.attachments.keys();
        files.filter_map(|path| Some(layout::split_account(path.as_str())?.0)).collect()
    }

    /// Files in a plan's folder that are published as they are.
    pub fn attachments(&self, slug: &Slug) -> Vec<AttachmentView> {
        plan_view::attachments(&self.analysis.portfolio, slug)
    }

    /// The bytes of an attachment of a plan: its name is the one in the folder.
    pub fn attachment(&self, slug: &Slug, name: &str) -> Option<&[u8]> {
        let path = SourcePath::new(&layout::in_account(slug.as_str(), name))?;
        self.analysis.snapshot.bytes(&path)
    }
}

fn frame(analysis: &Analysis<'_>, rows: &[Arc<RowView>], listed: &Listed, pages: &[OwnPageView]) -> Frame {
    let portfolio = &analysis.portfolio;
    let settings = &portfolio.settings;
    let told = settings.data.get("revenue").and_then(|data| match (data.source.clone(), data.as_of) {
        (Some(source), Some(day)) => Some(DataNote::FromAsOf(source, day)),
        (Some(source), None) => Some(DataNote::From(source)),
        (None, day) => day.map(DataNote::AsOf),
    });
    let data_note = told.or_else(|| portfolio.tables.revenue_until.map(DataNote::UpTo));
    Frame {
        territory: settings.name.clone(),
        site_title: settings.site.title.clone(),
        audience: "team".to_owned(),
        classification: settings.site.classification.clone().unwrap_or_else(|| "Internal".to_owned()),
        as_of: portfolio.today,
        currency: settings.currency.clone(),
        locale: settings.site.locale.clone(),
        quarter: settings.calendar.quarter_of(portfolio.today),
        version: env!("CARGO_PKG_VERSION"),
        accent: settings.site.accent.clone(),
        edit_url: settings.site.edit_url.clone(),
        issues_url: settings.site.issues_url.clone(),
        history: history::history(portfolio),
        base_url: settings.base_url.as_ref().map(|url| format!("{}/", url.trim_end_matches('/'))),
        missing_root: settings.base_url.as_deref().filter(|_| settings.site.rooted_404).map(Root::of_url),
        data_note,
        owners: narrow::owners(portfolio, rows),
        segments: narrow::segments(rows, &listed.segments),
        pages: pages.iter().map(|page| (page.slug.clone(), page.title.clone())).collect(),
    }
}

fn totals(analysis: &Analysis<'_>, rows: &[Arc<RowView>], figures: &Figures, listed: &Listed, counts: Counts) -> TotalsView {
    let portfolio = &analysis.portfolio;
    TotalsView {
        accounts: portfolio.tables.accounts.then_some(listed.accounts),
        growth_target: figures.growth_target,
        won: figures.won,
        weighted_open: figures.weighted_open,
        gap: figures.gap,
        errors: counts.error,
        warnings: counts.warn,
        concentrated_from: portfolio.settings.policy.concentration_hhi,
        hhi: listed.concentration.as_ref().map(|it| it.hhi),
        top1_share: listed.concentration.as_ref().map(|it| it.top1_share),
        accounts_for_80: listed.concentration.as_ref().map(|it| it.accounts_for_80),
        top5_share: listed.concentration.as_ref().map(|it| it.top5_share),
        ..narrow::sums(rows.iter().map(Arc::as_ref), &portfolio.settings.currency)
    }
}

/// The findings of one plan, or of none: what they have in common is told once.
fn findings_together(analysis: &Analysis<'_>, together: &[Diagnostic]) -> Vec<FindingView> {
    let portfolio = &analysis.portfolio;
    let unit = together.first().and_then(|finding| portfolio.find(finding.account.as_deref()?));
    let account_title: Arc<str> = unit.map_or("", |unit| portfolio.title(unit)).into();
    let owner: Arc<str> = unit.and_then(|unit| portfolio.plan(unit).owner.as_deref()).map_or("", |owner| portfolio.person_name(owner)).into();
    let view = |finding: &Diagnostic| FindingView {
        said: finding.clone(),
        code: finding.code,
        level: finding.level,
        slug: unit.map(|unit| unit.slug.clone()),
        account_title: account_title.clone(),
        owner: owner.clone(),
        place: PlaceView { path: finding.path.shared(), line: finding.start.line },
        column: finding.start.column,
        excerpt: None,
    };
    together.iter().map(view).collect()
}

/// A share as a percentage with one decimal.
pub fn percent(share: Decimal) -> Decimal {
    crate::scores::value::tenths(in_percent(share))
}
