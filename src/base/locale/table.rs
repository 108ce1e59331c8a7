//! The locales themselves: one constant each, most of them a language with a few marks of its place. Data of the CLDR (48), short forms.

use super::{Direction, Locale, Plural, Units};

/// A space that does not break, and a narrow one.
const NARROW: &str = "\u{202f}";
const SPACE: &str = "\u{a0}";
const AFTER: &str = "#\u{a0}¤";
const PERCENT_APART: &str = "#\u{a0}%";
/// Before a minus where the page runs to the left.
const RTL_MINUS: &str = "\u{200e}−";

/// English of the United States: what every other entry is said against. Days are written day, month, year, as nobody misreads it.
pub const EN_US: Locale = Locale {
    tag: "en-US",
    direction: Direction::Ltr,
    plural: Plural::One,
    group: ",",
    decimal: ".",
    first_group: 1,
    minus: "−",
    percent: "#%",
    currency: "¤#",
    signs: &[],
    units: Units::Thousands(["k", "m", "bn", "tn"]),
    day_and_year: "{d} {m} {y}",
    day: "{d}\u{a0}{m}",
    weekday: "{w} {d} {m}",
    weekday_and_year: "{w} {d} {m} {y}",
    month_and_year: "{m} {y}",
    months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    months_in_full: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
};
/// For a language that runs to the left and is not known.
pub const EN_RTL: Locale = Locale { direction: Direction::Rtl, minus: RTL_MINUS, ..EN_US };
const EN_GB: Locale = Locale { tag: "en-GB", signs: &[("USD", "US$")], ..EN_US };
const EN_CA: Locale = Locale { tag: "en-CA", signs: &[("CAD", "$"), ("USD", "US$")], ..EN_US };
const EN_AU: Locale = Locale { tag: "en-AU", signs: &[("AUD", "$"), ("USD", "US$")], ..EN_US };
const EN_IE: Locale = Locale { tag: "en-IE", signs: &[("USD", "US$")], ..EN_US };

const DE_DE: Locale = Locale {
    tag: "de-DE",
    group: ".",
    decimal: ",",
    percent: PERCENT_APART,
    currency: AFTER,
    units: Units::Thousands(["Tsd.", "Mio.", "Mrd.", "Bio."]),
    day_and_year: "{d}. {m} {y}",
    day: "{d}.\u{a0}{m}",
    weekday: "{w}, {d}. {m}",
    weekday_and_year: "{w}, {d}. {m} {y}",
    months: ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
    months_in_full: ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
    weekdays: ["Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."],
    ..EN_US
};
const DE_CH: Locale = Locale { tag: "de-CH", group: "’", decimal: ".", percent: "#%", currency: "¤\u{a0}#", ..DE_DE };
const DE_AT: Locale = Locale { tag: "de-AT", group: SPACE, currency: "¤\u{a0}#", ..DE_DE };

const FR_FR: Locale = Locale {
    tag: "fr-FR",
    plural: Plural::UpToOne,
    group: NARROW,
    decimal: ",",
    percent: "#\u{202f}%",
    currency: AFTER,
    signs: &[("USD", "$US"), ("CAD", "$CA"), ("GBP", "£GB")],
    units: Units::Thousands(["k", "M", "Md", "Bn"]),
    weekday: "{w} {d} {m}",
    weekday_and_year: "{w} {d} {m} {y}",
    months: ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    months_in_full: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    weekdays: ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
    ..EN_US
};
const FR_CA: Locale = Locale { tag: "fr-CA", group: SPACE, percent: PERCENT_APART, signs: &[("CAD", "$"), ("USD", "$\u{a0}US")], ..FR_FR };

const ES_ES: Locale = Locale {
    tag: "es-ES",
    group: ".",
    decimal: ",",
    first_group: 2,
    percent: PERCENT_APART,
    currency: AFTER,
    signs: &[("USD", "US$")],
    units: Units::Thousands(["mil", "M", "mil\u{a0}M", "B"]),
    weekday: "{w}, {d} {m}",
    weekday_and_year: "{w}, {d} {m} {y}",
    month_and_year: "{m} de {y}",
    months: ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"],
    months_in_full: ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
    weekdays: ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"],
    ..EN_US
};
const ES_MX: Locale = Locale {
    tag: "es-MX",
    group: ",",
    decimal: ".",
    first_group: 1,
    currency: "¤#",
    signs: &[("MXN", "$"), ("USD", "USD\u{a0}")],
    weekday: "{w} {d} de {m}",
    weekday_and_year: "{w}, {d} de {m} de {y}",
    ..ES_ES
};

