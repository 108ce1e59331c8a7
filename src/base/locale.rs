//! How one place in the world writes numbers, shares, money and days: the few patterns that pages need, from the CLDR, and no more.
//! Does not know which locale a page has.

mod table;

/// In which direction a page runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Ltr,
    Rtl,
}

/// Which form of a word goes with which number (the CLDR's cardinal rules, for whole numbers).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plural {
    /// One form for all: Japanese.
    Same,
    /// One and all others: English, German.
    One,
    /// Nought counts as one: French, Brazilian Portuguese.
    UpToOne,
    /// One, two and all others: Hebrew.
    OneTwo,
    Polish,
    Czech,
    Russian,
    Arabic,
}

/// The forms that an entry of a strings file may have.
pub const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

impl Plural {
    /// The form for a number, one of [`FORMS`].
    pub fn form(self, n: u64) -> &'static str {
        let (tens, units) = (n % 100, n % 10);
        let teen = (11..=14).contains(&tens);
        match self {
            Plural::One | Plural::OneTwo | Plural::Polish | Plural::Czech | Plural::Arabic if n == 1 => "one",
            Plural::UpToOne if n < 2 => "one",
            Plural::OneTwo | Plural::Arabic if n == 2 => "two",
            Plural::Arabic if n == 0 => "zero",
            Plural::Arabic if (3..=10).contains(&tens) => "few",
            Plural::Arabic if tens >= 11 => "many",
            Plural::Czech if (2..=4).contains(&n) => "few",
            Plural::Russian if units == 1 && !teen => "one",
            Plural::Polish | Plural::Russian if (2..=4).contains(&units) && !teen => "few",
            Plural::Polish | Plural::Russian => "many",
            _ => "other",
        }
    }
}

