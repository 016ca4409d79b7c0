//! The time zone of a book: what a moment that was written with its own zone is there.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Weekday};
use std::fmt;
use std::str::FromStr;

/// A zone: minutes ahead of UTC, and when summer time adds an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timezone {
    minutes: i32,
    summer: Summer,
}

/// The rule of summer time, as it has stood since 2007.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Summer {
    Never,
    /// From the last Sunday of March to the last one of October, 01:00 UTC.
    Europe,
    /// From the second Sunday of March to the first one of November, 02:00 by the clock.
    America,
    /// From the first Sunday of October to the first one of April, 02:00 of standard time.
    Australia,
}

const NAMED: [(&str, i32, Summer); 53] = {
    use Summer::{America, Australia, Europe, Never};
    [
        ("UTC", 0, Never),
        ("Asia/Shanghai", 480, Never),
        ("Asia/Hong_Kong", 480, Never),
        ("Asia/Macau", 480, Never),
        ("Asia/Taipei", 480, Never),
        ("Asia/Singapore", 480, Never),
        ("Asia/Kuala_Lumpur", 480, Never),
        ("Asia/Manila", 480, Never),
        ("Asia/Tokyo", 540, Never),
        ("Asia/Seoul", 540, Never),
        ("Asia/Bangkok", 420, Never),
        ("Asia/Jakarta", 420, Never),
        ("Asia/Ho_Chi_Minh", 420, Never),
        ("Asia/Kolkata", 330, Never),
        ("Asia/Karachi", 300, Never),
        ("Asia/Dubai", 240, Never),
        ("Asia/Riyadh", 180, Never),
        ("Europe/Moscow", 180, Never),
        ("Europe/Istanbul", 180, Never),
        ("Africa/Nairobi", 180, Never),
        ("Africa/Johannesburg", 120, Never),
        ("Africa/Lagos", 60, Never),
        ("Europe/London", 0, Europe),
        ("Europe/Dublin", 0, Europe),
        ("Europe/Lisbon", 0, Europe),
        ("Europe/Paris", 60, Europe),
        ("Europe/Berlin", 60, Europe),
        ("Europe/Madrid", 60, Europe),
        ("Europe/Rome", 60, Europe),
        ("Europe/Amsterdam", 60, Europe),
        ("Europe/Brussels", 60, Europe),
        ("Europe/Vienna", 60, Europe),
        ("Europe/Zurich", 60, Europe),
        ("Europe/Stockholm", 60, Europe),
        ("Europe/Oslo", 60, Europe),
        ("Europe/Copenhagen", 60, Europe),
        ("Europe/Prague", 60, Europe),
        ("Europe/Warsaw", 60, Europe),
        ("Europe/Budapest", 60, Europe),
        ("Europe/Athens", 120, Europe),
        ("Europe/Helsinki", 120, Europe),
        ("Europe/Bucharest", 120, Europe),
        ("America/New_York", -300, America),
        ("America/Toronto", -300, America),
        ("America/Chicago", -360, America),
        ("America/Denver", -420, America),
        ("America/Phoenix", -420, Never),
        ("America/Los_Angeles", -480, America),
        ("America/Vancouver", -480, America),
        ("America/Mexico_City", -360, Never),
        ("America/Sao_Paulo", -180, Never),
        ("Australia/Brisbane", 600, Never),
        ("Australia/Sydney", 600, Australia),
    ]
};

/// The furthest that a zone is from UTC, in minutes.
const FURTHEST: i32 = 14 * 60;

impl Timezone {
    /// China's.
    pub const CHINA: Self = Self {
        minutes: 480,
        summer: Summer::Never,
    };

    /// The names that are known.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMED.into_iter().map(|(name, ..)| name)
    }

    /// What the clocks there show at a moment of UTC.
    pub fn local(self, utc: NaiveDateTime) -> NaiveDateTime {
        let summer = if self.is_summer(utc).unwrap_or(false) {
            60
        } else {
            0
        };
        utc.checked_add_signed(TimeDelta::minutes((self.minutes + summer).into()))
            .unwrap_or(utc)
    }

    fn is_summer(self, utc: NaiveDateTime) -> Option<bool> {
        let year = utc.year();
        // The moment in UTC at which the clocks there show an hour of standard time.
        let standard = |day: NaiveDate, hour| {
            Some(day.and_hms_opt(hour, 0, 0)? - TimeDelta::minutes(self.minutes.into()))
        };
        let utc_hour = |day: NaiveDate, hour| day.and_hms_opt(hour, 0, 0);
        Some(match self.summer {
            Summer::Never => false,
            Summer::Europe => {
                let start = utc_hour(last_sunday(year, 3)?, 1)?;
                (start..utc_hour(last_sunday(year, 10)?, 1)?).contains(&utc)
            }
            Summer::America => {
                let start = standard(sunday(year, 3, 2)?, 2)?;
                (start..standard(sunday(year, 11, 1)?, 1)?).contains(&utc)
            }
            Summer::Australia => {
                let end = standard(sunday(year, 4, 1)?, 2)?;
                !(end..standard(sunday(year, 10, 1)?, 2)?).contains(&utc)
            }
        })
    }
}

