//! The table of `domain.md` §6: eleven blocks, their weights and their checks.

use super::{Block, Check};
use super::{asks, issues, meeting, money, people, work};

/// The blocks in the order of the review pack; weights add up to 100.
pub static BLOCKS: [Block; 11] = [
    Block {
        key: "purpose",
        title: "Purpose and logistics",
        weight: 10,
        ids: &["S2", "S3", "S4", "S5", "S6", "S10", "S13", "D10"],
        checks: &[
            Check { key: "purpose", title: "purpose stated", rules: &[], decide: meeting::purpose },
            Check { key: "review-type", title: "account-plan review", rules: &[], decide: meeting::review_type },
            Check { key: "minutes", title: "long enough for tier A", rules: &["review-too-short"], decide: meeting::minutes },
            Check { key: "manager-attends", title: "manager attends", rules: &["manager-absent"], decide: meeting::manager },
            Check { key: "pre-read", title: "pre-read sent in time", rules: &["pre-read-late"], decide: meeting::pre_read },
            Check { key: "homework", title: "homework done", rules: &[], decide: meeting::homework },
        ],
    },
    Block {
        key: "money",
        title: "As, Bs and the money",
        weight: 10,
        ids: &["M16", "M17", "M18", "M19", "M20"],
        checks: &[
            Check { key: "tier", title: "declared tier is the computed one", rules: &["tier-mismatch"], decide: money::tier },
            Check { key: "amounts", title: "amounts re-qualified", rules: &["opportunity-stale"], decide: money::amounts },
            Check { key: "timing", title: "timing confirmed", rules: &["opportunity-stale"], decide: money::timing },
            Check { key: "quota", title: "quota known", rules: &[], decide: money::quota },
        ],
    },
    Block {
        key: "revenue",
        title: "Revenue",
        weight: 8,
        ids: &["M4", "M7", "M22", "M23"],
        checks: &[
            Check { key: "history", title: "history of four quarters", rules: &[], decide: money::history },
            Check { key: "split", title: "split by brand and division", rules: &[], decide: money::split },
            Check { key: "projection", title: "90-day projection per brand", rules: &["projection-differs"], decide: money::projection },
            Check { key: "projection-error", title: "error of the last projection", rules: &[], decide: money::projection_error },
            Check { key: "data-date", title: "data are recent", rules: &["data-stale"], decide: money::data_date },
        ],
    },
    Block {
        key: "people",
        title: "People",
        weight: 16,
        ids: &["M9", "M10", "M11", "M12", "M13", "M14", "M24"],
        checks: &[
            Check { key: "verified", title: "decision makers verified", rules: &["power-unverified"], decide: people::verified },
            Check { key: "met", title: "decision makers met this period", rules: &[], decide: people::met },
            Check { key: "disposition", title: "disposition known", rules: &[], decide: people::disposition },
            Check { key: "new-people", title: "new people noted", rules: &[], decide: people::new_people },
            Check { key: "meetings", title: "meetings set for 90 days", rules: &["kdm-without-meeting"], decide: people::meetings },
            Check { key: "threads", title: "not single-threaded", rules: &["single-threaded"], decide: people::threads },
        ],
    },
    Block {
        key: "issues",
        title: "Strategic issues",
        weight: 10,
        ids: &["M8", "M26", "M27"],
        checks: &[
            Check { key: "obstacles", title: "obstacles named", rules: &[], decide: issues::obstacles },
            Check { key: "specific", title: "obstacles are specific", rules: &["vague-statement"], decide: issues::specific },
            Check { key: "support", title: "support needed stated", rules: &[], decide: issues::support },
        ],
    },
    Block {
        key: "strategy",
        title: "Strategy",
        weight: 8,
        ids: &["S7", "S9", "S12"],
        checks: &[
            Check { key: "long-view", title: "long view", rules: &["near-term-plan"], decide: issues::long_view },
            Check { key: "not-only-revenue", title: "more than revenue objectives", rules: &["revenue-only-objectives"], decide: issues::not_only_revenue },
            Check { key: "sections", title: "required sections", rules: &["heading-missing", "competition-missing"], decide: issues::sections },
        ],
    },
    Block {
        key: "execution",
        title: "Execution",
        weight: 10,
        ids: &["K10"],
        checks: &[
            Check { key: "actions-done", title: "actions that are due are done", rules: &["overdue-action"], decide: work::actions_done },
            Check { key: "slips", title: "slips explained", rules: &[], decide: work::slips },
            Check { key: "blocked", title: "nothing blocked without an ask", rules: &["blocked-without-ask"], decide: work::blocked },
        ],
    },
    Block {
        key: "benchmarks",
        title: "Benchmarks",
        weight: 8,
        ids: &["K11"],
        checks: &[
            Check { key: "measured", title: "measured inside the cadence", rules: &["benchmark-unread"], decide: work::measured },
            Check { key: "on-track", title: "on track or explained", rules: &[], decide: work::on_track },
        ],
    },
    Block {
        key: "preparation",
        title: "Preparation quality",
        weight: 6,
        ids: &["M1", "D7", "M3", "K16"],
        checks: &[
            Check { key: "two-days", title: "edited on two or more days", rules: &[], decide: work::two_days },
            Check { key: "no-rush", title: "not in a last-minute rush", rules: &["fire-drill"], decide: work::no_rush },
            Check { key: "evidence", title: "judgements with evidence", rules: &[], decide: work::evidence },
            Check { key: "placeholders", title: "no placeholders", rules: &["placeholder"], decide: work::placeholders },
        ],
    },
    Block {
        key: "asks",
        title: "Asks",
        weight: 10,
        ids: &["M28"],
        checks: &[
            Check { key: "complete", title: "each ask with from, by and kind", rules: &["asks-missing"], decide: asks::complete },
            Check { key: "resolved", title: "last time's asks resolved", rules: &[], decide: asks::resolved },
        ],
    },
    Block {
        key: "since-review",
        title: "Since last review",
        weight: 4,
        ids: &["S5"],
        checks: &[
            Check { key: "decisions", title: "decisions carried out", rules: &[], decide: asks::decisions },
            Check { key: "changed", title: "plan changed after the review", rules: &["review-without-action"], decide: asks::changed },
        ],
    },
];
