/** The three kinds of test: unit (beside the code, seconds), integration (real components), browser (real screens). */
import { defineConfig } from 'vitest/config';

const never = ['**/node_modules/**', '**/.next/**', 'data/**'];
const integration = ['tests/**/*.integration.test.ts'];
const browser = ['tests/**/*.browser.test.ts'];

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    // Two cores: more workers only make each other late.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...never, ...integration, ...browser],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: integration,
          exclude: never,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Each starts engines of its own; one after the other keeps their timings honest.
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: browser,
          exclude: never,
          testTimeout: 90_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
