import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Outcome } from '../../server/src/cli/check-file.ts';
import { inOrder } from '../../server/src/cli/check.ts';
import { createService, parseDay } from '../../server/src/service.ts';
import { damaged, damages, FAULTY, manifests } from '../server/support/manifests.ts';
import { checkJson, TODAY } from './support.ts';

const failing = (path: string): Outcome => ({ path, message: 'no' });

describe('many files', () => {
  it('come out in their order, however they end, and few are under way at a time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.nat({ max: 20 }), fc.nat({ max: 5 }), async (s, count, ahead) => {
        const paths = Array.from({ length: count }, (_, n) => String(n));
        let [underWay, most] = [0, 0];
        const check = async (path: string): Promise<Outcome> => {
          most = Math.max(most, ++underWay);
          await s.schedule(Promise.resolve());
          underWay--;
          return failing(path);
        };
        const seen: string[] = [];
        const all = (async () => {
          for await (const outcome of inOrder(paths, check, ahead)) {
            if ('path' in outcome) seen.push(outcome.path);
          }
        })();
        await s.waitFor(all);
        expect(seen).toEqual(paths);
        expect(most).toBeLessThanOrEqual(ahead + 1);
      }),
    );
  });

  it('end with the first that fails as nothing should', async () => {
    const check = (path: string): Promise<Outcome> =>
      path === '2' ? Promise.reject(new Error('broken')) : Promise.resolve(failing(path));
    const seen: Outcome[] = [];
    await expect(async () => {
      for await (const outcome of inOrder(['1', '2', '3'], check, 5)) seen.push(outcome);
    }).rejects.toThrow('broken');
    expect(seen).toEqual([failing('1')]);
  });
});

describe('the command line', () => {
  const LEVELS = ['', 'error', 'warning', 'info', 'hint'];
  const client = {
    commands: new Set<string>(),
    snippets: false,
    snippetEdits: false,
    documentationBase: undefined,
    documentationEnd: '',
  };

  it('finds what the language server shows', { timeout: 120_000 }, async () => {
    const service = createService({ today: () => parseDay(TODAY)! });
    await fc.assert(
      fc.asyncProperty(fc.oneof(manifests, fc.constant(FAULTY)), damages, async (base, changes) => {
        const text = damaged(base, changes)
          .replaceAll('\0', '')
          .replace(/^\uFEFF/, '')
          .replace(/\p{Cs}/gu, '?');
        const document = TextDocument.create('file:///a.yaml', 'sentry-permissions', 1, text);
        const shown = service.checkFile(document, client).diagnostics.map((diagnostic) => ({
          rule: diagnostic.code,
          level: LEVELS[diagnostic.severity!],
          message: diagnostic.message,
          start: diagnostic.range.start,
        }));
        const { files } = await checkJson({ 'a.yaml': text });
        const found = files[0]!.findings
          .filter(({ accepted }) => !accepted)
          .map(({ rule, level, message, range: { start } }) => ({
            rule,
            level,
            message,
            start: { line: start.line - 1, character: start.column - 1 },
          }));
        expect(found).toEqual(shown);
      }),
      { numRuns: 60 },
    );
  });
});
