//! Tables → typed records and findings. After this stage a required field is there, a date is a date, an amount is exact.

mod record;
mod roster;

pub use record::{
    Call, ConductEvent, Customer, CustomerKey, Order, Records, Report, Request, Target, TargetScope,
    TargetSpan, Visit, VisitKind,
};
pub use roster::{Assignment, Rep, RepKey, Roster};
