// The faces that every change has: what is not allowed, what is invalid, and a server that is away.
import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures';

export const dialog = (page: Page) => page.getByRole('dialog');

/** How long a tooltip may take once the mouse is on what it belongs to. */
const TOOLTIP_MS = 2_000;

/** That a button cannot be pressed, and says why to whoever points at it. */
export async function expectBlocked(page: Page, button: Locator, reason: string) {
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  // A page that still grows moves the button away from under the mouse, which a person follows.
  await expect(async () => {
    await page.mouse.move(0, 0);
    await button.hover();
    await expect(page.getByRole('tooltip').filter({ hasText: reason })).toBeVisible({ timeout: TOOLTIP_MS });
  }).toPass();
  // The next one's tooltip must not be covered by this one.
  await page.mouse.move(0, 0);
  await expect(page.getByRole('tooltip')).toHaveCount(0);
}

/** That a button cannot be pressed, and says that the role lacks what it needs. */
export const expectDenied = (page: Page, button: Locator, action: string) =>
  expectBlocked(page, button, `Your role does not include ${action}`);

/** While something is done, no change reaches the server; what is only read still does. */
export async function whileAway(page: Page, during: () => Promise<void>) {
  await page.route('**/v1/**', (route) =>
    route.request().method() === 'GET' ? route.fallback() : route.abort('connectionrefused'),
  );
  await during();
  await page.unrouteAll({ behavior: 'wait' });
}

/** Types what a deletion asks for, and confirms it. Until then it cannot be confirmed. */
export async function confirm(page: Page, name: string, button: string) {
  const field = dialog(page).getByLabel(`Type ${name} to confirm`);
  const confirmed = dialog(page).getByRole('button', { name: button, exact: true });
  await field.fill(`${name}?`);
  await expect(confirmed).toBeDisabled();
  await field.fill(name);
  await confirmed.click();
}

/** Presses a dialog's button while the server is away: it says so, and the dialog stays. */
export async function expectAway(page: Page, place: Locator, press: () => Promise<void>) {
  await whileAway(page, async () => {
    await press();
    await expect(place.getByRole('alert').filter({ hasText: 'No connection' })).toBeVisible();
  });
}
