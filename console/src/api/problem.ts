// What goes wrong between the console and the API, as one error class that screens can show.
import type { components } from './schema';

type Problem = components['schemas']['Problem'];
export type ProblemField = components['schemas']['ProblemField'];

/** An answer that is no success, or no answer at all (`code` is then `unreachable`, `status` 0). */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly requestId: string | null,
    readonly fields: readonly ProblemField[],
    /** What this kind of problem adds, such as `limit`, `used` or `retry_after_s`. */
    readonly more: Readonly<Record<string, unknown>>,
  ) {
    super(`${title}: ${detail}`);
  }

  /** What was expected of the field at `pointer` (a JSON pointer, or a query parameter's name). */
  field(pointer: string): string | undefined {
    return this.fields.find((field) => field.pointer === pointer)?.detail;
  }

  /** Whether the change was refused because somebody else made one meanwhile. */
  get changedMeanwhile(): boolean {
    return this.code === 'precondition_failed';
  }

  /** Whether sending the same again may help. */
  get transient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502;
  }
}

function isProblem(body: unknown): body is Problem & Record<string, unknown> {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body;
}

/** The error of an answer whose parsed body is `body`. */
export function problemOf(response: Response, body: unknown): ApiError {
  if (!isProblem(body)) {
    const requestId = response.headers.get('x-request-id');
    const detail = `The answer was ${response.status} ${response.statusText}, and not one of Millrace's.`;
    return new ApiError(response.status, 'unexpected_answer', 'Unexpected answer', detail, requestId, [], {});
  }
  const { type: _, title, status, detail, code, request_id, errors, ...more } = body;
  return new ApiError(status, code, title, detail, request_id, errors ?? [], more);
}

/** The error of a request that nobody answered. */
export function unreachable(cause: unknown): ApiError {
  const detail = `The control plane did not answer (${cause instanceof Error ? cause.message : String(cause)}).`;
  return new ApiError(0, 'unreachable', 'No connection', detail, null, [], {});
}
