//! What is committed is what the code prints. `UPDATE=1 cargo test --test generated` writes it again.

use std::path::Path;

#[test]
fn schemas() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    for (name, document) in quarterdeck::schema::core::documents().into_iter().chain(quarterdeck::config::schemas::documents()) {
        let path = folder.join(format!("{name}.schema.json"));
        let text = format!("{}\n", serde_json::to_string_pretty(&document).unwrap());
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == text, "{} is not what the code prints; UPDATE=1 writes it", path.display());
    }
}

#[test]
fn figures() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/own-pages.md");
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let head = text.split_once("| Key |").map_or(text.as_str(), |(head, _)| head);
    let now = format!("{head}{}", quarterdeck::charts::printed());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    assert!(std::fs::read_to_string(&path).unwrap_or_default() == now, "docs/own-pages.md does not list the figures that there are; UPDATE=1 writes them");
}

#[test]
fn requirements() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/requirements.md");
    let text = quarterdeck::requirements::printed();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert!(std::fs::read_to_string(&path).unwrap_or_default() == text, "docs/requirements.md is not what the code prints; UPDATE=1 writes it");
}
