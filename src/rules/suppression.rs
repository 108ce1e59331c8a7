//! QD901 and QD904: comments that accept findings (`diagnostics.md` §5). Sets aside what they cover, and reports those that cover nothing, have no
//! form, or have run out. Syntax and the rules about these comments cannot be accepted.

use std::collections::BTreeMap;

use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Edit, Fix, did_you_mean};
use crate::parse::suppression::{self, Suppression};
use crate::resolve::portfolio::Portfolio;
use crate::rules::rule::{Check, Rule};
use crate::rules::{expired_suppression, waiver};

pub static UNUSED: Rule = Rule { code: &UNUSED_SUPPRESSION, reads: &["status", "waiver"], check: Check::Plan(waiver::check) };
pub static FORM: Rule = Rule { code: &SUPPRESSION_FORM, reads: &[], check: Check::Reader };

pub static UNUSED_SUPPRESSION: Code = Code {
    name: "unused-suppression",
    code: "QD901",
    category: Category::Meta,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Safe,
    ids: &[],
    docs: Docs {
        what: "A comment accepts a finding that is not there, or the `waiver` of a plan names a rule that no waiver lifts.",
        why: "What the comment accepted has been mended, or has moved. The next mistake in that place would be accepted with it, and nobody would know. \
              Whoever signed the waiver believes that it lifts something, and it does not.",
        fix: "Take the comment out; `quarterdeck check --fix` does it. Mend what the rule in the waiver reports, or accept it with a comment in the plan; \
              `expired-suppression` says what a waiver lifts.",
        bad: "tier: A # quarterdeck: ignore[tier-mismatch] -- the merger moves it\n",
        good: "status: in-review # the merger is decided in March 2027\n",
    },
};

pub static SUPPRESSION_FORM: Code = Code {
    name: "suppression-form",
    code: "QD904",
    category: Category::Meta,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &[],
    docs: Docs {
        what: "A comment that wants to accept a finding names no rule or one that there is not, gives no reason, or has a last day that is none.",
        why: "Whoever reads the plan next year has to see what was accepted and why; an exception without a reason cannot be judged.",
        fix: "Write `# quarterdeck: ignore[rule-name] -- the reason until=2027-03-31` at the end of the line or above the entry; the day may be left out.",
        bad: "tier: A # quarterdeck: ignore[tier-mismatch]\n",
        good: "status: in-review # the merger is decided in March 2027\n",
    },
};

/// A finding that a comment accepts, with the comment's reason.
#[derive(Clone, Debug)]
pub struct Accepted {
    pub finding: Diagnostic,
    pub reason: String,
}

/// Comments of one file that are read; each finding is held against all of them.
const MANY: usize = 2000;

struct Comment<'p> {
    path: &'p SourcePath,
    /// The plan that it stands in; none for a page of the team's own.
    account: Option<&'p str>,
    span: ByteSpan,
    bytes: &'p [u8],
    read: Suppression,
    /// Names of the rules that there are.
    rules: Vec<&'static str>,
    used: bool,
}

