/** What is granted, indented one step too far or on the line before: YAML takes it for a part of the text there, and says nothing. */
import { endOfLine, nextLine } from '../yaml/lines.ts';
import type { ScalarNode } from '../yaml/node.ts';
import type { Reading } from './place.ts';
import type { SwallowedGrant } from './problem.ts';

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

/** The lines of a text that most likely are granted, and no sentence of it; none of a text in quotes, which says what it is. */
export function swallowedGrants(
  node: ScalarNode,
  { source, knowsScope }: Pick<Reading, 'source' | 'knowsScope'>,
): readonly SwallowedGrant[] {
  const behind = node.style === 'plain' && node.text.includes('  - ') ? BEHIND.exec(node.text) : null;
  if (behind && knowsScope(behind[3] ?? ''))
    return [{ kind: 'swallowed-grant', at: { start: node.end - (behind[1] ?? '').length, end: node.end } }];
  if (!mayHoldGrants(node)) return NONE;
  const found: SwallowedGrant[] = [];
  let introduction = '';
  for (let from = nextLine(source, node.start); from < node.end; from = nextLine(source, from)) {
    const written = source.slice(from, Math.min(endOfLine(source, from), node.end));
    const line = written.trim();
    const start = from + written.indexOf(line);
    const at = { start, end: start + line.length };
    const list = LIST.exec(line)?.[1];
    if (list !== undefined) found.push({ kind: 'swallowed-grant', list, at });
    if (line.startsWith('- ')) {
      const isScope = knowsScope(SCOPE.exec(line)?.[2] ?? bareScope(line, introduction));
      const isPermission = line.includes('permission:') && PERMISSION.test(twoLines(source, start));
      if (isScope || isPermission) found.push({ kind: 'swallowed-grant', at });
    } else if (line !== '') introduction = line;
  }
  return found;
}

/** Whether a text over several lines is one of those that nothing marks as texts, and may hold what is granted. */
function mayHoldGrants({ style, start, end, text }: ScalarNode): boolean {
  // A plain text of one line is as long as what is written.
  if (style === 'plain') return end - start !== text.length && text.includes('- ');
  return (style === 'literal' || style === 'folded') && /- \S|(?:scopes|permissions|webhooks):/.test(text);
}

/** The name on a line that holds nothing else, unless a sentence above it announces a list. */
function bareScope(line: string, introduction: string): string {
  const isAnnounced = introduction.endsWith(':') && !LIST.test(introduction);
  return isAnnounced ? '' : (BARE.exec(line)?.[2] ?? '');
}

function twoLines(source: string, start: number): string {
  return source.slice(start, endOfLine(source, nextLine(source, start)));
}
