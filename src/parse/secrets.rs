//! Passwords, keys and tokens in a text: found by their form, and taken out before anybody reads it. Knows no fields of plans.

mod forms;
mod keys;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::diagnostic::Diagnostic;
use crate::parse::codes::SECRET_FOUND;
use crate::parse::front_matter::{self, Extent};
use forms::{in_address, in_word, private_key, random, token, web_token};
use keys::{in_row, under_key};

/// And so many at most, as has the part of an address before its path: whoever repeats a key on one line costs no more than that each time.
const LONGEST: usize = 512;
/// More findings of one kind in one file help nobody. All are taken out.
const MAX_FINDINGS: usize = 20;
/// Stands in the place of every character of a secret: it means nothing in YAML, in Markdown, in a table and in an address.
const MASK: u8 = b'x';

/// A secret: its place, and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secret {
    pub span: ByteSpan,
    pub what: &'static str,
}

/// The text of a file without its secrets, of the same length, and a finding for each.
pub fn taken_out<'b>(path: &SourcePath, bytes: &'b [u8]) -> (Cow<'b, [u8]>, Vec<Diagnostic>) {
    let secrets = find(path, bytes);
    let finding = |secret: &Secret| {
        let message = format!("{} stands here, for everybody who can read the repository", secret.what);
        Diagnostic::new(&SECRET_FOUND, path, secret.span, message).help("withdraw it where it was issued, and write where it is kept instead")
    };
    let findings = secrets.iter().take(MAX_FINDINGS).map(finding).collect();
    (masked(bytes, &secrets), findings)
}

/// A text without these secrets. Blanks and line ends stay, so that every place stays.
pub fn masked<'b>(bytes: &'b [u8], secrets: &[Secret]) -> Cow<'b, [u8]> {
    if secrets.is_empty() {
        return Cow::Borrowed(bytes);
    }
    let mut out = bytes.to_vec();
    for secret in secrets {
        let place = out.get_mut(secret.span.range()).unwrap_or_default();
        place.iter_mut().filter(|byte| !byte.is_ascii_whitespace()).for_each(|byte| *byte = MASK);
    }
    Cow::Owned(out)
}

/// The secrets of a file in the order of their places, none within another.
pub fn find(path: &SourcePath, bytes: &[u8]) -> Vec<Secret> {
    let extent = extent(path.as_str(), bytes);
    let mut found = by_form(bytes, extent);
    random(bytes, extent.fields_end, &mut found);
    found.sort_by_key(|secret| (secret.span.start, std::cmp::Reverse(secret.span.end)));
    let mut end = 0;
    found.retain(|secret| {
        let apart = secret.span.start >= end;
        end = end.max(secret.span.end);
        apart
    });
    found
}

/// Where the fields of a file end and where its text begins.
fn extent(path: &str, bytes: &[u8]) -> Extent {
    match path.rsplit_once('.') {
        Some((_, "csv")) => Extent { fields_end: 0, text_begin: 0 },
        Some((_, "md")) => front_matter::extent(bytes),
        _ => Extent { fields_end: bytes.len(), text_begin: bytes.len() },
    }
}

/// In three passes, each of which looks for what it may begin with: byte by byte they took a tenth of a check.
fn by_form(bytes: &[u8], extent: Extent) -> Vec<Secret> {
    let mut found = Vec::new();
    let mut note = |from: usize, to: usize, what| found.push(Secret { span: ByteSpan::new(from, to), what });
    let mut seen = 0;
    for at in memchr::memmem::find_iter(bytes, b"-----BEGIN ") {
        // what lies within a key is not looked at again
        if at < seen {
            continue;
        }
        if let Some(length) = private_key(bytes.get(at..).unwrap_or_default()) {
            note(at, at + length, "a private key");
            seen = at + length;
        }
    }
    seen = 0;
    for at in memchr::memchr3_iter(b':', b'=', b'|', bytes) {
        if at < seen {
            continue;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        let secret = match rest.first() {
            Some(b':') if rest.starts_with(b"://") => in_address(rest).map(|(from, to)| (at + from, at + to, "the password of an address")),
            Some(b':' | b'=') => {
                let of_field = if at < extent.fields_end { under_key(bytes, at, true) } else { None };
                let of_text = || if at >= extent.text_begin { under_key(bytes, at, false) } else { None };
                of_field.or_else(of_text).map(|(from, to)| (from, to, "what seems to be a password or a key"))
            }
            _ if at >= extent.text_begin => in_row(bytes, at).map(|(from, to)| (from, to, "what seems to be a password or a key")),
            _ => None,
        };
        if let Some((from, to, what)) = secret {
            note(from, to, what);
            seen = to;
        }
    }
    let mut at = 0;
    for word in bytes.split(|byte| !in_word(*byte)) {
        let secret = match word.first() {
            Some(b'e') if word.starts_with(b"eyJ") => web_token(word).map(|length| (length, "a web token")),
            Some(b'A' | b'g' | b'x' | b's' | b'r' | b'n' | b'p' | b'd') => token(word),
            _ => None,
        };
        if let Some((length, what)) = secret {
            note(at, at + length, what);
        }
        at += word.len() + 1;
    }
    found
}

/// A name in the place of a secret, or what was masked already.
fn stands_for_one(value: &[u8]) -> bool {
    let Some(first) = value.first() else { return true };
    b"${}<>[]*%&!@#=|".contains(first) || value.iter().all(|byte| byte == first)
}
