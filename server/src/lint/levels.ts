/** At which level a rule speaks, by the rule itself and by the file. */
import type { FileKeys } from '../manifest/model.ts';
import { LEVELS } from '../rules/rule.ts';
import type { Level } from '../rules/rule.ts';

/** The levels that a file sets, by rule. What is no level leaves the rule as it is. */
export type LevelSettings = ReadonlyMap<string, Level | 'off'>;

/** No such settings. */
export const NO_SETTINGS: LevelSettings = new Map();

/** The settings of the file's `rules`. */
export function levelSettings({ rules }: Pick<FileKeys, 'rules'>): LevelSettings {
  const settings = new Map<string, Level | 'off'>();
  for (const { rule, level } of rules) {
    const text = level?.text;
    if (text === 'off' || LEVELS.some((known) => known === text)) settings.set(rule, text as Level | 'off');
  }
  return settings;
}

/** The settings without those that make one of `rules` milder than it is by default. */
export function withoutMilder(levels: LevelSettings, rules: ReadonlyMap<string, Level>): LevelSettings {
  const isMilder = ([rule, level]: readonly [string, Level | 'off']): boolean => {
    const own = rules.get(rule);
    return own !== undefined && (level === 'off' || LEVELS.indexOf(level) > LEVELS.indexOf(own));
  };
  return new Map([...levels].filter((setting) => !isMilder(setting)));
}

/**
 * Levels that whoever runs the check insists on, by rule. The text of a manifest may be stricter, never milder: it may come from
 * somebody whose change is just being judged.
 */
export type Floors = ReadonlyMap<string, Level>;

/** No such levels. */
export const NO_FLOORS: Floors = new Map();

/** Whether the rule has nothing to say here: the file says `off`, and nobody insists. */
export function isOff(rule: string, levels: LevelSettings, floors: Floors): boolean {
  return levels.get(rule) === 'off' && !floors.has(rule);
}

/** The graver of the two; one of them is there. */
export function atLeast(level: Level | 'off', floor: Level | undefined): Level {
  if (level === 'off') return floor ?? 'hint';
  return floor === undefined || LEVELS.indexOf(level) < LEVELS.indexOf(floor) ? level : floor;
}
