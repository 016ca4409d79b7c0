//! A catalogue as documents keep it: every figure, and of lists what printing calls them and their fields by.

use super::list::List;
use super::measure::Measure;
use super::{Catalogue, read_field};
use crate::model::{Bilingual, Dataset, Field, Kind, Meaning};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::Arc;

#[derive(Serialize, Deserialize)]
struct Written {
    measures: Vec<Measure>,
    /// The lists that are not the program's own as they are.
    lists: Vec<Listed>,
}

#[derive(Serialize, Deserialize)]
struct Listed {
    id: Dataset,
    name: Bilingual,
    fields: Vec<Listing>,
}

#[derive(Serialize, Deserialize)]
struct Listing {
    field: Field,
    name: Bilingual,
    kind: Kind,
    meanings: Vec<Meaning>,
}

impl Serialize for Catalogue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let known = Self::built_in();
        let is_own = |list: &&Arc<List>| *list != known.list(list.dataset);
        let written = Written {
            measures: self.measures().cloned().collect(),
            lists: self.lists().filter(is_own).map(|list| listed(list)).collect(),
        };
        written.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Catalogue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::deserialize(deserializer)?;
        let mut catalogue = Self::EMPTY;
        catalogue.lists.clone_from(&Self::built_in().lists);
        for listed in written.lists {
            let list = list(listed, &catalogue);
            catalogue.lists.insert(list.dataset, Arc::new(list));
        }
        for measure in written.measures {
            catalogue.call(&measure);
            catalogue.measures.insert(measure.kpi, measure);
        }
        Ok(catalogue)
    }
}

fn listed(list: &List) -> Listed {
    let fields = list.fields.iter().map(|declared| Listing {
        field: declared.field,
        name: declared.name.clone(),
        kind: declared.kind,
        meanings: declared.meanings.clone(),
    });
    Listed {
        id: list.dataset,
        name: list.name.clone(),
        fields: fields.collect(),
    }
}

fn list(listed: Listed, known: &Catalogue) -> List {
    let mut list = match known.lists.get(&listed.id) {
        Some(own) => List::clone(own),
        None => List::unknown(listed.id),
    };
    list.name = listed.name;
    let fields = listed.fields.into_iter().map(|listing| {
        let mut declared = read_field::bare(listing.field, listing.kind);
        declared.name = listing.name;
        declared.meanings = listing.meanings;
        declared
    });
    list.fields = fields.collect();
    list
}
