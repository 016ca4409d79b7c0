//! Currencies: their codes, their signs and the words that exports use for them.

use super::Language;
use super::text::{is_composed, simplified};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// A currency of [ISO 4217](https://www.iso.org/iso-4217-currency-codes.html).
#[derive(Clone, Copy)]
pub struct Currency(&'static Entry);

struct Entry {
    code: &'static str,
    /// The sign before amounts in English documents.
    sign: &'static str,
    chinese: &'static str,
    english: &'static str,
    /// Digits after the point.
    minor: u32,
    /// Everything else that means it, folded.
    words: &'static [&'static str],
}

const fn entry(
    code: &'static str,
    sign: &'static str,
    chinese: &'static str,
    english: &'static str,
    minor: u32,
    words: &'static [&'static str],
) -> Entry {
    Entry {
        code,
        sign,
        chinese,
        english,
        minor,
        words,
    }
}

/// What may stand between an amount and its currency: 5万元.
const SCALES: [char; 2] = ['万', '萬'];

/// Where a word means several, as `$` does, the first is meant, unless the book's own is among them.
static CURRENCIES: [Entry; 40] = [
    entry(
        "CNY",
        "¥",
        "元",
        "yuan",
        2,
        &[
            "¥",
            "元",
            "rmb",
            "rmb¥",
            "cn¥",
            "人民币",
            "人民币元",
            "yuan",
            "renminbi",
            "cnh",
        ],
    ),
    entry(
        "USD",
        "$",
        "美元",
        "US dollars",
        2,
        &[
            "$",
            "us$",
            "美元",
            "美金",
            "usdollar",
            "usdollars",
            "dollar",
            "dollars",
        ],
    ),
    entry("EUR", "€", "欧元", "euros", 2, &["€", "欧元", "euro", "euros"]),
    entry(
        "GBP",
        "£",
        "英镑",
        "pounds",
        2,
        &["£", "英镑", "pound", "pounds", "sterling", "poundsterling", "gb£"],
    ),
    entry(
        "JPY",
        "¥",
        "日元",
        "yen",
        0,
        &["日元", "日圆", "円", "yen", "jp¥", "¥", "japaneseyen"],
    ),
    entry(
        "HKD",
        "HK$",
        "港元",
        "Hong Kong dollars",
        2,
        &["hk$", "港元", "港币", "港纸", "$", "元"],
    ),
    entry(
        "TWD",
        "NT$",
        "新台币",
        "New Taiwan dollars",
        2,
        &["nt$", "ntd", "新台币", "台币", "$", "元"],
    ),
    entry(
        "MOP",
        "MOP$",
        "澳门元",
        "patacas",
        2,
        &["mop$", "澳门元", "澳门币", "pataca", "patacas"],
    ),
    entry(
        "SGD",
        "S$",
        "新加坡元",
        "Singapore dollars",
        2,
        &["s$", "sg$", "新加坡元", "新币", "新元", "$"],
    ),
    entry(
        "AUD",
        "A$",
        "澳元",
        "Australian dollars",
        2,
        &["a$", "au$", "澳元", "澳币", "$"],
    ),
    entry(
        "CAD",
        "C$",
        "加元",
        "Canadian dollars",
        2,
        &["c$", "ca$", "加元", "加币", "$"],
    ),
    entry(
        "NZD",
        "NZ$",
        "新西兰元",
        "New Zealand dollars",
        2,
        &["nz$", "新西兰元", "纽币", "$"],
    ),
    entry("KRW", "₩", "韩元", "won", 0, &["₩", "韩元", "韩币"]),
    entry(
        "INR",
        "₹",
        "印度卢比",
        "rupees",
        2,
        &["₹", "印度卢比", "卢比", "rupee", "rupees", "rs"],
    ),
    entry(
        "IDR",
        "Rp",
        "印尼盾",
        "rupiah",
        2,
        &["rp", "印尼盾", "印尼卢比", "rupiah"],
    ),
    entry(
        "MYR",
        "RM",
        "林吉特",
        "ringgit",
        2,
        &["rm", "林吉特", "马币", "ringgit"],
    ),
    entry("THB", "฿", "泰铢", "baht", 2, &["฿", "泰铢", "泰币", "baht"]),
    entry("VND", "₫", "越南盾", "dong", 0, &["₫", "越南盾", "越盾"]),
    entry(
        "PHP",
        "₱",
        "菲律宾比索",
        "Philippine pesos",
        2,
        &["₱", "菲律宾比索"],
    ),
    entry(
        "CHF",
        "CHF",
        "瑞士法郎",
        "Swiss francs",
        2,
        &["瑞士法郎", "瑞郎", "sfr"],
    ),
    entry(
        "SEK",
        "kr",
        "瑞典克朗",
        "kronor",
        2,
        &["kr", "瑞典克朗", "kronor"],
    ),
    entry(
        "NOK",
        "kr",
        "挪威克朗",
        "Norwegian kroner",
        2,
        &["kr", "挪威克朗"],
    ),
    entry(
        "DKK",
        "kr",
        "丹麦克朗",
        "Danish kroner",
        2,
        &["kr", "丹麦克朗", "kroner"],
    ),
    entry(
        "ISK",
        "kr",
        "冰岛克朗",
        "Icelandic krónur",
        0,
        &["kr", "冰岛克朗"],
    ),
    entry(
        "PLN",
        "zł",
        "波兰兹罗提",
        "zloty",
        2,
        &["zł", "zl", "兹罗提", "波兰兹罗提", "zloty"],
    ),
    entry(
        "CZK",
        "Kč",
        "捷克克朗",
        "koruny",
        2,
        &["kč", "捷克克朗", "koruny"],
    ),
    entry(
        "HUF",
        "Ft",
        "匈牙利福林",
        "forints",
        2,
        &["匈牙利福林", "福林", "forint", "forints"],
    ),
    entry("RON", "lei", "罗马尼亚列伊", "lei", 2, &["lei", "罗马尼亚列伊"]),
    entry(
        "RUB",
        "₽",
        "卢布",
        "roubles",
        2,
        &[
            "₽",
            "卢布",
            "俄罗斯卢布",
            "rouble",
            "roubles",
            "ruble",
            "rubles",
            "rur",
        ],
    ),
    entry("UAH", "₴", "格里夫纳", "hryvnias", 2, &["₴", "格里夫纳"]),
    entry(
        "TRY",
        "₺",
        "土耳其里拉",
        "lira",
        2,
        &["₺", "土耳其里拉", "里拉", "tl", "lira"],
    ),
    entry("KZT", "₸", "坚戈", "tenge", 2, &["₸", "坚戈", "tenge"]),
    entry(
        "AED",
        "AED",
        "迪拉姆",
        "dirhams",
        2,
        &["迪拉姆", "dirham", "dirhams", "dhs"],
    ),
    entry(
        "SAR",
        "SAR",
        "沙特里亚尔",
        "riyals",
        2,
        &["沙特里亚尔", "里亚尔", "riyal", "riyals"],
    ),
    entry(
        "ILS",
        "₪",
        "谢克尔",
        "shekels",
        2,
        &["₪", "谢克尔", "nis", "shekel", "shekels"],
    ),
    entry(
        "EGP",
        "E£",
        "埃及镑",
        "Egyptian pounds",
        2,
        &["e£", "埃及镑", "£"],
    ),
    entry("ZAR", "ZAR", "兰特", "rand", 2, &["兰特", "南非兰特", "rand"]),
    entry("NGN", "₦", "奈拉", "naira", 2, &["₦", "奈拉", "naira"]),
    entry("BRL", "R$", "雷亚尔", "reais", 2, &["r$", "雷亚尔", "reais"]),
    entry(
        "MXN",
        "MX$",
        "墨西哥比索",
        "Mexican pesos",
        2,
        &["mx$", "mex$", "墨西哥比索", "peso", "pesos", "$"],
    ),
];

