import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from 'vscode-languageserver-types';
import { textRequest } from '../../../server/src/features/code-actions.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import { createService } from '../../../server/src/service.ts';

const URI = 'file:///a.sentry-permissions.yaml';
const HEAD = 'version: 1\nintegrations:\n  bot:\n    kind: internal-integration\n';

/** The lines of the entry that holds the broad scopes, after the finding of the scope was accepted by its own fix. */
function accepted(lines: string, by?: string, scope = 'org:admin'): string {
  const service = createService({ today: () => parseDay('2026-11-23') ?? 0 });
  const document = TextDocument.create(URI, 'sentry-permissions', 1, HEAD + lines);
  const finding = service
    .findings(document)
    .find(({ rule, at }) => rule === 'broad-scope' && document.getText().startsWith(scope, at.start));
  const [fix] = finding?.fixes(({ accepts }) => accepts === true) ?? [];
  const request = finding && fix && textRequest(document, finding, fix);
  if (!request) throw new Error('The finding can be accepted.');
  expect(request.isSigned).toBe(true);
  const edit = service.fillFix(document, request, 'It renames teams.', by);
  const edits = (edit?.documentChanges ?? []).flatMap((change) => ('edits' in change ? change.edits : []));
  return TextDocument.applyEdits(document, edits as TextEdit[]).slice(HEAD.length);
}

describe('one finding that is accepted', () => {
  it('is signed', () => {
    const lines = '    scopes:\n      - scope: org:admin\n';
    expect(accepted(lines, 'dana@acme.example')).toBe(
      `${lines}        accept:\n          - rule: broad-scope\n            reason: It renames teams.\n            until: 2027-02-21\n            by: dana@acme.example\n`,
    );
  });

  it('is signed beside another exception', () => {
    const lines = '    scopes:\n      - scope: org:admin\n        accept: [{ rule: excess-scope }]\n';
    expect(accepted(lines, 'dana@acme.example')).toBe(
      lines.replace(
        ' }]',
        ' }, { rule: broad-scope, reason: It renames teams., until: 2027-02-21, by: dana@acme.example }]',
      ),
    );
  });

  it('is the one that was meant, of several in a list', () => {
    const lines = '    scopes: [member:admin, org:admin]\n';
    expect(accepted(lines, 'dana@acme.example', 'member:admin')).toBe(
      '    scopes: [{ scope: member:admin, accept: [{ rule: broad-scope, reason: It renames teams., until: 2027-02-21, by: dana@acme.example }] }, org:admin]\n',
    );
  });

  it('is signed by nobody where the client does not say who', () => {
    expect(accepted('    scopes: [org:admin]\n')).not.toContain('by:');
  });
});
