//! Numbers: amounts, counts, points; as number cells or as the many texts that stand for one.

use super::{CellMoney, Flaw, Reading, Setting};
use crate::model::number::decimal_of;
use crate::model::text::normalise;
use crate::model::{Currency, Decimals};
use crate::read::Cell;
use rust_decimal::Decimal;
use rust_decimal::dec;
use std::str::FromStr;

/// A number times the column's multiplier. A unit in the cell itself (万, 元) wins over the header's.
pub fn number(cell: &Cell, setting: &mut Setting<'_>) -> Reading<Decimal> {
    figure(cell, setting).and_then_value(|figure| figure.times(setting.multiplier))
}

/// A number and the unit that the cell itself states.
pub fn figure(cell: &Cell, setting: &mut Setting<'_>) -> Reading<Figure> {
    match cell {
        Cell::Number(number) => Reading::or(
            decimal_of_cell(*number).map(|value| Figure { value, unit: None }),
            Flaw::NotANumber,
        ),
        Cell::Text(text) => {
            if let Some(value) = plain_number(text, setting.writing.decimal) {
                return Reading::of(Figure { value, unit: None });
            }
            let text = normalise(text);
            if text.is_empty() {
                return Reading::empty();
            }
            let own = setting.money.and_then(|money| money.of_table.own);
            let parsed = parse(&text, setting.writing.decimal, own).and_then(|(figure, currency)| {
                let figure = match currency {
                    Some(currency) => figure.in_currency(currency, setting.money),
                    None => Some(figure),
                };
                figure.ok_or(Flaw::NotANumber)
            });
            match parsed {
                Ok(figure) => Reading::of(figure),
                Err(flaw) => Reading::flawed(flaw),
            }
        }
        Cell::DateTime(_) | Cell::Duration(_) | Cell::Bool(_) => Reading::flawed(Flaw::NotANumber),
        Cell::Empty | Cell::Error(_) | Cell::Uncalculated => Reading::empty(),
    }
}

/// A number of 0 or above that may be written as a percentage.
pub fn share(cell: &Cell, setting: &mut Setting<'_>) -> Reading<Decimal> {
    percentage(cell, setting)
        .unwrap_or_else(|| number(cell, setting))
        .and_then_value(|share| (share >= Decimal::ZERO).then_some(share))
}

/// A share written as a percentage, whatever the column's numbers are multiplied by; none where the cell holds no such text.
pub fn percentage(cell: &Cell, setting: &Setting<'_>) -> Option<Reading<Decimal>> {
    let Cell::Text(text) = cell else { return None };
    if !text.trim_end().ends_with(['%', '％', '﹪']) {
        return None;
    }
    let text = normalise(text);
    let percent = text.strip_suffix('%')?.trim_end();
    Some(match parse(percent, setting.writing.decimal, None) {
        Ok((Figure { value, unit: None }, None)) => Reading::of(value * dec!(0.01)),
        Ok(_) => Reading::flawed(Flaw::NotANumber),
        Err(flaw) => Reading::flawed(flaw),
    })
}

/// Whether a text is a number, whatever stands before its decimals.
pub fn is_number(text: &str) -> bool {
    let text = normalise(text);
    let text = text.strip_suffix('%').map_or(text.as_str(), str::trim_end);
    bare(text, None).is_some_and(|bare| !matches!(Marks::of(bare.digits), Marks::None))
}

/// A number as a cell states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// The number without its unit.
    pub value: Decimal,
    /// What the cell's own unit multiplies by: 万 is 10,000, 元 is 1.
    pub unit: Option<Decimal>,
}

impl Figure {
    /// The same where the cell states the money that it is in, by what that is worth; none where it should be no money but
    /// a number of something.
    fn in_currency(self, currency: Currency, money: Option<CellMoney<'_>>) -> Option<Self> {
        let Some(CellMoney { of_table, scale }) = money else {
            // People write ¥ and 元 where they mean any number.
            return (currency == Currency::CNY).then_some(self);
        };
        let rate = of_table.rate(currency).filter(|_| !of_table.is_settled);
        if of_table.is_settled && self.unit.is_none() {
            return Some(self);
        }
        let unit = self.unit.unwrap_or(scale);
        let unit = unit.checked_mul(rate.unwrap_or(Decimal::ONE))?;
        Some(Self {
            unit: Some(unit),
            ..self
        })
    }

