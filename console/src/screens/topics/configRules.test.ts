import { expect, test } from 'vitest';
import { allowedText, allows } from './configRules';

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
