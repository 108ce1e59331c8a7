//! The currencies in use: their codes and signs. Knows no amount.

/// The codes of ISO 4217 that money is paid in; those of funds, metals and tests are left out.
#[rustfmt::skip]
const CODES: [&str; 154] = [
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP",
    "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP",
    "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY", "KES",
    "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU",
    "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON",
    "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND",
    "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VES", "VND", "VUV", "WST", "XAF", "XCD", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWG",
];

/// The sign of each currency that pages write with one.
const SIGNS: [(&str, &str); 21] = [
    ("USD", "$"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("JPY", "¥"),
    ("INR", "₹"),
    ("KRW", "₩"),
    ("CNY", "CN¥"),
    ("BRL", "R$"),
    ("CAD", "CA$"),
    ("AUD", "A$"),
    ("NZD", "NZ$"),
    ("MXN", "MX$"),
    ("HKD", "HK$"),
    ("SGD", "S$"),
    ("TWD", "NT$"),
    ("ILS", "₪"),
    ("VND", "₫"),
    ("TRY", "₺"),
    ("UAH", "₴"),
    ("PHP", "₱"),
    ("THB", "฿"),
];

/// Signs that people write for other currencies than the one that pages write with them.
#[rustfmt::skip]
const SHARED: [(&str, &[&str]); 4] = [
    ("$", &["USD", "AUD", "CAD", "CLP", "COP", "HKD", "MXN", "NZD", "SGD", "TWD"]),
    ("£", &["GBP", "EGP", "FKP", "GIP", "SHP"]),
    ("¥", &["JPY", "CNY"]),
    ("US$", &["USD"]),
];

/// The sign of a currency, as put before an amount; other codes stand in front with a space.
pub fn sign(code: &str) -> Option<&'static str> {
    SIGNS.iter().find(|(known, _)| *known == code).map(|(_, sign)| *sign)
}

/// The codes that a text beside an amount stands for, whatever the case of its letters: one for a code and most signs, several for a sign that several
/// share, none for a text that is no currency.
pub fn meant(text: &str) -> &'static [&'static str] {
    let is = |known: &str| known.to_lowercase() == text.to_lowercase();
    if let Some((_, codes)) = SHARED.iter().find(|(sign, _)| is(sign)) {
        return codes;
    }
    let code = SIGNS.iter().find(|(_, sign)| is(sign)).map_or(text, |(code, _)| code);
    CODES.iter().find(|known| known.eq_ignore_ascii_case(code)).map_or(&[], std::slice::from_ref)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_signs_name_currencies() {
        let check = |text: &str, codes: &[&str]| assert_eq!(meant(text), codes, "{text}");
        check("EUR", &["EUR"]);
        check("chf", &["CHF"]);
        check("€", &["EUR"]);
        check("ca$", &["CAD"]);
        check("¥", &["JPY", "CNY"]);
        for none in ["", "mln", "tsd", "mrd", "mil", "thd", "lac", "abc", "xts", "xau", "eu", "k"] {
            check(none, &[]);
        }
        assert!(meant("$").contains(&"USD") && meant("$").contains(&"CAD"));
        assert!(CODES.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(SIGNS.iter().all(|(code, sign)| CODES.contains(code) && meant(sign).contains(code)));
        assert!(SHARED.iter().flat_map(|(_, codes)| *codes).all(|code| CODES.contains(code)));
    }
}
