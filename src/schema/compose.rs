//! The effective schema: a core document, tightened by the territory's overlay, compiled. The only file that names `jsonschema`:
//! what it finds leaves here as plain values. Knows nothing of places and of sentences.

use std::sync::{Arc, OnceLock};

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{PatternOptions, ValidationError, Validator};
use serde_json::{Map, Value, json};

use crate::base::date::{Date, FiscalPeriod};
use crate::base::fingerprint::fingerprint;
use crate::base::slug::Slug;
use crate::schema::core::{self, Core, texts, without_null};
use crate::schema::weight::Asks;

/// What kind of document a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Document {
    Plan,
    Review,
    Territory,
    People,
    Icp,
    Cycle,
    Questions,
    Page,
    Baseline,
}

impl Document {
    /// One of the territory's own files: a mistake in it is always `config-error`.
    pub fn is_config(self) -> bool {
        !matches!(self, Document::Plan | Document::Review | Document::Page)
    }

    /// The document as the subject of a sentence.
    pub fn noun(self) -> &'static str {
        match self {
            Document::Plan => "a plan",
            Document::Review => "a review",
            Document::Territory => "quarterdeck.yaml",
            Document::People => "people.yaml",
            Document::Icp => "icp.yaml",
            Document::Cycle => "cycle.yaml",
            Document::Questions => "questions.yaml",
            Document::Page => "an own page",
            Document::Baseline => "quarterdeck-baseline.json",
        }
    }
}

/// A core schema with its overlay, ready to check values.
#[derive(Debug)]
pub struct EffectiveSchema {
    pub document: Document,
    checking: Value,
    printed: Value,
    validator: Option<Validator>,
    fingerprint: String,
    overlay: Option<Overlay>,
    currency: Option<String>,
}

/// What the overlay adds, and the schema without it, which is made for the first document that the overlay asks too much of.
#[derive(Debug)]
struct Overlay {
    asks: Asks,
    without: OnceLock<Box<EffectiveSchema>>,
}

impl EffectiveSchema {
    /// The schema that a value is held against: this one, or the core alone with the top-level key that most is asked of. The library makes a value of
    /// every failed condition before it hands out the first, so that it must not be asked what fills the memory.
    pub fn affordable(&self, value: &Value) -> (&EffectiveSchema, Option<String>) {
        match &self.overlay {
            Some(overlay) if !overlay.asks.fits(value) => {
                let core = overlay.without.get_or_init(|| Box::new(compile(self.document, core::plan())));
                (core, Some(overlay.asks.heaviest(value)))
            }
            _ => (self, None),
        }
    }

    /// The same schema where money is counted in a currency, unless a document says another one.
    pub fn counting_in(self, currency: Option<&str>) -> Self {
        EffectiveSchema { currency: currency.map(str::to_owned), ..self }
    }

    /// The currency of a document's amounts that names none itself, where it is known.
    pub fn currency(&self) -> Option<&str> {
        self.currency.as_deref()
    }

    /// The effective schema as people and editors read it.
    pub fn printed(&self) -> &Value {
        &self.printed
    }

    /// The schema that values are checked with: without nulls and without what rules ask for.
    pub fn checking(&self) -> &Value {
        &self.checking
    }

    /// Changes whenever a check could come out differently.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// All that is wrong with a value (nulls dropped), in the library's order.
    pub fn violations(&self, value: &Value) -> Vec<Violation> {
        match &self.validator {
            Some(validator) if !validator.is_valid(value) => validator.iter_errors(value).map(|error| violation(&error)).collect(),
            _ => Vec::new(),
        }
    }

    /// The schema object that holds the keyword a violation came from.
    pub fn holder(&self, violation: &Violation) -> &Value {
        let holder = violation.keyword.rsplit_once('/').map_or("", |(holder, _)| holder);
        self.checking.pointer(holder).unwrap_or(&Value::Null)
    }

    /// The property's schema under a holder, its reference followed.
    pub fn property<'a>(&'a self, holder: &'a Value, key: &str) -> Option<&'a Value> {
        holder.get("properties")?.get(key).map(|property| resolved(&self.checking, property))
    }
}

/// One thing wrong with a value.
#[derive(Clone, Debug)]
pub struct Violation {
    /// JSON pointer into the value.
    pub at: String,
    /// JSON pointer into the schema, ending in the keyword.
    pub keyword: String,
    pub flaw: Flaw,
}

