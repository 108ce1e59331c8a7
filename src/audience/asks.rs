//! Everything that is asked of somebody, and what became of it (M13, M15, M25, M28).

use crate::audience::project::View;
use crate::audience::view::PlaceView;
use crate::base::date::Date;
use crate::base::slug::Slug;

/// One ask of one plan.
#[derive(Clone, Debug)]
pub struct AskRow {
    pub slug: Slug,
    pub title: String,
    pub id: String,
    pub what: String,
    /// Of whom: id and name.
    pub from: (String, String),
    /// The plan's owner.
    pub owner: String,
    pub by: Date,
    pub kind: &'static str,
    pub status: &'static str,
    pub open: bool,
    /// Days since it should have been answered.
    pub overdue_days: Option<i64>,
    pub place: PlaceView,
}

impl View<'_> {
    /// All asks: open ones first, by day; then the answered ones, latest first.
    pub fn asks(&self) -> Vec<AskRow> {
        let portfolio = &self.analysis.portfolio;
        let mut rows = Vec::new();
        for unit in portfolio.plans.iter().filter(|unit| portfolio.plan(unit).is_live() || portfolio.plan(unit).is_draft()) {
            let plan = portfolio.plan(unit);
            for (index, ask) in plan.asks.as_ref().map_or(&[][..], |asks| asks.list()).iter().enumerate() {
                let open = ask.status == crate::model::ask::AskStatus::Open;
                rows.push(AskRow {
                    slug: unit.slug.clone(),
                    title: portfolio.title(unit).to_owned(),
                    id: ask.id.clone(),
                    what: ask.what.clone(),
                    from: (ask.from.clone(), portfolio.person_name(&ask.from).to_owned()),
                    owner: plan.owner.as_deref().map(|owner| portfolio.person_name(owner).to_owned()).unwrap_or_default(),
                    by: ask.by,
                    kind: ask.kind.as_str(),
                    status: ask.status.as_str(),
                    open,
                    overdue_days: (open && ask.by < portfolio.today).then(|| portfolio.today.days_since(ask.by)),
                    place: PlaceView { path: unit.file.path.shared(), line: unit.file.line(&unit.file.item("asks", index)) },
                });
            }
        }
        rows.sort_by(|a, b| {
            let days = if a.open { a.by.cmp(&b.by) } else { b.by.cmp(&a.by) };
            b.open.cmp(&a.open).then(days).then_with(|| (&a.slug, &a.id).cmp(&(&b.slug, &b.id)))
        });
        rows
    }
}
