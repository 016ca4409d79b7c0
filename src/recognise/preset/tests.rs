use super::*;
use crate::model::Language;

#[test]
fn the_programs_own_files_hold_no_mistake() {
    for (id, text) in BUILT_IN {
        let read = Presets(BTreeMap::new()).read(&format!("{id}.toml"), id, text, Catalogue::built_in());
        if let Err(complaints) = read {
            panic!("{}", complaints[0].message(Language::English));
        }
    }
    assert_eq!(Presets::built_in().all().count(), BUILT_IN.len());
}

#[test]
fn every_preset_says_what_it_is_and_names_what_must_be_there() {
    for preset in Presets::built_in().all() {
        let id = &preset.id;
        assert!(!preset.about.zh.is_empty() && !preset.about.en.is_empty(), "{id}");
        let list = Catalogue::built_in().list(preset.dataset);
        let has = |field: &Field| preset.columns.iter().any(|(known, _)| known == field);
        for group in &list.required {
            assert!(group.iter().any(has), "{id}: {group:?}");
        }
        assert!(
            preset.columns.iter().all(|(_, headers)| !headers.is_empty()),
            "{id}"
        );
    }
}

#[test]
fn mistakes_are_told_at_their_places() {
    let mut presets = Presets::default();
    let text = "name = \"X\"\nlist = \"order\"\n";
    let complaints = presets
        .read("presets/x.toml", "x", text, Catalogue::built_in())
        .unwrap_err();
    let message = complaints[0].message(Language::English);
    assert!(
        message.contains("presets/x.toml:2:8") && message.contains("did you mean `orders`?"),
        "{message}"
    );
    let text = "name = \"X\"\nlist = \"orders\"\nwhere = \"status = \"\n[columns]\namuont = \"Amount\"\n";
    let complaints = presets
        .read("presets/x.toml", "x", text, Catalogue::built_in())
        .unwrap_err();
    let messages: Vec<String> = complaints
        .iter()
        .map(|complaint| complaint.message(Language::English))
        .collect();
    assert!(
        messages
            .iter()
            .any(|message| message.contains(":5:1") && message.contains("amount")),
        "{messages:?}"
    );
    assert!(
        messages.iter().any(|message| message.contains(":3:")),
        "{messages:?}"
    );
}

#[test]
fn headers_tell_which_system_wrote_them() {
    let like = |headers: &str| {
        let headers: Vec<String> = headers.split(',').map(str::to_owned).collect();
        let preset = Presets::built_in().like(&headers, Catalogue::built_in());
        preset.map(|preset| preset.id.clone())
    };
    for (headers, preset) in [
        (
            "Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Associated Company",
            Some("hubspot-deals"),
        ),
        (
            "Opportunity Owner,Account Name,Opportunity Name,Stage,Amount,Close Date,Opportunity ID",
            Some("salesforce-opportunities"),
        ),
        (
            "销售订单编号,客户名称,下单日期,销售订单金额(元),负责人,生命状态",
            Some("fxiaoke-orders"),
        ),
        ("订单编号,下单日期,业务员,客户名称,金额", None),
        ("工号,姓名,部门", None),
    ] {
        assert_eq!(like(headers).as_deref(), preset, "{headers}");
    }
}
