//! What belongs to each segment: its plans, its accounts without one, and what is to be done on them. Worked out in one walk, because there may be as
//! many segments as accounts.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::audience::events::Moment;
use crate::audience::narrow;
use crate::audience::project::View;
use crate::audience::view::{RowView, TotalsView};
use crate::audience::work::Spot;
use crate::base::narrow::narrow;
use crate::base::slug::Slug;

/// One segment that has a page. Lists are in the order of the whole territory's.
pub struct Segment {
    pub slug: Slug,
    /// Names that differ in capitals alone share a page.
    pub names: Vec<String>,
    /// Positions in [`View::rows`] and in [`View::unplanned`].
    pub(in crate::audience) rows: Vec<u32>,
    pub(in crate::audience) unplanned: Vec<u32>,
    pub actions: Vec<Spot>,
    pub asks: Vec<Spot>,
    pub(in crate::audience) moments: Vec<Moment>,
    pub(in crate::audience) totals: TotalsView,
}

impl Segment {
    fn new(slug: &Slug) -> Segment {
        Segment {
            slug: slug.clone(),
            names: Vec::new(),
            rows: Vec::new(),
            unplanned: Vec::new(),
            actions: Vec::new(),
            asks: Vec::new(),
            moments: Vec::new(),
            totals: TotalsView::default(),
        }
    }

    /// How many plans it has.
    pub fn plans(&self) -> usize {
        self.rows.len()
    }
}

impl View<'_> {
    /// The segments that have a page, by their addresses.
    pub fn segments(&self) -> &[Segment] {
        self.kept.segments.get_or_init(|| self.made_segments())
    }

    fn made_segments(&self) -> Vec<Segment> {
        let mut made: BTreeMap<&Slug, Segment> = BTreeMap::new();
        for (name, slug) in &self.frame.segments {
            made.entry(slug).or_insert_with(|| Segment::new(slug)).names.push(name.clone());
        }
        let mut made: Vec<Segment> = made.into_values().collect();
        let place = |name: &str| {
            let slug = self.frame.segments.get(name)?;
            made.binary_search_by(|segment| segment.slug.cmp(slug)).ok()
        };
        let of_rows: Vec<Option<usize>> = self.rows.iter().map(|row| place(row.segment.as_deref()?)).collect();
        let of_unplanned: Vec<Option<usize>> = self.unplanned.iter().map(|account| place(account.segment)).collect();
        // by the position of the plan, which is what the other lists know
        let of_plan = |plan: usize| of_rows.get(self.row_of_plan(plan)?).copied().flatten();
        let mut put = |segment: Option<usize>, put: &dyn Fn(&mut Segment)| {
            if let Some(segment) = segment.and_then(|place| made.get_mut(place)) {
                put(segment);
            }
        };
        for (row, segment) in of_rows.iter().enumerate() {
            put(*segment, &|segment| segment.rows.push(narrow(row)));
        }
        for (account, segment) in of_unplanned.iter().enumerate() {
            put(*segment, &|segment| segment.unplanned.push(narrow(account)));
        }
        for spot in self.open_actions() {
            put(of_plan(spot.plan()), &|segment| segment.actions.push(*spot));
        }
        for spot in self.all_asks() {
            put(of_plan(spot.plan()), &|segment| segment.asks.push(*spot));
        }
        for moment in self.moments() {
            put(of_plan(moment.plan()), &|segment| segment.moments.push(*moment));
        }
        for segment in &mut made {
            segment.totals = narrow::sums(self.rows_at(&segment.rows).into_iter(), &self.frame.currency);
        }
        made
    }

    /// Some rows, by their positions.
    pub(in crate::audience) fn rows_at(&self, places: &[u32]) -> Vec<&RowView> {
        places.iter().filter_map(|row| self.rows.get(*row as usize)).map(Arc::as_ref).collect()
    }
}