const IT_IT: Locale = Locale {
    tag: "it-IT",
    group: ".",
    decimal: ",",
    first_group: 2,
    currency: AFTER,
    signs: &[("USD", "USD")],
    units: Units::Thousands(["mila", "Mln", "Mrd", "Bln"]),
    months: ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"],
    months_in_full: ["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"],
    weekdays: ["lun", "mar", "mer", "gio", "ven", "sab", "dom"],
    ..EN_US
};

const NL_NL: Locale = Locale {
    tag: "nl-NL",
    group: ".",
    decimal: ",",
    currency: "¤\u{a0}#",
    signs: &[("USD", "US$"), ("CAD", "C$")],
    units: Units::Thousands(["K", "mln.", "mld.", "bln."]),
    months: ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    months_in_full: ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
    weekdays: ["ma", "di", "wo", "do", "vr", "za", "zo"],
    ..EN_US
};

const PT_BR: Locale = Locale {
    tag: "pt-BR",
    plural: Plural::UpToOne,
    group: ".",
    decimal: ",",
    currency: "¤\u{a0}#",
    signs: &[("USD", "US$")],
    units: Units::Thousands(["mil", "mi", "bi", "tri"]),
    day_and_year: "{d} de {m} de {y}",
    day: "{d}\u{a0}de\u{a0}{m}",
    weekday: "{w}, {d} de {m}",
    weekday_and_year: "{w}, {d} de {m} de {y}",
    month_and_year: "{m} de {y}",
    months: ["jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.", "dez."],
    months_in_full: ["janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"],
    weekdays: ["seg.", "ter.", "qua.", "qui.", "sex.", "sáb.", "dom."],
    ..EN_US
};
const PT_PT: Locale =
    Locale { tag: "pt-PT", plural: Plural::One, group: SPACE, first_group: 2, currency: AFTER, units: Units::Thousands(["mil", "M", "mM", "Bi"]), ..PT_BR };

const SV_SE: Locale = Locale {
    tag: "sv-SE",
    group: SPACE,
    decimal: ",",
    percent: PERCENT_APART,
    currency: AFTER,
    signs: &[("SEK", "kr"), ("USD", "US$")],
    units: Units::Thousands(["tn", "mn", "md", "bn"]),
    months: ["jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."],
    months_in_full: ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"],
    weekdays: ["mån", "tis", "ons", "tors", "fre", "lör", "sön"],
    ..EN_US
};
const DA_DK: Locale = Locale {
    tag: "da-DK",
    group: ".",
    decimal: ",",
    percent: PERCENT_APART,
    currency: AFTER,
    signs: &[("DKK", "kr."), ("USD", "$")],
    units: Units::Thousands(["t", "mio.", "mia.", "bio."]),
    day_and_year: "{d}. {m} {y}",
    day: "{d}.\u{a0}{m}",
    weekday: "{w} {d}. {m}",
    weekday_and_year: "{w} {d}. {m} {y}",
    months: ["jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec."],
    months_in_full: ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"],
    weekdays: ["man.", "tir.", "ons.", "tor.", "fre.", "lør.", "søn."],
    ..EN_US
};

