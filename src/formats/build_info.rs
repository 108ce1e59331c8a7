//! `build.json`: what this site was built from and what was left out. Holds no time and no path of a machine, so that equal input gives equal bytes.

use serde_json::json;

use crate::audience::project::View;
use crate::base::path::SitePath;
use crate::diag::findings::Counts;
use crate::formats::artifact::Artifact;
use crate::formats::format::{Extra, Format};

pub static FORMAT: Format = Format { key: "build", late: Some("build.json"), artifacts };

fn artifacts<'a>(view: &'a View<'a>, extra: &Extra<'a>) -> Vec<Artifact<'a>> {
    let extra = *extra;
    vec![Artifact::new(SitePath::fixed("build.json"), move || bytes(view, extra))]
}

fn bytes(view: &View<'_>, extra: Extra<'_>) -> Vec<u8> {
    let counts = Counts::of(view.diagnostics());
    let value = json!({
        "schema": "quarterdeck-build/1",
        "tool": {"name": "quarterdeck", "version": view.frame.version},
        "territory": view.frame.territory,
        "audience": view.frame.audience,
        "classification": view.frame.classification,
        "as_of": view.frame.as_of,
        "commit": view.frame.commit(),
        // of no commit it is not known
        "dirty": view.frame.commit().map(|_| view.frame.is_uncommitted()),
        "counts": {
            "plans": view.rows.len(),
            "accounts": view.totals.accounts,
            "own_pages": view.pages.len(),
            "pages": extra.pages,
            "artifacts": extra.files + 1,
            "findings": {"error": counts.error, "warn": counts.warn, "info": counts.info},
        },
        "left_out": view.left_out,
    });
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}
