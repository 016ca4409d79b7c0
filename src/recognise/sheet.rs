//! One sheet → its tables, or the reasons why it gives none.

use super::asides::figure;
use super::assumed;
use super::choice::{Choice, Names, choose, choose_further};
use super::dictionary::Dictionary;
use super::fit::{Fit, FittedColumn, best_fit};
use super::groups;
use super::header::fold;
use super::header_row::{HeaderRow, cell_text, header_rows};
use super::joins;
use super::kinds;
use super::lines;
use super::merged;
use super::money::{self, Around};
use super::pin::Pin;
use super::preset::Presets;
use super::reading::{Aside, Confidence, Reading, UnusedColumn, Why};
use super::rows::{self, Rows};
use super::sections::{Only, Section, lettered, sections};
use super::settings::{Settings, Word};
use super::shape::{Shape, SheetColumn, shape, unusable};
use super::table::{Column, Said, Table};
use super::unpivot;
use crate::catalogue::metric::{RowKind, row_kind};
use crate::catalogue::{Catalogue, List};
use crate::model::finding::{Against, LikeliestDataset, Unused};
use crate::model::number::decimal_of;
use crate::model::place::column_letters;
use crate::model::span::YearPart;
use crate::model::{
    Dataset, DateDoubt, Field, Finding, FiscalYear, Period, Place, Problem, Severity, Source, Writing,
};
use crate::read::{Cell, Row, Scope, Sheet};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// Recognises the tables of a sheet: a reading for each section of it.
pub(super) fn recognise(sheet: Sheet, settings: &Settings) -> Vec<Reading> {
    let sections = match settings.letters(&sheet) {
        Some(number) => vec![lettered(sheet, number)],
        None => sections(sheet, settings),
    };
    sections
        .into_iter()
        .flat_map(|section| recognise_parts(section, settings))
        .collect()
}

/// The readings of a section: one, or one for each pin that takes some of its rows.
fn recognise_parts(section: Section, settings: &Settings) -> Vec<Reading> {
    let parts = settings.parts(&section);
    if parts.is_empty() {
        return vec![recognise_section(section, settings)];
    }
    let rows = header_rows(&section.sheet, None);
    let of_part = |only: Only| {
        let part = Section {
            sheet: section.sheet.clone(),
            of_several: section.of_several,
            only: Some(only),
        };
        as_named(part, only.dataset, &rows, settings)
    };
    parts.into_iter().map(of_part).collect()
}

fn recognise_section(section: Section, settings: &Settings) -> Reading {
    let rows = header_rows(&section.sheet, None);
    match settings.named(&section) {
        Some(dataset) => as_named(section, dataset, &rows, settings),
        None => by_header(section, &rows, settings),
    }
}

/// The settings say what the section is: it is that, or columns are missing.
fn as_named(section: Section, dataset: Dataset, rows: &[Rc<HeaderRow>], settings: &Settings) -> Reading {
    let fit = fit(&section, dataset, rows, settings);
    let missing = fit.as_ref().map_or_else(
        || required(&settings.dictionary.entry(dataset).list),
        Fit::missing,
    );
    match fit {
        Some(fit) if missing.is_empty() || !fit.failed.is_empty() => {
            let confidence = Confidence::pinned(&fit);
            table(section, fit, confidence, settings)
        }
        _ => {
            let place = section.place();
            let absent = |field| Finding::at(place.clone(), Problem::MissingColumn { dataset, field });
            let by_name = fit.filter(|fit| wants_rep(fit) && !section.of_several);
            let unread = Reading::unread(&section, missing.into_iter().map(absent).collect());
            with_name(unread, section, by_name, settings)
        }
    }
}

/// Whether a sheet wants nothing but the rep, whom its name may tell.
fn wants_rep(fit: &Fit) -> bool {
    matches!(fit.missing()[..], [Field::RepId | Field::RepName]) && fit.dataset != Dataset::ROSTER
}

/// An unread section with what it is should its name say whose it is.
fn with_name(unread: Reading, section: Section, fit: Option<Fit>, settings: &Settings) -> Reading {
    let by_name = fit.map(|fit| {
        let confidence = Confidence::free(&fit, Vec::new(), true);
        Box::new(table(section, fit, confidence, settings))
    });
    Reading { by_name, ..unread }
}

/// What a section goes by, its header among those fits known.
fn names_of<'a>(section: &Section, fits: &[Fit], settings: &'a Settings) -> Names<'a> {
    let sheet = &section.sheet;
    let complete = fits.iter().filter(|fit| fit.missing().is_empty());
    let first = complete.map(|fit| &fit.header).min_by_key(|header| header.index);
    let (first_line, first) = first.map_or((0, 0), |header| (header.first_line, header.index));
    let texts = |rows: Range<usize>| {
        sheet.rows[rows]
            .iter()
            .flat_map(|row| row_texts(row, sheet.epoch_1904))
    };
    let (titles, groups) = (texts(0..first_line), texts(first_line..first));
    Names::new(
        &settings.dictionary,
        &sheet.source,
        titles,
        groups,
        section.of_several,
    )
}

