//! What can be wrong with a file that people write, settings or catalogue: where it stands, what it is, what to do, in
//! both languages.

pub mod toml_file;
mod written;

pub use toml_file::TomlFile;
pub use written::Written;

use crate::model::{Bilingual, Kpi, Language};
use rust_decimal::Decimal;
use std::fmt::Write as _;
use std::ops::Range;
use toml_file::char_start;
use unicode_width::UnicodeWidthStr;

/// A mistake at its place in a settings file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The file's name: `repcard.toml`.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub mistake: Mistake,
    excerpt: String,
    before: String,
    marked: String,
}

impl Complaint {
    /// A mistake at the bytes `span` of `text`.
    pub fn new(file: &str, text: &str, span: Range<usize>, mistake: Mistake) -> Self {
        let start = char_start(text, span.start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let end = char_start(text, span.end).clamp(start, line_end);
        let shown = |text: &str| text.replace('\t', " ").trim_end_matches('\r').to_owned();
        Self {
            file: file.to_owned(),
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            mistake,
            excerpt: shown(&text[line_start..line_end]),
            before: shown(&text[line_start..start]),
            marked: shown(&text[start..end]),
        }
    }

    /// A mistake of the file as a whole.
    pub fn of_file(file: &str, mistake: Mistake) -> Self {
        Self::new(file, "", 0..0, mistake)
    }

    /// `repcard.toml:12:1: …`, and below it the line with the place marked.
    pub fn message(&self, language: Language) -> String {
        let (file, what) = (&self.file, self.mistake.message(language));
        if self.excerpt.trim().is_empty() {
            return format!("{file}: {what}");
        }
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        let indent = " ".repeat(self.before.width());
        let mark = "^".repeat(self.marked.width().max(1));
        let mut message = format!("{file}:{number}:{}: {what}\n", self.column);
        let _ = write!(
            message,
            "  {number} | {}\n  {margin} | {indent}{mark}",
            self.excerpt
        );
        message
    }
}

/// What a value should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A text in quotes.
    Text,
    /// A list of texts.
    Texts,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// A date.
    Date,
    /// A list.
    List,
    /// A table.
    Table,
    /// `[at_least, points]`
    Step,
    /// `"optional"`, `"required"` or a table of what must be there.
    Presence,
    /// The day that rows must reach.
    Until,
    /// `"all"` or a list of teams.
    Teams,
    /// A field of days.
    FieldOfDays,
}

impl Expected {
    fn name(self, language: Language) -> &'static str {
        match self {
            Self::Text => language.pick("文字，要加引号", "a text in quotes"),
            Self::Texts => language.pick(
                "文字列表，例如 [\"a\", \"b\"]",
                "a list of texts such as [\"a\", \"b\"]",
            ),
            Self::Flag => language.pick("布尔值，写 true 或 false", "true or false"),
            Self::Number => language.pick("数字，不加引号", "a number, without quotes"),
            Self::Whole => language.pick("整数", "a whole number"),
            Self::Date => language.pick("日期，例如 2026-10-01", "a date such as 2026-10-01"),
            Self::List => language.pick("列表 [ … ]", "a list [ … ]"),
            Self::Table => language.pick("表，例如 { a = 1 }", "a table such as { a = 1 }"),
            Self::Presence => language.pick(
                "\"optional\"、\"required\" 或表，例如 { rows = 100 }",
                "\"optional\", \"required\" or a table such as { rows = 100 }",
            ),
            Self::Until => language.pick(
                "\"last-working-day\"、离期末的天数（如 3）或日期（如 2026-10-30）",
                "\"last-working-day\", days before the end such as 3, or a date such as 2026-10-30",
            ),
            Self::Teams => language.pick(
                "\"all\" 或团队列表，例如 [\"华东一部\"]",
                "\"all\" or a list of teams such as [\"East\"]",
            ),
            Self::FieldOfDays => language.pick(
                "日期字段（kind = \"date\" 或 \"moment\"）",
                "a field of days (kind = \"date\" or \"moment\")",
            ),
            Self::Step => language.pick("一对数字 [达到, 得分]", "a pair of numbers [at_least, points]"),
        }
    }
}

