//! Writes the HTML of a narrative: every text goes through one escaper, every element is ours, and the output cannot outgrow its budget.
//! Knows no Markdown parser.

use std::collections::BTreeMap;

use crate::base::language::word;
use crate::parse::hidden;

/// What is open, and how it ends.
enum Open {
    Element(&'static str),
    Nothing,
    /// Its text as plain characters; its HTML has a buffer of its own.
    Heading,
    Html,
    Footnote(String),
    /// Its host is shown unless its text, from here on, names it.
    Link {
        host: Option<String>,
        from: usize,
    },
    /// Where it lies on the site, or the address and host elsewhere; its text has a buffer of its own.
    Image {
        src: Option<String>,
        away: Option<(String, String)>,
    },
    Table,
}

/// The writer of one text.
pub struct Writer {
    /// The innermost is written to.
    buffers: Vec<String>,
    open: Vec<Open>,
    written: usize,
    limit: usize,
    full: bool,
    /// The plain text of the open heading.
    title: String,
    /// Is a heading open? Asked of every text, however much else is open.
    titled: bool,
    /// Open images: inside them only text counts.
    images: usize,
    links: usize,
    columns: Vec<&'static str>,
    column: usize,
    head: bool,
    /// Where the last list item begins: its buffer and byte.
    item: Option<(usize, usize)>,
    notes: BTreeMap<String, Note>,
}

/// A footnote: its number in order of first mention, and its HTML.
#[derive(Default)]
struct Note {
    number: usize,
    mentioned: bool,
    html: Option<String>,
}

/// Appends `text` with everything escaped that has a meaning in HTML; control codes are left out.
pub fn escape_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| matches!(c, '&' | '<' | '>' | '"' | '\'') || (c.is_control() && !matches!(c, '\n' | '\t'))) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let mut chars = from.chars();
        out.push_str(match chars.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            Some('\'') => "&#39;",
            _ => "",
        });
        rest = chars.as_str();
    }
    out.push_str(rest);
}

impl Writer {
    /// For a text of so many bytes: the output stops above twenty times its size and a megabyte.
    pub fn new(input: usize) -> Self {
        Writer {
            buffers: vec![String::with_capacity(input + input / 4)],
            open: Vec::new(),
            written: 0,
            limit: input.saturating_mul(20).saturating_add(1024 * 1024),
            full: false,
            title: String::new(),
            titled: false,
            images: 0,
            links: 0,
            columns: Vec::new(),
            column: 0,
            head: false,
            item: None,
            notes: BTreeMap::new(),
        }
    }

    /// Has the budget been used up? Then the rest should be left out.
    pub fn is_full(&self) -> bool {
        self.full
    }

    fn raw(&mut self, html: &str) {
        self.written += html.len();
        // what is open must be closed again, too
        self.full = self.full || self.written + self.open.len() * 16 > self.limit;
        if let Some(buffer) = self.buffers.last_mut() {
            buffer.push_str(html);
        }
    }

    fn escaped(&mut self, text: &str) {
        let Some(buffer) = self.buffers.last_mut() else { return };
        let before = buffer.len();
        escape_into(buffer, text);
        self.written += buffer.len() - before;
        self.raw("");
    }

    fn length(&self) -> usize {
        self.buffers.last().map_or(0, String::len)
    }

    /// HTML that another writer of ours has made, between the blocks of the text. Its size is not the text's.
    pub fn block(&mut self, html: &str) {
        if let Some(buffer) = self.buffers.last_mut() {
            buffer.push_str(html);
        }
    }

    /// Opens an element of ours.
    pub fn element(&mut self, start: &str, end: &'static str) {
        if self.images > 0 {
            return self.nothing();
        }
        self.raw(start);
        self.open.push(Open::Element(end));
    }

    /// Opens something that leaves no trace.
    pub fn nothing(&mut self) {
        self.open.push(Open::Nothing);
    }

    /// A text of the author, escaped; what may change the direction of writing is held apart.
    pub fn text(&mut self, text: &str) {
        if matches!(self.open.last(), Some(Open::Html)) {
            return self.html(text);
        }
        self.note_title(text);
        if !text.is_ascii() && text.chars().any(hidden::is_bidi) {
            self.raw("<bdi>");
            self.escaped(text);
            self.raw("</bdi>");
        } else {
            self.escaped(text);
        }
    }

    /// A run of code, escaped.
    pub fn code(&mut self, text: &str) {
        if self.images > 0 {
            return self.text(text);
        }
        self.raw("<code>");
        self.text(text);
        self.raw("</code>");
    }

    /// A line of raw HTML: kept as it is until its block ends.
    pub fn html(&mut self, text: &str) {
        if !matches!(self.open.last(), Some(Open::Html)) {
            return self.escaped(text);
        }
        self.raw(text);
    }