impl Currency {
    /// Renminbi.
    pub const CNY: Self = Self(&CURRENCIES[0]);

    /// That of a book which names none: renminbi in a Chinese one.
    pub fn usual(language: Language) -> Option<Self> {
        language.pick(Some(Self::CNY), None)
    }

    /// All that are known, the usual ones first.
    pub fn all() -> impl Iterator<Item = Self> {
        CURRENCIES.iter().map(Self)
    }

    /// The one of an ISO code, in either case.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::all().find(|currency| currency.0.code.eq_ignore_ascii_case(code))
    }

    /// The one that a code, a sign or a word means by itself: `USD`, `US$`, `美元`. A word that several share, such as
    /// `$`, `¥` and `元`, means the book's `own` where that is among them.
    pub fn meant_by(word: &str, own: Option<Self>) -> Option<Self> {
        if NAMES.have_none_like(word) {
            return None;
        }
        let word = fold(word);
        own.filter(|own| own.is_called(&word) || fold(own.0.sign) == word)
            .or_else(|| NAMES.by_name.get(word.as_str()).copied())
    }

    /// The one that stands at either end of an amount, and the amount without it: `US$1,200`, `1200 EUR`, `500元`, `5万美元`,
    /// of which 5万 is left.
    pub fn beside(amount: &str, own: Option<Self>) -> Option<(Self, &str)> {
        let amount = amount.trim();
        let is_of_number = |mark: char| mark.is_numeric() || "+-\u{2212}－()（）%".contains(mark);
        let is_drawn = |mark: char| is_of_number(mark) || ".,'，．".contains(mark);
        // A dot ends a word, as in Rs. 500, unless it stands before digits.
        let begins = |(at, mark): &(usize, char)| {
            let is_behind_dot = |mark: char| mark.is_numeric();
            is_of_number(*mark)
                || ".．".contains(*mark) && amount[*at..].chars().nth(1).is_some_and(is_behind_dot)
        };
        let at = amount.char_indices().find(begins)?.0;
        if at > 0 {
            let (word, rest) = amount.split_at(at);
            return Some((Self::meant_by(word, own)?, rest.trim()));
        }
        let last = amount.char_indices().rfind(|(_, mark)| is_drawn(*mark))?;
        let word = &amount[last.0 + last.1.len_utf8()..];
        let scale = SCALES
            .into_iter()
            .find(|scale| word.trim_start().starts_with(*scale));
        let word = scale.map_or(word, |scale| &word.trim_start()[scale.len_utf8()..]);
        let rest = &amount[..amount.len() - word.len()];
        Some((Self::meant_by(word, own)?, rest.trim()))
    }

    /// The ISO code.
    pub fn code(self) -> &'static str {
        self.0.code
    }

    /// The sign that stands before an amount.
    pub fn sign(self) -> &'static str {
        self.0.sign
    }

    /// Its name, as it stands behind an amount in Chinese and after "in" in English.
    pub fn name(self, language: Language) -> &'static str {
        language.pick(self.0.chinese, self.0.english)
    }

    /// What figures are counted in, where there is room for a word or a sign: 元, 美元; ¥, $.
    pub fn unit(self, language: Language) -> &'static str {
        language.pick(self.0.chinese, self.0.sign)
    }

    /// How many digits stand behind the point.
    pub fn minor_digits(self) -> u32 {
        self.0.minor
    }

    fn is_called(self, folded: &str) -> bool {
        self.0.code.eq_ignore_ascii_case(folded) || self.0.words.contains(&folded)
    }
}

