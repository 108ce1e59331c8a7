//! The typed writer of HTML and SVG: whatever goes in as text comes out escaped, and there is no switch (R-06).

use std::fmt::{Display, Write};

use crate::base::language::{phrase, word};
use crate::base::path::SitePath;

/// Text that is HTML by construction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

/// An address that may stand in a link: relative inside the site, or `http`, `https`, `mailto` (R-16).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Href {
    text: String,
    external: bool,
}

impl Href {
    /// The relative link from one artifact to another.
    pub fn to(from: &SitePath, target: &SitePath) -> Self {
        Href { text: from.link_to(target), external: false }
    }

    /// The same, to an anchor on the target.
    pub fn to_anchor(from: &SitePath, target: &SitePath, anchor: &str) -> Self {
        if from == target {
            return Href::anchor(anchor);
        }
        Href { text: format!("{}#{}", from.link_to(target), percent(anchor)), external: false }
    }

    /// An anchor on the same page.
    pub fn anchor(anchor: &str) -> Self {
        Href { text: format!("#{}", percent(anchor)), external: false }
    }

    /// A link out of the site; `None` for every scheme but `http`, `https` and `mailto`.
    pub fn external(url: &str) -> Option<Self> {
        let clean: String = url.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        let scheme = clean.split_once(':')?.0.to_ascii_lowercase();
        let good = match scheme.as_str() {
            "http" | "https" => clean.get(scheme.len()..).is_some_and(|rest| rest.starts_with("://")),
            "mailto" => true,
            _ => false,
        };
        good.then_some(Href { text: clean, external: true })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Percent-encodes what may not stand in a fragment.
fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            out.push(byte as char);
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The marks of the places in a sentence: eight control characters, which [`escape_into`] takes out of everything that is text.
const MARKS: [char; 8] = ['\u{1}', '\u{2}', '\u{3}', '\u{4}', '\u{5}', '\u{6}', '\u{7}', '\u{8}'];

/// Elements without an end tag.
const VOID: [&str; 8] = ["br", "col", "hr", "img", "input", "link", "meta", "wbr"];

impl Html {
    pub fn new() -> Self {
        Html::default()
    }

    /// Writes with room for `bytes`.
    pub fn with_capacity(bytes: usize) -> Self {
        Html(String::with_capacity(bytes))
    }

    /// The one raw insertion: for text that another writer of ours has already made safe. A test counts its uses.
    pub fn verbatim(text: String) -> Self {
        Html(text)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn into_string(self) -> String {
        self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Begins an element. Attribute names are constants; addresses, styles and handlers are not attributes here (see [`Html::link`]).
    pub fn open(&mut self, tag: &'static str, attributes: &[(&'static str, &str)]) -> &mut Self {
        self.start(tag, attributes);
        self.0.push('>');
        self
    }

    fn start(&mut self, tag: &'static str, attributes: &[(&'static str, &str)]) {
        self.0.push('<');
        self.0.push_str(tag);
        for (name, value) in attributes {
            // a name may be empty: an attribute that is not given
            if matches!(*name, "" | "href" | "src" | "style" | "srcdoc" | "action" | "formaction") || name.starts_with("on") {
                continue;
            }
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            escape_into(&mut self.0, value);
            self.0.push('"');
        }
    }

    /// Ends an element.
    pub fn close(&mut self, tag: &'static str) -> &mut Self {
        debug_assert!(!VOID.contains(&tag), "{tag} has no end tag");
        self.0.push_str("</");
        self.0.push_str(tag);
        self.0.push('>');
        self
    }

    /// Text, escaped.
    pub fn text(&mut self, text: &str) -> &mut Self {
        escape_into(&mut self.0, text);
        self
    }

    /// A word or sentence of the interface, in the language of the page. What people have written goes into [`Html::text`].
    pub fn word(&mut self, english: &'static str) -> &mut Self {
        self.text(&word(english))
    }

