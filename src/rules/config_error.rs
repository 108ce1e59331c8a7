//! QD900, the half that depends on the plans: a threshold without a default that a plan needs. The other half is the reader's.

use crate::base::count::count;
use crate::diag::diagnostic::Diagnostic;
use crate::resolve::portfolio::Portfolio;
use crate::rules::rule::{Check, Rule};
use crate::schema::codes::CONFIG_ERROR;
use crate::source::layout::TERRITORY;

pub static RULE: Rule = Rule { code: &CONFIG_ERROR, reads: &[], check: Check::Territory(check) };

const THRESHOLD: &str = "/policy/qualification/min_growth_value";

/// What growth is worth a plan has no default, so whoever plans for growth has to say it (R8, `plan-format.md` §4).
fn check(portfolio: &Portfolio, out: &mut Vec<Diagnostic>) {
    let Some(file) = portfolio.own_files.get(TERRITORY) else { return };
    if portfolio.settings.policy.min_growth_value.is_some() {
        return;
    }
    let mut growing = portfolio.plans.iter().filter(|unit| portfolio.plan(unit).stance.is_some_and(|stance| stance.is_full()));
    let Some(first) = growing.next() else { return };
    let more = match growing.count() {
        0 => String::new(),
        others => format!(" and {} are", count(others, "other plan", "other plans")),
    };
    let verb = if more.is_empty() { " is" } else { "" };
    let message = format!(
        "`policy.qualification.min_growth_value` is missing: the plan of `{}`{verb}{more} to acquire or grow an account, and nothing says what growth is worth a plan",
        first.slug.as_str()
    );
    let help =
        format!("add `policy: {{qualification: {{min_growth_value: …}}}}` with the least growth in {} that deserves a plan", portfolio.settings.currency);
    out.push(Diagnostic::new(&CONFIG_ERROR, &file.path, file.tree.place_of(THRESHOLD), message).pointer(THRESHOLD).help(help));
}
