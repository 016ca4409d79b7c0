//! The wording of every problem: what was found and what to do, in both languages.

use super::Damage;
use super::Problem;
use super::late::Late;
use super::{Against, LikeliestDataset};
use super::{RepWithout, RepWriting};
use super::{Unlike, Unscored};
use crate::model::place::{below_inbox, column_letters};
use crate::model::text::{toml_key, toml_text};
use crate::model::{Dataset, DateDoubt, DateOrder, Field, Kpi, Language, Meaning, Month, Terms};
use Language::{Chinese, English};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use std::path::Path;

/// Characters of a message, whatever it quotes: a cell of a book holds no more than 32,767.
const LONGEST_MESSAGE: usize = 10_000;

/// A message without its middle where it is too long: what is said begins and ends it.
fn bounded(message: String) -> String {
    let length = message.chars().count();
    if length <= LONGEST_MESSAGE {
        return message;
    }
    let (first, last) = (LONGEST_MESSAGE * 9 / 10, LONGEST_MESSAGE / 10);
    let start = message.chars().take(first);
    start
        .chain(['…'])
        .chain(message.chars().skip(length - last))
        .collect()
}

impl Problem {
    /// What was found.
    pub fn what(&self, terms: Terms<'_>) -> String {
        bounded(self.found(terms))
    }

