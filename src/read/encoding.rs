//! Bytes of a text file → its text.

use crate::model::Problem;
use crate::model::finding::Content;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// How far into a file a declaration of its encoding may stand.
const DECLARED_WITHIN: usize = 4096;

/// A text as it was read.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: &'static Encoding,
    /// Whether bytes had to be replaced.
    pub(super) replaced: bool,
    /// Whether the encoding is a guess that another one could have taken the place of.
    pub(super) guessed: bool,
}

/// The text of a file, unless it is none. A byte order mark decides, then what the bytes can be, then what the settings
/// state, then what the file says of itself, then what is most likely.
pub(super) fn decode<'a>(bytes: &'a [u8], stated: Option<&'static Encoding>) -> Result<Decoded<'a>, Problem> {
    let mut guessed = false;
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some(marked) => marked,
        None if !bytes.contains(&0) && std::str::from_utf8(bytes).is_ok() => (UTF_8, 0),
        None => {
            let encoding = stated.or_else(|| utf_16(bytes)).or_else(|| declared(bytes));
            let encoding = encoding.unwrap_or_else(|| {
                let encoding = legacy(bytes);
                guessed = ![UTF_8, GB18030, BIG5].contains(&encoding);
                encoding
            });
            (encoding, 0)
        }
    };
    let (text, replaced) = encoding.decode_without_bom_handling(&bytes[mark..]);
    if is_binary(&text) {
        return Err(Problem::NotASpreadsheet {
            found: Content::Unknown,
        });
    }
    Ok(Decoded {
        text,
        encoding,
        replaced,
        guessed,
    })
}

/// The encoding that a page or an XML declares, unless its bytes belie it: many a server calls everything Latin-1.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARED_WITHIN)]).to_ascii_lowercase();
    if !start.trim_start().starts_with('<') {
        return None;
    }
    let (_, after) = start
        .split_once("charset=")
        .or_else(|| start.split_once("encoding="))?;
    let label = after
        .trim_start_matches(['"', '\'', ' '])
        .split(['"', '\'', ' ', ';', '/', '>', '?'])
        .next()?;
    // The larger set of characters reads the smaller one too.
    let stated = match Encoding::for_label(label.as_bytes())? {
        encoding if encoding == GBK => GB18030,
        encoding => encoding,
    };
    if is_foreign(bytes, stated) || (stated.is_single_byte() && is_chinese(bytes)) {
        return None;
    }
    Some(stated)
}

fn is_chinese(bytes: &[u8]) -> bool {
    let guess = detected(bytes, None);
    guess == GBK || guess == GB18030 || guess == BIG5
}

/// Whether bytes are no text of that encoding.
fn is_foreign(bytes: &[u8], encoding: &'static Encoding) -> bool {
    encoding.decode_without_bom_handling(bytes).1
}

fn detected(bytes: &[u8], top_level_domain: Option<&[u8]>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(top_level_domain, Utf8Detection::Allow)
}

/// UTF-16 without a mark: every table has ASCII delimiters or line ends, whose other half is zero.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    let zeros = |offset| {
        sample
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    // A sixteenth of all characters being ASCII is little for a table and too much for chance.
    if odd > even * 8 && odd * 32 > sample.len() {
        Some(UTF_16LE)
    } else if even > odd * 8 && even * 32 > sample.len() {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The encoding that settings call so.
pub fn of_label(label: &str) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(label.trim().as_bytes())?;
    Some(if encoding == GBK { GB18030 } else { encoding })
}