const PL_PL: Locale = Locale {
    tag: "pl-PL",
    plural: Plural::Polish,
    group: SPACE,
    decimal: ",",
    first_group: 2,
    currency: AFTER,
    signs: &[("PLN", "zł"), ("USD", "USD")],
    units: Units::Thousands(["tys.", "mln", "mld", "bln"]),
    weekday: "{w}, {d} {m}",
    weekday_and_year: "{w}, {d} {m} {y}",
    months: ["sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"],
    months_in_full: ["styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec", "lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień"],
    weekdays: ["pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."],
    ..EN_US
};
const CS_CZ: Locale = Locale {
    tag: "cs-CZ",
    plural: Plural::Czech,
    group: SPACE,
    decimal: ",",
    percent: PERCENT_APART,
    currency: AFTER,
    signs: &[("CZK", "Kč"), ("USD", "US$")],
    units: Units::Thousands(["tis.", "mil.", "mld.", "bil."]),
    day_and_year: "{d}. {m} {y}",
    day: "{d}.\u{a0}{m}",
    weekday: "{w} {d}. {m}",
    weekday_and_year: "{w} {d}. {m} {y}",
    months: ["led", "úno", "bře", "dub", "kvě", "čvn", "čvc", "srp", "zář", "říj", "lis", "pro"],
    months_in_full: ["leden", "únor", "březen", "duben", "květen", "červen", "červenec", "srpen", "září", "říjen", "listopad", "prosinec"],
    weekdays: ["po", "út", "st", "čt", "pá", "so", "ne"],
    ..EN_US
};
const RU_RU: Locale = Locale {
    tag: "ru-RU",
    plural: Plural::Russian,
    group: SPACE,
    decimal: ",",
    percent: PERCENT_APART,
    currency: AFTER,
    signs: &[("RUB", "₽")],
    units: Units::Thousands(["тыс.", "млн", "млрд", "трлн"]),
    day_and_year: "{d} {m} {y}\u{a0}г.",
    weekday: "{w}, {d} {m}",
    weekday_and_year: "{w}, {d} {m} {y}\u{a0}г.",
    month_and_year: "{m} {y}\u{a0}г.",
    months: ["янв.", "февр.", "мар.", "апр.", "мая", "июн.", "июл.", "авг.", "сент.", "окт.", "нояб.", "дек."],
    months_in_full: ["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"],
    weekdays: ["пн", "вт", "ср", "чт", "пт", "сб", "вс"],
    ..EN_US
};
const TR_TR: Locale = Locale {
    tag: "tr-TR",
    group: ".",
    decimal: ",",
    percent: "%#",
    signs: &[("USD", "$")],
    units: Units::Thousands(["B", "Mn", "Mr", "Tn"]),
    weekday: "{d} {m} {w}",
    weekday_and_year: "{d} {m} {y} {w}",
    months: ["Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara"],
    months_in_full: ["Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"],
    weekdays: ["Pzt", "Sal", "Çar", "Per", "Cum", "Cmt", "Paz"],
    ..EN_US
};

const JA_JP: Locale = Locale {
    tag: "ja-JP",
    plural: Plural::Same,
    signs: &[("JPY", "￥"), ("CNY", "元")],
    units: Units::Myriads(["万", "億", "兆"]),
    day_and_year: "{y}年{m}{d}日",
    day: "{m}{d}日",
    weekday: "{m}{d}日({w})",
    weekday_and_year: "{y}年{m}{d}日({w})",
    month_and_year: "{y}年{m}",
    months: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
    months_in_full: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
    weekdays: ["月", "火", "水", "木", "金", "土", "日"],
    ..EN_US
};

const AR: Locale = Locale {
    tag: "ar",
    direction: Direction::Rtl,
    plural: Plural::Arabic,
    minus: RTL_MINUS,
    percent: "#\u{200e}%\u{200e}",
    currency: AFTER,
    signs: &[("USD", "US$")],
    units: Units::Thousands(["ألف", "مليون", "مليار", "ترليون"]),
    weekday: "{w}، {d} {m}",
    weekday_and_year: "{w}، {d} {m} {y}",
    months: ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"],
    months_in_full: ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"],
    weekdays: ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
    ..EN_US
};
const HE_IL: Locale = Locale {
    tag: "he-IL",
    direction: Direction::Rtl,
    plural: Plural::OneTwo,
    minus: RTL_MINUS,
    currency: AFTER,
    units: Units::Thousands(["K", "M", "B", "T"]),
    day_and_year: "{d} ב{m} {y}",
    day: "{d}\u{a0}ב{m}",
    weekday: "{w}, {d} ב{m}",
    weekday_and_year: "{w}, {d} ב{m} {y}",
    months: ["ינו׳", "פבר׳", "מרץ", "אפר׳", "מאי", "יוני", "יולי", "אוג׳", "ספט׳", "אוק׳", "נוב׳", "דצמ׳"],
    months_in_full: ["ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"],
    weekdays: ["יום ב׳", "יום ג׳", "יום ד׳", "יום ה׳", "יום ו׳", "שבת", "יום א׳"],
    ..EN_US
};

/// All of them. Of several with one language the first stands for it.
pub static ALL: [&Locale; 25] = [
    &EN_US, &EN_GB, &EN_CA, &EN_AU, &EN_IE, &DE_DE, &DE_CH, &DE_AT, &FR_FR, &FR_CA, &ES_ES, &ES_MX, &IT_IT, &NL_NL, &PT_BR, &PT_PT, &SV_SE, &DA_DK, &PL_PL,
    &CS_CZ, &RU_RU, &TR_TR, &JA_JP, &AR, &HE_IL,
];
