/** From text to manifest. */
import type { YamlError } from '../yaml/compose.ts';
import { keyText } from '../yaml/node.ts';
import type { Range, YamlNode } from '../yaml/node.ts';
import { readSegment, readYaml } from '../yaml/read-yaml.ts';
import type { Segment } from '../yaml/read-yaml.ts';
import { shiftRange } from '../yaml/shift.ts';
import { applyShape } from './apply-shape.ts';
import { isExtensionKey, manifestShape } from './format.ts';
import type { FileKeys, Integration, Manifest, OtherEntry, PlacedIntegration, RuleSetting } from './model.ts';
import type { Problem } from './problem.ts';
import { readIntegration, readSchedule } from './read-integration.ts';
import { mapAt, textAt } from './value.ts';
import type { MapValue } from './value.ts';

/** The key whose entries are read one by one. */
const ENTRIES = 'integrations';

export interface ReadOptions {
  /** Whether a name is a scope, or one that people take for a scope; the format itself knows none. */
  readonly knowsScope: (name: string) => boolean;
  /** The integrations of an earlier reading by their text; what is found there is not read again. */
  readonly known?: ReadonlyMap<string, Integration>;
}

/** The manifest in `text`, however much of it is well formed. Never throws. */
export function readManifest(text: string, { knowsScope, known }: ReadOptions): Manifest {
  const yaml = readYaml(text, ENTRIES, (source) => (known?.get(source) ? EMPTY : readSegment(source)));
  const integrations: PlacedIntegration[] = [];
  const otherEntries: OtherEntry[] = [];
  for (const segment of yaml.segments) {
    const { start, source, pair } = segment;
    const integration =
      (pair ? undefined : known?.get(source)) ?? readIntegration(source, segment, knowsScope);
    if (integration) integrations.push({ start, integration });
    else if (pair) otherEntries.push({ start, pair });
  }
  const problems: Problem[] = [...entryProblems(yaml.segments, integrations)];
  const value = applyShape({ node: yaml.root, flow: false }, manifestShape, {
    source: text,
    knowsScope,
    problems,
  });
  const root = value?.type === 'map' ? value : undefined;
  const file: FileKeys = {
    source: text,
    root,
    version: textAt(root, 'version'),
    versionPair: pairOf(yaml.root, 'version'),
    organization: textAt(root, 'organization'),
    server: textAt(root, 'server'),
    review: schedule(root),
    rules: ruleSettings(mapAt(root, 'rules')),
    problems,
    errors: [...yaml.errors, ...errorsOfNobody(yaml.segments)],
    distrusted: yaml.distrusted,
    directives: yaml.directives,
    furtherDocuments: yaml.furtherDocuments,
  };
  return { text, file, integrations, otherEntries };
}

/** Errors of entries that are no integration, or of which nothing could be made at all: the file has to tell them. */
function errorsOfNobody(segments: readonly Segment[]): YamlError[] {
  return segments.flatMap(({ pair, errors, start }) => {
    const name = pair && keyText(pair);
    const told = name !== undefined && name !== '<<' && !isExtensionKey(name);
    return told ? [] : errors.map((error) => ({ ...error, ...shiftRange(error, start) }));
  });
}

const EMPTY = { pair: undefined, errors: [], distrusted: [] };

/** What is wrong with the names of the entries: no single entry can tell. */
function* entryProblems(
  segments: readonly Segment[],
  integrations: readonly PlacedIntegration[],
): Generator<Problem> {
  for (const { start, pair } of segments) {
    if (!pair) continue;
    const name = keyText(pair);
    if (name === '<<') yield { kind: 'merge-key', at: shiftRange(pair.key, start) };
    if (name === undefined) {
      yield {
        kind: 'invalid-value',
        expected: 'a name that is one text',
        written: '',
        at: shiftRange(pair.key, start),
      };
    }
  }
  const first = new Map<string, Range>();
  for (const { start, integration } of integrations) {
    const { text: key, at } = integration.name;
    const before = first.get(key);
    if (before) yield { kind: 'duplicate-key', key, first: before, at: shiftRange(at, start) };
    else first.set(key, shiftRange(at, start));
  }
}

function pairOf(root: YamlNode | undefined, key: string) {
  return root?.type === 'map' ? root.pairs.find((pair) => keyText(pair) === key) : undefined;
}

function schedule(root: MapValue | undefined) {
  const review = mapAt(root, 'review');
  return review && readSchedule(review);
}

function ruleSettings(map: MapValue | undefined): RuleSetting[] {
  return [...(map?.entries ?? [])].map(([rule, entry]) => ({
    rule,
    at: entry.keyAt,
    level: entry.value?.type === 'text' ? entry.value : undefined,
  }));
}
