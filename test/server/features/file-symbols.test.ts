/** The names in a file, of which nothing else is kept. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createService } from '../../../server/src/service.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const REST = `# ${'x'.repeat(200)}\n`.repeat(1000);

it('are kept without the text around them', () => {
  const service = createService({ today: () => 20_780 });
  const symbolsOf = (i: number): unknown => {
    // Read from bytes, as a file is: what is put together from parts may be kept in parts.
    const bytes = Buffer.from(
      `version: 1\norganization: the-whole-company\nintegrations:\n  a-bot-with-a-name-${i}: {}\n${REST}`,
    );
    return service.fileSymbols(TextDocument.create(`file:///${i}.yaml`, 'x', 0, bytes.toString()));
  };
  // The first ones fill what the service keeps of any file.
  const before = Array.from({ length: 10 }, (_, i) => symbolsOf(i));
  collect();
  const { heapUsed } = process.memoryUsage();
  const kept = Array.from({ length: 50 }, (_, i) => symbolsOf(i));
  collect();
  expect(process.memoryUsage().heapUsed - heapUsed).toBeLessThan(10 * REST.length);
  expect([before.length, kept.length]).toEqual([10, 50]);
});
