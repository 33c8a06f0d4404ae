// What no page may ever do: report an error, violate the content security policy, ask another origin.
import type { BrowserContext, Page } from '@playwright/test';

export interface Finding {
  kind: 'console' | 'csp' | 'off-origin';
  what: string;
}

export class Watch {
  private findings: Finding[] = [];

  /** The one origin that may be asked. */
  private constructor(public home: string) {}

  static async on(context: BrowserContext, home: string): Promise<Watch> {
    const watch = new Watch(home);
    await context.exposeBinding('__millraceViolation', (_, what: string) => watch.add('csp', what));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const report = (globalThis as unknown as Record<string, (what: string) => void>).__millraceViolation;
        report?.(`${event.violatedDirective} ${event.blockedURI} in ${event.sourceFile}`);
      });
    });
    context.on('page', (page) => watch.follow(page));
    context.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== watch.home) watch.add('off-origin', request.url());
    });
    return watch;
  }

  private follow(page: Page) {
    page.on('pageerror', (error) => this.add('console', error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      // That an answer of the API was no success, Chromium notes by itself; the page deals with it.
      const { url } = message.location();
      if (message.text().startsWith('Failed to load resource') && url.includes('/v1/')) return;
      this.add('console', `${message.text()} (${url})`);
    });
  }

  private add(kind: Finding['kind'], what: string) {
    this.findings.push({ kind, what });
  }

  /** What of a kind was found so far. */
  peek(kind: Finding['kind']): string[] {
    return this.findings.filter((finding) => finding.kind === kind).map(({ what }) => what);
  }

  /** What was found so far; from here on it counts as dealt with. */
  take(): Finding[] {
    const found = this.findings;
    this.findings = [];
    return found;
  }
}
