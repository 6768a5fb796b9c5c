import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { at } from '../../scripts/lib/paths.mjs';

/** What a script with these options ends with and prints, given some arguments. */
function given(options: object, ...args: string[]): readonly [number | null, string] {
  const script = `
    const { optionsOf } = await import(${JSON.stringify(pathToFileURL(at('scripts/lib/options.mjs')).href)});
    console.log(JSON.stringify(optionsOf(${JSON.stringify({ options })}).values));`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', script, '--', ...args],
    { encoding: 'utf8' },
  );
  return [status, (stdout + stderr).trim()];
}

it('are read, and what a script does not take ends it with one line', () => {
  const options = { quick: { type: 'boolean', default: false }, sizes: { type: 'string' } };
  expect(given(options, '--sizes', '10')).toEqual([0, '{"sizes":"10","quick":false}']);
  expect(given(options, '--help')).toEqual([2, "✗ Unknown option '--help'. Known are: --quick, --sizes …."]);
  expect(given({}, '--help')).toEqual([2, "✗ Unknown option '--help'. There are no options."]);
  expect(given({}, 'folder')).toEqual([2, expect.stringMatching(/^✗ Unexpected argument 'folder'/)]);
});
