// A message that is being written, before it is sent.
import type { Content, KafkaRecord, Payload, RecordToProduce } from '../../api/records';
import { defined } from '../../parts/search';

export const KINDS = ['text', 'base64', 'null'] as const;
export type Kind = (typeof KINDS)[number];

export interface ContentDraft {
  kind: Kind;
  body: string;
}

export interface HeaderDraft extends ContentDraft {
  /** Tells it from the others while some are added and removed. */
  id: number;
  name: string;
}

export interface Draft {
  /** Empty to let the key choose. */
  partition: string;
  key: ContentDraft;
  value: ContentDraft;
  headers: readonly HeaderDraft[];
}

export const EMPTY: Draft = {
  partition: '',
  key: { kind: 'null', body: '' },
  value: { kind: 'text', body: '' },
  headers: [],
};

function draftOf(payload: Payload | null | undefined): ContentDraft {
  if (!payload) return { kind: 'null', body: '' };
  // A text field turns every line break into a line feed.
  return payload.text == null || payload.text.includes('\r')
    ? { kind: 'base64', body: payload.base64 }
    : { kind: 'text', body: payload.text };
}

/** Whether a record was read as a whole. */
export function isWhole({ key, value, headers }: KafkaRecord): boolean {
  return [key, value, ...headers.map((header) => header.value)].every((payload) => !payload?.truncated);
}

/** A draft with all that a record holds, byte by byte. */
export function copyOf({ key, value, headers }: KafkaRecord): Draft {
  return {
    partition: '',
    key: draftOf(key),
    value: draftOf(value),
    headers: headers.map((header, id) => ({ id, name: header.key, ...draftOf(header.value) })),
  };
}

function contentOf({ kind, body }: ContentDraft): Content | null {
  if (kind === 'null') return null;
  return kind === 'text' ? { text: body } : { base64: body };
}

/** What is sent. */
export function recordOf({ partition, key, value, headers }: Draft): RecordToProduce {
  return {
    ...defined({ partition: partition === '' ? undefined : Number(partition) }),
    key: contentOf(key),
    value: contentOf(value),
    headers: headers.map((header) => ({ key: header.name, value: contentOf(header) })),
  };
}
