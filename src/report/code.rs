//! The code on a page: which period and rep it shows, and a digest of the figures that were published with it.

use crate::model::Period;
use crate::model::text::normalise_id;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::str::FromStr;

/// Crockford's base 32: no letter that is mistaken for a digit, none for another when read aloud.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Letters of a digest; at five bits each, sixty bits.
const LENGTH: usize = 12;

/// What codes of letters of targets begin with.
const PLAN: &str = "plan-";

/// Letters between two dashes.
const GROUP: usize = 4;

/// What a page says of itself, printed as `2026-10/S001/4F7K-Q2MD-8X3A`; on the letters of
/// a plan, `plan-2027/S001/4F7K-Q2MD-8X3A`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageCode {
    /// The period.
    pub period: Period,
    /// The rep's number.
    pub rep_id: String,
    /// Whether it is the code of a letter of that year's targets, not of a form.
    pub is_plan: bool,
    digest: String,
}

/// What was typed is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a code looks like 2026-10/S001/4F7K-Q2MD-8X3A")]
pub struct PageCodeError;

impl PageCode {
    /// The code of each rep of a results.json or plan.json, in its order; none where the bytes are neither.
    ///
    /// The digest covers the company, the period and all that results.json says of the rep, in a form that doesn't
    /// depend on spaces or on the order of keys.
    pub fn all(results: &[u8]) -> Vec<Self> {
        let results = serde_json::from_slice(results).ok();
        results
            .and_then(|results| Self::each(&results))
            .unwrap_or_default()
    }

    fn each(results: &Value) -> Option<Vec<Self>> {
        let period: Period = results["period"].as_str()?.parse().ok()?;
        let is_plan = results["plan"].is_object();
        let code = |rep: &Value| {
            let covered = serde_json::to_vec(&(&results["company"], &results["period"], rep)).ok()?;
            Some(Self {
                period,
                rep_id: rep["rep_id"].as_str()?.to_owned(),
                is_plan,
                digest: digest(&covered),
            })
        };
        results["reps"].as_array()?.iter().map(code).collect()
    }
}

impl PageCode {
    /// Whether both are of one rep and period, whatever the figures.
    pub fn is_of_same_page(&self, other: &Self) -> bool {
        (self.period, self.is_plan) == (other.period, other.is_plan)
            && normalise_id(&self.rep_id) == normalise_id(&other.rep_id)
    }

    /// Whether both were made from the same figures.
    pub fn has_same_figures(&self, other: &Self) -> bool {
        self.digest == other.digest
    }
}

/// The first sixty bits of the SHA-256, as letters.
fn digest(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    let bits = hash
        .iter()
        .take(8)
        .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    let letter = |place: usize| char::from(LETTERS[(bits >> (64 - 5 * (place + 1)) & 31) as usize]);
    (0..LENGTH).map(letter).collect()
}

impl fmt::Display for PageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let groups: Vec<_> = (0..LENGTH / GROUP)
            .filter_map(|group| self.digest.get(group * GROUP..(group + 1) * GROUP))
            .collect();
        let plan = if self.is_plan { PLAN } else { "" };
        write!(f, "{plan}{}/{}/{}", self.period, self.rep_id, groups.join("-"))
    }
}

/// Reads what a person typed or a camera saw: any case, with or without dashes and spaces in the digest, O for 0
/// and I or L for 1.
impl FromStr for PageCode {
    type Err = PageCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (period, rest) = text.trim().split_once('/').ok_or(PageCodeError)?;
        let period = period.trim();
        let of_plan = period
            .get(..PLAN.len())
            .filter(|start| start.eq_ignore_ascii_case(PLAN));
        let is_plan = of_plan.is_some();
        let period = if is_plan { &period[PLAN.len()..] } else { period };
        let (rep_id, typed) = rest.rsplit_once('/').ok_or(PageCodeError)?;
        let letter = |typed: char| match typed.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let digest: String = typed
            .chars()
            .filter(|c| !matches!(c, '-' | ' '))
            .map(letter)
            .collect();
        let is_digest = digest.len() == LENGTH && digest.bytes().all(|byte| LETTERS.contains(&byte));
        if !is_digest || rep_id.trim().is_empty() {
            return Err(PageCodeError);
        }
        Ok(Self {
            period: period.trim().parse().map_err(|_| PageCodeError)?,
            rep_id: rep_id.trim().to_owned(),
            is_plan,
            digest,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn results(text: &str) -> Vec<String> {
        let codes = PageCode::all(text.as_bytes());
        assert!(!codes.is_empty());
        codes.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_code_stands_for_figures_and_not_for_their_writing() {
        let codes =
            results(r#"{"company":"甲","period":"2026-10","reps":[{"rep_id":"S001","score":92.40}]}"#);
        let spaced =
            results(r#"{"reps": [{"score":92.40, "rep_id":"S001"}], "period":"2026-10","company":"甲"}"#);
        assert_eq!(codes, spaced);
        for other in [
            r#"{"company":"乙","period":"2026-10","reps":[{"rep_id":"S001","score":92.40}]}"#,
            r#"{"company":"甲","period":"2026-10","reps":[{"rep_id":"S001","score":92.41}]}"#,
            r#"{"company":"甲","period":"2026-10","reps":[{"rep_id":"S001","score":92.40,"grade":"A"}]}"#,
        ] {
            assert_ne!(codes, results(other));
        }
    }

    #[test]
    fn a_letter_has_another_code_than_a_form_of_the_same_figures() {
        let [form] = &results(r#"{"company":"甲","period":"2027","reps":[{"rep_id":"S001"}]}"#)[..] else {
            panic!("one rep, one code");
        };
        let [letter] =
            &results(r#"{"company":"甲","period":"2027","plan":{},"reps":[{"rep_id":"S001"}]}"#)[..]
        else {
            panic!("one rep, one code");
        };
        assert_eq!(letter, &format!("plan-{form}"));
        let [form, letter]: [PageCode; 2] = [form, letter].map(|code| code.parse().unwrap());
        assert!(letter.is_plan && !form.is_plan && !letter.is_of_same_page(&form));
        assert_eq!(format!("PLAN-{form}").parse::<PageCode>(), Ok(letter));
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let [code] =
            &results(r#"{"company":"","period":"2026-Q4","reps":[{"rep_id":"a/1","score":null}]}"#)[..]
        else {
            panic!("one rep, one code");
        };
        let read: PageCode = code.parse().unwrap();
        assert_eq!(read.rep_id, "a/1");
        assert_eq!(&read.to_string(), code);
        let sloppy = code
            .to_lowercase()
            .replace('-', " ")
            .replace("2026 q4", "2026-q4");
        let sloppy = sloppy.replace('0', "o").replace("2o26", "2026");
        assert_eq!(sloppy.parse(), Ok(read), "{sloppy}");
        for rubbish in [
            "",
            "2026-10",
            "2026-10/S001",
            "2026-10/S001/4F7K",
            "2026-10//4F7KQ2MD8X3A",
            "x/S001/4F7KQ2MD8X3A",
            "2026-10/S001/4F7K-Q2MD-8X3U",
        ] {
            assert_eq!(rubbish.parse::<PageCode>(), Err(PageCodeError), "{rubbish}");
        }
    }
}