    #[expect(
        clippy::too_many_lines,
        reason = "an arm for each kind, which the compiler counts"
    )]
    fn found(&self, terms: Terms<'_>) -> String {
        let language = terms.language;
        let field = |field: &Field| terms.field(*field);
        let kpi = |kpi: &Kpi| terms.kpi(*kpi);
        let dataset = |dataset: &Dataset| terms.dataset(*dataset);
        match (language, self) {
            (Chinese, Self::UnreadableFile { damage }) => format!("无法读取：{}", damage.text(language)),
            (English, Self::UnreadableFile { damage }) => format!("cannot be read: {}", damage.text(language)),
            (Chinese, Self::EncryptedFile) => "文件有密码保护".into(),
            (English, Self::EncryptedFile) => "the file is protected by a password".into(),
            (Chinese, Self::NotASpreadsheet { found }) => format!("文件内容不是表格（看起来是{}）", found.text(language)),
            (English, Self::NotASpreadsheet { found }) => {
                format!("the content is no spreadsheet (it looks like {})", found.text(language))
            }
            (Chinese, Self::TooLarge { limit }) => format!("文件超出安全上限：{}", limit.text(language)),
            (English, Self::TooLarge { limit }) => format!("the file is beyond a safety limit: {}", limit.text(language)),
            (Chinese, Self::UndecodableText { encoding }) => format!("含有不属于 {encoding} 编码的字节，已显示为 �"),
            (English, Self::UndecodableText { encoding }) => format!("holds bytes that are no {encoding} text; they read as �"),
            (Chinese, Self::GuessedEncoding { encoding, sample, .. }) => {
                format!("文件不是 Unicode，按最可能的编码 {encoding} 读取：“{sample}”")
            }
            (English, Self::GuessedEncoding { encoding, sample, .. }) => {
                format!("the file is not Unicode; it was read as {encoding}, which is most likely: \"{sample}\"")
            }
            (Chinese, Self::CutOff) => "表格没有结束标记，文件可能不完整；已有的行照常读取".into(),
            (English, Self::CutOff) => "a table is never closed, so the file may be cut off; the rows that are there were read".into(),
            (Chinese, Self::FormulaWithoutValue { required }) => {
                format!("公式没有保存计算结果，{}", chinese_outcome(*required))
            }
            (English, Self::FormulaWithoutValue { required }) => {
                format!("the formula has no saved result; {}", english_outcome(*required))
            }
            (Chinese, Self::ErrorValue { value, required }) => {
                format!("单元格是错误值 {value}，{}", chinese_outcome(*required))
            }
            (English, Self::ErrorValue { value, required }) => {
                format!("the cell holds the error {value}; {}", english_outcome(*required))
            }
            (Chinese, Self::UnrecognisedSheet { likeliest: None }) => "没有认出表头，未读取".into(),
            (English, Self::UnrecognisedSheet { likeliest: None }) => "no header row was recognised; it was not read".into(),
            (_, Self::UnrecognisedSheet { likeliest: Some(likeliest) }) => unrecognised(likeliest, terms),
            (_, Self::AmbiguousSheet { candidates }) => {
                let names: Vec<_> = candidates.iter().map(|(of, _)| dataset(of)).collect();
                match language {
                    Chinese => format!("表头同样像是{}，未读取", names.join("、")),
                    English => format!("the header fits {} equally well; it was not read", names.join(" and ")),
                }
            }
            (Chinese, Self::NotPinned { dataset: of }) => {
                format!("看起来是{}表，但 [inputs.{}] 指定了别的文件或工作表，未读取", dataset(of), of.id())
            }
            (English, Self::NotPinned { dataset: of }) => {
                format!("looks like {}, but [inputs.{}] names other files or another sheet; it was not read", dataset(of), of.id())
            }
            (Chinese, Self::HeaderNotFound { field: of, header }) => {
                format!("没有 [inputs] 中为“{}”指定的列“{header}”", field(of))
            }
            (English, Self::HeaderNotFound { field: of, header }) => {
                format!("there is no column \"{header}\", which [inputs] names for `{}`", field(of))
            }
            (Chinese, Self::UnusableExpression { key, text, at, mistake, headers }) => {
                let at = at.map_or_else(String::new, |(line, column)| format!("repcard.toml:{line}:{column}："));
                format!("{at}[inputs] 的 {key} = {text} 在此表不能用，未读取：{}（此表的列名：{}）", mistake.zh, headers.join("、"))
            }
            (English, Self::UnusableExpression { key, text, at, mistake, headers }) => {
                let at = at.map_or_else(String::new, |(line, column)| format!("repcard.toml:{line}:{column}: "));
                format!("{at}{key} = {text} of [inputs] cannot be used here, so the table was not read: {} (the headers are: {})", mistake.en, headers.join(", "))
            }
            (Chinese, Self::RowsPassedOver { rows, condition, all: true, .. }) => {
                format!("{rows} 行全都不符合 [inputs] 的 where（{condition}），一行也没有计入")
            }
            (English, Self::RowsPassedOver { rows, condition, all: true, .. }) => {
                format!("none of {rows} rows meets where ({condition}) of [inputs], so that nothing of the sheet counts")
            }
            (Chinese, Self::RowsPassedOver { rows, condition, .. }) => {
                format!("{rows} 行不符合 [inputs] 的 where（{condition}），未计入")
            }
            (English, Self::RowsPassedOver { rows, condition, .. }) => {
                format!("{rows} rows do not meet where ({condition}) of [inputs] and were left out")
            }
            (Chinese, Self::ConditionUndecided { rows, condition, text }) => {
                format!("{rows} 行无法判断是否符合 [inputs] 的 where（{condition}），未计入；第一处是“{text}”")
            }
            (English, Self::ConditionUndecided { rows, condition, text }) => {
                format!("where ({condition}) of [inputs] can tell nothing of {rows} rows, which were left out; the first holds \"{text}\"")
            }
            (Chinese, Self::UnitsInExpressions { headers, .. }) => {
                let headers: Vec<_> = headers.iter().map(|(header, scale)| format!("“{header}”乘以 {scale}")).collect();
                format!("算式中的数已按列名或单元格格式的单位换算：{}", headers.join("、"))
            }
            (English, Self::UnitsInExpressions { headers, .. }) => {
                let headers: Vec<_> = headers.iter().map(|(header, scale)| format!("\"{header}\" times {scale}")).collect();
                format!("numbers in expressions were converted by the units of their headers or formats: {}", headers.join(", "))
            }
            (Chinese, Self::KeyNotThere { rows, on, text, files, left_out }) => {
                let outcome = if *left_out { "，未计入" } else { "，取不到的列空着" };
                format!("{rows} 行的“{on}”在 {files} 里查不到{outcome}；第一处是“{text}”")
            }
            (English, Self::KeyNotThere { rows, on, text, files, left_out }) => {
                let outcome = if *left_out { "and were left out" } else { "so that what they look up is empty" };
                format!("{rows} rows have a \"{on}\" that is not in {files}, {outcome}; the first is \"{text}\"")
            }
            (Chinese, Self::KeyRepeated { rows, on, text, files }) => {
                format!("{rows} 行的“{on}”在 {files} 里查到多行，内容不同，未计入；第一处是“{text}”")
            }
            (English, Self::KeyRepeated { rows, on, text, files }) => {
                format!("{rows} rows have a \"{on}\" that stands several times in {files}, with different contents, and were left out; the first is \"{text}\"")
            }
            (Chinese, Self::CellsAsRows { columns, first, last, rows, made, of_months, year }) => {
                let months = if *of_months { "，每行是一个月的合计，日期记为当月 1 日" } else { "" };
                format!("“{first}”至“{last}”{columns} 列，{rows} 行拆成 {made} 行{months}{}", year_zh(*year))
            }
            (English, Self::CellsAsRows { columns, first, last, rows, made, of_months, year }) => {
                let months = if *of_months { "; each is the sum of a month and dated by its first day" } else { "" };
                format!("{rows} rows became {made}, one a cell of the {columns} columns \"{first}\" to \"{last}\"{months}{}", year_en(*year))
            }
            (Chinese, Self::SumsOfMonths { rows, year }) => {
                format!("{rows} 行各是一个月的合计，日期记为当月 1 日；只写了月份的按 {} 年", year.0)
            }
            (English, Self::SumsOfMonths { rows, year }) => {
                format!("{rows} rows are sums of a month each, dated by its first day; months without a year are of {}", year.0)
            }
            (Chinese, Self::FiguresByMonth { year, .. }) => {
                format!("只有各月的数，没有写明是目标还是实际完成，按 {year} 年的销售目标读取")
            }
            (English, Self::FiguresByMonth { year, .. }) => {
                format!("figures by month, with nothing that says targets or results; they are taken for the sales targets of {year}")
            }
            (Chinese, Self::ResultsByMonth { said }) => {
                format!("各月的数，“{said}”表明是实际完成而不是目标，未按目标读取")
            }
            (English, Self::ResultsByMonth { said }) => {
                format!("figures by month, and \"{said}\" says that they are results; they are not read as targets")
            }
            (Chinese, Self::RowsOfResults { words, rows }) => {
                format!("只读取目标行；“{}”等 {rows} 行不是目标，未读取", words.join("”“"))
            }
            (English, Self::RowsOfResults { words, rows }) => {
                format!("only the rows of targets are read; {rows} rows of \"{}\" are not", words.join("\", \""))
            }
            (_, Self::UnreadDataset { dataset: of, likeliest, pin: _ }) => {
                let of = dataset(of);
                let near = likeliest.as_ref().map(|likeliest| {
                    let row = likeliest.header_row;
                    let missing: Vec<_> = likeliest.missing.iter().map(field).collect();
                    match (language, missing.is_empty()) {
                        (Chinese, false) => format!("；第 {row} 行最像表头，但缺少“{}”", missing.join("”“")),
                        (English, false) => format!("; row {row} is most like its header, but lacks `{}`", missing.join("`, `")),
                        (Chinese, true) => format!("；第 {row} 行像表头，但另有列表明它是别的表"),
                        (English, true) => format!("; row {row} is like its header, but another column speaks against it"),
                    }
                });
                let near = near.unwrap_or_default();
                match language {
                    Chinese => format!("应是{of}表，但没有认出，一行也没有计入{near}"),
                    English => format!("this should be {of}, but was not recognised, and nothing of it counts{near}"),
                }
            }
            (_, Self::HiddenSheets { sheets, all, dataset: of, pin: _ }) => {
                let names = sheets.join(language.pick("、", ", "));
                let of = of.as_ref().map(|of| match language {
                    Chinese => format!("，应是{}", dataset(of)),
                    English => format!("; they should be {}", dataset(of)),
                });
                let of = of.unwrap_or_default();
                match (language, all) {
                    (Chinese, true) => format!("工作簿的工作表（{names}）都是隐藏的，没有读取{of}"),
                    (English, true) => format!("all sheets of the workbook ({names}) are hidden and were not read{of}"),
                    (Chinese, false) => format!("工作表 {names} 是隐藏的，没有读取{of}"),
                    (English, false) => format!("the sheet {names} is hidden and was not read{of}"),
                }
            }
            (
                _,
                Self::AmountsConverted { .. }
                | Self::UnitUnsure { .. }
                | Self::OtherCurrency { .. }
                | Self::AmountsJump { .. }
                | Self::AmountsTurned { .. }
                | Self::TargetsOutOfScale { .. },
            ) => self.found_of_money(language),
            (
                _,
                Self::TableGone { .. }
                | Self::FewerRows { .. }
                | Self::AmountsShifted { .. }
                | Self::UnitChanged { .. }
                | Self::LayoutIsOther { .. }
                | Self::WordIsNew { .. }
                | Self::EarlierUnread { .. },
            ) => self.found_of_changes(terms),
            (Chinese, Self::MissingColumn { dataset: of, field: missing }) => {
                format!("{}表缺少“{}”列", dataset(of), field(missing))
            }
            (English, Self::MissingColumn { dataset: of, field: missing }) => {
                format!("{} without a column for `{}`", dataset(of), field(missing))
            }
            (Chinese, Self::NoAnswers { dataset: of, field: missing }) => {
                format!("{}表没有“{}”列，每一行都按没有完成计", dataset(of), field(missing))
            }
            (English, Self::NoAnswers { dataset: of, field: missing }) => {
                format!(
                    "{} without a column for `{}`: every row counts as not done",
                    dataset(of),
                    field(missing)
                )
            }
            (Chinese, Self::UnusedColumns { columns }) => {
                let columns = columns.iter().map(|column| match column.nearest {
                    Some(nearest) => format!("“{}”（最接近的字段是“{}”）", column.header, field(&nearest)),
                    None => format!("“{}”", column.header),
                });
                format!("未使用的列：{}", columns.collect::<Vec<_>>().join("、"))
            }
            (English, Self::UnusedColumns { columns }) => {
                let named = columns.iter().map(|column| match column.nearest {
                    Some(nearest) => format!("\"{}\" (nearest field: `{}`)", column.header, field(&nearest)),
                    None => format!("\"{}\"", column.header),
                });
                let named = named.collect::<Vec<_>>().join(", ");
                match columns.len() {
                    1 => format!("column {named} is not used"),
                    _ => format!("columns {named} are not used"),
                }
            }
            (Chinese, Self::RepeatedColumn { field: of, header, read, with_tax: false, .. }) => {
                format!("列“{header}”与列“{read}”都是“{}”，只读取“{read}”", field(of))
            }
            (English, Self::RepeatedColumn { field: of, header, read, with_tax: false, .. }) => {
                format!("column \"{header}\" is a second one for `{}`; \"{read}\" is read", field(of))
            }
            (Chinese, Self::RepeatedColumn { field: of, header, read, with_tax: true, .. }) => {
                format!("列“{header}”与列“{read}”都是“{}”，读取含税的“{read}”", field(of))
            }
            (English, Self::RepeatedColumn { field: of, header, read, with_tax: true, .. }) => {
                format!("column \"{header}\" is a second one for `{}`; \"{read}\", which includes tax, is read", field(of))
            }
            (Chinese, Self::UnusedLine { table, key }) => match table.as_str() {
                "rates" => format!("repcard.toml 的 [rates] 写有 {key}，而没有一笔金额写明是 {key}"),
                "scale" => format!("repcard.toml 的 [scale] 写有“{key}”，而没有这样的订单或目标文件"),
                table => format!("repcard.toml 的 [{table}] 写有“{key}”，而没有这样的文件"),
            },
            (English, Self::UnusedLine { table, key }) => match table.as_str() {
                "rates" => format!("[rates] of repcard.toml states {key}, and no amount says that it is in {key}"),
                "scale" => format!("[scale] of repcard.toml names \"{key}\", and no file of orders or targets is called so"),
                table => format!("[{table}] of repcard.toml names \"{key}\", and no file is called so"),
            },
            (Chinese, Self::RepFromName { dataset: of, count, names, by_sheet }) => {
                let by = if *by_sheet { "工作表" } else { "文件" };
                format!("{}表没有业务员一列，{by}以业务员命名，各行按{by}名归属（{}）", dataset(of), some(names, *count, language))
            }
            (English, Self::RepFromName { dataset: of, count, names, by_sheet }) => {
                let by = if *by_sheet { "sheets" } else { "files" };
                format!("{} without a column for the rep; the {by} are named by reps, whose their rows are ({})", dataset(of), some(names, *count, language))
            }
            (Chinese, Self::TeamFromName { count, teams }) => {
                format!("花名册没有团队一列，团队取自工作表名（{}）", some(teams, *count, language))
            }
            (English, Self::TeamFromName { count, teams }) => {
                format!("a roster without a column for the team; teams are those that its sheets are named by ({})", some(teams, *count, language))
            }
            (Chinese, Self::SeveralCurrencies { header, currencies, amount }) if header == amount => {
                format!("“{amount}”列的单元格里写着不同的货币（{}），却按同一种货币相加", currencies.join("、"))
            }
            (English, Self::SeveralCurrencies { header, currencies, amount }) if header == amount => {
                format!("cells of \"{amount}\" state several currencies ({}), yet they are added up as if they were all one", currencies.join(", "))
            }
            (Chinese, Self::SeveralCurrencies { header, currencies, amount }) => {
                format!("“{header}”列有“{}”，“{amount}”却按同一种货币相加", currencies.join("”“"))
            }
            (English, Self::SeveralCurrencies { header, currencies, amount }) => {
                format!("\"{header}\" holds {}, yet \"{amount}\" is added up as if it were all one", currencies.join(", "))
            }
            (Chinese, Self::NothingMatched { dataset: of, pattern }) => {
                format!("[inputs.{}] 中的“{pattern}”没有匹配到任何文件或工作表", of.id())
            }
            (English, Self::NothingMatched { dataset: of, pattern }) => {
                format!("\"{pattern}\" of [inputs.{}] matches no file or sheet", of.id())
            }
            (Chinese, Self::MissingValue { field: of }) => format!("“{}”为空，该行未计入", field(of)),
            (English, Self::MissingValue { field: of }) => format!("`{}` is empty; the row is left out", field(of)),
            (Chinese, Self::MergedFigure { field: of, rows, counts: true }) => {
                format!("“{}”的一个数字合并了 {rows} 行，只计在第一行", field(of))
            }
            (English, Self::MergedFigure { field: of, rows, counts: true }) => {
                format!("`{}` is one figure merged over {rows} rows; it counts for the first alone", field(of))
            }
            (Chinese, Self::MergedFigure { field: of, rows, counts: false }) => {
                format!("“{}”的一个数字合并了 {rows} 行，分不清是谁的，未计入", field(of))
            }
            (English, Self::MergedFigure { field: of, rows, counts: false }) => {
                format!("`{}` is one figure merged over {rows} rows, and nobody can tell whose it is; it does not count", field(of))
            }
            (Chinese, Self::NotANumber { field: of, text, required }) => {
                format!("“{}”的内容“{text}”不是数字，{}", field(of), chinese_outcome(*required))
            }
            (English, Self::NotANumber { field: of, text, required }) => {
                format!("`{}` is text \"{text}\", not a number; {}", field(of), english_outcome(*required))
            }
            (Chinese, Self::NotADate { field: of, text, required }) => {
                format!("“{}”的内容“{text}”不是日期，{}", field(of), chinese_outcome(*required))
            }
            (English, Self::NotADate { field: of, text, required }) => {
                format!("`{}` is \"{text}\", not a date; {}", field(of), english_outcome(*required))
            }
            (Chinese, Self::NotYesOrNo { field: of, text, required }) => {
                format!("“{}”的内容“{text}”既不是“是”也不是“否”，{}", field(of), chinese_outcome(*required))
            }
            (English, Self::NotYesOrNo { field: of, text, required }) => {
                format!("`{}` is \"{text}\", neither yes nor no; {}", field(of), english_outcome(*required))
            }
            (_, Self::AmbiguousDate { field: of, text, rows, required, doubt, .. }) => {
                ambiguous_date(language, field(of), (text, *rows, *required), doubt)
            }
            (Chinese, Self::AmbiguousNumber { field: of, text, rows, required, .. }) => format!(
                "“{}”的内容“{text}”分不清点和逗号哪个是小数点{}，{}",
                field(of), chinese_column_rows(*rows), chinese_outcome(*required)
            ),
            (English, Self::AmbiguousNumber { field: of, text, rows, required, .. }) => format!(
                "`{}` is \"{text}\", and nothing tells whether decimals stand behind a point or a comma{}; {}",
                field(of), english_rows(*rows), english_outcome(*required)
            ),
            (Chinese, Self::HalfConvertedDates { field: of, rows, date, swapped, .. }) => format!(
                "“{}”一半是文字、一半是日期：表格软件把日当成了月，{date} 应是 {}（共 {rows} 行），{}",
                field(of), turned(*date), if *swapped { "已按此读取" } else { "但无法确定，按表中所写读取" }
            ),
            (English, Self::HalfConvertedDates { field: of, rows, date, swapped, .. }) => format!(
                "`{}` holds texts and dates: a spreadsheet took days for months, and {date} was probably {} ({rows} rows); {}",
                field(of), turned(*date),
                if *swapped { "they are read that way" } else { "nothing settles it, so they are read as they stand" }
            ),
            (Chinese, Self::StatedZone { field: of, rows, days, months, known: true }) => format!(
                "“{}”有 {rows} 行写明了时区，已换算为账套的时区：{days} 行换了日期，其中 {months} 行换了月份", field(of)
            ),
            (English, Self::StatedZone { field: of, rows, days, months, known: true }) => format!(
                "`{}` states its zone in {rows} rows, converted to the book's: {days} are of another day for it, {months} of another month",
                field(of)
            ),
            (Chinese, Self::StatedZone { field: of, rows, months, known: false, .. }) => format!(
                "“{}”有 {rows} 行写明了时区，但账套没有写明时区，按所写的时间读取；其中 {months} 行可能属于另一个月", field(of)
            ),
            (English, Self::StatedZone { field: of, rows, months, known: false, .. }) => format!(
                "`{}` states its zone in {rows} rows, but the book has none, so times are read as they stand; {months} may be of another month",
                field(of)
            ),
            (Chinese, Self::WideRow { rows, fields, headers, parted }) => format!(
                "该行有 {fields} 列，表头只有 {headers} 列{}；{}未计入",
                parted.as_ref().map(|text| format!("（可能是 {text} 没有加引号）")).unwrap_or_default(),
                if *rows == 1 { "该行".to_owned() } else { format!("这样的行共 {rows} 行，") }
            ),
            (English, Self::WideRow { rows, fields, headers, parted }) => format!(
                "the row has {fields} fields, and the header {headers}{}; {}",
                parted.as_ref().map(|text| format!(" (probably {text} without quotation marks)")).unwrap_or_default(),
                if *rows == 1 { "it is left out".to_owned() } else { format!("{rows} such rows are left out") }
            ),
            (Chinese, Self::UnknownWord { field: of, word, rows, taken, .. }) => {
                let taken = taken.map_or("空白", |taken| taken.outcome(language));
                format!("“{}”列的词“{word}”不认识，共 {rows} 行，按“{taken}”处理", field(of))
            }
            (English, Self::UnknownWord { field: of, word, rows, taken, .. }) => {
                let taken = taken.map_or("it counts as empty", |taken| taken.outcome(language));
                format!("the word \"{word}\" in `{}` is not known; rows: {rows}; taken as: {taken}", field(of))
            }
            (Chinese, Self::UnknownWords { field: of, words, distinct, rows, taken, .. }) => {
                let taken = taken.map_or("空白", |taken| taken.outcome(language));
                let words = words.join("”“");
                format!("“{}”列有 {distinct} 个不认识的词，如“{words}”，共 {rows} 行，按“{taken}”处理", field(of))
            }
            (English, Self::UnknownWords { field: of, words, distinct, rows, taken, .. }) => {
                let taken = taken.map_or("they count as empty", |taken| taken.outcome(language));
                let words = words.join("\", \"");
                format!("{distinct} words in `{}` are not known, such as \"{words}\"; rows: {rows}; taken as: {taken}", field(of))
            }
            (Chinese, Self::UnreadWords { header, words, rows, .. }) => {
                let words: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
                format!("没有读取列“{header}”，而其中有“{}”：共 {rows} 行照常计入", words.join("”“"))
            }
            (English, Self::UnreadWords { header, words, rows, .. }) => {
                let words: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
                format!("column \"{header}\" is not read, and says \"{}\"; rows that count all the same: {rows}", words.join("\", \""))
            }
            (Chinese, Self::LostWithoutDate { words, rows }) => {
                format!("状态为“{}”的客户共 {rows} 行没有流失日期，任何月份都不计为流失", words.join("”“"))
            }
            (English, Self::LostWithoutDate { words, rows }) => {
                format!("customers with the status \"{}\" and no date of it are lost in no month; rows: {rows}", words.join("\", \""))
            }
            (Chinese, Self::UnansweredWithDuration { words, rows, .. }) => {
                format!("{rows} 通电话写着“{}”，通话时长却大于 0，按接通计入", words.join("”“"))
            }
            (English, Self::UnansweredWithDuration { words, rows, .. }) => {
                format!("{rows} calls say \"{}\" and lasted longer than 0; they count as answered", words.join("\", \""))
            }
            (Chinese, Self::LeftWithoutDate { rep_id, word, is_appraised: true }) => {
                format!("{rep_id} 的状态是“{word}”，没有离职日期；本期有此人的记录，仍按在职考核")
            }
            (English, Self::LeftWithoutDate { rep_id, word, is_appraised: true }) => {
                format!("{rep_id} is \"{word}\" with no date of leaving; rows of the period name the rep, who is appraised")
            }
            (Chinese, Self::LeftWithoutDate { rep_id, word, is_appraised: false }) => {
                format!("{rep_id} 的状态是“{word}”，没有离职日期；本期没有此人的记录，不考核")
            }
            (English, Self::LeftWithoutDate { rep_id, word, is_appraised: false }) => {
                format!("{rep_id} is \"{word}\" with no date of leaving; no row of the period names the rep, who is not appraised")
            }
            (Chinese, Self::DoubtfulWord { field: of, word, rows, taken, .. }) => {
                let taken = taken.outcome(language);
                format!("“{}”列的词“{word}”各公司含义不同，共 {rows} 行，按“{taken}”处理", field(of))
            }
            (English, Self::DoubtfulWord { field: of, word, rows, taken, .. }) => {
                let taken = taken.outcome(language);
                format!("not every company means the same by \"{word}\" in `{}`; rows: {rows}; taken as: {taken}", field(of))
            }
            (Chinese, Self::LostDigits { field: of, text }) => {
                format!("“{}”是超过 15 位的数字（{text}），末尾数字已丢失", field(of))
            }
            (English, Self::LostDigits { field: of, text }) => {
                format!("`{}` is a number of more than 15 digits ({text}); its last digits are lost", field(of))
            }
            (Chinese, Self::UnknownRep { value, rows }) => format!("花名册中没有“{value}”，{}未计入", chinese_rows(*rows)),
            (English, Self::UnknownRep { value, rows }) => {
                format!("\"{value}\" is nobody on the roster; {}", english_rows_left_out(*rows))
            }
            (Chinese, Self::AmbiguousRep { value, candidates, rows }) => {
                format!("有多人叫“{value}”（{}），{}未计入", candidates.join("、"), chinese_rows(*rows))
            }
            (English, Self::AmbiguousRep { value, candidates, rows }) => {
                let left_out = english_rows_left_out(*rows);
                format!("several reps are called \"{value}\" ({}); {left_out}", candidates.join(", "))
            }
            (Chinese, Self::UnclearRep { value, rep_ids, rest, rows }) => {
                let whom = rep_ids.join("、");
                let rows = chinese_rows(*rows);
                match rest {
                    Some(rest) => format!("“{value}”中有 {whom}，但“{rest}”不知是谁，{rows}未计入"),
                    None => format!("“{value}”指向不止一人（{whom}），{rows}未计入"),
                }
            }
            (English, Self::UnclearRep { value, rep_ids, rest, rows }) => {
                let whom = rep_ids.join(", ");
                let left_out = english_rows_left_out(*rows);
                match rest {
                    Some(rest) => format!("\"{value}\" names {whom}, but nobody knows who \"{rest}\" is; {left_out}"),
                    None => format!("\"{value}\" names more than one rep ({whom}); {left_out}"),
                }
            }
            (Chinese, Self::CustomerNotNamed { rows }) => {
                format!("{}没有写客户：计入销售额，不计入任何客户指标", chinese_rows(*rows))
            }
            (English, Self::CustomerNotNamed { rows }) => match rows {
                1 => "the row names no customer: it counts as sales, and for no figure of customers".into(),
                rows => format!("{rows} rows name no customer: they count as sales, and for no figure of customers"),
            },
            (Chinese, Self::Rehired { rep_id, left, since }) => {
                format!("{rep_id} 于 {left} 离职，{since} 再次入职，按在职计算")
            }
            (English, Self::Rehired { rep_id, left, since }) => {
                format!("{rep_id} left on {left} and came back on {since}; the present employment counts")
            }
            (_, Self::RepWrittenOtherwise { how, example, rep_id, rows }) => match (language, how) {
                (Chinese, RepWriting::Decorated) => {
                    format!("有 {rows} 行的业务员除姓名或工号外还写了别的，如“{example}”，按 {rep_id} 计入")
                }
                (Chinese, RepWriting::OtherZeros) => {
                    format!("有 {rows} 行的工号开头的 0 与花名册不同，如“{example}”，按 {rep_id} 计入")
                }
                (English, RepWriting::Decorated) => format!(
                    "{rows} {} more of the rep than name or number, as \"{example}\", which counts for {rep_id}",
                    if *rows == 1 { "row says" } else { "rows say" }
                ),
                (English, RepWriting::OtherZeros) => format!(
                    "{rows} {} other zeros at the start of the rep's number than the roster, as \"{example}\", which counts for {rep_id}",
                    if *rows == 1 { "row has" } else { "rows have" }
                ),
            },
            (Chinese, Self::RepNameDiffers { rep_id, roster_name, row_name }) => {
                format!("工号 {rep_id} 在花名册中是“{roster_name}”，此行写的是“{row_name}”，按工号计入")
            }
            (English, Self::RepNameDiffers { rep_id, roster_name, row_name }) => {
                format!("rep {rep_id} is \"{roster_name}\" on the roster but \"{row_name}\" here; the number decides")
            }
            (Chinese, Self::OutsideEmployment { rep_id, date }) => format!("日期 {date} 不在 {rep_id} 的在职期间内，仍计入"),
            (English, Self::OutsideEmployment { rep_id, date }) => {
                format!("{date} is outside the employment of {rep_id}; the row counts")
            }
            (Chinese, Self::RepeatedInAnotherFile { first, rows: 1 }) => {
                format!("与 {first} 完全相同（重复导出），只计一次")
            }
            (English, Self::RepeatedInAnotherFile { first, rows: 1 }) => {
                format!("equals {first} (exported again); it counts once")
            }
            (Chinese, Self::RepeatedInAnotherFile { first, rows }) => {
                format!("从此行起共有 {rows} 行与 {first} 起的行完全相同（重复导出），只计一次")
            }
            (English, Self::RepeatedInAnotherFile { first, rows }) => {
                format!("from here on {rows} rows equal those from {first} on (exported again); they count once")
            }
            (Chinese, Self::RowRestated { dataset, kept, rows, fields, newer }) => {
                let fields: Vec<&str> = fields.iter().map(field).collect();
                let why = if *newer { "较新" } else { "较全或靠后" };
                format!(
                    "{}中有 {rows} 行与 {kept} 等行的编号相同，{}不同；只计{why}的一行，此处的不计入",
                    terms.dataset(*dataset),
                    fields.join("、"),
                )
            }
            (English, Self::RowRestated { dataset, kept, rows, fields, newer }) => {
                let fields: Vec<&str> = fields.iter().map(field).collect();
                let which = if *newer { "the newer" } else { "the fuller or later" };
                format!(
                    "{}: {rows} rows have the number of rows such as {kept} and differ in {}; {which} one counts, and not those here",
                    terms.dataset(*dataset),
                    fields.join(", "),
                )
            }
            (_, Self::ExportedOtherwise { dataset, kept, rows, fields, filled }) => {
                let fields: Vec<&str> = fields.iter().map(field).collect();
                let fields = fields.join(language.pick("、", ", "));
                let of = terms.dataset(*dataset);
                match (language, filled) {
                    (Chinese, _) if fields.is_empty() => format!("{of}中有 {rows} 行与 {kept} 等行是同一条，只是写法不同；只计一次"),
                    (English, _) if fields.is_empty() => format!("{of}: rows written otherwise at {kept} and after: {rows}; they count once"),
                    (Chinese, true) => format!("{of}中有 {rows} 行与 {kept} 等行是同一条，那边补填了{fields}；只计补填后的一行"),
                    (Chinese, false) => format!("{of}中有 {rows} 行与 {kept} 等行是同一条，{fields}不同；只计那一行，此处的不计入"),
                    (English, true) => format!("{of}: rows that stand at {kept} and after with {fields} filled in: {rows}; those there count, once"),
                    (English, false) => format!("{of}: rows that {kept} and others state otherwise: {rows}; {fields} differ; those there count, and not these"),
                }
            }
            (_, Self::PerhapsRestated { dataset, other, rows, numbered }) => {
                let of = terms.dataset(*dataset);
                match (language, numbered) {
                    (Chinese, true) => format!("{of}中有 {rows} 行与 {other} 等行的编号相同，别的内容不同，看不出是不是同一条；都计入"),
                    (Chinese, false) => format!("{of}中有 {rows} 行与 {other} 等行的业务员、日期等相同，别的内容不同，看不出是不是同一条；都计入"),
                    (English, true) => format!("{of}: rows that bear the number of {other} and others and differ from them: {rows}; nothing tells whether they are the same; all count"),
                    (English, false) => format!("{of}: rows of the rep and day of {other} and others that differ from them: {rows}; nothing tells whether they are the same; all count"),
                }
            }
            (Chinese, Self::RepeatedRow { first }) => format!("与 {first} 完全相同，只计一次"),
            (English, Self::RepeatedRow { first }) => format!("equals {first}; it counts once"),
            (Chinese, Self::PossibleDuplicate { first }) => format!("与 {first} 完全相同，可能重复，两行都计入"),
            (English, Self::PossibleDuplicate { first }) => format!("equals {first}, perhaps by mistake; both count"),
            (Chinese, Self::ReturnsTakenOff { header, rows, amount }) => {
                format!("这是退货或红字单据，“{header}”有 {rows} 行写成正数，共 {amount}，已从销售额中扣减")
            }
            (English, Self::ReturnsTakenOff { header, rows, amount }) => {
                format!("these are returns or credit notes; \"{header}\" is positive in {rows} rows, {amount} in all, and taken off sales")
            }
            (Chinese, Self::NegativeQuantity { header, rows, amount, taken_off: true }) => {
                format!("{rows} 行“{header}”为负而金额为正，共 {amount}，按退货从销售额中扣减")
            }
            (Chinese, Self::NegativeQuantity { header, rows, amount, taken_off: false }) => {
                format!("{rows} 行“{header}”为负而金额为正，共 {amount}；多数行如此，按所写的正数计入")
            }
            (English, Self::NegativeQuantity { header, rows, amount, taken_off: true }) => {
                format!("\"{header}\" is negative and the amount is not in {rows} rows, {amount} in all: returns, taken off sales")
            }
            (English, Self::NegativeQuantity { header, rows, amount, taken_off: false }) => {
                format!("\"{header}\" is negative and the amount is not in {rows} rows, most of them, {amount} in all: they count as written")
            }
            (Chinese, Self::OrderTotalRepeated { header, orders, lines, repeated, counts_once }) => {
                let outcome = if *counts_once { "每单只计一次，少计" } else { "分不清是否整单金额，各行都计入；若是，多计了" };
                format!("{orders} 个订单的 {lines} 行各写着相同的“{header}”；{outcome} {repeated}")
            }
            (English, Self::OrderTotalRepeated { header, orders, lines, repeated, counts_once }) => {
                let outcome = if *counts_once { "it counts once an order, which is less by" } else { "nothing tells whether it is the order's, and each line counts; if it is, too much by" };
                format!("\"{header}\" is the same on all {lines} lines of {orders} orders; {outcome} {repeated}")
            }
            (Chinese, Self::FilledDown { fields, rows }) => {
                let fields: Vec<_> = fields.iter().map(field).collect();
                format!("表按组排列，{}只写在每组第一行；下面 {rows} 行按其上一行的计入", fields.join("、"))
            }
            (English, Self::FilledDown { fields, rows }) => {
                let fields: Vec<_> = fields.iter().map(field).collect();
                format!("the list is grouped: {} stand in the first row of each group alone; {rows} rows count with what is above them", fields.join(" and "))
            }
            (Chinese, Self::PointsTakenOff { header, rows, points }) => {
                format!("“{header}”都没有正负号，而 {rows} 行是违纪或扣分，共 {points} 分，已扣减")
            }
            (English, Self::PointsTakenOff { header, rows, points }) => {
                format!("no \"{header}\" bears a sign, and {rows} rows are plainly offences, {points} points in all: they are taken off")
            }
            (Chinese, Self::LateOrders { order_id, closed, orders, late }) => {
                let orders = if *orders == 1 { format!("订单 {order_id}") } else { format!("{order_id} 等 {orders} 个订单") };
                match late {
                    Late::Carried { into } => format!("{orders} 日期在 {closed}，关账之后才出现；按方案 late_orders = \"carry\" 计入 {into}"),
                    Late::Ignored => format!("{orders} 日期在 {closed}，关账之后才出现；按方案 late_orders = \"ignore\" 不计入"),
                    Late::Differs => format!("{orders} 日期在 {closed}，与关账时不同；这里按现在的数据用于环比等历史比较，已发布的 {closed} 没有变"),
                }
            }
            (English, Self::LateOrders { order_id, closed, orders, late }) => {
                let orders = if *orders == 1 { format!("order {order_id}") } else { format!("{orders} orders, {order_id} the first,") };
                match late {
                    Late::Carried { into } => format!("{orders} of {closed} came after that was closed; by late_orders = \"carry\" of the policy it counts in {into}"),
                    Late::Ignored => format!("{orders} of {closed} came after that was closed; by late_orders = \"ignore\" of the policy it counts nowhere"),
                    Late::Differs => format!("{orders} of {closed} is not as it was when that was closed; growth and the like are computed from it as it is now, and what is published of {closed} is unchanged"),
                }
            }
            (Chinese, Self::OrderExportedAgain { order_id, other, orders, rows, amounts: [counts, left_out], kept }) => {
                let orders = if *orders == 1 { format!("订单 {order_id}") } else { format!("{order_id} 等 {orders} 个订单") };
                let difference = difference(*counts, *left_out, "，相差 ");
                let kept = kept.name(language);
                format!("{orders} 在 {other} 也有，内容不同；按那里（{kept}）计 {counts}，此处 {rows} 行共 {left_out} 未计入{difference}")
            }
            (English, Self::OrderExportedAgain { order_id, other, orders, rows, amounts: [counts, left_out], kept }) => {
                let orders = if *orders == 1 { format!("order {order_id} stands") } else { format!("{orders} orders, {order_id} the first, stand") };
                let difference = difference(*counts, *left_out, ", a difference of ");
                let kept = kept.name(language);
                let rows = if *rows == 1 { "the row here".to_owned() } else { format!("{rows} rows here") };
                format!("{orders} in {other} as well and differ: {counts} counts as stated there, {kept}; {rows}, {left_out}, left out{difference}")
            }
            (Chinese, Self::OrderInTwoSheets { order_id, other, orders, amounts: [there, here] }) => {
                let orders = if *orders == 1 { format!("订单 {order_id}") } else { format!("{order_id} 等 {orders} 个订单") };
                format!("{orders} 在 {other} 也有（{there}），与此处（{here}）不同，分不清是同一订单的不同部分还是两次导出；两处都计入")
            }
            (English, Self::OrderInTwoSheets { order_id, other, orders, amounts: [there, here] }) => {
                let orders = if *orders == 1 { format!("order {order_id} stands") } else { format!("{orders} orders, {order_id} the first, stand") };
                format!("{orders} in {other} as well ({there} there, {here} here), as parts or exported twice: nothing tells, and both count")
            }
            (Chinese, Self::OrderNumbersRestart { order_id, first, numbers }) => {
                let numbers = if *numbers == 1 { String::new() } else { format!("等 {numbers} 个编号") };
                format!("编号 {order_id} {numbers}在 {first} 是另一客户、另一日期的订单；各算一张，都计入")
            }
            (English, Self::OrderNumbersRestart { order_id, first, numbers }) => {
                let numbers = if *numbers == 1 { String::new() } else { format!(" (and {} others likewise)", numbers - 1) };
                format!("number {order_id} is another customer's order of another day at {first}{numbers}; each counts as an order of its own")
            }
            (Chinese, Self::OrderOfTwoReps { order_id, first, rep_ids: [one, other] }) => {
                format!("订单 {order_id} 在 {first} 属于 {one}，在此行属于 {other}；各行按所写的人计入")
            }
            (English, Self::OrderOfTwoReps { order_id, first, rep_ids: [one, other] }) => {
                format!("order {order_id} is {one}'s at {first} and {other}'s here; each row counts for whom it names")
            }
            (Chinese, Self::OrdersShared { orders, rows, stated, counted }) => format!(
                "{orders} 个订单由几人分成，共 {rows} 行，各行写的是整笔金额：合计写明 {stated}，按分成计入 {counted}"
            ),
            (English, Self::OrdersShared { orders, rows, stated, counted }) => format!(
                "orders that several reps share: {orders}, in rows that state the whole amount each: {rows}; {stated} is stated, {counted} counts by their shares"
            ),
            (Chinese, Self::SharesOff { order_id, percent, whole, credited }) => {
                format!("订单 {order_id} 各人的分成合计 {percent}%，不是 100%：金额 {whole}，计入 {credited}")
            }
            (English, Self::SharesOff { order_id, percent, whole, credited }) => {
                format!("the shares of order {order_id} add up to {percent}%, not 100%: of {whole}, {credited} counts")
            }
            (Chinese, Self::UnknownCustomer { customer }) => format!("下单客户“{customer}”不在客户表中，订单照常计入"),
            (English, Self::UnknownCustomer { customer }) => {
                format!("\"{customer}\" ordered, but is not in the table of customers; the order counts")
            }
            (Chinese, Self::CustomersIncomplete { unknown, customers }) => {
                format!("本期下单的 {customers} 个客户中有 {unknown} 个不在客户表中，客户表似乎不全；订单照常计入")
            }
            (English, Self::CustomersIncomplete { unknown, customers }) => format!(
                "of the {customers} customers who ordered, {unknown} are not in the table of customers, which seems to be incomplete; the orders count"
            ),
            (_, Self::StrayRows { dataset: of, folder, months, rows, of_period, .. }) => {
                let months: Vec<_> = months.iter().map(Month::to_string).collect();
                let of = dataset(of);
                match (language, of_period) {
                    (Chinese, true) => {
                        format!("{folder} 目录中的{of}表有 {rows} 行是 {} 的，已按日期计入本期", months.join("、"))
                    }
                    (English, true) => format!(
                        "{of} in the folder of {folder} with {rows} rows of {}; they count for this period by their dates",
                        months.join(", ")
                    ),
                    (Chinese, false) => {
                        format!("{of}表几乎都是 {folder} 的，却有 {rows} 行是 {} 的，没有计入 {folder}", months.join("、"))
                    }
                    (English, false) => format!(
                        "{of} nearly all of {folder}, but {rows} of the rows are of {}; they do not count for {folder}",
                        months.join(", ")
                    ),
                }
            }
            (_, Self::ImplausibleDate { field: of, date, counts }) => match (language, counts) {
                (Chinese, true) => format!("“{}”是 {date}，与其他数据相差太远，疑为误填，该行仍计入", field(of)),
                (Chinese, false) => format!("“{}”是 {date}，与其他数据相差太远，疑为误填，该行未使用", field(of)),
                (English, true) => format!("`{}` is {date}, far from all other rows, so most likely a slip; the row counts as it stands", field(of)),
                (English, false) => format!("`{}` is {date}, far from all other rows, so most likely a slip; the row is not used", field(of)),
            },
            (_, Self::WrongMonth { folder, dataset: of, months }) => {
                let found = spans(months);
                match language {
                    Chinese => format!("放在 {folder} 目录中，但{}没有一行是 {folder} 的，全部是 {} 的", dataset(of), found.join("、")),
                    English => format!("is in the folder {folder}, but no row of its {} is of {folder}; they are of {}", dataset(of), found.join(", ")),
                }
            }
            (Chinese, Self::TotalDiffers { field: of, stated, sum }) => {
                format!("合计行的“{}”为 {stated}，各行相加为 {sum}，相差 {}", field(of), stated - sum)
            }
            (English, Self::TotalDiffers { field: of, stated, sum }) => {
                format!("the total row states {stated} for `{}`, its rows add up to {sum}: off by {}", field(of), stated - sum)
            }
            (Chinese, Self::ControlDiffers { stated, sum, tables, without }) => {
                let of = if *tables > 1 { format!("{tables} 张表的金额") } else { "金额".to_owned() };
                let unread = if *without > 0 { format!("；另有 {without} 行的金额读不出") } else { String::new() };
                format!("{of}合计 {sum}，设置中的 control 为 {stated}，相差 {}{unread}", sum - stated)
            }
            (English, Self::ControlDiffers { stated, sum, tables, without }) => {
                let of = if *tables > 1 { format!("the amounts of {tables} tables add up to") } else { "the amounts add up to".to_owned() };
                let unread = if *without > 0 { format!("; rows whose amount cannot be read: {without}") } else { String::new() };
                format!("{of} {sum}, `control` in the settings is {stated}: off by {}{unread}", sum - stated)
            }
            (_, Self::HiddenRows { rows, totals_differ }) => match (language, totals_differ) {
                (Chinese, false) => format!("有 {rows} 行被筛选掉或隐藏，打开文件时看不到，仍全部计入"),
                (Chinese, true) => format!("有 {rows} 行被筛选掉或隐藏，打开文件时看不到，仍全部计入；表中的合计不含这些行"),
                (English, false) => format!("{rows} rows are filtered out or hidden, so that nobody sees them; they count all the same"),
                (English, true) => format!(
                    "{rows} rows are filtered out or hidden, so that nobody sees them; they count all the same, and the total of the sheet leaves them out"
                ),
            },
            (Chinese, Self::OutsidePeriods { rows }) => format!("有 {rows} 行不在所需的期间内，未使用"),
            (English, Self::OutsidePeriods { rows }) => format!("{rows} rows are of no period that is needed; they are not used"),
            (Chinese, Self::ReplyBeforeRequest) => "回复时间早于提出时间，按及时回复计入".into(),
            (English, Self::ReplyBeforeRequest) => "the reply is earlier than the request; it counts as in time".into(),
            (Chinese, Self::SubmittedEarly { days }) => format!("提交时间比应交日期早 {days} 天，疑为误填，按按时提交计入"),
            (English, Self::SubmittedEarly { days }) => {
                format!("submitted {days} days before it was due, so one of the dates is most likely a slip; it counts as in time")
            }
            (Chinese, Self::ConductWithoutPoints { event }) => format!("“{event}”没有分值，规则中也没有，按 0 分计"),
            (English, Self::ConductWithoutPoints { event }) => {
                format!("\"{event}\" has no points, nor does the policy name it; it counts 0")
            }
            (Chinese, Self::CustomerOwners { customer, first }) => {
                format!("客户“{customer}”有不同的负责人，以最早创建的一行（{first}）为准")
            }
            (English, Self::CustomerOwners { customer, first }) => {
                format!("customer \"{customer}\" has different owners; the row created first ({first}) counts")
            }
            (Chinese, Self::LeaveBeforeHire { rep_id }) => format!("{rep_id} 的离职日期早于入职日期，按在职计算"),
            (English, Self::LeaveBeforeHire { rep_id }) => format!("{rep_id} left before joining; the date of leaving is passed over"),
            (Chinese, Self::TransferGap { rep_id, from }) => {
                format!("{rep_id} 从 {from} 起才有生效的行，此前在哪个团队不清楚，按此行计")
            }
            (English, Self::TransferGap { rep_id, from }) => {
                format!("the first row of {rep_id} is in force from {from} on; where the rep was before is not known, this row is taken")
            }
            (Chinese, Self::InForceAfterLeaving { rep_id, from, left }) => {
                format!("{rep_id} 的这一行从 {from} 起生效，但此人 {left} 已离职")
            }
            (English, Self::InForceAfterLeaving { rep_id, from, left }) => {
                format!("this row of {rep_id} is in force from {from} on, but the rep left on {left}")
            }
            (Chinese, Self::RosterRowsConflict { rep_id, other }) => {
                format!("{rep_id} 有两行从同一天起生效而内容不同，以 {other} 为准")
            }
            (English, Self::RosterRowsConflict { rep_id, other }) => {
                format!("{rep_id} has two different rows in force from the same day; {other} counts")
            }
            (Chinese, Self::UnknownMetric { text }) => format!("指标“{text}”不认识，该行未计入"),
            (English, Self::UnknownMetric { text }) => format!("metric \"{text}\" is not known; the row is left out"),
            (Chinese, Self::UnknownGroup { field: of, name, nearest }) => match nearest {
                Some(nearest) => format!("花名册中没有{}“{name}”（最接近的是“{nearest}”），该行未计入", field(of)),
                None => format!("花名册中没有{}“{name}”，该行未计入", field(of)),
            },
            (English, Self::UnknownGroup { field: of, name, nearest }) => {
                let nearest = nearest.as_ref().map(|nearest| format!(" (the nearest is \"{nearest}\")"));
                format!(
                    "nobody on the roster is of {} \"{name}\"{}; the row is left out",
                    field(of),
                    nearest.unwrap_or_default()
                )
            }
            (Chinese, Self::UnnamedTarget) => {
                "这一行没有写是谁的目标，也不等于其他各行之和，未采用".into()
            }
            (English, Self::UnnamedTarget) => {
                "the row does not say whose target it is, and is not the sum of the others; it is not used".into()
            }
            (Chinese, Self::TargetsOfUnreadNames { header, names, rows, .. }) => {
                format!("“{header}”列写着这些目标是谁的（{}），但程序没有读这一列；{rows} 行未采用", names.join("、"))
            }
            (English, Self::TargetsOfUnreadNames { header, names, rows, .. }) => {
                format!("column \"{header}\" says whose targets these are ({}), and nobody reads it; {rows} rows are not used", names.join(", "))
            }
            (Chinese, Self::FiscalYears { text, year, first, last, is_assumed }) => {
                let taken = if *is_assumed { "没有写明财年从几月开始，按自然年读取" } else { "按开始的那一年叫" };
                format!("“{text}”：{taken}，{year} 年度是 {first} 至 {last}")
            }
            (English, Self::FiscalYears { text, year, first, last, is_assumed }) => {
                let taken = if *is_assumed {
                    "nothing says which month fiscal years begin with, so they are those of the calendar"
                } else {
                    "years are called by the one that they begin in"
                };
                format!("\"{text}\": {taken}; {year} is {first} to {last}")
            }
            (_, Self::EveryThirdMonth { months }) => {
                let months: Vec<String> = months.iter().map(ToString::to_string).collect();
                match language {
                    Chinese => format!("每隔三个月才有一个目标（{}），像是整季的目标；现在只算作当月的", months.join("、")),
                    English => format!(
                        "there is a target for every third month alone ({}), as if it were the quarter's; it is taken for the month's",
                        months.join(", ")
                    ),
                }
            }
            (Chinese, Self::TargetsAreResults { figures }) => {
                format!("这里的 {figures} 个“目标”与同月订单的合计完全相同，应是实际完成而不是目标，整表未采用")
            }
            (English, Self::TargetsAreResults { figures }) => format!(
                "{figures} of these targets are exactly what the orders of the month add up to, so they are results; none of \
                 the table is used"
            ),
            (Chinese, Self::ConflictingTargets { other }) => format!("与 {other} 是同一个目标而数值不同，两者都未采用"),
            (English, Self::ConflictingTargets { other }) => {
                format!("states another figure than {other} for the same target; neither is used")
            }
            (Chinese, Self::RepeatedTarget { first }) => format!("与 {first} 是同一个目标，数值相同，只计一次"),
            (English, Self::RepeatedTarget { first }) => {
                format!("states the same figure as {first} for the same target; it counts once")
            }
            (Chinese, Self::UnknownScoreKpi { text, nearest }) => match nearest {
                Some(nearest) => format!("考核办法中没有由主管评分的指标“{text}”（最接近的是“{nearest}”），该评分未计入"),
                None => format!("考核办法中没有由主管评分的指标“{text}”，该评分未计入"),
            },
            (English, Self::UnknownScoreKpi { text, nearest }) => match nearest {
                Some(nearest) => {
                    format!("the policy has no manual KPI \"{text}\" (the nearest is \"{nearest}\"); the score is left out")
                }
                None => format!("the policy has no manual KPI \"{text}\"; the score is left out"),
            },
            (Chinese, Self::ScoreOutOfRange { kpi: of_kpi, score }) => {
                format!("“{}”的评分 {score} 不在 0 到 100 之间，该评分未计入", kpi(of_kpi))
            }
            (English, Self::ScoreOutOfRange { kpi: of_kpi, score }) => {
                format!("the score {score} for {} is not between 0 and 100; it is left out", kpi(of_kpi))
            }
            (Chinese, Self::ConflictingScores { kpi: of_kpi, other }) => {
                format!("“{}”的评分与 {other} 不同，两者都未采用", kpi(of_kpi))
            }
            (English, Self::ConflictingScores { kpi: of_kpi, other }) => {
                format!("gives another score for {} than {other}; neither is used", kpi(of_kpi))
            }
            (Chinese, Self::SeveralRemarks { field: of, first }) => {
                format!("此人的{}在 {first} 已写过，内容不同，两段都会印出", field(of))
            }
            (English, Self::SeveralRemarks { field: of, first }) => {
                format!("`{}` of this rep stands at {first} already, in other words; both are printed", field(of))
            }
            (Chinese, Self::NoFigure) => "该行没有任何目标数值".into(),
            (English, Self::NoFigure) => "the row states no figure".into(),
            (Chinese, Self::NegativeTarget) => "目标是负数，该行未计入".into(),
            (English, Self::NegativeTarget) => "the target is negative; the row is left out".into(),
            (Chinese, Self::OwnAboveWhole { kpi: of_kpi, of, month, whole, own }) => format!(
                "{}{month} 的{}目标为 {whole}，其中已单独给定的合计 {own}，超出总数，其余按 0 计",
                group(of, language),
                kpi(of_kpi)
            ),
            (English, Self::OwnAboveWhole { kpi: of_kpi, of, month, whole, own }) => format!(
                "the {} target of {} in {month} is {whole}, but its own figures add up to {own}; the rest is 0",
                kpi(of_kpi),
                group(of, language)
            ),
            (Chinese, Self::MonthsDifferFromYear { field: of, year, months }) => {
                format!("“{}”为 {year}，而各月相加为 {months}，以各月为准", field(of))
            }
            (English, Self::MonthsDifferFromYear { field: of, year, months }) => {
                format!("`{}` is {year}, but the months add up to {months}; the months count", field(of))
            }
            (Chinese, Self::Unallocated { kpi: of_kpi, of, month, amount }) => {
                format!("{}{month} 的{}目标有 {amount} 未分配到人", group(of, language), kpi(of_kpi))
            }
            (English, Self::Unallocated { kpi: of_kpi, of, month, amount }) => format!(
                "{amount} of the {} target of {} in {month} is carried by nobody",
                kpi(of_kpi),
                group(of, language)
            ),
            (_, Self::TargetWithoutRep { rep_id, kpi: of, months }) => {
                let when = spans(months);
                match language {
                    Chinese => format!("{rep_id} 在 {} 不在职，“{}”目标无人承担", when.join("、"), kpi(of)),
                    English => format!("{rep_id} is not employed in {}; nobody carries the target for {}", when.join(", "), kpi(of)),
                }
            }
            (_, Self::CheckMet { said, condition, rows }) => {
                let said = said.text(language);
                language.pick(
                    format!("{said}（{rows} 行符合检查 {condition}）"),
                    format!("{said} ({rows} rows meet the check {condition})"),
                )
            }
            (_, Self::RowsWithoutFigure { kpi: of, part, is_divisor, count, reps }) => {
                let (of, others) = (kpi(of), more(*count, reps.len(), language));
                let why = match is_divisor {
                    true => language.pick(format!("除数 {part} 为 0"), format!("{part}, by which it is divided, is 0")),
                    false => language.pick(
                        format!("{part} 没有值"),
                        format!("{part} has no value"),
                    ),
                };
                language.pick(
                    format!("{count} 人有计入的行，却没有“{of}”的数值，因为{why}：{}{others}", reps.join("、")),
                    format!("{count} reps have rows that count and no value of \"{of}\", since {why}: {}{others}", reps.join(", ")),
                )
            }
            (_, Self::NobodyHasTarget { kpi: of, others }) => {
                let found = match language {
                    Chinese => format!("没有人有“{}”的目标", kpi(of)),
                    English => format!("nobody has a target for {}", kpi(of)),
                };
                found + &others.as_ref().map(|others| others.text(language)).unwrap_or_default()
            }
            (Chinese, Self::NoTarget { rep_id, kpi: of }) => format!("{rep_id} 没有“{}”目标", kpi(of)),
            (English, Self::NoTarget { rep_id, kpi: of }) => format!("{rep_id} has no target for {}", kpi(of)),
            (_, Self::MonthsWithoutTarget { kpi: of, reps, rest, is_mean }) => {
                let reps = RepWithout::text(reps, *rest, language);
                match (language, is_mean) {
                    (Chinese, false) => format!("这些月份没有“{}”目标：{reps}；目标只是其余月份之和，实际值却是全部月份的，达成率偏高", kpi(of)),
                    (Chinese, true) => format!("这些月份没有“{}”目标：{reps}；目标只是其余月份的平均，实际值却是全部月份的", kpi(of)),
                    (English, false) => format!("months without a target for {}: {reps}; the target is the sum of the others, the actual that of all months, so that attainment is too good", kpi(of)),
                    (English, true) => format!("months without a target for {}: {reps}; the target is the mean of the others, the actual that of all months", kpi(of)),
                }
            }
            (_, Self::Plan { trouble }) => trouble.what(terms),
            (Chinese, Self::UnknownCalendarYear { year }) => format!("{year} 年的放假安排未知，只按周一至周五计算工作日"),
            (English, Self::UnknownCalendarYear { year }) => {
                format!("the public holidays of {year} are not known; working days are Monday to Friday")
            }
            (Chinese, Self::MissingDataset { dataset: of, kpi: of_kpi }) => {
                format!("没有{}表，“{}”没有数值", dataset(of), kpi(of_kpi))
            }
            (English, Self::MissingDataset { dataset: of, kpi: of_kpi }) => {
                format!("there is no table of {}, so {} has no value", dataset(of), kpi(of_kpi))
            }
            (_, Self::NoRowsOfPeriod { dataset: of, kpis, period, newest, left_out, elsewhere: _, optional }) => {
                let kpis: Vec<_> = kpis.iter().map(kpi).collect();
                let of = dataset(of);
                let left_out = (*left_out > 0).then(|| language.pick(
                    format!("（该期的 {left_out} 行都没有计入，见其他错误）"),
                    format!(" ({left_out} rows of it were all left out, as other errors say)"),
                ));
                let newest = newest.filter(|_| left_out.is_none()).map(|day| language.pick(
                    format!("，已知最新的一行是 {day}"),
                    format!("; the newest one known is of {day}"),
                ));
                let what = left_out.or(newest).unwrap_or_default();
                match (language, optional) {
                    (Chinese, false) => format!("{period} 没有任何一行{of}数据{what}；“{}”没有数值", kpis.join("”“")),
                    (English, false) => format!("no row of {of} is of {period}{what}; {} without value", kpis.join(", ")),
                    (Chinese, true) => format!("{period} 没有任何一行{of}数据{what}；按 [expect] 视为没有发生"),
                    (English, true) => format!("no row of {of} is of {period}{what}; [expect] says that nothing happened then"),
                }
            }
            (_, Self::NotAsExpected { unmet }) => unmet.text(terms),
            (Chinese, Self::EmptyTable { dataset: of }) => format!("{}表只有表头，没有一行数据", dataset(of)),
            (English, Self::EmptyTable { dataset: of }) => format!("this table of {} has a header and no row", dataset(of)),
            (_, Self::ShortOrderHistory { days, earliest, needed }) => {
                let known = earliest.map_or_else(
                    || language.pick("没有任何订单".into(), "no order is known".into()),
                    |day| language.pick(format!("最早的订单是 {day}"), format!("orders are known from {day} on")),
                );
                language.pick(
                    format!("{known}，而 {days} 天没有订单算流失，需要从 {needed} 起的订单；“丢失客户”没有数值"),
                    format!("{known}, and to see who had none for {days} days takes those from {needed} on; lost customers have no value"),
                )
            }
            (Chinese, Self::NewCustomersDoubtful { earliest, customers }) => {
                format!("只有 {earliest} 以来的订单，算作新客户的 {customers} 个客户中可能有更早买过的")
            }
            (English, Self::NewCustomersDoubtful { earliest, customers }) => {
                format!("orders are known from {earliest} on; among the {customers} customers that count as new may be some who bought earlier")
            }
            (Chinese, Self::NoEarlierOrders) => "没有本期之前的订单，无法判断哪些是新客户，“开发新客户”没有数值".into(),
            (English, Self::NoEarlierOrders) => {
                "no order before the period is known, so no customer can be called new; new customers have no value".into()
            }
            (Chinese, Self::NobodyEmployed) => "花名册中没有人在本期在职".into(),
            (English, Self::NobodyEmployed) => "nobody on the roster is employed in the period".into(),
            (Chinese, Self::MissingGlyph { character, document, field: of }) => {
                let place = of.map_or_else(|| "中".into(), |of| format!("的“{}”中", field(&of)));
                format!("{document}{place}有字体里没有的字“{character}”（U+{:04X}）", *character as u32)
            }
            (English, Self::MissingGlyph { character, document, field: of }) => {
                let place = of.map_or_else(|| "of".into(), |of| format!("in {} of", field(&of)));
                format!("no font has the character \"{character}\" (U+{:04X}) {place} the {document}", *character as u32)
            }
            (Chinese, Self::UnusableFont { font, fault }) => format!("字体 {font} 无法使用：{}", fault.text(language)),
            (English, Self::UnusableFont { font, fault }) => format!("the font {font} cannot be used: {}", fault.text(language)),
            (_, Self::DoubtfulSetting { doubt }) => doubt.text(terms),
            (Chinese, Self::SamePoints { kpi: of, reps, points, same_for }) => {
                let (kpi, why) = (kpi(of), same_for.text(language));
                format!("“{kpi}”：{reps} 人数值各不相同，却都得 {points} 分，因为{why}")
            }
            (English, Self::SamePoints { kpi: of, reps, points, same_for }) => {
                let (kpi, why) = (kpi(of), same_for.text(language));
                format!("\"{kpi}\": {reps} reps have different figures and all {points} points, since {why}")
            }
            (Chinese, Self::TooLittleWeight { min_weight, ungraded, reps, named, kpis, .. }) => {
                let (others, lacking) = (more(*ungraded, named.len(), language), lacking(kpis, terms));
                let named = named.join("、");
                format!(
                    "{reps} 人中有 {ungraded} 人未评级、未排名：得分只来自不足 {min_weight}% 的权重（{named}{others}）；没有得分的指标：{lacking}"
                )
            }
            (English, Self::TooLittleWeight { min_weight, ungraded, reps, named, kpis, .. }) => {
                let (others, lacking) = (more(*ungraded, named.len(), language), lacking(kpis, terms));
                let named = named.join(", ");
                format!(
                    "{ungraded} of {reps} reps get no grade and no rank, since less than {min_weight}% of the weight has data ({named}{others}); KPIs without points: {lacking}"
                )
            }
            (Chinese, Self::ScoredOtherwise { team, count, of, reps }) => {
                let reps = Unlike::list(reps, *count, terms);
                format!("“{team}”{of} 人中有 {count} 人的计分指标与多数人不同：{reps}")
            }
            (English, Self::ScoredOtherwise { team, count, of, reps }) => {
                let reps = Unlike::list(reps, *count, terms);
                format!("{count} of {of} reps of \"{team}\" are scored on other KPIs than most of the team: {reps}")
            }
            (Chinese, Self::ScoresMissing { manager, count, reps }) => {
                let reps = Unlike::list(reps, *count, terms);
                match manager {
                    Some(manager) => format!("主管“{manager}”尚未给 {count} 人评分：{reps}"),
                    None => format!("花名册中没有主管的 {count} 人没有评分：{reps}"),
                }
            }
            (English, Self::ScoresMissing { manager, count, reps }) => {
                let reps = Unlike::list(reps, *count, terms);
                match manager {
                    Some(manager) => format!("manager \"{manager}\" gave {count} reps no score: {reps}"),
                    None => format!("{count} reps whose manager is not in the roster have no score: {reps}"),
                }
            }
            (Chinese, Self::MeanOfMonths { kpi: of_kpi, months, reps }) => {
                format!("“{}”没有本期评分，{reps} 人取各月评分的平均（{}）", kpi(of_kpi), months.join("、"))
            }
            (English, Self::MeanOfMonths { kpi: of_kpi, months, reps }) => {
                format!("no score of \"{}\" is for the period itself; {reps} reps have the mean of their months' ({})", kpi(of_kpi), months.join(", "))
            }
            (Chinese, Self::MonthsUnscored { kpi: of_kpi, missing }) => {
                format!("“{}”有月份没有评分：{}；平均只算有评分的月份", kpi(of_kpi), Unscored::list(missing, language))
            }
            (English, Self::MonthsUnscored { kpi: of_kpi, missing }) => {
                format!("months lack a score of \"{}\": {}; the mean is of the months that have one", kpi(of_kpi), Unscored::list(missing, language))
            }
            (Chinese, Self::Template { template, line, column, message }) => {
                format!("模板 {template}{}：{message}", place_in_template(template, *line, *column, language))
            }
            (English, Self::Template { template, line, column, message }) => {
                format!("template {template}{}: {message}", place_in_template(template, *line, *column, language))
            }
        }
    }

    /// What to do about it.
    pub fn fix(&self, terms: Terms<'_>) -> String {
        bounded(self.remedy(terms))
    }

    #[expect(
        clippy::too_many_lines,
        reason = "an arm for each kind, which the compiler counts"
    )]
    fn remedy(&self, terms: Terms<'_>) -> String {
        let language = terms.language;
        let (chinese, english) = match self {
            Self::UnreadableFile {
                damage: Damage::OutsideBook,
            } => (
                "请把文件本身放入 inbox；inbox 目录本身可以是指向共享目录的链接",
                "put the file itself into the inbox; the inbox as a whole may be a link, to a share for example",
            ),
            Self::UnreadableFile { .. } => ("请重新导出该文件", "export the file again"),
            Self::EncryptedFile => ("请去掉密码后另存", "save it without a password"),
            Self::NotASpreadsheet { .. } => (
                "请导出为 Excel 或 CSV，或移出 inbox",
                "export it as Excel or CSV, or move it out of the inbox",
            ),
            Self::TooLarge { limit } => {
                let (chinese, english) = (
                    "请拆分文件，或只导出需要的期间",
                    "split the file, or export only the period needed",
                );
                return match limit.setting() {
                    Some(key) => language.pick(
                        format!("{chinese}；若文件无误，可在 repcard.toml 的 [limits] 中调高 {key}"),
                        format!("{english}; if the file is as it should be, raise `{key}` under [limits] of repcard.toml"),
                    ),
                    None => language.pick(chinese.into(), english.into()),
                };
            }
            Self::UndecodableText { .. } => ("请另存为 UTF-8 编码", "save it as UTF-8"),
            Self::CutOff => (
                "请核对最后几行，如有缺失请重新导出",
                "compare its last rows with the source, and export it again if rows are missing",
            ),
            Self::FormulaWithoutValue { .. } => {
                ("请用 Excel 打开并保存一次", "open it in Excel and save it once")
            }
            Self::ErrorValue { .. } => ("请修正公式或填入数值", "mend the formula or enter a value"),
            Self::UnrecognisedSheet {
                likeliest: Some(likeliest),
            } => {
                let pin = &likeliest.pin;
                return language.pick(
                    format!("若需要此表，请在 repcard.toml 的 [inputs] 下写：{pin}"),
                    format!("if it is needed, write under [inputs] of repcard.toml: {pin}"),
                );
            }
            Self::UnrecognisedSheet { likeliest: None } => (
                "若需要此表，请在 repcard.toml 的 [inputs] 中指定",
                "if it is needed, pin it under [inputs] of repcard.toml",
            ),
            Self::UnreadDataset { dataset, pin, .. } => {
                let of = terms.dataset(*dataset);
                return language.pick(
                    format!("请在 repcard.toml 的 [inputs] 下写：{pin}；若不是{of}，请移出 inbox 或改名"),
                    format!("write under [inputs] of repcard.toml: {pin}; if it is no table of {of}, move it out of the inbox or rename it"),
                );
            }
            Self::HiddenSheets { pin: Some(pin), .. } => {
                return language.pick(
                    format!("应当计入的，请取消隐藏，或在 repcard.toml 的 [inputs] 下写：{pin}；不需要的，请移出 inbox"),
                    format!("what should count is to be unhidden, or written under [inputs] of repcard.toml: {pin}; else move it out of the inbox"),
                );
            }
            Self::HiddenSheets { pin: None, .. } => (
                "请取消隐藏后保存，或移出 inbox",
                "unhide them and save, or move the file out of the inbox",
            ),
            Self::AmbiguousSheet { candidates } => {
                let lines: Vec<_> = candidates.iter().map(|(_, line)| line.as_str()).collect();
                return language.pick(
                    format!(
                        "请在 repcard.toml 的 [inputs] 下写其中一行：{}",
                        lines.join("；或 ")
                    ),
                    format!(
                        "write one of these under [inputs] of repcard.toml: {}",
                        lines.join("; or ")
                    ),
                );
            }
            Self::NotPinned { dataset } => {
                return language.pick(
                    format!("若需要，请加入 [inputs.{}]，否则移出 inbox", dataset.id()),
                    format!(
                        "add it to [inputs.{}] if it is needed, else move it out of the inbox",
                        dataset.id()
                    ),
                );
            }
            Self::HeaderNotFound { .. } => ("请核对列名", "check the header's name"),
            Self::UnusableExpression { .. } => (
                "请改正；不是普通文字的列名写在双引号里，文本写在单引号里",
                "correct it; a header that is no plain word stands in double quotes, a text in single quotes",
            ),
            Self::RowsPassedOver {
                all: true,
                dataset: Some(dataset),
                ..
            } => {
                let id = dataset.id();
                return language.pick(
                    format!("请把 where 中的词改成表中的写法；若确实一行也不该计入，请在 repcard.toml 的 [expect] 下写：{id} = \"optional\""),
                    format!("write the words of where as the sheet has them; if no row should count indeed, write under [expect] of repcard.toml: {id} = \"optional\""),
                );
            }
            Self::RowsPassedOver { all: true, .. } => (
                "请把 where 中的词改成表中的写法",
                "write the words of where as the sheet has them",
            ),
            Self::RowsPassedOver { .. } => ("若不该如此，请改 where", "if they should count, change where"),
            Self::ConditionUndecided { .. } => (
                "请改正这些单元格（日期、小数有两种读法的，写明 date_order 或 decimal）；或在 where 前面加一个条件，使这些行不再需要判断",
                "correct the cells (say date_order or decimal where dates or decimals read two ways); or put a condition before it that leaves nothing to be told of these rows",
            ),
            Self::KeyNotThere { .. } => (
                "请在被查的表中补上；若 join 指错了文件或列，请改正",
                "add them to the sheet that is looked up in; or correct files and on of join",
            ),
            Self::KeyRepeated { .. } => (
                "请在被查的表中改正；或在 join 里写 take = \"first\"（第一行）或 \"last\"（最后一行），有生效日期的写 from = \"列名\"",
                "correct the sheet that is looked up in; or say take = \"first\" or \"last\" in join, or from = \"header\" where a column says since when a row holds",
            ),
            Self::CellsAsRows {
                year: Some((year, true)),
                ..
            } => {
                return language.pick(
                    format!("年份取自考核期，若不是，请在 unpivot 里写 year = …，如 year = {}；天数、每单金额等只按月算", year - 1),
                    format!("the year is the run's; if it is another, say so in unpivot, as in year = {}; days and single orders cannot be told from sums", year - 1),
                );
            }
            Self::CellsAsRows { .. } | Self::SumsOfMonths { .. } => (
                "无需处理；按天、按单的指标不能由月度合计得出",
                "nothing need be done; what hangs on days or single orders cannot be told from sums",
            ),
            Self::UnitsInExpressions { file, .. } => {
                return language.pick(
                    format!(
                        "若单元格里的数不该换算，请在 repcard.toml 的 [scale] 下写 {} = 1",
                        toml_text(file)
                    ),
                    format!(
                        "if cells are to count as they stand, say {} = 1 under [scale] of repcard.toml",
                        toml_text(file)
                    ),
                );
            }
            Self::FiguresByMonth { pin, .. } => {
                return language.pick(
                    format!("若是目标，请在文件名、工作表名或标题中写明“目标”，或在 repcard.toml 的 [inputs] 下写 {pin}；若不是，请移走此表"),
                    format!(
                        "if they are targets, say \"targets\" in the name of the file or sheet or in a title, or write {pin} under \
                         [inputs] of repcard.toml; else take the sheet out"
                    ),
                );
            }
            Self::ResultsByMonth { .. } => (
                "若其实是目标，请在每个数的列名中写明“目标”，如 10月目标；若不是，无需处理",
                "if they are targets, say so in the header of each figure, as in 10月目标 or Oct target; else nothing",
            ),
            Self::RowsOfResults { .. } => ("无需处理", "nothing to do"),
            Self::UnnamedTarget => (
                "若是全公司的目标，请在姓名或团队列写“全公司”；若是合计，请删除该行",
                "if it is the company's, write \"Company\" in the column of names or teams; if it is a sum, delete the row",
            ),
            Self::TargetsOfUnreadNames { header, pin, .. } => {
                let said = format!("columns = {{ rep_name = {} }}", toml_text(header));
                let line = pin.as_ref().unwrap_or(&said);
                return language.pick(
                    format!("请在 repcard.toml 的 [inputs] 中写 {line}；写的是团队的，把 rep_name 换成 team；若是全公司的目标，写 columns = {{ team = \"'全公司'\" }}"),
                    format!("write {line} under [inputs] of repcard.toml; where they are teams, team in the place of rep_name; where the targets are the company's, columns = {{ team = \"'Company'\" }}"),
                );
            }
            Self::FiscalYears { is_assumed: true, .. } => (
                "请在 repcard.toml 的 [book] 中写财年从几月开始，如 fiscal_year_start = 4；就是自然年的，写 fiscal_year_start = 1",
                "say under [book] of repcard.toml which month they begin with, such as fiscal_year_start = 4; where they are those of the calendar, fiscal_year_start = 1",
            ),
            Self::FiscalYears {
                is_assumed: false, ..
            } => (
                "若按结束的那一年叫，请在 repcard.toml 的 [book] 中写 fiscal_year_named = \"last\"；否则写 fiscal_year_named = \"first\"",
                "if they are called by the year that they end in, say fiscal_year_named = \"last\" under [book] of repcard.toml; else fiscal_year_named = \"first\"",
            ),
            Self::EveryThirdMonth { .. } => (
                "若是整季的目标，请把期间写成 2026Q4 这样；若只是这些月份的，无需处理",
                "if they are quarters' targets, write the time as 2026Q4; if they are those months' alone, there is nothing to do",
            ),
            Self::TargetsAreResults { .. } => (
                "请移走此表，换上真正的目标",
                "take the sheet out, and put the targets in",
            ),
            Self::AmountsConverted { .. }
            | Self::UnitUnsure { .. }
            | Self::OtherCurrency { .. }
            | Self::AmountsJump { .. }
            | Self::AmountsTurned { .. }
            | Self::TargetsOutOfScale { .. } => return self.fix_of_money(language),
            Self::MissingColumn {
                dataset: Dataset::ROSTER,
                field: Field::RepId,
            } => (
                "请在 [inputs.roster] 的 columns 中写明 rep_id = \"列名\"；只有姓名的花名册，写姓名的列名",
                "say rep_id = \"its header\" in columns of [inputs.roster]; of a roster of names alone, the header of the names",
            ),
            Self::TableGone { .. }
            | Self::FewerRows { .. }
            | Self::AmountsShifted { .. }
            | Self::UnitChanged { .. }
            | Self::LayoutIsOther { .. }
            | Self::WordIsNew { .. }
            | Self::EarlierUnread { .. } => return self.fix_of_changes(language),
            Self::MissingColumn { dataset, field } | Self::NoAnswers { dataset, field } => {
                return language.pick(
                    format!(
                        "请在 [inputs.{}] 的 columns 中写明 {} = \"列名\"",
                        dataset.id(),
                        toml_key(&field.id())
                    ),
                    format!(
                        "say {} = \"its header\" in columns of [inputs.{}]",
                        toml_key(&field.id()),
                        dataset.id()
                    ),
                );
            }
            Self::UnusedColumns { .. } => (
                "若需要此列，请在 [inputs] 的 columns 中指定",
                "if it is needed, name it in columns under [inputs]",
            ),
            Self::UnusedLine { .. } => (
                "请核对写法；不再需要的，请删去这一行",
                "check how it is written; delete the line if it is needed no more",
            ),
            Self::RepFromName { .. } => (
                "如果不是，请在表中加一列“业务员”",
                "if that is not so, add a column 业务员 (rep) to the table",
            ),
            Self::TeamFromName { .. } => (
                "如果不是，请在花名册中加一列“团队”",
                "if that is not so, add a column 团队 (team) to the roster",
            ),
            Self::SeveralCurrencies { .. } => (
                "请在 repcard.toml 写明一单位外币折合多少，如 [rates] USD = 7.1；或导出折算为本位币的金额，并在 [inputs.orders] 的 columns 中写 amount = \"该列名\"",
                "say in repcard.toml what one of each is worth, as in [rates] USD = 7.1; or export the amount in the company's own money too, and name it: amount = \"…\" in columns of [inputs.orders]",
            ),
            Self::RepeatedColumn { header, read, .. } if header == read => {
                ("请给其中一列改名，或删去一列", "rename one of them, or delete it")
            }
            Self::RepeatedColumn {
                dataset,
                field,
                header,
                ..
            } => {
                let (dataset, field) = (dataset.id(), toml_key(&field.id()));
                return language.pick(
                    format!(
                        "若要读取“{header}”，请在 [inputs.{dataset}] 的 columns 中写 {field} = \"{header}\""
                    ),
                    format!(
                        "to read \"{header}\", say {field} = \"{header}\" in columns of [inputs.{dataset}]"
                    ),
                );
            }
            Self::NothingMatched { .. } => ("请检查文件名或工作表名", "check the file or sheet name"),
            Self::MissingValue {
                field: Field::RepId | Field::RepName | Field::Date | Field::Customer | Field::CustomerId,
            } => (
                "请填写或删除该行；若只写在每组第一行，请在 [inputs.…] 中写 fill_down = [\"rep\", \"date\"] 等字段",
                "fill it in or delete the row; if only the first row of each group states it, say so under [inputs.…], as in fill_down = [\"rep\", \"date\"]",
            ),
            Self::MissingValue { .. } => ("请填写或删除该行", "fill it in or delete the row"),
            Self::MergedFigure { .. } => (
                "请取消合并，逐行填写",
                "unmerge the cells, and enter a figure in each row",
            ),
            Self::NotANumber { .. } => ("请填写数字或删除该行", "enter a number or delete the row"),
            Self::NotADate { .. } => ("请填写日期，如 2026-10-05", "enter a date such as 2026-10-05"),
            Self::GuessedEncoding { encoding, file, .. } => {
                let path = below_inbox(file);
                return language.pick(
                    format!(
                        "文字正确时，在 repcard.toml 的 [encodings] 中写 \"{path}\" = \"{encoding}\"，此后不再提示；不正确时写别的编码"
                    ),
                    format!(
                        "if it reads well, write \"{path}\" = \"{encoding}\" under [encodings] of repcard.toml, and nothing more is \
                         said; if not, another encoding"
                    ),
                );
            }
            Self::AmbiguousDate {
                doubt: DateDoubt::MonthWithoutZero,
                ..
            } => ("请写成 2026-10", "write it as 2026-10"),
            Self::AmbiguousDate { dataset, doubt, .. } => {
                return ambiguous_date_fix(language, &dataset.id(), doubt);
            }
            Self::AmbiguousNumber { dataset, .. } => {
                let of = dataset.id();
                return language.pick(
                    format!("请在 repcard.toml 的 [inputs.{of}] 中写 decimal = \",\"（逗号是小数点）或 decimal = \".\""),
                    format!(
                        "write decimal = \",\" (a comma before decimals) or decimal = \".\" under [inputs.{of}] of repcard.toml"
                    ),
                );
            }
            Self::HalfConvertedDates { dataset, .. } => {
                let of = dataset.id();
                return language.pick(
                    format!(
                        "请重新导出；或在 repcard.toml 的 [inputs.{of}] 中写 swapped_dates = true（日月对调）或 swapped_dates = false（照写）"
                    ),
                    format!(
                        "export again; or write swapped_dates = true (the other way round) or swapped_dates = false (as they stand) \
                         under [inputs.{of}] of repcard.toml"
                    ),
                );
            }
            Self::StatedZone { known: true, .. } => (
                "若账套在别的时区，请在 repcard.toml 的 [book] 中写 timezone = \"+08:00\" 这样的一行",
                "if the book is in another zone, write a line such as timezone = \"+08:00\" under [book] of repcard.toml",
            ),
            Self::StatedZone { known: false, .. } => (
                "请在 repcard.toml 的 [book] 中写明时区，如 timezone = \"+08:00\" 或 \"Europe/Berlin\"",
                "write the zone under [book] of repcard.toml: timezone = \"+01:00\", or a name such as \"Europe/Berlin\"",
            ),
            Self::WideRow { .. } => (
                "请导出为 Excel 文件，或给含逗号的内容加上引号",
                "export as an Excel file, or put quotation marks around what holds a comma",
            ),
            Self::UnknownWord {
                dataset,
                field,
                word,
                taken,
                ..
            } => return settling((*dataset, *field), word, *taken, terms),
            Self::UnknownWords {
                dataset,
                field,
                taken,
                ..
            } => return settling((*dataset, *field), "*", *taken, terms),
            Self::UnreadWords {
                dataset,
                header,
                words,
                ..
            } => return unread(*dataset, header, words, language),
            Self::LostWithoutDate { words, .. } => {
                let word = words.first().map_or("", String::as_str);
                let line = format!("{} = \"{}\"", toml_text(word), Meaning::Active.id());
                return language.pick(
                    format!("请补上“流失日期”列；若该词不表示流失，请在 repcard.toml 的 [words.customers.status] 下写明：{line}"),
                    format!("add the column `lost_date`; if the word means something else, say so under [words.customers.status] of repcard.toml: {line}"),
                );
            }
            Self::UnansweredWithDuration { field, words, .. } => {
                let word = words.first().map_or("", String::as_str);
                let line = |meaning: Meaning| format!("{} = \"{}\"", toml_text(word), meaning.id());
                let (not, answered) = (line(Meaning::Ignored), line(Meaning::Answered));
                let key = format!("[words.calls.{}]", field.id());
                return language.pick(
                    format!("若没有接通（时长是振铃时间），请在 repcard.toml 的 {key} 下写 {not}；若确实接通，写 {answered}"),
                    format!("if nobody answered (it rang so long), say {not} under {key} of repcard.toml; if somebody did, {answered}"),
                );
            }
            Self::LeftWithoutDate { .. } => (
                "请在花名册中填写离职日期",
                "enter the last day under `leave_date` of the roster",
            ),
            Self::DoubtfulWord {
                dataset,
                field,
                word,
                taken,
                ..
            } => {
                return settling((*dataset, *field), word, Some(*taken), terms);
            }
            Self::LostDigits { .. } => (
                "请把该列设为文本格式后重新导出",
                "format the column as text and export again",
            ),
            Self::UnknownRep { .. } => (
                "请更正，或把此人加入花名册",
                "correct it, or add the rep to the roster",
            ),
            Self::AmbiguousRep { .. } => ("请改用工号", "use the rep's number"),
            Self::UnclearRep { .. } => (
                "请改为一个人的工号，分单的订单拆成每人一行",
                "enter the number of one rep; split a shared order into a row for each",
            ),
            Self::CustomerNotNamed { .. } => (
                "请填写客户；确实不知道的写“散客”",
                "enter the customer, or 散客 (walk-in) where nobody knows",
            ),
            Self::Rehired { .. } => (
                "若没有再次入职，请更正花名册中的日期",
                "correct the dates on the roster if the rep did not come back",
            ),
            Self::RepWrittenOtherwise { .. } => (
                "若不是此人，请改写工号",
                "enter the rep's number if somebody else is meant",
            ),
            Self::RepNameDiffers { .. } => ("请核对工号与姓名", "check number and name"),
            Self::OutsideEmployment { .. } => (
                "请核对日期、业务员和入离职日期",
                "check the date, the rep and the dates of employment",
            ),
            Self::NotYesOrNo { .. } => ("请填“是”或“否”", "enter yes or no"),
            Self::ExportedOtherwise { filled: true, .. } | Self::RowRestated { newer: true, .. } => {
                ("一般无需处理", "nothing, as a rule")
            }
            Self::ExportedOtherwise { dataset, .. } | Self::PerhapsRestated { dataset, .. } => {
                let list = dataset.id();
                return language.pick(
                    format!("若是同一条，请在 repcard.toml 写 [restated] {list} = \"one\"（只计较新或较全的）；若各是一条、都该计入，写 {list} = \"each\""),
                    format!("if they are the same, say [restated] {list} = \"one\" in repcard.toml (the newer or fuller counts); {list} = \"each\", if each is one of its own and all should count"),
                );
            }
            Self::RowRestated { .. } => (
                "请删去不对的一行；若两行都是真的，请在清单文件的 identity 中加上区分它们的字段",
                "delete the row that is wrong; where both are real, add the field that tells them apart to `identity` of the list's file",
            ),
            Self::RepeatedInAnotherFile { .. } | Self::RepeatedRow { .. } => {
                ("若确为重复，无需处理", "nothing, if it is a repetition")
            }
            Self::PossibleDuplicate { .. } => ("若是重复，请删除一行", "delete one if it is a repetition"),
            Self::ReturnsTakenOff { .. } | Self::NegativeQuantity { .. } => (
                "若属实，可在 [inputs.orders] 中写 sign = \"minus\"（整张表都扣减）；若应按所写的正负计入，写 sign = \"as-written\"",
                "if so, say sign = \"minus\" in [inputs.orders] where all rows of the table are taken off; sign = \"as-written\", if they count as written",
            ),
            Self::OrderTotalRepeated { .. } => (
                "若确是整单金额，请在 [inputs.orders] 中写 amounts = \"orders\"；若是每行自己的金额，写 amounts = \"lines\"",
                "if it is the order's amount, say amounts = \"orders\" in [inputs.orders]; if it is each line's own, amounts = \"lines\"",
            ),
            Self::FilledDown { .. } => (
                "若不该如此，请在 [inputs.…] 中写 fill_down = []",
                "if they should not, say fill_down = [] under [inputs.…]",
            ),
            Self::PointsTakenOff { .. } => (
                "若属实，请在 [inputs.conduct] 中写 sign = \"minus\"；若是加分，写 sign = \"as-written\"",
                "if so, say sign = \"minus\" in [inputs.conduct]; sign = \"as-written\", if they are to be added",
            ),
            Self::LateOrders {
                late: Late::Differs, ..
            } => (
                "请运行该考核期的 repcard run 查看差异，再决定是否 --restate",
                "run repcard run of that period to see what differs, and decide whether to --restate it",
            ),
            Self::LateOrders { .. } => (
                "若应如此，无需处理；若应改动已关账的考核期，请在 policy.toml 写 late_orders = \"restate\"，再 run --restate",
                "if that is meant, nothing is to be done; if the closed period should change, say late_orders = \"restate\" in policy.toml and run it with --restate",
            ),
            Self::OrderExportedAgain { .. } => (
                "请核对，把不该计入的文件移出 inbox；或在 repcard.toml 写 [orders] same_number = \"one\"（同一订单）、\"parts\"（各是一部分，都计入）或 \"each\"（各表自行编号）",
                "check, and take the file that should not count out of the inbox; or say under [orders] of repcard.toml: same_number = \"one\" (the same orders), \"parts\" (parts of orders, all count) or \"each\" (numbers of each file's own)",
            ),
            Self::OrderInTwoSheets { .. } => (
                "请在 repcard.toml 写 [orders] same_number = \"parts\"（各是一部分，都计入）或 \"one\"（同一订单，只计较新的）",
                "say under [orders] of repcard.toml: same_number = \"parts\" (parts of orders, all count) or \"one\" (the same orders, the newer counts)",
            ),
            Self::OrderNumbersRestart { .. } => (
                "若各表自行编号，请在 repcard.toml 写 [orders] same_number = \"each\"；若是同一订单，写 \"one\"",
                "if the numbers are each sheet's own, say same_number = \"each\" under [orders] of repcard.toml; \"one\", if they are the same orders",
            ),
            Self::OrderOfTwoReps { .. } => (
                "若不是分单，请更正业务员",
                "correct the rep, unless the order is shared",
            ),
            Self::OrdersShared { .. } => (
                "若各行金额本来就是每人分得的部分，请在 repcard.toml 的 [inputs.orders] 下写 amounts = \"lines\"",
                "if the amounts are each rep's own part already, say amounts = \"lines\" under [inputs.orders] of repcard.toml",
            ),
            Self::SharesOff { .. } => (
                "请更正分成比例，或补上缺少的人",
                "correct the shares, or add the rep who is missing",
            ),
            Self::UnknownCustomer { .. } => (
                "请核对客户名称，或在客户表中补上",
                "check the customer's name, or add it to the table of customers",
            ),
            Self::CustomersIncomplete { .. } => (
                "请导出全部客户，而不只是部分",
                "export all customers rather than some of them",
            ),
            Self::StrayRows { of_period: true, .. } => (
                "请把文件移到对应月份的目录，或更正日期",
                "move the file to the folder of its month, or correct the dates",
            ),
            Self::StrayRows { of_period: false, .. } => (
                "请核对年月；若确是那时的，请移到那个月的目录",
                "check year and month; rows that are of that time belong in its folder",
            ),
            Self::ImplausibleDate { .. } => ("请核对年份", "check the year"),
            Self::WrongMonth { .. } => (
                "若放错了月份，请移到对应的目录并放入正确的文件",
                "if it is another month's file, move it to its folder and put the right one here",
            ),
            Self::TotalDiffers { .. } => (
                "请核对该表是否缺行或筛选后导出",
                "check whether rows are missing or filtered out",
            ),
            Self::ControlDiffers { .. } => (
                "请按导出系统的合计核对：漏了行就重新导出；control 过期就在 repcard.toml 中改成本期的合计，或删除 control",
                "compare with the exporting system: export again where rows are missing; else change control in repcard.toml to this period's total, or delete it",
            ),
            Self::HiddenRows { .. } => (
                "若这些行不该计入，请删除后保存；若该计入，请取消筛选和隐藏",
                "if they should not count, delete them; else clear the filter and unhide them",
            ),
            Self::OutsidePeriods { .. } => (
                "若放错了月份，请换成正确的文件",
                "if it is the wrong month's file, replace it",
            ),
            Self::ReplyBeforeRequest => ("请核对两个时间", "check both times"),
            Self::SubmittedEarly { .. } => ("请核对两个日期", "check both dates"),
            Self::ConductWithoutPoints { .. } => (
                "请填写分值，或在 policy.toml 的 [conduct] 中加入该事项",
                "enter points, or add the event to [conduct] of policy.toml",
            ),
            Self::CustomerOwners { .. } => ("请核对客户的负责人", "check the customer's owner"),
            Self::LeaveBeforeHire { .. } => ("请核对花名册", "check the roster"),
            Self::TransferGap { .. } => (
                "请补上调动前的一行，或删去生效日期",
                "add the row before the transfer, or clear `effective_from`",
            ),
            Self::InForceAfterLeaving { .. } => (
                "若已重新入职，请清除离职日期，否则删除此行",
                "if the rep came back, clear the date of leaving, else delete the row",
            ),
            Self::RosterRowsConflict { .. } => (
                "请只保留一行，或在“生效日期”中写明何时调动",
                "keep one of them, or state under `effective_from` when the transfer was",
            ),
            Self::UnknownMetric { .. } => (
                "请使用：销售额、开发新客户、现有客户拜访、电话、周订单、新增客户",
                "use one of: sales, new_customers, visits, calls, weekly_orders, customers_added",
            ),
            Self::UnknownGroup { .. } => ("请按花名册的写法改正名称", "write the name as on the roster"),
            Self::RepeatedTarget { .. } => ("请删除多余的一个", "delete the one too many"),
            Self::ConflictingTargets { .. } => ("请只保留一个", "keep one of them"),
            Self::UnknownScoreKpi { .. } => (
                "请改用 policy.toml 中 rule 为 manual 的指标的名称或 id",
                "use the name or id of a KPI with the rule manual in policy.toml",
            ),
            Self::ScoreOutOfRange { .. } => ("请填写 0 到 100 的数字", "enter a number from 0 to 100"),
            Self::ConflictingScores { .. } => ("请商定后只保留一个", "agree on one and delete the other"),
            Self::SeveralRemarks { .. } => (
                "若只需一段，请删除另一段",
                "delete one if only the other is meant",
            ),
            Self::NoFigure => ("请填写目标或删除该行", "enter a figure or delete the row"),
            Self::NegativeTarget => ("请填写 0 或正数", "enter 0 or more"),
            Self::OwnAboveWhole { .. } => ("请核对总目标与个人目标", "check the whole and the own figures"),
            Self::MonthsDifferFromYear { .. } => (
                "请核对全年与各月的数字",
                "check the year's figure and the months'",
            ),
            Self::Unallocated { .. } => (
                "入离职折算所致；可为他人单独给定目标来承担",
                "joiners and leavers carry less; give others own figures if it is to be carried",
            ),
            Self::TargetWithoutRep { .. } => (
                "若应由他人承担，请改到其名下",
                "if somebody else is to carry it, set it for that rep",
            ),
            Self::RowsWithoutFigure {
                part,
                is_divisor: false,
                ..
            } => {
                let inner = part
                    .split_once('(')
                    .and_then(|(_, rest)| rest.strip_suffix(')'))
                    .unwrap_or("x");
                return language.pick(
                    format!("空单元格若表示 0，请在指标文件中把 {inner} 写成 coalesce({inner}, 0)；否则请补填这些行"),
                    format!("if an empty cell means 0, write coalesce({inner}, 0) for {inner} in the file of the figure; else fill these rows in"),
                );
            }
            Self::CheckMet { .. } => (
                "请核对这些行；检查写在 repcard.toml 的 [[check]] 中",
                "look at these rows; the check stands under [[check]] of repcard.toml",
            ),
            Self::RowsWithoutFigure { .. } => (
                "这些人没有可比的数额，该指标不计分；若应计 0，请用 case 或 coalesce 写明",
                "there is nothing to divide by, so the KPI leaves their scores; where it should be 0, say so with case or coalesce",
            ),
            Self::NoTarget { .. } | Self::NobodyHasTarget { .. } => {
                ("请在目标表中补上", "add it to the targets")
            }
            Self::MonthsWithoutTarget { is_mean: true, .. } => {
                ("请在目标表中补上这些月份", "add those months to the targets")
            }
            Self::MonthsWithoutTarget { .. } => (
                "请在目标表中补上这些月份；确实没有任务的月份填 0",
                "add those months to the targets; write 0 where nothing was to be reached",
            ),
            Self::UnknownCalendarYear { .. } => (
                "请在 repcard.toml 的 [calendar] 中写入该年的放假与调休",
                "state its holidays and worked days under [calendar] of repcard.toml",
            ),
            Self::MissingDataset { .. } => (
                "请把该表放入 inbox，或从 policy.toml 中去掉此指标",
                "put the table into the inbox, or take the KPI out of policy.toml",
            ),
            Self::NoRowsOfPeriod { left_out: 1.., .. } => {
                ("请先处理这些行的错误", "mend the errors of those rows first")
            }
            Self::NoRowsOfPeriod {
                dataset,
                optional: false,
                period,
                elsewhere,
                ..
            } => {
                let id = dataset.id();
                let such = match &elsewhere[..] {
                    [] => String::new(),
                    files => language.pick(
                        format!("（像 {} 那样的文件）", files.join("、")),
                        format!(" (files such as {})", files.join(", ")),
                    ),
                };
                return language.pick(
                    format!("请把该期的导出{such}放入 inbox/{period}/；若确实一行也没有，请在 repcard.toml 的 [expect] 下写：{id} = \"optional\""),
                    format!("put its export{such} into inbox/{period}/; where there really is none, write under [expect] of repcard.toml: {id} = \"optional\""),
                );
            }
            Self::NoRowsOfPeriod { optional: true, .. } => (
                "若应当有，请放入该期的导出",
                "if there should be some, put the period's export into the inbox",
            ),
            Self::NotAsExpected { .. } => (
                "请补齐导出；若情况正常，请修改 repcard.toml 的 [expect]",
                "complete the exports, or change [expect] of repcard.toml where all is well",
            ),
            Self::EmptyTable { .. } => (
                "请核对导出的筛选条件后重新导出；若确实没有数据，请移出 inbox",
                "look at the filter and export again; where there is nothing, move the file out of the inbox",
            ),
            Self::ShortOrderHistory { .. } => (
                "请把更早月份的订单放入 inbox/年-月/，或从 policy.toml 中去掉 lost_after_days",
                "put earlier months' orders into inbox/YEAR-MONTH/, or take lost_after_days out of policy.toml",
            ),
            Self::NewCustomersDoubtful { .. } => (
                "请把更早月份的订单放入 inbox/年-月/",
                "put earlier months' orders into inbox/YEAR-MONTH/",
            ),
            Self::NoEarlierOrders => (
                "请把以前月份的订单放入 inbox/年-月/",
                "put earlier months' orders into inbox/YEAR-MONTH/",
            ),
            Self::NobodyEmployed => (
                "请核对期间与花名册的入离职日期",
                "check the period and the roster's dates",
            ),
            Self::MissingGlyph { .. } => (
                "请在 repcard.toml 的 fonts 中加入含有此字的字体",
                "name a font that has it under fonts of repcard.toml",
            ),
            Self::UnusableFont { .. } => (
                "请在 repcard.toml 中改用允许嵌入的 .ttf、.otf 或 .ttc 文件",
                "in repcard.toml, name a .ttf, .otf or .ttc file that may be embedded",
            ),
            Self::DoubtfulSetting { doubt } => return doubt.fix(language).to_owned(),
            Self::Plan { trouble } => return trouble.fix(terms),
            Self::SamePoints { .. } => (
                "请核对目标和数据的单位，以及 policy.toml 中该指标的规则；floor 通常为 0 到 0.8，cap 通常为 1 到 1.5",
                "check the unit of targets and figures, and the rule of the KPI in policy.toml; a floor is usually 0 to 0.8, a cap 1 to 1.5",
            ),
            Self::TooLittleWeight { least, .. } => {
                return language.pick(
                    format!("请补上这些指标的数据或目标；若确实只按现有指标考核，请在 policy.toml 中只列这些指标，或写：min_weight = {least}"),
                    format!("supply data or targets of these KPIs; where what is there is meant to be enough, list only those KPIs in policy.toml, or write there: min_weight = {least}"),
                );
            }
            Self::ScoredOtherwise { .. } => (
                "请核对这些人所缺指标的数据和目标；若本应如此，得分按其余指标的权重折算，排名时请留意",
                "check data and targets of the KPIs they lack; where it is meant so, their scores are taken over the other weights, which their ranks should be read by",
            ),
            Self::ScoresMissing { .. } => (
                "请补上评分（collect/ 中的评分表）；没有评分的指标不计入得分",
                "have the scores given (the sheets in collect/); a KPI without a score is excluded",
            ),
            Self::MeanOfMonths { .. } => (
                "若本期另有评分，请在评分表的“月份”一列写本期（如 2026-Q4）；各月的评语和计划不印在本期的表上",
                "where the period has a score of its own, state it with the period (2026-Q4) in the column 月份; the months' comments and plans are not printed for the period",
            ),
            Self::MonthsUnscored { .. } => (
                "请补上这些月份的评分，或给出本期的评分",
                "have the scores of those months given, or a score for the period itself",
            ),
            Self::Template { .. } => ("请修改模板", "mend the template"),
        };
        language.pick(chinese, english).to_owned()
    }
}

