//! What is published reaches whom it concerns, each once: against a server on loopback that is not always well.

use crate::support::book;
use crate::support::smtp::{Arrived, CA, Does, Smtp};
use book::Book;
use repcard::publish::Fingerprint;
use serde_json::Value;
use std::fs;
use std::time::{Duration, Instant};

const RUN: [&str; 4] = ["run", "--period", "2026-10", "-q"];
const SEND: [&str; 3] = ["send", "--period", "2026-10"];

const ROSTER: &str = "工号,姓名,团队,区域,直属上级,邮箱\n\
    S001,王小明,华东一部,华东,赵大力,s001@example.com\n\
    S002,李晓华,华东一部,华东,赵大力,s002@example.com\n\
    S003,赵大力,华东一部,华东,赵大力,s003@example.com\n\
    S004,陈静,华东二部,华东,,\n";

/// A book of two teams with mail by that server: three reps with an address, one without, a manager of each team.
fn book(server: &Smtp, more: &str) -> Book {
    let order = |rep| format!("B{rep},2026-10-1{rep},S00{rep},客户{rep},9000{rep}\n");
    let orders = (1..=4).map(order).collect::<Vec<String>>().concat();
    Book::small()
        .file("inbox/花名册.csv", ROSTER)
        .file(
            "inbox/2026-10/订单.csv",
            format!("订单编号,下单日期,工号,客户名称,金额\n{orders}"),
        )
        .file("repcard.toml", settings(server.port, more))
}

fn settings(port: u16, more: &str) -> String {
    format!(
        "company = \"江南样品有限公司\"\n[mail]\nserver = \"localhost\"\nport = {port}\nfrom = \"人事部 <hr@example.com>\"\n{}",
        if more.contains("security") {
            more.to_owned()
        } else {
            format!("security = \"none\"\n{more}")
        }
    )
}

const OTHERS: &str = "director = [\"gm@example.com\"]\n[mail.managers]\n\"华东二部\" = \"m2@example.com\"\n";

fn send<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&SEND, more].concat()
}

/// The parts of a header that may be folded over lines.
fn header(mail: &Arrived, name: &str) -> String {
    let (headers, _) = mail.message.split_once("\r\n\r\n").unwrap();
    let unfolded = headers.replace("\r\n ", " ");
    let found = unfolded
        .lines()
        .find_map(|line| line.strip_prefix(&format!("{name}: ")));
    found
        .unwrap_or_else(|| panic!("no {name} in {headers}"))
        .to_owned()
}

