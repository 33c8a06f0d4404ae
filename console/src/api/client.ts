// The one way to the REST API. Paths, parameters and bodies are typed by openapi/millrace.json.
import createClient, { type Middleware } from 'openapi-fetch';
import { problemOf, unreachable } from './problem';
import type { components, paths } from './schema';

export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** The address that all of Millrace's paths begin with, without a slash at its end. */
export const base = document.baseURI.replace(/\/$/, '');

/** A random text that makes a repeated request count once. (`randomUUID` is absent on plain HTTP.) */
function idempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** Shows that a change was asked for by the console and not by another site that knows of our cookie. */
const guard: Middleware = {
  onRequest({ request }) {
    if (request.method === 'GET') return;
    request.headers.set('x-millrace-csrf', '1');
    if (request.method === 'POST') request.headers.set('idempotency-key', idempotencyKey());
  },
};

export const api = createClient<paths, 'application/json'>({ baseUrl: base, credentials: 'same-origin' });
api.use(guard);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * What a call answered, or an `ApiError` thrown: `await ok(api.GET('/v1/me'))`.
 */
export async function ok<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw unreachable(cause);
  });
  if (!response.ok) throw problemOf(response, error);
  return data as T;
}

/** What was read, and which version of it that was: its `ETag`. */
export type Versioned<T> = T & { readonly etag?: string | null };

/** Like `answered`, with the version of what was answered. */
export async function versioned<T>(call: Promise<Answer<T>>): Promise<Versioned<NonNullable<T>>> {
  const data = await answered(call);
  const { response } = await call;
  return { ...data, etag: response.headers.get('etag') };
}

/** The header of a change that is refused unless what was read is still there. */
export function ifMatch({ etag }: Versioned<unknown>): { 'If-Match': string | null } {
  return { 'If-Match': etag ?? null };
}

/** Like `ok`, for calls that answer with a body whenever they succeed. */
export async function answered<T>(call: Promise<Answer<T>>): Promise<NonNullable<T>> {
  const data = await ok(call);
  if (data === undefined || data === null) throw unreachable('the answer was empty');
  return data;
}
