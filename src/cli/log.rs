//! Stages as they pass: lines of a log for whoever collects them, or one line on a terminal that is gone when all is done.
//!
//! Times are seen here and in the record of runs, and in nothing that is published.

use super::args::LogFormat;
use super::console::{self, Console};
use chrono::Local;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use repcard::model::{Language, Period};
use serde_json::{Map, Value};
use std::fmt::{self, Write as _};
use std::time::{Duration, Instant};
use tracing::Subscriber;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::{DefaultGuard, set_default};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::{LookupSpan, Registry};

/// What stages are called on a terminal.
const STAGES: [(&str, &str, &str); 10] = [
    ("read", "读取文件", "reading files"),
    ("recognise", "识别表格", "recognising tables"),
    ("reshape", "整理表格", "reshaping tables"),
    ("records", "校验数据", "checking rows"),
    ("measure", "计算指标", "measuring"),
    ("score", "评分", "scoring"),
    ("print", "打印考核表", "printing forms"),
    ("reports", "生成工作簿和报告", "writing workbooks and reports"),
    ("publish", "发布", "publishing"),
    ("mail", "发送邮件", "mailing"),
];
const TICK: Duration = Duration::from_millis(100);

/// Watches the stages of this thread until it is dropped.
pub(super) struct Watch {
    log: Option<Log>,
    bar: Option<ProgressBar>,
    started: Instant,
    _guard: Option<DefaultGuard>,
}

impl Watch {
    /// Watches where somebody wants to know.
    pub(super) fn new(console: Console, run: &str) -> Self {
        let log = console.log.map(|format| Log {
            format,
            run: run.to_owned(),
        });
        let bar = console.shows_progress.then(bar);
        let is_wanted = log.is_some() || bar.is_some();
        let stages = Stages {
            log: log.clone(),
            bar: bar.clone(),
            language: console.language,
        };
        let guard = is_wanted.then(|| set_default(Registry::default().with(stages)));
        Self {
            log,
            bar,
            started: Instant::now(),
            _guard: guard,
        }
    }

    /// Tells that a run begins.
    pub(super) fn began(&self, period: Period) {
        if let Some(log) = &self.log {
            log.write("began", vec![("period", period.to_string().into())], None);
        }
    }

    /// Takes the line off the terminal, where others write now.
    pub(super) fn pause(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// Tells how a run ended.
    pub(super) fn ended(&self, exit: u8) {
        if let Some(log) = &self.log {
            let elapsed = self.started.elapsed();
            log.write("ended", vec![("exit", exit.into())], Some(elapsed));
        }
    }
}

/// A line that says which stage it is and for how long it has been.
fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    // The template is fixed, so that it parses or it doesn't; without it the usual one is shown.
    if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg} {elapsed}") {
        bar.set_style(style);
    }
    bar
}

/// Lines on stderr.
#[derive(Debug, Clone)]
struct Log {
    format: LogFormat,
    run: String,
}

impl Log {
    fn write(&self, event: &str, numbers: Vec<(&str, Value)>, elapsed: Option<Duration>) {
        let at = Local::now().format("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string();
        let milliseconds = elapsed.map(|elapsed| u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX));
        let line = match self.format {
            LogFormat::Json => {
                let mut object = Map::new();
                object.insert("at".into(), at.into());
                object.insert("run".into(), self.run.clone().into());
                object.insert("event".into(), event.into());
                for (name, number) in numbers {
                    object.insert(name.into(), number);
                }
                if let Some(milliseconds) = milliseconds {
                    object.insert("seconds".into(), (milliseconds as f64 / 1000.0).into());
                }
                Value::Object(object).to_string()
            }
            LogFormat::Human => {
                let mut line = format!("{at} {} {event}", self.run);
                for (name, number) in numbers {
                    let number = number.as_str().map_or_else(|| number.to_string(), str::to_owned);
                    let _ = write!(line, " {name}={number}");
                }
                if let Some(milliseconds) = milliseconds {
                    let (whole, rest) = (milliseconds / 1000, milliseconds % 1000);
                    let _ = write!(line, " {whole}.{rest:03}s");
                }
                line
            }
        };
        console::log_line(&line);
    }
}

/// Hears of stages.
struct Stages {
    log: Option<Log>,
    bar: Option<ProgressBar>,
    language: Language,
}

/// What is known of a stage that has not ended.
struct Known {
    began: Instant,
    numbers: Vec<(&'static str, Value)>,
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Stages {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if let Some(span) = context.span(id) {
            span.extensions_mut().insert(Known {
                began: Instant::now(),
                numbers: Vec::new(),
            });
        }
        let stage = attributes.metadata().name();
        let named = STAGES.into_iter().find(|(name, ..)| *name == stage);
        if let (Some(bar), Some((_, zh, en))) = (&self.bar, named) {
            if bar.is_finished() {
                bar.reset();
            }
            bar.set_message(self.language.pick(zh, en));
            bar.enable_steady_tick(TICK);
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        if let Some(span) = context.span(id)
            && let Some(known) = span.extensions_mut().get_mut::<Known>()
        {
            values.record(&mut Numbers(&mut known.numbers));
        }
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let Some(span) = context.span(&id) else { return };
        let known = span.extensions_mut().remove::<Known>();
        if let (Some(log), Some(known)) = (&self.log, known) {
            log.write(span.name(), known.numbers, Some(known.began.elapsed()));
        }
    }
}

/// Collects numbers; nothing else is ever told of a stage.
struct Numbers<'a>(&'a mut Vec<(&'static str, Value)>);

impl Visit for Numbers<'_> {
    fn record_u64(&mut self, field: &Field, value: u64) {
        self.0.push((field.name(), value.into()));
    }

    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
}
