// What is typed into the form of a reset, and the request it makes.
import type { GroupReset } from '../../api/groups';
import { text } from '../../text';

const { faults: words } = text.groups.reset;

export const STRATEGIES = ['earliest', 'latest', 'time', 'duration', 'shift', 'offset'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** What a duration is counted in, in milliseconds. */
const UNITS = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;
export type Unit = keyof typeof UNITS;
export const UNIT_NAMES = Object.keys(UNITS) as Unit[];

export interface ResetDraft {
  to: Strategy;
  /** As an address says it; empty if none is chosen. */
  time: string;
  /** So many of `unit`. */
  duration: string;
  unit: Unit;
  shift: string;
  offset: string;
  topic: string;
  partitions: string;
}

export const EMPTY: ResetDraft = {
  to: 'earliest',
  time: '',
  duration: '',
  unit: 'hours',
  shift: '',
  offset: '',
  topic: '',
  partitions: '',
};

export type Faults = Partial<
  Record<'time' | 'duration' | 'shift' | 'offset' | 'topic' | 'partitions', string>
>;

const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;
/** More than any topic has: a range must not fill the memory. */
const MOST_PARTITIONS = 100_000;

/** A 64-bit number as the API writes it; undefined if the text is none. */
function int64(typed: string): string | undefined {
  const digits = typed.trim().replace('−', '-');
  if (!/^-?\d{1,40}$/.test(digits)) return undefined;
  const value = BigInt(digits);
  return value < LEAST || value > MOST ? undefined : value.toString();
}

/** `0, 2, 5-7` as numbers in order; undefined if the text is no such list. */
export function partitionsOf(typed: string): number[] | undefined {
  const found = new Set<number>();
  for (const part of typed.split(',')) {
    const [, first, last = first] = /^\s*(\d{1,6})\s*(?:-\s*(\d{1,6})\s*)?$/.exec(part) ?? [];
    if (first === undefined || Number(last) < Number(first)) return undefined;
    if (Number(last) > MOST_PARTITIONS) return undefined;
    for (let one = Number(first); one <= Number(last); one += 1) found.add(one);
  }
  return [...found].sort((a, b) => a - b);
}

/** Where to go on from; undefined if what was typed is no such place, and then `faults` says why. */
function positionOf(draft: ResetDraft, faults: Faults): GroupReset['to'] | undefined {
  const { to, time, duration, unit, shift, offset } = draft;
  if (to === 'earliest' || to === 'latest') return to;
  if (to === 'time') {
    if (time) return { timestamp: time };
    faults.time = words.time;
    return undefined;
  }
  if (to === 'duration') {
    if (/^\s*[1-9]\d{0,5}\s*$/.test(duration)) return { duration_ms: Number(duration) * UNITS[unit] };
    faults.duration = words.duration;
    return undefined;
  }
  const number = int64(to === 'shift' ? shift : offset);
  if (number === undefined) {
    faults[to] = words.number;
    return undefined;
  }
  return to === 'shift' ? { shift: number } : { offset: number };
}

/** The request, or what is wrong with what was typed. */
export function resetOf(draft: ResetDraft): { body: GroupReset } | { faults: Faults } {
  const faults: Faults = {};
  const to = positionOf(draft, faults);
  const topic = draft.topic.trim();
  const partitions = draft.partitions.trim() === '' ? null : partitionsOf(draft.partitions);
  if (partitions === undefined) faults.partitions = words.partitions;
  if (partitions && topic === '') faults.topic = words.topic;
  if (to === undefined || Object.keys(faults).length > 0) return { faults };
  return { body: { to, ...(topic && { topic }), ...(partitions && { partitions }) } };
}
