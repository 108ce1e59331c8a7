//! Typed edits of a whole plan, each with the sentence that it must give.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::wording;
use crate::base::amount::grouped;
use crate::base::date::Date;

/// An edit of one thing: which thing, and what is said of it.
pub struct Edit {
    pub target: String,
    pub says: Says,
}

pub enum Says {
    Line(String),
    /// An action was carried out so many days late.
    Done(i64),
    /// The projection's sum is told once.
    Projection,
}

pub const KINDS: usize = 30;

fn item<'a>(plan: &'a mut Value, section: &str, id: &str) -> &'a mut Value {
    plan[section].as_array_mut().unwrap().iter_mut().find(|item| item["id"] == id).unwrap()
}

fn add(plan: &mut Value, section: &str, item: Value) {
    plan[section].as_array_mut().unwrap().push(item);
}

fn remove(plan: &mut Value, section: &str, id: &str) {
    plan[section].as_array_mut().unwrap().retain(|item| item["id"] != id);
}

fn day(text: &Value) -> Date {
    Date::parse(text.as_str().unwrap()).unwrap()
}

/// Does one edit of a kind to the `pick`-th item; `n` is how far. `None` where it does not fit, or the item was edited before.
pub fn edit(plan: &mut Value, body: &mut String, kind: usize, pick: usize, n: i64, used: &BTreeSet<String>) -> Option<Edit> {
    let said = |date: Date| wording().day(date);
    let section = match kind {
        0..=5 => "people",
        6..=10 => "opportunities",
        11..=15 => "actions",
        16..=17 => "benchmarks",
        18..=19 => "obstacles",
        20 => "asks",
        21 => "objectives",
        _ => "",
    };
    if section.is_empty() {
        return general(plan, body, kind, n, used);
    }
    let list = plan[section].as_array().unwrap();
    let old = list[pick % list.len()].clone();
    let id = old["id"].as_str().unwrap().to_owned();
    let target = format!("{section}/{id}");
    if used.contains(&target) {
        return None;
    }
    let name = |key: &str| old[key].as_str().unwrap().to_owned();
    let status = old["status"].as_str().unwrap_or("").to_owned();
    let mut says = None;
    let mut edited = old.clone();
    let text = match kind {
        0 => {
            let side = match old["disposition"].as_str().unwrap() {
                side @ ("champion" | "supporter" | "opponent") => format!("{side} "),
                _ if old["kdm"] == true => "key decision maker ".to_owned(),
                _ => String::new(),
            };
            remove(plan, section, &id);
            return Some(Edit { target, says: Says::Line(format!("{side}{} left", name("name"))) });
        }
        1 => {
            let before = name("disposition");
            let after = if before == "champion" { "opponent" } else { "champion" };
            edited["disposition"] = json!(after);
            format!("{}: {before} → {after}", name("name"))
        }
        2 => {
            let met = day(&old["last_met"]).plus_days(n);
            edited["last_met"] = json!(met.to_string());
            format!("met {} on {}", name("name"), said(met))
        }
        3 => {
            edited["evidence"] = json!(format!("Seen {n} times."));
            let verb = if old.get("evidence").is_some() { "reworded" } else { "added" };
            format!("{}: evidence {verb}", name("name"))
        }
        4 => {
            let now = old["influence"].as_i64().unwrap() % 5 + 1;
            edited["influence"] = json!(now);
            format!("{}: influence {} → {now}", name("name"), old["influence"])
        }
        5 => {
            if old["in_power"] == "yes" {
                edited["in_power"] = json!("no");
                format!("{} is no longer in power", name("name"))
            } else {
                edited["in_power"] = json!("yes");
                format!("{} is in power now", name("name"))
            }
        }
        6 => {
            let before = old["amount"].as_i64().unwrap();
            edited["amount"] = json!(before * 2);
            format!("*{}* +100 %, ${} → ${}", name("name"), grouped(&before.to_string()), grouped(&(before * 2).to_string()))
        }
        7 | 8 => {
            let (moved, word) = if kind == 7 { (n, "slipped") } else { (-n, "came forward") };
            let close = day(&old["close_by"]).plus_days(moved);
            edited["close_by"] = json!(close.to_string());
            format!("close of *{}* {word} {n} days to {}", name("name"), said(close))
        }
        9 => {
            edited["status"] = json!("won");
            edited["closed_on"] = json!("2026-11-20");
            format!("*{}* won, ${}", name("name"), grouped(&old["amount"].to_string()))
        }
        10 => {
            remove(plan, section, &id);
            let close = said(day(&old["close_by"]));
            let text = format!("*{}* removed: ${}, was to close by {close}", name("name"), grouped(&old["amount"].to_string()));
            return Some(Edit { target, says: Says::Line(text) });
        }
        11 => {
            let due = day(&old["due"]).plus_days(n);
            edited["due"] = json!(due.to_string());
            format!("*{}* slipped {n} days to {}", name("text"), said(due))
        }
        12 if !matches!(status.as_str(), "blocked") => {
            edited["status"] = json!("blocked");
            edited.as_object_mut().unwrap().remove("done_on");
            format!("*{}* blocked", name("text"))
        }
        13 if status != "done" => {
            let done = day(&old["due"]).plus_days(n - 30);
            edited["status"] = json!("done");
            edited["done_on"] = json!(done.to_string());
            says = Some(Says::Done(n - 30));
            String::new()
        }
        14 => {
            edited["owner"] = json!("ana");
            format!("*{}*: owner {} → Ana Ruiz", name("text"), name("owner"))
        }
        15 => {
            edited["text"] = json!(format!("Do it {n} times"));
            format!("action reworded: *{}* → *Do it {n} times*", name("text"))
        }
        16 => {
            let last = old["readings"].as_array().unwrap().last().unwrap().clone();
            let on = day(&last["on"]).plus_days(n);
            add(&mut edited, "readings", json!({"on": on.to_string(), "value": n}));
            let unit = name("unit");
            let before = match last["value"].as_i64() {
                Some(before) if before == n => "as before".to_owned(),
                Some(1) if unit == "people" || unit.ends_with('s') => format!("1 ({unit}) before"),
                _ => format!("{} {unit} before", last["value"]),
            };
            format!("*{}* read {n} {unit} on {}, {before}, target {} {unit}", name("text"), said(on), old["target"]["value"])
        }
        17 => {
            let before = old["target"]["value"].as_i64().unwrap();
            edited["target"]["value"] = json!(before + n);
            format!("target of *{}* raised, {before} {} → {} {}", name("text"), name("unit"), before + n, name("unit"))
        }
        18 => {
            let after = if old["trend"] == "grown" { "easing" } else { "grown" };
            edited["trend"] = json!(after);
            format!("*{}* {after}, {} before", name("what"), name("trend"))
        }
        19 => {
            edited["owner"] = json!("ben");
            format!("*{}*: owner {} → Ben Ode", name("what"), name("owner"))
        }
        20 => {
            edited["status"] = json!("granted");
            format!("ask *{}* granted", name("what"))
        }
        21 => {
            let by = day(&old["by"]).plus_days(n);
            edited["by"] = json!(by.to_string());
            format!("objective *{}* slipped {n} days to {}", name("text"), said(by))
        }
        _ => return None,
    };
    *item(plan, section, &id) = edited;
    Some(Edit { target, says: says.unwrap_or(Says::Line(text)) })
}

