//! Marks that Chinese shares with other scripts, drawn as in the text that they belong to.
//!
//! Quotation marks, dashes and ellipses are the same characters in both, but a face made for Latin letters draws them
//! narrow and low. Beside Chinese they are taken from the face of the Chinese characters, and a closing mark from the
//! face of the one that it closes.

use super::super::display::FaceKey;
use super::super::fonts::FontSet;
use super::characters::Kind;
use super::shape::Cell;

/// Marks that open, and those that close them.
const PAIRS: [(char, char); 2] = [('“', '”'), ('‘', '’')];

/// Marks that stand alone or in rows.
const OTHERS: &str = "—…·";

/// Settles the faces of shared marks; `resize` gives the advance of a cell that has another glyph now.
pub fn settle(cells: &mut [Cell], fonts: &FontSet, resize: impl Fn(&Cell) -> f32) {
    if [false, true].map(|bold| fonts.leading(bold)) == [FontSet::REGULAR, FontSet::BOLD] {
        return;
    }
    let mut open: Vec<(char, Option<FaceKey>)> = Vec::new();
    for index in 0..cells.len() {
        let character = cells[index].character;
        let beside = || chinese_before(cells, index).or_else(|| chinese_after(cells, index));
        let face = if let Some((_, closing)) = PAIRS.iter().find(|(opening, _)| *opening == character) {
            let face = beside();
            open.push((*closing, face));
            face
        } else if let Some(at) = open.iter().rposition(|(closing, _)| *closing == character) {
            let (_, face) = open[at];
            open.truncate(at);
            face
        } else if is_mark(character) {
            beside()
        } else {
            None
        };
        let Some((face, glyph)) = face.and_then(|face| Some((face, fonts.face(face).glyph(character)?)))
        else {
            continue;
        };
        let cell = &mut cells[index];
        (cell.face, cell.glyph) = (face, glyph);
        cell.advance = resize(cell);
    }
}

fn is_mark(character: char) -> bool {
    OTHERS.contains(character)
        || PAIRS
            .iter()
            .any(|(opening, closing)| [*opening, *closing].contains(&character))
}

fn chinese_before(cells: &[Cell], index: usize) -> Option<FaceKey> {
    nearest(cells[..index].iter().rev())
}

fn chinese_after(cells: &[Cell], index: usize) -> Option<FaceKey> {
    nearest(cells[index + 1..].iter())
}

/// The face of the next character that is no mark, if that is Chinese.
fn nearest<'c>(cells: impl Iterator<Item = &'c Cell>) -> Option<FaceKey> {
    let mut others = cells.filter(|cell| cell.kind != Kind::Edge && !is_mark(cell.character));
    others
        .next()
        .filter(|cell| cell.kind == Kind::Wide)
        .map(|cell| cell.face)
}

#[cfg(test)]
mod tests {
    use super::super::collect::Collector;
    use super::super::setting::Setting;
    use super::*;
    use crate::fonts::FontFile;
    use crate::style::Style;
    use std::collections::BTreeSet;
    use std::path::Path;
    use std::rc::Rc;

    /// Which quotation marks of a text are drawn by the company's own face, which is made for Latin letters.
    fn latin(text: &str) -> Vec<bool> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fonts/House.otf");
        let mut fonts = FontSet::bundled().unwrap();
        let file = FontFile {
            name: "House.otf".into(),
            bytes: std::fs::read(path).unwrap().into(),
            index: 0,
        };
        fonts.lead(file, false).unwrap();
        let mut collector = Collector::default();
        let style = Rc::new(Style::INITIAL);
        collector.push(text, &Setting::of_block(&style));
        let cells = collector.shape(&fonts, &mut BTreeSet::new()).cells;
        let marks = cells.iter().filter(|cell| "“”".contains(cell.character));
        marks
            .map(|cell| {
                assert_eq!(
                    fonts.face(cell.face).glyph(cell.character),
                    Some(cell.glyph),
                    "the glyph is one of its face"
                );
                let width = fonts.face(cell.face).advance(cell.glyph) * style.font_size;
                assert!((cell.advance - width).abs() < 0.01);
                cell.face == fonts.leading(false)
            })
            .collect()
    }

    #[test]
    fn quotation_marks_are_those_of_the_text_that_they_stand_in() {
        assert_eq!(latin("A “S” A"), [true, true]);
        assert_eq!(latin("“A”"), [true, true]);
        assert_eq!(latin("“好”"), [false, false]);
        assert_eq!(latin("他说“A”"), [false, false], "as the one that it closes");
        assert_eq!(latin("“A”很好"), [true, true], "as the one that it closes");
        assert_eq!(latin("他说“A ‘S’ A”，“好”"), [false; 4]);
        assert_eq!(latin("A”好"), [false], "none was open");
        assert_eq!(latin("A “好” A “S”"), [false, false, true, true]);
    }
}
