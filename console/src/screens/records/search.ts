// What the address of the message browser says, and what that asks of the API.
import type { Browse, Tail } from '../../api/records';
import { choiceOf, defined, textOf } from '../../parts/search';

export const ORIGINS = ['latest', 'earliest', 'offset', 'time'] as const;
export type Origin = (typeof ORIGINS)[number];
export const LIMITS = [20, 50, 100, 500] as const;
export const LIMIT = 50;

export interface RecordsSearch {
  from?: Origin;
  /** Where to begin, if from an offset; a text, for it has 64 bits. */
  offset?: string;
  /** Where to begin, if from a time: as `2026-01-31T12:00:00.000Z`. */
  time?: string;
  partition?: number;
  limit?: number;
  key?: string;
  value?: string;
  header?: string;
  /** Whether records are followed live. */
  follow?: true;
  /** Whether one is written: `new`, or a copy of the one at `partition:offset`. */
  produce?: string;
}

/** The largest offset there can be. */
export const LAST_OFFSET = '9223372036854775807';

export function isOffset(text: string): boolean {
  return /^\d{1,19}$/.test(text) && BigInt(text) <= BigInt(LAST_OFFSET);
}

export function recordsSearch(search: Record<string, unknown>): RecordsSearch {
  const { partition } = search;
  const produce = textOf(search, 'produce');
  const offset = textOf(search, 'offset');
  const time = textOf(search, 'time');
  return defined({
    from: choiceOf(search, 'from', ORIGINS),
    offset: offset !== undefined && isOffset(offset) ? offset : undefined,
    time: time !== undefined && Number.isFinite(Date.parse(time)) ? time : undefined,
    partition:
      typeof partition === 'number' && Number.isInteger(partition) && partition >= 0 ? partition : undefined,
    limit: LIMITS.find((limit) => limit === search.limit),
    key: textOf(search, 'key'),
    value: textOf(search, 'value'),
    header: textOf(search, 'header'),
    follow: search.follow === true ? (true as const) : undefined,
    produce: produce !== undefined && /^(new|\d+:\d+)$/.test(produce) ? produce : undefined,
  });
}

/** Only which records are wanted, not where to begin or how to show them. */
function filter({ partition, key, value, header }: RecordsSearch): Tail {
  return defined({
    partition: partition === undefined ? undefined : [partition],
    key_contains: key,
    value_contains: value,
    header_contains: header,
  });
}

/** The bytes of each key and value that the list asks for. Details load the rest. */
const PAYLOAD_BYTES = 4_096;
/** And while following, where thousands may come each second. */
const TAIL_PAYLOAD_BYTES = 512;

export function browseOf(search: RecordsSearch): Browse {
  const { from = 'latest', offset = '0', time, limit = LIMIT } = search;
  const common = { ...filter(search), payload_bytes: PAYLOAD_BYTES };
  if (from === 'latest') return { ...common, last: limit };
  if (from === 'time') {
    return { ...common, limit, from_timestamp: String(time === undefined ? 0 : Date.parse(time)) };
  }
  return { ...common, limit, from_offset: from === 'offset' ? offset : '0' };
}

export function tailOf(search: RecordsSearch): Tail {
  return { ...filter(search), payload_bytes: TAIL_PAYLOAD_BYTES };
}

/** Whether some records may be left out. */
export function filtered({ key, value, header }: RecordsSearch): boolean {
  return key !== undefined || value !== undefined || header !== undefined;
}

/** The address of one record. */
export function permalink(partition: number, offset: string): RecordsSearch {
  return { from: 'offset', partition, offset, limit: 20 };
}
