// A measured promise: what was reached, and what is asked for. The reporter prints them all at the end.
import { expect, test } from '@playwright/test';

export const BAR = 'bar';

export interface Bar {
  name: string;
  reached: string;
  asked: string;
}

/** Notes what was reached, and fails the test if it is more than `most`. */
export function atMost(name: string, reached: number, most: number, unit = '') {
  note({ name, reached: `${reached}${unit}`, asked: `≤ ${most}${unit}` });
  expect(reached, name).toBeLessThanOrEqual(most);
}

function note(bar: Bar) {
  test.info().annotations.push({ type: BAR, description: JSON.stringify(bar) });
}
