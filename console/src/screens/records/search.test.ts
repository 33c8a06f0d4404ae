import { expect, test } from 'vitest';
import { browseOf, isOffset, permalink, recordsSearch } from './search';

test('the largest offset goes to the API as it is in the address', () => {
  const search = recordsSearch({ ...permalink(3, '9223372036854775807') });
  expect(browseOf(search)).toMatchObject({ partition: [3], from_offset: '9223372036854775807' });
});

test('an offset is a number of 63 bits', () => {
  expect(['0', '9223372036854775807'].map(isOffset)).toEqual([true, true]);
  expect(['', '-1', '1e3', '9223372036854775808'].map(isOffset)).toEqual([false, false, false, false]);
});

test('what an address may not say is left out', () => {
  expect(
    recordsSearch({ from: '<script>', offset: '-1', partition: -2, limit: 7, produce: 'x', follow: 'yes' }),
  ).toEqual({});
});

test('a time becomes milliseconds', () => {
  expect(browseOf({ from: 'time', time: '1970-01-01T00:00:01.500Z' })).toMatchObject({
    from_timestamp: '1500',
  });
});
