//! Passwords, keys and tokens in a text: found by their form, and taken out before anybody reads it. Knows no fields of plans.

use std::borrow::Cow;

use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::diagnostic::Diagnostic;
use crate::parse::codes::SECRET_FOUND;

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
/// And so many at most, as has the part of an address before its path: whoever repeats a key on one line costs no more than that each time.
const LONGEST: usize = 512;
/// A value without a known form is taken for a key when it has so many characters.
const RANDOM: usize = 24;
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
    let fields = fields(path.as_str(), bytes);
    let mut found = by_form(bytes, fields);
    random(bytes, fields, &mut found);
    found.sort_by_key(|secret| (secret.span.start, std::cmp::Reverse(secret.span.end)));
    let mut end = 0;
    found.retain(|secret| {
        let apart = secret.span.start >= end;
        end = end.max(secret.span.end);
        apart
    });
    found
}

/// Where the fields of a file end; its text lies behind.
fn fields(path: &str, bytes: &[u8]) -> usize {
    if path.ends_with(".csv") {
        return 0;
    }
    if !path.ends_with(".md") {
        return bytes.len();
    }
    let fence = |line: &[u8]| line.trim_ascii_end() == b"---";
    let mut at = 0;
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        match (index, fence(line)) {
            (0, false) => return 0,
            (1.., true) => return at,
            _ => at += line.len() + 1,
        }
    }
    // a fence that is never closed: everything may be fields
    bytes.len()
}

fn by_form(bytes: &[u8], fields: usize) -> Vec<Secret> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let rest = || bytes.get(at..).unwrap_or_default();
        let secret = match byte {
            b'-' if rest().starts_with(b"-----BEGIN ") => private_key(rest()).map(|length| (at, at + length, "a private key")),
            b':' if rest().starts_with(b"://") => in_address(rest()).map(|(from, to)| (at + from, at + to, "the password of an address")),
            b':' | b'=' => under_key(bytes, at, at < fields).map(|(from, to)| (from, to, "what seems to be a password or a key")),
            b'e' if begins(bytes, at) && rest().starts_with(b"eyJ") => web_token(rest()).map(|length| (at, at + length, "a web token")),
            b'A' | b'g' | b'x' | b's' | b'r' | b'n' | b'p' | b'd' if begins(bytes, at) => token(rest()).map(|(length, what)| (at, at + length, what)),
            _ => None,
        };
        at += 1;
        if let Some((from, to, what)) = secret {
            found.push(Secret { span: ByteSpan::new(from, to), what });
            at = to.max(at);
        }
    }
    found
}

/// Does a word begin here? What may stand within a token ends none, so that no character is looked at twice.
fn begins(bytes: &[u8], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| bytes.get(before)).is_none_or(|before| !before.is_ascii_alphanumeric() && !b"_-.".contains(before))
}

fn length(bytes: &[u8], more: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || more.contains(byte)).count()
}

fn token(rest: &[u8]) -> Option<(usize, &'static str)> {
    let (prefix, least, what) = TOKENS.iter().find(|(prefix, ..)| rest.starts_with(prefix.as_bytes()))?;
    let length = length(rest, b"_-");
    let random = rest.get(prefix.len()..length)?;
    let upper = prefix.bytes().all(|byte| byte.is_ascii_uppercase());
    let fits = if upper { length == *least && !random.iter().any(u8::is_ascii_lowercase) } else { length >= *least };
    (fits && random.iter().any(u8::is_ascii_digit)).then_some((length, *what))
}

/// Three parts with points between them, the first and second an encoded `{"`.
fn web_token(rest: &[u8]) -> Option<usize> {
    let length = length(rest, b"_-.");
    let parts: Vec<&[u8]> = rest.get(..length)?.splitn(4, |byte| *byte == b'.').collect();
    matches!(parts.as_slice(), [head, body, mark] if head.len() > 10 && body.starts_with(b"eyJ") && mark.len() > 10).then_some(length)
}

/// From its first line to its last, or to the end of the file when that is missing.
fn private_key(rest: &[u8]) -> Option<usize> {
    let line = rest.get(..rest.len().min(64))?.split(|byte| *byte == b'\n').next()?;
    let has = |words: &[u8]| line.windows(words.len()).any(|part| part == words);
    (has(b"PRIVATE KEY-----") || has(b"PRIVATE KEY BLOCK-----")).then(|| {
        let end = rest.windows(9).position(|part| part == b"-----END ").unwrap_or(rest.len());
        let line = rest.get(end..).unwrap_or_default().iter().position(|byte| *byte == b'\n');
        line.map_or(rest.len(), |line| end + line)
    })
}