#[test]
fn everybody_gets_what_concerns_them_once() {
    let server = Smtp::plain();
    let book = book(&server, OTHERS);
    book.repcard(&RUN).exits(0);
    assert_eq!(server.sessions(), 0, "a run mails only where it is told to");
    let ran = book.repcard(&SEND).exits(1);
    // Who has no address is told, and keeps nobody from theirs.
    assert!(
        ran.stderr.contains("业务员 S004：花名册没有写邮箱"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.contains("已发 6 封，此前已发 0 封，未发 1 封"),
        "{}",
        ran.stderr
    );
    let everybody = [
        "gm@example.com",
        "m2@example.com",
        "s001@example.com",
        "s002@example.com",
        "s003@example.com",
        "s003@example.com",
    ];
    assert_eq!(server.recipients(), everybody);
    assert_eq!(server.sessions(), 1);
    book.repcard(&SEND).exits(1).says("已发 0 封，此前已发 6 封");
    // The same result published once more is no other mail.
    book.repcard(&RUN).exits(0);
    book.repcard(&SEND).exits(1);
    assert_eq!(server.recipients(), everybody);

    let arrived = server.arrived();
    for mail in &arrived {
        assert_eq!(header(mail, "Auto-Submitted"), "auto-generated");
        assert!(header(mail, "From").ends_with("<hr@example.com>"));
        assert!(mail.message.is_ascii());
    }
    let names = |to: &str| -> Vec<String> {
        let of = arrived.iter().filter(|mail| mail.to == to);
        let names = of.flat_map(|mail| mail.message.split("filename=\"").skip(1));
        names
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names("s001@example.com"), ["2026-10-S001.pdf"]);
    assert_eq!(
        names("gm@example.com"),
        ["2026-10-report.pdf", "2026-10-appraisals.xlsx"]
    );
    assert_eq!(
        names("m2@example.com"),
        [
            "2026-10-T02-pack.pdf",
            "2026-10-T02-summary.pdf",
            "2026-10-T02-collect.xlsx"
        ]
    );
    // What is remembered is for its owner alone.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let journal = fs::metadata(book.path(".repcard/mail.jsonl")).unwrap();
        assert_eq!(journal.permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn what_has_changed_goes_out_as_a_correction() {
    let server = Smtp::plain();
    let book = book(&server, "to = [\"reps\"]\n");
    book.repcard(&RUN).exits(0);
    book.repcard(&SEND).exits(1);
    let first = server.arrived();
    let orders = fs::read_to_string(book.path("inbox/2026-10/订单.csv")).unwrap();
    let book = book.file("inbox/2026-10/订单.csv", orders.replace("90001", "95001"));
    book.repcard(&RUN).exits(0);
    book.repcard(&SEND).exits(1);
    let again = &server.arrived()[first.len()..];
    assert!(again.iter().any(|mail| mail.to == "s001@example.com"));
    for mail in again {
        let before = first.iter().find(|other| other.to == mail.to).unwrap();
        assert_ne!(header(before, "Message-ID"), header(mail, "Message-ID"));
        assert_ne!(header(before, "Subject"), header(mail, "Subject"));
    }
    let eml = mailparse_subject(&header(again.first().unwrap(), "Subject"));
    assert!(eml.starts_with("（更正，第 2 版）江南样品有限公司"), "{eml}");
}

/// The words of an encoded header, as Python's standard library decodes them.
fn mailparse_subject(encoded: &str) -> String {
    let script = "import sys,email.header as h;print(str(h.make_header(h.decode_header(sys.argv[1]))))";
    let output = std::process::Command::new("python3")
        .args(["-X", "utf8", "-c", script, encoded])
        .output()
        .expect("python3 decodes a header");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn one_bad_address_stops_nobody() {
    let server = Smtp::plain();
    let book = book(&server, OTHERS);
    book.repcard(&RUN).exits(0);
    server.does("s001@example.com", Does::Refuse);
    server.does("s002@example.com", Does::Greylist);
    server.does("gm@example.com", Does::RefuseAtTheEnd);
    server.does("m2@example.com", Does::HangUpEarly);
    let ran = book.repcard(&SEND).exits(1);
    for text in [
        "业务员 S001 <s001@example.com>：服务器拒收",
        "550",
        "no such mailbox",
        "业务员 S002 <s002@example.com>：服务器暂时不收",
        "总监 <gm@example.com>：服务器拒收",
        "主管 华东二部 <m2@example.com>：服务器暂时不收",
    ] {
        assert!(ran.stderr.contains(text), "{text}\n{}", ran.stderr);
    }
    assert_eq!(server.recipients(), ["s003@example.com"; 2]);
    let status: Value =
        serde_json::from_str(&book.repcard(&["status", "--format", "json"]).exits(0).stdout).unwrap();
    assert_eq!(
        (&status["mail"]["sent"], &status["mail"]["refused"]),
        (&2.into(), &4.into())
    );
    // What was greylisted arrives when it is tried again, what was refused once somebody sends it again.
    book.repcard(&send(&["--unsent", "--rep", "S002"])).exits(0);
    server.is_well();
    book.repcard(&send(&["--unsent"])).exits(0).says("已发 1 封");
    book.repcard(&SEND).exits(1).says("已发 2 封，此前已发 4 封");
    assert_eq!(
        server.recipients(),
        [
            "gm@example.com",
            "m2@example.com",
            "s001@example.com",
            "s002@example.com",
            "s003@example.com",
            "s003@example.com"
        ]
    );
}

#[test]
fn what_may_have_arrived_is_not_sent_again_by_itself() {
    let server = Smtp::plain();
    let book = book(&server, "to = [\"reps\"]\n");
    book.repcard(&RUN).exits(0);
    server.does("s002@example.com", Does::HangUp);
    book.repcard(&SEND)
        .exits(1)
        .says("业务员 S002 <s002@example.com>：发送中断");
    server.is_well();
    for arguments in [&SEND[..], &send(&["--unsent"])] {
        book.repcard(arguments).exits(1).says("不知道是否已送达");
    }
    assert_eq!(
        server.recipients(),
        ["s001@example.com", "s002@example.com", "s003@example.com"]
    );
    book.repcard(&send(&["--again"])).exits(2);
    book.repcard(&send(&["--again", "--rep", "S002"])).exits(0);
    book.repcard(&send(&["--rep", "S777"]))
        .exits(1)
        .says("S777：没有此人或此团队的文件");
    let arrived = server.arrived();
    assert_eq!(
        server
            .recipients()
            .iter()
            .filter(|to| *to == "s002@example.com")
            .count(),
        2
    );
    // The second is another message to programs, and says the same.
    let of: Vec<&Arrived> = arrived
        .iter()
        .filter(|mail| mail.to == "s002@example.com")
        .collect();
    assert_ne!(header(of[0], "Message-ID"), header(of[1], "Message-ID"));
    assert_eq!(header(of[0], "Subject"), header(of[1], "Subject"));
    book.repcard(&send(&["--rep", "S002"]))
        .exits(0)
        .says("已发 0 封，此前已发 1 封");
}

#[test]
fn a_kill_at_any_moment_sends_nothing_twice_and_loses_nothing() {
    let server = Smtp::plain();
    let book = book(&server, OTHERS);
    book.repcard(&RUN).exits(0);
    for address in [
        "s001@example.com",
        "s002@example.com",
        "s003@example.com",
        "gm@example.com",
    ] {
        server.does(address, Does::Wait(25));
    }
    for round in 0..60 {
        let mut sending = book.start(&SEND);
        std::thread::sleep(Duration::from_millis(40 + 7 * (round % 40)));
        let _ = sending.kill();
        sending.wait().unwrap();
    }
    let patience = Instant::now() + Duration::from_secs(10);
    while server.arrived().len() < 5 && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(50));
    }
    book.repcard(&SEND).exits(1);
    let report: Value =
        serde_json::from_str(&book.repcard(&send(&["--format", "json"])).exits(1).stdout).unwrap();
    let doubtful: Vec<&Value> = report["unsent"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|unsent| unsent["why"] == "doubtful")
        .collect();
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for mail in server.arrived() {
        *counts.entry(header(&mail, "Message-ID")).or_default() += 1;
    }
    assert!(counts.values().all(|count| *count == 1), "sent twice: {counts:?}");
    // Each of the six either arrived for sure or is told to be in doubt.
    assert_eq!(
        report["before"].as_u64().unwrap() as usize + doubtful.len(),
        6,
        "{report:#}"
    );
}

#[test]
fn passwords_go_only_where_nobody_listens_and_stand_in_no_settings() {
    let server = Smtp::secure();
    let secure = "security = \"starttls\"\nca = \"ca.pem\"\nuser = \"hr@example.com\"\nto = [\"reps\"]\n";
    let book = book(&server, &format!("{secure}password_file = \"secret\"\n"))
        .file("ca.pem", CA)
        .file("secret", "open sesame\n");
    book.repcard(&RUN).exits(0);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        book.repcard(&SEND).exits(2).says("chmod 600");
        fs::set_permissions(book.path("secret"), fs::Permissions::from_mode(0o600)).unwrap();
    }
    let ran = book.repcard(&SEND).exits(1);
    assert_eq!(server.recipients().len(), 3, "{}", ran.stderr);
    let mail = &server.arrived()[0];
    assert!(mail.is_encrypted);
    // "\0hr@example.com\0open sesame"
    assert_eq!(
        mail.login.as_deref(),
        Some("AGhyQGV4YW1wbGUuY29tAG9wZW4gc2VzYW1l")
    );
    for (path, bytes) in book.files("out").into_iter().chain(book.files(".repcard")) {
        assert!(
            !bytes.windows(11).any(|window| window == b"open sesame"),
            "{path}"
        );
    }
    // A certificate that nobody vouches for is not taken, and neither is a server that cannot encrypt.
    let book = book.file(
        "repcard.toml",
        settings(server.port, &secure.replace("ca = \"ca.pem\"\n", "")),
    );
    let mut command = book.command(&send(&["--again", "--rep", "S001"]));
    let ran = book::ran(command.env("REPCARD_MAIL_PASSWORD", "open sesame")).exits(3);
    assert!(
        ran.stderr.contains("邮件服务器连不上") && !ran.stderr.contains("sesame"),
        "{}",
        ran.stderr
    );
    let plain = Smtp::plain();
    let book = book.file("repcard.toml", settings(plain.port, secure));
    let mut command = book.command(&send(&["--again", "--rep", "S001"]));
    book::ran(command.env("REPCARD_MAIL_PASSWORD", "open sesame"))
        .exits(3)
        .says("STARTTLS");
    assert_eq!((server.recipients().len(), plain.recipients().len()), (3, 0));
    book.repcard(&send(&["--again", "--rep", "S001"]))
        .exits(2)
        .says("REPCARD_MAIL_PASSWORD");
    for (wrong, says) in [
        ("password = \"x\"\n", "密码不写在设置里"),
        ("security = \"none\"\nuser = \"x\"\n", "明文"),
        ("director = [\"nobody\"]\n", "“nobody”不是邮箱地址"),
        (
            "[mail.text.reps]\nsubject = \"{nam}\"\ntext = \"x\"\n",
            "没有“{nam}”",
        ),
    ] {
        let book = Book::small().file("repcard.toml", settings(25, wrong));
        book.repcard(&SEND).exits(2).says(says);
    }
}

#[test]
fn a_dry_run_writes_the_same_mails_on_any_day() {
    let server = Smtp::plain();
    let book = book(&server, OTHERS);
    book.repcard(&send(&["--dry-run"]))
        .exits(2)
        .says("没有发布的结果");
    book.repcard(&RUN).exits(0);
    book.repcard(&send(&["--dry-run"])).exits(1).says("试发：6 封");
    let drafts = book.files("preview/mail-2026-10");
    assert_eq!(
        drafts.keys().collect::<Vec<_>>(),
        [
            "001-rep.eml",
            "002-rep.eml",
            "003-rep.eml",
            "005-manager.eml",
            "006-manager.eml",
            "007-director.eml"
        ]
    );
    std::thread::sleep(Duration::from_millis(1100));
    book.repcard(&send(&["--dry-run"])).exits(1);
    assert!(book.files("preview/mail-2026-10") == drafts);
    assert_eq!(server.sessions(), 0);
    assert!(!book.path(".repcard/mail.jsonl").exists());
    let mail = String::from_utf8(drafts["001-rep.eml"].clone()).unwrap();
    assert!(
        mail.contains("boundary=\"repcard-") && mail.contains("Date: Sat, 31 Oct 2026 00:00:00"),
        "{mail}"
    );
    // Other people's programs find in it what was published.
    let read = "import sys,email,email.policy as p,hashlib\nm=email.message_from_bytes(open(sys.argv[1],'rb').read(),policy=p.default)\nprint(m['subject']);print(m.get_body().get_content().splitlines()[0])\nfor a in m.iter_attachments(): print(a.get_filename(),hashlib.sha256(a.get_content()).hexdigest())";
    let path = book.path("preview/mail-2026-10/001-rep.eml");
    let output = std::process::Command::new("python3")
        .args(["-X", "utf8", "-c", read])
        .arg(path)
        .output()
        .unwrap();
    let form = &book.files("out/2026-10")["forms/华东一部/S002 李晓华.pdf"];
    let form = Fingerprint::of_bytes("", form).sha256;
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        format!(
            "江南样品有限公司 2026年10月绩效考核表 李晓华（S002）\n李晓华，您好：\n2026-10-S002.pdf {form}\n"
        )
    );
    // What is no longer as it was published goes to nobody.
    fs::write(book.path("out/2026-10/report.pdf"), "forged").unwrap();
    book.repcard(&send(&["--director"]))
        .exits(1)
        .says("report.pdf 与发布时不同");
}

