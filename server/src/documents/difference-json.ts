/** A comparison for programs: version 1 of the contract in schemas/diff-output.schema.json. */
import { TOOL_NAME } from '../report/report.ts';
import { formatDay } from '../service.ts';
import { summarizeDifference, type DifferenceReport } from './difference.ts';
import { jsonText } from './json-text.ts';

export const differenceJson: DifferenceReport = (difference) => {
  const { version, catalogDate, today, base, head, files, failed, judged } = difference;
  return jsonText({
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
  });
};
