//! `repcard.toml`: company, language, fonts, print, calendar, inputs, words, expectations, limits.

use super::checks;
use super::expect;
use super::mail;
use super::notify::{self, Notify};
use super::reshaping;
use super::words;
use chrono::NaiveDate;
use globset::Glob;
use repcard::catalogue::expression::{Expression, Wanted};
use repcard::catalogue::{Catalogue, Check, List};
use repcard::deliver::MailSettings;
use repcard::mistake::toml_file::{Table, TomlFile, Value, nearest};
use repcard::mistake::{Mistake, Written};
use repcard::model::{
    Bilingual, Country, Currency, Dataset, DateOrder, DecimalMark, Expectations, Field, Id, Language,
    Restated, SameNumber, Timezone, YearStart,
};
use repcard::read::{LimitSetting, Limits, encoding_of_label};
use repcard::recognise::{AmountsOf, Pin, Preset, Presets, Sign};
use repcard::records::WordSettings;
use rust_decimal::Decimal;
use rust_decimal::dec;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toml::de::DeValue;

/// The file's name in a book.
pub const FILE: &str = "repcard.toml";

const KEYS: [&str; 20] = [
    "company",
    "language",
    "currency",
    "book",
    "fonts",
    "print",
    "calendar",
    "encodings",
    "inputs",
    "words",
    "orders",
    "restated",
    "expect",
    "check",
    "rates",
    "scale",
    "limits",
    "archive",
    "mail",
    "notify",
];
const BOOK_KEYS: [&str; 4] = ["timezone", "date_order", "fiscal_year_start", "fiscal_year_named"];
const ARCHIVE_KEYS: [&str; 1] = ["enabled"];
const PRINT_KEYS: [&str; 4] = ["duplex", "talks", "font", "bold_font"];
const CALENDAR_KEYS: [&str; 3] = ["country", "holidays", "worked"];
const ORDER_KEYS: [&str; 1] = ["same_number"];
const PIN_KEYS: [&str; 18] = [
    "preset",
    "files",
    "sheet",
    "header",
    "header_row",
    "columns",
    "where",
    "scale",
    "date_order",
    "decimal",
    "swapped_dates",
    "sign",
    "amounts",
    "fill_down",
    "control",
    "unpivot",
    "sums",
    "join",
];
/// Whether years are called by the calendar year that they end in.
const YEARS_NAMED_BY: [(&str, bool); 2] = [("first", false), ("last", true)];
const LANGUAGES: [(&str, Language); 2] = [("zh-CN", Language::Chinese), ("en", Language::English)];
const SIGNS: [(&str, Sign); 2] = [("minus", Sign::Minus), ("as-written", Sign::AsWritten)];
const AMOUNTS: [(&str, AmountsOf); 2] = [("lines", AmountsOf::Lines), ("orders", AmountsOf::Orders)];
const DATE_ORDERS: [(&str, DateOrder); 3] = [
    ("dmy", DateOrder::Dmy),
    ("mdy", DateOrder::Mdy),
    ("ymd", DateOrder::Ymd),
];
const DECIMALS: [(&str, DecimalMark); 2] = [(",", DecimalMark::Comma), (".", DecimalMark::Point)];
const COUNTRIES: [(&str, Country); 2] = [("CN", Country::China), ("none", Country::None)];
const SAME_NUMBERS: [(&str, SameNumber); 3] = [
    ("one", SameNumber::One),
    ("parts", SameNumber::Parts),
    ("each", SameNumber::Each),
];
const RESTATED: [(&str, Restated); 2] = [("one", Restated::One), ("each", Restated::Each)];
/// The lists of which each row is something that happened.
const EVENTS: [(&str, Dataset); 5] = [
    ("visits", Dataset::VISITS),
    ("calls", Dataset::CALLS),
    ("requests", Dataset::REQUESTS),
    ("reports", Dataset::REPORTS),
    ("conduct", Dataset::CONDUCT),
];
/// What people call the fields that say who.
pub(super) const SHORT_NAMES: [(&str, Field); 2] = [("rep", Field::RepId), ("name", Field::RepName)];
const LAST_ROW: u32 = 1_048_576;
/// What amounts may add up to.
const LARGEST_CONTROL: Decimal = dec!(1_000_000_000_000_000);
/// What amounts may be multiplied by.
const LEAST_FACTOR: Decimal = dec!(0.00000001);
const LARGEST_FACTOR: Decimal = dec!(100_000_000);

