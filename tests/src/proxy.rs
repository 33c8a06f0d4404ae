//! A TCP relay in front of a server, which can be told to misbehave in the server's name.

use std::sync::Arc;

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::{JoinHandle, JoinSet},
};

/// What the relay does with the server's bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mode {
    /// They are passed on.
    Pass,
    /// They are kept back.
    Stall,
    /// These bytes come in their place, over and over.
    Garbage(Arc<[u8]>),
    /// Every connection is closed, and none is served.
    Cut,
}

/// A relay.
#[derive(Debug)]
pub struct Proxy {
    /// Where it listens: `host:port`.
    pub address: String,
    mode: watch::Sender<Mode>,
    accepting: JoinHandle<()>,
}

impl Proxy {
    /// A relay to `server` that passes everything on.
    pub async fn to(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("its address").to_string();
        let mode = watch::Sender::new(Mode::Pass);
        let (server, modes) = (server.to_owned(), mode.subscribe());
        let accepting = tokio::spawn(async move {
            let mut relays = JoinSet::new();
            while let Ok((client, _)) = listener.accept().await {
                relays.spawn(relay(client, server.clone(), modes.clone()));
            }
        });
        Self { address, mode, accepting }
    }

    /// Changes what it does, also with connections that are open.
    pub fn become_mode(&self, mode: Mode) {
        self.mode.send_replace(mode);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn relay(client: TcpStream, server: String, mut mode: watch::Receiver<Mode>) {
    if *mode.borrow_and_update() == Mode::Cut {
        return;
    }
    let Ok(server) = TcpStream::connect(server).await else { return };
    let (mut client_read, mut client_write) = client.into_split();
    let (mut server_read, mut server_write) = server.into_split();
    let requests = async {
        // Ends when either side does.
        let _ = tokio::io::copy(&mut client_read, &mut server_write).await;
    };
    let answers = async {
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let now = mode.borrow_and_update().clone();
            match now {
                Mode::Cut => return,
                Mode::Stall => {
                    if mode.changed().await.is_err() {
                        return;
                    }
                }
                Mode::Garbage(bytes) => {
                    if client_write.write_all(&bytes).await.is_err() {
                        return;
                    }
                }
                Mode::Pass => {
                    let read = tokio::select! {
                        read = server_read.read(&mut buffer) => read.unwrap_or(0),
                        _ = mode.changed() => continue,
                    };
                    if read == 0 || client_write.write_all(&buffer[..read]).await.is_err() {
                        return;
                    }
                }
            }
        }
    };
    tokio::select! {
        () = requests => {}
        () = answers => {}
    }
}
