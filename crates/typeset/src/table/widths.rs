//! What columns want and what there is → their widths (CSS Tables Level 3, “Distributing width to columns”).

/// What a column wants.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Want {
    /// The least that its content fits into if words are broken.
    pub floor: f32,
    /// The least that its content fits into.
    pub min: f32,
    /// What its content would take if there were no end of space, or the width that is given.
    pub max: f32,
    /// The width is given.
    pub fixed: bool,
    /// The share of the table's width that it is to have.
    pub share: Option<f32>,
}

impl Want {
    /// The same of so much less.
    pub fn less(self, width: f32) -> Self {
        Self {
            floor: self.floor - width,
            min: self.min - width,
            max: self.max - width,
            ..self
        }
    }
}

/// Widths of columns that add up to `available`, or to the least that is needed.
pub fn distribute(wants: &[Want], available: f32) -> Vec<f32> {
    // Five layouts, each at least as wide as the one before: between two of them lies the one that fits.
    let guess = |fixed: bool, auto: bool| {
        wants
            .iter()
            .map(|want| match want.share {
                Some(share) => (share * available).max(want.min),
                None if want.fixed && fixed || auto => want.max.max(want.min),
                None => want.min,
            })
            .collect::<Vec<f32>>()
    };
    let least: Vec<f32> = wants.iter().map(|want| want.min).collect();
    let floor = wants.iter().map(|want| want.floor).collect();
    let guesses = [
        floor,
        least,
        guess(false, false),
        guess(true, false),
        guess(true, true),
    ];
    for (narrow, wide) in guesses.iter().zip(guesses.iter().skip(1)) {
        let (from, to) = (total(narrow), total(wide));
        if available <= from {
            return narrow.clone();
        }
        if available <= to {
            let part = (available - from) / (to - from);
            return narrow
                .iter()
                .zip(wide)
                .map(|(narrow, wide)| narrow + (wide - narrow) * part)
                .collect();
        }
    }
    let [.., widest] = guesses;
    spread(wants, widest, available)
}

/// Gives columns what is left over: to those without a given width, else to those with one, else to those with a share.
fn spread(wants: &[Want], mut widths: Vec<f32>, available: f32) -> Vec<f32> {
    let classes: [fn(&Want) -> bool; 3] = [
        |want| want.share.is_none() && !want.fixed,
        |want| want.share.is_none() && want.fixed,
        |want| want.share.is_some(),
    ];
    let rest = available - total(&widths);
    for class in classes {
        let weight = |(want, width): (&Want, &f32)| {
            if class(want) {
                Some(want.share.unwrap_or(*width))
            } else {
                None
            }
        };
        let weights: Vec<Option<f32>> = wants.iter().zip(&widths).map(weight).collect();
        let count = weights.iter().flatten().count();
        if count == 0 {
            continue;
        }
        let sum: f32 = weights.iter().flatten().sum();
        for (width, weight) in widths.iter_mut().zip(weights) {
            if let Some(weight) = weight {
                *width += if sum > 0.0 {
                    rest * weight / sum
                } else {
                    rest / count as f32
                };
            }
        }
        break;
    }
    widths
}

/// What a cell over several columns wants beyond what they have: added to them, first to those without a given width.
pub fn stretch(wants: &mut [Want], cell: Want) {
    let has_auto = wants.iter().any(|want| !want.fixed && want.share.is_none());
    let takes = |want: &Want| !has_auto || !want.fixed && want.share.is_none();
    let count = wants.iter().filter(|want| takes(want)).count().max(1) as f32;
    let weights: f32 = wants.iter().filter(|want| takes(want)).map(|want| want.max).sum();
    let missing =
        |wanted: f32, have: fn(&Want) -> f32| (wanted - wants.iter().map(have).sum::<f32>()).max(0.0);
    let floor = missing(cell.floor, |want| want.floor);
    let min = missing(cell.min, |want| want.min);
    let max = missing(cell.max, |want| want.max);
    for want in wants.iter_mut().filter(|want| takes(want)) {
        let part = if weights > 0.0 {
            want.max / weights
        } else {
            1.0 / count
        };
        want.floor += floor * part;
        want.min = (want.min + min * part).max(want.floor);
        want.max = (want.max + max * part).max(want.min);
    }
}

fn total(widths: &[f32]) -> f32 {
    widths.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn auto(min: f32, max: f32) -> Want {
        Want {
            floor: min / 2.0,
            min,
            max,
            fixed: false,
            share: None,
        }
    }

    const fn fixed(min: f32, max: f32) -> Want {
        Want {
            floor: min / 2.0,
            min,
            max,
            fixed: true,
            share: None,
        }
    }

    const fn share(min: f32, share: f32) -> Want {
        Want {
            floor: min / 2.0,
            min,
            max: min,
            fixed: false,
            share: Some(share),
        }
    }

    #[test]
    fn columns_get_what_they_want_as_far_as_it_goes() {
        let case = |wants: &[Want], available, expected: &[f32]| {
            let widths = distribute(wants, available);
            assert!(
                widths
                    .iter()
                    .zip(expected)
                    .all(|(width, expected)| (width - expected).abs() < 0.01),
                "{wants:?} in {available}: {widths:?}"
            );
        };
        case(&[auto(10.0, 20.0), auto(10.0, 40.0)], 60.0, &[20.0, 40.0]);
        case(&[auto(10.0, 20.0), auto(10.0, 40.0)], 40.0, &[15.0, 25.0]);
        case(&[auto(10.0, 20.0), auto(10.0, 40.0)], 120.0, &[40.0, 80.0]);
        case(&[auto(10.0, 20.0), auto(10.0, 40.0)], 15.0, &[7.5, 7.5]);
        case(&[auto(10.0, 20.0), auto(10.0, 40.0)], 5.0, &[5.0, 5.0]);
        case(&[fixed(10.0, 30.0), auto(10.0, 40.0)], 100.0, &[30.0, 70.0]);
        case(&[fixed(10.0, 30.0), fixed(5.0, 10.0)], 80.0, &[60.0, 20.0]);
        case(&[share(10.0, 0.25), auto(10.0, 40.0)], 200.0, &[50.0, 150.0]);
        case(&[share(10.0, 0.25), share(10.0, 0.25)], 200.0, &[100.0, 100.0]);
        case(&[share(10.0, 0.9), share(30.0, 0.9)], 100.0, &[44.286, 55.714]);
        case(&[auto(0.0, 0.0), auto(0.0, 0.0)], 10.0, &[5.0, 5.0]);
        case(&[], 10.0, &[]);
    }

    #[test]
    fn a_wide_cell_stretches_its_columns() {
        let mut wants = [fixed(10.0, 30.0), auto(10.0, 10.0), auto(10.0, 30.0)];
        stretch(&mut wants, auto(70.0, 90.0));
        let mins = wants.map(|want| want.min);
        assert_eq!(mins.map(f32::round).map(|min| min as u32), [10, 20, 40]);
        assert_eq!(wants.map(|want| want.max.round() as u32), [30, 20, 45]);
    }
}
