//! An OLE compound file, before calamine sees it: what it holds, and that none of its chains runs in a circle.

use super::archive::damaged;
use super::biff::{self, OldWorkbook};
use super::limits::Limits;
use crate::model::Problem;
use crate::model::finding::{Content, Damage};

const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
/// Sector numbers from here on are marks, not sectors.
const MARKS: u32 = 0xFFFF_FFFA;
const MINI_SECTOR: usize = 64;
/// Streams shorter than this are kept in mini sectors.
const MINI_STREAM_BELOW: usize = 4096;

/// Checks an .xls; anything else in a compound file is named.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<OldWorkbook, Problem> {
    let file = Compound::open(bytes).ok_or_else(malformed)?;
    if file.entry("EncryptedPackage").is_some() || file.entry("EncryptionInfo").is_some() {
        return Err(Problem::EncryptedFile);
    }
    let mut workbooks = ["Workbook", "Book"]
        .into_iter()
        .filter_map(|name| file.entry(name))
        .peekable();
    if workbooks.peek().is_none() {
        let documents = ["WordDocument", "PowerPoint Document"];
        let found = if documents.into_iter().any(|name| file.entry(name).is_some()) {
            Content::OfficeDocument
        } else {
            Content::Unknown
        };
        return Err(Problem::NotASpreadsheet { found });
    }
    let checked =
        workbooks.map(|workbook| biff::check(&file.stream(workbook).ok_or_else(malformed)?, limits));
    // A file for two generations of programs holds its workbook twice; the newer is read.
    let checked: Vec<_> = checked.collect::<Result<_, _>>()?;
    Ok(checked.into_iter().next().unwrap_or_default())
}

fn malformed() -> Problem {
    damaged(Damage::Structure("OLE".to_owned()))
}

struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
    mini_table: Vec<u32>,
    mini_stream: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    length: usize,
}

impl<'a> Compound<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match word(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        if word(bytes, 32)? != 6 {
            return None;
        }
        let mut file = Self {
            bytes,
            sector,
            table: Vec::new(),
            mini_table: Vec::new(),
            mini_stream: Vec::new(),
            entries: Vec::new(),
        };
        file.table = file.allocation_table()?;
        let directory = file.chain(long(bytes, 48)?)?;
        file.entries = directory
            .chunks_exact(128)
            .filter_map(|entry| Entry::new(entry, sector))
            .collect();
        let root = file.entries.first()?;
        if long(bytes, 64)? > 0 {
            file.mini_stream = file.chain(root.start)?;
            file.mini_table = longs(&file.chain(long(bytes, 60)?)?);
        }
        Some(file)
    }

    /// The table that tells each sector's next one, itself listed in the header and in a chain of further lists.
    fn allocation_table(&self) -> Option<Vec<u32>> {
        let mut listed = longs(self.bytes.get(76..512)?);
        let mut next = long(self.bytes, 68)?;
        let mut lists = 0;
        while next < MARKS {
            lists += 1;
            if lists > self.sectors() {
                return None;
            }
            listed.extend(longs(self.sector(next)?));
            next = listed.pop()?;
        }
        let listed = listed.into_iter().filter(|number| *number < MARKS);
        let mut table = Vec::new();
        for number in listed {
            if table.len() > self.bytes.len() {
                return None;
            }
            table.extend(longs(self.sector(number)?));
        }
        Some(table)
    }

    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector
    }

    /// A sector's bytes; the last one of a file may be cut short.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = (start + self.sector).min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    /// The bytes of a chain of sectors; none where it leaves the file or runs in a circle.
    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut number = start;
        while number != END_OF_CHAIN {
            if bytes.len() > self.bytes.len() {
                return None;
            }
            bytes.extend_from_slice(self.sector(number)?);
            number = *self.table.get(number as usize)?;
        }
        Some(bytes)
    }

    fn mini_chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut number = start;
        while number != END_OF_CHAIN {
            if bytes.len() > self.mini_stream.len() {
                return None;
            }
            let at = (number as usize).checked_mul(MINI_SECTOR)?;
            let end = (at + MINI_SECTOR).min(self.mini_stream.len());
            bytes.extend_from_slice(
                self.mini_stream
                    .get(at..end)
                    .filter(|sector| !sector.is_empty())?,
            );
            number = *self.mini_table.get(number as usize)?;
        }
        Some(bytes)
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries
            .iter()
            .find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    fn stream(&self, entry: &Entry) -> Option<Vec<u8>> {
        let mut bytes = if entry.length < MINI_STREAM_BELOW {
            self.mini_chain(entry.start)?
        } else {
            self.chain(entry.start)?
        };
        if entry.length > bytes.len() {
            return None;
        }
        bytes.truncate(entry.length);
        Some(bytes)
    }
}

impl Entry {
    fn new(entry: &[u8], sector: usize) -> Option<Self> {
        let (name, _) = encoding_rs::UTF_16LE.decode_without_bom_handling(entry.get(..64)?);
        let name = name.split('\0').next().unwrap_or_default().to_owned();
        // Files of small sectors leave rubbish in the upper half of the length.
        let upper = if sector == 512 {
            0
        } else {
            u64::from(long(entry, 124)?) << 32
        };
        let length = usize::try_from(upper | u64::from(long(entry, 120)?)).ok()?;
        Some(Self {
            name,
            start: long(entry, 116)?,
            length,
        })
    }
}

/// Two bytes, the lower first.
pub(super) fn word(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// Four bytes, the lowest first.
pub(super) fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn longs(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .filter_map(|number| long(number, 0))
        .collect()
}