#[test]
fn a_run_mails_what_it_published_where_it_is_told_to() {
    let server = Smtp::plain();
    let book = book(&server, "after_run = \"clean\"\nto = [\"reps\"]\n");
    book.repcard(&[&RUN[..], &["--no-mail"]].concat()).exits(0);
    assert_eq!(server.sessions(), 0);
    let ran = book
        .repcard(&["run", "--period", "2026-10", "--format", "json"])
        .exits(1);
    let summary: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(
        (&summary["mail"]["sent"], &summary["mail"]["unsent"][0]["why"]),
        (&3.into(), &"unaddressed".into())
    );
    // Rows that were left out are mended first.
    let orders = fs::read_to_string(book.path("inbox/2026-10/订单.csv")).unwrap();
    let book = book.file("inbox/2026-10/订单.csv", orders + "B9,2026-10-20,S999,客户9,1\n");
    book.repcard(&RUN).exits(1);
    assert_eq!(server.recipients().len(), 3);
    // A server that is not there keeps nothing from being published.
    let book = book.file(
        "repcard.toml",
        settings(1, "after_run = \"always\"\nto = [\"reps\"]\n"),
    );
    fs::remove_dir_all(book.path("out")).unwrap();
    fs::remove_file(book.path(".repcard/mail.jsonl")).unwrap();
    book.repcard(&RUN).exits(1).says("邮件服务器连不上");
    assert!(book.path("out/2026-10/manifest.json").exists());
}

