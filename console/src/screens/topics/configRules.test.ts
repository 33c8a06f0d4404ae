import { expect, test } from 'vitest';
import { allowedText, allows, meaning } from './configRules';

test('ranges hold beyond 2^53', () => {
  const rule = { min: '0', max: '9223372036854775806' };
  expect(allows(rule, '9223372036854775806')).toBe(true);
  expect(allows(rule, '9223372036854775807')).toBe(false);
  expect(allowedText(rule).replaceAll(/[^\d ]/g, '')).toContain('9223372036854775806');
});

test('no limit is a choice only where the plan says so', () => {
  expect(allows({ min: '1', max: '5' }, '-1')).toBe(false);
  expect(allows({ min: '1', max: '5', unlimited: true }, '-1')).toBe(true);
});

test('texts are chosen from a list', () => {
  expect(allows({ values: ['compact', 'delete'] }, 'compact')).toBe(true);
  expect(allows({ values: ['compact', 'delete'] }, 'compress')).toBe(false);
});

test('long times and sizes are said in units that people use', () => {
  expect(meaning('retention.ms', '86400000')).toBe('24 h');
  expect(meaning('max.message.bytes', '1048588')).toBe('1.0 MB');
  for (const [name, value] of [
    ['retention.ms', '-1'],
    ['max.compaction.lag.ms', '9223372036854775807'],
    ['segment.index.bytes', null],
    ['flush.messages', '1000000'],
  ] as const) {
    expect(meaning(name, value)).toBe(null);
  }
});
