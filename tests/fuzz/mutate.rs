//! Bytes that nobody would write, from bytes that somebody did. Follows from its seed alone.

/// A small generator (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    /// A number under `limit`; 0 for a limit of 0.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % (limit.max(1) as u64)).unwrap()
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// A part of `length` bytes, mostly short.
    fn part(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        let most = if self.below(4) == 0 { length - start } else { (length - start).min(24) };
        start..start + self.below(most + 1)
    }
}

/// What syntax is made of, and characters that are easily mistaken.
const SIGNS: [&str; 64] = [
    "---\n",
    "\n---\n",
    "...\n",
    ": ",
    "- ",
    "? ",
    "# ",
    "&a ",
    "*a",
    "!!str ",
    "<<: *a",
    "|\n",
    ">-\n",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "''",
    "\\",
    "\t",
    "\r\n",
    "\r",
    "\n\n",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{200b}",
    "\u{2028}",
    "\u{85}",
    "\u{a0}",
    "é",
    "e\u{301}",
    "😀",
    "\u{e0041}",
    "%",
    "@",
    "`",
    "```\n",
    "~~~\n",
    "**",
    "_",
    "](",
    "![",
    "[^1]",
    "[a]: b\n",
    "<!-- ",
    " -->",
    "<b>",
    "</script>",
    "<![CDATA[",
    "&#x0;",
    "&amp;",
    "javascript:",
    "data:",
    "//",
    "mailto:a@b",
    "=== accounts/a/plan.md\n",
    ",",
    "\"\"",
    "-----BEGIN ",
    "://a:b@c",
    "quarterdeck: ignore[stale-review] -- x",
];
const NUMBERS: [&str; 20] = [
    "0",
    "-0",
    "017",
    "0x1F",
    "1e999",
    "-1",
    "9223372036854775807",
    "18446744073709551616",
    "0.1",
    ".5",
    "1_000",
    "NaN",
    ".inf",
    "2026-02-30",
    "2026-11-22",
    "0000-00-00",
    "9999-12-31",
    "FY2027-Q1",
    "FY9999-12",
    "79228162514264337593543950335",
];

/// Changes bytes in one to six places. Nothing grows over `most` bytes.
pub fn mutated(dice: &mut Dice, from: &[u8], other: &[u8], words: &[String], most: usize) -> Vec<u8> {
    let mut bytes = from.to_vec();
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len() + 1);
        match dice.below(12) {
            0 => drop(bytes.get_mut(at).map(|byte| *byte ^= 1 << (at % 8))),
            1 => drop(bytes.get_mut(at).map(|byte| *byte = (dice.next() & 0xFF) as u8)),
            2 | 3 => insert(&mut bytes, at, dice.pick(&SIGNS).as_bytes()),
            4 => insert(&mut bytes, at, dice.pick(words).as_bytes()),
            5 => insert(&mut bytes, at, dice.pick(&NUMBERS).as_bytes()),
            6 => drop(bytes.drain(dice.part(bytes.len()))),
            // a part twice, or so often that what is quadratic shows
            7 => {
                let part = bytes[dice.part(bytes.len())].to_vec();
                let times = if dice.below(8) == 0 { most / 4 / part.len().max(1) } else { 1 + dice.below(4) };
                insert(&mut bytes, at, &part.repeat(times.min(4000)));
            }
            8 => {
                let part = other[dice.part(other.len())].to_vec();
                insert(&mut bytes, at, &part);
            }
            9 => {
                let part = other[dice.part(other.len())].to_vec();
                let here = dice.part(bytes.len());
                bytes.splice(here, part);
            }
            // a value in the place of another
            10 => {
                let rest = &bytes[at..];
                let start = at + rest.iter().position(|byte| *byte == b':').map_or(0, |colon| colon + 1);
                let end = start + bytes[start..].iter().position(|byte| *byte == b'\n').unwrap_or(0);
                let value = if dice.below(2) == 0 { dice.pick(words).clone() } else { (*dice.pick(&NUMBERS)).to_owned() };
                bytes.splice(start..end, format!(" {value}").into_bytes());
            }
            _ => {
                let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
                let (a, b) = (dice.below(lines.len()), dice.below(lines.len()));
                if a < lines.len() && b < lines.len() {
                    lines.swap(a, b);
                }
                bytes = lines.concat();
            }
        }
        bytes.truncate(most);
    }
    bytes
}

fn insert(bytes: &mut Vec<u8>, at: usize, part: &[u8]) {
    bytes.splice(at..at, part.iter().copied());
}

/// A part of the bytes so often that there are `length` of them, between what stands before and behind it.
pub fn repeated(bytes: &[u8], part: std::ops::Range<usize>, length: usize) -> Vec<u8> {
    let inner = &bytes[part.clone()];
    [&bytes[..part.start], &inner.repeat(length / inner.len().max(1)), &bytes[part.end..]].concat()
}
