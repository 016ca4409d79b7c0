//! A sheet → the markup of a template: tables of its rows, one after the other, each cell on a line of its own.

use super::cells::{Cell, Content};
use super::css::Classes;
use super::look::{Edges, Face};
use super::repeat::{Repeated, repeated};
use super::sheet::{Area, Sheet};
use super::spans::{Span, Spans, is_blank};
use super::words::{self, Piece};
use super::{At, Drawn, DrawnMistake, number, said};
use crate::model::Bilingual;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// The template that a sheet is, or everything that it cannot be for.
pub(super) fn of(sheet: &Sheet) -> Result<Drawn, Vec<DrawnMistake>> {
    let (rows, columns): (Vec<u32>, Vec<u32>) = (sheet.rows().collect(), sheet.columns().collect());
    if rows.is_empty() || columns.is_empty() {
        return Err(vec![DrawnMistake::of_file(
            "打印区域里的行或列全部隐藏了；请取消隐藏",
            "all rows or columns of the print area are hidden; show them",
        )]);
    }
    let wide: f64 = columns.iter().map(|column| sheet.width_pt(*column)).sum();
    let [_, right, _, left] = sheet.paper.margins_pt;
    let printable = (sheet.paper.width_pt - left - right).max(1.0);
    // What is wider than the paper is printed smaller: nobody wants a form cut in two.
    let scale = sheet.paper.scale.min(printable / wide);
    let mut form = Form {
        repeated: repeated(sheet, &rows),
        spans: Spans::of(sheet, &rows, &columns),
        classes: Classes::new(scale),
        lines: Vec::new(),
        of: Vec::new(),
        mistakes: Vec::new(),
        left_out: left_out(sheet),
        pictures: BTreeMap::new(),
        sheet,
        rows,
        columns,
    };
    for part in form.parts() {
        form.table(&part);
    }
    form.finish()
}

/// What is in the sheet as a whole and not on the form.
fn left_out(sheet: &Sheet) -> Vec<(Option<At>, Bilingual)> {
    let mut told: Vec<_> = sheet
        .paper
        .left_out
        .iter()
        .map(|said| (None, said.clone()))
        .collect();
    if sheet.has_shapes {
        let what = said(
            "图表、形状和文本框不打印；文字请写进单元格，图片请用“插入图片”",
            "charts, shapes and text boxes are not printed; write texts into cells, and insert pictures as pictures",
        );
        told.push((None, what));
    }
    if sheet.has_conditions {
        let what = said(
            "条件格式不打印；请删去，或直接设置单元格的颜色",
            "conditional formatting is not printed; remove it, or give the cells their colours",
        );
        told.push((None, what));
    }
    told
}

/// A table of the form: rows that each of its pages begins with, and the others; by their place among those printed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    head: Range<usize>,
    body: Range<usize>,
    is_new_page: bool,
}

/// A form on its way.
struct Form<'a> {
    sheet: &'a Sheet,
    rows: Vec<u32>,
    columns: Vec<u32>,
    repeated: Vec<Repeated>,
    spans: Spans,
    classes: Classes,
    lines: Vec<String>,
    of: Vec<Option<At>>,
    mistakes: Vec<DrawnMistake>,
    left_out: Vec<(Option<At>, Bilingual)>,
    pictures: BTreeMap<String, Vec<u8>>,
}