/// The year of months whose headers name none.
/// Where in a template: a line and a column, from 1, or the cell of a workbook; nothing where that is not known (0).
pub fn place_in_template(template: &str, line: u32, column: u32, language: Language) -> String {
    if line == 0 {
        return String::new();
    }
    if Path::new(template).extension() == Some("xlsx".as_ref()) {
        let cell = column_letters(column.saturating_sub(1)) + &line.to_string();
        return language.pick(format!(" 单元格 {cell}"), format!(", cell {cell}"));
    }
    language.pick(
        format!(" 第 {line} 行第 {column} 列"),
        format!(", line {line}, column {column}"),
    )
}

fn year_zh(year: Option<(i32, bool)>) -> String {
    year.map_or_else(String::new, |(year, _)| format!("，年份按 {year} 年"))
}

/// The year of months whose headers name none.
fn year_en(year: Option<(i32, bool)>) -> String {
    year.map_or_else(String::new, |(year, _)| format!("; the months are of {year}"))
}

/// Some names, and that there are more.
fn some(names: &[String], count: u64, language: Language) -> String {
    let more = if count > names.len() as u64 {
        language.pick("等", ", …")
    } else {
        ""
    };
    names.join(language.pick("、", ", ")) + more
}

/// How many more there are than were named.
fn more(all: u64, named: usize, language: Language) -> String {
    match all.saturating_sub(named as u64) {
        0 => String::new(),
        more => language.pick(format!("，另有 {more} 人"), format!(" and {more} more")),
    }
}

