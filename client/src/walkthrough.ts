/** The walkthrough "Least privilege for Sentry integrations": its sample, its lines for CI, and how its steps are found done. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, Middleware } from 'vscode-languageclient';
import { LANGUAGE_ID, SampleManifestRequest, type FirstManifest } from '../../server/src/protocol.ts';
import { askSurely } from './ask-server.ts';
import { ciWorkflow } from './ci-workflow.ts';
import { columnForText } from './columns.ts';
import { isManifest } from './manifest-documents.ts';
import { openUntitled } from './untitled.ts';

/** Steps that are done by key, by light bulb or by hand as well as by a command; each is a context of VS Code's. */
export type Step = 'hovered' | 'narrowed' | 'reviewed';

/** The findings that go away when a step is done. */
const TOLD_BY: Readonly<Record<string, Step>> = {
  'broad-scope': 'narrowed',
  'excess-scope': 'narrowed',
  'missing-review': 'reviewed',
  'overdue-review': 'reviewed',
  'review-due-soon': 'reviewed',
  'stale-review': 'reviewed',
};

/** Where one of these comes instead, a finding on a review went with the review, or with its schedule. */
const WITHOUT_REVIEW = ['missing-review', 'no-review-schedule'];

/** A step that is done all the time, as a hover is, is told again after that many milliseconds. */
const TOLD_EVERY = 2_000;

export interface Steps {
  /** The steps that were done since the start, with the time at which VS Code was last told. */
  readonly done: ReadonlyMap<Step, number>;
  /** Sees what the server answers. */
  readonly middleware: Pick<Middleware, 'provideHover'>;
  readonly dispose: () => void;
}

/** Watches what people do in manifests, and tells VS Code of steps that are done. */
export function followSteps(): Steps {
  const done = new Map<Step, number>();
  const finish = (step: Step): void => {
    const now = Date.now();
    if (now - (done.get(step) ?? -Infinity) < TOLD_EVERY) return;
    done.set(step, now);
    void tell(step);
  };
  const before = new Map<string, Told>();
  const watching = vscode.Disposable.from(
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      for (const uri of uris) {
        const key = uri.toString();
        const document = openManifest(uri);
        if (!document) {
          before.delete(key);
          continue;
        }
        const now = toldOf(document);
        const known = before.get(key);
        // What is deleted, misspelt or half typed has no such finding either, but an error: what comes of it counts.
        if (known && !isWithin(now.errors, known.errors)) continue;
        // A server that ends takes its findings along.
        if (known?.version === now.version && now.rules.size === 0) continue;
        for (const [rule, step] of Object.entries(TOLD_BY))
          if (known?.rules.has(rule) && !now.rules.has(rule) && isMended(rule, step, known, now))
            finish(step);
        before.set(key, now);
      }
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => before.delete(uri.toString())),
  );
  return {
    done,
    middleware: {
      async provideHover(document, position, token, next) {
        const hover = await next(document, position, token);
        if (hover) finish('hovered');
        return hover;
      },
    },
    dispose: () => {
      watching.dispose();
    },
  };
}

/** VS Code listens once the walkthrough's page was opened, and to changes alone: a context that is set already ticks nothing. */
async function tell(step: Step): Promise<void> {
  for (const isDone of [false, true])
    await vscode.commands.executeCommand('setContext', `sentryPermissions.walkthrough.${step}`, isDone);
}

function openManifest(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    (document) => isManifest(document) && document.uri.toString() === uri.toString(),
  );
}

/** The rules with a finding in a version of a document, and of these the ones with an error. */
interface Told {
  readonly version: number;
  readonly text: string;
  readonly rules: ReadonlySet<string>;
  readonly errors: ReadonlySet<string>;
}

function toldOf(document: vscode.TextDocument): Told {
  const { uri, version } = document;
  const findings = vscode.languages.getDiagnostics(uri);
  const errors = findings.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
  return { version, text: document.getText(), rules: rulesOf(findings), errors: rulesOf(errors) };
}

function rulesOf(findings: readonly vscode.Diagnostic[]): ReadonlySet<string> {
  return new Set(findings.map(({ code }) => String(typeof code === 'object' ? code.value : code)));
}

/** Whether a finding that is gone was mended: not turned off or accepted, for which the text names its rule, and not gone with its review. */
function isMended(rule: string, step: Step, before: Told, now: Told): boolean {
  if (now.text.split(rule).length > before.text.split(rule).length) return false;
  return (
    step !== 'reviewed' || WITHOUT_REVIEW.every((other) => before.rules.has(other) || !now.rules.has(other))
  );
}

function isWithin(few: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  return [...few].every((rule) => all.has(rule));
}

/** Opens a manifest to try things on, with the cursor on the scope to begin with. */
export async function openSample(client: BaseLanguageClient): Promise<void> {
  const title = vscode.l10n.t('Open the Sample Manifest');
  const sample = await askSurely<FirstManifest>(client, { title, request: SampleManifestRequest });
  if (!sample) return;
  const document = await openUntitled(LANGUAGE_ID, sample.text);
  const selection = client.protocol2CodeConverter.asRange(sample.goOnAt);
  await vscode.window.showTextDocument(document, {
    selection,
    preview: false,
    viewColumn: columnForText(),
  });
}

/** Opens a workflow that checks manifests, for the person to save where it belongs. */
export async function setUpCi(version: string): Promise<void> {
  const document = await openUntitled('yaml', ciWorkflow(version));
  await vscode.window.showTextDocument(document, { preview: false, viewColumn: columnForText() });
}
