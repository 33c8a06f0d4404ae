// For how long a page answers nobody, as the browser's own recorder has it.
import type { Browser, Page } from '@playwright/test';
import { expect } from './fixtures';

export interface Task {
  /** From its begin to its end, also while the machine did something else. */
  wallMs: number;
  /** How long a processor worked for it. */
  cpuMs: number;
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** In microseconds. */
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

const thread = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;

/** The longest tasks of a page meanwhile, by each clock. */
export async function longestTask(
  browser: Browser,
  page: Page,
  meanwhile: () => Promise<void>,
): Promise<Task> {
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
  await meanwhile();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const mains = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(thread),
  );
  const tasks = trace.traceEvents.filter((event) => event.name === 'RunTask' && mains.has(thread(event)));
  expect(tasks, 'what was recorded').not.toHaveLength(0);
  const longest = (durations: readonly number[]) => Math.round(Math.max(...durations) / 1_000);
  return {
    wallMs: longest(tasks.map(({ dur = 0 }) => dur)),
    cpuMs: longest(tasks.map(({ tdur = 0 }) => tdur)),
  };
}
