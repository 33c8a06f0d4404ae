//! The gateway of a certain broker.
//!
//! What Kafka names as a broker's address is for clients outside. From here each is reached by its
//! gateway's internal address; brokers are numbered from 1, in the order of those.

use std::collections::btree_map::Entry;

use wire::kafka::{Connection, ErrorCode, client::ClientError};

use super::{SessionError, TenantSession};

impl TenantSession {
    /// A connection to one broker's gateway, kept for the next time.
    pub(super) async fn gateway_of(
        &mut self,
        broker: i32,
    ) -> Result<&mut Connection, SessionError> {
        let at = usize::try_from(broker).ok().and_then(|broker| broker.checked_sub(1));
        let address = at.and_then(|at| self.gateways.get(at)).ok_or_else(|| {
            let unknown = ClientError::broker("Metadata", ErrorCode::BROKER_NOT_AVAILABLE);
            SessionError::Unreachable(unknown)
        })?;
        if *address == self.address {
            return Ok(&mut self.connection);
        }
        match self.others.entry(broker) {
            Entry::Occupied(found) => Ok(found.into_mut()),
            Entry::Vacant(free) => {
                let connected = self.connector.connect(address).await;
                Ok(free.insert(connected.map_err(SessionError::Unreachable)?))
            }
        }
    }
}
