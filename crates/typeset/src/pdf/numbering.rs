//! Objects → the same numbered 1, 2, 3 …: a file that was never changed has no gaps in its table of objects.

use lopdf::{Document, Object, ObjectId};
use std::collections::BTreeMap;

/// Numbers the objects of a document without gaps, in the order that they had.
pub(super) fn close_gaps(document: &mut Document) {
    let numbers: BTreeMap<ObjectId, ObjectId> = document
        .objects
        .keys()
        .copied()
        .zip((1..).map(|number| (number, 0)))
        .collect();
    let objects = std::mem::take(&mut document.objects);
    document.objects = objects
        .into_iter()
        .zip(1..)
        .map(|((_, mut object), number)| {
            renumber(&mut object, &numbers);
            ((number, 0), object)
        })
        .collect();
    document.max_id = document.objects.len() as u32;
    for (_, object) in &mut document.trailer {
        renumber(object, &numbers);
    }
}

fn renumber(object: &mut Object, numbers: &BTreeMap<ObjectId, ObjectId>) {
    match object {
        Object::Reference(id) => *id = numbers.get(id).copied().unwrap_or(*id),
        Object::Array(items) => items.iter_mut().for_each(|item| renumber(item, numbers)),
        Object::Dictionary(entries) => entries.iter_mut().for_each(|(_, entry)| renumber(entry, numbers)),
        Object::Stream(stream) => stream
            .dict
            .iter_mut()
            .for_each(|(_, entry)| renumber(entry, numbers)),
        _ => {}
    }
}
