use std::collections::{BTreeMap, BTreeSet};

/// One tag: its name and attributes, unescaped as far as addresses need it.
struct Tag<'t> {
    name: &'t str,
    attributes: Vec<(&'t str, String)>,
}

/// Start tags of our own pages, in which `<` stands nowhere else.
fn tags(html: &str) -> Vec<Tag<'_>> {
    html.split('<')
        .skip(1)
        .filter(|part| part.starts_with(|c: char| c.is_ascii_alphabetic()))
        .map(|part| {
            let inside = part.split('>').next().unwrap().trim_end_matches('/');
            let (name, mut rest) = inside.split_once(' ').unwrap_or((inside, ""));
            let mut attributes = Vec::new();
            while let Some((key, after)) = rest.split_once("=\"") {
                let (value, after) = after.split_once('"').unwrap();
                attributes.push((key.trim().rsplit(' ').next().unwrap(), value.replace("&amp;", "&").replace("&#39;", "'")));
                rest = after;
            }
            Tag { name, attributes }
        })
        .collect()
}

/// All links of all pages lead somewhere, ids are unique, and there is one `h1`.
#[track_caller]
pub fn check(files: &BTreeMap<String, Vec<u8>>) {
    let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut links: Vec<(&str, String)> = Vec::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        let tags = tags(html);
        assert_eq!(tags.iter().filter(|tag| tag.name == "h1").count(), 1, "{path}");
        for (key, value) in tags.into_iter().flat_map(|tag| tag.attributes) {
            assert!(key != "style" && !key.starts_with("on"), "{path}: {key}");
            match key {
                "id" => assert!(ids.entry(path).or_default().insert(value.clone()), "{path}: {value} stands twice"),
                "href" | "src" => links.push((path, value)),
                _ => {}
            }
        }
    }
    for (path, link) in links {
        if link.starts_with("http") || link.starts_with("mailto:") {
            continue;
        }
        let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
        let mut parts: Vec<&str> = path.split('/').collect();
        parts.pop();
        for part in file.split('/').filter(|part| !part.is_empty()) {
            match part {
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        let target = if file.is_empty() { path.to_owned() } else { parts.join("/") };
        assert!(files.contains_key(&target), "{path}: {link}");
        if !anchor.is_empty() && target.ends_with(".html") {
            let anchor = anchor.replace("%3A", ":");
            assert!(ids.get(target.as_str()).is_some_and(|ids| ids.contains(&anchor)), "{path}: {link} has no such anchor");
        }
    }
}

#[test]
fn all_links_of_the_example_lead_somewhere() {
    check(&crate::files(&crate::example()));
}
