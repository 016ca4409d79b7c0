//! The styles of an .ods → which of its cells' styles show another number than a cell holds, or a unit beside it.

use super::tags::{Tags, attribute, attributes, number, qualified_name, unescaped};
use crate::model::Problem;
use crate::model::finding::Limit;
use crate::read::limits::{Limits, within};
use crate::read::shown::{Scaled, Styles};
use std::collections::BTreeMap;
use std::sync::Arc;

type Name = Vec<u8>;

/// The part that holds an .ods's styles that have names.
#[derive(Default)]
pub struct OdsStylesPart {
    tags: Tags,
    styles: OdsStyles,
}

impl OdsStylesPart {
    pub fn feed(&mut self, chunk: &[u8], limits: &Limits) -> Result<(), Problem> {
        let styles = &mut self.styles;
        self.tags.feed(chunk, limits, |text: &[u8], tag: &[u8]| {
            styles.take(text, tag, limits)
        })
    }

    pub fn finish(self) -> OdsStyles {
        self.styles
    }
}

/// Formats and cells' styles, as a part lists them.
#[derive(Default)]
pub struct OdsStyles {
    formats: BTreeMap<Name, Format>,
    cells: BTreeMap<Name, CellStyle>,
    /// What this part's styles stand on.
    outer: Option<Arc<OdsStyles>>,
    open: Option<(Name, Format)>,
    /// How many digits stand behind what is written inside the number.
    position: Option<u32>,
    listed: u64,
}

/// A number format, as far as it says what is divided, and what is written beside it.
#[derive(Default)]
struct Format {
    /// Whether it shows numbers in digits; dates, percentages and powers of ten say nothing.
    is_plain: bool,
    /// What it divides by; none where that is beyond all bounds.
    factor: Option<u64>,
    /// Digits behind a dot that is but drawn.
    behind_dot: u32,
    written: String,
    sign: String,
    /// The format of its first section, where it has several.
    first: Option<Name>,
}

impl Format {
    fn scaled(&self) -> Option<Scaled> {
        let divisor = self.factor?.checked_mul(10_u64.checked_pow(self.behind_dot)?)?;
        Scaled::of(divisor, &self.written).filter(|_| self.is_plain)
    }
}

#[derive(Default)]
struct CellStyle {
    format: Option<Name>,
    parent: Option<Name>,
}

/// Whether a format of that element shows numbers; none where it is the element of no format.
fn shows_numbers(element: &[u8]) -> Option<bool> {
    match element {
        b"number:number-style" | b"number:currency-style" => Some(true),
        b"number:percentage-style"
        | b"number:date-style"
        | b"number:time-style"
        | b"number:boolean-style"
        | b"number:text-style" => Some(false),
        _ => None,
    }
}

impl OdsStyles {
    /// Styles that stand on those of another part.
    pub fn on(outer: &Arc<Self>) -> Self {
        Self {
            outer: Some(outer.clone()),
            ..Self::default()
        }
    }

    /// Takes the next tag and the text before it.
    pub fn take(&mut self, text: &[u8], tag: &[u8], limits: &Limits) -> Result<(), Problem> {
        let name = qualified_name(tag);
        if tag.starts_with(b"</") {
            self.end(name, text);
        } else {
            self.begin(name, tag);
            if tag.ends_with(b"/>") {
                self.end(name, b"");
            }
        }
        within(self.listed, limits.formats, Limit::Formats(limits.formats))
    }

    fn begin(&mut self, name: &[u8], tag: &[u8]) {
        let owned = |attribute_name: &[u8]| attribute(tag, attribute_name).map(<[u8]>::to_vec);
        if let Some(is_plain) = shows_numbers(name) {
            self.listed += 1;
            let format = Format {
                is_plain,
                factor: Some(1),
                ..Format::default()
            };
            self.open = owned(b"style:name").map(|name| (name, format));
            return;
        }
        if name == b"style:style" {
            self.cell_style(tag);
            return;
        }
        let Some((_, format)) = &mut self.open else {
            return;
        };
        match name {
            b"number:number" => {
                if let Some(stated) = attribute(tag, b"number:display-factor") {
                    let by = number(stated).filter(|by| *by > 0);
                    format.factor = format.factor.zip(by).and_then(|(one, by)| one.checked_mul(by));
                }
            }
            b"number:scientific-number" => format.is_plain = false,
            b"number:embedded-text" => {
                let position = attribute(tag, b"number:position").and_then(number);
                self.position = position.and_then(|position| u32::try_from(position).ok());
            }
            b"style:map" if format.first.is_none() => format.first = owned(b"style:apply-style-name"),
            _ => (),
        }
    }

