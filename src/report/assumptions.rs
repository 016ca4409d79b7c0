//! What was taken for granted → one view of each, which `findings.json`, `findings.xlsx` and the console share.

use super::figures::shortest;
use crate::model::assumption::SignTaken;
use crate::model::finding::{RepWriting, UnitPlace};
use crate::model::place::column_letters;
use crate::model::{Assumption, Dataset, DateOrder, Field, Language, Meaning, Origin, Place, Taken, Terms};
use rust_decimal::Decimal;
use serde::Serialize;

/// Something that was taken for granted, as programs and people read it; `docs/findings.json.md` states its schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssumptionView<'a> {
    /// Whether the list of the period before doesn't have it.
    pub new: bool,
    /// Who says so: `guess`, `dictionary`, `file` or `settings`.
    pub from: Origin,
    /// The kind: `unit`, `word`.
    pub kind: &'static str,
    /// File, sheet and cell as the console prints them.
    pub place: String,
    /// Path below the book.
    pub file: &'a str,
    /// The sheet's name; none for text files.
    pub sheet: Option<&'a str>,
    /// `F14`, or as much of it as is known.
    pub cell: Option<String>,
    /// Column letters as Excel shows them.
    pub column: Option<String>,
    /// The header over the column.
    pub header: Option<&'a str>,
    /// The list that the table is of.
    pub dataset: Option<Dataset>,
    /// The value assumed, in the words of settings: `10000`, `dmy`, `ignored`.
    pub value: String,
    /// What was assumed, in a sentence.
    pub what: String,
    /// How many rows rest on it, where that is known.
    pub rows: Option<u64>,
    /// The money that they state.
    #[serde(with = "rust_decimal::serde::arbitrary_precision_option")]
    pub amount: Option<Decimal>,
    /// The line of `repcard.toml` that settles it: `[scale] "2026-10/订单.xlsx" = 10000`.
    pub line: Option<String>,
}

impl<'a> AssumptionView<'a> {
    /// The view of something that was taken for granted.
    pub fn of(said: &'a Assumption, terms: Terms<'_>) -> Self {
        let place = &said.place;
        Self {
            new: said.is_new,
            from: said.from,
            kind: said.taken.id(),
            place: place.to_string(),
            file: &place.source.file,
            sheet: place.source.sheet.as_deref(),
            cell: Some(place.cell()).filter(|cell| !cell.is_empty()),
            column: place.column.map(column_letters),
            header: said.header.as_deref(),
            dataset: said.dataset,
            value: said.taken.value(),
            what: what(said, terms),
            rows: said.rows,
            amount: said.amount,
            line: said
                .line
                .as_ref()
                .map(|line| format!("[{}] {}", line.table, line.text)),
        }
    }
}

/// Who says so, in a word.
pub fn origin(from: Origin, language: Language) -> &'static str {
    match from {
        Origin::Guess => language.pick("推测", "guess"),
        Origin::Dictionary => language.pick("词典", "dictionary"),
        Origin::File => language.pick("文件", "file"),
        Origin::Settings => language.pick("设置", "settings"),
    }
}

/// What it is about, in a word.
pub fn kind(taken: &Taken, language: Language) -> &'static str {
    match taken {
        Taken::Dataset { .. } => language.pick("数据", "list"),
        Taken::HeaderRow { .. } => language.pick("表头", "header"),
        Taken::Column { .. } => language.pick("列", "column"),
        Taken::Unit { .. } => language.pick("单位", "unit"),
        Taken::Currency { .. } => language.pick("货币", "currency"),
        Taken::Sign { .. } => language.pick("正负", "sign"),
        Taken::AmountsOf { .. } => language.pick("整单金额", "amounts"),
        Taken::DateOrder { .. } => language.pick("日期写法", "dates"),
        Taken::SwappedDates { .. } => language.pick("日月对调", "turned dates"),
        Taken::Zone { .. } => language.pick("时区", "zone"),
        Taken::Decimal { .. } => language.pick("小数点", "decimals"),
        Taken::Encoding { .. } => language.pick("编码", "encoding"),
        Taken::Word { .. } => language.pick("词", "word"),
        Taken::Rep { .. } => language.pick("人员", "rep"),
        Taken::FilledDown { .. } => language.pick("空格", "empty cells"),
        Taken::Named { .. } => language.pick("名称", "names"),
    }
}

