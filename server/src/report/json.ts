/** The report for programs: version 1 of the contract in schemas/check-output.schema.json. */
import { formatDay } from '../service.ts';
import { inertJson } from './inert.ts';
import { TOOL_NAME, type CheckedFile, type Report, type ReportedFinding } from './report.ts';

export const jsonReport: Report = {
  needs: { excerpts: false, fixes: 'titles' },
  start({ version, catalogDate, today }) {
    const head = {
      version: 1,
      tool: { name: TOOL_NAME, version },
      catalog: { date: catalogDate },
      today: formatDay(today),
    };
    let isFirst = true;
    return {
      // The object is written piece by piece: "files" stays open until the end.
      head: `${inertJson(head).slice(0, -2)},\n  "files": [`,
      file(file) {
        const before = isFirst ? '\n' : ',\n';
        isFirst = false;
        return before + indented(inertJson(fileOutput(file)), 4);
      },
      tail: ({ unread, ...summary }) =>
        `${isFirst ? '' : '\n  '}],${unread.length > 0 ? member('unread', unread) + ',' : ''}${member('summary', summary)}\n}\n`,
    };
  },
};

/** A key of the object and its value, on lines of their own. */
function member(key: string, value: unknown): string {
  return `\n  "${key}": ${indented(inertJson(value), 2).trimStart()}`;
}

function fileOutput({ path, findings }: CheckedFile): object {
  return { path, findings: findings.map((finding) => findingOutput(finding, path)) };
}

function findingOutput(finding: ReportedFinding, path: string): object {
  const { rule, level, integration, scope, message, accepted, baselined, place, related, fixes } = finding;
  return {
    rule,
    level,
    integration,
    ...(scope === undefined ? {} : { scope }),
    message,
    accepted,
    ...(baselined === undefined ? {} : { baselined }),
    range: place,
    related: related.map((other) => ({
      path: other.path ?? path,
      range: other.place,
      message: other.message,
    })),
    fixes: fixes.map(({ title, safe }) => ({ title, safe })),
  };
}

/** JSON with its lines further in; no string in it holds a line end. */
function indented(json: string, by: number): string {
  return json.replace(/^/gm, ' '.repeat(by));
}