/// Whether published runs are kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Archive {
    /// In the book's archive.
    #[default]
    Kept,
    /// Nowhere but in the results themselves.
    Off,
}

impl Archive {
    fn of(enabled: bool) -> Self {
        if enabled { Self::Kept } else { Self::Off }
    }
}

/// Pages for the talks of reps and managers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Talks {
    /// None.
    #[default]
    None,
    /// One for each rep.
    Printed,
}

/// The settings of `repcard.toml`; what it leaves out is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Company {
    /// The company's name.
    pub name: String,
    /// The language of everything that people read.
    pub language: Language,
    /// Whether the file states it; where it doesn't, what the console says follows the locale.
    pub states_language: bool,
    /// The currency of all amounts, where it is stated.
    pub currency: Option<Currency>,
    /// What one of each other currency is worth in it.
    pub rates: Vec<(Currency, Decimal)>,
    /// What amounts are multiplied by, by patterns of files.
    pub scales: Vec<(String, Decimal)>,
    /// The zone of the book's days.
    pub timezone: Option<Timezone>,
    /// How dates such as 05/10/2026 read where nothing nearer tells.
    pub date_order: Option<DateOrder>,
    /// Where the years begin that targets are set for, and whether it is stated which calendar year they are called by.
    pub year_start: Option<YearStart>,
    pub is_year_named: bool,
    /// The font file of the company's own face.
    pub font: Option<PathBuf>,
    /// That of its bold face.
    pub bold_font: Option<PathBuf>,
    /// Font files for characters that those and the bundled faces lack.
    pub fonts: Vec<PathBuf>,
    /// Whether packs are printed on both sides of the paper.
    pub duplex: bool,
    /// Whether a page for the talk of rep and manager is printed.
    pub talks: Talks,
    /// Whose public holidays are kept.
    pub country: Country,
    /// Days off beyond the published ones.
    pub holidays: Vec<NaiveDate>,
    /// Days worked in exchange beyond the published ones.
    pub worked: Vec<NaiveDate>,
    /// The encodings of text files, by patterns of their names.
    pub encodings: Vec<(String, String)>,
    /// What is pinned of a dataset's inputs.
    pub inputs: BTreeMap<Dataset, Vec<Pin>>,
    /// What words of exports mean.
    pub words: WordSettings,
    /// What order numbers mean that stand in several files or sheets.
    pub same_number: Option<SameNumber>,
    /// What rows of two exports are that differ in some cells.
    pub restated: BTreeMap<Dataset, Restated>,
    /// What the period's exports are expected to hold.
    pub expected: Expectations,
    /// What must not be in rows.
    pub checks: Vec<Check>,
    /// What an export may cost.
    pub limits: Limits,
    /// Whether what is published is kept in the archive.
    pub archive: Archive,
    /// How what was published is mailed; none where the file says nothing of it.
    pub mail: Option<MailSettings>,
    /// What is told how a run ended; nothing where the file says nothing of it.
    pub notify: Option<Notify>,
}

