/** What `vscode.l10n.t` does where there is no translation. */
export const l10n = {
  t: (message: string, ...values: readonly (string | number)[]): string =>
    message.replaceAll(/\{(\d+)\}/g, (_hole, index: string) => String(values[Number(index)])),
};
