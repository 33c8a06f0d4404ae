import { expect, test, vi } from 'vitest';
import type { Credential } from '../../api/credentials';

vi.stubGlobal('document', { baseURI: 'http://localhost:8080/' });
const { failures, reasonOf } = await import('./failures');

const key = (id: string, failed?: string, used?: string) => ({
  id,
  created_at: '2026-01-01T00:00:00Z',
  failed_count: failed ? 1 : 0,
  last_failed: failed ? { at: failed, reason: 'wrong_key' } : null,
  last_used: used ? { at: used } : null,
});
const credential = (keys: Credential['keys']) => ({ keys }) as Credential;

test('only keys whose last sign-in failed are told, the newest failure first', () => {
  const told = failures([
    credential([
      key('never-failed', undefined, '2026-01-02T00:00:00Z'),
      key('in-again', '2026-01-02T00:00:00Z', '2026-01-02T00:00:00.5Z'),
    ]),
    credential([
      key('older', '2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z'),
      key('newer', '2026-01-02T00:00:00.1Z'),
    ]),
  ]);
  expect(told.map(({ key: { id } }) => id)).toEqual(['newer', 'older']);
});

test('a reason that is not known is shown as it is', () => {
  expect(reasonOf('wrong_key')).toBe('wrong secret');
  expect(reasonOf('moon_phase')).toBe('moon phase');
  expect(reasonOf(null)).toBe('reason unknown');
});
