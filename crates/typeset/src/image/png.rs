//! A PNG file → samples of eight bits, deflated once for all documents that show it.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use png::{ColorType, Decoder, Transformations};

use super::{Image, MOST_PIXELS, Pixels};

/// Reads a PNG file.
pub fn read(bytes: &[u8]) -> Result<Image, String> {
    let said = |error: png::DecodingError| error.to_string();
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(said)?;
    let (width, height) = (reader.info().width, reader.info().height);
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(format!("{width} × {height} pixels"));
    }
    let mut samples = vec![0; reader.output_buffer_size().unwrap_or_default()];
    let frame = reader.next_frame(&mut samples).map_err(said)?;
    samples.truncate(frame.buffer_size());
    let (channels, has_alpha) = match frame.color_type {
        ColorType::Grayscale => (1, false),
        ColorType::GrayscaleAlpha => (1, true),
        ColorType::Rgb => (3, false),
        ColorType::Rgba => (3, true),
        ColorType::Indexed => return Err("a palette that is missing".to_owned()),
    };
    let (color, alpha) = if has_alpha {
        let pixels = || samples.chunks_exact(channels + 1);
        let color: Vec<u8> = pixels().flat_map(|pixel| &pixel[..channels]).copied().collect();
        let alpha: Vec<u8> = pixels().map(|pixel| pixel[channels]).collect();
        let is_opaque = alpha.iter().all(|share| *share == u8::MAX);
        (color, (!is_opaque).then_some(alpha))
    } else {
        (samples, None)
    };
    let pixels = Pixels::Deflated {
        color: deflated(&color)?,
        is_grey: channels == 1,
        alpha: alpha.as_deref().map(deflated).transpose()?,
    };
    Ok(Image::new(width, height, pixels))
}

fn deflated(samples: &[u8]) -> Result<Vec<u8>, String> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder
        .write_all(samples)
        .and_then(|()| encoder.finish())
        .map_err(|error| error.to_string())
}