/// The header and the names say what the section is.
fn by_header(section: Section, rows: &[Rc<HeaderRow>], settings: &Settings) -> Reading {
    let section = match by_points(section, rows, settings) {
        Ok(reading) => return reading,
        Err(section) => section,
    };
    let leading: Vec<Dataset> = settings.dictionary.leading().collect();
    let fits = leading.iter();
    let mut fits: Vec<_> = fits
        .filter_map(|dataset| fit(&section, *dataset, rows, settings))
        .collect();
    let names = names_of(&section, &fits, settings);
    let is_named = |dataset| settings.word(dataset, &section) >= Word::File;
    let hint = names.hint();
    let unnamed = |fit: &&mut Fit| hint != Some(fit.dataset) && !is_named(fit.dataset);
    fits.iter_mut().filter(unnamed).for_each(Fit::without_names);
    let likeliest = likeliest(&section, &fits, &names);
    let results_said = results_said(&fits, &names);
    let meant = meant(&section, &fits, (&names, &leading), settings);
    let nameless = nameless(&section, &fits, &names, settings);
    match choose(fits, &names, is_named) {
        Choice::One(fit, _) if settings.word(fit.dataset, &section) == Word::Elsewhere => {
            let problem = Problem::NotPinned { dataset: fit.dataset };
            let finding = Finding::at(section.place(), problem);
            Reading::unread(&section, vec![finding])
        }
        Choice::One(fit, _) if !is_named(fit.dataset) && repeated_numbers(&section, &fit).is_some() => {
            let against = repeated_numbers(&section, &fit);
            let likeliest = Some(described(&section, &fit, Vec::new(), against));
            by_further(section, rows, settings).unwrap_or_else(|section| {
                let problem = Problem::UnrecognisedSheet {
                    likeliest: likeliest.map(Box::new),
                };
                Reading::unread(&section, vec![Finding::at(section.place(), problem)])
            })
        }
        // A sheet that leaves columns unread as orders and none as what it is called: a list of contracts with what was fulfilled.
        Choice::One(fit, confidence) if confidence.known < confidence.stated && !is_named(fit.dataset) => {
            let further: Vec<Dataset> = settings.dictionary.further().collect();
            by_name(section, (rows, &further), settings, true)
                .unwrap_or_else(|section| chosen(section, (*fit, confidence), &names, settings))
        }
        Choice::One(fit, confidence) => chosen(section, (*fit, confidence), &names, settings),
        Choice::Several(fits) => {
            let candidates = fits
                .iter()
                .map(|fit| (fit.dataset, section.pin(fit, &[]).to_line(fit.dataset)));
            let problem = Problem::AmbiguousSheet {
                candidates: candidates.collect(),
            };
            Reading::unread(&section, vec![Finding::at(section.place(), problem)])
        }
        Choice::None => {
            if let Some(said) = results_said {
                return Reading::unread(&section, vec![results(&section, &said)]);
            }
            let holds_columns = holds_columns(&section.sheet);
            let meant = meant.filter(|_| holds_columns);
            // What is nearly of one list and by its name and columns wholly of another is of that.
            let further = if meant.is_none() {
                by_further(section, rows, settings)
            } else {
                let further: Vec<Dataset> = settings.dictionary.further().collect();
                by_name(section, (rows, &further), settings, false)
            };
            let section = match further {
                Ok(reading) => return reading,
                Err(section) => section,
            };
            let likeliest = likeliest.or_else(|| likeliest_further(&section, rows, settings));
            let problem = meant.unwrap_or_else(|| Problem::UnrecognisedSheet {
                likeliest: likeliest.filter(|_| holds_columns).map(Box::new),
            });
            let mut finding = Finding::at(section.place(), problem);
            if !holds_columns {
                finding.severity = Severity::Info;
            }
            let by_name = nameless.and_then(|dataset| fit(&section, dataset, rows, settings));
            let is_near_orders = matches!(&finding.problem, Problem::UnreadDataset { dataset, .. } if *dataset == Dataset::ORDERS);
            let instead = is_near_orders.then(|| by_further(section.clone(), rows, settings));
            let instead = instead.and_then(Result::ok).map(Box::new);
            let unread = Reading {
                instead,
                ..Reading::unread(&section, vec![finding])
            };
            with_name(unread, section, by_name, settings)
        }
    }
}

/// Whether a preset is made for exports with that header.
fn has_preset(fit: &Fit, settings: &Settings) -> bool {
    let cells = fit.header.columns.iter().flatten();
    let headers: Vec<String> = cells.map(|cell| cell.full().to_owned()).collect();
    Presets::built_in()
        .like(&headers, &settings.dictionary.catalogue)
        .is_some()
}

/// The reading of a section that by its name is of a list which is else tried last, and on which points hang, and that has all
/// of its columns: whoever weighs contracts means a list of contracts by one. The section itself where there is none.
fn by_points(section: Section, rows: &[Rc<HeaderRow>], settings: &Settings) -> Result<Reading, Section> {
    let further = settings.dictionary.further();
    let needed: Vec<Dataset> = further.filter(|dataset| settings.needs(*dataset)).collect();
    if needed.is_empty() {
        return Err(section);
    }
    by_name(section, (rows, &needed), settings, false)
}

