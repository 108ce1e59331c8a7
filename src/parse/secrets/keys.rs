//! Secrets that are known by the key before them: `password: …`, a block of text under such a key, a row of a table.

use super::forms::is_random;
use super::{LONGEST, stands_for_one};

/// Ends of keys that hold a secret, in lower case without `_` and `-`.
const KEYS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "apikey",
    "clientsecret",
    "secretkey",
    "secretaccesskey",
    "privatekey",
    "accountkey",
    "sharedaccesskey",
    "accesstoken",
    "refreshtoken",
    "authtoken",
    "apitoken",
];
/// What people write under such a key that tells nothing.
const HINTS: &[&str] = &[
    "none",
    "null",
    "true",
    "false",
    "unknown",
    "required",
    "optional",
    "missing",
    "pending",
    "expired",
    "changed",
    "unchanged",
    "rotated",
    "protected",
    "1password",
    "bitwarden",
    "lastpass",
    "keepass",
    "keychain",
];
/// A password has so many characters at least.
const SHORTEST: usize = 6;

/// Words that a secret stands behind when they end the key as a word of their own, as in `db_pass` and `crmPwd`: `compass` is none.
const SHORT: &[&str] = &["pwd", "pass"];
/// So much of a block of text is looked at.
const BLOCK: usize = 8 * 1024;

/// What a key says of its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Secret,
    /// `pass`: a secret among the fields, and only when the value looks like one.
    Perhaps,
}

fn names(word: &[u8], field: bool) -> Option<Names> {
    // nearly every colon stands behind another word
    if !matches!(word.last()?.to_ascii_lowercase(), b'd' | b'e' | b'n' | b's' | b't' | b'y') {
        return None;
    }
    let plain: String = word.iter().filter(|byte| byte.is_ascii_alphanumeric()).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    if KEYS.iter().any(|end| plain.ends_with(end)) {
        return Some(Names::Secret);
    }
    let short = SHORT.iter().find(|end| plain.ends_with(*end))?;
    let (before, end) = word.split_at_checked(word.len().checked_sub(short.len())?)?;
    let apart =
        before.last().is_none_or(|last| !last.is_ascii_alphanumeric() || (last.is_ascii_lowercase() && end.first().is_some_and(u8::is_ascii_uppercase)));
    match (apart && end.len() == short.len(), *short) {
        (true, "pwd") => Some(Names::Secret),
        (true, _) if field => Some(Names::Perhaps),
        _ => None,
    }
}

/// The last word of a text, and what stands before it.
fn last_word(text: &[u8]) -> (&[u8], &[u8]) {
    let length = text.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')).count();
    text.split_at_checked(text.len() - length).unwrap_or((text, &[]))
}

/// Is a word somebody's secret, rather than a hint where it is kept? Outside of fields it has a digit or a sign besides letters.
fn tells(secret: &[u8], field: bool, names: Names) -> bool {
    let hint = HINTS.iter().any(|hint| hint.as_bytes().eq_ignore_ascii_case(secret));
    let pointer = secret.windows(3).any(|part| part == b"://") || (secret.contains(&b'/') && !is_random(secret));
    let plain_word = secret.iter().all(u8::is_ascii_alphabetic) || secret.iter().all(u8::is_ascii_digit);
    let mixed = secret.iter().any(u8::is_ascii_alphabetic) && secret.iter().any(u8::is_ascii_digit);
    !hint && !pointer && !stands_for_one(secret) && secret.len() >= SHORTEST && (field || !plain_word) && (mixed || names == Names::Secret)
}

/// The block of text behind `password: |`, whose `:` stands at `key` and whose header begins at `at`: each of its lines is one word.
fn block(bytes: &[u8], key: usize, at: usize, names: Names) -> Option<(usize, usize)> {
    let rest = bytes.get(at..bytes.len().min(at + BLOCK))?;
    // what follows the header tells at once whether it is one: a line may hold a hundred thousand of its signs
    let marks = rest.iter().skip(1).take_while(|byte| byte.is_ascii_digit() || b"+- \t\r".contains(byte)).count();
    if !matches!(rest.get(1 + marks), Some(b'\n' | b'#')) {
        return None;
    }
    let end = memchr::memchr(b'\n', rest)?;
    let before = bytes.get(key.saturating_sub(LONGEST)..key)?;
    let line = memchr::memrchr(b'\n', before).map_or(before, |end| before.get(end + 1..).unwrap_or_default());
    let indent = line.iter().take_while(|byte| matches!(byte, b' ' | b'-')).count();
    let (mut from, mut to, mut next) = (None, 0, end + 1);
    for line in rest.get(next..)?.split_inclusive(|byte| *byte == b'\n') {
        let blanks = line.iter().take_while(|byte| **byte == b' ').count();
        let word = line.trim_ascii();
        if !word.is_empty() {
            if blanks <= indent {
                break;
            }
            if word.iter().any(|byte| byte.is_ascii_whitespace()) {
                return None;
            }
            from.get_or_insert(next + blanks);
            to = next + blanks + word.len();
        }
        next += line.len();
    }
    let from = from?;
    let secret: Vec<u8> = rest.get(from..to)?.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    tells(&secret, true, names).then_some((at + from, at + to))
}

