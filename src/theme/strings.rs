//! The file of strings: what stands on the pages instead of each English phrase. Checks a territory's file against the shipped one, which holds
//! every phrase there is. Does not know where a phrase stands.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::language::{Entry, index, places};
use crate::base::locale::FORMS;
use crate::base::near::nearest;
use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::code::Code;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Fix, did_you_mean};
use crate::parse::node::{Kind, Node, Tree};

/// The shipped file, inside the theme: every phrase, in English.
pub const SHIPPED: &str = "strings.yaml";

/// What a key of the shipped file is allowed to become.
pub type Known = BTreeSet<String>;

/// All phrases of the shipped file.
pub fn known(tree: &Tree) -> Known {
    tree.root().entries().filter_map(|node| node.key().map(str::to_owned)).collect()
}

/// Reads a territory's file. What is wrong is said with its place, and its phrase stays English.
pub fn read(tree: &Tree, path: &SourcePath, code: &'static Code, known: &Known) -> (BTreeMap<String, Entry>, Vec<Diagnostic>) {
    let mut reader = Reader { path, code, known, findings: Vec::new() };
    let mut words = BTreeMap::new();
    match tree.root().kind() {
        Kind::Null => {}
        Kind::Map => {
            for node in tree.root().entries() {
                let key = node.key().unwrap_or("");
                if let Some(entry) = reader.entry(node, key) {
                    words.insert(key.to_owned(), entry);
                }
            }
        }
        _ => {
            reader.says(tree.root().span(), tree.root(), "a file of strings is a map".to_owned(), "write `\"Portfolio\": \"…\"`, one phrase a line".to_owned())
        }
    }
    (words, reader.findings)
}

struct Reader<'a> {
    path: &'a SourcePath,
    code: &'static Code,
    known: &'a Known,
    findings: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn says(&mut self, span: ByteSpan, node: Node<'_>, message: String, help: String) {
        self.findings.push(Diagnostic::new(self.code, self.path, span, message).pointer(node.pointer()).help(help));
    }

    fn entry(&mut self, node: Node<'_>, key: &str) -> Option<Entry> {
        if !self.known.contains(key) {
            self.unknown(node, key);
            return None;
        }
        let counts = key.starts_with("{} ");
        match node.kind() {
            Kind::Text if self.is_blank(node, key) => None,
            Kind::Text => self.fits(node, key, true).then(|| Entry::One(clean(node.text()))),
            Kind::Map if counts => self.forms(node, key),
            Kind::Map => {
                let help = "only phrases that begin with `{} ` have forms for numbers; write one text".to_owned();
                self.says(node.span(), node, format!("`{key}` has no forms"), help);
                None
            }
            _ => {
                self.says(node.span(), node, format!("`{key}` must be text"), "put it in quotes".to_owned());
                None
            }
        }
    }

    fn unknown(&mut self, node: Node<'_>, key: &str) {
        let known: Vec<&str> = self.known.iter().map(String::as_str).collect();
        let found = Diagnostic::new(self.code, self.path, node.key_span(), format!("no page says `{key}`")).pointer(node.pointer());
        let found = match nearest(key, &known) {
            Some(meant) => {
                let quoted = format!("\"{}\"", meant.replace('\\', "\\\\").replace('"', "\\\""));
                let fix = Fix::replacement(self.path, found.span, meant, quoted);
                found.help(did_you_mean(meant)).fix(fix)
            }
            None => found.help("`quarterdeck theme eject strings.yaml` writes every phrase that there is".to_owned()),
        };
        self.findings.push(found);
    }

    fn forms(&mut self, node: Node<'_>, key: &str) -> Option<Entry> {
        let mut forms = BTreeMap::new();
        for form in node.entries() {
            let name = form.key().unwrap_or("");
            if !FORMS.contains(&name) {
                let help = nearest(name, &FORMS).map_or_else(|| format!("the forms are {}", FORMS.join(", ")), did_you_mean);
                self.says(form.key_span(), form, format!("there is no form `{name}`"), help);
            } else if form.kind() != Kind::Text {
                self.says(form.span(), form, format!("`{name}` must be text"), "put it in quotes".to_owned());
            } else if !self.is_blank(form, key) && self.fits(form, key, !matches!(name, "zero" | "one" | "two")) {
                // "one account" may do without its number
                forms.insert(name.to_owned(), clean(form.text()));
            }
        }
        if !forms.contains_key("other") && node.get("other").is_none() {
            self.says(node.span(), node, format!("`{key}` lacks the form `other`"), "add `other: …`, which stands wherever no form fits".to_owned());
        }
        forms.contains_key("other").then_some(Entry::Forms(forms))
    }

    /// Is there nothing where the text should be? Whoever reads the page would see a gap.
    fn is_blank(&mut self, node: Node<'_>, key: &str) -> bool {
        let blank = clean(node.text()).trim().is_empty();
        if blank {
            let help = "write what is to stand there, or leave the line out: then it stays English".to_owned();
            self.says(node.span(), node, format!("the text for `{key}` is empty"), help);
        }
        blank
    }

    /// Has a text the places of its phrase, all of them where `all` is asked for, and no others?
    fn fits(&mut self, node: Node<'_>, key: &str, all: bool) -> bool {
        let names = places(key);
        let mut filled = BTreeSet::new();
        let mut next = 0;
        for place in braces(node.text()) {
            match index(&names, place, &mut next) {
                Some(at) => {
                    filled.insert(at);
                }
                None => {
                    let help = match names.as_slice() {
                        [] => "it has no place to fill; leave the braces out".to_owned(),
                        names => format!("its places are {}", shown(names)),
                    };
                    self.says(node.span(), node, format!("`{key}` has no place `{{{place}}}`"), help);
                    return false;
                }
            }
        }
        match names.iter().enumerate().find(|(at, _)| !filled.contains(at)).filter(|_| all) {
            Some((_, name)) => {
                let help = format!("put `{{{name}}}` where the value is to stand");
                self.says(node.span(), node, format!("the text for `{key}` leaves out `{{{name}}}`"), help);
                false
            }
            None => true,
        }
    }
}

/// Without control characters: the writer of HTML has its own use for some of them.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || *c == '\n').collect()
}

/// What stands in braces, every time.
fn braces(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

fn shown(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{{{name}}}`")).collect::<Vec<_>>().join(", ")
}
