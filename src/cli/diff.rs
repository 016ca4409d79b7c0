//! `repcard diff`: two versions → whose figures differ, and because of which rows.

use super::config::Diff;
use super::console::{self, Console, printable};
use super::{Exit, printed, unprinted};
use repcard::report::differences::{DifferenceView, text};
use repcard::versions::{Version, compared};
use serde_json::json;

/// Compares and tells; like other programs of that name it ends with 1 where anything differs.
pub(super) fn diff(asked: &Diff, console: Console) -> Exit {
    let language = asked.language;
    let console = Console { language, ..console };
    let ([was, is], comparison) = match compared(&asked.book, &asked.sides) {
        Ok(compared) => compared,
        Err(error) => {
            console.failure(&error.message(language));
            return if error.is_machine() {
                Exit::Machine
            } else {
                Exit::Unusable
            };
        }
    };
    let catalogue = &is.snapshot.catalogue;
    let terms = catalogue.terms(language);
    let view = DifferenceView::of(&comparison, catalogue, terms);
    let name = |of: &Version| {
        let (period, version) = (of.snapshot.period, of.snapshot.version());
        language.pick(
            format!("{period} 第 {version} 版"),
            format!("{period} version {version}"),
        )
    };
    if console.json {
        let side = |of: &Version| {
            let restated = of.snapshot.restated.as_ref();
            json!({
                "asked": of.asked,
                "period": of.snapshot.period.to_string(),
                "version": of.snapshot.version(),
                "reason": restated.map(|restated| &restated.reason),
            })
        };
        let told = json!({ "was": side(&was), "is": side(&is), "differs": comparison.differs(), "difference": view });
        if let Err(error) = console::document(format!("{told:#}\n").as_bytes()) {
            return unprinted(console, &error);
        }
    } else {
        let mut told = format!("{} → {}\n", name(&was), name(&is));
        if let Some(restated) = &is.snapshot.restated {
            told += &language.pick(
                format!("重述原因：{}\n", restated.reason),
                format!("restated because: {}\n", restated.reason),
            );
        }
        told += "\n";
        told += &if comparison.differs() {
            text(&view, terms)
        } else {
            language
                .pick("数值完全相同\n", "all figures are the same\n")
                .to_owned()
        };
        let exit = printed(console, |out| {
            *out = printable(&told).as_bytes().to_vec();
            Ok(())
        });
        if exit != Exit::Done {
            return exit;
        }
    }
    if comparison.differs() {
        Exit::Findings
    } else {
        Exit::Done
    }
}
