//! What a template of the territory may cost: its loops, its texts and what it puts together are counted while a page is made, and a template that goes
//! on without end is a mistake like any other. Does this on the text of the template, before it is compiled: whatever repeats, prints or keeps something
//! asks `spend` first. Knows no engine but the form of its tags.

use std::cell::Cell;

/// What a page may cost in bytes, beside its own blocks.
const BUDGET: u64 = 16 << 20;
/// What a step costs that prints nothing.
const STEP: u64 = 32;
/// What may be kept under one name.
pub const KEPT: u64 = 1 << 20;
/// Bytes of one tag.
const TAG: usize = 4_000;
/// Filters and joints (`~`) of one tag: each of them makes a new value, and only what is kept or printed is counted.
const PARTS: usize = 24;
/// Filters that make much of little.
const REFUSED: [&str; 1] = ["indent"];

/// What stands in the place of values: hands them on, and counts.
pub const LOOP: &str = "__over";
pub const PRINT: &str = "__said";
pub const KEEP: &str = "__kept";
pub const ENTER: &str = "__step";

thread_local! {
    /// What is left for the page that this thread is making.
    static LEFT: Cell<u64> = const { Cell::new(0) };
}

/// Begins a page whose blocks have so many bytes; what templates make of them may have as many again, and then some.
pub fn begin(blocks: usize) {
    LEFT.set(BUDGET + 2 * blocks as u64);
}

/// What is left for this page.
pub fn left() -> u64 {
    LEFT.get()
}

/// Takes from what the page may cost.
///
/// # Errors
/// When nothing is left: a sentence without a full stop.
pub fn spend(bytes: u64) -> Result<(), String> {
    let left = LEFT.get().checked_sub(bytes);
    LEFT.set(left.unwrap_or(0));
    left.map(|_| ()).ok_or_else(|| format!("it makes more of the page than {} MB, or loops without end", BUDGET >> 20))
}

/// The same for a loop: so many steps over a text of so many bytes.
///
/// # Errors
/// As above.
pub fn spend_steps(steps: usize, text: u64) -> Result<(), String> {
    spend((steps as u64).saturating_mul(STEP.saturating_add(text)))
}

/// A template that counts, and where it differs from what was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guarded {
    pub text: String,
    /// Places in `text`, each with how much was put there; ascending.
    put: Vec<(usize, usize)>,
}

impl Guarded {
    /// The byte of the written template that a byte of this one stands for.
    pub fn written(&self, at: usize) -> usize {
        let before = self.put.iter().take_while(|(place, _)| *place < at);
        at - before.map(|(place, length)| (*length).min(at - place)).sum::<usize>()
    }

    fn put(&mut self, what: &str) {
        self.put.push((self.text.len(), what.len()));
        self.text.push_str(what);
    }
}

/// What stands between `{%` and `%}`, or `{{` and `}}`.
struct Tag<'t> {
    /// With the signs around it.
    whole: &'t str,
    /// Without them and without blanks at the ends.
    inside: &'t str,
    /// Where `inside` begins, in the template.
    at: usize,
    prints: bool,
}

impl<'t> Tag<'t> {
    fn words(&self) -> impl Iterator<Item = (usize, &'t str)> {
        words(self.inside)
    }

    fn first(&self) -> &'t str {
        self.words().next().map_or("", |(_, word)| word)
    }

    /// Is the blank after it taken away?
    fn trims(&self) -> bool {
        self.whole.len() > 4 && (self.whole.ends_with("-%}") || self.whole.ends_with("-}}"))
    }
}

/// A tag that another one ends.
struct Open {
    word: &'static str,
    /// Where the number of its bytes belongs in the text, and where it begins in the template.
    slot: Option<usize>,
    from: usize,
    name: String,
}