/// The password of `://user:password@host`, but for `$NAME`, `{name}`, `<name>` and stars, which stand for one.
fn in_address(rest: &[u8]) -> Option<(usize, usize)> {
    let from = b"://".len();
    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"/?#\"'`<>()[],".contains(byte);
    let host = rest.get(from..)?.iter().take(LONGEST).take_while(|byte| !ends(byte)).count();
    let named = rest.get(from..from + host)?;
    let at = named.iter().rposition(|byte| *byte == b'@')?;
    let colon = named.get(..at)?.iter().position(|byte| *byte == b':')?;
    let password = named.get(colon + 1..at)?;
    (colon > 0 && !stands_for_one(password)).then_some((from + colon + 1, from + at))
}

/// A name in the place of a secret, or what was masked already.
fn stands_for_one(value: &[u8]) -> bool {
    let Some(first) = value.first() else { return true };
    b"${}<>[]*%&!@#=|".contains(first) || value.iter().all(|byte| byte == first)
}

/// The value behind `password:` or `password=`, whose `:` or `=` stands at `at`: one word that ends its line or its item. Outside of fields it has
/// a digit or a sign besides letters.
fn under_key(bytes: &[u8], at: usize, field: bool) -> Option<(usize, usize)> {
    let before = bytes.get(at.saturating_sub(80)..at)?;
    let before = before.strip_suffix(b"\"").or_else(|| before.strip_suffix(b"'")).unwrap_or(before).trim_ascii_end();
    // in a narrative the key or the value may be emphasised, as in `**Password:** …`
    let emphasis = |byte: &&u8| !field && b"*_`".contains(byte);
    let before = before.get(..before.len() - before.iter().rev().take_while(emphasis).count())?;
    let key = before.len() - before.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(byte)).count();
    let word = before.get(key..)?;
    // nearly every colon stands behind another word
    if !matches!(word.last(), Some(b'd' | b'D' | b'e' | b'E' | b'n' | b'N' | b't' | b'T' | b'y' | b'Y')) {
        return None;
    }
    let plain: String = word.iter().filter(|byte| byte.is_ascii_alphanumeric()).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    if !KEYS.iter().any(|end| plain.ends_with(end)) {
        return None;
    }
    let line = before.get(..key)?;
    let query = matches!(line.last(), Some(b'?' | b'&'));
    let flow = line.rsplit(|byte| *byte == b'\n').next().is_some_and(|line| line.contains(&b'{'));
    let rest = bytes.get(at + 1..bytes.len().min(at + 1 + LONGEST))?;
    let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t') || emphasis(byte)).count();
    let value = rest.get(blanks..)?;
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
    let hint = HINTS.iter().any(|hint| hint.as_bytes().eq_ignore_ascii_case(secret));
    let pointer = secret.windows(3).any(|part| part == b"://") || (secret.contains(&b'/') && !is_random(secret));
    let plain_word = secret.iter().all(u8::is_ascii_alphabetic) || secret.iter().all(u8::is_ascii_digit);
    if !item || hint || pointer || stands_for_one(secret) || secret.len() < SHORTEST || (plain_word && !field) {
        return None;
    }
    let from = at + 1 + blanks + opened;
    Some((from, from + secret.len()))
}

/// Long values among the fields whose characters follow no language.
fn random(bytes: &[u8], fields: usize, found: &mut Vec<Secret>) {
    let fits = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/_=-".contains(byte);
    let mut at = 0;
    for word in bytes.get(..fields).unwrap_or_default().split(|byte| !fits(byte)) {
        if word.len() >= RANDOM && is_random(word) {
            found.push(Secret { span: ByteSpan::new(at, at + word.len()), what: "what seems to be a key" });
        }
        at += word.len() + 1;
    }
}