impl Form<'_> {
    /// The tables: the sheet cut where a page begins, and before the rows that are repeated on each page.
    fn parts(&self) -> Vec<Part> {
        let is_whole = |place: usize| {
            let spans = self.spans.cells.values();
            let is_across = |rows: &Range<usize>| rows.start < place && place < rows.end;
            !spans.into_iter().any(|span| is_across(&span.rows))
                && !self.repeated.iter().any(|repeated| is_across(&repeated.rows))
        };
        let place_of = |row: u32| self.rows.partition_point(|known| *known < row);
        let head = self
            .sheet
            .titles
            .map_or(0..0, |(first, last)| place_of(first)..place_of(last + 1));
        let head = if is_whole(head.start) && is_whole(head.end) {
            head
        } else {
            0..0
        };
        let breaks = self.sheet.breaks.iter().map(|row| place_of(*row));
        let mut cuts: Vec<(usize, bool)> = breaks.map(|place| (place, true)).collect();
        if !head.is_empty() {
            cuts.push((head.start, false));
        }
        cuts.retain(|(place, _)| {
            (1..self.rows.len()).contains(place)
                && is_whole(*place)
                && !(head.start + 1..head.end).contains(place)
        });
        cuts.sort_unstable_by_key(|(place, is_page)| (*place, !is_page));
        cuts.dedup_by_key(|(place, _)| *place);
        let starts = std::iter::once((0, false)).chain(cuts.iter().copied());
        let ends = cuts.iter().map(|(place, _)| *place).chain([self.rows.len()]);
        starts
            .zip(ends)
            .map(|((start, is_new_page), end)| {
                let has_head = !head.is_empty() && start >= head.start;
                Part {
                    head: if has_head { head.clone() } else { 0..0 },
                    body: if start == head.start && has_head {
                        head.end..end
                    } else {
                        start..end
                    },
                    is_new_page,
                }
            })
            .collect()
    }

    fn table(&mut self, part: &Part) {
        let wide: f64 = self
            .columns
            .iter()
            .map(|column| self.sheet.width_pt(*column))
            .sum();
        let margin = if self.sheet.paper.is_centred {
            "0 auto"
        } else {
            "0"
        };
        let page = if part.is_new_page {
            "; break-before: page"
        } else {
            ""
        };
        self.line(
            format!(
                "<table style=\"width: {}; table-layout: fixed; margin: {margin}{page}\"><colgroup>",
                self.classes.points(wide)
            ),
            None,
        );
        for column in self.columns.clone() {
            let width = self.classes.points(self.sheet.width_pt(column));
            self.line(format!("<col style=\"width: {width}\"/>"), None);
        }
        self.line("</colgroup>".to_owned(), None);
        for (element, rows) in [("thead", part.head.clone()), ("tbody", part.body.clone())] {
            if rows.is_empty() {
                continue;
            }
            self.line(format!("<{element}>"), None);
            for place in rows {
                self.row(place);
            }
            self.line(format!("</{element}>"), None);
        }
        self.line("</table>".to_owned(), None);
    }

    fn row(&mut self, place: usize) {
        let Some(row) = self.rows.get(place).copied() else {
            return;
        };
        let first = self
            .repeated
            .iter()
            .find(|repeated| repeated.rows.start == place)
            .cloned();
        if let Some(Repeated { item, list, .. }) = first {
            self.line(format!("{{% for {item} in {list} %}}"), None);
        }
        let height = self.classes.points(self.sheet.height_pt(row));
        self.line(format!("<tr style=\"height: {height}\">"), None);
        let mut index = 0;
        while index < self.columns.len() {
            index += self.cell(place, index);
        }
        self.line("</tr>".to_owned(), None);
        if self
            .repeated
            .iter()
            .any(|repeated| repeated.rows.end == place + 1)
        {
            self.line("{% endfor %}".to_owned(), None);
        }
    }

    /// Writes the cell at a place, and says how many columns it goes over.
    fn cell(&mut self, row: usize, column: usize) -> usize {
        if self.spans.covered(row, column) {
            return 1;
        }
        let at = At {
            row: self.rows[row],
            column: self.columns[column],
        };
        let span = self.spans.cells.get(&(row, column)).cloned();
        let first = span.as_ref().map_or(at, |span| span.of.first);
        let cell = self.sheet.cells.get(&first);
        let look = cell.map(|cell| cell.look.clone()).unwrap_or_default();
        let edges = match &span {
            Some(span) => self.edges_of(span.of),
            None => look.edges,
        };
        let text = cell.map(|cell| self.text(first, cell)).unwrap_or_default();
        let is_number = cell.is_some_and(|cell| matches!(cell.content, Content::Number(_)));
        let class = self.classes.of(&look, &edges, is_number);
        let columns = match &span {
            Some(span) => span.columns.len(),
            None => cell.map_or(1, |cell| self.overflow(row, column, cell)),
        };
        let mut line = format!("<td class=\"{class}\"");
        if columns > 1 {
            let _ = write!(line, " colspan=\"{columns}\"");
        }
        if let Some(span) = &span {
            line.push_str(&self.rowspan(&span.rows));
        }
        let picture = self.picture(first, span.as_ref(), column);
        let _ = write!(line, ">{picture}{text}</td>");
        self.line(line, Some(first));
        columns
    }

    /// How many rows a merged cell goes over: rows that are repeated count as often as they are there.
    fn rowspan(&self, rows: &Range<usize>) -> String {
        let mut fixed = rows.len();
        let mut lists = String::new();
        for repeated in &self.repeated {
            let inside = repeated.rows.start.max(rows.start)..repeated.rows.end.min(rows.end);
            if inside.is_empty() || repeated.rows.contains(&rows.start) {
                continue;
            }
            fixed -= inside.len();
            let _ = write!(lists, " + ({} | length) * {}", repeated.list, inside.len());
        }
        match (fixed, lists.is_empty()) {
            (1, true) => String::new(),
            (_, true) => format!(" rowspan=\"{fixed}\""),
            (_, false) => format!(" rowspan=\"{{{{ {fixed}{lists} }}}}\""),
        }
    }

    /// The lines around merged cells, which stand in those at their sides.
    fn edges_of(&self, area: Area) -> Edges {
        let side = |at: At, side: usize| self.sheet.cells.get(&at).and_then(|cell| cell.look.edges[side]);
        let Area { first, last } = area;
        let (beside, below) = (
            At {
                row: first.row,
                column: last.column,
            },
            At {
                row: last.row,
                column: first.column,
            },
        );
        [side(first, 0), side(beside, 1), side(below, 2), side(first, 3)]
    }

    /// How many columns a text goes over that is longer than its own is wide, as it does on the screen: over empty
    /// cells without lines or colours.
    fn overflow(&self, row: usize, column: usize, cell: &Cell) -> usize {
        let Content::Text(text) = &cell.content else {
            return 1;
        };
        let alignment = cell.look.alignment;
        if alignment.is_wrapped
            || alignment.is_stacked
            || !matches!(alignment.horizontal, None | Some("left"))
        {
            return 1;
        }
        let text: String = text.iter().map(|(_, piece)| piece.as_str()).collect();
        let is_known = words::pieces(&text)
            .iter()
            .all(|piece| matches!(piece, Piece::Text(_)));
        let widest = text.lines().map(UnicodeWidthStr::width).max().unwrap_or_default();
        // Half the size for a digit, and a little more for faces that are wider.
        let wanted = widest as f64 * cell.look.face.size_pt * 0.55 + 4.0;
        let mut columns = 1;
        let mut wide = self.sheet.width_pt(self.columns[column]);
        while (!is_known || wide < wanted) && self.is_free(row, column + columns) {
            wide += self.sheet.width_pt(self.columns[column + columns]);
            columns += 1;
        }
        columns
    }

    /// Whether a text may go on over a cell.
    fn is_free(&self, row: usize, column: usize) -> bool {
        let (Some(row_of), Some(column_of)) = (self.rows.get(row), self.columns.get(column)) else {
            return false;
        };
        let at = At {
            row: *row_of,
            column: *column_of,
        };
        let is_merged = self.spans.covered(row, column) || self.spans.cells.contains_key(&(row, column));
        let has_picture = self.sheet.pictures.iter().any(|picture| picture.at == at);
        !is_merged && !has_picture && self.sheet.cells.get(&at).is_none_or(is_blank)
    }

    /// The markup of what a cell holds.
    fn text(&mut self, at: At, cell: &Cell) -> String {
        let alignment = cell.look.alignment;
        match &cell.content {
            Content::Nothing => String::new(),
            Content::Text(pieces) => {
                if alignment.is_turned {
                    let what = said(
                        "倾斜或旋转的文字按横排打印；请改为横排或竖排",
                        "turned text is printed straight; set it straight, or its characters below each other",
                    );
                    self.left_out.push((Some(at), what));
                }
                self.pieces(pieces, alignment.is_stacked)
            }
            Content::Number(figure) => number::shown(figure, &cell.look.format).unwrap_or_else(|| {
                let format = &cell.look.format;
                self.mistake(
                    at,
                    format!("日期、时间或特殊格式的数字（{format}）不能照样打印；请写成文字，例如在前面加一个单引号"),
                    format!("a date, a time or a number of this format ({format}) cannot be printed as it is shown; type it as text, with an apostrophe before it"),
                );
                String::new()
            }),
            Content::Formula => {
                self.mistake(
                    at,
                    "表格里不能有公式，打印时不计算；请写 {{ total.points }} 之类的写法，或把结果写成文字",
                    "a form holds no formulas, since nothing is computed when it is printed; write an expression such as {{ total.points }}, or the result as text",
                );
                String::new()
            }
            Content::Error(error) => {
                self.mistake(
                    at,
                    format!("单元格是错误值 {error}；请改正或清空"),
                    format!("the cell holds the error {error}; mend or clear it"),
                );
                String::new()
            }
        }
    }

    /// Pieces of a text, each in its own face unless an expression goes over several.
    fn pieces(&self, pieces: &[(Option<Face>, String)], is_stacked: bool) -> String {
        let is_closed = |text: &str| text.matches(['{', '｛']).count() == text.matches(['}', '｝']).count();
        if pieces.iter().any(|(_, piece)| !is_closed(piece)) {
            let whole: String = pieces.iter().map(|(_, piece)| piece.as_str()).collect();
            return words::markup(&whole, is_stacked);
        }
        let of = |(face, piece): &(Option<Face>, String)| match face {
            Some(face) => format!(
                "<span style=\"{}\">{}</span>",
                self.classes.of_piece(face),
                words::markup(piece, is_stacked)
            ),
            None => words::markup(piece, is_stacked),
        };
        pieces.iter().map(of).collect()
    }

    /// The pictures that lie over a cell, no larger than the cells that they have to themselves.
    fn picture(&mut self, at: At, span: Option<&Span>, column: usize) -> String {
        let sheet = self.sheet;
        let (wide, high): (f64, f64) = match span {
            Some(span) => (
                self.columns[span.columns.clone()]
                    .iter()
                    .map(|column| sheet.width_pt(*column))
                    .sum(),
                self.rows[span.rows.clone()]
                    .iter()
                    .map(|row| sheet.height_pt(*row))
                    .sum(),
            ),
            None => (sheet.width_pt(self.columns[column]), sheet.height_pt(at.row)),
        };
        let mut markup = String::new();
        for picture in sheet.pictures.iter().filter(|picture| picture.at == at) {
            let fit = (wide / picture.width_pt).min(high / picture.height_pt).min(1.0);
            let _ = write!(
                markup,
                "<img src=\"{}\" style=\"width: {}; height: {}\"/>",
                words::markup(&picture.name, false).replace('"', ""),
                self.classes.points(picture.width_pt * fit),
                self.classes.points(picture.height_pt * fit),
            );
            self.pictures.insert(picture.name.clone(), picture.bytes.clone());
        }
        markup
    }

    fn mistake(&mut self, at: At, zh: impl Into<String>, en: impl Into<String>) {
        self.mistakes
            .push(DrawnMistake::at(&self.sheet.name, at, said(zh, en)));
    }

    fn line(&mut self, line: String, of: Option<At>) {
        self.lines.push(line);
        self.of.push(of);
    }

    fn finish(self) -> Result<Drawn, Vec<DrawnMistake>> {
        if !self.mistakes.is_empty() {
            return Err(self.mistakes);
        }
        let head = format!(
            "<html lang=\"{{{{ language }}}}\"><head><style>\n{}</style></head><body>",
            self.classes.sheet(&self.sheet.paper)
        );
        let before = head.lines().count();
        let mut lines = vec![None; before];
        lines.extend(self.of);
        lines.push(None);
        Ok(Drawn {
            markup: format!("{head}\n{}\n</body></html>\n", self.lines.join("\n")),
            lines,
            pictures: self.pictures,
            left_out: self.left_out,
        })
    }
}

#[cfg(test)]
mod tests;
