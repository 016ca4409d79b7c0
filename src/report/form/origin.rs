//! A character that no font has → the field of the data that it came from.

use super::manuscript::Subject;
use crate::catalogue::Catalogue;
use crate::measure::details::Details;
use crate::model::policy::Rule;
use crate::model::{Field, Language};
use crate::score::{Appraisal, Scorecard};

/// The field; none where the character is not from the data but from a template or the settings.
pub(super) fn field(
    character: char,
    subject: &Subject,
    appraisal: &Appraisal,
    details: &Details,
    catalogue: &Catalogue,
) -> Option<Field> {
    let cards = appraisal.scorecards.iter().filter(|card| match subject {
        Subject::Rep(rep_id) => card.rep.rep_id == *rep_id,
        Subject::Team(_) | Subject::Company => true,
    });
    let of_reps = cards.into_iter().flat_map(|card| of_rep(card, catalogue));
    let of_customers = details
        .customers
        .iter()
        .map(|change| (Field::Customer, change.customer.as_str()));
    let of_products = details
        .products
        .iter()
        .filter_map(|share| Some((Field::Product, share.name.as_deref()?)));
    of_reps
        .chain(of_customers)
        .chain(of_products)
        .find(|(_, text)| text.contains(character))
        .map(|(field, _)| field)
}

/// What a rep's form repeats from the tables.
fn of_rep<'a>(card: &'a Scorecard, catalogue: &'a Catalogue) -> Vec<(Field, &'a str)> {
    let rep = &card.rep;
    let facts = [
        (Field::RepName, Some(rep.name.as_str())),
        (Field::RepId, Some(&rep.rep_id)),
        (Field::Team, rep.team.as_deref()),
        (Field::Region, rep.region.as_deref()),
        (Field::Title, rep.title.as_deref()),
        (Field::Manager, rep.manager.as_deref()),
        (Field::Comment, card.remarks.comment.as_deref()),
        (Field::Plan, card.remarks.plan.as_deref()),
    ];
    let scored = card.kpis.iter().filter(|score| score.rule == Rule::Manual);
    let kpis = scored.map(|score| {
        let name = catalogue.declared(score.kpi).name.text(Language::Chinese);
        (Field::Manual(score.kpi), name)
    });
    facts
        .into_iter()
        .filter_map(|(field, text)| Some((field, text?)))
        .chain(kpis)
        .collect()
}
