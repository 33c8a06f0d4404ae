// Who belongs to an organisation, with which role.
import { queryOptions } from '@tanstack/react-query';
import { api, ok, type Schema } from './client';
import { POLL_MS } from './queries';

export type Member = Schema<'MemberView'>;
export type Role = Schema<'Role'>;

/** Each may do all that the ones before it may. */
export const ROLES: readonly Role[] = ['viewer', 'developer', 'admin', 'owner'];

export const membersQuery = (org: string) =>
  queryOptions({
    queryKey: ['members', org],
    queryFn: ({ signal }) =>
      ok(api.GET('/v1/orgs/{org}/members', { params: { path: { org }, query: { page_size: 500 } }, signal })),
    refetchInterval: POLL_MS,
  });

export function addMember(org: string, email: string, role: Role) {
  return ok(api.POST('/v1/orgs/{org}/members', { params: { path: { org } }, body: { email, role } }));
}

export function changeRole(org: string, member: string, role: Role) {
  return ok(
    api.PATCH('/v1/orgs/{org}/members/{member}', { params: { path: { org, member } }, body: { role } }),
  );
}

export function removeMember(org: string, member: string) {
  return ok(api.DELETE('/v1/orgs/{org}/members/{member}', { params: { path: { org, member } } }));
}
