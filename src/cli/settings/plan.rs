//! `plan.toml`: what a year is to bring, and how it is spread over months and people.

use repcard::catalogue::{Catalogue, Measure};
use repcard::mistake::toml_file::{Table, TomlFile, Value, nearest};
use repcard::mistake::{Complaint, Mistake};
use repcard::model::kpi::Unit;
use repcard::model::span::YearPart;
use repcard::model::{Bilingual, Kpi, Place};
use repcard::plan::{Aim, By, Season, Settings, Whom};
use rust_decimal::{Decimal, dec};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

const KEYS: [&str; 7] = ["year", "unit", "round_to", "season", "split", "tiers", "target"];
const SEASON_KEYS: [&str; 3] = ["months", "learn", "working_days"];
const SPLIT_KEYS: [&str; 2] = ["by", "on_board"];
const TIER_KEYS: [&str; 2] = ["floor", "stretch"];
const WHOM_KEYS: [&str; 3] = ["region", "team", "rep"];

/// The times that a target may be set for.
const PARTS: [(&str, YearPart); 19] = [
    ("year", YearPart::Whole),
    ("h1", YearPart::Half(1)),
    ("h2", YearPart::Half(2)),
    ("q1", YearPart::Quarter(1)),
    ("q2", YearPart::Quarter(2)),
    ("q3", YearPart::Quarter(3)),
    ("q4", YearPart::Quarter(4)),
    ("m1", YearPart::Month(1)),
    ("m2", YearPart::Month(2)),
    ("m3", YearPart::Month(3)),
    ("m4", YearPart::Month(4)),
    ("m5", YearPart::Month(5)),
    ("m6", YearPart::Month(6)),
    ("m7", YearPart::Month(7)),
    ("m8", YearPart::Month(8)),
    ("m9", YearPart::Month(9)),
    ("m10", YearPart::Month(10)),
    ("m11", YearPart::Month(11)),
    ("m12", YearPart::Month(12)),
];
const UNITS: [(&str, Decimal); 9] = [
    ("元", Decimal::ONE),
    ("千元", dec!(1_000)),
    ("万元", dec!(10_000)),
    ("百万元", dec!(1_000_000)),
    ("亿元", dec!(100_000_000)),
    ("one", Decimal::ONE),
    ("thousand", dec!(1_000)),
    ("ten-thousand", dec!(10_000)),
    ("million", dec!(1_000_000)),
];
const SPLITS: [(&str, By); 3] = [
    ("weight", By::Weight),
    ("equal", By::Equal),
    ("last-year", By::LastYear),
];

/// More than any company sells, so that no sum of figures overflows.
const FIGURE: RangeInclusive<Decimal> = dec!(0)..=dec!(1_000_000_000_000);
const WEIGHT: RangeInclusive<Decimal> = dec!(0)..=dec!(1_000_000_000);
const FLOOR: RangeInclusive<Decimal> = dec!(0)..=dec!(1);
const STRETCH: RangeInclusive<Decimal> = dec!(1)..=dec!(10);
/// Parts of money as they are rounded.
const ROUND_TO: RangeInclusive<Decimal> = dec!(0.01)..=dec!(1_000_000);

/// Reads the bytes of a plan of that year. `name` is the file's, below the book.
pub fn read(name: &str, bytes: &[u8], year: i32, catalogue: &Catalogue) -> Result<Settings, Vec<Complaint>> {
    let text = match super::text(bytes) {
        Ok(text) => text,
        Err(mistake) => return Err(vec![Complaint::of_file(name, mistake)]),
    };
    let (mut file, root) = TomlFile::parse(name, text);
    let mut settings = Settings::default();
    if file.is_clean()
        && let Some(table) = file.table(&root, &KEYS)
    {
        let mut plan = Plan {
            file: &mut file,
            name,
            catalogue,
            unit: Decimal::ONE,
        };
        plan.read(&table, year, &mut settings);
    }
    let complaints = file.into_complaints();
    if complaints.is_empty() {
        Ok(settings)
    } else {
        Err(complaints)
    }
}

struct Plan<'p, 't> {
    file: &'p mut TomlFile<'t>,
    name: &'p str,
    catalogue: &'p Catalogue,
    /// What money is multiplied by.
    unit: Decimal,
}

