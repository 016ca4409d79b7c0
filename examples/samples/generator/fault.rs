//! The list of planted faults, published beside the book as FAULTS.toml.

use std::fmt::Write;

/// A fault that repcard must find, and where.
struct Fault {
    code: &'static str,
    place: String,
    remark: &'static str,
}

/// The faults planted so far.
#[derive(Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Notes a fault of the kind `code` at `place`; an empty place means the book as a whole.
    pub fn plant(&mut self, code: &'static str, place: impl Into<String>, remark: &'static str) {
        self.0.push(Fault {
            code,
            place: place.into(),
            remark,
        });
    }

    /// The list as TOML, ordered by place.
    pub fn to_toml(&self) -> String {
        let mut text = String::from(
            "# 样例账套中故意埋下的问题：2026-10 期应当恰好发现这些，不多也不少。\n\
             # 由 cargo run --example samples 生成，请勿手工修改。\n",
        );
        let mut faults: Vec<&Fault> = self.0.iter().collect();
        faults.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
        for Fault { code, place, remark } in faults {
            write!(
                text,
                "\n[[fault]]\ncode = \"{code}\"\nplace = \"{place}\"\nremark = \"{remark}\"\n"
            )
            .expect("a String takes any text");
        }
        text
    }
}
