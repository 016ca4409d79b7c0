//! Header rows as the systems in use here export them: each is recognised wholly, freely and pinned.

use super::several::free_and_pinned;
use super::{Dataset, sheet};

/// System and list, dataset, and the headers.
const HEADERS: [(&str, Dataset, &str); 37] = [
    (
        "Odoo 销售订单",
        Dataset::Orders,
        "号码|单据日期|客户|销售员|不含税总金额|总税额|含税总金额|状态",
    ),
    (
        "Odoo 销售订单, 明细",
        Dataset::Orders,
        "订单关联|单据日期|客户|销售员|销售订单行/产品|销售订单行/数量|销售订单行/合计|状态",
    ),
    (
        "ERPNext Sales Order, taxes",
        Dataset::Orders,
        "Sales Order|Customer Name|Date|Sales Person|Net Total|Total Taxes and Charges|Grand Total|Status",
    ),
    (
        "Salesforce 订单",
        Dataset::Orders,
        "订单编号|客户名|订单开始日期|订单所有人|订单金额|状态",
    ),
    (
        "Salesforce 客户",
        Dataset::Customers,
        "客户名|客户所有人|创建日期|上次修改日期",
    ),
    (
        "HubSpot 公司",
        Dataset::Customers,
        "公司名称|公司所有者|创建日期|生命周期阶段",
    ),
    (
        "手工 订单",
        Dataset::Orders,
        "订单编号|日期|业务员|客户|产品|单价|数量|合计",
    ),
    (
        "U8 销售订单列表",
        Dataset::Orders,
        "订单号|订单日期|业务类型|客户编码|客户简称|部门名称|业务员编码|业务员|存货名称|数量|价税合计|制单人|备注",
    ),
    (
        "U9 销售订单",
        Dataset::Orders,
        "单号|日期|销售订单.客户.名称|销售订单.业务员|销售订单行.行号|销售订单行.料品.品名|销售订单行.数量|销售订单行.价税合计|行状态",
    ),
    (
        "YonSuite 销售订单",
        Dataset::Orders,
        "单据编号|单据日期|客户编码|客户|销售业务员|物料名称|主数量|含税金额|单据状态|行号",
    ),
    (
        "K3 销售订单序时簿",
        Dataset::Orders,
        "日期|单据编号|购货单位代码|购货单位|业务员|产品名称|数量|价税合计(本位币)|行号",
    ),
    (
        "云星空 销售订单",
        Dataset::Orders,
        "单据编号|日期|客户|销售员|物料编码|物料名称|销售数量|价税合计|单据状态|行号",
    ),
    (
        "精斗云 销货明细",
        Dataset::Orders,
        "单据日期|单据编号|客户|销售人员|商品|规格型号|单位|数量|金额|备注",
    ),
    (
        "管家婆 销售单",
        Dataset::Orders,
        "录单日期|单据编号|往来单位全名|经手人|商品全名|数量|折后金额|摘要",
    ),
    (
        "纷享销客 订单",
        Dataset::Orders,
        "销售订单编号|客户名称|下单日期|负责人|销售订单金额(元)|订单产品名称|生命状态|创建人",
    ),
    (
        "Salesforce orders",
        Dataset::Orders,
        "Order Number|Account Name|Order Start Date|Order Owner|Order Amount|Status|Last Modified Date",
    ),
    (
        "Odoo sale.order",
        Dataset::Orders,
        "Order Reference|Order Date|Customer|Salesperson|Total|Status",
    ),
    (
        "Odoo sale.order, lines",
        Dataset::Orders,
        "Order Reference|Order Date|Customer|Salesperson|Order Lines/Product|Order Lines/Quantity|Order Lines/Total|Status",
    ),
    (
        "Odoo sale.order.line",
        Dataset::Orders,
        "Order Reference/Order Reference|Order Reference/Order Date|Order Reference/Customer|Order Reference/Salesperson|Product|Quantity|Total",
    ),
    (
        "ERPNext Sales Order, items",
        Dataset::Orders,
        "Sales Order|Customer|Date|Sales Person (Sales Team)|Item Name (Items)|Quantity (Items)|Amount (Items)|Status",
    ),
    (
        "K3 销售订单",
        Dataset::Orders,
        "日期|单据编号|购货单位|业务员|物料名称|数量|价税合计|作废标志",
    ),
    (
        "云星空 销售订单列表",
        Dataset::Orders,
        "单据编号|单据状态|日期|客户.名称|销售员.名称|物料编码|物料名称|销售数量|价税合计|作废状态",
    ),
    (
        "U8 销售订单明细",
        Dataset::Orders,
        "订单号|订单日期|客户编码|客户名称|业务员编码|业务员|存货名称|数量|原币价税合计|订单状态",
    ),
    (
        "T+ 销货单明细",
        Dataset::Orders,
        "单据日期|单据编号|客户|业务员|存货|规格型号|数量|含税金额|单据状态",
    ),
    (
        "Salesforce accounts",
        Dataset::Customers,
        "Account ID|Account Name|Account Owner|Created Date|Billing State/Province|Rating",
    ),
    ("钉钉 签到", Dataset::Visits, "姓名|工号|签到时间|拜访对象|备注"),
    (
        "ERPNext Sales Order",
        Dataset::Orders,
        "Sales Order No|Date|Customer|Customer Name|Sales Person|Item Name|Qty|Grand Total (CNY)|Status",
    ),
    (
        "纷享销客 拜访",
        Dataset::Visits,
        "拜访时间|拜访人|拜访客户|客户类型|拜访方式|拜访结果",
    ),
    (
        "企业微信 外勤",
        Dataset::Visits,
        "签到时间|姓名|所属客户|拜访事由|备注",
    ),
    (
        "销售易 客户",
        Dataset::Customers,
        "客户名称|客户所有人|创建日期|客户级别|客户状态|最后修改人|最后修改时间",
    ),
    (
        "用友 客户档案",
        Dataset::Customers,
        "客户编码|客户名称|专管业务员名称|发展日期|地区分类|客户级别",
    ),
    (
        "HubSpot companies",
        Dataset::Customers,
        "Record ID|Company name|Company owner|Create Date|Lifecycle Stage",
    ),
    (
        "呼叫中心 话单",
        Dataset::Calls,
        "呼叫时间|坐席工号|坐席姓名|被叫号码|呼叫类型|通话时长(秒)|接听状态",
    ),
    (
        "钉钉 日志",
        Dataset::Reports,
        "日志模板|提交人|应提交时间|提交时间",
    ),
    (
        "繁體 訂單",
        Dataset::Orders,
        "訂單編號|訂單日期|客戶名稱|業務員|產品名稱|數量|金額|狀態",
    ),
    (
        "钉钉 花名册",
        Dataset::Roster,
        "工号|姓名|部门|职位|直属主管|入职时间|邮箱",
    ),
    (
        "服务工单",
        Dataset::Requests,
        "工单编号|提出时间|处理人|客户名称|首次响应时间",
    ),
];

