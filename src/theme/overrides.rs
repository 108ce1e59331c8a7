//! A territory's own theme files held against the built-in ones: what each replaces, and whether its original has changed since it was copied.
//! Knows no template's meaning and no disk.

use std::collections::BTreeMap;

use crate::base::fingerprint::fingerprint;
use crate::theme::embedded;
use crate::theme::files::ThemeFiles;

/// Where `theme eject` notes what it copied, below the territory's `theme/`.
pub const ORIGINALS: &str = "originals.txt";
const HEAD: &str =
    "# Written by `quarterdeck theme eject`: the original of each copied file, so that `quarterdeck theme check` can tell when it has changed.\n";

/// Whose file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    BuiltIn,
    /// In the place of a built-in one.
    Replaced,
    /// The territory's alone.
    Own,
}

/// Every file of the theme in force with whose it is, by path.
pub fn list(theme: &ThemeFiles) -> Vec<(&str, Standing)> {
    let built_in: BTreeMap<String, _> = embedded::files().into_iter().collect();
    theme
        .between("", "")
        .filter(|(path, _)| *path != ORIGINALS)
        .map(|(path, file)| match (&file.source, built_in.contains_key(path)) {
            (None, _) => (path, Standing::BuiltIn),
            (Some(_), true) => (path, Standing::Replaced),
            (Some(_), false) => (path, Standing::Own),
        })
        .collect()
}

/// The notes after one more file was copied.
pub fn noted(notes: &str, path: &str, bytes: &[u8]) -> String {
    let mut known = read(notes);
    known.insert(path.to_owned(), fingerprint([bytes]));
    known.iter().fold(HEAD.to_owned(), |text, (path, original)| format!("{text}{original} {path}\n"))
}

fn read(notes: &str) -> BTreeMap<String, String> {
    let lines = notes.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '));
    lines.map(|(original, path)| (path.to_owned(), original.to_owned())).collect()
}

/// What should be looked at: path inside the theme, and a sentence without a full stop. Empty when all is well. A page of each of the kinds may have a
/// template of its own.
pub fn check(theme: &ThemeFiles, kinds: &[&str]) -> Vec<(String, String)> {
    let built_in: BTreeMap<String, _> = embedded::files().into_iter().collect();
    let notes = theme.get(ORIGINALS).map(|file| read(&file.text())).unwrap_or_default();
    let remarks = list(theme).into_iter().filter_map(|(path, standing)| {
        let remark = match standing {
            Standing::BuiltIn => return None,
            _ if theme.get(path).is_some_and(|file| file.bytes.trim_ascii().is_empty()) && path.starts_with("assets/") => {
                "is empty; delete it to have the built-in file, or nothing in its place".to_owned()
            }
            Standing::Own if is_used(theme, path, kinds) => return None,
            Standing::Own => "replaces nothing, and nothing uses it; `quarterdeck theme list` names the files that there are".to_owned(),
            Standing::Replaced => {
                let original = built_in.get(path)?;
                match notes.get(path) {
                    Some(known) if *known == fingerprint([&original[..]]) => return None,
                    Some(_) => format!(
                        "the built-in file has changed since this copy was made; compare them, then run `quarterdeck theme eject {path}` anew or keep yours"
                    ),
                    None if theme.get(path).is_some_and(|file| file.bytes == *original) => "is the same as the built-in file; delete it".to_owned(),
                    None => return None,
                }
            }
        };
        Some((path.to_owned(), remark))
    });
    remarks.collect()
}

/// Further style sheets are joined to the built-in ones; everything else is asked for by its name, a template by the page of its kind or by another template.
fn is_used(theme: &ThemeFiles, path: &str, kinds: &[&str]) -> bool {
    if let Some(name) = path.strip_prefix("templates/") {
        let named = |text: &str| ['"', '\'', '`'].iter().any(|quote| text.contains(&format!("{quote}{name}{quote}")));
        let by_another = || theme.between("templates/", ".html").any(|(other, file)| format!("{other}.html") != name && named(&file.text()));
        return name.strip_suffix(".html").is_some_and(|kind| kinds.contains(&kind) || by_another());
    }
    path.strip_prefix("assets/css/").is_some_and(|name| name.ends_with(".css") && !name.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::path::SourcePath;

    /// A theme with one file of the territory and its notes; what is said of it.
    fn check(path: &str, text: &str, notes: &str, expected: &str) {
        let mut theme = ThemeFiles::embedded();
        let source = || SourcePath::new("theme/x").unwrap();
        theme.replace(path, text.as_bytes().to_vec(), source());
        theme.replace(ORIGINALS, notes.as_bytes().to_vec(), source());
        let said = super::check(&theme, &["plan", "actions"]);
        assert!(said.iter().all(|(_, text)| text.contains(expected)), "{said:?}");
        assert_eq!(said.is_empty(), expected.is_empty(), "{said:?}");
    }

    #[test]
    fn a_template_that_another_one_takes_in_is_used() {
        let mut theme = ThemeFiles::embedded();
        let source = || SourcePath::new("theme/x").unwrap();
        theme.replace("templates/plan.html", b"{% include \"parts/head.html\" %}".to_vec(), source());
        theme.replace("templates/parts/head.html", b"x".to_vec(), source());
        assert!(super::check(&theme, &["plan"]).is_empty());
        theme.replace("templates/plan.html", b"x".to_vec(), source());
        assert_eq!(super::check(&theme, &["plan"]).len(), 1);
    }

    #[test]
    fn overrides_are_held_against_their_originals() {
        let original = embedded::files().into_iter().find(|(path, _)| path == "templates/plan.html").unwrap().1.into_owned();
        let notes = noted("", "templates/plan.html", &original);
        check("templates/plan.html", "mine", &notes, "");
        check("templates/plan.html", "mine", "", "");
        check("templates/plan.html", "mine", "0000 templates/plan.html", "the built-in file has changed");
        check("templates/plan.html", std::str::from_utf8(&original).unwrap(), "", "is the same as the built-in file");
        check("tempaltes/plan.html", "mine", "", "replaces nothing");
        check("templates/actions.html", "mine", "", "");
        check("templates/nope.html", "mine", "", "nothing uses it");
        check("templates/plan.txt", "mine", "", "nothing uses it");
        check("assets/css/brand.css", "a{}", "", "");
        check("assets/js/mine.js", "1", "", "replaces nothing");
        assert_eq!(read(&noted(&notes, "a b.css", b"x")).len(), 2);
    }
}
