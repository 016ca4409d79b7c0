//! 电话销售拜访数量: answered calls that the customer did not make.

use super::Facts;
use super::entry::{Entry, Reason};
use crate::model::{Exact, Period};

pub(super) fn each<'a>(facts: &Facts<'a>, period: Period, see: &mut impl FnMut(Entry<'a>)) {
    for call in &facts.records.calls {
        let date = call.moment.date();
        if !period.contains(date) {
            continue;
        }
        let outcome = match (call.inbound, call.answered) {
            (true, _) => Err(Reason::Inbound),
            (false, false) => Err(Reason::Unanswered),
            (false, true) => Ok(Exact::one()),
        };
        see(Entry::new(call.rep, (&call.place, date), outcome));
    }
}
