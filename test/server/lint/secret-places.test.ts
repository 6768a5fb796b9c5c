import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecretPlaces, secretPlacesOfText } from '../../../server/src/lint/secret-places.ts';
import type { Answer, SecretPlace, SecretPlaces } from '../../../server/src/lint/secret-places.ts';
import { readManifest } from '../../../server/src/manifest/read-manifest.ts';

/** More than are told of at once. */
const FILES = Array.from({ length: 16 }, (_, number) => String.fromCodePoint(97 + number));

function textOf(entries: readonly (readonly [name: string, id: string, place: string])[]): string {
  return [
    'version: 1',
    'integrations:',
    ...entries.map(
      ([name, id, place]) =>
        `  ${name}: { kind: internal-integration${id && `, id: ${id}`}, credential: { storedIn: "vault://kv/${place}" } }`,
    ),
    '',
  ].join('\n');
}

/** Few of everything, so that much is shared. */
const texts = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom('x', 'y', 'z'), fc.constantFrom('', '1', '2'), fc.constantFrom('p', 'q')),
    {
      maxLength: 3,
      selector: ([name]) => name,
    },
  )
  .map(textOf);

function said(answer: Answer | undefined): string {
  return JSON.stringify([...(answer?.elsewhere ?? [])]);
}

/** What an index says that was made of these files at once. */
function fresh(held: ReadonlyMap<string, string>): SecretPlaces {
  const index = createSecretPlaces();
  for (const [file, text] of held) index.take(file, file, secretPlacesOfText(text));
  return index;
}

describe('an index of places of secrets', () => {
  it('answers after any changes as one that was made anew, and names the files that are told something else', () => {
    const step = fc.record({
      file: fc.constantFrom(...FILES),
      how: fc.constantFrom('take', 'read', 'settle', 'drop'),
      text: texts,
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
        const index = createSecretPlaces();
        const held = new Map<string, string>();
        const told = new Map(FILES.map((file) => [file, index.answer(file)]));
        for (const { file, how, text } of steps) {
          if (how === 'settle') {
            index.settle(file);
            continue;
          }
          const changed =
            how === 'drop'
              ? index.drop(file)
              : how === 'take'
                ? index.take(file, file, secretPlacesOfText(text))
                : index.read(file, file, readManifest(text, { knowsScope: () => true }));
          if (how === 'drop') held.delete(file);
          else held.set(file, text);
          const anew = fresh(held);
          for (const one of FILES) {
            const answer = index.answer(one);
            const before = told.get(one);
            expect(said(answer)).toBe(said(anew.answer(one)));
            const isSame = said(answer) === said(before);
            expect(answer.key === before?.key).toBe(isSame);
            if (one !== file) expect(changed.includes(one)).toBe(!isSame);
            told.set(one, answer);
          }
        }
      }),
    );
  });

  it('tells copies of a file of the few that are another integration, however many copies there are', () => {
    const index = createSecretPlaces();
    const copy = placesOf('copied');
    for (let number = 0; number < 300; number++) index.take(`copy-${String(number)}`, 'copy', copy);
    expect(index.answer('copy-7').elsewhere.size).toBe(0);
    const told = index.take('other', 'other', placesOf('another'));
    expect(told).toEqual(['copy-7']);
    expect(index.answer('copy-8').elsewhere.get('vault://kv/p')).toMatchObject([{ integration: 'another' }]);
    expect(index.answer('other').elsewhere.get('vault://kv/p')).toHaveLength(10);
  });

  function placesOf(name: string): SecretPlace[] {
    return secretPlacesOfText(textOf([[name, '', 'p']]));
  }
});
