//! Figures that own pages ask for: whether there is such a one, and whether it stands where it can be shown.

use crate::diag::diagnostic::Diagnostic;
use crate::parse::figure::{self, Known};
use crate::parse::url::Address;
use crate::resolve::codes::BROKEN_LINK;
use crate::resolve::portfolio::Portfolio;

/// Every figure of every own page that cannot be shown. `territory` and `account` are the keys of the figures there are.
pub fn check(portfolio: &Portfolio, territory: &[&str], account: &[&str]) -> Vec<Diagnostic> {
    let plans: Vec<&str> = portfolio.plans.iter().map(|unit| unit.slug.as_str()).collect();
    let known = Known { territory, account, plans: &plans };
    let mut findings = Vec::new();
    for page in &portfolio.own_pages {
        let mut shown = 0;
        for link in &page.file.outline.links {
            let Address::Figure(target) = &link.address else { continue };
            shown += usize::from(link.alone);
            let (message, help) = match figure::read(target, &known) {
                Err(wrong) => (wrong.message, wrong.help),
                Ok(_) if !link.alone => {
                    let help = "write it as an image, `![](figure:…)`, with an empty line before and after it and nothing beside it";
                    ("a figure needs a paragraph of its own".to_owned(), Some(help.to_owned()))
                }
                Ok(_) if shown == figure::MOST + 1 => (
                    format!("this page has more than {} figures; those from here on are not shown", figure::MOST),
                    Some("spread them over several pages".to_owned()),
                ),
                Ok(_) => continue,
            };
            let mut finding = Diagnostic::new(&BROKEN_LINK, &page.file.path, link.span, message);
            finding.help = help.map(Into::into);
            findings.push(finding);
        }
    }
    findings
}