/// In which steps large numbers are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Units {
    /// Thousand, million, billion (10⁹), trillion (10¹²), a blank apart from their figures.
    Thousands([&'static str; 4]),
    /// Ten thousand, a hundred million, a trillion, close to their figures: Japanese.
    Myriads([&'static str; 3]),
}

impl Units {
    /// How much of one unit is one of the next.
    pub fn step(&self) -> u64 {
        match self {
            Units::Thousands(_) => 1_000,
            Units::Myriads(_) => 10_000,
        }
    }

    /// How much each is, and its sign, the smallest first.
    pub fn each(&self) -> impl DoubleEndedIterator<Item = (u64, &'static str)> {
        let signs: &[&'static str] = match self {
            Units::Thousands(signs) => signs,
            Units::Myriads(signs) => signs,
        };
        // four units are the most that any place has
        (1..5_u32).zip(signs).map(|(power, sign)| (self.step().pow(power), *sign))
    }

    /// Figures with the sign of their unit.
    pub fn counted(&self, figures: &str, sign: &str) -> String {
        match self {
            Units::Thousands(_) => format!("{figures}\u{a0}{sign}"),
            Units::Myriads(_) => format!("{figures}{sign}"),
        }
    }
}

/// One locale. In patterns `#` stands for the figures, `¤` for the currency, and `d`, `m`, `y`, `w` in braces for day, month, year and weekday.
#[derive(Debug)]
pub struct Locale {
    /// For `lang`: BCP 47.
    pub tag: &'static str,
    pub direction: Direction,
    pub plural: Plural,
    group: &'static str,
    decimal: &'static str,
    /// Groups are made from so many digits before the last three on: Spanish and Polish write 1234, but 12 345.
    first_group: usize,
    /// A minus; with a mark where the page runs to the left, so that it stays in front of its figures.
    pub minus: &'static str,
    percent: &'static str,
    currency: &'static str,
    /// Signs that differ from the usual ones: a country writes its own dollar plainly.
    signs: &'static [(&'static str, &'static str)],
    /// What large numbers are counted in, in few characters.
    pub units: Units,
    day_and_year: &'static str,
    day: &'static str,
    weekday: &'static str,
    weekday_and_year: &'static str,
    month_and_year: &'static str,
    months: [&'static str; 12],
    months_in_full: [&'static str; 12],
    /// Monday first.
    weekdays: [&'static str; 7],
}

/// Every locale that there is, the default first.
pub fn all() -> impl Iterator<Item = &'static Locale> {
    table::ALL.iter().copied()
}

/// What pages have when nothing is said.
pub fn default() -> &'static Locale {
    &table::EN_US
}

/// The locale of exactly that name, whatever its capitals.
pub fn exact(tag: &str) -> Option<&'static Locale> {
    all().find(|locale| locale.tag.eq_ignore_ascii_case(tag))
}

/// Languages that run to the left and have no entry of their own.
const RTL: [&str; 9] = ["ckb", "dv", "fa", "ks", "ps", "sd", "ug", "ur", "yi"];

/// The locale of that name, else one of its language, else the default.
pub fn nearest(tag: &str) -> &'static Locale {
    let language = |tag: &str| tag.split('-').next().unwrap_or("").to_ascii_lowercase();
    let other = || if RTL.contains(&language(tag).as_str()) { &table::EN_RTL } else { default() };
    exact(tag).or_else(|| all().find(|locale| language(locale.tag) == language(tag))).unwrap_or_else(other)
}

impl Locale {
    /// A number's plain text (`-1234567.5`) with groups, the decimal mark and the minus of the place.
    pub fn grouped(&self, text: &str) -> String {
        let (minus, rest) = text.strip_prefix('-').map_or(("", text), |rest| (self.minus, rest));
        let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, fraction)| (whole, Some(fraction)));
        let digits = whole.chars().count();
        let mut out = String::with_capacity(text.len() + 8);
        out.push_str(minus);
        for (index, c) in whole.chars().enumerate() {
            if index > 0 && (digits - index).is_multiple_of(3) && digits >= 3 + self.first_group {
                out.push_str(self.group);
            }
            out.push(c);
        }
        if let Some(fraction) = fraction {
            out.push_str(self.decimal);
            out.push_str(fraction);
        }
        out
    }

    /// Figures as a share.
    pub fn percent(&self, figures: &str) -> String {
        self.percent.replace('#', figures)
    }

    /// Figures with the sign of a currency, or with its code where it has none.
    pub fn currency(&self, code: &str, sign: Option<&str>, figures: &str) -> String {
        let own = self.signs.iter().find(|(known, _)| *known == code).map(|(_, sign)| *sign);
        match own.or(sign) {
            Some(sign) => self.currency.replace('¤', sign).replace('#', figures),
            // a code in letters never touches the figures
            None if self.currency == "¤#" => format!("{code}\u{a0}{figures}"),
            None => self.currency.replace('¤', code).replace('#', figures),
        }
    }

    /// Figures with their unit or currency, kept together on a page that runs to the left.
    pub fn together(&self, text: String) -> String {
        match self.direction {
            Direction::Ltr => text,
            Direction::Rtl => format!("\u{2068}{text}\u{2069}"),
        }
    }

    /// `9 Dec 2026`.
    pub fn day_and_year(&self, year: i16, month: i8, day: i8) -> String {
        self.fill(self.day_and_year, Some(year), month, day, "")
    }

    /// `9 Dec`.
    pub fn day(&self, month: i8, day: i8) -> String {
        self.fill(self.day, None, month, day, "")
    }

    /// `Wed 9 Dec`; weekdays are counted from Monday, which is 0.
    pub fn weekday(&self, weekday: usize, month: i8, day: i8) -> String {
        self.fill(self.weekday, None, month, day, self.weekdays.get(weekday).copied().unwrap_or(""))
    }

    /// `Wed 9 Dec 2026`.
    pub fn weekday_and_year(&self, weekday: usize, year: i16, month: i8, day: i8) -> String {
        self.fill(self.weekday_and_year, Some(year), month, day, self.weekdays.get(weekday).copied().unwrap_or(""))
    }

    /// `December 2026`.
    pub fn month_and_year(&self, year: i16, month: i8) -> String {
        self.month_and_year.replace("{m}", self.month_in_full(month)).replace("{y}", &year.to_string())
    }

    /// `Dec 2026`.
    pub fn short_month_and_year(&self, year: i16, month: i8) -> String {
        self.month_and_year.replace("{m}", self.month(month)).replace("{y}", &year.to_string())
    }

    /// `December`.
    pub fn month_in_full(&self, month: i8) -> &'static str {
        at(&self.months_in_full, month)
    }

    /// `Dec`.
    pub fn month(&self, month: i8) -> &'static str {
        at(&self.months, month)
    }

    fn fill(&self, pattern: &str, year: Option<i16>, month: i8, day: i8, weekday: &str) -> String {
        let mut out = pattern.replace("{w}", weekday).replace("{d}", &day.to_string()).replace("{m}", self.month(month));
        if let Some(year) = year {
            out = out.replace("{y}", &year.to_string());
        }
        out
    }
}

