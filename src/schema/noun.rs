//! The words of the domain for fields and values, so that a sentence reads "`retian` is not a stance". Knows names alone, no schemas.

/// What one value of an enumerated field is called, with its article.
pub fn of_word(field: &str) -> String {
    let known = match field {
        "in_power" | "answer" | "value_added" => "an answer",
        "target_disposition" => "a disposition",
        "expected_band" => "a band",
        "scores" | "rules" => "a level",
        "type" => "a kind of review",
        "id" => "a step of the cycle",
        "motivation" => "a motivation",
        "purpose" => "a purpose of a review",
        "theme" => "a theme",
        "schema" => "a schema that this version reads",
        "sees" => "a visibility",
        "shows" => "a class of fields",
        "postures" => "a posture",
        _ => return with_article(&field.replace('_', " ")),
    };
    known.to_owned()
}

/// What one item of a list is called, without an article.
pub fn of_item(list: &str) -> &'static str {
    match list {
        "actions" => "action",
        "objectives" => "objective",
        "benchmarks" => "benchmark",
        "people" => "person",
        "opportunities" => "opportunity",
        "obstacles" => "obstacle",
        "asks" => "ask",
        "competition" => "competitor",
        "team" => "team member",
        "homework" => "question",
        "readings" => "reading",
        "decisions" => "decision",
        "projection_90d" => "projection",
        "brands" => "brand",
        "criteria" => "criterion",
        "levels" => "level",
        "steps" => "step",
        "overrides" => "override",
        "questions" => "question",
        "products" => "product",
        _ => "item",
    }
}

/// What a list holds, as the end of "is a list of …".
pub fn of_items(list: &str) -> &'static str {
    match list {
        "actions" => "actions",
        "objectives" => "objectives",
        "benchmarks" => "benchmarks",
        "people" => "people",
        "opportunities" => "opportunities",
        "obstacles" => "obstacles",
        "asks" => "asks",
        "competition" => "competitors",
        "team" => "team members",
        "homework" | "questions" => "questions",
        "readings" => "readings",
        "decisions" => "decisions",
        "projection_90d" => "projections",
        "brands" => "brands",
        "products" => "products",
        "criteria" => "criteria",
        "levels" => "levels",
        "steps" => "steps",
        "by" | "attendees" | "influences" => "people",
        "after" => "action ids",
        "blocked_by" => "ids",
        "for" => "rule names",
        "motivation" => "motivations",
        "purpose" => "purposes",
        "emails" => "addresses",
        _ => "values",
    }
}

/// `a tier`, `an impact`.
pub fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// The word for a JSON type in "but `hours` is …".
pub fn of_type(kind: &str) -> &'static str {
    match kind {
        "string" => "text",
        "number" => "a number",
        "integer" => "a whole number",
        "boolean" => "true or false",
        "array" => "a list",
        "object" => "a group of keys",
        _ => "nothing",
    }
}

/// `a, b or c`.
pub fn either(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}
