//! Why a call failed, sorted by what the caller can do about it.

use std::io;

use crate::{
    kafka::{codec::CodecError, error::ErrorCode, frame::FrameError, records::RecordsError},
    scram::ScramError,
};

/// A call failed.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The connection could not be made or broke.
    #[error("connection to the broker failed")]
    Transport(#[source] io::Error),
    /// The broker closed the connection.
    #[error("the broker closed the connection")]
    Closed,
    /// An earlier call on this connection did not finish; connect again.
    #[error("an earlier call on this connection did not finish")]
    Broken,
    /// No answer in time.
    #[error("no answer in time while {0}")]
    Timeout(&'static str),
    /// The broker answered with something that is not the protocol.
    #[error("the broker's answer is malformed")]
    Protocol(#[from] CodecError),
    /// The broker sent records that cannot be read.
    #[error("records from the broker cannot be read")]
    Records(#[from] RecordsError),
    /// The broker announced a frame larger than allowed.
    #[error("the broker announced a frame of {size} bytes, at most {max} are allowed")]
    FrameSize {
        /// The announced size.
        size: i32,
        /// The limit.
        max: usize,
    },
    /// The broker answered a question that was not asked.
    #[error("the broker answered out of order")]
    Correlation,
    /// No version of the request is known to both sides.
    #[error("the broker and this client share no version of {api}")]
    Unsupported {
        /// The request.
        api: &'static str,
    },
    /// The host cannot be the name of a TLS server.
    #[error("{0} cannot be verified as the name of a TLS server")]
    ServerName(String),
    /// The broker does not accept who we are. The text is the broker's.
    #[error("login refused with {code}: {message}")]
    Auth {
        /// The broker's code.
        code: ErrorCode,
        /// The broker's explanation.
        message: String,
    },
    /// The exchange of SCRAM messages failed on our side.
    #[error("login failed")]
    Scram(#[from] ScramError),
    /// Another writer with the same transactional id took over.
    #[error("another writer took over")]
    Fenced,
    /// The broker refused the request.
    #[error("{api} refused with {code}")]
    Broker {
        /// The request.
        api: &'static str,
        /// The broker's code.
        code: ErrorCode,
    },
}

impl ClientError {
    /// A refusal with an error code.
    pub const fn broker(api: &'static str, code: ErrorCode) -> Self {
        Self::Broker { api, code }
    }

    /// The broker's error code, when there is one.
    pub const fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Broker { code, .. } | Self::Auth { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// Whether the same call, on a new connection where needed, may succeed later.
    pub const fn is_retriable(&self) -> bool {
        match self {
            Self::Transport(_) | Self::Closed | Self::Broken | Self::Timeout(_) => true,
            Self::Broker { code, .. } => code.is_retriable(),
            _ => false,
        }
    }
}

impl From<io::Error> for ClientError {
    fn from(error: io::Error) -> Self {
        Self::Transport(error)
    }
}

impl From<FrameError> for ClientError {
    fn from(error: FrameError) -> Self {
        match error {
            FrameError::Closed => Self::Closed,
            FrameError::Size { size, max } => Self::FrameSize { size, max },
            FrameError::Io(error) => Self::Transport(error),
        }
    }
}
