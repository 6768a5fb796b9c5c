/** The report for code scanning: SARIF 2.1.0. */
import { formatDay, rules, type Level } from '../service.ts';
import { inertJson } from './inert.ts';
import {
  isOpen,
  TOOL_NAME,
  type CheckedFile,
  type Place,
  type Report,
  type ReportedFinding,
  type ReportedFix,
  type Run,
} from './report.ts';
import type { Unread } from './unread.ts';
import { sarifUri } from './sarif-uri.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const LEVEL: Readonly<Record<Level, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

/** How code scanning ranks findings of a security tool. */
const SEVERITY: Readonly<Record<Level, string>> = { error: '8.0', warning: '5.0', info: '2.0', hint: '1.0' };

/** The rules that guard something; the others are on form. */
const SECURITY_GROUPS: ReadonlySet<string> = new Set([
  'least-privilege',
  'review',
  'credentials',
  'services',
  'exceptions',
]);

const ruleIndex: ReadonlyMap<string, number> = new Map(rules.map(({ id }, index) => [id, index]));

export const sarifReport: Report = {
  needs: { excerpts: false, fixes: 'edits' },
  start(run) {
    let isFirst = true;
    return {
      // The log is written piece by piece: "results" stays open until the end.
      head: headOf(run),
      file({ path, findings }) {
        const shown = run.includeAccepted ? findings : findings.filter(isOpen);
        return resultsOf({ path, findings: shown })
          .map((result) => {
            const before = isFirst ? '\n' : ',\n';
            isFirst = false;
            return before + inertJson(result).replace(/^/gm, '        ');
          })
          .join('');
      },
      tail({ unread }) {
        const invocation = {
          executionSuccessful: unread.length === 0,
          ...(unread.length === 0 ? {} : { toolExecutionNotifications: unread.map(notification) }),
        };
        const written = unread.length === 0 ? JSON.stringify(invocation) : inertJson(invocation);
        return `${isFirst ? '' : '\n      '}],\n      "invocations": [${written.replace(/\n/g, '\n      ')}]\n    }\n  ]\n}\n`;
      },
    };
  },
};

/** What is said of a path that could not be checked: no result, since no rule found it. */
function notification({ path, message }: Unread): object {
  return {
    level: 'error',
    message: { text: plain(message) },
    locations: [{ physicalLocation: { artifactLocation: sarifUri(path) } }],
  };
}

function headOf({ version, catalogDate, today, page }: Run): string {
  const run = {
    tool: {
      driver: {
        name: TOOL_NAME,
        semanticVersion: version,
        rules: rules.map((rule) => ruleOutput(rule, page(rule.id))),
        properties: { catalogDate, today: formatDay(today) },
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The folder that the check ran in.' } } },
  };
  const log = inertJson({ $schema: SCHEMA, version: '2.1.0', runs: [run] });
  // Less the brackets that close the run, its list and the log.
  return `${log.replace(/\n {4}\}\n {2}\]\n\}$/, '')},\n      "results": [`;
}

function ruleOutput(
  { id, group, level, summary, threat, acceptable }: (typeof rules)[number],
  page: string | undefined,
): object {
  const isSecurity = SECURITY_GROUPS.has(group);
  const help = [
    summary,
    ...(threat === undefined ? [] : [`It guards against: ${threat}.`]),
    acceptable
      ? 'It can be accepted in the manifest, with a reason and an end.'
      : 'It cannot be accepted in the manifest.',
  ].join(' ');
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help: { text: help, markdown: page ?? help },
    defaultConfiguration: { level: LEVEL[level] },
    properties: {
      tags: [...(isSecurity ? ['security'] : []), group],
      precision: 'very-high',
      'problem.severity': level === 'error' || level === 'warning' ? level : 'recommendation',
      ...(isSecurity ? { 'security-severity': SEVERITY[level] } : {}),
    },
  };
}

function resultsOf({ path, findings }: CheckedFile): object[] {
  const artifactLocation = sarifUri(path);
  /** The same thing may be found twice in a file. */
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { rule, level, integration, message, related, fingerprint } = finding;
    const before = seen.get(fingerprint.key) ?? 0;
    seen.set(fingerprint.key, before + 1);
    const fixes = fixesOf(finding, artifactLocation);
    return {
      ruleId: rule,
      ruleIndex: ruleIndex.get(rule) ?? -1,
      level: LEVEL[level],
      message: { text: plain(message) },
      locations: [
        {
          ...location(finding.place, artifactLocation),
          ...(integration === null ? {} : { logicalLocations: [{ name: integration, kind: 'member' }] }),
        },
      ],
      ...(related.length === 0
        ? {}
        : {
            relatedLocations: related.map((other, id) => ({
              id,
              ...location(other.place, other.path === undefined ? artifactLocation : sarifUri(other.path)),
              message: { text: plain(other.message) },
            })),
          }),
      partialFingerprints: { 'sentryPermissions/v1': `${fingerprint.key}:${String(before)}` },
      ...(fixes.length === 0 ? {} : { fixes }),
      ...(isOpen(finding)
        ? {}
        : { suppressions: [{ kind: finding.accepted ? 'inSource' : 'external', status: 'accepted' }] }),
    };
  });
}

function fixesOf({ accepted, fixes }: ReportedFinding, artifactLocation: object): object[] {
  if (accepted) return [];
  return fixes.flatMap(({ title, edits }: ReportedFix) =>
    edits === undefined || edits.length === 0
      ? []
      : [
          {
            description: { text: plain(title) },
            artifactChanges: [
              {
                artifactLocation,
                replacements: edits.map(({ place, newText }) => ({
                  deletedRegion: region(place),
                  insertedContent: { text: newText },
                })),
              },
            ],
          },
        ],
  );
}

function location(place: Place, artifactLocation: object): object {
  return { physicalLocation: { artifactLocation, region: region(place) } };
}

function region({ start, end }: Place): object {
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

/** A message without what SARIF makes links and placeholders of: `[text](target)` and `{0}`. */
function plain(text: string): string {
  return text.replace(/\](?=\()/g, '] ').replace(/\{(?=\d+\})/g, '{ ');
}
