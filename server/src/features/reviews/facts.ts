/** What is known of the review of an integration: Markdown for a tooltip, and text to paste somewhere. */
import type { Analysis, JudgedIntegration } from '../../lint/analyse.ts';
import { capital } from '../../rules/wording.ts';
import type { ReviewFacts } from '../../review-protocol.ts';
import { newestReview, reviewSpan } from '../../rules/reviews.ts';
import { codeSpan, escapeMarkdown, oneLine, paragraphs } from '../markdown.ts';
import { rowIds } from './rows.ts';
import { SENSITIVITIES, sensitivityOf } from './sensitivity.ts';
import { countedStates, standingOf } from './state.ts';

/** At most this many names of what is granted; a file can list any number. */
const SHOWN = 8;

/** The facts on the integrations of these ids, in the order of the file. */
export function reviewFacts(analysis: Analysis, wanted: readonly string[]): ReviewFacts[] {
  const ids = new Set(wanted);
  const { parts } = analysis;
  return rowIds(parts).flatMap((id, i) => {
    const part = parts[i];
    return part && ids.has(id) ? [{ id, ...factsOf(part, analysis) }] : [];
  });
}

function factsOf(part: JudgedIntegration, analysis: Analysis): Omit<ReviewFacts, 'id'> {
  const { integration } = part;
  const standing = standingOf(part, analysis);
  const { name, kind, service, purpose, scopes, permissions } = integration;
  const kinds = [kind, service].flatMap((text) => (text ? [text.text] : []));
  const summary = standing.summary ?? 'When it was last reviewed cannot be told';
  const state = countedStates([standing])?.replace(/^1 /, '');
  // Of what was never reviewed the summary says no more than the state.
  const said = state === summary.toLowerCase() ? '' : summary;
  const standingWords = (strong: (text: string) => string, plain: (text: string) => string): string =>
    [...(state === undefined ? [] : [strong(capital(state))]), ...(said === '' ? [] : [plain(said)])].join(
      ' · ',
    );
  const granted = [
    ...scopes.flatMap(({ scope }) => (scope ? [scope.text] : [])),
    ...permissions.flatMap(({ permission, access }) =>
      permission ? [[permission.text, ...(access ? [access.text] : [])].join(': ')] : [],
    ),
  ];
  const names = (show: (text: string) => string): string =>
    granted.slice(0, SHOWN).map(show).join(', ') +
    (granted.length > SHOWN ? `, and ${granted.length - SHOWN} more` : '');
  const notes = newestReview(integration, analysis.today)?.review.notes?.text ?? '';
  const facts: readonly (readonly [label: string, text: string])[] = [
    ['Purpose', purpose?.text ?? ''],
    ['Owner', integration.owner?.text ?? ''],
    ['Reviewed every', reviewSpan(integration, analysis.manifest)?.text ?? ''],
    ['Notes of the last review', notes],
    ['Sensitivity', SENSITIVITIES[sensitivityOf(integration)]?.toLowerCase() ?? ''],
  ];
  const filled = facts.filter(([, text]) => text.trim() !== '');
  return {
    markdown: paragraphs(
      `**${codeSpan(name.text) || 'No name'}**${kinds.map((text) => ` · ${codeSpan(text)}`).join('')}`,
      standingWords((text) => `**${text}**`, escapeMarkdown),
      [
        ...filled.map(([label, text]) => `- ${label}: ${escapeMarkdown(text)}`),
        ...(granted.length > 0 ? [`- Granted: ${names(codeSpan)}`] : []),
      ].join('\n'),
    ),
    text: [
      [name.text, ...kinds].map((text) => oneLine(text)).join(' · '),
      standingWords(String, String),
      ...filled.map(([label, text]) => `${label}: ${oneLine(text)}`),
      ...(granted.length > 0 ? [`Granted: ${names((text) => oneLine(text))}`] : []),
    ].join('\n'),
  };
}
