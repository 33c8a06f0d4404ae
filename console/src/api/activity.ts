// The audit trail: who did what to what, from where, and with what outcome.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ok, type Schema } from './client';
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

/** The most events that one export holds. */
export const EXPORT_LIMIT = 10_000;

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

function page(org: string, filter: AuditFilter, size: number, token: string | null, signal?: AbortSignal) {
  return ok(
    api.GET('/v1/orgs/{org}/audit_events', {
      params: {
        path: { org },
        query: {
          ...(filter.action && { action: [filter.action] }),
          ...(filter.outcome && { outcome: [filter.outcome] }),
          ...(filter.actor && { actor_id: filter.actor }),
          ...(filter.subject && { subject_id: filter.subject }),
          page_size: size,
          ...(token && { page_token: token }),
        },
      },
      ...(signal && { signal }),
    }),
  );
}

export const auditQuery = (org: string, filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit_events', org, filter],
    queryFn: ({ pageParam, signal }) => page(org, filter, 50, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_page_token ?? null,
  });

/** All events that a filter lets through, newest first, up to the limit of an export. */
export async function allEvents(org: string, filter: AuditFilter): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  let token: string | null = null;
  do {
    const { items, next_page_token }: Schema<'List_AuditEventView'> = await page(org, filter, 500, token);
    events.push(...items);
    token = next_page_token ?? null;
  } while (token !== null && events.length < EXPORT_LIMIT);
  return events;
}
