/**
 * What the server and its own client say to each other beyond the Language Server Protocol.
 * Types, names, limits and a pattern only, so that the client can import this file without pulling in the server.
 */
import type { Position, Range, WorkspaceEdit } from 'vscode-languageserver-types';

export { isManifestName, MAX_BYTES, MAX_CHARACTERS, NOT_UTF8 } from './ports/files.ts';

/** The one language id; the file names that carry it stand in the extension's manifest. */
export const LANGUAGE_ID = 'sentry-permissions';

/** What diagnostics name as their source. */
export const SOURCE = 'sentry-permissions';

/** The code of the one diagnostic of a document that is too large to be checked. */
export const TOO_LARGE = 'too-large';

/** The kinds of code action there are. */
export const QUICK_FIX = 'quickfix';
export const REWRITE = 'refactor.rewrite';
export const FIX_ALL = 'source.fixAll.sentry-permissions';

/** Commands that a client may implement; an action names one only if `initializationOptions.clientCommands` lists it. */
export const ClientCommand = {
  /** Asks for the text that a fix lacks, then applies it. Argument: {@link TextRequest}. */
  fillFix: 'sentryPermissions.fillFix',
  /** Asks who reviewed and for notes, then adds the review. Argument: {@link ReviewTarget}. */
  markReviewed: 'sentryPermissions.markReviewed',
  /** Asks who reviewed and for notes, then adds the review to all overdue integrations of a file. Argument: its address, as `{uri}`. */
  markAllReviewed: 'sentryPermissions.markAllReviewed',
  /** Shows why the least scopes are the least. Argument: {@link ReviewTarget}. */
  explainLeast: 'sentryPermissions.explainLeast',
  /** Puts the least scopes in the place of what is granted. Argument: {@link ReviewTarget}. */
  replaceByLeast: 'sentryPermissions.replaceByLeast',
  /** Shows the page of a rule. Argument: the rule's id. */
  openRulePage: 'sentryPermissions.openRulePage',
  /** Opens the list of completions at the cursor, by the name that VS Code has for it. */
  suggest: 'editor.action.triggerSuggest',
} as const;

/** What a client may send with `initialize`. */
export interface InitializationOptions {
  /** Ids of {@link ClientCommand} that this client carries out. */
  readonly clientCommands?: readonly string[];
  /** Start of the address of a rule's page; the rule's id is appended. `file:` to the packaged pages where left out. */
  readonly documentationBase?: string;
  /** Where a server in a browser's worker finds the file that formats: it cannot know its own address. */
  readonly formatter?: string;
  /** The settings of `sentryPermissions`, from clients that cannot be asked for them. */
  readonly settings?: unknown;
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
  /** Set where the text has to be a day as YYYY-MM-DD, that comes after another where that is named. */
  readonly day?: { readonly after?: string };
  /** Set where it is a decision: who makes it goes into {@link FillFixParams.by}. */
  readonly isSigned?: true;
  readonly fix: { readonly rule: string; readonly title: string; readonly at: Position };
}

/**
 * Told by a server in a worker once it holds the lock that it names, until it ends: a worker has no exit event,
 * but the browser frees its locks. A name that any other client may ignore.
 */
export const WorkerAlive = '$/sentryPermissions/workerAlive';
export interface WorkerAliveParams {
  readonly lock: string;
}

/** The integration that a review is for: by name, or the one at a position. */
export interface ReviewTarget {
  readonly uri: string;
  /** It and no other, as `ReviewRow.id`; nothing else counts then. */
  readonly id?: string;
  readonly integration?: string;
  readonly position?: Position;
}

/** Answered with the integration of a target, to keep while a person is asked and the text may move; null where there is none. */
export const PinRequest = 'sentryPermissions/pin';
export interface PinParams {
  readonly target: ReviewTarget;
}
export interface Pinned {
  /** For the person to read. */
  readonly name: string;
  readonly target: ReviewTarget;
}

/** Answered with the edit that carries the text, or null where the document has moved on. */
export const FillFixRequest = 'sentryPermissions/fillFix';
export interface FillFixParams {
  readonly request: TextRequest;
  readonly text: string;
  /** Who decides, where the request is to be signed. */
  readonly by?: string;
}

