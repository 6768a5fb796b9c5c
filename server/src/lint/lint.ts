/** Runs the rules. */
import { hideCredentials } from '../catalog/hide-credentials.ts';
import type { Day } from '../manifest/dates.ts';
import type { FileKeys, Integration, ListItem, Manifest } from '../manifest/model.ts';
import type { OwnKeys } from '../manifest/read-manifest.ts';
import { hasAcceptances } from '../rules/acceptances.ts';
import { rules } from '../rules/index.ts';
import { isForeignVersion } from '../rules/unsupported-version.ts';
import type {
  Check,
  Elsewhere,
  Fix,
  Found,
  Level,
  Part,
  Rule,
  RuleContext,
  Undecided,
} from '../rules/rule.ts';
import type { Range } from '../yaml/node.ts';
import { Decisions } from './decisions.ts';
import type { Finding } from './finding.ts';
import { harmlessKeys, hidesAsFile, hidesAsIntegration } from './hidden-grants.ts';
import { atLeast, isOff, levelSettings, NO_SETTINGS, withoutMilder } from './levels.ts';
import type { Floors, LevelSettings } from './levels.ts';
import { withoutPreceded } from './precedence.ts';
import { verifiedFixes } from './verified-fixes.ts';
import type { Verified } from './verified-fixes.ts';

/** What the judgement of an integration depends on beyond its own text. */
export interface LintContext {
  readonly today: Day;
  readonly file: RuleContext['file'];
  readonly levels: LevelSettings;
  /** Levels below which no rule may be set by the file. */
  readonly floors: Floors;
  /** The context of what hides grants, where the file would have less said of that; undefined where it would not. */
  readonly hiding?: LintContext | undefined;
}

const KNOWN_RULES: RuleContext['rules'] = new Map(rules.map(({ id, acceptable }) => [id, { acceptable }]));

/** The rules that say what is not read as it stands, with their levels. */
export const FORM_RULES: ReadonlyMap<string, Level> = new Map(
  rules.flatMap(({ id, group, level }) =>
    group === 'structure' && level === 'error' ? [[id, level] as const] : [],
  ),
);

/**
 * The context of a file's integrations on a day. No file silences that it is not read: one of another version sets no levels, since
 * nobody knows what it means by them, and what hides grants is told at the level that its rule has.
 */
export function lintContext(file: OwnKeys, today: Day, floors: Floors): LintContext {
  const levels = isForeignVersion(file) ? NO_SETTINGS : levelSettings(file);
  const kept = withoutMilder(levels, FORM_RULES);
  const context = { today, file: { review: file.review, server: file.server }, levels, floors };
  return kept.size === levels.size ? context : { ...context, hiding: { ...context, levels: kept } };
}

/** A text that is the same exactly where the judgement of an integration's text is. */
export function contextKey({ today, file, levels, floors }: LintContext): string {
  const schedule = [file.review?.every?.text, file.review?.remind?.text, file.server?.text];
  return JSON.stringify([today, schedule, [...levels].sort(), [...floors].sort()]);
}

/** The rules that look at one integration. Those on exceptions come last: they judge what the others have made of them. */
const INTEGRATION_RULES = rules
  .flatMap((rule) => (rule.integration ? [{ rule, check: rule.integration }] : []))
  .sort((a, b) => Number(a.rule.group === 'exceptions') - Number(b.rule.group === 'exceptions'));

/** What is the same for all integrations of a file. */
interface Run {
  /** The rules that are not off. */
  readonly ruleSet: typeof INTEGRATION_RULES;
  /** For integrations without exceptions. */
  readonly ruleContext: RuleContext;
}

const runs = new WeakMap<LintContext, Run>();

function runOf(context: LintContext): Run {
  let known = runs.get(context);
  if (!known) {
    known = {
      ruleSet: INTEGRATION_RULES.filter(({ rule }) => !isOff(rule.id, context.levels, context.floors)),
      ruleContext: ruleContextOf(context, NOWHERE),
    };
    runs.set(context, known);
  }
  return known;
}

function ruleContextOf(context: LintContext, elsewhere: Elsewhere): RuleContext {
  const { levels, floors } = context;
  return {
    ...context,
    rules: KNOWN_RULES,
    elsewhere,
    isOff: (rule) => isOff(rule, levels, floors),
    verdict: () => 'undecided',
  };
}

/** The findings in one integration; offsets from its start. */
export function lintIntegration(integration: Integration, given: LintContext): Finding[] {
  const context = given.hiding && hidesAsIntegration(integration) ? given.hiding : given;
  const contextOf = contextsFor(integration, context, given);
  const { ruleSet, ruleContext: plain } = runOf(context);
  const decisions = decisionsOn(integration, context.today);
  const ruleContext = decisions
    ? { ...plain, verdict: (acceptance: ListItem) => decisions.verdict(acceptance) }
    : plain;
  const findings: Finding[] = [];
  const holds: Readonly<Record<Part, boolean>> = {
    exceptions: decisions !== undefined,
    faults: integration.problems.length > 0 || integration.errors.length > 0,
    service: integration.service !== undefined || integration.permissions.length > 0,
    webhooks: integration.webhooks.length > 0,
  };
  ruleSet.forEach(({ rule, check }) => {
    decisions?.ran(rule);
    // Only an exception asks what a rule could not decide.
    if (rule.within && !holds.exceptions && !holds[rule.within]) return;
    for (const found of check(integration, ruleContext)) {
      if ('undecided' in found) decisions?.lacksData(rule, found.undecided);
      else if (isTrusted(rule, found, integration.distrusted)) {
        const by = contextOf(rule, found);
        if (!by) continue;
        findings.push(
          finish(
            rule,
            found,
            by,
            integration.name.text,
            integration,
            decisions?.accepts(rule, found) === true,
          ),
        );
      }
    }
  });
  return withoutPreceded(findings);
}

