/** Two credentials pasted side by side are both told, hidden and replaced, whatever parts them. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findCredentials } from '../../server/src/catalog/find-credentials.ts';
import { hideCredentials } from '../../server/src/catalog/hide-credentials.ts';
import { placeholderFor } from '../../server/src/catalog/placeholders.ts';
import { parseDay } from '../../server/src/manifest/dates.ts';
import { findingsIn } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/yaml/edits.ts';
import type { TextEdit } from '../../server/src/yaml/text-edit.ts';
import { shownOf } from './support/all-that-is-shown.ts';
import { characters, MADE_UP } from './support/made-up-credentials.ts';

const TODAY = parseDay('2026-11-23') ?? 0;
const ROUNDS = process.env['CI'] ? 5 : 1;
const GAPS = ['', '_', '-', ' ', ','];
/** So much of a secret may be shown nowhere. */
const PIECE = 16;

interface Value {
  readonly text: string;
  readonly secret: string;
}

/** As Sentry may make them one day: known by the prefix and the length alone. */
const newer = (prefix: string): fc.Arbitrary<Value> =>
  characters('ABCDEFGHIJKLMNOPQSUVWXYZ123456789', 52).map((secret) => ({ text: prefix + secret, secret }));
const VALUES = { ...MADE_UP, newer: newer('sntryu_9'), 'newer organization token': newer('sntrys_9') };

/** Two values of each form that there is. */
const FORMS: readonly (readonly Value[])[] = formsOf();

function formsOf(): Value[][] {
  const forms = new Map<string, Value[]>();
  for (const [kind, values] of Object.entries(VALUES)) {
    for (const value of fc.sample(values, 40)) {
      const [word = ''] = value.text.split(/[:=_]/);
      const form = word.startsWith('sntry') && !kind.startsWith('newer') ? word : `${kind} ${word}`;
      if (new Set(value.secret).size >= 10) forms.set(form, [...(forms.get(form) ?? []), value]);
    }
  }
  return [...forms.values()].map((values) => values.slice(0, 2));
}

interface Pair {
  readonly text: string;
  readonly secrets: readonly string[];
}

/** Each form behind each, with each gap or with one that changes from pair to pair. */
function pairs(gapsOf: (i: number, j: number) => readonly string[]): Pair[] {
  return FORMS.flatMap(([first], i) =>
    FORMS.flatMap(([, second], j) =>
      gapsOf(i, j).map((gap) => ({
        text: `${first?.text}${gap}${second?.text}`,
        secrets: [first?.secret ?? '', second?.secret ?? ''],
      })),
    ),
  );
}

function piecesOf(secrets: readonly string[]): Set<string> {
  return new Set(
    secrets.flatMap((secret) =>
      Array.from({ length: secret.length - PIECE + 1 }, (_, at) => secret.slice(at, at + PIECE)),
    ),
  );
}

/** The first piece of a secret in a text. */
function leakIn(text: string, pieces: ReadonlySet<string>): string | undefined {
  for (const [run] of text.matchAll(/[\w+/=-]{16,}/g)) {
    for (let at = 0; at <= run.length - PIECE; at++)
      if (pieces.has(run.slice(at, at + PIECE))) return text.slice(text.indexOf(run)).slice(0, 400);
  }
  return undefined;
}

const PLACES: readonly ((value: string) => string)[] = [
  (value) => value,
  (value) => `storedIn: "${value}"\n`,
  (value) => `storedIn: 'see ${value} for it'\n`,
  (value) => `"x-${value}": 1\n`,
  (value) => `owner: team # ${value}\n`,
  (value) => `purpose: |\n  see\n  ${value}\nowner: team\n`,
  (value) => `purpose: "Kept as\\n${value}\\nsince"\n`,
  (value) => `purpose: >-\n  see ${value}\n  for it\n`,
];

it('has two values of each form', () => {
  expect(FORMS).toHaveLength(13);
  expect(FORMS.every((values) => values.length === 2)).toBe(true);
});

it('leaves nothing of either when all are replaced, or one after the other', () => {
  for (const { text: pair, secrets } of pairs(() => GAPS)) {
    const pieces = piecesOf(secrets);
    for (const place of PLACES) {
      const text = place(pair);
      expect(leakIn(hideCredentials(text), pieces), text).toBeUndefined();
      const edits = editsFor(text);
      const fixed = applyEdits(text, edits);
      expect(leakIn(fixed, pieces), text).toBeUndefined();
      expect(findCredentials(fixed), text).toEqual([]);
      let rest = text;
      for (let times = 0; times < 2; times++) rest = applyEdits(rest, editsFor(rest).slice(0, 1));
      expect(leakIn(rest, pieces), text).toBeUndefined();
    }
  }
});

function editsFor(text: string): TextEdit[] {
  return findCredentials(text).map(({ start, end, kind }) => ({ start, end, newText: placeholderFor(kind) }));
}

const entryOf = ({ text }: Pair, i: number): string => `  "bot-${i} ${text}":
    kind: internal-integration
    owner: team # ${text}
    purpose: |
      Reads the issues, see
      ${text}
    "x-${text}": 1
    credential:
      storedIn: "${text}"
`;

it.each(FORMS.map((_, i) => i))(
  'shows nothing of a value of form %i and one behind it, in a manifest',
  (i) => {
    for (let round = 0; round < ROUNDS; round++) {
      const all = pairs((first, second) => (first === i ? [GAPS[(first + second + round) % 5] ?? ''] : []));
      const text = `version: 1\nintegrations:\n${all.map(entryOf).join('')}`;
      const pieces = piecesOf(all.flatMap(({ secrets }) => secrets));
      const near = text.indexOf('storedIn');
      expect(leakIn(shownOf(text, [text.indexOf('bot-') + 9, near + 12, near + 90]), pieces)).toBeUndefined();

      const edits = findingsIn(text, TODAY)
        .filter(({ rule }) => rule === 'secret-in-manifest')
        .flatMap(({ fixes }) => fixes().flatMap((fix) => fix.edits));
      expect(edits.length).toBe(all.length * 10);
      expect(leakIn(applyEdits(text, edits), pieces)).toBeUndefined();
    }
  },
);
