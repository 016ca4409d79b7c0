//! A page's content as bytes: operators and their operands, as short as they can be written.

/// A length in 1/100 pt, the precision of a page: 3.5 µm. Whole numbers add up without drifting.
pub type Hundredths = i32;

/// To the precision of a page.
pub fn hundredths(length: f32) -> Hundredths {
    (length * 100.0).round() as Hundredths
}

/// Operators written so far.
#[derive(Debug)]
pub struct Operators(Vec<u8>);

/// A page of a form has about so many bytes.
const USUAL_LENGTH: usize = 32 << 10;

impl Default for Operators {
    fn default() -> Self {
        Self(Vec::with_capacity(USUAL_LENGTH))
    }
}

impl Operators {
    /// Writes operands of 1/100 and an operator.
    pub fn write(&mut self, operands: &[Hundredths], operator: &str) {
        for operand in operands {
            self.number(*operand);
            self.0.push(b' ');
        }
        self.operator(operator);
    }

    /// Writes an operator without operands, or after those that have been written.
    pub fn operator(&mut self, operator: &str) {
        self.0.extend_from_slice(operator.as_bytes());
        self.0.push(b'\n');
    }

    /// Writes what isn't a number; with the space that it needs.
    pub fn raw(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
    }

    /// Writes 1/100 as a decimal number.
    pub fn number(&mut self, value: Hundredths) {
        if value < 0 {
            self.0.push(b'-');
        }
        let value = value.unsigned_abs();
        let (whole, rest) = (value / 100, value % 100);
        if whole > 0 || rest == 0 {
            self.integer(whole);
        }
        if rest > 0 {
            self.0.push(b'.');
            self.0.push(b'0' + (rest / 10) as u8);
            if rest % 10 > 0 {
                self.0.push(b'0' + (rest % 10) as u8);
            }
        }
    }

    /// Writes a whole number.
    pub fn integer(&mut self, value: u32) {
        let mut digits = [0; 10];
        let mut first = digits.len();
        let mut rest = value;
        loop {
            first -= 1;
            digits[first] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.0.extend_from_slice(&digits[first..]);
    }

    /// Writes a glyph's number as two bytes of a text in brackets.
    pub fn code(&mut self, code: u16) {
        for byte in code.to_be_bytes() {
            match byte {
                b'(' | b')' | b'\\' => self.0.extend_from_slice(&[b'\\', byte]),
                // A reader takes it for the end of a line, whichever way that is written.
                b'\r' => self.0.extend_from_slice(b"\\r"),
                _ => self.0.push(byte),
            }
        }
    }

    /// What has been written.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_glyphs_end_no_text() {
        let mut operators = Operators::default();
        for code in [0x2829, 0x5c0d, 0x0a41] {
            operators.code(code);
        }
        assert_eq!(operators.into_bytes(), b"\\(\\)\\\\\\r\nA");
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        for (value, expected) in [
            (0, "0"),
            (100, "1"),
            (-100, "-1"),
            (5, ".05"),
            (-50, "-.5"),
            (1234, "12.34"),
            (1230, "12.3"),
            (i32::MIN, "-21474836.48"),
        ] {
            let mut operators = Operators::default();
            operators.number(value);
            assert_eq!(String::from_utf8(operators.into_bytes()).unwrap(), expected);
        }
    }
}
