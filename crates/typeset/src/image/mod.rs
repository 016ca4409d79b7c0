//! Files of pictures → what a PDF holds of them, and the names by which templates call them.

mod jpeg;
mod png;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use super::fonts::FontSet;
use super::picture::{Natural, Picture};
use super::trouble::{Oversight, Position, TextKind, Warning};

/// A picture of pixels.
#[derive(Clone, PartialEq)]
pub struct Image {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The pixels.
    pub pixels: Pixels,
    /// What tells it from others, once that is asked for.
    name: OnceLock<String>,
}

/// Pixels as a PDF holds them.
#[derive(Clone, PartialEq)]
pub enum Pixels {
    /// A JPEG file as it is.
    Jpeg {
        /// The file.
        bytes: Vec<u8>,
        /// Channels: 1 grey, 3 colours, 4 inks.
        channels: u8,
        /// Its inks are inverted, as Adobe's programs write them.
        is_inverted: bool,
    },
    /// Samples of eight bits, deflated.
    Deflated {
        /// Grey or red, green and blue.
        color: Vec<u8>,
        /// One channel instead of three.
        is_grey: bool,
        /// How opaque each pixel is, if not all are.
        alpha: Option<Vec<u8>>,
    },
}

impl Image {
    /// A picture of so many pixels across and down.
    fn new(width: u32, height: u32, pixels: Pixels) -> Self {
        Self {
            width,
            height,
            pixels,
            name: OnceLock::new(),
        }
    }

    /// What tells it from all others: some letters that depend on its pixels alone.
    pub fn name(&self) -> &str {
        self.name.get_or_init(|| {
            let sides = Sha256::new().chain_update(format!("{} {}", self.width, self.height));
            let digest = match &self.pixels {
                Pixels::Jpeg { bytes, .. } => sides.chain_update(bytes),
                Pixels::Deflated {
                    color,
                    alpha,
                    is_grey,
                } => {
                    let color = sides.chain_update([u8::from(*is_grey)]).chain_update(color);
                    color.chain_update(alpha.as_deref().unwrap_or_default())
                }
            };
            digest
                .finalize()
                .iter()
                .take(12)
                .map(|byte| char::from(b'a' + byte % 26))
                .collect()
        })
    }

    /// Whether its colours are a printing press's inks, which have no meaning beside those of a screen.
    pub fn is_for_inks(&self) -> bool {
        matches!(self.pixels, Pixels::Jpeg { channels: 4, .. })
    }
}

impl fmt::Debug for Image {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Image({} × {})", self.width, self.height)
    }
}

/// Pictures with more pixels than this would not fit into memory; a page at 600 dpi has 35 million.
const MOST_PIXELS: u64 = 64_000_000;

/// The pictures that templates may show, by file name.
#[derive(Debug, Clone, Default)]
pub struct Images {
    pictures: BTreeMap<String, (Picture, Natural)>,
    /// What isn't followed in drawings, and pictures for printing presses, by file name.
    pub warnings: Vec<(String, Warning)>,
    /// Files that can't be shown, and why.
    pub unusable: Vec<(String, String)>,
    /// Characters of drawings that no font has, and the first file that each stands in.
    pub missing: BTreeMap<char, String>,
}

impl Images {
    /// Reads PNG, JPEG and SVG files, which are told by their content.
    pub fn read<'f>(files: impl IntoIterator<Item = (&'f str, &'f [u8])>, fonts: &FontSet) -> Self {
        let mut images = Self::default();
        for (name, bytes) in files {
            match images.picture(name, bytes, fonts) {
                Ok(picture) => {
                    images.pictures.insert(name.to_owned(), picture);
                }
                Err(reason) => images.unusable.push((name.to_owned(), reason)),
            }
        }
        images
    }

    fn picture(&mut self, name: &str, bytes: &[u8], fonts: &FontSet) -> Result<(Picture, Natural), String> {
        let image = if bytes.starts_with(b"\x89PNG") {
            png::read(bytes)?
        } else if bytes.starts_with(b"\xff\xd8") {
            jpeg::read(bytes)?
        } else {
            let text = std::str::from_utf8(bytes).map_err(|_| "no PNG, JPEG or SVG".to_owned())?;
            let (drawing, natural, trouble) = Picture::of_svg(text.trim_start_matches('\u{feff}'), fonts)?;
            let named = trouble
                .warnings
                .into_iter()
                .map(|warning| (name.to_owned(), warning));
            self.warnings.extend(named);
            for character in trouble.missing {
                self.missing.entry(character).or_insert_with(|| name.to_owned());
            }
            return Ok((Picture::Drawing(Arc::new(drawing)), natural));
        };
        if image.is_for_inks() {
            self.warnings.push((
                name.to_owned(),
                Warning {
                    text: TextKind::Markup,
                    position: Position { line: 1, column: 1 },
                    oversight: Oversight::Inks,
                },
            ));
        }
        let natural = Natural::of_pixels(image.width, image.height);
        Ok((Picture::Image(Arc::new(image)), natural))
    }

    /// The picture of a file and its own size.
    pub fn get(&self, name: &str) -> Option<&(Picture, Natural)> {
        self.pictures.get(name)
    }

    /// The names of all pictures.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.pictures.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A JPEG file's header: 2 × 2 pixels of so many channels.
    fn jpeg(channels: u8) -> Vec<u8> {
        let length = 8 + 3 * channels;
        let frame = [0xff, 0xd8, 0xff, 0xc0, 0, length, 8, 0, 2, 0, 2, channels];
        [&frame[..], &vec![0; usize::from(3 * channels)]].concat()
    }

    #[test]
    fn a_picture_in_inks_is_shown_and_told_of() {
        let fonts = FontSet::bundled().unwrap();
        let (screen, press) = (jpeg(3), jpeg(4));
        let images = Images::read([("logo.jpg", &screen[..]), ("print.jpg", &press[..])], &fonts);
        assert_eq!(images.names().collect::<Vec<_>>(), ["logo.jpg", "print.jpg"]);
        let told: Vec<_> = images
            .warnings
            .iter()
            .map(|(name, warning)| (name.as_str(), &warning.oversight))
            .collect();
        assert_eq!(told, [("print.jpg", &Oversight::Inks)]);
    }
}
