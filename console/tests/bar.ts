// A measured promise: what was reached, and what is asked for. The reporter prints them all at the end.
import { expect, test } from '@playwright/test';

export const BAR = 'bar';

export interface Bar {
  name: string;
  reached: string;
  asked: string;
  /** Whether it is within what is asked. */
  met: boolean;
}

/** Notes what was reached, and fails the test if it is more than `most`. */
export function atMost(name: string, reached: number, most: number, unit = '') {
  measured(name, reached, most, unit);
  expect(reached, name).toBeLessThanOrEqual(most);
}

/** Notes what was reached, beside what is asked for: times depend on what else the machine does. */
export function measured(name: string, reached: number, asked: number, unit = '') {
  note({ name, reached: `${reached}${unit}`, asked: `≤ ${asked}${unit}`, met: reached <= asked });
}

function note(bar: Bar) {
  test.info().annotations.push({ type: BAR, description: JSON.stringify(bar) });
}
