import { expect, test, vi } from 'vitest';

vi.stubGlobal('document', { baseURI: 'http://localhost:8080/' });
const { EMPTY, isComplete, requestOf } = await import('./draft');

const MOST = {
  partitions: 100,
  groups: 1_000,
  connections: 3_000,
  bytes_in_per_second: 20_000_000,
  bytes_out_per_second: 20_000_000,
  max_message_bytes: 1_048_588,
};

test('a name and a plan are all that has to be sent', () => {
  expect(requestOf({ ...EMPTY, name: 'orders' })).toEqual({ name: 'orders', plan: 'standard' });
  expect(isComplete({ ...EMPTY, name: 'orders' }, MOST)).toBe(true);
});

test('what was typed under "Advanced" is sent as the API names it', () => {
  const draft = {
    ...EMPTY,
    name: 'orders',
    endpoint: 'private' as const,
    labels: 'env=prod',
    limits: { partitions: '12', groups: '' },
    deletionProtection: true,
  };
  expect(requestOf(draft)).toEqual({
    name: 'orders',
    plan: 'standard',
    endpoint: 'private',
    labels: { env: 'prod' },
    limits: { partitions: 12 },
    deletion_protection: true,
  });
});

test('what cannot be right is not sent', () => {
  expect(isComplete(EMPTY, MOST)).toBe(false);
  expect(isComplete({ ...EMPTY, name: 'Orders' }, MOST)).toBe(false);
  expect(isComplete({ ...EMPTY, name: 'orders', labels: 'env' }, MOST)).toBe(false);
  expect(isComplete({ ...EMPTY, name: 'orders', limits: { partitions: '-1' } }, MOST)).toBe(false);
  expect(isComplete({ ...EMPTY, name: 'orders', limits: { partitions: '101' } }, MOST)).toBe(false);
  expect(isComplete({ ...EMPTY, name: 'orders', limits: { partitions: '100' } }, MOST)).toBe(true);
});