fn sunday(year: i32, month: u32, which: u8) -> Option<NaiveDate> {
    NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Sun, which)
}

fn last_sunday(year: i32, month: u32) -> Option<NaiveDate> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    last.checked_sub_days(Days::new(last.weekday().num_days_from_sunday().into()))
}

/// Neither an offset nor a name that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownZone;

/// `+08:00`, `-0330`, `UTC`, `Asia/Shanghai`.
impl FromStr for Timezone {
    type Err = UnknownZone;

    fn from_str(text: &str) -> Result<Self, UnknownZone> {
        let named = NAMED
            .into_iter()
            .find(|(name, ..)| name.eq_ignore_ascii_case(text));
        if let Some((_, minutes, summer)) = named {
            return Ok(Self { minutes, summer });
        }
        let minutes = offset(text).ok_or(UnknownZone)?;
        Ok(Self {
            minutes,
            summer: Summer::Never,
        })
    }
}

/// Its name, or its offset.
impl fmt::Display for Timezone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_named =
            |(_, minutes, summer): &(&str, i32, Summer)| (*minutes, *summer) == (self.minutes, self.summer);
        let named = NAMED.into_iter().find(is_named);
        if let Some((name, ..)) = named.filter(|_| self.summer != Summer::Never) {
            return f.write_str(name);
        }
        let sign = if self.minutes < 0 { '-' } else { '+' };
        let minutes = self.minutes.abs();
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

/// Minutes ahead of UTC: `+08:00`, `+0800`, `-3`, `+05:30`.
pub fn offset(text: &str) -> Option<i32> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => return None,
    };
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some((hours, minutes)), _) if minutes.len() == 2 => (hours, minutes),
        (None, 1 | 2) => (digits, "0"),
        (None, 4) => digits.split_at_checked(2)?,
        _ => return None,
    };
    let number = |text: &str| {
        let is_digits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_digits.then(|| text.parse::<i32>().ok())?
    };
    let minutes = number(hours)? * 60 + number(minutes).filter(|minutes| *minutes < 60)?;
    (minutes <= FURTHEST).then_some(sign * minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_offsets_or_names() {
        for (text, expected) in [
            ("+08:00", Some(480)),
            ("+0530", Some(330)),
            ("-3", Some(-180)),
            ("+14", Some(840)),
            ("+15", None),
            ("+08:60", None),
            ("08:00", None),
            ("+", None),
            ("+é1", None),
            ("", None),
        ] {
            assert_eq!(offset(text), expected, "{text}");
        }
        assert_eq!("asia/shanghai".parse(), Ok(Timezone::CHINA));
        assert_eq!(Timezone::CHINA.to_string(), "+08:00");
        let berlin: Timezone = "Europe/Berlin".parse().unwrap();
        assert_eq!(berlin.to_string().parse(), Ok(berlin));
        assert_eq!("Mars/Olympus".parse::<Timezone>(), Err(UnknownZone));
    }

    #[test]
    fn clocks_go_forward_in_summer() {
        for (zone, utc, expected) in [
            ("Asia/Shanghai", "2026-09-30T20:30:00", "2026-10-01T04:30:00"),
            ("Europe/Berlin", "2026-03-29T00:59:59", "2026-03-29T01:59:59"),
            ("Europe/Berlin", "2026-03-29T01:00:00", "2026-03-29T03:00:00"),
            ("Europe/Berlin", "2026-10-25T01:00:00", "2026-10-25T02:00:00"),
            ("America/New_York", "2026-03-08T06:59:59", "2026-03-08T01:59:59"),
            ("America/New_York", "2026-03-08T07:00:00", "2026-03-08T03:00:00"),
            ("America/New_York", "2026-11-01T06:00:00", "2026-11-01T01:00:00"),
            ("America/New_York", "2026-11-01T05:59:59", "2026-11-01T01:59:59"),
            ("Australia/Sydney", "2026-01-01T00:00:00", "2026-01-01T11:00:00"),
            ("Australia/Sydney", "2026-07-01T00:00:00", "2026-07-01T10:00:00"),
            ("-03:30", "2026-07-01T00:00:00", "2026-06-30T20:30:00"),
        ] {
            let zone: Timezone = zone.parse().unwrap();
            let moment = |text: &str| text.parse::<NaiveDateTime>().unwrap();
            assert_eq!(zone.local(moment(utc)), moment(expected), "{utc}");
        }
    }
}