    fn cell_style(&mut self, tag: &[u8]) {
        let mut style = CellStyle::default();
        let (mut name, mut is_of_cells) = (None, false);
        for (key, value) in attributes(tag) {
            match key {
                b"style:name" => name = Some(value.to_vec()),
                b"style:family" => is_of_cells = value == b"table-cell",
                b"style:data-style-name" => style.format = Some(value.to_vec()),
                b"style:parent-style-name" => style.parent = Some(value.to_vec()),
                _ => (),
            }
        }
        if let Some(name) = name.filter(|_| is_of_cells) {
            self.listed += 1;
            self.cells.insert(name, style);
        }
    }

    fn end(&mut self, name: &[u8], text: &[u8]) {
        if shows_numbers(name).is_some() {
            self.formats.extend(self.open.take());
            return;
        }
        let Some((_, format)) = &mut self.open else {
            return;
        };
        match name {
            b"number:text" => format.written.push_str(&unescaped(text)),
            b"number:currency-symbol" => {
                let sign = unescaped(text);
                format.written.push_str(&sign);
                sign.trim().clone_into(&mut format.sign);
            }
            b"number:embedded-text" => {
                let text = unescaped(text);
                match self.position.take().filter(|_| text == ".") {
                    Some(position) => format.behind_dot = position,
                    None => format.written.push_str(&text),
                }
            }
            _ => (),
        }
    }

    fn format(&self, name: &[u8]) -> Option<&Format> {
        let own = self.formats.get(name);
        own.or_else(|| self.outer.as_deref()?.format(name))
    }

    /// The style of that name, and the part that it stands in.
    fn cell(&self, name: &[u8]) -> Option<(&CellStyle, &Self)> {
        let own = self.cells.get(name).map(|style| (style, self));
        own.or_else(|| self.outer.as_deref()?.cell(name))
    }

    /// The format of a cell's style, which may be that of the style it comes from.
    fn format_of(&self, name: &[u8]) -> Option<&Format> {
        const GENERATIONS: usize = 16;
        let mut name = name;
        for _ in 0..GENERATIONS {
            let (style, part) = self.cell(name)?;
            if let Some(format) = &style.format {
                let format = part.format(format)?;
                // Of several sections the first is that of most numbers.
                let first = format.first.as_ref().and_then(|first| part.format(first));
                return Some(first.unwrap_or(format));
            }
            name = style.parent.as_ref()?;
        }
        None
    }

    /// The cells' styles that scale numbers or name a unit.
    pub fn named(&self) -> NamedStyles {
        let mut named = NamedStyles::default();
        let outer = self.outer.iter().flat_map(|outer| outer.cells.keys());
        for name in self.cells.keys().chain(outer) {
            let format = self.format_of(name);
            if let Some((format, scaled)) = format.and_then(|format| Some((format, format.scaled()?))) {
                let number = named.add(scaled, &format.sign);
                named.numbers.insert(name.clone(), number);
            }
        }
        named
    }
}

/// The number of every style that shows a number as it is.
pub const PLAIN: u32 = 0;

/// Cells' styles that scale numbers or name a unit, by name.
#[derive(Default)]
pub struct NamedStyles {
    numbers: BTreeMap<Name, u32>,
    styles: Styles,
    /// The sign of the currency that a style writes.
    signs: BTreeMap<u32, String>,
    /// Styles of cells that state a currency of their own.
    in_currency: BTreeMap<(u32, [u8; 3]), u32>,
    last: u32,
}

