//! A JPEG file → its size and channels; a PDF holds the file as it is.

use super::{Image, MOST_PIXELS, Pixels};

/// Reads the header of a JPEG file.
pub fn read(bytes: &[u8]) -> Result<Image, String> {
    let mut at = 2;
    let mut is_inverted = false;
    loop {
        // A segment is a marker, its length and what it says.
        let Some([0xff, marker, rest @ ..]) = bytes.get(at..) else {
            return Err("a JPEG file without a picture".to_owned());
        };
        if *marker == 0xff {
            at += 1;
            continue;
        }
        if matches!(marker, 0xd0..=0xd8 | 0x01) {
            at += 2;
            continue;
        }
        let [high, low, body @ ..] = rest else {
            return Err("a JPEG file that is cut off".to_owned());
        };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        // Frames: baseline, extended and progressive, which PDF readers know.
        if matches!(marker, 0xc0..=0xc2) {
            let [8, h1, h0, w1, w0, channels, ..] = *body else {
                return Err("a JPEG file of other than eight bits a sample".to_owned());
            };
            let width = u32::from(u16::from_be_bytes([w1, w0]));
            let height = u32::from(u16::from_be_bytes([h1, h0]));
            if width == 0 || height == 0 || u64::from(width) * u64::from(height) > MOST_PIXELS {
                return Err(format!("{width} × {height} pixels"));
            }
            if !matches!(channels, 1 | 3 | 4) {
                return Err(format!("{channels} channels"));
            }
            let pixels = Pixels::Jpeg {
                bytes: bytes.to_vec(),
                channels,
                is_inverted: is_inverted && channels == 4,
            };
            return Ok(Image::new(width, height, pixels));
        }
        if matches!(marker, 0xc3 | 0xc5..=0xc7 | 0xc9..=0xcf | 0xda) && *marker != 0xcc {
            return Err("a kind of JPEG that PDF readers don't know".to_owned());
        }
        is_inverted |= *marker == 0xee && body.starts_with(b"Adobe");
        if length < 2 {
            return Err("a JPEG file that is broken".to_owned());
        }
        at += 2 + length;
    }
}
