//! `workbook.toml`: text → which sheets there are and what stands on them, or what is wrong with it and where.

mod check;
mod mistake;
mod spec;

pub use mistake::{TemplateMistake, Wanted, Wrong};
pub use spec::{
    Aim, Align, BlockSpec, ChartKind, ChartSpec, ColumnSpec, FigureSpec, Highlight, HighlightKind,
    Orientation, Paper, SeriesKind, SeriesSpec, SheetSpec, Template, Words,
};

impl Template {
    /// Reads a template; what is wrong comes with its place in the text.
    pub fn parse(text: &str) -> Result<Self, Vec<TemplateMistake>> {
        // The mark that some editors put in front means nothing; what follows stays in its place.
        let text = text.replacen('\u{feff}', "   ", usize::from(text.starts_with('\u{feff}')));
        let template: Self = toml::from_str(&text).map_err(|error| vec![mistake::of_toml(&error)])?;
        let mistakes = check::check(&template);
        if mistakes.is_empty() {
            Ok(template)
        } else {
            Err(mistakes)
        }
    }
}

#[cfg(test)]
mod tests;
