// An instance of a test's own, so that nothing else is in it.
import type { Api } from './api';
import type { World } from './world';

interface Instance {
  id: string;
  status: { phase: string };
  connection: { bootstrap: string } | null;
}

let made = 0;

/** Creates one and waits until it is ready. */
export async function newInstance(api: Api, { org }: World): Promise<Instance> {
  made += 1;
  const name = `own-${process.pid.toString(36)}-${made}`;
  const { instance } = await api.post<{ instance: Instance }>(`/v1/orgs/${org}/instances`, {
    name,
    plan: 'standard',
  });
  let current = instance;
  // Each look waits for the server's answer; the test's own limit ends it.
  while (current.status.phase !== 'ready') current = await api.get<Instance>(`/v1/instances/${instance.id}`);
  return current;
}

interface Created {
  id: string;
  secret: { key_id: string; api_key: string };
}

export function newCredential(api: Api, instance: string, name: string): Promise<Created> {
  return api.post<Created>(`/v1/instances/${instance}/credentials`, { name, preset: 'admin' });
}