/** Answered with every scope of the catalogue, for a list to choose from. No parameters. */
export const ScopesRequest = 'sentryPermissions/scopes';
export interface ScopeEntry {
  readonly name: string;
  /** How far it reaches, in a few words. */
  readonly note: string;
  /** What it allows, in a sentence. */
  readonly detail: string;
  /** All that is known of it, as Markdown. */
  readonly documentation: string;
}

/** Answered with what the server knows of itself. No parameters. */
export const AboutRequest = 'sentryPermissions/about';
export interface AboutAnswer {
  /** The day of the catalogue of facts, YYYY-MM-DD. */
  readonly catalogDate: string;
}

/** Answered with the services that a new manifest can begin with. No parameters. */
export const ServiceTemplatesRequest = 'sentryPermissions/serviceTemplates';
export interface ServiceTemplate {
  readonly key: string;
  readonly name: string;
  /** What it is for, in a word or two. */
  readonly category: string;
  /** Whoever hosts Sentry makes an app of their own there, in place of Sentry's. */
  readonly ownApp: boolean;
  /** What people can have Sentry do there. */
  readonly features: readonly {
    readonly name: string;
    readonly what: string;
    /** Sentry usually does it, and the catalogue knows what it needs. */
    readonly usual: boolean;
  }[];
}

/** Answered with the text of a new manifest and what to fill in first, or null for a service that nobody knows. */
export const FirstManifestRequest = 'sentryPermissions/firstManifest';
/** What an organization may be called, by the manifest's format. */
export const ORGANIZATION_SLUG = /^[a-z0-9][a-z0-9_-]*$/;
/** What the address of a Sentry that people host is like, by the manifest's format. */
export const SERVER_ADDRESS = /^https:\/\/[^\s/@]+(\/\S*)?$/;
/** What a credential begins with, which can be no organization. Old ones have no sign of their own but are nothing else either. */
export const CREDENTIAL_FORM = /^(?:sntry[a-z]+_|(?:[a-f0-9]{32}|[a-f0-9]{64})$)/i;
export interface FirstManifestParams {
  readonly organization: string;
  /** The key of the service that the first entry is about; an internal integration where left out. */
  readonly service?: string;
  /** What Sentry is to do there; what it usually does where left out. */
  readonly features?: readonly string[];
  /** The address of the Sentry that people host; that of `https://sentry.io` where left out or empty. */
  readonly server?: string;
}
export interface FirstManifest {
  readonly text: string;
  readonly goOnAt: Range;
}

/** Answered with a manifest to try things on, as of today, and the scope to begin with. No parameters. */
export const SampleManifestRequest = 'sentryPermissions/sampleManifest';

/** Answered with the grants that lack a rationale, or null where there is no such integration. */
export const BareGrantsRequest = 'sentryPermissions/bareGrants';
export interface BareGrantsParams {
  readonly target: ReviewTarget;
}
export interface BareGrants {
  readonly integration: string;
  /** The grant at the position alone, where that lacks one; else all of the integration, in their order. */
  readonly requests: readonly TextRequest[];
  /** Which of these grants, e.g. "org:read of release-bot", cannot be edited surely, as where an alias shares them. */
  readonly left: readonly string[];
}

/** Answered with every grant of a file that lacks a rationale, in its order, or null where the document is not open. */
export const AllBareGrantsRequest = 'sentryPermissions/allBareGrants';
export interface AllBareGrantsParams {
  readonly uri: string;
}
export interface AllBareGrants {
  readonly places: readonly AskedPlace[];
  /** As in `BareGrants`. */
  readonly left: readonly string[];
}
/** A place that a person is asked about, one of many. */
export interface AskedPlace {
  /** Tells it from the others of its file, wherever it stands in that; nothing to show. */
  readonly id: string;
  /** What it is about, e.g. "org:read of release-bot". */
  readonly what: string;
  readonly prompt: string;
  /** What the box holds at first. */
  readonly value: string;
}
export interface PlaceAnswer {
  readonly id: string;
  readonly text: string;
}

/** Answered with one edit that writes all of these rationales, or null where the document is not open. */
export const AddRationalesRequest = 'sentryPermissions/addRationales';
export interface AddRationalesParams {
  readonly uri: string;
  readonly answers: readonly PlaceAnswer[];
}
export interface WrittenAnswers {
  /** Null where nothing is to be written. */
  readonly edit: WorkspaceEdit | null;
  /** The ids of places that are no longer there, or cannot be edited surely. */
  readonly left: readonly string[];
}

