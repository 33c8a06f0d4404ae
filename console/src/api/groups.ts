// Consumer groups: how far they are, moving them, and deleting them.
import { queryOptions } from '@tanstack/react-query';
import { answered, api, ok, type Schema } from './client';
import { POLL_MS } from './queries';

export type Group = Schema<'Group'>;
export type GroupSummary = Schema<'GroupSummary'>;
export type GroupReset = Schema<'GroupReset'>;
export type GroupMove = Schema<'GroupMove'>;

interface GroupList {
  prefix?: string;
  /** Only those that read this topic. */
  topic?: string;
  page_size?: number;
  page_token?: string;
}

export const groupsQuery = (instance: string, list: GroupList) =>
  queryOptions({
    queryKey: ['groups', instance, list],
    queryFn: ({ signal }) =>
      ok(api.GET('/v1/instances/{instance}/groups', { params: { path: { instance }, query: list }, signal })),
    refetchInterval: POLL_MS,
  });

export const groupQuery = (instance: string, group: string) =>
  queryOptions({
    queryKey: ['group', instance, group],
    queryFn: ({ signal }) =>
      ok(
        api.GET('/v1/instances/{instance}/groups/{group}', {
          params: { path: { instance, group } },
          signal,
        }),
      ),
    refetchInterval: POLL_MS,
  });

/** What a reset would commit instead of what. */
export function previewReset(instance: string, group: string, body: GroupReset) {
  const params = { path: { instance, group }, query: { dry_run: true } };
  return answered(api.POST('/v1/instances/{instance}/groups/{group}/reset', { params, body }));
}

export function resetGroup(instance: string, group: string, body: GroupReset) {
  const params = { path: { instance, group } };
  return answered(api.POST('/v1/instances/{instance}/groups/{group}/reset', { params, body }));
}

export function deleteGroup(instance: string, group: string) {
  return ok(api.DELETE('/v1/instances/{instance}/groups/{group}', { params: { path: { instance, group } } }));
}