/// The reading of a section that by its name is of one of those lists, and that has all of its columns; the section itself
/// where there is none, or where the settings name its file for another list. `wholly` asks that the list knows every header.
fn by_name(
    section: Section,
    (rows, lists): (&[Rc<HeaderRow>], &[Dataset]),
    settings: &Settings,
    wholly: bool,
) -> Result<Reading, Section> {
    let is_open = |dataset: Dataset| settings.word(dataset, &section) < Word::File;
    if !settings.dictionary.leading().all(is_open) {
        return Err(section);
    }
    let fits = lists.iter();
    let fits: Vec<_> = fits
        .filter_map(|dataset| fit(&section, *dataset, rows, settings))
        .collect();
    let names = names_of(&section, &fits, settings);
    let all: Vec<Dataset> = settings.dictionary.datasets().collect();
    let hint = names.hint_among(&all);
    let named = fits.into_iter().filter(|fit| hint == Some(fit.dataset)).collect();
    match choose_further(named, &names) {
        Choice::One(fit, confidence)
            if settings.word(fit.dataset, &section) != Word::Elsewhere
                && (!wholly || confidence.known == confidence.stated) =>
        {
            Ok(chosen(section, (*fit, confidence), &names, settings))
        }
        _ => Err(section),
    }
}

/// The reading of a section that is of none of the lists that are tried first; the section itself where it is of none of
/// the others, either.
fn by_further(section: Section, rows: &[Rc<HeaderRow>], settings: &Settings) -> Result<Reading, Section> {
    let further: Vec<Dataset> = settings.dictionary.further().collect();
    let fits = further.iter();
    let fits: Vec<_> = fits
        .filter_map(|dataset| fit(&section, *dataset, rows, settings))
        .collect();
    let names = names_of(&section, &fits, settings);
    let meant = meant(&section, &fits, (&names, &further), settings);
    match choose_further(fits, &names) {
        // The export of a known system has a preset, which says what it is.
        Choice::One(fit, _) if !settings.needs(fit.dataset) && has_preset(&fit, settings) => Err(section),
        Choice::One(fit, _) if settings.word(fit.dataset, &section) == Word::Elsewhere => {
            let problem = Problem::NotPinned { dataset: fit.dataset };
            let finding = Finding::at(section.place(), problem);
            Ok(Reading::unread(&section, vec![finding]))
        }
        Choice::One(fit, confidence) => Ok(chosen(section, (*fit, confidence), &names, settings)),
        Choice::Several(fits) => {
            let is_needed = fits.iter().any(|fit| settings.needs(fit.dataset));
            let candidates = fits
                .iter()
                .map(|fit| (fit.dataset, section.pin(fit, &[]).to_line(fit.dataset)));
            let problem = Problem::AmbiguousSheet {
                candidates: candidates.collect(),
            };
            let mut finding = Finding::at(section.place(), problem);
            if !is_needed {
                finding.severity = Severity::Warning;
            }
            Ok(Reading::unread(&section, vec![finding]))
        }
        Choice::None => match meant {
            Some(problem) => {
                let finding = Finding::at(section.place(), problem);
                Ok(Reading::unread(&section, vec![finding]))
            }
            None => Err(section),
        },
    }
}

/// The table of a section that is like one list alone; figures by month say nothing but that, and may be what was reached.
fn chosen(
    section: Section,
    (fit, confidence): (Fit, Confidence),
    names: &Names,
    settings: &Settings,
) -> Reading {
    let is_guess = fit.is_nothing_but_months() && names.hint() != Some(Dataset::TARGETS);
    if let Some(said) = names.of_results().filter(|_| is_guess) {
        return Reading::unread(&section, vec![results(&section, said)]);
    }
    let confidence = if is_guess {
        confidence.lowered()
    } else {
        confidence
    };
    let is_said = is_guess && section.sheet.scope == Scope::Own;
    let pin = section.pin(&fit, &[]).to_line(Dataset::TARGETS);
    let problem = Problem::FiguresByMonth {
        year: settings.year.number(),
        pin,
    };
    let finding = is_said.then(|| Finding::at(section.place(), problem));
    let said = Said {
        year: names.other_year(settings.year.number()),
        kpi: names.kpi(),
    };
    let mut reading = table(section, fit, confidence, settings);
    if let Some(table) = reading
        .table
        .as_mut()
        .filter(|table| table.dataset == Dataset::TARGETS)
    {
        table.said = said;
        let amount = of_months(table, settings.period, settings.year);
        reading
            .findings
            .extend(finding.map(|finding| finding.worth(amount)));
    }
    reading
}

/// The dataset that a section of none would be if its rows named a rep.
fn nameless(section: &Section, fits: &[Fit], names: &Names, settings: &Settings) -> Option<Dataset> {
    let would_do = |fit: &&Fit| {
        let is_open = settings.word(fit.dataset, section) != Word::Elsewhere && !section.of_several;
        wants_rep(fit) && is_open && fit.is_telling && !fit.is_foreign && !names.contradict(fit)
    };
    let best = fits.iter().filter(would_do).max_by_key(|fit| fit.score)?;
    Some(best.dataset)
}

