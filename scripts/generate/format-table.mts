/** The reader's table of the format, out of the Zod schema: plain data, so that no bundle carries Zod. */
import type * as z from 'zod';
import { manifestSchema } from '../../server/src/manifest/schema.ts';
import type { KeyShape, MapShape, Shape } from '../../server/src/manifest/shape.ts';

type AnyType = z.core.$ZodType;

/** The text of `format.generated.ts`. */
export function formatTable(): string {
  const table = JSON.stringify(shapeOf(manifestSchema), null, 2);
  return `// Generated from schema.ts by "npm run generate"; do not edit.
import type { MapShape } from './shape.ts';

export const MANIFEST_SHAPE: MapShape = ${table};
`;
}

function shapeOf(type: AnyType): Shape {
  const { def } = type._zod as { def: z.core.$ZodTypes['_zod']['def'] };
  const about = metaOf(type);
  switch (def.type) {
    case 'optional':
    case 'nullable':
      return withFormat(shapeOf(def.innerType), about);
    case 'object':
      return mapShape(def.shape);
    case 'record':
      return withFormat({ type: 'dictionary', value: shapeOf(def.valueType) }, about);
    case 'array':
      return { type: 'list', item: shapeOf(def.element) };
    case 'enum':
      return { type: 'choice', values: about.values ?? {} };
    case 'literal':
      return { type: 'literal', value: def.values[0] as string | number | boolean };
    case 'number':
    case 'boolean':
    case 'string':
      return textShape(type, about);
    case 'union': {
      const map = def.options.map(shapeOf).find((shape) => shape.type === 'map');
      // Whatever YAML takes it for, what is written is judged: the form of a text is that of all.
      return map ? { type: 'text-or-map', map } : textShape(def.options[0] ?? type, about);
    }
    default:
      throw new Error(`the table has no shape for ${def.type}`);
  }
}

function textShape(type: AnyType, about: Meta): Shape {
  const { expected } = about;
  return withFormat({ type: 'text', ...patternOf(type), ...(expected ? { expected } : {}) }, about);
}

function mapShape(shape: Readonly<Record<string, AnyType>>): MapShape {
  const keys: Record<string, KeyShape> = {};
  for (const [key, type] of Object.entries(shape)) {
    const about = metaOf(type);
    keys[key] = {
      description: about.description ?? '',
      required: type._zod.def.type !== 'optional',
      ...(about.askedBy ? { askedBy: about.askedBy } : {}),
      ...(about.kinds ? { kinds: about.kinds } : {}),
      shape: shapeOf(type),
    };
  }
  return { type: 'map', keys };
}

interface Meta {
  description?: string;
  format?: NonNullable<Extract<Shape, { type: 'text' }>['format']>;
  askedBy?: string;
  isName?: true;
  kinds?: NonNullable<KeyShape['kinds']>;
  expected?: string;
  values?: Readonly<Record<string, string>>;
}

/** The metadata of the type, or of the one that it makes optional. */
function metaOf(type: AnyType): Meta {
  const own = (type as z.ZodType).meta() as Meta | undefined;
  const { def } = type._zod as { def: { innerType?: AnyType } };
  return own ?? (def.innerType ? metaOf(def.innerType) : {});
}

function withFormat(shape: Shape, { format, isName }: Meta): Shape {
  if (isName && shape.type === 'text') return { ...shape, isName };
  return format && (shape.type === 'text' || shape.type === 'dictionary') ? { ...shape, format } : shape;
}

function patternOf(type: AnyType): { pattern?: string } {
  const { checks = [] } = type._zod.def as { checks?: readonly { _zod: { def: { pattern?: RegExp } } }[] };
  const pattern = checks.map((check) => check._zod.def.pattern).find(Boolean);
  return pattern ? { pattern: pattern.source } : {};
}
