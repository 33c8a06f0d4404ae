// When and by whom credentials were used.
import type { Credential } from '../../api/credentials';

export type LastUse = NonNullable<Credential['keys'][number]['last_used']>;

/** The newest use of any key of these credentials. */
export function newestUse(credentials: readonly Credential[]): LastUse | undefined {
  return credentials
    .flatMap(({ keys }) => keys.flatMap(({ last_used }) => last_used ?? []))
    .toSorted((a, b) => b.at.localeCompare(a.at))[0];
}

/** `rdkafka 2.6.1 (checkout) from 10.1.2.3`, of what is known. */
export function userOf({ software, client_id, address }: LastUse): string {
  const parts = [software, client_id && `(${client_id})`, address && `from ${address}`];
  return parts.filter(Boolean).join(' ');
}
