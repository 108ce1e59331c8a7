//! Texts that say nothing: placeholders that count as empty. Knows nothing of where they stand.

/// Is the text only a stand-in: `TBD`, `TODO`, `xxx`, `lorem ipsum …`, `[…]` or `{{…}}` (`plan-format.md` §2)? Such a text counts as empty.
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', '!', '?', ':', '…']).trim_end();
    let lower = text.to_lowercase();
    if matches!(lower.as_str(), "tbd" | "tba" | "tbc" | "todo" | "to do" | "to be defined" | "to be decided" | "fixme") {
        return true;
    }
    if lower.len() >= 3 && lower.chars().all(|c| c == 'x') || lower.starts_with("lorem ipsum") || lower == "lorem" {
        return true;
    }
    let framed = |open: &str, close: &str| text.len() >= open.len() + close.len() && text.starts_with(open) && text.ends_with(close);
    framed("{{", "}}") || (framed("[", "]") && !text.contains("](") && text.matches('[').count() == 1)
}

/// At most forty characters of a text, for messages.
pub fn excerpt(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= 40 { text.to_owned() } else { text.chars().take(39).chain(['…']).collect() }
}

/// Has the text anything to say: neither blank nor a placeholder?
pub fn says_something(text: &str) -> bool {
    !text.trim().is_empty() && !is_placeholder(text)
}

/// Answers that are silence in other words (M28).
const SILENCE: [&str; 16] = [
    "",
    "-",
    "?",
    "none",
    "no",
    "n/a",
    "na",
    "nil",
    "nothing",
    "nothing needed",
    "nothing at the moment",
    "don't know",
    "dont know",
    "do not know",
    "not sure",
    "unknown",
];

/// Does the text answer a question: neither blank, a placeholder, nor "don't know" in one of its forms?
pub fn answers(text: &str) -> bool {
    !is_silence(text) && says_something(text)
}

/// Is the text blank, "nothing" or "don't know" in one of its forms (M28)?
pub fn is_silence(text: &str) -> bool {
    let lower = text.trim().trim_end_matches(['.', '!', '…']).to_lowercase().replace('’', "'");
    SILENCE.contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_stand_ins() {
        let check = |text: &str, expected: bool| assert_eq!(is_placeholder(text), expected, "{text:?}");
        check("TBD", true);
        check("todo.", true);
        check("xxx", true);
        check("XXXX", true);
        check("xx", false);
        check("[name of the sponsor]", true);
        check("[…]", true);
        check("{{ sponsor }}", true);
        check("Lorem ipsum dolor", true);
        check("Todos los hospitales", false);
        check("[link](https://example.com)", false);
        check("Agree terms [draft] with Ruth", false);
    }
}
