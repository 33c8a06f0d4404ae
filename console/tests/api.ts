// The REST API as a program uses it: what tests prepare and check behind the console's back.
import type { Stack } from './stack';

export class Api {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async signIn({ url }: Pick<Stack, 'url'>, email: string, password: string): Promise<Api> {
    const anonymous = new Api(url, '');
    const { access_token } = await anonymous.post<{ access_token: string }>('/v1/sessions', {
      email,
      password,
    });
    return new Api(url, access_token);
  }

  async call(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(this.url + path, {
      method,
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        'content-type': 'application/json',
        prefer: 'wait=30',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  async get<T>(path: string): Promise<T> {
    return this.expect('GET', path);
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    return this.expect('POST', path, body);
  }

  /** The answer to a request that has to succeed. */
  private async expect<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.call(method, path, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text || 'null') as T;
  }
}
