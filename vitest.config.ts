import { defineConfig } from 'vitest/config';

/** Tests that start real processes share the machine's few cores badly, so their files run in turn. */
const inTurn = { fileParallelism: false, testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/architecture.test.ts'],
        },
      },
      { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], ...inTurn } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          ...inTurn,
          testTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'stack',
          include: ['test/stack/**/*.test.ts'],
          ...inTurn,
          testTimeout: 1_800_000,
          hookTimeout: 1_800_000,
        },
      },
    ],
  },
});
