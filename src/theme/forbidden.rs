//! What no page may hold, whoever wrote it (`safety.md` §5): scripts and styles of its own, handlers, and anything that is fetched from elsewhere.
//! Looks at HTML, templates and style sheets as text. Knows no theme.

/// What is wrong, a sentence without a full stop, and the byte at which it stands.
pub type Found = (String, usize);

/// What to do about it.
pub const HELP: &str =
    "put styles below assets/css/, scripts below assets/js/ and pictures beside the plans: pages fetch nothing from elsewhere and hold no script or style";

/// Elements that bring other documents in, or change where links lead.
const ELEMENTS: [&str; 7] = ["iframe", "object", "embed", "base", "style", "frame", "portal"];
/// Attributes that fetch, or send.
const FETCHING: [&str; 9] = ["src", "srcset", "href", "poster", "data", "action", "formaction", "background", "xlink:href"];
/// Functions of style sheets that fetch.
const FUNCTIONS: [&str; 4] = ["url(", "src(", "image(", "image-set("];

/// The first thing in a page that the policy of the site forbids.
pub fn in_html(html: &str) -> Option<Found> {
    let small = html.to_ascii_lowercase();
    let mut at = 0;
    while let Some(found) = small.get(at..)?.find('<') {
        let start = at + found;
        let rest = small.get(start + 1..)?;
        if let Some(comment) = rest.strip_prefix("!--") {
            at = start + 4 + comment.find("-->").map_or(comment.len(), |end| end + 3);
            continue;
        }
        let name: &str = rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next().unwrap_or("");
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            at = start + 1;
            continue;
        }
        let (attributes, length) = attributes(rest.get(name.len()..).unwrap_or(""));
        if let Some(message) = forbidden(name, &attributes) {
            return Some((message, start));
        }
        at = start + 1 + name.len() + length;
        if matches!(name, "script" | "textarea" | "title") {
            // what stands in them is no markup
            let close = format!("</{name}");
            at += small.get(at..).and_then(|rest| rest.find(&close)).unwrap_or_else(|| small.len().saturating_sub(at));
        }
    }
    None
}

fn forbidden(name: &str, attributes: &[(&str, &str)]) -> Option<String> {
    let value = |wanted: &str| attributes.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
    if name == "script" && value("src").is_none() && value("type") != Some("application/json") {
        return Some("it holds a script of its own".to_owned());
    }
    if ELEMENTS.contains(&name) {
        return Some(format!("it holds the element `<{name}>`"));
    }
    for (attribute, value) in attributes {
        if *attribute == "style" || *attribute == "srcdoc" {
            return Some(format!("it holds the attribute `{attribute}`"));
        }
        if attribute.len() > 2 && attribute.starts_with("on") && attribute.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Some(format!("it holds the handler `{attribute}`"));
        }
        if *attribute == "http-equiv" && *value == "refresh" {
            return Some("it leads readers elsewhere by itself".to_owned());
        }
        if FETCHING.contains(attribute) && leaves(value, name == "a" && *attribute == "href") {
            let shown: String = value.chars().take(80).collect();
            return Some(format!("`{attribute}` of `<{name}>` leads to `{shown}`"));
        }
    }
    None
}

/// Does an address go elsewhere? Readers may follow a link, but nothing else.
fn leaves(address: &str, link: bool) -> bool {
    let address: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    // what a reference spells is not guessed
    let scheme = address.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| !scheme.contains(['/', '?', '#']));
    match scheme {
        Some("http" | "https" | "mailto") if link => false,
        Some(_) => true,
        None => !link && (address.starts_with("//") || address.contains(",//")),
    }
}

/// Names and values of the attributes of a tag, and how many bytes they take with the end of the tag.
fn attributes(text: &str) -> (Vec<(&str, &str)>, usize) {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return (found, text.len() - rest.len() + usize::from(!rest.is_empty()));
        }
        let end = rest.char_indices().skip(1).find(|(_, c)| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/')).map_or(rest.len(), |(at, _)| at);
        let name = rest.get(..end).unwrap_or("");
        rest = rest.get(end..).unwrap_or("");
        let Some(after) = rest.trim_start().strip_prefix('=') else {
            found.push((name, ""));
            continue;
        };
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, left) = match quote {
            Some(quote) => after.get(1..).unwrap_or("").split_once(quote).unwrap_or((after.get(1..).unwrap_or(""), "")),
            None => after.split_at(after.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(after.len())),
        };
        found.push((name, value.trim()));
        rest = left;
    }
}

