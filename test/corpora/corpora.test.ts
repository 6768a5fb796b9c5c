/** Documents that others have written: the YAML test suite, what lies in well-known packages, and what fuzzing has found. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { composePlain } from '../../server/src/yaml/compose-plain.ts';
import { composeByLibrary, countErrors } from '../../server/src/yaml/compose.ts';
import { readYaml } from '../../server/src/yaml/read-yaml.ts';
import { tryBytes } from '../fuzz/bytes.ts';
import { converse, type Conversation } from '../fuzz/protocol.ts';
import { suite } from '../fuzz/suite.ts';
import { tryText } from '../fuzz/yaml.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const corpus = join(root, 'test/corpus');

/** The document wherever a manifest can hold one: as it is, below a key, in an integration, as one of its values. */
function placesOf(yaml: string): string[] {
  const at = (indent: string): string => yaml.replace(/^(?=.)/gm, indent);
  return [
    yaml,
    `version: 1\nx-own:\n${at('  ')}\nintegrations: {}\n`,
    `version: 1\nintegrations:\n${at('  ')}\n`,
    `version: 1\nintegrations:\n  a:\n    kind: service\n  b:\n${at('    ')}\n  c:\n    kind: service\n`,
    `version: 1\nintegrations:\n  a:\n    scopes:\n${at('      ')}\n    purpose: x\n`,
  ];
}

describe('the YAML test suite', () => {
  it('is there in full', () => {
    expect(suite.length).toBeGreaterThan(400);
    expect(suite.filter(({ fail }) => fail).length).toBeGreaterThan(90);
  });

  it('is read by the short way as by the library, node by node, or left to it', () => {
    let short = 0;
    for (const { id, yaml } of suite) {
      for (const text of placesOf(yaml)) {
        const root = composePlain(text);
        if (!root) continue;
        short++;
        expect({ id, text, root, errors: [], furtherDocuments: [] }).toEqual({
          id,
          text,
          ...composeByLibrary(text),
        });
      }
    }
    expect(short).toBeGreaterThan(50);
  });

  it('has its faults found, and no others', () => {
    const missed = suite.filter(({ yaml, fail }) => countErrors(yaml) > 0 !== fail).map(({ id }) => id);
    // A tag that only the second document uses wrongly, which is not read; and a directive that comes twice, which the library takes.
    expect(missed).toEqual(['QLJ7', 'SF5V']);
  });

  it.each(suite)('$id is answered everywhere', async ({ yaml }) => {
    const [alone = '', , , among = ''] = placesOf(yaml);
    await tryText(alone);
    await tryText(among);
  });
});

/** Real files of well-known packages: workflows, lint settings, schemas. */
const REAL = readdirSync(join(root, 'node_modules'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.ya?ml$/.test(path))
  .sort();

describe('YAML files of packages', () => {
  it('are many', () => {
    expect(REAL.length).toBeGreaterThan(20);
  });

  it.each(REAL)('%s is answered everywhere, and read as the library reads it', async (path) => {
    const text = readFileSync(join(root, 'node_modules', path), 'utf8');
    expect(readYaml(text, 'integrations').errors).toEqual([]);
    await tryText(text);
  });
});

describe('the corpus, which holds what fuzzing has found', () => {
  it.each(readdirSync(corpus).sort())('%s does no harm any more', async (name) => {
    const bytes = readFileSync(join(corpus, name));
    if (name.endsWith('.json')) await converse(JSON.parse(bytes.toString()) as Conversation);
    else {
      await tryBytes(bytes);
      await tryText(bytes.toString());
    }
  });
});
