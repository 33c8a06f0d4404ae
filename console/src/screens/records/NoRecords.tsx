// Why there is no record to show: never any, all expired, or none that fits.
import { EmptyState, EmptyStateBody } from '@patternfly/react-core';
import type { Topic } from '../../api/topics';
import { text } from '../../text';
import { filtered, type RecordsSearch } from './search';

function reason(topic: Topic | undefined, search: RecordsSearch) {
  const words = text.records;
  if (filtered(search)) return words.noMatch;
  const ends = topic?.partitions ?? [];
  if (ends.every(({ end_offset: end }) => end === '0')) return words.empty;
  if (ends.every(({ start_offset: start, end_offset: end }) => end != null && start === end)) {
    return words.expired;
  }
  return words.nothingThere;
}

export function NoRecords({ topic, search }: { topic: Topic | undefined; search: RecordsSearch }) {
  const { title, body } = reason(topic, search);
  return (
    <EmptyState titleText={title} headingLevel="h2">
      <EmptyStateBody>{body}</EmptyStateBody>
    </EmptyState>
  );
}
