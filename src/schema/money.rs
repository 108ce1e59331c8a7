//! Amounts of money in a plan or in quarterdeck.yaml that may be a thousand times what they say: `640.000` is 640 in YAML, and six hundred and forty thousand to half of Europe.

use crate::base::amount::{two_readings, undoubted};
use crate::base::path::SourcePath;
use crate::diag::code::Level;
use crate::diag::diagnostic::Diagnostic;
use crate::parse::node::{Kind, Node, Tree};
use crate::schema::codes::VALUE_FORMAT;

/// The keys under which money stands, whichever group they are in.
const KEYS: [&str; 4] = ["amount", "growth_target", "expected_value", "min_growth_value"];

/// Does a node hold money?
pub fn is_money(node: Node<'_>) -> bool {
    node.key().is_some_and(|key| KEYS.contains(&key)) && !is_custom(node)
}

/// The company's own fields are the company's business.
fn is_custom(node: Node<'_>) -> bool {
    let mut node = node;
    while let Some(parent) = node.parent().filter(|parent| parent.parent().is_some()) {
        node = parent;
    }
    node.key() == Some("custom")
}

/// A warning for each amount with exactly three digits behind one point: it counts as it is read, and somebody has to look.
pub fn doubtful(path: &SourcePath, tree: &Tree) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    look(path, tree.root(), &mut found);
    found
}

fn look(path: &SourcePath, node: Node<'_>, found: &mut Vec<Diagnostic>) {
    node.children().for_each(|child| look(path, child, found));
    let readings = Some(node).filter(|node| node.kind() == Kind::Float).and_then(|node| two_readings(node.text()));
    let Some([read, meant]) = readings.filter(|_| is_money(node)) else { return };
    let message = format!("`{}` is read as {read}, and may have been meant as {meant}", node.text());
    let help = format!("write {meant} without a point between thousands, or {} if that is meant", undoubted(node.text(), read));
    found.push(Diagnostic::new(&VALUE_FORMAT, path, node.span(), message).level(Level::Warn).pointer(node.pointer()).help(help));
}
