//! Many small values as one run of bytes: for what is kept of ten thousand plans and read of few. Whoever packs and whoever unpacks agree on the order.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::path::SourcePath;

/// Writes values one behind the other.
#[derive(Debug, Default)]
pub struct Packer {
    bytes: Vec<u8>,
    paths: Vec<SourcePath>,
}

/// The values, in two allocations of their own size.
#[derive(Clone, Debug, Default)]
pub struct Packed {
    bytes: Box<[u8]>,
    /// Paths repeat, so each is kept once.
    paths: Box<[SourcePath]>,
}

/// Bytes that others are like, such as the same part of a longer plan: what they have in common with it is not kept twice.
pub type Like = Arc<[u8]>;

/// Bytes that are kept long and read seldom, in less room.
#[derive(Clone)]
pub struct Squeezed {
    small: Box<[u8]>,
    /// How many bytes they are when whole.
    whole: usize,
    like: Like,
}

impl Squeezed {
    /// Bytes and what they are like.
    pub fn new(bytes: &[u8], like: &Like) -> Self {
        Squeezed { small: lz4_flex::block::compress_with_dict(bytes, like).as_slice().into(), whole: bytes.len(), like: like.clone() }
    }

    /// The bytes as they were.
    pub fn open(&self) -> Vec<u8> {
        // squeezed by us, so that they open
        lz4_flex::block::decompress_with_dict(&self.small, self.whole, &self.like).unwrap_or_default()
    }
}

/// The same for values that are kept long and read seldom: squeezed, they take a third of the room, and are made whole again by whoever reads them.
#[derive(Clone)]
pub struct Stowed {
    bytes: Bytes,
    /// Paths repeat, so each is kept once.
    paths: Box<[SourcePath]>,
}

#[derive(Clone)]
enum Bytes {
    Whole(Box<[u8]>),
    Squeezed(Squeezed),
}

/// The values, in whatever room they are kept.
impl fmt::Debug for Stowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.open(), f)
    }
}

impl Default for Stowed {
    fn default() -> Self {
        Packed::default().into()
    }
}

/// The values of a [`Stowed`], whole.
#[derive(Debug)]
pub struct Opened<'a> {
    bytes: Cow<'a, [u8]>,
    paths: &'a [SourcePath],
}

/// Fewer bytes are not worth squeezing.
const FEW: usize = 64;

/// Reads the values in the order in which they were written. Behind the last one everything is zero and empty.
#[derive(Clone, Debug)]
pub struct Unpacker<'a> {
    rest: &'a [u8],
    paths: &'a [SourcePath],
}

impl Packer {
    /// Nothing yet.
    pub fn new() -> Self {
        // most of what is packed is shorter, so that nothing moves on the way
        Packer { bytes: Vec::with_capacity(2048), paths: Vec::new() }
    }

    /// A number, in as many bytes as it needs.
    pub fn number(&mut self, number: u64) {
        let mut rest = number;
        while rest >= 0x80 {
            self.bytes.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.bytes.push(rest as u8);
    }

    /// A length or position.
    pub fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    pub fn text(&mut self, text: &str) {
        self.run(text.as_bytes());
    }

    /// Values that a reader can pass over in one step; no paths are among them.
    pub fn part(&mut self, fill: impl FnOnce(&mut Packer)) {
        let mut part = Packer::default();
        fill(&mut part);
        self.run(&part.bytes);
    }

    fn run(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.bytes.extend_from_slice(bytes);
    }

    /// A decimal with its scale and sign, so that it prints as before.
    pub fn decimal(&mut self, value: Decimal) {
        let [_, _, scale, sign, mantissa @ ..] = value.serialize();
        let length = mantissa.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        // a scale is at most 28, a sign is the highest bit
        self.bytes.extend_from_slice(&[scale | sign, length as u8]);
        self.bytes.extend(mantissa.iter().take(length));
    }

    /// A path; one that was packed before takes a number.
    pub fn path(&mut self, path: &SourcePath) {
        let known = self.paths.iter().position(|it| it == path);
        let at = known.unwrap_or_else(|| {
            self.paths.push(path.clone());
            self.paths.len() - 1
        });
        self.count(at);
    }

    /// What was packed, in no more room than it needs.
    pub fn finish(self) -> Packed {
        Packed { bytes: Box::from(self.bytes.as_slice()), paths: Box::from(self.paths.as_slice()) }
    }
}

impl Packed {
    /// Reads from the beginning, in the order of packing. Beyond the end there are zeros and empty texts.
    pub fn read(&self) -> Unpacker<'_> {
        Unpacker { rest: &self.bytes, paths: &self.paths }
    }
}

impl From<Packed> for Stowed {
    fn from(packed: Packed) -> Self {
        Stowed { bytes: Bytes::Whole(packed.bytes), paths: packed.paths }
    }
}

impl Stowed {
    /// Takes less room from now on, the less the more it is like the other.
    pub fn squeeze(&mut self, like: &Like) {
        let Bytes::Whole(bytes) = &self.bytes else { return };
        let squeezed = (bytes.len() >= FEW).then(|| Squeezed::new(bytes, like));
        if let Some(squeezed) = squeezed.filter(|squeezed| squeezed.small.len() < bytes.len()) {
            self.bytes = Bytes::Squeezed(squeezed);
        }
    }

    /// What the same values of others may be like: these, or once they are squeezed what these are like themselves.
    pub fn like(&self) -> Like {
        match &self.bytes {
            Bytes::Whole(bytes) => Like::from(&**bytes),
            Bytes::Squeezed(squeezed) => squeezed.like.clone(),
        }
    }

