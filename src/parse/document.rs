//! One file after reading: its tree, its outline, and what is wrong with its text. Knows nothing of plans.

use std::borrow::Cow;
use std::sync::Arc;

use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::diagnostic::Diagnostic;
use crate::parse::markdown;
use crate::parse::node::Tree;
use crate::parse::outline::Outline;
use crate::parse::tangle::{self, Tangle};
use crate::parse::url::Address;
use crate::parse::{blanks, codes, conflicts, front_matter, raw_html, secrets, unseen, yaml};

/// A file that was read, as far as it could be.
#[derive(Clone, Debug)]
pub struct Document {
    pub path: SourcePath,
    /// What was read, without secrets: every place is the file's own.
    pub bytes: Arc<[u8]>,
    /// The file as it is stored.
    pub stored: Arc<[u8]>,
    /// The fields; `None` when they cannot be read, and then a finding says why.
    pub tree: Option<Tree>,
    /// The place of the YAML, without the `---` lines.
    pub front: Option<ByteSpan>,
    /// The place of the text behind it.
    pub body: Option<ByteSpan>,
    pub outline: Outline,
    /// Comments of both languages that speak to us, by the word `quarterdeck:`; the signs around them included.
    pub comments: Vec<ByteSpan>,
    pub findings: Vec<Diagnostic>,
}

/// More findings of one kind in one file help nobody.
const MAX_OF_A_KIND: usize = 20;
/// What a comment for us contains.
const CALL: &str = "quarterdeck:";

impl Document {
    /// Secrets go before anything else is read, so that nothing that follows from the file can hold one.
    fn new(path: &SourcePath, bytes: &Arc<[u8]>) -> Self {
        let (masked, findings) = secrets::taken_out(path, bytes);
        Document {
            path: path.clone(),
            bytes: match masked {
                Cow::Borrowed(_) => bytes.clone(),
                Cow::Owned(masked) => masked.into(),
            },
            stored: bytes.clone(),
            tree: None,
            front: None,
            body: None,
            outline: Outline::default(),
            comments: Vec::new(),
            findings,
        }
    }

    /// The text of a place in the file.
    pub fn slice(&self, span: ByteSpan) -> &str {
        self.bytes.get(span.range()).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }

    /// The narrative.
    pub fn body_text(&self) -> &str {
        self.body.map_or("", |span| self.slice(span))
    }

    fn fields(&mut self, span: ByteSpan, limits: yaml::Limits) {
        self.front = Some(span);
        let (mut tree, findings) = yaml::read(&self.path, &self.bytes, span, limits);
        self.findings.extend(findings);
        if let Some(tree) = &mut tree {
            let mut found = unseen::in_fields(&self.path, self.slice(span), span.start as usize, tree);
            if !found.is_empty() {
                // what would follow from them is told only if it is wrong without them too
                *tree = tree.clone().as_seen();
                found.iter_mut().for_each(|finding| finding.pointer = unseen::deepest(tree.root(), finding.span.start).0.pointer().into());
            }
            self.findings.extend(found);
            for secret in self.findings.iter_mut().filter(|it| it.code.name == codes::SECRET_FOUND.name && it.span.start < span.end) {
                secret.pointer = unseen::deepest(tree.root(), secret.span.start).0.pointer().into();
            }
            let text = self.slice(span);
            if text.contains(CALL) {
                let comments = yaml::comments(&self.bytes, span);
                let ours: Vec<ByteSpan> = comments.into_iter().filter(|comment| self.slice(*comment).contains(CALL)).collect();
                self.comments.extend(ours);
            }
        }
        self.tree = tree;
    }

    /// The text behind fields that cannot be read, for the page: nothing is said of it.
    fn shown_only(&mut self, body: Option<ByteSpan>) {
        self.body = body;
        self.outline = body.map(|body| markdown::outline(self.slice(body), body.start as usize)).unwrap_or_default();
    }

    fn narrative(&mut self, span: ByteSpan, form: Form) {
        self.body = Some(span);
        let text = self.slice(span);
        let outline = markdown::outline(text, span.start as usize);
        let mut findings = about_links(&self.path, &outline, form);
        findings.extend(outline.tangle.map(|tangle| tangled(&self.path, tangle)));
        findings.extend(unseen::in_text(&self.path, text, span.start as usize));
        let ours: Vec<ByteSpan> = outline.comments.iter().copied().filter(|comment| self.slice(*comment).contains(CALL)).collect();
        self.findings.extend(findings);
        self.comments.extend(ours);
        self.outline = outline;
    }
}

/// What a Markdown file may be without and may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A plan or a review: it has front matter, and no figures.
    Plan,
    /// A page of the team's own: it may be without front matter, and may show our figures.
    OwnPage,
}

/// Reads a plan or review: front matter, then Markdown.
pub fn markdown_file(path: &SourcePath, bytes: &Arc<[u8]>) -> Document {
    file(path, bytes, Form::Plan)
}

/// The fields of a plan or review that was read before: nothing else of it, and no findings. `bytes` are those of the document, without secrets.
pub fn fields_again(path: &SourcePath, bytes: &Arc<[u8]>) -> Option<Tree> {
    let front = front_matter::split(path, text(path, bytes).ok()?).front?;
    yaml::read(path, bytes, front, yaml::FRONT_MATTER).0.map(Tree::as_seen)
}

/// Reads a page of the team's own: Markdown with figures, below front matter or without any.
pub fn page_file(path: &SourcePath, bytes: &Arc<[u8]>) -> Document {
    file(path, bytes, Form::OwnPage)
}