/// The same in a template: what stands in its tags is not HTML.
pub fn in_template(template: &str) -> Option<Found> {
    let mut plain = template.to_owned().into_bytes();
    for span in super::guard::spans(template) {
        plain.get_mut(span).into_iter().flatten().for_each(|byte| *byte = b' ');
    }
    in_html(&String::from_utf8(plain).ok()?)
}

/// The first thing in a style sheet that fetches from elsewhere.
pub fn in_css(css: &str) -> Option<Found> {
    let small = decoded(&without_comments(css).to_ascii_lowercase());
    let place = |text: &str| css.to_ascii_lowercase().find(text).unwrap_or(0);
    if small.contains("@import") {
        return Some(("it imports another style sheet".to_owned(), place("@import")));
    }
    for function in FUNCTIONS {
        for (at, _) in small.match_indices(function) {
            let inside = small.get(at + function.len()..).and_then(|rest| rest.split(')').next()).unwrap_or("");
            let addresses = inside.split([',', '"', '\'']).map(str::trim);
            if let Some(address) = addresses.filter(|it| !it.is_empty()).find(|it| leaves(it, false)) {
                let shown: String = address.chars().take(80).collect();
                return Some((format!("it fetches `{shown}`"), place(&shown)));
            }
        }
    }
    None
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        out.push(' ');
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

/// With the letters for their numbers (`\69` is `i`).
fn decoded(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut parts = css.split('\\');
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        let digits = part.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        let letter = part.get(..digits).and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        match letter {
            Some(letter) => {
                out.push(letter.to_ascii_lowercase());
                let rest = part.get(digits..).unwrap_or("");
                out.push_str(rest.strip_prefix(' ').unwrap_or(rest));
            }
            None => out.push_str(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: Option<Found>, expected: Option<(&str, usize)>, text: &str) {
        assert_eq!(found.as_ref().map(|(message, at)| (message.as_str(), *at)), expected, "{text}");
    }

    #[test]
    fn pages_hold_no_script_and_fetch_nothing() {
        let html = |text: &str, expected: Option<(&str, usize)>| check(in_html(text), expected, text);
        html("<p>a</p><script>x</script>", Some(("it holds a script of its own", 8)));
        html("<script src=\"assets/site.js\" defer></script><script type=\"application/json\">{\"a\":\"<p style=x>\"}</script>", None);
        html("<SCRIPT SRC=//cdn.example/x.js></SCRIPT>", Some(("`src` of `<script>` leads to `//cdn.example/x.js`", 0)));
        html("<p style=\"color:red\">", Some(("it holds the attribute `style`", 0)));
        html("<p title='a>b' OnClick = x>", Some(("it holds the handler `onclick`", 0)));
        html("<p>style=\"x\" onclick=\"y\"</p><!-- <p style=\"x\"> -->", None);
        html("<a href=\"https://example.com\" data-on=\"x\">", None);
        html("<a href=\"java\nscript:x\">", Some(("`href` of `<a>` leads to `java\nscript:x`", 0)));
        html("<link rel=\"stylesheet\" href=\"https://e.example/x.css\">", Some(("`href` of `<link>` leads to `https://e.example/x.css`", 0)));
        html("<img src=\"data:image/png;base64,x\">", Some(("`src` of `<img>` leads to `data:image/png;base64,x`", 0)));
        html("<img src=\"../a/b.png\" alt=\"a: b\"><use href=\"#a\"/><a href=\"../x/index.html#a:b\">", None);
        html("x < y <3 <", None);
        html("<style>a{}</style>", Some(("it holds the element `<style>`", 0)));
        html("<svg/onload=x>", Some(("it holds the handler `onload`", 0)));
        html("<p title=\"", None);
    }

    #[test]
    fn templates_are_looked_at_without_their_tags() {
        check(in_template("{% if a < b %}<img src=\"{{ x }}\">{# <p style=x> #}{% endif %}"), None, "");
        check(in_template("{{ a }}<p style=\"{{ b }}\">"), Some(("it holds the attribute `style`", 7)), "");
    }

    #[test]
    fn style_sheets_fetch_nothing_from_elsewhere() {
        let css = |text: &str, expected: Option<(&str, usize)>| check(in_css(text), expected, text);
        css("a { background: url(#g); } /* url(https://x.example) */", None);
        css("@IMPORT url(\"https://x.example/x.css\");", Some(("it imports another style sheet", 0)));
        css("@\\69mport 'x';", Some(("it imports another style sheet", 0)));
        css("a{background:url( 'https://x.example/a.png' )}", Some(("it fetches `https://x.example/a.png`", 19)));
        css("a{background:image-set(\"a.png\" 1x, \"//x.example/b.png\" 2x)}", Some(("it fetches `//x.example/b.png`", 36)));
        css("a::before{content:'https://x.example'}", None);
    }
}