    /// A line end that is a space.
    pub fn soft_break(&mut self) {
        self.note_title(" ");
        self.raw("\n");
    }

    /// A line end that is one.
    pub fn hard_break(&mut self) {
        self.note_title(" ");
        self.raw(if self.images > 0 { " " } else { "<br>\n" });
    }

    /// A thematic break.
    pub fn rule(&mut self) {
        self.raw("<hr>\n");
    }

    fn note_title(&mut self, text: &str) {
        if self.titled {
            self.title.push_str(text);
        }
    }

    /// Holds a heading back until its text is known: see [`Writer::end_heading`].
    pub fn start_heading(&mut self) {
        self.title.clear();
        self.titled = true;
        self.buffers.push(String::new());
        self.open.push(Open::Heading);
    }

    /// Ends a heading: its text and its HTML, which is not yet written.
    pub fn end_heading(&mut self) -> (String, String) {
        self.open.pop();
        self.titled = false;
        let inner = if self.buffers.len() > 1 { self.buffers.pop().unwrap_or_default() } else { String::new() };
        (std::mem::take(&mut self.title), inner)
    }

    /// Writes a heading; the prefix keeps an author's words away from our own ids.
    pub fn heading(&mut self, level: u8, anchor: &str, inner: &str) {
        self.raw(&format!("<h{level} id=\"u-"));
        self.escaped(anchor);
        self.raw("\">");
        self.raw(inner);
        self.raw(&format!("</h{level}>\n"));
    }

    /// Holds a block of raw HTML back: it is shown as text.
    pub fn start_html(&mut self) {
        self.buffers.push(String::new());
        self.open.push(Open::Html);
    }

    /// Opens an item of a list.
    pub fn item(&mut self) {
        self.item = Some((self.buffers.len(), self.length()));
        self.element("<li>", "</li>\n");
    }

    /// The state of a task, in words.
    pub fn task(&mut self, done: bool) {
        let (depth, at) = self.item.unwrap_or((0, 0));
        let depth_now = self.buffers.len();
        let here = self.buffers.last_mut().filter(|buffer| depth == depth_now && buffer.get(at..).is_some_and(|tail| tail.starts_with("<li>")));
        if let Some(buffer) = here {
            buffer.insert_str(at + 3, " class=\"task\"");
        }
        let (class, sign, said) = if done { ("ok", '✓', word("done")) } else { ("unknown", '–', word("open")) };
        self.raw(&format!("<span class=\"st {class}\">{sign} "));
        self.escaped(&said);
        self.raw("</span> ");
    }

    /// Opens a table; each column has its class.
    pub fn start_table(&mut self, columns: Vec<&'static str>) {
        self.columns = columns;
        // one that is wider than a phone is moved sideways, rather than its words be broken
        self.raw("<div class=\"scroll\" tabindex=\"0\"><table>\n");
        self.open.push(Open::Table);
    }

    /// Opens the head of a table.
    pub fn start_table_head(&mut self) {
        (self.head, self.column) = (true, 0);
        self.element("<thead><tr>", "</tr></thead>\n<tbody>\n");
    }

    /// Opens a row of the body of a table.
    pub fn start_row(&mut self) {
        (self.head, self.column) = (false, 0);
        self.element("<tr>", "</tr>\n");
    }

    /// Opens the next cell of the row.
    pub fn start_cell(&mut self) {
        let class = self.columns.get(self.column).copied().unwrap_or("");
        self.column += 1;
        if self.head {
            self.element(&format!("<th scope=\"col\"{class}>"), "</th>");
        } else {
            self.element(&format!("<td{class}>"), "</td>");
        }
    }

    /// A link that leaves the site; its host is shown beside it.
    pub fn web_link(&mut self, href: &str, host: Option<String>) {
        if self.links + self.images > 0 {
            return self.nothing();
        }
        self.raw("<a href=\"");
        self.escaped(&web_address(href));
        self.raw("\" rel=\"noopener noreferrer\">");
        self.links += 1;
        self.open.push(Open::Link { host, from: self.length() });
    }

    /// A link inside the site.
    pub fn site_link(&mut self, href: &str) {
        if self.links + self.images > 0 {
            return self.nothing();
        }
        self.raw("<a href=\"");
        self.escaped(href);
        self.raw("\">");
        self.links += 1;
        self.open.push(Open::Link { host: None, from: self.length() });
    }

    /// An image: of the site, or elsewhere and then only linked to, or neither and then only its text.
    pub fn start_image(&mut self, src: Option<String>, away: Option<(String, String)>) {
        // an image in the words of another is its words, whose buffer they go into: handed from one to the next, they would be copied once for each
        if self.images > 0 {
            return self.nothing();
        }
        self.images += 1;
        self.buffers.push(String::new());
        self.open.push(Open::Image { src, away });
    }

