//! One value of a data file, as CSV and as JSON. Knows typed values, no plan.

use rust_decimal::Decimal;

use crate::audience::view::PlaceView;
use crate::base::amount::Amount;
use crate::base::date::Date;

/// A typed value: only what is a number here becomes a number there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    Nothing,
    Text(&'a str),
    Number(Decimal),
    Whole(i64),
    Day(Date),
    Flag(bool),
}

impl<'a> Cell<'a> {
    /// Text that may be absent.
    pub fn text(text: Option<&'a str>) -> Cell<'a> {
        text.filter(|text| !text.is_empty()).map_or(Cell::Nothing, Cell::Text)
    }

    /// The same for owned text.
    pub fn string(text: &'a Option<String>) -> Cell<'a> {
        Cell::text(text.as_deref())
    }

    /// An amount.
    pub fn amount(amount: Amount) -> Cell<'a> {
        Cell::Number(amount.0)
    }

    /// An amount that may be absent.
    pub fn some_amount(amount: Option<Amount>) -> Cell<'a> {
        amount.map_or(Cell::Nothing, Cell::amount)
    }

    /// A number that may be absent.
    pub fn number(number: Option<Decimal>) -> Cell<'a> {
        number.map_or(Cell::Nothing, Cell::Number)
    }

    /// A whole number that may be absent.
    pub fn whole(number: Option<i64>) -> Cell<'a> {
        number.map_or(Cell::Nothing, Cell::Whole)
    }

    /// A count.
    pub fn count(count: usize) -> Cell<'a> {
        Cell::Whole(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// A day that may be absent.
    pub fn day(day: Option<Date>) -> Cell<'a> {
        day.map_or(Cell::Nothing, Cell::Day)
    }

    /// File and line of a place.
    pub fn place(place: &'a PlaceView) -> [Cell<'a>; 2] {
        [Cell::Text(&place.path), if place.line == 0 { Cell::Nothing } else { Cell::Whole(i64::from(place.line)) }]
    }

    /// Appends the value as a CSV field (RFC 4180). Text that a spreadsheet would run gets an apostrophe in front.
    pub fn csv(self, out: &mut Vec<u8>) {
        match self {
            Cell::Nothing => {}
            Cell::Text(text) => field(out, text, is_formula(text)),
            Cell::Number(number) => out.extend_from_slice(plain(number).as_bytes()),
            Cell::Whole(number) => out.extend_from_slice(number.to_string().as_bytes()),
            Cell::Day(day) => out.extend_from_slice(day.to_string().as_bytes()),
            Cell::Flag(flag) => out.extend_from_slice(if flag { b"true" } else { b"false" }),
        }
    }

    /// Appends the value as JSON.
    pub fn json(self, out: &mut Vec<u8>) {
        match self {
            Cell::Nothing => out.extend_from_slice(b"null"),
            Cell::Text(text) => string(out, text),
            Cell::Number(number) => out.extend_from_slice(plain(number).as_bytes()),
            Cell::Whole(number) => out.extend_from_slice(number.to_string().as_bytes()),
            Cell::Day(day) => string(out, &day.to_string()),
            Cell::Flag(flag) => out.extend_from_slice(if flag { b"true" } else { b"false" }),
        }
    }
}

/// A number as both formats write it: exact, without needless zeros.
fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// A JSON string.
pub fn string(out: &mut Vec<u8>, text: &str) {
    if serde_json::to_writer(&mut *out, text).is_err() {
        out.extend_from_slice(b"null");
    }
}

fn field(out: &mut Vec<u8>, text: &str, guard: bool) {
    let quoted = text.contains([',', '"', '\r', '\n', ';', '\t']) || text.starts_with(' ') || text.ends_with(' ');
    if quoted {
        out.push(b'"');
    }
    if guard {
        out.push(b'\'');
    }
    for byte in text.bytes() {
        match byte {
            0 => continue,
            b'"' => out.push(b'"'),
            _ => {}
        }
        out.push(byte);
    }
    if quoted {
        out.push(b'"');
    }
}

/// Would a spreadsheet run this text? Asked after the blanks and apostrophes in front, so that [`unguarded`] can tell what was added.
fn is_formula(text: &str) -> bool {
    for c in text.trim_start_matches('\'').chars() {
        match c {
            '\t' | '\r' | '\n' => return true,
            c if c.is_whitespace() || c.is_control() || is_invisible(c) => {}
            c => return is_trigger(c),
        }
    }
    false
}

/// Takes away what the export put in front, for reading a file back.
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

/// Characters that show nothing and that spreadsheets skip.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// `= + - @ | %` and every character whose compatibility form (NFKC) begins with one of them; the minus sign too.
fn is_trigger(c: char) -> bool {
    matches!(
        c,
        '=' | '+'
            | '-'
            | '@'
            | '|'
            | '%'
            | '⁺'
            | '⁼'
            | '₊'
            | '₌'
            | '⁻'
            | '₋'
            | '−'
            | '⩵'
            | '⩶'
            | '﹢'
            | '﹣'
            | '﹦'
            | '﹪'
            | '﹫'
            | '＝'
            | '＋'
            | '－'
            | '＠'
            | '｜'
            | '％'
            | '﬩'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(cell: Cell<'_>) -> String {
        let mut out = Vec::new();
        cell.csv(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn text_is_never_a_formula_and_numbers_are_never_text() {
        let check = |text: &str, expected: &str| {
            assert_eq!(csv(Cell::Text(text)), expected, "{text:?}");
            let field = expected.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).map_or(expected.to_owned(), |inside| inside.replace("\"\"", "\""));
            assert_eq!(unguarded(&field), text, "{text:?} read back");
        };
        check("plain", "plain");
        check("=1+1", "'=1+1");
        check("=  cmd|' /C calc'!A0", "'=  cmd|' /C calc'!A0");
        check("+1", "'+1");
        check("-1", "'-1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("|x", "'|x");
        check("%x", "'%x");
        check(" =x", "\"' =x\"");
        check("\t=x", "\"'\t=x\"");
        check("\rx", "\"'\rx\"");
        check("\nx", "\"'\nx\"");
        check("\u{feff}=x", "'\u{feff}=x");
        check("＝1", "'＝1");
        check("﹢1", "'﹢1");
        check("'=1", "''=1");
        check("'s-Hertogenbosch", "'s-Hertogenbosch");
        check("Müller, \"K\"", "\"Müller, \"\"K\"\"\"");
        check("a=b", "a=b");
        assert_eq!(csv(Cell::Whole(-5)), "-5");
        assert_eq!(csv(Cell::Number(Decimal::new(-1250, 2))), "-12.5");
        assert_eq!(csv(Cell::Nothing), "");
    }

    #[test]
    fn json_is_exact() {
        let check = |cell: Cell<'_>, expected: &str| {
            let mut out = Vec::new();
            cell.json(&mut out);
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        };
        check(Cell::Text("=\"\n"), "\"=\\\"\\n\"");
        check(Cell::Number(Decimal::new(1234567890123456789, 2)), "12345678901234567.89");
        check(Cell::Number(Decimal::new(650_000_000, 2)), "6500000");
        check(Cell::Flag(true), "true");
        check(Cell::Nothing, "null");
    }
}
