// A query's three faces in one place: waiting, failed (with the last good value, if any), and its value.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loading } from './Loading';
import { ProblemAlert } from './ProblemAlert';

interface Props<T> {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}

export function QueryView<T>({ query, children }: Props<T>) {
  return (
    <>
      {query.error && <ProblemAlert error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined ? children(query.data) : !query.error && <Loading />}
    </>
  );
}
