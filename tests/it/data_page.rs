//! What `docs/data.md` says of the lists that go in is what the catalogue declares: the part between its marks is made
//! from that.

use repcard::catalogue::Catalogue;
use repcard::catalogue::list::{List, ListField};
use repcard::model::{Field, Kind, Kpi, Language};
use std::fmt::Write as _;
use std::path::Path;

const BEGIN: &str = "<!-- lists: begin -->\n";
const END: &str = "<!-- lists: end -->\n";
/// How many headers of a field are shown.
const SHOWN: usize = 6;

#[test]
fn the_page_says_of_lists_what_the_catalogue_declares() {
    for (file, language) in [("data.md", Language::Chinese), ("data.en.md", Language::English)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(file);
        let page = std::fs::read_to_string(&path).unwrap();
        let (before, rest) = page.split_once(BEGIN).unwrap();
        let (_, behind) = rest.split_once(END).unwrap();
        let made = format!("{before}{BEGIN}{}{END}{behind}", lists(language));
        if std::env::var_os("REPCARD_WRITE_DOCS").is_some() {
            std::fs::write(&path, made).unwrap();
        } else {
            assert!(
                page == made,
                "docs/{file} is not what the catalogue says; write it with\n    \
                 REPCARD_WRITE_DOCS=1 cargo test --test it data_page::"
            );
        }
    }
}

fn lists(language: Language) -> String {
    let mut text = language
        .pick(
            "\n由程序中的声明生成，请勿手工修改。粗体为每行必填（工号和姓名、客户编号和名称，有其一即可）；列名只举几个，大小写、繁简、空格不论，`repcard fields` 列出全部。\n",
            "\nMade from what the program declares; not to be edited. What is bold must stand in each row (of a number and a name, either);\n\
             some headers of each field are shown, whose case and spaces don't matter; `repcard fields` lists all.\n",
        )
        .to_owned();
    for list in Catalogue::built_in().lists() {
        write_list(&mut text, list, language);
    }
    text.push('\n');
    text
}

fn write_list(text: &mut String, list: &List, language: Language) {
    let name = |field: Field| list.field_name(field, language).unwrap_or_default();
    let joined = |group: &Vec<Field>| {
        let fields = group.iter().filter(|field| !is_further(**field));
        let names: Vec<String> = fields
            .map(|field| called(*field, name(*field), language))
            .collect();
        names.join(language.pick("或", " or "))
    };
    let required: Vec<String> = list.required.iter().map(joined).collect();
    let required = required.join(language.pick("；", "; "));
    let id = list.dataset.id();
    let _ = writeln!(text, "\n### {} `{id}`\n", list.name.text(language));
    let _ = write!(text, "{}{required}", language.pick("必须有：", "Must be there: "));
    if let Some(date) = list.date {
        let date = name(date);
        let _ = match language {
            Language::Chinese => write!(text, "。日期看“{date}”"),
            Language::English => write!(text, ". Dated by {date}"),
        };
    }
    let end = language.pick("。", ".");
    let head = language.pick(
        "| 字段 | id | 内容 | 列名，例如 |",
        "| field | id | holds | headers such as |",
    );
    let _ = writeln!(text, "{end}\n\n{head}\n|---|---|---|---|");
    for field in list.fields.iter().filter(|field| !is_further(field.field)) {
        write_field(text, field, language);
    }
}

fn write_field(text: &mut String, field: &ListField, language: Language) {
    let of_language = |header: &&String| header.is_ascii() == (language == Language::English);
    let headers = field.headers.iter().filter(of_language).map(String::as_str);
    let shown: Vec<&str> = match field.field {
        Field::TargetOf(_) => {
            vec![language.pick("拜访目标、新客户目标", "visit target, new customer target")]
        }
        Field::Month(_) => vec![language.pick("1月、一月、10月目标", "jan, october, oct target")],
        Field::Quarter(_) => vec![language.pick("一季度、第四季度、10-12月", "q1, 4th quarter, q4 target")],
        Field::Half(_) => vec![language.pick("上半年、下半年", "h1, h2")],
        _ => headers.take(SHOWN).collect(),
    };
    let required = if field.required { "**" } else { "" };
    let id = field.field.id();
    let ids = match (field.field, parts(field.field)) {
        (Field::TargetOf(_), _) => "`target_visits` …".to_owned(),
        (_, 1) => format!("`{id}`"),
        (_, parts) => format!("`{id}` … `{}`", id.replace('1', &parts.to_string())),
    };
    let _ = writeln!(
        text,
        "| {required}{}{required} | {ids} | {} | {} |",
        called(field.field, field.name.text(language), language),
        holds(field.kind, language),
        shown.join(language.pick("、", ", ")).replace('|', "\\|"),
    );
}

/// What a field is called where one stands for several.
fn called(field: Field, name: &str, language: Language) -> String {
    match field {
        Field::TargetOf(_) => language.pick("某一指标的目标", "target of a KPI").to_owned(),
        _ => match parts(field) {
            1 => name.to_owned(),
            _ => format!("{name}…"),
        },
    }
}

/// How many of its kind a field stands for.
fn parts(field: Field) -> usize {
    match field {
        Field::Month(_) => 12,
        Field::Quarter(_) => 4,
        Field::Half(_) => 2,
        _ => 1,
    }
}

/// Whether a field is one of several of a kind, of which the first stands for all.
fn is_further(field: Field) -> bool {
    match field {
        Field::Month(part) | Field::Quarter(part) | Field::Half(part) => part > 1,
        Field::TargetOf(kpi) => kpi != Kpi::SALES,
        _ => false,
    }
}

fn holds(kind: Kind, language: Language) -> &'static str {
    match kind {
        Kind::Id => language.pick("编号", "an id"),
        Kind::Text => language.pick("文字", "text"),
        Kind::Word => language.pick("有含义的词（2.5）", "words with a meaning (2.5)"),
        Kind::Date => language.pick("日期", "a day"),
        Kind::Moment => language.pick("日期，可带时间", "a day, perhaps with a time"),
        Kind::Month => language.pick("月份", "a month"),
        Kind::Money => language.pick("金额", "money"),
        Kind::Number => language.pick("数", "a number"),
        Kind::Count => language.pick("整数", "a whole number"),
        Kind::Share => language.pick("比例", "a share"),
        Kind::Duration => language.pick("时长", "a length of time"),
        Kind::Rep => language.pick("花名册上的人", "somebody on the roster"),
        Kind::Customer => language.pick("客户", "a customer"),
        Kind::YesNo => language.pick("是或否", "yes or no"),
    }
}
