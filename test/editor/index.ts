/** Runs the suite in whatever extension host it finds itself. */
import { format } from 'node:util';
import type Mocha from 'mocha';
import * as vscode from 'vscode';
import { useHost, type Host } from './host.ts';

/** Prints the results; rejects where a test has failed, or none has run. */
export async function runSuite(mochaClass: typeof Mocha, host: Host): Promise<void> {
  useHost(host);
  // The driver tells our lines from the workbench's own by their first character.
  mochaClass.reporters.Base.consoleLog = (...words: unknown[]) => {
    console.log(format(...words).replaceAll(/^/gm, '│ '));
  };
  const mocha = new mochaClass({
    ui: 'tdd',
    color: false,
    reporter: 'spec',
    timeout: 60_000,
    slow: 2_000,
    // A busy machine lets the workbench itself come too late for a test now and then. What fails twice fails, and the first time is told.
    retries: 1,
  });
  if (host.wanted) mocha.grep(host.wanted);
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  // In this order: only the first can see the extension asleep.
  await import('./wake-up.test.ts');
  await import('./findings.test.ts');
  await import('./least-scopes.test.ts');
  await import('./reviews.test.ts');
  await import('./reviews-view.test.ts');
  await import('./reviews-keyboard.test.ts');
  await import('./read-only.test.ts');
  await import('./services.test.ts');
  await import('./language.test.ts');
  await import('./typing.test.ts');
  await import('./structure.test.ts');
  await import('./commands.test.ts');
  await import('./pages.test.ts');
  await import('./walk-places.test.ts');
  await import('./documents.test.ts');
  await import('./walkthrough.test.ts');
  await import('./formatting.test.ts');
  await import('./workspace.test.ts');
  await import('./client.test.ts');
  await host.loadMore();
  // In a browser a document is saved a second after an edit, at times only when the next test has written its own.
  await vscode.workspace
    .getConfiguration('files')
    .update('autoSave', 'off', vscode.ConfigurationTarget.Global);
  const counts = await runMocha(mocha);
  console.log(`│ ${String(counts.passed)} passed, ${String(counts.failed)} failed`);
  host.report(counts);
  if (counts.failed > 0 || counts.passed === 0) throw new Error('The suite has failed.');
}

function runMocha(mocha: Mocha): Promise<{ passed: number; failed: number }> {
  return new Promise((resolve) => {
    const runner = mocha.run((failed) => {
      resolve({ passed: runner.stats?.passes ?? 0, failed });
    });
    runner.on('retry', (test: Mocha.Test, error: Error) => {
      console.log(
        `│     ⟳ tried again: ${test.fullTitle()}\n${error.stack ?? error.message}`.replaceAll(
          '\n',
          '\n│       ',
        ),
      );
    });
  });
}
