/** Git, for whoever must not start programs. */

/** What Git printed, or what it complained of. */
export type GitResult = { readonly bytes: Uint8Array } | { readonly fault: string };

export interface Git {
  /** Runs Git with these arguments in the current folder, without a shell; never throws. */
  readonly run: (args: readonly string[]) => Promise<GitResult>;
}
