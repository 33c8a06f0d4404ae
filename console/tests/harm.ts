// What the hostile texts of the world leave behind in a page that takes one for more than text.
import type { Page } from '@playwright/test';

/** Elements that the console never makes, and a title that it never sets. */
export function harm(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const foreign = [...document.querySelectorAll('*')].filter(
      (element) =>
        element.matches('b, script:not([src]), img[src="x"]') ||
        element.getAttributeNames().some((name) => name.startsWith('on')),
    );
    const title = document.title.includes('Millrace') ? [] : [`title: ${document.title}`];
    const links = [...document.links].filter(({ protocol }) => !['http:', 'https:'].includes(protocol));
    return [...foreign, ...links].map(({ outerHTML }) => outerHTML).concat(title);
  });
}
