// Instances and the plans they are created from.
import { queryOptions } from '@tanstack/react-query';
import { answered, api, ifMatch, ok, type Schema, type Versioned, versioned } from './client';
import { POLL_MS } from './queries';

export type Instance = Versioned<Schema<'Instance'>>;
export type InstanceCreate = Schema<'InstanceCreate'>;
export type InstancePatch = Schema<'InstancePatch'>;
export type Limits = Schema<'Limits'>;
export type Plan = Schema<'Plan'>;

/** Phases in which something is still being done. */
const MOVING = new Set<Instance['status']['phase']>(['pending', 'provisioning', 'updating', 'deleting']);

export function moving(instance: Instance): boolean {
  return MOVING.has(instance.status.phase);
}

export const instancesQuery = (org: string) =>
  queryOptions({
    queryKey: ['instances', org],
    queryFn: ({ signal }) => ok(api.GET('/v1/orgs/{org}/instances', { params: { path: { org } }, signal })),
    refetchInterval: (query) => (query.state.data?.items.some(moving) ? 1_000 : POLL_MS),
  });

export const instanceQuery = (instance: string) =>
  queryOptions({
    queryKey: ['instance', instance],
    queryFn: ({ signal }) =>
      versioned(api.GET('/v1/instances/{instance}', { params: { path: { instance } }, signal })),
    refetchInterval: (query) => (query.state.data && moving(query.state.data) ? 1_000 : POLL_MS),
  });

export const plansQuery = queryOptions({
  queryKey: ['plans'],
  queryFn: ({ signal }) => ok(api.GET('/v1/plans', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Creates an instance; it is set up in the background. */
export function createInstance(org: string, body: InstanceCreate) {
  return answered(api.POST('/v1/orgs/{org}/instances', { params: { path: { org } }, body }));
}

/** What the server would say to creating it, without doing so. */
export const createInstancePreview = (org: string, body: InstanceCreate) =>
  queryOptions({
    queryKey: ['instances', org, 'preview', body],
    queryFn: ({ signal }) =>
      ok(
        api.POST('/v1/orgs/{org}/instances', {
          params: { path: { org }, query: { dry_run: true } },
          body,
          signal,
        }),
      ).then(() => true),
    retry: false,
    gcTime: 0,
  });

/** Changes an instance, unless it changed since `read`. */
export function updateInstance(read: Instance, body: InstancePatch) {
  const params = { path: { instance: read.id }, header: ifMatch(read) };
  return ok(api.PATCH('/v1/instances/{instance}', { params, body }));
}

export function deleteInstance(instance: string) {
  return ok(api.DELETE('/v1/instances/{instance}', { params: { path: { instance } } }));
}
