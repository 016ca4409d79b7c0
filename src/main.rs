//! The repcard program: parse, run, exit code.

#![cfg_attr(not(test), warn(clippy::too_many_lines))]

mod cli;

use clap::Parser;
use cli::args::Args;
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main(Args::parse())
}
