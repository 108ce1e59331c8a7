//! The narrative: its outline for the checks, and safe HTML for the site. The only file that names `pulldown_cmark`; knows no paths.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::base::span::ByteSpan;
use crate::parse::html::Writer;
use crate::parse::outline::{Heading, Link, LinkKind, Outline, RawHtml};
use crate::parse::raw_html;
use crate::parse::tangle::{self, Tangle};
use crate::parse::url::{Address, address};

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// The only door to the reader: a text that it would sit over for minutes does not pass.
fn parser(text: &str) -> Result<Parser<'_>, Tangle> {
    tangle::find(text).map_or_else(|| Ok(Parser::new_ext(text, options())), Err)
}

/// A heading's anchor, as code hosts make it: lower case, words joined by hyphens; a repeated one gets `-1`, `-2` and so on.
pub fn anchor(text: &str, seen: &mut BTreeMap<String, usize>) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            ' ' | '\t' | '\n' => slug.push('-'),
            '-' | '_' => slug.push(c),
            c if c.is_alphanumeric() => slug.extend(c.to_lowercase()),
            _ => {}
        }
    }
    let mut name = slug.clone();
    // a heading may be called like a repeated one
    while seen.contains_key(&name) {
        let count = seen.entry(slug.clone()).or_default();
        *count += 1;
        name = format!("{slug}-{count}");
    }
    seen.insert(name.clone(), 0);
    name
}

/// An open link while its text goes by.
struct OpenLink {
    target: String,
    kind: LinkKind,
    link_type: LinkType,
    id: String,
    /// Where its text ends.
    inner: usize,
}

/// Reads a text for the checks; `offset` is its place in the file.
pub fn outline(text: &str, offset: usize) -> Outline {
    let mut events = match parser(text) {
        Ok(parser) => parser.into_offset_iter(),
        Err(tangle) => return Outline { tangle: Some(Tangle { span: tangle.span.shifted(offset), ..tangle }), ..Outline::default() },
    };
    let mut reader =
        OutlineReader { text, offset, outline: Outline::default(), seen: BTreeMap::new(), title: None, open: Vec::new(), images: 0, others: false };
    while let Some((event, range)) = events.next() {
        reader.pass_link(&event, &range);
        reader.pass_paragraph(&event);
        match event {
            Event::Start(Tag::Heading { .. }) => reader.title = Some(String::new()),
            Event::End(TagEnd::Heading(level)) => reader.end_heading(level as u8, range),
            Event::Text(part) | Event::Code(part) => reader.add_title(&part),
            Event::SoftBreak | Event::HardBreak => reader.add_title(" "),
            Event::Start(Tag::Link { link_type, dest_url, id, .. }) => {
                reader.open.push(OpenLink { target: dest_url.to_string(), kind: LinkKind::Link, link_type, id: id.to_string(), inner: range.start + 1 });
            }
            Event::Start(Tag::Image { link_type, dest_url, id, .. }) => {
                reader.open.push(OpenLink { target: dest_url.to_string(), kind: LinkKind::Image, link_type, id: id.to_string(), inner: range.start + 2 });
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                reader.end_link(range, |id| events.reference_definitions().get(id).map(|definition| definition.span.clone()));
            }
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => reader.html(range),
            _ => {}
        }
    }
    reader.outline
}

/// What is known of a text while its events go by.
struct OutlineReader<'t> {
    text: &'t str,
    offset: usize,
    outline: Outline,
    /// The anchors so far.
    seen: BTreeMap<String, usize>,
    /// The text of the open heading.
    title: Option<String>,
    open: Vec<OpenLink>,
    /// Images of the open paragraph, and whether it holds anything else.
    images: usize,
    others: bool,
}

