//! The colour profile of the screen colours that stylesheets name, as IEC 61966-2-1 defines them.

/// What a device is told to match: the primaries, adapted to the white of the profile connection space (D50).
const PRIMARIES: [(&[u8; 4], [f64; 3]); 3] = [
    (b"rXYZ", [0.436_074_7, 0.222_504_5, 0.013_932_2]),
    (b"gXYZ", [0.385_064_9, 0.716_878_6, 0.097_104_5]),
    (b"bXYZ", [0.143_080_4, 0.060_616_9, 0.714_173_3]),
];

/// The white of the profile connection space.
const WHITE: [f64; 3] = [0.9642, 1.0, 0.8249];

/// From the screen's white (D65) to that one, by Bradford's method, row by row.
const ADAPTATION: [f64; 9] = [
    1.047_811_2,
    0.022_886_6,
    -0.050_127_0,
    0.029_542_4,
    0.990_484_4,
    -0.017_049_1,
    -0.009_234_5,
    0.015_043_6,
    0.752_131_6,
];

/// The curve of each channel: `((v + 0.055) / 1.055)^2.4` from 0.04045 on, `v / 12.92` below.
const CURVE: [f64; 5] = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045];

const HEADER_LENGTH: u32 = 128;
const ENTRY_LENGTH: u32 = 12;

/// The profile, of version 4.2, which PDF 1.7 knows.
pub(super) fn profile() -> Vec<u8> {
    let curve = tag(b"para", &[&[0, 3, 0, 0], &fixed(&CURVE)[..]].concat());
    let mut tags = vec![
        (b"desc", text("sRGB IEC61966-2.1")),
        (b"cprt", text("No copyright, use freely")),
        (b"wtpt", tag(b"XYZ ", &fixed(&WHITE))),
        (b"chad", tag(b"sf32", &fixed(&ADAPTATION))),
    ];
    tags.extend(PRIMARIES.map(|(name, xyz)| (name, tag(b"XYZ ", &fixed(&xyz)))));
    let mut table = Vec::new();
    let mut data = Vec::new();
    // The three channels share one curve.
    let entries = tags.len() as u32 + 3;
    let mut offset = HEADER_LENGTH + 4 + entries * ENTRY_LENGTH;
    for (name, content) in tags {
        table.extend(entry(name, offset, &content));
        offset += content.len() as u32;
        data.extend(content);
    }
    for name in [b"rTRC", b"gTRC", b"bTRC"] {
        table.extend(entry(name, offset, &curve));
    }
    data.extend(&curve);
    let size = HEADER_LENGTH + 4 + table.len() as u32 + data.len() as u32;
    [header(size), entries.to_be_bytes().to_vec(), table, data].concat()
}

fn header(size: u32) -> Vec<u8> {
    let mut header = Vec::with_capacity(HEADER_LENGTH as usize);
    header.extend(size.to_be_bytes());
    header.extend([0; 4]);
    header.extend([4, 0x20, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    // The day on which the standard came out.
    for part in [1999_u16, 10, 18, 0, 0, 0] {
        header.extend(part.to_be_bytes());
    }
    header.extend(b"acsp");
    header.extend([0; 28]);
    header.extend(fixed(&WHITE));
    header.resize(HEADER_LENGTH as usize, 0);
    header
}

fn entry(name: &[u8], offset: u32, content: &[u8]) -> Vec<u8> {
    [name, &offset.to_be_bytes(), &(content.len() as u32).to_be_bytes()].concat()
}

/// A tag's content, its length a multiple of four.
fn tag(kind: &[u8], content: &[u8]) -> Vec<u8> {
    let mut tag = [kind, &[0; 4], content].concat();
    tag.resize(tag.len().next_multiple_of(4), 0);
    tag
}

/// A text in one language.
fn text(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let head = [1, ENTRY_LENGTH].map(u32::to_be_bytes).concat();
    let place = [units.len() as u32, 28].map(u32::to_be_bytes).concat();
    tag(b"mluc", &[&head, b"enUS".as_slice(), &place, &units].concat())
}

/// Numbers of 16 bits before and 16 after the point.
fn fixed(numbers: &[f64]) -> Vec<u8> {
    let fixed = |number: &f64| ((number * 65_536.0).round() as i32).to_be_bytes();
    numbers.iter().flat_map(fixed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_primaries_add_up_to_white() {
        for (axis, white) in WHITE.iter().enumerate() {
            let sum: f64 = PRIMARIES.iter().map(|(_, xyz)| xyz[axis]).sum();
            assert!((sum - white).abs() < 5e-4, "{axis}: {sum}");
        }
    }

    #[test]
    fn every_tag_lies_inside_the_profile() {
        let profile = profile();
        let number = |at: usize| u32::from_be_bytes(profile[at..at + 4].try_into().unwrap()) as usize;
        assert_eq!(number(0), profile.len());
        assert_eq!(&profile[36..40], b"acsp");
        for index in 0..number(128) {
            let entry = 132 + 12 * index;
            let (offset, length) = (number(entry + 4), number(entry + 8));
            assert!(offset % 4 == 0 && offset + length <= profile.len(), "{index}");
            assert!(
                profile[offset..offset + 4].iter().all(u8::is_ascii_graphic)
                    || &profile[offset..offset + 4] == b"XYZ "
            );
        }
    }
}
