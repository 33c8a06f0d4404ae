// Starts the service once for all tests, fills it, and stops it in the end.
import { startStack } from './stack';
import { createWorld } from './world';

/** Workers inherit the environment: how they learn what was started. */
export const WORLD = 'MILLRACE_CONSOLE_WORLD';

/** Has the whole suite run below a path. */
const BASE_PATH = 'MILLRACE_CONSOLE_BASE_PATH';

export default async function setup(): Promise<() => Promise<void>> {
  const basePath = process.env[BASE_PATH] ?? '';
  const stack = await startStack(basePath ? ['--base-path', basePath] : [], basePath);
  try {
    process.env[WORLD] = JSON.stringify(await createWorld(stack));
  } catch (error) {
    await stack.stop();
    throw error;
  }
  return stack.stop;
}
