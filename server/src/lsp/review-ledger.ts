/** How the reviews of all manifests stand, kept for a client that shows them; nothing is done before it first asks. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fileKey } from '../ports/files.ts';
import { LANGUAGE_ID } from '../protocol.ts';
import { isSameReviews, unreadFile } from '../service.ts';
import type { FileReviews, Service } from '../service.ts';
import { AT_A_TIME } from './workspace-files.ts';
import type { KnownFile, KnownFiles } from './workspace-files.ts';

/** What the ledger needs of the server around it. */
export interface LedgerWorld {
  readonly files: KnownFiles;
  readonly service: () => Promise<Service>;
  readonly openDocuments: () => readonly TextDocument[];
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Resolves once nobody else reads the same files, who may hand over what we are after. */
  readonly othersIdle: () => Promise<void>;
  /** Says that something is otherwise than it was last answered. */
  readonly tell: () => void;
  readonly report: (what: string, error: unknown) => void;
}

export interface ReviewLedger {
  /**
   * How the reviews of each manifest stand, less those of some open documents that are no file of a folder; waits until all is read.
   * Whoever asks for the overview is told of what changes from then on.
   */
  readonly current: (
    what: 'overview' | 'rows',
    without: readonly string[],
  ) => Promise<readonly FileReviews[]>;
  /** Something may be different. */
  readonly changed: () => void;
  /** What somebody else who has read a file knows of it. */
  readonly take: (uri: string, resultId: string, reviews: () => FileReviews) => void;
}

/** Edits that come closer together are looked at together: nobody follows a list while typing. */
const QUIET = 200;
/** The client asks for diagnostics of the workspace at the same time, and these bring along what we are after. */
const SETTLING = 100;

interface Entry {
  readonly reviews: FileReviews;
  /** What it was made of: the id of a result, or the file that could not be read. */
  readonly of: string | KnownFile;
}

/** Keeps the ledger of one connection. */
export function createReviewLedger(world: LedgerWorld): ReviewLedger {
  const entries = new Map<string, Entry>();
  /** Those that the folders had at the last look. */
  let listed: ReadonlyMap<string, KnownFile> = new Map();
  let isAsked = false;
  /** Whether something is otherwise than it was last answered. */
  let isNews = false;
  let isTold = false;
  let isOutdated = true;
  let looking: Promise<void> | undefined;
  let isWaiting = false;

  return {
    async current(what, without) {
      if (!isAsked) await world.pause(SETTLING);
      isAsked = true;
      await lookUntilCurrent();
      if (what === 'overview') {
        isNews = false;
        isTold = false;
      }
      const left = new Set(without.map(fileKey).filter((key) => !listed.has(key)));
      return [...entries].flatMap(([key, { reviews }]) => (left.has(key) ? [] : [reviews]));
    },
    changed() {
      isOutdated = true;
      if (!isAsked || isWaiting) return;
      isWaiting = true;
      void world
        .pause(QUIET)
        .then(() => {
          isWaiting = false;
          return lookUntilCurrent();
        })
        .then(() => {
          if (!isNews || isTold) return;
          isTold = true;
          world.tell();
        })
        .catch((error: unknown) => {
          world.report('reviews', error);
        });
    },
    take(uri, resultId, reviews) {
      if (isAsked && entries.get(fileKey(uri))?.of !== resultId) enter(fileKey(uri), resultId, reviews());
    },
  };

  /** One look at a time; whoever asks meanwhile waits for what is newest. */
  async function lookUntilCurrent(): Promise<void> {
    while (isOutdated || looking) {
      looking ??= look().finally(() => {
        looking = undefined;
      });
      await looking;
    }
  }

  async function look(): Promise<void> {
    await world.othersIdle();
    isOutdated = false;
    const service = await world.service();
    const known = await world.files.all();
    const open = new Map(world.openDocuments().map((document) => [fileKey(document.uri), document]));
    const before = listed;
    listed = known;
    for (const [key, document] of open) {
      // Whether it counts by itself is for the client to say.
      if (before.has(key) !== known.has(key)) isNews = true;
      const resultId = service.resultId(document);
      if (entries.get(key)?.of !== resultId) enter(key, resultId, service.reviewsOf(document));
    }
    const unopened = [...known].filter(([key]) => !open.has(key));
    for (let start = 0; start < unopened.length; start += AT_A_TIME) {
      const few = unopened.slice(start, start + AT_A_TIME);
      await Promise.all(few.map(([key, file]) => lookAtFile(service, key, file)));
    }
    for (const key of entries.keys()) {
      if (open.has(key) || known.has(key)) continue;
      entries.delete(key);
      isNews = true;
    }
  }

  async function lookAtFile(service: Service, key: string, file: KnownFile): Promise<void> {
    const { uri } = file;
    const before = entries.get(key)?.of;
    if (before === file) return;
    if (file.digest !== undefined && before === service.resultIdOf(file.digest, uri)) return;
    const content = await world.files.read(file, service);
    if ('text' in content) {
      const resultId = service.resultIdOf(content.digest, uri);
      if (before === resultId) return;
      const document = TextDocument.create(uri, LANGUAGE_ID, 0, content.text);
      enter(key, resultId, service.reviewsOfFile(document));
      // Other requests are let in between.
      await world.pause(0);
    } else if ('fault' in content) {
      enter(key, file, unreadFile(uri, content.fault));
    } else if (entries.delete(key)) {
      isNews = true;
    }
  }

  function enter(key: string, of: Entry['of'], reviews: FileReviews): void {
    const before = entries.get(key)?.reviews;
    if (!before || !isSameReviews(before, reviews)) isNews = true;
    entries.set(key, { of, reviews });
  }
}