/// KPIs, each with how many reps lack it.
fn lacking(kpis: &[(Kpi, u64)], terms: Terms<'_>) -> String {
    let language = terms.language;
    let lacking = kpis.iter().map(|(kpi, reps)| {
        let name = terms.kpi(*kpi);
        language.pick(format!("{name}（{reps} 人）"), format!("{name} ({reps} reps)"))
    });
    let lacking: Vec<String> = lacking.collect();
    lacking.join(language.pick("、", ", "))
}

/// The line that settles what a word means, and what else may stand in it.
fn settling(
    (dataset, field): (Dataset, Field),
    word: &str,
    taken: Option<Meaning>,
    terms: Terms<'_>,
) -> String {
    let language = terms.language;
    let table = format!("[words.{}.{}]", dataset.id(), toml_key(&field.id()));
    let meanings = terms.meanings(dataset, field);
    let first = taken.or(meanings.first().copied()).map_or("", Meaning::id);
    let key = toml_text(word);
    let others: Vec<String> = meanings
        .iter()
        .filter(|meaning| meaning.id() != first)
        .map(|meaning| format!("\"{}\"", meaning.id()))
        .collect();
    language.pick(
        format!(
            "请在 repcard.toml 的 {table} 下写明：{key} = \"{first}\"，或改为 {}；写了就不再提示",
            others.join("、")
        ),
        format!(
            "settle it under {table} of repcard.toml: {key} = \"{first}\", or {} in its place",
            others.join(", ")
        ),
    )
}