/// Small letters, capitals and digits in turns, as a machine writes them: in words and ids most characters stand beside one of their own kind.
fn is_random(word: &[u8]) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, text: &str) -> Vec<(String, &'static str)> {
        let path = SourcePath::new(name).unwrap();
        find(&path, text.as_bytes()).into_iter().map(|it| (it.span.slice(text).to_owned(), it.what)).collect()
    }

    #[track_caller]
    fn one(text: &str, secret: &str, what: &str) {
        assert_eq!(found("plan.md", text), [(secret.to_owned(), what)].map(|(text, what)| (text, what)), "{text}");
    }

    #[track_caller]
    fn none(name: &str, texts: &[&str]) {
        for text in texts {
            assert_eq!(found(name, text), [], "{text}");
        }
    }

    #[test]
    fn knows_tokens_by_their_beginnings() {
        // put together here, so that no scanner takes this file for one that leaks
        let aws = ["AKIA", "Q3EGRZ7MNKXPT2WB"].concat();
        one(&format!("the key is {aws}, mind it"), &aws, "an access key of AWS");
        let github = ["ghp", "_", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"].concat();
        one(&format!("token={github}"), &github, "a token of GitHub");
        let gitlab = ["glpat", "-", "a1B2c3D4e5F6g7H8i9J0"].concat();
        one(&gitlab, &gitlab, "a token of GitLab");
        let web = ["eyJ", "hbGciOiJIUzI1NiJ9.eyJ", "zdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"].concat();
        one(&web, &web, "a web token");
        none("plan.md", &["AKIA", "AKIAN MEDICAL CENTER", "ghp_short", "xoxb-standardise-all-three-campuses", "npm_install", "a MAKIAQ3EGRZ7MNKXPT2WB"]);
    }

    #[test]
    fn knows_keys_and_passwords_in_addresses() {
        let key = ["-----BEGIN RSA PRIVATE", " KEY-----\nMIIB\n-----END RSA PRIVATE", " KEY-----"].concat();
        one(&format!("see\n{key}\nand more"), &key, "a private key");
        one("at https://maya:s3cret@crm.example.com/x", "s3cret", "the password of an address");
        none(
            "plan.md",
            &["-----BEGIN CERTIFICATE-----", "https://example.com/a:b@c", "https://maya@example.com", "https://maya:$PASSWORD@example.com", "https://:x@y"],
        );
    }

    #[test]
    fn knows_values_under_the_keys_of_passwords() {
        let what = "what seems to be a password or a key";
        one("---\ncustom: {crm_password: hunter-blue, user: maya}\n---\n", "hunter-blue", what);
        one("---\ncustom:\n  API-Key: \"swordfish\" # of the portal\n---\n", "swordfish", what);
        one("---\n# password=swordfish\n---\n", "swordfish", what);
        one("The portal:\n\n    password: hunter2!\n", "hunter2!", what);
        one("See https://example.com/?access_token=a1b2c3d4&page=2.", "a1b2c3d4", what);
        one("(client secret, clientSecret=abc-123-def)", "abc-123-def", what);
        one("- **Password:** hunter2!", "hunter2!", what);
        one("- **Password**: hunter2!", "hunter2!", what);
        one("_Portal password_: `hunter2!`", "hunter2!", what);
        one("Password: **hunter2!**\nand more", "hunter2!", what);
        none(
            "plan.md",
            &[
                "---\ncustom: {crm_password: in the vault of the region}\n---\n",
                "---\ncustom: {crm_password: 1Password, wifi_password: $WIFI, api_key: <ask Maya>}\n---\n",
                "---\ncustom: {password: https://vault.example.com/42, api_key: vault/region/crm}\n---\n",
                "**Password:** required for every visit.\n**Password:** *****\n**Password:** **\nPassword: *in 2 vaults*",
                "The password: required for every visit.\nA password: swordfish\nNo password:\nPassword: xxxxxxxx",
                "---\npassword_policy: twelve-characters\nstandard: password-less\n---\n",
            ],
        );
    }

    #[test]
    fn knows_what_a_machine_wrote_among_the_fields() {
        let key = ["vG7pX2mQ9t", "Lr4Zc8Wb1Ny6Kd3Hs5"].concat();
        one(&format!("---\ncustom: {{portal: {key}}}\n---\n"), &key, "what seems to be a key");
        none(
            "plan.md",
            &[key.as_str(), "---\nid: Standardise-Surgical-Supply-2026-Q3-Northwind\n---\n", "---\nsha: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b\n---\n"],
        );
        none("data/revenue.csv", &[key.as_str()]);
        none("people.yaml", &["uuid: 6F9619FF-8B86-D011-B42D-00CF4FC964FF\nfile: Q3-2026/Northeast/Northwind_Health_Group_Final_V2b\n"]);
    }

    #[test]
    fn leaves_everything_where_it_was() {
        let path = SourcePath::new("plan.md").unwrap();
        let text = "password: grün-weiß-1\r\nhttps://a:b-c@d\n";
        let (masked, findings) = taken_out(&path, text.as_bytes());
        assert_eq!((std::str::from_utf8(&masked).unwrap(), findings.len()), ("password: xxxxxxxxxxxxx\r\nhttps://a:xxx@d\n", 2));
        assert_eq!(taken_out(&path, &masked).1, [], "what is masked is no secret any more");
        assert!(matches!(taken_out(&path, b"nothing here"), (Cow::Borrowed(_), findings) if findings.is_empty()));
    }
}
