import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import { createService } from '../../../server/src/service.ts';
import { PLAIN_CLIENT } from '../support/plain-client.ts';

it('no completion takes what stands on other lines, also where CR alone ends them', () => {
  const text =
    'version: 1\rintegrations:\r  bot:\r    kind: internal-integration\r    scopes:\r      - scope: event:read\r';
  const service = createService({ today: () => parseDay('2026-11-23') ?? 0 });
  const document = TextDocument.create('file:///a/sentry-permissions.yaml', 'yaml', 1, text);
  for (let offset = 0; offset <= text.length; offset++) {
    const { items } = service.completions(document, document.positionAt(offset), PLAIN_CLIENT);
    const ranges = items.flatMap(({ textEdit }) => (textEdit && 'range' in textEdit ? [textEdit.range] : []));
    expect(ranges.filter(({ start, end }) => start.line !== end.line)).toEqual([]);
  }
});
