// Starts the service once for all tests, fills it, and stops it in the end.
import { startStack } from './stack';
import { createWorld } from './world';

/** Workers inherit the environment: how they learn what was started. */
export const WORLD = 'MILLRACE_CONSOLE_WORLD';

export default async function setup(): Promise<() => Promise<void>> {
  const stack = await startStack();
  try {
    process.env[WORLD] = JSON.stringify(await createWorld(stack));
  } catch (error) {
    await stack.stop();
    throw error;
  }
  return stack.stop;
}
