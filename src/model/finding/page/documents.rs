//! Forms: what keeps them from looking as they should.

use super::Page;
use crate::model::Severity;

pages! {
    MISSING_GLYPH = Page {
        code: "missing-glyph",
        severity: Severity::Warning,
        milder: None,
        title: ("字体中没有的字", "A character that no font has"),
    };

    UNUSABLE_FONT = Page {
        code: "unusable-font",
        severity: Severity::Warning,
        milder: None,
        title: ("无法使用的字体文件", "A font file that cannot be used"),
    };

    TEMPLATE = Page {
        code: "template",
        severity: Severity::Warning,
        milder: None,
        title: ("模板中有不认识的内容", "Something in a template that is not known"),
    };
}