fn file(path: &SourcePath, bytes: &Arc<[u8]>, form: Form) -> Document {
    let mut document = Document::new(path, bytes);
    let bytes = &document.bytes.clone();
    let text = match text(path, bytes) {
        Ok(text) => text,
        Err(finding) => {
            document.findings.push(*finding);
            return document;
        }
    };
    let conflicts = conflicts::find(text);
    document.findings.extend(conflicts::findings(path, &conflicts));
    if form == Form::OwnPage && !front_matter::has_fields(text) {
        let begin = if text.starts_with('\u{feff}') { 3 } else { 0 };
        document.narrative(ByteSpan::new(begin, text.len()), form);
        document.findings.extend(blanks::unended(path, bytes));
        return document;
    }
    let split = front_matter::split(path, text);
    let fields_end = split.body.filter(|_| split.front.is_some()).map_or(text.len(), |body| body.start as usize);
    if conflicts.iter().any(|it| (it.open.start as usize) < fields_end) {
        // of two versions nobody can say which one is meant, and what follows from either is not said
        document.shown_only(split.body.filter(|_| split.front.is_some()));
        return document;
    }
    document.findings.extend(split.findings);
    if let Some(front) = split.front {
        document.fields(front, yaml::FRONT_MATTER);
        if document.tree.is_none() {
            // the page can still show the text, but of a file that cannot be read nothing else is said
            document.shown_only(split.body);
            return document;
        }
    }
    if let Some(body) = split.body {
        document.narrative(body, form);
    }
    if let (Some(front), Some(tree)) = (document.front, &document.tree) {
        let found = blanks::trailing(path, bytes, front, tree);
        document.findings.extend(found.into_iter().chain(blanks::unended(path, bytes)));
    }
    document
}

/// Reads a file of the territory: YAML from end to end.
pub fn yaml_file(path: &SourcePath, bytes: &Arc<[u8]>) -> Document {
    fields_file(path, bytes, yaml::TERRITORY)
}

/// Reads a baseline: JSON is YAML, so its places come from the same reader.
pub fn baseline_file(path: &SourcePath, bytes: &Arc<[u8]>) -> Document {
    fields_file(path, bytes, yaml::BASELINE)
}

fn fields_file(path: &SourcePath, bytes: &Arc<[u8]>, limits: yaml::Limits) -> Document {
    let mut document = Document::new(path, bytes);
    if let Err(finding) = text(path, bytes) {
        document.findings.push(*finding);
        return document;
    }
    let conflicts = conflicts::find(document.slice(ByteSpan::new(0, bytes.len())));
    if !conflicts.is_empty() {
        document.findings.extend(conflicts::findings(path, &conflicts));
        return document;
    }
    let begin = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    document.fields(ByteSpan::new(begin, bytes.len()), limits);
    document
}

/// The bytes as text, or the first that is none.
fn text<'a>(path: &SourcePath, bytes: &'a [u8]) -> Result<&'a str, Box<Diagnostic>> {
    let finding = |at: usize, message: String, help: &'static str| {
        let span = ByteSpan::new(at, (at + 1).min(bytes.len()));
        Box::new(Diagnostic::new(&codes::FILE_ENCODING, path, span, message).help(help))
    };
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(finding(0, "this file is saved as UTF-16, not as UTF-8".to_owned(), "save it again with the encoding UTF-8"));
    }
    let checked = std::str::from_utf8(bytes).map_err(|error| error.valid_up_to());
    let nul = bytes.iter().position(|b| *b == 0);
    match (checked, nul) {
        (Ok(text), None) => Ok(text),
        (Err(bad), nul) if nul.is_none_or(|nul| bad < nul) => {
            let message = format!("the byte 0x{:02X} here is not UTF-8 text", bytes.get(bad).copied().unwrap_or(0));
            Err(finding(bad, message, "save the file again with the encoding UTF-8; it was probably saved as Windows-1252 or ISO 8859-1"))
        }
        (_, nul) => {
            Err(finding(nul.unwrap_or(0), "there is a NUL byte here, which no text contains".to_owned(), "delete it, or save the file again as UTF-8 text"))
        }
    }
}

fn about_links(path: &SourcePath, outline: &Outline, form: Form) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for html in outline.raw_html.iter().take(MAX_OF_A_KIND) {
        let message = if html.tag.starts_with("<!--") {
            "this comment is never closed, so the rest of the text is lost".to_owned()
        } else {
            format!("`{}` is HTML, which is shown as it is written", html.tag)
        };
        findings.push(Diagnostic::new(&codes::RAW_HTML, path, html.span, message).help(raw_html::instead(&html.tag)));
    }
    let mut unsafe_links: Vec<_> =
        outline.links.iter().filter(|link| link.address == Address::Unsafe || (form == Form::Plan && matches!(link.address, Address::Figure(_)))).collect();
    // the definition of a reference is one mistake, however often it is used
    unsafe_links.sort_by_key(|link| link.span);
    unsafe_links.dedup_by_key(|link| link.span);
    for link in unsafe_links.into_iter().take(MAX_OF_A_KIND) {
        let message = format!("`{}` is no address that a reader may be sent to", link.target);
        let help = "use `https://…`, `mailto:…` or a file beside the plan; the site shows this link as plain text";
        findings.push(Diagnostic::new(&codes::UNSAFE_URL, path, link.span, message).help(help));
    }
    findings
}

fn tangled(path: &SourcePath, tangle: Tangle) -> Diagnostic {
    let (message, help) = match tangle.kind {
        tangle::Kind::Depth => ("this line lies in more than 100 quotes or lists, so the text is not read as Markdown", "take signs away until 100 are left"),
        tangle::Kind::Title => (
            "the title of this link goes on for so many lines that the text is not read as Markdown",
            "close the title with the sign that opens it, or write `\\](` for signs that are no link",
        ),
    };
    Diagnostic::new(&codes::TANGLED_TEXT, path, tangle.span, message).help(help)
}
