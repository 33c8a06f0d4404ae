import { expect, test } from 'vitest';
import { inputTime, timeOfInput } from './zonedInput';

test.each(['utc', 'local'] as const)('a time in %s comes back as it was', (zone) => {
  const time = '2026-07-01T10:20:30.456Z';
  expect(timeOfInput(inputTime(time, zone), zone)).toBe(time);
});

test('in UTC the input shows what the time says', () => {
  expect(inputTime('2026-07-01T10:20:30.456Z', 'utc')).toBe('2026-07-01T10:20:30.456');
});

test('no time is no time', () => {
  expect(inputTime('', 'utc')).toBe('');
  expect(timeOfInput('', 'local')).toBeUndefined();
});