/** By which context a finding in the part is told, undefined for none: a key that hides nothing stays as the file sets it. */
function contextsFor(
  part: FileKeys | Integration,
  context: LintContext,
  given: LintContext,
): (rule: Rule, found: Found) => LintContext | undefined {
  if (context === given) return () => given;
  const harmless = harmlessKeys(part);
  return ({ id }, { at }) => {
    if (id !== 'unknown-key' || !harmless.has(at.start)) return context;
    return isOff(id, given.levels, given.floors) ? undefined : given;
  };
}

/** Nearly all integrations have no exceptions, and nothing to decide. */
function decisionsOn(integration: Integration, today: Day): Decisions | undefined {
  return hasAcceptances(integration) ? new Decisions(integration, today) : undefined;
}

/** No other file. */
const NOWHERE: Elsewhere = new Map();

/** The rules that look at more than one integration. */
const FILE_RULES: readonly Rule[] = rules.filter(({ file, manifest }) => file ?? manifest);

/** The findings that no single integration can tell; offsets of the file. */
export function lintFile(manifest: Manifest, given: LintContext, elsewhere: Elsewhere = NOWHERE): Finding[] {
  const { file } = manifest;
  const context = given.hiding && hidesAsFile(manifest) ? given.hiding : given;
  const contextOf = contextsFor(file, context, given);
  const foreign = isForeignVersion(file);
  const ruleContext = ruleContextOf(context, elsewhere);
  const decisions = new Map<Integration, Decisions | undefined>();
  /** Whether an exception of the integration covers what was found with the whole manifest in view. */
  const isAccepted = (rule: Rule, found: Found): boolean => {
    const { integration } = found;
    if (!integration) return false;
    if (!decisions.has(integration)) decisions.set(integration, decisionsOn(integration, context.today));
    return decisions.get(integration)?.accepts(rule, found) === true;
  };
  return FILE_RULES.flatMap((rule) => {
    if (
      isOff(rule.id, context.levels, context.floors) ||
      (foreign && rule.id !== 'unsupported-version' && !rule.judgesText)
    )
      return [];
    return [...run(rule.file, file, ruleContext), ...run(rule.manifest, manifest, ruleContext)].flatMap(
      (found) => {
        if ('undecided' in found || !isTrusted(rule, found, file.distrusted)) return [];
        const by = contextOf(rule, found);
        if (!by) return [];
        return [finish(rule, found, by, found.integration?.name.text ?? null, file, isAccepted(rule, found))];
      },
    );
  });
}

function run<Subject>(
  check: Check<Subject> | undefined,
  subject: Subject,
  context: RuleContext,
): Iterable<Found | Undecided> {
  return check ? check(subject, context) : [];
}

/** Behind a syntax error that swallows lines only the error itself is sure. */
function isTrusted(rule: Rule, { at, absence }: Found, distrusted: readonly Range[]): boolean {
  if (distrusted.length === 0 || judgesTextAlone(rule)) return true;
  return !absence && !distrusted.some(({ start, end }) => at.end > start && at.start <= end);
}

/** Whether it matters to the rule what is written and not what it means, so that no syntax error can mislead it. */
function judgesTextAlone({ id, judgesText }: Rule): boolean {
  return id === 'invalid-yaml' || judgesText === true;
}

function finish(
  rule: Rule,
  found: Found,
  { levels, floors }: LintContext,
  name: string | null,
  part: Verified,
  accepted: boolean,
): Finding {
  const { definedAt, related = [], elsewhere = [], fixes } = found;
  return {
    rule: rule.id,
    level: atLeast(levels.get(rule.id) ?? found.level ?? rule.level, floors.get(rule.id)),
    message: hideCredentials(found.message),
    at: found.at,
    integration: name,
    ...(found.scope === undefined ? {} : { scope: hideCredentials(found.scope) }),
    accepted,
    unnecessary: found.unnecessary === true,
    related: (definedAt
      ? [...related, { message: 'written here', at: definedAt, from: 'file' as const }]
      : related
    ).map(withoutCredential),
    ...(elsewhere.length === 0 ? {} : { elsewhere: elsewhere.map(withoutCredential) }),
    fixes: (only) =>
      verifiedFixes(
        { source: part.source, distrusted: judgesTextAlone(rule) ? [] : part.distrusted },
        (fixes?.() ?? []).flatMap((fix) => (fix && (!only || only(fix)) ? [withoutCredentials(fix)] : [])),
      ),
  };
}

function withoutCredential<Place extends { readonly message: string }>(place: Place): Place {
  return { ...place, message: hideCredentials(place.message) };
}

/** The fix with no credential in anything that is shown of it; what it writes stays as it is. */
function withoutCredentials(fix: Fix): Fix {
  const { title, question } = fix;
  return {
    ...fix,
    title: hideCredentials(title),
    ...(question ? { question: { ...question, prompt: hideCredentials(question.prompt) } } : {}),
  };
}
