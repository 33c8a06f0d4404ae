// A key's or value's bytes as people read them: JSON, text, hex or Base64, and why one of them is not to be had.
import { parse, stringify } from 'lossless-json';
import type { Payload } from '../../api/records';
import { text } from '../../text';

export const FORMATS = ['json', 'text', 'hex', 'base64'] as const;
export type Format = (typeof FORMATS)[number];

export interface Shown {
  /** What it is shown as. */
  format: Format;
  content: string;
  /** Why it is not shown as wanted. */
  problem?: string;
}

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

const hex = (byte: number) => byte.toString(16).padStart(2, '0');
const LINE = 16;

/** As `hexdump -C` shows it. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += LINE) {
    const line = bytes.subarray(at, at + LINE);
    const digits = Array.from(line, hex)
      .join(' ')
      .padEnd(LINE * 3 - 1);
    const characters = Array.from(line, (byte) =>
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.',
    ).join('');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${digits}  ${characters}`);
  }
  return lines.join('\n');
}

/** Why bytes are not UTF-8. */
function noUtf8(bytes: Uint8Array): string | undefined {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let at = 0; at < bytes.length; at += 1) {
    try {
      decoder.decode(bytes.subarray(at, at + 1), { stream: true });
    } catch {
      return text.records.decoding.noUtf8(hex(bytes[at] ?? 0), at);
    }
  }
  return undefined;
}

/** JSON, indented, with all digits of its numbers. */
function json(content: string): string {
  return stringify(parse(content), null, 2) ?? content;
}

/** What a payload is likely meant as. */
export function likely(payload: Payload): Format {
  if (payload.text == null) return 'hex';
  return !payload.truncated && /^\s*[[{]/.test(payload.text) && isJson(payload.text) ? 'json' : 'text';
}

function isJson(content: string): boolean {
  try {
    parse(content);
    return true;
  } catch {
    return false;
  }
}

/** A payload in the wanted format, or in the nearest that there is, and why. */
export function shown(payload: Payload, format: Format): Shown {
  if (format === 'base64') return { format, content: payload.base64 };
  if (format === 'hex') return { format, content: hexDump(bytesOf(payload.base64)) };
  if (payload.text == null) {
    const bytes = bytesOf(payload.base64);
    const problem = noUtf8(bytes);
    return { format: 'hex', content: hexDump(bytes), ...(problem !== undefined && { problem }) };
  }
  if (format === 'text') return { format, content: payload.text };
  if (payload.truncated) return { format: 'text', content: payload.text, problem: text.records.decoding.cut };
  try {
    return { format, content: json(payload.text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { format: 'text', content: payload.text, problem: text.records.decoding.noJson(reason) };
  }
}

/** The most characters of a payload in a row of a table. */
const PREVIEW = 160;

/** All of a payload: as text, or as hex if it is none. */
export function plain({ text, base64 }: Payload): string {
  return text ?? Array.from(bytesOf(base64), hex).join(' ');
}

/** A payload in one line. */
export function preview(payload: Payload): string {
  const all = payload.text ?? Array.from(bytesOf(payload.base64.slice(0, 256)), hex).join(' ');
  return all.length > PREVIEW ? `${all.slice(0, PREVIEW)}…` : all;
}
