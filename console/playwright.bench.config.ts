// What is measured in a browser beside the suite, because it takes minutes to prepare: `make bench-api`.
import { defineConfig } from '@playwright/test';
import suite from './playwright.config';

const { globalSetup: _, ...rest } = suite;

export default defineConfig({
  ...rest,
  testMatch: '**/*.bench.ts',
  workers: 1,
  // Playwright's recorder would be measured too.
  use: { ...rest.use, trace: 'off' },
});