/// The lines that say whether a column that is no field decides.
fn unread(dataset: Dataset, header: &str, words: &[(String, Meaning)], language: Language) -> String {
    let table = format!("[words.{}.{}]", dataset.id(), toml_text(header));
    let lines = |meaning: fn(&Meaning) -> &'static str| {
        let lines = words
            .iter()
            .map(|(word, said)| format!("{} = \"{}\"", toml_text(word), meaning(said)));
        lines.collect::<Vec<_>>().join(language.pick("，", ", "))
    };
    let (as_said, counting) = (lines(|said| said.id()), lines(|_| Meaning::Counts.id()));
    language.pick(
        format!("若由此列决定，请在 repcard.toml 的 {table} 下写明：{as_said}；若不由它决定：{counting}"),
        format!("if it decides, say so under {table} of repcard.toml: {as_said}; if it does not: {counting}"),
    )
}

/// Months as runs: `2026-07…2026-09`.
fn spans(months: &[Month]) -> Vec<String> {
    months
        .chunk_by(|earlier, later| earlier.plus(1) == *later)
        .filter_map(|run| match run {
            [] => None,
            [only] => Some(only.to_string()),
            [first, .., last] => Some(format!("{first}…{last}")),
        })
        .collect()
}

/// By how much two amounts differ, behind what leads up to it; nothing where they don't.
fn difference(a: Decimal, b: Decimal, leading: &str) -> String {
    match a.checked_sub(b) {
        Some(difference) if !difference.is_zero() => format!("{leading}{}", difference.abs().normalize()),
        _ => String::new(),
    }
}

