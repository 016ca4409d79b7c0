//! Charts over the cells of a table, with a text for those who cannot see them.

use super::content::Content;
use super::field::At;
use super::layout::{SheetLayout, TableLayout};
use super::style::{ACTUAL, Styles, TARGET, WEAK};
use super::template::{Aim, ChartKind, ChartSpec, SeriesKind, SeriesSpec};
use super::value::Value;
use crate::report::figures;
use crate::report::workbook::layout::Show;
use rust_xlsxwriter::{
    Chart, ChartAxis, ChartAxisLabelPosition, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition,
    ChartLine, ChartMarker, ChartMarkerType, ChartSolidFill, ChartType, Color, Worksheet, XlsxError,
};

const QUIET: Color = Color::RGB(0x0059_6370);
const GRID: Color = Color::RGB(0x00E3_E7EC);

/// The longest text that describes a chart.
const LONGEST_DESCRIPTION: usize = 250;

/// Where a chart stands: row, column, and its size in pixels.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The row of its upper edge.
    pub row: u32,
    /// The column of its left edge.
    pub column: u16,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// Draws a chart; nothing where its table has no rows or does not show what is drawn.
pub fn draw(
    worksheet: &mut Worksheet,
    place: Place,
    spec: &ChartSpec,
    sheets: &[SheetLayout<'_>],
    content: &Content<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let language = content.language();
    let found = sheets.iter().find_map(|sheet| {
        let mut tables = sheet.tables();
        let is_meant = |id: &str| id == spec.of.get_ref();
        let (_, table) =
            tables.find(|(block, _)| block.id.as_ref().is_some_and(|id| is_meant(id.get_ref())))?;
        Some((sheet.name.as_str(), table))
    });
    let Some((sheet, table)) = found.filter(|(_, table)| !table.rows.is_empty()) else {
        return Ok(());
    };
    let Some(category) = table.column_of(spec.category.get_ref(), At::Row) else {
        return Ok(());
    };
    let rows = (table.first_row(), table.last_row());
    let mut chart = Chart::new(chart_type(spec.kind));
    let mut lines: Option<Chart> = None;
    let mut drawn = 0;
    for series in &spec.series {
        let Some(at) = at(series, content) else { continue };
        let Some(place) = table.find(series.field.get_ref(), at) else {
            continue;
        };
        let column = table.left + place as u16;
        let as_line = spec.kind == ChartKind::Line || series.draw == Some(SeriesKind::Line);
        let name = series
            .name
            .as_ref()
            .map_or(table.columns[place].header.as_str(), |name| name.pick(language));
        let apart = as_line && spec.kind != ChartKind::Line;
        let target = if apart {
            lines.get_or_insert_with(|| Chart::new(ChartType::Line))
        } else {
            &mut chart
        };
        let drawing = target
            .add_series()
            .set_name(name)
            .set_categories((sheet, rows.0, category, rows.1, category))
            .set_values((sheet, rows.0, column, rows.1, column));
        let colour = colour(series.aim);
        if as_line {
            drawing
                .set_format(ChartFormat::new().set_line(ChartLine::new().set_color(colour).set_width(2.25)))
                .set_marker(
                    ChartMarker::new()
                        .set_type(ChartMarkerType::Circle)
                        .set_size(5)
                        .set_format(
                            ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(colour)),
                        ),
                );
        } else if spec.kind != ChartKind::Doughnut {
            drawing
                .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(colour)))
                .set_gap(60)
                .set_overlap(if spec.series.len() > 1 { 0 } else { 100 });
        }
        if spec.labels {
            let mut label = ChartDataLabel::new();
            label.show_value().set_font(&font(styles, 9));
            if let Some(format) = spec.format.as_ref().map(toml::Spanned::get_ref) {
                label.set_num_format(format);
            }
            drawing.set_data_label(&label);
        }
        drawn += 1;
    }
    if drawn == 0 {
        return Ok(());
    }
    if let Some(lines) = &lines {
        chart.combine(lines);
    }
    dress(&mut chart, spec, drawn, styles, spec.title.pick(language));
    chart
        .set_width(place.width)
        .set_height(place.height)
        .set_alt_text(description(spec, table, content));
    worksheet
        .insert_chart_with_offset(place.row, place.column, &chart, 2, 2)
        .map(drop)
}