impl Plan<'_, '_> {
    fn read(&mut self, table: &Table<'_, '_>, year: i32, settings: &mut Settings) {
        if let Some(value) = table.get("year")
            && let Some(stated) = self.file.whole(value, 1900..=9998)
            && i32::try_from(stated) != Ok(year)
        {
            let said = said(
                &format!(
                    "这份计划写的是 {stated} 年，而要做的是 {year} 年；请核对 --year，或为每年各写一份 plan-{year}.toml"
                ),
                &format!(
                    "this plan is of {stated}, and asked for is {year}; check --year, or write a plan-{year}.toml for each year"
                ),
            );
            self.file.complain(value.span(), said);
        }
        if let Some(unit) = table.get("unit").and_then(|value| self.file.word(value, &UNITS)) {
            self.unit = unit;
        }
        if let Some(value) = table.get("round_to")
            && let Some(unit) = self.file.number(value, ROUND_TO)
        {
            if (unit % dec!(0.01)).is_zero() {
                settings.round_to = unit.normalize();
            } else {
                let said = said(
                    "须是 0.01 的倍数，例如 1、100、1000",
                    "this must be a multiple of 0.01, such as 1, 100 or 1000",
                );
                self.file.complain(value.span(), said);
            }
        }
        if let Some(value) = table.get("season") {
            self.season(value, settings);
        }
        if let Some(value) = table.get("split")
            && let Some(split) = self.file.table(value, &SPLIT_KEYS)
        {
            if let Some(by) = split.get("by").and_then(|value| self.file.word(value, &SPLITS)) {
                settings.by = by;
            }
            if let Some(on_board) = split.get("on_board").and_then(|value| self.file.flag(value)) {
                settings.on_board = on_board;
            }
        }
        if let Some(value) = table.get("tiers")
            && let Some(tiers) = self.file.table(value, &TIER_KEYS)
        {
            let mut share = |key, bounds| tiers.get(key).and_then(|value| self.file.number(value, bounds));
            settings.floor = share("floor", FLOOR);
            settings.stretch = share("stretch", STRETCH);
        }
        let Some(value) = self.file.required(table, "target") else {
            return;
        };
        let Some(items) = self.file.list(value) else {
            return;
        };
        if items.len() == 0 {
            self.file.complain(value.span(), Mistake::Empty);
        }
        for item in items {
            if let Some(aim) = self.aim(item) {
                settings.aims.push(aim);
            }
        }
    }

    fn season(&mut self, value: &Value<'_>, settings: &mut Settings) {
        let Some(table) = self.file.table(value, &SEASON_KEYS) else {
            return;
        };
        if let Some(by_days) = table.get("working_days").and_then(|value| self.file.flag(value)) {
            settings.by_working_days = by_days;
        }
        let learn = table
            .get("learn")
            .and_then(|value| self.file.flag(value))
            .unwrap_or(false);
        let months = table.get("months");
        if let (true, Some(months)) = (learn, months) {
            let said = said(
                "learn 与 months 只能用一个：要么学习，要么写明",
                "either learn or months, not both: weights are learned, or stated",
            );
            self.file.complain(months.span(), said);
        }
        if learn {
            settings.season = Season::Learned;
        } else if let Some(weights) = months.and_then(|value| self.months(value)) {
            settings.season = Season::Given(weights);
        }
    }

    fn months(&mut self, value: &Value<'_>) -> Option<[Decimal; 12]> {
        let items: Vec<_> = self.file.list(value)?.collect();
        let found = items.len();
        let weights: Option<Vec<Decimal>> = items
            .into_iter()
            .map(|item| self.file.number(item, WEIGHT))
            .collect();
        let Ok(months) = <[Decimal; 12]>::try_from(weights?) else {
            self.file
                .complain(value.span(), Mistake::WrongLength { expected: 12, found });
            return None;
        };
        if months.iter().all(Decimal::is_zero) {
            self.file.complain(value.span(), Mistake::AllZero);
        }
        Some(months)
    }

