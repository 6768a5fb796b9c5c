/** *Explain the least scopes*: the certificate of an integration's least scopes, as a page that a person can check. */
import { CATALOG_DATE } from '../../catalog/about.ts';
import { fixedScopes } from '../../catalog/credentials.ts';
import type { Day } from '../../manifest/dates.ts';
import { isKind } from '../../manifest/format.ts';
import type { Integration } from '../../manifest/model.ts';
import type { Page } from '../../protocol.ts';
import { canHoldBundle, isDoneByBundle, isServedByBundle } from '../../privilege/bundle.ts';
import { BUNDLE, leastScopes } from '../../privilege/least-scopes.ts';
import type { Certificate, LeastScopes } from '../../privilege/least-scopes.ts';
import { reach } from '../../privilege/reach.ts';
import { useNamed, useOfWebhook } from '../../privilege/requirement.ts';
import type { Use } from '../../privilege/requirement.ts';
import {
  declaredUses,
  excessOf,
  isOfOther,
  mayBeOrganizationToken,
  receivesWebhooks,
} from '../../rules/declared-uses.ts';
import { heldGrants, knowsAllScopes } from '../../rules/granted.ts';
import { isForOrganizationToken } from '../../rules/prefer-organization-token.ts';
import { counted, joined } from '../../rules/wording.ts';
import { source } from '../hover/scope-text.ts';
import { useText } from '../hover/use-text.ts';
import { codeSpan, paragraphs } from '../markdown.ts';

