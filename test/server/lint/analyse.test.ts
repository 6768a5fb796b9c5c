import { expect, it } from 'vitest';
import { analyse } from '../../../server/src/lint/analyse.ts';

const TODAY = 20_780;
const TEXT =
  "version: 1\nintegrations:\n  a:\n    kind: scim-token\n    purpose: it's fine\n  b:\n    kind: internal-integration\n    scopes:\n      - org:admin\n";

it.each(["'", '(', '@', '%', '- '])(
  'finds the same again after a stray %s was typed and deleted',
  (stray) => {
    const fresh = analyse(TEXT, TODAY);
    const broken = analyse(TEXT.replace('    kind: scim', `  ${stray}  kind: scim`), TODAY, {
      previous: fresh,
    });
    const rules = ({ findings }: typeof fresh): string[] => findings.map(({ rule }) => rule);
    expect(rules(analyse(TEXT, TODAY, { previous: broken }))).toEqual(rules(fresh));
  },
);

it.each(['version: "1\n', 'version: [1\n'])('is not silenced by a version that is not closed: %j', (head) => {
  const { findings } = analyse(
    `${head}integrations:\n  b:\n    kind: internal-integration\n    scopes: [org:admin]\n`,
    TODAY,
  );
  expect(findings.map(({ rule }) => rule)).toContain('invalid-yaml');
});

it.each(['scopes: org:read', 'scopes: *nope', 'webhooks: issue', 'webhooks: { issue: true }'])(
  'does not call a review stale over %s, which cannot be read',
  (line) => {
    const entry = `    kind: internal-integration\n    ${line}\n    reviews: [{ date: 2026-11-01, by: dana, of: p1-00000000 }]\n`;
    const { findings } = analyse(`version: 1\nintegrations:\n  b:\n${entry}`, TODAY);
    expect(findings.map(({ rule }) => rule)).not.toContain('stale-review');
  },
);
