import { parseSearchWith, stringifySearchWith } from '@tanstack/react-router';
import { expect, test } from 'vitest';
import { parseSearchValue, textOf } from './search';

const parse = parseSearchWith(parseSearchValue);
const stringify = stringifySearchWith(JSON.stringify, parseSearchValue);

test.each(['9223372036854775807', '-9223372036854775808', '007', '1e3', 'true', '"quoted"', '{"a":1}', ' '])(
  'the text %s comes back from an address as it was',
  (value) => {
    expect(textOf(parse(stringify({ value })), 'value')).toBe(value);
  },
);

test('an offset that somebody types into an address is exact', () => {
  expect(textOf(parse('?offset=9223372036854775807'), 'offset')).toBe('9223372036854775807');
  // What the router makes of it by itself.
  expect(String(JSON.parse('9223372036854775807'))).not.toBe('9223372036854775807');
});
