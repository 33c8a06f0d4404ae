// Which of some groups read a topic. The API does not list groups by topic, so each of them is looked at.
import { type UseQueryResult, useQueries } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type Group, groupQuery } from '../../api/groups';
import { ApiError } from '../../api/problem';
import { POLL_MS } from '../../api/queries';

/** How often groups that do not read the topic are looked at again, in milliseconds. */
const OTHERS_MS = 60_000;

export interface Readers {
  /** Those that do, with their partitions of this topic only. */
  groups: Group[];
  /** How many were looked at so far. */
  looked: number;
  failed: number;
}

/** The group as far as it concerns the topic; undefined if it does not. */
function within(group: Group | undefined, topic: string): Group | undefined {
  const partitions = group?.partitions.filter((one) => one.topic === topic) ?? [];
  return group && partitions.length > 0 ? { ...group, partitions } : undefined;
}

/** A group that went away meanwhile reads nothing, and that is known. */
const failed = ({ error }: UseQueryResult<Group>) =>
  error !== null && !(error instanceof ApiError && error.status === 404);

export function useReaders(instance: string, topic: string, names: readonly string[]): Readers {
  const combine = useCallback(
    (results: UseQueryResult<Group>[]): Readers => ({
      groups: results.flatMap(({ data }) => within(data, topic) ?? []),
      looked: results.filter(({ isPending }) => !isPending).length,
      failed: results.filter(failed).length,
    }),
    [topic],
  );
  return useQueries({
    queries: names.map((name) => ({
      ...groupQuery(instance, name),
      refetchInterval: (query: { state: { data?: Group | undefined } }) =>
        within(query.state.data, topic) ? POLL_MS : OTHERS_MS,
    })),
    combine,
  });
}
