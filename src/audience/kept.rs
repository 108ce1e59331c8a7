//! What several pages and files show: worked out when the first of them asks, and kept.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::audience::accountability::AccountabilityView;
use crate::audience::asks::AskCounts;
use crate::audience::by_segment::Segment;
use crate::audience::cycle::CycleView;
use crate::audience::finding_lists::FindingLists;
use crate::audience::growth::GrowthView;
use crate::audience::judged::Judged;
use crate::audience::orders::SinceReview;
use crate::audience::project::View;
use crate::audience::ranking::RankingView;
use crate::audience::results::ResultsView;
use crate::audience::whitespace::WhitespaceView;
use crate::audience::work::LoadRow;
use crate::diag::code::Code;

/// One place for each.
#[derive(Default)]
pub(in crate::audience) struct Kept {
    accountability: OnceLock<AccountabilityView>,
    asks: OnceLock<AskCounts>,
    cycle: OnceLock<CycleView>,
    pub(in crate::audience) findings: OnceLock<FindingLists>,
    growth: OnceLock<GrowthView>,
    loads: OnceLock<Vec<LoadRow>>,
    pub(in crate::audience) neediest: OnceLock<Vec<u32>>,
    ranking: OnceLock<RankingView>,
    results: OnceLock<ResultsView>,
    /// Those that found something.
    pub(in crate::audience) rules: OnceLock<Vec<&'static Code>>,
    pub(in crate::audience) segments: OnceLock<Vec<Segment>>,
    pub(in crate::audience) since_reviews: OnceLock<SinceReview>,
    unread: OnceLock<usize>,
    whitespace: OnceLock<WhitespaceView>,
    pub(in crate::audience) judged: Recent<Judged>,
}

/// How many plans are kept: all threads together are at no more at a time.
const RECENT: usize = 32;

/// What was worked out of the last few plans, by row: the pages and files of one plan are made one after the other.
pub(in crate::audience) struct Recent<T>(Mutex<VecDeque<(usize, Arc<T>)>>);

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Recent(Mutex::default())
    }
}

impl<T> Recent<T> {
    /// What is known of a row; else made, and kept in the place of the oldest.
    pub fn get_or(&self, row: usize, make: impl FnOnce() -> T) -> Arc<T> {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = lock().iter().find(|(known, _)| *known == row) {
            return known.clone();
        }
        // two threads that ask for the same make the same
        let made = Arc::new(make());
        let mut recent = lock();
        recent.truncate(RECENT - 1);
        recent.push_front((row, made.clone()));
        made
    }
}

impl View<'_> {
    /// What the accountability page shows.
    pub fn accountability(&self) -> &AccountabilityView {
        self.kept.accountability.get_or_init(|| self.made_accountability())
    }

    /// How many asks there are, by what became of them and by whom is asked.
    pub fn ask_counts(&self) -> &AskCounts {
        self.kept.asks.get_or_init(|| self.made_ask_counts())
    }

    /// What the cycle page shows.
    pub fn cycle(&self) -> &CycleView {
        self.kept.cycle.get_or_init(|| self.made_cycle())
    }

    /// What the growth page shows.
    pub fn growth(&self) -> &GrowthView {
        self.kept.growth.get_or_init(|| self.made_growth())
    }

    /// Who has how much to do, most late actions first.
    pub fn loads(&self) -> &[LoadRow] {
        self.kept.loads.get_or_init(|| self.made_loads())
    }

    /// What the ranking page shows.
    pub fn ranking(&self) -> &RankingView {
        self.kept.ranking.get_or_init(|| self.made_ranking())
    }

    /// How many plans cannot be read.
    pub fn unread(&self) -> usize {
        *self.kept.unread.get_or_init(|| self.rows.iter().filter(|row| !row.readable).count())
    }

    /// What the results board shows.
    pub fn results(&self) -> &ResultsView {
        self.kept.results.get_or_init(|| self.made_results())
    }

    /// What the whitespace page shows: every account with a plan that can be read (K7).
    pub fn whitespace(&self) -> &WhitespaceView {
        self.kept.whitespace.get_or_init(|| self.made_whitespace())
    }
}
