//! A plan with its reviews, each of them a file that was read. Knows nothing of other plans.

use std::sync::OnceLock;

use crate::base::date::Date;
use crate::base::slug::Slug;
use crate::model::plan::Plan;
use crate::model::review::{Review, ReviewStatus, ReviewType};
use crate::resolve::links;
use crate::resolve::sentences::{self, Sentence};
use crate::resolve::told::{Mark, Told};
use crate::resolve::unit::Unit;

/// A plan with its reviews.
#[derive(Clone, Debug)]
pub struct PlanUnit {
    pub slug: Slug,
    pub file: Unit<Plan>,
    /// By date, then by path.
    pub reviews: Vec<Unit<Review>>,
    /// Worked out when somebody asks, and kept as long as the unit: a run after a save asks again of every plan.
    sentences: OnceLock<Box<[Sentence]>>,
    /// The plans that its narrative links to; likewise.
    linked: OnceLock<Box<[Slug]>>,
    /// By which others remember this plan.
    pub mark: Mark,
    /// What was said of sentences that another plan has too: which sentence it is here, and there, and whether a third account is called like the other.
    pub repeated: Told<(u32, u32, bool)>,
}

/// A review with its file.
pub type ReviewFile<'a> = (&'a Review, &'a Unit<Review>);

impl PlanUnit {
    pub fn new(slug: Slug, file: Unit<Plan>, reviews: Vec<Unit<Review>>) -> Self {
        PlanUnit { slug, file, reviews, sentences: OnceLock::new(), linked: OnceLock::new(), mark: Mark::default(), repeated: Told::default() }
    }

    /// Lets go what plans were held against each other by: after that it is asked for by the run after a save alone.
    pub fn forget_others(&mut self) {
        self.sentences = OnceLock::new();
        self.repeated = Told::default();
    }

    /// What can be held against the sentences of other plans.
    pub fn sentences(&self) -> &[Sentence] {
        self.sentences.get_or_init(|| self.file.value.as_ref().map(sentences::of_plan).unwrap_or_default())
    }

    /// The plans that its narrative links to, as written.
    pub fn linked(&self) -> &[Slug] {
        self.linked.get_or_init(|| links::plans_linked(&self.file.path, &self.file.outline).into())
    }

    /// The account-plan reviews of a status, by date; those of single opportunities satisfy nothing (S3).
    pub fn plan_reviews(&self, status: ReviewStatus) -> impl Iterator<Item = ReviewFile<'_>> {
        self.held_and_planned().filter(move |(review, _)| review.kind == ReviewType::AccountPlan && review.status == status)
    }

    /// The last account-plan review that was held by a day.
    pub fn last_held(&self, by: Date) -> Option<ReviewFile<'_>> {
        self.plan_reviews(ReviewStatus::Held).filter(|(review, _)| review.date <= by).max_by_key(|(review, _)| review.date)
    }

    /// The account-plan reviews that are planned for a day or later, earliest first; the first of them is the next (contract §4).
    pub fn planned_from(&self, day: Date) -> impl Iterator<Item = ReviewFile<'_>> {
        self.plan_reviews(ReviewStatus::Planned).filter(move |(review, _)| review.date >= day)
    }

    /// Could the front matter be read at all?
    pub fn readable(&self) -> bool {
        self.file.value.is_some()
    }

    /// The reviews that decoded, with their files.
    pub fn held_and_planned(&self) -> impl Iterator<Item = (&Review, &Unit<Review>)> {
        self.reviews.iter().filter_map(|unit| unit.value.as_ref().map(|review| (review, unit)))
    }
}
