//! What a file gives, between two processes: a reader's rows and findings → bytes, and back.

use super::digest::Digest;
use super::grid::AddressHasher;
use super::inbox::InputFile;
use super::kind::FileKind;
use super::limits::MAX_COLUMNS;
use super::remembered::{Came, Remembered};
use super::sheet::{Cell, Row, RowRanges, Sheet, Shown};
use super::sink::Sink;
use super::source;
use crate::model::{Finding, Place, Problem, Text};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::io::{self, Read, Write};

/// How an answer begins, so that nothing else is taken for one.
const GREETING: &[u8; 8] = b"repcard\x02";

/// What a message is; each is its tag, the length of its body as four bytes, and its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Message {
    Content = b'c',
    Row = b'r',
    Sheet = b's',
    Discard = b'd',
    Kind = b'k',
    Finding = b'f',
    Failure = b'x',
    End = b'e',
}

impl Message {
    const ALL: [Self; 8] = [
        Self::Content,
        Self::Row,
        Self::Sheet,
        Self::Discard,
        Self::Kind,
        Self::Finding,
        Self::Failure,
        Self::End,
    ];
}

const EMPTY: u8 = 0;
const NUMBER: u8 = 1;
const DATE_TIME: u8 = 2;
const DURATION: u8 = 3;
const FALSE: u8 = 4;
const TRUE: u8 = 5;
const UNCALCULATED: u8 = 6;
const ERROR: u8 = 7;
/// A text that stands but once.
const TEXT: u8 = 8;
/// A text that is numbered, since it may come again.
const NEW_TEXT: u8 = 9;
/// A text that came before, by its number.
const KNOWN_TEXT: u8 = 10;
/// A text that comes for the second time, and the place where it is kept for the next; what was kept there is no more.
const KEPT_TEXT: u8 = 11;
/// The text that is kept in a place.
const TEXT_AGAIN: u8 = 12;

/// Bytes of a message for which memory is taken at once.
const SHORT: u32 = 4096;

/// What is told of a sheet beside its rows; file and scope are known to the one who asked.
#[derive(Serialize, Deserialize)]
struct Head {
    name: Option<String>,
    hidden: bool,
    epoch_1904: bool,
    delimiter: Option<char>,
    merged: Vec<(u32, u32, u32, u32)>,
    hidden_rows: RowRanges,
    shown: Vec<Shown>,
}

/// Writes what a reader finds.
pub(super) struct Answer<W: Write> {
    out: W,
    body: Vec<u8>,
    /// Texts of the sheet that others hold too, by address; held here, so that no address is used twice.
    texts: HashMap<usize, (Text, u32), BuildHasherDefault<AddressHasher>>,
    /// Texts of the file that nobody shares yet.
    remembered: Remembered,
    outcome: io::Result<()>,
}

impl<W: Write> Answer<W> {
    pub(super) fn new(mut out: W) -> Self {
        let outcome = out.write_all(GREETING);
        Self {
            out,
            body: Vec::new(),
            texts: HashMap::default(),
            remembered: Remembered::default(),
            outcome,
        }
    }

    /// Ends the answer; a problem is one of the whole file.
    pub(super) fn finish(mut self, outcome: Result<(), Problem>) -> io::Result<()> {
        match outcome {
            Ok(()) => self.send(Message::End),
            Err(problem) => self.tell(Message::Failure, &problem),
        }
        self.outcome?;
        self.out.flush()
    }

    /// Sends the body; after a failure nothing is sent any more.
    fn send(&mut self, message: Message) {
        if self.outcome.is_ok() {
            let length = u32::try_from(self.body.len()).map_err(io::Error::other);
            self.outcome = length.and_then(|length| {
                self.out.write_all(&[message as u8])?;
                self.out.write_all(&length.to_le_bytes())?;
                self.out.write_all(&self.body)
            });
        }
        self.body.clear();
    }

    fn tell(&mut self, message: Message, content: &impl Serialize) {
        match serde_json::to_vec(content) {
            Ok(body) => self.body = body,
            Err(error) => self.outcome = Err(error.into()),
        }
        self.send(message);
    }