/// What is wrong, without a word of the library's.
#[derive(Clone, Debug)]
pub enum Flaw {
    Missing(String),
    Unknown(Vec<String>),
    /// The JSON types that would fit.
    Type(Vec<String>),
    /// The list of allowed values; shared, because there may be as many flaws as values.
    Choice(Arc<Value>),
    Constant(Arc<Value>),
    Format(String),
    Pattern(String),
    Range,
    Length,
    Count,
    Repeats,
    Alternatives(Vec<Vec<Violation>>),
    /// A condition of the overlay's that has no simpler word.
    Refused,
}

/// The plan's schema, tightened by an overlay that `overlay::read` has cleaned.
pub fn plan(overlay: Option<&Value>) -> EffectiveSchema {
    let mut core = core::plan();
    let mut laid = None;
    if let Some(overlay) = overlay {
        let mut tight = core.clone();
        for form in [&mut tight.checking, &mut tight.printed] {
            let defs = form.get("$defs").cloned().unwrap_or(Value::Null);
            tighten(form, overlay, &defs);
        }
        if let Some(own) = tight.printed.pointer_mut("/properties/custom") {
            core::nullable(own);
        }
        if compiled(&tight.checking).is_some() {
            core = tight;
            laid = Some(Overlay { asks: Asks::of(overlay), without: OnceLock::new() });
        }
    }
    EffectiveSchema { overlay: laid, ..compile(Document::Plan, core) }
}

/// The schema of a review.
pub fn review() -> EffectiveSchema {
    compile(Document::Review, core::review())
}

/// Compiles a core schema.
pub fn compile(document: Document, core: Core) -> EffectiveSchema {
    let validator = compiled(&core.checking);
    let fingerprint = fingerprint([core.name.as_bytes(), core.checking.to_string().as_bytes()]);
    EffectiveSchema { document, checking: core.checking, printed: core.printed, validator, fingerprint, overlay: None, currency: None }
}

/// The one place where the library's generic validator is built. Its patterns run in linear time, its references stay inside.
fn compiled(schema: &Value) -> Option<Validator> {
    jsonschema::draft202012::options()
        .should_validate_formats(true)
        .with_format("date", |text: &str| Date::parse(text).is_some())
        .with_format("slug", |text: &str| Slug::new(text).is_ok())
        .with_format("fiscal-period", |text: &str| FiscalPeriod::parse(text).is_some())
        .with_pattern_options(PatternOptions::regex().size_limit(1 << 20).dfa_size_limit(1 << 20))
        .offline()
        .build(schema)
        .ok()
}

/// Does a schema compile? For patterns and keyword values of an overlay.
pub fn compiles(schema: &Value) -> bool {
    compiled(schema).is_some()
}

fn violation(error: &ValidationError<'_>) -> Violation {
    use ValidationErrorKind as Kind;
    let alternatives =
        |context: &[Vec<ValidationError<'static>>]| Flaw::Alternatives(context.iter().map(|branch| branch.iter().map(violation).collect()).collect());
    let flaw = match error.kind() {
        Kind::Required { property } => Flaw::Missing(property.as_str().unwrap_or("").to_owned()),
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => Flaw::Unknown(unexpected.clone()),
        Kind::Type { kind: TypeKind::Single(kind) } => Flaw::Type(vec![kind.to_string()]),
        Kind::Type { kind: TypeKind::Multiple(kinds) } => Flaw::Type(kinds.into_iter().map(|kind| kind.to_string()).collect()),
        Kind::Enum { options } => Flaw::Choice(options.clone()),
        Kind::Constant { expected_value } => Flaw::Constant(expected_value.clone()),
        Kind::Format { format } => Flaw::Format(format.clone()),
        Kind::Pattern { pattern } => Flaw::Pattern(pattern.clone()),
        Kind::Minimum { .. } | Kind::Maximum { .. } | Kind::ExclusiveMinimum { .. } | Kind::ExclusiveMaximum { .. } | Kind::MultipleOf { .. } => Flaw::Range,
        Kind::MinLength { .. } | Kind::MaxLength { .. } => Flaw::Length,
        Kind::MinItems { .. } | Kind::MaxItems { .. } | Kind::MinProperties { .. } | Kind::MaxProperties { .. } => Flaw::Count,
        Kind::UniqueItems => Flaw::Repeats,
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => alternatives(context),
        _ => Flaw::Refused,
    };
    Violation { at: error.instance_path().to_string(), keyword: error.schema_path().to_string(), flaw }
}

/// Follows a local reference of a schema, once or as often as it takes.
pub fn resolved<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    let mut schema = schema;
    for _ in 0..8 {
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|link| link.strip_prefix('#')).and_then(|pointer| root.pointer(pointer));
        match target {
            Some(target) => schema = target,
            None => break,
        }
    }
    schema
}