/// A group by its name, the company where it has none.
fn group(name: &str, language: Language) -> String {
    match (name, language) {
        ("", Chinese) => "全公司 ".to_owned(),
        ("", English) => "the company".to_owned(),
        (name, Chinese) => format!("{name} "),
        (name, English) => name.to_owned(),
    }
}

/// The same date with day and month the other way round.
fn turned(date: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(date.year(), date.day(), date.month()).unwrap_or(date)
}

fn chinese_column_rows(rows: u64) -> String {
    if rows == 1 {
        return String::new();
    }
    format!("（本列共 {rows} 行）")
}

fn english_rows(rows: u64) -> String {
    if rows == 1 {
        return String::new();
    }
    format!(" ({rows} rows of the column)")
}

/// What is said of dates that read two ways.
fn ambiguous_date(
    language: Language,
    field: &str,
    (text, rows, required): (&str, u64, bool),
    doubt: &DateDoubt,
) -> String {
    let (chinese, english) = match doubt {
        DateDoubt::MonthWithoutZero => (
            "分不清是 1 月还是 10 月".to_owned(),
            "may be January or October".to_owned(),
        ),
        DateDoubt::Open => (
            "分不清月和日，同一列也没有日期说明".to_owned(),
            "reads two ways, and no date of the column tells which".to_owned(),
        ),
        DateDoubt::Likely(order) => {
            let first = |day, month| if *order == DateOrder::Dmy { day } else { month };
            match order {
                DateOrder::Ymd => (
                    "分不清年月日；按年在前，整列都在本期之内".to_owned(),
                    "reads several ways; with the year first the whole column is of the period".to_owned(),
                ),
                _ => (
                    format!("分不清月和日；按{}在前，整列都在本期之内", first("日", "月")),
                    format!(
                        "reads two ways; with the {} first the whole column is of the period",
                        first("day", "month")
                    ),
                ),
            }
        }
        DateDoubt::Contradiction([one, other]) => (
            format!("分不清月和日，同一列的“{one}”与“{other}”互相矛盾"),
            format!("reads two ways, and \"{one}\" and \"{other}\" of the same column contradict each other"),
        ),
        DateDoubt::Setting { order, text } => (
            format!(
                "分不清月和日：设置为 {}，同一列的“{text}”却不能这样读",
                order.id()
            ),
            format!(
                "reads two ways: the settings say {}, but \"{text}\" of the same column cannot be read so",
                order.id()
            ),
        ),
    };
    match language {
        Chinese => format!(
            "“{field}”的内容“{text}”{chinese}{}，{}",
            chinese_column_rows(rows),
            chinese_outcome(required)
        ),
        English => format!(
            "`{field}` is \"{text}\", which {english}{}; {}",
            english_rows(rows),
            english_outcome(required)
        ),
    }
}

