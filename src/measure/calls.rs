//! 电话销售拜访数量: answered calls that the customer did not make.

use super::{Actuals, Facts};
use crate::model::Period;
use crate::records::Call;

pub(super) fn actuals(facts: &Facts, period: Period) -> Actuals {
    let in_period = |call: &&Call| period.contains(call.moment.date());
    let calls = facts.records.calls.iter().filter(in_period);
    let made = calls.filter(|call| call.answered && !call.inbound);
    Actuals::counted(made.map(|call| call.rep))
}
