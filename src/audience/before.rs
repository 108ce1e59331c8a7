//! What one view leaves to the next over the same territory: what it says of the account list alone, and the rows. Whoever has no view before gets the same.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::audience::rows;
use crate::audience::view::UnplannedView;
use crate::base::amount::Amount;
use crate::model::territory::AccountRow;
use crate::resolve::ground::{AccountData, Ground};
use crate::scores::portfolio::{Concentration, spread};

/// Empty at first. All of it is of one ground, the history apart.
#[derive(Default)]
pub struct Before {
    ground: Option<Arc<Ground>>,
    pub(in crate::audience) listed: Option<Arc<Listed>>,
    /// In the order of the plans.
    pub(in crate::audience) rows: Vec<rows::Kept>,
}

impl Before {
    /// For a view on that ground: on another one nothing holds.
    pub(in crate::audience) fn on(&mut self, ground: &Arc<Ground>) -> &mut Self {
        // of the history a row knows what the scores say
        if !self.ground.as_ref().is_some_and(|earlier| earlier.has_same_base(ground)) {
            *self = Before { ground: Some(ground.clone()), ..Before::default() };
        }
        self
    }
}

/// What follows from the tables and from which accounts have a plan, whatever the plans say.
pub(in crate::audience) struct Listed {
    /// Accounts of the list, in sound rows or not, as for the share of key accounts.
    pub accounts: usize,
    /// Segments of those of them that have no plan.
    pub segments: BTreeSet<String>,
    /// Where among all accounts those stand that are listed without a plan, by potential, then by id; each with its sales.
    unplanned: Vec<(usize, Option<Amount>)>,
    pub concentration: Option<Concentration>,
}

impl Listed {
    pub fn of(ground: &Ground) -> Self {
        let rows = || ground.accounts.values().enumerate().filter_map(|(place, data)| Some((place, data, data.row.as_ref()?)));
        let mut without: Vec<(usize, &AccountData, &AccountRow)> = rows().filter(|(_, data, _)| !data.planned).collect();
        // stable, and they come by id
        without.sort_by_key(|(_, _, row)| Reverse(row.potential));
        // many accounts have one segment
        let segments: BTreeSet<&str> = without.iter().map(|(_, _, row)| &*row.segment).collect();
        Listed {
            accounts: ground.tables.accounts_listed,
            segments: segments.into_iter().map(str::to_owned).collect(),
            unplanned: without.into_iter().map(|(place, data, _)| (place, ground.sales_of(data))).collect(),
            concentration: spread(ground),
        }
    }

    /// The accounts of `data/accounts.csv` that have no plan, by potential, then by id.
    pub fn unplanned<'g>(&self, ground: &'g Ground) -> Vec<UnplannedView<'g>> {
        let all: Vec<(&String, &AccountData)> = ground.accounts.iter().collect();
        let view = |(place, sales): &(usize, Option<Amount>)| {
            let (account, data) = *all.get(*place)?;
            let row = data.row.as_ref()?;
            Some(UnplannedView {
                account,
                name: row.shown(),
                stance: row.stance.map(|stance| stance.as_str()),
                segment: &row.segment,
                region: &row.region,
                potential: row.potential,
                sales: *sales,
            })
        };
        self.unplanned.iter().filter_map(view).collect()
    }
}
