//! Forms: what keeps them from looking as they should.

use super::{Example, Given, Page};
use crate::model::finding::FontFault;
use crate::model::{Field, Problem, Severity};

pages! {
    MISSING_GLYPH = Page {
        code: "missing-glyph",
        severity: Severity::Warning,
        milder: None,
        title: ("字体中没有的字", "A character that no font has"),
        meaning: (
            "考核表上要打印的一个字，在内置字体和本机字体里都没有。多为生僻字、造字或表情符号。",
            "A character of the form is in no font, neither a bundled one nor one of the system: a rare one, a \
             private one, an emoji.",
        ),
        effect: (
            "表上该处印成方框。数值不受影响。",
            "A box is printed in its place. Figures are not affected.",
        ),
        remedy: (
            "在 repcard.toml 的 fonts 中加入含有此字的字体文件，或换用标准写法。",
            "Name a font file that has it under fonts of repcard.toml, or write it in another way.",
        ),
        example: Example {
            given: Given::Files(&[
                (
                    "inbox/花名册.csv",
                    "\
                    工号,姓名,团队,区域,入职日期\n\
                    S001,王\u{10eeee}明,华东一部,华东,2020-01-01\n\
                    S002,李晓华,华东二部,华东,2021-03-01\n\
                    ",
                ),
            ]),
            place: "",
            problem: |language| Problem::MissingGlyph {
                character: '\u{10eeee}',
                document: language.pick("S001 的表", "form of S001").into(),
                field: Some(Field::RepName),
            },
        },
    };

    UNUSABLE_FONT = Page {
        code: "unusable-font",
        severity: Severity::Warning,
        milder: None,
        title: ("无法使用的字体文件", "A font file that cannot be used"),
        meaning: (
            "repcard.toml 中的字体文件（fonts，或 [print] 的 font、bold_font）读不到、不是字体，或其许可不允许嵌入 PDF。",
            "A font file that repcard.toml names (under fonts, or as font or bold_font of [print]) cannot be read, is no \
             font, or must not be embedded in a PDF.",
        ),
        effect: (
            "不用该字体，改用其他字体。",
            "The font is not used; others take its place.",
        ),
        remedy: (
            "核对路径，或换用允许嵌入的 .ttf、.otf 或 .ttc 文件。",
            "Check the path, or name a .ttf, .otf or .ttc file that may be embedded.",
        ),
        example: Example {
            given: Given::Told((
                "fonts = [\"公司字体.ttf\"]，而该字体的许可不允许嵌入",
                "fonts = [\"公司字体.ttf\"], a font that must not be embedded",
            )),
            place: "",
            problem: |_| Problem::UnusableFont { font: "公司字体.ttf".into(), fault: FontFault::Licence },
        },
    };

    TEMPLATE = Page {
        code: "template",
        severity: Severity::Warning,
        milder: None,
        title: ("模板中有不认识的内容", "Something in a template that is not known"),
        meaning: (
            "模板或样式表中有考核表引擎不认识的元素或属性。",
            "A template or a stylesheet holds an element or a property that the form engine does not know.",
        ),
        effect: (
            "该处被忽略，版面可能与预期不同。数值不受影响。",
            "It is ignored, and the page may look different from what was meant. Figures are not affected.",
        ),
        remedy: (
            "到所说的行列改正。删除账套 templates/ 中的文件，即恢复内置模板。",
            "Mend it at that line and column. Deleting the file from the book’s templates/ brings the built-in \
             one back.",
        ),
        example: Example {
            given: Given::Told((
                "templates/repcard.css 第 1 行：.seal { float: left }",
                "Line 1 of templates/repcard.css: .seal { float: left }",
            )),
            place: "",
            problem: |language| Problem::Template {
                template: "repcard.css".into(),
                line: 1,
                column: 9,
                message: language.pick("不认识的属性 float", "the property float is not known").into(),
            },
        },
    };
}
