// The snippets of an instance's connection, one for each client, with the chosen key in them.
import type { Connection } from '../../api/connection';

export interface Snippet {
  client: string;
  title: string;
  /** What to save it as. */
  fileName: string;
  text: string;
}

export function snippetsOf({ snippets }: Connection, keyId: string | undefined): Snippet[] {
  return snippets.map(({ client, title, file_name, text }) => ({
    client,
    title,
    fileName: file_name,
    text: keyId ? text.replaceAll('KEY_ID', keyId) : text,
  }));
}
