//! Compiled page templates, and the only file that names `tera`. Templates come from the theme's map alone, everything is escaped, and
//! what a page has written itself is placed as it is. Does not know what the pages show.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use tera::{Context, ErrorKind, Tera, Value};

use crate::base::html::Html;
use crate::base::language::{phrase_of, word_of};
use crate::base::narrow::narrow;
use crate::base::near::nearest;
use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::code::Code;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::did_you_mean;
use crate::theme::files::ThemeFiles;
use crate::theme::forbidden;
use crate::theme::guard::{self, Guarded};

/// The template of pages that have none of their own: it places the block `body`.
const BASE: &str = "base.html";
/// About what the built-in frame adds to the content of a page, in bytes.
const FRAME: usize = 16_000;
/// What every page begins with.
const DOCTYPE: &str = "<!doctype html>";
/// Values of every page that no built-in template places.
const UNPLACED: [&str; 1] = ["as_of_date"];

/// The values that a template receives beside its blocks.
pub trait PageValues: Serialize {
    /// The page kind: its template is `⟨page⟩.html`.
    fn page(&self) -> &str;
    fn title(&self) -> &str;
    /// Where it will stand in the site.
    fn address(&self) -> &str;
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
    pub trouble: Trouble,
}

/// What a fault came in the way of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The template could not be read at all.
    Unread,
    /// It asks for a value that no page has; the value is empty. What is the help.
    Unknown(String),
    /// The page with this title and address could not be made with it.
    Page(String, String),
}