    fn note(&mut self, label: &str) -> &mut Note {
        let next = self.notes.len() + 1;
        self.notes.entry(label.to_owned()).or_insert_with(|| Note { number: next, ..Note::default() })
    }

    // a colon cannot stand in the anchor of a heading, so these ids never meet those
    pub fn footnote_reference(&mut self, label: &str) {
        let plain = self.links + self.images > 0;
        let note = self.note(label);
        let (number, mentioned) = (note.number, note.mentioned);
        note.mentioned = note.mentioned || !plain;
        if self.images > 0 {
            return self.raw(&number.to_string());
        }
        if plain {
            return self.raw(&format!("<sup>{number}</sup>"));
        }
        let id = if mentioned { String::new() } else { format!(" id=\"u-fnref:{number}\"") };
        self.raw(&format!("<sup><a href=\"#u-fn:{number}\"{id}>{number}</a></sup>"));
    }

    /// Holds a footnote back until the end of the text.
    pub fn start_footnote(&mut self, label: &str) {
        self.buffers.push(String::new());
        self.open.push(Open::Footnote(label.to_owned()));
    }

    /// Ends the innermost open thing.
    pub fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        match open {
            Open::Element(end) => self.raw(end),
            Open::Nothing => {}
            Open::Table => self.raw("</tbody></table></div>\n"),
            Open::Heading => {
                self.open.push(Open::Heading);
                let (_, inner) = self.end_heading();
                self.raw(&inner);
            }
            Open::Html => {
                let shown = crate::parse::raw_html::without_comments(&self.buffers.pop().unwrap_or_default());
                if !shown.trim().is_empty() {
                    self.raw("<p class=\"raw\">");
                    self.escaped(shown.trim());
                    self.raw("</p>\n");
                }
            }
            Open::Footnote(label) => {
                let html = self.buffers.pop().unwrap_or_default();
                self.note(&label).html = Some(html);
            }
            Open::Link { host, from } => {
                self.links -= 1;
                let named =
                    |host: &String| self.buffers.last().and_then(|buffer| buffer.get(from..)).is_some_and(|text| text.to_lowercase().contains(host.as_str()));
                let shown = host.filter(|host| !named(host));
                self.raw("</a>");
                if let Some(host) = shown {
                    self.raw(" <span class=\"host\">");
                    self.escaped(&host);
                    self.raw("</span>");
                }
            }
            Open::Image { src, away } => self.end_image(src, away),
        }
    }

    fn end_image(&mut self, src: Option<String>, away: Option<(String, String)>) {
        self.images -= 1;
        // already escaped, quotes included; never markup
        let alt = self.buffers.pop().unwrap_or_default();
        match (src, away) {
            (Some(src), _) => {
                self.raw("<img src=\"");
                self.escaped(&src);
                self.raw("\" alt=\"");
                self.raw(&alt.replace("<bdi>", "").replace("</bdi>", ""));
                self.raw("\" loading=\"lazy\">");
            }
            (None, Some((href, host))) => {
                self.web_link(&href, Some(host.clone()));
                self.raw(if alt.is_empty() { &host } else { &alt });
                self.end();
            }
            (None, None) => self.raw(&alt),
        }
    }

    /// Closes what is open, adds the footnotes, and hands over the HTML.
    pub fn finish(mut self) -> String {
        let cut = self.full;
        while !self.open.is_empty() {
            self.end();
        }
        if cut {
            self.raw("<p>The rest of this text is too long to be shown.</p>\n");
        }
        let mut notes: Vec<Note> = std::mem::take(&mut self.notes).into_values().filter(|note| note.html.is_some()).collect();
        notes.sort_by_key(|note| note.number);
        if !notes.is_empty() {
            self.raw("<ol class=\"notes\">\n");
            for note in notes {
                let number = note.number;
                self.raw(&format!("<li id=\"u-fn:{number}\" value=\"{number}\">"));
                self.raw(note.html.as_deref().unwrap_or(""));
                if note.mentioned {
                    self.raw(&format!("<a href=\"#u-fnref:{number}\" aria-label=\""));
                    self.escaped(&word("back to the text"));
                    self.raw("\">↩</a>");
                }
                self.raw("</li>\n");
            }
            self.raw("</ol>\n");
        }
        self.buffers.into_iter().next().unwrap_or_default()
    }
}

/// A web address as it may stand in an attribute: no white space, no control codes.
fn web_address(href: &str) -> String {
    let mut out = String::with_capacity(href.len());
    for c in href.trim().chars() {
        match c {
            c if c.is_control() => {}
            c if c.is_whitespace() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out
}
