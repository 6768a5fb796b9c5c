/**
 * Integrations as a manifest keeps them. What an integration reads to takes twenty times the room of its text, so a manifest of
 * thousands keeps their texts, and what rules have found.
 */
import type { YamlError } from '../yaml/compose.ts';
import type { Range } from '../yaml/node.ts';
import { readSegment } from '../yaml/read-yaml.ts';
import type { Integration, IntegrationEntry, PlacedIntegration } from './model.ts';
import type { Reading } from './place.ts';
import { readIntegration } from './read-integration.ts';
import type { Text } from './value.ts';

/** Manifests of no more integrations keep all that was read of them. */
export const MOST_HELD = 500;

/** How many integrations of larger ones stay read: what a person looks at is asked about several times in a row. */
const MOST_RECENT = 64;

/** One of a manifest that keeps what it has read. */
export class HeldEntry implements IntegrationEntry {
  readonly integration: Integration;
  readonly rationales: readonly string[];
  readonly at: Range;
  readonly isHeld = true;

  constructor(integration: Integration) {
    this.integration = integration;
    this.rationales = rationalesOf(integration);
    this.at = rangeOf(integration);
  }

  get source(): string {
    return this.integration.source;
  }

  get name(): Text {
    return this.integration.name;
  }

  get kind(): Text | undefined {
    return this.integration.kind;
  }

  get storedIn(): string | undefined {
    return this.integration.credential?.storedIn?.text;
  }

  get errors(): readonly YamlError[] {
    return this.integration.errors;
  }

  get distrusted(): readonly Range[] {
    return this.integration.distrusted;
  }
}

/** One of a very large manifest, without errors, of a text that says the same wherever it stands. */
export class TextEntry implements IntegrationEntry {
  readonly source: string;
  readonly name: Text;
  readonly kind: Text | undefined;
  readonly storedIn: string | undefined;
  readonly rationales: readonly string[];
  readonly at: Range;
  readonly errors: readonly YamlError[] = NONE;
  readonly distrusted: readonly Range[] = NONE;
  readonly isHeld = false;
  private readonly knowsScope: Reading['knowsScope'];

  constructor(integration: Integration, knowsScope: Reading['knowsScope']) {
    this.source = integration.source;
    this.name = integration.name;
    this.kind = integration.kind;
    this.storedIn = integration.credential?.storedIn?.text;
    this.rationales = rationalesOf(integration);
    this.at = rangeOf(integration);
    this.knowsScope = knowsScope;
  }

  get integration(): Integration {
    return recent.get(this) ?? remember(this, this.read());
  }

  private read(): Integration {
    const integration = readIntegration(this.source, readSegment(this.source), this.knowsScope);
    if (!integration) throw new Error('the same text reads to something else');
    return integration;
  }
}

const NONE: readonly never[] = [];

const recent = new Map<TextEntry, Integration>();

/** Lets what was just read be found again soon. */
export function remember(entry: TextEntry, integration: Integration): Integration {
  recent.set(entry, integration);
  if (recent.size > MOST_RECENT)
    for (const [oldest] of recent) {
      recent.delete(oldest);
      break;
    }
  return integration;
}

/** An entry and where it stands. */
export class Placed implements PlacedIntegration {
  readonly start: number;
  readonly entry: IntegrationEntry;

  constructor(start: number, entry: IntegrationEntry) {
    this.start = start;
    this.entry = entry;
  }

  get integration(): Integration {
    return this.entry.integration;
  }
}

function rangeOf({ pair }: Integration): Range {
  return { start: pair.start, end: pair.end };
}

function rationalesOf({ scopes, permissions }: Integration): string[] {
  const found: string[] = [];
  for (const grants of [scopes, permissions]) {
    for (const { rationale } of grants) {
      const text = rationale?.text.trim() ?? '';
      if (text !== '') found.push(text);
    }
  }
  return found;
}