/// What says that a sheet that would do for targets tells of what was reached: one of its names, or a header.
fn results_said(fits: &[Fit], names: &Names) -> Option<String> {
    let would_do = |fit: &&Fit| {
        fit.dataset == Dataset::TARGETS
            && fit.missing().is_empty()
            && !fit.says_targets()
            && fit.states_parts()
    };
    let fit = fits.iter().find(would_do)?;
    let foreign = &fit.entry.foreign;
    let mut headers = fit.header.columns.iter().flatten();
    let header = headers.find(|cell| foreign.are_in(&cell.own.name));
    let by_header = || header.map(|cell| cell.full().to_owned());
    names.of_results().map(str::to_owned).or_else(by_header)
}

/// Says that a sheet was not taken for targets, and why.
fn results(section: &Section, said: &str) -> Finding {
    let said = said.to_owned();
    Finding::at(section.place(), Problem::ResultsByMonth { said })
}

/// What the columns of the months of a period add up to.
fn of_months(table: &Table, period: Period, year: FiscalYear) -> Option<Decimal> {
    let is_of_period = |column: &&Column| {
        let part = column.field.year_part();
        part.is_some_and(|part| year.months(part).any(|month| period.contains(month.first_day())))
    };
    let mut sum = Decimal::ZERO;
    for column in table.columns.iter().filter(is_of_period) {
        for row in &table.rows {
            let figure = match row.cell(column.index) {
                Cell::Number(number) => decimal_of(*number)?,
                Cell::Text(text) => text.replace(',', "").trim().parse().unwrap_or_default(),
                _ => continue,
            };
            sum = sum.checked_add(figure.checked_mul(column.multiplier)?)?;
        }
    }
    Some(sum.normalize())
}

/// The dataset that a sheet of none comes nearest to, what keeps it from being one, and how to pin it. It takes more than
/// headers that every list has: one that is the dataset's alone, or a name that speaks for it.
fn likeliest(section: &Section, fits: &[Fit], names: &Names) -> Option<LikeliestDataset> {
    likeliest_of(section, fits, names, names.hint())
}

fn likeliest_of(
    section: &Section,
    fits: &[Fit],
    names: &Names,
    hint: Option<Dataset>,
) -> Option<LikeliestDataset> {
    let is_like = |fit: &&Fit| {
        let speaks = fit.is_telling || hint == Some(fit.dataset);
        speaks && fit.columns.len() >= 2 && fit.missing().len() <= 2
    };
    let best = fits.iter().filter(is_like).max_by_key(|fit| {
        let is_hinted = hint == Some(fit.dataset);
        (fit.score, is_hinted, std::cmp::Reverse(fit.missing().len()))
    })?;
    let by_name = || names.against(best).map(str::to_owned).map(Against::Name);
    let against = best.against.clone().map(Against::Column).or_else(by_name);
    // Nobody is to look for a date in receipts to make orders of them.
    let missing = if best.is_foreign {
        Vec::new()
    } else {
        best.missing()
    };
    Some(described(section, best, missing, against))
}

/// The same among the lists that a sheet may be of which is of no other.
fn likeliest_further(
    section: &Section,
    rows: &[Rc<HeaderRow>],
    settings: &Settings,
) -> Option<LikeliestDataset> {
    let further: Vec<Dataset> = settings.dictionary.further().collect();
    let fits = further.iter();
    let fits: Vec<_> = fits
        .filter_map(|dataset| fit(section, *dataset, rows, settings))
        .collect();
    let names = names_of(section, &fits, settings);
    let hint = names.hint_among(&further);
    likeliest_of(section, &fits, &names, hint)
}

fn described(
    section: &Section,
    fit: &Fit,
    missing: Vec<Field>,
    against: Option<Against>,
) -> LikeliestDataset {
    let pin = section.pin(fit, &missing);
    LikeliestDataset {
        dataset: fit.dataset,
        header_row: fit.header.number,
        pin: pin.to_line(fit.dataset),
        known: fit.columns.iter().map(|column| column.full.clone()).collect(),
        missing,
        against,
    }
}

/// The column in which one rep's number stands in row after row: that of a list of what reps did, and no roster's.
fn repeated_numbers(section: &Section, fit: &Fit) -> Option<Against> {
    const FEWEST: usize = 4;
    let has = |field: Field| fit.columns.iter().find(|column| column.field == field);
    let column = has(Field::RepId).filter(|_| fit.dataset == Dataset::ROSTER)?;
    if has(Field::EffectiveFrom).is_some() {
        return None;
    }
    let rows = section.sheet.rows.get(fit.header.index + 1..).unwrap_or_default();
    let cells = rows.iter().map(|row| row.cell(column.index));
    let stated: Vec<_> = cells.filter_map(|cell| cell_text(cell, false)).collect();
    let distinct: BTreeSet<&str> = stated.iter().map(|text| text.trim()).collect();
    let is_list = stated.len() >= FEWEST && distinct.len() * 2 <= stated.len();
    is_list.then(|| Against::Repeated(column.full.clone()))
}

