//! What the typesetter finds wrong with a template, in the reader's language. English is the typesetter's own.

use crate::model::Language;
use typeset::{Fault, Malformation, Oversight};

/// What can be said in both languages.
pub trait Worded {
    /// Says it, and what to do.
    fn wording(&self, language: Language) -> String;
}

impl Worded for Oversight {
    fn wording(&self, language: Language) -> String {
        match language {
            Language::Chinese => oversight(self),
            Language::English => self.to_string(),
        }
    }
}

impl Worded for Fault {
    fn wording(&self, language: Language) -> String {
        match language {
            Language::Chinese => fault(self),
            Language::English => self.to_string(),
        }
    }
}

fn oversight(oversight: &Oversight) -> String {
    match oversight {
        Oversight::UnknownElement(name) => {
            format!("不认识的元素 <{name}>，只印出其中的文字；请改用支持的元素")
        }
        Oversight::UnknownAttribute(name) => format!("属性 {name} 不起作用；请改用样式"),
        Oversight::UnknownProperty(name) => format!("不支持的样式属性 {name}；请删除或改用支持的属性"),
        Oversight::UnknownValue(name, value) => format!("样式属性 {name} 不支持取值“{value}”；请改正"),
        Oversight::UnknownSelector(text) => format!("看不懂的选择器“{text}”，该条规则不起作用；请改写"),
        Oversight::UnknownAtRule(text) => format!("不支持的规则 {text}；请删除"),
        Oversight::Stray(text) => {
            format!("样式表中多余或不完整的内容“{text}”；请检查括号、冒号和分号")
        }
        Oversight::SharedCorners => {
            "border-collapse: collapse 的表格和单元格没有圆角；请删除 border-radius，或改用 border-collapse: separate"
                .to_owned()
        }
        Oversight::OnlyInDrawings => {
            "fill、stroke、opacity 等只对图起作用；请写在 <svg> 或其中的元素上".to_owned()
        }
        Oversight::UnknownAttributeValue(name, value) => {
            format!("属性 {name} 不支持取值“{value}”；请改正")
        }
        Oversight::NotDrawn(name) => format!(
            "图中的 <{name}> 不会画出；请改用 rect、circle、ellipse、line、polyline、polygon、path、text 或 g"
        ),
        Oversight::TurnedText => {
            "图中的文字不能旋转或倾斜，按水平印出；请去掉 transform 中的旋转".to_owned()
        }
        Oversight::NoTarget(target) => {
            format!("链接“{target}”无处可去；请写 #加某个元素的 id，或 https:// 开头的网址")
        }
        Oversight::NoImage(name, nearest) => {
            let nearest = nearest.as_ref().map(|nearest| format!("，是否指 {nearest}"));
            format!(
                "templates 文件夹中没有图片“{name}”{}；请把 PNG、JPEG 或 SVG 文件放进该文件夹，只写文件名",
                nearest.unwrap_or_default()
            )
        }
        Oversight::Inks => {
            "图片为印刷用的 CMYK 颜色，印有它的文件不符合 PDF/A；请另存为 RGB".to_owned()
        }
        Oversight::OutsideCells(text) => {
            format!("表格中单元格以外的内容“{text}”不会印出；请放进单元格")
        }
    }
}

fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Malformed(malformation) => malformed(malformation),
        Fault::TooDeep(limit) => format!("元素嵌套超过 {limit} 层；请简化模板"),
        Fault::TooLong(limit) => format!("内容超过 {limit} 页；请检查模板中的循环"),
    }
}

fn malformed(malformation: &Malformation) -> String {
    match malformation {
        Malformation::WrongEnd(open, closed) => {
            format!("<{open}> 还没有结束就出现了 </{closed}>；请先写 </{open}>，或改正标签名")
        }
        Malformation::NoEnd => "有元素没有结束标签；请检查每个标签是否成对".to_owned(),
        Malformation::UnknownCharacter(name) => {
            format!("不认识的字符名 &{name};；请直接写该字符，“&”本身写作 &amp;")
        }
        Malformation::BareAmpersand => "“&”不能单独出现；请写作 &amp;".to_owned(),
        Malformation::AngleInAttribute => "属性值里不能有“<”；请写作 &lt;，并检查引号是否成对".to_owned(),
        Malformation::AttributeTwice(name) => format!("同一元素的属性 {name} 写了两次；请只保留一个"),
        Malformation::UnknownPrefix(prefix) => format!("标签或属性名中的“{prefix}:”没有含义；请删除"),
        Malformation::Unexpected(expected, found) => {
            format!("这里应为 {expected}，却是 {found}；请检查标签和引号是否成对")
        }
        Malformation::Empty => "模板没有产生任何元素；请以 <html> 开头".to_owned(),
        Malformation::Other(words) => {
            format!("不是合法的 XHTML（{words}）；请检查标签和引号是否成对")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_oversight_can_be_said_in_both_languages() {
        let oversight = Oversight::UnknownValue("margin".to_owned(), "x".to_owned());
        assert_eq!(
            [Language::Chinese, Language::English].map(|language| oversight.wording(language)),
            [
                "样式属性 margin 不支持取值“x”；请改正",
                "property margin does not take \"x\"; correct it"
            ]
        );
    }
}
