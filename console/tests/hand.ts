// Somebody at the mouse or at the keys: what they do takes as long as it takes a person.
import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures';

/** A letter of somebody who types well. */
const LETTER_MS = 120;
/** Reaching a button and pressing it. */
const PRESS_MS = 500;
/** A press of the key that leads from one thing to the next. */
const STEP_MS = 100;
/** The most things there are between two that one wants. */
const MOST_STEPS = 80;

export async function press(target: Locator) {
  await target.hover();
  await target.click({ delay: PRESS_MS });
}

export async function type(target: Locator, text: string) {
  await target.click({ delay: PRESS_MS });
  await target.pressSequentially(text, { delay: LETTER_MS });
}

/** Only keys, and no way to a thing but the one from thing to thing. */
export class Keys {
  constructor(private readonly page: Page) {}

  /** Goes on until `target` has the focus, which has to be seen. */
  async reach(target: Locator) {
    await expect(target).toBeVisible();
    for (let step = 0; step < MOST_STEPS; step += 1) {
      await this.page.keyboard.press('Tab', { delay: STEP_MS });
      if (await target.evaluate((element) => element === document.activeElement)) {
        expect(await target.evaluate((element) => element.matches(':focus-visible'))).toBe(true);
        return;
      }
    }
    throw new Error(`${MOST_STEPS} presses of Tab do not lead there`);
  }

  async press(key: string) {
    await this.page.keyboard.press(key, { delay: PRESS_MS });
  }

  async type(text: string) {
    await this.page.keyboard.type(text, { delay: LETTER_MS });
  }
}
