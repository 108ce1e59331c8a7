//! What is wrong with a web address of a territory that is written like one. Knows no schema.

use crate::base::near;
use crate::diag::fix::did_you_mean;

/// What is filled into `site.edit_url`.
const PLACES: [&str; 2] = ["path", "line"];

/// What is wrong, and the way out; nothing for what is no web address at all.
pub fn fault(field: &str, text: &str) -> Option<(String, String)> {
    if !text.starts_with("http://") && !text.starts_with("https://") || text.contains(char::is_whitespace) {
        return None;
    }
    match field {
        // addresses of pages are written behind it
        "base_url" => {
            let sign = text.chars().find(|sign| matches!(sign, '?' | '#'))?;
            let start = text.split(sign).next().unwrap_or("");
            Some((format!("`{field}` has a `{sign}`, and no page's address can stand behind one"), format!("write {start}")))
        }
        "edit_url" => {
            let mut names = text.split('{').skip(1).map(|rest| rest.split_once('}').map_or(rest, |(name, _)| name));
            let Some(odd) = names.find(|name| !PLACES.contains(name)) else {
                return Some((format!("`{field}` has a brace that belongs to no place"), "its places are `{path}` and `{line}`".to_owned()));
            };
            let near = near::nearest(odd, &PLACES);
            let help = near.map_or_else(|| "its places are `{path}` and `{line}`".to_owned(), |near| did_you_mean(format_args!("{{{near}}}")));
            Some((format!("`{field}` has no place `{{{odd}}}`"), help))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_say_what_is_wrong() {
        let check = |field: &str, text: &str, expected: &str| {
            let said = fault(field, text).map_or_else(String::new, |(message, help)| format!("{message} | {help}"));
            assert!(if expected.is_empty() { said.is_empty() } else { said.contains(expected) }, "{text}: {said}");
        };
        check("base_url", "https://x/?q=1", "has a `?`, and no page's address can stand behind one | write https://x/");
        check("base_url", "https://x/#a", "| write https://x/");
        check("base_url", "x/?q", "");
        check("edit_url", "https://x/{foo}", "has no place `{foo}` | its places are");
        check("edit_url", "https://x/{pth}", "did you mean `{path}`?");
        check("edit_url", "https://x/{path}}", "belongs to no place");
        check("issues_url", "https://x/?q={a}", "");
    }
}