/// Edits outside the lists whose items are edited one by one.
fn general(plan: &mut Value, body: &mut String, kind: usize, n: i64, used: &BTreeSet<String>) -> Option<Edit> {
    let target = format!("kind {kind}");
    if used.contains(&target) {
        return None;
    }
    let money = |amount: i64| format!("${}", grouped(&amount.to_string()));
    let text = match kind {
        22 => {
            let before = plan["growth_target"].as_i64().unwrap();
            plan["growth_target"] = json!(before * 2);
            format!("growth target +100 %, {} → {}", money(before), money(before * 2))
        }
        23 => {
            plan["projection_90d"][0]["amount"] = json!(180_000 + n * 1800);
            return Some(Edit { target, says: Says::Projection });
        }
        24 => {
            plan["stance"] = json!("grow");
            "stance acquire → grow".to_owned()
        }
        25 => {
            plan["qualification"]["icp_match"]["answer"] = json!("no");
            "ICP match: yes → no".to_owned()
        }
        26 => {
            plan["icp"]["scores"]["location"] = json!("unknown");
            "*Location*: 1 → unknown".to_owned()
        }
        27 => {
            plan["custom"]["beds"] = json!(n);
            format!("custom *beds* 498 → {n}")
        }
        28 => {
            let on = day(&plan["commitment"]["on"]).plus_days(n);
            plan["commitment"]["on"] = json!(on.to_string());
            "commitment renewed".to_owned()
        }
        _ => {
            *body = body.replace("Refill follows packs", &format!("Refill follows packs {n} times"));
            "narrative reworded under *Growth plan*".to_owned()
        }
    };
    Some(Edit { target, says: Says::Line(text) })
}

/// The one sentence for all that were carried out.
pub fn done(delays: &[i64], names: &[String]) -> Option<String> {
    let words = ["no", "one", "two", "three", "four", "five", "six"];
    let late: Vec<i64> = delays.iter().copied().filter(|days| *days > 0).collect();
    let most = late.iter().max().copied().unwrap_or(0);
    let days = if most == 1 { "1 day".to_owned() } else { format!("{most} days") };
    let count = format!("{} {} done", words[delays.len()], if delays.len() == 1 { "action" } else { "actions" });
    let text = match (delays.len(), late.len()) {
        (0, _) => return None,
        (_, 0) => count,
        (1, _) => format!("{count}, late by {days}"),
        (_, 1) => format!("{count}, one late by {days}"),
        (_, several) => format!("{count}, {} late by up to {days}", words[several]),
    };
    let more = if names.len() > 3 { format!(" and {} more", words[names.len() - 3]) } else { String::new() };
    Some(format!("{text}: {}{more}", names[..names.len().min(3)].join(", ")))
}
