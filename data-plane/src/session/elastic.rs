//! A buffered reader that has a buffer only while there is something in it.
//!
//! Most connections of a gateway are idle most of the time, and a buffer large enough to make system
//! calls rare is the largest part of what one costs. So the buffer is made when bytes can be read,
//! and given back when a read finds none.

use std::{
    io::{self, IoSlice},
    pin::{Pin, pin},
    task::{Context, Poll, ready},
};

use bytes::{Buf as _, BytesMut};
use tokio::io::{AsyncBufRead, AsyncRead, AsyncReadExt as _, AsyncWrite, ReadBuf};

/// Sockets are read in pieces of this size, below TLS: its own reads are far smaller, and system calls
/// are what moving bytes costs most.
const READ: usize = 64 * 1024;

/// Reads from `S` through a buffer, and writes to it directly.
#[derive(Debug)]
pub struct Elastic<S> {
    inner: S,
    buffer: BytesMut,
}

impl<S> Elastic<S> {
    /// Without a buffer yet.
    pub fn new(inner: S) -> Self {
        Self { inner, buffer: BytesMut::new() }
    }
}

impl<S: AsyncRead + Unpin> AsyncBufRead for Elastic<S> {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<&[u8]>> {
        let this = self.get_mut();
        if this.buffer.is_empty() {
            this.buffer.reserve(READ);
            // Such a read keeps nothing between polls, so each may be a new one.
            let read = pin!(this.inner.read_buf(&mut this.buffer)).poll(cx);
            if this.buffer.is_empty() {
                this.buffer = BytesMut::new();
            }
            ready!(read)?;
        }
        Poll::Ready(Ok(&this.buffer))
    }

    fn consume(mut self: Pin<&mut Self>, amount: usize) {
        self.buffer.advance(amount);
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Elastic<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.buffer.is_empty() && out.remaining() >= READ {
            return Pin::new(&mut self.inner).poll_read(cx, out);
        }
        let available = ready!(self.as_mut().poll_fill_buf(cx))?;
        let step = available.len().min(out.remaining());
        out.put_slice(&available[..step]);
        self.consume(step);
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Elastic<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncWriteExt as _;

    use super::*;

    #[tokio::test]
    async fn bytes_come_in_order_and_an_idle_reader_keeps_no_buffer() {
        let (mut near, far) = tokio::io::duplex(256 * 1024);
        let mut reader = Elastic::new(far);
        let sent: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).take(200_000).collect();
        near.write_all(&sent).await.unwrap();
        let (mut first, mut rest) = ([0; 10], vec![0; sent.len() - 10]);
        reader.read_exact(&mut first).await.unwrap();
        assert!(!reader.buffer.is_empty());
        reader.read_exact(&mut rest).await.unwrap();
        assert_eq!([&first[..], &rest].concat(), sent);

        let mut none = [0; 1];
        let idle = std::future::poll_fn(|cx| {
            let pending = Pin::new(&mut reader).poll_read(cx, &mut ReadBuf::new(&mut none));
            Poll::Ready(pending.is_pending())
        });
        assert!(idle.await);
        assert_eq!(reader.buffer.capacity(), 0);
    }
}
