//! Frames: a length, a header and a body.
//!
//! Two oddities of the protocol live here and nowhere else: a client id keeps its 16-bit length even
//! in the flexible request header, and the answer to `ApiVersions` always has the old header.

use std::io;

use bytes::{BufMut as _, Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt as _};

use super::{
    codec::{CodecError, Message, Request, TaggedFields},
    reader::Reader,
    writer,
};

/// The number of `ApiVersions`.
pub const API_VERSIONS: i16 = 18;

/// What stands before a request's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestHeader {
    /// Number of the API.
    pub api_key: i16,
    /// Version of the body.
    pub api_version: i16,
    /// Repeated in the response.
    pub correlation_id: i32,
    /// What the client calls itself.
    pub client_id: Option<String>,
    /// Present in flexible versions; unknown ones are kept.
    pub tagged_fields: TaggedFields,
}

impl RequestHeader {
    /// Takes a header from the front of a frame. `is_flexible` says of (key, version) whether its
    /// body is flexible; such a request has tagged fields in its header.
    pub fn decode(
        input: &mut Reader,
        is_flexible: impl FnOnce(i16, i16) -> bool,
    ) -> Result<Self, CodecError> {
        let (api_key, api_version) = (input.i16()?, input.i16()?);
        Ok(Self {
            api_key,
            api_version,
            correlation_id: input.i32()?,
            client_id: input.string(false)?,
            tagged_fields: input.tagged(is_flexible(api_key, api_version), |_, _| Ok(false))?,
        })
    }

    /// Appends the header.
    pub fn encode(&self, flexible: bool, out: &mut BytesMut) -> Result<(), CodecError> {
        out.put_i16(self.api_key);
        out.put_i16(self.api_version);
        out.put_i32(self.correlation_id);
        writer::string(out, false, self.client_id.as_deref())?;
        writer::Tags::default().finish(out, flexible, self.api_version, &self.tagged_fields)
    }
}

/// Whether a response's header has tagged fields.
pub const fn response_header_is_flexible(api_key: i16, body_is_flexible: bool) -> bool {
    body_is_flexible && api_key != API_VERSIONS
}

/// Takes a response's header from the front of a frame; returns the correlation id.
pub fn decode_response_header(input: &mut Reader, flexible: bool) -> Result<i32, CodecError> {
    let correlation_id = input.i32()?;
    input.tagged(flexible, |_, _| Ok(false))?;
    Ok(correlation_id)
}

/// Appends a response's header without tagged fields of its own.
pub fn encode_response_header(out: &mut BytesMut, correlation_id: i32, flexible: bool) {
    out.put_i32(correlation_id);
    if flexible {
        out.put_u8(0);
    }
}

/// Fills in the length before everything that `content` appends.
fn framed(
    out: &mut BytesMut,
    content: impl FnOnce(&mut BytesMut) -> Result<(), CodecError>,
) -> Result<(), CodecError> {
    let start = out.len();
    out.put_i32(0);
    content(out)?;
    let len = out.len() - start - 4;
    let prefix = i32::try_from(len).map_err(|_| CodecError::TooLong(len))?;
    out[start..start + 4].copy_from_slice(&prefix.to_be_bytes());
    Ok(())
}

/// Appends a whole request frame, length included.
pub fn encode_request<R: Request>(
    out: &mut BytesMut,
    request: &R,
    version: i16,
    correlation_id: i32,
    client_id: Option<&str>,
) -> Result<(), CodecError> {
    framed(out, |out| {
        let header = RequestHeader {
            api_key: R::KEY,
            api_version: version,
            correlation_id,
            client_id: client_id.map(str::to_owned),
            tagged_fields: TaggedFields::new(),
        };
        header.encode(R::is_flexible(version), out)?;
        request.encode(version, out)
    })
}

/// Appends a whole response frame, length included.
pub fn encode_response<R: Request>(
    out: &mut BytesMut,
    response: &R::Response,
    version: i16,
    correlation_id: i32,
) -> Result<(), CodecError> {
    framed(out, |out| {
        let flexible = response_header_is_flexible(R::KEY, R::Response::is_flexible(version));
        encode_response_header(out, correlation_id, flexible);
        response.encode(version, out)
    })
}