/// What is wrong with a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    /// The file is no UTF-8 text.
    NotUtf8,
    /// The file is no TOML.
    Syntax {
        /// What the TOML parser said.
        message: String,
        /// A full-width sign on that line, and the sign that was meant.
        full_width: Option<(char, char)>,
    },
    /// A value that the file's form does not allow there: what the TOML parser said.
    Form(String),
    /// A field of KPIs, months, weeks or days in a column that is of none of them.
    NeedsEach(String),
    /// Several keys of which one must be there, and only one.
    NotOneOf(Vec<String>),
    /// What is wrong with an expression, in words.
    Said(Bilingual),
    /// A tera expression that cannot be read: what tera said.
    Expression(String),
    /// No number format that Excel can read.
    NumberFormat(String),
    /// No colour.
    Colour(String),
    /// A key that means nothing here.
    UnknownKey {
        /// The key.
        key: String,
        /// The known key that is nearest.
        nearest: Option<String>,
        /// Every known key.
        known: Vec<String>,
    },
    /// A word that the key doesn't know.
    UnknownWord {
        /// The word.
        word: String,
        /// The known word that is nearest.
        nearest: Option<String>,
        /// Every known word.
        known: Vec<String>,
    },
    /// No encoding that is known.
    UnknownEncoding(String),
    /// Neither an offset from UTC nor a name of a zone that is known.
    UnknownZone {
        /// What stands there.
        text: String,
        /// The name that is nearest.
        nearest: Option<String>,
    },
    /// A key that must be there is not.
    MissingKey(String),
    /// A value of another kind.
    WrongKind(Expected),
    /// A number beyond its bounds.
    OutOfRange {
        /// The least.
        least: Decimal,
        /// The most.
        most: Decimal,
    },
    /// A number with more decimals than repcard carries.
    TooManyDecimals(u32),
    /// Empty where something must stand.
    Empty,
    /// A list of the wrong length.
    WrongLength {
        /// How long it must be.
        expected: usize,
        /// How long it is.
        found: usize,
    },
    /// Stated twice.
    Repeated(String),
    /// A day both off and worked.
    HolidayAndWorked(String),
    /// A glob that cannot be read.
    BadGlob(String),
    /// A font file that is not there.
    NoSuchFile(String),
    /// Numbers of which at least one must be above 0.
    AllZero,
    /// A lower bound above its upper bound.
    Crossed {
        /// The key of the lower bound.
        low: &'static str,
        /// The key of the upper bound.
        high: &'static str,
    },
    /// A percentage where a share is meant.
    Percentage {
        /// The most that a share can be here.
        most: Decimal,
    },
    /// Grades that stand neither best first nor worst first.
    GradesMixed(String),
    /// Grades that begin between 0 and 1, where scores run to 100.
    GradesAsShares,
    /// `ratio` for a KPI that has no target.
    NoTarget(Kpi),
    /// `fraction` for a KPI whose value is no share.
    NoShare(Kpi),
    /// `manual` for a KPI that is measured.
    Measured(Kpi),
    /// A name for a KPI that has one.
    NameOfMeasured,
    /// A KPI's id of other characters than small letters, digits and underscores.
    NotAnId,
    /// An id of a field that expressions could not name.
    NotAFieldId,
    /// A list that does not say whose its rows are.
    NoRepField,
    /// A field of a list of the program's that says anew whose its rows are.
    FieldOfPeople(&'static str),
    /// Words of a field that is of another kind.
    WordsOfOtherKind(&'static str),
    /// Words that are to decide, of a list whose rows no word leaves out.
    WordsDecideNothing,
    /// A name of several lines, or of more characters than this.
    LongName(usize),
    /// A KPI's name that is the header of another column of scores.
    NameOfColumn,
}

impl Mistake {
    /// What is wrong and what to do.
    #[expect(
        clippy::too_many_lines,
        reason = "an arm for each kind, which the compiler counts"
    )]
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::NotUtf8 => language.pick(
                "文件不是 UTF-8 编码；请用“UTF-8”编码另存".into(),
                "the file is not in UTF-8; save it again in the encoding UTF-8".into(),
            ),
            Self::Syntax { message, full_width } => syntax(message, *full_width, language),
            Self::Form(message) => language.pick(
                format!("这里的写法不对（{message}）；请参照 docs/workbook.md"),
                format!("this cannot stand here ({message}); see docs/workbook.md"),
            ),
            Self::NeedsEach(field) => language.pick(
                format!("`{field}` 按指标、月、周或日重复；请放进 each 的 columns，或用 kpi 指明一个指标"),
                format!(
                    "`{field}` repeats; put it into the columns of an `each`, or name one KPI with `kpi`"
                ),
            ),
            Self::NotOneOf(keys) => {
                let keys = keys.join(language.pick("、", ", "));
                language.pick(
                    format!("必须写且只写其中一个：{keys}"),
                    format!("one of these, and only one, must be there: {keys}"),
                )
            }
            Self::Said(said) => said.text(language).to_owned(),
            Self::Expression(message) => language.pick(
                format!("表达式有误（{message}）；请修改"),
                format!("this expression cannot be read ({message}); mend it"),
            ),
            Self::NumberFormat(text) => language.pick(
                format!("`{text}` 不是 Excel 的数字格式；引号和方括号要成对，最多四段，例如 \"#,##0.00\""),
                format!(
                    "`{text}` is no number format of Excel's; quotes and brackets come in pairs, with four parts at most, \
                     like \"#,##0.00\""
                ),
            ),
            Self::Colour(text) => language.pick(
                format!("`{text}` 不是颜色；请写成 \"#1F4E79\" 这样"),
                format!("`{text}` is no colour; write it like \"#1F4E79\""),
            ),
            Self::UnknownKey { key, nearest, known } => {
                let what = language.pick(format!("未知的键 `{key}`"), format!("unknown key `{key}`"));
                what + &suggestion(nearest.as_deref(), known, language)
            }
            Self::UnknownWord { word, nearest, known } => {
                let what = language.pick(format!("未知的值 `{word}`"), format!("unknown value `{word}`"));
                what + &suggestion(nearest.as_deref(), known, language)
            }
            Self::UnknownEncoding(text) => language.pick(
                format!("不认识编码 `{text}`；例如 windows-1252、windows-1251、big5、shift_jis、gb18030"),
                format!("`{text}` is no encoding that is known; for example windows-1252, windows-1251, big5, shift_jis, gb18030"),
            ),
            Self::UnknownZone { text, nearest } => {
                let name = nearest.as_deref().unwrap_or("Asia/Shanghai");
                language.pick(
                    format!("不认识时区 `{text}`；请写成 \"+08:00\"，或 \"{name}\" 这样的名称"),
                    format!("`{text}` is no zone that is known; write \"+08:00\", or a name such as \"{name}\""),
                )
            }
            Self::MissingKey(key) => language.pick(
                format!("缺少 `{key}`；请补上"),
                format!("`{key}` is missing; add it"),
            ),
            Self::WrongKind(expected) => {
                let expected = expected.name(language);
                language.pick(
                    format!("这里应当是{expected}"),
                    format!("this should be {expected}"),
                )
            }
            Self::OutOfRange { least, most } => language.pick(
                format!("应在 {least} 到 {most} 之间"),
                format!("this should be between {least} and {most}"),
            ),
            Self::TooManyDecimals(most) => language.pick(
                format!("最多写 {most} 位小数"),
                format!("write at most {most} decimals"),
            ),
            Self::Empty => language.pick(
                "不能为空；请填写，或删除这一行".into(),
                "this is empty; fill it in or delete the line".into(),
            ),
            Self::WrongLength { expected, found } => language.pick(
                format!("应有 {expected} 个，现有 {found} 个"),
                format!("there should be {expected}, not {found}"),
            ),
            Self::Repeated(what) => language.pick(
                format!("`{what}` 重复了；请只保留一处"),
                format!("`{what}` stands here a second time; keep one of them"),
            ),
            Self::HolidayAndWorked(day) => language.pick(
                format!("{day} 既在 holidays 又在 worked 中；请只保留一处"),
                format!("{day} is both in `holidays` and in `worked`; keep one of them"),
            ),
            Self::BadGlob(reason) => language.pick(
                format!("文件匹配模式有误（{reason}）；可用 * ? [ ] 和 {{period}}"),
                format!("this pattern cannot be read ({reason}); use * ? [ ] and {{period}}"),
            ),
            Self::NoSuchFile(path) => language.pick(
                format!("找不到文件 {path}；路径从账套目录算起"),
                format!("there is no file {path}; paths start at the book's folder"),
            ),
            Self::AllZero => {
                language.pick("至少要有一个大于 0".into(), "at least one must be above 0".into())
            }
            Self::Crossed { low, high } => language.pick(
                format!("`{low}` 大于 `{high}`；请交换或修改"),
                format!("`{low}` is above `{high}`; change one of them"),
            ),
            Self::Percentage { most } => language.pick(
                format!("这里要写比率，50% 写 0.5；最大 {most}"),
                format!("this is a share: write 0.5 for 50%; it is {most} at most"),
            ),
            Self::GradesMixed(grade) => language.pick(
                format!("等级要从高到低（或从低到高）依次写，`{grade}` 的 at_least 打乱了顺序；请修改分数线或调整位置"),
                format!("grades stand best first, or worst first, and `at_least` of `{grade}` breaks that order; change it, or move the grade"),
            ),
            Self::GradesAsShares => language.pick(
                "得分满分为 100，等级的分数线不会都在 1 以下；90% 写 90".into(),
                "scores run to 100, so that grades do not all begin at 1 or below; write 90 for 90%".into(),
            ),
            Self::NoTarget(kpi) => {
                let id = kpi.id();
                language.pick(
                    format!("`{id}` 没有目标，不能用 ratio；请改用 steps、per-unit 或 fraction"),
                    format!(
                        "`{id}` has no target, so it cannot score by ratio; use steps, per-unit or fraction"
                    ),
                )
            }
            Self::Measured(kpi) => {
                let id = kpi.id();
                language.pick(
                    format!("`{id}` 由数据计算，不能用 manual；请为主管评分的指标另取一个 id"),
                    format!("`{id}` is measured, so it cannot score by manual; give the KPI that managers score an id of its own"),
                )
            }
            Self::NameOfMeasured => language.pick(
                "只有 rule 为 manual 的指标才能取名；请删除这一行".into(),
                "only KPIs with the rule manual have a name; delete this line".into(),
            ),
            Self::NotAnId => language.pick(
                "id 以小写字母开头，只用小写字母、数字和下划线，最多 40 个字符".into(),
                "an id begins with a small letter and holds small letters, digits and underscores, at most 40".into(),
            ),
            Self::NotAFieldId => language.pick(
                "字段 id 只用文字、数字和下划线，不以数字开头，最多 47 个字节（约 15 个汉字）".into(),
                "the id of a field holds letters, digits and underscores, no digit first, 47 bytes at most".into(),
            ),
            Self::NoRepField => language.pick(
                "没有说明各行属于谁；请加上 [field.rep]，kind = \"rep\"".into(),
                "nothing says whose the rows are; add [field.rep] with kind = \"rep\"".into(),
            ),
            Self::FieldOfPeople(kind) => language.pick(
                format!("内置清单的业务员和客户由自己的列说明，不能再加 kind = \"{kind}\" 的字段；请用 \"text\" 或 \"id\""),
                format!(
                    "a built-in list has its own columns of reps and customers, and takes no more fields of kind = \"{kind}\"; \
                     use \"text\" or \"id\""
                ),
            ),
            Self::WordsDecideNothing => language.pick(
                "这份清单里没有词能决定一行是否计入；请去掉 words，用 kind = \"text\"".into(),
                "no word leaves a row of this list out; leave `words` out and use kind = \"text\"".into(),
            ),
            Self::WordsOfOtherKind(kind) => language.pick(
                format!("只有 kind = \"word\" 的字段才有 words，这里是 \"{kind}\""),
                format!("words are of fields of kind = \"word\" alone, and this one is \"{kind}\""),
            ),
            Self::LongName(most) => language.pick(
                format!("名称只能有一行，最多 {most} 个字"),
                format!("a name is one line of at most {most} characters"),
            ),
            Self::NameOfColumn => language.pick(
                "这是评分表中另一列的列名；请换一个名称".into(),
                "this is the header of another column of the score sheet; choose another name".into(),
            ),
            Self::NoShare(kpi) => {
                let id = kpi.id();
                language.pick(
                    format!("`{id}` 的数值不是比率，不能用 fraction；请改用 ratio、steps 或 per-unit"),
                    format!(
                        "`{id}` is no share, so it cannot score by fraction; use ratio, steps or per-unit"
                    ),
                )
            }
        }
    }
}

fn syntax(message: &str, full_width: Option<(char, char)>, language: Language) -> String {
    let what = language.pick(
        format!("不符合 TOML 语法（{message}）"),
        format!("this is no TOML ({message})"),
    );
    let hint = full_width.map(|(found, meant)| {
        language.pick(
            format!("；请把全角的 {found} 改为半角的 {meant}"),
            format!("; write {meant} instead of the full-width {found}"),
        )
    });
    what + &hint.unwrap_or_default()
}

fn suggestion(nearest: Option<&str>, known: &[String], language: Language) -> String {
    if let Some(nearest) = nearest {
        return language.pick(
            format!("；是不是 `{nearest}`？"),
            format!("; did you mean `{nearest}`?"),
        );
    }
    let known = known.join(language.pick("、", ", "));
    language.pick(format!("；可用的有：{known}"), format!("; known are: {known}"))
}
