//! Header rows as the systems in use here export them: each is recognised wholly, freely and pinned.

use super::several::free_and_pinned;
use super::{Dataset, sheet};

/// System and list, dataset, and the headers.
const HEADERS: [(&str, Dataset, &str); 71] = [
    (
        "Odoo 销售订单",
        Dataset::ORDERS,
        "号码|单据日期|客户|销售员|不含税总金额|总税额|含税总金额|状态",
    ),
    (
        "Odoo 销售订单, 明细",
        Dataset::ORDERS,
        "订单关联|单据日期|客户|销售员|销售订单行/产品|销售订单行/数量|销售订单行/合计|状态",
    ),
    (
        "Odoo 銷售訂單",
        Dataset::ORDERS,
        "號碼|報價日期|客戶|銷售人員|稅金|總計|狀態|發票狀態",
    ),
    (
        "Odoo 销售分析",
        Dataset::ORDERS,
        "订单参考号|订单日期|客户|销售人员|产品变体|订购数量|总计|状态",
    ),
    (
        "鼎新 訂單明細",
        Dataset::ORDERS,
        "單號|訂單日期|客戶代號|客戶名稱|業務人員|品名|規格|訂單數量|單位|幣別|匯率|台幣金額",
    ),
    (
        "管家婆 订单明细",
        Dataset::ORDERS,
        "行号|订单编号|日期|商品全名|规格|型号|单位编号|单位全名|经手人编号|经手人全名|订货数量|订货金额|摘要",
    ),
    (
        "Dynamics Orders",
        Dataset::ORDERS,
        "Order ID|Order Date|Total Amount|Total Amount (Base)|Currency|Customer|Owner",
    ),
    (
        "悟空 合同",
        Dataset::ORDERS,
        "合同编号|客户名称|合同金额|下单时间|备注|审核状态|负责人|更新时间|创建人",
    ),
    (
        "Zoho Calls",
        Dataset::CALLS,
        "Related To|Call Type|Call Start Time|Call Duration (in seconds)|Description|Call Result|Call Status|Call Owner",
    ),
    (
        "EspoCRM 电话",
        Dataset::CALLS,
        "状态|开始时间|持续时间|方向|已指派用户|客户",
    ),
    ("EspoCRM 客户", Dataset::CUSTOMERS, "名称|行业|已指派用户|创建于"),
    ("钉钉 签到", Dataset::VISITS, "员工|签到时间|拜访对象"),
    (
        "ERPNext Sales Order, taxes",
        Dataset::ORDERS,
        "Sales Order|Customer Name|Date|Sales Person|Net Total|Total Taxes and Charges|Grand Total|Status",
    ),
    (
        "Salesforce 订单",
        Dataset::ORDERS,
        "订单编号|客户名|订单开始日期|订单所有人|订单金额|状态",
    ),
    (
        "Salesforce 客户",
        Dataset::CUSTOMERS,
        "客户名|客户所有人|创建日期|上次修改日期",
    ),
    (
        "HubSpot 公司",
        Dataset::CUSTOMERS,
        "公司名称|公司所有者|创建日期|生命周期阶段",
    ),
    (
        "手工 订单",
        Dataset::ORDERS,
        "订单编号|日期|业务员|客户|产品|单价|数量|合计",
    ),
    (
        "U8 销售订单列表",
        Dataset::ORDERS,
        "订单号|订单日期|业务类型|客户编码|客户简称|部门名称|业务员编码|业务员|存货名称|数量|价税合计|制单人|备注",
    ),
    (
        "U9 销售订单",
        Dataset::ORDERS,
        "单号|日期|销售订单.客户.名称|销售订单.业务员|销售订单行.行号|销售订单行.料品.品名|销售订单行.数量|销售订单行.价税合计|行状态",
    ),
    (
        "YonSuite 销售订单",
        Dataset::ORDERS,
        "单据编号|单据日期|客户编码|客户|销售业务员|物料名称|主数量|含税金额|单据状态|行号",
    ),
    (
        "K3 销售订单序时簿",
        Dataset::ORDERS,
        "日期|单据编号|购货单位代码|购货单位|业务员|产品名称|数量|价税合计(本位币)|行号",
    ),
    (
        "云星空 销售订单",
        Dataset::ORDERS,
        "单据编号|日期|客户|销售员|物料编码|物料名称|销售数量|价税合计|单据状态|行号",
    ),
    (
        "精斗云 销货明细",
        Dataset::ORDERS,
        "单据日期|单据编号|客户|销售人员|商品|规格型号|单位|数量|金额|备注",
    ),
    (
        "管家婆 销售单",
        Dataset::ORDERS,
        "录单日期|单据编号|往来单位全名|经手人|商品全名|数量|折后金额|摘要",
    ),
    (
        "纷享销客 订单",
        Dataset::ORDERS,
        "销售订单编号|客户名称|下单日期|负责人|销售订单金额(元)|订单产品名称|生命状态|创建人",
    ),
    (
        "Salesforce orders",
        Dataset::ORDERS,
        "Order Number|Account Name|Order Start Date|Order Owner|Order Amount|Status|Last Modified Date",
    ),
    (
        "Odoo sale.order",
        Dataset::ORDERS,
        "Order Reference|Order Date|Customer|Salesperson|Total|Status",
    ),
    (
        "Odoo sale.order, lines",
        Dataset::ORDERS,
        "Order Reference|Order Date|Customer|Salesperson|Order Lines/Product|Order Lines/Quantity|Order Lines/Total|Status",
    ),
    (
        "Odoo sale.order.line",
        Dataset::ORDERS,
        "Order Reference/Order Reference|Order Reference/Order Date|Order Reference/Customer|Order Reference/Salesperson|Product|Quantity|Total",
    ),
    (
        "ERPNext Sales Order, items",
        Dataset::ORDERS,
        "Sales Order|Customer|Date|Sales Person (Sales Team)|Item Name (Items)|Quantity (Items)|Amount (Items)|Status",
    ),
    (
        "K3 销售订单",
        Dataset::ORDERS,
        "日期|单据编号|购货单位|业务员|物料名称|数量|价税合计|作废标志",
    ),
    (
        "云星空 销售订单列表",
        Dataset::ORDERS,
        "单据编号|单据状态|日期|客户.名称|销售员.名称|物料编码|物料名称|销售数量|价税合计|作废状态",
    ),
    (
        "U8 销售订单明细",
        Dataset::ORDERS,
        "订单号|订单日期|客户编码|客户名称|业务员编码|业务员|存货名称|数量|原币价税合计|订单状态",
    ),
    (
        "T+ 销货单明细",
        Dataset::ORDERS,
        "单据日期|单据编号|客户|业务员|存货|规格型号|数量|含税金额|单据状态",
    ),
    (
        "Salesforce accounts",
        Dataset::CUSTOMERS,
        "Account ID|Account Name|Account Owner|Created Date|Billing State/Province|Rating",
    ),
    ("钉钉 签到", Dataset::VISITS, "姓名|工号|签到时间|拜访对象|备注"),
    (
        "ERPNext Sales Order",
        Dataset::ORDERS,
        "Sales Order No|Date|Customer|Customer Name|Sales Person|Item Name|Qty|Grand Total (CNY)|Status",
    ),
    (
        "纷享销客 拜访",
        Dataset::VISITS,
        "拜访时间|拜访人|拜访客户|客户类型|拜访方式|拜访结果",
    ),
    (
        "企业微信 外勤",
        Dataset::VISITS,
        "签到时间|姓名|所属客户|拜访事由|备注",
    ),
    (
        "销售易 客户",
        Dataset::CUSTOMERS,
        "客户名称|客户所有人|创建日期|客户级别|客户状态|最后修改人|最后修改时间",
    ),
    (
        "用友 客户档案",
        Dataset::CUSTOMERS,
        "客户编码|客户名称|专管业务员名称|发展日期|地区分类|客户级别",
    ),
    (
        "HubSpot companies",
        Dataset::CUSTOMERS,
        "Record ID|Company name|Company owner|Create Date|Lifecycle Stage",
    ),
    (
        "呼叫中心 话单",
        Dataset::CALLS,
        "呼叫时间|坐席工号|坐席姓名|被叫号码|呼叫类型|通话时长(秒)|接听状态",
    ),
    (
        "钉钉 日志",
        Dataset::REPORTS,
        "日志模板|提交人|应提交时间|提交时间",
    ),
    (
        "繁體 訂單",
        Dataset::ORDERS,
        "訂單編號|訂單日期|客戶名稱|業務員|產品名稱|數量|金額|狀態",
    ),
    (
        "钉钉 花名册",
        Dataset::ROSTER,
        "工号|姓名|部门|职位|直属主管|入职时间|邮箱",
    ),
    (
        "服务工单",
        Dataset::REQUESTS,
        "工单编号|提出时间|处理人|客户名称|首次响应时间",
    ),
    (
        "ERPNext 销售订单",
        Dataset::ORDERS,
        "ID|客户名称|日期|状态|物料名称 (物料)|数量 (物料)|金额 (物料)|业务员 (销售团队)",
    ),
    (
        "ERPNext, a row a Sales Order Item",
        Dataset::ORDERS,
        "ID|Customer Name|Date|Status|% Delivered|Item Name (Sales Order Item)|Quantity (Sales Order Item)|Amount (Sales Order Item)|Sales Person (Sales Team)",
    ),
    (
        "ERPNext Sales Person",
        Dataset::TARGETS,
        "Sales Person Name|Item Group (Targets)|Fiscal Year (Targets)|Target Amount (Targets)",
    ),
    (
        "ERPNext Employee",
        Dataset::ROSTER,
        "Full Name|Date of Joining|Department|Employee Number|Designation|Reports to|Company Email|Relieving Date|Salary Mode",
    ),
    (
        "ERPNext Issue",
        Dataset::REQUESTS,
        "Customer Name|First Responded On|Assigned To|Created On",
    ),
    (
        "ERPNext 问题",
        Dataset::REQUESTS,
        "客户名称|首次回复时间|分派给|创建于",
    ),
    (
        "ERPNext 客户",
        Dataset::CUSTOMERS,
        "ID|客户名称|客户组|区域|客户经理|创建于",
    ),
    (
        "HubSpot tickets",
        Dataset::REQUESTS,
        "Ticket ID|Create date|Ticket owner|First agent email response date",
    ),
    (
        "HubSpot calls",
        Dataset::CALLS,
        "Activity date|Activity assigned to|Call direction|Call duration (HH:mm:ss)|Call outcome|To number|Associated Company",
    ),
    (
        "Salesforce 活动",
        Dataset::CALLS,
        "日期|被分配人|公司/客户|呼叫类型|呼叫持续时间|呼叫结果",
    ),
    (
        "Salesforce 个案",
        Dataset::REQUESTS,
        "个案所有人|打开日期/时间|客户名|个案编号",
    ),
    (
        "Odoo Contact",
        Dataset::CUSTOMERS,
        "Name|Salesperson|Created on|Tax ID",
    ),
    (
        "Odoo 员工",
        Dataset::ROSTER,
        "员工姓名|工作电子邮件|部门|工作岗位|经理|工牌ID",
    ),
    (
        "Odoo sale.order 17",
        Dataset::ORDERS,
        "Number|Order Date|Customer|Salesperson|Total|Invoice Status|Status",
    ),
    (
        "Odoo sale.report",
        Dataset::ORDERS,
        "Order Reference|Order Date|Customer|Salesperson|Product Variant|Qty Ordered|Total|Status",
    ),
    (
        "Odoo voip.call",
        Dataset::CALLS,
        "Phone Number|Direction|State|Responsible|Start Date",
    ),
    (
        "云星空 引出",
        Dataset::ORDERS,
        "(基本信息)单据编号|*(基本信息)日期|*(基本信息)客户#编码|(基本信息)客户#名称|*(基本信息)销售员#编码|(基本信息)销售员#名称|(订单明细)物料编码#名称|(订单明细)销售数量|(订单明细)价税合计",
    ),
    (
        "云星空 导入模板",
        Dataset::ORDERS,
        "单据编号|*日期|*客户(编码)|客户(名称)|*销售员(编码)|销售员(名称)|物料名称|*销售数量|价税合计",
    ),
    (
        "U8 人员档案",
        Dataset::ROSTER,
        "人员编码|姓名|行政部门名称|到职日期|离职日期|Email地址",
    ),
    (
        "U8 客户档案",
        Dataset::CUSTOMERS,
        "客户编码|客户名称|所属地区名称|专管业务员编码|专营业务员名称|客户级别名称|建档日期",
    ),
    (
        "纷享销客 工单",
        Dataset::REQUESTS,
        "工单编号|客户名称|负责人|创建时间|首次响应时间",
    ),
    (
        "企业微信 通讯录",
        Dataset::ROSTER,
        "姓名|账号|职务|部门|企业邮箱|直属上级",
    ),
    (
        "企业微信 客户",
        Dataset::CUSTOMERS,
        "客户名称|添加人|添加人账号|添加时间",
    ),
    (
        "钉钉 智能人事花名册",
        Dataset::ROSTER,
        "姓名|工号|部门|职位|直属主管|入职时间|邮箱|工资卡卡号",
    ),
];

/// Headers of those that no dataset has a use for.
const UNUSED: [&str; 18] = [
    "稅金",
    "發票狀態",
    "行业",
    "业务类型",
    "部门名称",
    "物料编码",
    "单价",
    "不含税总金额",
    "总税额",
    "Net Total",
    "Total Taxes and Charges",
    "上次修改日期",
    "% Delivered",
    "Salary Mode",
    "客户组",
    "Tax ID",
    "Invoice Status",
    "工资卡卡号",
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
