//! What is wrong in a template: the reports of the template language → faults that say what, and what to do.

use super::limits::{ENDLESS_RANGE, MOST_IN_RANGE, MOST_IN_RANGES, MOST_MARKUP};
use crate::model::Language;
use crate::model::text::nearest;

/// How many names are listed where none is near.
const LISTED: usize = 12;

/// What is wrong in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateFault {
    /// A name that means nothing there.
    Unknown {
        /// What it was to be the name of.
        named: Named,
        /// The name as it is written.
        name: String,
        /// The name that was probably meant.
        nearest: Option<String>,
        /// The names that mean something there, as far as they are known.
        known: Vec<String>,
    },
    /// An expression that has no value there, such as an item beyond the end of a list.
    NoValue(String),
    /// A tag that is opened and never closed: `{% if %}`, and what closes it.
    Unclosed(String, String),
    /// A tag that closes what was never opened: `{% endif %}`.
    Unopened(String),
    /// Something that cannot stand where it stands, and what could.
    Unexpected(String, Option<String>),
    /// A value of the wrong kind: the kind that it is, and the kind that is wanted.
    WrongKind(Kind, Kind),
    /// Values of kinds that cannot be compared.
    NotComparable(Kind, Kind),
    /// A text that is not of the wanted kind.
    NotA(String, Kind),
    /// A filter, function or component lacks an argument.
    NoArgument(String),
    /// A division by zero.
    DividedByZero,
    /// A template that includes itself, by way of others.
    Circular(String),
    /// A component of that name in two files.
    Twice(String, String, String),
    /// A `range` of more numbers than one document may ask for.
    EndlessRange,
    /// More markup than one document may have.
    Endless,
    /// Anything else, in the words of the template language.
    Other(String),
}

/// What a name is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// `kpi.actual`
    Variable,
    /// `| money`
    Filter,
    /// `is defined`
    Test,
    /// `say(…)`
    Function,
    /// `<charts.bar />`
    Component,
    /// An argument of a component.
    Argument,
    /// `{% include "…" %}`
    Template,
    /// `{% if %}`
    Tag,
}

/// A kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 1.5
    Number,
    /// A whole number.
    Whole,
    /// "text"
    Text,
    /// 2026-10-31
    Date,
    /// Several values in order.
    List,
    /// Several values by name.
    Group,
    /// True or false.
    Truth,
    /// No value.
    Nothing,
    /// Something else.
    Other,
}

/// Filters, functions, tests and tags that templates can use, for guesses.
const FILTERS: &[&str] = &[
    "money", "compact", "points", "percent", "signed", "stars", "date", "quoted", "truncate", "length",
    "float", "int", "round", "trim", "join", "first", "last", "default", "upper", "lower", "replace", "safe",
    "abs", "sort", "split",
];
const FUNCTIONS: &[&str] = &["say", "say_money", "range"];
const TESTS: &[&str] = &["defined", "undefined", "number", "string", "odd", "even", "none"];
const TAGS: &[&str] = &[
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "endfor",
    "set",
    "include",
    "component",
    "endcomponent",
    "raw",
];

impl TemplateFault {
    /// The fault that a report tells of; `excerpt` is the piece of the template that it points at.
    pub(super) fn of(message: &str, excerpt: &str) -> Self {
        let excerpt = excerpt.trim();
        unknown(message, excerpt)
            .or_else(|| misplaced(message, excerpt))
            .or_else(|| mistyped(message))
            .unwrap_or_else(|| Self::Other(message.trim_end_matches('.').to_owned()))
    }