/// A line that shows how a text was read: the first with a character that not all encodings have.
pub(super) fn sample(text: &str) -> String {
    let line = text.lines().find(|line| !line.is_ascii()).unwrap_or_default();
    let at = line
        .find(|character: char| !character.is_ascii())
        .unwrap_or_default();
    let start = line[..at]
        .char_indices()
        .rev()
        .nth(SAMPLE_BEFORE)
        .map_or(0, |(start, _)| start);
    line[start..]
        .chars()
        .take(SAMPLE)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// How much of a line a sample shows, in characters, and how much of that before the first that tells.
const SAMPLE: usize = 40;
const SAMPLE_BEFORE: usize = 15;

/// Chinese exports that are not Unicode are GB18030 or, rarely, Big5. Others are told apart by what no Chinese text has:
/// bytes beyond ASCII that stand alone among Latin letters, or that make no character.
fn legacy(bytes: &[u8]) -> &'static Encoding {
    let replaced = |encoding| is_foreign(bytes, encoding);
    let guess = detected(bytes, Some(b"cn"));
    if guess == UTF_8 && (!replaced(UTF_8) || replaced(GB18030)) {
        UTF_8
    } else if (guess == BIG5 || is_traditional(bytes)) && (!replaced(BIG5) || replaced(GB18030)) {
        BIG5
    } else if is_single_byte(bytes) {
        match detected(bytes, None) {
            guess if guess == UTF_8 || is_foreign(bytes, guess) => WINDOWS_1252,
            guess if guess.is_single_byte() => guess,
            guess if guess == GBK || guess == GB18030 => WINDOWS_1252,
            guess => guess,
        }
    } else {
        GB18030
    }
}

/// Whether the bytes beyond ASCII are characters each by itself rather than in pairs.
fn is_single_byte(bytes: &[u8]) -> bool {
    let (mut good, mut doubtful, mut broken) = (0_u64, 0_u64, 0_u64);
    let mut rest = bytes;
    while let Some((&lead, after)) = rest.split_first() {
        rest = after;
        if lead < 0x80 {
            continue;
        }
        let trail = after.first().copied().unwrap_or_default();
        match (lead, trail) {
            (0x81..=0xFE, 0x80..=0xFE) => good += 1,
            // A second byte that is a letter, as in the rarer characters of GBK.
            (0x81..=0xFE, 0x40..=0x7E) => doubtful += 1,
            // Four bytes: GB18030 alone has such.
            (0x81..=0xFE, 0x30..=0x39) if matches!(after, [_, 0x81..=0xFE, 0x30..=0x39, ..]) => {
                good += 1;
                rest = &after[3..];
                continue;
            }
            _ => {
                broken += 1;
                continue;
            }
        }
        rest = &after[1..];
    }
    let all = good + doubtful + broken;
    (doubtful + broken) * 2 > all || (broken > 2 && broken * 20 > all)
}

/// Whether two-byte characters are common ones in Big5 and rare ones in GB18030. Both list the common ones first:
/// nine in ten of a text's characters are there, but only if it is read in its own encoding.
fn is_traditional(bytes: &[u8]) -> bool {
    let (mut all, mut simplified, mut traditional) = (0_u64, 0_u64, 0_u64);
    let mut rest = bytes;
    while let Some((&lead, after)) = rest.split_first() {
        rest = after;
        // Below 0xA4 stand punctuation and signs, in both.
        if lead < 0x81 {
            continue;
        }
        let Some((&trail, after)) = after.split_first() else {
            break;
        };
        rest = after;
        if lead >= 0xA4 {
            all += 1;
            simplified += u64::from((0xB0..=0xD7).contains(&lead) && trail >= 0xA1);
            traditional += u64::from(lead <= 0xC6);
        }
    }
    traditional * 10 > all * 9 && simplified * 10 < all * 6
}

