// Records as they come, the newest on top.
import { Alert, Label, Spinner } from '@patternfly/react-core';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { count } from '../../parts/numbers';
import { text } from '../../text';
import { RecordsTable } from './RecordsTable';
import type { RecordsSearch } from './search';
import { type Followed, MOST } from './useTail';

const words = text.records.tail;

interface Props {
  instance: string;
  topic: string;
  search: RecordsSearch;
  followed: Followed;
}

export function Following({ instance, topic, search, followed }: Props) {
  const { records, received, dropped, end, error } = followed;
  const running = search.follow === true && end === null && !error;
  return (
    <>
      {error && <ProblemAlert error={error} />}
      {end !== null && (
        <Alert isInline variant="info" title={words.ended}>
          {words.reasons[end] ?? words.unknownReason}
        </Alert>
      )}
      <p className="millrace-tail-counts">
        {running && <Spinner size="md" aria-label={words.waiting} />}
        <span>
          {received === 0 && running ? words.waiting : words.received(count(received), records.length)}
        </span>
        {dropped > 0n && (
          <Label isCompact status="warning">
            {words.dropped(count(dropped))}
          </Label>
        )}
      </p>
      {records.length > 0 && (
        <RecordsTable
          instance={instance}
          topic={topic}
          records={records}
          search={search}
          rowKey={(at) => (received - at) % MOST}
        />
      )}
    </>
  );
}
