//! What is wrong with a template: where, and in words.

use std::fmt;

use crate::model::Language;

/// A place in a text; both count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Position {
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
}

impl Position {
    /// The place of a byte offset in a text.
    pub fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count();
        let column = before.rsplit('\n').next().map_or(0, |tail| tail.chars().count());
        Self {
            line: counted(line),
            column: counted(column),
        }
    }

    /// The place of `inner`, which was counted from this place on.
    #[must_use]
    pub fn plus(self, inner: Self) -> Self {
        let column = if inner.line == 1 {
            self.column + inner.column - 1
        } else {
            inner.column
        };
        Self {
            line: self.line + inner.line - 1,
            column,
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

fn counted(zero_based: usize) -> u32 {
    u32::try_from(zero_based).unwrap_or(u32::MAX - 1) + 1
}

/// Something in a template that isn't followed; the form is made without it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// Which text it is in.
    pub text: TextKind,
    /// Where.
    pub position: Position,
    /// What.
    pub oversight: Oversight,
}

/// The text that a warning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextKind {
    /// The markup, with its `<style>` elements.
    Markup,
    /// The stylesheet with this number, from 0, of those given beside the markup.
    Stylesheet(usize),
}

/// What a template asks for and doesn't get.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Oversight {
    /// An element that isn't known; its content is printed.
    UnknownElement(String),
    /// An attribute that isn't known.
    UnknownAttribute(String),
    /// A property that isn't known.
    UnknownProperty(String),
    /// A value that a property doesn't take: property, value.
    UnknownValue(String, String),
    /// A selector that isn't understood.
    UnknownSelector(String),
    /// An at-rule that isn't known.
    UnknownAtRule(String),
    /// A piece of a stylesheet that is no rule and no declaration.
    Stray(String),
    /// Content directly inside a table or row, which isn't printed.
    OutsideCells(String),
    /// Round corners of a table or cell whose borders are shared with its neighbours.
    SharedCorners,
    /// Properties of drawings, of an element that is none.
    OnlyInDrawings,
    /// A value that an attribute doesn't take: attribute, value.
    UnknownAttributeValue(String, String),
    /// An element of a drawing that isn't drawn.
    NotDrawn(String),
    /// Text of a drawing that is turned or slanted, and is printed upright.
    TurnedText,
    /// A link that leads nowhere: to no element of the document, and to no address that may be printed.
    NoTarget(String),
    /// A picture that isn't in the templates folder: its name, the nearest one there.
    NoImage(String, Option<String>),
    /// A picture for printing presses, in inks (CMYK): archives take no document that shows it.
    Inks,
}

