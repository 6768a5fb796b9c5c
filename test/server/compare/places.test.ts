/** The line that says what widened. */
import { expect, it } from 'vitest';
import { bot, compare, file, only } from './support.ts';

it('is told in a manifest of any length', () => {
  const entries = (scope: string): string =>
    Array.from({ length: 700 }, (_, i) => bot([i === 650 ? scope : 'org:read'], '', `bot-${String(i)}`)).join(
      '',
    );
  const head = file(entries('team:write'));
  const [change] = compare(file(entries('team:read')), head).integrations;
  const at = (text: string): number => head.slice(0, head.indexOf(text)).split('\n').length;
  expect(change).toMatchObject({ line: at('bot-650:'), widened: [{ line: at('team:write') }] });
});

it('counts any line end, and a mark in front', () => {
  const [base, head] = [bot(['org:read']), bot(['org:read', 'team:read'])].map(
    (entry) => `\uFEFF${file(entry).replaceAll('\n', '\r\n')}`,
  );
  expect(compare(base, head).integrations).toMatchObject([{ line: 5, widened: [{ line: 9 }] }]);
});

it('is that of the grant that has not ended, with what is said there', () => {
  const ended = '    scopes:\n      - { scope: org:read, until: 2020-01-01, rationale: Once it read them }\n';
  const [was, is] = ['', '      - org:read\n'].map((more) =>
    bot([]).replace('    scopes: []\n', ended + more),
  );
  expect(only(was!, is!).widened).toMatchObject([{ line: 11, rationale: 'missing' }]);
});
