//! Writing records to partitions.

use wire::{
    clock::UnixMillis,
    kafka::{log, records::NewRecord},
};

use super::{SessionError, TenantSession};
use crate::domain::topic::TopicName;

impl TenantSession {
    /// Writes records to one partition, all or none, and waits for all in-sync replicas. Returns the
    /// offset of the first; the others follow it.
    pub async fn produce(
        &mut self,
        name: &TopicName,
        (partition, leader): (i32, i32),
        now: UnixMillis,
        records: &[NewRecord],
    ) -> Result<i64, SessionError> {
        let gateway = self.gateway_of(leader).await?;
        let written = log::append(gateway, name.as_str(), partition, now, records).await;
        written.map_err(|error| match error.code() {
            Some(code) => SessionError::Refused { call: "Produce", code, message: None },
            None => SessionError::Unreachable(error),
        })
    }
}