impl Oversight {
    /// Says it, and what to do.
    pub fn wording(&self, language: Language) -> String {
        let say = |chinese: String, english: String| language.pick(chinese, english);
        match self {
            Self::UnknownElement(name) => say(
                format!("不认识的元素 <{name}>，只印出其中的文字；请改用支持的元素"),
                format!("unknown element <{name}>: only its text is printed; use a supported one"),
            ),
            Self::UnknownAttribute(name) => say(
                format!("属性 {name} 不起作用；请改用样式"),
                format!("attribute {name} has no effect; use a style instead"),
            ),
            Self::UnknownProperty(name) => say(
                format!("不支持的样式属性 {name}；请删除或改用支持的属性"),
                format!("unknown property {name}; remove it or use a supported one"),
            ),
            Self::UnknownValue(name, value) => say(
                format!("样式属性 {name} 不支持取值“{value}”；请改正"),
                format!("property {name} does not take \"{value}\"; correct it"),
            ),
            Self::UnknownSelector(text) => say(
                format!("看不懂的选择器“{text}”，该条规则不起作用；请改写"),
                format!("selector \"{text}\" is not understood and its rule has no effect; rewrite it"),
            ),
            Self::UnknownAtRule(text) => say(
                format!("不支持的规则 {text}；请删除"),
                format!("{text} is not supported; remove it"),
            ),
            Self::Stray(text) => say(
                format!("样式表中多余或不完整的内容“{text}”；请检查括号、冒号和分号"),
                format!(
                    "stray or incomplete text in the stylesheet: \"{text}\"; check braces, colons, semicolons"
                ),
            ),
            Self::SharedCorners => say(
                "border-collapse: collapse 的表格和单元格没有圆角；请删除 border-radius，或改用 border-collapse: separate"
                    .to_owned(),
                "tables and cells with border-collapse: collapse have no round corners; remove border-radius, or set border-collapse: separate"
                    .to_owned(),
            ),
            Self::OnlyInDrawings => say(
                "fill、stroke、opacity 等只对图起作用；请写在 <svg> 或其中的元素上".to_owned(),
                "fill, stroke, opacity and the like are for drawings; give them to <svg> or to elements inside it"
                    .to_owned(),
            ),
            Self::UnknownAttributeValue(name, value) => say(
                format!("属性 {name} 不支持取值“{value}”；请改正"),
                format!("attribute {name} does not take \"{value}\"; correct it"),
            ),
            Self::NotDrawn(name) => say(
                format!("图中的 <{name}> 不会画出；请改用 rect、circle、ellipse、line、polyline、polygon、path、text 或 g"),
                format!(
                    "<{name}> in a drawing is not drawn; use rect, circle, ellipse, line, polyline, polygon, path, text or g"
                ),
            ),
            Self::TurnedText => say(
                "图中的文字不能旋转或倾斜，按水平印出；请去掉 transform 中的旋转".to_owned(),
                "text in a drawing cannot be turned or slanted and is printed upright; take the turn out of transform"
                    .to_owned(),
            ),
            Self::NoTarget(target) => say(
                format!("链接“{target}”无处可去；请写 #加某个元素的 id，或 https:// 开头的网址"),
                format!("the link \"{target}\" leads nowhere; write # and the id of an element, or an https:// address"),
            ),
            Self::NoImage(name, nearest) => {
                let (chinese, english) = nearest.as_ref().map_or_else(Default::default, |nearest| {
                    (format!("，是否指 {nearest}"), format!(", did you mean {nearest}"))
                });
                say(
                    format!(
                        "templates 文件夹中没有图片“{name}”{chinese}；请把 PNG、JPEG 或 SVG 文件放进该文件夹，只写文件名"
                    ),
                    format!(
                        "no picture \"{name}\" in the templates folder{english}; put a PNG, JPEG or SVG file there and give its name alone"
                    ),
                )
            }
            Self::Inks => say(
                "图片为印刷用的 CMYK 颜色，印有它的文件不符合 PDF/A；请另存为 RGB".to_owned(),
                "this picture's colours are a press's inks (CMYK), so that documents which show it are no PDF/A; save it as RGB"
                    .to_owned(),
            ),
            Self::OutsideCells(text) => say(
                format!("表格中单元格以外的内容“{text}”不会印出；请放进单元格"),
                format!(
                    "\"{text}\" stands in a table outside its cells and is not printed; put it into a cell"
                ),
            ),
        }
    }
}

/// A template that can't be laid out at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{position}: {}", .fault.wording(Language::English))]
pub struct MarkupError {
    /// Where in the markup.
    pub position: Position,
    /// What.
    pub fault: Fault,
}

/// Why a template can't be laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It isn't well-formed XML.
    Malformed(Malformation),
    /// Elements are nested deeper than this.
    TooDeep(usize),
    /// It comes to more than this many pages.
    TooLong(usize),
}

/// Why markup is not well-formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Malformation {
    /// An element is closed by another one's end: the one that is open, the one that is closed.
    WrongEnd(String, String),
    /// An element is never closed.
    NoEnd,
    /// A named character that isn't known.
    UnknownCharacter(String),
    /// An `&` that stands for itself.
    BareAmpersand,
    /// A `<` in an attribute.
    AngleInAttribute,
    /// An element has an attribute twice.
    AttributeTwice(String),
    /// A prefix that no namespace was given for.
    UnknownPrefix(String),
    /// A sign where another one is expected: the expected, the one that is there.
    Unexpected(String, char),
    /// There is no element at all.
    Empty,
    /// Anything else, in the parser's words.
    Other(String),
}

