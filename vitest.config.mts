import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  define: { __VERSION__: JSON.stringify('0.0.0-test') },
  resolve: {
    alias: {
      // The real module exists inside VS Code only; each test brings what it needs of it.
      vscode: fileURLToPath(new URL('test/client/no-vscode.ts', import.meta.url)),
      // The form that is bundled: see scripts/lib/one-form.mjs.
      yaml: fileURLToPath(new URL('node_modules/yaml/browser/dist/index.js', import.meta.url)),
    },
  },
  test: {
    setupFiles: ['test/seed.ts'],
    // Property tests take their time on a slow machine.
    testTimeout: 180_000,
    // By default one core is left idle, and the two longest files take as long as all the others.
    maxWorkers: '100%',
    // test/editor runs inside VS Code: see scripts/editor/run-suite.mjs.
    include: ['test/{server,cli,docs,project,client,corpora,fuzz}/**/*.test.ts'],
  },
});