/** The page on an integration; where the least scopes cannot be computed it says why, and what to do. */
export function explainLeast(integration: Integration, today: Day): Page {
  const name = codeSpan(integration.name.text) || 'an integration';
  const body = obstacle(integration) ?? computed(integration, today);
  return { name: 'Least scopes', markdown: `${paragraphs(`# The least scopes of ${name}`, ...body)}\n` };
}

/** Why there is nothing to compute, and what to do; undefined where there is something. */
function obstacle(integration: Integration): string[] | undefined {
  const { kind, uses, distrusted } = integration;
  if (distrusted.length > 0)
    return [
      '**A syntax error hides what stands here.** Mend it, then ask again: nothing is computed from a part.',
    ];
  if (!kind || !isKind(kind.text))
    return ['**Its kind is not known**, and which scopes can be chosen depends on it. Write `kind:`.'];
  if (kind.text === 'service')
    return [
      '**It is an installation in another service**, which holds permissions of that service and no scopes of Sentry.',
    ];
  const fixed = fixedScopes(kind.text);
  if (fixed)
    return [
      `**${codeSpan(kind.text)} leaves no choice**: Sentry gives it ${fixed.length === 0 ? 'no scope' : joined(fixed.map(codeSpan))}, whatever it is for.`,
    ];
  if (uses.length === 0)
    return [
      '**It does not say what it does.** List under `uses:` the operations of Sentry’s API or the commands that it runs, then ask again:',
      '```yaml\nuses:\n  - sentry-cli releases new\n  - GET /api/0/organizations/{organization_id_or_slug}/projects/\n```',
    ];
  return undefined;
}

function computed(integration: Integration, today: Day): string[] {
  const { uses, webhooks } = declaredUses(integration);
  const kind = integration.kind?.text;
  const all = [...uses.map(({ use }) => use), ...webhooks];
  const granted = heldGrants(integration, today).map(({ scope }) => scope);
  const excess = excessOf(integration, today);
  const least = excess?.least ?? leastScopes(all, kind, granted);
  const best = excess?.best ?? least.best;
  return [
    verdict(best, least, integration),
    best ? comparison(integration, best, granted, kind) : '',
    best ? kept(best, least.certificate) : impossible(least.certificate, kind),
    best ? dropped(least.certificate, integration) : '',
    others(least),
    forOthers(integration),
    unknown(integration),
    evidence(all),
    limits(),
    source(),
  ];
}

function verdict(
  best: readonly string[] | undefined,
  { organizationTokenServes, certificate }: LeastScopes,
  integration: Integration,
): string {
  const kind = integration.kind?.text;
  const { complete: isComplete } = declaredUses(integration);
  if (!best) {
    const isOnlyBundle = canHoldBundle(kind) !== false && certificate.impossible.every(isServedByBundle);
    const which = isOnlyBundle ? `without ${codeSpan(BUNDLE)}` : `that ${codeSpan(kind ?? '')} can hold`;
    return `**No scopes ${which} serve all of what it declares**, by the catalogue of ${CATALOG_DATE}.`;
  }
  const others = usesOfOthers(integration);
  if (others.length > 0 && declaredUses(integration).uses.every(({ use }) => !use.clauses))
    return `**No scope serves what it declares**: it takes another kind of credential, by the catalogue of ${CATALOG_DATE}.`;
  const what = others.length > 0 ? 'all but what takes another kind of credential' : 'what it declares';
  const token =
    (organizationTokenServes && isComplete && mayBeOrganizationToken(integration)) ||
    isForOrganizationToken(integration)
      ? ` An organization token (\`org:ci\`) alone would serve all of it${best.length > 0 ? ' too' : ''}.`
      : '';
  if (best.length === 0)
    return isComplete
      ? `**No scope at all is needed** for ${what}, by the catalogue of ${CATALOG_DATE}.`
      : `**The catalogue of ${CATALOG_DATE} does not know enough of what it declares** to name any scope.${token}`;
  return `**${joined(best.map(codeSpan))} ${best.length > 1 ? 'suffice' : 'suffices'}**${isComplete ? (others.length > 0 ? ` for ${what}` : '') : ' for what the catalogue knows of it'}: no weaker scopes serve these operations, by the catalogue of ${CATALOG_DATE}.${token}`;
}

function comparison(
  integration: Integration,
  best: readonly string[],
  granted: readonly string[],
  kind: string | undefined,
): string {
  if (!knowsAllScopes(integration))
    return 'What it holds today cannot be read to the end, so it is not compared.';
  const count = (scopes: readonly string[]): string =>
    counted(reach(scopes, kind).operations.length, 'operation');
  const isSame = granted.length === best.length && best.every((scope) => granted.includes(scope));
  return isSame
    ? `That is what it holds today. It reaches ${count(best)} of Sentry’s API.`
    : `${best.length > 1 ? 'These reach' : 'It reaches'} ${count(best)} of Sentry’s API; what it holds today${granted.length === 0 ? ', nothing,' : ''} reaches ${count(granted)}.`;
}

function kept(best: readonly string[], { kept: scopes }: Certificate): string {
  if (best.length === 0) return '';
  const lines = best.map((scope) => {
    const uses = scopes.find((own) => own.scope === scope)?.uses ?? [];
    const why =
      uses.length > 0
        ? `without it nothing serves ${joined(namesOf(uses))}`
        : 'it serves what an organization token is made for';
    return `- ${codeSpan(scope)}: ${why}.`;
  });
  return section('What each is there for', lines);
}

function dropped({ dropped: scopes }: Certificate, integration: Integration): string {
  const { uses, complete } = declaredUses(integration);
  // Of these is known that the bundle does them, and not what else would.
  const bundled = uses.map(({ use }) => use).filter((use) => !use.clauses && isDoneByBundle(use));
  const nothing = complete ? 'nothing that is declared' : 'nothing of it that the catalogue knows';
  return section(
    'What is granted beyond that',
    scopes.map(({ scope, weaker }) =>
      scope === BUNDLE && bundled.length > 0
        ? `- ${codeSpan(scope)}: it does ${joined(namesOf(bundled))}; whether another scope would is not known. Better let an organization token do it, which holds nothing else.`
        : weaker.length > 0
          ? `- ${codeSpan(scope)}: ${joined(weaker.map(codeSpan))} ${weaker.length > 1 ? 'do' : 'does'} all of it that is declared.`
          : `- ${codeSpan(scope)}: ${nothing} needs it.`,
    ),
  );
}

function impossible({ impossible: uses }: Certificate, kind: string | undefined): string {
  return section(
    'What cannot be served',
    uses.map((use) => `- ${codeSpan(use.written)}: ${elsewhere(use, kind)}`),
  );
}

/** What is left to do for a use that no scopes serve which are counted among the least. */
function elsewhere(use: Use, kind: string | undefined): string {
  const canHold = canHoldBundle(kind);
  if (isServedByBundle(use) && canHold !== false)
    return canHold
      ? `the bundle ${codeSpan(BUNDLE)} serves it. Add it, or better, let an organization token do it, which holds nothing else.`
      : `the bundle ${codeSpan(BUNDLE)} serves it, and whether ${codeSpan(kind ?? '')} can hold that is not known. An organization token does it.`;
  return `it takes scopes that ${codeSpan(kind ?? '')} cannot hold. Use another kind of credential for it.`;
}

/** More sets than that tell nobody anything. */
const MAX_SETS = 5;

function others({ alternatives }: LeastScopes): string {
  const lines = alternatives.slice(0, MAX_SETS).map((set) => `1. ${joined(set.map(codeSpan))}`);
  const more = alternatives.length - MAX_SETS;
  if (more > 0) lines.push(`1. and ${String(more)} more`);
  return section('Other sets that suffice, the least costly first', lines);
}

function usesOfOthers(integration: Integration): readonly Use[] {
  return declaredUses(integration)
    .uses.map(({ use }) => use)
    .filter((use) => isOfOther(use, integration));
}

/** What is declared and no scope of this entry does. */
function forOthers(integration: Integration): string {
  return section(
    'What takes another kind of credential',
    usesOfOthers(integration).map(
      ({ written, credential = '' }) =>
        `- ${codeSpan(written)}: it takes a credential of the kind ${codeSpan(credential)}, whatever the scopes of another. Give that an entry of its own.`,
    ),
  );
}

/** What is declared and was left out, since nobody knows which scopes it takes. */
function unknown(integration: Integration): string {
  const { uses } = integration;
  const webhooks = receivesWebhooks(integration) ? integration.webhooks : [];
  const strangeUses = uses.filter(({ text }) => {
    const use = useNamed(text);
    return !use || (!use.clauses && !isOfOther(use, integration));
  });
  const lines = [
    ...strangeUses.map(({ text }) => {
      const why = useNamed(text) ? 'does not know what it takes' : 'knows no such operation or command';
      return `- ${codeSpan(text)}: the catalogue ${why}.`;
    }),
    ...webhooks
      .filter(({ text }) => !useOfWebhook(text))
      .map(({ text }) => `- ${codeSpan(text)}: the catalogue knows no such webhook.`),
  ];
  if (lines.length === 0) return '';
  const so = 'So the scopes above are the least for the rest, and no rule says that anything is in excess.';
  return section('What was left out', [...lines, '', so]);
}

function evidence(uses: readonly Use[]): string {
  const seen = new Set<string>();
  const parts = uses
    .filter(({ name, sort }) => sort !== 'webhook' && !seen.has(name) && seen.add(name))
    .map((use) => useText(use));
  const sent = uses
    .filter(({ sort }) => sort === 'webhook')
    .map(
      ({ written, clauses = [] }) =>
        `**${codeSpan(written)}** · a webhook\n\n${clauses.length === 0 ? 'Sentry asks for no scope.' : `Sentry sends it only to who holds ${joined(clauses.flatMap(({ anyOf }) => anyOf).map(codeSpan), 'or')}.`}`,
    );
  const all = [...parts, ...sent];
  return all.length === 0 ? '' : paragraphs('## What this rests on', ...all);
}

function limits(): string {
  return section('What this does not say', [
    '- A scope is necessary and not sufficient: the role of the person behind a token and the teams that a project belongs to decide as well.',
    '- Least means: of all sets that serve every use, the one whose most sensitive scope is the mildest, implied scopes counted; then the lowest sum of sensitivities, the fewest scopes, the fewest operations reached.',
  ]);
}

function namesOf(uses: readonly Use[]): string[] {
  return [...new Set(uses.map(({ written }) => codeSpan(written)))];
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `## ${title}\n\n${lines.join('\n')}`;
}