impl From<&roxmltree::Error> for Malformation {
    fn from(error: &roxmltree::Error) -> Self {
        use roxmltree::Error as E;
        match error {
            E::UnexpectedCloseTag(open, closed, _) => Self::WrongEnd(open.clone(), closed.clone()),
            E::UnclosedRootNode | E::UnexpectedEndOfStream => Self::NoEnd,
            E::UnknownEntityReference(name, _) => Self::UnknownCharacter(name.clone()),
            E::MalformedEntityReference(_) => Self::BareAmpersand,
            E::InvalidAttributeValue(_) => Self::AngleInAttribute,
            E::DuplicatedAttribute(name, _) => Self::AttributeTwice(name.clone()),
            E::UnknownNamespace(prefix, _) => Self::UnknownPrefix(prefix.clone()),
            E::InvalidChar(expected, found, _) => {
                Self::Unexpected(char::from(*expected).to_string(), char::from(*found))
            }
            E::NoRootNode => Self::Empty,
            other => {
                let words = other.to_string();
                // The parser's place is one in what the template made, not in the template.
                let plain = words
                    .rsplit_once(" at ")
                    .map_or(words.as_str(), |(plain, _)| plain);
                Self::Other(plain.to_owned())
            }
        }
    }
}

impl Malformation {
    fn wording(&self, language: Language) -> String {
        match self {
            Self::WrongEnd(open, closed) => language.pick(
                format!("<{open}> 还没有结束就出现了 </{closed}>；请先写 </{open}>，或改正标签名"),
                format!("</{closed}> comes while <{open}> is still open; write </{open}> first, or correct the name"),
            ),
            Self::NoEnd => language.pick(
                "有元素没有结束标签；请检查每个标签是否成对".to_owned(),
                "an element is never closed; check that every tag has its end".to_owned(),
            ),
            Self::UnknownCharacter(name) => language.pick(
                format!("不认识的字符名 &{name};；请直接写该字符，“&”本身写作 &amp;"),
                format!("the named character &{name}; is not known; write the character itself, and & as &amp;"),
            ),
            Self::BareAmpersand => language.pick(
                "“&”不能单独出现；请写作 &amp;".to_owned(),
                "an & cannot stand for itself; write &amp;".to_owned(),
            ),
            Self::AngleInAttribute => language.pick(
                "属性值里不能有“<”；请写作 &lt;，并检查引号是否成对".to_owned(),
                "a < cannot stand in an attribute; write &lt;, and check that quotation marks match".to_owned(),
            ),
            Self::AttributeTwice(name) => language.pick(
                format!("同一元素的属性 {name} 写了两次；请只保留一个"),
                format!("the element has the attribute {name} twice; keep one of them"),
            ),
            Self::UnknownPrefix(prefix) => language.pick(
                format!("标签或属性名中的“{prefix}:”没有含义；请删除"),
                format!("the prefix {prefix}: means nothing here; remove it"),
            ),
            Self::Unexpected(expected, found) => language.pick(
                format!("这里应为 {expected}，却是 {found}；请检查标签和引号是否成对"),
                format!("{expected} is expected here, not {found}; check that tags and quotation marks match"),
            ),
            Self::Empty => language.pick(
                "模板没有产生任何元素；请以 <html> 开头".to_owned(),
                "the template makes no element; begin it with <html>".to_owned(),
            ),
            Self::Other(words) => language.pick(
                format!("不是合法的 XHTML（{words}）；请检查标签和引号是否成对"),
                format!("not well-formed XHTML ({words}); check that tags and quotation marks match"),
            ),
        }
    }
}

impl Fault {
    /// Says it, and what to do.
    pub fn wording(&self, language: Language) -> String {
        match self {
            Self::Malformed(malformation) => malformation.wording(language),
            Self::TooDeep(limit) => language.pick(
                format!("元素嵌套超过 {limit} 层；请简化模板"),
                format!("elements are nested more than {limit} deep; simplify the template"),
            ),
            Self::TooLong(limit) => language.pick(
                format!("内容超过 {limit} 页；请检查模板中的循环"),
                format!("more than {limit} pages; check the loops of the template"),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters_from_one() {
        let text = "销售\n额 x";
        assert_eq!(Position::of(text, 0), Position { line: 1, column: 1 });
        assert_eq!(
            Position::of(text, text.find('x').unwrap()),
            Position { line: 2, column: 3 }
        );
        let outer = Position { line: 3, column: 8 };
        assert_eq!(
            outer.plus(Position { line: 1, column: 4 }),
            Position { line: 3, column: 11 }
        );
        assert_eq!(
            outer.plus(Position { line: 2, column: 4 }),
            Position { line: 4, column: 4 }
        );
    }
}
