/** Reads settings by their whole names. People write them by hand: what is of another type than it should be counts as not set. */
import * as vscode from 'vscode';

/** A text without blanks around it; empty where there is none. */
export function textSetting(name: string, scope: vscode.Uri): string {
  const value = valueOf(name, scope);
  return typeof value === 'string' ? value.trim() : '';
}

/** Whether something is on. */
export function switchSetting(name: string, otherwise: boolean): boolean {
  const value = valueOf(name);
  return typeof value === 'boolean' ? value : otherwise;
}

/** The patterns that are on in a setting such as `files.exclude`. */
export function patternsSetting(name: string, scope: vscode.Uri): string[] {
  const value = valueOf(name, scope);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([, isThere]) => isThere === true)
    .map(([pattern]) => pattern);
}

function valueOf(name: string, scope?: vscode.Uri): unknown {
  return vscode.workspace.getConfiguration(undefined, scope).get<unknown>(name);
}
