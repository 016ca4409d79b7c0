//! Rows of reports that are no records: counts, what is carried from page to page, headings of groups, notes, bare sums.

use super::{sheet, tables};

fn rows(lines: &str) -> Vec<u32> {
    let (tables, findings) = tables(vec![sheet("订单.xlsx", "S", lines)]);
    assert_eq!(tables.len(), 1, "{findings:?}");
    tables[0].rows.iter().map(|row| row.number).collect()
}

const HEADER: &str = "订单编号|下单日期|业务员|客户名称|产品|金额";

#[test]
fn what_is_no_record_is_set_aside() {
    for aside in [
        "|||Count||2",
        "Count||||| 2",
        "记录数：2|||||",
        "|平均|||| 50",
        "承前页|||||100",
        "||过次页|||100",
        "|||||300",
        "Order Owner: Zhou Ming (2 records)|||||",
        "业务员：周明|||||",
        "Confidential Information - Do Not Distribute|||||",
        "Copyright © 2000-2026 salesforce.com, inc. All rights reserved.|||||",
        "以上数据来自 CRM 系统，仅供内部使用|||||",
        "|||||",
    ] {
        let lines = format!(
            "{HEADER}\nD1|2026-10-08|周明|甲|水泵|100\nD2|2026-10-09|周明|甲|水泵|200\n{aside}\nD3|2026-10-10|周明|甲|水泵|7"
        );
        assert_eq!(rows(&lines), [2, 3, 5], "{aside}");
    }
}

#[test]
fn what_may_be_a_record_stays() {
    for row in [
        "D9|||||",
        "D9|||甲||",
        "|||||299",
        "|||甲||300",
        "||周明|||300",
        "|2026-10-10||||300",
        "||周明|||",
        "D9||||水泵|",
    ] {
        let lines =
            format!("{HEADER}\nD1|2026-10-08|周明|甲|水泵|100\nD2|2026-10-09|周明|甲|水泵|200\n{row}");
        assert_eq!(rows(&lines), [2, 3, 4], "{row}");
    }
}
