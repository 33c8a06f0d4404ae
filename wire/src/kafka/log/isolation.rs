//! Which batches of an answer a reader of committed records gets to see.

use std::collections::HashSet;

use crate::kafka::{messages::fetch::response::AbortedTransaction, records::Batch};

/// Goes along with the batches of one answer to a Fetch, in order.
#[derive(Debug)]
pub struct ReadCommitted {
    /// First offset and producer, the earliest last.
    to_come: Vec<(i64, i64)>,
    /// Producers whose present transaction was aborted.
    aborting: HashSet<i64>,
}

impl ReadCommitted {
    /// With what the answer says about aborted transactions.
    pub fn new(aborted: &[AbortedTransaction]) -> Self {
        let mut to_come: Vec<(i64, i64)> = aborted
            .iter()
            .map(|transaction| (transaction.first_offset, transaction.producer_id))
            .collect();
        to_come.sort_unstable_by(|a, b| b.cmp(a));
        Self { to_come, aborting: HashSet::new() }
    }

    /// Whether the next batch holds records that are to be seen: neither a marker nor aborted.
    pub fn shows(&mut self, batch: &Batch) -> bool {
        let begun = |(first, _): &mut (i64, i64)| *first <= batch.last_offset;
        while let Some((_, producer)) = self.to_come.pop_if(begun) {
            self.aborting.insert(producer);
        }
        if batch.is_abort_marker() {
            self.aborting.remove(&batch.producer.id);
        }
        let is_aborted = batch.producer.transactional && self.aborting.contains(&batch.producer.id);
        !batch.control && !is_aborted
    }
}