/// Takes the accepted findings out of `findings`, which are located. Second comes what is wrong with the comments, not located.
pub fn set_aside(portfolio: &Portfolio, findings: &mut Vec<Diagnostic>) -> (Vec<Accepted>, Vec<Diagnostic>) {
    let mut wrong = Vec::new();
    let mut comments: BTreeMap<&SourcePath, Vec<Comment<'_>>> = BTreeMap::new();
    let plans = portfolio.plans.iter().flat_map(|unit| {
        let account = Some(unit.slug.as_str());
        let files = std::iter::once((&unit.file.path, &unit.file.bytes, &unit.file.comments));
        files.chain(unit.reviews.iter().map(|review| (&review.path, &review.bytes, &review.comments))).map(move |file| (account, file))
    });
    let pages = portfolio.own_pages.iter().map(|page| (None, (&page.file.path, &page.file.bytes, &page.file.comments)));
    // most files hold none, and need no reader
    for (account, (path, bytes, spans)) in plans.chain(pages).filter(|(_, (_, _, spans))| !spans.is_empty()) {
        let mut reader = suppression::Reader::new(bytes);
        if let Some(span) = spans.get(MANY) {
            let message = format!("this file has more than {MANY} comments that accept findings, and from here on they are not read");
            let mut finding =
                Diagnostic::new(&SUPPRESSION_FORM, path, *span, message).help("accept them for a folder in `quarterdeck.yaml`, or hold them in a baseline");
            finding.account = account.map(Into::into);
            wrong.push(finding);
        }
        for span in spans.iter().take(MANY) {
            match comment(&mut reader, path, account, bytes, *span) {
                Ok(comment) => comments.entry(path).or_default().push(comment),
                Err(finding) => wrong.push(*finding),
            }
        }
    }
    let mut accepted = Vec::new();
    if !comments.is_empty() {
        let all = std::mem::take(findings);
        for finding in all {
            match comments.get_mut(&finding.path).and_then(|comments| accepting(comments, &finding)) {
                Some(comment) => {
                    comment.used = true;
                    match comment.read.until.filter(|until| *until < portfolio.today) {
                        Some(_) => findings.push(finding),
                        None => accepted.push(Accepted { finding, reason: comment.read.reason.clone() }),
                    }
                }
                None => findings.push(finding),
            }
        }
    }
    for comment in comments.values().flatten() {
        let rules = comment.rules.iter().map(|rule| format!("`{rule}`")).collect::<Vec<_>>().join(", ");
        let finding = match comment.read.until.filter(|until| *until < portfolio.today) {
            Some(until) => {
                let finding = at(&expired_suppression::CODE, comment, format!("the exception for {rules} ended on {until}"));
                finding.help("take the comment out when the reason is gone, else decide anew and set a later day")
            }
            None if comment.used => continue,
            None => {
                let finding = at(&UNUSED_SUPPRESSION, comment, format!("nothing here is accepted by the exception for {rules}"));
                finding.help("take the comment out").fix(removal(comment))
            }
        };
        wrong.push(finding);
    }
    (accepted, wrong)
}

/// The first comment of the file that covers the finding.
fn accepting<'c, 'p>(comments: &'c mut [Comment<'p>], finding: &Diagnostic) -> Option<&'c mut Comment<'p>> {
    if matches!(finding.code.category, Category::Syntax | Category::Meta) {
        return None;
    }
    comments.iter_mut().find(|comment| {
        let (first, last) = comment.read.lines;
        comment.rules.contains(&finding.code.name) && (first..=last).contains(&finding.start.line)
    })
}

fn comment<'p>(
    reader: &mut suppression::Reader<'_>,
    path: &'p SourcePath,
    account: Option<&'p str>,
    bytes: &'p [u8],
    span: ByteSpan,
) -> Result<Comment<'p>, Box<Diagnostic>> {
    let fault = |message: String, help: String| {
        let mut finding = Diagnostic::new(&SUPPRESSION_FORM, path, span, message).help(help);
        finding.account = account.map(Into::into);
        Box::new(finding)
    };
    let read = reader.read(span).map_err(|(message, help)| fault(message, help))?;
    let mut rules = Vec::new();
    for name in &read.rules {
        let Some(rule) = crate::rules::find(name) else {
            let help = crate::rules::meant(name).map_or_else(|| "`quarterdeck rule` lists them".to_owned(), did_you_mean);
            return Err(fault(format!("there is no rule `{name}`"), help));
        };
        if rule.is_fixed() {
            return Err(fault(format!("`{}` cannot be accepted by a comment", rule.code.name), "mend what it reports".to_owned()));
        }
        rules.push(rule.code.name);
    }
    Ok(Comment { path, account, span, bytes, read, rules, used: false })
}

fn at(code: &'static Code, comment: &Comment<'_>, message: String) -> Diagnostic {
    let mut finding = Diagnostic::new(code, comment.path, comment.span, message);
    finding.account = comment.account.map(Into::into);
    finding
}

/// Takes the comment out with the blanks before it, or with its whole line when it stands alone.
fn removal(comment: &Comment<'_>) -> Fix {
    let bytes = comment.bytes;
    let ends = |byte: &u8| *byte == b'\n';
    let (start, end) = (comment.span.start as usize, comment.span.end as usize);
    let line = bytes.get(..start).and_then(|before| before.iter().rposition(ends)).map_or(0, |at| at + 1);
    let head = bytes.get(line..start).unwrap_or(&[]);
    let tail = bytes.get(end..).unwrap_or(&[]);
    let rest = tail.iter().position(ends).map_or(tail.len(), |at| at + 1);
    let alone = head.trim_ascii().is_empty() && tail.get(..rest).unwrap_or(&[]).trim_ascii().is_empty();
    let span = if alone { ByteSpan::new(line, end + rest) } else { ByteSpan::new(line + head.trim_ascii_end().len(), end) };
    Fix { title: "take the comment out".to_owned(), safe: true, room: None, edits: vec![Edit { path: comment.path.clone(), span, text: String::new() }] }
}
