/** The levels that whoever runs the check insists on: read from a policy file or from single settings. */
import { isExtensionKey } from '../manifest/format.ts';
import type { Manifest } from '../manifest/model.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import { ruleIds } from '../rules/index.ts';
import { syntaxFaults } from '../rules/invalid-yaml.ts';
import { nearest } from '../rules/nearest.ts';
import { LEVELS } from '../rules/rule.ts';
import type { Level } from '../rules/rule.ts';
import { shown } from '../rules/wording.ts';
import { keyText } from '../yaml/node.ts';
import type { Range } from '../yaml/node.ts';
import { lineOf } from './hidden-grants.ts';
import { atLeast } from './levels.ts';
import type { Floors } from './levels.ts';

/** What a setting asks for, or what is wrong with it. */
export type Setting = { readonly floors: Floors } | { readonly problem: string };

/** One setting, such as `missing-owner` and `error`. */
export function readSetting(rule: string, level: string): Setting {
  const ids = ruleIds();
  if (!ids.includes(rule)) return { problem: `There is no rule ${named(rule, ids)}` };
  if (level === '') return { problem: `${rule} has no level here. Give ${CHOICE}.` };
  if (level === 'off')
    return { problem: `${rule} cannot be switched off here: levels can only be raised. Give ${CHOICE}.` };
  const known = LEVELS.find((each) => each === level);
  if (!known) return { problem: `${rule} cannot have the level ${named(level, LEVELS)} Give ${CHOICE}.` };
  return { floors: new Map([[rule, known]]) };
}

/** What is wrong with a policy file; no line where it is wrong with all of it. */
export interface PolicyFault {
  readonly line?: number;
  readonly problem: string;
}

/** A policy file: YAML with a map `rules`, as a manifest has it; or all that is wrong with it, in its order. */
export function readPolicy(
  text: string,
): { readonly floors: Floors } | { readonly faults: readonly PolicyFault[] } {
  const manifest = readManifest(text, { knowsScope: () => false });
  const faults = faultsOf(manifest);
  if (faults.length > 0) return { faults };
  const read = manifest.file.rules.map(({ rule, level, at }) => ({
    at,
    policy: readSetting(rule, level?.text ?? ''),
  }));
  const wrong = read.flatMap(({ at, policy }) =>
    'problem' in policy ? [{ line: lineOf(text, at.start), problem: policy.problem }] : [],
  );
  return wrong.length > 0
    ? { faults: wrong }
    : { floors: together(read.flatMap(({ policy }) => ('floors' in policy ? [policy.floors] : []))) };
}

/** What keeps the text from being a policy, whatever its rules are. */
function faultsOf(manifest: Manifest): PolicyFault[] {
  const { file, text } = manifest;
  const fault = ({ start }: Range, problem: string): PolicyFault => ({ line: lineOf(text, start), problem });
  const syntax = syntaxFaults(manifest);
  if (syntax.length > 0) return syntax.map(({ at, message }) => fault(at, `It is no valid YAML. ${message}`));
  const [further] = file.furtherDocuments;
  if (further)
    return [
      fault(further, 'It holds more than one YAML document, of which only the first would count. Keep one.'),
    ];
  const pairs = file.root?.node?.pairs ?? [];
  const others = pairs
    .filter((pair) => !isOwn(keyText(pair) ?? ''))
    .map((pair) =>
      fault(
        pair.key,
        `It holds the key "${shown(keyText(pair) ?? '')}". A policy has "rules" alone, and x- keys of your own.`,
      ),
    );
  const rules = pairs.find((pair) => keyText(pair) === 'rules');
  if (!rules) return [...others, { problem: `It has no map "rules", such as ${SAMPLE}.` }];
  const twice = file.problems.flatMap((problem) =>
    problem.kind === 'duplicate-key'
      ? [fault(problem.at, `The key "${shown(problem.key)}" stands twice. Keep one.`)]
      : [],
  );
  const isMap = file.rules.length > 0;
  return [
    ...others,
    ...twice,
    ...(isMap ? [] : [fault(rules.key, `Its "rules" is no map of rules to levels, such as ${SAMPLE}.`)]),
  ].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

const SAMPLE = 'rules: { missing-owner: error }';

function isOwn(key: string): boolean {
  return key === 'rules' || isExtensionKey(key);
}

/** All of them at once: of two levels for one rule the graver counts. */
export function together(all: readonly Floors[]): Floors {
  const floors = new Map<string, Level>();
  for (const each of all)
    for (const [rule, level] of each) floors.set(rule, atLeast(level, floors.get(rule)));
  return floors;
}

const CHOICE = 'hint, info, warning or error';

/** The end of a sentence about a word, and what may have been meant by it. */
function named(written: string, words: readonly string[]): string {
  const meant = nearest(written, words);
  return `"${shown(written)}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`;
}
