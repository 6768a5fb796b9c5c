/** Where VS Code's extension host enters the suite. */
import { writeFileSync } from 'node:fs';
import { format } from 'node:util';
import Mocha from 'mocha';

export async function run(): Promise<void> {
  // The driver tells our lines from the workbench's own by their first character.
  Mocha.reporters.Base.consoleLog = (...words: unknown[]) => {
    console.log(format(...words).replaceAll(/^/gm, '│ '));
  };
  const mocha = new Mocha({ ui: 'tdd', color: false, reporter: 'spec', timeout: 30_000, slow: 2_000 });
  const wanted = process.env['SENTRY_PERMISSIONS_SUITE_GREP'];
  if (wanted) mocha.grep(wanted);
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  // In this order: only the first can see the extension asleep.
  await import('./wake-up.test.ts');
  await import('./findings.test.ts');
  await import('./reviews.test.ts');
  await import('./language.test.ts');
  await import('./workspace.test.ts');
  await import('./client.test.ts');
  const counts = await runMocha(mocha);
  console.log(`│ ${String(counts.passed)} passed, ${String(counts.failed)} failed`);
  const result = process.env['SENTRY_PERMISSIONS_SUITE_RESULT'];
  if (result) writeFileSync(result, JSON.stringify(counts));
  if (counts.failed > 0 || counts.passed === 0) throw new Error('The suite has failed.');
}

function runMocha(mocha: Mocha): Promise<{ passed: number; failed: number }> {
  return new Promise((resolve) => {
    const runner = mocha.run((failed) => {
      resolve({ passed: runner.stats?.passes ?? 0, failed });
    });
  });
}
