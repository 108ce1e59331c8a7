//! QD419: a projection that the figures do not bear out.

use crate::base::amount::in_percent;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::resolve::projection;
use crate::rules::asked;
use crate::rules::reach::Items;
use crate::rules::rule::{Check, Rule, ScoredCx};

pub static RULE: Rule = Rule { code: &CODE, reads: &["account", "opportunities", "projection_90d", "status"], check: Check::Plan(check) };

pub static CODE: Code = Code {
    name: "projection-differs",
    code: "QD419",
    category: Category::Domain,
    level: Level::Warn,
    milder_in_draft: false,
    clock: true,
    fixable: Fixable::No,
    ids: &["M22", "M23"],
    docs: Docs {
        what: "The typed projection for a brand and division differs by more than `policy.projection_max_difference` (0.20) from the computed one: the mean of its last four fiscal quarters and its weighted open opportunities of the next 90 days.",
        why: "Two truths about one quarter cannot both be planned on. Either the owner knows something that the figures do not show yet, or the projection is a hope.",
        fix: "Correct the projection, or the opportunities behind it. Where the owner knows what the figures do not, say it in `basis` and accept the finding with a comment at the line: `# quarterdeck: ignore[projection-differs] -- the reason`. Both figures stay on the page.",
        bad: "\
projection_90d:
  - {brand: surgix, division: Surgical, amount: 300000, basis: Two renewals and the theatre pilot.}
=== data/revenue.csv
account,period,brand,division,product,amount,margin
northwind-health,FY2026-Q1,surgix,Surgical,surgix-core,66000,0.4
northwind-health,FY2026-Q2,surgix,Surgical,surgix-core,66000,0.4
northwind-health,FY2026-Q3,surgix,Surgical,surgix-core,66000,0.4
northwind-health,FY2026-Q4,surgix,Surgical,surgix-core,66000,0.4
",
        good: "\
projection_90d:
  - {brand: surgix, division: Surgical, amount: 210000, basis: Two renewals and the theatre pilot.}
=== data/revenue.csv
account,period,brand,division,product,amount,margin
northwind-health,FY2026-Q1,surgix,Surgical,surgix-core,66000,0.4
northwind-health,FY2026-Q2,surgix,Surgical,surgix-core,66000,0.4
northwind-health,FY2026-Q3,surgix,Surgical,surgix-core,66000,0.4
northwind-health,FY2026-Q4,surgix,Surgical,surgix-core,66000,0.4
",
    },
};

fn check(cx: &ScoredCx<'_>, out: &mut Vec<Diagnostic>) {
    if !cx.is_current() || cx.plan.projection_90d.is_empty() || !cx.ground.tables.revenue {
        return;
    }
    // what the computed side lacks is said already
    if asked::lacks(cx, "opportunities") || cx.settings().doubts("fiscal_year_start") || cx.settings().lost.contains("brands") {
        return;
    }
    // nor has a copy sales of its own
    if cx.ground.copied(cx.unit).is_some() {
        return;
    }
    let most = cx.settings().policy.projection_max_difference;
    let items = Items::of(cx, "projection_90d");
    for it in projection::series(cx.ground, cx.unit, 4) {
        let (Some(typed), Some(computed)) = (it.typed, it.computed) else { continue };
        let difference = typed.minus(computed).0.abs();
        if difference <= computed.0.abs().saturating_mul(most) {
            continue;
        }
        // of two for one brand and division `duplicate-id` asks which is meant
        let own = cx.plan.projection_90d.iter().filter(|own| own.brand == it.brand && own.division.as_deref().unwrap_or("") == it.division);
        if own.count() > 1 {
            continue;
        }
        let found = cx.plan.projection_90d.iter().position(|own| own.brand == it.brand && own.division.as_deref().unwrap_or("") == it.division);
        let Some(index) = found else { continue };
        let share = difference.checked_div(computed.0.abs()).map(|share| format!(", {} % apart", in_percent(share).round().normalize()));
        let brand = cx.settings().brand(it.brand).map_or(it.brand, |brand| brand.name.as_str());
        let division = if it.division.is_empty() { String::new() } else { format!(" in {}", it.division) };
        let message = format!(
            "the projection for {}{division} is {}, and history with the open opportunities of 90 days gives {}{}",
            brand,
            typed.in_whole(),
            computed.in_whole(),
            share.unwrap_or_default()
        );
        out.push(
            items
                .at(cx, index, "amount", message)
                .help("correct the projection or the opportunities; where you know better, accept it with a comment that says why"),
        );
    }
}
