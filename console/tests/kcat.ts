// A Kafka client from outside, as somebody runs it in a terminal: kcat.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Where to, and who. */
export interface Access {
  bootstrap: string;
  ca_file: string;
  key_id: string;
  api_key: string;
}

/** What it is configured with: names and values as in its file of settings. */
export type Settings = Readonly<Record<string, string>>;

/** What a key takes. */
export function settingsOf({ bootstrap, ca_file, key_id, api_key }: Access): Settings {
  return {
    'bootstrap.servers': bootstrap,
    'security.protocol': 'SASL_SSL',
    'sasl.mechanisms': 'PLAIN',
    'sasl.username': key_id,
    'sasl.password': api_key,
    'ssl.ca.location': ca_file,
  };
}

export class Kcat {
  private output = '';
  /** Called when there is more output, or no more. */
  private wake: () => void = () => undefined;

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
        this.wake();
      });
    }
    child.on('close', () => this.wake());
    // It may end before it has read all that it is to write.
    child.stdin.on('error', () => undefined);
  }

  /** Starts it in a folder, where it finds the files that its arguments name. */
  static start(args: readonly string[], settings: Settings = {}, cwd?: string): Kcat {
    const given = Object.entries(settings).flatMap(([name, value]) => ['-X', `${name}=${value}`]);
    return new Kcat(spawn('kcat', [...given, ...args], { ...(cwd !== undefined && { cwd }) }));
  }

  /** Runs it to its end, which has to be a good one. */
  static async run(args: readonly string[], settings: Settings = {}, cwd?: string): Promise<string> {
    const kcat = Kcat.start(args, settings, cwd);
    kcat.end();
    await kcat.closed();
    if (kcat.child.exitCode !== 0) throw new Error(`kcat ${args.join(' ')}: ${kcat.output}`);
    return kcat.output;
  }

  /** Gives it something to write. */
  write(text: string) {
    this.child.stdin.write(text);
  }

  /** There is nothing more to write. */
  end() {
    this.child.stdin.end();
  }

  /** Waits until it says something. */
  async says(what: RegExp): Promise<void> {
    while (!what.test(this.output)) {
      if (this.ended) throw new Error(`kcat never said ${what}, but: ${this.output}`);
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** Ends it, as closing its terminal does. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.closed();
  }

  async closed(): Promise<void> {
    if (!this.ended) await once(this.child, 'close');
  }

  private get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }
}

/** Reads so many records in a group, from the first one on, commits them, and leaves. */
export function consume(access: Access, group: string, topic: string, records: number): Promise<string> {
  const settings = { ...settingsOf(access), 'auto.offset.reset': 'earliest' };
  return Kcat.run(['-q', '-c', String(records), '-G', group, topic], settings);
}
