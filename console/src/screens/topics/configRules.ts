// What a plan allows a topic's configuration to be, in words and as a check before anything is sent.
import type { TopicConfigRule } from '../../api/topics';
import { bytes, count, duration } from '../../parts/numbers';
import { text } from '../../text';

const { ranges } = text.topics;

/** `From 1 to 604,800,000, or -1 for no limit`. */
export function allowedText({ min, max, unlimited, values }: TopicConfigRule): string {
  if (values) return values.join(' | ');
  const range =
    min != null && max != null
      ? ranges.between(count(min), count(max))
      : min != null
        ? ranges.atLeast(count(min))
        : max != null
          ? ranges.atMost(count(max))
          : ranges.any;
  return unlimited ? ranges.orUnlimited(range) : range;
}

/** What a number of milliseconds or bytes amounts to, where that is easier to grasp: `24 h`. */
export function meaning(name: string, value: string | null | undefined): string | null {
  const number = Number(value ?? Number.NaN);
  if (!(number >= 1_000 && Number.isSafeInteger(number))) return null;
  if (name.endsWith('.ms')) return duration(number / 1_000);
  return name.endsWith('.bytes') ? bytes(number) : null;
}

/** Whether a rule allows a value. The API decides; this only says so sooner. */
export function allows({ min, max, unlimited, values }: TopicConfigRule, value: string): boolean {
  if (values) return values.includes(value);
  if (min == null && max == null) return true;
  if (!/^-?\d+$/.test(value)) return false;
  const number = BigInt(value);
  if (unlimited && number === -1n) return true;
  return (min == null || number >= BigInt(min)) && (max == null || number <= BigInt(max));
}