/// Reads the parsed file of the book in the folder `book`.
pub fn read(
    file: &mut TomlFile<'_>,
    root: &Value<'_>,
    book: &Path,
    (catalogue, presets): (&Catalogue, &Presets),
) -> Company {
    let stated = language_of(root);
    let mut company = Company {
        language: stated.unwrap_or_default(),
        states_language: stated.is_some(),
        ..Company::default()
    };
    if !file.is_clean() {
        return company;
    }
    let Some(table) = file.table(root, &KEYS) else {
        return company;
    };
    if let Some(DeValue::String(name)) = table.get("company").map(toml::Spanned::get_ref) {
        name.trim().clone_into(&mut company.name);
    } else if let Some(value) = table.get("company") {
        file.text(value);
    }
    if let Some(value) = table.get("language") {
        file.word(value, &LANGUAGES);
    }
    let currencies: Vec<(&str, Currency)> = Currency::all()
        .map(|currency| (currency.code(), currency))
        .collect();
    company.currency = table
        .get("currency")
        .and_then(|value| file.word(value, &currencies));
    if let Some(value) = table.get("rates") {
        company.rates = rates(file, value, &currencies);
    }
    if let Some(value) = table.get("scale") {
        company.scales = scales(file, value);
    }
    if let Some(table) = table.get("book").and_then(|value| file.table(value, &BOOK_KEYS)) {
        of_book(file, &table, &mut company);
    }
    if let Some(value) = table.get("fonts") {
        company.fonts = fonts(file, value, book);
    }
    if let Some(table) = table
        .get("print")
        .and_then(|value| file.table(value, &PRINT_KEYS))
    {
        of_print(file, &table, book, &mut company);
    }
    if let Some(table) = table
        .get("calendar")
        .and_then(|value| file.table(value, &CALENDAR_KEYS))
    {
        let country = table.get("country");
        let country = country.and_then(|value| file.word(value, &COUNTRIES));
        company.country = country.unwrap_or_default();
        company.holidays = days(file, &table, "holidays", &[]);
        company.worked = days(file, &table, "worked", &company.holidays);
    }
    if let Some(value) = table.get("encodings") {
        company.encodings = encodings(file, value);
    }
    if let Some(value) = table.get("inputs") {
        company.inputs = inputs(file, value, (catalogue, presets));
    }
    if let Some(value) = table.get("words") {
        company.words = words::read(file, value, catalogue);
    }
    if let Some(table) = table
        .get("orders")
        .and_then(|value| file.table(value, &ORDER_KEYS))
    {
        let same_number = table.get("same_number");
        company.same_number = same_number.and_then(|value| file.word(value, &SAME_NUMBERS));
    }
    let lists = EVENTS.map(|(list, _)| list);
    if let Some(table) = table.get("restated").and_then(|value| file.table(value, &lists)) {
        let mut said = |list| table.get(list).and_then(|value| file.word(value, &RESTATED));
        let said = EVENTS
            .into_iter()
            .filter_map(|(list, dataset)| Some((dataset, said(list)?)));
        company.restated = said.collect();
    }
    if let Some(value) = table.get("expect") {
        company.expected = expect::read(file, value, catalogue);
    }
    if let Some(value) = table.get("check") {
        company.checks = checks::read(file, value, catalogue);
    }
    if let Some(value) = table.get("limits") {
        company.limits = limits(file, value);
    }
    after_publishing(file, &table, book, &mut company);
    company
}

/// What becomes of a result once it is published.
fn after_publishing(file: &mut TomlFile<'_>, table: &Table<'_, '_>, book: &Path, company: &mut Company) {
    if let Some(table) = table
        .get("archive")
        .and_then(|value| file.table(value, &ARCHIVE_KEYS))
    {
        let enabled = table.get("enabled").and_then(|value| file.flag(value));
        company.archive = enabled.map_or(Archive::Kept, Archive::of);
    }
    company.mail = table.get("mail").and_then(|value| mail::read(file, value, book));
    company.notify = table.get("notify").and_then(|value| notify::read(file, value));
}

