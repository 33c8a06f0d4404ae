// How those who did something are called: people by their address, tokens by their name.
import { useQuery } from '@tanstack/react-query';
import { membersQuery } from '../../api/members';
import { tokensQuery } from '../../api/tokens';
import { usePermissions } from '../organisation/usePermissions';

/** Names by id. Who left since, and who is no member, has none. */
export function useActorNames(org: string): ReadonlyMap<string, string> {
  const permissions = usePermissions(org);
  const members = useQuery(membersQuery(org)).data?.items ?? [];
  const tokens = useQuery({ ...tokensQuery(org), enabled: permissions.includes('token.read') });
  return new Map([
    ...members.map(({ id, email }) => [id, email] as const),
    ...(tokens.data?.items ?? []).map(({ id, name }) => [id, name] as const),
  ]);
}