impl NamedStyles {
    fn add(&mut self, scaled: Scaled, sign: &str) -> u32 {
        self.last += 1;
        self.styles.insert(self.last, scaled);
        if !sign.is_empty() {
            self.signs.insert(self.last, sign.to_owned());
        }
        self.last
    }

    pub fn styles(&self) -> &Styles {
        &self.styles
    }

    /// The number of the style of that name.
    pub fn number(&self, name: &[u8]) -> u32 {
        self.numbers.get(name).copied().unwrap_or(PLAIN)
    }

    /// The number of a style in the currency that a cell states by its code.
    pub fn in_currency(&mut self, style: u32, code: &[u8]) -> u32 {
        let Some(code) = code
            .first_chunk::<3>()
            .filter(|known| known.len() == code.len() && known.iter().all(u8::is_ascii_uppercase))
        else {
            return style;
        };
        if let Some(known) = self.in_currency.get(&(style, *code)) {
            return *known;
        }
        let format = self.styles.get(&style);
        let sign = self.signs.get(&style).map_or("", String::as_str);
        let scaled = Scaled::in_currency(format, sign, &String::from_utf8_lossy(code));
        let number = scaled.map_or(PLAIN, |scaled| self.add(scaled, ""));
        self.in_currency.insert((style, *code), number);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::audit::Audit;

    /// How the columns of a table are shown, by styles of both parts.
    fn shown(named: &str, own: &str, table: &str) -> Vec<(u32, u64, Option<String>, bool)> {
        let limits = Limits::default();
        let mut styles = OdsStylesPart::default();
        let xml = format!("<office:document-styles>{named}</office:document-styles>");
        styles.feed(xml.as_bytes(), &limits).unwrap();
        let mut audit = Audit::of("content.xml", true);
        audit.know(&Arc::default(), &Arc::new(styles.finish()));
        let xml = format!(
            "<office:document-content><office:automatic-styles>{own}</office:automatic-styles>\
             <table:table table:name='a'>{table}</table:table></office:document-content>"
        );
        // Byte by byte, so that every tag is cut somewhere.
        for byte in xml.as_bytes() {
            audit.feed(&[*byte], &limits).unwrap();
        }
        let Audit::Ods(content) = audit else {
            panic!("not taken for the content of an .ods");
        };
        let parts = content.finish().unwrap();
        let shown = parts[0].shown.iter();
        shown
            .map(|shown| (shown.column, shown.divisor, shown.unit.clone(), shown.is_all))
            .collect()
    }

    const WAN: &str = "<number:number-style style:name='N1'><number:number number:min-integer-digits='2' \
        number:display-factor='1000'><number:embedded-text number:position='1'>.</number:embedded-text>\
        </number:number></number:number-style>";
    const CELL: &str = "<style:style style:name='c' style:family='table-cell' style:data-style-name='N1'/>";
    const ROW: &str = "<table:table-row><table:table-cell table:style-name='c' office:value-type='float'/></table:table-row>";

    #[test]
    fn cells_are_shown_as_their_styles_say() {
        let expected = [(0, 10_000, None, true)];
        for (named, own) in [
            ("", format!("{WAN}{CELL}")),
            // Format and style in the other part, or the style alone in this one.
            (&*format!("{WAN}{CELL}"), String::new()),
            (WAN, CELL.to_owned()),
            (
                &*format!("{WAN}{}", CELL.replace("'c'", "'Named'")),
                "<style:style style:name='c' style:family='table-cell' style:parent-style-name='Named'/>".to_owned(),
            ),
            // Another format of the same name in this part is another.
            (
                &*format!("{WAN}{}", CELL.replace("'c'", "'Named'")),
                "<number:number-style style:name='N1'/><style:style style:name='c' style:family='table-cell' \
                 style:parent-style-name='Named'/>"
                    .to_owned(),
            ),
        ] {
            assert_eq!(shown(named, &own, ROW), expected, "{named} {own}");
        }
    }

    #[test]
    fn cells_without_a_style_have_that_of_their_row_or_column() {
        let styles = format!("{WAN}{CELL}");
        let plain = "<table:table-cell office:value-type='float'/>";
        let text = "<table:table-cell office:value-type='string'/>";
        let column = "<table:table-column/><table:table-column table:number-columns-repeated='2' \
            table:default-cell-style-name='c'/><table:table-column/>";
        let table = |row: &str| {
            format!(
                "{column}<table:table-row>{text}{text}{text}{text}</table:table-row>\
                 <table:table-row table:number-rows-repeated='3'{row}>{plain}{plain}{plain}{plain}</table:table-row>"
            )
        };
        let columns = |table: &str| -> Vec<(u32, bool)> {
            shown("", &styles, table)
                .iter()
                .map(|shown| (shown.0, shown.3))
                .collect()
        };
        assert_eq!(columns(&table("")), [(1, true), (2, true)]);
        let of_row = " table:default-cell-style-name='c'";
        assert_eq!(
            columns(&table(of_row)),
            [(0, true), (1, true), (2, true), (3, true)]
        );
        assert_eq!(columns(&table(" table:default-cell-style-name='x'")), []);
        // Cells that are repeated, over the bounds of columns, and rows that outweigh them.
        let wide = plain.replace("/>", " table:number-columns-repeated='16384'/>");
        assert_eq!(
            columns(&format!("{column}<table:table-row>{wide}</table:table-row>")),
            [(1, true), (2, true)]
        );
        let other = plain.replace("/>", " table:style-name='x'/>");
        let others =
            format!("<table:table-row table:number-rows-repeated='2'>{text}{other}</table:table-row>");
        assert_eq!(
            columns(&format!("{}{others}", table(""))),
            [(1, false), (2, true)]
        );
    }

    #[test]
    fn cells_state_currencies() {
        let format = |text: &str| {
            format!(
                "<number:currency-style style:name='N1'><number:currency-symbol>$</number:currency-symbol>\
                 <number:number/>{text}</number:currency-style>{CELL}"
            )
        };
        let row =
            |currency: &str| ROW.replace("'float'", &format!("'currency' office:currency='{currency}'"));
        let unit = |text: &str, currency: &str| shown("", &format(text), &row(currency))[0].2.clone();
        assert_eq!(unit("", "USD").as_deref(), Some("USD"));
        assert_eq!(unit("", "").as_deref(), Some("$"));
        assert_eq!(unit("", "dollars").as_deref(), Some("$"));
        assert_eq!(
            unit("<number:text>万</number:text>", "USD").as_deref(),
            Some("$万")
        );
        assert_eq!(shown("", "", &row("EUR")), [(0, 1, Some("EUR".to_owned()), true)]);
        assert_eq!(
            shown("", WAN, &row("EUR")),
            [(0, 1, Some("EUR".to_owned()), true)]
        );
    }

    #[test]
    fn styles_that_make_no_sense_say_nothing() {
        for own in [
            // Styles that come from themselves, or from none that there is.
            "<style:style style:name='c' style:family='table-cell' style:parent-style-name='c'/>".to_owned(),
            CELL.to_owned(),
            // Factors and places beyond all bounds.
            WAN.replace("1000", "18446744073709551615") + CELL,
            WAN.replace("1000", "0") + CELL,
            WAN.replace("'1'", "'4294967295'") + CELL,
            WAN.replace("'1'", "'-1'").replace("1000", "1") + CELL,
            // Kinds of numbers that are shown otherwise.
            WAN.replace("number-style", "percentage-style") + CELL,
            WAN.replace("number:number ", "number:scientific-number ")
                .replace("/number:number>", "/number:scientific-number>")
                + CELL,
            CELL.replace("table-cell", "table-row") + WAN,
        ] {
            assert_eq!(shown("", &own, ROW), [], "{own}");
        }
        let mut many = OdsStyles::default();
        let limits = Limits {
            formats: 2,
            ..Limits::default()
        };
        let mut take = || many.take(b"", CELL.as_bytes(), &limits);
        assert_eq!((take(), take()), (Ok(()), Ok(())));
        assert!(take().is_err());
    }
}
