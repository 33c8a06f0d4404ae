// How clients reach an instance.
import { queryOptions } from '@tanstack/react-query';
import { api, ok, type Schema } from './client';

export type Connection = Schema<'Connection'>;

export const connectionQuery = (instance: string) =>
  queryOptions({
    queryKey: ['connection', instance],
    queryFn: ({ signal }) =>
      ok(api.GET('/v1/instances/{instance}/connection', { params: { path: { instance } }, signal })),
    staleTime: 60_000,
  });
