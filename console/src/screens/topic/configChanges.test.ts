import { expect, test } from 'vitest';
import { changesOf } from './configChanges';

const config = {
  'retention.ms': { value: '9223372036854775807', source: 'topic' },
  'cleanup.policy': { value: 'delete', source: 'default' },
} as const;

test('what was typed and is as before changes nothing', () => {
  expect(changesOf(config, { 'retention.ms': '9223372036854775807', 'cleanup.policy': '' })).toEqual([]);
});

test('a default that is set on the topic is a change, though the value stays', () => {
  expect(changesOf(config, { 'cleanup.policy': 'delete' })).toEqual([
    { name: 'cleanup.policy', before: 'delete', after: 'delete' },
  ]);
});

test('what was set goes back to its default when emptied', () => {
  expect(changesOf(config, { 'retention.ms': '' })).toEqual([
    { name: 'retention.ms', before: '9223372036854775807', after: null },
  ]);
});
