/** The published JSON Schema, out of the Zod schema, for editors and tools that read nothing else. */
import * as z from 'zod';
import { manifestSchema } from '../../server/src/manifest/schema.ts';
import { allScopes } from '../../server/src/catalog/scopes.ts';
import { ruleIds } from '../../server/src/rules/index.ts';

type JsonObject = Record<string, unknown>;

/** The text of `schemas/sentry-permissions.schema.json`. */
export function jsonSchema(): string {
  const schema = z.toJSONSchema(manifestSchema, {
    target: 'draft-7',
    reused: 'inline',
    override: ({ jsonSchema: node }) => {
      refine(node);
    },
  });
  return `${JSON.stringify({ ...(asOneType(schema) as JsonObject), title: 'Sentry permissions manifest', description: 'Which Sentry permissions each integration is meant to hold, why, for whom and until when.' }, null, 2)}\n`;
}

/**
 * What may be empty, or a number for a text, as one type, where Zod writes alternatives: its description is in sight when it is
 * empty, and a fault in it is not told as one of both.
 */
function asOneType(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(asOneType);
  if (typeof node !== 'object' || node === null) return node;
  const inner = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, asOneType(value)]));
  const { anyOf, ...rest } = inner as { anyOf?: readonly JsonObject[] };
  // A pattern asks nothing of what is no text.
  if (anyOf?.every(isPlain))
    return { ...Object.assign({}, ...anyOf), ...rest, type: anyOf.map(({ type }) => type) };
  const [own, empty] = anyOf ?? [];
  if (anyOf?.length !== 2 || !own || empty?.['type'] !== 'null') return inner;
  const { type, description, allOf = [own], enum: values } = own as Partial<Record<string, unknown>>;
  if (type === undefined) return { description, ...rest, anyOf: [allOf, empty].flat() };
  const words = values === undefined ? {} : { enum: [values, null].flat() };
  return { ...own, ...rest, type: [type, 'null'].flat(), ...words };
}

/** Whether the alternative is a plain value of which nothing is asked but a pattern. */
function isPlain({ type, pattern: _, ...more }: JsonObject): boolean {
  return typeof type === 'string' && Object.keys(more).length === 0;
}

/** The keys that are their writer's own, in every map: beside integrations and rules too. */
const OWN_KEY = '^x-';

/** Adds what Zod cannot say: our own keys, the words of the catalogue, which keys belong to which kind. */
function refine(node: JsonObject): void {
  const { format, values, description } = node as {
    format?: string;
    values?: Record<string, string>;
    description?: string;
  };
  delete node['values'];
  delete node['kinds'];
  delete node['askedBy'];
  delete node['isName'];
  if (format) delete node['format'];
  if (node['expected']) node['patternErrorMessage'] = `This must be ${node['expected'] as string}.`;
  delete node['expected'];
  if (values && node['enum']) node['markdownEnumDescriptions'] = Object.values(values);
  if (format === 'scope') {
    // Known names are offered, others are not refused: what is no scope, our own rule says, and says better.
    node['examples'] = allScopes().map((scope) => scope.name);
  }
  if (format === 'rule' && node['type'] === 'string') node['enum'] = ruleIds();
  if (format === 'rule' && node['propertyNames'])
    node['propertyNames'] = { anyOf: [{ enum: ruleIds() }, { pattern: OWN_KEY }], description };
  if (node['type'] !== 'object') return;
  node['patternProperties'] = { [OWN_KEY]: {} };
  if (node['propertyNames'] && !format) delete node['propertyNames'];
  const properties = node['properties'] as JsonObject | undefined;
  if (properties?.['kind']) {
    node['if'] = { properties: { kind: { const: 'service' } }, required: ['kind'] };
    node['then'] = {
      required: ['service', 'permissions'],
      properties: { service: { type: ['string', 'number', 'boolean'] }, permissions: { type: 'array' } },
    };
  }
}
