//! What a plain scalar means by the core schema of YAML 1.2. Dates, `yes`, `no` and `on` are text. Knows no parser.

use crate::parse::node::Kind;

/// The kind of a scalar written without quotes.
pub fn kind(text: &str) -> Kind {
    match text.as_bytes() {
        [] | b"~" | b"null" | b"Null" | b"NULL" => Kind::Null,
        b"true" | b"True" | b"TRUE" | b"false" | b"False" | b"FALSE" => Kind::Bool,
        [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => number(text.as_bytes()),
        _ => Kind::Text,
    }
}

fn number(bytes: &[u8]) -> Kind {
    match bytes {
        [b'0', b'o', digits @ ..] => return if all(digits, |b| (b'0'..=b'7').contains(&b)) { Kind::Int } else { Kind::Text },
        [b'0', b'x', digits @ ..] => return if all(digits, |b| b.is_ascii_hexdigit()) { Kind::Int } else { Kind::Text },
        b".nan" | b".NaN" | b".NAN" => return Kind::Float,
        _ => {}
    }
    let rest = match bytes {
        [b'+' | b'-', rest @ ..] => rest,
        rest => rest,
    };
    if matches!(rest, b".inf" | b".Inf" | b".INF") {
        return Kind::Float;
    }
    if all(rest, |b| b.is_ascii_digit()) { Kind::Int } else { float(rest) }
}

fn all(bytes: &[u8], test: impl Fn(u8) -> bool) -> bool {
    !bytes.is_empty() && bytes.iter().all(|b| test(*b))
}

/// `(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
fn float(bytes: &[u8]) -> Kind {
    let digits = |from: &mut std::iter::Peekable<std::slice::Iter<u8>>| {
        let mut count = 0;
        while from.next_if(|b| b.is_ascii_digit()).is_some() {
            count += 1;
        }
        count
    };
    let mut rest = bytes.iter().peekable();
    let whole = digits(&mut rest);
    let fraction = if rest.next_if(|b| **b == b'.').is_some() { digits(&mut rest) } else { 0 };
    if whole + fraction == 0 {
        return Kind::Text;
    }
    if rest.next_if(|b| matches!(b, b'e' | b'E')).is_some() {
        rest.next_if(|b| matches!(b, b'+' | b'-'));
        if digits(&mut rest) == 0 {
            return Kind::Text;
        }
    }
    if rest.next().is_none() { Kind::Float } else { Kind::Text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn core_schema() {
        let check = |kind_: Kind, texts: &[&str]| texts.iter().for_each(|text| assert_eq!(kind(text), kind_, "{text}"));
        check(Kind::Null, &["", "~", "null", "Null", "NULL"]);
        check(Kind::Bool, &["true", "True", "FALSE"]);
        check(Kind::Int, &["0", "-7", "+12", "017", "0o17", "0xFf", "00"]);
        check(Kind::Float, &[".5", "5.", "1e3", "-1.5E-3", ".inf", "-.INF", ".nan", "1.0"]);
        check(
            Kind::Text,
            &[
                "yes",
                "no",
                "on",
                "y",
                "nULL",
                "tRUE",
                "2026-11-22",
                "1_000",
                "12:30",
                ".",
                "-",
                "+",
                "0o8",
                "0x",
                "1e",
                "e3",
                "1.2.3",
                "-.nan",
                "--1",
                "0b1",
                "1 2",
            ],
        );
    }
}