    /// A sentence of the interface with places in braces, and what stands there.
    pub fn phrase(&mut self, english: &'static str, values: &[&dyn Display]) -> &mut Self {
        self.text(&phrase(english, values))
    }

    /// A sentence of the interface whose places hold HTML: one piece for each, in the order of the English sentence.
    pub fn sentence(&mut self, english: &'static str, pieces: &[Html]) -> &mut Self {
        // whatever the words hold is text: a mark that comes from a file of strings is only another place for a piece
        let marks: Vec<&dyn Display> = MARKS.iter().take(pieces.len()).map(|mark| mark as &dyn Display).collect();
        let said = phrase(english, &marks);
        let mut from = 0;
        for (at, mark) in said.match_indices(MARKS) {
            self.text(said.get(from..at).unwrap_or(""));
            if let Some(piece) = MARKS.iter().position(|known| mark.starts_with(*known)).and_then(|at| pieces.get(at)) {
                self.0.push_str(&piece.0);
            }
            from = at + mark.len();
        }
        self.text(said.get(from..).unwrap_or(""))
    }

    /// Words set apart, for a piece of a [`Html::sentence`].
    pub fn strong(text: &str) -> Html {
        let mut html = Html::new();
        html.element("b", &[], text);
        html
    }

    /// Plain text, for a piece of a [`Html::sentence`].
    pub fn plain(text: &str) -> Html {
        let mut html = Html::new();
        html.text(text);
        html
    }

