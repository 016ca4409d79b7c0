//! Rows below a sound header of each dataset: dates, amounts, ids, names.
#![no_main]

use libfuzzer_sys::fuzz_target;
use repcard::read::{Limits, read_bytes};
use repcard::recognise::{Mapping, recognise};
use repcard::records::{RecordOptions, records};

const ROSTER: &str = "工号,姓名,入职日期\nS001,张三,2020-01-01\nS002,李四,\n";

const HEADERS: [&str; 10] = [
    "工号,姓名,团队,入职日期,离职日期,生效日期,权重",
    "工号,指标,年度,全年,1月,2月,10月",
    "订单编号,行号,下单日期,业务员,客户名称,数量,金额,状态",
    "拜访日期,业务员,客户名称,客户类型",
    "呼叫时间,坐席,被叫,呼叫方向,通话时长,接通状态",
    "客户编号,客户名称,负责人,创建日期,状态,流失日期",
    "需求编号,提出时间,业务员,回复时间",
    "业务员,类型,应交日期,提交时间",
    "日期,业务员,事项,分值",
    "业务员,指标,月份,目标值",
];

fuzz_target!(|rows: (u8, &str)| {
    let header = HEADERS[usize::from(rows.0) % HEADERS.len()];
    let sheets = [
        ("roster.csv", ROSTER.to_owned()),
        ("a.csv", format!("{header}\n{}", rows.1)),
    ]
    .into_iter()
    .flat_map(|(name, text)| read_bytes(name, text.as_bytes(), &Limits::default()).sheets);
    let period = "2026-10".parse().expect("a month");
    let mapping = Mapping::of_period(period);
    let (mut tables, _) = recognise(sheets.collect(), &mapping);
    records(&mut tables, &RecordOptions::of_period(period)).expect("there is a roster");
});