/// That a section of no dataset is one that points hang on: its own name or a title says so, or its header wants but
/// one column.
fn meant(
    section: &Section,
    fits: &[Fit],
    (names, datasets): (&Names, &[Dataset]),
    settings: &Settings,
) -> Option<Problem> {
    if section.sheet.scope != Scope::Own {
        return None;
    }
    let nearly = |fit: &&Fit| {
        let missing = fit.missing();
        // What has no number of the order is a list of something else: of contracts, of receipts.
        let is_near = missing.len() <= 1 && !missing.contains(&Field::OrderId);
        let is_near = is_near && fit.is_telling && !fit.is_foreign;
        is_near && fit.columns.len() >= 3 && !names.contradict(fit)
    };
    let nearest = || fits.iter().filter(nearly).max_by_key(|fit| fit.score);
    let contradicts = |dataset: Dataset| {
        fits.iter()
            .any(|fit| fit.dataset == dataset && names.contradict(fit))
    };
    let named = names.speak(datasets).filter(|dataset| !contradicts(*dataset));
    let dataset = named.or_else(|| nearest().map(|fit| fit.dataset))?;
    settings.needs(dataset).then_some(())?;
    let fit = fits
        .iter()
        .find(|fit| fit.dataset == dataset && fit.columns.len() >= 2)?;
    let likeliest = described(section, fit, fit.missing(), None);
    Some(Problem::UnreadDataset {
        dataset,
        pin: likeliest.pin.clone(),
        likeliest: Some(Box::new(likeliest)),
    })
}

/// How the section fits a dataset, the settings' header row and columns considered.
fn fit(section: &Section, dataset: Dataset, rows: &[Rc<HeaderRow>], settings: &Settings) -> Option<Fit> {
    let pin = settings.pin(dataset, section);
    let named = settings.headers(dataset, pin);
    let number = pin.and_then(Pin::header_number);
    if let Some(pin) = pin.filter(|pin| !pin.join.is_empty()) {
        let rows = header_rows(&section.sheet, number);
        let extended = rows
            .iter()
            .map(|row| Rc::new(joins::extended(row, &section.sheet, pin, &settings.lookups)));
        let extended: Vec<_> = extended.collect();
        return best_fit(&settings.dictionary, dataset, &extended, &named);
    }
    match number {
        Some(number) => best_fit(
            &settings.dictionary,
            dataset,
            &header_rows(&section.sheet, Some(number)),
            &named,
        ),
        None => best_fit(&settings.dictionary, dataset, rows, &named),
    }
}

fn required(list: &List) -> Vec<Field> {
    list.required
        .iter()
        .filter_map(|group| group.first().copied())
        .collect()
}

/// Whether a sheet looks like a table at all; a cover or a note does not.
fn holds_columns(sheet: &Sheet) -> bool {
    let width = |row: &Row| row.cells.iter().filter(|cell| **cell != Cell::Empty).count();
    sheet.rows.iter().filter(|row| width(row) >= 3).take(2).count() == 2
}

fn row_texts(row: &Row, epoch_1904: bool) -> impl Iterator<Item = String> {
    row.cells
        .iter()
        .filter_map(move |cell| cell_text(cell, epoch_1904).map(Cow::into_owned))
}

/// Whether a column of a part of a year is one of that year's: months are called by the calendar, whatever years begin with.
fn is_of(field: Field, stated: i32, year: FiscalYear) -> bool {
    match field.year_part() {
        Some(YearPart::Month(number)) => {
            let month = year.month(number.into());
            month.is_some_and(|month| month.year() == stated)
        }
        _ => stated == year.number(),
    }
}