    /// Says it, and what to do.
    pub fn wording(&self, language: Language) -> String {
        match self {
            Self::Unknown {
                named,
                name,
                nearest,
                known,
            } => not_known(*named, name, nearest.as_deref(), known, language),
            Self::NoValue(expression) => language.pick(
                format!("`{expression}` 在这里没有值；请先用 {{% if %}} 判断，或检查下标"),
                format!(
                    "`{expression}` has no value here; ask for it with {{% if %}} first, or check the index"
                ),
            ),
            Self::Unclosed(tag, closing) => language.pick(
                format!("从这里开始的 {tag} 没有结束；请补上 {closing}"),
                format!("{tag} begins here and never ends; add {closing}"),
            ),
            Self::Unopened(tag) => language.pick(
                format!("{tag} 没有对应的开头；请删除，或补上它的开头"),
                format!("{tag} ends what never began; remove it, or add its beginning"),
            ),
            Self::Unexpected(found, wanted) => unexpected(found, wanted.as_deref(), language),
            Self::WrongKind(Kind::Text, Kind::Number) => language.pick(
                "这里要用数，得到的却是文字；请用 raw 下的数，并在其后写 | float".to_owned(),
                "a number is wanted here, and this is a text; take one of those under raw and write | float behind it"
                    .to_owned(),
            ),
            Self::WrongKind(found, wanted) => {
                let (found, wanted) = (found.name(language), wanted.name(language));
                language.pick(
                    format!("这里要用{wanted}，得到的却是{found}；请换成{wanted}"),
                    format!("{wanted} is wanted here, and this is {found}; give {wanted}"),
                )
            }
            Self::NotComparable(one, other) => {
                let (one, other) = (one.name(language), other.name(language));
                language.pick(
                    format!("{one}和{other}不能比较；数要写成 raw_score | float 这样再比较"),
                    format!("{one} and {other} cannot be compared; make a number of a text first, as in raw_score | float"),
                )
            }
            Self::NotA(text, Kind::Date) => language.pick(
                format!("“{text}”不是日期；请给出 2026-10-31 这样的日期"),
                format!("\"{text}\" is not a date; give one such as 2026-10-31"),
            ),
            Self::NotA(text, kind) => {
                let kind = kind.name(language);
                language.pick(
                    format!("“{text}”不是{kind}；请换成{kind}，如 raw 下的数"),
                    format!("\"{text}\" is not {kind}; give {kind}, such as those under raw"),
                )
            }
            Self::NoArgument(name) => language.pick(
                format!("缺少参数 `{name}`；请补上 {name}=…"),
                format!("the argument `{name}` is missing; add {name}=…"),
            ),
            Self::DividedByZero => language.pick(
                "除数为 0；请先用 {% if %} 判断".to_owned(),
                "this divides by 0; ask with {% if %} first".to_owned(),
            ),
            Self::Circular(template) => language.pick(
                format!("{template} 通过 include 又包含了自己；请去掉其中一处"),
                format!("{template} includes itself; take one of the includes out"),
            ),
            Self::Twice(name, one, other) => language.pick(
                format!("组件 `{name}` 在 {one} 和 {other} 中都有；请改掉其中一个的名称"),
                format!("the component `{name}` stands in {one} and in {other}; rename one of them"),
            ),
            Self::EndlessRange => language.pick(
                format!("range 一次最多给出 {MOST_IN_RANGE} 个数，一份文件共 {MOST_IN_RANGES} 个，step_by 不能为 0；请减小 end"),
                format!(
                    "a range gives at most {MOST_IN_RANGE} numbers, {MOST_IN_RANGES} in one document, and its step_by is not 0; take a smaller end"
                ),
            ),
            Self::Endless => {
                let most = MOST_MARKUP >> 20;
                language.pick(
                    format!("生成的内容超过 {most} MiB；请检查这里的循环"),
                    format!("this makes more than {most} MiB of markup; check the loops around it"),
                )
            }
            Self::Other(words) => language.pick(
                format!("模板写法有误（{words}）；请对照 docs/templates.md 修改"),
                format!("{words}; compare docs/templates.md"),
            ),
        }
    }
}

fn unknown(message: &str, excerpt: &str) -> Option<TemplateFault> {
    let word = |named, known: &[&str]| -> Option<TemplateFault> {
        let name = between(message, "`", "`")?;
        let known = known.iter().map(|known| (*known).to_owned()).collect();
        Some(of_name(named, name.to_owned(), known))
    };
    let listed = |after: &str| -> Vec<String> {
        let list = message.split_once(after).map_or("", |(_, list)| list);
        let names = list.split(", ").map(|name| name.trim_matches('`').to_owned());
        names.filter(|name| !name.is_empty()).collect()
    };
    if let Some(name) = between(message, "Variable `", "` is not defined") {
        let known = listed("Available variables: ");
        return Some(of_name(Named::Variable, name.to_owned(), known));
    }
    if let Some(field) = between(message, "Field `", "` is not defined") {
        // Where the whole of a field is unknown, the report points at the whole: `kpi.raw` of `kpi.raw.actual`.
        let whole = excerpt.strip_suffix(field).filter(|whole| whole.ends_with('.'));
        let known = listed("Available fields: ");
        if excerpt.ends_with(']') && known.is_empty() {
            return Some(TemplateFault::NoValue(excerpt.to_owned()));
        }
        return Some(match whole {
            Some(whole) => TemplateFault::Unknown {
                named: Named::Variable,
                name: excerpt.to_owned(),
                nearest: nearest(field, known.iter().map(String::as_str))
                    .map(|near| format!("{whole}{near}")),
                known: known.iter().map(|name| format!("{whole}{name}")).collect(),
            },
            None if known.is_empty() && !excerpt.is_empty() => {
                of_name(Named::Variable, excerpt.to_owned(), known)
            }
            None => of_name(Named::Variable, field.to_owned(), known),
        });
    }
    if message.ends_with("exists but its value is undefined")
        || message.contains("undefined value")
        || message.contains("variable that is undefined")
        || message == "Index expression is undefined"
    {
        let name = between(message, "`", "`").filter(|_| excerpt.is_empty());
        return Some(TemplateFault::NoValue(name.unwrap_or(excerpt).to_owned()));
    }
    if let Some(arguments) = between(message, "Unknown argument(s) ", " in component call") {
        let known = listed("Possible argument(s) are: ");
        let name = between(arguments, "`", "`").unwrap_or(arguments);
        return Some(of_name(Named::Argument, name.to_owned(), known));
    }
    if let Some(field) = between(message, "invalid field of `loop`: ", ".") {
        let known = ["index", "index0", "first", "last", "length"].map(|name| format!("loop.{name}"));
        return Some(of_name(Named::Variable, format!("loop.{field}"), known.to_vec()));
    }
    match message.split_once('`').map_or(message, |(head, _)| head) {
        "Unknown filter " => word(Named::Filter, FILTERS),
        "Unknown test " => word(Named::Test, TESTS),
        "Unknown function " => word(Named::Function, FUNCTIONS),
        "Unknown component " => word(Named::Component, COMPONENTS),
        "Unknown template " => word(Named::Template, &crate::report::templates::MARKUP),
        "Unknown tag" => Some(of_name(
            Named::Tag,
            excerpt.to_owned(),
            TAGS.iter().map(|tag| (*tag).to_owned()).collect(),
        )),
        _ => None,
    }
}

