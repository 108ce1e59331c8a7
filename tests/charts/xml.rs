//! A small check that markup is well formed, and what text and attributes it holds.

/// Elements in order: tag, attributes, all text inside.
#[derive(Debug, Clone)]
pub struct Element {
    pub tag: String,
    pub attributes: Vec<(String, String)>,
    pub text: String,
}

impl Element {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

fn unescape(text: &str) -> String {
    assert!(!text.contains('<'), "bare < in {text:?}");
    for (at, _) in text.match_indices('&') {
        let rest = &text[at..];
        assert!(["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"].iter().any(|entity| rest.starts_with(entity)), "bare & in {text:?}");
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

/// Panics with a reason when the markup is not well formed.
pub fn parse(markup: &str) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        let (text, tail) = rest.split_at(at);
        for parent in &open {
            elements[*parent].text.push_str(&unescape(text));
        }
        if open.is_empty() {
            assert!(text.trim().is_empty(), "text outside: {text:?}");
        }
        let end = tail.find('>').expect("a tag without end");
        let inside = &tail[1..end];
        rest = &tail[end + 1..];
        if let Some(name) = inside.strip_prefix('/') {
            let parent = open.pop().expect("an end tag too many");
            assert_eq!(elements[parent].tag, name, "crossed tags");
            continue;
        }
        let (inside, empty) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
        let (tag, mut attributes_text) = inside.split_once(' ').unwrap_or((inside, ""));
        assert!(tag.chars().all(|c| c.is_ascii_alphanumeric()), "tag {tag:?}");
        let mut attributes: Vec<(String, String)> = Vec::new();
        while !attributes_text.is_empty() {
            let (name, tail) = attributes_text.split_once("=\"").expect("an attribute without value");
            let (value, tail) = tail.split_once('"').expect("an attribute without end");
            assert!(!attributes.iter().any(|(other, _)| other == name), "attribute {name} twice in {tag}");
            attributes.push((name.trim().to_owned(), unescape(value)));
            attributes_text = tail.trim_start();
        }
        elements.push(Element { tag: tag.to_owned(), attributes, text: String::new() });
        if !empty {
            open.push(elements.len() - 1);
        }
    }
    assert!(rest.trim().is_empty() && open.is_empty(), "open at the end: {open:?}");
    elements
}
