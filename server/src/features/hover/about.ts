/** What a hover is about: the value or key, and what it stands in. */
import type { Day } from '../../manifest/dates.ts';
import type { Integration, Manifest } from '../../manifest/model.ts';
import type { KeyShape } from '../../manifest/shape.ts';
import type { MapValue } from '../../manifest/value.ts';
import { needOf } from '../needed-key.ts';
import type { Need } from '../needed-key.ts';
import type { PageLink } from '../page-link.ts';

export interface About {
  readonly manifest: Manifest;
  readonly today: Day;
  readonly pageLink: PageLink;
  /** The integration around it; undefined for the file's own keys. */
  readonly integration: Integration | undefined;
  /** The keys above it, the nearest last. */
  readonly path: readonly string[];
  /** What the format says of the nearest key; undefined where the file chose its name. */
  readonly shape: KeyShape | undefined;
  /** The map that holds the nearest key. */
  readonly map: MapValue | undefined;
}

/** The nearest key above. */
export function keyOf({ path }: About): string {
  return path.at(-1) ?? '';
}

/** How much the nearest key is needed. */
export function keyNeed(about: About): Need {
  const { shape, integration, path } = about;
  const kind = path.length === 1 ? integration?.kind?.text : undefined;
  return shape ? needOf(keyOf(about), shape, kind) : 'optional';
}
