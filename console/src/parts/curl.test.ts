import { execFileSync } from 'node:child_process';
import { expect, test, vi } from 'vitest';

vi.stubGlobal('document', { baseURI: 'http://localhost:8080/a/b/' });
const { curl } = await import('./curl');

test('whatever a body holds, a shell passes it on as it is', () => {
  const body = { name: `it's "$HOME" \`id\` \\ ünï` };
  const command = curl({ method: 'POST', path: '/v1/orgs', body });
  const words = execFileSync('sh', ['-c', `curl() { printf '%s\\n' "$@"; }; ${command}`])
    .toString()
    .trim()
    .split('\n');
  expect(words).toContain(JSON.stringify(body));
  expect(words).toContain('http://localhost:8080/a/b/v1/orgs');
});
