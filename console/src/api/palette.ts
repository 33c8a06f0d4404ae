// What the command palette looks for in an instance.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ok } from './client';

/** The first topics whose names contain a text. */
export const foundTopicsQuery = (instance: string, q: string) =>
  queryOptions({
    queryKey: ['topics', instance, 'found', q],
    queryFn: ({ signal }) =>
      ok(
        api.GET('/v1/instances/{instance}/topics', {
          params: { path: { instance }, query: { page_size: 10, ...(q && { q }) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const foundCredentialsQuery = (instance: string) =>
  queryOptions({
    queryKey: ['credentials', instance, 'found'],
    queryFn: ({ signal }) =>
      ok(
        api.GET('/v1/instances/{instance}/credentials', {
          params: { path: { instance }, query: { page_size: 500 } },
          signal,
        }),
      ),
  });
