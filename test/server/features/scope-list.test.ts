import { expect, it } from 'vitest';
import { scopeList } from '../../../server/src/features/scope-list.ts';
import { scopeMarkdown } from '../../../server/src/features/hover/scope-text.ts';
import { allScopes } from '../../../server/src/catalog/scopes.ts';

it('lists each scope with what a hover says of it', () => {
  const list = scopeList();
  expect(list.map(({ name }) => name)).toEqual(allScopes().map(({ name }) => name));
  for (const { name, note, detail, documentation } of list) {
    expect(documentation).toBe(scopeMarkdown(name));
    expect(note).toMatch(/^sensitivity [1-5] of 5$/);
    expect(detail).not.toBe('');
  }
});
