//! Patterns of paths: `*` within a name, `**` across folders, `?` one character. Knows no file system.

/// A pattern such as `accounts/legacy-*/**`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob(String);

impl Glob {
    /// Reads a pattern; what is wrong with one is said by `Glob::fault`.
    pub fn new(pattern: &str) -> Self {
        Glob(pattern.trim_start_matches("./").to_owned())
    }

    /// Why a pattern can cover no file, if so.
    pub fn fault(pattern: &str) -> Option<&'static str> {
        match pattern {
            it if it.contains(['[', ']', '{', '}', '\\', '!']) => Some("there are no signs but `*`, `**` and `?`"),
            it if it.starts_with('/') => Some("paths begin at the territory's folder, without a `/`"),
            it if it.split('/').any(|part| part == "..") => Some("nothing above the territory's folder is read"),
            _ => None,
        }
    }

    /// Does the pattern cover the whole path? A pattern that ends in `/` covers the folder.
    pub fn matches(&self, path: &str) -> bool {
        let folder = self.0.strip_suffix('/').map(|folder| format!("{folder}/**"));
        let parts: Vec<&str> = folder.as_deref().unwrap_or(&self.0).split('/').collect();
        let names: Vec<&str> = path.split('/').collect();
        // which prefixes of the pattern fit the names seen so far; linear in pattern times path
        let mut fits = vec![false; parts.len() + 1];
        if let Some(first) = fits.first_mut() {
            *first = true;
        }
        skip_deep(&parts, &mut fits);
        for name in names {
            let mut next = vec![false; parts.len() + 1];
            for (index, part) in parts.iter().enumerate() {
                if fits.get(index) != Some(&true) {
                    continue;
                }
                let target = if *part == "**" { Some(index) } else { name_fits(part, name).then_some(index + 1) };
                if let Some(slot) = target.and_then(|index| next.get_mut(index)) {
                    *slot = true;
                }
            }
            skip_deep(&parts, &mut next);
            fits = next;
        }
        fits.last() == Some(&true)
    }
}

/// `**` may also stand for no folder at all.
fn skip_deep(parts: &[&str], fits: &mut [bool]) {
    for (index, part) in parts.iter().enumerate() {
        if *part == "**"
            && fits.get(index) == Some(&true)
            && let Some(slot) = fits.get_mut(index + 1)
        {
            *slot = true;
        }
    }
}

fn name_fits(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut p, mut n, mut star) = (0, 0, None);
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(c) if *c == '?' || name.get(n) == Some(c) => {
                p += 1;
                n += 1;
            }
            _ => {
                let Some((at, from)) = star else { return false };
                star = Some((at, from + 1));
                p = at + 1;
                n = from + 1;
            }
        }
    }
    pattern.get(p..).is_some_and(|rest| rest.iter().all(|c| *c == '*'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covers_paths() {
        let check = |pattern: &str, path: &str, good: bool| assert_eq!(Glob::new(pattern).matches(path), good, "{pattern} {path}");
        check("accounts/legacy-*/**", "accounts/legacy-a/plan.md", true);
        check("accounts/legacy-*/**", "accounts/legacy-a/reviews/q1.md", true);
        check("accounts/legacy-*/**", "accounts/new/plan.md", false);
        check("accounts/*/plan.md", "accounts/a/plan.md", true);
        check("accounts/*/plan.md", "accounts/a/b/plan.md", false);
        check("**/plan.md", "plan.md", true);
        check("**", "a/b/c", true);
        check("accounts/?/plan.md", "accounts/ä/plan.md", true);
        check("accounts/a/", "accounts/a/plan.md", true);
        check("a*b*c", "a-b-b-c", true);
        check(&"*a".repeat(200), &"a".repeat(3000), true);
    }
}
