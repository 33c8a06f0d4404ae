//! The two topics of our own on a real cluster: tenancy records out, reports in.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use wire::{
    clock::Clock,
    entropy::Entropy,
    kafka::{
        ErrorCode,
        log::{LogReader, LogWriter, Start},
        records::{Header, NewRecord, Record},
    },
    report,
    tenancy::{self, REVISION_HEADER, WRITER_TRANSACTIONAL_ID},
};

use super::{
    ClusterAccess, KafkaError, LogRecord, ReportLog, ReportReader, TenancyLog, TenancyWriter,
    pool::Pool,
};

/// The topics of real clusters.
#[derive(Clone)]
pub struct KafkaLogs {
    pool: Pool,
    clock: Arc<dyn Clock>,
}

impl KafkaLogs {
    /// Logs without connections yet.
    pub fn new(clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        Self { pool: Pool::new(entropy), clock }
    }
}

fn new_record(record: &LogRecord) -> NewRecord {
    NewRecord {
        key: Some(Bytes::copy_from_slice(record.key.as_bytes())),
        value: record.value.as_deref().map(Bytes::copy_from_slice),
        headers: vec![Header {
            key: REVISION_HEADER.to_owned(),
            value: Some(Bytes::from(record.revision.to_string())),
        }],
    }
}

/// A record as it was read; one whose key or revision cannot be read has revision 0, so that
/// whatever is desired replaces it.
fn log_record(record: &Record) -> Option<LogRecord> {
    let key = String::from_utf8(record.key.as_ref()?.to_vec()).ok()?;
    let revision = record
        .headers
        .iter()
        .rev()
        .find(|header| header.key == REVISION_HEADER)
        .and_then(|header| header.value.as_deref())
        .and_then(|value| std::str::from_utf8(value).ok()?.parse().ok())
        .unwrap_or_default();
    Some(LogRecord { key, value: record.value.as_ref().map(|value| value.to_vec()), revision })
}

struct Writer {
    log: LogWriter,
    pool: Pool,
    clock: Arc<dyn Clock>,
    cluster: ClusterAccess,
}

#[async_trait]
impl TenancyWriter for Writer {
    async fn write(&mut self, records: &[LogRecord]) -> Result<Vec<i64>, KafkaError> {
        let batch: Vec<NewRecord> = records.iter().map(new_record).collect();
        let first = self
            .log
            .write(self.clock.now(), &batch)
            .await
            .map_err(|error| self.pool.failed(&self.cluster, error))?;
        Ok((first..).take(records.len()).collect())
    }
}

#[async_trait]
impl TenancyLog for KafkaLogs {
    async fn open(&self, cluster: &ClusterAccess) -> Result<Box<dyn TenancyWriter>, KafkaError> {
        let any = self.pool.connect(cluster).await?;
        let connector = self.pool.connector(cluster);
        let writer = LogWriter::open(&connector, any, tenancy::TOPIC, 0, WRITER_TRANSACTIONAL_ID)
            .await
            .map_err(|error| self.pool.failed(cluster, error))?;
        Ok(Box::new(Writer {
            log: writer,
            pool: self.pool.clone(),
            clock: Arc::clone(&self.clock),
            cluster: cluster.clone(),
        }))
    }

    async fn read(&self, cluster: &ClusterAccess) -> Result<Vec<LogRecord>, KafkaError> {
        let mut reader = follow(&self.pool, cluster, tenancy::TOPIC, Start::Earliest).await?;
        let mut newest = BTreeMap::new();
        loop {
            let records = reader
                .poll(Duration::from_millis(100))
                .await
                .map_err(|error| self.pool.failed(cluster, error))?;
            for record in records.iter().filter_map(log_record) {
                newest.insert(record.key.clone(), record);
            }
            if reader.is_replayed() {
                return Ok(newest.into_values().collect());
            }
        }
    }
}

struct Reader {
    log: LogReader,
    pool: Pool,
    cluster: ClusterAccess,
}

/// Reads from the leader: another broker's copy may lack what was written last.
async fn follow(
    pool: &Pool,
    cluster: &ClusterAccess,
    topic: &str,
    start: Start,
) -> Result<LogReader, KafkaError> {
    let leader = pool.connect_to_leader(cluster, topic).await?;
    LogReader::open(leader, topic, 0, start).await.map_err(|error| pool.failed(cluster, error))
}

#[async_trait]
impl ReportLog for KafkaLogs {
    async fn open(
        &self,
        cluster: &ClusterAccess,
        offset: i64,
    ) -> Result<Box<dyn ReportReader>, KafkaError> {
        let reader = follow(&self.pool, cluster, report::TOPIC, Start::At(offset)).await?;
        Ok(Box::new(Reader { log: reader, pool: self.pool.clone(), cluster: cluster.clone() }))
    }
}

#[async_trait]
impl ReportReader for Reader {
    fn position(&self) -> i64 {
        self.log.position()
    }

    async fn next(&mut self, wait: Duration) -> Result<Vec<Vec<u8>>, KafkaError> {
        let records = match self.log.poll(wait).await {
            Ok(records) => records,
            // What was not read in time has expired; go on with what is still there.
            Err(error) if error.code() == Some(ErrorCode::OFFSET_OUT_OF_RANGE) => {
                let (topic, start) = (report::TOPIC, Start::Earliest);
                self.log = follow(&self.pool, &self.cluster, topic, start).await?;
                Vec::new()
            }
            Err(error) => return Err(self.pool.failed(&self.cluster, error)),
        };
        Ok(records.into_iter().filter_map(|record| Some(record.value?.to_vec())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let written =
            LogRecord { key: "tenant/x".to_owned(), value: Some(b"{}".to_vec()), revision: 42 };
        let NewRecord { key, value, headers } = new_record(&written);
        let read = Record { offset: 0, timestamp: 0, key, value, headers };
        assert_eq!(log_record(&read), Some(written));
        let unversioned = Record { headers: Vec::new(), ..read };
        assert_eq!(log_record(&unversioned).unwrap().revision, 0);
    }
}
