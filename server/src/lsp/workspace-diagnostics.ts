/** Diagnostics of all manifests of the workspace, for clients that ask: a request is held until there is something to tell. */
import type {
  Diagnostic,
  WorkspaceDiagnosticParams,
  WorkspaceDocumentDiagnosticReport,
  WorkspaceFullDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fileKey } from '../ports/files.ts';
import type { ManifestText, WorkspaceFiles } from '../ports/files.ts';
import { LANGUAGE_ID } from '../protocol.ts';
import type { Client, FileReviews, Service } from '../service.ts';
import { createPortions } from './report-portions.ts';
import type { ReportPortions } from './report-portions.ts';
import { AT_A_TIME } from './workspace-files.ts';
import type { Content, KnownFile, KnownFiles } from './workspace-files.ts';

type Report = WorkspaceDocumentDiagnosticReport;
type PreviousIds = WorkspaceDiagnosticParams['previousResultIds'];

/** What the diagnostics of a workspace need of the server around them. */
export interface DiagnosticsWorld {
  readonly files: KnownFiles;
  readonly read: WorkspaceFiles['read'];
  readonly service: () => Promise<Service>;
  readonly openDocuments: () => readonly TextDocument[];
  /** Whether an open document, by its key, counts for nobody unless it is one of the files. */
  readonly isLeftOut: (key: string) => boolean;
  readonly client: () => Client;
  readonly log: (message: string) => void;
  /** Told of each file that is not open and was read: what else there is to know of it costs least now. */
  readonly checked: (uri: string, resultId: string, reviews: () => FileReviews) => void;
  /** Passes a little time: queued edits are taken in, further changes gather. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

export interface WorkspaceDiagnostics {
  /**
   * Resolves with the reports once one of them tells something new, or with undefined once `isOver` says so.
   * With `tell`, what is new goes there in portions, and only the end is returned.
   */
  readonly pull: (
    previous: PreviousIds,
    isOver: () => boolean,
    tell?: (items: Report[]) => void,
  ) => Promise<Report[] | undefined>;
  /** Something may be different: wakes held requests. */
  readonly changed: () => void;
  /** The file on disk may hold something else. */
  readonly touched: (uri: string) => void;
  /** There may be other files. */
  readonly relist: () => void;
  /** The document was closed, or is left out: the file on disk, if there is one, counts again. */
  readonly closed: (uri: string) => void;
  /** Takes in the files that are not open, for clients that do not ask about them: open documents may have to do with them. */
  readonly survey: () => Promise<void>;
  /** Resolves once nothing is being looked at. */
  readonly idle: () => Promise<void>;
}

/** What the client knows, by key. */
type PreviousReports = ReadonlyMap<string, { readonly uri: string; readonly value: string }>;

/** One look at everything. */
interface Sweep {
  readonly service: Service;
  readonly previous: PreviousReports;
  readonly isOver: () => boolean;
  readonly portions: ReportPortions;
  /** What the client knows and was not met in this sweep. */
  readonly left: Map<string, { readonly uri: string; readonly value: string }>;
  /** The ids of what was reported in this sweep, by key. */
  readonly told: Map<string, string>;
}

/** A client that closes a document settles that first; what comes before would be lost on it. */
const SETTLING = 100;

