//! Fetch: sessions, sizes, names and ids; records are passed on unread.
//!
//! Brokers find a fetch session by a small number and do not ask whose it is. So a connection may only
//! continue sessions that it was given; for others it names one that cannot exist, and the broker
//! answers `FETCH_SESSION_ID_NOT_FOUND`.

use std::{collections::VecDeque, sync::PoisonError};

use super::{
    Action, Ask, Incoming, Reply, Shared,
    names::{self, Expected, Numbers},
    quota,
    scope::Scope,
};
use crate::error::SessionError;

/// From this version on, topics have ids only.
const FIRST_BY_ID: i16 = 13;

/// In place of a session that is not this connection's.
const NO_SUCH_SESSION: i64 = -1;
/// No session.
const SESSIONLESS: i64 = 0;

/// A tenant's fetches, one on each of its connections, are together cut to what it may move in this
/// part of a second, so that its limit holds over short times too; but none below what a client needs
/// to get anywhere.
const SHARE_OF_SECOND: u64 = 4;
const LEAST_BYTES: u64 = 64 * 1024;

/// The sessions of a connection; clients use one at a time.
#[derive(Debug, Default)]
pub struct Sessions(VecDeque<i32>);

impl Sessions {
    /// A session that the broker opened or goes on with.
    pub fn remember(&mut self, id: i32) {
        if id != 0 && !self.0.contains(&id) {
            self.0.push_back(id);
            if self.0.len() > 8 {
                self.0.pop_front();
            }
        }
    }

    /// Makes clients list their partitions again, so that changed grants apply to them.
    pub fn forget(&mut self) {
        self.0.clear();
    }

    fn named_instead(&self, id: i64, epoch: i64) -> Option<i64> {
        let own = i32::try_from(id).is_ok_and(|id| id == 0 || self.0.contains(&id));
        match epoch {
            _ if own => None,
            // A full fetch would close the session that it names.
            0 | -1 => Some(SESSIONLESS),
            _ => Some(NO_SUCH_SESSION),
        }
    }
}

/// Forwards a fetch request.
pub async fn run(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: Incoming,
) -> Result<Action, SessionError> {
    let survey = names::survey(&request)?;
    let masks = names::masks(scope, shared, broker, request.treatment, &survey.ids).await?;
    let (session_id, is_masked) = {
        let memory = shared.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let session = survey.session_id.zip(survey.session_epoch);
        let instead =
            session.and_then(|(id, epoch)| memory.fetch_sessions.named_instead(id, epoch));
        (instead, !memory.masked.is_empty())
    };
    let rate = quota::share(scope.access.tenant.limits.bytes_out_per_second);
    let parts = SHARE_OF_SECOND * u64::from(shared.usage.connections().max(1));
    let paced = i64::try_from((rate / parts).max(LEAST_BYTES)).unwrap_or(i64::MAX);
    let numbers =
        Numbers { session_id, max_bytes: Some(paced.min(shared.limits.fetch_max_bytes.into())) };
    let pieces = names::rename(scope, &request, &survey, &masks, numbers)?;
    let reply = if request.version >= FIRST_BY_ID && !is_masked {
        Reply::FetchStream
    } else {
        Reply::Fetch(Expected::of(&request, &survey))
    };
    Ok(request.forward(pieces, reply))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_continues_its_own_sessions_only() {
        let mut sessions = Sessions::default();
        sessions.remember(7);
        assert_eq!(sessions.named_instead(7, 3), None);
        assert_eq!(sessions.named_instead(0, -1), None);
        assert_eq!(sessions.named_instead(8, 3), Some(NO_SUCH_SESSION));
        assert_eq!(sessions.named_instead(8, 0), Some(SESSIONLESS));
        assert_eq!(sessions.named_instead(8, -1), Some(SESSIONLESS));
        sessions.forget();
        assert_eq!(sessions.named_instead(7, 4), Some(NO_SUCH_SESSION));
    }
}
