//! Which reviews of an account a rule looks at. Knows no rule.

use crate::base::date::Date;
use crate::model::review::{Review, ReviewStatus, ReviewType};
use crate::resolve::unit::Unit;
use crate::rules::rule::PlanCx;

/// A review with its file.
pub type ReviewFile<'a> = (&'a Review, &'a Unit<Review>);

/// The account-plan reviews; those of single opportunities satisfy nothing here (S3).
fn of_the_plan<'a>(cx: &PlanCx<'a>) -> impl Iterator<Item = ReviewFile<'a>> + use<'a> {
    cx.unit.held_and_planned().filter(|(review, _)| review.kind == ReviewType::AccountPlan)
}

/// The last one that was held.
pub fn last_held<'a>(cx: &PlanCx<'a>) -> Option<ReviewFile<'a>> {
    let today = cx.today();
    of_the_plan(cx).filter(|(review, _)| review.status == ReviewStatus::Held && review.date <= today).max_by_key(|(review, _)| review.date)
}

/// Those that are still to come, earliest first.
pub fn planned<'a>(cx: &PlanCx<'a>) -> impl Iterator<Item = ReviewFile<'a>> + use<'a> {
    let today = cx.today();
    of_the_plan(cx).filter(move |(review, _)| review.status == ReviewStatus::Planned && review.date >= today)
}

/// What can still be done better: the reviews to come, and the last one as a lesson. Earlier ones are history.
pub fn that_count<'a>(cx: &PlanCx<'a>) -> impl Iterator<Item = ReviewFile<'a>> + use<'a> {
    last_held(cx).into_iter().chain(planned(cx))
}

/// "is planned for 2026-12-16" or "was held on 2026-09-16".
pub fn when(review: &Review) -> String {
    let date: Date = review.date;
    match review.status {
        ReviewStatus::Planned => format!("is planned for {date}"),
        ReviewStatus::Held => format!("was held on {date}"),
    }
}
