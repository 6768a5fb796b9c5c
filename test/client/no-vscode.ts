/** Stands where VS Code's own module would be, so that `vi.mock('vscode', …)` finds something to replace. */
export {};
