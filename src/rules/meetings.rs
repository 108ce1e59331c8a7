//! Which reviews of an account a rule looks at. Knows no rule.

use crate::base::date::Date;
use crate::model::review::{Review, ReviewStatus};
use crate::resolve::plan_unit::ReviewFile;
use crate::rules::rule::PlanCx;

/// What can still be done better: the reviews to come, and the last one as a lesson. Earlier ones are history.
pub fn that_count<'a>(cx: &PlanCx<'a>) -> impl Iterator<Item = ReviewFile<'a>> + use<'a> {
    cx.unit.last_held(cx.today()).into_iter().chain(cx.unit.planned_from(cx.today()))
}

/// "is planned for 2026-12-16" or "was held on 2026-09-16".
pub fn when(review: &Review) -> String {
    let date: Date = review.date;
    match review.status {
        ReviewStatus::Planned => format!("is planned for {date}"),
        ReviewStatus::Held => format!("was held on {date}"),
    }
}
