//! What came of a plan, for people and as JSON.

use super::findings;
use super::{Console, Verbosity, document, grouped, printable, to_stderr};
use repcard::job::{PlanJob, PlanOutcome, fails_on};
use repcard::model::Severity;
use repcard::report::findings::FindingView;
use serde_json::json;
use std::io;

impl Console {
    /// Tells what came of a plan.
    pub fn planned(self, asked: &PlanJob, outcome: &PlanOutcome) -> io::Result<()> {
        let (job, language) = (&asked.job, self.language);
        let terms = job.catalogue.terms(language);
        if self.json {
            let view = |finding| FindingView::of(finding, terms);
            let summary = json!({
                "year": asked.year,
                "period": job.period.to_string(),
                "out": job.printing.out.to_string_lossy(),
                "files": outcome.files,
                "reps": outcome.reps,
                "kpis": outcome.kpis,
                "findings": outcome.findings.iter().map(view).collect::<Vec<_>>(),
                "documents": outcome.documents,
                "filled_in": outcome.filled_in,
            });
            return document(format!("{summary:#}\n").as_bytes());
        }
        if self.verbosity == Verbosity::Quiet && !fails_on(&outcome.findings, job.fail_on) {
            return Ok(());
        }
        let mut text = String::new();
        findings::tell(self, terms, &mut text, &outcome.findings, job.fail_on);
        let kpis: Vec<&str> = outcome.kpis.iter().map(|kpi| terms.kpi(*kpi)).collect();
        let counts = Severity::ALL.map(|severity| {
            let count = outcome
                .findings
                .iter()
                .filter(|finding| finding.severity == severity)
                .count();
            format!("{} {}", severity.name(language), grouped(count))
        });
        let published = if outcome.documents.is_empty() {
            language.pick("否（--strict）", "nothing (--strict)").to_owned()
        } else {
            let out = job.printing.out.display().to_string();
            let out = printable(out.strip_prefix("./").unwrap_or(&out)).into_owned();
            let count = grouped(outcome.documents.len());
            language.pick(
                format!("{count} 个文件 → {out}"),
                format!("{count} files → {out}"),
            )
        };
        let facts = [
            (language.pick("计划", "plan"), asked.year.to_string()),
            (
                language.pick("花名册截至", "roster as of"),
                job.period.to_string(),
            ),
            (language.pick("人数", "reps"), grouped(outcome.reps)),
            (
                language.pick("指标", "KPIs"),
                kpis.join(language.pick("、", ", ")),
            ),
            (language.pick("数据问题", "findings"), counts.join("  ")),
            (language.pick("发布", "published"), published),
        ];
        let facts = facts.map(|(name, value)| (name.to_owned(), value));
        self.table(&mut text, &facts);
        self.hint(&mut text, &outcome.findings);
        to_stderr(&text);
        Ok(())
    }
}
