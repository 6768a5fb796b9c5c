/**
 * The manifest format, version 1: its one truth. The JSON Schema, the reference page and the table that the reader, the completion
 * and the hovers go by (`format.generated.ts`) are made from it by `npm run generate`; nothing at run time imports this file.
 *
 * A key without a value counts as one that is missing, so what may be missing may be null too.
 */
import * as z from 'zod';

/** What the schema says of a value beyond its type; carried into the generated table. */
interface Meta {
  readonly description: string;
  /** How the text is judged: by a look-up or by a pattern of its own. */
  readonly format?: 'date' | 'span' | 'scope' | 'webhook' | 'rule' | 'level' | 'digest' | 'service';
  /** The rule that asks for the key where it may be left out. */
  readonly askedBy?: string;
  /** Set where the text is looked up by its whole spelling: no such name begins with a number sign. */
  readonly isName?: true;
  /** The kinds of integration that have this key; all where left out. */
  readonly kinds?: 'credential' | 'integration' | 'service';
  /** What a value of the right form is, to be read after "must be". */
  readonly expected?: string;
}

const meta = <T extends z.ZodType>(type: T, about: Meta): T => type.meta({ ...about });

/** Free text. A number or a truth value that somebody did not quote is text to a person. */
const text = (description: string, more: Omit<Meta, 'description'> = {}) =>
  meta(z.union([z.string(), z.number(), z.boolean()]), { description, ...more });
const pattern = (regex: RegExp, description: string, more: Omit<Meta, 'description'> = {}) =>
  meta(z.string().regex(regex), { description, ...more });
/** A text of some form that a number or a truth value without quotes may have: only the reader can tell, for it alone sees what is written. */
const patternOfWord = (regex: RegExp, description: string, more: Omit<Meta, 'description'> = {}) =>
  meta(z.union([z.string().regex(regex), z.number(), z.boolean()]), { description, ...more });
const date = (description: string, askedBy?: string) =>
  pattern(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, description, {
    format: 'date',
    ...(askedBy === undefined ? {} : { askedBy }),
    expected: 'a day of the calendar, written YYYY-MM-DD',
  });
const span = (description: string) =>
  pattern(/^([1-9]\d{0,3} (day|week|month|year)s?|monthly|quarterly|half-yearly|yearly)$/, description, {
    format: 'span',
    expected: 'a span such as 90 days, 6 months, quarterly or yearly',
  });
const list = <T extends z.ZodType>(item: T, about: Meta) => meta(z.array(item), about);

/** Words that may stand in one place, each with what it means. */
const choice = (values: Readonly<Record<string, string>>, about: Meta) =>
  z.enum(Object.keys(values) as [string, ...string[]]).meta({ ...about, values });

export const KINDS = {
  'internal-integration':
    'A custom integration of one organization; its tokens hold the scopes that its form grants.',
  'public-integration':
    'A custom integration that other organizations can install; once published its scopes are fixed.',
  'organization-token':
    'An organization auth token. It always holds org:ci and nothing else; made for build pipelines.',
  'personal-token': "A person's own token. It stops working when the person leaves.",
  'oauth-application': 'An application that people sign in to; its tokens act for the person who approved.',
  'legacy-api-key': 'An organization API key of the old kind; Sentry makes no new ones.',
  'scim-token':
    'The credential that sign-on settings create for SCIM provisioning, with a fixed set of scopes.',
  service: 'What Sentry may do in another service, such as GitHub, Slack or Jira.',
};

const LEVEL_MEANINGS = {
  off: 'The rule is not run.',
  hint: 'Shown in the editor only as a faint mark.',
  info: 'Worth knowing.',
  warning: 'Should be put right.',
  error: 'Must be put right; fails the check.',
};

/** A map with a name of its own in the JSON Schema. */
const named = <T extends z.ZodRawShape>(id: string, shape: T) => z.strictObject(shape).meta({ id });

const review = named('review', {
  every: span(
    'How often the permissions are compared with Sentry, such as `90 days` or `quarterly`.',
  ).nullish(),
  remind: span(
    'How early a review counts as due soon. 14 days where left out, or a quarter of `every` if that is less.',
  ).nullish(),
});

const acceptance = named('acceptance', {
  rule: pattern(/^[a-z]+(-[a-z]+)*$/, 'The rule whose finding is accepted here.', {
    format: 'rule',
    expected: 'the name of a rule, such as broad-scope',
  }),
  reason: text('Why the finding may stay: the decision, the ticket, what has to happen first.'),
  until: date('The last day on which the exception holds.', 'open-ended-acceptance').nullish(),
  by: text('Who accepted it.').nullish(),
});
const accept = list(acceptance, {
  description: 'Documented, expiring exceptions to rules, for this place and what is below it.',
});

const scopeGrant = named('scope', {
  scope: pattern(/^\S+$/, 'The Sentry scope that is granted, such as `project:releases`.', {
    format: 'scope',
  }),
  rationale: text('Why the integration needs exactly this.', { askedBy: 'missing-rationale' }).nullish(),
  since: date('The day on which it was granted.').nullish(),
  until: date('The last day on which it should be granted.').nullish(),
  accept: accept.nullish(),
});