/// The template with its counters. They stand on the lines on which things were written.
///
/// # Errors
/// What the template may not do, with the byte at which it does.
pub fn guarded(template: &str) -> Result<Guarded, (String, usize)> {
    let mut out = Guarded::default();
    let mut sizes: Vec<(usize, usize)> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let extends = tags(template).any(|tag| !tag.prints && tag.first() == "extends");
    if !extends {
        out.put(&format!("{{{{ {ENTER}(n={}) }}}}", template.len()));
    }
    let mut done = 0;
    for tag in tags(template) {
        allowed(&tag)?;
        let (start, end) = (tag.at, tag.at + tag.inside.len());
        let whole_end = offset(template, tag.whole) + tag.whole.len();
        let wrap = |out: &mut Guarded, from: usize, name: &str, more: &str| {
            out.text.push_str(template.get(done..from).unwrap_or(""));
            out.put(&format!(" {name}(v="));
            out.text.push_str(template.get(from..end).unwrap_or(""));
            out.put(&format!("{more})"));
            out.text.push_str(template.get(end..whole_end).unwrap_or(""));
        };
        if tag.prints {
            // both make no value that could be handed on
            if tag.inside.starts_with("super") || tag.inside.starts_with('<') || tag.inside.is_empty() {
                out.text.push_str(template.get(done..whole_end).unwrap_or(""));
                out.put(&format!("{{{{ {ENTER}(n={KEPT}) }}}}"));
            } else {
                wrap(&mut out, start, PRINT, "");
            }
            done = whole_end;
            continue;
        }
        match tag.first() {
            "for" => {
                let over = tag.words().find(|(_, word)| *word == "in").map_or(end, |(at, _)| start + at + 2);
                // eight digits wait for the number of bytes
                wrap(&mut out, over, LOOP, ", n=00000000");
                let slot = out.text.len() - template.get(end..whole_end).unwrap_or("").len() - 1 - 8;
                open.push(Open { word: "endfor", slot: Some(slot), from: whole_end, name: String::new() });
            }
            "set" | "set_global" => match sign(tag.inside, '=') {
                Some(at) => wrap(&mut out, start + at + 1, KEEP, ""),
                None => {
                    out.text.push_str(template.get(done..whole_end).unwrap_or(""));
                    let name = tag.words().nth(1).map_or("", |(_, word)| word);
                    open.push(Open { word: "endset", slot: None, from: whole_end, name: format!("{} {name}", tag.first()) });
                }
            },
            word @ ("block" | "component") => {
                out.text.push_str(template.get(done..whole_end).unwrap_or(""));
                let close = if tag.trims() { "-}}" } else { "}}" };
                out.put(&format!("{{{{ {ENTER}(n=00000000) {close}"));
                let slot = out.text.len() - close.len() - 2 - 8;
                open.push(Open { word: if word == "block" { "endblock" } else { "endcomponent" }, slot: Some(slot), from: whole_end, name: String::new() });
            }
            word => {
                out.text.push_str(template.get(done..whole_end).unwrap_or(""));
                if open.last().is_some_and(|open| open.word == word)
                    && let Some(ended) = open.pop()
                {
                    sizes.extend(ended.slot.map(|slot| (slot, start.saturating_sub(ended.from))));
                    if let Some((how, name)) = ended.name.split_once(' ').filter(|(_, name)| !name.is_empty()) {
                        out.put(&format!("{{% {how} {name} = {KEEP}(v={name}) {}", if tag.trims() { "-%}" } else { "%}" }));
                    }
                }
            }
        }
        done = whole_end;
    }
    out.text.push_str(template.get(done..).unwrap_or(""));
    for (slot, bytes) in sizes {
        // digits for digits
        out.text.replace_range(slot..slot + 8, &format!("{:08}", bytes.min(99_999_999)));
    }
    Ok(out)
}

/// Is it a tag that makes no more than can be counted?
fn allowed(tag: &Tag<'_>) -> Result<(), (String, usize)> {
    if tag.inside.len() > TAG {
        return Err((format!("a tag has more than {TAG} bytes"), tag.at));
    }
    let parts = signs(tag.inside).filter(|(_, sign)| matches!(sign, '|' | '~')).count();
    if parts > PARTS {
        return Err((format!("a tag has more than {PARTS} filters and joints (`~`)"), tag.at));
    }
    for (number, (at, word)) in tag.words().enumerate() {
        if word == "for" && (tag.prints || number > 0) {
            return Err(("a loop inside of a value is not available: write `{% for … %}`".to_owned(), tag.at + at));
        }
        let filter = tag.inside.get(..at).unwrap_or("").trim_end().ends_with('|') || (tag.first() == "filter" && number == 1);
        if filter && REFUSED.contains(&word) {
            return Err((format!("the filter `{word}` is not available"), tag.at + at));
        }
    }
    Ok(())
}

/// The tags of a template; comments and what is raw are none.
fn tags(template: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        loop {
            let at = rest.find('{')?;
            rest = rest.get(at..)?;
            let (close, prints) = match rest.get(..2) {
                Some("{#") => {
                    let end = rest.find("#}")?;
                    rest = rest.get(end + 2..)?;
                    continue;
                }
                Some("{{") => ("}}", true),
                Some("{%") => ("%}", false),
                _ => {
                    rest = rest.get(1..)?;
                    continue;
                }
            };
            let end = 2 + ending(rest.get(2..)?, close)?;
            let whole = rest.get(..end + 2)?;
            rest = rest.get(end + 2..)?;
            let inside = whole.get(2..end)?;
            let inside = inside.strip_prefix('-').unwrap_or(inside);
            let inside = inside.strip_suffix('-').unwrap_or(inside).trim();
            if !prints && inside == "raw" {
                // until a tag that says so
                loop {
                    let at = rest.find("{%")?;
                    rest = rest.get(at + 2..)?;
                    let end = rest.find("%}")?;
                    if rest.get(..end)?.trim_matches(['-', ' ', '\t', '\r', '\n']) == "endraw" {
                        rest = rest.get(end + 2..)?;
                        break;
                    }
                }
                continue;
            }
            return Some(Tag { whole, inside, at: offset(template, inside), prints });
        }
    })
}