    /// The number in its base unit, `multiplier` being the header's unit; none where it is too large.
    pub fn times(self, multiplier: Decimal) -> Option<Decimal> {
        let number = self.value.checked_mul(self.unit.unwrap_or(multiplier))?;
        (number.abs() <= LARGEST).then_some(number)
    }
}

impl<T> Reading<T> {
    pub fn and_then_value<U>(self, change: impl FnOnce(T) -> Option<U>) -> Reading<U> {
        match self.value {
            Some(value) => Reading::or(change(value), Flaw::NotANumber),
            None => Reading {
                value: None,
                flaw: self.flaw,
            },
        }
    }
}

/// A number above this is a slip. Sums of numbers below it stay within what a decimal holds.
const LARGEST: Decimal = dec!(1_000_000_000_000_000_000);

/// What a subtraction of binary floats leaves of zero (5.55E-17) is below every decimal, but no nonsense.
const VANISHING: f64 = 1e-12;

fn decimal_of_cell(number: f64) -> Option<Decimal> {
    decimal_of(number).or_else(|| (number.abs() < VANISHING).then_some(Decimal::ZERO))
}

/// What most texts of numbers are, told at first sight: digits, with a point before one decimal or two or none at all. The
/// same as [`parse`] makes of them, which gives a whole number a decimal too.
fn plain_number(text: &str, decimals: Decimals) -> Option<Decimal> {
    const LONGEST: usize = 17;
    let (whole, fraction) = match text.split_once('.') {
        // A point before three digits may stand between thousands.
        Some((_, fraction)) if !matches!(fraction.len(), 1 | 2) || decimals == Decimals::Comma => {
            return None;
        }
        Some((whole, fraction)) => (whole, fraction),
        None => (text, "0"),
    };
    if whole.is_empty() || whole.len() + fraction.len() > LONGEST {
        return None;
    }
    let digit = |number: i64, byte: u8| {
        byte.is_ascii_digit()
            .then(|| number * 10 + i64::from(byte - b'0'))
    };
    let digits = whole.bytes().chain(fraction.bytes()).try_fold(0, digit)?;
    Some(Decimal::new(digits, fraction.len() as u32))
}

/// The currency that a cell of money states beside its number: `$1,200`, `5 EUR`, `3000元`.
pub fn stated_currency(cell: &Cell, own: Option<Currency>) -> Option<Currency> {
    let Cell::Text(text) = cell else { return None };
    let is_plain = |byte: u8| matches!(byte, b'0'..=b'9' | b'.' | b',' | b'-');
    if text.bytes().all(is_plain) {
        return None;
    }
    bare(&normalise(text), own)?.currency
}

/// A normalised text as a number, and the currency that it states: `¥1,234.50`, `(1,234.50)`, `12-`, `1.5万元`, `3件`.
fn parse(text: &str, decimals: Decimals, own: Option<Currency>) -> Result<(Figure, Option<Currency>), Flaw> {
    let bare = bare(text, own).ok_or(Flaw::NotANumber)?;
    let digits = match Marks::of(bare.digits) {
        Marks::None => None,
        Marks::Same(digits) => Some(digits),
        Marks::Point(digits) => (decimals != Decimals::Comma).then_some(digits),
        Marks::Comma(digits) => match decimals {
            Decimals::Point => None,
            Decimals::Comma => Some(digits),
            Decimals::Unknown => Some(digits)
                .filter(|_| has_both_marks(bare.digits))
                .map(Some)
                .ok_or(Flaw::AmbiguousNumber)?,
        },
        Marks::Either { point, comma } => match decimals {
            Decimals::Point => Some(point),
            Decimals::Comma => Some(comma),
            Decimals::Unknown => return Err(Flaw::AmbiguousNumber),
        },
    };
    let value = digits.and_then(|digits| {
        Decimal::from_str(&digits)
            .or_else(|_| Decimal::from_scientific(&digits))
            .ok()
    });
    let value = value.ok_or(Flaw::NotANumber)?;
    let value = if bare.negative { -value } else { value };
    let figure = Figure {
        value,
        unit: bare.unit,
    };
    Ok((figure, bare.currency))
}

