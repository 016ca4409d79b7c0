//! A customer at risk, in words.

use crate::measure::details::AtRisk;
use crate::model::Language;

/// Who should call: the rep, or in place of one who has left whoever the rep answered to.
pub fn caller(customer: &AtRisk, language: Language) -> String {
    let AtRisk {
        rep, manager, left, ..
    } = customer;
    match manager.as_deref().filter(|manager| !manager.trim().is_empty()) {
        _ if !left => rep.clone(),
        Some(manager) => language.pick(
            format!("{manager}（{rep}已离职）"),
            format!("{manager} ({rep} has left)"),
        ),
        None => language.pick(
            format!("待指派（{rep}已离职）"),
            format!("nobody yet ({rep} has left)"),
        ),
    }
}
