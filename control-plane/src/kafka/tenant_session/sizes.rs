//! How large topics are.

use std::collections::BTreeMap;

use wire::kafka::messages::DescribeLogDirsRequest;

use super::{SessionError, TenantSession, accepted};

impl TenantSession {
    /// Bytes of each topic, one copy of each partition. A topic that brokers have not heard of yet is
    /// left out.
    pub async fn topic_sizes(
        &mut self,
        brokers: &[i32],
    ) -> Result<BTreeMap<String, i64>, SessionError> {
        let request = DescribeLogDirsRequest { topics: None, ..Default::default() };
        let mut partitions: BTreeMap<(String, i32), i64> = BTreeMap::new();
        for broker in brokers {
            let response = self.call_broker(*broker, &request, i16::MAX).await?;
            accepted("DescribeLogDirs", response.error_code, None)?;
            for topic in response.results.into_iter().flat_map(|log_dir| log_dir.topics) {
                for held in topic.partitions {
                    let at = (topic.name.clone(), held.partition_index);
                    let size = partitions.entry(at).or_default();
                    // Copies that are behind are smaller.
                    *size = held.partition_size.max(*size);
                }
            }
        }
        let mut sizes = BTreeMap::new();
        for ((topic, _), size) in partitions {
            let sum: &mut i64 = sizes.entry(topic).or_default();
            *sum = sum.saturating_add(size);
        }
        Ok(sizes)
    }
}
