//! The row of key figures under the head of a page. Does not know what they measure.

use crate::base::html::{Href, Html};

/// One key figure.
#[derive(Clone, Debug, Default)]
pub struct Kpi {
    pub label: &'static str,
    pub value: Html,
    /// A quiet line beneath.
    pub note: String,
    /// Score key and value, where it is a score.
    pub score: Option<(&'static str, String)>,
    /// Where the figure is explained.
    pub why: Option<Href>,
}

impl Kpi {
    /// A figure that is plain text.
    pub fn text(label: &'static str, value: &str, note: impl Into<String>) -> Kpi {
        let mut html = Html::new();
        html.text(value);
        Kpi { label, value: html, note: note.into(), score: None, why: None }
    }

    /// The same figure as a link to what it is made of.
    pub fn explained(self, why: Href) -> Kpi {
        Kpi { why: Some(why), ..self }
    }
}

/// Four to six key figures.
pub fn kpi(out: &mut Html, figures: &[Kpi]) {
    out.open("dl", &[("class", "kpi")]);
    for figure in figures {
        out.open("div", &[]).label("dt", &[], figure.label);
        match &figure.score {
            Some((key, value)) => out.open("dd", &[("class", "v"), ("data-score", key), ("data-value", value)]),
            None => out.open("dd", &[("class", "v")]),
        };
        match &figure.why {
            Some(why) => out.open_link(why, &[("class", "who")]).push(&figure.value).close("a").close("dd"),
            None => out.push(&figure.value).close("dd"),
        };
        if !figure.note.is_empty() {
            out.element("dd", &[("class", "c")], &figure.note);
        }
        out.close("div");
    }
    out.close("dl");
}
