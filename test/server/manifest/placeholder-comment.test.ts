import { expect, it } from 'vitest';
import { readManifest } from '../../../server/src/manifest/read-manifest.ts';
import { isPlaceholder } from '../../../server/src/rules/weak-text.ts';

/** The owner of an entry that has `written` behind the key. */
function ownerOf(written: string): string | undefined {
  const text = `version: 1\nintegrations:\n  a:\n    owner: ${written}\n`;
  return readManifest(text, { knowsScope: () => false }).integrations[0]?.integration.owner?.text;
}

it.each(['todo', 'TODO', 'tbd', 'FIXME', 'wip', 'tba', 'tbc', 'xxx', 'team', 'todos', 'todo-app', 'ToDo_2'])(
  'takes a comment that is “%s” for a value where it is no placeholder',
  (word) => {
    expect(ownerOf(`#${word}`)).toBe(isPlaceholder(word) ? undefined : `#${word}`);
  },
);

it.each(['#TODO ask Kim', '#TODO: ask Kim', '#todo(kim) ask', '#FIXME, see #12', '#TBD!'])(
  'takes “%s” for a comment',
  (written) => {
    expect(ownerOf(written)).toBeUndefined();
  },
);

it.each(['#todo-app', '#team-shop ask Kim', '#tbdteam', '#wip'])('takes “%s” for a value', (written) => {
  expect(ownerOf(written)).toBe(written);
});
