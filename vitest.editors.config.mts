import { defineConfig } from 'vitest/config';

/** The tests in other editors: see scripts/editor/other-editors.mjs. */
export default defineConfig({
  test: { include: ['test/editors/**/*.test.ts'], testTimeout: 60_000, fileParallelism: false },
});