/// Where the tags and comments of a template stand.
pub fn spans(template: &str) -> Vec<std::ops::Range<usize>> {
    let mut spans: Vec<_> = tags(template).map(|tag| offset(template, tag.whole)..offset(template, tag.whole) + tag.whole.len()).collect();
    let mut from = 0;
    while let Some(start) = template.get(from..).and_then(|rest| rest.find("{#")).map(|at| from + at) {
        let end = template.get(start..).and_then(|rest| rest.find("#}")).map_or(template.len(), |at| start + at + 2);
        spans.push(start..end);
        from = end;
    }
    spans
}

/// Where a part of a text begins in it.
fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// Where a tag ends: its closing sign outside of what stands in quotes.
fn ending(text: &str, close: &str) -> Option<usize> {
    signs(text).find(|(at, _)| text.get(*at..).is_some_and(|rest| rest.starts_with(close))).map(|(at, _)| at)
}

/// The signs of a tag outside of what stands in quotes.
fn signs(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut quote = None;
    let mut escaped = false;
    text.char_indices().filter(move |(_, sign)| match quote {
        Some(open) => {
            if escaped {
                escaped = false;
            } else if *sign == '\\' {
                escaped = true;
            } else if *sign == open {
                quote = None;
            }
            false
        }
        None if matches!(sign, '"' | '\'' | '`') => {
            quote = Some(*sign);
            false
        }
        None => true,
    })
}

/// Where a sign stands that is not part of a longer one.
fn sign(text: &str, wanted: char) -> Option<usize> {
    signs(text).find(|(_, sign)| *sign == wanted).map(|(at, _)| at)
}

/// The names and words of a tag outside of what stands in quotes, with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from: Option<(usize, usize)> = None;
    let mut signs = signs(text).map(Some).chain([None]);
    std::iter::from_fn(move || {
        loop {
            let next = signs.next()?;
            let letter = next.filter(|(_, sign)| sign.is_alphanumeric() || *sign == '_');
            match (from, letter) {
                (Some((start, end)), Some((at, sign))) if end == at => from = Some((start, at + sign.len_utf8())),
                (ended, letter) => {
                    from = letter.map(|(at, sign)| (at, at + sign.len_utf8()));
                    if let Some((start, end)) = ended {
                        return Some((start, text.get(start..end)?));
                    }
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(template: &str, expected: &str) {
        let made = guarded(template).unwrap();
        assert_eq!(made.text, format!("{{{{ {ENTER}(n={}) }}}}{expected}", template.len()));
        // every sign that was written is found again
        for (at, sign) in template.char_indices() {
            let found = made.text.char_indices().filter(|(there, _)| made.written(*there) == at).any(|(_, there)| there == sign);
            assert!(found, "{template} {at}");
        }
    }

    #[test]
    fn what_repeats_prints_or_keeps_is_counted() {
        check("a {{ b }} c", "a {{  __said(v=b) }} c");
        check("{{- b | upper -}} {# {{ c }} #}{% raw %}{{ d }}{% endraw %}", "{{-  __said(v=b | upper) -}} {# {{ c }} #}{% raw %}{{ d }}{% endraw %}");
        check("{% for a in b %}xyz{% endfor %}", "{% for a in __over(v= b, n=00000006) %}xyz{% endfor %}");
        check("{{ \"}} | for\" }}", "{{  __said(v=\"}} | for\") }}");
        check("{% set a = b ~ c %}", "{% set a = __kept(v= b ~ c) %}");
        check("{% set a %}b{% endset -%} c", "{% set a %}b{% endset -%}{% set a = __kept(v=a) -%} c");
        check("{% block a -%} bc{% endblock %}", "{% block a -%}{{ __step(n=00000006) -}} bc{% endblock %}");
        check("{{ super() }}", "{{ super() }}{{ __step(n=1048576) }}");
        assert!(guarded("{% extends \"base.html\" %}").unwrap().text.starts_with("{% extends"));
    }

    #[test]
    fn what_cannot_be_counted_is_refused() {
        let check = |template: &str, at: usize| assert_eq!(guarded(template).unwrap_err().1, at, "{template}");
        check("{{ [a for a in b] }}", 6);
        check("{% set x = [a for a in b] %}", 14);
        check("{{ a | indent(width=9) }}", 7);
        check(&format!("{{{{ a{} }}}}", " ~ a".repeat(30)), 3);
        check(&format!("{{{{ \"{}\" }}}}", "a".repeat(5_000)), 3);
    }
}