fn has_both_marks(text: &str) -> bool {
    (text.contains('.') && text.contains(',')) || text.matches('.').count() > 1
}

/// A number without what stands around its digits.
struct Bare<'a> {
    digits: &'a str,
    negative: bool,
    unit: Option<Decimal>,
    currency: Option<Currency>,
}

fn bare(text: &str, own: Option<Currency>) -> Option<Bare<'_>> {
    let mut rest = text.trim_start_matches('\'').trim();
    let mut negative = None;
    let mut currency = None;
    let mut unit = None;
    loop {
        let before = rest;
        if let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            set_once(&mut negative, true)?;
            rest = inner.trim();
        }
        for (sign, is_negative) in [('-', true), ('\u{2212}', true), ('+', false)] {
            if let Some(unsigned) = rest.strip_prefix(sign).or_else(|| rest.strip_suffix(sign)) {
                set_once(&mut negative, is_negative)?;
                rest = unsigned.trim();
            }
        }
        if let Some((stated, bare)) = money(rest, own) {
            // ¥5元 says it twice; $5元 says nothing.
            (currency.replace(stated).is_none_or(|known| known == stated)).then_some(())?;
            // 元 says that it is one, whatever the header says.
            let is_yuan = rest.ends_with(['元', '圆']) && !bare.ends_with(['万', '萬']);
            if is_yuan {
                set_once(&mut unit, Decimal::ONE)?;
            }
            rest = bare;
        }
        if let Some(bare) = rest.strip_suffix(['万', '萬']) {
            set_once(&mut unit, dec!(10_000))?;
            rest = bare.trim();
        }
        if let Some(bare) = rest.strip_suffix(MEASURES) {
            set_once(&mut unit, Decimal::ONE)?;
            rest = bare.trim();
        }
        if rest == before {
            break;
        }
    }
    Some(Bare {
        digits: rest,
        negative: negative == Some(true),
        unit,
        currency,
    })
}

/// The currency at either end of a number, and the number without it. Most numbers have none.
fn money(text: &str, own: Option<Currency>) -> Option<(Currency, &str)> {
    let is_plain = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    if is_plain(bytes.first()) && is_plain(bytes.last()) {
        return None;
    }
    Currency::beside(text, own)
}

/// What things are counted in; said behind a number, it changes nothing.
const MEASURES: [char; 22] = [
    '个', '個', '件', '次', '单', '單', '家', '台', '臺', '套', '箱', '盒', '袋', '瓶', '只', '支', '张',
    '條', '条', '位', '户', '分',
];

/// What the marks between the digits of a number can mean.
enum Marks {
    /// It is no number.
    None,
    /// The same whatever stands before decimals, or without any mark.
    Same(String),
    /// A point stands before the decimals.
    Point(String),
    /// A comma does.
    Comma(String),
    /// Nobody can tell: 1.234 is either a good one, or a thousand.
    Either { point: String, comma: String },
}

impl Marks {
    fn of(text: &str) -> Self {
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return plain_digits(text, '.', ',').map_or(Self::None, Self::Same);
        }
        match (plain_digits(text, '.', ','), plain_digits(text, ',', '.')) {
            (None, None) => Self::None,
            (Some(point), None) => Self::Point(point),
            (None, Some(comma)) => Self::Comma(comma),
            (Some(point), Some(comma)) if point == comma => Self::Same(point),
            (Some(point), Some(comma)) => Self::Either { point, comma },
        }
    }
}

/// What a text tells of the decimals of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// Nothing.
    None,
    /// A point stands before them.
    Point {
        /// Whether the number can be no slip: 1,234.50, 1,234,567.
        strong: bool,
    },
    /// A comma does.
    Comma {
        /// Whether the number can be no slip: 1.234,50, 1.234.567.
        strong: bool,
    },
    /// It would have to be known: a point stands before three digits.
    WantedPoint,
    /// The same of a comma.
    WantedComma,
}

