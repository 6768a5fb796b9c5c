/** What hides what a manifest grants, so that nothing can be concluded from what is read. */
import { knowsScope } from '../catalog/scopes.ts';
import { isKind } from '../manifest/format.ts';
import { isSurelyEntry } from '../manifest/looks-like-entry.ts';
import type { FileKeys, Integration, IntegrationEntry, Manifest } from '../manifest/model.ts';
import type { Problem } from '../manifest/problem.ts';
import { isUnread } from '../manifest/value.ts';
import { isGrantUnread } from '../rules/granted.ts';
import { syntaxFaults } from '../rules/invalid-yaml.ts';
import { conflictIn } from '../rules/merge-conflict.ts';
import { GRANTING, isGrantList, isGrantMisspelt, isMisplaced } from '../rules/key-meant.ts';
import { isEntryAt } from '../rules/unknown-key.ts';
import { isForeignVersion } from '../rules/unsupported-version.ts';
import { shown } from '../rules/wording.ts';
import { hasNoContent } from '../yaml/has-no-content.ts';
import { isNull, type Range, type YamlNode } from '../yaml/node.ts';
import { indexFrom } from '../yaml/search.ts';

/** What hides what the manifest grants: the fault of all of it, or else one for each of its integrations that has any. */
export function hiddenGrants(manifest: Manifest): string[] {
  const why = whyUnreadable(manifest);
  if (why !== undefined) return [why];
  return manifest.integrations.flatMap(({ integration }) => {
    const hidden = whyGrantsHidden(integration);
    return hidden === undefined ? [] : [`${shown(integration.name.text)}: ${hidden}`];
  });
}

/** Whether the file's own keys hide what is granted, whatever its integrations do. */
export function hidesAsFile(manifest: Manifest): boolean {
  return whyUnreadable({ ...manifest, integrations: [] }) !== undefined;
}

/** Whether the integration hides what it is granted. */
export function hidesAsIntegration(integration: Integration): boolean {
  return integration.errors.length > 0 || whyGrantsHidden(integration) !== undefined;
}

/** Why the file cannot be read as a manifest; undefined where it can. */
export function whyUnreadable(manifest: Manifest): string | undefined {
  const { text, file, integrations } = manifest;
  const conflict = conflictIn(file);
  if (conflict)
    return `A merge conflict is left in line ${String(lineOf(text, conflict.start))}. Keep what is right of either side, and take out Git's marks.`;
  if (file.problems.some(({ kind }) => kind === 'stray-key'))
    return 'Keys of an integration stand where names of integrations do. A check of the file says where.';
  const isBroken =
    file.problems.some(({ kind }) => GUESSED.includes(kind)) ||
    [file, ...integrations.map(({ entry }) => entry)].some(({ errors }) => errors.length > 0);
  const [first] = isBroken ? syntaxFaults(manifest) : [];
  if (first) return `It is not valid YAML: line ${String(lineOf(text, first.at.start))}: ${first.message}`;
  const isDoubtful = [file, ...integrations.map(({ entry }) => entry)].some(
    (part) => part.distrusted.length > 0 && !hasSlipped(part),
  );
  if (isDoubtful) return 'It is not valid YAML. A check of the file says where.';
  if (file.furtherDocuments.length > 0) return 'It holds more than one YAML document. Keep one.';
  // Comments and blank lines alone are a manifest that grants nothing.
  if (!file.root) return hasNoContent(text) ? undefined : 'It is no manifest: it is not a map of keys.';
  if (isForeignVersion(file))
    return 'Its version of the format is not known here: it does not say "version: 1".';
  if (isUnread(file.root, 'integrations')) return 'What stands under "integrations" is no map of names.';
  const twice = file.problems.find((problem) => problem.kind === 'duplicate-key');
  if (twice) return `The key "${shown(twice.key)}" stands twice, so one hides the other.`;
  if (file.problems.some(({ kind }) => kind === 'merge-key'))
    return 'It merges keys by "<<", which YAML 1.2 does not do.';
  if (file.problems.some(isHidingKey))
    return 'A key or a name in it is no text, so that nobody reads what it stands for. A check of the file says where.';
  const hidden = whyHiddenAtTop(text, file);
  if (hidden !== undefined) return hidden;
  if (!file.root.entries.has('integrations'))
    return 'It has no key "integrations", under which stands what is granted. Add it, be it empty.';
  return undefined;
}

/** Whether another integration stands among its keys: that hides nothing of the others. */
function hasSlipped(part: FileKeys | IntegrationEntry): boolean {
  return 'integration' in part && part.integration.problems.some(({ kind }) => kind === 'slipped-entry');
}