impl OutlineReader<'_> {
    /// What stands in the text of the innermost open link moves the end of that text.
    fn pass_link(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let closes_link = matches!(event, Event::End(TagEnd::Link | TagEnd::Image));
        if let (Some(link), false) = (self.open.last_mut(), closes_link) {
            link.inner = link.inner.max(range.end);
        }
    }

    /// An image that is all its paragraph holds is known when the paragraph ends.
    fn pass_paragraph(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::Paragraph) => (self.images, self.others) = (0, false),
            Event::Start(Tag::Image { .. }) if self.open.is_empty() => self.images += 1,
            Event::End(TagEnd::Paragraph) => {
                if let (1, false, Some(link)) = (self.images, self.others, self.outline.links.last_mut()) {
                    link.alone = true;
                }
                // what follows outside of a paragraph is none of its images
                self.others = true;
            }
            Event::End(TagEnd::Image) => {}
            _ => self.others = self.others || self.open.is_empty(),
        }
    }

    fn add_title(&mut self, part: &str) {
        if let Some(title) = &mut self.title {
            title.push_str(part);
        }
    }

    fn end_heading(&mut self, level: u8, range: Range<usize>) {
        let title = self.title.take().unwrap_or_default();
        let length = self.text.get(range.clone()).map_or(0, |source| source.trim_end().len());
        let span = ByteSpan::new(range.start, range.start + length).shifted(self.offset);
        self.outline.headings.push(Heading { level, anchor: anchor(&title, &mut self.seen), text: title, span });
    }

    /// `definition` is the place of the definition of a reference.
    fn end_link(&mut self, range: Range<usize>, definition: impl Fn(&str) -> Option<Range<usize>>) {
        let Some(link) = self.open.pop() else { return };
        if let Some(around) = self.open.last_mut() {
            around.inner = around.inner.max(range.end);
        }
        let whole = ByteSpan::new(range.start, range.end);
        let place = match link.link_type {
            LinkType::Inline => destination(self.text, link.inner.min(range.end), range.end, "](").unwrap_or(whole),
            LinkType::Autolink | LinkType::Email => ByteSpan::new(range.start + 1, range.end.saturating_sub(1)),
            _ => definition(&link.id).and_then(|place| destination(self.text, place.start, place.end, "]:")).unwrap_or(whole),
        };
        let address = if link.link_type == LinkType::Email { Address::Mail } else { address(&link.target) };
        let target = match &address {
            Address::Relative(decoded) => decoded.clone(),
            _ => link.target,
        };
        self.outline.links.push(Link { target, address, kind: link.kind, span: place.shifted(self.offset), alone: false });
    }

    /// The comments of a piece of HTML, and its tag.
    fn html(&mut self, range: Range<usize>) {
        let source = self.text.get(range.clone()).unwrap_or("");
        let (comments, tag) = raw_html::parts(source);
        let place = |part: Range<usize>| ByteSpan::new(range.start + part.start, range.start + part.end).shifted(self.offset);
        self.outline.comments.extend(comments.into_iter().map(place));
        if let Some(tag) = tag {
            let text = source.get(tag.clone()).unwrap_or("");
            // a closing tag only repeats what the opening one said
            if !text.starts_with("</") {
                self.outline.raw_html.push(RawHtml { tag: text.to_owned(), span: place(tag) });
            }
        }
    }
}

/// The place of a link's target between `from` and `end`, behind `mark`.
fn destination(text: &str, from: usize, end: usize, mark: &str) -> Option<ByteSpan> {
    let start = from + text.get(from..end)?.find(mark)? + mark.len();
    let rest = text.get(start..end)?;
    let start = end - rest.trim_start().len();
    let rest = text.get(start..end)?;
    if let Some(inner) = rest.strip_prefix('<') {
        return Some(ByteSpan::new(start + 1, start + 1 + inner.find('>')?));
    }
    let length = rest.find(char::is_whitespace).unwrap_or(if mark == "](" { rest.len().saturating_sub(1) } else { rest.len() });
    Some(ByteSpan::new(start, start + length))
}

/// What a text says, without its marks, on one line; raw HTML is left out.
pub fn plain(text: &str) -> String {
    let mut out = String::new();
    match parser(text) {
        Ok(events) => events.for_each(|event| match event {
            Event::Text(part) | Event::Code(part) => out.push_str(&part),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => out.push(' '),
            _ => {}
        }),
        Err(_) => out = raw_html::without_comments(text),
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How a text is set into a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setting<'a> {
    /// Added to the level of each heading; the sum is at most 6.
    pub shift: u8,
    /// A first heading of level 1 that says just this is left out.
    pub drop_title: Option<&'a str>,
}

/// The text as HTML in which nothing an author wrote is markup, attribute, style or script. A tangled text stands as it is written.
///
/// `links` maps a decoded relative target to an address of the site; without one a link is only its text.
pub fn html(text: &str, setting: Setting<'_>, links: &mut dyn FnMut(&str, LinkKind) -> Option<String>) -> String {
    with_figures(text, setting, links, &mut |_| None)
}

/// The same for a text with figures: `figures` gives the HTML that stands in place of a paragraph that holds only `![](figure:…)`, from what is behind the colon.
/// It must be safe already; `None` leaves the paragraph as it is.
pub fn with_figures(
    text: &str,
    setting: Setting<'_>,
    links: &mut dyn FnMut(&str, LinkKind) -> Option<String>,
    figures: &mut dyn FnMut(&str) -> Option<String>,
) -> String {
    let mut writer = Writer::new(text.len());
    let mut seen = BTreeMap::new();
    let mut first = true;
    let Ok(mut parser) = parser(text) else {
        as_written(&mut writer, &raw_html::without_comments(text));
        return writer.finish();
    };
    let mut begun: VecDeque<Event<'_>> = VecDeque::new();
    while let Some(event) = begun.pop_front().or_else(|| parser.next()) {
        if writer.is_full() {
            break;
        }
        if matches!(event, Event::Start(Tag::Paragraph)) {
            let target = figure(&mut parser, &mut begun);
            if let Some(html) = target.and_then(|target| figures(&target)) {
                writer.block(&html);
                begun.clear();
                continue;
            }
        }
        match event {
            Event::Start(tag) => start(&mut writer, tag, links),
            Event::End(TagEnd::Heading(level)) => {
                let (title, inner) = writer.end_heading();
                let anchor = anchor(&title, &mut seen);
                let dropped = first && level as u8 == 1 && setting.drop_title.is_some_and(|known| known.trim() == title.trim());
                first = false;
                if !dropped {
                    // the only heading of level 1 is that of the page
                    writer.heading((level as u8).saturating_add(setting.shift).clamp(2, 6), &anchor, &inner);
                }
            }
            Event::End(_) => writer.end(),
            Event::Text(text) => writer.text(&text),
            Event::Code(text) => writer.code(&text),
            Event::Html(text) => writer.html(&text),
            Event::InlineHtml(text) => writer.text(&raw_html::without_comments(&text)),
            Event::FootnoteReference(label) => writer.footnote_reference(&label),
            Event::SoftBreak => writer.soft_break(),
            Event::HardBreak => writer.hard_break(),
            Event::Rule => writer.rule(),
            Event::TaskListMarker(done) => writer.task(done),
            Event::InlineMath(text) | Event::DisplayMath(text) => writer.text(&text),
        }
    }
    writer.finish()
}

/// The paragraphs and lines of a text that is not read as Markdown.
fn as_written(writer: &mut Writer, text: &str) {
    let mut open = false;
    for line in text.lines() {
        if writer.is_full() {
            break;
        }
        match (line.trim().is_empty(), open) {
            (true, false) => continue,
            (true, true) => writer.end(),
            (false, false) => writer.element("<p>", "</p>\n"),
            (false, true) => writer.soft_break(),
        }
        open = !line.trim().is_empty();
        if open {
            writer.text(line);
        }
    }
}

/// The figure that is all a paragraph holds. `begun` takes the events that were needed to know: of any other paragraph the first.
fn figure<'t>(parser: &mut Parser<'t>, begun: &mut VecDeque<Event<'t>>) -> Option<String> {
    begun.extend(parser.next());
    let Some(Event::Start(Tag::Image { dest_url, .. })) = begun.front() else { return None };
    let Address::Figure(target) = address(dest_url) else { return None };
    for inner in parser.by_ref() {
        let ends = matches!(inner, Event::End(TagEnd::Image));
        begun.push_back(inner);
        if ends {
            break;
        }
    }
    begun.extend(parser.next());
    matches!(begun.back(), Some(Event::End(TagEnd::Paragraph))).then_some(target)
}

