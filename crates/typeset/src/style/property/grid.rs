//! Grids: their tracks, and where items are put.

use taffy::prelude::{TaffyAuto, TaffyGridLine, TaffyGridSpan};
use taffy::{GridPlacement, Line, MaxTrackSizingFunction, MinTrackSizingFunction, TrackSizingFunction};

use super::super::value::{Amount, keyword, number, positive, split, words};
use super::flex::ALIGNMENTS;
use super::{Basis, Read, Setting, one};

pub(super) const PROPERTIES: &[(&str, Read)] = &[
    ("grid-template-columns", |v| {
        one(Setting::GridColumns(template(v)?.into()))
    }),
    ("grid-template-rows", |v| {
        one(Setting::GridRows(template(v)?.into()))
    }),
    ("grid-auto-rows", |v| {
        one(Setting::GridAutoRows(tracks(v)?.into()))
    }),
    ("grid-auto-columns", |v| {
        one(Setting::GridAutoColumns(tracks(v)?.into()))
    }),
    ("grid-auto-flow", |v| {
        one(Setting::GridByColumn(keyword(
            &[("row", false), ("column", true)],
            v,
        )?))
    }),
    ("grid-column", |v| one(Setting::GridColumn(Placement::parse(v)?))),
    ("grid-row", |v| one(Setting::GridRow(Placement::parse(v)?))),
    ("justify-items", |v| {
        one(Setting::JustifyItems(keyword(ALIGNMENTS, v)?))
    }),
    ("justify-self", |v| {
        if v.eq_ignore_ascii_case("auto") {
            return one(Setting::JustifySelf(None));
        }
        one(Setting::JustifySelf(Some(keyword(ALIGNMENTS, v)?)))
    }),
];

/// The width of a column or the height of a row, as written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Track {
    least: Breadth,
    most: Breadth,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Breadth {
    Amount(Amount),
    /// A share of what is left.
    Share(f32),
    Auto,
    MinContent,
    MaxContent,
}

const BREADTHS: &[(&str, Breadth)] = &[
    ("auto", Breadth::Auto),
    ("min-content", Breadth::MinContent),
    ("max-content", Breadth::MaxContent),
];

impl Track {
    /// The track, with lengths in points.
    pub fn sized(self, basis: Basis) -> TrackSizingFunction {
        let points = |amount: Amount| amount.points(basis.em, basis.rem);
        let min = match self.least {
            Breadth::Amount(Amount::Fraction(share)) => MinTrackSizingFunction::percent(share),
            Breadth::Amount(amount) => MinTrackSizingFunction::length(points(amount)),
            Breadth::Share(_) | Breadth::Auto => MinTrackSizingFunction::AUTO,
            Breadth::MinContent => MinTrackSizingFunction::min_content(),
            Breadth::MaxContent => MinTrackSizingFunction::max_content(),
        };
        let max = match self.most {
            Breadth::Amount(Amount::Fraction(share)) => MaxTrackSizingFunction::percent(share),
            Breadth::Amount(amount) => MaxTrackSizingFunction::length(points(amount)),
            Breadth::Share(share) => MaxTrackSizingFunction::fr(share),
            Breadth::Auto => MaxTrackSizingFunction::AUTO,
            Breadth::MinContent => MaxTrackSizingFunction::min_content(),
            Breadth::MaxContent => MaxTrackSizingFunction::max_content(),
        };
        TrackSizingFunction { min, max }
    }
}

/// More tracks than this are a mistake.
const MOST_TRACKS: usize = 200;

fn template(value: &str) -> Option<Vec<Track>> {
    if value.eq_ignore_ascii_case("none") {
        return Some(Vec::new());
    }
    tracks(value)
}

fn tracks(value: &str) -> Option<Vec<Track>> {
    let mut tracks = Vec::new();
    for word in words(value) {
        match inside(word, "repeat") {
            Some(arguments) => {
                let (count, repeated) = arguments.split_once(',')?;
                let count: usize = count.trim().parse().ok().filter(|count| *count > 0)?;
                let repeated = words(repeated)
                    .into_iter()
                    .map(track)
                    .collect::<Option<Vec<_>>>()?;
                if repeated.is_empty() || count > MOST_TRACKS {
                    return None;
                }
                for _ in 0..count {
                    tracks.extend(&repeated);
                }
            }
            None => tracks.push(track(word)?),
        }
    }
    (1..=MOST_TRACKS).contains(&tracks.len()).then_some(tracks)
}

