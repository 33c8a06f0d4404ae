// Consumers from outside: kcat with the demo's key, in a group.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Dev } from './stack';

interface Reading {
  group: string;
  topic: string;
  /** What it calls itself. */
  clientId?: string;
}

function command({ bootstrap, ca_file, key_id, api_key }: Dev['demo'], { group, topic, clientId }: Reading) {
  const options = {
    'bootstrap.servers': bootstrap,
    'security.protocol': 'SASL_SSL',
    'sasl.mechanisms': 'PLAIN',
    'sasl.username': key_id,
    'sasl.password': api_key,
    'ssl.ca.location': ca_file,
    'auto.offset.reset': 'earliest',
    ...(clientId && { 'client.id': clientId }),
  };
  const settings = Object.entries(options).flatMap(([name, value]) => ['-X', `${name}=${value}`]);
  return [...settings, '-G', group, topic];
}

/** Reads so many records, commits them, and leaves. */
export function consume(demo: Dev['demo'], reading: Reading, records: number) {
  execFileSync('kcat', ['-q', '-c', String(records), ...command(demo, reading)], { timeout: 60_000 });
}

export interface Consumer {
  /** Has it leave its group and end. */
  stop: () => Promise<void>;
}

/** Goes on reading until it is stopped. */
export function startConsumer(demo: Dev['demo'], reading: Reading): Consumer {
  const child = spawn('kcat', ['-q', ...command(demo, reading)], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  return {
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