/// What was assumed, in a sentence.
pub fn what(said: &Assumption, terms: Terms<'_>) -> String {
    let language = terms.language;
    match &said.taken {
        Taken::Dataset { dataset, also } => list(*dataset, also, terms),
        Taken::HeaderRow { row } => {
            language.pick(format!("表头在第 {row} 行"), format!("the header is row {row}"))
        }
        Taken::Column { field, read, other } => {
            let field = terms.field(*field);
            language.pick(
                format!("“{field}”取“{read}”列，不取“{other}”列"),
                format!("\"{read}\" is read as `{field}`, and \"{other}\" is not"),
            )
        }
        Taken::Unit {
            field,
            unit,
            at,
            scale,
        } => units(*field, (unit.as_deref(), *at), *scale, said.from, language),
        Taken::Currency { currency, rate } => {
            let rate = shortest(*rate);
            language.pick(
                format!("“{currency}”的金额乘以 {rate}"),
                format!("amounts in \"{currency}\" are multiplied by {rate}"),
            )
        }
        Taken::Sign { sign } => signs(*sign, language).to_owned(),
        Taken::AmountsOf { orders } => if *orders {
            language.pick(
                "金额是整单的，每个订单只计一次",
                "amounts are whole orders', and count once an order",
            )
        } else {
            language.pick(
                "金额是每行自己的，各行都计入",
                "amounts are the lines' own, and all count",
            )
        }
        .to_owned(),
        Taken::DateOrder {
            order, short_years, ..
        } => dates(*order, *short_years, language),
        Taken::SwappedDates { swapped, .. } => if *swapped {
            language.pick(
                "电子表格把日当成了月，已对调回来",
                "a spreadsheet took days for months; they were turned back",
            )
        } else {
            language.pick(
                "日期照写，没有对调日月",
                "dates are read as they stand, not turned",
            )
        }
        .to_owned(),
        Taken::Zone { converted, .. } => if *converted {
            language.pick(
                "写明时区的时刻，换算成账套时区",
                "moments that state their zone are converted into the book's",
            )
        } else {
            language.pick(
                "写明时区的时刻，照写的日期计入",
                "moments that state their zone count by the day as written",
            )
        }
        .to_owned(),
        Taken::Decimal { mark, .. } => {
            let mark = mark.id();
            language.pick(
                format!("小数点写作“{mark}”"),
                format!("decimals stand behind \"{mark}\""),
            )
        }
        Taken::Encoding { encoding } => {
            language.pick(format!("按 {encoding} 编码读取"), format!("read as {encoding}"))
        }
        Taken::Word { word, meaning, .. } => {
            let empty = language.pick("当作空白", "as if empty");
            let meaning = meaning.map_or(empty, |meaning| Meaning::outcome(meaning, language));
            language.pick(format!("“{word}”：{meaning}"), format!("\"{word}\": {meaning}"))
        }
        Taken::Rep { how, example, rep_id } => people(*how, example, rep_id, language),
        Taken::FilledDown { fields } => {
            let fields: Vec<&str> = fields.iter().map(|field| terms.field(*field)).collect();
            let fields = fields.join(language.pick("、", ", "));
            language.pick(
                format!("“{fields}”空着的，取上一行的"),
                format!("where `{fields}` is empty, the row above says it"),
            )
        }
        Taken::Named { field, names } => {
            let field = terms.field(*field);
            language.pick(
                format!("“{field}”取自 {names} 个工作表或文件的名称"),
                format!("`{field}` is taken from the names of {names} sheets or files"),
            )
        }
    }
}

fn list(dataset: Dataset, also: &[Dataset], terms: Terms<'_>) -> String {
    let language = terms.language;
    let of = terms.dataset(dataset);
    let also: Vec<&str> = also.iter().map(|dataset| terms.dataset(*dataset)).collect();
    let others = also.join(language.pick("、", ", "));
    if also.is_empty() {
        return language.pick(format!("当作{of}"), format!("taken for {of}"));
    }
    language.pick(
        format!("当作{of}；列名也符合{others}"),
        format!("taken for {of}; {others} would fit, too"),
    )
}

