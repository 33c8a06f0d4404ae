// The snippets of an instance's connection, one for each client, with the chosen key in them.
import type { Connection } from '../../api/connection';
import { text } from '../../text';

export interface Snippet {
  client: string;
  title: string;
  /** What to save it as; absent where it is a command. */
  fileName?: string | undefined;
  text: string;
}

const { clients } = text.connect;

export function snippetsOf({ snippets }: Connection, keyId: string | undefined): Snippet[] {
  const filled = (template: string) => (keyId ? template.replaceAll('KEY_ID', keyId) : template);
  return [
    { client: 'kcat', title: clients.kcat, text: filled(snippets.kcat) },
    {
      client: 'java',
      title: clients.java_properties,
      fileName: 'client.properties',
      text: filled(snippets.java_properties),
    },
    {
      client: 'librdkafka',
      title: clients.librdkafka,
      fileName: 'kcat.conf',
      text: filled(snippets.librdkafka),
    },
  ];
}