#[test]
fn a_journal_that_cannot_be_trusted_stops_all_mail() {
    let server = Smtp::plain();
    let book = book(&server, "to = [\"reps\"]\n");
    book.repcard(&RUN).exits(0);
    book.repcard(&SEND).exits(1);
    let journal = book.path(".repcard/mail.jsonl");
    let whole = fs::read_to_string(&journal).unwrap();
    // A line that a kill cut off is as if it had never been begun.
    fs::write(&journal, whole.clone() + "{\"event\":\"sen").unwrap();
    book.repcard(&SEND).exits(1).says("此前已发 3 封");
    assert_eq!(fs::read_to_string(&journal).unwrap(), whole);
    fs::write(
        &journal,
        whole.replacen("\"event\":\"sent\"", "\"event\":\"set\"", 1),
    )
    .unwrap();
    book.repcard(&SEND).exits(3).says("mail.jsonl:2");
    assert_eq!(server.recipients().len(), 3);
}

#[cfg(unix)]
#[test]
fn a_command_is_told_how_a_run_ended() {
    use std::os::unix::fs::PermissionsExt;
    let book = Book::small().file("notify.sh", "#!/bin/sh\ncat >> \"$1\"\n");
    fs::set_permissions(book.path("notify.sh"), fs::Permissions::from_mode(0o700)).unwrap();
    let (program, told) = (book.path("notify.sh"), book.path("told"));
    let on = |on: &str| {
        format!("company = \"江南样品有限公司\"\n[notify]\ncommand = [{program:?}, {told:?}]\n{on}")
    };
    let book = book.file("repcard.toml", on(""));
    book.repcard(&RUN).exits(0);
    book.repcard(&["run", "--period", "2026-11", "-q"]).exits(2);
    book.repcard(&["check", "--period", "2026-10"]).exits(0);
    let text = fs::read_to_string(&told).unwrap();
    let told_of: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(told_of.len(), 2);
    assert_eq!(
        (&told_of[0]["event"], &told_of[0]["scorecards"]),
        (&"done".into(), &2.into())
    );
    assert_eq!(
        (&told_of[1]["event"], &told_of[1]["exit"]),
        (&"failure".into(), &2.into())
    );
    assert!(!text.contains("王小明") && !text.contains("江南"), "{text}");
    let book = book.file("repcard.toml", on("on = [\"failure\"]\n"));
    book.repcard(&RUN).exits(0);
    assert_eq!(fs::read_to_string(book.path("told")).unwrap(), text);
    book.file("repcard.toml", "[notify]\ncommand = [\"/no/such/program\"]\n")
        .repcard(&RUN)
        .exits(0)
        .says("[notify]");
}