/// The table of a section by the fit chosen.
#[expect(
    clippy::too_many_lines,
    reason = "each step takes what the one before it left of the rows"
)]
fn table(section: Section, mut fit: Fit, confidence: Confidence, settings: &Settings) -> Reading {
    let pin = settings.pin(fit.dataset, &section);
    // A month's column with another year in its header is no figure of this year's.
    fit.columns.retain(|column| {
        column
            .year
            .is_none_or(|year| is_of(column.field, year, settings.year))
    });
    fit.columns
        .sort_by_key(|column| (column.field, column.year.is_none(), column.index));
    fit.columns.dedup_by_key(|column| column.field);
    fit.columns.sort_by_key(|column| column.index);
    let of_files = || {
        let is_money = matches!(fit.dataset, Dataset::ORDERS | Dataset::TARGETS);
        settings.scale(&section.sheet).filter(|_| is_money)
    };
    let scale = pin.and_then(|pin| pin.scale).or_else(of_files);
    let shown = scale.is_none().then_some(section.sheet.shown.as_slice());
    let found = section.full_pin(&fit);
    number_rows(&mut fit, &section.sheet.source);
    let run = settings.year.begins();
    let shape = match shape(&fit, pin, shown, (&section.sheet, run)) {
        Ok(shape) => shape,
        Err(problems) => {
            let place = Place::row(Arc::clone(&section.sheet.source), fit.header.number);
            return Reading::unread(&section, unusable(&place, problems));
        }
    };
    let beyond = section.only.map_or(0, |only| only.beyond);
    let is_part = section.only.is_some();
    // What the settings say beside where the table is and what its columns are, they say again.
    let written_pin = Pin {
        files: found.files,
        sheet: found.sheet,
        header_row: found.header_row,
        columns: found.columns,
        places: found.places,
        ..pin.cloned().unwrap_or_default()
    };
    let (first_row, last_row) = section.span();
    let rows_in = section.sheet.rows.len() as u64;
    let entry = pin.map_or_else(|| section.pin(&fit, &[]), |_| written_pin.clone());
    let mut sheet = section.sheet;
    let below = sheet.rows.split_off(fit.header.index + 1);
    let above = sheet.rows;
    let header = Place::row(Arc::clone(&sheet.source), fit.header.number);
    let mut unused = unused_columns(&settings.dictionary, &fit, &below);
    // What other parts of the sheet are made of is none of this one's, and the other way round.
    let is_asked = |index: u32| (shape.iter()).any(|shape| shape.asked.contains(&index));
    let preset = pin.and_then(|pin| pin.preset.as_deref());
    let says = |header: &str| preset.is_some_and(|preset| preset.has_words_of(header));
    unused.retain(|column| !is_part && !is_asked(column.index) && !says(&column.header));
    let fit_header = Rc::clone(&fit.header);
    let mut findings = Vec::new();
    let money = money::settle(
        &mut fit,
        &Around {
            source: &sheet.source,
            above: &above,
            header: &fit_header,
            below: &below,
            epoch_1904: sheet.epoch_1904,
            shown: &sheet.shown,
            scale,
            own: settings.currency,
            rates: settings.rates,
        },
    );
    let mut aside: Vec<Aside> = above
        .iter()
        .take(fit.header.index)
        .enumerate()
        .map(|(index, row)| {
            let why = if index < fit.header.first_line {
                Why::Title
            } else {
                Why::Header
            };
            Aside { row: row.number, why }
        })
        .collect();
    // Nothing stands yet in columns that are computed.
    let (mut computed, of_sheet) = parted(fit.columns);
    fit.columns = of_sheet;
    let sums = figures_apart(&fit, &computed);
    let sorting: Vec<FittedColumn> = fit.columns.iter().cloned().chain(sums).collect();
    let mut sorted = rows::sort(&fit.entry.list, &sorting, &above, below, &sheet.merged);
    let stated_groups = pin.and_then(|pin| pin.grouped(&fit.entry.list));
    let headed = match stated_groups {
        None => groups::under_heads(&fit.columns, &sorted.heads, &mut sorted.data),
        Some(_) => (Vec::new(), 0),
    };
    let shared = merged::fill_down(
        fit.dataset,
        &sheet.source,
        &fit.columns,
        &sheet.merged,
        &mut sorted.data,
    );
    lines::fill_down(&fit.entry, &fit.columns, &mut sorted.data);
    let results = kinds::set_aside(&settings.dictionary.catalogue, &mut fit, &mut sorted, &header);
    unused.retain(|column| Some(column.index) != fit.kinds);
    // Rosters and targets of other months are not used, so nobody needs to hear about their columns.
    if sheet.scope == Scope::Own || fit.entry.list.is_dated() {
        fit.columns.extend(computed.iter().cloned());
        findings.extend(column_findings(&fit, pin, &header, &unused, &sorted.data));
        fit.columns = parted(fit.columns).1;
        findings.extend(shared);
        findings.extend(results);
    }
    let Rows {
        mut data,
        totals,
        aside: passed_over,
        ..
    } = sorted;
    aside.extend(passed_over);
    let named = stated_groups;
    if !headed.0.is_empty() {
        let (fields, rows) = headed;
        findings.push(Finding::at(header.clone(), Problem::FilledDown { fields, rows }));
    }
    let (grouped, rows) = groups::fill_down(&fit.entry.list, &fit.columns, named.as_deref(), &mut data);
    if named.is_none() && !grouped.is_empty() {
        let problem = Problem::FilledDown {
            fields: grouped,
            rows,
        };
        findings.push(Finding::at(header.clone(), problem));
    }
    let list = Arc::clone(&fit.entry.list);
    let asked = fit
        .repeated
        .into_iter()
        .filter(|column| list.is_asked_of_all(column.field));
    let mut columns: Vec<FittedColumn> = fit.columns.into_iter().chain(asked).collect();
    columns.sort_by_key(|column| column.index);
    let mut headers = headers(&fit.header);
    let width = data.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let shape = shape.map(|mut shape| {
        shape.widths = [headers.len(), headers.len().max(width)];
        headers.resize(headers.len().max(width), String::new());
        Arc::new(placed(shape, &mut computed, &mut headers, beyond))
    });
    columns.extend(computed);
    let column = |column: FittedColumn| Column {
        field: column.field,
        index: column.index,
        header: column.text,
        multiplier: column.multiplier,
        writing: Writing::default(),
        doubt: DateDoubt::default(),
    };
    let mut table = Table {
        dataset: fit.dataset,
        list,
        source: Arc::clone(&sheet.source),
        scope: sheet.scope,
        header_row: fit.header.number,
        headers,
        columns: columns.into_iter().map(column).collect(),
        rows: data,
        totals,
        aside,
        hidden_rows: sheet.hidden_rows,
        epoch_1904: sheet.epoch_1904,
        said: Said::default(),
        date_order: pin.and_then(|pin| pin.date_order),
        sign: pin.and_then(|pin| pin.sign),
        amounts: pin.and_then(|pin| pin.amounts),
        control: pin.and_then(|pin| settings.control(fit.dataset, pin)),
        money,
        decimal: pin.and_then(|pin| pin.decimal),
        swapped_dates: pin.and_then(|pin| pin.swapped_dates),
        delimiter: sheet.delimiter,
        shape,
        passed_over: Vec::new(),
        preset: pin.and_then(|pin| pin.preset.clone()),
        met: Vec::new(),
        pin: entry,
        assumed: Vec::new(),
    };
    table.assumed = assumed::of_table(&table, &confidence, pin, first_row);
    Reading {
        source: sheet.source,
        first_row,
        last_row,
        rows: rows_in,
        is_looked_up: false,
        table: Some(table),
        confidence: Some(confidence),
        pin: Some(written_pin),
        unused,
        findings,
        by_name: None,
        instead: None,
    }
}