/// What currencies are called, folded.
struct Names {
    /// The first that is called so.
    by_name: HashMap<String, Currency>,
    /// What names begin with, in order.
    first: Vec<char>,
    /// How many characters the longest has.
    longest: usize,
}

static NAMES: LazyLock<Names> = LazyLock::new(Names::new);

impl Names {
    fn new() -> Self {
        let mut by_name = HashMap::new();
        let mut signs = Vec::new();
        for currency in Currency::all() {
            let words = currency.0.words.iter().map(|word| (*word).to_owned());
            for name in [currency.0.code.to_ascii_lowercase()].into_iter().chain(words) {
                by_name.entry(name).or_insert(currency);
            }
            signs.push(fold(currency.0.sign));
        }
        let names = || by_name.keys().chain(&signs);
        let mut first: Vec<char> = names().filter_map(|name| name.chars().next()).collect();
        first.sort_unstable();
        first.dedup();
        let longest = names().map(|name| name.chars().count()).max().unwrap_or(0);
        Self {
            by_name,
            first,
            longest,
        }
    }

    /// Whether a word is none of them at first sight, as nearly all are that are asked for: of letters, digits and ideographs
    /// alone, each of which folds to one character, it begins as none does, or is too long.
    fn have_none_like(&self, word: &str) -> bool {
        let is_plain =
            |letter: char| letter.is_ascii_alphanumeric() || ('\u{4e00}'..='\u{9fff}').contains(&letter);
        let Some(first) = word.chars().next() else {
            return true;
        };
        let begins = |first: char| self.first.binary_search(&first).is_ok();
        word.chars().all(is_plain)
            && (!begins(simplified(first.to_ascii_lowercase())) || word.chars().count() > self.longest)
    }
}