fn of_print(file: &mut TomlFile<'_>, table: &Table<'_, '_>, book: &Path, company: &mut Company) {
    let duplex = table.get("duplex").and_then(|value| file.flag(value));
    company.duplex = duplex.unwrap_or_default();
    if table.get("talks").and_then(|value| file.flag(value)) == Some(true) {
        company.talks = Talks::Printed;
    }
    let mut named = |key| table.get(key).and_then(|value| font(file, value, book));
    company.font = named("font");
    company.bold_font = named("bold_font");
}

/// The language, read before anything can be said about the rest.
fn language_of(root: &Value<'_>) -> Option<Language> {
    root.get_ref()
        .get("language")
        .and_then(|value| value.get_ref().as_str())
        .and_then(|text| LANGUAGES.into_iter().find(|(word, _)| *word == text))
        .map(|(_, language)| language)
}

/// What holds for the whole book: its days, its dates, its years.
fn of_book(file: &mut TomlFile<'_>, table: &Table<'_, '_>, company: &mut Company) {
    company.timezone = table.get("timezone").and_then(|value| timezone(file, value));
    company.date_order = table
        .get("date_order")
        .and_then(|value| file.word(value, &DATE_ORDERS));
    let start = table.get("fiscal_year_start");
    let start = start.and_then(|value| file.whole(value, 1..=12));
    let named = table.get("fiscal_year_named");
    let named = named.and_then(|value| file.word(value, &YEARS_NAMED_BY));
    company.year_start = start.and_then(|month| YearStart::new(month, named.unwrap_or_default()));
    company.is_year_named = named.is_some();
    let is_idle = table.get("fiscal_year_start").is_none();
    if let Some(value) = table.get("fiscal_year_named").filter(|_| is_idle) {
        let said = Bilingual {
            zh: "没有写 fiscal_year_start，年份就是自然年，fiscal_year_named 不起作用；请写上或删除".to_owned(),
            en: "without fiscal_year_start years are those of the calendar, so that fiscal_year_named does nothing; add it, or delete this".to_owned(),
        };
        file.complain(value.span(), Mistake::Said(said));
    }
}

fn timezone(file: &mut TomlFile<'_>, value: &Value<'_>) -> Option<Timezone> {
    let text = file.text(value)?;
    let zone = text.parse().ok();
    if zone.is_none() {
        let known: Vec<&str> = Timezone::names().collect();
        let mistake = Mistake::UnknownZone {
            text: text.to_owned(),
            nearest: nearest(text, &known),
        };
        file.complain(value.span(), mistake);
    }
    zone
}

fn fonts(file: &mut TomlFile<'_>, value: &Value<'_>, book: &Path) -> Vec<PathBuf> {
    let paths = file.texts(value).into_iter();
    paths
        .filter_map(|(path, span)| font_file(file, path, span, book))
        .collect()
}

fn font(file: &mut TomlFile<'_>, value: &Value<'_>, book: &Path) -> Option<PathBuf> {
    let path = file.text(value)?;
    font_file(file, path, value.span(), book)
}

fn font_file(file: &mut TomlFile<'_>, path: &str, span: Range<usize>, book: &Path) -> Option<PathBuf> {
    let font = book.join(path);
    if font.is_file() {
        return Some(font);
    }
    file.complain(span, Mistake::NoSuchFile(path.to_owned()));
    None
}

fn days(file: &mut TomlFile<'_>, table: &Table<'_, '_>, key: &str, others: &[NaiveDate]) -> Vec<NaiveDate> {
    let mut days = BTreeSet::new();
    let items = table.get(key).and_then(|value| file.list(value));
    for value in items.into_iter().flatten() {
        let Some(day) = file.date(value) else {
            continue;
        };
        if others.contains(&day) {
            file.complain(value.span(), Mistake::HolidayAndWorked(day.to_string()));
        }
        days.insert(day);
    }
    days.into_iter().collect()
}