/// As much of the text as a secret may take up, cut between characters.
fn within_reach(bytes: &[u8], from: usize) -> Option<&[u8]> {
    let rest = bytes.get(from..)?;
    let cut = (LONGEST..rest.len()).find(|at| rest.get(*at).is_none_or(|byte| byte & 0xC0 != 0x80));
    rest.get(..cut.unwrap_or(rest.len()))
}

/// The cell behind `| password`, whose end stands at `at`.
pub(super) fn in_row(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let before = bytes.get(at.saturating_sub(80)..at)?;
    let line = before.rsplit(|byte| *byte == b'\n').next()?;
    let cell = line.rsplit(|byte| *byte == b'|').next()?.trim_ascii();
    let cell = cell.get(..cell.len() - cell.iter().rev().take_while(|byte| b"*_`:".contains(byte)).count())?;
    let names = names(last_word(cell).1, false)?;
    let rest = within_reach(bytes, at + 1)?;
    let value = rest.get(..rest.iter().position(|byte| matches!(byte, b'|' | b'\n')).unwrap_or(rest.len()))?;
    let open = value.iter().take_while(|byte| byte.is_ascii_whitespace() || b"*_`".contains(byte)).count();
    let shut = value.iter().rev().take_while(|byte| byte.is_ascii_whitespace() || b"*_`".contains(byte)).count();
    let secret = value.get(open..value.len().checked_sub(shut)?)?;
    let one = !secret.iter().any(u8::is_ascii_whitespace);
    (one && tells(secret, false, names)).then_some((at + 1 + open, at + 1 + open + secret.len()))
}

/// The value behind `password:` or `password=`, whose `:` or `=` stands at `at`: one word that ends its line or its item. Outside of fields it has
/// a digit or a sign besides letters.
pub(super) fn under_key(bytes: &[u8], at: usize, field: bool) -> Option<(usize, usize)> {
    let before = bytes.get(at.saturating_sub(80)..at)?;
    let before = before.strip_suffix(b"\"").or_else(|| before.strip_suffix(b"'")).unwrap_or(before).trim_ascii_end();
    // in a narrative the key or the value may be emphasised, as in `**Password:** …`
    let emphasis = |byte: &&u8| !field && matches!(byte, b'*' | b'_' | b'`');
    let before = before.get(..before.len() - before.iter().rev().take_while(emphasis).count())?;
    let (line, word) = last_word(before);
    let names = names(word, field)?;
    let query = matches!(line.last(), Some(b'?' | b'&'));
    let flow = line.rsplit(|byte| *byte == b'\n').next().is_some_and(|line| line.contains(&b'{'));
    let rest = within_reach(bytes, at + 1)?;
    let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t') || emphasis(byte)).count();
    let value = rest.get(blanks..)?;
    if field && matches!(value.first(), Some(b'|' | b'>')) {
        return block(bytes, at, at + 1 + blanks, names);
    }
    let quote = value.first().copied().filter(|first| matches!(first, b'"' | b'\''));
    let opened = usize::from(quote.is_some());
    let ends = |byte: &u8| match (byte, quote) {
        (byte, _) if byte.is_ascii_whitespace() => true,
        (byte, Some(quote)) => *byte == quote,
        (b',' | b'}', None) => flow,
        (b'&' | b'#', None) => query,
        _ => false,
    };
    let inner = value.get(opened..)?;
    let length = inner.iter().position(ends).unwrap_or(inner.len());
    let secret = inner.get(..length)?;
    let closing = |byte: &u8| b",;.)]`'\"|".contains(byte) || emphasis(&byte);
    let secret = if quote.is_some() { secret } else { secret.get(..secret.len() - secret.iter().rev().take_while(|byte| closing(byte)).count())? };
    let behind = inner.get(length + opened.min(inner.len() - length)..)?.iter().find(|byte| !matches!(byte, b' ' | b'\t'));
    let item = matches!(behind, None | Some(b'\n' | b'\r' | b',' | b'}' | b']' | b'#')) || query || secret.len() < length;
    if !item || !tells(secret, field, names) {
        return None;
    }
    let from = at + 1 + blanks + opened;
    Some((from, from + secret.len()))
}
