//! Orders of the plans that lists are cut from: what needs most first, and what changed most since its last review. Worked out once, so that a list in
//! a hundred parts is not put in order a hundred times.

use std::cmp::Reverse;

use crate::audience::project::View;
use crate::audience::view::RowView;
use crate::base::narrow::narrow;

/// Positions in [`View::rows`], by what changed since the last account-plan review (M20).
#[derive(Default)]
pub struct SinceReview {
    /// First the plans whose changes matter most, then those with more of them.
    pub changed: Vec<u32>,
    pub unchanged: Vec<u32>,
    /// Of these it is not known: there was no review, or no version is as old as it.
    pub unknown: Vec<u32>,
}

impl View<'_> {
    /// The plans that may be reviewed again, the one that needs most first (S6).
    pub fn neediest(&self) -> Vec<&RowView> {
        let places = self.kept.neediest.get_or_init(|| {
            let current = self.rows.iter().enumerate().filter(|(_, row)| !row.is_closed());
            let mut rows: Vec<_> = current.collect();
            rows.sort_by(|(_, a), (_, b)| a.worst_first(b));
            rows.into_iter().map(|(row, _)| narrow(row)).collect()
        });
        self.rows_at(places)
    }

    /// Some rows, each with its position.
    pub fn numbered<'v>(&'v self, places: &'v [u32]) -> impl Iterator<Item = (usize, &'v RowView)> {
        places.iter().filter_map(|row| Some((*row as usize, self.rows.get(*row as usize)?.as_ref())))
    }

    /// The plans by what changed since their last reviews.
    pub fn since_reviews(&self) -> &SinceReview {
        self.kept.since_reviews.get_or_init(|| {
            let mut made = SinceReview::default();
            let mut changed = Vec::new();
            for (row, view) in self.rows.iter().enumerate() {
                match self.since_review(row) {
                    Some((_, [])) => made.unchanged.push(narrow(row)),
                    Some((_, changes)) => changed.push((changes.iter().map(|change| change.rank).min(), Reverse(changes.len()), &view.slug, narrow(row))),
                    None => made.unknown.push(narrow(row)),
                }
            }
            changed.sort_unstable();
            made.changed = changed.into_iter().map(|(_, _, _, row)| row).collect();
            made
        })
    }
}