    /// The values as they were packed.
    pub fn open(&self) -> Opened<'_> {
        let bytes = match &self.bytes {
            Bytes::Whole(bytes) => Cow::Borrowed(&**bytes),
            Bytes::Squeezed(squeezed) => Cow::Owned(squeezed.open()),
        };
        Opened { bytes, paths: &self.paths }
    }
}

impl Opened<'_> {
    /// Reads from the beginning, as [`Packed::read`] does.
    pub fn read(&self) -> Unpacker<'_> {
        Unpacker { rest: &self.bytes, paths: self.paths }
    }
}

impl<'a> Unpacker<'a> {
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.rest.split_first() else { return 0 };
        self.rest = rest;
        *first
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, &[]));
        self.rest = rest;
        taken
    }

    pub fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                break;
            }
        }
        number
    }

    pub fn count(&mut self) -> usize {
        usize::try_from(self.number()).unwrap_or(usize::MAX)
    }

    pub fn text(&mut self) -> &'a str {
        std::str::from_utf8(self.run()).unwrap_or("")
    }

    /// Is the text that comes next this one? Passes over it.
    pub fn is_text(&mut self, text: &str) -> bool {
        self.run() == text.as_bytes()
    }

    /// The values of a part, for a reader of their own.
    pub fn part(&mut self) -> Unpacker<'a> {
        Unpacker { rest: self.run(), paths: &[] }
    }

    /// Is everything read?
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    fn run(&mut self) -> &'a [u8] {
        let length = self.count();
        self.take(length)
    }

    pub fn decimal(&mut self) -> Decimal {
        let (head, length) = (self.byte(), self.byte());
        let mantissa = self.take(length.into());
        let mut whole = [0; 16];
        let parts = [0, 0, head & 0x1F, head & 0x80].into_iter().chain(mantissa.iter().copied());
        whole.iter_mut().zip(parts).for_each(|(place, byte)| *place = byte);
        Decimal::deserialize(whole)
    }

    /// `None` only behind the last value.
    pub fn path(&mut self) -> Option<&'a SourcePath> {
        let at = self.count();
        self.paths.get(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_was_written() {
        let numbers = [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX];
        let decimals =
            ["0", "1", "-0.50", "1.10", "0.6666666666666666666666666667", "79228162514264337593543950335", "-79228162514264337593543950335", "100.0"];
        let paths = ["accounts/a/plan.md", "accounts/a/reviews/1.md", "accounts/a/plan.md"].map(|path| SourcePath::new(path).unwrap());
        let mut packer = Packer::new();
        numbers.iter().for_each(|number| packer.number(*number));
        decimals.iter().for_each(|text| packer.decimal(text.parse().unwrap()));
        paths.iter().for_each(|path| packer.path(path));
        packer.text("Ünïcode");
        packer.text("");
        packer.part(|part| part.text("in a part"));
        packer.part(|_| {});
        let packed = packer.finish();
        assert_eq!(packed.paths.len(), 2);
        let mut reader = packed.read();
        assert_eq!(numbers.map(|_| reader.number()), numbers);
        assert_eq!(decimals.map(|_| reader.decimal().to_string()), decimals);
        assert_eq!([(); 3].map(|()| reader.path().unwrap()), [&paths[0], &paths[1], &paths[2]]);
        assert!(reader.clone().is_text("Ünïcode") && !reader.clone().is_text("Ünïcod"));
        assert_eq!((reader.text(), reader.text()), ("Ünïcode", ""));
        assert!(reader.part().is_text("in a part") && !reader.is_empty());
        assert!(reader.part().is_empty() && reader.is_empty());
        assert_eq!((reader.number(), reader.text(), reader.decimal(), reader.path()), (0, "", Decimal::ZERO, Some(&paths[0])));
    }

    #[test]
    fn what_is_squeezed_reads_as_before() {
        let check = |text: &str, is_smaller: bool| {
            let path = SourcePath::new("accounts/a/plan.md").unwrap();
            let mut packer = Packer::new();
            packer.text(text);
            packer.path(&path);
            let stowed = Stowed::from(packer.finish());
            let mut other = Packer::new();
            other.text(&format!("Unlike it, and then: {text}"));
            let room = |like: &[u8]| {
                let mut stowed = stowed.clone();
                for _ in 0..3 {
                    let opened = stowed.open();
                    let mut reader = opened.read();
                    assert_eq!((reader.text(), reader.path()), (text, Some(&path)));
                    drop(opened);
                    let before = format!("{stowed:?}");
                    stowed.squeeze(&like.into());
                    assert_eq!(format!("{stowed:?}"), before);
                }
                match &stowed.bytes {
                    Bytes::Whole(bytes) => bytes.len(),
                    Bytes::Squeezed(squeezed) => {
                        // the next one finds the same to be like
                        assert_eq!(&*stowed.like(), like);
                        squeezed.small.len()
                    }
                }
            };
            let whole = stowed.like().len();
            assert_eq!(room(b"") < whole, is_smaller, "{text}");
            let beside = [b"".as_slice(), b"a", b"abcd", &other.finish().bytes, &stowed.like()].map(room);
            assert!(whole < FEW || beside.iter().skip(3).all(|room| *room < 40), "{beside:?} of {whole}: {text}");
        };
        check("", false);
        check("short", false);
        check(&"2 of 3 actions are done. ".repeat(20), true);
        check(&(0..400).map(|n| char::from_u32(0x4E00 + n * 37).unwrap()).collect::<String>(), false);
    }
}