fn ambiguous_date_fix(language: Language, dataset: &str, doubt: &DateDoubt) -> String {
    match doubt {
        DateDoubt::Likely(order) => {
            let order = order.id();
            language.pick(
                format!("若确是如此，请在 repcard.toml 的 [inputs.{dataset}] 中写 date_order = \"{order}\""),
                format!("if that is so, write date_order = \"{order}\" under [inputs.{dataset}] of repcard.toml"),
            )
        }
        DateDoubt::Contradiction(_) | DateDoubt::Setting { .. } => language.pick(
            "请重新导出，日期年在前，如 2026-10-05；或更正矛盾的单元格".into(),
            "export again with the year first, 2026-10-05, or correct the cells that contradict the others".into(),
        ),
        DateDoubt::Open | DateDoubt::MonthWithoutZero => language.pick(
            format!("请在 repcard.toml 的 [inputs.{dataset}] 中写 date_order = \"dmy\"（日在前）或 date_order = \"mdy\"（月在前）"),
            format!(
                "write date_order = \"dmy\" (day first) or date_order = \"mdy\" (month first) under [inputs.{dataset}] of repcard.toml"
            ),
        ),
    }
}

fn chinese_outcome(rejected: bool) -> &'static str {
    if rejected {
        "该行未计入"
    } else {
        "按空白处理"
    }
}

