import { describe, expect, test } from 'vitest';
import { EMPTY, partitionsOf, resetOf } from './resetDraft';

const faultsOf = (result: ReturnType<typeof resetOf>) =>
  'faults' in result ? Object.keys(result.faults) : [];

describe('a reset', () => {
  test('asks for everything the group has, if nothing is named', () => {
    expect(resetOf(EMPTY)).toEqual({ body: { to: 'earliest' } });
  });

  test('names topic and partitions', () => {
    expect(resetOf({ ...EMPTY, to: 'latest', topic: ' orders ', partitions: '5-7, 2,2' })).toEqual({
      body: { to: 'latest', topic: 'orders', partitions: [2, 5, 6, 7] },
    });
  });

  test('keeps every digit of 64-bit numbers', () => {
    for (const edge of ['9223372036854775807', '-9223372036854775808', '9007199254740993']) {
      expect(resetOf({ ...EMPTY, to: 'offset', offset: edge })).toEqual({ body: { to: { offset: edge } } });
      expect(resetOf({ ...EMPTY, to: 'shift', shift: edge })).toEqual({ body: { to: { shift: edge } } });
    }
  });

  test('counts back from now in minutes, hours or days', () => {
    const back = (duration: string, unit: 'minutes' | 'hours' | 'days') =>
      resetOf({ ...EMPTY, to: 'duration', duration, unit });
    expect(back('30', 'minutes')).toEqual({ body: { to: { duration_ms: 1_800_000 } } });
    expect(back(' 2 ', 'hours')).toEqual({ body: { to: { duration_ms: 7_200_000 } } });
    expect(back('999999', 'days')).toEqual({ body: { to: { duration_ms: 86_399_913_600_000 } } });
    for (const wrong of ['', '0', '-1', '1.5', '1e3', '1000000']) {
      expect(faultsOf(back(wrong, 'hours')), wrong).toEqual(['duration']);
    }
  });

  test('says which field is wrong', () => {
    for (const offset of ['', 'abc', '1.5', '9223372036854775808', '-9223372036854775809', '1e3']) {
      expect(faultsOf(resetOf({ ...EMPTY, to: 'offset', offset }))).toEqual(['offset']);
    }
    expect(faultsOf(resetOf({ ...EMPTY, to: 'time' }))).toEqual(['time']);
    expect(faultsOf(resetOf({ ...EMPTY, partitions: '0' }))).toEqual(['topic']);
    expect(faultsOf(resetOf({ ...EMPTY, topic: 'a', partitions: '7-5' }))).toEqual(['partitions']);
    // What is not asked for cannot be wrong.
    expect(faultsOf(resetOf({ ...EMPTY, to: 'latest', offset: 'abc' }))).toEqual([]);
  });
});

test('partitions are numbers and ranges of them, and no range fills the memory', () => {
  expect(partitionsOf('3')).toEqual([3]);
  for (const wrong of ['', ',', '1,', 'a', '-1', '1--2', '0-999999']) {
    expect(partitionsOf(wrong), wrong).toBeUndefined();
  }
});
