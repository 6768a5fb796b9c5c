import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flagsFor } from '../../../server/src/lsp/engine.ts';

const lengths = fc.array(fc.nat(2_000_000), { maxLength: 300 });

describe('the flags of the engine', () => {
  it('are known to it, all of them at once, and change nothing but its ways', () => {
    const flags = [
      flagsFor([]),
      flagsFor([10_000], true),
      flagsFor([400_000]),
      flagsFor([600_000]),
      flagsFor([]),
    ].flat();
    const script = `for (const flag of ${JSON.stringify(flags)}) require('node:v8').setFlagsFromString(flag); console.log(6 * 7)`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--eval', script], { encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: '42\n', stderr: '' });
  });

  it('say the same settings whatever is open, so that each is taken back', () => {
    const settings = (flags: readonly string[]): string[] =>
      flags.map((flag) => flag.replace('--no-', '--').replace(/=.*/, ''));
    fc.assert(
      fc.property(lengths, fc.boolean(), (some, isEdited) => {
        expect(settings(flagsFor(some, isEdited))).toEqual(settings(flagsFor([])));
      }),
    );
  });

  it('keep the heap tight while something small is edited, and only then', () => {
    const isTight = (some: readonly number[], isEdited: boolean): boolean =>
      flagsFor(some, isEdited).includes('--optimize-for-size');
    expect(isTight([], false)).toBe(false);
    expect(isTight([100_000], false)).toBe(false);
    expect(isTight([100_000], true)).toBe(true);
    expect(isTight([400_000], true)).toBe(false);
  });

  it('give the heap room while a large text is read, and only until it is edited', () => {
    const isWide = (some: readonly number[], isEdited: boolean): boolean =>
      flagsFor(some, isEdited).includes('--heap-growing-percent=170');
    expect(isWide([600_000], false)).toBe(true);
    expect(isWide([600_000], true)).toBe(false);
    const many = Array.from({ length: 200 }, () => 20_000);
    expect(isWide(many, false)).toBe(false);
  });

  it('optimize for one large text as for many small ones', () => {
    const has = (some: readonly number[], flag: string): boolean => flagsFor(some).includes(flag);
    expect(has([100_000], '--opt')).toBe(false);
    expect(has([400_000], '--opt')).toBe(true);
    expect(
      has(
        Array.from({ length: 200 }, () => 20_000),
        '--opt',
      ),
    ).toBe(true);
  });
});
