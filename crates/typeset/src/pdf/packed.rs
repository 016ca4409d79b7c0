//! Bytes → bytes as a document holds them, compressed where that is worth it.

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Stream};
use std::cell::RefCell;
use std::io;

/// Bytes as documents hold them.
#[derive(Debug, Clone)]
pub(super) struct Packed {
    bytes: Vec<u8>,
    is_deflated: bool,
}

/// How hard to compress, of 9: more makes a page a fifth smaller, and a form a twentieth, and takes twice the time.
const COMPRESSION: Compression = Compression::new(1);

impl Packed {
    /// Bytes as they are.
    pub(super) fn plain(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            is_deflated: false,
        }
    }

    /// Bytes compressed, where that makes them fewer.
    pub(super) fn deflated(bytes: Vec<u8>) -> io::Result<Self> {
        let deflated = deflated(&bytes)?;
        let is_deflated = deflated.len() < bytes.len();
        let bytes = if is_deflated { deflated } else { bytes };
        Ok(Self { bytes, is_deflated })
    }

    /// A stream of a document.
    pub(super) fn into_stream(self, mut entries: Dictionary) -> Stream {
        if self.is_deflated {
            entries.set("Filter", "FlateDecode");
        }
        Stream::new(entries, self.bytes).with_compression(false)
    }
}

/// The bytes compressed. What the compressor works in is a quarter of a megabyte, and each thread makes it once.
fn deflated(bytes: &[u8]) -> io::Result<Vec<u8>> {
    thread_local! {
        static COMPRESSOR: RefCell<Compress> = RefCell::new(Compress::new(COMPRESSION, true));
    }
    COMPRESSOR.with_borrow_mut(|compressor| {
        compressor.reset();
        let mut deflated = Vec::with_capacity(bytes.len() / 2 + 64);
        loop {
            let rest = &bytes[compressor.total_in() as usize..];
            if compressor.compress_vec(rest, &mut deflated, FlushCompress::Finish)? == Status::StreamEnd {
                return Ok(deflated);
            }
            deflated.reserve(deflated.capacity());
        }
    })
}
