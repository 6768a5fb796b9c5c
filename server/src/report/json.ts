/** The report for programs: version 1 of the contract in schemas/check-output.schema.json. */
import { formatDay, hideCredentials, type Finding } from '../service.ts';
import { linesOf, type Lines } from './lines.ts';
import { TOOL_NAME, type CheckedFile, type Report } from './report.ts';
import { summarize } from './summary.ts';

export const jsonReport: Report = (checked) => {
  const output = {
    version: 1,
    tool: { name: TOOL_NAME, version: checked.version },
    catalog: { date: checked.catalogDate },
    today: formatDay(checked.today),
    files: checked.files.map(fileOutput),
    summary: summarize(checked.files),
  };
  return `${inert(JSON.stringify(output, null, 2))}\n`;
};

function fileOutput({ path, text, findings }: CheckedFile): object {
  const lines = linesOf(text);
  return { path, findings: findings.map((finding) => findingOutput(finding, path, lines)) };
}

function findingOutput(finding: Finding, path: string, lines: Lines): object {
  const { rule, level, integration, scope, message, accepted, at, related } = finding;
  return {
    rule,
    level,
    integration: integration === null ? null : hideCredentials(integration),
    ...(scope === undefined ? {} : { scope: hideCredentials(scope) }),
    message: hideCredentials(message),
    accepted,
    range: lines.rangeOf(at),
    related: related.map((other) => ({
      path,
      range: lines.rangeOf(other.at),
      message: hideCredentials(other.message),
    })),
    fixes: finding.fixes().map(({ title, safe }) => ({ title: hideCredentials(title), safe })),
  };
}

/** The same JSON, with the characters escaped that JSON lets pass and a terminal would act upon. */
function inert(json: string): string {
  return json.replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}
