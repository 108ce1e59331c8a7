//! Pages read as a browser reads them: what on them could run, or leaves the site by itself.

use std::collections::BTreeMap;

/// One tag of a page: its name and its attributes, as a browser reads them.
pub fn tags(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with("!--") {
            rest = rest.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/').unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = &rest[end..];
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() || rest.starts_with('>') {
                break;
            }
            let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len()).max(1);
            let key = rest[..end].to_ascii_lowercase();
            rest = rest[end..].trim_start();
            let mut value = String::new();
            if let Some(after) = rest.strip_prefix('=') {
                rest = after.trim_start();
                let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
                let (text, after) = match quote {
                    Some(quote) => rest[1..].split_once(quote).unwrap_or((&rest[1..], "")),
                    None => rest.split_at(rest.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(rest.len())),
                };
                value = text.to_owned();
                rest = after;
            }
            attributes.push((key, value));
        }
        found.push((name, attributes));
    }
    found
}

/// Nothing on any page can run: no script but our file, no handler, no style, no address that is code or leaves the site by itself.
#[track_caller]
pub fn scan(site: &BTreeMap<String, Vec<u8>>) {
    for (name, bytes) in site.iter().filter(|(name, _)| name.ends_with(".html") || name.ends_with(".svg")) {
        let html = std::str::from_utf8(bytes).expect("pages are UTF-8");
        for (tag, attributes) in tags(html) {
            let told = || format!("{name}: <{tag} {attributes:?}>");
            assert!(
                !["iframe", "object", "embed", "base", "style", "foreignobject", "applet", "marquee", "math", "template"].contains(&tag.as_str()),
                "{}",
                told()
            );
            if tag == "form" {
                let ours = |key: &str| attributes.iter().any(|(name, _)| name == key);
                assert!((ours("data-filter-for") || ours("data-index")) && !ours("action"), "{}", told());
            }
            if tag == "script" {
                assert!(attributes.iter().any(|(key, value)| key == "src" && value.contains("assets/")), "{}", told());
            }
            for (key, value) in &attributes {
                assert!(!key.starts_with("on") && key != "style" && key != "srcdoc", "{}", told());
                if matches!(key.as_str(), "href" | "src" | "action" | "xlink:href" | "formaction" | "poster" | "content" | "srcset") {
                    let plain: String = value.to_lowercase().chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
                    let code = ["javascript:", "vbscript:", "data:", "file:", "&#"].iter().any(|scheme| plain.starts_with(scheme));
                    assert!(!code, "{}", told());
                }
                if matches!(key.as_str(), "src" | "srcset" | "poster") || (tag == "link" && key == "href") {
                    assert!(!value.contains("//"), "{}", told());
                }
            }
        }
    }
}
