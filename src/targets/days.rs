//! A rep's target of a month → the part of each of the rep's working days.

use super::smallest_part;
use super::split::split;
use crate::model::kpi::Unit;
use crate::model::{Calendar, Exact, Month};
use crate::records::Rep;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// The parts of a month's target for the days that the rep works, in order; they add up to it. None for a rate,
/// which is never split. A rep without a working day has it all on the first day of employment.
pub fn over_days(
    target: &Exact,
    kind: Unit,
    rep: &Rep,
    month: Month,
    calendar: &Calendar,
) -> Option<Vec<(NaiveDate, Exact)>> {
    let unit = smallest_part(kind)?;
    let (first, last) = rep.employed_within(month.first_day(), month.last_day())?;
    let days = first.iter_days().take_while(|day| *day <= last);
    let mut worked: Vec<NaiveDate> = days.filter(|day| calendar.is_working_day(*day)).collect();
    if worked.is_empty() {
        worked.push(first);
    }
    let parts = split(target, &vec![Decimal::ONE; worked.len()], unit);
    Some(worked.into_iter().zip(parts).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{Assignment, Rep};
    use rust_decimal::dec;

    fn rep(hire_date: Option<&str>) -> Rep {
        Rep {
            rep_id: "S001".into(),
            hire_date: hire_date.map(|date| date.parse().unwrap()),
            leave_date: None,
            left: None,
            former: Vec::new(),
            assignments: Vec::<Assignment>::new(),
        }
    }

    #[test]
    fn the_days_add_up_to_the_month_and_the_odd_cents_come_first() {
        let october = Month::new(2026, 10).unwrap();
        let days = |target: Decimal, hired| {
            over_days(
                &target.into(),
                Unit::Money,
                &rep(hired),
                october,
                &Calendar::default(),
            )
            .unwrap()
        };
        // 18 working days: 100 ÷ 18 = 5.555…, and the ten cents left go to the first ten days.
        let whole = days(dec!(100), None);
        assert_eq!(whole.len(), 18);
        assert_eq!(whole[0].0.to_string(), "2026-10-08");
        assert_eq!(whole[9].1, dec!(5.56).into());
        assert_eq!(whole[10].1, dec!(5.55).into());
        assert_eq!(
            whole.iter().map(|(_, part)| part).sum::<Exact>(),
            dec!(100).into()
        );
        let late = days(dec!(10), Some("2026-10-30"));
        assert_eq!(late, [("2026-10-30".parse().unwrap(), dec!(10).into())]);
        let weekend = days(dec!(10), Some("2026-10-31"));
        assert_eq!(weekend, [("2026-10-31".parse().unwrap(), dec!(10).into())]);
    }

    #[test]
    fn rates_are_never_split() {
        let october = Month::new(2026, 10).unwrap();
        let weekly = over_days(
            &dec!(5.5).into(),
            Unit::PerWeek,
            &rep(None),
            october,
            &Calendar::default(),
        );
        assert_eq!(weekly, None);
    }
}
