//! The head of a request, read strictly: what two readers could understand in two ways is refused, not repaired.

use crate::serve::response::Status;

/// A longer head is refused.
pub const MAX_HEAD: usize = 8 * 1024;
/// A head with more fields is refused.
const MAX_FIELDS: usize = 100;

/// A whole head. Field names are in any letter case.
#[derive(Debug, PartialEq, Eq)]
pub struct Head<'a> {
    pub method: &'a str,
    pub target: &'a str,
    /// HTTP/1.1, where a connection stays open unless somebody says otherwise.
    pub lasting: bool,
    fields: Vec<(&'a str, &'a [u8])>,
    /// Bytes up to the end of the empty line.
    pub length: usize,
}

/// What the bytes that have come so far are.
#[derive(Debug, PartialEq, Eq)]
pub enum Reading<'a> {
    /// Nothing is wrong with them yet, and there must be more.
    More,
    Whole(Head<'a>),
    Refused(Status),
}

impl<'a> Head<'a> {
    /// The values of a field, in order.
    pub fn values(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        self.fields.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }

    /// Has the client said that it wants nothing more?
    pub fn closes(&self) -> bool {
        !self.lasting || self.values("connection").any(|value| value.to_ascii_lowercase().windows(5).any(|word| word == b"close"))
    }

    /// No request has a body here, and what is unclear about one is how requests are smuggled.
    fn body(&self) -> Option<Status> {
        if self.values("transfer-encoding").next().is_some() {
            return Some(Status::BAD);
        }
        let mut lengths = self.values("content-length");
        match (lengths.next(), lengths.next()) {
            (None, _) => None,
            (Some(length), None) if !length.is_empty() && length.iter().all(u8::is_ascii_digit) => {
                length.iter().any(|digit| *digit != b'0').then_some(Status::TOO_LARGE)
            }
            _ => Some(Status::BAD),
        }
    }
}

/// Reads a head from the bytes of a connection; what follows it is not looked at.
pub fn read(bytes: &[u8]) -> Reading<'_> {
    let bytes = bytes.get(..MAX_HEAD).unwrap_or(bytes);
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4);
    let so_far = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or(bytes);
    if let Some(status) = odd(so_far) {
        return Reading::Refused(status);
    }
    match end {
        Some(end) => whole(so_far, end),
        None if bytes.len() >= MAX_HEAD => Reading::Refused(Status::HEAD_TOO_LARGE),
        None => Reading::More,
    }
}

/// What is wrong whatever comes after it.
fn odd(bytes: &[u8]) -> Option<Status> {
    if bytes.first().is_some_and(|first| !first.is_ascii_alphabetic()) {
        return Some(Status::BAD);
    }
    for (at, byte) in bytes.iter().enumerate() {
        let next = bytes.get(at + 1);
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        let alone = match byte {
            0 => true,
            b'\n' => before != Some(&b'\r'),
            b'\r' => next.is_some_and(|next| *next != b'\n'),
            _ => false,
        };
        if alone {
            return Some(Status::BAD);
        }
    }
    let line = bytes.windows(2).position(|two| two == b"\r\n").and_then(|end| bytes.get(..end))?;
    let words: Vec<&[u8]> = line.split(|byte| *byte == b' ').collect();
    match words.as_slice() {
        [_, _, b"HTTP/1.1" | b"HTTP/1.0"] => None,
        [_, _, version] if version.starts_with(b"HTTP/") => Some(Status::VERSION),
        _ => Some(Status::BAD),
    }
}

fn whole(bytes: &[u8], end: usize) -> Reading<'_> {
    let mut fields = [httparse::EMPTY_HEADER; MAX_FIELDS];
    let mut request = httparse::Request::new(&mut fields);
    match request.parse(bytes) {
        Ok(httparse::Status::Complete(length)) if length == end => {}
        Err(httparse::Error::TooManyHeaders) => return Reading::Refused(Status::HEAD_TOO_LARGE),
        _ => return Reading::Refused(Status::BAD),
    }
    let (Some(method), Some(target)) = (request.method, request.path) else { return Reading::Refused(Status::BAD) };
    let fields = request.headers.iter().map(|field| (field.name, field.value)).collect();
    let head = Head { method, target, lasting: request.version == Some(1), fields, length: end };
    if head.values("expect").next().is_some() {
        return Reading::Refused(Status::EXPECTATION);
    }
    match head.body() {
        Some(status) => Reading::Refused(status),
        None => Reading::Whole(head),
    }
}
