//! Findings → what they tell that was taken for granted.

use super::{Assumption, Line, Origin, SignTaken, Taken};
use crate::model::finding::Severity;
use crate::model::text::{toml_key, toml_text};
use crate::model::{Dataset, Field, Finding, Place, Problem};

impl Assumption {
    /// What a finding tells that was taken for granted: a decision that is told already is not decided again here.
    pub fn told(finding: &Finding) -> Option<Self> {
        let place = finding.place.clone()?;
        let new = |from, taken| Self::new(from, place.clone(), taken);
        let said = match &finding.problem {
            Problem::RepeatedColumn { .. } => repeated(finding, &place)?,
            Problem::ReturnsTakenOff { .. }
            | Problem::NegativeQuantity { .. }
            | Problem::PointsTakenOff { .. }
            | Problem::OrderTotalRepeated { .. } => of_figures(finding, &place)?,
            Problem::FilledDown { fields, rows } => {
                let ids: Vec<String> = fields.iter().map(|field| toml_text(&field.id())).collect();
                let line = Line::of_inputs("fill_down", &format!("[{}]", ids.join(", ")));
                let taken = Taken::FilledDown {
                    fields: fields.clone(),
                };
                new(Origin::Guess, taken).with(Some(*rows), None).settled_by(line)
            }
            Problem::HalfConvertedDates {
                dataset,
                field,
                rows,
                swapped,
                ..
            } => {
                let line = Line::of_inputs("swapped_dates", &swapped.to_string());
                let taken = Taken::SwappedDates {
                    field: *field,
                    swapped: *swapped,
                };
                new(Origin::Guess, taken)
                    .of(*dataset)
                    .with(Some(*rows), None)
                    .settled_by(line)
            }
            Problem::StatedZone {
                field, rows, known, ..
            } => {
                let from = if *known { Origin::File } else { Origin::Guess };
                let taken = Taken::Zone {
                    field: *field,
                    converted: *known,
                };
                new(from, taken).with(Some(*rows), None)
            }
            Problem::RepWrittenOtherwise {
                how,
                example,
                rep_id,
                rows,
            } => {
                let (how, example, rep_id) = (*how, example.clone(), rep_id.clone());
                new(Origin::Guess, Taken::Rep { how, example, rep_id }).with(Some(*rows), None)
            }
            Problem::RepFromName { dataset, count, .. } => new(
                Origin::File,
                Taken::Named {
                    field: Field::RepId,
                    names: *count,
                },
            )
            .of(*dataset),
            Problem::TeamFromName { count, .. } => new(
                Origin::File,
                Taken::Named {
                    field: Field::Team,
                    names: *count,
                },
            )
            .of(Dataset::ROSTER),
            Problem::GuessedEncoding { encoding, file, .. } => {
                let line = format!("{} = {}", toml_text(file), toml_text(encoding));
                let taken = Taken::Encoding {
                    encoding: encoding.clone(),
                };
                new(Origin::Guess, taken).settled_by(Line::new("encodings", line))
            }
            _ => return None,
        };
        let amount = said.amount.or(finding.amount);
        Some(Self { amount, ..said })
    }
}

fn sign(value: &str) -> Line {
    Line::of_inputs("sign", &toml_text(value))
}

/// Of two columns for one field, the one that is read.
fn repeated(finding: &Finding, place: &Place) -> Option<Assumption> {
    let Problem::RepeatedColumn {
        dataset,
        field,
        header,
        read,
        ..
    } = &finding.problem
    else {
        return None;
    };
    let from = if finding.severity == Severity::Info {
        Origin::File
    } else {
        Origin::Guess
    };
    let taken = Taken::Column {
        field: *field,
        read: read.clone(),
        other: header.clone(),
    };
    let columns = format!("{{ {} = {} }}", toml_key(&field.id()), toml_text(read));
    let said = Assumption::new(from, place.clone(), taken)
        .of(*dataset)
        .under(read);
    Some(said.settled_by(Line::of_inputs("columns", &columns)))
}

/// Which way figures go, and whose they are.
fn of_figures(finding: &Finding, place: &Place) -> Option<Assumption> {
    let new = |from, taken| Assumption::new(from, place.clone(), taken);
    let said = match &finding.problem {
        Problem::ReturnsTakenOff { header, rows, .. } => {
            let minus = Taken::Sign {
                sign: SignTaken::Minus,
            };
            let minus = new(Origin::File, minus).of(Dataset::ORDERS).under(header);
            minus.with(Some(*rows), None).settled_by(sign("minus"))
        }
        Problem::NegativeQuantity {
            header,
            rows,
            taken_off,
            ..
        } => {
            let (taken, line) = if *taken_off {
                (SignTaken::ByQuantity, "as-written")
            } else {
                (SignTaken::AsWritten, "as-written")
            };
            let taken = new(Origin::Guess, Taken::Sign { sign: taken });
            let taken = taken.of(Dataset::ORDERS).under(header);
            taken.with(Some(*rows), None).settled_by(sign(line))
        }
        Problem::PointsTakenOff { header, rows, .. } => {
            let taken = new(
                Origin::Guess,
                Taken::Sign {
                    sign: SignTaken::Offences,
                },
            );
            let taken = taken.of(Dataset::CONDUCT).under(header);
            taken.with(Some(*rows), None).settled_by(sign("minus"))
        }
        Problem::OrderTotalRepeated {
            header,
            lines,
            counts_once,
            ..
        } => {
            let taken = new(Origin::Guess, Taken::AmountsOf { orders: *counts_once });
            let value = if *counts_once { "\"orders\"" } else { "\"lines\"" };
            let taken = taken.of(Dataset::ORDERS).under(header);
            taken
                .with(Some(*lines), None)
                .settled_by(Line::of_inputs("amounts", value))
        }
        _ => return None,
    };
    Some(said)
}