    fn aim(&mut self, item: &Value<'_>) -> Option<Aim> {
        let mut keys: Vec<&str> = PARTS.iter().map(|(key, _)| *key).collect();
        keys.extend(WHOM_KEYS);
        keys.extend(["kpi", "product", "floor", "stretch"]);
        let table = self.file.table(item, &keys)?;
        let whom = self.whom(&table);
        let kpi = self.kpi(&table)?;
        let unit = self.catalogue.unit(kpi);
        let is_split = matches!(unit, Unit::Money | Unit::Count);
        let product = table.get("product").and_then(|value| {
            if !is_split {
                let said = said(
                    "只有金额和个数的目标可以按产品分",
                    "only targets of money and counts are set by product",
                );
                self.file.complain(value.span(), said);
            }
            self.file.text(value).map(|text| text.trim().to_owned())
        });
        let mut figures = BTreeMap::new();
        for (key, part) in PARTS {
            if let Some(figure) = table.get(key).and_then(|value| self.figure(value, unit)) {
                figures.insert(part, figure);
            }
        }
        let [floor, stretch] = ["floor", "stretch"].map(|key| {
            let value = table.get(key)?;
            if product.is_some() || !is_split {
                let said = said(
                    "保底和挑战只用于金额和个数的总目标，不分产品",
                    "floor and stretch are of targets of money and counts without a product",
                );
                self.file.complain(value.span(), said);
            }
            self.figure(value, unit)
        });
        let whole = figures.get(&YearPart::Whole).copied();
        for (low, high, key, names) in [
            (floor, whole, "floor", ("floor", "year")),
            (whole, stretch, "stretch", ("year", "stretch")),
        ] {
            if let (Some(least), Some(most), Some(value)) = (low, high, table.get(key))
                && least > most
            {
                let (low, high) = names;
                self.file.complain(value.span(), Mistake::Crossed { low, high });
            }
        }
        if figures.is_empty() && floor.is_none() && stretch.is_none() && self.file.is_clean() {
            let said = said(
                "没有写目标数；请写 year、q1 … q4 或 m1 … m12",
                "no figure is stated; write year, q1 … q4 or m1 … m12",
            );
            self.file.complain(table.span.clone(), said);
        }
        let (line, _) = self.file.position(item.span().start);
        Some(Aim {
            place: Place::row(Place::file(self.name).source, line),
            whom: whom?,
            kpi,
            product,
            figures,
            floor,
            stretch,
        })
    }

    /// Whom a target is for: one of a region, a team and a rep, else the company.
    fn whom(&mut self, table: &Table<'_, '_>) -> Option<Whom> {
        let mut stated = WHOM_KEYS.iter().filter_map(|key| Some((*key, table.get(key)?)));
        let Some((key, value)) = stated.next() else {
            return Some(Whom::Company);
        };
        if let Some((_, second)) = stated.next() {
            let said = said(
                "region、team、rep 只能写一个：目标是一个区域、一个团队或一个人的",
                "one of region, team and rep at most: a target is of one of them",
            );
            self.file.complain(second.span(), said);
        }
        let name = self.file.text(value)?.trim().to_owned();
        Some(match key {
            "region" => Whom::Region(name),
            "team" => Whom::Team(name),
            _ => Whom::Rep(name),
        })
    }

    /// The KPI by its id or by what it is called; sales where none is stated.
    fn kpi(&mut self, table: &Table<'_, '_>) -> Option<Kpi> {
        let Some(value) = table.get("kpi") else {
            return Some(Kpi::SALES);
        };
        let text = self.file.text(value)?;
        let measures = || self.catalogue.measures().filter(|measure| measure.has_targets());
        let by_id = measures()
            .find(|measure| measure.id() == text)
            .map(|measure| measure.kpi);
        let named = || {
            self.catalogue
                .kpi_called(text)
                .or_else(|| self.catalogue.target_called(text))
        };
        let found = by_id
            .or_else(named)
            .filter(|kpi| self.catalogue.measure(*kpi).is_some_and(Measure::has_targets));
        if found.is_none() {
            let known: Vec<String> = measures().map(|measure| measure.id().to_owned()).collect();
            let ids: Vec<&str> = known.iter().map(String::as_str).collect();
            let mistake = Mistake::UnknownWord {
                word: text.to_owned(),
                nearest: nearest(text, &ids),
                known,
            };
            self.file.complain(value.span(), mistake);
        }
        found
    }

    fn figure(&mut self, value: &Value<'_>, unit: Unit) -> Option<Decimal> {
        let figure = self.file.number(value, FIGURE)?;
        match unit {
            Unit::Money => Some(figure.checked_mul(self.unit).unwrap_or(figure).normalize()),
            Unit::Count if !figure.fract().is_zero() => {
                let said = said(
                    "此指标数的是个数，请写整数",
                    "this counts pieces: write a whole number",
                );
                self.file.complain(value.span(), said);
                None
            }
            _ => Some(figure.normalize()),
        }
    }
}

fn said(chinese: &str, english: &str) -> Mistake {
    Mistake::Said(Bilingual {
        zh: chinese.to_owned(),
        en: english.to_owned(),
    })
}