/// What a cell's text tells of the decimals of its column.
pub fn hint(text: &str) -> Hint {
    let bytes = text.as_bytes();
    // Most numbers have no mark but a point, before one decimal or two.
    let decimals = bytes
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let is_simple = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    if bytes.iter().all(is_simple) {
        let points = text.matches('.').count();
        match points {
            0 => return Hint::None,
            1 if decimals != 3 => return Hint::Point { strong: false },
            _ => {}
        }
    }
    let text = normalise(text);
    let text = text.strip_suffix('%').map_or(text.as_str(), str::trim_end);
    let strong = text.matches(['.', ',']).count() > 1;
    match bare(text, None).map(|bare| Marks::of(bare.digits)) {
        None | Some(Marks::None | Marks::Same(_)) => Hint::None,
        Some(Marks::Point(_)) => Hint::Point { strong },
        Some(Marks::Comma(_)) => Hint::Comma { strong },
        Some(Marks::Either { .. }) if text.contains(',') => Hint::WantedComma,
        Some(Marks::Either { .. }) => Hint::WantedPoint,
    }
}

fn set_once<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

/// The digits without thousands separators, which stand before every third digit or nowhere: `1,23` may well
/// be a decimal comma, and a guess could be wrong by a factor of 100.
fn plain_digits(text: &str, decimal: char, thousands: char) -> Option<String> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, ""));
    let (whole, fraction) = mantissa.split_once(decimal).unwrap_or((mantissa, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = match whole.find([thousands, '\'', ' ']) {
        None => whole.to_owned(),
        Some(first) => {
            let separator = char::from(*whole.as_bytes().get(first)?);
            let mut groups = whole.split(separator);
            let is_head = |head: &&str| (1..=3).contains(&head.len()) && !head.starts_with('0');
            let mut joined = groups.next().filter(is_head)?.to_owned();
            for group in groups {
                (group.len() == 3).then(|| joined.push_str(group))?;
            }
            joined
        }
    };
    let has_digits = !whole.is_empty() || !fraction.is_empty();
    if !has_digits || !is_digits(&whole) || !is_digits(fraction) {
        return None;
    }
    // An exponent with a sign of its own is what Excel's display leaves of a long number: digits are lost.
    let exponent_stated = text.len() > mantissa.len();
    if exponent_stated && (exponent.is_empty() || exponent.len() > 2 || !is_digits(exponent)) {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { &whole };
    let fraction = if fraction.is_empty() { "0" } else { fraction };
    Some(if exponent_stated {
        format!("{whole}.{fraction}e{exponent}")
    } else {
        format!("{whole}.{fraction}")
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{read, read_with};
    use super::*;
    use crate::recognise::Money;
    use proptest::prelude::*;

    fn stated(cell: &Cell) -> Option<String> {
        let reading = read(number, cell);
        assert_eq!(
            reading.value.is_none(),
            reading.flaw.is_some() || shown_empty(cell),
            "{cell:?}"
        );
        reading.value.map(|value| value.normalize().to_string())
    }

    fn shown_empty(cell: &Cell) -> bool {
        super::super::shown(cell).is_empty()
    }

    #[test]
    fn texts_state_numbers() {
        for (text, expected) in [
            ("1234.5", "1234.5"),
            ("1,234.50", "1234.5"),
            ("1，234，567.00", "1234567"),
            ("１２３４．５", "1234.5"),
            ("¥1,234", "1234"),
            ("￥ 1234", "1234"),
            ("1234元", "1234"),
            ("RMB 1,234", "1234"),
            ("cny1234", "1234"),
            ("1234 CNY", "1234"),
            ("1.5万", "15000"),
            ("1.5万元", "15000"),
            ("1.5萬元", "15000"),
            ("2萬", "20000"),
            ("(1,234.50)", "-1234.5"),
            ("（1,234.50）", "-1234.5"),
            ("(¥1,234.50)", "-1234.5"),
            ("¥(1,234.50)", "-1234.5"),
            ("-¥5", "-5"),
            ("¥-5", "-5"),
            ("-5", "-5"),
            ("5-", "-5"),
            ("5.00－", "-5"),
            ("\u{2212}5", "-5"),
            ("－5", "-5"),
            ("+5", "5"),
            ("'5", "5"),
            ("\u{a0}5\u{3000}", "5"),
            ("1 234 567.8", "1234567.8"),
            ("1'234", "1234"),
            (".5", "0.5"),
            ("5.", "5"),
            ("0", "0"),
            ("-0", "0"),
            ("007", "7"),
            ("3个", "3"),
            ("1,200 件", "1200"),
            ("-2次", "-2"),
            ("1.0E7", "10000000"),
            ("123456789012345678.12", "123456789012345678.12"),
        ] {
            assert_eq!(
                stated(&Cell::Text(text.into())).as_deref(),
                Some(expected),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn plain_numbers_are_what_they_are_parsed_as(text in "[0-9]{0,19}([.][0-9]{0,5})?") {
            for decimals in [Decimals::Point, Decimals::Comma, Decimals::Unknown] {
                if let Some(plain) = plain_number(&text, decimals) {
                    let (parsed, currency) = parse(&text, decimals, None).unwrap();
                    prop_assert_eq!((parsed.unit, currency), (None, None));
                    prop_assert_eq!(parsed.value.serialize(), plain.serialize());
                }
            }
        }
    }

    #[test]
    fn nonsense_is_no_number() {
        for text in [
            "待定",
            "1,23",
            "0,123",
            "5个万",
            "12,34.5",
            "1,234,56",
            "1.2.3",
            "--5",
            "-(5)",
            "5--",
            "-",
            "¥",
            "万",
            "5万万",
            "1e",
            "1e999",
            "1.23E+11",
            "5%",
            "1/2",
            "0x10",
            "NaN",
            "inf",
            ",5",
            "1 23",
            "()",
            "99999999999999999999999999999999",
            "2026-10-05",
            "99999999999999999999999999万",
            "1000000000000000000.01",
        ] {
            assert_eq!(
                read(number, &Cell::Text(text.into())).flaw,
                Some(Flaw::NotANumber),
                "{text}"
            );
        }
        for cell in [
            Cell::Bool(true),
            Cell::DateTime(46_300.0),
            Cell::Number(f64::NAN),
            Cell::Number(f64::INFINITY),
            Cell::Number(-1e300),
        ] {
            assert_eq!(read(number, &cell).flaw, Some(Flaw::NotANumber), "{cell:?}");
        }
    }

    #[test]
    fn decimals_are_read_as_the_column_has_them() {
        use Decimals::{Comma, Point, Unknown};
        for (text, in_column, expected) in [
            ("1.234,50", Comma, Ok("1234.5")),
            ("2.000", Comma, Ok("2000")),
            ("12,5", Comma, Ok("12.5")),
            ("1 234,5", Comma, Ok("1234.5")),
            ("-1.234,50 元", Comma, Ok("-1234.5")),
            ("1.234.567", Comma, Ok("1234567")),
            ("1,234", Comma, Ok("1.234")),
            ("1,234.50", Comma, Err(Flaw::NotANumber)),
            ("12.5", Comma, Err(Flaw::NotANumber)),
            ("500", Comma, Ok("500")),
            ("1.234,50", Point, Err(Flaw::NotANumber)),
            ("2.000", Point, Ok("2")),
            ("1.234,50", Unknown, Ok("1234.5")),
            ("1,234.50", Unknown, Ok("1234.5")),
            ("12.5", Unknown, Ok("12.5")),
            ("500", Unknown, Ok("500")),
            ("12,5", Unknown, Err(Flaw::AmbiguousNumber)),
            ("2.000", Unknown, Err(Flaw::AmbiguousNumber)),
            ("1,234", Unknown, Err(Flaw::AmbiguousNumber)),
        ] {
            let reading = read_with(number, &Cell::Text(text.into()), |setting| {
                setting.writing.decimal = in_column;
            });
            let value = reading.value.map(|value| value.normalize().to_string());
            assert_eq!(
                value.as_deref().ok_or(reading.flaw),
                expected.map_err(Some),
                "{text}"
            );
        }
        for (text, expected) in [
            ("1234.5", Hint::Point { strong: false }),
            ("1,234.50", Hint::Point { strong: true }),
            ("1,234,567", Hint::Point { strong: true }),
            ("0.125", Hint::Point { strong: false }),
            ("1.234,50", Hint::Comma { strong: true }),
            ("12,5", Hint::Comma { strong: false }),
            ("¥ 0,125", Hint::Comma { strong: false }),
            ("1.234", Hint::WantedPoint),
            ("1,234", Hint::WantedComma),
            ("1234", Hint::None),
            ("1 234", Hint::None),
            ("甲,乙", Hint::None),
            ("", Hint::None),
        ] {
            assert_eq!(hint(text), expected, "{text}");
        }
    }

    #[test]
    fn number_cells_are_what_excel_shows() {
        for (cell, expected) in [
            (0.534_576 + 1e-16, "0.534576"),
            (0.1 + 0.2, "0.3"),
            (-1200.0, "-1200"),
            (5.551_115_123_125_783e-17, "0"),
            (1e-300, "0"),
        ] {
            let value = stated(&Cell::Number(cell)).unwrap();
            let value = Decimal::from_str(&value).unwrap().round_dp(15).normalize();
            assert_eq!(value.to_string(), expected);
        }
    }

    #[test]
    fn the_unit_in_the_cell_wins_over_the_headers() {
        let in_ten_thousands = |cell: Cell| {
            read_with(number, &cell, |setting| setting.multiplier = dec!(10_000))
                .value
                .map(|value| value.normalize().to_string())
        };
        for (cell, expected) in [
            (Cell::Number(53.4576), "534576"),
            (Cell::Text("53.4576".into()), "534576"),
            (Cell::Text("53.4576万".into()), "534576"),
            (Cell::Text("534576元".into()), "534576"),
            (Cell::Text("¥53.4576".into()), "534576"),
        ] {
            assert_eq!(in_ten_thousands(cell).as_deref(), Some(expected));
        }
    }

    #[test]
    fn cells_of_money_may_state_their_currency() {
        let rates = vec![(Currency::of_code("USD").unwrap(), dec!(7.1))];
        let in_table = |own: &str, rates: &[(Currency, Decimal)], text: &str| {
            let of_table = Money {
                own: Currency::of_code(own),
                rates: rates.to_vec(),
                ..Money::default()
            };
            let reading = read_with(number, &Cell::Text(text.into()), |setting| {
                // The whole table is said to be in thousands, and in a currency that is worth 3.
                setting.multiplier = dec!(3_000);
                setting.money = Some(CellMoney {
                    of_table: Box::leak(Box::new(of_table)),
                    scale: dec!(1_000),
                });
            });
            reading.value.map(|value| value.normalize().to_string())
        };
        for (text, unrated, rated) in [
            ("12", "36000", "36000"),
            ("$12", "12000", "85200"),
            ("USD 1,200.50", "1200500", "8523550"),
            ("(1,200) usd", "-1200000", "-8520000"),
            ("-$5", "-5000", "-35500"),
            ("US$ 5-", "-5000", "-35500"),
            ("¥5", "5000", "5000"),
            ("RMB 5", "5000", "5000"),
            ("€ 5", "5000", "5000"),
            ("5元", "5", "5"),
            ("1.5万元", "15000", "15000"),
            ("1.5万美元", "15000", "106500"),
            ("5 US dollars", "5000", "35500"),
            ("HK$5", "5000", "5000"),
        ] {
            assert_eq!(in_table("CNY", &[], text).as_deref(), Some(unrated), "{text}");
            assert_eq!(in_table("CNY", &rates, text).as_deref(), Some(rated), "{text}");
        }
        for text in [
            "$5元",
            "$",
            "USD",
            "5 USD EUR",
            "$1,23",
            "EUR-USD",
            "A$$5",
            "5 kg",
            "$5 USDX",
        ] {
            assert_eq!(in_table("CNY", &[], text), None, "{text}");
        }
        // What is no column of money holds none in another currency.
        assert_eq!(
            read(number, &Cell::Text("$5".into())).flaw,
            Some(Flaw::NotANumber)
        );
    }

    #[test]
    fn shares_may_be_percentages() {
        let share_of = |text: &str| read(share, &Cell::Text(text.into()));
        assert_eq!(share_of("85%").value, Some(dec!(0.85)));
        assert_eq!(share_of("8５％").value, Some(dec!(0.85)));
        assert_eq!(share_of("1.2").value, Some(dec!(1.2)));
        assert_eq!(share_of("-1").flaw, Some(Flaw::NotANumber));
        assert_eq!(share_of("").value, None);
    }
}