/// The texts of a header over every column from A on.
fn headers(header: &HeaderRow) -> Vec<String> {
    let cells = header.columns.iter().take(header.width);
    let texts = cells.map(|cell| cell.as_ref().map_or_else(String::new, |cell| cell.text.clone()));
    texts.collect()
}

/// The columns that are computed, and those of the sheet.
fn parted(columns: Vec<FittedColumn>) -> (Vec<FittedColumn>, Vec<FittedColumn>) {
    columns.into_iter().partition(FittedColumn::is_added)
}

/// The columns whose cells become rows, for sorting the rows of the sheet.
fn figures_apart(fit: &Fit, added: &[FittedColumn]) -> Vec<FittedColumn> {
    let mut made = added
        .iter()
        .filter(|column| column.is_made)
        .map(|column| column.field);
    let value = made.find(|field| rows::is_figure(*field));
    value.map_or_else(Vec::new, |value| unpivot::figures(&fit.apart, &fit.header, value))
}

/// Lets the numbers that rows are given differ from those of other lists.
fn number_rows(fit: &mut Fit, source: &Source) {
    for column in fit.columns.iter_mut().filter(|column| unpivot::is_given(column)) {
        if let Some(expression) = &mut column.expression {
            expression.insert_str(0, &unpivot::series(source));
        }
    }
}

/// Puts computed columns behind those of the sheet and of other tables of the same rows, each under its expression.
fn placed(mut shape: Shape, computed: &mut [FittedColumn], headers: &mut Vec<String>, beyond: u32) -> Shape {
    headers.resize(headers.len() + beyond as usize, String::new());
    let joined = place_joined(&mut shape, headers);
    for column in computed {
        let index = headers.len() as u32;
        if column.is_made {
            place_made(&mut shape, column.field, index);
            column.index = index;
            column.text = column.field.id().to_string();
            headers.push(column.text.clone());
            continue;
        }
        if column.is_joined {
            // Where it stands is known by now.
            column.index = joined.get(&column.index).copied().unwrap_or(column.index);
            continue;
        }
        let of_names = shape.names.iter_mut().filter_map(|name| name.index.as_mut());
        let of_shape = shape.computed.iter_mut().map(|computed| &mut computed.index);
        of_names
            .chain(of_shape)
            .filter(|known| **known == column.index)
            .for_each(|known| *known = index);
        if unpivot::is_given(column) {
            column.text = column.field.id().to_string();
        }
        column.index = index;
        headers.push(column.text.clone());
    }
    shape
}

/// Puts the columns of other sheets behind those of the sheet: where each stands now.
fn place_joined(shape: &mut Shape, headers: &mut Vec<String>) -> BTreeMap<u32, u32> {
    let mut places = BTreeMap::new();
    for (old, _) in shape.joins.iter().flat_map(|join| &join.columns) {
        places.insert(*old, headers.len() as u32);
        let name = shape.names.iter().find(|name| name.index == Some(*old));
        headers.push(name.map(|name| name.name.clone()).unwrap_or_default());
    }
    let of_joins = shape.joins.iter_mut().flat_map(|join| {
        let columns = join.columns.iter_mut().map(|(index, _)| index);
        join.keys.iter_mut().chain(columns)
    });
    let of_names = shape.names.iter_mut().filter_map(|name| name.index.as_mut());
    let of_computed = shape
        .computed
        .iter_mut()
        .flat_map(|computed| computed.used.iter_mut().chain(&mut computed.bare));
    for index in of_joins
        .chain(of_names)
        .chain(of_computed)
        .chain(&mut shape.asked)
    {
        if let Some(place) = places.get(index) {
            *index = *place;
        }
    }
    places
}

/// Notes where what cells become stands: what their headers state before what they do.
fn place_made(shape: &mut Shape, field: Field, index: u32) {
    if let Some(unpivot) = &mut shape.unpivot {
        if unpivot.of_header == Some(field) {
            unpivot.header = index;
        } else {
            unpivot.value = index;
        }
    }
    let id = field.id().to_string();
    if shape.names.iter().all(|known| known.name != id) {
        shape.names.push(SheetColumn::new(Some(index), &id, Vec::new()));
    }
}

