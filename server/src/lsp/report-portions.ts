/** The reports of one look at the workspace, on their way to the client. */
import type { WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver';

type Report = WorkspaceDocumentDiagnosticReport;

/** How many reports a portion holds. */
const PORTION = 25;

/** Takes reports, one for each address: a later one stands for the earlier, as far as that was not told. */
export interface ReportPortions {
  /** `tellsNews`: the client does not know it yet. */
  readonly add: (report: Report, tellsNews: boolean) => void;
  /** Whether any of them tells news. */
  readonly isNews: () => boolean;
  /** No more come: tells what there is left, and answers with what was not told. */
  readonly end: () => Report[];
}

/** Gathers them; with `tell` they go there in portions, from the first one on that tells news. */
export function createPortions(tell: ((items: Report[]) => void) | undefined): ReportPortions {
  /** By address. */
  const held = new Map<string, Report>();
  let isNews = false;

  function tellFrom(least: number): void {
    if (!tell || !isNews || held.size < least) return;
    const portion = [...held.values()];
    held.clear();
    tell(portion);
  }

  return {
    add(report, tellsNews) {
      isNews ||= tellsNews;
      // It takes its place at the end.
      held.delete(report.uri);
      held.set(report.uri, report);
      tellFrom(PORTION);
    },
    isNews: () => isNews,
    end() {
      tellFrom(1);
      return [...held.values()];
    },
  };
}
