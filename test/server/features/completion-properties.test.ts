/** What must hold for every completion, wherever it is asked for. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hoverAt } from '../../../server/src/features/hover.ts';
import { analyse } from '../../../server/src/lint/analyse.ts';
import type { Completion } from '../../../server/src/features/completion.ts';
import { CompletionKind } from '../../../server/src/features/completion/proposal.ts';
import type { Range } from '../../../server/src/yaml/node.ts';
import type { Manifest } from '../../../server/src/manifest/model.ts';
import type { MapValue, Value } from '../../../server/src/manifest/value.ts';
import { damaged, damages, EXAMPLE, FAULTY, manifests } from '../support/manifests.ts';
import { applied, completeIn } from './complete.ts';
import { errorCount, read, TODAY } from './cursor.ts';

const BLOCK = `version: 1
organization: acme # ours
review:
  every: 90 days

rules:
  broad-scope: hint

integrations:

  bot:
    kind: internal-integration
    purpose: >-
      Does this
      and that.
    owner: "team"
    credential:
      storedIn: vault://x
      rotated: 2026-01-01

    scopes:
      - scope: "org:read"
        rationale: It needs
          this one.

        accept:
          - rule: broad-scope
            until: 2027-01-31
      - team:read
      -
        scope: event:read
    uses:
      - GET /api/0/organizations/
    reviews:
      - { date: 2026-10-05, by: dana }

  other:
    kind: service
    service: github
    permissions:
    - permission: Contents
      access: read
    features: [suspect-commits]
    accept: []
    reviews:
      - date: 2026-10-05
        by: "dana, and \\"co\\""
        of: 
`;

const FLOW = `version: 1
review: { every: 90 days }
rules: {}
integrations:
  bot: { kind: internal-integration, owner: x, scopes: [ org:read, { scope: team:read, accept: [] } ] }
  other:
    kind: 'oauth-application'
    credential: {
      storedIn: "a, b", # where
      rotated: 2026-01-01,

    }
    scopes: [
      "event:read",
      { scope: project:read, rationale: x }
    ]
    webhooks: [issue, error.created, ]
    reviews: [ ]
    accept: [{ }, ]
  third: { kind: service, service: slack, permissions: [], reviews: [{ date: 2026-01-01, by: 'a, b' }] }
`;

const JSON_TEXT = JSON.stringify(
  {
    version: 1,
    integrations: { bot: { kind: 'personal-token', scopes: ['org:read', { scope: 'team:read' }] } },
  },
  null,
  2,
);

/** Every key and text of a manifest with where it stands in the file. */
function* written(manifest: Manifest): Generator<{ text: string; start: number; end: number }> {
  if (manifest.file.root) yield* ofMap(manifest.file.root, 0);
  for (const { start, integration } of manifest.integrations)
    if (integration.map) yield* ofMap(integration.map, start);
}
function* ofMap(map: MapValue, shift: number): Generator<{ text: string; start: number; end: number }> {
  for (const [text, { keyAt, value }] of map.entries) {
    yield { text, start: keyAt.start + shift, end: keyAt.end + shift };
    if (value) yield* ofValue(value, shift);
  }
}
function* ofValue(value: Value, shift: number): Generator<{ text: string; start: number; end: number }> {
  if (value.type === 'text')
    yield { text: value.text, start: value.at.start + shift, end: value.at.end + shift };
  else if (value.type === 'map') yield* ofMap(value, shift);
  else for (const item of value.items) if (item.value) yield* ofValue(item.value, shift);
}

/** The rules that say that a value or a key is none. */
const WRONG = /^(?:invalid|unknown|retired)-/;

/** Of the hundreds of uses a few of each form that a text can have; all of anything else. */
function sample(completions: readonly Completion[]): Completion[] {
  return completions.filter(
    ({ documentationKey }, index) =>
      documentationKey?.type !== 'use' || index % 150 === 0 || documentationKey.id.endsWith('plugin'),
  );
}

