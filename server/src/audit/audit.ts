/** From manifests to what an audit asks of them. */
import { hideCredentialsIn } from '../catalog/hide-credentials.ts';
import { analyse } from '../lint/analyse.ts';
import type { Finding } from '../lint/finding.ts';
import { hiddenGrants } from '../lint/hidden-grants.ts';
import { lineIndex } from '../lint/line-index.ts';
import { createSecretPlaces, secretPlacesOfText } from '../lint/secret-places.ts';
import type { SecretPlaces } from '../lint/secret-places.ts';
import { compareTexts } from '../manifest/compare-texts.ts';
import { formatDay } from '../manifest/dates.ts';
import type { Day } from '../manifest/dates.ts';
import { integrationIndexAt } from '../manifest/integration-at.ts';
import type { Manifest, PlacedIntegration } from '../manifest/model.ts';
import { atOnce, each } from '../ports/steps.ts';
import type { Steps } from '../ports/steps.ts';
import { isForeignVersion } from '../rules/unsupported-version.ts';
import { exceptionsOf, overdueOf } from './due.ts';
import { auditFinding, auditIntegration } from './integration.ts';
import type {
  Audit,
  AuditedException,
  AuditedFile,
  AuditedFinding,
  AuditedIntegration,
  AuditSummary,
  OverdueWork,
} from './model.ts';
import { textOf } from './text.ts';

export interface AuditInput {
  readonly path: string;
  readonly text: string;
}

/** What is to be said of the manifests on the day `today`. The same input gives the same answer. Never throws. */
export function auditOf(inputs: readonly AuditInput[], today: Day): Audit {
  return atOnce(auditSteps(inputs, today));
}

/** The same manifest by manifest. */
export function* auditSteps(inputs: readonly AuditInput[], today: Day): Steps<Audit> {
  const others = inputs.length > 1 ? yield* placesOfAll(inputs) : undefined;
  let before = 0;
  const take = (input: AuditInput): FilePart => {
    const part = auditFile(input, { today, others, before });
    before += part.integrations.length;
    return part;
  };
  const parts = yield* each(inputs, take, sizeOf);
  const files = parts.map(({ file }) => file);
  const integrations = parts.flatMap((part) => part.integrations);
  const exceptions = parts.flatMap((part) => part.exceptions).sort(byEnd);
  const overdue = parts.flatMap((part) => part.overdue).sort(byDelay);
  return hideCredentialsIn({
    today: formatDay(today),
    summary: summarize({ files, integrations, exceptions, overdue }),
    files,
    integrations,
    exceptions,
    overdue,
  });
}

interface FilePart {
  readonly file: AuditedFile;
  readonly integrations: readonly AuditedIntegration[];
  readonly exceptions: readonly AuditedException[];
  readonly overdue: readonly OverdueWork[];
}

/** Which manifests name which places of secrets. */
function* placesOfAll(inputs: readonly AuditInput[]): Steps<SecretPlaces> {
  const places = createSecretPlaces();
  const take = ({ path, text }: AuditInput): void => {
    places.take(path, path, secretPlacesOfText(text));
  };
  yield* each(inputs, take, sizeOf);
  return places;
}

function sizeOf({ text }: AuditInput): number {
  return text.length;
}

interface Around {
  readonly today: Day;
  readonly others: SecretPlaces | undefined;
  /** How many integrations the manifests before it hold. */
  readonly before: number;
}

function auditFile({ path, text }: AuditInput, { today, others, before }: Around): FilePart {
  const elsewhere = others && (() => others.answer(path).elsewhere);
  const { manifest, findings } = analyse(text, today, { elsewhere });
  const entries = isForeignVersion(manifest.file) ? [] : manifest.integrations;
  const { own, rest } = byEntry(findings, manifest);
  const positionAt = lineIndex(text);
  const hidden = hiddenGrants(manifest);
  const audit = (finding: Finding): AuditedFinding => auditFinding(finding, positionAt);
  const parts = entries.map((placed, i) => {
    const { integration } = placed;
    const told = (own.get(placed) ?? []).map(audit);
    const audited = auditIntegration(integration, told, {
      index: before + i,
      path,
      file: manifest.file,
      today,
    });
    return {
      audited,
      exceptions: exceptionsOf(integration, audited, today),
      overdue: overdueOf(integration, audited, today),
    };
  });
  return {
    file: {
      path,
      organization: textOf(manifest.file.organization),
      server: textOf(manifest.file.server),
      incomplete: hidden.length > 0,
      hidden,
      integrations: parts.length,
      findings: rest.map(audit),
    },
    integrations: parts.map(({ audited }) => audited),
    exceptions: parts.flatMap(({ exceptions }) => exceptions),
    overdue: parts.flatMap(({ overdue }) => overdue),
  };
}

/** The findings of each integration, and the others. By place, because in a broken file two integrations may have one name. */
function byEntry(
  findings: readonly Finding[],
  manifest: Manifest,
): { own: ReadonlyMap<PlacedIntegration, readonly Finding[]>; rest: readonly Finding[] } {
  const own = new Map<PlacedIntegration, Finding[]>();
  const rest: Finding[] = [];
  for (const finding of findings) {
    const index = integrationIndexAt(manifest, finding.at.start);
    // At the end of one begins the next.
    const placed = [index, index - 1]
      .map((i) => manifest.integrations[i])
      .find((near) => isOf(finding, near));
    const told = placed && own.get(placed);
    if (told) told.push(finding);
    else if (placed) own.set(placed, [finding]);
    else rest.push(finding);
  }
  return { own, rest };
}

function isOf({ integration: name, at }: Finding, placed: PlacedIntegration | undefined): boolean {
  if (!placed) return false;
  const { start, entry } = placed;
  return name === entry.name.text && at.start >= start && at.start <= start + entry.source.length;
}

function byEnd(a: AuditedException, b: AuditedException): number {
  return compareTexts(a.until ?? '~', b.until ?? '~') || compareTexts(a.path, b.path);
}

function byDelay(a: OverdueWork, b: OverdueWork): number {
  return (b.days ?? -1) - (a.days ?? -1) || compareTexts(a.path, b.path);
}

function summarize({
  files,
  integrations,
  exceptions,
  overdue,
}: Pick<Audit, 'files' | 'integrations' | 'exceptions' | 'overdue'>): AuditSummary {
  const listed = integrations.flatMap((integration) => integration.grants);
  const grants = listed.filter(({ grantable }) => grantable);
  const findings = { error: 0, warning: 0, info: 0, hint: 0, accepted: 0 };
  for (const { level, accepted } of [...files, ...integrations].flatMap((part) => part.findings))
    findings[accepted ? 'accepted' : level]++;
  return {
    files: files.length,
    integrations: integrations.length,
    owners: new Set(integrations.flatMap(({ owner }) => owner ?? [])).size,
    withoutOwner: integrations.filter(({ owner }) => owner === null).length,
    grants: grants.length,
    broad: grants.filter(({ broad }) => broad === true).length,
    withoutRationale: listed.filter(({ rationale, fixed }) => rationale === null && !fixed).length,
    exceptions: exceptions.length,
    overdue: overdue.length,
    changedSinceReview: integrations.filter(({ changedSinceReview }) => changedSinceReview).length,
    findings,
  };
}
