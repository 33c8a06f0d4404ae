import { expect, test } from 'vitest';
import { clash, settingsPatch } from './settingsPatch';

const before = {
  name: 'orders',
  description: 'of all shops',
  labels: { team: 'a', env: 'prod' },
  deletionProtection: true,
};

test('what was left alone is not sent', () => {
  expect(settingsPatch(before, before)).toEqual({});
  expect(settingsPatch(before, { ...before, name: 'sales' })).toEqual({ name: 'sales' });
  expect(settingsPatch(before, { ...before, description: '' })).toEqual({ description: '' });
  expect(settingsPatch(before, { ...before, deletionProtection: false })).toEqual({
    deletion_protection: false,
  });
});

test('others clash only where they changed the same, to something else', () => {
  const mine = { ...before, description: 'mine', labels: { team: 'b', env: 'prod' } };
  for (const theirs of [
    before,
    mine,
    { ...before, deletionProtection: false },
    { ...before, labels: { team: 'a', env: 'test', tier: '1' } },
  ]) {
    expect(clash(before, mine, theirs)).toBe(false);
  }
  for (const theirs of [
    { ...before, description: 'theirs' },
    { ...before, labels: { team: 'c', env: 'prod' } },
    { ...before, labels: { env: 'prod' } },
  ]) {
    expect(clash(before, mine, theirs)).toBe(true);
  }
  // A label that both added, and one that one removed and the other changed.
  const added = (tier: string) => ({ ...before, labels: { ...before.labels, tier } });
  expect(clash(before, added('1'), added('2'))).toBe(true);
  expect(clash(before, { ...before, labels: { env: 'prod' } }, mine)).toBe(true);
});

test('labels are set, changed and removed one by one', () => {
  const labels = { env: 'test', tier: '1' };
  expect(settingsPatch(before, { ...before, labels })).toEqual({
    labels: { env: 'test', tier: '1', team: null },
  });
});
