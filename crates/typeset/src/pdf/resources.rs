//! What pages call by name beside fonts: pictures and opacities, each held once by the document.

use std::collections::BTreeSet;
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use crate::image::{Image, Pixels};

/// Pictures and opacities of a document, as its pages come to use them.
#[derive(Debug, Clone, Default)]
pub(super) struct Resources {
    images: Vec<Arc<Image>>,
    opacities: BTreeSet<(u8, u8)>,
}

impl Resources {
    /// The name of a picture.
    pub(super) fn image(&mut self, image: &Arc<Image>) -> String {
        if !self.images.iter().any(|known| Arc::ptr_eq(known, image)) {
            self.images.push(Arc::clone(image));
        }
        image_name(image)
    }

    /// Adds those of further pages.
    pub(super) fn add(&mut self, others: &Self) {
        for image in &others.images {
            if !self.images.iter().any(|known| known.name() == image.name()) {
                self.images.push(Arc::clone(image));
            }
        }
        self.opacities.extend(&others.opacities);
    }

    /// The name of an opacity of fills and of lines, in hundredths.
    pub(super) fn opacity(&mut self, fill: u8, stroke: u8) -> String {
        self.opacities.insert((fill, stroke));
        opacity_name(fill, stroke)
    }

    /// Whether archives take all of them.
    pub(super) fn is_archival(&self) -> bool {
        !self.images.iter().any(|image| image.is_for_inks())
    }

    /// Adds them to a document, and says by which names to a dictionary of resources.
    pub(super) fn add_to(self, document: &mut Document, resources: &mut Dictionary) {
        let mut pictures = Dictionary::new();
        for image in &self.images {
            let picture = add_image(document, image);
            pictures.set(image_name(image), picture);
        }
        if !pictures.is_empty() {
            resources.set("XObject", pictures);
        }
        let mut states = Dictionary::new();
        for (fill, stroke) in self.opacities {
            let share = |hundredths: u8| Object::Real(f32::from(hundredths) / 100.0);
            let state = dictionary! { "Type" => "ExtGState", "ca" => share(fill), "CA" => share(stroke) };
            states.set(opacity_name(fill, stroke), state);
        }
        if !states.is_empty() {
            resources.set("ExtGState", states);
        }
    }
}

fn image_name(image: &Image) -> String {
    format!("P{}", image.name())
}

fn opacity_name(fill: u8, stroke: u8) -> String {
    format!("O{fill}.{stroke}")
}

fn add_image(document: &mut Document, image: &Image) -> Object {
    let mut head = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(image.width),
        "Height" => i64::from(image.height),
        "BitsPerComponent" => 8,
    };
    let content = match &image.pixels {
        Pixels::Jpeg {
            bytes,
            channels,
            is_inverted,
        } => {
            let space = match channels {
                1 => "DeviceGray",
                4 => "DeviceCMYK",
                _ => "DeviceRGB",
            };
            head.set("ColorSpace", space);
            head.set("Filter", "DCTDecode");
            if *is_inverted {
                let ends = [1, 0, 1, 0, 1, 0, 1, 0].map(Object::from);
                head.set("Decode", ends.to_vec());
            }
            bytes.clone()
        }
        Pixels::Deflated {
            color,
            is_grey,
            alpha,
        } => {
            head.set("ColorSpace", if *is_grey { "DeviceGray" } else { "DeviceRGB" });
            head.set("Filter", "FlateDecode");
            if let Some(alpha) = alpha {
                let mask = dictionary! {
                    "Type" => "XObject",
                    "Subtype" => "Image",
                    "Width" => i64::from(image.width),
                    "Height" => i64::from(image.height),
                    "BitsPerComponent" => 8,
                    "ColorSpace" => "DeviceGray",
                    "Filter" => "FlateDecode",
                };
                let mask = document.add_object(Stream::new(mask, alpha.clone()));
                head.set("SMask", mask);
            }
            color.clone()
        }
    };
    document.add_object(Stream::new(head, content)).into()
}