    fn cell(&mut self, cell: &Cell) {
        let body = &mut self.body;
        let mut figure = |tag, figure: f64| {
            body.push(tag);
            body.extend_from_slice(&figure.to_le_bytes());
        };
        match cell {
            Cell::Number(number) => figure(NUMBER, *number),
            Cell::DateTime(days) => figure(DATE_TIME, *days),
            Cell::Duration(days) => figure(DURATION, *days),
            Cell::Text(text) => self.text(text),
            Cell::Error(error) => {
                body.push(ERROR);
                put_text(body, error);
            }
            Cell::Empty => body.push(EMPTY),
            Cell::Bool(false) => body.push(FALSE),
            Cell::Bool(true) => body.push(TRUE),
            Cell::Uncalculated => body.push(UNCALCULATED),
        }
    }

    fn text(&mut self, text: &Text) {
        let body = &mut self.body;
        if Text::strong_count(text) == Some(1) {
            match self.remembered.see(text) {
                Came::Once => body.push(TEXT),
                Came::Again(place) => {
                    body.push(KEPT_TEXT);
                    put_number(body, place as u32);
                }
                Came::Kept(place) => {
                    body.push(TEXT_AGAIN);
                    return put_number(body, place as u32);
                }
            }
            return put_text(body, text);
        }
        let next = self.texts.len() as u32;
        let (_, number) = self
            .texts
            .entry(text.as_ptr().addr())
            .or_insert_with(|| (text.clone(), next));
        if *number == next {
            body.push(NEW_TEXT);
            put_text(body, text);
        } else {
            body.push(KNOWN_TEXT);
            put_number(body, *number);
        }
    }
}

impl<W: Write> Sink for Answer<W> {
    fn content(&mut self, content: Digest) {
        self.tell(Message::Content, &content);
    }

    fn row(&mut self, row: Row) {
        put_number(&mut self.body, row.number);
        put_number(&mut self.body, row.cells.len() as u32);
        for cell in &row.cells {
            self.cell(cell);
        }
        self.send(Message::Row);
    }

    fn sheet(&mut self, sheet: Sheet) {
        let Sheet {
            source,
            scope: _,
            hidden,
            epoch_1904,
            delimiter,
            rows,
            merged,
            hidden_rows,
            shown,
        } = sheet;
        for row in rows {
            self.row(row);
        }
        self.texts.clear();
        let head = Head {
            name: source.sheet.clone(),
            hidden,
            epoch_1904,
            delimiter,
            merged,
            hidden_rows,
            shown,
        };
        self.tell(Message::Sheet, &head);
    }

    fn discard(&mut self) {
        self.texts.clear();
        self.send(Message::Discard);
    }

    fn kind(&mut self, kind: FileKind) {
        self.tell(Message::Kind, &kind);
    }

    fn finding(&mut self, finding: Finding) {
        self.tell(Message::Finding, &(finding.place, finding.problem));
    }
}

fn put_text(body: &mut Vec<u8>, text: &str) {
    put_number(body, text.len() as u32);
    body.extend_from_slice(text.as_bytes());
}

/// Seven bits a byte, the lowest first.
fn put_number(body: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        body.push(number as u8 | 0x80);
        number >>= 7;
    }
    body.push(number as u8);
}

/// Hands what an answer tells on to the sink; the inner problem is one of the whole file. None where the answer
/// breaks off or is none.
pub(super) fn receive(
    mut answer: impl Read,
    file: &InputFile,
    sink: &mut dyn Sink,
) -> Option<Result<(), Problem>> {
    let mut greeting = [0; GREETING.len()];
    answer.read_exact(&mut greeting).ok()?;
    if greeting != *GREETING {
        return None;
    }
    let mut body = Vec::new();
    let mut texts = Texts::default();
    loop {
        let message = next(&mut answer, &mut body)?;
        match message {
            Message::Content => sink.content(serde_json::from_slice(&body).ok()?),
            Message::Row => sink.shared_row(row(&body, &mut texts)?),
            Message::Sheet => {
                texts.numbered.clear();
                let Head {
                    name,
                    hidden,
                    epoch_1904,
                    delimiter,
                    merged,
                    hidden_rows,
                    shown,
                } = serde_json::from_slice(&body).ok()?;
                sink.sheet(Sheet {
                    source: source(file, name.as_deref()),
                    scope: file.scope,
                    hidden,
                    epoch_1904,
                    delimiter,
                    rows: Vec::new(),
                    merged,
                    hidden_rows,
                    shown,
                });
            }
            Message::Discard => {
                texts.numbered.clear();
                sink.discard();
            }
            Message::Kind => sink.kind(serde_json::from_slice(&body).ok()?),
            Message::Finding => {
                let (place, problem): (Option<Place>, Problem) = serde_json::from_slice(&body).ok()?;
                sink.finding(match place {
                    Some(place) => Finding::at(place, problem),
                    None => Finding::general(problem),
                });
            }
            Message::Failure => return Some(Err(serde_json::from_slice(&body).ok()?)),
            Message::End => return Some(Ok(())),
        }
    }
}