/// What one of each currency is worth in the book's own.
fn rates(
    file: &mut TomlFile<'_>,
    value: &Value<'_>,
    currencies: &[(&str, Currency)],
) -> Vec<(Currency, Decimal)> {
    let known: Vec<&str> = currencies.iter().map(|(code, _)| *code).collect();
    let Some(table) = file.table(value, &known) else {
        return Vec::new();
    };
    let rate = |(code, currency): &(&str, Currency)| {
        let rate = file.number(table.get(code)?, LEAST_FACTOR..=LARGEST_FACTOR)?;
        Some((*currency, rate))
    };
    currencies.iter().filter_map(rate).collect()
}

/// What the amounts of files are multiplied by.
fn scales(file: &mut TomlFile<'_>, value: &Value<'_>) -> Vec<(String, Decimal)> {
    let Some(table) = file.open_table(value) else {
        return Vec::new();
    };
    let mut scales = Vec::new();
    for (pattern, span, value) in table.iter() {
        if let Err(error) = Glob::new(&pattern.replace("{period}", "2026-10")) {
            file.complain(span, Mistake::BadGlob(error.kind().to_string()));
        }
        if let Some(scale) = file.number(value, LEAST_FACTOR..=LARGEST_FACTOR) {
            scales.push((pattern.to_owned(), scale));
        }
    }
    scales
}

fn encodings(file: &mut TomlFile<'_>, value: &Value<'_>) -> Vec<(String, String)> {
    let mut encodings = Vec::new();
    let table = file.open_table(value);
    for (pattern, span, value) in table.iter().flat_map(Table::iter) {
        if let Err(error) = Glob::new(&pattern.replace("{period}", "2026-10")) {
            file.complain(span, Mistake::BadGlob(error.kind().to_string()));
        }
        let Some(label) = file.text(value) else {
            continue;
        };
        if encoding_of_label(label).is_none() {
            file.complain(value.span(), Mistake::UnknownEncoding(label.to_owned()));
        }
        encodings.push((pattern.to_owned(), label.to_owned()));
    }
    encodings
}

fn limits(file: &mut TomlFile<'_>, value: &Value<'_>) -> Limits {
    let mut limits = Limits::default();
    let Some(table) = file.table(value, &Limits::SETTINGS.map(|setting| setting.key)) else {
        return limits;
    };
    for LimitSetting { key, bounds, field } in Limits::SETTINGS {
        if let Some(most) = table.get(key).and_then(|value| file.whole(value, bounds)) {
            *field(&mut limits) = most.into();
        }
    }
    limits
}

fn inputs(
    file: &mut TomlFile<'_>,
    value: &Value<'_>,
    (catalogue, presets): (&Catalogue, &Presets),
) -> BTreeMap<Dataset, Vec<Pin>> {
    let mut inputs = BTreeMap::new();
    let ids: Vec<Id> = catalogue.datasets().map(Dataset::id).collect();
    let known: Vec<&str> = ids.iter().map(Id::as_str).collect();
    let Some(table) = file.table(value, &known) else {
        return inputs;
    };
    for list in catalogue.lists() {
        let Some(value) = table.get(&list.dataset.id()) else {
            continue;
        };
        // [inputs.orders] pins one table, [[inputs.orders]] several.
        let mut read = |value| pin(file, value, (list, presets));
        let pins: Vec<Pin> = match value.get_ref() {
            DeValue::Array(values) => values.iter().filter_map(read).collect(),
            _ => read(value).into_iter().collect(),
        };
        inputs.insert(list.dataset, each_once(pins));
    }
    inputs
}

/// What is pasted twice is meant once: two entries that say the same would each take the rows of one sheet.
fn each_once(pins: Vec<Pin>) -> Vec<Pin> {
    let without_place = |pin: &Pin| Pin {
        places: BTreeMap::new(),
        ..pin.clone()
    };
    let mut known: Vec<Pin> = Vec::new();
    let mut once = Vec::new();
    for pin in pins {
        let said = without_place(&pin);
        if !known.contains(&said) {
            known.push(said);
            once.push(pin);
        }
    }
    once
}