fn english_outcome(rejected: bool) -> &'static str {
    if rejected {
        "the row is left out"
    } else {
        "it counts as empty"
    }
}

/// Rows that are told of once.
fn chinese_rows(rows: u64) -> String {
    match rows {
        1 => "该行".to_owned(),
        rows => format!("共 {rows} 行"),
    }
}

fn english_rows_left_out(rows: u64) -> String {
    match rows {
        1 => "the row is left out".to_owned(),
        rows => format!("{rows} rows are left out"),
    }
}

/// How a sheet that was not read comes near to a dataset, and what keeps it from being one.
fn unrecognised(likeliest: &LikeliestDataset, terms: Terms<'_>) -> String {
    let language = terms.language;
    let (of, row) = (terms.dataset(likeliest.dataset), likeliest.header_row);
    let known = &likeliest.known[..likeliest.known.len().min(MOST_HEADERS)];
    let missing: Vec<_> = likeliest
        .missing
        .iter()
        .map(|field| terms.field(*field))
        .collect();
    if language == Chinese {
        let fits = format!("第 {row} 行有{of}表的“{}”", known.join("”“"));
        return match &likeliest.against {
            Some(Against::Column(header)) => format!("未读取；{fits}，但列“{header}”表明它是别的表"),
            Some(Against::Name(word)) => format!("未读取；{fits}，但名称中的“{word}”表明它是别的表"),
            Some(Against::Repeated(header)) => {
                format!("未读取；{fits}，但同一个“{header}”出现在许多行，不像{of}")
            }
            None if missing.is_empty() => format!("未读取；{fits}，但没有一列、也没有名称表明它就是{of}表"),
            None => format!("没有认出，未读取；{fits}，但缺少“{}”", missing.join("”“")),
        };
    }
    let fits = format!("row {row} has \"{}\" as {of} do", known.join("\", \""));
    match &likeliest.against {
        Some(Against::Column(header)) => {
            format!("not read; {fits}, but the column \"{header}\" speaks against it")
        }
        Some(Against::Name(word)) => format!("not read; {fits}, but \"{word}\" in a name speaks against it"),
        Some(Against::Repeated(header)) => {
            format!("not read; {fits}, but one and the same \"{header}\" stands in row after row")
        }
        None if missing.is_empty() => {
            format!("not read; {fits}, but no column and no name says that it is that")
        }
        None => format!(
            "not recognised, not read; {fits}, but it lacks `{}`",
            missing.join("`, `")
        ),
    }
}

/// The headers that a message names of those that fit.
const MOST_HEADERS: usize = 6;
