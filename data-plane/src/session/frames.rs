//! Reading frames within the memory budget, and writing buffers of several pieces at once.

use std::{
    io::{self, IoSlice},
    sync::Arc,
    time::Duration,
};

use bytes::{Buf as _, Bytes, BytesMut};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use crate::error::SessionError;

/// A frame without its length, and its share of the memory budget.
#[derive(Debug)]
pub struct Frame {
    /// Header and body.
    pub body: Bytes,
    /// Given back when the frame is gone.
    pub permits: Vec<OwnedSemaphorePermit>,
}

/// Reads one frame; `None` when the peer closed between two frames. Waits for the first byte as long
/// as the caller lets it; from there on, `deadline` counts, so that nobody keeps memory by stalling.
pub async fn read(
    input: &mut (impl AsyncRead + Unpin),
    max: usize,
    budgets: &[&Arc<Semaphore>],
    deadline: Duration,
) -> Result<Option<Frame>, SessionError> {
    let mut prefix = [0; 4];
    match input.read(&mut prefix[..1]).await {
        Ok(0) => return Ok(None),
        Ok(_) => {}
        // Most Kafka clients leave TLS without saying goodbye.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(SessionError::ClientIo(error)),
    }
    let rest = async {
        input.read_exact(&mut prefix[1..]).await.map_err(SessionError::ClientIo)?;
        let size = i32::from_be_bytes(prefix);
        let too_large = || SessionError::FrameTooLarge { size: size.into(), limit: max };
        let len = usize::try_from(size).ok().filter(|len| *len <= max).ok_or_else(too_large)?;
        let permits = reserve(budgets, len).await.ok_or_else(too_large)?;
        let body = body(input, len).await.map_err(SessionError::ClientIo)?;
        Ok(Some(Frame { body, permits }))
    };
    timeout(deadline, rest).await.map_err(|_| SessionError::Deadline("a request's bytes"))?
}

/// Frames up to this size need no room in a budget: the number of connections bounds them, and they
/// must get through while large ones wait.
const SMALL: usize = 16 * 1024;

/// Takes `len` bytes of each budget in turn, the narrowest first. None if there can never be so many.
pub async fn reserve(budgets: &[&Arc<Semaphore>], len: usize) -> Option<Vec<OwnedSemaphorePermit>> {
    if len <= SMALL {
        return Some(Vec::new());
    }
    let len = u32::try_from(len).ok()?;
    let mut permits = Vec::with_capacity(budgets.len());
    for budget in budgets {
        permits.push(Arc::clone(budget).acquire_many_owned(len).await.ok()?);
    }
    Some(permits)
}

/// Reads exactly `len` bytes.
pub async fn body(input: &mut (impl AsyncRead + Unpin), len: usize) -> io::Result<Bytes> {
    let mut body = BytesMut::with_capacity(len);
    let mut rest = input.take(u64::try_from(len).unwrap_or(u64::MAX));
    while body.len() < len {
        if rest.read_buf(&mut body).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(body.freeze())
}

/// Writes all pieces, as many at once as the system takes.
pub async fn write_all(
    output: &mut (impl AsyncWrite + Unpin),
    mut pieces: &mut [Bytes],
) -> io::Result<()> {
    while let Some(first) = pieces.first() {
        if first.is_empty() {
            pieces = &mut pieces[1..];
            continue;
        }
        let slices: Vec<_> = pieces.iter().take(64).map(|piece| IoSlice::new(piece)).collect();
        let mut written = match slices.as_slice() {
            [only] => output.write(only).await?,
            many => output.write_vectored(many).await?,
        };
        if written == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        for piece in pieces.iter_mut() {
            let step = written.min(piece.len());
            piece.advance(step);
            written -= step;
            if written == 0 {
                break;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEADLINE: Duration = Duration::from_secs(5);

    #[tokio::test]
    async fn frames_are_bounded_and_give_their_memory_back() {
        let budget = Arc::new(Semaphore::new(70_000));
        let body = vec![7; 65_536];
        let large = [&[0, 1, 0, 0][..], &body, &[0, 0, 0, 3, 1, 2, 3, 0, 2, 0, 0]].concat();
        let mut input = &large[..];
        let frame = read(&mut input, 70_000, &[&budget], DEADLINE).await.unwrap().unwrap();
        assert_eq!(frame.body, body);
        assert_eq!(budget.available_permits(), 70_000 - 65_536);
        let small = read(&mut input, 70_000, &[&budget], DEADLINE).await.unwrap().unwrap();
        assert_eq!(&small.body[..], [1, 2, 3]);
        drop(frame);
        assert_eq!(budget.available_permits(), 70_000);
        let error = read(&mut input, 70_000, &[&budget], DEADLINE).await.unwrap_err();
        assert!(matches!(error, SessionError::FrameTooLarge { size: 131_072, limit: 70_000 }));
        assert!(read(&mut &[][..], 8, &[], DEADLINE).await.unwrap().is_none());
        assert!(read(&mut &[0xff; 4][..], 8, &[], DEADLINE).await.is_err());
    }

    #[tokio::test]
    async fn pieces_arrive_in_order() {
        let mut pieces = [&b"ab"[..], b"", b"c", b"defg"].map(Bytes::from_static);
        let mut out = Vec::new();
        write_all(&mut out, &mut pieces).await.unwrap();
        assert_eq!(out, b"abcdefg");
    }
}
