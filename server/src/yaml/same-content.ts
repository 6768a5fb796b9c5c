/** Whether two texts say the same: the same values in the same order, under the same anchors, and the same comments. */
import { CST, Lexer } from 'yaml';
import { compose } from './compose.ts';
import type { YamlNode } from './node.ts';

/** Holds the trees and comments of two texts against each other; how they are laid out and quoted does not count. */
export function sameContent(before: string, after: string): boolean {
  const [one, other] = [compose(before), compose(after)];
  return (
    one.errors.length === 0 &&
    other.errors.length === 0 &&
    one.furtherDocuments.length === other.furtherDocuments.length &&
    sameNode(one.root, other.root) &&
    JSON.stringify(commentsOf(before)) === JSON.stringify(commentsOf(after))
  );
}

/** The comments of a text in their order, without the space behind them. */
export function commentsOf(text: string): string[] {
  const comments: string[] = [];
  let beforeScalar = false;
  for (const token of new Lexer().lex(text)) {
    // The text of a scalar may begin with the sign of a comment.
    if (!beforeScalar && CST.tokenType(token) === 'comment') comments.push(token.trimEnd());
    beforeScalar = token === CST.SCALAR;
  }
  return comments;
}

/** Whether two nodes say the same, under the same anchors. */
export function sameNode(one: YamlNode | undefined, other: YamlNode | undefined): boolean {
  if (!one || !other) return isNothing(one) && isNothing(other);
  if (one.anchor !== other.anchor) return false;
  if (one.type === 'scalar')
    return other.type === 'scalar' && one.value === other.value && one.text === other.text;
  if (one.type === 'alias') return other.type === 'alias' && one.name === other.name;
  if (one.type === 'sequence')
    return (
      other.type === 'sequence' &&
      one.items.length === other.items.length &&
      one.items.every((item, i) => sameNode(item, other.items[i]))
    );
  return (
    other.type === 'map' &&
    one.pairs.length === other.pairs.length &&
    one.pairs.every(
      (pair, i) => sameNode(pair.key, other.pairs[i]?.key) && sameNode(pair.value, other.pairs[i]?.value),
    )
  );
}

function isNothing(node: YamlNode | undefined): boolean {
  return node === undefined || (node.type === 'scalar' && node.style === 'empty');
}
