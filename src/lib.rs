//! repcard turns a sales department's monthly exports into performance appraisals.

pub mod job;
pub mod measure;
pub mod model;
pub mod publish;
pub mod read;
pub mod recognise;
pub mod records;
pub mod report;
pub mod score;
pub mod targets;
