//! Files: what keeps them, or cells of them, from being read.

use super::Page;
use crate::model::Severity;

pages! {
    UNREADABLE_FILE = Page {
        code: "unreadable-file",
        severity: Severity::Error,
        milder: None,
        title: ("文件打不开或已损坏", "A file that cannot be opened or is damaged"),
    };

    ENCRYPTED_FILE = Page {
        code: "encrypted-file",
        severity: Severity::Error,
        milder: None,
        title: ("文件设有打开密码", "A file protected by a password"),
    };

    NOT_A_SPREADSHEET = Page {
        code: "not-a-spreadsheet",
        severity: Severity::Warning,
        milder: None,
        title: ("内容不是表格的文件", "A file whose content is no spreadsheet"),
    };

    TOO_LARGE = Page {
        code: "too-large",
        severity: Severity::Error,
        milder: None,
        title: ("超出安全上限的文件", "A file beyond a safety limit"),
    };

    UNDECODABLE_TEXT = Page {
        code: "undecodable-text",
        severity: Severity::Warning,
        milder: None,
        title: ("文本文件中有乱码", "Bytes that are no text in the file's encoding"),
    };

    FORMULA_WITHOUT_VALUE = Page {
        code: "formula-without-value",
        severity: Severity::Warning,
        milder: None,
        title: ("公式没有保存计算结果", "A formula without a saved result"),
    };

    ERROR_VALUE = Page {
        code: "error-value",
        severity: Severity::Warning,
        milder: None,
        title: ("单元格是 #N/A 之类的错误值", "A cell that holds an error such as #N/A"),
    };
}
