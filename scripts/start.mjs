/**
 * `npm start`: builds, prints the findings of examples/, then serves VS Code with the packaged extension on a copy
 * of them until Ctrl+C. `--check` ends after the findings; `--port N` serves at a port of one's choice.
 * Sets itself up on a fresh clone.
 */
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { optionsOf } from './lib/options.mjs';
import { at, root } from './lib/paths.mjs';
import { CommandFailed, headline, runMain, runScript } from './lib/run.mjs';
import { setUp } from './setup.mjs';

const { values: options } = optionsOf({
  options: { check: { type: 'boolean', default: false }, port: { type: 'string' } },
});

await runMain(async () => {
  setUp({ editor: false });
  headline('Build');
  runScript('scripts/build.mjs');
  headline('Findings in examples/');
  checkExamples();
  if (!options.check) await serve();
});

/** Prints what the command line finds. The examples show faults on purpose, so that findings are no failure here. */
function checkExamples() {
  const { status } = spawnSync(process.execPath, ['server/dist/cli.js', 'check', 'examples'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0 && status !== 1) throw new CommandFailed(`The check ended with ${String(status)}.`);
}

async function serve() {
  const { installHost } = await import('./editor/install-host.mjs');
  installHost();
  // Only after set-up: these need the packages.
  const { packageFile, packExtension } = await import('./package.mjs');
  const { installExtension, startServer } = await import('./editor/server.mjs');
  headline('Package');
  packExtension();

  headline('VS Code in the browser');
  const temporary = mkdtempSync(join(tmpdir(), 'sentry-permissions-'));
  const [data, extensions, folder] = ['server', 'extensions', 'examples'].map((name) =>
    join(temporary, name),
  );
  if (!data || !extensions || !folder) return;
  const interrupted = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });
  try {
    cpSync(at('examples'), folder, { recursive: true });
    installExtension(at(packageFile), data, extensions);
    const token = randomBytes(16).toString('hex');
    const port = options.port === undefined ? {} : { port: Number(options.port) };
    const server = await startServer({ data, extensions, token, ...port });
    try {
      console.log(`
Open    http://127.0.0.1:${String(server.port)}/?tkn=${token}&folder=${encodeURIComponent(folder)}
Folder  ${folder} (a copy of examples/, deleted at the end)
Stop    Ctrl+C
`);
      await Promise.race([interrupted, server.ended]);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  console.log('Stopped.');
}
