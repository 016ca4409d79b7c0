//! What `docs/data.md` says of the lists that go in is what the catalogue declares: the part between its marks is made
//! from that.

use repcard::catalogue::list::{List, ListField};
use repcard::catalogue::Catalogue;
use repcard::model::{Field, Kind, Language};
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
                 REPCARD_WRITE_DOCS=1 cargo test --test data_page"
            );
        }
    }
}

fn lists(language: Language) -> String {
    let mut text = language
        .pick(
            "\n由程序中的声明生成，请勿手工修改。列名只举几个，大小写、繁简、空格不论；`repcard fields` 列出全部。\n",
            "\nMade from what the program declares; not to be edited. Some headers of each field are shown, of any case, simplified or\n\
             traditional; `repcard fields` lists all.\n",
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
        let fields = group.iter().filter(|field| !is_further_part(**field));
        fields.map(|field| name(*field)).collect::<Vec<_>>().join(language.pick("或", " or "))
    };
    let required: Vec<String> = list.required.iter().map(joined).collect();
    let required = required.join(language.pick("；", "; "));
    let id = list.dataset.id();
    let _ = writeln!(text, "\n### {} `{id}`\n", list.name.text(language));
    let _ = write!(text, "{}{required}", language.pick("必须有：", "Must be there: "));
    if let Some(date) = list.date {
        let date = name(date);
        let _ = match language {
            Language::Chinese => write!(text, "。一行属于“{date}”所在的期间"),
            Language::English => write!(text, ". A row is of the period that its {date} is in"),
        };
    }
    let end = language.pick("。", ".");
    let head = language.pick("| 字段 | id | 内容 | 列名，例如 |", "| field | id | holds | headers such as |");
    let _ = writeln!(text, "{end}\n\n{head}\n|---|---|---|---|");
    for field in list.fields.iter().filter(|field| !is_further_part(field.field)) {
        write_field(text, field, language);
    }
}

fn write_field(text: &mut String, field: &ListField, language: Language) {
    let of_own = |header: &&String| header.is_ascii() == (language == Language::English);
    let own: Vec<&str> = field.headers.iter().filter(of_own).map(String::as_str).collect();
    let shown = own.iter().take(SHOWN).copied().collect::<Vec<_>>();
    let shown = shown.join(language.pick("、", ", "));
    let required = if field.required { "**" } else { "" };
    let (name, id) = (field.name.text(language), field.field.id());
    let parts = match field.field {
        Field::Month(_) => 12,
        Field::Quarter(_) => 4,
        Field::Half(_) => 2,
        _ => 1,
    };
    let (name, id) = match parts {
        1 => (name.to_owned(), format!("`{id}`")),
        _ => {
            let last = id.replace('1', &parts.to_string());
            (format!("{name} …"), format!("`{id}` … `{last}`"))
        }
    };
    let _ = writeln!(
        text,
        "| {required}{name}{required} | {id} | {} | {} |",
        holds(field.kind, language),
        shown.replace('|', "\\|"),
    );
}

/// Whether a field is one of several months, quarters or halves of a year, of which the first stands for all.
fn is_further_part(field: Field) -> bool {
    matches!(field, Field::Month(2..) | Field::Quarter(2..) | Field::Half(2..))
}

fn holds(kind: Kind, language: Language) -> &'static str {
    match kind {
        Kind::Id => language.pick("编号", "an id"),
        Kind::Text => language.pick("文字", "text"),
        Kind::Word => language.pick("决定是否计入的词", "words that decide"),
        Kind::Date => language.pick("日期", "a day"),
        Kind::Moment => language.pick("日期，可带时间", "a day, perhaps with a time"),
        Kind::Month => language.pick("月份", "a month"),
        Kind::Money => language.pick("金额", "money"),
        Kind::Number => language.pick("数", "a number"),
        Kind::Count => language.pick("整数", "a whole number"),
        Kind::Share => language.pick("比例", "a share"),
        Kind::Duration => language.pick("时长", "a length of time"),
        Kind::Rep => language.pick("工号或姓名", "a rep"),
        Kind::Customer => language.pick("客户", "a customer"),
        Kind::YesNo => language.pick("是或否", "yes or no"),
    }
}