/// The components of the built-in templates.
const COMPONENTS: &[&str] = &[
    "charts.attainment",
    "charts.bar",
    "charts.grades",
    "charts.heads",
    "charts.heat",
    "charts.months",
    "charts.qr",
    "charts.spread",
    "charts.weeks",
    "page.footer",
];

fn of_name(named: Named, name: String, known: Vec<String>) -> TemplateFault {
    TemplateFault::Unknown {
        nearest: nearest(&name, known.iter().map(String::as_str)),
        named,
        name,
        known,
    }
}

fn misplaced(message: &str, excerpt: &str) -> Option<TemplateFault> {
    if let Some(rest) = message.strip_prefix("Found ") {
        let (found, wanted) = [" but expected ", " but was expecting "]
            .iter()
            .find_map(|middle| rest.split_once(middle))
            .unwrap_or((rest, ""));
        let found = if excerpt.is_empty() {
            found.trim_matches('`')
        } else {
            excerpt
        };
        let wanted = wanted.trim_end_matches('.').replace("{{", "{");
        return Some(TemplateFault::Unexpected(
            found.to_owned(),
            (!wanted.is_empty()).then_some(wanted),
        ));
    }
    if let Some(template) = between(message, "Circular include detected for template '", "'") {
        return Some(TemplateFault::Circular(template.to_owned()));
    }
    if message.starts_with("Component `") && message.contains("is defined in both") {
        let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        if let [name, one, other] = names[..] {
            return Some(TemplateFault::Twice(name.into(), one.into(), other.into()));
        }
    }
    (message == "Unexpected character").then(|| TemplateFault::Unexpected(excerpt.to_owned(), None))
}

fn mistyped(message: &str) -> Option<TemplateFault> {
    if let Some((value, kind)) = message.rsplit_once("` is no ") {
        let kind = if kind.starts_with("date") {
            Kind::Date
        } else {
            Kind::Number
        };
        return Some(TemplateFault::NotA(
            value.trim_start_matches('`').to_owned(),
            kind,
        ));
    }
    if let Some(text) = between(message, "The string `", "` cannot be converted to") {
        return Some(TemplateFault::NotA(text.to_owned(), Kind::Number));
    }
    if let Some(argument) = between(message, "Missing keyword argument `", "`") {
        return Some(TemplateFault::NoArgument(argument.to_owned()));
    }
    if let Some(argument) = between(message, "Argument `", "`").filter(|_| message.ends_with("missing.")) {
        return Some(TemplateFault::NoArgument(argument.to_owned()));
    }
    if message == ENDLESS_RANGE {
        return Some(TemplateFault::EndlessRange);
    }
    if message.contains("divide by 0") {
        return Some(TemplateFault::DividedByZero);
    }
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let kinds = |wanted, found: &str| Some(TemplateFault::WrongKind(Kind::of(found), wanted));
    match quoted[..] {
        [wanted, found] if message.starts_with("Invalid type for the value") => {
            kinds(Kind::of(wanted), found)
        }
        [one, other] if message.starts_with("Cannot compare") => {
            Some(TemplateFault::NotComparable(Kind::of(one), Kind::of(other)))
        }
        [found] if message.starts_with("Math operations can only") => kinds(Kind::Number, found),
        [_, one, other] if message.contains("requires both operands to be numbers") => {
            let is_number = matches!(Kind::of(one), Kind::Number | Kind::Whole);
            kinds(Kind::Number, if is_number { other } else { one })
        }
        [found] if message.starts_with("Iteration not possible") => kinds(Kind::List, found),
        [found] if message.starts_with("Key/value iteration") => kinds(Kind::Group, found),
        [found] if message.starts_with("This filter can only be used on a number") => {
            kinds(Kind::Number, found)
        }
        [_, found, wanted] if message.starts_with("Component argument") => kinds(Kind::of(wanted), found),
        _ => {
            let found = between(message, "Value of type ", " ")?;
            let wanted = if message.ends_with("has no length") {
                Kind::List
            } else {
                Kind::Number
            };
            kinds(wanted, found)
        }
    }
}

