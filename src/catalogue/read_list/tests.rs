//! Files of lists in, lists or mistakes out.

use crate::catalogue::{Catalogue, List};
use crate::model::{Dataset, Field, Id, Kind, Language, Meaning};

fn read(id: &str, text: &str) -> Result<Catalogue, Vec<String>> {
    let mut catalogue = Catalogue::default();
    let file = format!("datasets/{id}.toml");
    catalogue.read_list(&file, id, text).map_err(|complaints| {
        let messages = complaints.iter();
        messages
            .map(|complaint| complaint.message(Language::English))
            .collect::<Vec<_>>()
    })?;
    Ok(catalogue)
}

fn own(text: &str) -> List {
    let catalogue = read("samples", text).unwrap();
    List::clone(catalogue.list(Dataset::new(Id::of("samples"))))
}

const REP: &str = "name = '样品'\n[field.rep]\nkind = 'rep'\nrequired = true\n";

#[test]
fn a_rep_of_an_own_list_is_known_by_what_lists_call_reps() {
    let list = own(&format!("{REP}headers = ['申请人']"));
    let headers = |field| list.declared(field).unwrap().headers.clone();
    assert!(headers(Field::RepName).contains(&"申请人".to_owned()));
    assert!(headers(Field::RepName).contains(&"业务员".to_owned()));
    assert!(headers(Field::RepId).contains(&"工号".to_owned()));
    assert_eq!(list.required, [vec![Field::RepId, Field::RepName]]);
    assert_eq!(list.field("rep"), Some(Field::RepName));
    assert!(list.names.contains(&"样品".to_owned()));
}

#[test]
fn words_of_an_own_list_need_no_more_than_their_meaning() {
    let list = own(&format!(
        "{REP}[field.\"状态\"]\nkind = 'word'\n[field.\"状态\".words]\nignored = ['作废']"
    ));
    let field = list.field("状态").unwrap();
    assert_eq!(field, Field::Own(Id::of("状态"), Kind::Word));
    let declared = list.declared(field).unwrap();
    assert_eq!(declared.meanings, [Meaning::Counts, Meaning::Ignored]);
    assert_eq!(declared.words.otherwise, Some(Meaning::Counts));
    assert_eq!(declared.words.known[&Meaning::Ignored], ["作废"]);
    assert!(list.is_asked_of_all(field));
}

#[test]
fn a_file_of_a_list_that_is_there_adds_to_it() {
    let text = "[field.amount]\nheaders = ['实收']\n[field.status.words]\nignored = ['搁置了']\nnames = []";
    let text = text.replace("\nnames = []", "");
    let catalogue = read("orders", &text).unwrap();
    let orders = catalogue.list(Dataset::ORDERS);
    let before = Catalogue::built_in().list(Dataset::ORDERS);
    let headers = &orders.declared(Field::Amount).unwrap().headers;
    assert_eq!(headers.last().map(String::as_str), Some("实收"));
    assert_eq!(orders.required, before.required);
    assert_eq!(orders.fields.len(), before.fields.len());
    let words = &orders.declared(Field::Status).unwrap().words;
    assert_eq!(words.known[&Meaning::Ignored], ["搁置了"]);
}

#[test]
fn mistakes_say_where_they_stand() {
    let date = "[field.day]\nkind = 'date'\n";
    for (id, text, said) in [
        ("samples", "name = '样品'", "field"),
        (
            "samples",
            "name = '样品'\n[field.x]\nkind = 'moneys'",
            "datasets/samples.toml:3:8",
        ),
        ("samples", "name = '样品'\n[field.x]\nkind = 'moneys'", "money"),
        (
            "samples",
            "name = '样品'\n[field.x]\nkind = 'money'",
            "[field.rep]",
        ),
        ("samples", &format!("date = 'dya'\n{REP}{date}"), "day"),
        (
            "samples",
            &format!("date = 'rep'\n{REP}{date}"),
            "datasets/samples.toml:1:8",
        ),
        (
            "samples",
            &format!("identity = ['nr']\n{REP}"),
            "datasets/samples.toml:1:13",
        ),
        (
            "samples",
            &format!("{REP}[field.\"a b\"]\nkind = 'id'"),
            "datasets/samples.toml:5:8",
        ),
        (
            "samples",
            &format!("{REP}[field.x]\nkind = 'id'\nheader = ['X']"),
            "headers",
        ),
        (
            "samples",
            &format!("{REP}[field.x]\nkind = 'id'\nwords = {{ ignored = ['a'] }}"),
            "word",
        ),
        (
            "samples",
            &format!("{REP}[field.x]\nkind = 'word'\nwords = {{ ignore = ['a'] }}"),
            "ignored",
        ),
        ("samples", &format!("{REP}[field.x]\nkind = 'rep'"), "kind"),
        ("Samples", REP, "id"),
        ("samples", "name = ", "datasets/samples.toml:1"),
        ("samples", "nmae = 'x'", "name"),
        // Nobody would read what a book adds to whom and by what it appraises.
        (
            "roster",
            "[field.rep_name]\nheaders = ['工友']\n[field.base]\nkind = 'money'",
            "datasets/roster.toml:3:8",
        ),
        ("roster", "[field.base]\nkind = 'money'", "such as orders"),
        (
            "targets",
            "[field.floor]\nkind = 'money'",
            "datasets/targets.toml:1:8",
        ),
        (
            "orders",
            "[field.amount]\nkind = 'sum'",
            "datasets/orders.toml:2:8",
        ),
    ] {
        let mistakes = read(id, text).expect_err(text);
        assert!(
            mistakes.iter().any(|mistake| mistake.contains(said)),
            "{text}: {mistakes:#?}"
        );
    }
}

#[test]
fn columns_of_expressions_are_those_of_the_fields() {
    let text = include_str!("../examples/receivables.toml");
    let catalogue = read("receivables", text).unwrap();
    let scope = catalogue.scope(Dataset::new(Id::of("receivables")));
    let names: Vec<&str> = scope
        .columns()
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "发票号",
            "到期日",
            "应收金额",
            "已收金额",
            "是否逾期",
            "状态",
            "状态_text",
            "跟单员",
            "客户",
            "counts"
        ]
    );
    for dataset in catalogue.datasets() {
        let list = catalogue.list(dataset);
        assert_eq!(list.sources().len(), catalogue.scope(dataset).columns().len());
    }
}
