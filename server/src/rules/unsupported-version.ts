import { fillPair } from '../yaml/edits.ts';
import { eolOf, lineStart } from '../yaml/lines.ts';
import { isNull, targetOf } from '../yaml/node.ts';
import { oddIn, withPlainBlanks } from '../yaml/odd-blanks.ts';
import { hasNoContent } from '../yaml/has-no-content.ts';
import type { FileKeys } from '../manifest/model.ts';
import { defineRule } from './rule.ts';
import type { Fix } from './rule.ts';
import { holdsLoneCr, LONE_CR_WORDS, shown } from './wording.ts';

/** Whether the file says a version, and it is not ours: then no other rule can know what the file means. */
export function isForeignVersion({
  root,
  versionPair,
  distrusted,
}: Pick<FileKeys, 'root' | 'versionPair' | 'distrusted'>): boolean {
  if (!root || !versionPair || isNull(versionPair.value)) return false;
  // What a syntax error may have swallowed is no version that anybody wrote: the error has to be told.
  if (distrusted.some(({ start }) => versionPair.end >= start)) return false;
  const value = targetOf(versionPair.value);
  return value?.type !== 'scalar' || value.value !== 1;
}

export const unsupportedVersion = defineRule({
  id: 'unsupported-version',
  group: 'structure',
  level: 'error',
  summary: 'The file does not say “version: 1”.',
  acceptable: false,
  *file(file) {
    const { versionPair, version, root } = file;
    if (isForeignVersion(file)) {
      const at = versionPair?.value ?? { start: 0, end: 0 };
      const message = `${foreignVersion(version?.text)}. Nothing else in this file is checked, but for credentials.`;
      yield { at: { start: at.start, end: at.end }, message, fixes: () => [plainVersion(file)] };
    } else if (!version) {
      const at = versionPair?.key ?? {
        start: root?.at.start ?? 0,
        end: endOfFirstWord(file.source, root?.at.start ?? 0),
      };
      yield {
        at: { start: at.start, end: at.end },
        absence: true,
        message: 'The file does not say which version of the format it has. Add “version: 1”.',
        fixes: () => [addVersion(file)],
      };
    }
  },
});

function foreignVersion(written: string | undefined): string {
  if (written !== undefined && holdsLoneCr(written)) return LONE_CR_WORDS;
  const odd = oddIn(written ?? '');
  if (odd !== undefined && isOurs(written))
    return `Beside the number of the version stands a character that is no plain blank (${odd}). Write “version: 1” and nothing else`;
  if (written === '1')
    return 'The version is a text here, and the format has numbers for its versions. Write “version: 1”, without anything around the number';
  const which = written === undefined ? 'This version' : `Version ${shown(written)}`;
  return `${which} of the format is not known here; only version 1 is. Write “version: 1”, or update this tool`;
}

/** Whether it is our version, but for quotes and for characters that nobody sees. */
function isOurs(written: unknown): boolean {
  return typeof written === 'string' && withPlainBlanks(written) === '1';
}

/** Writes a version that is ours as the number. */
function plainVersion({ versionPair, source }: FileKeys): Fix | undefined {
  const node = versionPair?.value;
  // A tag before it would make a text of the number too.
  return node?.type === 'scalar' &&
    isOurs(node.value) &&
    source.slice(versionPair?.key.end, node.start).trim() === ':'
    ? {
        title: node.value === '1' ? 'Take the quotes away' : 'Write 1',
        safe: true,
        // A CR behind the colon is all that parts the two.
        edits: [{ start: node.start, end: node.end, newText: source[node.start] === '\r' ? ' 1' : '1' }],
      }
    : undefined;
}

function addVersion({ root, versionPair, source }: FileKeys): Fix | undefined {
  const about = { title: 'Add version: 1', safe: true };
  if (versionPair && root?.node) {
    const edit = fillPair(source, root.node, versionPair, '1');
    return edit && { ...about, edits: [{ ...edit, newText: edit.newText.replace(/["']/g, '') }] };
  }
  const eol = eolOf(source);
  if (!root?.node) {
    if (!hasNoContent(source)) return undefined;
    const isOpen = /[^\r\n\uFEFF]$/.test(source);
    const newText = `${isOpen ? eol : ''}version: 1${eol}`;
    return { ...about, edits: [{ start: source.length, end: source.length, newText }] };
  }
  const { start } = root.at;
  const [first] = root.node.pairs;
  if (root.node.flow) {
    const at = first?.start ?? start + 1;
    return { ...about, edits: [{ start: at, end: at, newText: first ? 'version: 1, ' : 'version: 1' }] };
  }
  if (source.slice(lineStart(source, start), start).replace('\uFEFF', '') !== '') return undefined;
  return {
    ...about,
    edits: [{ start, end: start, newText: `version: 1${eol}` }],
  };
}

function endOfFirstWord(source: string, start: number): number {
  const word = /[^\s:]*/y;
  word.lastIndex = start;
  return start + (word.exec(source)?.[0].length ?? 0);
}