fn track(word: &str) -> Option<Track> {
    if let Some(arguments) = inside(word, "minmax") {
        let [least, most] = split(arguments, |c| c == ',')[..] else {
            return None;
        };
        let least = breadth(least.trim()).filter(|breadth| !matches!(breadth, Breadth::Share(_)))?;
        let most = breadth(most.trim())?;
        return Some(Track { least, most });
    }
    let breadth = breadth(word)?;
    Some(Track {
        least: breadth,
        most: breadth,
    })
}

fn breadth(word: &str) -> Option<Breadth> {
    let share = |word: &str| number(word.strip_suffix("fr")?).filter(|share| *share > 0.0);
    keyword(BREADTHS, word)
        .or_else(|| share(word).map(Breadth::Share))
        .or_else(|| positive(word).map(Breadth::Amount))
}

/// What stands in the brackets of `function(…)`.
fn inside<'v>(word: &'v str, function: &str) -> Option<&'v str> {
    word.strip_prefix(function)?.strip_prefix('(')?.strip_suffix(')')
}

/// The lines between which an item is put.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placement {
    start: Edge,
    end: Edge,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Edge {
    Auto,
    Line(i16),
    Span(u16),
}

impl Placement {
    fn parse(value: &str) -> Option<Self> {
        let mut edges = value.split('/').map(|edge| Edge::parse(edge.trim()));
        let start = edges.next()??;
        let end = edges.next().unwrap_or(Some(Edge::Auto))?;
        edges.next().is_none().then_some(Self { start, end })
    }

    /// The same as layout takes it.
    pub fn line(self) -> Line<GridPlacement<String>> {
        let edge = |edge: Edge| match edge {
            Edge::Auto => GridPlacement::AUTO,
            Edge::Line(line) => GridPlacement::from_line_index(line),
            Edge::Span(span) => GridPlacement::from_span(span),
        };
        Line {
            start: edge(self.start),
            end: edge(self.end),
        }
    }
}

impl Edge {
    fn parse(text: &str) -> Option<Self> {
        if text.eq_ignore_ascii_case("auto") {
            return Some(Self::Auto);
        }
        let small = 1..=MOST_TRACKS as i16;
        if let Some(span) = text.strip_prefix("span ") {
            let span: i16 = span.trim().parse().ok().filter(|span| small.contains(span))?;
            return Some(Self::Span(span as u16));
        }
        let line: i16 = text.parse().ok()?;
        small.contains(&line.abs()).then_some(Self::Line(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracks_and_places_are_read_or_refused() {
        for (value, count) in [
            ("30mm 1fr", Some(2)),
            ("repeat(3, 1fr 2mm)", Some(6)),
            ("minmax(20mm, 1fr) auto min-content", Some(3)),
            ("20% max-content", Some(2)),
            ("none", Some(0)),
            ("0fr", None),
            ("repeat(0, 1fr)", None),
            ("repeat(auto-fill, 1fr)", None),
            ("minmax(1fr, 20mm)", None),
            ("-1mm", None),
            ("[a] 1fr", None),
            ("", None),
        ] {
            assert_eq!(template(value).map(|tracks| tracks.len()), count, "{value}");
        }
        for (value, expected) in [
            ("2", Some((Edge::Line(2), Edge::Auto))),
            ("span 2", Some((Edge::Span(2), Edge::Auto))),
            ("1 / -1", Some((Edge::Line(1), Edge::Line(-1)))),
            ("1/span 3", Some((Edge::Line(1), Edge::Span(3)))),
            ("0", None),
            ("a", None),
            ("1 / 2 / 3", None),
        ] {
            let read = Placement::parse(value).map(|placement| (placement.start, placement.end));
            assert_eq!(read, expected, "{value}");
        }
    }
}
