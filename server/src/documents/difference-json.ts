/** A comparison for programs: version 1 of the contract in schemas/diff-output.schema.json. */
import { inertJson } from '../report/inert.ts';
import { TOOL_NAME } from '../report/report.ts';
import { formatDay } from '../service.ts';
import { summarizeDifference, type DifferenceReport } from './difference.ts';

export const differenceJson: DifferenceReport = (difference) => {
  const { version, catalogDate, today, base, head, files, failed, judged } = difference;
  return `${inertJson({
    version: 1,
    tool: { name: TOOL_NAME, version },
    catalog: { date: catalogDate },
    today: formatDay(today),
    base,
    head,
    judged,
    failed,
    files: files.map(({ change, ...paths }) => ({ ...paths, ...change })),
    summary: summarizeDifference(difference),
  })}\n`;
};
