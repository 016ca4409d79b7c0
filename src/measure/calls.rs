//! 电话销售拜访数量: answered calls that the customer did not make.

use super::{Actuals, Facts};
use crate::model::Period;

pub(super) fn actuals(facts: &Facts, period: Period) -> Actuals {
    let in_period = || {
        facts
            .records
            .calls
            .iter()
            .filter(|call| period.contains(call.moment.date()))
    };
    let made = in_period().filter(|call| call.answered && !call.inbound);
    Actuals::counted(made.map(|call| call.rep), in_period().next().is_some())
}
