/** Git, for whoever must not start programs. */

/** What Git printed, or what it complained of. */
export type GitResult = { readonly bytes: Uint8Array } | { readonly fault: string };

/** What is complained of where there is no Git. */
export const NOT_INSTALLED = 'Git is not installed, or not on the PATH.';

export interface Git {
  /** Runs Git with these arguments in the current folder, without a shell; never throws. */
  readonly run: (args: readonly string[]) => Promise<GitResult>;
}
