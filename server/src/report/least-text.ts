/** The answer of `least` for people. */
import {
  BUNDLE,
  CATALOG_DATE,
  featureMeant,
  featuresOfService,
  hasFixedScopes,
  type LeastAnswer,
  type LeastServiceAnswer,
  type UnservedUse,
  type UseAdvice,
} from '../service.ts';
import { visible } from './visible.ts';

/** The scopes first and alone on their line, so that they can be copied; then why. */
export function leastText(
  answer: LeastAnswer,
  kind: string | undefined,
  { instead, inQuotes }: UseAdvice,
): string {
  const { alternatives, certificate } = answer;
  const parts = [
    verdict(answer, kind),
    list('Not served', rows(certificate.unserved.map((own) => [visible(own.use), whatServes(own, kind)]))),
    list('Kept', rows(certificate.kept.map(({ scope, uses }) => [scope, uses.map(visible).join(', ')]))),
    list(
      'Other sets that suffice, the least costly first',
      alternatives.map((set) => set.join(' ')),
    ),
    tokenText(answer),
    list('Left out, since the catalogue does not know what they take', advised(certificate.unknown, instead)),
    list('Not sure, by the catalogue', rows(certificate.unsure.map(({ use, why }) => [visible(use), why]))),
    list(
      'Also known',
      certificate.notes.flatMap(({ use, note }, i, all) => [
        ...(use === all[i - 1]?.use ? [] : [visible(use)]),
        `  ${note}`,
      ]),
    ),
    ...inQuotes.map((use) => `A use with blanks goes into quotes: "${visible(use)}"`),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The same for the permissions in another service; of features that are all unknown there is nothing to say but which there are. */
export function leastServiceText(answer: LeastServiceAnswer, asked: readonly string[]): string {
  const { service, chosenBy, permissions, leaveOut, undecided, alsoAsked, unserved, unknown, confidence } =
    answer;
  const rest = [...leaveOut, ...undecided, ...alsoAsked];
  const meant = unknown.map((name) => featureMeant(service, name));
  const named = nameIn([...permissions, ...rest]);
  const others = (of: LeastServiceAnswer['leaveOut']): string[] =>
    rows(of.map((own) => [named(own), own.features.join(', ')]));
  const granted = permissions.map((own) => {
    const { access, ground, features } = own;
    return [`${named(own)}: ${access}`, features.length > 0 ? features.join(', ') : GROUNDS[ground]] as const;
  });
  const isSure = unserved.length === 0 && unknown.length === 0;
  const granting = [
    permissions.length === 0 && isSure
      ? `Nothing has to be granted in ${service}.`
      : list('Grant', rows(granted)),
    ...(chosenBy === 'sentry'
      ? [list('Sentry’s app asks for these too', others(alsoAsked)), fixedText(answer)]
      : isSure
        ? [
            list('Leave out', others(leaveOut.filter(({ asked }) => !asked))),
            list(ASKED, others(leaveOut.filter(({ asked }) => asked))),
          ]
        : [list(UNDECIDED, others(undecided))]),
    list('The catalogue does not know what these need', unserved),
  ];
  const parts = [
    ...(asked.every((feature) => unknown.includes(feature)) ? [] : granting),
    list(
      `No features of ${service}`,
      unknown.flatMap((name, i) => {
        const feature = meant[i];
        return [visible(name), ...(feature === undefined ? [] : [`  Did you mean “${feature}”?`])];
      }),
    ),
    meant.includes(undefined) ? list(`${service} has these features`, featuresOfService(service)) : '',
    `By the catalogue of ${CATALOG_DATE}${confidence === 'high' ? '' : `, which is not sure of ${service} (${confidence})`}.`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

type Named = Pick<LeastServiceAnswer['permissions'][number], 'permission' | 'where'>;

/** The names, with the places that tell them apart where one of them is in two. */
function nameIn(all: readonly Named[]): (own: Named) => string {
  const isClear = new Set(all.map(({ permission }) => permission)).size === all.length;
  return ({ permission, where }) => (isClear || where === null ? permission : `${permission} (${where})`);
}

/** What is left to whoever installs Sentry's own app. */
function fixedText({ service, limit, ownApp }: LeastServiceAnswer): string {
  return [
    'Sentry’s own app fixes the set.',
    limit
      ? `It can be limited by ${limit.of} (${limit.how}).`
      : `The catalogue knows nothing that would limit what it reaches in ${service}.`,
    ownApp
      ? 'Whoever hosts Sentry themselves makes an app of their own and chooses what it holds (--own-app).'
      : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const ASKED =
  'Sentry’s set-up asks for these all the same; leave them out, and put them back should anything fail';

const UNDECIDED = 'The catalogue does not know whether these can be left out';

const GROUNDS = {
  feature: '',
  connection: 'the connection itself',
  fixed: 'asked for always',
  'set-up': 'asked for in the set-up; whether it is needed is not known',
} as const;

/** What does a use that no scopes serve. */
function whatServes({ by }: UnservedUse, kind: string | undefined): string {
  if (by === null) return `it takes scopes that ${kind ?? 'a credential'} cannot hold`;
  if (by === BUNDLE) return `${BUNDLE} does: add it, or better, let an organization token do it`;
  return by === 'organization-token'
    ? 'an organization token does'
    : `it takes a ${by}, whatever the scopes of another credential`;
}

function tokenText({ best, certificate, organizationTokenServes }: LeastAnswer): string {
  if (!organizationTokenServes || best?.join() === BUNDLE) return '';
  const isAlso = best !== null && best.length > 0 && certificate.unknown.length === 0;
  return `An organization token (${BUNDLE}) alone would serve all of it${isAlso ? ' too' : ''}.`;
}

function verdict(
  { best, certificate: { kept, unknown, unserved }, forRest, fixedConfidence }: LeastAnswer,
  kind: string | undefined,
): string {
  const source = `by the catalogue of ${CATALOG_DATE}`;
  const what = unknown.length > 0 ? 'what the catalogue knows of it' : 'all of it';
  const isUnsure = kind !== undefined && fixedConfidence !== null && fixedConfidence !== 'high';
  const sureness = isUnsure ? ` The catalogue is not sure of what a ${kind} holds.` : '';
  if (best === null) {
    const which = unserved.every(({ by }) => by === BUNDLE)
      ? `without the bundle ${BUNDLE}`
      : `that ${kind ?? 'a credential'} can hold`;
    return `No scopes ${which} serve ${what}, ${source}.${restText(forRest, unknown.length === 0)}${sureness}`;
  }
  if (kind !== undefined && hasFixedScopes(kind))
    return `${best.join(' ')}\n\nThat serves ${what}, ${source}. A credential of the kind ${kind} always holds it, so nothing can be left out.${sureness}`;
  if (best.length > 0) {
    const these = unknown.length > 0 ? 'the operations that the catalogue knows' : 'these operations';
    return `${best.join(' ')}\n\nNo weaker scopes serve ${these}, ${source}.`;
  }
  return unknown.length > 0 && kept.length === 0
    ? `The catalogue of ${CATALOG_DATE} does not know enough to name any scope.`
    : `No scope is needed, ${source}.`;
}

/** The least scopes for what is served, where something else is not. */
function restText(scopes: LeastAnswer['forRest'], isAllKnown: boolean): string {
  if (scopes === null) return '';
  const rest = isAllKnown ? 'the rest' : 'what is known of the rest';
  if (scopes.length === 0) return ` No scope is needed for ${rest}.`;
  return ` For ${rest} the least ${scopes.length > 1 ? 'are' : 'is'} ${scopes.join(' ')}.`;
}

/** The uses with what to write instead, once where several get the same advice. */
function advised(uses: readonly string[], instead: UseAdvice['instead']): string[] {
  return uses.flatMap((use, i) => {
    const advice = instead.get(use);
    const next = uses[i + 1];
    const isLast = next === undefined || instead.get(next) !== advice;
    return [visible(use), ...(advice !== undefined && isLast ? [`  ${visible(advice)}`] : [])];
  });
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`${title}:`, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** The second column begins at one place. */
function rows(cells: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...cells.map(([first]) => first.length));
  return cells.map(([first, second]) => `${first.padEnd(width)}  ${second}`.trimEnd());
}
