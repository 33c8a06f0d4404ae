// Limits of an instance, named and in the units people read.
import type { Limits } from '../../api/instances';
import { bytes, count } from '../../parts/numbers';
import { text } from '../../text';

export type LimitName = keyof Limits;

export const LIMIT_NAMES = [
  'partitions',
  'groups',
  'connections',
  'bytes_in_per_second',
  'bytes_out_per_second',
  'max_message_bytes',
] as const satisfies readonly LimitName[];

/** A value of this limit: `100`, `20.0 MB/s`. */
export function limitValue(name: LimitName, value: number): string {
  if (name === 'max_message_bytes') return bytes(value);
  return name.startsWith('bytes') ? `${bytes(value)}/s` : count(value);
}

export function limitLabel(name: LimitName): string {
  return text.instances.limits[name];
}
