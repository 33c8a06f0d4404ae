//! Why a measurement could not be made. A failed request ends the run: a rate that counts failures
//! as work done would be worse than none.

use std::{io, time::Duration};

use wire::kafka::{CodecError, ErrorCode, client::ClientError, frame::FrameError};

/// What every fallible function here returns.
pub(crate) type Result<T> = std::result::Result<T, BenchError>;

/// See the module.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BenchError {
    /// The system refused something.
    #[error("cannot {doing}")]
    Io {
        /// What was being done.
        doing: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// Something is not as the benchmark needs it; the text says what to do.
    #[error("{0}")]
    Setup(String),
    /// Kafka or the gateway answered with an error.
    #[error("{doing}: {code}{}", detail.as_deref().map(|d| format!(" ({d})")).unwrap_or_default())]
    Kafka {
        /// What was being done.
        doing: String,
        /// The answer.
        code: ErrorCode,
        /// Its text.
        detail: Option<String>,
    },
    /// A message does not encode or decode.
    #[error("Kafka message")]
    Codec(#[from] CodecError),
    /// A connection broke.
    #[error("Kafka connection")]
    Frame(#[from] FrameError),
    /// The administrative client failed.
    #[error("Kafka client")]
    Client(#[from] ClientError),
    /// The REST API could not be reached.
    #[error("REST API")]
    Http(#[from] reqwest::Error),
    /// The REST API refused.
    #[error("{doing}: status {status}: {body}")]
    Api {
        /// Method and path.
        doing: String,
        /// HTTP status.
        status: u16,
        /// The problem document.
        body: String,
    },
    /// Something did not happen in time.
    #[error("{what} did not happen within {limit:?}")]
    Late {
        /// What was waited for.
        what: String,
        /// For how long.
        limit: Duration,
    },
}

/// Says what was being done when the system refused.
pub(crate) trait Doing<T> {
    /// Adds the words.
    fn doing(self, doing: impl FnOnce() -> String) -> Result<T>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, doing: impl FnOnce() -> String) -> Result<T> {
        self.map_err(|source| BenchError::Io { doing: doing(), source })
    }
}

/// `Ok` for Kafka's "no error".
pub(crate) fn check(code: i16, detail: Option<&str>, doing: impl FnOnce() -> String) -> Result<()> {
    if code == 0 {
        return Ok(());
    }
    Err(BenchError::Kafka {
        doing: doing(),
        code: ErrorCode(code),
        detail: detail.map(str::to_owned),
    })
}
