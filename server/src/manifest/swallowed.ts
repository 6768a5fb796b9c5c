/** What is granted, indented one step too far or on the line before: YAML takes it for a part of the text there, and says nothing. */
import { columnOf, endOfLine, nextLine } from '../yaml/lines.ts';
import type { Range, ScalarNode } from '../yaml/node.ts';
import type { Reading } from './place.ts';
import type { SwallowedGrant } from './problem.ts';
import type { SourceText } from '../text/source-text.ts';

const NONE: readonly never[] = [];

/** An item that is one scope and nothing else, bare or as a map, and how that of a map begins. */
const BARE = /^- +(["']?)([a-z_-]+:[a-z_-]+)\1 *(?:#.*)?$/;
const SCOPE = /^- +(?:\{ *)?scope: +(["']?)([a-z_-]+:[a-z_-]+)\1 *(?:[,}#].*)?$/;
/** A permission is any text, so that only what stands beside it tells the item from a sentence. */
const PERMISSION =
  /^- +(?:\{ *permission: .*, *(?:access|rationale): |permission: .*\r?\n *(?:access|rationale|accept):(?:\s|$))/;
/** The key of a list, with nothing behind it but the list itself. */
const LIST = /^(scopes|permissions|webhooks): *(?:\[.*\] *)?(?:#.*)?$/;

/** The same at the end of a line that lost the break before it, and kept the blanks. */
const BEHIND = /\S {2,}(- +(?:scope: +)?(["']?)([a-z_-]+:[a-z_-]+)\2)$/;

/** The line around a sample of code. */
const FENCE = /^(?:```|~~~)/;

/** What goes on with a list of what is granted, or may: none of it is a sentence. */
const WITHIN = /^(?:- |#|(?:scope|permission|access|rationale|since|until|accept|rule|reason|by):(?:\s|$))/;

/**
 * The lines of a text that most likely are granted, and no sentence of it: none that a sentence announces or goes on behind, and none of a text in
 * quotes, which says what it is.
 */
export function swallowedGrants(
  node: ScalarNode,
  { source, knowsScope }: Pick<Reading, 'source' | 'knowsScope'>,
): readonly SwallowedGrant[] {
  const isBlock = node.style === 'literal' || node.style === 'folded';
  const behind =
    (isBlock || node.style === 'plain') && node.text.includes('  - ') ? lastBehind(node, source) : undefined;
  if (behind && knowsScope(behind.scope)) return [{ kind: 'swallowed-grant', at: behind.at }];
  if (!mayHoldGrants(node)) return NONE;
  const found: SwallowedGrant[] = [];
  let isAnnounced = false;
  let isCode = false;
  let isBehindBlank = false;
  for (let from = nextLine(source, node.start); from < node.end; from = nextLine(source, from)) {
    const written = source.slice(from, Math.min(endOfLine(source, from), node.end));
    const line = written.trim();
    const start = from + written.indexOf(line);
    const at = { start, end: start + line.length };
    const isFence = isBlock && FENCE.test(line);
    if (isFence) isCode = !isCode;
    else if (line !== '' && !isCode) {
      const list = LIST.exec(line)?.[1];
      if (line.startsWith('- ') ? isItem(line, start) : list !== undefined) {
        if (!isAnnounced)
          found.push({ kind: 'swallowed-grant', ...(list === undefined ? {} : { list }), at });
      } else if (!WITHIN.test(line)) {
        isAnnounced = line.endsWith(':');
        // Nothing of a sentence follows upon what is granted: with one behind a blank line that was a list of the text.
        if (isBlock && isBehindBlank) dropListed(found, start - from, source);
      }
    }
    isBehindBlank = line === '' || isFence;
  }
  return found;

  function isItem(line: string, start: number): boolean {
    return (
      knowsScope((SCOPE.exec(line) ?? BARE.exec(line))?.[2] ?? '') ||
      (line.includes('permission:') && PERMISSION.test(twoLines(source, start)))
    );
  }
}

/** What stands at the end of the last line as an item would; where another line looks alike it is a column of a table. */
function lastBehind(
  { start, end }: ScalarNode,
  source: SourceText,
): { scope: string; at: Range } | undefined {
  const written = source.slice(start, end).trimEnd();
  const [, item = '', , scope = ''] = BEHIND.exec(written) ?? [];
  const isTable = (written.match(/\S {2,}- \S/g) ?? []).length > 1;
  const last = start + written.length;
  return item === '' || isTable ? undefined : { scope, at: { start: last - item.length, end: last } };
}

/** Takes out the last ones that stand no further left than a column. */
function dropListed(found: SwallowedGrant[], column: number, source: SourceText): void {
  for (let last = found.at(-1); last && columnOf(source, last.at.start) >= column; last = found.at(-1))
    found.pop();
}

/** Whether a text over several lines is one of those that nothing marks as texts, and may hold what is granted. */
function mayHoldGrants({ style, start, end, text }: ScalarNode): boolean {
  // A plain text of one line is as long as what is written.
  if (style === 'plain') return end - start !== text.length && text.includes('- ');
  return (style === 'literal' || style === 'folded') && /- \S|(?:scopes|permissions|webhooks):/.test(text);
}

function twoLines(source: SourceText, start: number): string {
  return source.slice(start, endOfLine(source, nextLine(source, start)));
}
