import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Uri } from 'vscode';
import { patternsSetting, switchSetting, textSetting } from '../../client/src/settings.ts';

const code = vi.hoisted((): { value: unknown } => ({ value: undefined }));
vi.mock('vscode', () => ({ workspace: { getConfiguration: () => ({ get: () => code.value }) } }));

const scope = {} as Uri;

beforeEach(() => {
  code.value = undefined;
});

describe('a setting', () => {
  it('is taken as it is meant', () => {
    code.value = ' dana@acme.example ';
    expect(textSetting('name', scope)).toBe('dana@acme.example');
    code.value = false;
    expect(switchSetting('name', true)).toBe(false);
    code.value = { '**/old': true, '**/new': false, '**/some': { when: '$(basename).ts' } };
    expect(patternsSetting('name', scope)).toEqual(['**/old']);
  });

  it.each([42, null, undefined, {}, []])('of another type counts as not set: %j', (value) => {
    code.value = value;
    expect(textSetting('name', scope)).toBe('');
    expect(switchSetting('name', true)).toBe(true);
    expect(switchSetting('name', false)).toBe(false);
    expect(patternsSetting('name', scope)).toEqual([]);
  });
});