const permissionGrant = named('permission', {
  permission: text('The permission, spelled as the other service spells it.', { isName: true }),
  access: text(
    'How far it goes, such as `read` or `write`. Where it is left out, what Sentry asks for counts.',
    { isName: true },
  ).nullish(),
  rationale: text('Why Sentry needs exactly this.', { askedBy: 'missing-rationale' }).nullish(),
  accept: accept.nullish(),
});

const reviewEntry = named('reviewEntry', {
  date: date("The day on which somebody compared Sentry's settings with this entry."),
  by: text('Who compared them.'),
  of: pattern(
    /^(?:p1-[0-9a-f]{8}|p(?!1-)\d+-[0-9a-f]+)$/,
    'A digest of the permissions that were reviewed; written by _Mark as Reviewed_.',
    {
      format: 'digest',
      expected: 'a digest such as p1-5f1c9a04, which Mark as Reviewed writes',
    },
  ).nullish(),
  notes: text('What came of it.').nullish(),
});

const credential = named('credential', {
  storedIn: text('Where the secret is kept, such as `vault://platform/sentry/bot`. Never the value itself.', {
    askedBy: 'missing-storage',
  }).nullish(),
  rotated: date('The day on which the secret was last replaced.').nullish(),
  rotateEvery: span('How often the secret is replaced.').nullish(),
  expires: date('The last day on which the secret works.').nullish(),
});

const integration = named('integration', {
  kind: choice(KINDS, { description: 'What kind of credential or connection this is.' }),
  id: text("Sentry's slug or id of it; survives a rename.", { isName: true }).nullish(),
  purpose: text('What Sentry and the other side do with it.', { askedBy: 'missing-purpose' }).nullish(),
  owner: text('The team or address that answers for it.', { askedBy: 'missing-owner' }).nullish(),
  review: meta(review, {
    description: 'Its own review schedule, instead of the one of the file.',
  }).nullish(),
  credential: meta(credential, {
    description: 'Where the secret is kept and how it is rotated; never its value.',
    askedBy: 'missing-storage',
    kinds: 'credential',
  }).nullish(),
  scopes: list(meta(z.union([z.string(), scopeGrant]), { description: 'A scope with its rationale.' }), {
    description: 'The Sentry scopes it is meant to hold, each with the reason.',
    askedBy: 'missing-scopes',
    kinds: 'credential',
  }).nullish(),
  webhooks: list(
    text('A resource such as `issue`, or one event of it such as `issue.created`.', { format: 'webhook' }),
    {
      description: 'What Sentry sends it.',
      kinds: 'integration',
    },
  ).nullish(),
  uses: list(
    text('An API operation (`GET /api/0/…`) or the command of a known tool (`sentry-cli releases new`).', {
      isName: true,
    }),
    {
      description: 'What it really does; the least scopes are computed from this.',
    },
  ).nullish(),
  service: text('The other service, such as `github`.', {
    askedBy: 'missing-key',
    kinds: 'service',
    format: 'service',
  }).nullish(),
  permissions: list(meta(permissionGrant, { description: 'A permission with its rationale.' }), {
    description: 'What Sentry may do in the other service.',
    askedBy: 'missing-key',
    kinds: 'service',
  }).nullish(),
  features: list(text('A feature, such as `suspect-commits`.', { isName: true }), {
    description: 'The Sentry features in use; the least permissions follow from them.',
    kinds: 'service',
  }).nullish(),
  limitedTo: list(text('A repository, channel or project.'), {
    description: 'The repositories, channels or projects that the installation is limited to.',
    kinds: 'service',
  }).nullish(),
  reviews: list(meta(reviewEntry, { description: 'One review.' }), {
    description: "The audit trail: when somebody compared this entry with Sentry's settings.",
    askedBy: 'missing-review',
  }).nullish(),
  accept: accept.nullish(),
});

/** The whole file. */
export const manifestSchema = z.strictObject({
  version: meta(z.literal(1), { description: 'The version of this format.' }),
  organization: patternOfWord(/^[a-z0-9][a-z0-9_-]*$/, 'The slug of the Sentry organization.', {
    expected: 'a slug: lower-case letters, digits, hyphens and underscores',
  }).nullish(),
  server: pattern(
    /^https:\/\/[^\s/@]+(\/\S*)?$/,
    'The address of a self-hosted Sentry; `https://sentry.io` where left out.',
    {
      expected:
        'an address that begins with https:// and the name of a server, and holds no blank, no user and no password',
    },
  ).nullish(),
  review: meta(review, {
    description: 'How often each integration is reviewed, unless it says otherwise.',
  }).nullish(),
  rules: meta(
    z.record(
      z.string(),
      choice(LEVEL_MEANINGS, { description: 'The level of the rule.', format: 'level' }).nullable(),
    ),
    {
      description: 'The levels of individual rules.',
      format: 'rule',
    },
  ).nullish(),
  integrations: meta(
    z.record(z.string(), meta(integration, { description: 'One integration.' })).nullable(),
    {
      description: 'Everything that holds Sentry permissions, by name.',
    },
  ),
});