/** Answered with what can be accepted of the integrations of an owner, or null where the document is not open. */
export const AcceptableRequest = 'sentryPermissions/acceptable';
export interface AcceptableParams {
  readonly uri: string;
  /** As `OwnersAnswer` names it. */
  readonly owner: string;
}
export interface Acceptable {
  /** Today and the day that an exception ends on where nobody says another, as YYYY-MM-DD. */
  readonly today: string;
  readonly until: string;
  /** The rules with findings that are open, sorted; none of them without places. */
  readonly rules: readonly { readonly rule: string; readonly places: readonly AskedPlace[] }[];
}

/** Answered with one edit that documents these findings as exceptions, or null where the document is not open. */
export const AcceptManyRequest = 'sentryPermissions/acceptMany';
export interface AcceptManyParams extends AddRationalesParams {
  /** A day to come, as YYYY-MM-DD; nothing is written for any other. */
  readonly until: string;
  readonly by: string;
}

/** Answered with how a document is being checked, or null where it is not open in the server. */
export const CheckedRequest = 'sentryPermissions/checked';
export interface CheckedParams {
  readonly uri: string;
}
export interface Checked {
  /** Findings that stand, and those that the file accepts. */
  readonly open: number;
  readonly accepted: number;
  readonly integrations: number;
  /** Whether the file says a version that is not known here: then nothing else of it is checked. */
  readonly foreignVersion: boolean;
  /** Whether the document is too large: then nothing of it is checked. */
  readonly tooLarge: boolean;
  /** Whether a syntax error keeps something from being checked. */
  readonly syntaxErrors: boolean;
  /** Rules that the file turns off. */
  readonly rulesOff: readonly string[];
  /** Keys with x- at their beginning, which nothing checks. */
  readonly ownKeys: readonly string[];
}

/** Answered with the certificate of the least scopes, or null where there is no such integration. */
export const ExplainLeastRequest = 'sentryPermissions/explainLeast';
export interface LeastParams {
  readonly target: ReviewTarget;
}
/** A page to show: its name in a word or three, and its Markdown. */
export interface Page {
  readonly name: string;
  readonly markdown: string;
}

/** Answered with the edit that leaves the least scopes, or null where there is nothing to replace or it cannot be done surely. */
export const ReplaceByLeastRequest = 'sentryPermissions/replaceByLeast';

/** Answered with a page on the operations that were refused and the least scopes for them. */
export const RefusalRequest = 'sentryPermissions/refusal';
export interface RefusalParams {
  /** What the client has read out of the pasted text; of the text nothing else is sent. */
  readonly refusal: {
    readonly requests: readonly { readonly method?: string | undefined; readonly path: string }[];
    readonly scopes: readonly string[];
  };
  /** The integration that was refused, where the cursor is in one. */
  readonly target?: ReviewTarget | undefined;
}
export interface RefusalAnswer {
  readonly page: Page;
  /** The integration at the target, and the operations that were refused and that it does not declare yet. */
  readonly undeclared: { readonly integration: string; readonly uses: readonly string[] } | null;
}

/** Answered with the operations behind recorded requests, or null where there is no such integration. */
export const MatchRequestsRequest = 'sentryPermissions/matchRequests';
export interface MatchRequestsParams {
  readonly target: ReviewTarget;
  /** As `METHOD /api/0/…`. */
  readonly requests: readonly string[];
}
export interface MatchedRequests {
  readonly integration: string;
  /** Each operation once, sorted. */
  readonly found: readonly {
    readonly use: string;
    readonly title: string;
    /** Whether the integration's `uses` have it already, by itself or within a command. */
    readonly declared: boolean;
  }[];
  /** Requests that the catalogue does not know, sorted, without the values in their paths. */
  readonly unmatched: readonly string[];
}

/** Answered with the edit that adds uses to an integration, or null where they cannot be added surely. */
export const AddUsesRequest = 'sentryPermissions/addUses';
export interface AddUsesParams {
  readonly target: ReviewTarget;
  readonly uses: readonly string[];
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
