// Who is signed in, and signing in and out.
import { queryOptions } from '@tanstack/react-query';
import { api, ok, type Schema } from './client';

export type Me = Schema<'MeView'>;
export type Membership = Schema<'MembershipView'>;

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => ok(api.GET('/v1/me', { signal })),
  staleTime: 60_000,
});

/** Signs in; the session is kept in a cookie that scripts cannot read. */
export function signIn(email: string, password: string) {
  return ok(api.POST('/v1/sessions', { body: { email, password, delivery: 'cookie' } }));
}

export function signOut() {
  return ok(api.DELETE('/v1/sessions/{session}', { params: { path: { session: 'current' } } }));
}