/// NFKC, lower case, simplified; no white space and dots, so that U.S. Dollar is usdollar.
fn fold(word: &str) -> String {
    let is_kept = |character: &char| !character.is_whitespace() && *character != '.';
    if is_composed(word) {
        let characters = word.chars().filter(is_kept);
        return characters
            .map(|character| simplified(character.to_ascii_lowercase()))
            .collect();
    }
    word.nfkc()
        .flat_map(char::to_lowercase)
        .filter(is_kept)
        .map(simplified)
        .collect()
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::of_code(&code).ok_or_else(|| de::Error::custom(format!("{code} is no currency")))
    }
}

impl PartialEq for Currency {
    fn eq(&self, other: &Self) -> bool {
        self.0.code == other.0.code
    }
}

impl Eq for Currency {}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.code.cmp(other.0.code)
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.code)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(code: &str) -> Currency {
        Currency::of_code(code).unwrap()
    }

    fn code(code: &str) -> Option<Currency> {
        Currency::of_code(code)
    }

    #[test]
    fn words_mean_currencies() {
        for (word, meant) in [
            ("usd", "USD"),
            ("US$", "USD"),
            ("＄", "USD"),
            ("U.S. Dollar", "USD"),
            ("美金", "USD"),
            ("￥", "CNY"),
            ("人民幣", "CNY"),
            ("HK$", "HKD"),
            ("港幣", "HKD"),
            ("歐元", "EUR"),
            ("€", "EUR"),
            ("GBP", "GBP"),
            ("日圓", "JPY"),
        ] {
            assert_eq!(Currency::meant_by(word, None), code(meant), "{word}");
        }
        for word in ["", "kg", "个", "美", "dollarstore", "万元"] {
            assert_eq!(Currency::meant_by(word, None), None, "{word}");
        }
    }

    #[test]
    fn a_shared_word_means_the_books_own() {
        for (word, own, meant) in [
            ("$", "AUD", "AUD"),
            ("$", "CNY", "USD"),
            ("¥", "JPY", "JPY"),
            ("¥", "USD", "CNY"),
            ("元", "TWD", "TWD"),
            ("元", "USD", "CNY"),
            ("kr", "DKK", "DKK"),
            ("US$", "AUD", "USD"),
        ] {
            assert_eq!(Currency::meant_by(word, code(own)), code(meant), "{word} {own}");
        }
    }

    #[test]
    fn a_currency_stands_beside_an_amount() {
        for (amount, meant, rest) in [
            ("$1,200.50", "USD", "1,200.50"),
            ("US$ 1200", "USD", "1200"),
            ("1.200,50 €", "EUR", "1.200,50"),
            ("1200EUR", "EUR", "1200"),
            ("HK$5", "HKD", "5"),
            ("500元", "CNY", "500"),
            ("500 美元", "USD", "500"),
            ("5万美元", "USD", "5万"),
            ("5 万元", "CNY", "5 万"),
            ("US dollars 12", "USD", "12"),
            ("12 US dollars", "USD", "12"),
            ("Rs. 1,200", "INR", "1,200"),
            ("$.50", "USD", ".50"),
            ("$-5", "USD", "-5"),
            ("(1,000) CNY", "CNY", "(1,000)"),
            ("￥１２", "CNY", "１２"),
            ("£(1,200)", "GBP", "(1,200)"),
        ] {
            assert_eq!(
                Currency::beside(amount, None),
                Some((named(meant), rest)),
                "{amount}"
            );
        }
        for amount in ["1200", "", "A12", "1200kg", "待定", "€", "-5", "5万", "3件", "-"] {
            assert_eq!(Currency::beside(amount, None), None, "{amount}");
        }
    }

    #[test]
    fn codes_and_signs_differ_as_they_should() {
        let mut codes: Vec<_> = Currency::all().map(Currency::code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), CURRENCIES.len());
        for currency in Currency::all() {
            assert_eq!(Currency::meant_by(currency.code(), None), Some(currency));
            assert_eq!(
                Currency::meant_by(currency.sign(), Some(currency)),
                Some(currency)
            );
            let chinese = currency.name(Language::Chinese);
            assert_eq!(Currency::meant_by(chinese, None), Some(currency));
        }
    }
}
