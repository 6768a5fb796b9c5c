/** Git, for whoever must not start programs. */

/** What Git printed, or what it complained of. */
export type GitResult = { readonly bytes: Uint8Array } | { readonly fault: string };

/** What is complained of where there is no Git. */
export const NOT_INSTALLED = 'Git is not installed, or not on the PATH.';

/** The Git of the machine. */
export interface Git {
  /**
   * Runs Git with these arguments in the current folder, without a shell; never throws. Given the folder of a repository, Git is asked
   * about that one, whatever the environment says of another, as it does in a hook.
   */
  readonly run: (args: readonly string[], repository?: string) => Promise<GitResult>;
}
