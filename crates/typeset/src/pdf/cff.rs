//! A face of PostScript outlines (CFF, Adobe TN5176) that was cut before → a smaller cut of it.
//!
//! The programs of its glyphs need no reading any more: they are put together anew around the frame of a cut that has
//! a glyph of each kind. What comes out is what cutting would make, byte for byte, for a fraction of the work; but for
//! the names of its glyphs, which can be chosen.

use std::collections::{BTreeMap, BTreeSet};

/// The tag that files of such faces begin with.
const MAGIC: &[u8] = b"OTTO";

/// Where in a file the only table begins, if it has no other: after the head and one entry.
const ONLY_TABLE: u32 = 12 + 16;

/// The names of glyphs that cuts have: format 2, one range from 1 on, which the number of further glyphs ends.
const CHARSET: [u8; 3] = [2, 0, 1];

/// A name for each glyph but the one for missing characters.
const CHARSET_OF_NAMES: u8 = 0;

/// Whole numbers of five bytes begin with this one, as all places in cuts are written.
const LONG: u8 = 29;

/// A place that the top dictionary states.
#[derive(Debug, Clone, Copy)]
struct Stated {
    /// Where it is stated.
    at: usize,
    /// The place.
    place: usize,
}

/// A cut's table and where its parts stand in it.
pub(super) struct Outlines<'a> {
    table: &'a [u8],
    charset: Stated,
    fd_select: Stated,
    fd_array: Stated,
    programs: Stated,
}

impl<'a> Outlines<'a> {
    /// The outlines of a cut file; `None` where it has none of this kind, or in another order than cuts have.
    pub(super) fn of(file: &'a [u8]) -> Option<Self> {
        let table = table(file)?;
        let names = usize::from(*table.get(2)?);
        let tops = Index::at(table, names).and_then(|index| Index::at(table, index.end))?;
        let (start, end) = tops.range(0)?;
        let outlines = Self {
            table,
            charset: stated(table, start..end, &[15])?,
            fd_select: stated(table, start..end, &[12, 37])?,
            fd_array: stated(table, start..end, &[12, 36])?,
            programs: stated(table, start..end, &[17])?,
        };
        let frame = [
            outlines.charset,
            outlines.fd_select,
            outlines.fd_array,
            outlines.programs,
        ];
        let is_ordered = frame.is_sorted_by_key(|stated| stated.place);
        let charset = table.get(outlines.charset.place..)?;
        let is_plain = charset.starts_with(&CHARSET) && table.get(outlines.fd_select.place) == Some(&0);
        (is_ordered && is_plain).then_some(outlines)
    }

    /// The kind of a glyph: the number of the dictionary that its program is read with.
    fn kind(&self, glyph: u16) -> Option<u8> {
        let kinds = self.table.get(self.fd_select.place + 1..self.fd_array.place)?;
        kinds.get(usize::from(glyph)).copied()
    }

    /// Of these glyphs, the first of each kind, and at least one; each with its kind.
    pub(super) fn specimens(&self, glyphs: &[u16]) -> Option<Vec<(u16, u8)>> {
        let mut kinds = BTreeSet::from([self.kind(0)?]);
        let mut specimens = Vec::new();
        for glyph in glyphs.iter().copied().filter(|glyph| *glyph != 0) {
            let kind = self.kind(glyph)?;
            if kinds.insert(kind) || specimens.is_empty() {
                specimens.push((glyph, kind));
            }
        }
        Some(specimens)
    }

    /// The cut of these glyphs, in this order after the one for missing characters; `frame` is a cut of their
    /// specimens, or of others of the same kinds. Readers find each glyph by its name, which is a number.
    pub(super) fn cut(&self, glyphs: &[u16], names: &[u16], frame: &Outlines) -> Option<Vec<u8>> {
        let all = || {
            [0].into_iter()
                .chain(glyphs.iter().copied().filter(|glyph| *glyph != 0))
        };
        let kinds: Vec<u8> = all().map(|glyph| self.kind(glyph)).collect::<Option<_>>()?;
        let used: BTreeSet<u8> = kinds.iter().copied().collect();
        let named = glyphs.iter().zip(names).filter(|(glyph, _)| **glyph != 0);
        // One more stands for missing characters.
        kinds.len().checked_sub(2)?;
        let programs = Index::at(self.table, self.programs.place)?;

        let part = |from: usize, to: usize| frame.table.get(from..to);
        let mut cut = Vec::with_capacity(frame.table.len() + self.table.len() / 2);
        // The frame's own names of glyphs stay, though nobody asks for them: what follows them is known by its place.
        cut.extend(part(0, frame.fd_select.place)?);
        let unasked = frame.charset.place + CHARSET.len();
        cut.get_mut(unasked..unasked + 2)?.fill(0);
        let fd_select = cut.len();
        cut.push(0);
        cut.extend(kinds.iter().map(|kind| used.range(..kind).count() as u8));
        let fd_array = cut.len();
        cut.extend(part(frame.fd_array.place, frame.programs.place)?);
        let place = cut.len();
        let ranges: Vec<(usize, usize)> = all()
            .map(|glyph| programs.range(usize::from(glyph)))
            .collect::<Option<_>>()?;
        write_index(&mut cut, self.table, &ranges)?;
        let charset = cut.len();
        cut.push(CHARSET_OF_NAMES);
        cut.extend(named.flat_map(|(_, name)| name.to_be_bytes()));
        for (stated, place) in [
            (frame.charset, charset),
            (frame.fd_select, fd_select),
            (frame.fd_array, fd_array),
            (frame.programs, place),
        ] {
            let written = cut.get_mut(stated.at + 1..stated.at + 5)?;
            written.copy_from_slice(&u32::try_from(place).ok()?.to_be_bytes());
        }
        Some(file(&cut))
    }
}