    /// A whole element that holds words of the interface.
    pub fn label(&mut self, tag: &'static str, attributes: &[(&'static str, &str)], english: &'static str) -> &mut Self {
        self.open(tag, attributes).word(english).close(tag)
    }

    /// A whole element that holds text.
    pub fn element(&mut self, tag: &'static str, attributes: &[(&'static str, &str)], text: &str) -> &mut Self {
        self.open(tag, attributes).text(text).close(tag)
    }

    /// Appends what is HTML already.
    pub fn push(&mut self, html: &Html) -> &mut Self {
        self.0.push_str(&html.0);
        self
    }

    /// A whole link. Links out of the site give away nothing of where the reader came from.
    pub fn link(&mut self, href: &Href, attributes: &[(&'static str, &str)], text: &str) -> &mut Self {
        self.open_link(href, attributes).text(text).close("a")
    }

    /// A whole link on words of the interface.
    pub fn link_word(&mut self, href: &Href, attributes: &[(&'static str, &str)], english: &'static str) -> &mut Self {
        self.open_link(href, attributes).word(english).close("a")
    }

    /// Begins a link; end it with `close("a")`.
    pub fn open_link(&mut self, href: &Href, attributes: &[(&'static str, &str)]) -> &mut Self {
        self.start("a", attributes);
        self.0.push_str(" href=\"");
        escape_into(&mut self.0, &href.text);
        self.0.push('"');
        if href.external {
            self.0.push_str(" rel=\"noopener noreferrer\"");
        }
        self.0.push('>');
        self
    }

    /// An image of the site.
    pub fn image(&mut self, href: &Href, alt: &str) -> &mut Self {
        if !href.external {
            self.start("img", &[("alt", alt), ("loading", "lazy")]);
            self.0.push_str(" src=\"");
            escape_into(&mut self.0, &href.text);
            self.0.push_str("\">");
        }
        self
    }

    /// An element of SVG without content, for example a `rect`.
    pub fn shape(&mut self, tag: &'static str, attributes: &[(&'static str, &str)]) -> &mut Self {
        self.start(tag, attributes);
        self.0.push_str("/>");
        self
    }
}

/// Escapes for element and attribute content; control characters that neither HTML nor XML allows are left out.
pub fn escape_into(out: &mut String, text: &str) {
    // whole runs at once: nearly all text has nothing to escape
    let bytes = text.as_bytes();
    let mut done = 0;
    let mut from = 0;
    while let Some(found) = bytes.get(from..).and_then(|rest| rest.iter().position(|byte| SPECIAL.get(usize::from(*byte)).copied().unwrap_or(true))) {
        let at = from + found;
        let next = |ahead: usize| bytes.get(at + ahead).copied();
        let (instead, length) = match bytes.get(at) {
            Some(b'&') => ("&amp;", 1),
            Some(b'<') => ("&lt;", 1),
            Some(b'>') => ("&gt;", 1),
            Some(b'"') => ("&quot;", 1),
            Some(b'\'') => ("&#39;", 1),
            // C1 controls begin with C2, the two noncharacters with EF
            Some(0xc2) if matches!(next(1), Some(0x80..=0x9f)) => ("", 2),
            Some(0xef) if matches!((next(1), next(2)), (Some(0xbf), Some(0xbe | 0xbf))) => ("", 3),
            Some(0xc2 | 0xef) => {
                from = at + 1;
                continue;
            }
            _ => ("", 1),
        };
        out.push_str(text.get(done..at).unwrap_or(""));
        out.push_str(instead);
        done = at + length;
        from = done;
    }
    out.push_str(text.get(done..).unwrap_or(""));
}

/// Bytes at which [`escape_into`] has to look twice.
#[allow(clippy::indexing_slicing, reason = "a constant of 256 entries, made by the compiler from the numbers 0 to 255")]
static SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(byte as u8, 0..=8 | 11..=31 | b'&' | b'<' | b'>' | b'"' | b'\'' | 0x7f | 0xc2 | 0xef);
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_text_is_escaped() {
        let mut html = Html::new();
        html.element("td", &[("class", "num"), ("data-value", "\"><script>")], "<b>&'\u{0}");
        assert_eq!(html.as_str(), "<td class=\"num\" data-value=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;&#39;</td>");
        let mut html = Html::new();
        html.open("p", &[("onclick", "x"), ("style", "x"), ("href", "javascript:x")]);
        assert_eq!(html.as_str(), "<p>");
    }

    #[test]
    fn escaping_keeps_and_drops_what_a_character_wise_one_would() {
        let slow = |text: &str| {
            let mut out = String::new();
            for c in text.chars() {
                match c {
                    '&' => out.push_str("&amp;"),
                    '<' => out.push_str("&lt;"),
                    '>' => out.push_str("&gt;"),
                    '"' => out.push_str("&quot;"),
                    '\'' => out.push_str("&#39;"),
                    '\t' | '\n' => out.push(c),
                    c if c.is_control() || c == '\u{fffe}' || c == '\u{ffff}' => {}
                    c => out.push(c),
                }
            }
            out
        };
        let mut all: String = ('\0'..='\u{2ff}').collect();
        all.extend(('\u{ff00}'..='\u{10010}').chain(['\u{fdd0}', '\u{10ffff}', '€', 'é']));
        for text in [all.as_str(), "", "\u{85}", "a\u{fffe}\u{ffff}b\u{c3bf}", "<\u{80}>&'\"\r\n"] {
            let mut fast = String::new();
            escape_into(&mut fast, text);
            assert_eq!(fast, slow(text));
        }
    }

    #[test]
    fn a_sentence_holds_its_pieces_and_nothing_else() {
        let mut html = Html::new();
        html.sentence("{n} of {all} <plans>\u{3}", &[Html::strong("<4>"), Html::plain("\u{1}12")]);
        assert_eq!(html.as_str(), "<b>&lt;4&gt;</b> of 12 &lt;plans&gt;");
    }

    #[test]
    fn only_harmless_schemes_leave_the_site() {
        let check = |url: &str, good: bool| assert_eq!(Href::external(url).is_some(), good, "{url:?}");
        check("https://example.com/a?b=c", true);
        check("HTTP://example.com", true);
        check("mailto:a@example.com", true);
        check("javascript:alert(1)", false);
        check("java\nscript:alert(1)", false);
        check(" data:text/html,x", false);
        check("//example.com", false);
        check("https:example.com", false);
    }
}