fn is_binary(text: &str) -> bool {
    let sample = text.chars().take(4096);
    let (mut controls, mut all) = (0, 0);
    for character in sample {
        all += 1;
        controls +=
            usize::from(character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{1a}'));
        controls += usize::from(character == char::REPLACEMENT_CHARACTER);
    }
    controls * 10 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static Encoding, bool) {
        let decoded = decode(bytes, None).unwrap();
        (decoded.text.into_owned(), decoded.encoding, decoded.replaced)
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "日期,业务员,金额\r\n2026-10-05,张三,1200.50\r\n2026-10-06,李四,88\r\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            marked(b"\xef\xbb\xbf", text.as_bytes()),
            marked(b"\xff\xfe", &little),
            marked(b"\xfe\xff", &big),
            little,
            big,
            GB18030.encode(text).0.into_owned(),
        ] {
            let (read, _, replaced) = read(&bytes);
            assert_eq!((read.as_str(), replaced), (text, false));
        }
    }

    #[test]
    fn a_few_chinese_bytes_are_never_taken_for_western_ones() {
        for (text, encoding) in [
            ("工号,姓名\nS1,陈晨\n", GB18030),
            ("a,b\n1,中\n", GB18030),
            ("姓名;分\n王;1\n", GB18030),
            ("订单编号,客户\nSO1,北京恒通\n", GB18030),
            ("工號,姓名\nS1,陳晨\n", BIG5),
            ("訂單編號,客戶名稱,金額\nSO1,北京恆通,5\n", BIG5),
        ] {
            let bytes = encoding.encode(text).0.into_owned();
            assert_eq!(read(&bytes), (text.to_owned(), encoding, false));
        }
    }

    #[test]
    fn western_and_other_single_bytes_are_told_from_chinese() {
        use encoding_rs::{WINDOWS_1251, WINDOWS_1252};
        for (text, encoding) in [
            (
                "Order,Customer\nD1,Peña Hermanos\nD2,Muñoz Cía\nD3,Núñez e Hijos\n",
                WINDOWS_1252,
            ),
            (
                "Auftrag;Kunde;Betrag\nD1;Müller & Söhne;5\nD2;Groß GmbH;7\n",
                WINDOWS_1252,
            ),
            ("id,name\n1,Café Élysée\n", WINDOWS_1252),
            (
                "Заказ;Клиент;Сумма\nD1;Общество Ромашка;5\nD2;Компания Восток;7\nD3;Завод;8\n",
                WINDOWS_1251,
            ),
        ] {
            let bytes = encoding.encode(text).0.into_owned();
            let decoded = decode(&bytes, None).unwrap();
            assert_eq!(
                (&*decoded.text, decoded.encoding, decoded.guessed),
                (text, encoding, true)
            );
            let stated = decode(&bytes, Some(encoding)).unwrap();
            assert_eq!((&*stated.text, stated.guessed), (text, false));
        }
        // Names of rarer characters are Chinese all the same.
        for text in [
            "姓名,客户\n喆,镕\n",
            "订单,客户\nD1,䶮科技\n",
            "a,b\n1,𠮷野家和他的朋友\n",
        ] {
            let bytes = GB18030.encode(text).0.into_owned();
            assert_eq!(read(&bytes), (text.to_owned(), GB18030, false));
        }
        assert_eq!(sample("a,b\nOrder number 1234567,Peña\n"), "umber 1234567,Peña");
    }

    #[test]
    fn what_a_page_declares_counts_unless_its_bytes_belie_it() {
        let page = |charset: &str, text: &str, encoding: &'static Encoding| {
            let page = format!("<html><meta charset=\"{charset}\"><table><tr><td>{text}</td></tr></table>");
            let decoded = read(&encoding.encode(&page).0);
            (decoded.0 == page, decoded.1, decoded.2)
        };
        let orders = "訂單編號、業務員與價稅合計";
        assert_eq!(page("big5", orders, BIG5), (true, BIG5, false));
        assert_eq!(page("gb2312", "订单编号、喆", GB18030), (true, GB18030, false));
        assert_eq!(page("gb2312", "订单编号", UTF_8), (true, UTF_8, false));
        assert_eq!(page("utf-8", "订单编号与客户", GB18030), (true, GB18030, false));
        assert_eq!(
            page("iso-8859-1", "订单编号与客户名称，本月合计", GB18030),
            (true, GB18030, false)
        );
        let western = encoding_rs::WINDOWS_1252;
        assert_eq!(
            page("windows-1252", "Café Zürich", western),
            (true, western, false)
        );
    }
}
