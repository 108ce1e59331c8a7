//! Secrets that are known by their own form, wherever they stand: tokens, keys, addresses with a password, and what only a machine writes.

use super::{LONGEST, Secret, stands_for_one};
use crate::base::span::ByteSpan;

/// How tokens of well-known services begin, how many characters they have at least, and whose they are.
const TOKENS: &[(&str, usize, &str)] = &[
    ("AKIA", 20, "an access key of AWS"),
    ("ASIA", 20, "an access key of AWS"),
    ("AIza", 39, "a key of Google"),
    ("ghp_", 40, "a token of GitHub"),
    ("gho_", 40, "a token of GitHub"),
    ("ghu_", 40, "a token of GitHub"),
    ("ghs_", 40, "a token of GitHub"),
    ("ghr_", 40, "a token of GitHub"),
    ("github_pat_", 60, "a token of GitHub"),
    ("glpat-", 26, "a token of GitLab"),
    ("xoxb-", 24, "a token of Slack"),
    ("xoxp-", 24, "a token of Slack"),
    ("sk_live_", 24, "a key of Stripe"),
    ("rk_live_", 24, "a key of Stripe"),
    ("npm_", 40, "a token of npm"),
    ("pypi-", 60, "a token of PyPI"),
    ("dop_v1_", 71, "a token of DigitalOcean"),
    ("shpat_", 38, "a token of Shopify"),
];
/// A value without a known form is taken for a key when it has so many characters.
const RANDOM: usize = 24;

/// May this stand within a token? Then it ends none, so that no character is looked at twice.
pub(super) fn in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

pub(super) fn length(bytes: &[u8], more: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || more.contains(byte)).count()
}

pub(super) fn token(rest: &[u8]) -> Option<(usize, &'static str)> {
    // every word is asked, and nearly all differ from every token in their first two letters
    let two = rest.first_chunk::<2>()?;
    let (prefix, least, what) = TOKENS.iter().find(|(prefix, ..)| prefix.as_bytes().first_chunk() == Some(two) && rest.starts_with(prefix.as_bytes()))?;
    let length = length(rest, b"_-");
    let random = rest.get(prefix.len()..length)?;
    let upper = prefix.bytes().all(|byte| byte.is_ascii_uppercase());
    let fits = if upper { length == *least && !random.iter().any(u8::is_ascii_lowercase) } else { length >= *least };
    (fits && random.iter().any(u8::is_ascii_digit)).then_some((length, *what))
}

/// Three parts with points between them, the first and second an encoded `{"`.
pub(super) fn web_token(rest: &[u8]) -> Option<usize> {
    let length = length(rest, b"_-.");
    let parts: Vec<&[u8]> = rest.get(..length)?.splitn(4, |byte| *byte == b'.').collect();
    matches!(parts.as_slice(), [head, body, mark] if head.len() > 10 && body.starts_with(b"eyJ") && mark.len() > 10).then_some(length)
}

/// From its first line to its last, or to the end of the file when that is missing.
pub(super) fn private_key(rest: &[u8]) -> Option<usize> {
    let line = rest.get(..rest.len().min(64))?.split(|byte| *byte == b'\n').next()?;
    let has = |words: &[u8]| line.windows(words.len()).any(|part| part == words);
    (has(b"PRIVATE KEY-----") || has(b"PRIVATE KEY BLOCK-----")).then(|| {
        let end = rest.windows(9).position(|part| part == b"-----END ").unwrap_or(rest.len());
        let line = rest.get(end..).unwrap_or_default().iter().position(|byte| *byte == b'\n');
        line.map_or(rest.len(), |line| end + line)
    })
}

/// The password of `://user:password@host`, but for `$NAME`, `{name}`, `<name>` and stars, which stand for one.
pub(super) fn in_address(rest: &[u8]) -> Option<(usize, usize)> {
    let from = b"://".len();
    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"/?#\"'`<>()[],".contains(byte);
    let host = rest.get(from..)?.iter().take(LONGEST).take_while(|byte| !ends(byte)).count();
    let named = rest.get(from..from + host)?;
    let at = named.iter().rposition(|byte| *byte == b'@')?;
    let colon = named.get(..at)?.iter().position(|byte| *byte == b':')?;
    let password = named.get(colon + 1..at)?;
    (colon > 0 && !stands_for_one(password)).then_some((from + colon + 1, from + at))
}

/// Long values among the fields whose characters follow no language. A value that is long enough reaches from where it begins to the byte that is looked
/// at first, so most bytes of short words are never read.
pub(super) fn random(bytes: &[u8], fields: usize, found: &mut Vec<Secret>) {
    let fits = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'_' | b'=' | b'-');
    let fields = bytes.get(..fields).unwrap_or_default();
    let mut at = 0;
    while let Some(first) = fields.get(at..at + RANDOM) {
        if let Some(stop) = first.iter().rposition(|byte| !fits(byte)) {
            at += stop + 1;
            continue;
        }
        let rest = fields.get(at..).unwrap_or_default();
        let word = rest.get(..rest.iter().position(|byte| !fits(byte)).unwrap_or(rest.len())).unwrap_or_default();
        if is_random(word) {
            found.push(Secret { span: ByteSpan::new(at, at + word.len()), what: "what seems to be a key" });
        }
        at += word.len() + 1;
    }
}

/// Small letters, capitals and digits in turns, as a machine writes them: in words and ids most characters stand beside one of their own kind.
pub(super) fn is_random(word: &[u8]) -> bool {
    let kind = |byte: &u8| match byte {
        b'a'..=b'z' => 0,
        b'A'..=b'Z' => 1,
        b'0'..=b'9' => 2,
        _ => 3,
    };
    let kinds: Vec<usize> = word.iter().map(kind).filter(|kind| *kind < 3).collect();
    let turns = kinds.windows(2).filter(|pair| matches!(pair, [a, b] if a != b)).count();
    let signs = word.len() - kinds.len();
    let mut seen = [0u32; 256];
    word.iter().for_each(|byte| seen.iter_mut().skip(usize::from(*byte)).take(1).for_each(|count| *count += 1));
    let share = |count: &u32| f64::from(*count) / word.len() as f64;
    let bits: f64 = seen.iter().filter(|count| **count > 0).map(|count| -share(count) * share(count).log2()).sum();
    word.len() >= RANDOM && (0..3).all(|kind| kinds.contains(&kind)) && turns * 5 >= kinds.len() * 2 && signs * 6 <= word.len() && bits >= 3.8
}
