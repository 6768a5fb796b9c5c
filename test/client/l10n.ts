/** What each stand-in for VS Code's module has. */

/** What `vscode.l10n.t` does where there is no translation. */
export const l10n = {
  t: (message: string, ...values: readonly (string | number)[]): string =>
    message.replaceAll(/\{(\d+)\}/g, (_hole, index: string) => String(values[Number(index)])),
};

/** As VS Code's own, as far as somebody asks whether it was cancelled. */
export class CancellationTokenSource {
  readonly token = { isCancellationRequested: false };

  cancel(): void {
    this.token.isCancellationRequested = true;
  }

  dispose(): void {
    // Nobody is called back.
  }
}
