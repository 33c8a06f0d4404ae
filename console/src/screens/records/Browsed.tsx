// Records that were asked for once, a page after the other.
import { Alert } from '@patternfly/react-core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { recordsQuery } from '../../api/records';
import type { Topic } from '../../api/topics';
import { Loading } from '../../parts/Loading';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { text } from '../../text';
import { CoverageBar } from './CoverageBar';
import { NoRecords } from './NoRecords';
import { RecordsTable } from './RecordsTable';
import { browseOf, type RecordsSearch } from './search';

interface Props {
  instance: string;
  name: string;
  topic: Topic | undefined;
  search: RecordsSearch;
}

export function Browsed({ instance, name, topic, search }: Props) {
  const query = useInfiniteQuery(recordsQuery(instance, name, browseOf(search)));
  const pages = query.data?.pages ?? [];
  const records = pages.flatMap(({ items }) => items);
  const coverage = pages.at(-1)?.coverage;
  return (
    <>
      {query.error && (
        <ProblemAlert
          error={query.error}
          retry={() => void (query.data ? query.fetchNextPage() : query.refetch())}
        />
      )}
      {!query.data && !query.error && <Loading />}
      {pages
        .flatMap(({ unreadable }) => unreadable)
        .map(({ partition, first_offset, last_offset, reason }) => (
          <Alert
            key={`${partition}:${first_offset}`}
            isInline
            variant="warning"
            title={text.records.unreadable(partition, first_offset, last_offset)}
          >
            {reason}
          </Alert>
        ))}
      {coverage && (
        <CoverageBar
          coverage={coverage}
          more={query.hasNextPage}
          busy={query.isFetchingNextPage}
          goOn={() => void query.fetchNextPage()}
        />
      )}
      {query.data && query.data.pageParams[0] !== null && (
        <p className="millrace-muted">{text.records.coverage.forgotten}</p>
      )}
      {records.length > 0 && (
        <RecordsTable instance={instance} topic={name} records={records} search={search} />
      )}
      {coverage && records.length === 0 && <NoRecords topic={topic} search={search} />}
    </>
  );
}
