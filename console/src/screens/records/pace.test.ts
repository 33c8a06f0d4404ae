import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LEAST_MS, MOST_MS, Pace, pauseAfter } from './pace';

describe('pauseAfter', () => {
  it('leaves most of the time to others', () => {
    for (const took of [0, 5, 60, 300]) expect(took / (took + pauseAfter(took))).toBeLessThanOrEqual(0.2);
  });

  it('stays within its limits', () => {
    expect(pauseAfter(0)).toBe(LEAST_MS);
    expect(pauseAfter(100)).toBe(400);
    expect(pauseAfter(60_000)).toBe(MOST_MS);
  });
});

describe('Pace', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  /** A screen that shows what was drawn after so many milliseconds. */
  function screen(tookMs: number) {
    const times: number[] = [];
    const begun = performance.now();
    const pace: Pace = new Pace(
      () => {
        times.push(performance.now() - begun);
        pace.drawn();
      },
      (then) => setTimeout(then, tookMs),
    );
    return { pace, times };
  }

  it('draws many changes at once', () => {
    const { pace, times } = screen(0);
    for (let change = 0; change < 1_000; change += 1) pace.changed();
    vi.runAllTimers();
    expect(times).toEqual([LEAST_MS]);
  });

  it('draws again what changed while it was drawing, after a pause as long as drawing makes due', () => {
    const { pace, times } = screen(100);
    pace.changed();
    vi.advanceTimersByTime(LEAST_MS);
    pace.changed();
    vi.runAllTimers();
    expect(times).toEqual([LEAST_MS, LEAST_MS + 100 + 400]);
  });

  it('draws nothing new before what was drawn is shown', () => {
    const { pace, times } = screen(60_000);
    pace.changed();
    vi.advanceTimersByTime(LEAST_MS);
    pace.changed();
    vi.advanceTimersByTime(59_000);
    expect(times).toHaveLength(1);
    vi.runAllTimers();
    expect(times).toHaveLength(2);
  });

  it('stops', () => {
    const { pace, times } = screen(100);
    pace.changed();
    pace.stop();
    vi.runAllTimers();
    expect(times).toEqual([]);
    pace.changed();
    vi.advanceTimersByTime(LEAST_MS);
    pace.changed();
    pace.stop();
    vi.runAllTimers();
    expect(times).toHaveLength(1);
  });
});
