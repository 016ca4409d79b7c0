//! Units for systemd: a timer, the service that it starts with as few rights as it can do with, and what a failure starts.

use super::super::send::CREDENTIAL;
use super::Plan;
use repcard::model::Language;

/// Rights that no run needs.
const HARDENING: &str = "\
UMask=0077
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
ProtectProc=invisible
ProcSubset=pid
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
";

/// The units by their names.
pub(super) fn units(plan: &Plan, language: Language) -> Vec<(String, String)> {
    let name = &plan.name;
    let at = format!("*-*-{:02} {:02}:{:02}:00", plan.day, plan.hour, plan.minute);
    let described = |zh: &str, en: &str| {
        let what = language.pick(zh, en);
        format!("repcard {what}: {}", escaped(&plan.book))
    };
    let run = service(
        plan,
        &described("月度考核", "monthly appraisal"),
        "run --quiet --wait-lock 15m --log-format human",
        true,
    );
    let mut units = vec![
        (format!("{name}.service"), run),
        (
            format!("{name}.timer"),
            timer(&described("月度考核", "monthly appraisal"), &at, "5m"),
        ),
        (
            format!("{name}-failure.service"),
            failure(plan, &described("运行失败", "failure")),
        ),
    ];
    if plan.mails {
        let described = described("重试邮件", "mail tried again");
        let last = (plan.day + 3).min(31);
        let hourly = format!(
            "*-*-{:02}..{last:02} *:{:02}:00",
            plan.day,
            (plan.minute + 30) % 60
        );
        units.push((
            format!("{name}-unsent.service"),
            service(
                plan,
                &described,
                "send --unsent --quiet --log-format human",
                false,
            ),
        ));
        units.push((format!("{name}-unsent.timer"), timer(&described, &hourly, "1m")));
    }
    units
}

/// A service that does one thing of the book, and may write only there.
fn service(plan: &Plan, described: &str, does: &str, tells_failure: bool) -> String {
    let Plan {
        program, book, name, ..
    } = plan;
    let failure = if tells_failure {
        format!("OnFailure={name}-failure.service\n")
    } else {
        String::new()
    };
    let after = if plan.needs_network {
        "Wants=network-online.target\nAfter=network-online.target\n"
    } else {
        ""
    };
    let network = if plan.needs_network {
        "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6\n"
    } else {
        "PrivateNetwork=yes\nRestrictAddressFamilies=AF_UNIX\n"
    };
    let password = if plan.needs_password {
        format!("LoadCredential={CREDENTIAL}:/etc/repcard/{CREDENTIAL}\n")
    } else {
        String::new()
    };
    let owner = plan
        .owner
        .map_or_else(String::new, |owner| format!("User={owner}\n"));
    format!(
        "[Unit]\nDescription={described}\n{failure}{after}\n[Service]\nType=oneshot\n{owner}ExecStart={} {does} --book {}\n\
         TimeoutStartSec=2h\nNice=10\n{password}ReadWritePaths={}\nReadOnlyPaths={}\n{network}{HARDENING}",
        argument(program),
        argument(book),
        quoted(book),
        quoted(&format!("-{book}/inbox")),
    )
}

fn timer(described: &str, at: &str, delay: &str) -> String {
    format!(
        "[Unit]\nDescription={described}\n\n[Timer]\nOnCalendar={at}\nPersistent=true\nRandomizedDelaySec={delay}\n\n\
         [Install]\nWantedBy=timers.target\n"
    )
}

/// Tells the journal as an error how the run ended; whoever is to be woken is told by another command here.
fn failure(plan: &Plan, described: &str) -> String {
    let owner = plan
        .owner
        .map_or_else(String::new, |owner| format!("User={owner}\n"));
    format!(
        "[Unit]\nDescription={described}\n\n[Service]\nType=oneshot\n{owner}ExecStart={} status --book {}\nSyslogLevel=err\n\
         ReadOnlyPaths={}\nPrivateNetwork=yes\nRestrictAddressFamilies=AF_UNIX\n{HARDENING}",
        argument(&plan.program),
        argument(&plan.book),
        quoted(&plan.book),
    )
}

/// % begins what systemd fills in.
fn escaped(text: &str) -> String {
    text.replace('%', "%%").replace('\n', " ")
}

/// In quotes, whatever it holds.
fn quoted(text: &str) -> String {
    let text = escaped(text).replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{text}\"")
}

/// A word of a command line, where $ begins a variable.
fn argument(text: &str) -> String {
    quoted(text).replace('$', "$$")
}
