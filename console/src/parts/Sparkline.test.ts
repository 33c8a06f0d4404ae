import { expect, test } from 'vitest';
import { pointsOf } from './Sparkline';

test('a line goes from edge to edge, its highest value at the top', () => {
  expect(pointsOf([0, 5, 10], 10)).toBe('0.0,26.0 60.0,14.0 120.0,2.0');
});

test('nothing at all is a line at the bottom', () => {
  expect(pointsOf([0, 0], 0)).toBe('0.0,26.0 120.0,26.0');
  expect(pointsOf([], 0)).toBe('');
});
