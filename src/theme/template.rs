//! Compiled page templates, and the only file that names `tera`. Templates come from the theme's map alone, everything is escaped, and
//! what a page has written itself is placed as it is. Does not know what the pages show.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use tera::{Context, ErrorKind, Tera, Value};

use crate::base::html::Html;
use crate::base::language::{phrase_of, word_of};
use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::code::Code;
use crate::diag::diagnostic::Diagnostic;
use crate::theme::files::ThemeFiles;

/// The template of pages that have none of their own: it places the block `body`.
const BASE: &str = "base.html";

/// The values that a template receives beside its blocks.
pub trait PageValues: Serialize {
    /// The page kind: its template is `⟨page⟩.html`.
    fn page(&self) -> &str;
    fn title(&self) -> &str;
}

/// Why a template could not be used, with its place and the page that was being made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFault {
    /// The file's name below `templates/`.
    pub template: String,
    /// The territory's file, where it is one.
    pub source: Option<SourcePath>,
    pub line: u32,
    pub column: u32,
    pub span: ByteSpan,
    pub message: String,
    /// The title of the page; `None` when the template could not be read at all.
    pub page: Option<String>,
}

impl TemplateFault {
    /// The fault as a finding. Its place is the template's.
    pub fn finding(&self, code: &'static Code) -> Option<Diagnostic> {
        let path = self.source.clone().or_else(|| SourcePath::new(&format!("theme/templates/{}", self.template)))?;
        let message = match &self.page {
            Some(page) => format!("the template cannot make the page of {page}: {}", self.message),
            None => format!("the template cannot be read: {}", self.message),
        };
        let mut finding = Diagnostic::new(code, &path, self.span, message)
            .help("correct it, or delete it to have the built-in one, which was used instead")
            .note(format!("line {}, column {}", self.line, self.column));
        (finding.start.line, finding.start.column, finding.start.byte) = (self.line, self.column, self.span.start);
        (finding.end.line, finding.end.column, finding.end.byte) = (self.line, self.column, self.span.end);
        Some(finding)
    }
}

/// A page, and what was wrong on the way.
#[derive(Clone, Debug)]
pub struct Rendered {
    pub html: String,
    /// The territory's own template failed and the built-in one was used.
    pub fault: Option<TemplateFault>,
}

/// All templates of a theme, compiled.
pub struct Templates {
    /// With the territory's files in front.
    chosen: Set,
    /// The built-in ones alone, for when one of the chosen fails.
    built_in: Set,
    sources: BTreeMap<String, SourcePath>,
}

/// Templates that fit together, and the names that each of them places.
struct Set {
    tera: Tera,
    names: BTreeMap<String, BTreeSet<String>>,
}

impl Templates {
    /// Compiles the templates of a theme. An override that does not compile is left out, and said.
    pub fn new(theme: &ThemeFiles) -> (Templates, Vec<TemplateFault>) {
        let mut faults = Vec::new();
        let mut sources = BTreeMap::new();
        let mut built_in = empty();
        let embedded = ThemeFiles::embedded();
        let texts: Vec<_> = embedded.between("templates/", "").filter(|(name, _)| name.ends_with(".html")).map(|(name, file)| (name, file.text())).collect();
        if let Err(error) = built_in.add_raw_templates(texts) {
            faults.push(fault(&error, BASE, &sources, None));
        }
        let mut chosen = built_in.clone();
        let mut open: Vec<(&str, String)> = Vec::new();
        for (name, file) in theme.between("templates/", "") {
            if let Some(source) = file.source.as_ref().filter(|_| name.ends_with(".html")) {
                sources.insert(name.to_owned(), source.clone());
                open.push((name, file.text().into_owned()));
            }
        }
        // all at once, since they may build on each other; when that fails, as many as can stand without the broken ones
        if !open.is_empty() && chosen.add_raw_templates(open.iter().cloned()).is_err() {
            loop {
                let before = open.len();
                open.retain(|(name, text)| chosen.add_raw_template(name, text).is_err());
                if open.is_empty() || open.len() == before {
                    break;
                }
            }
            for (name, text) in &open {
                if let Err(error) = chosen.add_raw_template(name, text) {
                    faults.push(fault(&error, name, &sources, None));
                }
            }
        }
        (Templates { chosen: Set::new(chosen), built_in: Set::new(built_in), sources }, faults)
    }

    /// Makes a page with the template `⟨page⟩.html`, or `base.html` where there is none.
    pub fn render(&self, values: &impl PageValues, blocks: &[(&'static str, Html)]) -> Result<Rendered, TemplateFault> {
        let failed = match self.chosen.render(values, blocks) {
            Ok(html) => return Ok(Rendered { html, fault: None }),
            Err(error) => fault(&error, values.page(), &self.sources, Some(values.title())),
        };
        match self.built_in.render(values, blocks) {
            Ok(html) => Ok(Rendered { html, fault: Some(failed) }),
            Err(_) => Err(failed),
        }
    }
}

impl Set {
    fn new(tera: Tera) -> Set {
        let names = tera
            .get_template_names()
            .map(|name| (name.to_owned(), tera.get_template_variables(name).into_iter().flatten().map(str::to_owned).collect()))
            .collect();
        Set { tera, names }
    }

    fn render(&self, values: &impl PageValues, blocks: &[(&'static str, Html)]) -> tera::TeraResult<String> {
        let own = format!("{}.html", values.page());
        let template = if self.names.contains_key(&own) { own.as_str() } else { BASE };
        let mut context = Context::from_serialize(values)?;
        for (name, html) in blocks {
            context.insert_value(*name, Value::safe_string(html.as_str()));
        }
        for name in self.names.get(template).into_iter().flatten() {
            if !context.contains_key(name) {
                context.insert(name.clone(), "");
            }
        }
        self.tera.render(template, &context)
    }
}

/// No templates yet; escaping for every file, the one filter that would switch it off does nothing. `word` and
/// `phrase` say text of a template in the language of the page.
fn empty() -> Tera {
    let mut tera = Tera::default();
    tera.autoescape_on([""]);
    tera.register_filter("safe", |value: Value, _: tera::Kwargs, _: &tera::State| value);
    tera.register_filter("word", |text: &str, _: tera::Kwargs, _: &tera::State| word_of(text));
    tera.register_filter("phrase", |text: &str, kwargs: tera::Kwargs, _: &tera::State| -> tera::TeraResult<String> {
        let with: String = kwargs.must_get("with")?;
        Ok(phrase_of(text, &[&with]))
    });
    tera
}

fn fault(error: &tera::Error, template: &str, sources: &BTreeMap<String, SourcePath>, page: Option<&str>) -> TemplateFault {
    let mut fault = TemplateFault {
        template: template.to_owned(),
        source: sources.get(template).cloned(),
        line: 1,
        column: 1,
        span: ByteSpan::default(),
        message: String::new(),
        page: page.map(str::to_owned),
    };
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            if !report.filename().is_empty() {
                fault.template = report.filename().to_owned();
                fault.source = sources.get(report.filename()).cloned();
            }
            (fault.line, fault.column) = (number(span.start_line.max(1)), number(span.start_col + 1));
            fault.span = ByteSpan::new(span.range.start, span.range.end);
            fault.message = report.message().to_owned();
        }
        other => fault.message = other.to_string(),
    }
    fault
}