/** Keeps account of the workspace for one connection. */
export function createWorkspaceDiagnostics(world: DiagnosticsWorld): WorkspaceDiagnostics {
  const { files } = world;
  /** Closed since the last report on them; the client may show what an unsaved text brought. */
  const closed = new Map<string, string>();
  /** What was told of open documents: clients that pull these by themselves keep no id of it. */
  const toldOpen = new Map<string, string>();
  /** Faults that the log has; one line each. */
  const logged = new Map<string, string>();
  const sleeping = new Set<() => void>();
  /** The files that are taken in, by key; and those of them that may hold something else by now. */
  const takenIn = new Map<string, string>();
  const stale = new Set<string>();
  let state = 0;
  let sweeping: Promise<unknown> | undefined;

  const changed = (): void => {
    state++;
    for (const wake of sleeping) wake();
    sleeping.clear();
  };

  return {
    changed,
    touched(uri) {
      stale.add(fileKey(uri));
      files.touch(uri);
      changed();
    },
    relist() {
      files.relist();
      changed();
    },
    closed(uri) {
      closed.set(fileKey(uri), uri);
      stale.add(fileKey(uri));
      takenIn.set(fileKey(uri), uri);
      toldOpen.delete(fileKey(uri));
      changed();
    },
    async survey() {
      const service = await world.service();
      const known = await files.all();
      forgetGone(service, known);
      for (const [key, file] of known) {
        if (isOpen(key) || (service.knowsFile(file.uri) && !stale.has(key))) continue;
        stale.delete(key);
        const content = await world.read(file.uri);
        if (!isOpen(key)) takeIn(service, file.uri, content);
        await world.pause(0);
      }
    },
    idle,
    async pull(previousIds, isOver, tell) {
      const previous = new Map(previousIds.map(({ uri, value }) => [fileKey(uri), { uri, value }]));
      for (;;) {
        const seen = state;
        const swept = sweep(previous, isOver, tell);
        sweeping = swept;
        const { isNews, rest } = await swept;
        if (isOver()) return undefined;
        if (isNews) return rest;
        if (seen === state) await new Promise<void>((wake) => sleeping.add(wake));
        if (isOver()) return undefined;
        await world.pause(SETTLING);
      }
    },
  };

  function isOpen(key: string): boolean {
    return world.openDocuments().some(({ uri }) => fileKey(uri) === key);
  }

  function takeIn(service: Service, uri: string, content: ManifestText): void {
    const text = 'text' in content ? content.text : undefined;
    if (text === undefined) takenIn.delete(fileKey(uri));
    else takenIn.set(fileKey(uri), uri);
    service.takeIn(uri, text);
  }

  /** What is neither open nor listed any more says nothing to others. */
  function forgetGone(service: Service, known: ReadonlyMap<string, KnownFile>): void {
    for (const { uri } of world.openDocuments()) {
      // Whoever asks about it takes it in again.
      if (world.isLeftOut(fileKey(uri)) && service.knowsFile(uri)) takenIn.set(fileKey(uri), uri);
    }
    for (const [key, uri] of takenIn) {
      if (!known.has(key) && (!isOpen(key) || world.isLeftOut(key))) takeIn(service, uri, { missing: true });
    }
  }

  async function idle(): Promise<void> {
    let last: Promise<unknown> | undefined;
    while (sweeping !== last) {
      last = sweeping;
      // Its failure is for the pull to tell.
      await last?.catch(() => undefined);
    }
  }

  /** Looks at everything once. Reports that were told in portions are not among the rest. */
  async function sweep(
    previous: PreviousReports,
    isOver: () => boolean,
    tell: ((items: Report[]) => void) | undefined,
  ): Promise<{ isNews: boolean; rest: Report[] }> {
    const service = await world.service();
    const known = await files.all();
    const open = new Map<string, TextDocument>();
    for (const document of world.openDocuments()) {
      const key = fileKey(document.uri);
      if (known.has(key) || !world.isLeftOut(key)) open.set(key, document);
      else toldOpen.delete(key);
    }
    forgetGone(service, known);
    const unopened = [...known].filter(([key]) => !open.has(key));
    const portions = createPortions(tell);
    const now: Sweep = { service, previous, isOver, portions, left: new Map(previous), told: new Map() };
    const { left, told } = now;

    /** Answers whether to go on. */
    const lookAt = async (
      documents: [string, TextDocument][],
      some: [string, KnownFile][],
    ): Promise<boolean> => (await lookAtOpen(now, documents)) && (await lookAtFiles(now, some));
    if (!(await lookAt([...open], unopened))) return { isNews: portions.isNews(), rest: [] };
    // One that was read later may have something to do with one that was reported on before.
    const late = [...open].filter(([key, document]) => told.get(key) !== service.resultId(document));
    const lateFiles = unopened.filter(([key, { uri, digest }]) => {
      const id = told.get(key);
      return id !== undefined && digest !== undefined && id !== service.resultIdOf(digest, uri);
    });
    if (!(await lookAt(late, lateFiles))) return { isNews: portions.isNews(), rest: [] };

    for (const [key, uri] of closed) {
      if (open.has(key)) continue;
      closed.delete(key);
      left.set(key, { uri, value: '' });
    }
    for (const { uri } of left.values()) {
      // Without an id, so that the client does not ask about it again.
      portions.add({ kind: 'full', uri, version: null, items: [] }, true);
    }
    const rest = portions.end();
    return { isNews: portions.isNews(), rest };
  }

  /** Answers whether to go on. */
  async function lookAtOpen(
    { service, previous, isOver, portions, left, told }: Sweep,
    documents: readonly (readonly [string, TextDocument])[],
  ): Promise<boolean> {
    for (const [key, document] of documents) {
      left.delete(key);
      const resultId = service.resultId(document);
      told.set(key, resultId);
      const before = previous.get(key)?.value;
      const { uri, version } = document;
      if (before === resultId) {
        portions.add({ kind: 'unchanged', uri, version, resultId }, false);
        continue;
      }
      const tellsNews = previous.size === 0 || before !== undefined || toldOpen.get(key) !== resultId;
      toldOpen.set(key, resultId);
      const report = full(uri, service.diagnostics(document, world.client()), resultId);
      portions.add({ ...report, version }, tellsNews);
      await world.pause(0);
      if (isOver()) return false;
    }
    return true;
  }

  /** Answers whether to go on. */
  async function lookAtFiles(
    { service, previous, isOver, portions, left, told }: Sweep,
    some: readonly (readonly [string, KnownFile])[],
  ): Promise<boolean> {
    /** The id that would spare the client a report; none where it may show something else. */
    const expected = (key: string): string | undefined =>
      closed.has(key) ? undefined : previous.get(key)?.value;
    for (let start = 0; start < some.length; start += AT_A_TIME) {
      const few = some.slice(start, start + AT_A_TIME);
      const contents = await Promise.all(few.map(([key, file]) => contentOf(service, file, expected(key))));
      for (const [index, [key, { uri }]] of few.entries()) {
        // Opened while it was read: the next sweep sees to it.
        if (isOpen(key)) continue;
        const report = reportOn(service, uri, contents[index], expected(key));
        // A file that cannot be read is treated like one that is gone.
        if (!report) continue;
        left.delete(key);
        closed.delete(key);
        stale.delete(key);
        if (report.resultId !== undefined) told.set(key, report.resultId);
        portions.add(report, report.kind === 'full');
        if (report.kind === 'full') await world.pause(0);
        if (isOver()) return false;
      }
    }
    return true;
  }

  /** What a file holds, a text with its digest; undefined where it is sure to be what the client knows. */
  async function contentOf(
    service: Service,
    file: KnownFile,
    known: string | undefined,
  ): Promise<Content | undefined> {
    const { uri, digest } = file;
    if (digest !== undefined && service.knowsFile(uri) && service.resultIdOf(digest, uri) === known)
      return undefined;
    const content = await files.read(file, service);
    if ('text' in content) logged.delete(uri);
    if ('fault' in content && logged.get(uri) !== content.fault) {
      logged.set(uri, content.fault);
      world.log(service.hideCredentials(`${uri} is not checked: ${content.fault}`));
    }
    return content;
  }

  function reportOn(
    service: Service,
    uri: string,
    content: Content | undefined,
    known: string | undefined,
  ): Report | undefined {
    const unchanged: Report = { kind: 'unchanged', uri, version: null, resultId: known ?? '' };
    if (!content) return unchanged;
    if (!('text' in content)) {
      takeIn(service, uri, content);
      return undefined;
    }
    const { text, digest } = content;
    if (service.resultIdOf(digest, uri) === known) takeIn(service, uri, content);
    // What it has to do with others may be something else with this text.
    if (service.resultIdOf(digest, uri) === known) return unchanged;
    takenIn.set(fileKey(uri), uri);
    const document = TextDocument.create(uri, LANGUAGE_ID, 0, text);
    const { diagnostics, reviews } = service.checkFile(document, world.client());
    const resultId = service.resultIdOf(digest, uri);
    world.checked(uri, resultId, reviews);
    return full(uri, diagnostics, resultId);
  }
}

function full(uri: string, items: Diagnostic[], resultId: string): WorkspaceFullDocumentDiagnosticReport {
  return { kind: 'full', uri, version: null, resultId, items };
}
