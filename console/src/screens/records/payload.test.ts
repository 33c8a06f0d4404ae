import { expect, test } from 'vitest';
import type { Payload } from '../../api/records';
import { hexDump, likely, preview, shown } from './payload';

function payload(bytes: Uint8Array | string, rest: Partial<Payload> = {}): Payload {
  const buffer = Buffer.from(bytes);
  const text = typeof bytes === 'string' ? bytes : null;
  return { base64: buffer.toString('base64'), text, size: String(buffer.length), truncated: false, ...rest };
}

test('JSON keeps every digit', () => {
  const record = payload('{"max":9223372036854775807,"min":-9223372036854775808,"f":1.10}');
  const { format, content } = shown(record, 'json');
  expect(format).toBe('json');
  expect(content).toBe('{\n  "max": 9223372036854775807,\n  "min": -9223372036854775808,\n  "f": 1.10\n}');
  // What JavaScript's own would have made of it.
  expect(JSON.stringify(JSON.parse(record.text ?? ''))).not.toContain('9223372036854775807');
});

test('what is no JSON is shown as text, and says where it goes wrong', () => {
  const { format, content, problem } = shown(payload('{"a":'), 'json');
  expect([format, content]).toEqual(['text', '{"a":']);
  expect(problem).toMatch(/^Not JSON: ./);
});

test('what is no text is shown as hex, and says which byte is at fault', () => {
  const { format, problem } = shown(payload(Uint8Array.of(0x61, 0xc3, 0xbc, 0xff)), 'text');
  expect(format).toBe('hex');
  expect(problem).toContain('0xff at position 3');
});

test('hex shows places, bytes and characters', () => {
  expect(hexDump(new TextEncoder().encode('<script>alert(1)\u0000'))).toBe(
    '00000000  3c 73 63 72 69 70 74 3e 61 6c 65 72 74 28 31 29  <script>alert(1)\n' +
      `00000010  00${' '.repeat(45)}  .`,
  );
});

test('what is likely meant', () => {
  expect(likely(payload('[1]'))).toBe('json');
  expect(likely(payload('hello'))).toBe('text');
  expect(likely(payload('{not json'))).toBe('text');
  expect(likely(payload(Uint8Array.of(0xff)))).toBe('hex');
});

test('a preview is short', () => {
  expect(preview(payload('x'.repeat(10_000))).length).toBe(161);
});
