import { expect, test } from 'vitest';
import { settingsPatch } from './settingsPatch';

const before = { description: 'orders', labels: { team: 'a', env: 'prod' }, deletionProtection: true };

test('what was left alone is not sent', () => {
  expect(settingsPatch(before, before)).toEqual({});
  expect(settingsPatch(before, { ...before, description: '' })).toEqual({ description: '' });
  expect(settingsPatch(before, { ...before, deletionProtection: false })).toEqual({
    deletion_protection: false,
  });
});

test('labels are set, changed and removed one by one', () => {
  const labels = { env: 'test', tier: '1' };
  expect(settingsPatch(before, { ...before, labels })).toEqual({
    labels: { env: 'test', tier: '1', team: null },
  });
});
