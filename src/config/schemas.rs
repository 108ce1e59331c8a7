//! The schemas of the territory's files, printed from `raw`, with the audience class of every property and the default of every
//! threshold.

use serde_json::{Value, json};

use crate::config::baseline::Line;
use crate::config::defaults;
use crate::config::raw::{BankQuestion, Cycle, Icp, OurPerson, Territory};
use crate::model::own_page::OwnPage;
use crate::schema::audience::Classes;
use crate::schema::compose::Document;
use crate::schema::core::{self, Core, Recipe};

const fn internal(of: &'static str) -> Classes {
    Classes { of, class: "internal", except: &[] }
}

/// Audience classes of the territory's own files.
const CLASSES: &[Classes] = &[
    Classes { of: "territory", class: "internal", except: &[("basic", &["name", "currency", "fiscal_year_start", "brands", "site"])] },
    Classes { of: "Brand", class: "basic", except: &[] },
    Classes { of: "Product", class: "basic", except: &[] },
    Classes { of: "Site", class: "basic", except: &[] },
    Classes { of: "OurPerson", class: "basic", except: &[("internal", &["emails"])] },
    Classes { of: "icp", class: "judgement", except: &[] },
    Classes { of: "Criterion", class: "judgement", except: &[] },
    Classes { of: "CriterionLevel", class: "judgement", except: &[] },
    Classes { of: "Bands", class: "judgement", except: &[] },
    Classes { of: "cycle", class: "basic", except: &[] },
    Classes { of: "Step", class: "basic", except: &[] },
    internal("Program"),
    internal("Sponsors"),
    internal("Policy"),
    internal("KeyAccounts"),
    internal("QualificationPolicy"),
    internal("Tiers"),
    internal("Cadences"),
    internal("ReviewPolicy"),
    internal("NearTerm"),
    internal("Compliance"),
    internal("Gate"),
    internal("Floors"),
    internal("Data"),
    internal("Source"),
    internal("Override"),
    internal("Audience"),
    internal("BankQuestion"),
    Classes { of: "page", class: "basic", except: &[] },
    internal("Line"),
];

/// The schema of a territory file; `None` for plans and reviews, which `schema::core` prints.
pub fn schema(document: Document) -> Option<Core> {
    let recipe = |name: &'static str, required: &'static [&'static str], example: Value| Recipe {
        name,
        example,
        required,
        classes: CLASSES,
        conditions: Vec::new(),
        printed_conditions: Vec::new(),
    };
    let described = |mut core: Core, text: &str| {
        if let Value::Object(printed) = &mut core.printed {
            printed.insert("description".to_owned(), json!(text));
        }
        core
    };
    let core = match document {
        Document::Plan | Document::Review => return None,
        Document::Territory => with_defaults(core::of::<Territory>(recipe(
            "territory",
            &["schema", "name", "currency", "fiscal_year_start"],
            json!({"schema": "quarterdeck-territory/1", "name": "Northeast Healthcare", "currency": "USD", "fiscal_year_start": 10}),
        ))),
        Document::People => {
            let example = json!([{"id": "maya-chen", "name": "Maya Chen", "function": "sales", "manager": "tomas-rivera"}]);
            described(core::of::<Vec<OurPerson>>(recipe("people", &[], example)), "people.yaml: our side, reps, managers and other functions")
        }
        Document::Icp => {
            core::of::<Icp>(recipe("icp", &[], json!({"version": 1, "criteria": [{"id": "location", "weight": 1}], "bands": {"high": 70, "moderate": 40}})))
        }
        Document::Cycle => core::of::<Cycle>(recipe(
            "cycle",
            &["period", "steps"],
            json!({"period": "FY2028", "steps": [{"id": "kickoff", "on": "2027-04-12", "owner": "tomas-rivera"}]}),
        )),
        Document::Questions => {
            let example = json!([{"id": "what-changed", "text": "What changed on their side since the last review?", "category": "account"}]);
            described(
                core::of::<Vec<BankQuestion>>(recipe("questions", &[], example)),
                "questions.yaml: the pre-read question bank, in place of the built-in one",
            )
        }
        Document::Page => core::of::<OwnPage>(recipe("page", &[], json!({"title": "How we run the quarter", "order": 1}))),
        Document::Baseline => {
            let example = json!([{"rule": "stale-review", "path": "accounts/northwind-health/plan.md", "at": "/cadence", "added": "2026-11-22"}]);
            described(
                core::of::<Vec<Line>>(recipe("baseline", &[], example)),
                "quarterdeck-baseline.json: findings that the territory lives with for now, one entry a line",
            )
        }
    };
    Some(core)
}

/// The territory's schema with what holds where a key is left out. Nothing is checked by it.
fn with_defaults(mut core: Core) -> Core {
    for (of, key, default) in defaults::all() {
        if let Some(Value::Object(property)) = core.printed.pointer_mut(&format!("/$defs/{of}/properties/{key}")) {
            property.insert("default".to_owned(), default);
        }
    }
    core
}

/// The printed schemas of the territory's files, by name.
pub fn documents() -> Vec<(&'static str, Value)> {
    let all = [Document::Territory, Document::People, Document::Icp, Document::Cycle, Document::Questions, Document::Page, Document::Baseline];
    all.into_iter().filter_map(schema).map(|core| (core.name, core.printed)).collect()
}
