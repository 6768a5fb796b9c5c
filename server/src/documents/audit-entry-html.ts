/** One integration in the HTML report. */
import type { AuditedCredential, AuditedException, AuditedGrant, AuditedIntegration } from '../service.ts';
import { bad, code, codes, end, NONE, prose, table, yesNo } from './audit-cells.ts';
import { articleOf } from './audit-charts.ts';
import {
  FIXED_WORDS,
  grantHead,
  NO_ORGANIZATION,
  reachWords,
  reviewStateWords,
  tellsOfRotation,
  tellsSince,
  UNGRANTABLE_WORDS,
  type Home,
} from './audit-document.ts';
import { exceptionWords, findingWords } from './audit-findings.ts';
import { foreign, html, type Html, type Insert } from './html.ts';
import { beforeSpan } from './words.ts';

/** All that is told of one integration. */
export function integrationPart(
  integration: AuditedIntegration,
  index: number,
  home: Home | undefined,
  exceptions: readonly AuditedException[],
): Html {
  const { path, name, id, kind, service, purpose, owner, credential, reviews } = integration;
  const facts: [string, Insert][] = [
    ['purpose', purpose === null ? bad('none') : prose(purpose)],
    ['owner', owner === null ? bad('nobody') : foreign(owner)],
    ['kind', kind !== null && html`${foreign(kind)}${service !== null && html` of ${foreign(service)}`}`],
    ['id in Sentry', id !== null && code(id)],
    ['organization', home && (home.organization === null ? NO_ORGANIZATION : foreign(home.organization))],
    ['server', home?.server ? foreign(home.server) : null],
    ['manifest', code(path)],
    ['stored in', credential?.storedIn ? foreign(credential.storedIn) : null],
    ['rotated', credential && tellsOfRotation(integration) ? rotation(credential) : null],
    ['expires', credential?.expires ? expiry(credential.expires, credential.expired) : null],
    ['reach', reachWords(integration)],
    ['limited to', codes(integration.limitedTo)],
    ['features', codes(integration.features)],
    ['webhooks', codes(integration.webhooks)],
    ['uses', codes(integration.uses)],
    ['review', review(integration)],
    ['open findings', openWords(integration)],
    ['exceptions', exceptionWords(exceptions)],
  ];
  return html`<article class="integration" id="${articleOf(index)}">
    <h3>${foreign(name)}</h3>
    <dl>
      ${facts.map(
        ([what, text]) =>
          text !== null &&
          text !== undefined &&
          text !== false &&
          html`<dt>${what}</dt>
            <dd>${text}</dd>`,
      )}
    </dl>
    ${integration.grants.length > 0 && grantTable(integration.grants)}
    ${
      reviews.length > 0 &&
      table(
        ['reviewed', 'by', 'notes'],
        reviews.map(({ date, by, notes, ahead }) => [
          html`${foreign(date)}${ahead && html` ${bad('not yet')}`}`,
          by === null ? NONE : foreign(by),
          notes === null ? NONE : prose(notes),
        ]),
      )
    }
  </article>`;
}

function grantTable(grants: readonly AuditedGrant[]): Html {
  const isDated = tellsSince(grants);
  return table(
    grantHead(isDated),
    grants.map((grant) => grantRow(grant, isDated)),
  );
}

function grantRow(grant: AuditedGrant, isDated: boolean): Insert[] {
  const { name, grantable, access, includes, broad, since, until, ended, rationale, fixed } = grant;
  return [
    html`${code(name)}${!grantable && html` ${bad(UNGRANTABLE_WORDS)}`}${access !== null && html` ${foreign(access)}`}${
      includes.length > 0 && html` <span class="faint">with ${includes.join(', ')}</span>`
    }`,
    yesNo(broad),
    ...(isDated ? [since === null ? NONE : foreign(since)] : []),
    end(until, ended),
    fixed ? FIXED_WORDS : rationale === null ? bad('none') : prose(rationale),
  ];
}

function rotation({ rotated, rotateEvery, rotationDue, rotationOverdue }: AuditedCredential): Html {
  const every = rotateEvery !== null && html`, ${beforeSpan(rotateEvery)}${foreign(rotateEvery)}`;
  const late = rotationOverdue && html`, ${bad(`was due on ${rotationDue ?? NONE}`)}`;
  return html`${rotated === null ? 'nobody says when' : foreign(rotated)}${every}${late}`;
}

function expiry(expires: string, expired: boolean): Html {
  return html`${foreign(expires)}${expired && html` ${bad('expired')}`}`;
}

function openWords({ findings }: AuditedIntegration): Insert {
  const words = findingWords(findings);
  return words.includes('error') ? bad(words) : words;
}

function review(integration: AuditedIntegration): Html {
  const { reviewEvery, reviewDue, reviewState } = integration;
  const looks = {
    overdue: 'bad',
    stale: 'bad',
    never: 'bad',
    soon: 'soon-text',
    current: 'fine',
    unknown: 'bad',
  };
  return html`<span class="${looks[reviewState]}">${reviewStateWords(integration)}</span
    >${reviewDue !== null && `, due on ${reviewDue}`}${reviewEvery !== null && html`, ${beforeSpan(reviewEvery)}${foreign(reviewEvery)}`}`;
}
