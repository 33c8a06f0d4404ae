// Sign-ins that failed, in words.
import type { Credential } from '../../api/credentials';
import { text } from '../../text';

type Key = Credential['keys'][number];

export interface Failure {
  key: Key;
  failed: NonNullable<Key['last_failed']>;
}

/** The keys whose last sign-in failed, the newest failure first. One that got in since is fine. */
export function failures(credentials: readonly Credential[]): Failure[] {
  return credentials
    .flatMap(({ keys }) => keys)
    .flatMap((key) => (key.last_failed ? [{ key, failed: key.last_failed }] : []))
    .filter(({ key, failed }) => !key.last_used || Date.parse(key.last_used.at) < Date.parse(failed.at))
    .toSorted((a, b) => Date.parse(b.failed.at) - Date.parse(a.failed.at));
}

/** Why a sign-in failed: `wrong secret`. */
export function reasonOf(reason: string | null | undefined): string {
  const { reasons } = text.credentials.failed;
  return (reason && (reasons[reason] ?? reason.replaceAll('_', ' '))) || text.credentials.failed.unknown;
}
