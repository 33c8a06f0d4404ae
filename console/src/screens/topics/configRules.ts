// What a plan allows a topic's configuration to be, in words and as a check before anything is sent.
import type { TopicConfigRule } from '../../api/topics';
import { count } from '../../parts/numbers';
import { text } from '../../text';

const { ranges } = text.topics;

/** `From 1 to 604,800,000, or -1 for no limit`. */
export function allowedText({ min, max, unlimited, values }: TopicConfigRule): string {
  if (values) return values.join(', ');
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

/** Whether a rule allows a value. The API decides; this only says so sooner. */
export function allows({ min, max, unlimited, values }: TopicConfigRule, value: string): boolean {
  if (values) return values.includes(value);
  if (min == null && max == null) return true;
  if (!/^-?\d+$/.test(value)) return false;
  const number = BigInt(value);
  if (unlimited && number === -1n) return true;
  return (min == null || number >= BigInt(min)) && (max == null || number <= BigInt(max));
}
