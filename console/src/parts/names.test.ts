import { expect, test } from 'vitest';
import { formatLabels, isName, parseLabels } from './names';

test('names are what the server takes for names', () => {
  for (const name of ['a', '0', 'orders-2', 'a'.repeat(63)]) expect(isName(name), name).toBe(true);
  for (const name of ['', '-a', 'a-', 'A', 'a_b', 'a b', 'ä', 'a'.repeat(64)]) {
    expect(isName(name), name).toBe(false);
  }
});

test('labels are read as they are written', () => {
  expect(parseLabels('team=payments, env=prod\nnote=a=b')).toEqual({
    team: 'payments',
    env: 'prod',
    note: 'a=b',
  });
  expect(parseLabels(' ')).toEqual({});
  expect(parseLabels('team')).toBeUndefined();
  expect(parseLabels('=x')).toBeUndefined();
  expect(formatLabels({ team: 'payments', env: 'prod' })).toBe('team=payments, env=prod');
});
