//! The rules that a schema alone can decide (QD100–QD108), and the one rule of territory files (QD900). Knows nothing of how they are found.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};

pub static REQUIRED_KEY: Code = Code {
    name: "required-key",
    code: "QD100",
    category: Category::Schema,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Unsafe,
    ids: &["K4", "K10", "S2"],
    docs: Docs {
        what: "A key that every plan, review or list item must have is not there. In a part that may be left out as a whole (a line of the projection, a reading, a \
               next meeting, the confirmation of the levels, a decision) it is a warning: the part does not count.",
        why: "An action without an owner or a date is a wish. The required keys are the few that scores, reviews and the manager's questions rest on.",
        fix: "Add the key that is named. What only a stance or an active plan asks for may be missing while the plan is in `status: draft`; what every plan needs, as `tier`, may not. `check --fix --unsafe` puts the key where it \
              belongs, and never a value that somebody might take for an answer: a free text is `TBD`, which `placeholder` reports; a date, a number, an id, one of several words, a \
              list or a group stands empty, which `empty-value` reports.",
        bad: "~tier\n",
        good: "tier: A\n",
    },
};

pub static VALUE_TYPE: Code = Code {
    name: "value-type",
    code: "QD101",
    category: Category::Schema,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Sometimes,
    ids: &["R9"],
    docs: Docs {
        what: "A value is of the wrong kind: a number where text belongs, text where a number belongs, a single value where a list belongs.",
        why: "Nothing is guessed: a name that happens to be `360` or an amount that happens to be text would be counted wrongly and shown wrongly for months before anybody looks.",
        fix: "Put text that looks like a number in quotes, take the quotes off numbers, write `true` or `false`, begin list items with `- `.",
        bad: "title: 360\n",
        good: "title: \"360\"\n",
    },
};

pub static EMPTY_VALUE: Code = Code {
    name: "empty-value",
    code: "QD102",
    category: Category::Schema,
    level: Level::Error,
    milder_in_draft: true,
    clock: false,
    fixable: Fixable::No,
    ids: &["K7", "S2"],
    docs: Docs {
        what: "A key is there, but its value or its list is empty.",
        why: "An empty field looks answered from afar. A plan says what it knows and leaves out what it does not know.",
        fix: "Write the value. When nothing is known, take an optional key out; `null` in an optional field means the same.",
        bad: "title: \"\"\n",
        good: "title: Northwind Health Group\n",
    },
};

pub static ENUM_VALUE: Code = Code {
    name: "enum-value",
    code: "QD103",
    category: Category::Schema,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Sometimes,
    ids: &["R2"],
    docs: Docs {
        what: "A word is not one of those that the field knows.",
        why: "Scores, lists and audiences go by these words. A stance of `hold` belongs to no list, and a plan with it is missed by everybody who filters.",
        fix: "Use one of the allowed words; the nearest is proposed.",
        bad: "visibility: teem\n",
        good: "visibility: team\n",
    },
};

pub static UNKNOWN_KEY: Code = Code {
    name: "unknown-key",
    code: "QD104",
    category: Category::Schema,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Sometimes,
    ids: &[],
    docs: Docs {
        what: "A key is none that plans have. A required key that it was probably meant to be is not reported as missing besides.",
        why: "A misspelt key is read by nobody: the cadence that somebody typed as `cadance` silently falls back to the default.",
        fix: "Correct the spelling, or put a field of your company's own under `custom`.",
        bad: "cadance: monthly\n",
        good: "custom: {cadance: monthly}\n",
    },
};

pub static DATE_VALUE: Code = Code {
    name: "date-value",
    code: "QD105",
    category: Category::Schema,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Sometimes,
    ids: &[],
    docs: Docs {
        what: "A date does not exist, has a time of day, or is not written as YYYY-MM-DD.",
        why: "Deadlines, cadences and freshness are counted in days. `10/02/2026` is two different days on two sides of an ocean.",
        fix: "Write an existing day as YYYY-MM-DD, with or without quotes.",
        bad: "selection: {on: 2026-09-31, by: tomas-rivera, rationale: Second-largest hospital network in the region.}\n",
        good: "selection: {on: 2026-09-30, by: tomas-rivera, rationale: Second-largest hospital network in the region.}\n",
    },
};

