//! The territory's logo: a small picture that carries nothing but itself. Does not know where it is shown.

/// A larger one would be fetched for nothing: it is shown 28 pixels high.
const MAX_BYTES: usize = 256 * 1024;

/// Kinds of pictures: the ending, and how such a file begins.
const KINDS: [(&str, &str, &[u8]); 5] = [
    ("png", "png", b"\x89PNG\r\n\x1a\n"),
    ("jpg", "jpg", b"\xff\xd8\xff"),
    ("jpeg", "jpg", b"\xff\xd8\xff"),
    ("gif", "gif", b"GIF8"),
    ("webp", "webp", b"RIFF"),
];

/// What an SVG must not hold, in small letters: scripts, foreign documents, entities, style sheets that fetch (`safety.md` R-16).
const FORBIDDEN: [&str; 12] =
    ["<script", "<foreignobject", "<iframe", "<embed", "<object", "<!entity", "<!doctype", "<?xml-stylesheet", "javascript:", "@import", "<handler", "<set "];

/// The ending under which a logo is published; else what is wrong with it, as a sentence without a full stop, and what to do.
pub fn check(name: &str, bytes: &[u8]) -> Result<&'static str, (String, &'static str)> {
    if bytes.len() > MAX_BYTES {
        return Err((format!("the logo has {} bytes, more than {MAX_BYTES}", bytes.len()), "save a smaller one; it is shown 28 pixels high"));
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    if ending == "svg" {
        return svg(bytes).map(|()| "svg");
    }
    let Some((_, published, start)) = KINDS.into_iter().find(|(known, ..)| *known == ending) else {
        return Err((format!("`{name}` is not a picture that pages can show"), "use an SVG, PNG, JPEG, GIF or WebP file"));
    };
    if !bytes.starts_with(start) {
        return Err((format!("`{name}` is not what its ending says"), "save it again as the kind of picture that its ending names"));
    }
    Ok(published)
}

/// Is it an SVG without script, event handlers and addresses outside of itself?
fn svg(bytes: &[u8]) -> Result<(), (String, &'static str)> {
    const HELP: &str = "export it as a plain SVG: shapes only, no script, no style sheet or picture from elsewhere";
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(("the logo is an SVG that is not UTF-8".to_owned(), HELP));
    };
    let text = text.to_ascii_lowercase();
    if !text.contains("<svg") {
        return Err(("the logo holds no `<svg>`".to_owned(), HELP));
    }
    if let Some(found) = FORBIDDEN.into_iter().find(|part| text.contains(part)) {
        return Err((format!("the logo holds `{}`", found.trim()), HELP));
    }
    // character references could spell anything, an address among them
    if text.contains("&#") {
        return Err(("the logo holds character references".to_owned(), HELP));
    }
    for (name, value) in attributes(&text) {
        let local = name.rsplit(':').next().unwrap_or(name);
        let inside = |address: &str| address.starts_with('#') || address.starts_with("data:image/png") || address.starts_with("data:image/jpeg");
        if local.starts_with("on") {
            return Err((format!("the logo has the event handler `{name}`"), HELP));
        }
        if matches!(local, "href" | "src") && !inside(value) {
            return Err((format!("the logo refers to `{value}`"), HELP));
        }
    }
    for address in text.split("url(").skip(1) {
        if !address.trim_start_matches([' ', '\n', '\t', '\r', '"', '\'']).starts_with('#') {
            return Err(("the logo has a style that fetches something".to_owned(), HELP));
        }
    }
    Ok(())
}

/// Name and value of everything that looks like an attribute.
fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.match_indices('=').filter_map(|(at, _)| {
        let before = text.get(..at)?.trim_end();
        let name = before.rsplit(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_'))).next()?;
        let after = text.get(at + 1..)?.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value = after.get(1..)?.split(quote).next()?.trim();
        (!name.is_empty()).then_some((name, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logo_carries_nothing_but_itself() {
        let good = |name: &str, bytes: &[u8]| assert!(check(name, bytes).is_ok(), "{name} {bytes:?}");
        let bad = |name: &str, bytes: &[u8]| assert!(check(name, bytes).is_err(), "{name} {}", String::from_utf8_lossy(bytes));
        good("logo.svg", br##"<svg xmlns="http://www.w3.org/2000/svg"><defs><g id="a"/></defs><use href="#a" fill="url(#b)"/></svg>"##);
        good("a.PNG", b"\x89PNG\r\n\x1a\nrest");
        good("a.jpeg", b"\xff\xd8\xff\xe0");
        bad("a.png", b"<svg/>");
        bad("a.bmp", b"BM");
        bad("logo", b"");
        bad("a.svg", b"<html></html>");
        for inside in [
            "<script>x</script>",
            "<SCRIPT/>",
            "<a xlink:href='https://example.com'/>",
            "<image href = \"//example.com/x.png\"/>",
            "<g onload=\"x\"/>",
            "<g OnClick='x'/>",
            "<style>@import 'x'</style>",
            "<style>a{fill:url( \"https://x\")}</style>",
            "<foreignObject/>",
            "<a href=\"&#106;avascript:x\"/>",
            "<use href=\"data:image/svg+xml,x\"/>",
        ] {
            bad("logo.svg", format!("<svg>{inside}</svg>").as_bytes());
        }
        bad("logo.svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>");
        bad("logo.svg", b"<svg>\xff</svg>");
        bad("logo.png", &[&b"\x89PNG\r\n\x1a\n"[..], &vec![0; MAX_BYTES]].concat());
    }
}
