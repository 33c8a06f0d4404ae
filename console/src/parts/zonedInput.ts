// Between the times of an address, which say their zone, and those of a browser's input, which do not.
import type { Preferences } from '../app/preferences';

type Zone = Preferences['timeZone'];

/** What the input shows for a time; empty if there is none. */
export function inputTime(time: string, zone: Zone): string {
  const at = Date.parse(time);
  if (!Number.isFinite(at)) return '';
  const shift = zone === 'utc' ? 0 : new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - shift).toISOString().slice(0, -1);
}

/** The time that an input says; undefined if none. */
export function timeOfInput(value: string, zone: Zone): string | undefined {
  const at = Date.parse(zone === 'utc' ? `${value}Z` : value);
  return Number.isFinite(at) ? new Date(at).toISOString() : undefined;
}
