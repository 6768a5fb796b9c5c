import { describe, expect, it, vi } from 'vitest';
import { whyPage, type FileFault, type WhyFacts } from '../../client/src/why-checked-page.ts';
import type { Checked } from '../../server/src/protocol.ts';

vi.mock('vscode', () => import('./l10n.ts'));

const CHECKED: Checked = {
  open: 3,
  accepted: 1,
  integrations: 2,
  foreignVersion: false,
  tooLarge: false,
  syntaxErrors: false,
  rulesOff: [],
  ownKeys: [],
};
const FACTS: WhyFacts = {
  path: 'shop/sentry-permissions.yaml',
  isCheckedWhileClosed: true,
  languageId: 'sentry-permissions',
  scheme: 'file',
  isManifest: true,
  isOtherSide: false,
  server: 'running',
  checked: CHECKED,
};
const page = (facts: Partial<WhyFacts>): string => whyPage({ ...FACTS, ...facts });
const verdict = (facts: Partial<WhyFacts>): string => page(facts).split('\n')[0] ?? '';

describe('whyPage', () => {
  it('says that a file is checked, and what came of it', () => {
    expect(verdict({})).toBe('# This file is checked');
    expect(page({})).toContain('Integrations: 2. Open findings: 3, accepted ones: 1.');
    expect(page({})).not.toContain('**');
  });

  it.each<[string, Partial<WhyFacts>, RegExp]>([
    ['another name and language', { isManifest: false, checked: undefined }, /no manifest by its language/],
    ['the other side of a comparison', { isOtherSide: true, checked: CHECKED }, /cannot be changed/],
    ['a stopped server', { server: 'stopped', checked: undefined }, /has stopped/],
    ['a starting server', { server: 'starting', checked: undefined }, /still starting/],
    ['a server that does not know it', { checked: null }, /does not know the file/],
    ['its size', { checked: { ...CHECKED, tooLarge: true } }, /20 million/],
    ['another version', { checked: { ...CHECKED, foreignVersion: true } }, /version: 1/],
  ])('names what keeps it from being checked: %s', (_what, facts, reason) => {
    expect(page(facts)).toMatch(reason);
    expect(verdict(facts)).toBe('# This file is not checked');
  });

  it.each<[FileFault, RegExp]>([
    ['missing', /There is no such file any more/],
    ['folder', /It is a folder/],
    ['too-large', /more than 20 MB/],
    [
      { reason: 'EACCES: [x](command:evil)' },
      /cannot be checked as it lies there: ` EACCES: \[x\]\(command:evil\) `/,
    ],
  ])('names what is wrong with a file that is not open: %j', (fault, reason) => {
    const facts = { fault, languageId: undefined, checked: undefined };
    expect(verdict(facts)).toBe('# This file is not checked');
    expect(page(facts)).toMatch(reason);
    expect(page(facts)).not.toMatch(/does not know|Language:/);
  });

  it('is honest about a file that is checked only where it is open, or only where it is not', () => {
    expect(verdict({ fault: { reason: 'it is not UTF-8 text.' } })).toBe('# This file is checked in part');
    const noText = { fault: 'no-text', languageId: undefined, checked: undefined } as const;
    expect(verdict(noText)).toBe('# This file is checked in part');
    expect(page(noText)).toMatch(/cannot open it as text/);
    // Nobody reads it then.
    expect(verdict({ ...noText, server: 'stopped' })).toBe('# This file is not checked');
    expect(page({ ...noText, server: 'stopped' })).toMatch(/cannot open it as text[^]*server has stopped/);
    expect(verdict({ ...noText, isManifest: false })).toBe('# This file is not checked');
  });

  it('is honest about a part: syntax errors, rules that are off, keys of its own', () => {
    const checked = { ...CHECKED, syntaxErrors: true, rulesOff: ['broad-scope'], ownKeys: ['bot: x-cost'] };
    expect(verdict({ checked })).toBe('# This file is checked in part');
    expect(page({ checked })).toMatch(/Rules that the file turns off: ` broad-scope `/);
    expect(page({ checked })).toMatch(/credentials and broken YAML alone: ` bot: x-cost `/);
  });

  it('says where the file is, and that it is checked only while it is open', () => {
    expect(page({})).toContain('File: ` shop/sentry-permissions.yaml `');
    expect(page({})).not.toMatch(/only while it is open/);
    expect(page({ isCheckedWhileClosed: false })).toMatch(/only while it is open.*files\.exclude/);
    expect(verdict({ isCheckedWhileClosed: false })).toBe('# This file is checked');
    expect(page({ isCheckedWhileClosed: false, scheme: 'untitled' })).not.toMatch(/only while it is open/);
  });

  it('shows names from outside as nothing but text', () => {
    const hostile = 'a`` [x](command:evil)\n# <img src=x> \u202E.yaml';
    const text = page({ path: hostile, checked: { ...CHECKED, ownKeys: [hostile] } });
    expect(text).toContain('``` a`` [x](command:evil) # <img src=x> .yaml ```');
    expect(text).not.toMatch(/^# </m);
    expect(text).not.toContain('\u202E');
  });
});