function expectEveryCompletionGood(text: string): number {
  const earlier = analyse(text, TODAY);
  const { manifest } = earlier;
  const before = errorCount(manifest);
  const seen = new Set<string>();
  for (let offset = 0; offset <= text.length; offset++) {
    for (const snippets of [true, false]) {
      for (const completion of sample(completeIn(manifest, offset, snippets))) {
        const { edit, insertText, label } = completion;
        expect(edit.start).toBeLessThanOrEqual(offset);
        expect(edit.end).toBeGreaterThanOrEqual(offset);
        expect(text.slice(edit.start, edit.end)).not.toMatch(/[\r\n]/);
        expect(insertText).not.toContain('\t');
        const after = applied(text, completion).replace('‸', '');
        if (seen.has(`${label} ${after}`)) continue;
        seen.add(`${label} ${after}`);
        const analysis = analyse(after, TODAY, { previous: earlier });
        const result = analysis.manifest;
        const end = edit.start + after.length - (text.length - (edit.end - edit.start));
        const within = ({ start, end: stop }: Range): boolean => stop >= edit.start && start <= end;
        const parts = [...written(result)].filter((part) => part.text === label && within(part));
        const found = parts.length > 0 || completion.kind === CompletionKind.Struct;
        if ((!found && before === 0) || errorCount(result) > before) {
          throw new Error(
            `${label} at ${offset} (${found ? 'more errors' : 'does not read back'}):\n${after}`,
          );
        }
        // A whole entry is of our own making; of a single text only itself is judged, and not what it leaves to be written.
        const places = completion.kind === CompletionKind.Struct ? [{ start: edit.start, end }] : parts;
        const wrong = analysis.findings.find(
          ({ rule, at }) =>
            WRONG.test(rule) && places.some((place) => at.start < place.end && at.end > place.start),
        );
        if (wrong && before === 0)
          throw new Error(`${label} at ${offset} (${wrong.rule}: ${wrong.message}):\n${after}`);
      }
    }
  }
  return seen.size;
}

describe('every completion at every offset', () => {
  it.each([
    ['block style', BLOCK],
    ['block style with CRLF', BLOCK.replaceAll('\n', '\r\n')],
    ['block style without a last line break, with a byte order mark', `\uFEFF${BLOCK.trimEnd()}`],
    ['flow style', FLOW],
    [
      'room for entries',
      BLOCK.replace('\n\n  other:', '\n  \n  other:').replace('integrations:\n', '$&  \n'),
    ],
    ['JSON', JSON_TEXT],
    [
      'half typed',
      BLOCK.replace('uses:', 'us').replace('scope: event:read', 'sco').replace('- team:read', '- te'),
    ],
    ['empty values', BLOCK.replaceAll(/: [\w" -]+$/gm, ':')],
  ])(
    'parses and reads back as what it says: %s',
    (_, text) => {
      expect(expectEveryCompletionGood(text)).toBeGreaterThan(40);
    },
    60_000,
  );
});

describe('damaged manifests', () => {
  const texts = fc
    .tuple(fc.oneof(manifests, fc.constantFrom(EXAMPLE, FAULTY, BLOCK, FLOW)), damages)
    .map(([text, changes]) => damaged(text, changes));

  it('never make hover or completion throw', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 6 }), (text, first) => {
        const { manifest, findings } = analyse(text, TODAY);
        for (let offset = first; offset <= text.length; offset += 7) {
          for (const { edit, insertText, label } of completeIn(manifest, offset, true)) {
            expect(label).not.toBe('');
            expect(edit.start <= offset && offset <= edit.end && edit.end <= text.length).toBe(true);
            expect(text.slice(edit.start, edit.end)).not.toContain('\n');
            expect(insertText).not.toMatch(/\t|undefined/);
          }
          const hover = hoverAt(manifest, offset, { today: TODAY, findings });
          if (!hover) continue;
          expect(
            hover.range.start <= offset && offset <= hover.range.end && hover.range.end <= text.length,
          ).toBe(true);
          const outsideCode = hover.markdown.replace(/(`+)(?!`).*?(?<!`)\1(?!`)/g, '');
          expect(outsideCode).not.toMatch(/undefined|NaN|\[object|(?<!\\)</);
        }
      }),
      { numRuns: Math.ceil(Number(process.env['MUTATIONS'] ?? 20_000) / 80) },
    );
  }, 600_000);

  it('nor do offsets outside of the text', () => {
    const manifest = read(BLOCK);
    for (const offset of [-1, BLOCK.length + 1, 1e9]) {
      expect(() => completeIn(manifest, offset, true)).not.toThrow();
      expect(hoverAt(manifest, offset, { today: TODAY })).toBeUndefined();
    }
  });
});
