import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { textRequest } from '../../../server/src/features/code-actions.ts';
import { parseDay } from '../../../server/src/manifest/dates.ts';
import { createService } from '../../../server/src/service.ts';

const HEAD = 'version: 1\nintegrations:\n  bot:\n';

describe('a fix that asks finds its edit again although two findings of its rule begin at its place', () => {
  it.each([
    ['a service without its keys', '    kind: service\n'],
    ['a review of notes alone', '    kind: internal-integration\n    reviews:\n      - notes: Looked at.\n'],
    [
      'an exception of a day alone',
      '    kind: internal-integration\n    scopes:\n      - scope: org:admin\n        accept:\n          - until: 2027-01-01\n',
    ],
  ])('%s', (_, lines) => {
    const service = createService({ today: () => parseDay('2026-11-23') ?? 0 });
    const document = TextDocument.create('file:///a/sentry-permissions.yaml', 'yaml', 1, HEAD + lines);
    const findings = service.findings(document);
    const starts = findings.map(({ rule, at }) => `${rule} ${String(at.start)}`);
    expect(new Set(starts).size).toBeLessThan(starts.length);
    const requests = findings.flatMap((finding) =>
      finding.fixes().flatMap((fix) => textRequest(document, finding, fix) ?? []),
    );
    const lost = requests.filter((request) => !service.fillFix(document, request, 'x'));
    expect(requests.length).toBeGreaterThan(0);
    expect(lost.map(({ fix }) => fix.title)).toEqual([]);
  });
});
