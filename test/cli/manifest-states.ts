/** The manifests of a repository, and the states that the tests of `diff --git` take them through. */
import { CLEAN } from './support.ts';

export const MAIN = 'sentry-permissions.yaml';
export const OTHER = 'infra/shop.sentry-permissions.yml';
const [keys, bot] = CLEAN.split(/(?<=^integrations:\n)/m) as [string, string];
const other = bot.replace('  bot:', '  other:').replace('project:releases', 'project:read');
export const TWO = keys + bot + other;
export const REORDERED = keys + other + bot;
export const WIDENED = REORDERED.replace('scope: project:releases', 'scope: project:admin');
export const RULE = WIDENED.replace('integrations:', 'rules:\n  missing-owner: error\nintegrations:');
export const ON_THE_SIDE = TWO.replace('scope: project:read', 'scope: project:write');
export const MENDED = ON_THE_SIDE.replace('scope: project:releases', 'scope: project:admin');

/** A reason of `other`, which stays as it is, in the place of another one. */
export const STAYS = {
  'teams/other.sentry-permissions.yaml': keys + other.replace('sets its', 'tells of its'),
};
export const COPIED = bot
  .replace('project:releases', 'org:admin')
  .replace('sets its', 'tells of its')
  .replace('  bot:', '  copy:');

/** `other` on its way from the first of two manifests to the second. */
export const APART = {
  [MAIN]: TWO,
  [OTHER]: keys + bot.replace('  bot:', '  third:').replace('project:releases', 'team:read'),
};
export const MOVED = {
  [MAIN]: keys + bot,
  [OTHER]: APART[OTHER] + other.replace('scope: project:read', 'scope: project:admin'),
};
