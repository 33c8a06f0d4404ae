// Every address of the console, with values that exist: what is looked at in all themes and sizes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Person, World } from './world';

/** The routes as src/router.tsx declares them. */
export function declaredRoutes(): string[] {
  const source = readFileSync(join(import.meta.dirname, '../src/router.tsx'), 'utf8');
  return [...source.matchAll(/\bpath: '([^']+)'/g)].map(([, path]) => path ?? '');
}

/** Who sees all of a route. */
export function visitor(route: string, { owner, dev }: World): Person {
  return route === '/clusters' ? dev.admin : owner;
}

/** A route with its parameters filled in. */
export function filled(route: string, world: World): string {
  const values: Record<string, string> = {
    org: world.org,
    instance: world.instance,
    topic: world.topic,
    group: world.group,
    credential: world.credential,
  };
  return route.replace(/\$(\w+)/g, (_, name: string) => {
    const value = values[name];
    if (!value) throw new Error(`tests/routes.ts has no value for $${name} of ${route}`);
    return value;
  });
}

/** A file's name for a route. */
export function fileName(route: string): string {
  return route.replaceAll('$', '').replace(/^\//, '').replaceAll('/', '-') || 'home';
}
