//! The repcard program: parse, run, exit code.

mod cli;

use clap::Parser;
use cli::args::Args;
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main(Args::parse())
}