fn units(
    field: Field,
    (unit, at): (Option<&str>, Option<UnitPlace>),
    scale: Option<Decimal>,
    from: Origin,
    language: Language,
) -> String {
    let Some(scale) = scale else {
        return language
            .pick(
                "单位逐行写在旁边一列",
                "each row states its unit in a column beside",
            )
            .to_owned();
    };
    let times = shortest(scale);
    let stated = unit.map(|unit| language.pick(format!("“{unit}”："), format!("\"{unit}\": ")));
    let stated = stated.unwrap_or_default();
    let is_one = scale == Decimal::ONE;
    match (field.may_be_money(), is_one, from) {
        (true, true, Origin::Guess) if unit.is_none() => language
            .pick(
                "没有写单位，按元计",
                "no unit is stated; they count as they stand",
            )
            .to_owned(),
        (_, true, Origin::Guess) if at.is_some() => language.pick(
            format!("{stated}可能是单位，没有换算"),
            format!("{stated}may be a unit; nothing was converted"),
        ),
        (_, true, _) => language.pick(
            format!("{stated}照写计入"),
            format!("{stated}counts as it stands"),
        ),
        (true, false, _) => language.pick(
            format!("{stated}金额乘以 {times}"),
            format!("{stated}amounts are multiplied by {times}"),
        ),
        (false, false, _) => language.pick(
            format!("{stated}每单位 {times} 秒"),
            format!("{stated}{times} seconds each"),
        ),
    }
}

fn signs(sign: SignTaken, language: Language) -> &'static str {
    match sign {
        SignTaken::Minus => language.pick(
            "全部扣减，不论写成正数还是负数",
            "all are taken off, whatever sign they bear",
        ),
        SignTaken::AsWritten => language.pick("按所写的正负计入", "they count as written"),
        SignTaken::ByQuantity => language.pick(
            "数量为负的行，金额扣减",
            "amounts beside a negative quantity are taken off",
        ),
        SignTaken::Offences => language.pick(
            "没有写正负的违纪分值，按扣分计",
            "points of offences without a sign are taken off",
        ),
    }
}

fn dates(order: DateOrder, short_years: bool, language: Language) -> String {
    let order = match order {
        DateOrder::Dmy => language.pick("日、月、年", "day, month, year"),
        DateOrder::Mdy => language.pick("月、日、年", "month, day, year"),
        DateOrder::Ymd => language.pick("年、月、日", "year, month, day"),
    };
    let short = if short_years {
        language.pick("，年份两位", ", years of two digits")
    } else {
        ""
    };
    language.pick(
        format!("日期按{order}读{short}"),
        format!("dates are {order}{short}"),
    )
}

fn people(how: RepWriting, example: &str, rep_id: &str, language: Language) -> String {
    match how {
        RepWriting::Decorated => language.pick(
            format!("“{example}”当作 {rep_id}"),
            format!("\"{example}\" is taken for {rep_id}"),
        ),
        RepWriting::OtherZeros => language.pick(
            format!("“{example}”当作 {rep_id}：开头的零不同"),
            format!("\"{example}\" is taken for {rep_id}: other zeros before it"),
        ),
    }
}

/// How many there are, those that nobody says first, and how many are new: `18 项：推测 3、词典 10、文件 5；比上期新 2`.
pub fn counted(list: &[Assumption], language: Language) -> String {
    if list.is_empty() {
        return String::new();
    }
    let count = |from: Origin| list.iter().filter(|said| said.from == from).count();
    let parts = Origin::ALL.into_iter().filter(|from| count(*from) > 0);
    let parts = parts.map(|from| format!("{} {}", origin(from, language), count(from)));
    let parts = parts.collect::<Vec<_>>().join(language.pick("、", ", "));
    let new = list.iter().filter(|said| said.is_new).count();
    let new = match new {
        0 => String::new(),
        new => language.pick(format!("；比上期新 {new}"), format!("; {new} new")),
    };
    let all = list.len();
    language.pick(format!("{all} 项：{parts}{new}"), format!("{all}: {parts}{new}"))
}

/// The place without its file, as a block about one file prints it.
pub fn spot(place: &Place) -> String {
    let cell = place.cell();
    match &place.source.sheet {
        Some(sheet) if cell.is_empty() => sheet.clone(),
        Some(sheet) => format!("{sheet}!{cell}"),
        None => cell,
    }
}
