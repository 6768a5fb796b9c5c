/** The grants that nothing explains, as the questions that their fixes ask. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { hideCredentials } from '../catalog/hide-credentials.ts';
import type { Finding } from '../lint/finding.ts';
import type { ListItem, Manifest, PlacedIntegration } from '../manifest/model.ts';
import type { BareGrants, TextRequest } from '../protocol.ts';
import { shown } from '../rules/wording.ts';
import { endOfLine, lineStart } from '../yaml/lines.ts';
import { touches } from '../yaml/node.ts';
import type { Range } from '../yaml/node.ts';
import { shiftRange } from '../yaml/shift.ts';
import { textRequest } from './code-actions.ts';
import { findIntegration } from './review.ts';
import type { IntegrationTarget } from './review.ts';

const RULE = 'missing-rationale';

/**
 * The bare grants of an integration in their order, or only the one at the offset where that is one;
 * undefined where there is no such integration.
 */
export function bareGrants(
  document: TextDocument,
  manifest: Manifest,
  findings: readonly Finding[],
  target: IntegrationTarget,
): BareGrants | undefined {
  const placed = findIntegration(manifest, target);
  if (!placed) return undefined;
  const { start, integration } = placed;
  const end = start + integration.source.length;
  const bare = findings.filter(({ rule, at }) => rule === RULE && at.start >= start && at.end <= end);
  const grant = grantAt(placed, target.offset);
  const here = grant && bare.filter(({ at }) => at.start >= grant.start && at.end <= grant.end);
  const wanted = here && here.length > 0 ? here : bare;
  const requests: TextRequest[] = [];
  const left: string[] = [];
  for (const finding of wanted) {
    const request = finding.fixes().map((fix) => textRequest(document, finding, fix))[0];
    if (request) requests.push(request);
    else left.push(`${shown(finding.scope ?? '')} of ${shown(integration.name.text)}`);
  }
  return { integration: hideCredentials(integration.name.text), requests, left };
}

/** The lines that hold the grant at an offset; a cursor behind its last word, or in the indent before it, is on it too. */
function grantAt(
  { start, integration }: PlacedIntegration,
  offset: number | undefined,
): { start: number; end: number } | undefined {
  if (offset === undefined) return undefined;
  const { source, scopes, permissions } = integration;
  const grants: readonly ListItem[] = [...scopes, ...permissions];
  const own = offset - start;
  if (own < 0 || own > source.length) return undefined;
  const line = { start: lineStart(source, own), end: endOfLine(source, own) };
  const at = grants
    .map((grant) => grant.at)
    .find((grant) =>
      // Several grants on one line of flow style: only the one that is really there.
      isAlone(source, grant) ? grant.start <= line.end && line.start <= grant.end : touches(grant, own),
    );
  return at && shiftRange(at, start);
}

/** Whether there is nothing before the grant on its line but its dash. */
function isAlone(source: string, { start }: Range): boolean {
  const dash = lastOfText(source, start);
  if (source[dash] !== '-') return false;
  const before = lastOfText(source, dash);
  return before < 0 || source[before] === '\n';
}

/** Where the last character before `offset` stands that is a line break or no blank; -1 where none does. */
function lastOfText(source: string, offset: number): number {
  let at = offset - 1;
  while (at >= 0 && source[at] !== '\n' && /\s/.test(source[at] ?? '')) at--;
  return at;
}
