// What happens in an org, as it happens: whatever an event concerns is read again at once.
import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { base } from './client';

/** What each kind of event makes out of date, in an instance if it concerns one. */
const CONCERNS: Readonly<Record<string, (org: string, instance: string) => QueryKey[]>> = {
  operation: (org) => [['operations', org]],
  instance: (org, instance) => [
    ['instances', org],
    ['instance', instance],
  ],
  'credential.first_authentication': (_, instance) => [['credentials', instance]],
  'credential.authentication_failed': (_, instance) => [['credentials', instance]],
  'topic.first_produce': (_, instance) => [['topics', instance]],
  'group.first_join': (_, instance) => [['groups', instance]],
};

function instanceOf(data: unknown): string {
  const about: unknown = typeof data === 'string' ? JSON.parse(data) : null;
  if (typeof about !== 'object' || about === null || !('instance_id' in about)) return '';
  return typeof about.instance_id === 'string' ? about.instance_id : '';
}

function follow(org: string, queries: QueryClient): () => void {
  const source = new EventSource(`${base}/v1/orgs/${org}/events`);
  for (const [name, keys] of Object.entries(CONCERNS)) {
    source.addEventListener(name, ({ data }: MessageEvent) => {
      for (const queryKey of keys(org, instanceOf(data))) void queries.invalidateQueries({ queryKey });
    });
  }
  // Away for too long: anything may have changed.
  source.addEventListener('missed', () => void queries.invalidateQueries());
  return () => source.close();
}

/** Keeps what is shown of the org fresh while the component is there. */
export function useEvents(org: string | undefined) {
  const queries = useQueryClient();
  useEffect(() => (org ? follow(org, queries) : undefined), [org, queries]);
}
