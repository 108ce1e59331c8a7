//! `theme.yaml`: the name of a theme, which versions of the view it was written for, and its options. Does not know what the options do.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::near::nearest;
use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::code::Code;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::did_you_mean;
use crate::parse::node::{Kind, Node, Tree};

/// The version of the values that templates are given: block names of the pages and the fields of `theme::surround`.
pub const VIEW_VERSION: u32 = 1;

/// The value of an option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Choice {
    Switch(bool),
    Text(String),
}

/// A theme's manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    pub name: String,
    /// The oldest and newest view version that its templates understand.
    pub view: (u32, u32),
    pub options: BTreeMap<String, Choice>,
}

impl Default for Manifest {
    fn default() -> Self {
        let options = [("nav_search", Choice::Switch(true)), ("data_note", Choice::Switch(true))];
        Manifest { name: "default".to_owned(), view: (VIEW_VERSION, VIEW_VERSION), options: options.map(|(key, value)| (key.to_owned(), value)).into() }
    }
}

impl Manifest {
    /// Reads a manifest over the built-in one. What is wrong is said with its place, and the default stays.
    pub fn read(tree: &Tree, path: &SourcePath, code: &'static Code) -> (Manifest, Vec<Diagnostic>) {
        let mut reader = Reader { path, code, findings: Vec::new() };
        let mut manifest = Manifest::default();
        if tree.root().kind() != Kind::Map {
            reader.says(tree.root().span(), "", "a theme manifest is a map".to_owned(), "write `name: …` and `view: {min: 1, max: 1}`".to_owned());
            return (manifest, reader.findings);
        }
        for node in tree.root().entries() {
            match node.key().unwrap_or("") {
                "name" if node.kind() == Kind::Text => manifest.name = node.text().to_owned(),
                "name" => reader.says(node.span(), "/name", "`name` must be text".to_owned(), "put it in quotes".to_owned()),
                // what is left empty is as if it were not there
                "view" | "options" if node.kind() == Kind::Null => {}
                "view" if node.kind() != Kind::Map => reader.no_map(node, "view", "{min: 1, max: 1}"),
                "options" if node.kind() != Kind::Map => reader.no_map(node, "options", "{nav_search: false}"),
                "view" => reader.view(node, &mut manifest.view),
                "options" => reader.options(node, &mut manifest.options),
                other => reader.unknown(node, other, &["name", "view", "options"]),
            }
        }
        let (min, max) = manifest.view;
        if !(min..=max).contains(&VIEW_VERSION) {
            let place = tree.root().get("view").map_or(tree.root().span(), Node::span);
            let message = format!("the theme is for view versions {min} to {max}, this quarterdeck has {VIEW_VERSION}");
            reader.says(place, "/view", message, "compare the theme's files with the built-in ones, then set `view` anew".to_owned());
        }
        (manifest, reader.findings)
    }
}

struct Reader<'a> {
    path: &'a SourcePath,
    code: &'static Code,
    findings: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn says(&mut self, span: ByteSpan, pointer: &str, message: String, help: String) {
        self.findings.push(Diagnostic::new(self.code, self.path, span, message).pointer(pointer).help(help));
    }

    fn unknown(&mut self, node: Node<'_>, key: &str, known: &[&str]) {
        let help = nearest(key, known).map_or_else(|| format!("the keys are {}", known.join(", ")), did_you_mean);
        self.says(node.key_span(), &node.pointer(), format!("unknown key `{key}`"), help);
    }

    fn no_map(&mut self, node: Node<'_>, key: &str, example: &str) {
        self.says(node.span(), &node.pointer(), format!("`{key}` is a map"), format!("write for example `{key}: {example}`"));
    }

    fn view(&mut self, node: Node<'_>, view: &mut (u32, u32)) {
        for entry in node.entries() {
            let key = entry.key().unwrap_or("");
            let slot = match key {
                "min" => &mut view.0,
                "max" => &mut view.1,
                other => {
                    self.unknown(entry, other, &["min", "max"]);
                    continue;
                }
            };
            match entry.text().parse() {
                Ok(number) => *slot = number,
                Err(_) => self.says(entry.span(), &entry.pointer(), format!("`{key}` must be a whole number"), "write for example `1`".to_owned()),
            }
        }
    }

    fn options(&mut self, node: Node<'_>, options: &mut BTreeMap<String, Choice>) {
        for entry in node.entries() {
            let key = entry.key().unwrap_or("").to_owned();
            let Some(current) = options.get_mut(&key) else {
                let known: Vec<&str> = options.keys().map(String::as_str).collect();
                self.unknown(entry, &key, &known);
                continue;
            };
            match (&current, entry.as_bool()) {
                (Choice::Switch(_), Some(on)) => *current = Choice::Switch(on),
                (Choice::Text(_), _) if entry.kind() == Kind::Text => *current = Choice::Text(entry.text().to_owned()),
                (Choice::Switch(_), None) => {
                    self.says(entry.span(), &entry.pointer(), format!("`{key}` is `true` or `false`"), "write `true` or `false`".to_owned())
                }
                (Choice::Text(_), _) => self.says(entry.span(), &entry.pointer(), format!("`{key}` must be text"), "put it in quotes".to_owned()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::parse::yaml;

    fn check(text: &str, search: bool, expected: &[&str]) {
        let (path, bytes) = (SourcePath::new("theme/theme.yaml").unwrap(), Arc::<[u8]>::from(text.as_bytes()));
        let (tree, findings) = yaml::read(&path, &bytes, ByteSpan::new(0, text.len()), yaml::TERRITORY);
        assert_eq!(findings, []);
        let (manifest, findings) = Manifest::read(&tree.unwrap(), &path, &crate::schema::codes::CONFIG_ERROR);
        let said: Vec<String> = findings.iter().map(|it| format!("{} {}", it.pointer, it.message)).collect();
        assert_eq!(said, expected, "{text}");
        assert_eq!(manifest.options["nav_search"], Choice::Switch(search), "{text}");
    }

    #[test]
    fn reads_truth_as_yaml_does() {
        for yes in ["true", "True", "TRUE"] {
            check(&format!("options: {{nav_search: {yes}}}\n"), true, &[]);
        }
        for no in ["false", "False", "FALSE"] {
            check(&format!("options: {{nav_search: {no}}}\n"), false, &[]);
        }
        check("options: {nav_search: 'true'}\n", true, &["/options/nav_search `nav_search` is `true` or `false`"]);
    }

    #[test]
    fn tells_what_is_no_map() {
        check("view:\noptions: ~\n", true, &[]);
        check("view: 3\noptions: [nav_search]\n", true, &["/view `view` is a map", "/options `options` is a map"]);
        check("view: {min: 2, max: 3}\n", true, &["/view the theme is for view versions 2 to 3, this quarterdeck has 1"]);
    }
}
