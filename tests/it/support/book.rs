//! A book made of a few files, and what the program makes of it: a test is one chain of files, arguments and outcome.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A book in a folder of its own, which goes when the value goes.
pub struct Book {
    folder: TempDir,
}

impl Book {
    /// An empty folder.
    pub fn empty() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    /// Two reps in two teams with targets, and orders of two months: the least that a run has something to say about.
    pub fn small() -> Self {
        Self::empty()
            .file("repcard.toml", "company = \"江南样品有限公司\"\n")
            // Orders alone are scored, whatever the rest of the policy weighs.
            .file("policy.toml", "min_weight = 0\n")
            .file(
                "inbox/花名册.csv",
                "工号,姓名,团队,区域,入职日期\nS001,王小明,华东一部,华东,2020-01-01\nS002,李晓华,华东二部,华东,2021-03-01\n",
            )
            .file(
                "inbox/销售目标.csv",
                "工号,指标,年度,全年\nS001,销售额,2026,1200000\nS002,销售额,2026,600000\n",
            )
            .file(
                "inbox/2026-09/订单.csv",
                "订单编号,下单日期,工号,客户名称,金额\nA1,2026-09-10,S001,甲公司,80000\nA2,2026-09-11,S002,乙公司,40000\n",
            )
            .file(
                "inbox/2026-10/订单.csv",
                "订单编号,下单日期,工号,客户名称,金额\nB1,2026-10-10,S001,甲公司,90000\nB2,2026-10-12,S002,丙公司,50000\n",
            )
    }

    /// The book of a case of `tests/cases`.
    pub fn of_case(case: &str) -> Self {
        let book = Self::empty();
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
        copy(&cases.join(case).join("book"), book.folder.path());
        book
    }

    /// The same book with that file in it.
    pub fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// The same book without that file.
    pub fn without(self, path: &str) -> Self {
        fs::remove_file(self.path(path)).unwrap();
        self
    }

    /// A path in the book.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The program with this book and those arguments, to be run to its end.
    pub fn repcard(&self, arguments: &[&str]) -> Ran {
        ran(&mut self.command(arguments))
    }

    /// The same in that locale.
    pub fn repcard_in(&self, locale: &str, arguments: &[&str]) -> Ran {
        ran(self.command(arguments).env("LC_ALL", locale))
    }

    /// The program, started and left alone.
    pub fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    /// The program with this book and those arguments.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program();
        command
            .args(arguments)
            .arg("--book")
            .arg(self.folder.path())
            .stdin(Stdio::null())
            .env_remove("NO_COLOR");
        command
    }

    /// Every file below a folder of the book, by path.
    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.path(folder), "", &mut files);
        files
    }
}

/// The program, with no language set whatever the tests run in.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_repcard"));
    command.env("LC_ALL", "C");
    command
}

/// What becomes of a command.
pub fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else {
            files.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}

/// How the program ended.
#[derive(Debug)]
pub struct Ran {
    /// The exit code; none where a signal ended it.
    pub code: Option<i32>,
    /// What it wrote to stdout.
    pub stdout: String,
    /// What it wrote to stderr.
    pub stderr: String,
}

impl Ran {
    /// It ended with that code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// It told people that.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "no {text:?} in {self:#?}");
        self
    }

    /// It did not tell people that.
    #[track_caller]
    pub fn does_not_say(self, text: &str) -> Self {
        assert!(!self.stderr.contains(text), "{text:?} in {self:#?}");
        self
    }

    /// It told people exactly that.
    #[track_caller]
    pub fn says_exactly(self, text: &str) -> Self {
        assert_eq!(self.stderr, text);
        self
    }
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A part of a workbook, which is text.
pub fn part_of(workbook: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(workbook).unwrap()).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}
