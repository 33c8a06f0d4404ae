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

const KNOWN = 'millrace.signed-in';

/** Whether somebody signed in here and did not sign out; their session may have ended since. */
export function maybeSignedIn(): boolean {
  return localStorage.getItem(KNOWN) !== null;
}

/** Signs in; the session is kept in a cookie that scripts cannot read. */
export async function signIn(email: string, password: string) {
  await ok(api.POST('/v1/sessions', { body: { email, password, delivery: 'cookie' } }));
  localStorage.setItem(KNOWN, 'yes');
}

export async function signOut() {
  await ok(api.DELETE('/v1/sessions/current'));
  forgetSignIn();
}

/** Called when the session turns out to have ended. */
export function forgetSignIn() {
  localStorage.removeItem(KNOWN);
}

export function changePassword(body: Schema<'PasswordChange'>) {
  return ok(api.POST('/v1/me/password', { body }));
}
