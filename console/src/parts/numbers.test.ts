import { describe, expect, test } from 'vitest';
import { bytes, count, difference, duration } from './numbers';

describe('numbers', () => {
  test('counts beyond 2^53 are exact', () => {
    expect(count('9223372036854775807').replaceAll(/\D/g, '')).toBe('9223372036854775807');
    // What a JavaScript number would have made of it.
    expect(count(BigInt(Number('9223372036854775807'))).replaceAll(/\D/g, '')).not.toBe(
      '9223372036854775807',
    );
  });

  test('differences have a sign and every digit', () => {
    expect(difference('10', '0')).toBe('−10');
    expect(difference('0', '5')).toBe('+5');
    expect(difference('7', '7')).toBe('0');
    expect(difference('0', '9223372036854775807').replaceAll(/[^\d+]/g, '')).toBe('+9223372036854775807');
  });

  test('bytes take the unit that keeps them short', () => {
    expect(bytes(0)).toBe('0 B');
    expect(bytes('999')).toBe('999 B');
    expect(bytes(1_234_567)).toBe('1.2 MB');
  });

  test('durations take the unit that keeps them short', () => {
    expect(duration(90)).toBe('90 s');
    expect(duration(600)).toBe('10 min');
    expect(duration(172_800)).toBe('2 d');
  });
});
