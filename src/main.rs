//! The repcard program: parse, run, exit code.

fn main() {}
