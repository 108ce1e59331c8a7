//! A plan to fill in: what is known of the account, and an empty place for everything else, the heaviest first.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::base::date::FiscalPeriod;
use crate::base::path::SourcePath;
use crate::base::slug::Slug;
use crate::base::span::ByteSpan;
use crate::config::settings::Settings;
use crate::model::account::{Qualification, Stance, Tier};
use crate::parse::node::Tree;
use crate::parse::yaml;
use crate::scaffold::yaml::text;
use crate::schema::compose::{EffectiveSchema, Flaw, resolved};
use crate::schema::missing;

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
pub fn plan(start: &Start<'_>, settings: &Settings, schema: &EffectiveSchema) -> String {
    let mut out = front(start, settings, schema);
    out.push_str(&format!("\n# {}\n", start.title.unwrap_or(start.account.as_str())));
    for section in &settings.policy.sections {
        out.push_str(&format!("\n## {section}\n\n<!-- {} -->\n", prompt(section)));
    }
    out
}

/// Its front matter alone, with the lines `---` around it. What only a plan to acquire or grow needs is there when the stance is known to be one; what
/// the territory's overlay schema asks for stands above the lists.
pub fn front(start: &Start<'_>, settings: &Settings, schema: &EffectiveSchema) -> String {
    let (head, lists) = (head(start), lists(start, settings));
    let own = asked(schema, &format!("{head}{lists}"));
    format!("---\n{head}{own}{lists}---\n")
}

/// Who, when and how: the lines that hold one value each.
fn head(start: &Start<'_>) -> String {
    let full = start.stance.filter(|stance| stance.is_full());
    let mut out = String::from("schema: quarterdeck/1\n");
    let mut line = |key: &str, value: &str| {
        out.push_str(&if value.is_empty() { format!("{key}:\n") } else { format!("{key}: {value}\n") });
    };
    line("account", start.account.as_str());
    if let Some(title) = start.title {
        line("title", &text(title));
    }
    line("status", "draft                        # active once what stands empty below is filled");
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
    line("selection", "                          # on, by, rationale: how the account came to deserve a plan");
    if full.is_some() {
        line("growth_target", "                      # what this plan is to add, in money");
    }
    out
}

/// The sections that are to be filled.
fn lists(start: &Start<'_>, settings: &Settings) -> String {
    let full = start.stance.filter(|stance| stance.is_full());
    let mut out = LISTS.to_owned();
    if full.is_some() {
        out.push_str("opportunities: []                    # the business inside the account: id, name, amount, probability, close_by, status\n");
    }
    out.push_str("commitment: {}                       # statement, by and on: who promises what, written down\n");
    out.push_str("projection_90d: []                   # brand, division, amount, basis\n");
    out.push_str("obstacles: []                        # strategic issues: id, what, trend, impact, support_needed\n");
    out.push_str("asks: []                             # what you need from whom by when, or {none: \"why nothing is needed\"}\n");
    out.push_str("team: []                             # ours, for this account: person, function, role\n");
    if let Some(stance) = full {
        out.push_str("competition: []                      # name, where, strength, weakness, our_counter\n");
        out.push_str("qualification:                       # four of six must be yes; say what each answer rests on\n");
        for key in Qualification::KEYS {
            let answer = if key == "share_below_limit" && stance == Stance::Acquire { "n/a" } else { "unknown" };
            out.push_str(&format!("  {key}: {{answer: {answer}}}\n"));
        }
        out.push_str("icp:                                 # how the account compares with the ideal customer\n  scores:\n");
        for criterion in &settings.icp.criteria {
            let levels: Vec<String> = criterion.levels.iter().map(|(value, meaning)| level(*value, meaning)).collect();
            out.push_str(&format!(
                "    {}: unknown{}# {}\n",
                text(&criterion.id),
                " ".repeat(24_usize.saturating_sub(criterion.id.len()).max(1)),
                levels.join("; ")
            ));
        }
    }
    out
}

/// A level of a criterion in a comment of one line, in the words of whoever wrote it.
fn level(value: i64, meaning: &str) -> String {
    let words = meaning.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() { value.to_string() } else { format!("{value} {words}") }
}

/// The lines for keys that are required and that the skeleton lacks: those of the territory's overlay schema. Each stands empty or as `TBD`, and
/// `custom` with the keys that it must have.
fn asked(schema: &EffectiveSchema, lines: &str) -> String {
    let Some(tree) = read(lines) else { return String::new() };
    let value = tree.root().to_json_without_nulls();
    let mut out = String::new();
    for key in lacking(schema, &value, "").iter().filter(|key| tree.root().get(key).is_none()) {
        if key != "custom" {
            out.push_str(&line(schema, "", key));
            continue;
        }
        let mut with = value.clone();
        if let Value::Object(map) = &mut with {
            map.insert("custom".to_owned(), Value::Object(Map::new()));
        }
        let inner = lacking(schema, &with, "/custom");
        out.push_str(if inner.is_empty() { "custom: {}\n" } else { "custom:\n" });
        inner.iter().for_each(|key| out.push_str(&format!("  {}", line(schema, "/custom", key))));
    }
    out
}

fn line(schema: &EffectiveSchema, at: &str, key: &str) -> String {
    let owner = if at.is_empty() { Some(schema.checking()) } else { schema.property(schema.checking(), at.trim_start_matches('/')) };
    let property = owner.and_then(|owner| schema.property(owner, key)).map(|property| resolved(schema.checking(), property));
    let (key, content) = (text(key), missing::content(property));
    if content.is_empty() { format!("{key}:\n") } else { format!("{key}: {content}\n") }
}

/// The keys that a group must have and has not, each once, in the order of the schema.
fn lacking(schema: &EffectiveSchema, value: &Value, at: &str) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for violation in schema.violations(value) {
        if let (Flaw::Missing(key), true) = (violation.flaw, violation.at == at)
            && !keys.contains(&key)
        {
            keys.push(key);
        }
    }
    keys
}

fn read(lines: &str) -> Option<Tree> {
    let bytes: Arc<[u8]> = lines.as_bytes().into();
    yaml::read(&SourcePath::new("plan.md")?, &bytes, ByteSpan::new(0, bytes.len()), yaml::FRONT_MATTER).0
}

/// Stands for a name that nobody gave; the rule `placeholder` reports it.
const PLACEHOLDER: &str = missing::PLACEHOLDER;

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
