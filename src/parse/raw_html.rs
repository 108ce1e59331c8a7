//! HTML in a text: what is a comment, which tag comes first, and which Markdown form says the same. Knows tags by name only.

use std::ops::Range;

/// The text without its comments; an unclosed one swallows the rest.
pub fn without_comments(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = comment_end(comment).and_then(|end| comment.get(end..)).unwrap_or("");
    }
    out.push_str(rest);
    out
}

/// The length of a comment behind its `<!--`, its `-->` included.
fn comment_end(comment: &str) -> Option<usize> {
    if comment.starts_with('>') {
        return Some(1);
    }
    if comment.starts_with("->") {
        return Some(2);
    }
    comment.find("-->").map(|at| at + 3)
}

/// The comments and the first tag of a piece of HTML, each by its place. An unclosed comment counts as a tag: somebody should know.
pub fn parts(html: &str) -> (Vec<Range<usize>>, Option<Range<usize>>) {
    let mut comments = Vec::new();
    let mut at = 0;
    while let Some(open) = html.get(at..).and_then(|rest| rest.find('<')).map(|open| at + open) {
        let rest = html.get(open..).unwrap_or("");
        let Some(comment) = rest.strip_prefix("<!--") else {
            let length = rest.find('>').map_or(rest.len(), |end| end + 1);
            return (comments, Some(open..open + rest.get(..length).and_then(|tag| tag.find('\n')).unwrap_or(length)));
        };
        let Some(end) = comment_end(comment) else { return (comments, Some(open..open + 4)) };
        at = open + 4 + end;
        comments.push(open..at);
    }
    (comments, None)
}

/// The name of a tag in lower case; empty for anything else that begins with `<`.
fn tag_name(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    name.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// What to write instead of a tag.
pub fn instead(tag: &str) -> &'static str {
    if tag.starts_with("<!--") {
        return "close the comment with `-->`";
    }
    match tag_name(tag).as_str() {
        "br" => "end the line with a backslash or with two spaces",
        "b" | "strong" => "write `**text**`",
        "i" | "em" | "cite" => "write `*text*`",
        "s" | "del" | "strike" => "write `~~text~~`",
        "code" | "pre" | "kbd" | "tt" | "samp" => "put it between backticks",
        "a" => "write `[text](address)`",
        "img" | "picture" | "figure" => "write `![what it shows](file.png)` and put the file beside the plan",
        "ul" | "ol" | "li" | "dl" | "dt" | "dd" => "begin each line of the list with `- `",
        "table" | "thead" | "tbody" | "tr" | "td" | "th" | "caption" => "write the table with `|` between the columns",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "begin the line with `## `",
        "hr" => "write a line `---`",
        "p" | "div" | "section" | "article" | "center" => "leave a blank line between paragraphs instead",
        "blockquote" | "q" => "begin the lines with `> `",
        "details" | "summary" => "use a heading",
        "u" | "ins" | "mark" | "span" | "font" | "sub" | "sup" | "small" | "big" => "leave it out; `*text*` and `**text**` emphasise",
        "script" | "style" | "iframe" | "object" | "embed" | "form" | "input" | "button" | "video" | "audio" | "svg" | "math" | "link" | "meta" | "base" => {
            "delete it; a plan carries no programs, styles or embedded pages"
        }
        _ => "use Markdown; write `\\<` where the sign itself is meant",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_comments_from_tags() {
        let check = |html: &str, comments: &[(usize, usize)], tag: Option<&str>, rest: &str| {
            let parts = parts(html);
            assert_eq!(parts.0.iter().map(|range| (range.start, range.end)).collect::<Vec<_>>(), comments, "{html}");
            assert_eq!(parts.1.map(|range| &html[range]), tag, "{html}");
            assert_eq!(without_comments(html), rest, "{html}");
        };
        check("<!-- a --> b", &[(0, 10)], None, " b");
        check("<!-- a --><b>x</b>", &[(0, 10)], Some("<b>"), "<b>x</b>");
        check("<div\n class=x>", &[], Some("<div"), "<div\n class=x>");
        check("x<!-->y", &[(1, 6)], None, "xy");
        check("a <!-- never", &[], Some("<!--"), "a ");
        assert_eq!(instead("<BR/>"), instead("<br>"));
    }
}
