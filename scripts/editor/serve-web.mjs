/** Stands where the program of @vscode/test-web would: only its library serves a test suite and opens no browser of its own. */
import { pathToFileURL } from 'node:url';
import { webHost } from './install-web-host.mjs';

/** @typedef {{open: (options: object) => Promise<unknown>}} TestWeb */
/** @type {unknown} */
const module = await import(pathToFileURL(webHost.module).href);
await /** @type {TestWeb} */ (module).open({
  browserType: 'none',
  quality: 'stable',
  commit: webHost.commit,
  testRunnerDataDir: webHost.builds,
  host: 'localhost',
  .../** @type {object} */ (JSON.parse(process.argv[2] ?? '{}')),
});
