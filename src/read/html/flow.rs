//! Runs of text in markup → the lines that a browser shows.

/// A text while it is gathered: white space collapsed, broken into lines where the markup says so.
#[derive(Debug, Default)]
pub(super) struct Flow {
    text: String,
    /// Whether white space was met that shows only if text follows.
    space: bool,
}

impl Flow {
    /// Adds text as it stands in the markup.
    pub(super) fn push(&mut self, text: &str) {
        for character in text.chars() {
            if character.is_ascii_whitespace() {
                self.space = true;
                continue;
            }
            if std::mem::take(&mut self.space) && !self.is_at_start_of_line() {
                self.text.push(' ');
            }
            self.text.push(character);
        }
    }

    /// Ends the line, as `<br>` does.
    pub(super) fn break_line(&mut self) {
        self.space = false;
        self.text.push('\n');
    }

    /// Ends the line if there is something on it, as a paragraph's end does.
    pub(super) fn end_block(&mut self) {
        if !self.is_at_start_of_line() {
            self.break_line();
        }
    }

    /// The lines so far; none where nothing shows.
    pub(super) fn lines(&self) -> u32 {
        match self.text.trim() {
            "" => 0,
            text => text.matches('\n').count() as u32 + 1,
        }
    }

    /// The text without blank lines and spaces around it. The flow is empty again.
    pub(super) fn take(&mut self) -> String {
        self.space = false;
        let text = std::mem::take(&mut self.text);
        // A non-breaking space pads empty cells and keeps words together; a spreadsheet has no use for it.
        text.replace('\u{a0}', " ").trim().to_owned()
    }

    fn is_at_start_of_line(&self) -> bool {
        self.text.is_empty() || self.text.ends_with('\n')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_collapses_and_breaks_are_lines() {
        let mut flow = Flow::default();
        flow.push("\n  北京\t恒通 ");
        flow.push("公司");
        flow.break_line();
        flow.push("  二部 ");
        flow.end_block();
        flow.end_block();
        assert_eq!(flow.lines(), 2);
        assert_eq!(flow.take(), "北京 恒通 公司\n二部");
        flow.push("\u{a0} ");
        assert_eq!((flow.lines(), flow.take().as_str()), (0, ""));
    }
}
