// A Kafka client as people use one: kcat with a file of settings.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LIMIT_MS = 60_000;

export interface Access {
  bootstrap: string;
  ca_file: string;
  key_id: string;
  api_key: string;
}

/** Runs kcat in a folder; fails with what it says. */
export async function kcat(args: readonly string[], directory = '.'): Promise<string> {
  const { stdout } = await run('kcat', [...args], { cwd: directory, timeout: LIMIT_MS });
  return stdout;
}

/** What kcat needs to know to sign in so. */
export function settings({ bootstrap, ca_file, key_id, api_key }: Access): string[] {
  const options = {
    'bootstrap.servers': bootstrap,
    'security.protocol': 'SASL_SSL',
    'sasl.mechanisms': 'PLAIN',
    'sasl.username': key_id,
    'sasl.password': api_key,
    'ssl.ca.location': ca_file,
    'auto.offset.reset': 'earliest',
  };
  return Object.entries(options).flatMap(([name, value]) => ['-X', `${name}=${value}`]);
}