/// Lays an overlay's schema over a core one. A definition that several fields share is copied into the field first, so that only this
/// field becomes tighter.
fn tighten(core: &mut Value, overlay: &Value, defs: &Value) {
    let Value::Object(extra) = overlay else { return };
    let Value::Object(schema) = core else { return };
    let nullable = without_null(schema);
    inline(schema, defs);
    for (keyword, value) in extra {
        match (keyword.as_str(), value) {
            ("properties", Value::Object(properties)) => {
                let Value::Object(known) = schema.entry("properties").or_insert_with(|| json!({})) else { continue };
                for (name, property) in properties {
                    tighten(known.entry(name.clone()).or_insert_with(|| json!({})), property, defs);
                }
            }
            ("items", _) if schema.contains_key("anyOf") => tighten_list(schema, &json!({"items": value}), defs),
            ("minItems" | "maxItems" | "uniqueItems", _) if schema.contains_key("anyOf") => tighten_list(schema, &json!({keyword: value}), defs),
            ("items", _) => tighten(schema.entry("items").or_insert_with(|| json!({})), value, defs),
            ("additionalProperties", Value::Object(_)) if schema.get(keyword).is_some_and(Value::is_object) => {
                if let Some(part) = schema.get_mut(keyword) {
                    tighten(part, value, defs);
                }
            }
            ("required", _) => {
                let mut keys = texts(schema.get("required"));
                keys.extend(texts(Some(value)).into_iter().filter(|key| !keys.contains(key)).collect::<Vec<_>>());
                schema.insert(keyword.clone(), json!(keys));
            }
            ("pattern" | "format" | "multipleOf" | "not" | "if" | "then" | "else" | "contains" | "anyOf" | "oneOf" | "propertyNames", _) => {
                // a second one of these is asked beside the first
                if schema.contains_key(keyword) || matches!(keyword.as_str(), "if" | "then" | "else") {
                    continue;
                }
                schema.insert(keyword.clone(), value.clone());
            }
            ("allOf", Value::Array(list)) => beside(schema, list.clone()),
            _ => {
                schema.insert(keyword.clone(), value.clone());
            }
        }
    }
    beside(schema, second_ones(schema, extra));
    drop_null_of_required(schema);
    if nullable {
        let branch = std::mem::take(schema);
        *schema = Map::from_iter([("anyOf".to_owned(), json!([branch, {"type": "null"}]))]);
    }
}

/// What the overlay says that the core says in other words: both are asked.
fn second_ones(schema: &Map<String, Value>, extra: &Map<String, Value>) -> Vec<Value> {
    let mut list = Vec::new();
    for word in ["pattern", "format", "multipleOf", "not", "contains", "anyOf", "oneOf", "propertyNames"] {
        if let (Some(ours), Some(theirs)) = (schema.get(word), extra.get(word))
            && ours != theirs
        {
            let message = extra.get("x-message").map(|message| ("x-message".to_owned(), message.clone()));
            list.push(Value::Object([(word.to_owned(), theirs.clone())].into_iter().chain(message).collect()));
        }
    }
    if extra.contains_key("if") {
        let keep = ["if", "then", "else", "x-message"].iter().filter_map(|word| extra.get(*word).map(|part| ((*word).to_owned(), part.clone())));
        list.push(Value::Object(keep.collect()));
    }
    list
}

fn beside(schema: &mut Map<String, Value>, more: Vec<Value>) {
    if more.is_empty() {
        return;
    }
    if let Value::Array(list) = schema.entry("allOf").or_insert_with(|| json!([])) {
        list.extend(more);
    }
}

/// `asks` is a list or an explicit none: what an overlay says of lists goes to the list.
fn tighten_list(schema: &mut Map<String, Value>, overlay: &Value, defs: &Value) {
    let Some(Value::Array(branches)) = schema.get_mut("anyOf") else { return };
    if let Some(list) = branches.iter_mut().find(|branch| branch.get("type").is_some_and(|kind| kind == "array")) {
        tighten(list, overlay, defs);
    }
}

/// Replaces a reference by what it refers to; what stands beside the reference is kept.
fn inline(schema: &mut Map<String, Value>, defs: &Value) {
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|link| link.strip_prefix("#/$defs/")).map(str::to_owned);
    let Some(Value::Object(def)) = name.and_then(|name| defs.get(&name)) else { return };
    let mut def = def.clone();
    schema.remove("$ref");
    def.retain(|key, _| !schema.contains_key(key));
    schema.append(&mut def);
}

fn drop_null_of_required(schema: &mut Map<String, Value>) {
    let required = texts(schema.get("required"));
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        for name in required {
            if let Some(Value::Object(property)) = properties.get_mut(&name) {
                without_null(property);
            }
        }
    }
}