fn next(answer: &mut impl Read, body: &mut Vec<u8>) -> Option<Message> {
    let mut head = [0; 5];
    answer.read_exact(&mut head).ok()?;
    let [tag, length @ ..] = head;
    let length = u32::from_le_bytes(length);
    body.clear();
    // Whatever length is claimed, memory is taken only for what comes, or for as little as nearly all rows take.
    if length <= SHORT {
        body.resize(length as usize, 0);
        answer.read_exact(body).ok()?;
    } else {
        answer.by_ref().take(length.into()).read_to_end(body).ok()?;
    }
    let message = Message::ALL.into_iter().find(|message| *message as u8 == tag)?;
    (body.len() == length as usize).then_some(message)
}

/// The texts of an answer that may come again.
#[derive(Default)]
struct Texts {
    /// Those of the sheet that are numbered.
    numbered: Vec<Text>,
    /// Those that are kept, by their places.
    kept: Vec<Option<Text>>,
}

impl Texts {
    fn keep(&mut self, place: usize, text: &Text) -> Option<()> {
        if place >= Remembered::SLOTS {
            return None;
        }
        if place >= self.kept.len() {
            self.kept.resize(place + 1, None);
        }
        self.kept[place] = Some(text.clone());
        Some(())
    }
}

fn row(body: &[u8], texts: &mut Texts) -> Option<Row> {
    let mut rest = body;
    let number = take_number(&mut rest)?;
    let width = take_number(&mut rest).filter(|width| *width <= MAX_COLUMNS)?;
    let mut cells = Vec::with_capacity(width as usize);
    for _ in 0..width {
        cells.push(cell(&mut rest, texts)?);
    }
    (rest.is_empty() && number > 0).then_some(Row::new(number, cells))
}

fn cell(rest: &mut &[u8], texts: &mut Texts) -> Option<Cell> {
    let (tag, after) = rest.split_first()?;
    *rest = after;
    Some(match *tag {
        EMPTY => Cell::Empty,
        NUMBER => Cell::Number(take_figure(rest)?),
        DATE_TIME => Cell::DateTime(take_figure(rest)?),
        DURATION => Cell::Duration(take_figure(rest)?),
        FALSE => Cell::Bool(false),
        TRUE => Cell::Bool(true),
        UNCALCULATED => Cell::Uncalculated,
        ERROR => Cell::Error(take_text(rest)?),
        TEXT => Cell::Text(take_text(rest)?),
        NEW_TEXT => {
            let text = take_text(rest)?;
            texts.numbered.push(text.clone());
            Cell::Text(text)
        }
        KNOWN_TEXT => Cell::Text(texts.numbered.get(take_number(rest)? as usize)?.clone()),
        KEPT_TEXT => {
            let place = take_number(rest)? as usize;
            let text = take_text(rest)?;
            texts.keep(place, &text)?;
            Cell::Text(text)
        }
        TEXT_AGAIN => Cell::Text(texts.kept.get(take_number(rest)? as usize)?.clone()?),
        _ => return None,
    })
}

