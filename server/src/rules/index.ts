/** The rules as a list. */
import * as list from './list.ts';
import type { Group, Rule } from './rule.ts';

/** Groups in the order in which documents and findings at one place show them. */
export const GROUPS: readonly Group[] = [
  'structure',
  'least-privilege',
  'why-and-who',
  'review',
  'credentials',
  'services',
  'exceptions',
];

/** Every rule, by group and then by id. */
export const rules: readonly Rule[] = Object.values(list as Readonly<Record<string, Rule>>).sort(
  (a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) || (a.id < b.id ? -1 : 1),
);

/** The id of every rule, in the same order. */
export function ruleIds(): readonly string[] {
  return rules.map(({ id }) => id);
}

/** The rule of that id. */
export function ruleNamed(id: string): Rule | undefined {
  return rules.find((rule) => rule.id === id);
}
