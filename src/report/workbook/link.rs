//! Places → hyperlinks that open the source file at the cell.

use super::live::quoted_if_short;
use crate::model::Place;
use rust_xlsxwriter::Formula;
use std::fmt::Write;

/// How many links Excel keeps on a sheet; beyond that it drops them all.
pub const LINKS_OF_A_SHEET: usize = 65_530;

/// The longest link, in UTF-16 units.
const LONGEST: usize = 2_079;

/// The link to a place, from a workbook that reaches the book's folder along `book`. None where Excel could not
/// follow it: Windows has no names with `?`, `:` or `\`.
pub fn to(place: &Place, book: &str) -> Option<String> {
    let file = &place.source.file;
    if file.contains(['?', ':', '\\']) || file.contains(char::is_control) {
        return None;
    }
    let target = escape(&format!("{book}/{file}"));
    let anchor = match &place.source.sheet {
        Some(sheet) => format!("#'{}'!{}", sheet.replace('\'', "''"), corner(place)),
        None => String::new(),
    };
    let fits = |text: &str| text.encode_utf16().count() <= LONGEST;
    (fits(&target) && fits(&anchor)).then(|| format!("file:///{target}{anchor}"))
}

/// A link to a sheet as a formula: LibreOffice breaks the text of one into lines, but not that of a linked cell.
pub fn breaking(target: &str, text: &str) -> Option<Formula> {
    let place = quoted_if_short(&target.replacen("internal:", "#", 1))?;
    let formula = format!("HYPERLINK({place},{})", quoted_if_short(text)?);
    Some(Formula::new(formula).set_result(text))
}

/// The cell to stand on: of a row its first, of a sheet A1.
fn corner(place: &Place) -> String {
    let row = place.row.unwrap_or(1);
    Place {
        row: Some(row),
        column: place.column.or(Some(0)),
        ..place.clone()
    }
    .cell()
}

/// Escapes what a URI cannot hold, as Excel does: Chinese stays as it is.
fn escape(path: &str) -> String {
    path.chars().fold(String::new(), |mut escaped, character| {
        if matches!(
            character,
            '%' | '#' | '"' | ' ' | '<' | '>' | '[' | ']' | '^' | '`' | '{' | '}'
        ) {
            let _ = write!(escaped, "%{:02x}", character as u32);
        } else {
            escaped.push(character);
        }
        escaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Source;
    use std::sync::Arc;

    fn link(file: &str, sheet: Option<&str>, row: Option<u32>, column: Option<u32>) -> Option<String> {
        let source = Arc::new(Source {
            file: file.into(),
            sheet: sheet.map(Into::into),
        });
        to(&Place { source, row, column }, "../..")
    }

    #[test]
    fn links_lead_to_the_cell() {
        assert_eq!(
            link("inbox/2026-10/订单.xlsx", Some("10月"), Some(14), Some(5)).unwrap(),
            "file:///../../inbox/2026-10/订单.xlsx#'10月'!F14"
        );
        assert_eq!(
            link("inbox/a b%.xlsx", Some("it's"), Some(3), None).unwrap(),
            "file:///../../inbox/a%20b%25.xlsx#'it''s'!A3"
        );
        assert_eq!(
            link("inbox/#1.xlsx", Some("#%"), Some(3), Some(0)).unwrap(),
            "file:///../../inbox/%231.xlsx#'#%'!A3"
        );
        assert_eq!(
            link("a.xls", Some("S"), None, None).unwrap(),
            "file:///../../a.xls#'S'!A1"
        );
        assert_eq!(
            link("a.csv", None, Some(2), Some(1)).unwrap(),
            "file:///../../a.csv"
        );
        // The library takes `file:///` off, so that a path from the root keeps its slash.
        let absolute = to(&Place::file("a.csv"), "/srv/book").unwrap();
        assert_eq!(absolute, "file:////srv/book/a.csv");
    }

    #[test]
    fn what_excel_cannot_follow_is_no_link() {
        assert_eq!(link("inbox/1?.xlsx", None, None, None), None);
        assert_eq!(link(&"长".repeat(2_080), None, None, None), None);
    }
}
