/** Where a node is met while a manifest is read, and what that means for what is said of it. */
import type { Range, ScalarNode, YamlNode } from '../yaml/node.ts';
import type { Problem } from './problem.ts';
import type { Text } from './value.ts';
import type { SourceText } from '../text/source-text.ts';

/** What the reading goes by. */
export interface Reading {
  /** The text that the offsets count from. */
  readonly source: SourceText;
  /** Whether a name is a scope, or one that people take for a scope. */
  readonly knowsScope: (name: string) => boolean;
  /** Every problem is added here, in reading order. */
  readonly problems: Problem[];
}

/** Where a node is met: an alias has the place of its use, and what it stands for is not edited through it. */
export interface Place {
  readonly node: YamlNode | undefined;
  readonly flow: boolean;
  readonly via?: { readonly at: Range; readonly definedAt: Range };
}

/** Aliases are followed once: an alias behind an alias stands for nothing, so that no document can multiply itself. */
export function followAlias(place: Place): Place {
  const { node } = place;
  if (node?.type !== 'alias') return place;
  if (place.via || !node.target || !node.targetAt) return { ...place, node: undefined };
  return {
    node: node.target,
    flow: place.flow,
    via: { at: { start: node.start, end: node.end }, definedAt: node.targetAt },
  };
}

/** Where a finding about something at this place stands. */
export function located(place: Place, range: Range): { at: Range; definedAt?: Range } {
  return place.via ? { ...place.via } : { at: { start: range.start, end: range.end } };
}

/** The text of a scalar at this place, as it is meant. */
export function textOf(place: Place, node: ScalarNode, text: string): Text {
  const { via, flow } = place;
  return via
    ? { type: 'text', text, node: undefined, flow, ...via }
    : { type: 'text', text, node, flow, at: { start: node.start, end: node.end } };
}