/// A cut whose glyphs go by numbers of one's own: `glyphs` has those with their places in the cut.
pub(super) fn named(cut: &[u8], glyphs: &BTreeMap<u16, u16>) -> Option<Vec<u8>> {
    let mut named = table(cut)?.to_vec();
    let names = usize::from(*named.get(2)?);
    let tops = Index::at(&named, names).and_then(|index| Index::at(&named, index.end))?;
    let (start, end) = tops.range(0)?;
    let stated = stated(&named, start..end, &[15])?;
    let programs = self::stated(&named, start..end, &[17])?;
    let (programs, _) = named.get(programs.place..)?.split_first_chunk()?;
    let count = usize::from(u16::from_be_bytes(*programs));
    let mut numbers = vec![0; count.checked_sub(1)?];
    for (name, place) in glyphs {
        if let Some(place) = usize::from(*place).checked_sub(1) {
            *numbers.get_mut(place)? = *name;
        }
    }
    let charset = u32::try_from(named.len()).ok()?;
    named.push(CHARSET_OF_NAMES);
    named.extend(numbers.iter().flat_map(|name: &u16| name.to_be_bytes()));
    let written = named.get_mut(stated.at + 1..stated.at + 5)?;
    written.copy_from_slice(&charset.to_be_bytes());
    Some(file(&named))
}

/// Whether a file has outlines of this kind.
pub(super) fn is_of(file: &[u8]) -> bool {
    file.starts_with(MAGIC)
}

/// The table of outlines of a file.
pub(super) fn table(file: &[u8]) -> Option<&[u8]> {
    let count = usize::from(u16::from_be_bytes(*file.strip_prefix(MAGIC)?.first_chunk()?));
    let entries = file.get(12..)?.as_chunks::<16>().0;
    let entry = entries
        .iter()
        .take(count)
        .find(|entry| entry.starts_with(b"CFF "))?;
    let number = |at: usize| Some(u32::from_be_bytes(*entry.get(at..)?.first_chunk()?) as usize);
    let (start, length) = (number(8)?, number(12)?);
    file.get(start..start.checked_add(length)?)
}

/// A file of a table alone, which is all that goes into a document.
fn file(table: &[u8]) -> Vec<u8> {
    let head = [MAGIC, &[0, 1, 0, 16, 0, 0, 0, 0], b"CFF \0\0\0\0"].concat();
    let place = [ONLY_TABLE, table.len() as u32].map(u32::to_be_bytes).concat();
    [&head, &place, table].concat()
}

/// The place that a dictionary states with an operator.
fn stated(table: &[u8], range: std::ops::Range<usize>, operator: &[u8]) -> Option<Stated> {
    let mut at = range.start;
    let mut last = None;
    while at < range.end {
        let rest = table.get(at..range.end)?;
        let length = match *rest.first()? {
            12 => 2,
            0..=21 => 1,
            28 => 3,
            LONG => 5,
            30 => {
                1 + rest
                    .iter()
                    .skip(1)
                    .position(|byte| byte & 0xf == 0xf || byte >> 4 == 0xf)?
                    + 1
            }
            247..=254 => 2,
            _ => 1,
        };
        match rest.first()? {
            0..=21 if rest.starts_with(operator) && length == operator.len() => return last,
            29 => {
                let place = u32::from_be_bytes(*rest.get(1..)?.first_chunk()?) as usize;
                last = Some(Stated { at, place });
            }
            _ => last = None,
        }
        at += length;
    }
    None
}

/// A list of objects of any length.
struct Index<'a> {
    offsets: &'a [u8],
    width: usize,
    /// The byte before the first object.
    base: usize,
    end: usize,
}

impl<'a> Index<'a> {
    fn at(table: &'a [u8], start: usize) -> Option<Self> {
        let count = usize::from(u16::from_be_bytes(*table.get(start..)?.first_chunk()?));
        if count == 0 {
            return Some(Self {
                offsets: &[],
                width: 1,
                base: start + 1,
                end: start + 2,
            });
        }
        let width = Some(usize::from(*table.get(start + 2)?)).filter(|width| (1..=4).contains(width))?;
        let first = start + 3;
        let base = first + (count + 1) * width - 1;
        let offsets = table.get(first..=base)?;
        let mut index = Self {
            offsets,
            width,
            base,
            end: 0,
        };
        index.end = base + index.offset(count)?;
        Some(index)
    }

    fn offset(&self, number: usize) -> Option<usize> {
        let bytes = self.offsets.get(number * self.width..(number + 1) * self.width)?;
        Some(
            bytes
                .iter()
                .fold(0, |offset, byte| offset << 8 | usize::from(*byte)),
        )
    }

    /// Where an object begins and ends.
    fn range(&self, number: usize) -> Option<(usize, usize)> {
        Some((
            self.base + self.offset(number)?,
            self.base + self.offset(number + 1)?,
        ))
    }
}

/// Writes a list of parts of `table`.
fn write_index(cut: &mut Vec<u8>, table: &[u8], ranges: &[(usize, usize)]) -> Option<()> {
    let length: usize = ranges.iter().map(|(start, end)| end.saturating_sub(*start)).sum();
    let width = (1..=4).find(|width| length + 1 < 1 << (8 * width))?;
    cut.extend(u16::try_from(ranges.len()).ok()?.to_be_bytes());
    cut.push(width as u8);
    let mut offset = 1_u32;
    let ends = ranges
        .iter()
        .map(|(start, end)| end.saturating_sub(*start) as u32);
    for length in [0].into_iter().chain(ends) {
        offset += length;
        cut.extend(offset.to_be_bytes().get(4 - width..)?);
    }
    for (start, end) in ranges {
        cut.extend(table.get(*start..*end)?);
    }
    Some(())
}