fn pin(file: &mut TomlFile<'_>, value: &Value<'_>, (list, presets): (&List, &Presets)) -> Option<Pin> {
    let table = file.table(value, &PIN_KEYS)?;
    let mut pin = Pin::default();
    if let Some(value) = table.get("files") {
        for (pattern, span) in file.texts(value) {
            if let Err(error) = Glob::new(&pattern.replace("{period}", "2026-10")) {
                file.complain(span, Mistake::BadGlob(error.kind().to_string()));
            }
            pin.files.push(pattern.to_owned());
        }
    }
    pin.sheet = table
        .get("sheet")
        .and_then(|value| file.text(value))
        .map(str::to_owned);
    pin.header_row = table
        .get("header_row")
        .and_then(|value| file.whole(value, 1..=LAST_ROW));
    pin.header = table.get("header").and_then(|value| file.flag(value));
    pin.scale = table.get("scale").and_then(|value| scale(file, value, list));
    pin.date_order = table
        .get("date_order")
        .and_then(|value| file.word(value, &DATE_ORDERS));
    pin.decimal = table.get("decimal").and_then(|value| file.word(value, &DECIMALS));
    pin.swapped_dates = table.get("swapped_dates").and_then(|value| file.flag(value));
    if let Some(value) = table.get("columns") {
        columns(file, value, list, &mut pin);
    }
    if let Some(value) = table.get("where") {
        pin.filter = condition(file, value, &mut pin.places);
    }
    pin.unpivot = table
        .get("unpivot")
        .and_then(|value| reshaping::unpivot(file, value, list, &mut pin.places));
    if let Some(value) = table.get("join") {
        pin.join = reshaping::joins(file, value, &mut pin.places);
    }
    pin.sums = table
        .get("sums")
        .and_then(|value| reshaping::sums(file, value, list));
    pin.sign = table.get("sign").and_then(|value| file.word(value, &SIGNS));
    pin.amounts = table.get("amounts").and_then(|value| file.word(value, &AMOUNTS));
    pin.control = table.get("control").and_then(|value| control(file, value, list));
    pin.fill_down = table.get("fill_down").map(|value| fill_down(file, value, list));
    if let Some(value) = table.get("preset") {
        preset(file, value, (list, presets), &mut pin);
    }
    Some(pin)
}

/// What is known of the system that the pin names, for whatever the pin itself leaves open.
fn preset(file: &mut TomlFile<'_>, value: &Value<'_>, (list, presets): (&List, &Presets), pin: &mut Pin) {
    let of_list = || presets.all().filter(|preset| preset.dataset == list.dataset);
    let known: Vec<(&str, &Arc<Preset>)> = of_list().map(|preset| (preset.id.as_str(), preset)).collect();
    let text = file.text(value).unwrap_or_default();
    if let Some(other) = presets.get(text).filter(|preset| preset.dataset != list.dataset) {
        let (of, here) = (other.dataset.id(), list.dataset.id());
        let said = Bilingual {
            zh: format!("预设 {text} 用于 {of}，不能写在 [inputs.{here}] 中；请移到 [[inputs.{of}]]"),
            en: format!(
                "the preset {text} is one of {of}, and this is [inputs.{here}]; move it to [[inputs.{of}]]"
            ),
        };
        file.complain(value.span(), Mistake::Said(said));
        return;
    }
    if let Some(preset) = file.word(value, &known) {
        preset.complete(pin);
        let place = file.written(value);
        pin.places
            .entry("where".to_owned())
            .or_insert_with(|| place.clone());
        for (field, _) in &preset.columns {
            let id = field.id().to_string();
            pin.places.entry(id).or_insert_with(|| place.clone());
        }
    }
}

