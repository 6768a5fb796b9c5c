/** What a fault of the server says on the log, where text of a manifest may have got into the error. */
import { expect, it } from 'vitest';
import { HoverRequest } from 'vscode-languageserver-protocol/node';
import { startSession, URI } from './session.ts';

const [FIRST, SECOND] = ['7f3a91c04be2d85f6a1907c3e48b2d5f', '0c69e1a3b7d4f82856c0e9a1b3d7f42c'];
const SECRET = FIRST + SECOND;

it.each([
  ['as it is', `sntryi_${SECRET}`],
  ['with an escape', `"sntryi\\x5f${SECRET}"`],
  ['with an escape in the secret part', `"sntryi_${FIRST}\\x30${SECOND.slice(1)}"`],
  ['over two lines', `sntryi_${FIRST}\n    ${SECOND}`],
  ['over two lines of quotes', `"sntryi_${FIRST}\\\n    ${SECOND}"`],
])('no credential that is written %s', async (_how, value) => {
  const session = await startSession({}, undefined, {
    faults: {
      hover: () => {
        throw new Error(`Cannot read "owner: ${value}" here`);
      },
    },
  });
  await session.open('version: 1\nintegrations: {}\n');
  const ask = () =>
    session.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: URI },
      position: { line: 0, character: 0 },
    });
  expect(await ask()).toBeNull();
  // The line in the log of the first request is there before the second one is answered.
  await ask();
  const [line = ''] = session.log;
  expect(line).toContain('hover failed: Error: Cannot read "owner: ');
  expect(line).toContain('•" here'.replace('"', value.endsWith('"') ? '""' : '"'));
  expect(line).not.toContain(FIRST);
  expect(line).not.toContain(SECOND.slice(1));
  await session.end();
});
