// When to draw what changes without pause. Drawing costs one browser two milliseconds and another two hundred:
// each time, its cost is measured, and the screen is left alone for a multiple of that.

/** Between two times of drawing, at least. */
export const LEAST_MS = 200;
/** And at most, however slow the browser is. */
export const MOST_MS = 2_000;
/** For each millisecond of drawing, so many for everything else. */
const REST = 4;

/** How long to leave the screen alone after drawing took so long. */
export function pauseAfter(tookMs: number): number {
  return Math.min(MOST_MS, Math.max(LEAST_MS, REST * tookMs));
}

/** Calls back when the screen shows what was drawn. A page that nobody sees draws nothing, so it waits too. */
export function afterFrame(then: () => void) {
  requestAnimationFrame(() => setTimeout(then));
}

/** Draws soon after something changed, and not again before that is on the screen and the pause is over. */
export class Pace {
  private pauseMs = LEAST_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private begun: number | undefined;
  private isOutdated = false;

  constructor(
    private readonly draw: () => void,
    private readonly whenShown = afterFrame,
  ) {}

  /** Something changed. */
  changed() {
    this.isOutdated = true;
    if (this.begun !== undefined) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.isOutdated = false;
      this.begun = performance.now();
      this.draw();
    }, this.pauseMs);
  }

  /** What `draw` asked for is in the document. */
  drawn() {
    const { begun } = this;
    if (begun === undefined) return;
    this.whenShown(() => {
      this.pauseMs = pauseAfter(performance.now() - begun);
      this.begun = undefined;
      if (this.isOutdated) this.changed();
    });
  }

  /** Draws no more. */
  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.isOutdated = false;
  }
}
