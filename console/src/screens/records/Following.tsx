// Records as they come, the newest on top.
import { Alert, Label, Spinner } from '@patternfly/react-core';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { count } from '../../parts/numbers';
import { text } from '../../text';
import { RecordsTable } from './RecordsTable';
import { type RecordsSearch, tailOf } from './search';
import { useTail } from './useTail';

const words = text.records.tail;

interface Props {
  instance: string;
  topic: string;
  search: RecordsSearch;
}

/** Follows as long as `search` says so; what came stays. */
export function Following({ instance, topic, search }: Props) {
  const isOn = search.follow === true;
  const { records, received, row, dropped, end, error } = useTail(instance, topic, tailOf(search), isOn);
  const isRunning = isOn && end === null && !error;
  const isWaiting = isRunning && received === 0;
  return (
    <>
      {error && <ProblemAlert error={error} />}
      {end !== null && (
        <Alert isInline variant="info" title={words.ended}>
          {words.reasons[end] ?? words.unknownReason}
        </Alert>
      )}
      <p className="millrace-tail-counts">
        {/* Beside many rows, what turns would have all of them painted at each of its steps. */}
        {isWaiting && <Spinner size="md" aria-label={words.waiting} />}
        {isRunning && !isWaiting && (
          <Label isCompact color="green">
            {text.common.live}
          </Label>
        )}
        <span>{isWaiting ? words.waiting : words.received(count(received), records.length)}</span>
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
          rowKey={(at) => row - at}
        />
      )}
    </>
  );
}
