//! The program from outside: a book in, files out. One binary, so that a change is linked once and not once a file.

mod account;
mod any_bytes;
mod any_template;
mod architecture;
mod archive;
mod catalogue;
mod changes;
mod closed;
mod collect;
mod company;
mod console;
mod data_page;
mod doubts;
mod drawn;
mod explain;
mod exports;
mod fields;
mod fiscal;
mod gate;
mod hostile;
mod init;
mod inspect;
mod mail;
mod operations;
mod pdf;
mod pins;
mod plan;
mod preview;
mod publish;
mod reading;
mod render;
mod restated;
mod samples;
mod settings;
mod support;
mod talks;
mod templates;
mod verify;
mod words;

#[path = "../../examples/samples/generator/mod.rs"]
mod generator;