/// What the amounts of a list add up to, where it has any.
fn control(file: &mut TomlFile<'_>, value: &Value<'_>, list: &List) -> Option<Decimal> {
    if list.money().is_none() {
        let said = Bilingual {
            zh: format!(
                "{}表没有金额，无法核对总数；control 只用于订单等有金额的表",
                list.name.zh
            ),
            en: format!(
                "{} have no amounts to hold a total against; control is for lists with money, such as orders",
                list.name.en
            ),
        };
        file.complain(value.span(), Mistake::Said(said));
        return None;
    }
    file.number(value, -LARGEST_CONTROL..=LARGEST_CONTROL)
}

/// The ids of fields that only the first row of each group states.
fn fill_down(file: &mut TomlFile<'_>, value: &Value<'_>, list: &List) -> Vec<String> {
    let short_names = SHORT_NAMES.into_iter().map(|(short, _)| Id::of(short));
    // "rep" and "customer" are both the number and the name.
    let ids = list
        .fields
        .iter()
        .map(|declared| declared.field.id())
        .chain(short_names);
    let ids: Vec<Id> = ids.collect();
    let known: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), id.as_str())).collect();
    let items: Vec<_> = file.list(value).into_iter().flatten().collect();
    let items = items.into_iter().filter_map(|value| file.word(value, &known));
    items.map(str::to_owned).collect()
}

/// What amounts are multiplied by, of a list that has some.
fn scale(file: &mut TomlFile<'_>, value: &Value<'_>, list: &List) -> Option<Decimal> {
    if !list.fields.iter().any(|declared| declared.field.may_be_money()) {
        let id = list.dataset.id();
        let said = Bilingual {
            zh: format!("{id} 没有金额，scale 在这里不起作用；请删除"),
            en: format!("{id} has no field of money, so that scale does nothing here; delete it"),
        };
        file.complain(value.span(), Mistake::Said(said));
        return None;
    }
    file.number(value, LEAST_FACTOR..=LARGEST_FACTOR)
}

/// A condition over headers that no one knows yet: what is wrong whatever they are, is told at its place.
fn condition(
    file: &mut TomlFile<'_>,
    value: &Value<'_>,
    places: &mut BTreeMap<String, Written>,
) -> Option<String> {
    let text = file.text(value)?;
    if let Err(mistake) = Expression::names(text, Wanted::Condition) {
        let [zh, en] = [Language::Chinese, Language::English].map(|language| mistake.message(language));
        file.complain_within(value, mistake.span, Mistake::Said(Bilingual { zh, en }));
        return None;
    }
    places.insert("where".to_owned(), file.written(value));
    Some(text.to_owned())
}

fn columns(file: &mut TomlFile<'_>, value: &Value<'_>, list: &List, pin: &mut Pin) {
    let short_names = || SHORT_NAMES.into_iter().filter(|(_, field)| list.has(*field));
    let ids = list.fields.iter().map(|declared| declared.field.id());
    let mut ids: Vec<Id> = ids.chain(short_names().map(|(short, _)| Id::of(short))).collect();
    // What a company's own list calls its reps and customers.
    ids.extend(
        list.fields
            .iter()
            .map(|declared| declared.id)
            .filter(|id| !ids.contains(id))
            .collect::<Vec<_>>(),
    );
    let known: Vec<&str> = ids.iter().map(Id::as_str).collect();
    let Some(table) = file.table(value, &known) else {
        return;
    };
    for (key, span, value) in table.iter() {
        let Some(header) = file.text(value) else {
            continue;
        };
        let short = short_names().find(|(short, _)| *short == key);
        let field = short.map(|(_, field)| field).or_else(|| list.field(key));
        let id = field.map_or_else(|| key.to_owned(), |field| field.id().to_string());
        pin.places.insert(id.clone(), file.written(value));
        if pin.columns.insert(id.clone(), header.to_owned()).is_some() {
            file.complain(span, Mistake::Repeated(id));
        }
    }
}