fn start(writer: &mut Writer, tag: Tag<'_>, links: &mut dyn FnMut(&str, LinkKind) -> Option<String>) {
    match tag {
        Tag::Paragraph => writer.element("<p>", "</p>\n"),
        Tag::Heading { .. } => writer.start_heading(),
        Tag::BlockQuote(_) => writer.element("<blockquote>\n", "</blockquote>\n"),
        Tag::CodeBlock(_) => writer.element("<pre><code>", "</code></pre>\n"),
        Tag::HtmlBlock => writer.start_html(),
        Tag::List(None) => writer.element("<ul>\n", "</ul>\n"),
        Tag::List(Some(1)) => writer.element("<ol>\n", "</ol>\n"),
        Tag::List(Some(first)) => writer.element(&format!("<ol start=\"{first}\">\n"), "</ol>\n"),
        Tag::Item => writer.item(),
        Tag::FootnoteDefinition(label) => writer.start_footnote(&label),
        Tag::Table(columns) => writer.start_table(columns.iter().map(|column| class(*column)).collect()),
        Tag::TableHead => writer.start_table_head(),
        Tag::TableRow => writer.start_row(),
        Tag::TableCell => writer.start_cell(),
        Tag::Emphasis => writer.element("<em>", "</em>"),
        Tag::Strong => writer.element("<strong>", "</strong>"),
        Tag::Strikethrough => writer.element("<del>", "</del>"),
        Tag::Link { link_type, dest_url, .. } => {
            if link_type == LinkType::Email {
                return writer.web_link(&format!("mailto:{dest_url}"), None);
            }
            match address(&dest_url) {
                Address::Web { host } => writer.web_link(&dest_url, Some(host)),
                Address::Mail => writer.web_link(&dest_url, None),
                Address::Relative(target) => match links(&target, LinkKind::Link) {
                    Some(address) => writer.site_link(&address),
                    // a place in this text, unless the resolver knows better
                    None if target.starts_with('#') => writer.site_link(&format!("#u-{}", target.trim_start_matches('#'))),
                    None => writer.nothing(),
                },
                Address::Figure(_) | Address::Unsafe => writer.nothing(),
            }
        }
        Tag::Image { dest_url, .. } => match address(&dest_url) {
            Address::Web { host } => writer.start_image(None, Some((dest_url.to_string(), host))),
            Address::Relative(target) => writer.start_image(links(&target, LinkKind::Image), None),
            Address::Mail | Address::Figure(_) | Address::Unsafe => writer.start_image(None, None),
        },
        // switched off in `options`
        Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition | Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {
            writer.nothing();
        }
    }
}

fn class(column: pulldown_cmark::Alignment) -> &'static str {
    match column {
        pulldown_cmark::Alignment::Right => " class=\"al-r\"",
        pulldown_cmark::Alignment::Center => " class=\"al-c\"",
        pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => "",
    }
}