impl Kind {
    /// The kind that the template language calls so.
    fn of(name: &str) -> Self {
        match name {
            "number" | "float" | "f64" | "f32" | "Number" => Self::Number,
            "integer" | "i128" | "i64" | "u64" | "u32" | "i32" | "usize" | "int" => Self::Whole,
            "string" | "&str" | "String" => Self::Text,
            "array" | "Vec<Value>" | "&[Value]" => Self::List,
            "map" | "Map" | "map/struct" => Self::Group,
            "bool" => Self::Truth,
            "none" | "null" | "undefined" => Self::Nothing,
            _ if name.starts_with(['i', 'u']) && name[1..].parse::<u8>().is_ok() => Self::Whole,
            _ => Self::Other,
        }
    }

    fn name(self, language: Language) -> &'static str {
        let (chinese, english) = match self {
            Self::Number => ("数", "a number"),
            Self::Whole => ("整数", "a whole number"),
            Self::Text => ("文字", "a text"),
            Self::Date => ("日期", "a date"),
            Self::List => ("列表", "a list"),
            Self::Group => ("一组值", "a group of values"),
            Self::Truth => ("是或否", "true or false"),
            Self::Nothing => ("空值", "nothing"),
            Self::Other => ("别的值", "something else"),
        };
        language.pick(chinese, english)
    }
}

fn not_known(
    named: Named,
    name: &str,
    nearest: Option<&str>,
    known: &[String],
    language: Language,
) -> String {
    let (chinese, english) = match named {
        Named::Variable => ("变量", "variable"),
        Named::Filter => ("过滤器", "filter"),
        Named::Test => ("判断", "test"),
        Named::Function => ("函数", "function"),
        Named::Component => ("组件", "component"),
        Named::Argument => ("参数", "argument"),
        Named::Template => ("模板文件", "template file"),
        Named::Tag => ("标签", "tag"),
    };
    let what = language.pick(
        format!("没有名为 `{name}` 的{chinese}"),
        format!("there is no {english} `{name}`"),
    );
    let what_to_do = match (nearest, known) {
        (Some(nearest), _) => language.pick(
            format!("；是否指 `{nearest}`"),
            format!("; did you mean `{nearest}`?"),
        ),
        (None, []) => language.pick("；请检查写法".to_owned(), "; check how it is written".to_owned()),
        (None, known) => {
            let list: Vec<&str> = known.iter().map(String::as_str).take(LISTED).collect();
            let more = if known.len() > LISTED {
                language.pick("等", ", …")
            } else {
                ""
            };
            language.pick(
                format!("；可用的有 {}{more}", list.join("、")),
                format!("; there are {}{more}", list.join(", ")),
            )
        }
    };
    what + &what_to_do
}

fn unexpected(found: &str, wanted: Option<&str>, language: Language) -> String {
    let wanted = wanted.map(|wanted| match wanted {
        "identifier" | "attribute name" => language.pick("名称", "a name").to_owned(),
        "string" => language
            .pick("引号中的文字", "a text in quotation marks")
            .to_owned(),
        several if several.starts_with("one of") || several.contains(" or ") => {
            language.pick("一个值", "a value").to_owned()
        }
        sign => format!("`{}`", sign.trim_matches('`')),
    });
    match wanted {
        Some(wanted) => language.pick(
            format!("这里的 `{found}` 看不懂，应为{wanted}；请改正"),
            format!("`{found}` is not understood here, where {wanted} is expected; correct it"),
        ),
        None => language.pick(
            format!("这里的 `{found}` 看不懂；请改正或删除"),
            format!("`{found}` is not understood here; correct or remove it"),
        ),
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(inner, _)| inner)
}
