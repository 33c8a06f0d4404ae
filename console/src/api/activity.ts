// The audit trail: who did what to what, from where, and with what outcome.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api, ok, type Schema } from './client';
import { POLL_MS } from './queries';

export type AuditEvent = Schema<'AuditEventView'>;
export type Outcome = Schema<'Outcome'>;

/** Which events are wanted; a filter that is absent lets all through. */
export interface AuditFilter {
  action?: string;
  outcome?: Outcome;
  actor?: string;
  subject?: string;
}

/** The newest entries of the audit trail about one thing. */
export const recentActivityQuery = (org: string, subject: string) =>
  queryOptions({
    queryKey: ['audit_events', org, 'recent', subject],
    queryFn: ({ signal }) =>
      ok(
        api.GET('/v1/orgs/{org}/audit_events', {
          params: {
            path: { org },
            query: { subject_id: subject, page_size: 5, order_by: 'created_at desc' },
          },
          signal,
        }),
      ),
    refetchInterval: POLL_MS,
  });

/** A filter as the API's parameters. */
const wanted = ({ action, outcome, actor, subject }: AuditFilter) => ({
  ...(action && { action: [action] }),
  ...(outcome && { outcome: [outcome] }),
  ...(actor && { actor_id: actor }),
  ...(subject && { subject_id: subject }),
});

export const auditQuery = (org: string, filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit_events', org, filter],
    queryFn: ({ pageParam, signal }) =>
      ok(
        api.GET('/v1/orgs/{org}/audit_events', {
          params: {
            path: { org },
            query: { ...wanted(filter), page_size: 50, ...(pageParam && { page_token: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_page_token ?? null,
  });

/** As what the whole trail can be taken along: for spreadsheets, or an event on each line for programs. */
const ACCEPT = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const;
export type Export = keyof typeof ACCEPT;

/** All events that a filter lets through, newest first, as a file. */
export const exportEvents = (org: string, filter: AuditFilter, as: Export): Promise<Blob> =>
  answered(
    api.GET('/v1/orgs/{org}/audit_events', {
      params: { path: { org }, query: wanted(filter) },
      headers: { accept: ACCEPT[as] },
      parseAs: 'blob',
    }),
  );
