//! Links of pages → annotations.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::leaf::Leaf;
use crate::display::{Rect, Target};

/// The annotations of a page, which is the `index`th of `pages`.
pub(super) fn annotations(page: &Leaf, index: usize, pages: &[ObjectId]) -> Vec<Object> {
    let links = page.links.iter();
    let links = links.filter_map(|(rect, target)| link(*rect, target, page.height, index, pages));
    links.map(Object::Dictionary).collect()
}

fn link(rect: Rect, target: &Target, height: f32, index: usize, pages: &[ObjectId]) -> Option<Dictionary> {
    let corners = [
        rect.x,
        height - rect.y - rect.height,
        rect.x + rect.width,
        height - rect.y,
    ];
    let rounded = |length: f32| Object::Real((length * 100.0).round() / 100.0);
    let mut annotation = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => corners.map(rounded).to_vec(),
        "Border" => vec![Object::from(0), 0.into(), 0.into()],
        // To be printed, as everything is.
        "F" => 4,
    };
    match target {
        Target::Address(address) => {
            let action = dictionary! { "S" => "URI", "URI" => Object::string_literal(&**address) };
            annotation.set("A", action);
        }
        Target::Page(ahead) => {
            let page = pages.get(index.checked_add_signed(isize::try_from(*ahead).ok()?)?)?;
            let place = vec![Object::Reference(*page), "Fit".into()];
            annotation.set("Dest", place);
        }
        Target::Element(_) => return None,
    }
    Some(annotation)
}
