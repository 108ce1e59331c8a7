//! `data/plan.schema.json`: the schema that plans of this territory are checked with, from the caller.

use crate::audience::project::View;
use crate::base::path::SitePath;
use crate::formats::artifact::Artifact;
use crate::formats::format::{Extra, Format};

pub static FORMAT: Format = Format { key: "plan-schema", late: None, artifacts };

fn artifacts<'a>(_: &'a View<'a>, extra: &Extra<'a>) -> Vec<Artifact<'a>> {
    let schema = extra.schema;
    vec![Artifact::new(SitePath::fixed("data/plan.schema.json"), move || (serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n").into_bytes())]
}
