// The whole service as `make dev` runs it, on ports and in a folder of its own. It stops when its standard
// input closes, so it cannot outlive the suite, however that ends.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = resolve(import.meta.dirname, '../..');
const START_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 20_000;
/** What the service prints last when it is ready. */
const READY = 'Ctrl-C stops everything';

export interface Dev {
  admin: { email: string; password: string };
  demo: {
    org_id: string;
    instance_id: string;
    bootstrap: string;
    ca_file: string;
    key_id: string;
    api_key: string;
    topic: string;
  };
}

export interface Stack {
  /** Where browsers find the console, without a slash at its end. */
  url: string;
  dev: Dev;
  directory: string;
}

export interface RunningStack extends Stack {
  stop: () => Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Ports for its clusters: above those of the other tests, below those the system gives away. */
let next = 0;
function clusterPorts(): string {
  const first = 31_800 + (process.pid % 15) * 60 + (next++ % 2) * 30;
  return `${first}-${first + 29}`;
}

async function stop(child: ChildProcess, directory: string): Promise<void> {
  const ended = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
  child.stdin?.end();
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(killer);
  rmSync(directory, { recursive: true, force: true });
}

export async function startStack(options: readonly string[] = [], basePath = ''): Promise<RunningStack> {
  const programs = resolve(
    ROOT,
    process.env.CARGO_TARGET_DIR ?? 'target',
    process.env.MILLRACE_PROFILE ?? 'debug',
  );
  const directory = mkdtempSync(join(tmpdir(), 'millrace-console-'));
  // For root, Postgres runs as another user, who has to get there.
  chmodSync(directory, 0o711);
  const listen = `127.0.0.1:${await freePort()}`;
  const log = join(directory, 'control-plane.log');
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(
    join(programs, 'millrace-control-plane'),
    [
      ...['dev', '--stop-with-input', '--listen', listen, '--ports', clusterPorts()],
      ...['--directory', directory, '--runtime', join(ROOT, '.millrace/runtime'), ...options],
    ],
    { env, stdio: ['pipe', 'pipe', openSync(log, 'a')] },
  );
  if (!child.stdout) throw new Error('its output is piped');
  const limit = setTimeout(() => child.kill('SIGKILL'), START_LIMIT_MS);
  let ready = false;
  const output: string[] = [];
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    output.push(line);
    if (line.includes(READY)) {
      ready = true;
      break;
    }
  }
  clearTimeout(limit);
  if (!ready) {
    const said = [...output, readFileSync(log, 'utf8')].join('\n');
    await stop(child, directory);
    throw new Error(`the service did not get ready:\n${said}`);
  }
  child.stdout.resume();
  const dev = JSON.parse(readFileSync(join(directory, 'dev.json'), 'utf8')) as Dev;
  return { url: `http://${listen}${basePath}`, dev, directory, stop: () => stop(child, directory) };
}
