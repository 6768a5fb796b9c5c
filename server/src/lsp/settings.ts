/** The person's settings, whichever way the client tells them. */
import { DidChangeConfigurationNotification } from './library.ts';
import type { ClientCapabilities, Connection } from 'vscode-languageserver';

/** The section that the settings stand under. */
const SECTION = 'sentryPermissions';

/** How long an answer waits for a client that was asked for its settings. */
const PATIENCE = 2000;

export interface Settings {
  readonly inlayHints: {
    /** Shows behind a scope what it implies. */
    readonly impliedScopes: boolean;
    /** Shows behind the newest review when the next one is due. */
    readonly reviewDue: boolean;
    /** Shows behind a use what serves it, and how far the scopes reach beyond the uses. */
    readonly uses: boolean;
  };
  readonly codeLens: {
    /** Shows over an integration how far its scopes reach beyond what its uses need. */
    readonly leastScopes: boolean;
    /** Shows over the file and over an integration how the reviews stand. */
    readonly reviews: boolean;
  };
}

/** The settings in whatever a client sent: with or without their section around them; what is none of ours is left out. */
export function readSettings(sent: unknown): Settings {
  const own = under(sent, SECTION) ?? sent;
  const inlayHints = under(own, 'inlayHints');
  const codeLens = under(own, 'codeLens');
  return {
    inlayHints: {
      impliedScopes: flag(under(inlayHints, 'impliedScopes') ?? under(own, 'inlayHints.impliedScopes')),
      reviewDue: flag(under(inlayHints, 'reviewDue') ?? under(own, 'inlayHints.reviewDue')),
      uses: flag(under(inlayHints, 'uses') ?? under(own, 'inlayHints.uses')),
    },
    codeLens: {
      leastScopes: flag(under(codeLens, 'leastScopes') ?? under(own, 'codeLens.leastScopes')),
      reviews: flag(under(codeLens, 'reviews') ?? under(own, 'codeLens.reviews')),
    },
  };
}

function under(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key] ?? undefined;
}

/** All of them are on until somebody says no. */
function flag(value: unknown): boolean {
  return value !== false;
}

/** The settings of one connection. */
export interface SettingsSource {
  /** Takes in what `initialize` says; to be called when it arrives. */
  readonly initialize: (can: ClientCapabilities, options: unknown) => void;
  /** Asks a client that can be asked; to be called once it is initialized. */
  readonly initialized: () => void;
  /** The settings as they are; waits a little where they were asked for and have not come yet. */
  readonly current: () => Promise<Settings>;
}

/**
 * Keeps the settings of the connection up to date: asked for by `workspace/configuration` where the client can, else as
 * `initializationOptions.settings` and `workspace/didChangeConfiguration` carry them. Calls `onChange` when one has changed.
 */
export function trackSettings(
  connection: Connection,
  onChange: () => void,
  report: (what: string, error: unknown) => void,
): SettingsSource {
  let settings = readSettings(undefined);
  let asking: Promise<void> | undefined;
  let isAwaited = false;
  let canAsk = false;
  let canRegister = false;

  function take(next: Settings): void {
    const isNew = JSON.stringify(next) !== JSON.stringify(settings);
    settings = next;
    if (isNew) onChange();
  }

  function ask(): void {
    const asked = connection.workspace
      .getConfiguration(SECTION)
      .then((sent: unknown) => {
        // An answer to an older question is out of date.
        if (asking === asked) take(readSettings(sent));
      })
      .catch((error: unknown) => {
        report('settings', error);
      });
    asking = asked;
    isAwaited = true;
  }

  connection.onDidChangeConfiguration(({ settings: sent }: { settings?: unknown }) => {
    if (canAsk) ask();
    else take(readSettings(sent));
  });

  return {
    initialize({ workspace }, options) {
      canAsk = workspace?.configuration === true;
      canRegister = workspace?.didChangeConfiguration?.dynamicRegistration === true;
      settings = readSettings(under(options, 'settings'));
    },
    initialized() {
      if (canRegister) {
        connection.client
          .register(DidChangeConfigurationNotification.type, { section: SECTION })
          .catch((error: unknown) => {
            report('registering for settings', error);
          });
      }
      if (canAsk) ask();
    },
    async current() {
      if (isAwaited) {
        const awaited = asking;
        await settledWithin(PATIENCE, awaited);
        // Whoever did not answer in time is not waited for again.
        if (asking === awaited) isAwaited = false;
      }
      return settings;
    },
  };
}

/** Resolves once what is awaited, which never rejects, is settled, or when that time has passed. */
async function settledWithin(milliseconds: number, awaited: Promise<void> | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([
    awaited,
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    }),
  ]);
  clearTimeout(timer);
}
