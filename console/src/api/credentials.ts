// Credentials of an instance: who may connect, with which keys, and what they may do.
import { queryOptions } from '@tanstack/react-query';
import { answered, api, ifMatch, ok, type Schema, type Versioned, versioned } from './client';
import { POLL_MS } from './queries';

export type Credential = Versioned<Schema<'Credential'>>;
export type CredentialCreate = Schema<'CredentialCreate'>;
export type CredentialPatch = Schema<'CredentialPatch'>;
export type Grant = Schema<'Grant'>;
export type Preset = Schema<'Preset'>;

/** The presets, the usual one first. */
export const PRESETS = [
  'produce_consume',
  'produce',
  'consume',
  'admin',
] as const satisfies readonly Preset[];
/** A key with its secret part, which the API tells once. */
export type KeySecret = Schema<'KeySecret'>;

interface CredentialList {
  /** Only those with a key that was ever let in. */
  used?: boolean;
  /** Only those with a key whose last sign-in failed. */
  failing?: boolean;
  page_size?: number;
  page_token?: string;
}

/** Credentials, the oldest first. */
export const credentialsQuery = (instance: string, list: CredentialList = { page_size: 100 }) =>
  queryOptions({
    queryKey: ['credentials', instance, 'list', list],
    queryFn: ({ signal }) =>
      ok(
        api.GET('/v1/instances/{instance}/credentials', {
          params: { path: { instance }, query: list },
          signal,
        }),
      ),
    refetchInterval: POLL_MS,
  });

export const credentialQuery = (instance: string, credential: string) =>
  queryOptions({
    queryKey: ['credentials', instance, credential],
    queryFn: ({ signal }) =>
      versioned(
        api.GET('/v1/instances/{instance}/credentials/{credential}', {
          params: { path: { instance, credential } },
          signal,
        }),
      ),
    refetchInterval: POLL_MS,
  });

/**
 * The grants of a preset, narrowed to names that begin with `prefix`. The server is asked what the preset
 * grants; what concerns the whole instance is left out, since no name limits it.
 */
export async function grantsWithin(instance: string, preset: Preset, prefix: string): Promise<Grant[]> {
  const { grants } = await answered(
    api.POST('/v1/instances/{instance}/credentials', {
      params: { path: { instance }, query: { dry_run: true } },
      body: { name: `preview-${Date.now().toString(36)}`, preset },
    }),
  );
  return grants
    .filter(({ resource }) => resource !== 'cluster')
    .map((grant) => ({ ...grant, name: prefix, pattern: 'prefixed' }));
}

export function createCredential(instance: string, body: CredentialCreate) {
  return answered(api.POST('/v1/instances/{instance}/credentials', { params: { path: { instance } }, body }));
}

/** Changes a credential, unless somebody else changed it since `read`. */
export function updateCredential(read: Credential, body: CredentialPatch) {
  const params = { path: { instance: read.instance_id, credential: read.id }, header: ifMatch(read) };
  return ok(api.PATCH('/v1/instances/{instance}/credentials/{credential}', { params, body }));
}

export function deleteCredential(instance: string, credential: string) {
  const params = { path: { instance, credential } };
  return ok(api.DELETE('/v1/instances/{instance}/credentials/{credential}', { params }));
}

export function createKey(instance: string, credential: string, expiresAt: string | null) {
  const params = { path: { instance, credential } };
  const body = { expires_at: expiresAt };
  return answered(api.POST('/v1/instances/{instance}/credentials/{credential}/keys', { params, body }));
}

export function revokeKey(instance: string, credential: string, key: string) {
  const params = { path: { instance, credential, key } };
  return ok(api.DELETE('/v1/instances/{instance}/credentials/{credential}/keys/{key}', { params }));
}
