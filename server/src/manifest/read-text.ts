/** Reads the texts of a manifest, those that YAML takes for something else among them. */
import { isNull } from '../yaml/node.ts';
import type { Range, ScalarNode, YamlNode } from '../yaml/node.ts';
import { isGrant } from './misplaced.ts';
import { located, textOf } from './place.ts';
import type { Place, Reading } from './place.ts';
import type { Problem } from './problem.ts';
import type { ChoiceShape, TextShape } from './shape.ts';
import { swallowedGrants } from './swallowed.ts';
import { expectedText, isFreeText, meantText } from './text-format.ts';
import { commentAsText, mapAsText, misreading, spacedScope, tagAsText } from './read-as-another.ts';
import type { Text } from './value.ts';

/** The text of the node as it is meant; undefined where it is null or no text at all. */
export function readText(
  place: Place,
  node: YamlNode,
  shape: TextShape | ChoiceShape,
  reading: Reading,
): Text | undefined {
  const { problems, source } = reading;
  if (node.type !== 'scalar') {
    const text = place.via ? undefined : mapAsText(node, source);
    if (text === undefined) {
      problems.push({
        kind: 'invalid-value',
        expected: 'a text',
        written: '',
        ...(isGrant(node, reading.knowsScope) ? { grants: true } : {}),
        ...located(place, node),
      });
      return undefined;
    }
    problems.push({
      kind: 'needs-quotes',
      text,
      readAs: 'YAML takes it for a key and its value',
      flow: place.flow,
      editable: true,
      ...located(place, node),
    });
    return { type: 'text', text, node: undefined, flow: place.flow, ...located(place, node) };
  }
  if (isNull(node)) return readComment(place, node, shape, reading);
  const swallowed = place.via ? [] : swallowedGrants(node, reading);
  if (swallowed.length > 0) {
    problems.push(...swallowed);
    // Written anew or put in quotes, the text would take the lines along.
    return isFreeText(shape) ? { ...textOf(place, node, node.text), node: undefined } : undefined;
  }
  if (node.unquoted) {
    const scope = isScope(shape) ? spacedScope(node.text, reading.knowsScope) : undefined;
    if (scope !== undefined) {
      problems.push({
        kind: 'scope-written-as-map',
        scope,
        ...(place.via ? {} : { cure: scope }),
        ...located(place, node),
      });
      return textOf(place, node, scope);
    }
    if (!hasColonOutOfPlace(node.text, shape)) {
      problems.push(unquoted(place, node));
      return textOf(place, node, node.text);
    }
  }
  const tagged = place.via || !isFreeText(shape) ? undefined : tagAsText(node, source);
  if (tagged) return readMisread(tagged, 'YAML takes its first word for a tag', place, problems);
  // No other rule is sure to tell it: what is no scope may be accepted, and YAML cannot read this.
  const expected = node.unquoted && isScope(shape) ? ONE_SCOPE : expectedText(node.text, shape);
  if (expected !== undefined) {
    const meant = meantText(node.text, shape);
    problems.push({
      kind: 'invalid-value',
      expected,
      written: node.text,
      ...(shape.type === 'choice' ? { words: Object.keys(shape.values) } : {}),
      ...(meant === undefined ? {} : { meant }),
      ...(place.via ? {} : { edit: { node, flow: place.flow } }),
      ...located(place, node),
    });
  }
  return textOf(place, node, node.text);
}

/** Whether a text is read apart for its colon alone, and quotes would not make it right: neither a day nor a scope ever holds one. */
function hasColonOutOfPlace(text: string, shape: TextShape | ChoiceShape): boolean {
  return (
    /:(?:\s|$)/.test(text) &&
    !/^[@`%]/.test(text) &&
    (isScope(shape) || expectedText(text, shape) !== undefined)
  );
}

function isScope(shape: TextShape | ChoiceShape): boolean {
  return shape.type === 'text' && shape.format === 'scope';
}

/** Said of a scope that a colon takes apart, to be read after "must be". */
const ONE_SCOPE = 'one scope: YAML takes a colon before a blank, or at the end, for the end of a key';

/** Of a value that the format knows nothing of, only what nobody could read: texts that need quotes. */
export function readUnknown({ node, flow }: Place, problems: Problem[]): void {
  if (node?.type === 'scalar' && node.unquoted) problems.push(unquoted({ node, flow }, node));
  if (node?.type !== 'map' && node?.type !== 'sequence') return;
  const parts = node.type === 'map' ? node.pairs.flatMap(({ key, value }) => [key, value]) : node.items;
  for (const part of parts) readUnknown({ node: part, flow: flow || node.flow }, problems);
}

function unquoted(place: Place, node: ScalarNode): Problem {
  return {
    kind: 'needs-quotes',
    text: node.text,
    readAs: misreading(node.text),
    flow: place.flow,
    editable: !place.via,
    ...located(place, node),
  };
}

/** `owner: #team` is nothing with a comment behind it, to YAML. */
function readComment(
  place: Place,
  node: ScalarNode,
  shape: TextShape | ChoiceShape,
  { source, problems }: Reading,
): Text | undefined {
  // Dates, scopes, uses and the like never begin with the sign; and a comment in brackets runs on over what closes them.
  const isFree = isFreeText(shape) && !(shape.type === 'text' && shape.isName);
  const comment =
    place.via || place.flow || !isFree || node.style !== 'empty' ? undefined : commentAsText(node, source);
  return comment && readMisread(comment, 'YAML takes it for a comment', place, problems);
}

/** A text of which YAML reads a part, or nothing: it counts as it was meant. */
function readMisread(
  { text, at }: { text: string; at: Range },
  readAs: string,
  { flow }: Place,
  problems: Problem[],
): Text {
  problems.push({ kind: 'needs-quotes', text, readAs, flow, editable: true, at });
  return { type: 'text', text, node: undefined, flow, at };
}
