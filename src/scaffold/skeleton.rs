//! A plan to fill in: what is known of the account, and an empty place for everything else, the heaviest first.

use crate::base::date::FiscalPeriod;
use crate::base::slug::Slug;
use crate::config::settings::Settings;
use crate::model::account::{Qualification, Stance, Tier};
use crate::scaffold::yaml::text;

/// What is known before the first line is written. Whatever is not known stands empty or is `TBD`, so that `check` asks for it.
#[derive(Clone, Debug)]
pub struct Start<'a> {
    pub account: &'a Slug,
    pub title: Option<&'a str>,
    pub stance: Option<Stance>,
    pub tier: Option<Tier>,
    pub owner: Option<&'a str>,
    pub manager: Option<&'a str>,
    pub period: Option<FiscalPeriod>,
}

/// The text of a draft plan. Its empty sections stand in the order of their weight in completeness, so that `check` lists them in that order.
pub fn plan(start: &Start<'_>, settings: &Settings) -> String {
    let mut out = front(start, settings);
    out.push_str(&format!("\n# {}\n", start.title.unwrap_or(start.account.as_str())));
    for section in &settings.policy.sections {
        out.push_str(&format!("\n## {section}\n\n<!-- {} -->\n", prompt(section)));
    }
    out
}

/// Its front matter alone, with the lines `---` around it. What only a plan to acquire or grow needs is there when the stance is known to be one.
pub fn front(start: &Start<'_>, settings: &Settings) -> String {
    let full = start.stance.filter(|stance| stance.is_full());
    let mut out = String::from("---\nschema: quarterdeck/1\n");
    let mut line = |key: &str, value: &str| {
        out.push_str(&if value.is_empty() { format!("{key}:\n") } else { format!("{key}: {value}\n") });
    };
    line("account", start.account.as_str());
    if let Some(title) = start.title {
        line("title", &text(title));
    }
    line("status", "draft                        # active once the lists below are filled");
    line("owner", &start.owner.map_or_else(|| PLACEHOLDER.to_owned(), text));
    if let Some(manager) = start.manager {
        line("manager", &text(manager));
    }
    line("period", &start.period.as_ref().map(ToString::to_string).unwrap_or_default());
    line("stance", start.stance.map_or("", Stance::as_str));
    line("tier", start.tier.map_or("", Tier::as_str));
    if let Some(stance) = full {
        let posture = if stance == Stance::Acquire { "penetrate" } else { "grow-share" };
        line("posture", &format!("{posture}                   # penetrate, grow-share or defend"));
    }
    out.push_str(LISTS);
    if full.is_some() {
        out.push_str("opportunities: []                    # the business inside the account: id, name, amount, probability, close_by, status\n");
    }
    out.push_str("commitment: {}                       # statement, by and on: who promises what, written down\n");
    out.push_str("projection_90d: []                   # brand, division, amount, basis\n");
    out.push_str("obstacles: []                        # strategic issues: id, what, trend, impact, support_needed\n");
    out.push_str("asks: []                             # what you need from whom by when, or {none: \"why nothing is needed\"}\n");
    if let Some(stance) = full {
        out.push_str("competition: []                      # name, where, strength, weakness, our_counter\n");
        out.push_str("qualification:                       # four of six must be yes; say what each answer rests on\n");
        for key in Qualification::KEYS {
            let answer = if key == "share_below_limit" && stance == Stance::Acquire { "n/a" } else { "unknown" };
            out.push_str(&format!("  {key}: {{answer: {answer}}}\n"));
        }
        out.push_str("icp:                                 # how the account compares with the ideal customer\n  scores:\n");
        for criterion in &settings.icp.criteria {
            let levels: Vec<String> = criterion.levels.iter().map(|(value, meaning)| format!("{value} {}", meaning.to_lowercase())).collect();
            out.push_str(&format!(
                "    {}: unknown{}# {}\n",
                text(&criterion.id),
                " ".repeat(24_usize.saturating_sub(criterion.id.len()).max(1)),
                levels.join("; ")
            ));
        }
    }
    out.push_str("---\n");
    out
}

/// Stands for a name that nobody gave; the rule `placeholder` reports it.
const PLACEHOLDER: &str = "TBD";

const LISTS: &str = "\
people: []                           # who decides there: id, name, title, buying_role, influence, disposition; kdm and in_power
actions: []                          # ordered steps: id, objective, text, owner, due, status
benchmarks: []                       # measures with baseline, target and readings
objectives: []                       # at least one short and one long: id, text, kind, horizon, by
";

/// The question that a section answers (K16). Comments never reach the site.
fn prompt(section: &str) -> &'static str {
    match section {
        "Situation" => "Where does the account stand today, and how did we get here?",
        "Customer goals and needs" => "What do they want to reach this year, in their own words, and who said so?",
        "Strategy" => "Why will we win here, and what shall we leave to others?",
        "Relationship plan" => "Whom do we not know yet, who opens the door, and by when?",
        "Growth plan" => "Where does the growth come from, in money and units?",
        "Risks" => "What could stop the plan, and how would we notice first?",
        _ => "What should a colleague know who reads this for the first time?",
    }
}