fn take_figure(rest: &mut &[u8]) -> Option<f64> {
    let (figure, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(f64::from_le_bytes(*figure))
}

fn take_text(rest: &mut &[u8]) -> Option<Text> {
    let length = take_number(rest)? as usize;
    let (text, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(Text::from(std::str::from_utf8(text).ok()?))
}

fn take_number(rest: &mut &[u8]) -> Option<u32> {
    let mut number = 0_u32;
    for shift in (0..32).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if *byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::sink::Collector;
    use super::super::tests::file;
    use super::super::{Limits, Readout, dispatch, read_bytes};
    use super::*;
    use crate::model::finding::Damage;

    fn received(answer: &[u8]) -> Option<Result<Readout, Problem>> {
        let mut collector = Collector::default();
        let outcome = receive(answer, &file(), &mut collector)?;
        Some(outcome.map(|()| collector.readout))
    }

    fn answer(bytes: &[u8]) -> Vec<u8> {
        let mut sent = Vec::new();
        let mut answer = Answer::new(&mut sent);
        let outcome = dispatch(&file(), bytes.to_vec(), &Limits::default(), None, &mut answer);
        answer.finish(outcome).unwrap();
        sent
    }

    #[test]
    fn a_workbook_comes_through_as_it_is_read() {
        for bytes in [
            include_bytes!("../../tests/fixtures/orders.xls").as_slice(),
            include_bytes!("../../tests/fixtures/orders.ods"),
            "日期,金额\n2026-10-05,\u{fffd}5\n,5\n".as_bytes(),
            b"date,amount\n2026-10-05,first order\n2026-10-06,second order\xff\n",
        ] {
            let direct = read_bytes(&file().relative, bytes, &Limits::default());
            assert!(!direct.sheets.is_empty());
            assert_eq!(received(&answer(bytes)), Some(Ok(direct)));
        }
        let problem = Problem::UnreadableFile {
            damage: Damage::OpenQuote { line: 2 },
        };
        assert_eq!(received(&answer(b"a,b\n\"1,2\n")), Some(Err(problem)));
    }

    #[test]
    fn every_kind_of_cell_comes_through() {
        let shared = Text::from("华东");
        let again = || Cell::Text("上海".into());
        let cells = vec![
            Cell::Text(shared.clone()),
            again(),
            again(),
            again(),
            Cell::Empty,
            Cell::Number(-0.5),
            Cell::DateTime(46_300.25),
            Cell::Duration(1.5),
            Cell::Bool(true),
            Cell::Bool(false),
            Cell::Error("#N/A".into()),
            Cell::Text("a".repeat(300).into()),
            Cell::Text(shared),
            Cell::Uncalculated,
        ];
        let mut hidden_rows = RowRanges::default();
        hidden_rows.push(3, 7);
        let shown = vec![Shown {
            column: 2,
            divisor: 10_000,
            unit: Some("万".into()),
            is_all: true,
        }];
        let mut sent = Vec::new();
        let mut answer = Answer::new(&mut sent);
        answer.row(Row::new(1_048_576, cells.clone()));
        answer.sheet(Sheet {
            source: source(&file(), Some("表")),
            scope: file().scope,
            hidden: true,
            epoch_1904: true,
            delimiter: Some(';'),
            rows: Vec::new(),
            merged: vec![(1, 0, 2, 3)],
            hidden_rows: hidden_rows.clone(),
            shown: shown.clone(),
        });
        answer.finish(Ok(())).unwrap();
        let sheet = received(&sent).unwrap().unwrap().sheets.remove(0);
        assert_eq!((sheet.rows[0].number, &sheet.rows[0].cells), (1_048_576, &cells));
        assert_eq!(sheet.source.sheet.as_deref(), Some("表"));
        assert!(sheet.hidden && sheet.epoch_1904 && sheet.merged == [(1, 0, 2, 3)]);
        assert_eq!((sheet.hidden_rows, sheet.shown), (hidden_rows, shown));
    }

    #[test]
    fn an_answer_that_breaks_off_or_is_tampered_with_is_none() {
        let sent = answer(include_bytes!("../../tests/fixtures/orders.xls"));
        for end in 0..sent.len() {
            assert_eq!(received(&sent[..end]), None, "{end}");
        }
        for at in 0..sent.len() {
            let mut tampered = sent.clone();
            tampered[at] ^= 0x91;
            // Some changes alter no more than a figure; none of them may panic.
            let _ = received(&tampered);
        }
        assert_eq!(received(b"HTTP/1.1 200 OK"), None);
    }
}
