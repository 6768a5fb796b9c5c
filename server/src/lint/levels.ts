/** At which level a rule speaks, by the rule itself and by the file. */
import type { FileKeys } from '../manifest/model.ts';
import { LEVELS } from '../rules/rule.ts';
import type { Level } from '../rules/rule.ts';

/** The levels that a file sets, by rule. What is no level leaves the rule as it is. */
export type LevelSettings = ReadonlyMap<string, Level | 'off'>;

/** The settings of the file's `rules`. */
export function levelSettings({ rules }: FileKeys): LevelSettings {
  const settings = new Map<string, Level | 'off'>();
  for (const { rule, level } of rules) {
    const text = level?.text;
    if (text === 'off' || LEVELS.some((known) => known === text)) settings.set(rule, text as Level | 'off');
  }
  return settings;
}
