/**
 * What the server and its own client say to each other beyond the Language Server Protocol.
 * Types and names only, so that the client can import this file without pulling in the server.
 */
import type { Position, WorkspaceEdit } from 'vscode-languageserver-types';

/** The one language id; the file names that carry it stand in the extension's manifest. */
export const LANGUAGE_ID = 'sentry-permissions';

/** What diagnostics name as their source. */
export const SOURCE = 'sentry-permissions';

/** The kinds of code action there are. */
export const QUICK_FIX = 'quickfix';
export const FIX_ALL = 'source.fixAll.sentry-permissions';

/** Commands that a client may implement; an action names one only if `initializationOptions.clientCommands` lists it. */
export const ClientCommand = {
  /** Asks for the text that a fix lacks, then applies it. Argument: {@link TextRequest}. */
  fillFix: 'sentryPermissions.fillFix',
  /** Asks who reviewed and for notes, then adds the review. Argument: {@link ReviewTarget}. */
  markReviewed: 'sentryPermissions.markReviewed',
} as const;

/** What a client may send with `initialize`. */
export interface InitializationOptions {
  /** Ids of {@link ClientCommand} that this client carries out. */
  readonly clientCommands?: readonly string[];
  /** Start of the address of a rule's page; the rule's id is appended. `file:` to the packaged pages where left out. */
  readonly documentationBase?: string;
  /** Whether this client answers {@link ListFilesRequest} and {@link ReadFileRequest}; otherwise the server looks at the disk. */
  readonly servesFiles?: boolean;
}

/** A fix that needs a text from the person; `fix` is the server's own token for it. */
export interface TextRequest {
  readonly uri: string;
  readonly version: number;
  readonly title: string;
  /** What to ask for, e.g. "Why does release-bot need org:read?". */
  readonly prompt: string;
  /** What the box holds at first. */
  readonly value: string;
  readonly fix: { readonly rule: string; readonly title: string; readonly at: Position };
}

/** The integration that a review is for: by name, or the one at a position. */
export interface ReviewTarget {
  readonly uri: string;
  readonly integration?: string;
  readonly position?: Position;
}

/** Answered with the edit that carries the text, or null where the document has moved on. */
export const FillFixRequest = 'sentryPermissions/fillFix';
export interface FillFixParams {
  readonly request: TextRequest;
  readonly text: string;
}

/** Answered with the edit that adds the review, or null where there is no such integration. */
export const MarkReviewedRequest = 'sentryPermissions/markReviewed';
export interface MarkReviewedParams {
  readonly target: ReviewTarget;
  readonly by: string;
  readonly notes: string;
}

export type EditAnswer = WorkspaceEdit | null;

/** The file names of manifests, as patterns relative to a folder. */
export const MANIFEST_PATTERNS: readonly string[] = [
  '**/sentry-permissions.yaml',
  '**/sentry-permissions.yml',
  '**/*.sentry-permissions.yaml',
  '**/*.sentry-permissions.yml',
];

/** Asked by the server: the addresses of all manifests in the folders that are open, less what is excluded. */
export const ListFilesRequest = 'sentryPermissions/listFiles';

/** Asked by the server: the text of a file, if it is no larger than `limit` bytes. */
export const ReadFileRequest = 'sentryPermissions/readFile';
export interface ReadFileParams {
  readonly uri: string;
  readonly limit: number;
}
export type ReadFileAnswer =
  { readonly text: string } | { readonly missing: true } | { readonly fault: string };

/** Told by the client: the list of manifests may be another now, e.g. because something else is excluded. */
export const FilesChangedNotification = 'sentryPermissions/filesChanged';
