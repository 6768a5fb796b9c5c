/** The levels that whoever runs the check insists on: read from a policy file or from single settings. */
import { readManifest } from '../manifest/read-manifest.ts';
import { isExtensionKey } from '../manifest/format.ts';
import { ruleIds } from '../rules/index.ts';
import { nearest } from '../rules/nearest.ts';
import { LEVELS } from '../rules/rule.ts';
import type { Level } from '../rules/rule.ts';
import { shown } from '../rules/wording.ts';
import { keyText } from '../yaml/node.ts';
import { atLeast } from './levels.ts';
import type { Floors } from './levels.ts';

export type Policy = { readonly floors: Floors } | { readonly problem: string };

/** One setting, such as `missing-owner` and `error`. */
export function readSetting(rule: string, level: string): Policy {
  const ids = ruleIds();
  if (!ids.includes(rule)) return { problem: `There is no rule ${named(rule, ids)}` };
  if (level === '') return { problem: `${rule} has no level here. Give ${CHOICE}.` };
  if (level === 'off')
    return { problem: `${rule} cannot be switched off here: levels can only be raised. Give ${CHOICE}.` };
  const known = LEVELS.find((each) => each === level);
  if (!known) return { problem: `${rule} cannot have the level ${named(level, LEVELS)} Give ${CHOICE}.` };
  return { floors: new Map([[rule, known]]) };
}

/** A policy file: YAML with a map `rules`, as a manifest has it. */
export function readPolicy(text: string): Policy {
  const { file } = readManifest(text, { knowsScope: () => false });
  const [error] = file.errors;
  if (error) return { problem: 'It is no valid YAML.' };
  if (file.furtherDocuments.length > 0)
    return {
      problem: 'It holds more than one YAML document, of which only the first would count. Keep one.',
    };
  const keys = (file.root?.node?.pairs ?? []).map((pair) => keyText(pair) ?? '');
  if (!keys.includes('rules'))
    return { problem: 'It has no map "rules", such as rules: { missing-owner: error }.' };
  const other = keys.find((key) => key !== 'rules' && !isExtensionKey(key));
  if (other !== undefined)
    return {
      problem: `It holds the key "${shown(other)}". A policy has "rules" alone, and x- keys of your own.`,
    };
  if (file.rules.length === 0 || file.problems.some(({ kind }) => kind === 'duplicate-key'))
    return {
      problem:
        'Its "rules" is no map of rules to levels, each once, such as rules: { missing-owner: error }.',
    };
  const read = file.rules.map(({ rule, level }) => readSetting(rule, level?.text ?? ''));
  return together(read);
}

/** All of them at once: of two levels for one rule the graver counts, and one problem is enough. */
export function together(policies: readonly Policy[]): Policy {
  const floors = new Map<string, Level>();
  for (const policy of policies) {
    if ('problem' in policy) return policy;
    for (const [rule, level] of policy.floors) floors.set(rule, atLeast(level, floors.get(rule)));
  }
  return { floors };
}

const CHOICE = 'hint, info, warning or error';

/** The end of a sentence about a word, and what may have been meant by it. */
function named(written: string, words: readonly string[]): string {
  const meant = nearest(written, words);
  return `"${shown(written)}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`;
}
