//! Undoing what Kafka clients compress records with, up to a size: a few bytes can announce
//! gigabytes.

use std::io::Read;

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use lz4_flex::frame::FrameDecoder;
use ruzstd::decoding::StreamingDecoder;
use wire::kafka::records::{Compression, RecordsError};

/// What the Java library puts before its blocks, with two version numbers of four bytes after it.
const SNAPPY_MAGIC: &[u8] = b"\x82SNAPPY\0";
const SNAPPY_HEADER_LEN: usize = SNAPPY_MAGIC.len() + 8;

/// The bytes before compression, at most `max` of them.
pub(super) fn decompress(
    compression: Compression,
    input: &[u8],
    max: usize,
) -> Result<Bytes, RecordsError> {
    let damaged = RecordsError::Decompression(compression);
    match compression {
        Compression::Gzip => read(MultiGzDecoder::new(input), damaged, max),
        Compression::Lz4 => read(FrameDecoder::new(input), damaged, max),
        Compression::Zstd => match StreamingDecoder::new(input) {
            Ok(decoder) => read(decoder, damaged, max),
            Err(_) => Err(damaged),
        },
        Compression::Snappy => snappy(input, max),
    }
}

fn read(from: impl Read, damaged: RecordsError, max: usize) -> Result<Bytes, RecordsError> {
    let mut out = Vec::new();
    let one_more = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    from.take(one_more).read_to_end(&mut out).map_err(|_| damaged)?;
    if out.len() > max { Err(RecordsError::TooLarge(max)) } else { Ok(out.into()) }
}

/// One bare block, as librdkafka writes it, or blocks with their lengths, as Java does.
fn snappy(input: &[u8], max: usize) -> Result<Bytes, RecordsError> {
    let damaged = || RecordsError::Decompression(Compression::Snappy);
    let mut out = Vec::new();
    if !input.starts_with(SNAPPY_MAGIC) {
        block(input, &mut out, max)?;
        return Ok(out.into());
    }
    let mut rest = input.get(SNAPPY_HEADER_LEN..).ok_or_else(damaged)?;
    while let Some((length, blocks)) = rest.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| damaged())?;
        let (one, after) = blocks.split_at_checked(length).ok_or_else(damaged)?;
        block(one, &mut out, max)?;
        rest = after;
    }
    if rest.is_empty() { Ok(out.into()) } else { Err(damaged()) }
}

fn block(input: &[u8], out: &mut Vec<u8>, max: usize) -> Result<(), RecordsError> {
    let damaged = |_| RecordsError::Decompression(Compression::Snappy);
    // It says how long it becomes before it is undone.
    let length = snap::raw::decompress_len(input).map_err(damaged)?;
    if out.len().saturating_add(length) > max {
        return Err(RecordsError::TooLarge(max));
    }
    let at = out.len();
    out.resize(at + length, 0);
    let written = snap::raw::Decoder::new().decompress(input, &mut out[at..]).map_err(damaged)?;
    out.truncate(at + written);
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn gzip(plain: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        writer.write_all(plain).unwrap();
        writer.finish().unwrap()
    }

    fn bare(plain: &[u8]) -> Vec<u8> {
        snap::raw::Encoder::new().compress_vec(plain).unwrap()
    }

    fn framed(blocks: &[&[u8]]) -> Vec<u8> {
        let mut out = [SNAPPY_MAGIC, &[0, 0, 0, 1, 0, 0, 0, 1]].concat();
        for plain in blocks {
            let block = bare(plain);
            out.extend(u32::try_from(block.len()).unwrap().to_be_bytes());
            out.extend(block);
        }
        out
    }

    fn zstd(plain: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(plain, ruzstd::encoding::CompressionLevel::Fastest)
    }

    #[test]
    fn both_framings_of_snappy_are_read() {
        let read = |input: &[u8]| decompress(Compression::Snappy, input, 100);
        assert_eq!(read(&bare(b"abc")).unwrap(), "abc");
        assert_eq!(read(&framed(&[b"abc", b"", b"def"])).unwrap(), "abcdef");
        let cut = framed(&[b"abc"]);
        for end in 1..cut.len() {
            let text = read(&cut[..end]);
            assert!(text.is_err() || text.is_ok_and(|read| read.is_empty()), "{end}");
        }
    }

    #[test]
    fn nothing_grows_beyond_what_its_reader_takes() {
        let bomb = vec![0; 1_000_000];
        for (compression, input) in [
            (Compression::Gzip, gzip(&bomb)),
            (Compression::Snappy, bare(&bomb)),
            (Compression::Snappy, framed(&[&bomb[..600_000], &bomb[..400_000]])),
            (Compression::Zstd, zstd(&bomb)),
        ] {
            assert_eq!(decompress(compression, &input, bomb.len()).unwrap(), bomb);
            let refused = decompress(compression, &input, bomb.len() - 1);
            assert_eq!(refused, Err(RecordsError::TooLarge(bomb.len() - 1)), "{compression:?}");
        }
    }

    #[test]
    fn damage_is_told_by_its_compression() {
        use Compression::{Gzip, Lz4, Snappy, Zstd};
        for compression in [Gzip, Snappy, Lz4, Zstd] {
            let read = decompress(compression, b"\xff\xff\xff\xff not compressed", 100);
            assert_eq!(read, Err(RecordsError::Decompression(compression)));
        }
    }
}
