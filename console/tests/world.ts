// What there is in the service that the tests look at: people with each role, an instance with a topic,
// and names and payloads that would do harm if anything took them for more than text.
import { Api } from './api';
import { consume } from './kcat';
import type { Stack } from './stack';

/** Texts that run as scripts, break out of attributes or turn writing around, if treated carelessly. */
export const HOSTILE = [
  '<script>document.title = "owned"</script>',
  '"><img src=x onerror=\'document.title="owned"\'>',
  '<svg/onload=document.title="owned">',
  'javascript:document.title="owned"',
  '{{constructor.constructor("document.title=1")()}}',
  '</textarea></title><b>bold</b>',
  "'; drop table orgs; --",
] as const;

/** The ends of 64-bit numbers, and the first that JavaScript cannot tell from its neighbour. */
export const EDGES = ['9223372036854775807', '-9223372036854775808', '9007199254740993'] as const;

export interface Person {
  email: string;
  password: string;
}

export interface World extends Stack {
  org: string;
  instance: string;
  topic: string;
  group: string;
  credential: string;
  viewer: Person;
  owner: Person;
}

const TOPIC = 'browser-suite';
const GROUP = 'browser-suite-readers';
const base64 = (text: string) => Buffer.from(text).toString('base64');

async function person(api: Api, org: string, role: string, name: string): Promise<Person> {
  const made = { email: `${role}@example.com`, password: `correct horse ${role} staple` };
  await api.post('/v1/users', { ...made, name });
  await api.post(`/v1/orgs/${org}/members`, { email: made.email, role });
  return made;
}

export async function createWorld(stack: Stack): Promise<World> {
  const { admin, demo } = stack.dev;
  const api = await Api.signIn(stack, admin.email, admin.password);
  const { org_id: org, instance_id: instance } = demo;
  const viewer = await person(api, org, 'viewer', HOSTILE[1]);
  const owner = await person(api, org, 'owner', HOSTILE[0]);
  await api.post(`/v1/instances/${instance}/topics`, { name: TOPIC, partitions: 1 });
  await api.post(`/v1/instances/${instance}/topics/${TOPIC}/records`, {
    records: [...HOSTILE, ...EDGES].map((text) => ({
      key: { base64: base64(text) },
      value: { base64: base64(text) },
      headers: [{ key: text, value: { base64: base64(text) } }],
    })),
  });
  await api.post(`/v1/instances/${instance}/topics/${demo.topic}/records`, {
    records: [{ value: { base64: base64('hello') } }],
  });
  await consume(demo, GROUP, demo.topic, 1);
  const { id: credential } = await api.post<{ id: string }>(`/v1/instances/${instance}/credentials`, {
    name: 'browser-suite',
    preset: 'produce_consume',
  });
  const { url, dev, directory } = stack;
  return { url, dev, directory, org, instance, topic: TOPIC, group: GROUP, credential, viewer, owner };
}