/// Why no frame could be read.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// The peer closed the connection between two frames.
    #[error("connection closed")]
    Closed,
    /// The peer announces a frame that is negative or larger than allowed.
    #[error("frame of {size} bytes announced, at most {max} are allowed")]
    Size {
        /// The announced size.
        size: i32,
        /// The limit.
        max: usize,
    },
    /// The connection failed, or ended inside a frame.
    #[error("reading a frame failed")]
    Io(#[from] io::Error),
}

/// Reads one frame, without its length. Memory grows with what arrives, not with what is announced.
pub async fn read_frame(
    input: &mut (impl AsyncRead + Unpin),
    max: usize,
) -> Result<Bytes, FrameError> {
    let mut prefix = [0; 4];
    let mut filled = 0;
    while filled < prefix.len() {
        match input.read(&mut prefix[filled..]).await? {
            0 if filled == 0 => return Err(FrameError::Closed),
            0 => return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
            n => filled += n,
        }
    }
    let size = i32::from_be_bytes(prefix);
    let Some(len) = usize::try_from(size).ok().filter(|len| *len <= max) else {
        return Err(FrameError::Size { size, max });
    };
    let mut frame = BytesMut::with_capacity(len.min(64 * 1024));
    let mut rest = input.take(u64::from(size.unsigned_abs()));
    while frame.len() < len {
        if rest.read_buf(&mut frame).await? == 0 {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
    }
    Ok(frame.freeze())
}

#[cfg(test)]
mod tests {
    use super::{super::messages::*, *};

    #[test]
    fn api_versions_answers_with_the_old_header() {
        let mut out = BytesMut::new();
        let response = ApiVersionsResponse::default();
        encode_response::<ApiVersionsRequest>(&mut out, &response, 3, 7).unwrap();
        // length, correlation id, then the error code: no tagged fields in between.
        assert_eq!(&out[..10], [0, 0, 0, 12, 0, 0, 0, 7, 0, 0]);
        let mut out = BytesMut::new();
        let response = MetadataResponse::default();
        encode_response::<MetadataRequest>(&mut out, &response, 12, 7).unwrap();
        assert_eq!(out[8], 0, "a flexible header ends in an empty section of tagged fields");
        assert!(!response_header_is_flexible(API_VERSIONS, true));
    }

    #[test]
    fn request_headers_survive_in_both_forms() {
        for flexible in [false, true] {
            let header = RequestHeader {
                api_key: 3,
                api_version: 9,
                correlation_id: 42,
                client_id: Some("c".to_owned()),
                tagged_fields: TaggedFields::new(),
            };
            let mut out = BytesMut::new();
            header.encode(flexible, &mut out).unwrap();
            // The client id keeps its 16-bit length in either form.
            assert_eq!(&out[8..11], [0, 1, b'c']);
            let mut reader = Reader::new(out.freeze());
            assert_eq!(RequestHeader::decode(&mut reader, |_, _| flexible).unwrap(), header);
            assert_eq!(reader.finish(), Ok(()));
        }
    }

    #[tokio::test]
    async fn frames_are_bounded_and_may_not_end_early() {
        let mut input = &[0, 0, 0, 3, 1, 2, 3][..];
        assert_eq!(read_frame(&mut input, 3).await.unwrap(), Bytes::from_static(&[1, 2, 3]));
        assert!(matches!(read_frame(&mut input, 3).await, Err(FrameError::Closed)));
        let mut large = &[0, 0, 0, 4, 1, 2, 3, 4][..];
        let error = read_frame(&mut large, 3).await;
        assert!(matches!(error, Err(FrameError::Size { size: 4, max: 3 })));
        let mut negative = &[0xff; 4][..];
        assert!(matches!(read_frame(&mut negative, 9).await, Err(FrameError::Size { .. })));
        let mut cut = &[0, 0, 0, 4, 1][..];
        assert!(matches!(read_frame(&mut cut, 9).await, Err(FrameError::Io(_))));
    }
}
