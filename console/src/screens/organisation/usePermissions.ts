// What the person who is signed in may do in an organisation.
import { useRouteContext } from '@tanstack/react-router';

export function usePermissions(org: string): readonly string[] {
  const { me } = useRouteContext({ from: '/signed-in' });
  return me.memberships.find(({ org_id }) => org_id === org)?.permissions ?? [];
}
