//! What a CI job tells a program through its environment. Read by the command that writes a report, and by nothing else.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::host::write;

/// The job that a run is part of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Job {
    /// GitHub Actions, which turns some lines of the log into annotations.
    pub github: bool,
    /// The file whose Markdown is shown as the job's summary.
    pub summary: Option<PathBuf>,
}

impl Job {
    /// From the environment.
    pub fn read() -> Self {
        Job::of(|name| std::env::var_os(name))
    }

    fn of(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        Job {
            github: variable("GITHUB_ACTIONS").is_some_and(|value| value == "true"),
            summary: variable("GITHUB_STEP_SUMMARY").filter(|value| !value.is_empty()).map(PathBuf::from),
        }
    }
}

/// Whose job this run is part of, as far as its variables tell.
pub fn name() -> Option<&'static str> {
    named(|name| std::env::var_os(name))
}

fn named(variable: impl Fn(&str) -> Option<OsString>) -> Option<&'static str> {
    let known = [("GITHUB_ACTIONS", "GitHub Actions"), ("GITLAB_CI", "GitLab CI"), ("CI", "a CI job")];
    let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty() && value != "false" && value != "0");
    known.into_iter().find(|(name, _)| is_set(name)).map(|(_, whose)| whose)
}

/// Adds to the job's summary, which steps before may have begun; the territory in `root` is no place for it.
///
/// # Errors
/// When the file cannot be written, or is one of the territory's own.
pub fn append(root: &Path, summary: &Path, text: &str) -> anyhow::Result<()> {
    let written = write::addition(root, summary).and_then(|mut file| Ok(file.write_all(text.as_bytes())?));
    written.with_context(|| format!("the summary of the job could not be written to `{}`", summary.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_has_a_name() {
        let check = |variables: &[(&str, &str)], expected: Option<&str>| {
            assert_eq!(named(|name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value))), expected, "{variables:?}");
        };
        check(&[], None);
        check(&[("CI", "true"), ("GITHUB_ACTIONS", "true")], Some("GitHub Actions"));
        check(&[("CI", "true"), ("GITLAB_CI", "true")], Some("GitLab CI"));
        check(&[("CI", "1")], Some("a CI job"));
        check(&[("CI", "false"), ("GITLAB_CI", "")], None);
    }

    #[test]
    fn a_job_is_known_by_its_variables() {
        let check = |variables: &[(&str, &str)], expected: Job| {
            let found = Job::of(|name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value)));
            assert_eq!(found, expected, "{variables:?}");
        };
        check(&[], Job::default());
        check(&[("GITHUB_ACTIONS", "1"), ("GITHUB_STEP_SUMMARY", "")], Job::default());
        check(&[("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", "s.md")], Job { github: true, summary: Some("s.md".into()) });
    }
}
