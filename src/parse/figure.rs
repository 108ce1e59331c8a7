//! `figure:KEY?account=SLUG`: how an own page names the figure that it shows, and what can be wrong with it. Knows names alone, no figure and no plan.

use crate::base::near::nearest;
use crate::diag::fix::did_you_mean;

/// The scheme of such an address.
pub const SCHEME: &str = "figure";
/// What a figure of one account is asked for with.
const ACCOUNT: &str = "account";

/// So many figures a page shows at most.
pub const MOST: usize = 40;

/// Which figures and plans there are.
pub struct Known<'a> {
    /// Keys of the figures about the whole territory.
    pub territory: &'a [&'a str],
    /// Keys of the figures about one account.
    pub account: &'a [&'a str],
    /// Folders of the plans.
    pub plans: &'a [&'a str],
}

/// A figure that can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named<'a> {
    pub key: &'a str,
    /// The account that it is about; `None` for the whole territory.
    pub account: Option<&'a str>,
}

/// Why it cannot be shown: a sentence without a full stop, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    pub message: String,
    pub help: Option<String>,
}

/// Reads what stands behind `figure:`.
///
/// # Errors
/// When there is no such figure or plan, or a figure of one account is asked for without one.
pub fn read<'a>(target: &'a str, known: &Known<'_>) -> Result<Named<'a>, Wrong> {
    let wrong = |message: String, help: Option<String>| Err(Wrong { message, help });
    let (key, query) = target.split_once('?').map_or((target, None), |(key, query)| (key, Some(query)));
    let of_account = known.account.contains(&key);
    if !of_account && !known.territory.contains(&key) {
        let all: Vec<&str> = known.territory.iter().chain(known.account).copied().collect();
        return wrong(
            format!("there is no figure `{key}`"),
            Some(nearest(key, &all).map_or_else(|| format!("the figures are {}", all.join(", ")), did_you_mean)),
        );
    }
    let mut account = None;
    for part in query.into_iter().flat_map(|query| query.split('&')) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        if name != ACCOUNT {
            return wrong(format!("`{name}` says nothing about a figure"), Some(format!("write `figure:{key}?{ACCOUNT}=⟨folder of the account⟩`")));
        }
        account = Some(value);
    }
    match (of_account, account) {
        (false, None) => Ok(Named { key, account: None }),
        (false, Some(_)) => wrong(format!("`{key}` is a figure of the whole territory"), Some(format!("write `figure:{key}`"))),
        (true, None) => {
            wrong(format!("`{key}` is a figure of one account, and none is named"), Some(format!("write `figure:{key}?{ACCOUNT}=⟨folder of the account⟩`")))
        }
        (true, Some(slug)) if known.plans.contains(&slug) => Ok(Named { key, account: Some(slug) }),
        (true, Some(slug)) => wrong(format!("there is no plan `accounts/{slug}/plan.md`"), nearest(slug, known.plans).map(did_you_mean)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_named_by_key_and_account() {
        let known = Known { territory: &["growth_gap", "coverage_bars"], account: &["revenue_line"], plans: &["northwind-health"] };
        let check = |target: &str, expected: Result<(&str, Option<&str>), (&str, &str)>| {
            let found = read(target, &known);
            let found = found.as_ref().map(|it| (it.key, it.account)).map_err(|it| (it.message.as_str(), it.help.as_deref().unwrap_or("")));
            assert_eq!(found, expected, "{target}");
        };
        check("growth_gap", Ok(("growth_gap", None)));
        check("revenue_line?account=northwind-health", Ok(("revenue_line", Some("northwind-health"))));
        check("growth_gpa", Err(("there is no figure `growth_gpa`", "did you mean `growth_gap`?")));
        check("", Err(("there is no figure ``", "the figures are growth_gap, coverage_bars, revenue_line")));
        check("growth_gap?account=x", Err(("`growth_gap` is a figure of the whole territory", "write `figure:growth_gap`")));
        check(
            "revenue_line",
            Err(("`revenue_line` is a figure of one account, and none is named", "write `figure:revenue_line?account=⟨folder of the account⟩`")),
        );
        check(
            "revenue_line?acount=northwind-health",
            Err(("`acount` says nothing about a figure", "write `figure:revenue_line?account=⟨folder of the account⟩`")),
        );
        check("revenue_line?account=northwind-helth", Err(("there is no plan `accounts/northwind-helth/plan.md`", "did you mean `northwind-health`?")));
    }
}
