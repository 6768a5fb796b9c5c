/** From a node of the outline, or a pair of brackets, to what the format says of it. */
import { keyShape, manifestShape } from '../../manifest/format.ts';
import type { FlowFrame } from './flow.ts';
import type { OutlineNode } from './outline.ts';
import type { ShapeAt } from './slot.ts';

const ROOT: ShapeAt = { shape: manifestShape, path: [], formatPath: [] };

/** The shape of what stands below the node; undefined where the format knows nothing of it. */
export function shapeBelow(node: OutlineNode): ShapeAt | undefined {
  let shape: ShapeAt | undefined = ROOT;
  for (const { type, key } of fromOutermost(node).slice(1)) {
    shape = type === 'item' ? shapeOfItem(shape) : shapeOfKey(shape, key);
    if (!shape) return undefined;
  }
  return shape;
}

/** The shape of what the brackets hold. `outermost` is that of the outermost pair. */
export function shapeInFrame(frame: FlowFrame, outermost: ShapeAt): ShapeAt | undefined {
  let shape: ShapeAt | undefined = outermost;
  for (const { parent, under } of fromOutermost(frame).slice(1)) {
    if (parent?.type === 'list') shape = shapeOfItem(shape);
    if (shape && under !== undefined) shape = shapeOfKey(shape, under);
    if (!shape) return undefined;
  }
  return shape;
}

/** Whatever holds it, and itself at the end. Without recursion: nobody says how deep a text may be nested. */
function fromOutermost<T extends { readonly parent: T | undefined }>(inner: T): T[] {
  const chain: T[] = [];
  for (let each: T | undefined = inner; each; each = each.parent) chain.push(each);
  return chain.reverse();
}

/** The shape of a key's value in a map of the given shape. */
export function shapeOfKey({ shape, path, formatPath }: ShapeAt, key: string): ShapeAt | undefined {
  if (shape.type === 'text-or-map') return shapeOfKey({ shape: shape.map, path, formatPath }, key);
  if (shape.type === 'dictionary') {
    return { shape: shape.value, path: [...path, key], formatPath: [...formatPath, '*'] };
  }
  const known = shape.type === 'map' ? keyShape(shape, key) : undefined;
  return known && { shape: known.shape, path: [...path, key], formatPath: [...formatPath, key] };
}

/** The shape of an item in a list of the given shape. */
export function shapeOfItem({ shape, path, formatPath }: ShapeAt): ShapeAt | undefined {
  return shape.type === 'list'
    ? { shape: shape.item, path: [...path, '-'], formatPath: [...formatPath, '-'] }
    : undefined;
}

/** Whether the text begins with the sign that names of packages, people and teams begin with, where such a name goes. It takes quotes, which the completion brings along. */
export function isAtName({ formatPath }: ShapeAt, typed: string): boolean {
  const [above, last = ''] = formatPath.slice(-2);
  return typed.startsWith('@') && (above === 'uses' || last === 'by' || last === 'owner');
}

/** Whether a text of the shape goes on behind a blank: a use or a span. */
export function goesOn({ shape, formatPath }: ShapeAt): boolean {
  return formatPath.at(-2) === 'uses' || (shape.type === 'text' && shape.format === 'span');
}