/** Why something that is granted stands at the top level where nobody reads it; undefined where nothing is known to. */
function whyHiddenAtTop(text: string, file: FileKeys): string | undefined {
  for (const problem of file.problems) {
    const why = whyHiddenUnder(problem, text, file);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** Why what stands under an unknown key of the file may be granted; undefined where nothing says so. */
function whyHiddenUnder(problem: Problem, text: string, file: FileKeys): string | undefined {
  if (problem.kind === 'swallowed-grant')
    return 'Something that is granted stands among the keys of the file. A check of the file says where.';
  if (problem.kind === 'slipped-entry')
    return `"${shown(problem.key)}" seems to be an integration, but stands where nobody reads it. A check of the file says where.`;
  if (problem.kind !== 'unknown-key') return undefined;
  const key = shown(problem.key);
  if (isGrantMisspelt(problem) && problem.key === 'integrations')
    return `"${key}" stands below another key, where nobody reads it. A check of the file says where.`;
  if (isGrantMisspelt(problem))
    return `Nobody reads what stands under "${key}", which may be meant for "integrations".`;
  const value = valueAt(file, problem.at);
  if (!value || isUsed(value, text)) return undefined;
  const where = 'at the top level of the file, where nobody reads it';
  if (isEntryAt(file, problem.at))
    return `"${key}" seems to be an integration, but stands ${where}. Indent it below "integrations".`;
  if (holdsEntry(value))
    return `What stands under "${key}" seems to be integrations, but stands ${where}. Move it below "integrations".`;
  const isGrant = GRANTING.has(problem.key) || problem.grants === true || isGrantList(problem, value);
  return knowsScope(problem.key) || (value.type === 'sequence' && isGrant)
    ? `"${key}" stands ${where}. Indent it below its integration.`
    : undefined;
}

/** Whether an integration stands below it: also among the keys of an item, or within a key that is no text. */
function holdsEntry(node: YamlNode): boolean {
  if (node.type === 'sequence') return node.items.some(holdsEntry);
  return node.type === 'map' && node.pairs.some(({ key, value }) => isSurelyEntry(value) || holdsEntry(key));
}

/** Where the keys begin that the format does not have and that hide nothing: they may be there on purpose. */
export function harmlessKeys(part: FileKeys | Integration): ReadonlySet<number> {
  const hides = (problem: Problem): boolean =>
    'root' in part
      ? whyHiddenUnder(problem, part.source, part) !== undefined
      : isGrantMisspelt(problem, part.kind?.text) || isMisplaced(problem);
  return new Set(
    part.problems.flatMap((problem) =>
      problem.kind === 'unknown-key' && !hides(problem) ? [problem.at.start] : [],
    ),
  );
}

/** What stands under the file's own key at the place. */
function valueAt({ root }: FileKeys, { start }: Range): YamlNode | undefined {
  const pairs = root?.node?.pairs ?? [];
  const pair = pairs[indexFrom(pairs, start)];
  return pair?.start === start ? pair.value : undefined;
}

/** Whether an alias may stand for it elsewhere. */
function isUsed({ anchor }: YamlNode, text: string): boolean {
  return anchor !== undefined && text.includes(`*${anchor}`);
}

/** The line of an offset, counted from 1. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** What is read as it was most likely meant: YAML reads something else, and nothing is granted or explained by a guess. */
const GUESSED: readonly Problem['kind'][] = ['missing-blank', 'missing-break'];

/** Problems of form that hide what is granted. */
const HIDING: readonly Problem['kind'][] = [
  'duplicate-key',
  'merge-key',
  'scope-written-as-map',
  'slipped-entry',
  'swallowed-grant',
  ...GUESSED,
];

/** Whether it is a text of which a part may be a key under which something is granted, or the end of that. */
function holdsGrants(problem: Problem): boolean {
  return (
    (problem.kind === 'needs-quotes' || problem.kind === 'invalid-value') &&
    problem.within?.some((key) => GRANTING.has(key) || key === 'until') === true
  );
}

/** Whether it is a key that is no text, on which something that is granted may hang. */
function isHidingKey(problem: Problem): boolean {
  return problem.kind === 'invalid-value' && problem.hides === true;
}

/** Why what the integration is granted cannot be read to the end; undefined where it can. */
export function whyGrantsHidden(integration: Integration): string | undefined {
  const { problems, map, pair, kind } = integration;
  const isHidden =
    isGrantUnread(integration) ||
    (kind !== undefined && !isKind(kind.text)) ||
    (map === undefined && !isNull(pair.value)) ||
    problems.some(
      (problem) =>
        HIDING.includes(problem.kind) ||
        isGrantMisspelt(problem, kind?.text) ||
        isMisplaced(problem) ||
        isHidingKey(problem) ||
        holdsGrants(problem),
    );
  return isHidden
    ? 'What it is granted cannot be read to the end. A check of the file says where.'
    : undefined;
}