fn at(names: &[&'static str; 12], month: i8) -> &'static str {
    usize::try_from(month).ok().and_then(|month| names.get(month.wrapping_sub(1))).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(tag: &str) -> &'static Locale {
        exact(tag).unwrap()
    }

    #[test]
    fn numbers_are_grouped_as_the_place_does() {
        let check = |tag: &str, text: &str, expected: &str| assert_eq!(of(tag).grouped(text).replace(['\u{a0}', '\u{202f}'], " "), expected, "{tag}");
        check("en-US", "1234567.5", "1,234,567.5");
        check("en-US", "-999", "−999");
        check("en-US", "1000", "1,000");
        check("de-DE", "-1234567.5", "−1.234.567,5");
        check("de-CH", "1234567.5", "1’234’567.5");
        check("fr-FR", "1234567.5", "1 234 567,5");
        check("es-ES", "1234", "1234");
        check("es-ES", "12345", "12.345");
        check("sv-SE", "1234", "1 234");
        check("he-IL", "-5", "\u{200e}−5");
    }

    #[test]
    fn shares_money_and_days_follow() {
        let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(of("en-US").percent("59"), "59%");
        assert_eq!(plain(of("de-DE").percent("59")), "59 %");
        assert_eq!(of("tr-TR").percent("59"), "%59");
        assert_eq!(of("en-US").currency("USD", Some("$"), "12"), "$12");
        assert_eq!(plain(of("en-US").currency("CHF", None, "12")), "CHF 12");
        assert_eq!(plain(of("de-DE").currency("EUR", Some("€"), "1,20 Mio.")), "1,20 Mio. €");
        assert_eq!(of("en-CA").currency("CAD", Some("CA$"), "12"), "$12");
        assert_eq!(plain(of("nl-NL").currency("EUR", Some("€"), "12")), "€ 12");
        assert_eq!(of("en-US").day_and_year(2026, 12, 9), "9 Dec 2026");
        assert_eq!(of("de-DE").day_and_year(2026, 12, 9), "9. Dez. 2026");
        assert_eq!(of("ja-JP").day_and_year(2026, 12, 9), "2026年12月9日");
        assert_eq!(of("de-DE").weekday(2, 12, 9), "Mi., 9. Dez.");
        assert_eq!(of("fr-FR").month_and_year(2026, 8), "août 2026");
        assert_eq!(of("en-US").short_month_and_year(2026, 12), "Dec 2026");
        assert_eq!(of("ja-JP").short_month_and_year(2026, 12), "2026年12月");
        assert_eq!(plain(of("ru-RU").day_and_year(2026, 12, 9)), "9 дек. 2026 г.");
        assert_eq!(of("en-US").month(13), "");
    }

    #[test]
    fn a_year_stands_where_the_place_puts_it_beside_a_weekday() {
        let check = |tag: &str, expected: &str| assert_eq!(of(tag).weekday_and_year(6, 2026, 11, 22).replace('\u{a0}', " "), expected, "{tag}");
        check("en-US", "Sun 22 Nov 2026");
        check("en-GB", "Sun 22 Nov 2026");
        check("de-DE", "So., 22. Nov. 2026");
        check("de-CH", "So., 22. Nov. 2026");
        check("fr-FR", "dim. 22 nov. 2026");
        check("es-ES", "dom, 22 nov 2026");
        check("es-MX", "dom, 22 de nov de 2026");
        check("it-IT", "dom 22 nov 2026");
        check("nl-NL", "zo 22 nov 2026");
        check("pt-BR", "dom., 22 de nov. de 2026");
        check("pt-PT", "dom., 22 de nov. de 2026");
        check("sv-SE", "sön 22 nov. 2026");
        check("da-DK", "søn. 22. nov. 2026");
        check("pl-PL", "niedz., 22 lis 2026");
        check("cs-CZ", "ne 22. lis 2026");
        check("ru-RU", "вс, 22 нояб. 2026 г.");
        check("tr-TR", "22 Kas 2026 Paz");
        check("ja-JP", "2026年11月22日(日)");
        check("ar", "الأحد، 22 نوفمبر 2026");
        check("he-IL", "יום א׳, 22 בנוב׳ 2026");
    }

    #[test]
    fn a_place_that_is_not_known_gets_its_language() {
        let check = |tag: &str, expected: &str| assert_eq!(nearest(tag).tag, expected, "{tag}");
        check("de-de", "de-DE");
        check("de-LI", "de-DE");
        check("fr", "fr-FR");
        check("ar-EG", "ar");
        check("xx", "en-US");
        assert_eq!((nearest("fa-IR").tag, nearest("fa-IR").direction), ("en-US", Direction::Rtl));
        assert!(exact("de-LI").is_none());
    }

    #[test]
    fn every_locale_is_whole() {
        for locale in all() {
            let units: Vec<&str> = locale.units.each().map(|(_, sign)| sign).collect();
            let mut names = locale.months.iter().chain(&locale.months_in_full).chain(&locale.weekdays).chain(&units);
            assert!(names.all(|name| !name.trim().is_empty()), "{}", locale.tag);
            assert!(locale.percent.contains('#') && locale.currency.contains('#') && locale.currency.contains('¤'), "{}", locale.tag);
            let day = locale.day_and_year(2026, 12, 9);
            assert!(day.contains("2026") && day.contains('9') && !day.contains('{'), "{day}");
            assert!(!locale.weekday(0, 1, 1).contains('{') && !locale.day(1, 1).contains('{'), "{}", locale.tag);
            assert_ne!(locale.group, locale.decimal, "{}", locale.tag);
        }
    }

    #[test]
    fn forms_follow_the_number() {
        let check = |plural: Plural, n: u64, form: &str| assert_eq!(plural.form(n), form, "{plural:?} {n}");
        check(Plural::One, 1, "one");
        check(Plural::One, 0, "other");
        check(Plural::UpToOne, 0, "one");
        check(Plural::Same, 1, "other");
        check(Plural::OneTwo, 2, "two");
        check(Plural::Polish, 1, "one");
        check(Plural::Polish, 22, "few");
        check(Plural::Polish, 12, "many");
        check(Plural::Polish, 5, "many");
        check(Plural::Polish, 21, "many");
        check(Plural::Russian, 21, "one");
        check(Plural::Russian, 11, "many");
        check(Plural::Czech, 4, "few");
        check(Plural::Czech, 5, "other");
        check(Plural::Arabic, 0, "zero");
        check(Plural::Arabic, 105, "few");
        check(Plural::Arabic, 11, "many");
        check(Plural::Arabic, 100, "other");
    }
}
