//! Money: units, currencies, and amounts of another order of magnitude.

use super::{Example, Given, Page};
use crate::model::finding::UnitPlace;
use crate::model::{Problem, Severity};
use rust_decimal::dec;

pages! {
    AMOUNTS_CONVERTED = Page {
        code: "amounts-converted",
        severity: Severity::Warning,
        milder: Some((Severity::Info, ("单位没有疑义", "where nothing else can be meant"))),
        title: ("金额按所写单位换算", "Amounts converted by a unit that is stated"),
        meaning: (
            "金额的单位（如 万元、千元、k、$000）写在表头上方、表格下方、工作表名或文件名中、旁边的“单位”列里、单元格的数字格式里，或在列名里\
             只用简写。写全在列名里的单位，如 金额(万元)，照常换算，不再提示。",
            "The unit of the amounts (万元, thousands, k, $000) stands above the header, below the table, in the name of the \
             sheet or the file, in a column 单位 beside them, in the format of the cells, or in the header in short. A unit \
             that the header states in full, as in 金额(万元), is applied without a word.",
        ),
        effect: (
            "金额已乘以该单位。数字格式只是把元显示成万的，按单元格里的数计算，不再乘一次。目标表中只有金额类指标换算，个数不变。",
            "Amounts were multiplied by it. Where a format merely shows yuan as 万, the number that the cell holds counts, and \
             nothing is multiplied twice. In a table of targets only metrics of money are converted, no counts.",
        ),
        remedy: (
            "核对换算前后的样例。若不该换算，在 repcard.toml 的 [scale] 中给这个文件写上 1；若应乘以别的数，写那个数。写了就不再提示。",
            "Look at the sample before and after. Where nothing is to be converted, give the file a 1 under [scale] of \
             repcard.toml; where it is another number, write that one. Then nothing is said any more.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/销售目标.csv",
                    "\
                    单位：万元,,\n\
                    工号,年度,全年\n\
                    S001,2026,120\n\
                    S002,2026,60\n\
                    ",
                ),
            ]),
            place: "inbox/销售目标.csv!C2",
            problem: |_| Problem::AmountsConverted {
                unit: "万元".into(),
                at: UnitPlace::Above,
                sample: Some([dec!(120), dec!(1_200_000)]),
                sure: true,
                file: "销售目标.csv".into(),
            },
        },
    };

    UNIT_UNSURE = Page {
        code: "unit-unsure",
        severity: Severity::Warning,
        milder: None,
        title: ("金额的单位不能确定", "A unit of money that may be meant otherwise"),
        meaning: (
            "文件名或工作表名里有像单位的字母（如 k），或数字格式显示的单位与列名写的对不上。",
            "The name of the file or the sheet holds a letter that may be a unit (k), or the format of the cells shows \
             another unit than the header states.",
        ),
        effect: (
            "金额按单元格里的数计算，没有换算。如果它确是单位，销售额或目标会差一千倍以上。",
            "Amounts count as the cells hold them; nothing was converted. If it is a unit after all, sales or targets are \
             wrong by a factor of a thousand or more.",
        ),
        remedy: (
            "在 repcard.toml 的 [scale] 中给这个文件写明乘数：是千就写 1000，是万就写 10000，不需要换算就写 1。",
            "Say under [scale] of repcard.toml what the file’s amounts are multiplied by: 1000 for thousands, 10000 for 万, \
             1 for nothing.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单(k).csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额\n\
                    D1,2026-10-08,S001,甲公司,1200\n\
                    D2,2026-10-09,S001,乙公司,600\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单(k).csv!E1",
            problem: |_| Problem::UnitUnsure {
                unit: "k".into(),
                at: UnitPlace::File,
                scale: dec!(1_000),
                file: "2026-10/订单(k).csv".into(),
            },
        },
    };

    OTHER_CURRENCY = Page {
        code: "other-currency",
        severity: Severity::Warning,
        milder: None,
        title: ("金额是另一种货币", "Amounts in another currency"),
        meaning: (
            "列名、标题、工作表名、文件名、币种列或数字格式写明的货币（如 美元、USD、$）不是账套的货币。账套的货币由 repcard.toml 的 currency \
             决定，省略时中文账套为人民币（CNY），英文账套以多数订单写明的为准。",
            "The currency that a header, a title, a name, a currency column or the format of the cells states (USD, 美元, $) \
             is not the book’s. That is `currency` of repcard.toml; without it a Chinese book is in CNY, and an English one \
             in what most of its orders state.",
        ),
        effect: (
            "数字照样相加：4,000 美元按 4,000 元计。销售额、增长与得分都会不对。",
            "The figures are added all the same: 4,000 dollars count as 4,000 yuan. Sales, growth and scores are wrong.",
        ),
        remedy: (
            "整个账套都用这种货币时，在 repcard.toml 最上面写 currency。只有一部分是时，在 [rates] 中写明一单位该货币折合多少，如 \
             USD = 7.1，金额就按此折算。",
            "Where the whole book is in it, write `currency` at the top of repcard.toml. Where only a part is, say under \
             [rates] what one of it is worth, as in USD = 7.1; amounts are converted by it.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/2026-10/订单.csv",
                    "\
                    订单编号,下单日期,工号,客户名称,金额(美元)\n\
                    D1,2026-10-08,S001,甲公司,4000\n\
                    D2,2026-10-09,S001,乙公司,5000\n\
                    ",
                ),
            ]),
            place: "inbox/2026-10/订单.csv!E1",
            problem: |_| Problem::OtherCurrency {
                currency: "USD".into(),
                at: UnitPlace::Header,
                own: "CNY".into(),
                rows: 2,
                all: false,
                file: "2026-10/订单.csv".into(),
            },
        },
    };

    AMOUNTS_JUMP = Page {
        code: "amounts-jump",
        severity: Severity::Warning,
        milder: None,
        title: ("金额与以往相差两个数量级", "Amounts a hundred times those before"),
        meaning: (
            "这张表本期金额的中位数，是此前各月订单的一百倍左右以上或百分之一以下，两者又几乎没有重叠。多半是导出换了单位（元与万元、元与分），\
             或读错了列。两边都至少有 5 行才比较。",
            "The middle amount of the table’s rows of the period is some hundred times that of the orders of the months before, \
             or a hundredth of it, and the two hardly overlap. Most likely the export changed its unit (yuan, 万元, cents), or \
             another column is read. Both sides need 5 rows to be compared.",
        ),
        effect: (
            "金额按表中的数计算。如果单位换了，销售额和增长率会差上百倍。",
            "Amounts count as they stand. If the unit changed, sales and growth are wrong by that factor.",
        ),
        remedy: (
            "核对两个中位数。单位不同时，在 repcard.toml 的 [scale] 中给这个文件写明乘数；金额没有错时写 1，就不再提示。",
            "Compare the two. Where the unit differs, say under [scale] of repcard.toml what the file’s amounts are multiplied \
             by; where the amounts are right, write 1, and nothing is said any more.",
        ),
        example: Example {
            given: Given::Told((
                "9 月的订单在 5,000 元上下，10 月的订单在 0.5 上下，列名没有写万元。",
                "Orders of September are about 5,000, those of October about 0.5, and no header says 万元.",
            )),
            place: "inbox/2026-10/订单.xlsx!明细!E1",
            problem: |_| Problem::AmountsJump {
                now: dec!(0.52),
                before: dec!(5_100),
                rows: 40,
                scale: dec!(10_000),
                file: "2026-10/订单.xlsx".into(),
            },
        },
    };

    AMOUNTS_TURNED = Page {
        code: "amounts-turned",
        severity: Severity::Warning,
        milder: None,
        title: ("本期金额全部是负数", "All amounts of the period are below 0"),
        meaning: (
            "本期计入的订单金额没有一个是正数，而此前各月多数是正数。多半是导出换了记账方向（收入记在贷方，写成负数）。至少有 5 行才提示。",
            "No amount of the period’s orders is above 0, and most of the months before are. Most likely the export changed the side \
             of the ledger that sales are written on. It is told from 5 rows on.",
        ),
        effect: (
            "低于 0 的金额是退回的钱，从销售额中减去。",
            "An amount below 0 is money that went back, and is taken off the sales.",
        ),
        remedy: (
            "正负号反了，按提示写一个取负的列；确实只有退款，写 sign = \"as-written\"。",
            "Where the signs are turned, write a computed column as the message says; where money only went back, sign = \"as-written\".",
        ),
        example: Example {
            given: Given::Told((
                "9 月的订单金额是正数，10 月 40 行全部是负数。",
                "Amounts of September’s orders are above 0, all 40 of October’s below.",
            )),
            place: "inbox/2026-10/订单.xlsx!明细!E1",
            problem: |_| Problem::AmountsTurned {
                rows: 40,
                turned: Some("orders = { files = [\"{period}/订单.xlsx\"], columns = { amount = \"-金额\" } }".into()),
                kept: Some("orders = { files = [\"{period}/订单.xlsx\"], sign = \"as-written\" }".into()),
            },
        },
    };

    TARGETS_OUT_OF_SCALE = Page {
        code: "targets-out-of-scale",
        severity: Severity::Warning,
        milder: None,
        title: ("目标与销售额相差数百倍", "Targets hundreds of times the sales"),
        meaning: (
            "业务员的月销售目标，中位数是他们实际销售额的数百倍以上，或不到数百分之一。多半是目标写的是万元而没有注明，或反过来。",
            "The middle monthly target of the reps is hundreds of times what they sell, or a small fraction of it. Most likely \
             the targets are in 万元 or thousands and nobody says so, or the other way round.",
        ),
        effect: (
            "目标按表中的数计算，人人都远远超额，或人人都几乎为零。",
            "Targets count as they stand: everybody is far above, or nobody gets anywhere.",
        ),
        remedy: (
            "在 repcard.toml 的 [scale] 中给目标文件写明乘数；目标没有错时写 1，就不再提示。",
            "Say under [scale] of repcard.toml what the targets’ amounts are multiplied by; where they are right, write 1, and \
             nothing is said any more.",
        ),
        example: Example {
            given: Given::Told((
                "目标表写 12、10、9，没有单位；三人每月销售额在十万元上下。",
                "The targets say 12, 10 and 9 without a unit; the three sell about 100,000 a month.",
            )),
            place: "inbox/销售目标.xlsx!目标!C1",
            problem: |_| Problem::TargetsOutOfScale {
                target: dec!(10),
                sales: dec!(104_000),
                scale: dec!(10_000),
                file: "销售目标.xlsx".into(),
            },
        },
    };
}