fn dress(chart: &mut Chart, spec: &ChartSpec, drawn: usize, styles: &Styles, title: &str) {
    chart
        .title()
        .set_name(title)
        .set_font(font(styles, 11).set_bold())
        .set_overlay(false);
    chart
        .chart_area()
        .set_format(ChartFormat::new().set_border(ChartLine::new().set_color(GRID)));
    if drawn > 1 || spec.kind == ChartKind::Doughnut {
        chart
            .legend()
            .set_position(ChartLegendPosition::Bottom)
            .set_font(&font(styles, 9));
    } else {
        chart.legend().set_hidden();
    }
    if spec.kind == ChartKind::Doughnut {
        return;
    }
    let quiet = ChartLine::new().set_color(GRID).clone();
    // Lying bars have their names on the upright axis, the first on top as in the table.
    let (names, values) = if spec.kind == ChartKind::Bar {
        chart.y_axis().set_reverse();
        (ChartAxisOf::Y, ChartAxisOf::X)
    } else {
        (ChartAxisOf::X, ChartAxisOf::Y)
    };
    names
        .of(chart)
        .set_font(&font(styles, 9))
        .set_format(ChartFormat::new().set_line(&quiet))
        .set_label_position(ChartAxisLabelPosition::Low);
    let values = values.of(chart);
    values
        .set_font(&font(styles, 9))
        .set_format(ChartFormat::new().set_no_line())
        // The figures stand at the bars.
        .set_hidden(spec.labels);
    if spec.labels {
        values.set_major_gridlines(false);
    } else {
        values.set_major_gridlines_line(&quiet);
    }
    if let Some(format) = spec.format.as_ref().map(toml::Spanned::get_ref) {
        values.set_num_format(format);
    }
    if let Some(least) = spec.least {
        values.set_min(least);
    }
}

/// One of a chart's axes.
#[derive(Debug, Clone, Copy)]
enum ChartAxisOf {
    X,
    Y,
}

impl ChartAxisOf {
    fn of(self, chart: &mut Chart) -> &mut ChartAxis {
        match self {
            Self::X => chart.x_axis(),
            Self::Y => chart.y_axis(),
        }
    }
}

fn font(styles: &Styles, size: u32) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(styles.font).set_size(size).set_color(QUIET);
    font
}

fn chart_type(kind: ChartKind) -> ChartType {
    match kind {
        ChartKind::Column => ChartType::Column,
        ChartKind::Bar => ChartType::Bar,
        ChartKind::Line => ChartType::Line,
        ChartKind::Doughnut => ChartType::Doughnut,
    }
}

fn colour(aim: Aim) -> Color {
    match aim {
        Aim::Actual => ACTUAL,
        Aim::Target => TARGET,
        Aim::Weak => WEAK,
    }
}

fn at(series: &SeriesSpec, content: &Content<'_>) -> Option<At> {
    match series.kpi {
        None => Some(At::Row),
        Some(kpi) => content.place_of(kpi).map(At::Kpi),
    }
}

/// The chart in words: title, then what it draws of each row, as far as there is room.
fn description(spec: &ChartSpec, table: &TableLayout<'_>, content: &Content<'_>) -> String {
    let language = content.language();
    let value = |field: &str, at: At, row: usize| {
        let place = table.find(field, at)?;
        match &table.columns[place].show {
            Show::Field(field) => Some((field.value)(content, row, at)),
            _ => None,
        }
    };
    let told = |value: Option<Value>| match value {
        Some(Value::Text(text)) => text,
        Some(Value::Number(number)) => figures::shortest(number.round_dp(4)),
        Some(Value::Date(day)) => day.to_string(),
        _ => figures::NONE.to_owned(),
    };
    let of_row = |&row: &usize| {
        let name = told(value(spec.category.get_ref(), At::Row, row));
        let values = spec.series.iter().filter_map(|series| {
            let at = at(series, content)?;
            Some(told(value(series.field.get_ref(), at, row)))
        });
        format!("{name} {}", values.collect::<Vec<_>>().join(" / "))
    };
    let rows: Vec<String> = table.rows.iter().map(of_row).collect();
    let colon = language.pick("：", ": ");
    let text = format!(
        "{}{colon}{}",
        spec.title.pick(language),
        rows.join(language.pick("；", "; "))
    );
    let text = super::value::cell_text(&text).into_owned();
    match super::value::cut_to_units(&text, LONGEST_DESCRIPTION) {
        cut if cut.len() < text.len() => format!("{cut}…"),
        whole => whole.to_owned(),
    }
}
