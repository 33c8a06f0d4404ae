// API tokens: how programs use the REST API for an organisation.
import { queryOptions } from '@tanstack/react-query';
import { api, ok, type Schema } from './client';
import { POLL_MS } from './queries';

export type Token = Schema<'TokenView'>;

export const tokensQuery = (org: string) =>
  queryOptions({
    queryKey: ['tokens', org],
    queryFn: ({ signal }) =>
      ok(api.GET('/v1/orgs/{org}/tokens', { params: { path: { org }, query: { page_size: 500 } }, signal })),
    refetchInterval: POLL_MS,
  });

export function createToken(org: string, body: Schema<'TokenCreate'>) {
  return ok(api.POST('/v1/orgs/{org}/tokens', { params: { path: { org } }, body }));
}

export function revokeToken(org: string, token: string) {
  return ok(api.DELETE('/v1/orgs/{org}/tokens/{token}', { params: { path: { org, token } } }));
}
