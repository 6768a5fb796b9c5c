/** What an editor asks about one document while somebody reads or types: findings, hovers, completion, the light bulb. */
import type {
  CodeAction,
  CodeActionParams,
  CompletionList,
  CompletionParams,
  Connection,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
  Hover,
  HoverParams,
} from 'vscode-languageserver';
import { FillFixRequest } from '../protocol.ts';
import type { FillFixParams } from '../protocol.ts';
import type { Client } from '../service.ts';
import { inText } from './answering.ts';
import type { Answering, DocumentHost } from './answering.ts';
import type { Workspace } from './workspace.ts';

/** What the requests need of the server around them. */
export interface LanguageHost extends Pick<DocumentHost, 'service' | 'report'> {
  readonly client: () => Client;
  readonly workspace: Pick<Workspace, 'isLeftOut'>;
}

/** Registers the handlers of these requests; each answers nothing where it fails, and reports why. */
export function registerLanguage(
  connection: Connection,
  about: Answering,
  { service, client, report, workspace }: LanguageHost,
): void {
  connection.languages.diagnostics.on(
    about<DocumentDiagnosticParams, DocumentDiagnosticReport>(
      'diagnostic',
      { kind: 'full', items: [] },
      inText,
      async (loaded, document, { previousResultId }) => {
        if (await workspace.isLeftOut(document.uri)) return { kind: 'full', items: [] };
        const resultId = loaded.resultId(document);
        if (previousResultId === resultId) return { kind: 'unchanged', resultId };
        return { kind: 'full', resultId, items: loaded.diagnostics(document, client()) };
      },
      { ofAnySize: true, long: true },
    ),
  );
  connection.onHover(
    about<HoverParams, Hover | null>(
      'hover',
      null,
      inText,
      (loaded, document, { position }) => loaded.hover(document, position, client()),
      { atCursor: true },
    ),
  );
  connection.onCompletion(
    about<CompletionParams, CompletionList | null>(
      'completion',
      null,
      inText,
      (loaded, document, { position, context }) =>
        loaded.completions(document, position, client(), context?.triggerCharacter),
      { atCursor: true, asAsked: true },
    ),
  );
  connection.onCompletionResolve(async (item) => {
    try {
      return (await service()).resolveCompletion(item, client());
    } catch (error) {
      report('completion resolve', error);
      return item;
    }
  });
  connection.onCodeAction(
    about<CodeActionParams, CodeAction[]>('code action', [], inText, (loaded, document, { range, context }) =>
      loaded.codeActions(document, range, context.only, client()),
    ),
  );
  connection.onRequest(
    FillFixRequest,
    about(
      'fill fix',
      null,
      ({ request }: FillFixParams) => request.uri,
      (loaded, document, { request, text, by }) => loaded.fillFix(document, request, text, by) ?? null,
    ),
  );
}
