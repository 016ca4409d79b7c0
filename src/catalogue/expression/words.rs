//! Words that mean something, and what to write in place of those that are not allowed.

/// Words that are never names unless they stand in double quotes.
pub(super) const RESERVED: [&str; 16] = [
    "and", "or", "not", "in", "between", "like", "escape", "is", "null", "case", "when", "then", "else",
    "end", "true", "false",
];

/// Words besides those that databases don't take for names: printed, such a name stands in double quotes.
const OF_SQL: [&str; 60] = [
    "all",
    "any",
    "array",
    "as",
    "asc",
    "both",
    "by",
    "cast",
    "check",
    "collate",
    "column",
    "constraint",
    "create",
    "cross",
    "current_date",
    "default",
    "delete",
    "desc",
    "distinct",
    "do",
    "except",
    "exists",
    "extract",
    "filter",
    "for",
    "foreign",
    "from",
    "full",
    "grant",
    "group",
    "having",
    "inner",
    "insert",
    "intersect",
    "interval",
    "into",
    "join",
    "left",
    "limit",
    "natural",
    "offset",
    "on",
    "order",
    "outer",
    "over",
    "period",
    "primary",
    "references",
    "right",
    "select",
    "set",
    "some",
    "table",
    "to",
    "union",
    "unique",
    "update",
    "user",
    "using",
    "where",
];

/// Whether a name in lower case is a word of SQL.
pub(super) fn is_sql(name: &str) -> bool {
    RESERVED.contains(&name) || OF_SQL.contains(&name)
}

/// The parts of a date that `extract` gives, and the function that is the same.
pub(super) const DATE_PARTS: [&str; 6] = ["year", "quarter", "month", "week", "day", "hour"];

/// Words of SQL and functions of databases and spreadsheets that people try, and the nearest that is allowed.
const REFUSED: [(&str, &str); 77] = [
    ("all", "in ('a', 'b')"),
    ("any", "in ('a', 'b')"),
    ("array", "in ('a', 'b')"),
    ("average", "avg(x)"),
    ("averageif", "avg(x) filter (where …)"),
    ("cast", "date(x)"),
    ("ceiling", "ceil(x)"),
    ("char_length", "length(x)"),
    ("charindex", "x like '%…%'"),
    ("collate", "lower(x)"),
    ("concat", "x || y"),
    ("contains", "x like '%…%'"),
    ("convert", "date(x)"),
    ("countif", "count(*) filter (where …)"),
    ("countifs", "count(*) filter (where …)"),
    ("cube", "sum(x)"),
    ("current_date", "period.last_day"),
    ("current_timestamp", "period.last_day"),
    ("date_diff", "days_between(from, to)"),
    ("date_part", "year(x)"),
    ("date_trunc", "year(x), month(x)"),
    ("datediff", "days_between(from, to)"),
    ("datepart", "year(x)"),
    ("days", "days_between(from, to)"),
    ("decode", "case x when 'a' then 1 else 0 end"),
    ("div", "floor(x / y)"),
    ("endswith", "x like '%…'"),
    ("exists", "x is not null"),
    ("find", "x like '%…%'"),
    ("getdate", "period.last_day"),
    ("group", "sum(x)"),
    ("having", "sum(x) filter (where …)"),
    ("if", "case when … then … else … end"),
    ("iferror", "coalesce(x, 0)"),
    ("ifnull", "coalesce(x, 0)"),
    ("ifs", "case when … then … else … end"),
    ("iif", "case when … then … else … end"),
    ("ilike", "lower(x) like '…'"),
    ("int", "floor(x)"),
    ("interval", "days_between(from, to)"),
    ("isblank", "x is null"),
    ("isnull", "x is null"),
    ("left", "substring(x, 1, 2)"),
    ("len", "length(x)"),
    ("mean", "avg(x)"),
    ("median", "avg(x)"),
    ("mid", "substring(x, 1, 2)"),
    ("networkdays", "working_days(from, to)"),
    ("now", "period.last_day"),
    ("nvl", "coalesce(x, 0)"),
    ("over", "sum(x)"),
    ("position", "x like '%…%'"),
    ("regexp", "like '%…%'"),
    ("regexp_like", "x like '%…%'"),
    ("regexp_matches", "x like '%…%'"),
    ("right", "x like '%…'"),
    ("rlike", "like '%…%'"),
    ("roundup", "ceil(x)"),
    ("rounddown", "floor(x)"),
    ("safe_cast", "date(x)"),
    ("search", "x like '%…%'"),
    ("select", "sum(x) filter (where …)"),
    ("similar", "like '%…%'"),
    ("some", "in ('a', 'b')"),
    ("startswith", "x like '…%'"),
    ("substr", "substring(x, 1, 2)"),
    ("sumif", "sum(x) filter (where …)"),
    ("sumifs", "sum(x) filter (where …)"),
    ("sumproduct", "sum(x * y)"),
    ("timestampdiff", "hours_between(from, to)"),
    ("today", "period.last_day"),
    ("total", "sum(x)"),
    ("trunc", "floor(x)"),
    ("try_cast", "date(x)"),
    ("union", "or"),
    ("xor", "x <> y"),
    ("within", "in ('a', 'b')"),
];

/// What to write in place of a word.
pub(super) fn instead(word: &str) -> Option<&'static str> {
    let found = REFUSED.iter().find(|(refused, _)| *refused == word);
    found.map(|(_, instead)| *instead)
}

/// Signs that look like those of the language, are those of other languages, or come from Chinese input methods.
const SIGNS: [(&str, &str); 36] = [
    ("==", "="),
    ("&&", "and"),
    ("&", "and"),
    ("|", "or"),
    ("!", "not"),
    ("<=>", "="),
    ("::", "date(x)"),
    ("`", "\""),
    ("[", "\""),
    ("]", "\""),
    ("{", "("),
    ("}", ")"),
    ("“", "'"),
    ("”", "'"),
    ("‘", "'"),
    ("’", "'"),
    ("「", "'"),
    ("」", "'"),
    ("《", "'"),
    ("》", "'"),
    ("【", "("),
    ("】", ")"),
    ("、", ","),
    ("。", "."),
    ("×", "*"),
    ("✕", "*"),
    ("÷", "/"),
    ("−", "-"),
    ("–", "-"),
    ("—", "-"),
    ("≥", ">="),
    ("≤", "<="),
    ("≠", "<>"),
    ("~", "like"),
    ("//", "floor(x / y)"),
    ("%", "x / 100"),
];

/// The ASCII characters that full-width ones stand for, from `！` on.
const ASCII: &str =
    "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/// The sign that was meant by one that isn't there.
pub(super) fn sign_meant(found: &str) -> Option<&'static str> {
    if let Some((_, meant)) = SIGNS.iter().find(|(sign, _)| *sign == found) {
        return Some(meant);
    }
    let character = found.chars().next()?;
    if character == '\u{3000}' {
        return Some(" ");
    }
    let place = usize::try_from(u32::from(character).checked_sub(u32::from('！'))?).ok()?;
    ASCII.get(place..=place)
}
