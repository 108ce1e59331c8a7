//! A territory to start from: settings, people, an account list with revenue, and two filled plans whose dates lie around today.

use crate::base::date::{Date, FiscalCalendar};

/// Path and text of every file. The texts are `files/*`; `@NAME@` in them is filled in here.
pub fn files(today: Date) -> Vec<(&'static str, String)> {
    const FILES: [(&str, &str); 14] = [
        ("quarterdeck.yaml", include_str!("files/quarterdeck.yaml")),
        ("people.yaml", include_str!("files/people.yaml")),
        ("data/accounts.csv", include_str!("files/accounts.csv")),
        ("data/revenue.csv", include_str!("files/revenue.csv")),
        ("data/quota.csv", include_str!("files/quota.csv")),
        ("data/wallet.csv", include_str!("files/wallet.csv")),
        ("accounts/bellwether-foods/plan.md", include_str!("files/bellwether-foods.md")),
        ("accounts/bellwether-foods/reviews/kick-off.md", include_str!("files/bellwether-kickoff.md")),
        ("accounts/bellwether-foods/reviews/first-quarter.md", include_str!("files/bellwether-review.md")),
        ("accounts/tidewater-logistics/plan.md", include_str!("files/tidewater-logistics.md")),
        ("accounts/tidewater-logistics/reviews/kick-off.md", include_str!("files/tidewater-kickoff.md")),
        ("accounts/tidewater-logistics/reviews/first-quarter.md", include_str!("files/tidewater-review.md")),
        (".gitignore", include_str!("files/gitignore")),
        ("README.md", include_str!("files/README.md")),
    ];
    FILES.iter().map(|(path, text)| (*path, fill(text, today))).collect()
}

/// The month in which the fiscal year of the example starts.
const FISCAL_START: u8 = 1;

/// `@-30@` is the day thirty days ago, `@+30@` thirty days ahead; `@q@` is the fiscal quarter of today, `@q-2@` two before; `@fy@` the fiscal year;
/// `@recent-6@` the day six days ago, or the first day of the quarter when that is later; `@fy-start@` a day early in the fiscal year that is not ahead of us.
fn fill(text: &str, today: Date) -> String {
    let calendar = FiscalCalendar { start_month: FISCAL_START };
    let quarter = calendar.quarter_of(today);
    let mut out = String::with_capacity(text.len());
    for (index, part) in text.split('@').enumerate() {
        if index % 2 == 0 {
            out.push_str(part);
            continue;
        }
        match part {
            "q" => out.push_str(&quarter.to_string()),
            "fy" => out.push_str(&calendar.year_of(today).to_string()),
            "fy-start" => {
                let (start, _) = calendar.span(calendar.year_of(today));
                out.push_str(&start.plus_days(9).min(today).to_string());
            }
            _ if part.starts_with("recent-") => {
                let days = part.strip_prefix("recent-").and_then(|n| n.parse::<i64>().ok()).unwrap_or(0);
                out.push_str(&today.plus_days(-days).max(calendar.span(quarter).0).to_string());
            }
            _ => match (part.strip_prefix("q-").and_then(|n| n.parse::<i32>().ok()), part.parse::<i64>()) {
                (Some(back), _) => out.push_str(&quarter.plus_quarters(-back).to_string()),
                (None, Ok(days)) => out.push_str(&today.plus_days(days).to_string()),
                // not one of ours: an e-mail address, for example
                _ => {
                    out.push('@');
                    out.push_str(part);
                    out.push('@');
                }
            },
        }
    }
    out
}