/// The columns of a table that are no field of its dataset, or that another column is read for.
fn unused_columns(dictionary: &Dictionary, fit: &Fit, below: &[Row]) -> Vec<UnusedColumn> {
    let used = |field: Field| fit.columns.iter().any(|column| column.field == field);
    let width = below
        .iter()
        .map(|row| row.cells.len())
        .max()
        .unwrap_or(0)
        .max(fit.header.width);
    // A column without header is one if something stands in it; looked for in one pass, whatever the size.
    let mut is_filled = vec![false; width];
    let of_sheet = fit.header.columns.iter().take(fit.header.width);
    let first_bare = of_sheet.filter(|cell| cell.is_some()).count() < width;
    for row in below.iter().filter(|_| first_bare) {
        for (filled, cell) in is_filled.iter_mut().zip(&row.cells) {
            *filled |= *cell != Cell::Empty;
        }
    }
    let mut unused = Vec::new();
    for index in (0..width as u32).filter(|index| !fit.columns.iter().any(|column| column.index == *index)) {
        let repeated = fit.repeated.iter().find(|column| column.index == index);
        let cell = fit.header.columns.get(index as usize).and_then(Option::as_ref);
        unused.push(match (repeated, cell) {
            (Some(column), _) if fit.entry.list.is_asked_of_all(column.field) => continue,
            (Some(column), _) => UnusedColumn {
                index,
                header: column.full.clone(),
                nearest: Some(column.field),
                is_repeated: true,
                is_ignored: false,
            },
            (None, Some(cell)) => UnusedColumn {
                index,
                header: cell.full().to_owned(),
                nearest: dictionary.nearest(fit.dataset, &cell.own.name, |field| !used(field)),
                is_repeated: false,
                is_ignored: Dictionary::ignores(&cell.own.name)
                    || is_result(&dictionary.catalogue, fit, cell.full()),
            },
            (None, None) if is_filled[index as usize] => UnusedColumn {
                index,
                header: column_letters(index),
                nearest: None,
                is_repeated: false,
                is_ignored: false,
            },
            (None, None) => continue,
        });
    }
    unused
}

/// Whether a column beside targets that say so states what was reached.
fn is_result(catalogue: &Catalogue, fit: &Fit, header: &str) -> bool {
    let last = header.rsplit('/').next().unwrap_or(header);
    let is_kind = |text: &str| row_kind(catalogue, &fold(text)) == Some(RowKind::Other);
    fit.says_targets() && (is_kind(last) || fit.entry.foreign.are_in(&fold(header)))
}

/// What is to be said about columns that are not read, and headers that are not there.
fn column_findings(
    fit: &Fit,
    pin: Option<&Pin>,
    header: &Place,
    unused: &[UnusedColumn],
    rows: &[Row],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (field, wanted) in pin.map(|pin| pin.headers(&fit.entry.list)).unwrap_or_default() {
        let mut columns = fit.columns.iter();
        if !columns.any(|column| column.field == field && column.is_named()) {
            let problem = Problem::HeaderNotFound {
                field,
                header: wanted.to_owned(),
            };
            findings.push(Finding::at(header.clone(), problem));
        }
    }
    if let Some(field) = fit
        .entry
        .list
        .answered_by
        .filter(|field| fit.columns.iter().all(|column| column.field != *field))
    {
        let problem = Problem::NoAnswers {
            dataset: fit.dataset,
            field,
        };
        findings.push(Finding::at(header.clone(), problem));
    }
    let mut unknown = Vec::new();
    for column in unused {
        match column.nearest {
            Some(field) if column.is_repeated => {
                findings.extend(repeated(fit, field, column, header, rows));
            }
            _ if column.is_ignored => (),
            nearest => unknown.push((
                column.index,
                Unused {
                    header: column.header.clone(),
                    nearest,
                },
            )),
        }
    }
    if let Some((first, _)) = unknown.first() {
        let place = header.at_column(*first);
        let columns = unknown.into_iter().map(|(_, column)| column).collect();
        findings.push(Finding::at(place, Problem::UnusedColumns { columns }));
    }
    findings
}

/// Says which of two columns for one field is read: a warning where the other may be meant as well.
fn repeated(fit: &Fit, field: Field, column: &UnusedColumn, header: &Place, rows: &[Row]) -> Option<Finding> {
    let read = fit.columns.iter().find(|read| read.field == field)?;
    let problem = Problem::RepeatedColumn {
        dataset: fit.dataset,
        field,
        header: column.header.clone(),
        read: read.full.clone(),
        with_tax: field == Field::Amount && fit.is_taxed(),
    };
    let mut finding = Finding::at(header.at_column(column.index), problem);
    let other = fit.repeated.iter().find(|other| other.index == column.index)?;
    let differ = |row: &&Row| row.cell(read.index) != row.cell(other.index);
    if fit.settles(read, other) || !rows.iter().any(|row| differ(&row)) {
        finding.severity = Severity::Info;
    } else if field == Field::Amount {
        let figure = |row: &Row, index: u32| figure(row.cell(index)).unwrap_or_default();
        let differences = rows.iter().map(|row| {
            let difference = figure(row, read.index).checked_sub(figure(row, other.index));
            let difference = difference.and_then(|difference| difference.checked_mul(read.multiplier));
            difference.unwrap_or_default().abs()
        });
        let sum = differences
            .into_iter()
            .try_fold(Decimal::ZERO, Decimal::checked_add);
        finding = finding.worth(sum.map(|sum| sum.normalize()));
    }
    Some(finding)
}