impl TemplateFault {
    /// The fault as a finding. Its place is the template's.
    pub fn finding(&self, code: &'static Code) -> Option<Diagnostic> {
        let path = self.source.clone().or_else(|| SourcePath::new(&format!("theme/templates/{}", self.template)))?;
        let message = match &self.trouble {
            Trouble::Page(title, address) => format!("the template cannot make the page of {title} ({address}): {}", self.message),
            Trouble::Unread => format!("the template cannot be read: {}", self.message),
            Trouble::Unknown(_) => self.message.clone(),
        };
        let help = match &self.trouble {
            Trouble::Unknown(help) => help.clone().into(),
            _ => Cow::from("correct it, or delete it to have the built-in one, which was used instead"),
        };
        let mut finding = Diagnostic::new(code, &path, self.span, message).help(help).note(format!("line {}, column {}", self.line, self.column));
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
    /// The territory's own as they are made to count what they do.
    counted: BTreeMap<String, Counted>,
}

/// A template of the territory: as it was written, and as it is compiled.
struct Counted {
    written: String,
    guarded: Guarded,
}

impl Counted {
    /// The place of a fault in what was written, given that in what was compiled.
    fn put_right(&self, fault: &mut TemplateFault) {
        let compiled = &self.guarded.text;
        let start = match (fault.span.start, fault.span.end) {
            // what is only said in words has no bytes
            (0, 0) => at_place(compiled, fault.line, fault.column),
            (start, _) => start as usize,
        };
        let (start, end) = (self.guarded.written(start), self.guarded.written((fault.span.end as usize).max(start)));
        (fault.line, fault.column) = line_and_column(&self.written, start);
        fault.span = ByteSpan::new(start, end.max(start));
    }
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
            faults.push(fault(&error, BASE, &sources, Trouble::Unread));
        }
        let mut chosen = built_in.clone();
        let mut open: Vec<(&str, String)> = Vec::new();
        let mut counted: BTreeMap<String, Counted> = BTreeMap::new();
        for (name, file) in theme.between("templates/", "") {
            if let Some(source) = file.source.as_ref().filter(|_| name.ends_with(".html")) {
                sources.insert(name.to_owned(), source.clone());
                // an editor's mark of UTF-8 is no text
                let bytes = file.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&file.bytes);
                match std::str::from_utf8(bytes) {
                    Ok(text) if text.trim().is_empty() => faults.push(unread(name, &sources, "it is empty", 0)),
                    Ok(text) => match guard::guarded(text) {
                        Ok(guarded) => {
                            open.push((name, text.to_owned()));
                            counted.insert(name.to_owned(), Counted { written: text.to_owned(), guarded });
                        }
                        Err((message, at)) => {
                            let (line, column) = line_and_column(text, at);
                            faults.push(TemplateFault { line, column, ..unread(name, &sources, &message, at) });
                        }
                    },
                    Err(error) => faults.push(unread(name, &sources, "it is not UTF-8", error.valid_up_to())),
                }
            }
        }
        // mistakes are told of what was written, and what has none is compiled again with its counters
        for (name, error) in add(&mut chosen, open) {
            let mut fault = fault(&error, &name, &sources, Trouble::Unread);
            if let Some(it) = counted.get(&fault.template).filter(|_| fault.span == ByteSpan::default()) {
                let at = at_place(&it.written, fault.line, fault.column);
                fault.span = ByteSpan::new(at, at);
            }
            faults.push(fault);
            counted.remove(&name);
        }
        let mut chosen = built_in.clone();
        for (name, error) in add(&mut chosen, counted.iter().map(|(name, it)| (name.as_str(), it.guarded.text.clone())).collect()) {
            let mut fault = fault(&error, &name, &sources, Trouble::Unread);
            if let Some(it) = counted.get(&fault.template) {
                it.put_right(&mut fault);
            }
            faults.push(fault);
        }
        let made = Templates { chosen: Set::new(chosen), built_in: Set::new(built_in), sources, counted };
        faults.extend(made.sources.keys().flat_map(|name| made.unknown(name, theme)));
        (made, faults)
    }

    /// The values that a template of the territory asks for and that no page has: all that there is, a built-in template places.
    fn unknown(&self, name: &str, theme: &ThemeFiles) -> Vec<TemplateFault> {
        let known: BTreeSet<&str> = self.built_in.names.values().flatten().map(String::as_str).chain(UNPLACED).collect();
        let text = theme.get(&format!("templates/{name}")).map(|file| file.text()).unwrap_or_default();
        let asked = self.chosen.names.get(name).into_iter().flatten().filter(|asked| !known.contains(asked.as_str()));
        // what it has from a template that it extends is said there
        let own = asked.filter_map(|asked| Some((asked, place(&text, asked)?)));
        own.map(|(asked, (line, column, span))| {
            let near = nearest(asked, known.iter().copied()).map_or_else(|| "leave it out".to_owned(), did_you_mean);
            TemplateFault {
                template: name.to_owned(),
                source: self.sources.get(name).cloned(),
                line,
                column,
                span,
                message: format!("no page has a value `{asked}`; it is empty"),
                trouble: Trouble::Unknown(near),
            }
        })
        .collect()
    }

    /// What a page that a template of the territory has made lacks to be one, and the template. The built-in ones make pages.
    fn lacks(&self, page: &str, html: &str) -> Option<(String, String)> {
        let own = format!("{page}.html");
        let template = [own.as_str(), BASE].into_iter().find(|name| self.sources.contains_key(*name))?;
        let begins = html.trim_start_matches('\u{feff}').trim_start().get(..DOCTYPE.len()).is_some_and(|start| start.eq_ignore_ascii_case(DOCTYPE));
        let message = match (begins, html.contains("<main")) {
            (false, _) => "what it makes does not begin with `<!doctype html>`",
            (_, false) => "what it makes has no `<main>`",
            _ => return forbidden::in_html(html).map(|(message, _)| (template.to_owned(), format!("what it makes cannot be published: {message}"))),
        };
        Some((template.to_owned(), message.to_owned()))
    }

    /// Makes a page with the template `⟨page⟩.html`, or `base.html` where there is none.
    pub fn render(&self, values: &impl PageValues, blocks: Vec<(&'static str, Html)>) -> Result<Rendered, Box<TemplateFault>> {
        // the content goes before the page is made of its copy: a long list would be in memory three times
        let blocks: Vec<(&'static str, Value)> = blocks.into_iter().map(|(name, html)| (name, Value::safe_string(html.as_str()))).collect();
        let trouble = || Trouble::Page(values.title().to_owned(), values.address().to_owned());
        let failed = match self.chosen.render(values, &blocks) {
            Ok(html) => match self.lacks(values.page(), &html) {
                None => return Ok(Rendered { html, fault: None }),
                Some((template, message)) => TemplateFault { trouble: trouble(), ..unread(&template, &self.sources, &message, 0) },
            },
            Err(error) => {
                let mut fault = fault(&error, values.page(), &self.sources, trouble());
                if let Some(counted) = self.counted.get(&fault.template) {
                    counted.put_right(&mut fault);
                }
                fault
            }
        };
        match self.built_in.render(values, &blocks) {
            Ok(html) => Ok(Rendered { html, fault: Some(failed) }),
            Err(_) => Err(Box::new(failed)),
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

    fn render(&self, values: &impl PageValues, blocks: &[(&'static str, Value)]) -> tera::TeraResult<String> {
        let own = format!("{}.html", values.page());
        let template = if self.names.contains_key(&own) { own.as_str() } else { BASE };
        let mut context = Context::from_serialize(values)?;
        for (name, html) in blocks {
            context.insert_value(*name, html.clone());
        }
        for name in self.names.get(template).into_iter().flatten() {
            if !context.contains_key(name) {
                context.insert(name.clone(), "");
            }
        }
        let content = blocks.iter().map(|(_, html)| html.as_str().map_or(0, str::len)).sum();
        guard::begin(content);
        // a page is little more than its content: it need not move while it grows
        let mut page = Vec::with_capacity(content.saturating_add(FRAME));
        self.tera.render_to(template, &context, &mut page)?;
        String::from_utf8(page).map_err(tera::Error::message)
    }
}

/// Adds all of them at once, since they may build on each other; when that fails, as many as can stand without the broken ones, which are given back.
fn add(tera: &mut Tera, texts: Vec<(&str, String)>) -> Vec<(String, tera::Error)> {
    let mut open = texts;
    if open.is_empty() || tera.add_raw_templates(open.iter().cloned()).is_ok() {
        return Vec::new();
    }
    loop {
        let before = open.len();
        open.retain(|(name, text)| tera.add_raw_template(name, text).is_err());
        if open.is_empty() || open.len() == before {
            break;
        }
    }
    open.iter().filter_map(|(name, text)| Some(((*name).to_owned(), tera.add_raw_template(name, text).err()?))).collect()
}

/// Reads what is only said in words: `error: Unknown filter …`, and below it ` --> plan.html:2:12`.
fn told(text: &str, template: &str, fault: &mut TemplateFault) {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or("");
    fault.message = first.strip_prefix("error: ").unwrap_or(first).to_owned();
    let place = lines.find_map(|line| line.trim_start().strip_prefix("--> ")?.strip_prefix(template)?.strip_prefix(':')?.split_once(':'));
    if let Some((Ok(line), Ok(column))) = place.map(|(line, column)| (line.parse(), column.trim().parse())) {
        (fault.line, fault.column) = (line, column);
    }
}

/// No templates yet; escaping for every file, the one filter that would switch it off does nothing. `word` and
/// `phrase` say text of a template in the language of the page.
fn empty() -> Tera {
    let mut tera = Tera::default();
    tera.autoescape_on([""]);
    tera.register_filter("safe", |value: Value, _: tera::Kwargs, _: &tera::State| value);
    tera.register_filter("word", |text: &str, _: tera::Kwargs, _: &tera::State| word_of(text));
    counters(&mut tera);
    tera.register_filter("phrase", |text: &str, kwargs: tera::Kwargs, _: &tera::State| -> tera::TeraResult<String> {
        let with: String = kwargs.must_get("with")?;
        Ok(phrase_of(text, &[&with]))
    });
    tera
}

/// The functions that counted templates ask, and the two filters that make much of little, with an end.
fn counters(tera: &mut Tera) {
    let spend = |bytes: u64| guard::spend(bytes).map_err(tera::Error::message);
    tera.register_function(guard::ENTER, move |kwargs: tera::Kwargs, _: &tera::State| -> tera::TeraResult<&'static str> {
        spend(kwargs.get::<u64>("n")?.unwrap_or(0)).map(|()| "")
    });
    tera.register_function(guard::PRINT, move |kwargs: tera::Kwargs, _: &tera::State| -> tera::TeraResult<Value> {
        let value = kwargs.get::<Value>("v")?.unwrap_or_else(Value::undefined);
        spend(size(&value, guard::left())).map(|()| value)
    });
    tera.register_function(guard::KEEP, |kwargs: tera::Kwargs, _: &tera::State| -> tera::TeraResult<Value> {
        let value = kwargs.get::<Value>("v")?.unwrap_or_else(Value::undefined);
        match size(&value, guard::KEPT) {
            0..=guard::KEPT => Ok(value),
            _ => Err(tera::Error::message(format!("a value of more than {} bytes cannot be kept", guard::KEPT))),
        }
    });
    tera.register_function(guard::LOOP, |kwargs: tera::Kwargs, _: &tera::State| -> tera::TeraResult<Value> {
        let value = kwargs.get::<Value>("v")?.unwrap_or_else(Value::undefined);
        let steps = value.as_str().map(str::len).or_else(|| value.len()).unwrap_or(0);
        guard::spend_steps(steps, kwargs.get::<u64>("n")?.unwrap_or(0)).map_err(tera::Error::message)?;
        Ok(value)
    });
    tera.register_filter("replace", |text: tera::StringInput, kwargs: tera::Kwargs, state: &tera::State| -> tera::TeraResult<Value> {
        let (from, to): (&str, tera::StringInput) = (kwargs.must_get("from")?, kwargs.must_get("to")?);
        let times = if from.is_empty() { text.as_str().len() + 1 } else { text.as_str().matches(from).count() };
        guard::spend((times as u64).saturating_mul(to.as_str().len() as u64)).map_err(tera::Error::message)?;
        if text.is_safe() || to.is_safe() {
            let (text, to) = (state.escape_if_needed(&text.into_value())?, state.escape_if_needed(&to.into_value())?);
            return Ok(Value::safe_string(&text.replace(from, &to)));
        }
        Ok(Value::from(text.as_str().replace(from, to.as_str())))
    });
    tera.register_filter("join", |list: &[Value], kwargs: tera::Kwargs, state: &tera::State| -> tera::TeraResult<Value> {
        let sep = kwargs.get::<tera::StringInput>("sep")?;
        let between = sep.as_ref().map_or(0, |sep| sep.as_str().len() as u64);
        let all = list.iter().fold(0, |all: u64, value| all.saturating_add(size(value, guard::left())).saturating_add(between));
        guard::spend(all).map_err(tera::Error::message)?;
        let safe = list.iter().any(|value| value.is_string() && value.is_safe()) || sep.as_ref().is_some_and(tera::StringInput::is_safe);
        let sep = sep.map_or_else(|| Value::safe_string(""), tera::StringInput::into_value);
        if safe {
            let said = |value: &Value| if value.is_undefined() { Ok(String::new()) } else { state.escape_if_needed(value) };
            let parts = list.iter().map(said).collect::<tera::TeraResult<Vec<String>>>()?;
            return Ok(Value::safe_string(&parts.join(&state.escape_if_needed(&sep)?)));
        }
        Ok(Value::from(list.iter().map(ToString::to_string).collect::<Vec<_>>().join(sep.as_str().unwrap_or(""))))
    });
}

/// About how many bytes a value comes to when it is written; what goes over `most` is looked at no further.
fn size(value: &Value, most: u64) -> u64 {
    fn add(value: &Value, most: u64, sum: &mut u64) {
        *sum = sum.saturating_add(16);
        if let Some(text) = value.as_str() {
            *sum = sum.saturating_add(text.len() as u64);
        } else if let Some(list) = value.as_array() {
            for it in list {
                if *sum <= most {
                    add(it, most, sum);
                }
            }
        } else if let Some(map) = value.as_map() {
            for (key, it) in map {
                if *sum <= most {
                    *sum = sum.saturating_add(key.as_str().map_or(16, |key| key.len() as u64));
                    add(it, most, sum);
                }
            }
        }
    }
    let mut sum = 0;
    add(value, most, &mut sum);
    sum
}

/// Line and column of a byte, counted from 1.
fn line_and_column(text: &str, at: usize) -> (u32, u32) {
    let before = text.get(..at).unwrap_or(text);
    (narrow(before.matches('\n').count() + 1), narrow(before.rsplit('\n').next().unwrap_or("").chars().count() + 1))
}

/// The byte at a line and column, counted from 1.
fn at_place(text: &str, line: u32, column: u32) -> usize {
    let mut at = 0;
    for (number, it) in (1..).zip(text.split_inclusive('\n')) {
        if number == line {
            return at + it.char_indices().nth(column.saturating_sub(1) as usize).map_or(it.len(), |(at, _)| at);
        }
        at += it.len();
    }
    at
}

/// Line and column, counted from 1, and bytes of a value's name where a template first asks for it.
fn place(text: &str, name: &str) -> Option<(u32, u32, ByteSpan)> {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let asks = |at: usize| {
        let (before, after) = (text.get(..at).unwrap_or(""), text.get(at + name.len()..).unwrap_or(""));
        let open = before.rfind("{{").max(before.rfind("{%"));
        let closed = before.rfind("}}").max(before.rfind("%}"));
        open > closed && !before.ends_with(part_of_name) && !after.starts_with(|c: char| c.is_alphanumeric() || c == '_')
    };
    let (at, _) = text.match_indices(name).find(|(at, _)| asks(*at))?;
    let (line, column) = line_and_column(text, at);
    Some((line, column, ByteSpan::new(at, at + name.len())))
}

/// A template that is none, whatever it says; the place is that of a byte.
fn unread(template: &str, sources: &BTreeMap<String, SourcePath>, message: &str, at: usize) -> TemplateFault {
    TemplateFault {
        template: template.to_owned(),
        source: sources.get(template).cloned(),
        line: 1,
        column: 1,
        span: ByteSpan::new(at, at),
        message: message.to_owned(),
        trouble: Trouble::Unread,
    }
}

fn fault(error: &tera::Error, template: &str, sources: &BTreeMap<String, SourcePath>, trouble: Trouble) -> TemplateFault {
    let mut fault = TemplateFault {
        template: template.to_owned(),
        source: sources.get(template).cloned(),
        line: 1,
        column: 1,
        span: ByteSpan::default(),
        message: String::new(),
        trouble,
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            if !report.filename().is_empty() {
                fault.template = report.filename().to_owned();
                fault.source = sources.get(report.filename()).cloned();
            }
            (fault.line, fault.column) = (narrow(span.start_line.max(1)), narrow(span.start_col + 1));
            fault.span = ByteSpan::new(span.range.start, span.range.end);
            fault.message = report.message().to_owned();
        }
        other => told(&other.to_string(), template, &mut fault),
    }
    fault
}
