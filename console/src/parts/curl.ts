// The requests behind a page, as commands for a shell.
import { base } from '../api/client';

export interface Request {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** From `/v1` on. */
  path: string;
  body?: unknown;
}

/** Quotes a text for a POSIX shell. */
function quoted(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

/** One request as a `curl` command. */
export function curl({ method, path, body }: Request): string {
  const parts = ['curl --fail-with-body'];
  if (method !== 'GET') parts.push(`--request ${method}`);
  parts.push('--header "Authorization: Bearer $MILLRACE_TOKEN"');
  if (body !== undefined) {
    parts.push("--header 'Content-Type: application/json'", `--data ${quoted(JSON.stringify(body))}`);
  }
  parts.push(quoted(base + path));
  return parts.join(' \\\n  ');
}
