// What was done, by whom, with what outcome.
import { queryOptions } from '@tanstack/react-query';
import { api, ok, type Schema } from './client';
import { POLL_MS } from './queries';

export type AuditEvent = Schema<'AuditEventView'>;

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
        // It answers with other formats only when these are asked for.
      ).then((page) => page as Schema<'List_AuditEventView'>),
    refetchInterval: POLL_MS,
  });