/// Headers of those that no dataset has a use for.
const UNUSED: [&str; 9] = [
    "业务类型",
    "部门名称",
    "物料编码",
    "单价",
    "不含税总金额",
    "总税额",
    "Net Total",
    "Total Taxes and Charges",
    "上次修改日期",
];

#[test]
fn what_systems_export_is_recognised_wholly() {
    let mut failures = Vec::new();
    for (system, dataset, header) in HEADERS {
        let width = header.split('|').count();
        let lines = format!("{header}\n{}", vec!["1"; width].join("|"));
        let name = format!("{system}.xlsx");
        let (free, pinned) = free_and_pinned(&[sheet(&name, "Sheet1", &lines)]);
        let reading = &free[0];
        let unknown: Vec<_> = reading
            .unused
            .iter()
            .filter(|column| !column.is_ignored && !column.is_repeated)
            .map(|column| column.header.as_str())
            .filter(|header| !UNUSED.contains(header))
            .collect();
        let found = reading.table.as_ref().map(|table| table.dataset);
        if found != Some(dataset) || !unknown.is_empty() {
            failures.push(format!("{system}: {found:?} {unknown:?}"));
        }
        assert_eq!(reading.table, pinned[0].table, "{system}");
    }
    assert_eq!(failures, Vec::<String>::new());
}