pub static VALUE_FORMAT: Code = Code {
    name: "value-format",
    code: "QD106",
    category: Category::Schema,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Sometimes,
    ids: &["D5"],
    docs: Docs {
        what: "A text does not have the form that its field wants: an id, a fiscal period, a currency code, a plain amount. An amount of money with exactly three digits behind one point, such as `640.000`, is a warning: it is read as 640.",
        why: "`$250K`, `250.000` and `250,000` are read differently by different people and programs; a plain number is read alike by all.",
        fix: "Write ids in lower-case letters, digits and single hyphens, periods as FY2027-Q1, currencies as USD, amounts as plain numbers.",
        bad: "growth_target: $900K\n",
        good: "growth_target: 900000\n",
    },
};

pub static VALUE_RANGE: Code = Code {
    name: "value-range",
    code: "QD107",
    category: Category::Schema,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &[],
    docs: Docs {
        what: "A number, a length or a count lies outside its limits.",
        why: "A probability of 60 makes an expected value sixty times too large and puts the account on top of every list.",
        fix: "Write percentages and probabilities as numbers from 0 to 1, influence from 1 to 5, equity from 0 to 5.",
        bad: "competition:\n  - {name: Halden Medical, where: Surgical, strength: 7, weakness: Slow consignment, our_counter: Consignment with 48-hour refill}\n",
        good: "competition:\n  - {name: Halden Medical, where: Surgical, strength: 4, weakness: Slow consignment, our_counter: Consignment with 48-hour refill}\n",
    },
};

pub static NO_ALTERNATIVE_FITS: Code = Code {
    name: "no-alternative-fits",
    code: "QD108",
    category: Category::Schema,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &[],
    docs: Docs {
        what: "A value may have one of several forms, has none of them, and it is not clear which was meant.",
        why: "The company's own schema offers alternatives, each with a title; a value that is neither helps nobody who looks it up.",
        fix: "Write the value in one of the forms that are named.",
        bad: concat!(
            "custom: {crm: see Maya}\n",
            "=== schemas/plan.schema.json\n",
            "{\"properties\": {\"custom\": {\"properties\": {\"crm\": {\"anyOf\": [\n",
            "  {\"title\": \"a number of the CRM\", \"pattern\": \"^[0-9]+$\"}, {\"title\": \"a code of the old list\", \"pattern\": \"^C-\"}]}}}}}\n",
        ),
        good: concat!(
            "custom: {crm: C-1203}\n",
            "=== schemas/plan.schema.json\n",
            "{\"properties\": {\"custom\": {\"properties\": {\"crm\": {\"anyOf\": [\n",
            "  {\"title\": \"a number of the CRM\", \"pattern\": \"^[0-9]+$\"}, {\"title\": \"a code of the old list\", \"pattern\": \"^C-\"}]}}}}}\n",
        ),
    },
};

pub static CONFIG_ERROR: Code = Code {
    name: "config-error",
    code: "QD900",
    category: Category::Meta,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Sometimes,
    ids: &["R8", "D14"],
    docs: Docs {
        what: "A territory file (quarterdeck.yaml, people.yaml, icp.yaml, cycle.yaml, questions.yaml), the baseline, the overlay schema or a theme manifest says something that it cannot say. An amount of money in quarterdeck.yaml with exactly three digits behind one point, such as `640.000`, is a warning: it is read as 640.",
        why: "A threshold that is misspelt would silently be the default. The plans are still checked, with the default for what is wrong here.",
        fix: "Correct the value at the place; the message names the cause.",
        bad: "=== quarterdeck.yaml\nschema: quarterdeck-territory/1\nname: Northeast Healthcare\ncurrency: USD\nfiscal_year_start: 13\nprogram: {sponsors: {sales: ines-okafor, marketing: lena-fischer}}\npolicy:\n  qualification: {min_growth_value: 250000}\n",
        good: "=== quarterdeck.yaml\nschema: quarterdeck-territory/1\nname: Northeast Healthcare\ncurrency: USD\nfiscal_year_start: 10\nprogram: {sponsors: {sales: ines-okafor, marketing: lena-fischer}}\npolicy:\n  qualification: {min_growth_value: 250000}\n",
    },
};

/// The rules of this room, by code.
pub const ALL: &[&Code] =
    &[&REQUIRED_KEY, &VALUE_TYPE, &EMPTY_VALUE, &ENUM_VALUE, &UNKNOWN_KEY, &DATE_VALUE, &VALUE_FORMAT, &VALUE_RANGE, &NO_ALTERNATIVE_FITS, &CONFIG_ERROR];
